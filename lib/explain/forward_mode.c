/* Forward mode over a whole network, one pass a parameter.
 *
 * A pass follows what a small change of one parameter does, upward:  with ' for the derivative
 * by that parameter,
 *     Z'_l = A'_(l-1) W_l'  (+ A_(l-1) or 1 where the parameter is in W_l or b_l),
 *     A'_l = g'(Z_l) Z'_l,
 * up to the loss.  Values below and beside do not change, so they are computed once for a block
 * of rows, and with them g'(Z), which is the derivative part of g at the dual number (Z, 1).
 * Output activation and loss are computed in duals in every pass.  It shares no code with the
 * kernels' forward and backward pass, and of the lists only the formulas of the values.
 *
 * Inside a block a unit's rows lie side by side, ROWS of them; unused ones are zero.          */
#include "explain/forward_mode.h"
#include "base/memory.h"
#include "base/status.h"
#include "explain/formulas.h"
#include "net/names.h"
#include "net/net.h"

enum { ROWS = 64 };

/* ---- the network laid open -------------------------------------------------------------- */
static gradus_status lay_out(struct gr_open_net *open, const gradus_net_spec *spec,
                             gradus_error *err)
{
    size_t inputs = spec->inputs;
    for (size_t l = 0; l < open->layers; l++) {
        struct gr_open_layer *y = &open->layer[l];
        gradus_status s = gr_find_activation(spec->layer[l].activation, &y->activation, err);
        if (s != GRADUS_OK)
            return s;
        y->inputs = inputs;
        y->units = spec->layer[l].units;
        y->bias = spec->layer[l].bias != 0;
        y->w = open->parameters;
        y->b = y->w + y->units * y->inputs;
        open->parameters = y->b + (y->bias ? y->units : 0);
        if (open->widest < inputs)
            open->widest = inputs;
        inputs = y->units;
    }
    if (open->widest < inputs)
        open->widest = inputs;
    return gr_find_loss(spec->loss, &open->loss, err);
}

static gradus_status fill(struct gr_open_net *open, const gradus_net *net, gradus_error *err)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    open->layers = spec->layers;
    open->layer = gr_alloc(open->mem, spec->layers, sizeof *open->layer);
    if (!open->layer)
        return gr_nomem(err);
    gradus_status s = lay_out(open, spec, err);
    if (s != GRADUS_OK)
        return s;
    open->theta = gr_alloc(open->mem, open->parameters, sizeof *open->theta);
    if (!open->theta)
        return gr_nomem(err);
    for (size_t l = 0; l < open->layers; l++) {
        const struct gr_open_layer *y = &open->layer[l];
        gradus_net_get(net, l, open->theta + y->w, y->bias ? open->theta + y->b : NULL);
    }
    return GRADUS_OK;
}

gradus_status gr_open_net_new(struct gr_open_net **out, const gradus_net *net, gradus_error *err)
{
    struct gr_open_net *open = gr_alloc(gr_net_memory(net), 1, sizeof *open);
    if (!open)
        return gr_nomem(err);
    open->mem = gr_net_memory(net);
    gradus_status s = fill(open, net, err);
    if (s == GRADUS_OK)
        *out = open;
    else
        gr_open_net_free(open);
    return s;
}

void gr_open_net_free(struct gr_open_net *net)
{
    if (!net)
        return;
    const gradus_allocator *mem = net->mem;
    gr_free(mem, net->theta);
    gr_free(mem, net->layer);
    gr_free(mem, net);
}

void gr_open_net_put(gradus_net *to, size_t l, const struct gr_open_net *open)
{
    const struct gr_open_layer *y = &open->layer[l];
    gradus_net_set(to, l, open->theta + y->w, y->bias ? open->theta + y->b : NULL);
}

gradus_status gr_open_net_close(gradus_net **out, const struct gr_open_net *open,
                                const gradus_net *net, gradus_type type, gradus_error *err)
{
    gradus_net_spec spec = *gradus_net_get_spec(net);
    spec.type = type;
    spec.kernels = gradus_net_kernels(net);
    gradus_status s = gradus_net_new(out, &spec, err);
    for (size_t l = 0; s == GRADUS_OK && l < open->layers; l++)
        gr_open_net_put(*out, l, open);
    return s;
}

/* ---- a block of rows: values and slopes ------------------------------------------------- */
struct values {
    double *z, *a, *slope;              /* (units, ROWS) */
};

struct block {
    const struct gr_open_net *net;
    size_t rows;
    double weight;                      /* of a row's loss in the whole loss: 1/m or 1 */
    double *x, *y;                      /* (inputs, ROWS), (outputs, ROWS) */
    struct values *layer;
    double *zt, *at;                    /* (widest, ROWS): Z' and A' of the layer in hand */
    struct dual *out;                   /* (outputs): one row */
    uint64_t products;
};

static void block_free(struct block *b)
{
    const gradus_allocator *mem = b->net->mem;
    for (size_t l = 0; b->layer && l < b->net->layers; l++) {
        gr_free(mem, b->layer[l].z);
        gr_free(mem, b->layer[l].a);
        gr_free(mem, b->layer[l].slope);
    }
    gr_free(mem, b->layer);
    gr_free(mem, b->x);
    gr_free(mem, b->y);
    gr_free(mem, b->zt);
    gr_free(mem, b->at);
    gr_free(mem, b->out);
}

static double *lanes(const struct gr_open_net *net, size_t units)
{
    return gr_alloc(net->mem, units, ROWS * sizeof(double));
}

static gradus_status block_new(struct block *b, const struct gr_open_net *net, gradus_error *err)
{
    size_t outputs = net->layer[net->layers - 1].units;
    *b = (struct block){ .net = net };
    b->layer = gr_alloc(net->mem, net->layers, sizeof *b->layer);
    b->x = lanes(net, net->layer[0].inputs);
    b->y = lanes(net, outputs);
    b->zt = lanes(net, net->widest);
    b->at = lanes(net, net->widest);
    b->out = gr_alloc(net->mem, outputs, sizeof *b->out);
    int whole = b->layer && b->x && b->y && b->zt && b->at && b->out;
    for (size_t l = 0; whole && l < net->layers; l++) {
        struct values *v = &b->layer[l];
        v->z = lanes(net, net->layer[l].units);
        v->a = lanes(net, net->layer[l].units);
        v->slope = lanes(net, net->layer[l].units);
        whole = v->z && v->a && v->slope;
    }
    if (whole)
        return GRADUS_OK;
    block_free(b);
    return gr_nomem(err);
}

/* [rows] rows of m from row [first], turned: one column a row of lanes. */
static void take(const gradus_matrix *m, size_t first, size_t rows, double *to)
{
    for (size_t j = 0; j < m->cols; j++)
        for (size_t r = 0; r < ROWS; r++)
            to[j * ROWS + r] = r < rows ? gr_matrix_number(m, (first + r) * m->cols + j) : 0;
}

/* out = W in, lane by lane, from [bias] (NULL: from 0). */
static void through(const struct gr_open_net *net, const struct gr_open_layer *y,
                    const double *bias, const double *in, double *out)
{
    const double *w = net->theta + y->w;
    for (size_t o = 0; o < y->units; o++) {
        double sum[ROWS];
        for (size_t r = 0; r < ROWS; r++)
            sum[r] = bias ? bias[o] : 0;
        for (size_t i = 0; i < y->inputs; i++)
            for (size_t r = 0; r < ROWS; r++)
                sum[r] += w[o * y->inputs + i] * in[i * ROWS + r];
        for (size_t r = 0; r < ROWS; r++)
            out[o * ROWS + r] = sum[r];
    }
}

static void block_values(struct block *b)
{
    const double *below = b->x;
    for (size_t l = 0; l < b->net->layers; l++) {
        const struct gr_open_layer *y = &b->net->layer[l];
        struct values *v = &b->layer[l];
        through(b->net, y, y->bias ? b->net->theta + y->b : NULL, below, v->z);
        b->products += (uint64_t)b->rows * y->units * y->inputs;
        for (size_t k = 0; y->activation != GR_ACT_softmax && k < y->units * ROWS; k++) {
            struct dual a = gr_activation_dual(y->activation, dual_make(v->z[k], 1));
            v->a[k] = a.v;
            v->slope[k] = a.d;
        }
        below = v->a;
    }
}

/* ---- output activation and loss of one row, in duals ------------------------------------ */
static double largest(size_t n, const struct dual *z)
{
    double max = z[0].v;
    for (size_t k = 1; k < n; k++)
        max = z[k].v > max ? z[k].v : max;
    return max;
}

/* a_k = e^(z_k - c) / sum of e^(z_i - c), which is the same for every c; in place. */
static void softmax(size_t n, struct dual *z)
{
    struct dual c = NUM(largest(n, z)), sum = NUM(0);
    for (size_t k = 0; k < n; k++) {
        z[k] = EXP(SUB(z[k], c));
        sum = ADD(sum, z[k]);
    }
    for (size_t k = 0; k < n; k++)
        z[k] = DIV(z[k], sum);
}

/* log(1 + e^z) - z y, that is max(z,0) + log1p(e^-|z|) - z y; its derivative sigmoid(z) - y. */
static struct dual term_bce(struct dual z, double y)
{
    double top = z.v > 0 ? z.v : 0;
    return dual_make(top + gr_log1p(gr_exp(-fabs(z.v))) - z.v * y,
                     (gr_sigmoid(z.v) - y) * z.d);
}

/* sum of y_k (log sum of e^z_i - z_k); its derivative by z_k: (sum of y) softmax_k - y_k. */
static struct dual row_cross_entropy(const struct block *b, size_t r, size_t n, double *share)
{
    double c = largest(n, b->out), sum = 0, target = 0;
    struct dual loss = NUM(0);
    for (size_t k = 0; k < n; k++) {
        sum += gr_exp(b->out[k].v - c);
        target += b->y[k * ROWS + r];
    }
    for (size_t k = 0; k < n; k++) {
        double y = b->y[k * ROWS + r], a = gr_exp(b->out[k].v - c) / sum;
        loss = ADD(loss, dual_make(y * (c + gr_log(sum) - b->out[k].v),
                                   (target * a - y) * b->out[k].d));
        *share += fabs((target * a - y) * b->out[k].d);
    }
    return loss;
}

static void activate_outputs(const struct block *b, const struct gr_open_layer *y)
{
    if (y->activation == GR_ACT_softmax)
        softmax(y->units, b->out);
    else
        for (size_t k = 0; k < y->units; k++)
            b->out[k] = gr_activation_dual(y->activation, b->out[k]);
}

/* The loss of row r, from its (Z, Z') in b->out; *share gets the magnitudes of its parts. */
static struct dual row_loss(const struct block *b, size_t r, double *share)
{
    const struct gr_open_layer *y = &b->net->layer[b->net->layers - 1];
    struct dual loss = NUM(0);
    if (b->net->loss == GR_LOSS_cross_entropy)
        return row_cross_entropy(b, r, y->units, share);
    if (b->net->loss != GR_LOSS_bce)
        activate_outputs(b, y);
    for (size_t k = 0; k < y->units; k++) {
        double want = b->y[k * ROWS + r];
        struct dual part = b->net->loss == GR_LOSS_bce
                               ? term_bce(b->out[k], want)
                               : gr_loss_dual(b->net->loss, b->out[k], NUM(want));
        loss = ADD(loss, part);
        *share += fabs(part.d);
    }
    return loss;
}

/* ---- one pass --------------------------------------------------------------------------- */
/* Z' of the layer above l, when unit o of layer l alone moves, by column[]: a' = slope column. */
static void first_step(struct block *b, size_t l, size_t o, const double *column)
{
    const struct gr_open_layer *up = &b->net->layer[l + 1];
    const double *slope = b->layer[l].slope + o * ROWS;
    for (size_t k = 0; k < up->units; k++) {
        double w = b->net->theta[up->w + k * up->inputs + o];
        for (size_t r = 0; r < ROWS; r++)
            b->zt[k * ROWS + r] = w * (slope[r] * column[r]);
    }
    b->products += (uint64_t)b->rows * up->units;
}

/* From Z' of layer l to that of the layer above it. */
static void next_step(struct block *b, size_t l)
{
    const struct gr_open_layer *up = &b->net->layer[l + 1];
    for (size_t k = 0; k < up->inputs * ROWS; k++)
        b->at[k] = b->layer[l].slope[k] * b->zt[k];
    through(b->net, up, NULL, b->at, b->zt);
    b->products += (uint64_t)b->rows * up->units * up->inputs;
}

/* Adds the block's rows to the derivative by the parameter of unit o of layer l whose Z' is
 * column[] (ROWS): the inputs that a weight meets, or ones for a bias.                       */
static void pass(struct block *b, size_t l, size_t o, const double *column, double *d,
                 double *share)
{
    size_t last = b->net->layers - 1, units = b->net->layer[last].units;
    if (l < last) {
        first_step(b, l, o, column);
        for (size_t k = l + 1; k < last; k++)
            next_step(b, k);
    }
    for (size_t r = 0; r < b->rows; r++) {
        for (size_t k = 0; k < units; k++) {
            double moved = l < last ? b->zt[k * ROWS + r] : k == o ? column[r] : 0;
            b->out[k] = dual_make(b->layer[last].z[k * ROWS + r], moved);
        }
        double parts = 0;
        *d += b->weight * row_loss(b, r, &parts).d;
        *share += b->weight * parts;
    }
}

static void all_passes(struct block *b, double *d, double *share)
{
    double ones[ROWS];
    for (size_t r = 0; r < ROWS; r++)
        ones[r] = 1;
    for (size_t l = 0; l < b->net->layers; l++) {
        const struct gr_open_layer *y = &b->net->layer[l];
        const double *below = l ? b->layer[l - 1].a : b->x;
        for (size_t o = 0; o < y->units; o++) {
            for (size_t i = 0; i < y->inputs; i++) {
                size_t k = y->w + o * y->inputs + i;
                pass(b, l, o, below + i * ROWS, &d[k], &share[k]);
            }
            if (y->bias)
                pass(b, l, o, ones, &d[y->b + o], &share[y->b + o]);
        }
    }
}

gradus_status gr_forward_mode(const struct gr_open_net *net, const gradus_matrix *x,
                              const gradus_matrix *y, double *d, double *share,
                              uint64_t *products, gradus_error *err)
{
    struct block b;
    gradus_status s = block_new(&b, net, err);
    if (s != GRADUS_OK)
        return s;
    b.weight = gr_loss_is_mean(net->loss) ? 1 / (double)x->rows : 1;
    for (size_t k = 0; k < net->parameters; k++)
        d[k] = share[k] = 0;
    for (size_t first = 0; first < x->rows; first += ROWS) {
        b.rows = x->rows - first < ROWS ? x->rows - first : ROWS;
        take(x, first, b.rows, b.x);
        take(y, first, b.rows, b.y);
        block_values(&b);
        all_passes(&b, d, share);
    }
    *products += b.products;
    block_free(&b);
    return GRADUS_OK;
}
