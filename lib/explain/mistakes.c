/* The catalogue's rows as functions: each expression of mistakes.def becomes the term of a stage,
 * and each row's needs say where it can be made at all.  The words of the expressions are below. */
#include "base/status.h"
#include "explain/mistakes.h"
#include "net/names.h"

#include <stdio.h>
#include <string.h>

enum gr_need {
    NEEDS_MEAN = 1 << 0,                /* a loss that is a mean over the rows, of more than one */
    NEEDS_SUM = 1 << 1,
    NEEDS_MSE = 1 << 2,
    NEEDS_NOT_MSE = 1 << 3,
    NEEDS_SQUARED = 1 << 4,             /* sse, mse or half-mse */
    NEEDS_JOINT = 1 << 5,               /* bce or cross-entropy, at the output */
    NEEDS_PLAIN = 1 << 6,               /* not at the output of these */
    NEEDS_OUTPUTS = 1 << 7,             /* more than one output, unit, row, input */
    NEEDS_UNITS = 1 << 8,
    NEEDS_ROWS = 1 << 9,
    NEEDS_INPUTS = 1 << 10,
    NEEDS_BIAS = 1 << 11,
    NEEDS_LAST = 1 << 12,               /* the output layer; any but it; any but the first */
    NEEDS_HIDDEN = 1 << 13,
    NEEDS_UPPER = 1 << 14,
    NEEDS_SQUARE = 1 << 15,             /* as many inputs as units, more than one */
    NEEDS_SQUARE_ABOVE = 1 << 16,       /* the layer above has as many units as this one */
    NEEDS_SAME_BELOW = 1 << 17,         /* W of the layer below or above has W's shape */
    NEEDS_SAME_ABOVE = 1 << 18,
    NEEDS_BELOW_FITS = 1 << 19,         /* (units) times W of the layer below gives (units) */
    NEEDS_WIDTH_OF_INPUTS = 1 << 20,    /* as many inputs as the network */
    NEEDS_UNITS_AS_ROWS = 1 << 21,      /* as many units as rows, more than one */
    NEEDS_SOFTMAX = 1 << 22,
    NEEDS_ELEMENT = 1 << 23,            /* an element-wise activation */
    NEEDS_CURVE = 1 << 24,              /* an activation that is not the identity */
    NEEDS_SIGMOID_TANH = 1 << 25,
    NEEDS_NOT_SIGMOID = 1 << 26,
    NEEDS_NOT_TANH = 1 << 27,
    NEEDS_RELU = 1 << 28,
    NEEDS_NOT_RELU = 1 << 29,
    NEEDS_RATE = 1 << 30,
};

static const gradus_mistake_info catalogue[] = {
#define MISTAKE(id, name, needs, right, wrong, sentence) { name, right, wrong, sentence },
#define CHANGE(id, stage, ...)
#include "explain/mistakes.def"
};

static const int needs_of[] = {
#define MISTAKE(id, name, needs, ...) needs,
#define CHANGE(id, stage, ...)
#include "explain/mistakes.def"
};

/* ---- the words of the expressions ----------------------------------------------------------- */
static inline const struct gr_open_layer *open_of(const struct gr_plain *p, size_t l)
{
    return &p->net->layer[l];
}

static inline double weight_at(const struct gr_plain *p, size_t l, size_t o, size_t i)
{
    const struct gr_open_layer *n = open_of(p, l);
    return p->net->theta[n->w + o * n->inputs + i];
}

static inline double bias_at(const struct gr_plain *p, size_t l, size_t o)
{
    const struct gr_open_layer *n = open_of(p, l);
    return n->bias ? p->net->theta[n->b + o] : 0;
}

static inline int joint(const struct gr_plain *p)
{
    return gr_loss_is_joint(p->net->loss);
}

static double sum_below(const struct gr_plain *p, size_t l, size_t i)
{
    size_t inputs = open_of(p, l)->inputs;
    double sum = 0;
    for (size_t r = 0; r < p->rows; r++)
        sum += gr_plain_below(p, l)[r * inputs + i];
    return sum;
}

static double input_of_row(const struct gr_plain *p, size_t l, size_t r)
{
    size_t inputs = open_of(p, l)->inputs;
    double sum = 0;
    for (size_t i = 0; i < inputs; i++)
        sum += gr_plain_below(p, l)[r * inputs + i];
    return sum;
}

static double delta_of_row(const struct gr_plain *p, size_t l, size_t r)
{
    size_t units = open_of(p, l)->units;
    double sum = 0;
    for (size_t o = 0; o < units; o++)
        sum += p->layer[l].dz[r * units + o];
    return sum;
}

static double error_of_row(const struct gr_plain *p, size_t r)
{
    double sum = 0;
    for (size_t k = 0; k < open_of(p, gr_plain_last(p))->units; k++)
        sum += gr_plain_error(p, r, k);
    return sum;
}

static double error_of_unit(const struct gr_plain *p, size_t k)
{
    double sum = 0;
    for (size_t r = 0; r < p->rows; r++)
        sum += gr_plain_error(p, r, k);
    return sum;
}

/* dA W of layer [of], at unit o of layer l. */
static double through_weights(const struct gr_plain *p, size_t l, size_t of, size_t r, size_t o)
{
    size_t units = open_of(p, l)->units;
    double sum = 0;
    for (size_t k = 0; k < units; k++)
        sum += p->layer[l].da[r * units + k] * weight_at(p, of, k, o);
    return sum;
}

static double through_own(const struct gr_plain *p, size_t l, size_t r, size_t o)
{
    return through_weights(p, l, l, r, o);
}

static double through_below(const struct gr_plain *p, size_t l, size_t r, size_t o)
{
    return through_weights(p, l, l - 1, r, o);
}

/* e^z of unit o over its sum: over the rows, over rows and units. */
static double softmax_over(const struct gr_plain *p, size_t l, size_t r, size_t o, int all)
{
    size_t units = open_of(p, l)->units;
    const double *z = p->layer[l].z;
    double at = z[r * units + o], sum = 0;
    for (size_t q = 0; q < p->rows; q++)
        for (size_t k = all ? 0 : o; k < (all ? units : o + 1); k++)
            sum += gr_exp(z[q * units + k] - at);
    return 1 / sum;
}

static double softmax_of_rows(const struct gr_plain *p, size_t l, size_t r, size_t o)
{
    return softmax_over(p, l, r, o, 0);
}

static double softmax_of_all(const struct gr_plain *p, size_t l, size_t r, size_t o)
{
    return softmax_over(p, l, r, o, 1);
}

static double softmax_with_z(const struct gr_plain *p, size_t l, size_t r, size_t o)
{
    size_t units = open_of(p, l)->units;
    const double *z = p->layer[l].z + r * units, *da = p->layer[l].da + r * units;
    double along = 0;
    for (size_t k = 0; k < units; k++)
        along += z[k] * da[k];
    return z[o] * (da[o] - along);
}

/* The joint delta, sent through the slope of the output once more: with [twice] that of the loss
 * of g(g(z)), else (A - Y) g'(Z).                                                             */
static double joint_through(const struct gr_plain *p, size_t r, size_t o, int twice)
{
    size_t last = gr_plain_last(p), units = open_of(p, last)->units;
    const double *a = p->layer[last].a + r * units, *y = p->y + r * units;
    double along = 0, own = 0, top = 0, sum = 0;
    if (open_of(p, last)->activation != GR_ACT_softmax) {
        double g = twice ? gr_sigmoid(a[o]) : a[o];
        return p->weight * (g - y[o]) * a[o] * (1 - a[o]);
    }
    for (size_t k = 0; k < units; k++) {
        top = a[k] > top ? a[k] : top;
    }
    for (size_t k = 0; k < units; k++)
        sum += gr_exp(a[k] - top);
    for (size_t k = 0; k < units; k++) {
        double e = (twice ? gr_exp(a[k] - top) / sum : a[k]) - y[k];
        along += a[k] * e;
        own = k == o ? e : own;
    }
    return p->weight * a[o] * (own - along);
}

static double through_slope(const struct gr_plain *p, size_t r, size_t o)
{
    return joint_through(p, r, o, 0);
}

static double through_twice(const struct gr_plain *p, size_t r, size_t o)
{
    return joint_through(p, r, o, 1);
}

#define ROW_OF(what, l, r, k) p->layer[l].what[(r) * open_of(p, l)->units + (k)]
#define X(r, i)      p->x[(r) * open_of(p, 0)->inputs + (i)]
#define Y(r, k)      p->y[(r) * open_of(p, l)->units + (k)]
#define Z(r, k)      ROW_OF(z, l, r, k)
#define A(r, k)      ROW_OF(a, l, r, k)
#define DA(r, k)     ROW_OF(da, l, r, k)
#define D(r, k)      ROW_OF(dz, l, r, k)
#define B(r, i)      gr_plain_below(p, l)[(r) * open_of(p, l)->inputs + (i)]
#define ZB(r, i)     ROW_OF(z, l - 1, r, i)
#define ZU(r, i)     ROW_OF(z, l + 1, r, i)
#define W(o, i)      weight_at(p, l, o, i)
#define WB(o, i)     weight_at(p, l - 1, o, i)
#define WU(o, i)     weight_at(p, l + 1, o, i)
#define G(o, i)      p->layer[l].dw[(o) * open_of(p, l)->inputs + (i)]
#define BIAS_OF(o)   bias_at(p, l, o)
#define E(r, k)      gr_plain_error(p, r, k)
#define TERM(r, k)   gr_loss_term(p->net->loss, A(r, k), Y(r, k))
#define SLOPE_AT(z)  gr_activation_slope(open_of(p, l)->activation, z)
#define SLOPE(r, k)                                                                            \
    (open_of(p, l)->activation == GR_ACT_softmax ? A(r, k) * (1 - A(r, k)) : SLOPE_AT(Z(r, k)))
#define FORM(z, a)   gr_activation_form(open_of(p, l)->activation, z, a)
#define LAST_ROW     (r + 1 == p->rows)
#define LAST_INPUT   (i + 1 == open_of(p, l)->inputs)
#define OTHER_END    (i == 0 ? open_of(p, l)->inputs - 1 : LAST_INPUT ? 0 : i)

#define MISTAKE(...)
#define CHANGE(id, stage, ...)                                                                 \
    static double id##_##stage(const struct gr_plain *p, size_t l, size_t r, size_t o, size_t i)\
    {                                                                                          \
        double w = p->weight, m = (double)p->rows, n = (double)open_of(p, 0)->inputs;          \
        double k = (double)open_of(p, gr_plain_last(p))->units;                                 \
        (void)w, (void)m, (void)n, (void)k, (void)l, (void)r, (void)o, (void)i;                \
        return __VA_ARGS__;                                                                    \
    }
#include "explain/mistakes.def"

static gr_term *const terms[][GR_STAGES] = {
#define MISTAKE(...)
#define CHANGE(id, stage, ...) [GR_MISTAKE_##id][GR_STAGE_##stage] = id##_##stage,
#include "explain/mistakes.def"
};

gr_term *gr_mistake_term(size_t mistake, enum gr_stage stage)
{
    return terms[mistake][stage];
}

/* ---- where a mistake can be made ------------------------------------------------------------ */
static int needs_of_loss(const struct gr_plain *p, size_t l)
{
    enum gr_loss loss = p->net->loss;
    int has = gr_loss_is_mean(loss) && p->rows > 1 ? NEEDS_MEAN : 0;
    int last = l == gr_plain_last(p);
    has |= !gr_loss_is_mean(loss) && p->rows > 1 ? NEEDS_SUM : 0;
    has |= loss == GR_LOSS_mse ? NEEDS_MSE : NEEDS_NOT_MSE;
    has |= loss == GR_LOSS_sse || loss == GR_LOSS_mse || loss == GR_LOSS_half_mse ? NEEDS_SQUARED
                                                                                  : 0;
    has |= joint(p) && last ? NEEDS_JOINT : NEEDS_PLAIN;
    return has;
}

static int needs_of_shape(const struct gr_plain *p, size_t l)
{
    const struct gr_open_layer *n = open_of(p, l), *below = l ? n - 1 : NULL;
    const struct gr_open_layer *above = l < gr_plain_last(p) ? n + 1 : NULL;
    int has = open_of(p, gr_plain_last(p))->units > 1 ? NEEDS_OUTPUTS : 0;
    has |= n->units > 1 ? NEEDS_UNITS : 0;
    has |= p->rows > 1 ? NEEDS_ROWS : 0;
    has |= n->inputs > 1 ? NEEDS_INPUTS : 0;
    has |= n->bias ? NEEDS_BIAS : 0;
    has |= above ? NEEDS_HIDDEN : NEEDS_LAST;
    has |= below ? NEEDS_UPPER : 0;
    has |= n->inputs == n->units && n->units > 1 ? NEEDS_SQUARE : 0;
    has |= above && above->units == n->units ? NEEDS_SQUARE_ABOVE : 0;
    has |= below && below->units == n->units && below->inputs == n->inputs ? NEEDS_SAME_BELOW : 0;
    has |= above && above->units == n->units && above->inputs == n->inputs ? NEEDS_SAME_ABOVE : 0;
    has |= below && below->units == n->units && below->inputs == n->units ? NEEDS_BELOW_FITS : 0;
    has |= n->inputs == open_of(p, 0)->inputs ? NEEDS_WIDTH_OF_INPUTS : 0;
    has |= n->units == p->rows && p->rows > 1 ? NEEDS_UNITS_AS_ROWS : 0;
    return has;
}

static int needs_of_activation(enum gr_activation g)
{
    int has = g == GR_ACT_softmax ? NEEDS_SOFTMAX : NEEDS_ELEMENT;
    has |= g == GR_ACT_identity ? 0 : NEEDS_CURVE;
    has |= g == GR_ACT_sigmoid || g == GR_ACT_tanh ? NEEDS_SIGMOID_TANH : 0;
    has |= g == GR_ACT_sigmoid ? 0 : NEEDS_NOT_SIGMOID;
    has |= g == GR_ACT_tanh ? 0 : NEEDS_NOT_TANH;
    return has | (g == GR_ACT_relu ? NEEDS_RELU : NEEDS_NOT_RELU);
}

int gr_mistake_fits(const struct gr_plain *p, size_t mistake, size_t l)
{
    int has = needs_of_loss(p, l) | needs_of_shape(p, l) |
              needs_of_activation(open_of(p, l)->activation);
    has |= p->rate - p->rate == 0 ? NEEDS_RATE : 0;
    if (terms[mistake][GR_STAGE_ERROR] && l != gr_plain_last(p))
        return 0;
    if (terms[mistake][GR_STAGE_DOWN] && !l)
        return 0;
    return (needs_of[mistake] & has) == needs_of[mistake];
}

/* ---- names and texts ------------------------------------------------------------------------ */
const gradus_mistake_info *gradus_mistake_get(size_t k)
{
    return k < GR_MISTAKES ? &catalogue[k] : NULL;
}

gradus_status gradus_mistake_find(const char *name, size_t *k, gradus_error *err)
{
    struct gr_nearest near;
    if (!name || !k)
        return gr_fail(err, GRADUS_ARGUMENT, "no name of a mistake, or nowhere to put its number");
    gr_nearest_start(&near, name);
    for (size_t j = 0; j < GR_MISTAKES; j++) {
        if (strcmp(catalogue[j].name, name) == 0) {
            *k = j;
            return GRADUS_OK;
        }
        gr_nearest_try(&near, catalogue[j].name);
    }
    gr_fail(err, GRADUS_UNKNOWN, "unknown mistake '%s'", GR_NAME(name));
    if (near.best)
        gr_hint(err, "did you mean %s?", near.best);
    return GRADUS_UNKNOWN;
}

/* What stands for # < > in layer [layer], counted from 0. */
static void layer_text(char sign, size_t layer, char out[24])
{
    size_t number = sign == '#' ? layer + 1 : sign == '<' ? layer : layer + 2;
    if (layer < GRADUS_EVERYWHERE)
        snprintf(out, 24, "%zu", number);
    else
        snprintf(out, 24, "%s", sign == '#' ? "[l]" : sign == '<' ? "[l-1]" : "[l+1]");
}

size_t gradus_mistake_equation(const char *equation, size_t layer, size_t size, char *out)
{
    size_t used = 0;
    char text[24];
    for (const char *s = equation; *s && used + 1 < size;) {
        size_t n = strcspn(s, "#<>");
        int inputs = layer == 0 && n && s[n] == '<' && s[n - 1] == 'A';
        text[0] = 0;
        if (s[n] && !inputs)
            layer_text(s[n], layer, text);
        int wrote = snprintf(out + used, size - used, "%.*s%s%s", (int)(inputs ? n - 1 : n), s,
                             inputs ? "X" : "", text);
        used += wrote > 0 ? (size_t)wrote : 0;
        s += n + (s[n] != 0);
    }
    if (size && used >= size)
        used = size - 1;
    if (size)
        out[used] = 0;
    return used;
}
