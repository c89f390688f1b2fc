/* CSV to a table, in one pass over the values where the first rows told the truth: numbers go
 * straight into the table's columns, which are as long as there are line ends; words go through
 * a list of levels.  When a word comes up in a column of numbers the pass goes on without it, to
 * find all such columns, and the table is made anew with them as words.                        */
#include "csv.h"

#include <math.h>
#include <stdio.h>

enum { MOST_COLUMNS = 1 << 16, SHOWN = 44, WORD = 100 };

/* One pass: the table that it fills, the row it is at. */
struct filling {
    struct gr_csv *csv;
    gradus_data *data;
    struct gr_scan scan;
    uint32_t *line;
    size_t row, line_now;
    int again;                          /* a column turned out to hold words */
};

/* ---- one cell ----------------------------------------------------------------------------- */
/* The column as an option takes it: by its name, quoted for a shell where it needs that, or by its
 * number where the name would be taken for two, cannot be typed as it is shown, or is too long. */
static void option_word(char out[WORD], const char *name, size_t j)
{
    char shown[WORD], quoted[4 * WORD + 3];             /* with room for any name that is shown */
    gradus_text_show(name, SIZE_MAX, shown, sizeof shown);
    gradus_text_quote(name, out, WORD);
    gradus_text_quote(name, quoted, sizeof quoted);
    if (strchr(name, ',') || strcmp(shown, name) != 0 || strcmp(quoted, out) != 0)
        snprintf(out, WORD, "%zu", j + 1);
}

static gradus_status not_a_number(const struct gr_csv *csv, size_t j, size_t line,
                                  const char *text, size_t length, gradus_error *err)
{
    const char *name = csv->names.level[j].text;
    struct gr_place place = { csv->name, line, j + 1 };
    char shown[SHOWN], word[WORD];
    gr_fault(err, GRADUS_SYNTAX, &place, "column '%s': '%s' is not a number", GR_NAME(name),
             gradus_text_show(text, length, shown, sizeof shown));
    option_word(word, name, j);
    if (csv->column[j].rule == GR_CSV_MUST_BE_NUMBERS)
        gr_fault_hint(err, "the model was trained with numbers in this column");
    else
        gr_fault_hint(err, "--categorical %s or --ignore %s", word, word);
    return GRADUS_SYNTAX;
}

static gradus_status word_cell(struct filling *f, size_t j, const struct gr_cell *cell,
                               enum gr_cell_is is, double value, gradus_error *err)
{
    struct gr_levels *levels = &f->csv->column[j].levels;
    struct gr_place place = { f->csv->name, cell->line, j + 1 };
    size_t length = cell->length;
    const char *text = cell->doubled ? gr_csv_plain(f->csv, cell, &length) : cell->text;
    if (!text)
        return gr_fault_nomem(err);
    int32_t code = gr_levels_find(levels, text, length);
    if (code < 0) {
        if (!gr_utf8(text, length)) {
            gr_fault(err, GRADUS_SYNTAX, &place, "this is not UTF-8 text");
            gr_fault_hint(err, "save the file as UTF-8");
            return GRADUS_SYNTAX;
        }
        code = gr_levels_add(levels, text, length);
        if (code < 0)
            return gr_fault_nomem(err);
        levels->level[code].number = is == GR_CELL_NUMBER;
        levels->level[code].value = value;
        levels->level[code].line = cell->line;
    }
    levels->level[code].count++;
    f->csv->column[j].code[f->row] = code;
    return GRADUS_OK;
}

/* A cell read the long way. */
static gradus_status any_cell(struct filling *f, size_t j, const struct gr_cell *cell,
                              gradus_error *err)
{
    struct gr_csv_column *c = &f->csv->column[j];
    double value = 0;
    if (c->kind == GR_CSV_SKIPPED)
        return GRADUS_OK;
    enum gr_cell_is is = gr_csv_judge(f->csv, cell, &value);
    if (c->kind == GR_CSV_WORDS) {
        if (is != GR_CELL_MISSING)
            return word_cell(f, j, cell, is, value, err);
        c->code[f->row] = -1;
    } else if (is == GR_CELL_TEXT && c->rule == GR_CSV_MUST_BE_NUMBERS) {
        return not_a_number(f->csv, j, cell->line, cell->text, cell->length, err);
    } else if (is == GR_CELL_TEXT) {
        c->kind = GR_CSV_SKIPPED;
        c->plain = 0;
        f->again = 1;
    } else {
        c->number[f->row] = is == GR_CELL_NUMBER ? value : (double)NAN;
    }
    return GRADUS_OK;
}

/* Keeps a cell as it stands, but for its quotes; not in a table that is made anew. */
static gradus_status keep_cell(struct filling *f, size_t j, const struct gr_cell *cell,
                               gradus_error *err)
{
    const struct gr_csv_column *c = &f->csv->column[j];
    size_t length = cell->length;
    if (!c->keep || f->again)
        return GRADUS_OK;
    const char *text = cell->doubled ? gr_csv_plain(f->csv, cell, &length) : cell->text;
    if (!text)
        return gr_fault_nomem(err);
    return gradus_data_keep(f->data, c->place, text, length, err);
}

/* ---- one row ------------------------------------------------------------------------------ */
static gradus_status ragged(struct filling *f, size_t found, int last, gradus_error *err)
{
    struct gr_place place = { f->csv->name, f->line_now, 0 };
    struct gr_cell cell;
    while (!last) {
        gradus_status s = gr_scan_cell(&f->scan, &cell, &last, err);
        if (s != GRADUS_OK)
            return s;
        found++;
    }
    gr_fault(err, GRADUS_SYNTAX, &place, "expected %zu cell%s in this row, found %zu",
             f->csv->columns, f->csv->columns == 1 ? "" : "s", found);
    if (found > f->csv->columns)
        gr_fault_hint(err, "a text that has the delimiter in it needs quotes around it");
    return GRADUS_SYNTAX;
}

/* Numbers of the usual form from column *j on, as long as they come; *last when one of them ends
 * the row.                                                                                     */
static void short_numbers(struct filling *f, size_t *j, int *last)
{
    struct gr_scan *s = &f->scan;
    const struct gr_csv *csv = f->csv;
    const struct gr_dialect d = s->dialect;
    const struct gr_csv_column *c = csv->column;
    const char *p = s->p;
    size_t k = *j, columns = csv->columns, row = f->row;
    double value;
    for (; k < columns && !*last && c[k].plain && s->end - p > GR_NUMBER_REACH; k++) {
        const char *q = gr_short_number(p, d.decimal, &value);
        if (!q)
            break;
        if (*q != d.delimiter) {
            q += *q == '\r' && d.line_end == '\n';
            if (*q != d.line_end)
                break;
            *last = 1;
            s->line++;
        }
        c[k].number[row] = value;
        p = q + 1;
    }
    s->p = p;
    s->column = *last ? 1 : k + 1;
    *j = k;
}

static gradus_status fill_row(struct filling *f, gradus_error *err)
{
    struct gr_csv *csv = f->csv;
    struct gr_cell cell;
    size_t j = 0;
    int last = 0;
    f->line_now = f->scan.line;
    f->line[f->row] = f->line_now < UINT32_MAX ? (uint32_t)f->line_now : UINT32_MAX;
    while (j < csv->columns) {
        if (!csv->missing_number)
            short_numbers(f, &j, &last);
        if (j < csv->columns && !last) {
            gradus_status s = gr_scan_cell(&f->scan, &cell, &last, err);
            if (s == GRADUS_OK)
                s = any_cell(f, j, &cell, err);
            if (s == GRADUS_OK)
                s = keep_cell(f, j++, &cell, err);
            if (s != GRADUS_OK)
                return s;
        }
        if (last && j < csv->columns)
            return ragged(f, j, last, err);
    }
    return last ? GRADUS_OK : ragged(f, csv->columns, last, err);
}

/* ---- the table ---------------------------------------------------------------------------- */
/* No more rows than line ends, nor than the bytes can hold. */
static size_t most_rows(const struct gr_csv *csv)
{
    const char *p = csv->start.p, *end = csv->start.end;
    size_t bytes = (size_t)(end - p), rows = 1;
    for (; (p = memchr(p, csv->dialect.line_end, (size_t)(end - p))) != NULL; p++)
        rows++;
    size_t fit = bytes / csv->columns + 1;
    return rows < fit ? rows : fit;
}

static gradus_status add_columns(struct filling *f, gradus_error *err)
{
    static const gradus_type type[] = { [GR_CSV_NUMBERS] = GRADUS_F64,
                                        [GR_CSV_WORDS] = GRADUS_CATEGORY };
    struct gr_csv *csv = f->csv;
    size_t place = 0;
    gradus_status s = GRADUS_OK;
    for (size_t j = 0; j < csv->columns && s == GRADUS_OK; j++) {
        struct gr_csv_column *c = &csv->column[j];
        void *values = NULL;
        if (c->rule == GR_CSV_IGNORED) {
            gradus_data_skip(f->data);
            continue;
        }
        gr_levels_free(&c->levels);
        s = gradus_data_add(f->data, csv->names.level[j].text, 1, type[c->kind], &values, err);
        c->number = values;
        c->code = values;
        c->plain = c->kind == GR_CSV_NUMBERS && !c->keep;
        c->place = place++;
    }
    return s;
}

static gradus_status fill(struct filling *f, gradus_error *err)
{
    struct gr_csv *csv = f->csv;
    gradus_status s = gradus_data_new(&f->data, most_rows(csv), csv->mem, err);
    if (s == GRADUS_OK)
        s = gradus_data_source(f->data, csv->name, &f->line, err);
    if (s == GRADUS_OK)
        s = add_columns(f, err);
    f->scan = csv->start;
    for (f->row = 0; s == GRADUS_OK && gr_scan_more(&f->scan, csv->columns); f->row++)
        s = fill_row(f, err);
    return s;
}

/* A column of words half of which are numbers is more likely one of numbers with a mistake. */
static gradus_status check_words(const struct gr_csv *csv, size_t j, gradus_error *err)
{
    const struct gr_csv_column *c = &csv->column[j];
    const struct gr_level *first = NULL;
    size_t numbers = 0, all = 0;
    for (size_t k = 0; k < c->levels.count; k++) {
        const struct gr_level *l = &c->levels.level[k];
        all += l->count;
        numbers += l->number ? l->count : 0;
        if (!l->number && !first)
            first = l;
    }
    if (c->rule != GR_CSV_FREE || !first || numbers < all - numbers)
        return GRADUS_OK;
    return not_a_number(csv, j, first->line, first->text, first->length, err);
}

static gradus_status set_levels(struct filling *f, size_t j, gradus_error *err)
{
    struct gr_csv_column *c = &f->csv->column[j];
    struct gr_levels *v = &c->levels;
    gradus_status s = check_words(f->csv, j, err);
    if (s != GRADUS_OK)
        return s;
    int32_t *map = gr_take(v->mem, v->count, sizeof *map);
    const char **text = gr_take(v->mem, v->count, sizeof *text);
    if (map && text) {
        gr_levels_sort(v, map);
        for (size_t k = 0; k < v->count; k++)
            text[k] = v->level[k].text;
        for (size_t i = 0; i < f->row; i++)
            c->code[i] = c->code[i] < 0 ? -1 : map[c->code[i]];
        s = gradus_data_levels(f->data, c->place, v->count, text, err);
    } else {
        s = gr_fault_nomem(err);
    }
    gr_give(v->mem, map);
    gr_give(v->mem, text);
    return s;
}

static gradus_status finish(struct filling *f, gradus_error *err)
{
    struct gr_csv *csv = f->csv;
    struct gr_place place = { csv->name, 0, 0 };
    gradus_status s = GRADUS_OK;
    if (!f->row)
        return gr_fault(err, GRADUS_DATA, &place, "no rows below the header");
    if (!gradus_data_columns(f->data))
        return gr_fault(err, GRADUS_DATA, &place, "every column is ignored");
    gradus_data_trim(f->data, f->row);
    for (size_t j = 0; s == GRADUS_OK && j < csv->columns; j++)
        if (csv->column[j].kind == GR_CSV_WORDS)
            s = set_levels(f, j, err);
    return gr_fault_in(err, s, csv->name);
}

static gradus_status read_values(gradus_data **out, struct gr_csv *csv, gradus_error *err)
{
    struct filling f = { .csv = csv };
    gradus_status s = fill(&f, err);
    if (s == GRADUS_OK && f.again) {
        for (size_t j = 0; j < csv->columns; j++)
            if (csv->column[j].kind == GR_CSV_SKIPPED && csv->column[j].rule != GR_CSV_IGNORED)
                csv->column[j].kind = GR_CSV_WORDS;
        gradus_data_free(f.data);
        f.data = NULL;
        f.again = 0;
        s = fill(&f, err);
    }
    if (s == GRADUS_OK)
        s = finish(&f, err);
    if (s == GRADUS_OK)
        *out = f.data;
    else
        gradus_data_free(f.data);
    return s;
}

/* ---- the text ----------------------------------------------------------------------------- */
/* What is no table at all: zero bytes, UTF-16, nothing. */
static gradus_status check_text(const char *name, const char *text, size_t size,
                                gradus_error *err)
{
    struct gr_place place = { name, 0, 0 };
    const char *zero = size ? memchr(text, '\0', size) : NULL;
    if (size >= 2 && (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2))) {
        gr_fault(err, GRADUS_SYNTAX, &place, "UTF-16 text");
        gr_fault_hint(err, "save the file as UTF-8");
        return GRADUS_SYNTAX;
    }
    if (zero) {
        place.line = 1;
        for (; text < zero; text++)
            place.line += *text == '\n';
        gr_fault(err, GRADUS_SYNTAX, &place, "a NUL byte: this is not text");
        gr_fault_hint(err, "tables are .csv, .tsv, .npy, .npz or idx files, by their names");
        return GRADUS_SYNTAX;
    }
    size_t k = 0;
    while (k < size && (text[k] == '\n' || text[k] == '\r'))
        k++;
    return k < size ? GRADUS_OK
                    : gr_fault(err, GRADUS_DATA, &place, size ? "no rows: the file has only "
                               "empty lines" : "the file is empty");
}

static gradus_status choose_dialect(struct gr_csv *csv, const char *text, size_t size,
                                    gradus_error *err)
{
    const gradus_read_options *opt = csv->opt;
    struct gr_dialect *d = &csv->dialect;
    d->line_end = gr_csv_line_end(text, size);
    d->delimiter = opt->delimiter ? opt->delimiter
                                  : gr_csv_delimiter(text, text + size, d->line_end, opt->decimal);
    d->decimal = opt->decimal ? opt->decimal : '.';
    if ((d->decimal != '.' && d->decimal != ',') || strchr("\"\r\n0123456789+-.", d->delimiter))
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "the decimal sign is '.' or ',', and the "
                        "delimiter no quote, line end or part of a number");
    if (d->decimal == d->delimiter)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "the delimiter and the decimal sign are "
                        "both '%c'", d->decimal);
    csv->start = (struct gr_scan){ text, text + size, 1, 1, *d, csv->name };
    if (!opt->decimal && d->delimiter == ';')
        d->decimal = gr_csv_decimal(&csv->start);
    csv->start.dialect = *d;
    return GRADUS_OK;
}

static gradus_status count_columns(struct gr_csv *csv, gradus_error *err)
{
    struct gr_scan s = csv->start;
    struct gr_place place = { csv->name, 1, 0 };
    struct gr_cell cell;
    int last = 0;
    while (!last) {
        gradus_status status = gr_scan_cell(&s, &cell, &last, err);
        if (status != GRADUS_OK)
            return status;
        if (++csv->columns > MOST_COLUMNS)
            return gr_fault(err, GRADUS_SYNTAX, &place, "more than %d columns", MOST_COLUMNS);
    }
    return GRADUS_OK;
}

static void release(struct gr_csv *csv)
{
    for (size_t j = 0; csv->column && j < csv->columns; j++)
        gr_levels_free(&csv->column[j].levels);
    gr_levels_free(&csv->names);
    gr_give(csv->mem, csv->column);
    gr_give(csv->mem, csv->missing);
    gr_give(csv->mem, csv->scratch);
}

gradus_status gr_csv_read(gradus_data **out, const char *name, const char *text, size_t size,
                          const gradus_read_options *opt, gradus_error *err)
{
    struct gr_csv csv = { .name = name, .opt = opt, .mem = opt->mem };
    csv.names.mem = opt->mem;
    if (size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
        text += 3;
        size -= 3;
    }
    gradus_status s = check_text(name, text, size, err);
    if (s == GRADUS_OK)
        s = choose_dialect(&csv, text, size, err);
    if (s == GRADUS_OK)
        s = count_columns(&csv, err);
    if (s == GRADUS_OK)
        s = gr_csv_missing(&csv, err);
    if (s == GRADUS_OK)
        s = gr_csv_columns(&csv, err);
    if (s == GRADUS_OK) {
        gr_csv_sample(&csv);
        s = read_values(out, &csv, err);
    }
    release(&csv);
    return s;
}
