/* Every number of one pass, for whoever wants to follow it: the net's own forward and backward
 * passes run, in its own type, and what they left on the tape is copied out as doubles.  Nothing
 * is computed a second way but the shares of single rows, which no pass ever forms, and a step,
 * which a copy of the net takes.                                                              */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"
#include "net/names.h"
#include <gradus-explain.h>

#include <math.h>
#include <string.h>

/* What the caller sees, and what it was made with. */
struct tracing {
    gradus_trace seen;                  /* first: a gradus_trace is where its tracing is */
    gradus_allocator mem;
    gradus_trace_layer *layer;
    double *block;                      /* all the numbers */
};

/* The passes, while they run. */
struct work {
    const gradus_net *net;
    const gradus_matrix *x, *y;
    gradus_tape *tape;
    gradus_gradient *gradient;
    gradus_net *moved;                  /* after the step */
};

void gradus_trace_free(gradus_trace *trace)
{
    struct tracing *t = (struct tracing *)trace;
    if (!t)
        return;
    gradus_allocator mem = t->mem;
    gr_free(&mem, t->layer);
    gr_free(&mem, t->block);
    gr_free(&mem, t);
}

static void work_free(struct work *w)
{
    gradus_gradient_free(w->gradient);
    gradus_tape_free(w->tape);
    gradus_net_free(w->moved);
}

/* ---- one block, shared out -------------------------------------------------------------- */
/* The next n numbers, or NULL where [wanted] is 0; before the block is there, only the count. */
static const double *give(const struct tracing *t, size_t *given, size_t n, int wanted)
{
    size_t at = *given;
    if (!wanted)
        return NULL;
    *given += n;
    return t->block ? t->block + at : NULL;
}

static void share_layer(struct tracing *t, size_t l, const gradus_net *net, int stepped,
                        size_t *given)
{
    gradus_trace_layer *y = &t->layer[l];
    const struct gr_shape *s = &net->shape[l];
    size_t n = t->seen.rows * s->units, weights = s->units * s->inputs;
    int joint = t->seen.joint && l + 1 == net->spec.layers;
    y->inputs = s->inputs;
    y->units = s->units;
    y->activation = net->spec.layer[l].activation;
    y->w = give(t, given, weights, 1);
    y->b = give(t, given, s->units, s->bias);
    y->z = give(t, given, n, 1);
    y->a = give(t, given, n, 1);
    y->slope = give(t, given, n, !joint && s->activation != GR_ACT_softmax);
    y->da = give(t, given, n, !joint);
    y->dz = give(t, given, n, 1);
    y->dw = give(t, given, weights, 1);
    y->db = give(t, given, s->units, s->bias);
    y->w_after = give(t, given, weights, stepped);
    y->b_after = give(t, given, s->units, stepped && s->bias);
}

/* The sizes are those of a tape that fits in memory, a few times over: they cannot wrap before
 * the allocation fails.                                                                       */
static size_t share_out(struct tracing *t, const gradus_net *net, int stepped)
{
    gradus_trace *seen = &t->seen;
    size_t given = 0;
    seen->x = give(t, &given, seen->rows * seen->inputs, 1);
    seen->y = give(t, &given, seen->rows * seen->outputs, 1);
    seen->row_loss = give(t, &given, seen->rows, 1);
    seen->cosine = give(t, &given, seen->rows, 1);
    for (size_t l = 0; l < seen->layers; l++)
        share_layer(t, l, net, stepped, &given);
    return given;
}

static struct tracing *tracing_new(const gradus_net *net, size_t rows, int stepped)
{
    struct tracing *t = gr_alloc(&net->mem, 1, sizeof *t);
    if (!t)
        return NULL;
    t->mem = net->mem;
    t->seen = (gradus_trace){ .rows = rows, .inputs = net->spec.inputs,
                              .outputs = gr_net_outputs(net), .layers = net->spec.layers,
                              .loss_name = net->spec.loss, .mean = gr_loss_is_mean(net->loss),
                              .joint = gr_loss_is_joint(net->loss), .loss_after = NAN };
    t->layer = gr_alloc(&t->mem, t->seen.layers, sizeof *t->layer);
    t->seen.layer = t->layer;
    if (t->layer)
        t->block = gr_alloc(&t->mem, share_out(t, net, stepped), sizeof *t->block);
    if (t->block) {
        share_out(t, net, stepped);
        return t;
    }
    gradus_trace_free(&t->seen);
    return NULL;
}

/* ---- what the tape says ------------------------------------------------------------------ */
/* The numbers that the caller sees as const are written here, once. */
static double *fill(const double *numbers)
{
    return (double *)numbers;
}

/* g'(Z), by the kernel of the way back, of a dA that is 1 everywhere. */
static gradus_status slopes(const struct work *w, size_t l, double *out, gradus_error *err)
{
    const gradus_net *net = w->net;
    const struct gr_record *rec = &w->tape->layer[l];
    size_t n = w->tape->rows * net->shape[l].units;
    void *ones = gr_net_alloc(net, n);
    if (!ones)
        return gr_nomem(err);
    for (size_t k = 0; k < n; k++)
        out[k] = 1;
    net->core->narrow(out, n, ones);
    if (net->spec.type == GRADUS_F32)
        net->kernels->f32->back[net->shape[l].activation](n, rec->z, rec->a, ones, ones);
    else
        net->kernels->f64->back[net->shape[l].activation](n, rec->z, rec->a, ones, ones);
    net->core->get(ones, w->tape->rows, net->shape[l].units, out);
    gr_free(&net->mem, ones);
    return GRADUS_OK;
}

static gradus_status read_layer(const struct work *w, size_t l, const gradus_trace_layer *y,
                                gradus_error *err)
{
    const gradus_net *net = w->net;
    const struct gr_record *rec = &w->tape->layer[l];
    size_t rows = w->tape->rows;
    gradus_net_get(net, l, fill(y->w), fill(y->b));
    gradus_gradient_get(w->gradient, l, fill(y->dw), fill(y->db));
    net->core->get(rec->z, rows, y->units, fill(y->z));
    net->core->get(rec->a, rows, y->units, fill(y->a));
    net->core->get(rec->dz, rows, y->units, fill(y->dz));
    if (y->da)
        net->core->get(rec->da, rows, y->units, fill(y->da));
    if (w->moved)
        gradus_net_get(w->moved, l, fill(y->w_after), fill(y->b_after));
    return y->slope ? slopes(w, l, fill(y->slope), err) : GRADUS_OK;
}

static gradus_status read_tape(const struct work *w, const struct tracing *t, gradus_error *err)
{
    const gradus_trace *seen = &t->seen;
    gradus_status s = GRADUS_OK;
    w->net->core->get(w->tape->x, seen->rows, seen->inputs, fill(seen->x));
    w->net->core->get(w->tape->y, seen->rows, seen->outputs, fill(seen->y));
    memcpy(fill(seen->row_loss), w->tape->row_loss, seen->rows * sizeof(double));
    for (size_t l = 0; s == GRADUS_OK && l < seen->layers; l++)
        s = read_layer(w, l, &t->layer[l], err);
    return s;
}

/* ---- the passes -------------------------------------------------------------------------- */
static gradus_status pass(struct work *w, double *loss, gradus_error *err)
{
    gradus_status s = gradus_tape_new(&w->tape, w->net, w->x->rows, err);
    if (s == GRADUS_OK)
        s = gradus_gradient_new(&w->gradient, w->net, err);
    if (s == GRADUS_OK)
        s = gradus_forward(w->net, w->x, w->tape, err);
    if (s == GRADUS_OK)
        s = gradus_loss(w->net, w->tape, w->y, loss, err);
    return s == GRADUS_OK ? gradus_backward(w->net, w->tape, w->y, w->gradient, err) : s;
}

/* Plain gradient descent, taken by a copy of the net, and the loss there. */
static gradus_status step(struct work *w, double rate, double *loss, gradus_error *err)
{
    gradus_train_options opt;
    gradus_optimizer *sgd = NULL;
    gradus_tape *tape = NULL;
    gradus_train_defaults(&opt);
    opt.optimizer = "sgd";
    gradus_status s = gradus_net_copy(&w->moved, w->net, err);
    if (s == GRADUS_OK)
        s = gradus_optimizer_new(&sgd, w->moved, &opt, err);
    if (s == GRADUS_OK)
        s = gradus_tape_new(&tape, w->moved, w->x->rows, err);
    if (s == GRADUS_OK) {
        gradus_step(sgd, w->moved, w->gradient, rate);
        s = gradus_forward(w->moved, w->x, tape, err);
    }
    if (s == GRADUS_OK)
        s = gradus_loss(w->moved, tape, w->y, loss, err);
    gradus_tape_free(tape);
    gradus_optimizer_free(sgd);
    return s;
}

/* ---- the shares of rows ------------------------------------------------------------------ */
/* The inputs of layer l in row r. */
static const double *below(const gradus_trace *t, size_t l, size_t r)
{
    return l ? t->layer[l - 1].a + r * t->layer[l - 1].units : t->x + r * t->inputs;
}

int gradus_trace_share(const gradus_trace *t, size_t row, size_t layer, double *w, double *b)
{
    if (!t || row >= t->rows || layer >= t->layers)
        return 0;
    const gradus_trace_layer *y = &t->layer[layer];
    const double *a = below(t, layer, row), *dz = y->dz + row * y->units;
    for (size_t o = 0; o < y->units; o++) {
        for (size_t i = 0; w && i < y->inputs; i++)
            w[o * y->inputs + i] = dz[o] * a[i];
        if (b)
            b[o] = y->b ? dz[o] : 0;
    }
    return 1;
}

/* The cosine of row r: its share of dW is an outer product, whose length is a product. */
static double cosine(const gradus_trace *t, size_t r, double whole)
{
    double along = 0, share = 0;
    for (size_t l = 0; l < t->layers; l++) {
        const gradus_trace_layer *y = &t->layer[l];
        const double *a = below(t, l, r), *dz = y->dz + r * y->units;
        double aa = y->b ? 1 : 0, dd = 0;
        for (size_t i = 0; i < y->inputs; i++)
            aa += a[i] * a[i];
        for (size_t o = 0; o < y->units; o++) {
            double toward = y->b ? y->db[o] : 0;
            for (size_t i = 0; i < y->inputs; i++)
                toward += y->dw[o * y->inputs + i] * a[i];
            along += dz[o] * toward;
            dd += dz[o] * dz[o];
        }
        share += aa * dd;
    }
    double lengths = sqrt(share) * whole;
    return lengths > 0 ? fmax(-1, fmin(1, along / lengths)) : NAN;
}

static void cosines(const struct tracing *t)
{
    const gradus_trace *seen = &t->seen;
    double square = 0;
    for (size_t l = 0; l < seen->layers; l++) {
        const gradus_trace_layer *y = &seen->layer[l];
        for (size_t k = 0; k < y->units * y->inputs; k++)
            square += y->dw[k] * y->dw[k];
        for (size_t k = 0; y->db && k < y->units; k++)
            square += y->db[k] * y->db[k];
    }
    for (size_t r = 0; r < seen->rows; r++)
        fill(seen->cosine)[r] = cosine(seen, r, sqrt(square));
}

static gradus_status trace(struct work *w, double rate, gradus_trace **out, gradus_error *err)
{
    int stepped = !isnan(rate);
    double loss = 0, after = NAN;
    gradus_status s = pass(w, &loss, err);
    if (s == GRADUS_OK && stepped)
        s = step(w, rate, &after, err);
    if (s != GRADUS_OK)
        return s;
    struct tracing *t = tracing_new(w->net, w->x->rows, stepped);
    if (!t)
        return gr_nomem(err);
    s = read_tape(w, t, err);
    if (s != GRADUS_OK) {
        gradus_trace_free(&t->seen);
        return s;
    }
    t->seen.loss = loss;
    t->seen.loss_after = after;
    cosines(t);
    *out = &t->seen;
    return GRADUS_OK;
}

gradus_status gradus_trace_new(gradus_trace **out, const gradus_net *net, const gradus_matrix *x,
                               const gradus_matrix *y, double step_rate, gradus_error *err)
{
    if (!out || !net || !x || !y)
        return gr_fail(err, GRADUS_ARGUMENT, "nothing to trace, or nowhere to put it");
    if (isinf(step_rate))
        return gr_fail(err, GRADUS_ARGUMENT, "the rate of a step must be finite");
    const gradus_set set = { *x, *y };
    gradus_status s = gr_check_set(net, &set, err);
    if (s != GRADUS_OK)
        return s;
    struct work w = { .net = net, .x = x, .y = y };
    uint64_t mode = gr_float_enter();
    s = trace(&w, step_rate, out, err);
    gr_float_leave(mode);
    work_free(&w);
    return s;
}
