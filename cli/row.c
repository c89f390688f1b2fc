/* One row as it is typed: --row 'age=42,city=Oslo'. */
#include "row.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct typed_row {
    const gradus_model *model;
    const gradus_schema *schema;        /* or NULL */
    const struct common *common;
    size_t inputs, unknown;
    char *seen;                         /* of each input: it stands in the text */
    double *x;
};

static int is_missing(const char *s)
{
    return !*s || strcmp(s, "NA") == 0 || strcmp(s, "NaN") == 0 || strcmp(s, "?") == 0;
}

static int is_category(const gradus_schema *schema, size_t input)
{
    return schema && schema->input[input].levels > 0;
}

/* The input called [name], or their number: the library then says which is near. */
static size_t find_input(const struct typed_row *p, const char *name)
{
    size_t k = 0;
    while (k < p->inputs && strcmp(gradus_model_input_name(p->model, k), name) != 0)
        k++;
    return k;
}

static int set_cell(struct typed_row *p, const char *name, const char *value)
{
    gradus_error err;
    double v = NAN;
    int known = 1;
    gradus_status s;
    size_t input = find_input(p, name);
    if (input < p->inputs && p->seen[input]++)
        return report_usage(NULL, "--row: '%s' is given twice", name);
    int category = input < p->inputs && is_category(p->schema, input);
    if (is_missing(value) || (!category && gradus_number_parse(value, strlen(value), &v)))
        s = gradus_row_number(p->model, p->x, name, v, &err);
    else
        s = gradus_row_text(p->model, p->x, name, value, &known, &err);
    p->unknown += !known;
    if (s == GRADUS_OK)
        return GO_ON;
    if (!*err.hint && err.code == GRADUS_UNKNOWN)
        FIT(err.hint, "gradus info MODEL lists its columns");
    else if (!*err.hint && strchr(value, ','))
        FIT(err.hint, "here the decimal point is a point");
    return report_typed(&err);
}

static void warn_absent(const struct typed_row *p)
{
    size_t absent = 0;
    for (size_t k = 0; k < p->inputs; k++)
        absent += !p->seen[k];
    if (absent && p->schema)
        report_warning(p->common, "%zu of the %zu columns are not in --row, taken as "
                       "missing", absent, p->inputs);
}

/* Copies the value at *from, without its quotes, to [out], and moves past it and a comma. */
static int take_value(const char **from, char *out)
{
    const char *s = *from;
    if (*s != '"') {
        size_t n = strcspn(s, ",");
        memcpy(out, s, n);
        out[n] = 0;
        *from = s + n + (s[n] == ',');
        return 1;
    }
    for (s++; *s && (*s != '"' || s[1] == '"'); s++) {
        s += *s == '"';
        *out++ = *s;
    }
    *out = 0;
    if (*s != '"' || (s[1] && s[1] != ','))
        return 0;
    *from = s + 1 + (s[1] == ',');
    return 1;
}

static int set_cells(struct typed_row *p, const char *from, char *name, char *value)
{
    int status = GO_ON;
    while (status == GO_ON && *from) {
        size_t n = strcspn(from, "=");
        if (!from[n] || n == 0)
            return report_usage("write --row 'age=42,city=Oslo'", "--row: no NAME=VALUE at '%s'",
                                from);
        memcpy(name, from, n);
        name[n] = 0;
        from += n + 1;
        if (!take_value(&from, value))
            return report_usage(NULL, "--row: the quotes of '%s' do not end well", name);
        status = set_cell(p, name, value);
    }
    return status;
}

int row_typed(const gradus_model *model, const char *text, double *x, size_t *unknown,
              const struct common *common)
{
    struct typed_row p = { model, gradus_model_schema(model), common,
                           gradus_model_inputs(model), 0, NULL, x };
    char *words = malloc(2 * strlen(text) + 2);
    p.seen = calloc(p.inputs, 1);
    int status = words && p.seen ? GO_ON : report_nomem();
    gradus_row_clear(model, x);
    if (status == GO_ON)
        status = set_cells(&p, text, words, words + strlen(text) + 1);
    if (status == GO_ON)
        warn_absent(&p);
    *unknown = p.unknown;
    free(words);
    free(p.seen);
    return status;
}
