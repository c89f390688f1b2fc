/* What gradus train says: for people, as JSON, and inside the model file. */
#include "train.h"
#include "undefined.h"

#include <stdio.h>
#include <string.h>

enum { WORTH_A_TEST = 20 };             /* rows from which on some can be spared for it */

size_t train_rows(const struct training *t, gradus_part part)
{
    const gradus_set *set = gradus_problem_set(t->problem, part);
    return set ? set->x.rows : 0;
}

static int digits(const struct training *t)
{
    return (int)t->typed->common.digits;
}

/* ---- for people --------------------------------------------------------------------------- */

void train_say_found(const struct training *t, struct text *out)
{
    const char *remark;
    int warning;
    size_t rows = gradus_data_rows(t->data), columns = gradus_data_columns(t->data);
    text_name(out, t->source);
    text_add(out, ": %zu row%s, %zu column%s\n", rows, plural(rows), columns, plural(columns));
    for (size_t k = 0; (remark = gradus_problem_remark(t->problem, k, &warning)); k++)
        if (!warning) {
            text_name(out, remark);
            text_add(out, "\n");
        }
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    for (size_t k = 0; schema && k < schema->classes && k < 20; k++) {
        text_add(out, k ? ", " : "classes: ");
        text_name(out, schema->class_name[k]);
        text_add(out, k + 1 == schema->classes ? "\n" : k == 19 ? ", ...\n" : "");
    }
    text_add(out, "rows: %zu for training", train_rows(t, GRADUS_TRAIN));
    if (train_rows(t, GRADUS_VALIDATION))
        text_add(out, ", %zu for validation", train_rows(t, GRADUS_VALIDATION));
    if (train_rows(t, GRADUS_TEST))
        text_add(out, ", %zu for the test", train_rows(t, GRADUS_TEST));
    if (train_rows(t, GRADUS_TRAIN) >= WORTH_A_TEST && !train_rows(t, GRADUS_VALIDATION) &&
        !train_rows(t, GRADUS_TEST))
        text_add(out, ", none kept back to test it (--test 0.2)");
    text_add(out, "\n");
}

/* Why a training ended: as gradus_result calls it, in a table, in a sentence. */
static const struct ending {
    const char *name, *cell, *sentence;
} endings[] = {
    { "epochs", "all epochs", NULL },
    { "patience", "no better", "the validation loss got no better" },
    { "tolerance", "tolerance", "the loss changed by less than the tolerance" },
    { "stopped", "interrupted", "it was interrupted" },
    { "diverged", "diverged", "a number was no longer finite" },
};

static const struct ending *ending_of(const char *name)
{
    size_t k = 0;
    while (k + 1 < sizeof endings / sizeof *endings && strcmp(endings[k].name, name) != 0)
        k++;
    return &endings[k];
}

static size_t parameters(const gradus_net_spec *spec)
{
    size_t sum = 0, below = spec->inputs;
    for (size_t k = 0; k < spec->layers; k++) {
        sum += spec->layer[k].units * (below + (spec->layer[k].bias != 0));
        below = spec->layer[k].units;
    }
    return sum;
}

static void add_rates(const struct plan *p, struct text *out)
{
    for (size_t k = 0; k < p->rates && p->rate[k] == p->rate[k]; k++) {
        text_add(out, "%s", k ? " and " : " at ");
        text_number(out, p->rate[k], 6);
    }
}

void train_say_plan(const struct training *t, struct text *out)
{
    const gradus_net_spec *spec = &t->network.spec;
    const gradus_train_options *o = &t->plan.train;
    text_add(out, "network: ");
    network_shape(out, spec);
    for (size_t k = 0; k < spec->layers; k++)
        text_add(out, "%s%s", k ? ", " : " (", spec->layer[k].activation);
    text_add(out, "), %zu parameters, loss %s, %s\n", parameters(spec), spec->loss,
             spec->type == GRADUS_F64 ? "float64" : "float32");
    if (t->plan.mistake)
        text_add(out, "mistake made on purpose: %s\n", t->plan.mistake);
    text_add(out, "training: %s", o->optimizer);
    add_rates(&t->plan, out);
    text_add(out, ", %s, ", o->schedule);
    if (o->batch_size)
        text_add(out, "batches of %zu", o->batch_size);
    else
        text_add(out, "all rows a step");
    text_add(out, ", at most %zu epoch%s", o->epochs, plural(o->epochs));
    if (o->patience)
        text_add(out, ", patience %zu", o->patience);
    text_add(out, ", seed %llu\n", (unsigned long long)o->seed);
    if (t->from && strcmp(o->optimizer, "sgd") != 0)
        text_add(out, "%s starts without the moments of an earlier training, so the loss may rise "
                 "at first\n", o->optimizer);
}

void train_say_runs(const struct training *t, struct text *out)
{
    static const char *const heading[] = { "run", "learning rate", "seed", "epochs", "loss",
                                           "validation loss", "ended" };
    struct table table;
    if (t->runs.count < 2)
        return;
    table_start(&table, 7, 0, 1);
    for (size_t k = 0; k < 7; k++)
        table_cell(&table, heading[k]);
    for (size_t k = 0; k < t->runs.count; k++) {
        const struct run *r = &t->runs.run[k];
        table_count(&table, k + 1);
        table_number(&table, r->rate, digits(t));
        table_count(&table, r->seed);
        table_count(&table, r->result.epochs);
        table_number(&table, r->result.loss, digits(t));
        table_number(&table, r->result.val_loss, digits(t));
        table_cell(&table, r->result.ended ? ending_of(r->result.ended)->cell : "-");
    }
    table_end(&table, out);
    text_add(out, "kept: run %zu\n", t->runs.best + 1);
}

static void say_ending(const struct training *t, struct text *out)
{
    const gradus_result *r = &t->runs.run[t->runs.best].result;
    const struct ending *end = ending_of(r->ended);
    if (end->sentence)
        text_add(out, "trained: %zu of %zu epochs, then %s", r->epochs, t->plan.train.epochs,
                 end->sentence);
    else
        text_add(out, "trained: %zu epoch%s", r->epochs, plural(r->epochs));
    if (r->best_epoch)
        text_add(out, "; the weights are those of epoch %zu\n", r->best_epoch);
    else
        text_add(out, "; none was better than the start: the weights are those it started from\n");
}

/* Why metrics are not known, where outputs are not finite. */
static void say_undefined(const struct training *t, struct text *out)
{
    const gradus_data *data = NULL;
    const char *source = NULL;
    if (t->judged == gradus_problem_set(t->problem, GRADUS_TEST)) {
        data = t->test_data;
        source = t->plan.test.file;
    } else if (t->judged == gradus_problem_set(t->problem, GRADUS_VALIDATION)) {
        data = t->validation_data;
        source = t->plan.validation.file;
    }
    undefined_metrics_say(&t->metrics[0], t->judged, t->model, data ? data : t->data,
                          data ? source : t->source, out);
    if (t->metrics[0].undefined)
        text_add(out, "\n");
}

void train_say_metrics(const struct training *t, struct text *out)
{
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    say_ending(t, out);
    text_add(out, "\non the %zu %s row%s:\n", t->judged->x.rows, t->judged_name,
             plural(t->judged->x.rows));
    report_metrics(out, t->metrics_count, t->metrics_name, t->metrics, digits(t));
    say_undefined(t, out);
    if (t->confusion && t->classes <= 20) {
        text_add(out, "\n");
        report_confusion(out, t->classes, schema->class_name, t->confusion);
    }
    if (t->written.size) {
        text_add(out, "\nwrote ");
        text_name(out, t->written.bytes);
        text_add(out, "\n");
    }
}

void train_warn_of_loss(const struct training *t)
{
    gradus_error err;
    const gradus_data *table = t->validation_data ? t->validation_data : t->data;
    if (!runs_fault(gradus_problem_set(t->problem, GRADUS_VALIDATION), table,
                    &t->runs.run[t->runs.best].result, &err))
        return;
    if (err.line)
        report_warning(&t->typed->common, "%s:%zu: %s", err.file, err.line, err.text);
    else
        report_warning(&t->typed->common, "%s: %s", *err.file ? err.file : t->source, err.text);
}

const char *train_kept(const gradus_result *r, char out[32])
{
    if (r->best_epoch)
        snprintf(out, 32, "epoch %zu", r->best_epoch);
    else
        snprintf(out, 32, "as it started");
    return out;
}

/* ---- JSON --------------------------------------------------------------------------------- */

static void json_held_out(struct json *j, const char *key, const struct held_out *h)
{
    if (h->file)
        json_text(j, key, "file");
    else
        json_number(j, key, h->fraction);
}

static void json_given(struct json *j, const char *key, double value)
{
    if (value == value)
        json_number(j, key, value);
}

/* The options that change weights. */
static void json_options(const struct training *t, struct json *j)
{
    const gradus_train_options *o = &t->plan.train;
    const struct run *best = &t->runs.run[t->runs.best];
    const struct wanted *w = &t->typed->net;
    json_text(j, "recipe", t->plan.recipe);
    if (t->plan.mistake)
        json_text(j, "mistake", t->plan.mistake);
    json_text(j, "optimizer", o->optimizer);
    json_given(j, "learning_rate", best->rate);
    json_given(j, "momentum", o->momentum);
    json_given(j, "beta1", o->beta1);
    json_given(j, "beta2", o->beta2);
    json_given(j, "weight_decay", o->weight_decay);
    json_number(j, "clip_norm", o->clip_norm);
    json_text(j, "schedule", o->schedule);
    json_count(j, "batch_size", o->batch_size);
    json_count(j, "epochs", o->epochs);
    json_number(j, "tolerance", o->tolerance);
    json_count(j, "patience", o->patience);
    json_flag(j, "shuffle", o->shuffle);
    json_held_out(j, "validation", &t->plan.validation);
    json_held_out(j, "test", &t->plan.test);
    json_text(j, "scale", t->plan.scale);
    json_text(j, "init", t->from ? "from" : w->init ? w->init : "auto");
    json_text(j, "init_bias", w->init_bias ? w->init_bias : "zeros");
    json_count(j, "split_seed", t->typed->seed);
    json_count(j, "seed", best->seed);
}

static void json_result(const struct training *t, struct json *j)
{
    const struct run *best = &t->runs.run[t->runs.best];
    json_count(j, "epochs_trained", best->result.epochs);
    json_count(j, "best_epoch", best->result.best_epoch);
    json_text(j, "ended", best->result.ended);
    json_number(j, "loss", best->result.loss);
    json_number(j, "val_loss", best->result.val_loss);
    json_text(j, "judged_on", t->judged_name);
    json_count(j, "judged_rows", t->judged->x.rows);
    json_metrics(j, "metrics", &t->metrics[0]);
}

void train_metadata(const struct training *t, struct text *out)
{
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_options(t, &j);
    json_result(t, &j);
    json_close(&j, '}');
}

static void json_runs(const struct training *t, struct json *j)
{
    json_open(j, "runs", '[');
    for (size_t k = 0; k < t->runs.count; k++) {
        const struct run *r = &t->runs.run[k];
        json_open(j, NULL, '{');
        json_number(j, "learning_rate", r->rate);
        json_count(j, "seed", r->seed);
        json_count(j, "epochs", r->result.epochs);
        json_number(j, "loss", r->result.loss);
        json_number(j, "val_loss", r->result.val_loss);
        json_text(j, "ended", r->result.ended);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_network(const struct training *t, struct json *j)
{
    const gradus_net_spec *spec = &t->network.spec;
    json_open(j, "layers", '[');
    json_count(j, NULL, spec->inputs);
    for (size_t k = 0; k < spec->layers; k++)
        json_count(j, NULL, spec->layer[k].units);
    json_close(j, ']');
    json_count(j, "parameters", parameters(spec));
    json_text(j, "loss_name", spec->loss);
}

void train_json(const struct training *t, struct text *out)
{
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_text(&j, "model", t->written.bytes);
    json_open(&j, "rows", '{');
    json_count(&j, "training", train_rows(t, GRADUS_TRAIN));
    json_count(&j, "validation", train_rows(t, GRADUS_VALIDATION));
    json_count(&j, "test", train_rows(t, GRADUS_TEST));
    json_close(&j, '}');
    json_network(t, &j);
    json_result(t, &j);
    json_open(&j, "baseline", '{');
    for (size_t k = 1; k < t->metrics_count; k++)
        json_metrics(&j, k == 1 ? "constant" : "linear", &t->metrics[k]);
    json_close(&j, '}');
    json_runs(t, &j);
    json_open(&j, "options", '{');
    json_options(t, &j);
    json_close(&j, '}');
    json_close(&j, '}');
    text_put(out, "\n", 1);
}
