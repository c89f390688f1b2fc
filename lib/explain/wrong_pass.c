/* The plain pass: every stage as its equation stands in docs/maths.md, in loops over arrays, and
 * before each stage the question whether a mistake changes it.  Without one it gives the numbers
 * of the tape but for rounding; it shares no code with lib/net, only the lists of formulas.
 *
 * A mistake is in one layer or in all.  A factor in one layer multiplies that layer's gradients;
 * in all layers it is put on the derivative of the loss, from which everything below has it.   */
#include "explain/wrong_pass.h"
#include "net/names.h"

#include <math.h>
#include <string.h>

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
