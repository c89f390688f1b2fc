/* gradus predict: one line of CSV a row, numbers exact.  Rows go through in pieces, so that
 * memory does not grow with the answer.                                                       */
#include "commands.h"
#include "row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
    struct common common;
    struct reading reading;
    const char *row, *keep, *output;
};

#define AT(member) offsetof(struct asked, member)

const struct option predict_table[] = {
    { .kind = HEADING, .help = "What to predict" },
    OPTION(WORD, "row", AT(row), "CELLS",
           "one row instead of DATA: 'age=42,city=Oslo'; a value with a comma in double quotes"),
    OPTION(WORD, "keep", AT(keep), "COLUMNS",
           "columns of DATA to write first: all, or names or 1-based numbers; a prediction of "
           "the same name is then called NAME_predicted"),
    OPTION(WORD, "output", AT(output), "FILE", "instead of standard output", .letter = 'o'),
    READING_OPTIONS(struct asked, reading),
    COMMON_OPTIONS(struct asked, common),
};

enum { PIECE = 1024 };

/* Everything a prediction needs; released as one. */
struct prediction {
    const struct asked *asked;
    gradus_model *model;
    const gradus_schema *schema;        /* or NULL */
    gradus_data *data;                  /* or NULL: one row from --row */
    size_t *keep, kept;
    size_t inputs, outputs, rows, unknown;
    double *x, *y;                      /* PIECE rows */
    void *scratch;
    size_t bytes;
    gradus_output *file;                /* or NULL: standard output */
    struct text text;
    struct json json;
};

/* ---- cells -------------------------------------------------------------------------------- */

static void put_cell(struct text *t, const char *s, int first)
{
    if (!first)
        text_put(t, ",", 1);
    if (!strpbrk(s, ",\"\r\n") && *s != ' ' && (!*s || s[strlen(s) - 1] != ' ')) {
        text_put(t, s, strlen(s));
        return;
    }
    text_put(t, "\"", 1);
    for (; *s; s++) {
        text_put(t, s, 1);
        if (*s == '"')
            text_put(t, s, 1);
    }
    text_put(t, "\"", 1);
}

static void put_number(struct text *t, double v, int first)
{
    if (!first)
        text_put(t, ",", 1);
    if (v == v)
        text_number(t, v, 0);
}

static int classifies(const struct prediction *p)
{
    return p->schema && p->schema->task == GRADUS_CLASSIFICATION;
}

static size_t largest(const double *y, size_t n)
{
    size_t best = 0;
    for (size_t k = 1; k < n; k++)
        if (y[k] > y[best])
            best = k;
    return best;
}

static int is_kept(const struct prediction *p, const char *name)
{
    size_t k = 0;
    while (k < p->kept && strcmp(gradus_data_name(p->data, p->keep[k]), name) != 0)
        k++;
    return k < p->kept;
}

/* What a column of the answer is called: unlike any kept one, so that it can be read; to free. */
static struct text answer_name(const struct prediction *p, const char *name, int probability)
{
    struct text t = { 0 };
    text_add(&t, probability ? "p(%s)" : "%s", name);
    while (!t.failed && is_kept(p, t.bytes))
        text_add(&t, "_predicted");
    return t;
}

static void put_answer_name(struct prediction *p, const char *name, int probability, int first)
{
    struct text t = answer_name(p, name, probability);
    put_cell(&p->text, t.failed ? "" : t.bytes, first);
    p->text.failed |= t.failed;
    text_free(&t);
}

static void put_kept(struct prediction *p, size_t row)
{
    for (size_t k = 0; k < p->kept; k++) {
        double v = gradus_data_cell(p->data, row, p->keep[k]);
        if (v == v && gradus_data_type(p->data, p->keep[k]) == GRADUS_CATEGORY)
            put_cell(&p->text, gradus_data_level(p->data, p->keep[k], (size_t)v), k == 0);
        else
            put_number(&p->text, v, k == 0);
    }
}

static void put_row(struct prediction *p, size_t row, const double *y)
{
    int first = p->kept == 0;
    put_kept(p, row);
    if (classifies(p)) {
        put_cell(&p->text, p->schema->class_name[largest(y, p->outputs)], first);
        first = 0;
    }
    for (size_t k = 0; k < p->outputs; k++, first = 0)
        put_number(&p->text, y[k], first);
    text_put(&p->text, "\n", 1);
}

static void put_header(struct prediction *p)
{
    int first = 1;
    for (size_t k = 0; k < p->kept; k++, first = 0)
        put_cell(&p->text, gradus_data_name(p->data, p->keep[k]), first);
    if (classifies(p)) {
        put_answer_name(p, "prediction", 0, first);
        first = 0;
    }
    for (size_t k = 0; k < p->outputs; k++, first = 0)
        put_answer_name(p, gradus_model_output_name(p->model, k), classifies(p), first);
    text_put(&p->text, "\n", 1);
}

static void json_class(struct prediction *p, const double *y)
{
    struct text name = answer_name(p, "prediction", 0), shares = answer_name(p, "p", 0);
    p->text.failed |= name.failed | shares.failed;
    if (!p->text.failed) {
        json_text(&p->json, name.bytes, p->schema->class_name[largest(y, p->outputs)]);
        json_open(&p->json, shares.bytes, '{');
        for (size_t k = 0; k < p->outputs; k++)
            json_number(&p->json, gradus_model_output_name(p->model, k), y[k]);
        json_close(&p->json, '}');
    }
    text_free(&name);
    text_free(&shares);
}

static void json_values(struct prediction *p, const double *y)
{
    for (size_t k = 0; k < p->outputs; k++) {
        struct text name = answer_name(p, gradus_model_output_name(p->model, k), 0);
        json_number(&p->json, name.failed ? "" : name.bytes, y[k]);
        p->text.failed |= name.failed;
        text_free(&name);
    }
}

/* The same as an object of a list. */
static void json_row(struct prediction *p, size_t row, const double *y)
{
    struct json *j = &p->json;
    json_open(j, NULL, '{');
    for (size_t k = 0; k < p->kept; k++) {
        const char *name = gradus_data_name(p->data, p->keep[k]);
        double v = gradus_data_cell(p->data, row, p->keep[k]);
        if (v == v && gradus_data_type(p->data, p->keep[k]) == GRADUS_CATEGORY)
            json_text(j, name, gradus_data_level(p->data, p->keep[k], (size_t)v));
        else
            json_number(j, name, v);
    }
    (classifies(p) ? json_class : json_values)(p, y);
    json_close(j, '}');
}

/* ---- rows --------------------------------------------------------------------------------- */

static int flush(struct prediction *p)
{
    gradus_error err;
    if (!p->file)
        return report_data(&p->text) == DONE ? GO_ON : FAILED;
    if (p->text.failed)
        return report_nomem();
    if (gradus_output_write(p->file, p->text.bytes, p->text.size, &err) != GRADUS_OK)
        return report_failure(&err);
    p->text.size = 0;
    return GO_ON;
}

static int predict_piece(struct prediction *p, size_t first, size_t count)
{
    gradus_error err;
    if (p->data && gradus_model_rows(p->model, p->data, first, count, p->x, &p->unknown, &err) !=
                       GRADUS_OK)
        return report_failure(&err);
    if (gradus_predict(p->model, count, p->x, p->y, p->scratch, p->bytes, &err) != GRADUS_OK)
        return report_failure(&err);
    for (size_t k = 0; k < count; k++)
        if (p->asked->common.json)
            json_row(p, first + k, p->y + k * p->outputs);
        else
            put_row(p, first + k, p->y + k * p->outputs);
    return flush(p);
}

static int predict_rows(struct prediction *p)
{
    int status = GO_ON;
    if (p->asked->common.json)
        json_open(&p->json, NULL, '[');
    else
        put_header(p);
    for (size_t at = 0; status == GO_ON && at < p->rows; at += PIECE)
        status = predict_piece(p, at, p->rows - at < PIECE ? p->rows - at : PIECE);
    if (status == GO_ON && p->asked->common.json) {
        json_close(&p->json, ']');
        text_put(&p->text, "\n", 1);
    }
    return status == GO_ON ? flush(p) : status;
}

/* ---- --keep --------------------------------------------------------------------------------- */

static int keep_all(struct prediction *p)
{
    p->kept = gradus_data_columns(p->data);
    for (size_t k = 0; k < p->kept; k++)
        p->keep[k] = k;
    return GO_ON;
}

static int choose_kept(struct prediction *p)
{
    const char *from = p->asked->keep;
    gradus_error err;
    if (!from)
        return GO_ON;
    size_t most = strlen(from) + gradus_data_columns(p->data);
    char *name = malloc(strlen(from) + 1);
    p->keep = calloc(most, sizeof *p->keep);
    int status = p->keep && name ? GO_ON : report_nomem();
    if (status == GO_ON && strcmp(from, "all") == 0)
        status = keep_all(p);
    else
        do {
            size_t n = strcspn(from, ",");
            snprintf(name, n + 1, "%s", from);
            if (gradus_data_find(p->data, name, &p->keep[p->kept], &err) != GRADUS_OK)
                status = report_typed(&err);
            else if (is_kept(p, gradus_data_name(p->data, p->keep[p->kept])))
                status = report_usage(NULL, "--keep: column '%s' is named twice", name);
            else
                p->kept++;
            from += n;
        } while (status == GO_ON && *from++);
    free(name);
    return status;
}

/* ---- the command ---------------------------------------------------------------------------- */

static int prepare(struct prediction *p)
{
    p->schema = gradus_model_schema(p->model);
    p->inputs = gradus_model_inputs(p->model);
    p->outputs = gradus_model_outputs(p->model);
    p->bytes = gradus_predict_scratch(p->model, PIECE);
    p->x = calloc(PIECE, p->inputs * sizeof *p->x);
    p->y = calloc(PIECE, p->outputs * sizeof *p->y);
    p->scratch = malloc(p->bytes ? p->bytes : 1);
    p->json.out = &p->text;
    return p->x && p->y && p->scratch ? GO_ON : report_nomem();
}

static int write_all(struct prediction *p)
{
    gradus_error err;
    if (p->asked->output && gradus_output_open(&p->file, p->asked->output, &err) != GRADUS_OK)
        return report_failure(&err);
    int status = predict_rows(p);
    if (status != GO_ON || !p->file)
        return status;
    gradus_status s = gradus_output_commit(p->file, &err);
    p->file = NULL;
    return s == GRADUS_OK ? GO_ON : report_failure(&err);
}

static int predict(struct prediction *p, const char *model, const char *data)
{
    const struct reading *r = &p->asked->reading;
    const char *const read[] = { model, data, r->labels };
    int status = source_kernels();
    if (status == GO_ON && p->asked->output)
        status = source_output(p->asked->output, "-o", 3, read);
    if (status == GO_ON)
        status = source_model(&p->model, model);
    if (status == GO_ON)
        status = prepare(p);
    if (status == GO_ON && data)
        status = source_table(&p->data, data, r, r->labels, p->schema);
    if (status == GO_ON && data)
        status = choose_kept(p);
    if (status == GO_ON && data)
        p->rows = gradus_data_rows(p->data);
    if (status == GO_ON && !data)
        status = row_typed(p->model, p->asked->row, p->x, &p->unknown, &p->asked->common);
    if (status == GO_ON && !data)
        p->rows = 1;
    if (status == GO_ON)
        status = write_all(p);
    if (status == GO_ON)
        report_unknown(&p->asked->common, p->unknown);
    return status == GO_ON ? DONE : status;
}

static void release(struct prediction *p)
{
    gradus_output_abandon(p->file);
    gradus_model_free(p->model);
    gradus_data_free(p->data);
    free(p->keep);
    free(p->x);
    free(p->y);
    free(p->scratch);
    text_free(&p->text);
}

static int check_typed(const struct asked *a, size_t words)
{
    if (words == 1 && !a->row)
        return report_usage("gradus predict MODEL DATA", "DATA or --row is missing");
    if (words == 2 && a->row)
        return report_usage(NULL, "--row and DATA do not go together");
    if (a->row && a->keep)
        return report_usage(NULL, "--row and --keep do not go together");
    return GO_ON;
}

int predict_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS };
    struct prediction p = { .asked = &asked };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = check_typed(&asked, args.words);
    if (status == GO_ON)
        status = predict(&p, args.word[0], args.words > 1 ? args.word[1] : NULL);
    release(&p);
    options_free(&args);
    return status;
}
