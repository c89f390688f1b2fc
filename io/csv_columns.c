/* The columns before their cells are read: what they are called, what the user or a model says
 * about them, and which of them the first rows show to hold words.                             */
#include "csv.h"

#include <stdio.h>

enum { ROWS_SEEN = 1000 };

int gr_utf8(const char *text, size_t length)
{
    for (size_t k = 0, n = 1; k < length; k += n) {
        n = (unsigned char)text[k] < 0x80 ? 1 : gradus_text_character(text + k, length - k);
        if (!n)
            return 0;
    }
    return 1;
}

char *gr_csv_plain(struct gr_csv *csv, const struct gr_cell *cell, size_t *length)
{
    if (csv->scratch_room <= cell->length) {
        char *room = gr_take(csv->mem, cell->length + 1, 2);
        if (!room)
            return NULL;
        gr_give(csv->mem, csv->scratch);
        csv->scratch = room;
        csv->scratch_room = (cell->length + 1) * 2;
    }
    *length = gr_cell_text(cell, csv->scratch);
    return csv->scratch;
}

/* ---- missing cells ------------------------------------------------------------------------ */
gradus_status gr_csv_missing(struct gr_csv *csv, gradus_error *err)
{
    const char *list = csv->opt->missing ? csv->opt->missing : "NA,NaN,?";
    size_t count = 1;
    for (const char *p = list; *p; p++)
        count += *p == ',';
    csv->missing = gr_take(csv->mem, count, sizeof *csv->missing);
    if (!csv->missing)
        return gr_fault_nomem(err);
    for (size_t length; csv->missing_count < count; list += length + 1) {
        length = strcspn(list, ",");
        struct gr_missing *m = &csv->missing[csv->missing_count++];
        *m = (struct gr_missing){ .text = list, .length = length };
        m->number = gradus_number_parse(list, length, &m->value);
        csv->missing_number |= m->number;
    }
    return GRADUS_OK;
}

enum gr_cell_is gr_csv_judge(const struct gr_csv *csv, const struct gr_cell *cell, double *value)
{
    struct gr_cell c = gr_cell_trimmed(cell);
    if (!c.length)
        return GR_CELL_MISSING;
    int number = gr_cell_number(&c, csv->dialect.decimal, value);
    if (number && !csv->missing_number)
        return GR_CELL_NUMBER;
    for (size_t k = 0; k < csv->missing_count; k++) {
        const struct gr_missing *m = &csv->missing[k];
        if ((number && m->number && m->value == *value) ||
            (m->length == c.length && !memcmp(m->text, c.text, c.length)))
            return GR_CELL_MISSING;
    }
    return number ? GR_CELL_NUMBER : GR_CELL_TEXT;
}

/* ---- names -------------------------------------------------------------------------------- */
/* Line ends and other control characters would break every message that has the name. */
static void blank_controls(char *text, size_t length)
{
    for (size_t k = 0; k < length; k++)
        if ((unsigned char)text[k] < ' ' || text[k] == 127)
            text[k] = ' ';
}

/* The name of column [j]: that of its cell in the header, or cN. */
static gradus_status add_name(struct gr_csv *csv, const struct gr_cell *cell, size_t j,
                              gradus_error *err)
{
    char number[32], *text = number;
    size_t length = 0;
    struct gr_place place = { csv->name, cell->line, j + 1 };
    struct gr_cell c = gr_cell_trimmed(cell);
    if (c.length)
        text = gr_csv_plain(csv, &c, &length);
    else
        length = (size_t)snprintf(number, sizeof number, "c%zu", j + 1);
    if (!text)
        return gr_fault_nomem(err);
    blank_controls(text, length);
    if (!gr_utf8(text, length)) {
        gr_fault(err, GRADUS_SYNTAX, &place, "the name of this column is not UTF-8 text");
        gr_fault_hint(err, "save the file as UTF-8");
        return GRADUS_SYNTAX;
    }
    int32_t there = gr_levels_find(&csv->names, text, length);
    if (there >= 0)
        return gr_fault(err, GRADUS_SYNTAX, &place, "columns %d and %zu are both called '%s'",
                        (int)there + 1, j + 1, csv->names.level[there].text);
    return gr_levels_add(&csv->names, text, length) < 0 ? gr_fault_nomem(err) : GRADUS_OK;
}

/* Names from the row at csv->start, which is then left behind, or c1, c2, ... */
static gradus_status read_names(struct gr_csv *csv, int header, gradus_error *err)
{
    struct gr_cell cell = { 0 };
    int last;
    gradus_status s = GRADUS_OK;
    for (size_t j = 0; j < csv->columns && s == GRADUS_OK; j++) {
        if (header)
            s = gr_scan_cell(&csv->start, &cell, &last, err);
        if (s == GRADUS_OK)
            s = add_name(csv, &cell, j, err);
    }
    return s;
}

/* ---- what is said about columns ----------------------------------------------------------- */
/* The error of a name that no column has: the table's own, with the nearest name. */
static gradus_status no_such_column(const struct gr_csv *csv, const char *name,
                                    gradus_error *err)
{
    gradus_data *names = NULL;
    void *values;
    size_t column;
    gradus_status s = gradus_data_new(&names, 0, csv->mem, err);
    for (size_t j = 0; s == GRADUS_OK && j < csv->columns; j++)
        s = gradus_data_add(names, csv->names.level[j].text, 1, GRADUS_U8, &values, err);
    if (s == GRADUS_OK)
        s = gradus_data_find(names, name, &column, err);
    gradus_data_free(names);
    return gr_fault_in(err, s, csv->name);
}

/* A column by name, else by number from 1. */
static int find_column(const struct gr_csv *csv, const char *name, size_t length, size_t *column)
{
    double number;
    int32_t there = gr_levels_find(&csv->names, name, length);
    if (there >= 0)
        *column = (size_t)there;
    else if (length && strspn(name, "0123456789") >= length &&
             gradus_number_parse(name, length, &number) && number >= 1 &&
             number <= (double)csv->columns)
        *column = (size_t)number - 1;
    else
        return 0;
    return 1;
}

/* Says of the columns of a list that they keep their text, or else what [rule] they follow. */
static gradus_status declare(struct gr_csv *csv, const char *list, int keep,
                             enum gr_csv_rule rule, gradus_error *err)
{
    char name[256];
    size_t column;
    while (list && *list) {
        size_t length = strcspn(list, ",");
        if (!find_column(csv, list, length, &column)) {
            gradus_text_show(list, length, name, sizeof name);
            return no_such_column(csv, name, err);
        }
        if (keep)
            csv->column[column].keep = 1;
        else
            csv->column[column].rule = rule;
        list += length + (list[length] == ',');
    }
    return GRADUS_OK;
}

static gradus_status declare_kept(struct gr_csv *csv, gradus_error *err)
{
    const char *keep = csv->opt->keep;
    if (!keep || strcmp(keep, "all") != 0)
        return declare(csv, keep, 1, GR_CSV_FREE, err);
    for (size_t j = 0; j < csv->columns; j++)
        csv->column[j].keep = 1;
    return GRADUS_OK;
}

static void expect_column(struct gr_csv *csv, const char *name, enum gr_csv_rule rule)
{
    int32_t there = name ? gr_levels_find(&csv->names, name, strlen(name)) : -1;
    if (there >= 0)
        csv->column[there].rule = rule;
}

static void expect(struct gr_csv *csv, const gradus_schema *schema)
{
    if (!schema)
        return;
    for (size_t j = 0; j < csv->columns; j++)
        csv->column[j].rule = GR_CSV_EITHER;
    for (size_t j = 0; schema->task == GRADUS_CLASSIFICATION && j < schema->targets; j++)
        expect_column(csv, schema->target[j].name, GR_CSV_ARE_WORDS);
    for (size_t i = 0; i < schema->inputs; i++)
        expect_column(csv, schema->input[i].name, schema->input[i].levels
                                                      ? GR_CSV_ARE_WORDS
                                                      : GR_CSV_MUST_BE_NUMBERS);
}

/* Does the first row name every input of the model?  Then it is a header, whatever it looks like.
 * -1: no memory.                                                                               */
static int names_the_inputs(const struct gr_csv *csv, const gradus_schema *schema)
{
    struct gr_levels cells = { .mem = csv->mem };
    struct gr_scan s = csv->start;
    struct gr_cell cell;
    int last = 0, all = schema && schema->inputs;
    while (all > 0 && !last) {
        if (gr_scan_cell(&s, &cell, &last, NULL) != GRADUS_OK)
            break;
        cell = gr_cell_trimmed(&cell);
        if (gr_levels_find(&cells, cell.text, cell.length) < 0 &&
            gr_levels_add(&cells, cell.text, cell.length) < 0)
            all = -1;
    }
    for (size_t i = 0; all > 0 && i < schema->inputs; i++)
        all = gr_levels_find(&cells, schema->input[i].name, strlen(schema->input[i].name)) >= 0;
    gr_levels_free(&cells);
    return all;
}

static int find_header(const struct gr_csv *csv)
{
    if (csv->opt->header >= 0)
        return csv->opt->header;
    int header = names_the_inputs(csv, csv->opt->expect);
    return header ? header : gr_csv_header(csv, &csv->start);
}

gradus_status gr_csv_columns(struct gr_csv *csv, gradus_error *err)
{
    csv->column = gr_take(csv->mem, csv->columns, sizeof *csv->column);
    if (!csv->column)
        return gr_fault_nomem(err);
    for (size_t j = 0; j < csv->columns; j++)
        csv->column[j] = (struct gr_csv_column){ .levels = { .mem = csv->mem } };
    int header = find_header(csv);
    if (header < 0)
        return gr_fault_nomem(err);
    gradus_status s = read_names(csv, header, err);
    if (s != GRADUS_OK)
        return s;
    expect(csv, csv->opt->expect);
    s = declare(csv, csv->opt->categorical, 0, GR_CSV_ARE_WORDS, err);
    if (s == GRADUS_OK)
        s = declare(csv, csv->opt->ignore, 0, GR_CSV_IGNORED, err);
    if (s == GRADUS_OK)
        s = declare_kept(csv, err);
    for (size_t j = 0; j < csv->columns; j++) {
        csv->column[j].kind = csv->column[j].rule == GR_CSV_IGNORED     ? GR_CSV_SKIPPED
                              : csv->column[j].rule == GR_CSV_ARE_WORDS ? GR_CSV_WORDS
                                                                        : GR_CSV_NUMBERS;
        csv->column[j].keep &= csv->column[j].rule != GR_CSV_IGNORED;
    }
    return s;
}

/* Columns that show a word in the first rows hold words: so that few tables are read twice. */
void gr_csv_sample(struct gr_csv *csv)
{
    struct gr_scan s = csv->start;
    struct gr_cell cell;
    double value;
    for (size_t row = 0; row < ROWS_SEEN && gr_scan_more(&s, csv->columns); row++) {
        int last = 0;
        for (size_t j = 0; !last; j++) {
            if (gr_scan_cell(&s, &cell, &last, NULL) != GRADUS_OK)
                return;
            struct gr_csv_column *c = j < csv->columns ? &csv->column[j] : NULL;
            if (c && c->kind == GR_CSV_NUMBERS && c->rule != GR_CSV_MUST_BE_NUMBERS &&
                gr_csv_judge(csv, &cell, &value) == GR_CELL_TEXT)
                c->kind = GR_CSV_WORDS;
        }
    }
}
