/* gradus predict: one line of CSV a row, numbers exact.  Rows go through in pieces, so that
 * memory does not grow with the answer.  A row whose outputs are not finite has empty cells.  */
#include "commands.h"
#include "kept.h"
#include "output.h"
#include "row.h"
#include "undefined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
    struct common common;
    struct reading reading;
    const char *row, *output;
};

#define AT(member) offsetof(struct asked, member)

const struct option predict_table[] = {
    { .kind = HEADING, .help = "What to predict" },
    OPTION(WORD, "row", AT(row), "CELLS",
           "one row instead of DATA: 'age=42,city=Oslo'; a value with a comma in double quotes"),
    OPTION(WORD, "keep", AT(reading.keep), "COLUMNS",
           "columns of DATA to write first, as they stand there: all, or names or 1-based "
           "numbers; a prediction of the same name is then called NAME_predicted"),
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
    struct kept kept;
    struct undefined undefined;
    size_t inputs, outputs, rows, unknown;
    double *x, *y;                      /* PIECE rows */
    void *scratch;
    size_t bytes;
    gradus_output *file;                /* or NULL: standard output */
    struct text text;
    struct json json;
};

/* ---- cells -------------------------------------------------------------------------------- */

static int classifies(const struct prediction *p)
{
    return p->schema && p->schema->task == GRADUS_CLASSIFICATION;
}

/* The likeliest class, or NULL where there is no prediction. */
static const char *class_of(const struct prediction *p, const double *y)
{
    size_t best = 0;
    for (size_t k = 1; k < p->outputs; k++)
        if (y[k] > y[best])
            best = k;
    return y[best] == y[best] ? p->schema->class_name[best] : NULL;
}

/* What a column of the answer is called: unlike any kept one, so that it can be read; to free. */
static struct text answer_name(const struct prediction *p, const char *name, int probability)
{
    struct text t = { 0 };
    text_add(&t, probability ? "p(%s)" : "%s", name);
    while (!t.failed && kept_has(&p->kept, t.bytes))
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

static void put_row(struct prediction *p, size_t row, const double *y)
{
    const size_t start = p->text.size;
    int first = p->kept.count == 0;
    kept_cells(&p->kept, &p->text, row);
    if (classifies(p)) {
        const char *class = class_of(p, y);
        put_cell(&p->text, class ? class : "", first);
        first = 0;
    }
    for (size_t k = 0; k < p->outputs; k++, first = 0)
        put_number(&p->text, y[k], first);
    if (p->text.size == start)          /* many readers take an empty line for no row */
        text_put(&p->text, "\"\"", 2);
    text_put(&p->text, "\n", 1);
}

static void put_header(struct prediction *p)
{
    int first = 1;
    for (size_t k = 0; k < p->kept.count; k++, first = 0)
        put_cell(&p->text, gradus_data_name(p->data, p->kept.column[k]), first);
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
        json_text(&p->json, name.bytes, class_of(p, y));
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
    kept_json(&p->kept, j, row);
    (classifies(p) ? json_class : json_values)(p, y);
    json_close(j, '}');
}

/* ---- rows --------------------------------------------------------------------------------- */

static int flush(struct prediction *p)
{
    if (!p->file)
        return report_data(&p->text) == DONE ? GO_ON : FAILED;
    int status = output_write(p->file, &p->text);
    p->text.size = 0;
    return status;
}

static int predict_piece(struct prediction *p, size_t first, size_t count)
{
    gradus_error err;
    if (p->data && gradus_model_rows(p->model, p->data, first, count, p->x, &p->unknown, &err) !=
                       GRADUS_OK)
        return report_failure(&err);
    int status = undefined_predict(&p->undefined, p->model, first, count, p->x, p->y, p->scratch,
                                   p->bytes);
    for (size_t k = 0; status == GO_ON && k < count; k++)
        if (p->asked->common.json)
            json_row(p, first + k, p->y + k * p->outputs);
        else
            put_row(p, first + k, p->y + k * p->outputs);
    return status == GO_ON ? flush(p) : status;
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
    int status = p->asked->output ? output_open(&p->file, p->asked->output) : GO_ON;
    if (status == GO_ON)
        status = predict_rows(p);
    return status == GO_ON ? output_commit(&p->file) : status;
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
    if (status == GO_ON && data && r->keep)
        status = kept_choose(&p->kept, p->data, r->keep, r->ignore);
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
    if (status == GO_ON)
        undefined_warn(&p->undefined, &p->asked->common, p->model, p->data, data);
    return status == GO_ON ? DONE : status;
}

static void release(struct prediction *p)
{
    output_abandon(&p->file);
    gradus_model_free(p->model);
    gradus_data_free(p->data);
    kept_free(&p->kept);
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
    if (a->row && a->reading.keep)
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
