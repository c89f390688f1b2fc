/* gradus train: a table in, a model out.  Everything that can be refused is refused before the
 * first epoch: wrong words before any file is opened, an output that cannot be written before
 * the data are read.                                                                          */
#include "train.h"
#include "baseline.h"
#include "commands.h"
#include "output.h"
#include "stop.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ------------------------------------------------------------------------------ */

static int read_tables(struct training *t)
{
    const struct typed *typed = t->typed;
    const struct reading *r = &typed->reading;
    const gradus_schema *expect = t->from ? gradus_model_schema(t->from) : NULL;
    int status = source_table(&t->data, t->source, r, r->labels, expect);
    if (status == GO_ON)
        status = plan_make(&t->plan, typed, gradus_data_rows(t->data));
    if (status == GO_ON && t->plan.validation.file)
        status = source_table(&t->validation_data, t->plan.validation.file, r, NULL, expect);
    if (status == GO_ON && t->plan.test.file)
        status = source_table(&t->test_data, t->plan.test.file, r, typed->test_labels, expect);
    return status;
}

/* Two classes share one output unless softmax is wanted, which needs one each. */
static int one_output(const struct wanted *w)
{
    if (w->output_activation)
        return strcmp(w->output_activation, "sigmoid") == 0;
    return !w->loss || strcmp(w->loss, "cross-entropy") != 0;
}

static gradus_task task_of(const char *task)
{
    if (!task || strcmp(task, "auto") == 0)
        return GRADUS_AUTO;
    return strcmp(task, "classification") == 0 ? GRADUS_CLASSIFICATION : GRADUS_REGRESSION;
}

/* The column that labels are read as, where no target was typed; NULL: there is none. */
static const char *answers_of(const gradus_data *data)
{
    static const char *const names[] = { "label", "y" };
    size_t column;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (gradus_data_find(data, names[k], &column, NULL) == GRADUS_OK)
            return names[k];
    return NULL;
}

static int make_problem(struct training *t)
{
    const struct typed *typed = t->typed;
    gradus_problem_options opt;
    gradus_error err;
    gradus_problem_defaults(&opt);
    opt.target = typed->target || t->from ? typed->target : answers_of(t->data);
    if (!opt.target && !t->from)
        return plan_no_target();
    opt.features = typed->features;
    opt.task = task_of(typed->task);
    opt.scale = t->plan.scale;
    if (t->from) {
        const gradus_net_spec *own = gradus_net_get_spec(gradus_model_net(t->from));
        t->plan.type = network_type(typed->net.dtype, own->type);
    }
    opt.type = t->plan.type;
    opt.one_output = one_output(&typed->net);
    opt.validation = t->plan.validation.fraction;
    opt.test = t->plan.test.fraction;
    opt.validation_data = t->validation_data;
    opt.test_data = t->test_data;
    opt.from = t->from;
    opt.seed = typed->seed;
    if (gradus_problem_new(&t->problem, t->data, &opt, &err) == GRADUS_OK)
        return GO_ON;
    int typed_here = typed->target && (!*err.file || strcmp(err.file, t->source) == 0);
    return typed_here || err.code == GRADUS_ARGUMENT ? report_typed(&err) : report_failure(&err);
}

/* Remarks go where they are seen: what was chosen to the results, what is odd to the warnings. */
static void warn(const struct training *t)
{
    int warning;
    const char *remark;
    for (size_t k = 0; (remark = gradus_problem_remark(t->problem, k, &warning)); k++)
        if (warning)
            report_warning(&t->typed->common, "%s", remark);
}

/* ---- training, and what came of it --------------------------------------------------------- */

static const gradus_set *part_or_null(const struct training *t, gradus_part part)
{
    return train_rows(t, part) ? gradus_problem_set(t->problem, part) : NULL;
}

static struct start start_of(const struct training *t)
{
    return (struct start){
        .spec = &t->network.spec,
        .from = t->from ? gradus_model_net(t->from) : NULL,
        .wanted = &t->typed->net,
        .train = gradus_problem_set(t->problem, GRADUS_TRAIN),
        .validation = part_or_null(t, GRADUS_VALIDATION),
        .validation_table = t->validation_data ? t->validation_data : t->data,
    };
}

static int look_at_start(struct training *t)
{
    struct start start = start_of(t);
    return train_start(t, &start);
}

static int run(struct training *t)
{
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    struct start start = start_of(t);
    gradus_error err;
    start.first = &t->first;
    t->progress.common = &t->typed->common;
    t->progress.metric = !schema || schema->task == GRADUS_REGRESSION ? "r2" : "accuracy";
    if (t->typed->log &&
        gradus_output_stream(&t->progress.log, t->typed->log, &err) != GRADUS_OK)
        return report_failure(&err);
    return runs_all(&t->runs, &start, &t->plan, t->typed, &t->progress, &stop_asked);
}

/* The end of the log is on disk, or it is said that it is not. */
static void end_log(struct training *t)
{
    gradus_error err;
    gradus_output *log = t->progress.log;
    t->progress.log = NULL;
    if (log && gradus_output_commit(log, &err) != GRADUS_OK) {
        FIT(err.hint, "the end of the log may be missing");
        progress_log_failed(&t->progress, &err);
    }
    if (t->progress.log_failed)
        t->status = FAILED;
}

static int make_model(struct training *t)
{
    gradus_error err;
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    if (gradus_model_new(&t->model, t->runs.net, schema, &err) != GRADUS_OK)
        return report_failure(&err);
    t->runs.net = NULL;
    return GO_ON;
}

static void choose_judged(struct training *t)
{
    static const struct {
        gradus_part part;
        const char *name;
    } order[] = { { GRADUS_TEST, "test" }, { GRADUS_VALIDATION, "validation" },
                  { GRADUS_TRAIN, "training" } };
    for (size_t k = 0; !t->judged; k++)
        if (train_rows(t, order[k].part)) {
            t->judged = gradus_problem_set(t->problem, order[k].part);
            t->judged_name = order[k].name;
        }
}

static gradus_status add_linear(struct training *t, gradus_error *err)
{
    gradus_net *net;
    gradus_status s = baseline_linear(&net, gradus_model_net(t->model),
                                      gradus_problem_set(t->problem, GRADUS_TRAIN),
                                      t->typed->seed, &stop_asked, err);
    if (s != GRADUS_OK || !net)
        return s;
    t->metrics_name[t->metrics_count] = "linear model";
    return baseline_judge(net, t->model, t->judged, &t->metrics[t->metrics_count++], err);
}

/* The confusion matrix only where a schema gives the classes names. */
static gradus_status judge_model(struct training *t, gradus_error *err)
{
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    choose_judged(t);
    t->classes = schema && schema->task == GRADUS_CLASSIFICATION ? schema->classes : 0;
    t->confusion = t->classes ? calloc(t->classes * t->classes, sizeof *t->confusion) : NULL;
    t->metrics_name[t->metrics_count++] = "this model";
    return gradus_evaluate(t->model, t->judged, &t->metrics[0], t->classes, t->confusion, err);
}

static gradus_status judge_baselines(struct training *t, gradus_error *err)
{
    int classes = baseline_classes(t->model, &t->metrics[0]) != 0;
    t->metrics_name[t->metrics_count++] = baseline_name(classes);
    gradus_status s = baseline_constant(t->model, classes,
                                        gradus_problem_set(t->problem, GRADUS_TRAIN), t->judged,
                                        &t->metrics[1], err);
    return s == GRADUS_OK && !stop_asked ? add_linear(t, err) : s;
}

/* Writes the model, what is known of its training in it.  Nothing that fails on the way, nor
 * anything that is still to be said, may cost it.                                             */
static void save(struct training *t)
{
    gradus_error err = { .code = GRADUS_NOMEM };
    struct text metadata = { 0 };
    train_metadata(t, &metadata);
    if (metadata.failed || gradus_model_set_training(t->model, metadata.bytes, &err) != GRADUS_OK)
        t->status = report_failure(&err);
    if (output_rescue(t->output, t->model, &t->written) != GO_ON)
        t->status = FAILED;
    text_free(&metadata);
}

/* Prints text for people, unless there is none. */
static void say(struct training *t, void (*what)(const struct training *, struct text *))
{
    struct text out = { 0 };
    if (t->typed->common.quiet || t->typed->common.json)
        return;
    what(t, &out);
    if (report_result(&out) != DONE || report_end(DONE) != DONE)
        t->status = FAILED;
}

static void say_json(struct training *t)
{
    struct text out = { 0 };
    train_json(t, &out);
    if (report_result(&out) != DONE || report_end(DONE) != DONE)
        t->status = FAILED;
}

/* Did the last run end before its time? */
static int cut_short(const struct training *t)
{
    const char *ended = t->runs.run[t->runs.count - 1].result.ended;
    return t->runs.failed || strcmp(ended, "stopped") == 0 || strcmp(ended, "diverged") == 0;
}

/* The last line of a training that did not end as it should: where the model is all the same. */
static void say_where(const struct training *t)
{
    char epoch[32];
    struct text line = { 0 };
    if (stop_asked)
        text_add(&line, "gradus: %s; ", stop_words());
    if (!t->written.size)
        text_add(&line, "no model is written");
    else if (cut_short(t))
        text_add(&line, "the best model so far (%s) is in '%s'",
                 train_kept(&t->runs.run[t->runs.best].result, epoch), t->written.bytes);
    else
        text_add(&line, "the model is in '%s'", t->written.bytes);
    report_line("%s", line.failed ? "" : line.bytes);
    text_free(&line);
}

/* 128 and the signal's number after one, 1 after a loss that is not finite or where something
 * could not be written or said.                                                               */
static int ending(struct training *t)
{
    const struct run *best = &t->runs.run[t->runs.best];
    train_warn_of_loss(t);
    if (!stop_asked && best->status == GRADUS_DIVERGED)
        t->status = report_failure(&best->err);
    if (stop_asked || t->status != GO_ON)
        say_where(t);
    return stop_asked ? stop_status() : t->status == GO_ON ? DONE : t->status;
}

/* First what must not be lost, then what is only said. */
static int finish(struct training *t)
{
    gradus_error err;
    int status = make_model(t);
    if (status != GO_ON)
        return status;
    int judged = judge_model(t, &err) == GRADUS_OK;
    save(t);
    end_log(t);
    if (judged && !t->typed->common.quiet)
        judged = judge_baselines(t, &err) == GRADUS_OK;
    if (!judged)
        t->status = report_failure(&err);
    say(t, train_say_runs);
    if (judged)
        say(t, train_say_metrics);
    if (t->typed->common.json)
        say_json(t);
    return ending(t);
}

/* Interrupted before an epoch ended, or before one of them could be the best. */
static int nothing_kept(const struct training *t)
{
    int ended = 0;
    for (size_t k = 0; k < t->runs.count; k++)
        ended = ended || t->runs.run[k].result.epochs;
    report_line("gradus: %s before %s; nothing is written", stop_words(),
                ended ? "a validation loss was finite" : "the first epoch ended");
    return stop_status();
}

static int train(struct training *t)
{
    int status = read_tables(t);
    if (status == GO_ON)
        status = make_problem(t);
    if (status == GO_ON)
        warn(t);
    if (status == GO_ON)
        status = train_shape(t);
    if (status == GO_ON)
        status = look_at_start(t);
    if (status != GO_ON)
        return status;
    say(t, train_say_found);
    say(t, train_say_plan);
    stop_gently();
    status = run(t);
    if (t->runs.failed)
        t->status = FAILED;
    if (status == GO_ON && t->runs.net)
        return finish(t);
    end_log(t);
    return status == GO_ON ? nothing_kept(t) : status;
}

static void release(struct training *t)
{
    gradus_model_free(t->model);
    gradus_net_free(t->first);
    runs_free(&t->runs);
    network_free(&t->network);
    gradus_problem_free(t->problem);
    gradus_model_free(t->from);
    gradus_data_free(t->data);
    gradus_data_free(t->validation_data);
    gradus_data_free(t->test_data);
    plan_free(&t->plan);
    gradus_output_abandon(t->progress.log);
    text_free(&t->written);
    free(t->confusion);
}

/* x/iris.csv.gz gives iris.safetensors, here; to free. */
static char *default_output(const char *source)
{
    const char *base = strrchr(source, '/') ? strrchr(source, '/') + 1 : source;
    base += *base == '@';
    if (strcmp(source, "-") == 0 || !*base)
        base = "model";
    size_t n = strlen(base);
    if (n > 3 && strcmp(base + n - 3, ".gz") == 0)
        n -= 3;
    for (size_t k = n; k-- > 1;)
        if (base[k] == '.') {
            n = k;
            break;
        }
    struct text name = { 0 };
    text_add(&name, "%.*s.safetensors", (int)n, base);
    return name.bytes;
}

/* A model may take the place of the one that it started from; nothing else that is read goes. */
static int check_outputs(const struct typed *t, const char *source, const char *output)
{
    const char *const read[] = { source, t->reading.labels, t->validation, t->test,
                                 t->test_labels, t->from };
    int status = source_output(output, "-o", 5, read);
    if (status == GO_ON && t->log && gradus_output_same(t->log, output))
        return report_usage(NULL, "--log '%s' and -o '%s' are one file", t->log, output);
    return status == GO_ON && t->log ? source_output(t->log, "--log", 6, read) : status;
}

/* Not judged: no metric applies. */
#define NO_METRICS                                                                              \
    { .loss = NAN, .accuracy = NAN, .log_loss = NAN, .auc = NAN, .r2 = NAN, .rmse = NAN,        \
      .mae = NAN }

static int with_output(const struct typed *typed, const char *source, const char *output)
{
    struct training t = { .typed = typed, .source = source, .output = output, .status = GO_ON,
                          .metrics = { NO_METRICS, NO_METRICS, NO_METRICS } };
    int status = check_outputs(typed, source, output);
    if (status == GO_ON && typed->from)
        status = source_model(&t.from, typed->from);
    if (status == GO_ON)
        status = train(&t);
    release(&t);
    return status;
}

int train_typed(const struct typed *typed, const char *source)
{
    int status = plan_check(typed, source);
    if (status == GO_ON)
        status = source_kernels();
    if (status != GO_ON)
        return status;
    char *named = typed->output ? NULL : default_output(source);
    if (!typed->output && !named)
        return report_nomem();
    status = with_output(typed, source, typed->output ? typed->output : named);
    free(named);
    return status;
}
