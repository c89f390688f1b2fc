/* A prediction that is not finite has no class and no number.  The library refuses all rows of a
 * call then; so these are tried one by one, and the others have theirs.                       */
#include "undefined.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Without a schema a missing cell is an error, which no row after it repairs. */
static int lacks_a_cell(const gradus_model *model, const double *x)
{
    size_t inputs = gradus_model_inputs(model), k = 0;
    while (k < inputs && x[k] == x[k])
        k++;
    return k < inputs && !gradus_model_schema(model);
}

/* The row was predicted alone, so that the library calls it row 1; its place is said before. */
static void leave_out_row(char *text)
{
    static const char row[] = " of row 1";
    char *at = NULL;
    for (char *s = text; (s = strstr(s, row)) != NULL; s++)
        at = s;                         /* the last: a name may hold the same words */
    if (at)
        memmove(at, at + strlen(row), strlen(at + strlen(row)) + 1);
}

static void note(struct undefined *u, size_t row, const gradus_error *err)
{
    if (u->rows++)
        return;
    u->row = row;
    u->output = err->column ? err->column - 1 : SIZE_MAX;
    snprintf(u->why, sizeof u->why, "%s", err->column ? err->hint : err->text);
    if (!err->column)
        leave_out_row(u->why);
}

int undefined_predict(struct undefined *u, const gradus_model *model, size_t first, size_t count,
                      const double *x, double *y, void *scratch, size_t bytes)
{
    const size_t inputs = gradus_model_inputs(model), outputs = gradus_model_outputs(model);
    gradus_error err;
    if (gradus_predict(model, count, x, y, scratch, bytes, &err) == GRADUS_OK)
        return GO_ON;
    if (err.code != GRADUS_DATA)
        return report_failure(&err);
    for (size_t k = 0; k < count; k++, x += inputs, y += outputs) {
        if (gradus_predict(model, 1, x, y, scratch, bytes, &err) == GRADUS_OK)
            continue;
        if (err.code != GRADUS_DATA || lacks_a_cell(model, x))
            return report_failure(&err);
        note(u, first + k, &err);
        for (size_t i = 0; i < outputs; i++)
            y[i] = NAN;
    }
    return GO_ON;
}

/* file:line: output 'y'    file: output 'y' of row 3    output 'y'
 * [output] NULL, as no output is to blame:   file:line:    file: row 3:    (nothing)         */
static void say_place(const struct undefined *u, const gradus_data *data, const char *source,
                      const char *output, struct text *t)
{
    gradus_error at = { .line = 0 };
    gradus_data_place(data, u->row, &at);
    if (source) {
        text_name(t, source);
        text_add(t, ":");
    }
    if (at.line)
        text_add(t, "%zu:", at.line);
    if (source)
        text_add(t, " ");
    if (output) {
        text_add(t, "output '");
        text_name(t, output);
        text_add(t, "'");
    }
    if (source && !at.line)
        text_add(t, output ? " of row %zu" : "row %zu: ", u->row + 1);
}

static void say(const struct undefined *u, const gradus_model *model, const gradus_data *data,
                const char *source, struct text *out)
{
    const char *output = gradus_model_output_name(model, u->output);
    say_place(u, data, source, output, out);
    if (output)
        text_add(out, " is not finite%s", *u->why ? ", as " : "");
    text_add(out, "%s", u->why);
    if (u->rows == 1)
        text_add(out, "; this row has no prediction");
    else
        text_add(out, "; %zu rows have no prediction, and this is the first", u->rows);
}

static void warn(const struct common *common, struct text *t)
{
    if (t->size && !t->failed)
        report_warning(common, "%s", t->bytes);
    text_free(t);
}

void undefined_warn(const struct undefined *u, const struct common *common,
                    const gradus_model *model, const gradus_data *data, const char *source)
{
    struct text t = { 0 };
    if (u->rows)
        say(u, model, data, source, &t);
    warn(common, &t);
}

void undefined_metrics_say(const gradus_metrics *m, const gradus_set *set,
                           const gradus_model *model, const gradus_data *data, const char *source,
                           struct text *out)
{
    const struct undefined u = { m->undefined, gradus_set_row(set, m->undefined_row),
                                 m->undefined_output, "" };
    if (!m->undefined)
        return;
    say(&u, model, data, source, out);
    text_add(out, "; %s", m->accuracy == m->accuracy
                              ? "accuracy counts a row without one as wrong, and no other metric "
                                "is known"
                              : "no metric is known");
}

void undefined_metrics(const gradus_metrics *m, const gradus_set *set, const struct common *common,
                       const gradus_model *model, const gradus_data *data, const char *source)
{
    struct text t = { 0 };
    undefined_metrics_say(m, set, model, data, source, &t);
    warn(common, &t);
}
