/* The plain pass: every stage as its equation stands in docs/maths.md, in loops over arrays, and
 * before each stage the question whether a mistake changes it.  Without one it gives the numbers
 * of the tape but for rounding; it shares no code with lib/net, only the lists of formulas.
 *
 * A mistake is in one layer or in all.  A factor in one layer multiplies that layer's gradients;
 * in all layers it is put on the derivative of the loss, from which everything below has it.   */
#include "explain/wrong_pass.h"
#include "base/memory.h"
#include "base/status.h"
#include "explain/dual.h"
#include "net/names.h"
#include "net/net.h"
#include "net/tape.h"

#include <math.h>
#include <string.h>

/* ---- formulas of the lists ----------------------------------------------------------------- */
#define ACTIVATION(id, name, formula, derivative, smooth, of_a, value, slope)                  \
    static struct dual value_##id(struct dual z)                                               \
    {                                                                                          \
        return value;                                                                          \
    }                                                                                          \
    static struct dual form_##id(struct dual z, struct dual a)                                 \
    {                                                                                          \
        (void)z, (void)a;                                                                      \
        return slope;                                                                          \
    }
#include "kernels/activations.def"

#define LOSS(id, name, formula, derivative, mean, smooth, term, slope)                         \
    static struct dual term_##id(struct dual a, struct dual y)                                 \
    {                                                                                          \
        return term;                                                                           \
    }
#define JOINT(id, name, formula, derivative, activation)
#include "kernels/losses.def"

static struct dual (*const value_of[])(struct dual z) = {
#define ACTIVATION(id, ...) value_##id,
#include "kernels/activations.def"
};
static struct dual (*const form_of[])(struct dual z, struct dual a) = {
#define ACTIVATION(id, ...) form_##id,
#include "kernels/activations.def"
};
static struct dual (*const term_of[])(struct dual a, struct dual y) = {
#define LOSS(id, ...) term_##id,
#define JOINT(id, ...)
#include "kernels/losses.def"
};

double gr_activation_value(enum gr_activation g, double z)
{
    return value_of[g](NUM(z)).v;
}

double gr_activation_slope(enum gr_activation g, double z)
{
    return value_of[g](dual_make(z, 1)).d;
}

double gr_activation_form(enum gr_activation g, double z, double a)
{
    return form_of[g](NUM(z), NUM(a)).v;
}

double gr_loss_term(enum gr_loss loss, double a, double y)
{
    return term_of[loss](NUM(a), NUM(y)).v;
}

double gr_loss_slope(enum gr_loss loss, double a, double y)
{
    return term_of[loss](dual_make(a, 1), NUM(y)).d;
}

void gr_softmax(size_t n, const double *z, double *a)
{
    double top = z[0], sum = 0;
    for (size_t k = 1; k < n; k++)
        top = z[k] > top ? z[k] : top;
    for (size_t k = 0; k < n; k++)
        sum += a[k] = gr_exp(z[k] - top);
    for (size_t k = 0; k < n; k++)
        a[k] /= sum;
}

/* ---- memory -------------------------------------------------------------------------------- */
void gr_plain_free(struct gr_plain *p)
{
    if (!p)
        return;
    const gradus_allocator *mem = p->mem;
    for (size_t l = 0; p->layer && l < p->net->layers; l++) {
        struct gr_plain_layer *y = &p->layer[l];
        double *all[] = { y->z, y->a, y->da, y->dz, y->dw, y->db };
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            gr_free(mem, all[k]);
    }
    gr_free(mem, p->layer);
    gr_free(mem, p->x);
    gr_free(mem, p->y);
    gr_free(mem, p->spare);
    gr_open_net_free(p->net);
    gr_free(mem, p);
}

static double *table(const struct gr_plain *p, size_t rows, size_t cols)
{
    size_t bytes;
    return __builtin_mul_overflow(cols, sizeof(double), &bytes)
               ? NULL : gr_alloc(p->mem, rows, bytes);
}

static int layer_new(struct gr_plain *p, size_t l)
{
    const struct gr_open_layer *n = &p->net->layer[l];
    struct gr_plain_layer *y = &p->layer[l];
    y->z = table(p, p->rows, n->units);
    y->a = table(p, p->rows, n->units);
    y->da = table(p, p->rows, n->units);
    y->dz = table(p, p->rows, n->units);
    y->dw = table(p, n->units, n->inputs);
    y->db = table(p, p->rows, n->units);
    return y->z && y->a && y->da && y->dz && y->dw && y->db;
}

static double *copied(const struct gr_plain *p, const gradus_matrix *m)
{
    double *to = table(p, m->rows, m->cols);
    for (size_t k = 0; to && k < m->rows * m->cols; k++)
        to[k] = gr_matrix_number(m, k);
    return to;
}

static gradus_status take_memory(struct gr_plain *p, const gradus_matrix *x,
                                 const gradus_matrix *y, gradus_error *err)
{
    p->x = copied(p, x);
    p->y = copied(p, y);
    p->spare = table(p, p->rows, p->net->widest);
    p->layer = gr_alloc(p->mem, p->net->layers, sizeof *p->layer);
    int whole = p->x && p->y && p->spare && p->layer;
    for (size_t l = 0; whole && l < p->net->layers; l++)
        whole = layer_new(p, l);
    return whole ? GRADUS_OK : gr_nomem(err);
}

static gradus_status check_rows(const gradus_net *net, const gradus_matrix *x,
                                const gradus_matrix *y, gradus_error *err)
{
    gradus_status s = gr_check_matrix(x, "x", gr_net_inputs(net), err);
    if (s == GRADUS_OK)
        s = gr_check_matrix(y, "y", gr_net_outputs(net), err);
    if (s == GRADUS_OK && x->rows != y->rows)
        s = gr_fail(err, GRADUS_SHAPE, "%zu rows of x and %zu of y", x->rows, y->rows);
    if (s == GRADUS_OK && !x->rows)
        s = gr_fail(err, GRADUS_SHAPE, "there are no rows");
    return s;
}

gradus_status gr_plain_new(struct gr_plain **out, const gradus_net *net, const gradus_matrix *x,
                          const gradus_matrix *y, gradus_error *err)
{
    gradus_status s = check_rows(net, x, y, err);
    if (s != GRADUS_OK)
        return s;
    struct gr_plain *p = gr_alloc(gr_net_memory(net), 1, sizeof *p);
    if (!p)
        return gr_nomem(err);
    p->mem = gr_net_memory(net);
    p->rows = x->rows;
    p->rate = NAN;
    s = gr_open_net_new(&p->net, net, err);
    if (s == GRADUS_OK)
        s = take_memory(p, x, y, err);
    if (s == GRADUS_OK) {
        p->weight = gr_loss_is_mean(p->net->loss) ? 1 / (double)x->rows : 1;
        *out = p;
    } else {
        gr_plain_free(p);
    }
    return s;
}

/* ---- which mistakes are here ---------------------------------------------------------------- */
static int made_in(const gradus_mistake *m, size_t l)
{
    return m->layer == l || m->layer == GRADUS_ALL_LAYERS || m->layer == GRADUS_EVERYWHERE;
}

/* The changed expression of a stage of layer l; NULL: it is as it should be. */
static gr_term *changed(const struct gr_plain *p, enum gr_stage stage, size_t l)
{
    for (size_t k = 0; k < p->mades; k++) {
        gr_term *term = gr_mistake_term(p->made[k].number, stage);
        if (term && made_in(&p->made[k], l) && gr_mistake_fits(p, p->made[k].number, l))
            return term;
    }
    return NULL;
}

/* Product of the factors that stand at one place: [place] is a layer or GRADUS_ALL_LAYERS. */
static double factor(const struct gr_plain *p, size_t place)
{
    double product = 1;
    for (size_t k = 0; k < p->mades; k++) {
        gr_term *term = gr_mistake_term(p->made[k].number, GR_STAGE_FACTOR);
        size_t at = p->made[k].layer;
        int here = at == place || (at == GRADUS_EVERYWHERE && (place == GRADUS_ALL_LAYERS ||
                                                               place == GRADUS_IN_LOSS));
        if (term && here)
            product *= term(p, 0, 0, 0, 0);
    }
    return product;
}

static void each_unit(struct gr_plain *p, size_t l, gr_term *term, double *out)
{
    size_t units = p->net->layer[l].units;
    for (size_t r = 0; r < p->rows; r++)
        for (size_t o = 0; o < units; o++)
            out[r * units + o] = term(p, l, r, o, 0);
}

/* ---- forward -------------------------------------------------------------------------------- */
static void sums(struct gr_plain *p, size_t l)
{
    const struct gr_open_layer *n = &p->net->layer[l];
    const double *w = p->net->theta + n->w, *b = p->net->theta + n->b;
    const double *below = gr_plain_below(p, l);
    gr_term *term = changed(p, GR_STAGE_SUM, l);
    for (size_t r = 0; r < p->rows; r++)
        for (size_t o = 0; o < n->units; o++) {
            double z = n->bias && !term ? b[o] : 0;
            for (size_t i = 0; i < n->inputs; i++)
                z += term ? term(p, l, r, o, i) : w[o * n->inputs + i] * below[r * n->inputs + i];
            p->layer[l].z[r * n->units + o] = z;
        }
}

static void activations(struct gr_plain *p, size_t l)
{
    const struct gr_open_layer *n = &p->net->layer[l];
    struct gr_plain_layer *y = &p->layer[l];
    gr_term *term = changed(p, GR_STAGE_OUT, l);
    if (term)
        each_unit(p, l, term, y->a);
    else if (n->activation == GR_ACT_softmax)
        for (size_t r = 0; r < p->rows; r++)
            gr_softmax(n->units, y->z + r * n->units, y->a + r * n->units);
    else
        for (size_t k = 0; k < p->rows * n->units; k++)
            y->a[k] = gr_activation_value(n->activation, y->z[k]);
}

/* log(1 + e^z) - z y and y (log sum of e^z - z_k): docs/maths.md, section 3. */
static double joint_term(const struct gr_plain *p, const double *z, const double *y, size_t k)
{
    size_t units = p->net->layer[gr_plain_last(p)].units;
    double top = z[0], sum = 0;
    if (p->net->loss == GR_LOSS_bce)
        return (z[k] > 0 ? z[k] : 0) + gr_log1p(gr_exp(-fabs(z[k]))) - z[k] * y[k];
    for (size_t j = 1; j < units; j++)
        top = z[j] > top ? z[j] : top;
    for (size_t j = 0; j < units; j++)
        sum += gr_exp(z[j] - top);
    return y[k] * (top + gr_log(sum) - z[k]);
}

static void loss(struct gr_plain *p)
{
    size_t last = gr_plain_last(p), units = p->net->layer[last].units;
    const struct gr_plain_layer *y = &p->layer[last];
    int joint = gr_loss_is_joint(p->net->loss), from_a = changed(p, GR_STAGE_OUT, last) != NULL;
    double sum = 0;
    for (size_t r = 0; r < p->rows; r++)
        for (size_t k = 0; k < units; k++) {
            double want = p->y[r * units + k], a = y->a[r * units + k];
            sum += !joint ? gr_loss_term(p->net->loss, a, want)
                   : from_a ? (want > 0 ? -want * gr_log(a) : 0)
                            : joint_term(p, y->z + r * units, p->y + r * units, k);
        }
    p->loss = sum * p->weight * factor(p, GRADUS_IN_LOSS);
}

/* ---- backward ------------------------------------------------------------------------------- */
double gr_plain_error(const struct gr_plain *p, size_t r, size_t k)
{
    size_t last = gr_plain_last(p), at = r * p->net->layer[last].units + k;
    double a = p->layer[last].a[at], y = p->y[at];
    return p->weight * (gr_loss_is_joint(p->net->loss) ? a - y
                                                       : gr_loss_slope(p->net->loss, a, y));
}

/* dA of a joint loss by the long way, which training never forms: for whoever does. */
static double long_way(const struct gr_plain *p, size_t at)
{
    double a = p->layer[gr_plain_last(p)].a[at], y = p->y[at];
    return p->weight * (p->net->loss == GR_LOSS_bce ? (a - y) / (a * (1 - a)) : -y / a);
}

/* dA of the last layer, and of a joint loss dZ, too. */
static void start_back(struct gr_plain *p)
{
    size_t last = gr_plain_last(p), n = p->rows * p->net->layer[last].units;
    struct gr_plain_layer *y = &p->layer[last];
    int joint = gr_loss_is_joint(p->net->loss);
    double f = factor(p, GRADUS_ALL_LAYERS);
    gr_term *term = changed(p, GR_STAGE_ERROR, last);
    double *to = joint ? y->dz : y->da;
    if (term)
        each_unit(p, last, term, to);
    for (size_t k = 0; k < n; k++)
        to[k] = f * (term ? to[k] : gr_plain_error(p, 0, k));
    for (size_t k = 0; joint && k < n; k++)
        y->da[k] = f * long_way(p, k);
}

double gr_plain_slope(const struct gr_plain *p, size_t l, const double *da, size_t r, size_t k)
{
    size_t units = p->net->layer[l].units;
    const double *a = p->layer[l].a + r * units;
    double along = 0;
    if (p->net->layer[l].activation != GR_ACT_softmax)
        return da[r * units + k] *
               gr_activation_slope(p->net->layer[l].activation, p->layer[l].z[r * units + k]);
    for (size_t j = 0; j < units; j++)
        along += a[j] * da[r * units + j];
    return a[k] * (da[r * units + k] - along);
}

static void deltas(struct gr_plain *p, size_t l)
{
    size_t units = p->net->layer[l].units;
    struct gr_plain_layer *y = &p->layer[l];
    gr_term *arrive = changed(p, GR_STAGE_ARRIVE, l), *slope = changed(p, GR_STAGE_SLOPE, l);
    if (arrive) {
        each_unit(p, l, arrive, p->spare);
        memcpy(y->da, p->spare, p->rows * units * sizeof *y->da);
    }
    if (slope)
        each_unit(p, l, slope, y->dz);
    else if (l < gr_plain_last(p) || !gr_loss_is_joint(p->net->loss))
        for (size_t r = 0; r < p->rows; r++)
            for (size_t k = 0; k < units; k++)
                y->dz[r * units + k] = gr_plain_slope(p, l, y->da, r, k);
}

static void weight_gradient(struct gr_plain *p, size_t l, double f)
{
    const struct gr_open_layer *n = &p->net->layer[l];
    const double *below = gr_plain_below(p, l), *dz = p->layer[l].dz;
    gr_term *term = changed(p, GR_STAGE_WEIGHT, l);
    for (size_t o = 0; o < n->units; o++)
        for (size_t i = 0; i < n->inputs; i++) {
            double sum = 0;
            for (size_t r = 0; r < p->rows; r++)
                sum += term ? term(p, l, r, o, i)
                            : dz[r * n->units + o] * below[r * n->inputs + i];
            p->layer[l].dw[o * n->inputs + i] = f * sum;
        }
}

static int bias_is_summed(const struct gr_plain *p, size_t l)
{
    for (size_t k = 0; k < p->mades; k++)
        if (p->made[k].number == GR_MISTAKE_bias_not_summed && made_in(&p->made[k], l) &&
            gr_mistake_fits(p, p->made[k].number, l))
            return 0;
    return 1;
}

static void bias_gradient(struct gr_plain *p, size_t l, double f)
{
    size_t units = p->net->layer[l].units;
    struct gr_plain_layer *y = &p->layer[l];
    gr_term *term = changed(p, GR_STAGE_BIAS, l);
    y->db_rows = bias_is_summed(p, l) ? 1 : p->rows;
    memset(y->db, 0, p->rows * units * sizeof *y->db);
    for (size_t r = 0; r < p->rows; r++)
        for (size_t o = 0; o < units; o++)
            y->db[(y->db_rows > 1 ? r : 0) * units + o] +=
                f * (term ? term(p, l, r, o, 0) : y->dz[r * units + o]);
}

/* dA of layer l - 1. */
static void down(struct gr_plain *p, size_t l)
{
    const struct gr_open_layer *n = &p->net->layer[l];
    const double *w = p->net->theta + n->w, *dz = p->layer[l].dz;
    gr_term *term = changed(p, GR_STAGE_DOWN, l);
    for (size_t r = 0; r < p->rows; r++)
        for (size_t i = 0; i < n->inputs; i++) {
            double sum = 0;
            for (size_t o = 0; o < n->units; o++)
                sum += term ? term(p, l, r, o, i) : dz[r * n->units + o] * w[o * n->inputs + i];
            p->layer[l - 1].da[r * n->inputs + i] = sum;
        }
}

void gr_plain_run(struct gr_plain *p, const gradus_mistake *made, size_t count)
{
    p->made = made;
    p->mades = count;
    for (size_t l = 0; l < p->net->layers; l++) {
        sums(p, l);
        activations(p, l);
    }
    loss(p);
    start_back(p);
    for (size_t l = p->net->layers; l-- > 0;) {
        double f = factor(p, l);
        deltas(p, l);
        weight_gradient(p, l, f);
        bias_gradient(p, l, f);
        if (l)
            down(p, l);
    }
    p->made = NULL;
    p->mades = 0;
}
