/* gradus train: a table in, a model out.  Everything that can be refused is refused before the
 * first epoch: wrong words before any file is opened, an output that cannot be written before
 * the data are read.                                                                          */
#define _POSIX_C_SOURCE 200809L                     /* sigaction */
#include "train.h"
#include "baseline.h"
#include "commands.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static volatile int interrupted;

static void on_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

/* The first Ctrl-C asks for an end, the second one is the system's. */
static void listen_to_interrupts(void)
{
    struct sigaction act = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
}

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
    };
}

static int look_at_start(const struct training *t)
{
    struct start start = start_of(t);
    return train_start(t, &start);
}

static int log_error(const struct training *t, const char *what)
{
    gradus_error err = { .code = GRADUS_IO };
    snprintf(err.text, sizeof err.text, "cannot %s '%.150s': %s", what, t->typed->log,
             strerror(errno));
    return report_failure(&err);
}

static int run(struct training *t)
{
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    struct progress progress = { .common = &t->typed->common };
    struct start start = start_of(t);
    progress.metric = !schema || schema->task == GRADUS_REGRESSION ? "r2" : "accuracy";
    if (t->typed->log && !(progress.log = fopen(t->typed->log, "w")))
        return log_error(t, "open");
    if (progress.log)
        setvbuf(progress.log, NULL, _IONBF, 0);
    int status = runs_all(&t->runs, &start, &t->plan, t->typed, &progress, &interrupted);
    if (progress.log && (fflush(progress.log) || ferror(progress.log)) && status == GO_ON)
        status = log_error(t, "write");
    if (progress.log)
        fclose(progress.log);
    return status;
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
                                      t->typed->seed, &interrupted, err);
    if (s != GRADUS_OK || !net)
        return s;
    t->metrics_name[t->metrics_count] = "linear model";
    return baseline_judge(net, t->model, t->judged, &t->metrics[t->metrics_count++], err);
}

/* The confusion matrix only where a schema gives the classes names. */
static gradus_status judge_model(struct training *t, gradus_error *err)
{
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    t->classes = schema && schema->task == GRADUS_CLASSIFICATION ? schema->classes : 0;
    t->confusion = t->classes ? calloc(t->classes * t->classes, sizeof *t->confusion) : NULL;
    t->metrics_name[t->metrics_count++] = "this model";
    return gradus_evaluate(t->model, t->judged, &t->metrics[0], t->classes, t->confusion, err);
}

static gradus_status judge(struct training *t, gradus_error *err)
{
    choose_judged(t);
    gradus_status s = judge_model(t, err);
    if (s != GRADUS_OK || t->typed->common.quiet)
        return s;
    int classes = baseline_classes(t->model, &t->metrics[0]) != 0;
    t->metrics_name[t->metrics_count++] = baseline_name(classes);
    s = baseline_constant(t->model, classes, gradus_problem_set(t->problem, GRADUS_TRAIN),
                          t->judged, &t->metrics[1], err);
    return s == GRADUS_OK && !interrupted ? add_linear(t, err) : s;
}

static int save(struct training *t)
{
    gradus_error err;
    struct text metadata = { 0 };
    train_metadata(t, &metadata);
    gradus_status s = GRADUS_NOMEM;
    err = (gradus_error){ .code = s };
    if (!metadata.failed)
        s = gradus_model_set_training(t->model, metadata.bytes, &err);
    if (s == GRADUS_OK)
        s = gradus_model_save(t->model, t->output, &err);
    text_free(&metadata);
    return s == GRADUS_OK ? GO_ON : report_failure(&err);
}

/* 130 after Ctrl-C, 1 after a loss that is not finite; in both cases the best was written. */
static int ending(const struct training *t)
{
    const struct run *best = &t->runs.run[t->runs.best];
    if (interrupted) {
        fprintf(stderr, "gradus: interrupted; the best model so far (epoch %zu) is in '%s'\n",
                best->result.best_epoch, t->output);
        return INTERRUPTED;
    }
    if (best->status == GRADUS_DIVERGED) {
        report_failure(&best->err);
        fprintf(stderr, "the best model so far (epoch %zu) is in '%s'\n", best->result.best_epoch,
                t->output);
        return FAILED;
    }
    return DONE;
}

/* Prints text for people, unless there is none. */
static int say(const struct training *t, void (*what)(const struct training *, struct text *))
{
    struct text out = { 0 };
    if (t->typed->common.quiet || t->typed->common.json)
        return GO_ON;
    what(t, &out);
    return report_result(&out) == DONE && report_end(DONE) == DONE ? GO_ON : FAILED;
}

static int finish(struct training *t)
{
    gradus_error err;
    struct text out = { 0 };
    int status = make_model(t);
    if (status == GO_ON && judge(t, &err) != GRADUS_OK)
        status = report_failure(&err);
    if (status == GO_ON)
        status = save(t);
    if (status == GO_ON)
        status = say(t, train_say_metrics);
    if (status != GO_ON)
        return status;
    if (t->typed->common.json) {
        train_json(t, &out);
        status = report_result(&out);
        if (status != DONE)
            return status;
    }
    return ending(t);
}

static int nothing_kept(void)
{
    fprintf(stderr, "gradus: interrupted before the first epoch ended; nothing is written\n");
    return INTERRUPTED;
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
    if (status == GO_ON)
        status = say(t, train_say_found);
    if (status == GO_ON)
        status = say(t, train_say_plan);
    if (status == GO_ON)
        listen_to_interrupts();
    if (status == GO_ON)
        status = run(t);
    if (status == GO_ON && !t->runs.net)
        return nothing_kept();
    if (status == GO_ON)
        status = say(t, train_say_runs);
    return status == GO_ON ? finish(t) : status;
}

static void release(struct training *t)
{
    gradus_model_free(t->model);
    runs_free(&t->runs);
    network_free(&t->network);
    gradus_problem_free(t->problem);
    gradus_model_free(t->from);
    gradus_data_free(t->data);
    gradus_data_free(t->validation_data);
    gradus_data_free(t->test_data);
    plan_free(&t->plan);
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
    if (status == GO_ON && t->log && strcmp(t->log, output) == 0)
        return report_usage(NULL, "--log and -o are both '%s'", output);
    return status == GO_ON && t->log ? source_output(t->log, "--log", 6, read) : status;
}

static int with_output(const struct typed *typed, const char *source, const char *output)
{
    struct training t = { .typed = typed, .source = source, .output = output };
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
