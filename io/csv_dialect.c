/* What a CSV text does not say.
 * Delimiter: the first of tab, semicolon and comma which each of the first lines has as often as
 * the first line has it; where none is so steady, the steadiest.  A comma comes last, because it
 * may be a decimal comma between semicolons.
 * Header: a first row without a number over a column of numbers; or, where no column is, a first
 * row of different texts none of which comes again below it.                                   */
#include "csv.h"

enum { LINES_SEEN = 64, CELLS_SEEN = 10000, ROWS_SEEN = 1000 };

static const char candidates[] = { '\t', ';', ',' };
enum { CANDIDATES = sizeof candidates };

char gr_csv_line_end(const char *text, size_t size)
{
    return !memchr(text, '\n', size) && memchr(text, '\r', size) ? '\r' : '\n';
}

/* Counts the candidates outside quotes up to the end of the line; gives the next one. */
static const char *count_line(const char *p, const char *end, char line_end,
                              size_t count[CANDIDATES])
{
    int quoted = 0;
    for (; p < end && (quoted || *p != line_end); p++) {
        quoted ^= *p == '"';
        for (size_t k = 0; k < CANDIDATES; k++)
            count[k] += !quoted && *p == candidates[k];
    }
    return p < end ? p + 1 : end;
}

char gr_csv_delimiter(const char *text, const char *end, char line_end, char decimal)
{
    size_t first[CANDIDATES] = { 0 }, steady[CANDIDATES] = { 0 };
    size_t best = decimal == ',' ? CANDIDATES - 2 : CANDIDATES - 1;
    const char *p = count_line(text, end, line_end, first);
    for (size_t line = 1; line < LINES_SEEN && p < end; line++) {
        size_t count[CANDIDATES] = { 0 };
        p = count_line(p, end, line_end, count);
        for (size_t k = 0; k < CANDIDATES; k++)
            steady[k] += first[k] && count[k] == first[k];
    }
    for (size_t k = CANDIDATES; k-- > 0;)
        if (first[k] && candidates[k] != decimal && (!first[best] || steady[k] >= steady[best]))
            best = k;
    return candidates[best];
}

/* With semicolons: do more cells need a decimal comma than a decimal point? */
char gr_csv_decimal(const struct gr_scan *scan)
{
    struct gr_scan s = *scan;
    struct gr_cell cell;
    size_t points = 0, commas = 0;
    int last;
    double value;
    for (size_t k = 0; s.p < s.end && (k < CELLS_SEEN || points + commas == 0); k++) {
        if (gr_scan_cell(&s, &cell, &last, NULL) != GRADUS_OK)
            break;
        int point = gr_cell_number(&cell, '.', &value), comma = gr_cell_number(&cell, ',', &value);
        points += point && !comma;
        commas += comma && !point;
    }
    return commas > points ? ',' : '.';
}

/* ---- the header -------------------------------------------------------------------------- */
/* What the rows below say of a column, while it may still be one of numbers or all different. */
struct below {
    struct gr_cell top;
    size_t numbers;
    int text, again;
};

static int same(const struct gr_cell *a, const struct gr_cell *b)
{
    return a->length == b->length && !memcmp(a->text, b->text, a->length);
}

static void look(const struct gr_csv *csv, struct below *column, const struct gr_cell *cell)
{
    double value;
    enum gr_cell_is is = gr_csv_judge(csv, cell, &value);
    column->numbers += is == GR_CELL_NUMBER;
    column->text |= is == GR_CELL_TEXT;
    column->again |= same(&column->top, cell);
}

/* One row below the first; *again when a text of the first row is there. */
static int look_row(const struct gr_csv *csv, struct below *column, struct gr_scan *s, int *again)
{
    struct gr_cell cell;
    int last = 0;
    for (size_t j = 0; !last; j++) {
        if (gr_scan_cell(s, &cell, &last, NULL) != GRADUS_OK)
            return 0;
        if (j >= csv->columns)
            continue;
        look(csv, &column[j], &cell);
        *again |= column[j].again;
    }
    return 1;
}

static int any_numbers(const struct below *column, size_t columns)
{
    for (size_t j = 0; j < columns; j++)
        if (column[j].numbers && !column[j].text)
            return 1;
    return 0;
}

/* Are two cells of the first row equal?  -1: no memory. */
static int top_repeats(const struct gr_csv *csv, const struct below *column)
{
    struct gr_levels seen = { .mem = csv->mem };
    int repeats = 0;
    for (size_t j = 0; j < csv->columns && !repeats; j++) {
        const struct gr_cell *top = &column[j].top;
        if (gr_levels_find(&seen, top->text, top->length) >= 0)
            repeats = 1;
        else if (gr_levels_add(&seen, top->text, top->length) < 0)
            repeats = -1;
    }
    gr_levels_free(&seen);
    return repeats;
}

/* Takes the cells of the first row; 1: none of them is a number. */
static int top_row(const struct gr_csv *csv, struct below *column, struct gr_scan *s)
{
    double value;
    int last = 0, words = 1;
    for (size_t j = 0; !last; j++) {
        if (gr_scan_cell(s, &column[j].top, &last, NULL) != GRADUS_OK)
            return 0;
        words = words && !gr_cell_number(&column[j].top, csv->dialect.decimal, &value);
    }
    return words;
}

/* Reads on below until it is clear: over numbers as far as ROWS_SEEN, else to the end. */
static int judge_below(const struct gr_csv *csv, struct below *column, struct gr_scan *s,
                       int repeats)
{
    int again = repeats;
    for (size_t rows = 1; gr_scan_more(s, csv->columns); rows++)
        if (!look_row(csv, column, s, &again) ||
            (rows >= ROWS_SEEN && (again || any_numbers(column, csv->columns))))
            break;
    return any_numbers(column, csv->columns) || !again;
}

int gr_csv_header(const struct gr_csv *csv, const struct gr_scan *first)
{
    struct below *column = gr_take(csv->mem, csv->columns, sizeof *column);
    struct gr_scan s = *first;
    if (!column)
        return -1;
    memset(column, 0, csv->columns * sizeof *column);
    int header = top_row(csv, column, &s);
    int repeats = header ? top_repeats(csv, column) : 0;
    if (header)
        header = repeats < 0 ? -1 : judge_below(csv, column, &s, repeats);
    gr_give(csv->mem, column);
    return header;
}
