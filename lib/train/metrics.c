/* Metrics.
 *     accuracy   the share of rows whose most probable class (the first of equals) is right
 *     log_loss   mean of -log p(right class), p no smaller than the machine epsilon 2^-52, so
 *                that one certain mistake does not make the mean infinite
 *     auc        the share of pairs (a row of the second class, one of the first) that the
 *                output orders rightly, equal outputs counting half (Mann and Whitney 1947)
 *     r2         1 - sum (y - y')^2 / sum (y - mean y)^2, the mean over the targets
 *     rmse, mae  over all rows and targets, in the targets' units
 * What does not apply is NaN: log_loss where the outputs are no probabilities, auc with one class
 * in the rows, r2 of a target that is constant there.  A row with an output that is not finite has
 * no class, so none is right and the matrix does not count it; all but accuracy is NaN then.   */
#include "train/metrics.h"

#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "train/model.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Outputs of a net and the right ones. */
struct judged {
    size_t rows, outputs;
    size_t classes;                     /* 0: numbers; 2 with one output: p of the second */
    const double *output;               /* (rows, outputs) */
    const gradus_matrix *y;             /* (rows, outputs) */
    const gradus_column *target;        /* their scaling, or NULL: none */
    size_t undefined, first;            /* rows with an output that is not finite; such an output */
};

static double right_value(const struct judged *j, size_t row, size_t k)
{
    return gr_matrix_number(j->y, row * j->outputs + k);
}

/* ---- classes ---------------------------------------------------------------------------- */

static size_t right_class(const struct judged *j, size_t row)
{
    size_t best = 0;
    if (j->outputs == 1)
        return right_value(j, row, 0) > 0.5;
    for (size_t k = 1; k < j->outputs; k++)
        if (right_value(j, row, k) > right_value(j, row, best))
            best = k;
    return best;
}

/* The first output of a row that is not finite, or how many there are. */
static size_t bad_output(const struct judged *j, size_t row)
{
    const double *y = j->output + row * j->outputs;
    size_t k = 0;
    while (k < j->outputs && isfinite(y[k]))
        k++;
    return k;
}

static void count_undefined(struct judged *j)
{
    j->undefined = 0;
    for (size_t i = j->rows; i-- > 0;) {
        size_t k = bad_output(j, i);
        if (k == j->outputs)
            continue;
        j->undefined++;
        j->first = i * j->outputs + k;
    }
}

/* SIZE_MAX: the row has none. */
static size_t output_class(const struct judged *j, size_t row)
{
    const double *p = j->output + row * j->outputs;
    size_t best = 0;
    if (j->undefined && bad_output(j, row) < j->outputs)
        return SIZE_MAX;
    if (j->outputs == 1)
        return p[0] > 0.5;
    for (size_t k = 1; k < j->outputs; k++)
        if (p[k] > p[best])
            best = k;
    return best;
}

static double probability(const struct judged *j, size_t row, size_t class)
{
    const double *p = j->output + row * j->outputs;
    return j->outputs > 1 ? p[class] : class ? p[0] : 1 - p[0];
}

static double accuracy(const struct judged *j)
{
    size_t right = 0;
    for (size_t i = 0; i < j->rows; i++)
        right += output_class(j, i) == right_class(j, i);
    return (double)right / (double)j->rows;
}

static double log_loss(const struct judged *j)
{
    double sum = 0;
    for (size_t i = 0; i < j->rows; i++) {
        double p = probability(j, i, right_class(j, i));
        sum -= gr_log(p > DBL_EPSILON ? p : DBL_EPSILON);
    }
    return sum / (double)j->rows;
}

static void confuse(const struct judged *j, size_t *confusion)
{
    memset(confusion, 0, j->classes * j->classes * sizeof *confusion);
    for (size_t i = 0; i < j->rows; i++) {
        size_t class = output_class(j, i);
        if (class < j->classes)
            confusion[right_class(j, i) * j->classes + class]++;
    }
}

struct scored {
    double score;
    size_t second;                      /* 1: the row is of the second class */
};

static int by_score(const void *a, const void *b)
{
    double x = ((const struct scored *)a)->score, y = ((const struct scored *)b)->score;
    return (x > y) - (x < y);
}

/* Pairs are counted twice, so that half a pair is a whole number. */
static double auc(const struct judged *j, struct scored *s)
{
    uint64_t firsts = 0, seconds = 0, pairs = 0;
    for (size_t i = 0; i < j->rows; i++)
        s[i] = (struct scored){ probability(j, i, 1), right_class(j, i) };
    qsort(s, j->rows, sizeof *s, by_score);
    for (size_t i = 0, end; i < j->rows; i = end) {
        uint64_t equal[2] = { 0, 0 };
        for (end = i; end < j->rows && s[end].score == s[i].score; end++)
            equal[s[end].second]++;
        pairs += equal[1] * (2 * firsts + equal[0]);
        firsts += equal[0];
        seconds += equal[1];
    }
    return firsts && seconds ? (double)pairs / (2.0 * (double)firsts * (double)seconds)
                             : (double)NAN;
}

static int is_one_hot(const struct judged *j, size_t row)
{
    double sum = 0;
    for (size_t k = 0; k < j->outputs; k++) {
        double value = right_value(j, row, k);
        if (value != 0 && value != 1)
            return 0;
        sum += value;
    }
    return j->outputs == 1 || sum == 1;
}

static const char *last_activation(const gradus_net *net)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    return spec->layer[spec->layers - 1].activation;
}

/* How many classes, where no schema says it: 0, 2 with one output, or as many as outputs. */
static size_t count_classes(const gradus_net *net, const struct judged *j)
{
    if (!strcmp(last_activation(net), "softmax") && j->outputs > 1)
        return j->outputs;
    if (strcmp(last_activation(net), "sigmoid") != 0)
        return 0;
    for (size_t i = 0; i < j->rows; i++)
        if (!is_one_hot(j, i))
            return 0;
    return j->outputs == 1 ? 2 : j->outputs;
}

/* ---- numbers ---------------------------------------------------------------------------- */

static double unit(const struct judged *j, size_t k)
{
    return j->target ? j->target[k].scale : 1;
}

static double r2_of(const struct judged *j, size_t k)
{
    double sum = 0, residual = 0, total = 0, first = right_value(j, 0, k);
    int constant = 1;
    for (size_t i = 0; i < j->rows; i++) {
        sum += right_value(j, i, k);
        constant = constant && right_value(j, i, k) == first;
    }
    if (constant)
        return NAN;
    double mean = sum / (double)j->rows;
    for (size_t i = 0; i < j->rows; i++) {
        double y = right_value(j, i, k), miss = y - j->output[i * j->outputs + k];
        residual += miss * miss;
        total += (y - mean) * (y - mean);
    }
    return 1 - residual / total;
}

static double r2(const struct judged *j)
{
    double sum = 0;
    for (size_t k = 0; k < j->outputs; k++)
        sum += r2_of(j, k);
    return sum / (double)j->outputs;
}

static void misses(const struct judged *j, gradus_metrics *out)
{
    double squares = 0, sizes = 0, count = (double)j->rows * (double)j->outputs;
    for (size_t i = 0; i < j->rows; i++)
        for (size_t k = 0; k < j->outputs; k++) {
            double miss = (right_value(j, i, k) - j->output[i * j->outputs + k]) / unit(j, k);
            squares += miss * miss;
            sizes += fabs(miss);
        }
    out->rmse = sqrt(squares / count);
    out->mae = sizes / count;
}

/* ---- all of them ------------------------------------------------------------------------ */

double gr_metrics_one(const gradus_net *net, const gradus_matrix *y, const double *output)
{
    struct judged j = { .rows = y->rows, .outputs = y->cols, .output = output, .y = y };
    count_undefined(&j);
    return count_classes(net, &j) ? accuracy(&j) : j.undefined ? (double)NAN : r2(&j);
}

static gradus_status judge_classes(const struct judged *j, const gradus_model *model,
                                   gradus_metrics *out, size_t *confusion, gradus_error *err)
{
    const char *last = last_activation(model->net);
    const int shares = !strcmp(last, "softmax") || (!strcmp(last, "sigmoid") && j->outputs == 1);
    out->accuracy = accuracy(j);
    if (shares && !j->undefined)
        out->log_loss = log_loss(j);
    if (j->classes == 2 && !j->undefined) {
        struct scored *scored = gr_alloc(&model->mem, j->rows, sizeof *scored);
        if (!scored)
            return gr_nomem(err);
        out->auc = auc(j, scored);
        gr_free(&model->mem, scored);
    }
    if (confusion)                      /* last: a failure leaves it as it was */
        confuse(j, confusion);
    return GRADUS_OK;
}

static gradus_status judge(const struct judged *j, const gradus_model *model, double loss,
                           gradus_metrics *out, size_t *confusion, gradus_error *err)
{
    gradus_metrics m = { .rows = j->rows, .loss = j->undefined ? (double)NAN : loss,
                         .accuracy = NAN, .log_loss = NAN, .auc = NAN, .r2 = NAN, .rmse = NAN,
                         .mae = NAN, .undefined = j->undefined };
    gradus_status s = GRADUS_OK;
    if (j->undefined) {
        m.undefined_row = j->first / j->outputs;
        m.undefined_output = j->first % j->outputs;
    }
    if (j->classes) {
        s = judge_classes(j, model, &m, confusion, err);
    } else if (!j->undefined) {
        m.r2 = r2(j);
        misses(j, &m);
    }
    if (s == GRADUS_OK)
        *out = m;
    return s;
}

static gradus_status check(const gradus_model *model, const gradus_set *set, size_t judged,
                           size_t classes, const size_t *confusion, gradus_error *err)
{
    if (!set->x.rows || set->x.rows != set->y.rows)
        return gr_fail(err, GRADUS_SHAPE, "%zu rows of inputs, %zu of answers", set->x.rows,
                       set->y.rows);
    if (set->x.cols != gr_net_inputs(model->net) || set->y.cols != gr_net_outputs(model->net))
        return gr_fail(err, GRADUS_SHAPE, "the set is not one of this model");
    if (confusion && classes != judged)
        return gr_fail(err, GRADUS_SHAPE, "the set has %zu classes, not %zu", judged, classes);
    return GRADUS_OK;
}

static gradus_status run_and_judge(struct judged *j, const gradus_model *model,
                                   const gradus_set *set, gradus_metrics *out,
                                   size_t *confusion, gradus_error *err)
{
    double loss;
    size_t cells;
    if (__builtin_mul_overflow(j->rows, j->outputs, &cells))
        return gr_nomem(err);
    double *output = gr_alloc(&model->mem, cells, sizeof *output);
    if (!output)
        return gr_nomem(err);
    gradus_status s = gr_net_evaluate(model->net, set, output, &loss, err);
    j->output = output;
    if (s == GRADUS_OK) {
        count_undefined(j);
        s = judge(j, model, loss, out, confusion, err);
    }
    gr_free(&model->mem, output);
    return s;
}

gradus_status gradus_evaluate(const gradus_model *model, const gradus_set *set,
                              gradus_metrics *out, size_t classes, size_t *confusion,
                              gradus_error *err)
{
    if (!model || !set || !out || !set->y.data || set->y.type == GRADUS_CATEGORY ||
        (size_t)set->y.type > GRADUS_SCALED)
        return gr_fail(err, GRADUS_ARGUMENT, "to evaluate needs a model and a set");
    const gradus_schema *schema = gradus_model_schema(model);
    struct judged j = { .rows = set->y.rows, .outputs = set->y.cols, .y = &set->y,
                        .target = schema && !schema->classes ? schema->target : NULL };
    uint64_t mode = gr_float_enter();
    j.classes = schema ? schema->classes : count_classes(model->net, &j);
    gradus_status s = check(model, set, j.classes, classes, confusion, err);
    if (s == GRADUS_OK)
        s = run_and_judge(&j, model, set, out, confusion, err);
    gr_float_leave(mode);
    return s;
}
