/* gradus evaluate: how good a model is on rows whose answers are known, beside the constant that
 * knows these answers' shares or mean.                                                        */
#include "baseline.h"
#include "commands.h"
#include "undefined.h"

#include <stdio.h>
#include <stdlib.h>

struct asked {
    struct common common;
    struct reading reading;
    const char *target;
};

#define AT(member) offsetof(struct asked, member)

const struct option evaluate_table[] = {
    { .kind = HEADING, .help = "The answers" },
    OPTION(WORD, "target", AT(target), "COLUMNS",
           "the columns of the answers (default: those the model was trained on)"),
    READING_OPTIONS(struct asked, reading),
    COMMON_OPTIONS(struct asked, common),
};

struct evaluation {
    const struct asked *asked;
    gradus_model *model;
    gradus_data *data;
    gradus_set *set;
    size_t classes, *confusion, *truth; /* truth: rows of each class, predicted or not */
    const char **label;                 /* of the classes; texts in [numbers] or the schema */
    char *numbers;
    gradus_metrics metrics[2];          /* the model, the constant */
};

/* Without a schema the classes are called by their numbers; to free. */
static char *class_labels(const struct evaluation *e, const char **label)
{
    enum { LONGEST = 24 };
    const gradus_schema *schema = gradus_model_schema(e->model);
    char *number = calloc(e->classes, LONGEST);
    for (size_t k = 0; number && k < e->classes; k++) {
        snprintf(number + k * LONGEST, LONGEST, "%zu", k);
        label[k] = schema ? schema->class_name[k] : number + k * LONGEST;
    }
    return number;
}

/* ---- per class ------------------------------------------------------------------------------ */

struct counts {
    size_t truth, predicted, right;
};

static struct counts counts_of(const struct evaluation *e, size_t k)
{
    struct counts c = { .truth = e->truth[k] };
    for (size_t i = 0; i < e->classes; i++)
        c.predicted += e->confusion[i * e->classes + k];
    c.right = e->confusion[k * e->classes + k];
    return c;
}

/* NaN where there is nothing to divide by. */
static double share(size_t part, size_t whole)
{
    return (double)part / (double)whole;
}

static void say_classes(const struct evaluation *e, struct text *out, int digits)
{
    static const char *const heading[] = { "class", "rows", "precision", "recall", "f1" };
    struct table t;
    table_start(&t, 5, 1, 0);
    for (size_t k = 0; k < 5; k++)
        table_cell(&t, heading[k]);
    for (size_t k = 0; k < e->classes; k++) {
        struct counts c = counts_of(e, k);
        table_cell(&t, e->label[k]);
        table_count(&t, c.truth);
        table_number(&t, share(c.right, c.predicted), digits);
        table_number(&t, share(c.right, c.truth), digits);
        table_number(&t, share(2 * c.right, c.truth + c.predicted), digits);
    }
    table_end(&t, out);
}

static void json_classes(const struct evaluation *e, struct json *j)
{
    json_open(j, "confusion", '[');
    for (size_t i = 0; i < e->classes; i++) {
        json_open(j, NULL, '[');
        for (size_t k = 0; k < e->classes; k++)
            json_count(j, NULL, e->confusion[i * e->classes + k]);
        json_close(j, ']');
    }
    json_close(j, ']');
    json_open(j, "per_class", '[');
    for (size_t k = 0; k < e->classes; k++) {
        struct counts c = counts_of(e, k);
        json_open(j, NULL, '{');
        json_text(j, "class", e->label[k]);
        json_count(j, "rows", c.truth);
        json_number(j, "precision", share(c.right, c.predicted));
        json_number(j, "recall", share(c.right, c.truth));
        json_number(j, "f1", share(2 * c.right, c.truth + c.predicted));
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* ---- the report ----------------------------------------------------------------------------- */

static void say(const struct evaluation *e, struct text *out)
{
    int digits = (int)e->asked->common.digits;
    const char *name[] = { "this model", baseline_name(e->classes != 0) };
    text_add(out, "rows: %zu\n", e->metrics[0].rows);
    report_metrics(out, 2, name, e->metrics, digits);
    if (!e->classes || e->classes > 50)
        return;
    text_add(out, "\n");
    report_confusion(out, e->classes, e->label, e->confusion);
    text_add(out, "\n");
    say_classes(e, out, digits);
}

static void write_json(const struct evaluation *e, struct text *out)
{
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_count(&j, "rows", e->metrics[0].rows);
    json_number(&j, "loss", e->metrics[0].loss);
    json_metrics(&j, "metrics", &e->metrics[0]);
    if (e->classes)
        json_classes(e, &j);
    json_open(&j, "baseline", '{');
    json_text(&j, "name", baseline_name(e->classes != 0));
    json_number(&j, "loss", e->metrics[1].loss);
    json_metrics(&j, "metrics", &e->metrics[1]);
    json_close(&j, '}');
    json_close(&j, '}');
    text_put(out, "\n", 1);
}

/* Warns of cells that the model takes as missing since it does not know their level. */
static int warn_unknown(const struct evaluation *e)
{
    enum { PIECE = 1024 };
    gradus_error err;
    size_t unknown = 0, rows = gradus_data_rows(e->data);
    if (!gradus_model_schema(e->model))
        return GO_ON;
    double *x = calloc(PIECE, gradus_model_inputs(e->model) * sizeof *x);
    int status = x ? GO_ON : report_nomem();
    for (size_t at = 0; status == GO_ON && at < rows; at += PIECE)
        if (gradus_model_rows(e->model, e->data, at, rows - at < PIECE ? rows - at : PIECE, x,
                              &unknown, &err) != GRADUS_OK)
            status = report_failure(&err);
    free(x);
    if (status == GO_ON)
        report_unknown(&e->asked->common, unknown);
    return status;
}

static int read_set(struct evaluation *e, const char *model, const char *data)
{
    const struct reading *r = &e->asked->reading;
    gradus_error err;
    size_t dropped = 0;
    int status = source_model(&e->model, model);
    if (status == GO_ON)
        status = source_table(&e->data, data, r, r->labels, gradus_model_schema(e->model));
    if (status != GO_ON)
        return status;
    gradus_type type = gradus_net_get_spec(gradus_model_net(e->model))->type;
    if (gradus_set_new(&e->set, e->model, e->data, e->asked->target, type, &dropped, &err) !=
        GRADUS_OK)
        return e->asked->target || err.code == GRADUS_ARGUMENT ? report_typed(&err)
                                                                 : report_failure(&err);
    if (dropped)
        report_warning(&e->asked->common, "%zu row%s without an answer left out", dropped,
                       plural(dropped));
    return warn_unknown(e);
}

static int name_classes(struct evaluation *e)
{
    e->confusion = calloc(e->classes * e->classes, sizeof *e->confusion);
    e->truth = calloc(e->classes, sizeof *e->truth);
    e->label = calloc(e->classes, sizeof *e->label);
    e->numbers = e->label ? class_labels(e, e->label) : NULL;
    return e->confusion && e->truth && e->numbers ? GO_ON : report_nomem();
}

/* What the metrics are tells whether there are classes; only then is there a matrix to ask for. */
static int judge(struct evaluation *e)
{
    gradus_error err;
    if (gradus_evaluate(e->model, e->set, &e->metrics[0], 0, NULL, &err) != GRADUS_OK)
        return report_failure(&err);
    e->classes = baseline_classes(e->model, &e->metrics[0]);
    if (baseline_constant(e->model, e->classes != 0, e->set, e->set, &e->metrics[1], &err) !=
        GRADUS_OK)
        return report_failure(&err);
    if (!e->classes)
        return GO_ON;
    int status = name_classes(e);
    if (status == GO_ON && gradus_evaluate(e->model, e->set, &e->metrics[0], e->classes,
                                           e->confusion, &err) != GRADUS_OK)
        status = report_failure(&err);
    if (status == GO_ON)
        baseline_truth(e->set, e->truth);
    return status;
}

static int evaluate(struct evaluation *e, const char *model, const char *data)
{
    struct text out = { 0 };
    int status = source_kernels();
    if (status == GO_ON)
        status = read_set(e, model, data);
    if (status == GO_ON)
        status = judge(e);
    if (status != GO_ON)
        return status;
    undefined_metrics(&e->metrics[0], e->set, &e->asked->common, e->model, e->data, data);
    if (e->asked->common.json)
        write_json(e, &out);
    else
        say(e, &out);
    return report_result(&out);
}

int evaluate_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS };
    struct evaluation e = { .asked = &asked };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = evaluate(&e, args.word[0], args.word[1]);
    gradus_set_free(e.set);
    gradus_data_free(e.data);
    gradus_model_free(e.model);
    free(e.confusion);
    free(e.truth);
    free(e.label);
    free(e.numbers);
    options_free(&args);
    return status;
}
