/* Optimisers.  Their arithmetic is in kernels/optimizers.def, one row each; here are the scalars of
 * a step and the walk over the block of parameters.                                           */
#include "train/optimizer.h"
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"
#include "net/names.h"

#include <math.h>
#include <string.h>

static const gradus_info optimizers[] = {
#define OPTIMIZER(id, name, formula, ...) { name, formula, "" },
#include "kernels/optimizers.def"
};

static const struct {
    int slots;
    double rate, beta2, weight_decay;
} usual[] = {
#define OPTIMIZER(id, name, formula, slots, rate, ...)                                         \
    { slots, rate, GR_OPT_##id == GR_OPT_rmsprop ? 0.9 : 0.999,                                \
      GR_OPT_##id == GR_OPT_adamw ? 0.01 : 0 },
#include "kernels/optimizers.def"
};

const gradus_info *gradus_optimizer_info(size_t k)
{
    return k < GR_OPTIMIZERS ? &optimizers[k] : NULL;
}

int gr_optimizer_slots(enum gr_rule_kind kind)
{
    return usual[kind].slots;
}

static double or_usual(double given, double otherwise)
{
    return given != given ? otherwise : given;      /* NaN: not given */
}

static gradus_status check_range(const char *what, double value, double low, double below,
                                 gradus_error *err)
{
    char text[3][32];
    if (value >= low && value < below)
        return GRADUS_OK;
    gradus_number_text(value, 6, text[0]);
    gradus_number_text(low, 6, text[1]);
    gradus_number_text(below, 6, text[2]);
    return gr_fail(err, GRADUS_ARGUMENT, "the %s %s is not in [%s, %s)", what, text[0], text[1],
                   text[2]);
}

static gradus_status take_options(gradus_optimizer *o, const gradus_train_options *opt,
                                  gradus_error *err)
{
    size_t k;
    gradus_status s = gr_find_name(optimizers, GR_OPTIMIZERS, "optimizer", opt->optimizer, &k, err);
    if (s != GRADUS_OK)
        return s;
    o->update.kind = (enum gr_rule_kind)k;
    o->learning_rate = or_usual(opt->learning_rate, usual[k].rate);
    o->momentum = or_usual(opt->momentum, 0.9);
    o->beta1 = or_usual(opt->beta1, 0.9);
    o->beta2 = or_usual(opt->beta2, usual[k].beta2);
    o->weight_decay = or_usual(opt->weight_decay, usual[k].weight_decay);
    o->clip_norm = opt->clip_norm;
    o->beta1_power = o->beta2_power = 1;
    if (!(o->learning_rate - o->learning_rate == 0))
        s = gr_fail(err, GRADUS_ARGUMENT, "the learning rate is not finite");
    if (s == GRADUS_OK)
        s = check_range("momentum", o->momentum, 0, 1, err);
    if (s == GRADUS_OK)
        s = check_range("beta1", o->beta1, 0, 1, err);
    if (s == GRADUS_OK)
        s = check_range("beta2", o->beta2, 0, 1, err);
    if (s == GRADUS_OK)
        s = check_range("weight decay", o->weight_decay, 0, HUGE_VAL, err);
    if (s == GRADUS_OK)
        s = check_range("norm to clip to", o->clip_norm, 0, HUGE_VAL, err);
    return s;
}

gradus_status gradus_optimizer_new(gradus_optimizer **out, const gradus_net *net,
                                   const gradus_train_options *opt, gradus_error *err)
{
    if (!out || !net || !opt)
        return gr_fail(err, GRADUS_ARGUMENT, "an optimizer needs a network and options");
    gradus_optimizer *o = gr_alloc(&net->mem, 1, sizeof *o);
    if (!o)
        return gr_nomem(err);
    o->mem = net->mem;
    o->net = net;
    gradus_status s = take_options(o, opt, err);
    for (int k = 0; s == GRADUS_OK && k < usual[o->update.kind].slots; k++)
        if (!(o->update.slot[k] = gr_net_alloc(net, net->block)))
            s = gr_nomem(err);
    if (s == GRADUS_OK && o->clip_norm > 0 && !(o->clipped = gr_net_alloc(net, net->block)))
        s = gr_nomem(err);
    if (s == GRADUS_OK)
        *out = o;
    else
        gradus_optimizer_free(o);
    return s;
}

void gradus_optimizer_free(gradus_optimizer *o)
{
    if (!o)
        return;
    gradus_allocator mem = o->mem;
    gr_free(&mem, o->update.slot[0]);
    gr_free(&mem, o->update.slot[1]);
    gr_free(&mem, o->clipped);
    gr_free(&mem, o);
}

void gr_optimizer_state(gradus_optimizer *o, int slots, struct gr_state *state)
{
    const size_t bytes = o->net->block * o->net->core->size;
    gr_state_add(state, &o->beta1_power, sizeof o->beta1_power);
    gr_state_add(state, &o->beta2_power, sizeof o->beta2_power);
    gr_state_add(state, slots ? o->update.slot[0] : NULL, bytes);
    gr_state_add(state, slots ? o->update.slot[1] : NULL, bytes);
}

/* beta^t from beta^(t-1).  Below 2^-60 it no longer changes 1 - beta^t, and is 0 before it becomes
 * denormal, with which processors are slow.                                                   */
static double next_power(double power, double beta)
{
    power *= beta;
    return power < 0x1p-60 ? 0 : power;
}

void gr_optimizer_begin(gradus_optimizer *o, double rate)
{
    o->beta1_power = next_power(o->beta1_power, o->beta1);
    o->beta2_power = next_power(o->beta2_power, o->beta2);
    struct gr_rule r = {
        .rate = rate, .momentum = o->momentum, .beta1 = o->beta1, .beta2 = o->beta2,
        .rest1 = 1 - o->beta1, .rest2 = 1 - o->beta2, .epsilon = 1e-8,
        .rate1 = rate / (1 - o->beta1_power), .root2 = 1 / sqrt(1 - o->beta2_power),
    };
    o->update.biases = r;
    if (o->update.kind == GR_OPT_adamw)
        r.shrink = rate * o->weight_decay;
    else
        r.decay = o->weight_decay;
    o->update.weights = r;
}

static double norm_of(const gradus_net *net, const void *g)
{
    return net->spec.type == GRADUS_F32 ? sqrt((double)net->kernels->f32->dot(net->block, g, g))
                                        : sqrt(net->kernels->f64->dot(net->block, g, g));
}

/* o->clipped = factor g */
static void scaled_copy(gradus_optimizer *o, const void *g, double factor)
{
    const gradus_net *net = o->net;
    memcpy(o->clipped, g, net->block * net->core->size);
    if (net->spec.type == GRADUS_F32)
        net->kernels->f32->scale(net->block, (float)factor, o->clipped);
    else
        net->kernels->f64->scale(net->block, factor, o->clipped);
}

/* Where the squares of [g] overflow, it is made smaller by a power of two before. */
void *gr_optimizer_clip(gradus_optimizer *o, void *g)
{
    const double small = o->net->spec.type == GRADUS_F32 ? 0x1p-80 : 0x1p-600;
    if (!o->clipped)
        return g;
    double norm = norm_of(o->net, g), least = 1;
    if (norm == HUGE_VAL) {
        scaled_copy(o, g, small);
        norm = norm_of(o->net, o->clipped);
        least = small;
    }
    if (!(norm > o->clip_norm * least))
        return g;
    scaled_copy(o, g, o->clip_norm / norm * least);
    return o->clipped;
}

/* n parameters from offset [at] of the block. */
static void move(gradus_net *net, const struct gr_update *u, const struct gr_rule *rule,
                 const void *g, size_t at, size_t n)
{
    const void *from = gr_net_at(net, g, at);
    void *w = gr_net_at(net, net->parameters, at);
    void *s0 = u->slot[0] ? gr_net_at(net, u->slot[0], at) : NULL;
    void *s1 = u->slot[1] ? gr_net_at(net, u->slot[1], at) : NULL;
    if (net->spec.type == GRADUS_F32)
        net->kernels->f32->step[u->kind](n, rule, from, w, s0, s1);
    else
        net->kernels->f64->step[u->kind](n, rule, from, w, s0, s1);
}

void gradus_step(gradus_optimizer *o, gradus_net *net, const gradus_gradient *gradient,
                 double learning_rate)
{
    uint64_t mode = gr_float_enter();
    gr_optimizer_begin(o, learning_rate);
    const void *g = gr_optimizer_clip(o, gradient->block);
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *s = &net->shape[l];
        move(net, &o->update, &o->update.weights, g, s->w, s->inputs * s->units);
        if (s->bias)
            move(net, &o->update, &o->update.biases, g, s->b, s->units);
    }
    gr_float_leave(mode);
}
