/* First weights.  Each layer draws from a stream of its own, W (O,I) row by row, then its biases
 * if they are drawn too; in double, rounded to the net's type.
 *
 * fan_in = I, fan_out = O:
 *     he       N(0, 2 / I)                  (He et al. 2015), for rectifiers
 *     glorot   U(-l, l), l = sqrt(6/(I+O))  (Glorot and Bengio 2010), for sigmoids and tanh
 *     lecun    N(0, 1 / I)                  (LeCun et al. 1998), for selu
 *     xavier-half   N(0, 1) sqrt(6/(I+O)) / 2
 *     auto     by the layer's own activation                                                  */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"
#include "net/names.h"
#include "net/network.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum kind { AUTO, HE, GLOROT, LECUN, NORMAL, UNIFORM, CONSTANT, XAVIER_HALF, KINDS };

static const gradus_info inits[KINDS] = {
    [AUTO] = { "auto", "he for relu and its kin, lecun for selu, else glorot", "" },
    [HE] = { "he", "N(0, 2 / inputs)", "" },
    [GLOROT] = { "glorot", "U(-l, l), l = sqrt(6 / (inputs + outputs))", "" },
    [LECUN] = { "lecun", "N(0, 1 / inputs)", "" },
    [NORMAL] = { "normal", "normal:S  N(0, S^2)", "" },
    [UNIFORM] = { "uniform", "uniform:A  U(-A, A)", "" },
    [CONSTANT] = { "constant", "constant:C  C everywhere", "" },
    [XAVIER_HALF] = { "xavier-half", "N(0, 1) sqrt(6 / (inputs + outputs)) / 2", "" },
};

const gradus_info *gradus_init_info(size_t k)
{
    return k < KINDS ? &inits[k] : NULL;
}

struct draw {
    enum kind kind;
    double number;                      /* S, A or C */
    int biases_too;
};

static int takes_number(enum kind kind)
{
    return kind == NORMAL || kind == UNIFORM || kind == CONSTANT;
}

/* "normal:0.1" into its kind and number. */
static gradus_status parse(const char *text, struct draw *d, gradus_error *err)
{
    const char *colon = strchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : strlen(text), k;
    char name[32];
    if (length >= sizeof name)
        return gr_fail(err, GRADUS_UNKNOWN, "unknown initialisation '%s'", GR_NAME(text));
    memcpy(name, text, length);
    name[length] = '\0';
    gradus_status s = gr_find_name(inits, KINDS, "initialisation", name, &k, err);
    if (s != GRADUS_OK)
        return s;
    d->kind = (enum kind)k;
    if (takes_number(d->kind) != (colon != NULL))
        return gr_fail(err, GRADUS_ARGUMENT, "the initialisation %s %s", name,
                       colon ? "takes no number" : "needs a number, as in normal:0.1");
    if (colon && !gradus_number_parse(colon + 1, strlen(colon + 1), &d->number))
        return gr_fail(err, GRADUS_ARGUMENT, "'%s' is not a number", GR_NAME(colon + 1));
    if (d->kind != CONSTANT && d->number < 0)
        return gr_fail(err, GRADUS_ARGUMENT, "the initialisation %s needs a number from 0", name);
    return GRADUS_OK;
}

/* The largest number with which every weight is finite in [type]: a normal deviate, of 53 random
 * bits, is below 16.                                                                          */
static double largest(enum kind kind, gradus_type type)
{
    double most = type == GRADUS_F64 ? DBL_MAX : (double)FLT_MAX;
    return kind == NORMAL ? most / 16 : most;
}

static gradus_status check_number(const struct draw *d, const char *text, gradus_type type,
                                  gradus_error *err)
{
    double most = largest(d->kind, type);
    char digits[32];
    if (!takes_number(d->kind) || fabs(d->number) <= most)
        return GRADUS_OK;
    gradus_number_text(most, 6, digits);
    return gr_fail(err, GRADUS_ARGUMENT, "'%s' is beyond %s, where %s goes up to %s", GR_NAME(text),
                   type == GRADUS_F64 ? "float64" : "float32", inits[d->kind].name, digits);
}

static enum kind automatic(enum gr_activation activation)
{
    static const enum kind best[GR_ACTIVATIONS] = {
        [GR_ACT_relu] = HE, [GR_ACT_leaky_relu] = HE, [GR_ACT_elu] = HE, [GR_ACT_gelu] = HE,
        [GR_ACT_silu] = HE, [GR_ACT_mish] = HE, [GR_ACT_softplus] = HE, [GR_ACT_selu] = LECUN,
    };
    return best[activation] ? best[activation] : GLOROT;
}

/* Box and Muller 1958; 1 - u is in (0, 1], so that its log is finite. */
double gr_normal(struct gr_random *r)
{
    double u = gr_random_unit(r), v = gr_random_unit(r);
    return sqrt(-2 * gr_log(1 - u)) * gr_cos(6.283185307179586476925286766559 * v);
}

static double draw_one(struct gr_random *r, enum kind kind, double number, double in, double out)
{
    switch (kind) {
    case HE: return sqrt(2 / in) * gr_normal(r);
    case LECUN: return sqrt(1 / in) * gr_normal(r);
    case NORMAL: return number * gr_normal(r);
    case UNIFORM: return number * (2 * gr_random_unit(r) - 1);
    case CONSTANT: return number;
    case XAVIER_HALF: return 0.5 * sqrt(6 / (in + out)) * gr_normal(r);
    default: return sqrt(6 / (in + out)) * (2 * gr_random_unit(r) - 1);
    }
}

static void draw_layer(gradus_net *net, size_t l, const struct draw *d, uint64_t seed, double *w,
                       double *b)
{
    const struct gr_shape *s = &net->shape[l];
    enum kind kind = d->kind == AUTO ? automatic(s->activation) : d->kind;
    struct gr_random r;
    gr_random_start(&r, seed, GR_RANDOM_INIT, l);
    for (size_t i = 0; i < s->units * s->inputs; i++)
        w[i] = draw_one(&r, kind, d->number, (double)s->inputs, (double)s->units);
    for (size_t o = 0; o < s->units; o++)
        b[o] = d->biases_too
                   ? draw_one(&r, kind, d->number, (double)s->inputs, (double)s->units) : 0;
    gradus_net_set(net, l, w, b);
}

gradus_status gradus_net_init(gradus_net *net, const char *init, const char *init_bias,
                              uint64_t seed, gradus_error *err)
{
    struct draw d = { AUTO, 0, 0 };
    if (!net)
        return gr_fail(err, GRADUS_ARGUMENT, "no network to initialise");
    gradus_status s = parse(init ? init : "auto", &d, err);
    if (s == GRADUS_OK)
        s = check_number(&d, init, net->spec.type, err);
    if (s != GRADUS_OK)
        return s;
    if (init_bias && strcmp(init_bias, "zeros") && strcmp(init_bias, "same"))
        return gr_fail(err, GRADUS_UNKNOWN, "biases start as zeros or same, not '%s'",
                       GR_NAME(init_bias));
    d.biases_too = init_bias && !strcmp(init_bias, "same");
    size_t weights = 0, units = 0;
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *shape = &net->shape[l];
        weights = shape->units * shape->inputs > weights ? shape->units * shape->inputs : weights;
        units = shape->units > units ? shape->units : units;
    }
    double *w = gr_alloc(&net->mem, weights, sizeof *w), *b = gr_alloc(&net->mem, units, sizeof *b);
    uint64_t mode = gr_float_enter();
    for (size_t l = 0; w && b && l < net->spec.layers; l++)
        draw_layer(net, l, &d, seed, w, b);
    gr_float_leave(mode);
    s = w && b ? GRADUS_OK : gr_nomem(err);
    gr_free(&net->mem, w);
    gr_free(&net->mem, b);
    return s;
}
