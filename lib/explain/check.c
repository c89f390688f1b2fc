/* Is the gradient right?  Three ways to the same numbers, in double:
 *     g  backpropagation: gradus_backward, on a copy of the network in double
 *     d  forward mode: dual numbers (forward_mode.c), exact but for rounding
 *     n  the central difference  (J(t + e) - J(t - e)) / 2e  of gradus_loss
 * g and d may differ by rounding alone, and by what is in both they cannot be wrong together.
 * n ties both to the loss that is printed; where the step from t - e to t + e crosses a kink
 * (relu at 0, mae at a = y, ...) n is no derivative, so such a parameter is counted and left out.
 *
 * Memory is that of a tape over all rows; time grows with rows times parameters squared.      */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "explain/forward_mode.h"
#include "net/names.h"
#include "net/net.h"
#include "net/tape.h"
#include <gradus-explain.h>

#include <math.h>
#include <string.h>

/* Of g and d: relative to the largest |d| of the tensor, and, where a sum over rows and outputs
 * cancels, what rounding leaves of its parts.                                                 */
static const double exact_relative = 1e-10, exact_rounding = 0x1p-44;
static const double central_relative = 1e-6, central_absolute = 1e-9;

static const int act_smooth[GR_ACTIVATIONS] = {
#define ACTIVATION(id, name, formula, derivative, smooth, ...) [GR_ACT_##id] = smooth,
#include "kernels/activations.def"
    [GR_ACT_softmax] = 1,
};
static const int loss_smooth[GR_LOSSES] = {
#define LOSS(id, name, formula, derivative, mean, smooth, ...) [GR_LOSS_##id] = smooth,
#define JOINT(id, ...) [GR_LOSS_##id] = 1,
#include "kernels/losses.def"
};

enum { AT, ABOVE, BELOW };              /* the point, and a step to either side */

struct check {
    const gradus_allocator *mem;
    const gradus_matrix *x, *y;
    double epsilon, loss;
    gradus_net *net;                    /* the copy in double, whose parameters move */
    struct gr_open_net *open;
    gradus_tape *tape;
    gradus_gradient *gradient;
    double *g, *d, *share, *n;          /* (parameters) */
    unsigned char *kink;                /* (parameters) 1: n is left out */
    size_t sides;                       /* sides of kinks per row */
    signed char *side[3];               /* (rows * sides) at the point, above, below */
    double *numbers;                    /* (rows, widest) */
};

static void check_free(struct check *c)
{
    gradus_gradient_free(c->gradient);
    gradus_tape_free(c->tape);
    gr_free(c->mem, c->g);
    gr_free(c->mem, c->d);
    gr_free(c->mem, c->share);
    gr_free(c->mem, c->n);
    gr_free(c->mem, c->kink);
    for (int k = AT; k <= BELOW; k++)
        gr_free(c->mem, c->side[k]);
    gr_free(c->mem, c->numbers);
    gr_open_net_free(c->open);
    gradus_net_free(c->net);
}

static gradus_status take_memory(struct check *c, gradus_error *err)
{
    size_t n = c->open->parameters, rows = c->x->rows, last = c->open->layers - 1;
    for (size_t l = 0; l <= last; l++)
        c->sides += act_smooth[c->open->layer[l].activation] ? 0 : c->open->layer[l].units;
    c->sides += loss_smooth[c->open->loss] ? 0 : c->open->layer[last].units;
    c->g = gr_alloc(c->mem, n, sizeof *c->g);
    c->d = gr_alloc(c->mem, n, sizeof *c->d);
    c->share = gr_alloc(c->mem, n, sizeof *c->share);
    c->n = gr_alloc(c->mem, n, sizeof *c->n);
    c->kink = gr_alloc(c->mem, n, sizeof *c->kink);
    int whole = c->g && c->d && c->share && c->n && c->kink;
    for (int k = AT; k <= BELOW; k++) {
        c->side[k] = gr_alloc(c->mem, rows, c->sides);
        whole = whole && c->side[k];
    }
    size_t row;
    whole = whole && !__builtin_mul_overflow(c->open->widest, sizeof(double), &row) &&
            (c->numbers = gr_alloc(c->mem, rows, row)) != NULL;
    return whole ? GRADUS_OK : gr_nomem(err);
}

static gradus_status start(struct check *c, const gradus_net *net, gradus_error *err)
{
    gradus_status s = gr_open_net_new(&c->open, net, err);
    if (s == GRADUS_OK)
        s = gr_open_net_close(&c->net, c->open, net, GRADUS_F64, err);
    if (s == GRADUS_OK)
        s = take_memory(c, err);
    if (s == GRADUS_OK)
        s = gradus_tape_new(&c->tape, c->net, c->x->rows, err);
    if (s == GRADUS_OK)
        s = gradus_gradient_new(&c->gradient, c->net, err);
    return s;
}

/* ---- on which side of a kink every number is -------------------------------------------- */
static signed char sign(double z)
{
    return (signed char)((z > 0) - (z < 0));
}

/* Of an error e = a - y: huber turns at -1 and 1, mae at 0. */
static signed char side_of_error(const struct check *c, double e)
{
    return c->open->loss == GR_LOSS_huber ? (signed char)((e > 1) - (e < -1)) : sign(e);
}

static gradus_status sides(const struct check *c, signed char *out, gradus_error *err)
{
    size_t rows = c->x->rows, last = c->open->layers - 1;
    for (size_t l = 0; l <= last; l++) {
        if (act_smooth[c->open->layer[l].activation])
            continue;
        gradus_status s = gradus_tape_get(c->tape, l, GRADUS_Z, c->numbers, err);
        if (s != GRADUS_OK)
            return s;
        for (size_t k = 0; k < rows * c->open->layer[l].units; k++)
            *out++ = sign(c->numbers[k]);
    }
    if (loss_smooth[c->open->loss])
        return GRADUS_OK;
    gradus_status s = gradus_tape_get(c->tape, last, GRADUS_A, c->numbers, err);
    for (size_t k = 0; s == GRADUS_OK && k < rows * c->open->layer[last].units; k++)
        *out++ = side_of_error(c, c->numbers[k] - gr_matrix_number(c->y, k));
    return s;
}

/* ---- the three ways --------------------------------------------------------------------- */
static gradus_status evaluate(struct check *c, int which, double *loss, gradus_error *err)
{
    gradus_status s = gradus_forward(c->net, c->x, c->tape, err);
    if (s == GRADUS_OK)
        s = gradus_loss(c->net, c->tape, c->y, loss, err);
    return s == GRADUS_OK ? sides(c, c->side[which], err) : s;
}

static gradus_status backpropagation(struct check *c, gradus_error *err)
{
    gradus_status s = evaluate(c, AT, &c->loss, err);
    if (s == GRADUS_OK)
        s = gradus_backward(c->net, c->tape, c->y, c->gradient, err);
    for (size_t l = 0; s == GRADUS_OK && l < c->open->layers; l++) {
        const struct gr_open_layer *y = &c->open->layer[l];
        gradus_gradient_get(c->gradient, l, c->g + y->w, y->bias ? c->g + y->b : NULL);
    }
    return s;
}

/* J with parameter k of layer y at [value]. */
static gradus_status loss_at(struct check *c, size_t l, size_t k, double value, int which,
                             double *loss, gradus_error *err)
{
    double *theta = c->open->theta, kept = theta[k];
    theta[k] = value;
    gr_open_net_put(c->net, l, c->open);
    theta[k] = kept;
    return evaluate(c, which, loss, err);
}

static gradus_status central_one(struct check *c, size_t l, size_t k, gradus_error *err)
{
    double at = c->open->theta[k], above = at + c->epsilon, below = at - c->epsilon;
    double loss_above = 0, loss_below = 0;
    gradus_status s = loss_at(c, l, k, above, ABOVE, &loss_above, err);
    if (s == GRADUS_OK)
        s = loss_at(c, l, k, below, BELOW, &loss_below, err);
    size_t bytes = c->x->rows * c->sides;
    c->n[k] = (loss_above - loss_below) / (above - below);
    c->kink[k] = memcmp(c->side[ABOVE], c->side[BELOW], bytes) != 0 ||
                 memcmp(c->side[ABOVE], c->side[AT], bytes) != 0;
    return s;
}

static gradus_status central(struct check *c, gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    for (size_t l = 0; s == GRADUS_OK && l < c->open->layers; l++) {
        const struct gr_open_layer *y = &c->open->layer[l];
        size_t end = y->b + (y->bias ? y->units : 0);
        for (size_t k = y->w; s == GRADUS_OK && k < end; k++)
            s = central_one(c, l, k, err);
        gr_open_net_put(c->net, l, c->open);
    }
    return s;
}

/* ---- the verdict ------------------------------------------------------------------------ */
static void worst(double difference, size_t k, const gradus_check_tensor *t, double *most,
                  size_t *row, size_t *col)
{
    if (difference <= *most || isnan(*most))
        return;
    *most = difference;                 /* a NaN stays, and agrees with nothing */
    *row = k / t->cols;
    *col = k % t->cols;
}

/* The tensor of parameters from [first]; its shape is filled in. */
static void judge(const struct check *c, size_t first, gradus_check_tensor *t)
{
    double share = 0;
    t->largest = t->exact_worst = t->central_worst = 0;
    for (size_t k = 0; k < t->rows * t->cols; k++) {
        size_t p = first + k;
        t->largest = fmax(t->largest, fabs(c->d[p]));
        share = fmax(share, c->share[p]);
        worst(fabs(c->g[p] - c->d[p]), k, t, &t->exact_worst, &t->exact_row, &t->exact_col);
        if (c->kink[p])
            t->kinks++;
        else
            worst(fabs(c->g[p] - c->n[p]), k, t, &t->central_worst, &t->central_row,
                  &t->central_col);
    }
    t->exact_agrees =
        t->exact_worst <= exact_relative * t->largest + exact_rounding * share;
    t->central_agrees = t->central_worst <= central_relative * t->largest +
                                                central_absolute * (1 + fabs(c->loss));
}

static size_t judge_all(const struct check *c, gradus_check_tensor *tensors,
                        gradus_check_report *report)
{
    size_t count = 0;
    for (size_t l = 0; l < c->open->layers; l++) {
        const struct gr_open_layer *y = &c->open->layer[l];
        tensors[count] = (gradus_check_tensor){ .layer = l, .rows = y->units, .cols = y->inputs };
        judge(c, y->w, &tensors[count++]);
        if (!y->bias)
            continue;
        tensors[count] = (gradus_check_tensor){ .layer = l, .rows = y->units, .cols = 1,
                                                .is_bias = 1 };
        judge(c, y->b, &tensors[count++]);
    }
    report->agrees = 1;
    for (size_t k = 0; k < count; k++)
        report->agrees = report->agrees && tensors[k].exact_agrees && tensors[k].central_agrees;
    return count;
}

/* |g - n| / |g + n|; 0 where both are 0. */
static double ratio(const struct check *c)
{
    double apart = 0, together = 0;
    for (size_t k = 0; k < c->open->parameters; k++) {
        if (c->kink[k])
            continue;
        apart += (c->g[k] - c->n[k]) * (c->g[k] - c->n[k]);
        together += (c->g[k] + c->n[k]) * (c->g[k] + c->n[k]);
    }
    return apart > 0 ? sqrt(apart) / sqrt(together) : 0;
}

/* Backpropagation: W in forward and in dW of each layer, and in dA but for the inputs'. */
static void count_cost(const struct check *c, gradus_check_report *report)
{
    uint64_t rows = c->x->rows, all = 0, first = 0, n = c->open->parameters;
    for (size_t l = 0; l < c->open->layers; l++)
        all += rows * c->open->layer[l].units * c->open->layer[l].inputs;
    first = rows * c->open->layer[0].units * c->open->layer[0].inputs;
    report->passes[0] = 2;
    report->passes[1] = 1 + n;          /* the values, once, and a pass for each parameter */
    report->passes[2] = 2 * n;
    report->products[0] = 3 * all - first;
    report->products[2] = 2 * n * all;
}

static gradus_status check_arguments(const gradus_net *net, const gradus_matrix *x,
                                     const gradus_matrix *y, double epsilon, gradus_error *err)
{
    if (!(epsilon > 0 && epsilon <= 1))
        return gr_fail(err, GRADUS_ARGUMENT, "epsilon must be above 0 and at most 1");
    gradus_status s = gr_check_matrix(x, "x", gr_net_inputs(net), err);
    if (s == GRADUS_OK)
        s = gr_check_matrix(y, "y", gr_net_outputs(net), err);
    if (s == GRADUS_OK && x->rows != y->rows)
        s = gr_fail(err, GRADUS_SHAPE, "%zu rows of x and %zu of y", x->rows, y->rows);
    return s;
}

static gradus_status three_ways(struct check *c, gradus_check_report *report, gradus_error *err)
{
    gradus_status s = backpropagation(c, err);
    if (s == GRADUS_OK && !isfinite(c->loss))
        return gr_fail(err, GRADUS_DIVERGED, "the loss of these rows is not finite");
    if (s == GRADUS_OK)
        s = gr_forward_mode(c->open, c->x, c->y, c->d, c->share, &report->products[1], err);
    return s == GRADUS_OK ? central(c, err) : s;
}

gradus_status gradus_check(const gradus_net *net, const gradus_matrix *x, const gradus_matrix *y,
                           double epsilon, gradus_check_tensor *tensors, size_t *count,
                           gradus_check_report *report, gradus_error *err)
{
    if (!net || !x || !y || !tensors || !count || !report)
        return gr_fail(err, GRADUS_ARGUMENT, "nothing to check, or nowhere to put the findings");
    gradus_status s = check_arguments(net, x, y, epsilon, err);
    if (s != GRADUS_OK)
        return s;
    struct check c = { .mem = gr_net_memory(net), .x = x, .y = y, .epsilon = epsilon };
    gradus_check_report found = { 0 };
    uint64_t mode = gr_float_enter();
    s = start(&c, net, err);
    if (s == GRADUS_OK)
        s = three_ways(&c, &found, err);
    if (s == GRADUS_OK) {
        count_cost(&c, &found);
        found.loss = c.loss;
        found.ratio = ratio(&c);
        *count = judge_all(&c, tensors, &found);
        *report = found;
    }
    gr_float_leave(mode);
    check_free(&c);
    return s;
}
