/* What is in a table, column by column, and what training would do with it: asked of the library,
 * with the last column as the target where none is named.                                     */
#include "info.h"

#include <math.h>
#include <string.h>

enum { LEVELS_SHOWN = 4 };

struct look {
    const struct info_asked *asked;
    const char *path;
    gradus_data *data;
    gradus_problem *problem;            /* or NULL: these data cannot be learned from as they are */
    const gradus_schema *schema;
    gradus_error why;
};

struct column {
    const char *name;
    size_t levels, missing;             /* levels 0: numbers */
    double low, high;                   /* NaN where there is none */
};

static struct column look_at(const struct look *l, size_t k)
{
    struct column c = { .name = gradus_data_name(l->data, k), .low = 0, .high = -1 };
    size_t rows = gradus_data_rows(l->data);
    if (gradus_data_type(l->data, k) == GRADUS_CATEGORY)
        c.levels = gradus_data_level_count(l->data, k);
    for (size_t i = 0; i < rows; i++) {
        double v = gradus_data_cell(l->data, i, k);
        int first = c.low > c.high;
        if (v != v) {
            c.missing++;
            continue;
        }
        c.low = first || v < c.low ? v : c.low;
        c.high = first || v > c.high ? v : c.high;
    }
    return c;
}

static int is_category(const struct look *l, size_t k)
{
    return gradus_data_type(l->data, k) == GRADUS_CATEGORY;
}

static void add_range(const struct look *l, size_t k, const struct column *c, struct text *out)
{
    int digits = (int)l->asked->common.digits;
    if (is_category(l, k)) {
        text_add(out, "%zu:", c->levels);
        for (size_t i = 0; i < c->levels && i < LEVELS_SHOWN; i++) {
            text_add(out, " ");
            text_name(out, gradus_data_level(l->data, k, i));
        }
        text_add(out, "%s", c->levels > LEVELS_SHOWN ? " ..." : "");
    } else if (c->low <= c->high) {
        text_number(out, c->low, digits);
        text_add(out, " .. ");
        text_number(out, c->high, digits);
    } else {
        text_add(out, "-");
    }
}

static const gradus_column *find(const gradus_column *column, size_t count, const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (strcmp(column[k].name, name) == 0)
            return &column[k];
    return NULL;
}

static void add_scaling(const struct look *l, const gradus_column *c, struct text *out)
{
    int digits = (int)l->asked->common.digits;
    if (c->shift == 0 && c->scale == 1)
        return;
    text_add(out, c->shift < 0 ? ", (x + " : ", (x - ");
    text_number(out, fabs(c->shift), digits);
    text_add(out, ") * ");
    text_number(out, c->scale, digits);
}

/* What training would do with the column. */
static void add_use(const struct look *l, const struct column *column, struct text *out)
{
    const gradus_schema *s = l->schema;
    const gradus_column *c = s ? find(s->target, s->targets, column->name) : NULL;
    if (!s) {
        text_add(out, "-");
    } else if (c && s->task == GRADUS_CLASSIFICATION) {
        text_add(out, "target, %zu classes", s->classes);
    } else if (c) {
        text_add(out, "target");
        add_scaling(l, c, out);
    } else if (!(c = find(s->input, s->inputs, column->name))) {
        text_add(out, "left out");
    } else if (c->levels) {
        text_add(out, "%zu inputs, one a level", c->levels);
    } else {
        text_add(out, c->indicator ? "2 inputs, one marks missing" : "1 input");
        add_scaling(l, c, out);
    }
}

static const char *cell(struct text *t)
{
    return t->failed || !t->bytes ? "" : t->bytes;
}

static void say_columns(const struct look *l, struct text *out)
{
    static const char *const heading[] = { "column", "type", "range", "missing", "training" };
    struct table t;
    table_start(&t, 5, 3, 1);
    for (size_t k = 0; k < 5; k++)
        table_cell(&t, heading[k]);
    for (size_t k = 0; k < gradus_data_columns(l->data); k++) {
        struct column c = look_at(l, k);
        struct text range = { 0 }, use = { 0 };
        add_range(l, k, &c, &range);
        add_use(l, &c, &use);
        table_cell(&t, c.name);
        table_cell(&t, is_category(l, k) ? "category" : "number");
        table_cell(&t, cell(&range));
        table_count(&t, c.missing);
        table_cell(&t, cell(&use));
        text_free(&range);
        text_free(&use);
    }
    table_end(&t, out);
}

static void say_remarks(const struct look *l, struct text *out)
{
    const char *remark;
    text_add(out, "\n");
    for (size_t k = 0; l->problem && (remark = gradus_problem_remark(l->problem, k, NULL)); k++) {
        text_name(out, remark);
        text_add(out, "\n");
    }
    if (!l->problem)
        text_add(out, "training: %s\n", l->why.text);
}

static void say(const struct look *l, struct text *out)
{
    size_t rows = gradus_data_rows(l->data), columns = gradus_data_columns(l->data);
    text_name(out, l->path);
    text_add(out, ": %zu row%s, %zu column%s\n\n", rows, plural(rows), columns, plural(columns));
    say_columns(l, out);
    say_remarks(l, out);
}

static void json_column(const struct look *l, size_t k, struct json *j)
{
    struct column c = look_at(l, k);
    struct text use = { 0 };
    json_open(j, NULL, '{');
    json_text(j, "name", c.name);
    json_text(j, "type", is_category(l, k) ? "category" : "number");
    if (is_category(l, k)) {
        json_open(j, "levels", '[');
        for (size_t i = 0; i < c.levels; i++)
            json_text(j, NULL, gradus_data_level(l->data, k, i));
        json_close(j, ']');
    } else if (c.low <= c.high) {
        json_number(j, "min", c.low);
        json_number(j, "max", c.high);
    }
    json_count(j, "missing", c.missing);
    add_use(l, &c, &use);
    json_text(j, "training", cell(&use));
    text_free(&use);
    json_close(j, '}');
}

static void write_json(const struct look *l, struct text *out)
{
    struct json j = { .out = out };
    const char *remark;
    json_open(&j, NULL, '{');
    json_text(&j, "kind", "data");
    json_count(&j, "rows", gradus_data_rows(l->data));
    json_open(&j, "columns", '[');
    for (size_t k = 0; k < gradus_data_columns(l->data); k++)
        json_column(l, k, &j);
    json_close(&j, ']');
    json_open(&j, "remarks", '[');
    for (size_t k = 0; l->problem && (remark = gradus_problem_remark(l->problem, k, NULL)); k++)
        json_text(&j, NULL, remark);
    json_close(&j, ']');
    json_close(&j, '}');
    text_put(out, "\n", 1);
}

/* A target that was typed must be there; the last column may be unfit to be one. */
static int try_training(struct look *l)
{
    gradus_problem_options opt;
    struct text last = { 0 };
    text_add(&last, "%zu", gradus_data_number(l->data, gradus_data_columns(l->data) - 1));
    gradus_problem_defaults(&opt);
    opt.target = l->asked->target ? l->asked->target : cell(&last);
    gradus_status s = gradus_problem_new(&l->problem, l->data, &opt, &l->why);
    text_free(&last);
    if (s != GRADUS_OK && l->asked->target)
        return report_typed(&l->why);
    l->schema = s == GRADUS_OK ? gradus_problem_schema(l->problem) : NULL;
    return GO_ON;
}

int info_table(const struct info_asked *asked, const char *path, struct text *out)
{
    struct look l = { .asked = asked, .path = path };
    if (asked->weights)
        return report_usage(NULL, "--weights is for models, and '%s' is data", path);
    int status = source_table(&l.data, path, &asked->reading, asked->reading.labels, NULL);
    if (status == GO_ON)
        status = try_training(&l);
    if (status == GO_ON && asked->common.json)
        write_json(&l, out);
    else if (status == GO_ON)
        say(&l, out);
    gradus_problem_free(l.problem);
    gradus_data_free(l.data);
    return status;
}
