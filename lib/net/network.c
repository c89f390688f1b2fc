/* The network: its shapes, its block of parameters, and numbers in and out of the block.
 * It knows nothing of data.                                                                  */
#include "net/network.h"
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"
#include "net/names.h"

#include <string.h>

/* Beyond this a size in bytes could overflow somewhere; no machine has such a layer. */
static const size_t most = (size_t)1 << 40;

static gradus_status check_layer(const gradus_net_spec *spec, size_t l, struct gr_shape *s,
                                 gradus_error *err)
{
    const gradus_layer *layer = &spec->layer[l];
    gradus_status status = gr_find_activation(layer->activation, &s->activation, err);
    if (status != GRADUS_OK)
        return status;
    s->inputs = l ? spec->layer[l - 1].units : spec->inputs;
    s->units = layer->units;
    s->bias = layer->bias != 0;
    if (!s->units || !s->inputs || s->units > most || s->inputs > most ||
        s->units > most / s->inputs)
        return gr_fail(err, GRADUS_SHAPE, "layer %zu has %zu inputs and %zu units", l, s->inputs,
                       s->units);
    if (s->activation == GR_ACT_softmax && l + 1 < spec->layers)
        return gr_fail(err, GRADUS_ARGUMENT,
                       "softmax is for the last layer only, layer %zu has it", l);
    return GRADUS_OK;
}

static size_t padded(size_t n)
{
    return (n + GR_PAD - 1) / GR_PAD * GR_PAD;
}

/* Offsets: the only place that computes them.  The layers were bounded one by one; here all. */
static gradus_status lay_out(gradus_net *net, gradus_error *err)
{
    for (size_t l = 0; l < net->spec.layers && net->block <= most; l++) {
        struct gr_shape *s = &net->shape[l];
        s->w = net->block;
        s->b = s->w + padded(s->inputs * s->units);
        net->block = s->b + (s->bias ? padded(s->units) : 0);
        s->turned = net->turned;
        net->turned += l ? padded(s->inputs * s->units) : 0;
    }
    if (net->block > most)
        return gr_fail(err, GRADUS_SHAPE, "the layers have too many parameters together");
    return GRADUS_OK;
}

static gradus_status check_loss(gradus_net *net, gradus_error *err)
{
    gradus_status s = gr_find_loss(net->spec.loss, &net->loss, err);
    if (s != GRADUS_OK || !gr_loss_is_joint(net->loss))
        return s;
    enum gr_activation partner = gr_loss_partner(net->loss);
    if (net->shape[net->spec.layers - 1].activation == partner)
        return GRADUS_OK;
    return gr_fail(err, GRADUS_ARGUMENT, "the loss %s needs the output activation %s",
                   net->spec.loss, gradus_activation_info(partner)->name);
}

/* From here on the spec's names are those of the tables: the caller's may go. */
static void own_names(gradus_net *net)
{
    for (size_t l = 0; l < net->spec.layers; l++)
        net->layer[l].activation = gradus_activation_info(net->shape[l].activation)->name;
    net->spec.layer = net->layer;
    net->spec.loss = gradus_loss_info(net->loss)->name;
    net->spec.kernels = net->kernels->name;
    net->spec.mem = &net->mem;
}

static gradus_status fill(gradus_net *net, gradus_error *err)
{
    const gradus_net_spec *spec = &net->spec;
    net->layer = gr_alloc(&net->mem, spec->layers, sizeof *net->layer);
    net->shape = gr_alloc(&net->mem, spec->layers, sizeof *net->shape);
    if (!net->layer || !net->shape)
        return gr_nomem(err);
    memcpy(net->layer, spec->layer, spec->layers * sizeof *net->layer);
    gradus_status s = GRADUS_OK;
    for (size_t l = 0; s == GRADUS_OK && l < spec->layers; l++)
        s = check_layer(spec, l, &net->shape[l], err);
    if (s == GRADUS_OK)
        s = check_loss(net, err);
    if (s == GRADUS_OK)
        s = gr_kernels_pick(spec->kernels, &net->kernels, err);
    if (s == GRADUS_OK)
        s = lay_out(net, err);
    if (s != GRADUS_OK)
        return s;
    net->core = spec->type == GRADUS_F32 ? &gr_core_f32 : &gr_core_f64;
    own_names(net);
    net->parameters = gr_net_alloc(net, net->block);
    return net->parameters ? GRADUS_OK : gr_nomem(err);
}

gradus_status gradus_net_new(gradus_net **out, const gradus_net_spec *spec, gradus_error *err)
{
    if (!out || !spec || !spec->layer || !spec->layers)
        return gr_fail(err, GRADUS_ARGUMENT, "a network needs at least one layer");
    if (spec->type != GRADUS_F32 && spec->type != GRADUS_F64)
        return gr_fail(err, GRADUS_ARGUMENT, "a network is of type F32 or F64");
    gradus_net *net = gr_alloc(spec->mem, 1, sizeof *net);
    if (!net)
        return gr_nomem(err);
    net->mem = gr_allocator(spec->mem);
    net->spec = *spec;
    gradus_status s = fill(net, err);
    if (s == GRADUS_OK)
        *out = net;
    else
        gradus_net_free(net);
    return s;
}

gradus_status gradus_net_copy(gradus_net **out, const gradus_net *net, gradus_error *err)
{
    if (!out || !net)
        return gr_fail(err, GRADUS_ARGUMENT, "no network to copy");
    gradus_status s = gradus_net_new(out, &net->spec, err);
    if (s == GRADUS_OK)
        memcpy((*out)->parameters, net->parameters, net->block * net->core->size);
    return s;
}

void gradus_net_free(gradus_net *net)
{
    if (!net)
        return;
    gradus_allocator mem = net->mem;
    gr_free(&mem, net->parameters);
    gr_free(&mem, net->shape);
    gr_free(&mem, net->layer);
    gr_free(&mem, net);
}

const gradus_net_spec *gradus_net_get_spec(const gradus_net *net)
{
    return &net->spec;
}

const char *gradus_net_kernels(const gradus_net *net)
{
    return net->kernels->name;
}

double gradus_burn(const gradus_net *net, size_t rounds)
{
    float narrow;
    double wide;
    return (double)(net->spec.type == GRADUS_F32 ? net->kernels->f32->burn(rounds, &narrow)
                                                 : net->kernels->f64->burn(rounds, &wide));
}

size_t gradus_net_parameters(const gradus_net *net)
{
    size_t n = 0;
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *s = &net->shape[l];
        n += s->units * (s->inputs + (size_t)s->bias);
    }
    return n;
}

size_t gr_net_inputs(const gradus_net *net)
{
    return net->spec.inputs;
}

size_t gr_net_outputs(const gradus_net *net)
{
    return net->shape[net->spec.layers - 1].units;
}

size_t gr_net_widest(const gradus_net *net)
{
    size_t widest = net->spec.inputs;
    for (size_t l = 0; l < net->spec.layers; l++)
        if (net->shape[l].units > widest)
            widest = net->shape[l].units;
    return widest;
}

const gradus_allocator *gr_net_memory(const gradus_net *net)
{
    return &net->mem;
}

void *gr_net_alloc(const gradus_net *net, size_t n)
{
    return gr_alloc(&net->mem, n, net->core->size);
}

void *gr_net_at(const gradus_net *net, const void *block, size_t n)
{
    return (char *)(uintptr_t)block + n * net->core->size;
}

/* Where W[o][i] of layer s lies in a block. */
static size_t weight(const struct gr_shape *s, size_t o, size_t i)
{
    size_t p = o / GR_PANEL, width = gr_panel_width(p, s->units);
    return s->w + gr_panel(p, s->inputs) + i * width + o % GR_PANEL;
}

void gr_block_get(const gradus_net *net, const void *block, size_t layer, double *w, double *b)
{
    const struct gr_shape *s = &net->shape[layer];
    uint64_t mode = gr_float_enter();
    for (size_t o = 0; w && o < s->units; o++)
        for (size_t i = 0; i < s->inputs; i++)
            net->core->widen(gr_net_at(net, block, weight(s, o, i)), 1, &w[o * s->inputs + i]);
    if (b && s->bias)
        net->core->widen(gr_net_at(net, block, s->b), s->units, b);
    gr_float_leave(mode);
}

void gr_block_set(const gradus_net *net, void *block, size_t layer, const double *w,
                  const double *b)
{
    const struct gr_shape *s = &net->shape[layer];
    uint64_t mode = gr_float_enter();
    for (size_t o = 0; w && o < s->units; o++)
        for (size_t i = 0; i < s->inputs; i++)
            net->core->narrow(&w[o * s->inputs + i], 1, gr_net_at(net, block, weight(s, o, i)));
    if (b && s->bias)
        net->core->narrow(b, s->units, gr_net_at(net, block, s->b));
    gr_float_leave(mode);
}

void gradus_net_get(const gradus_net *net, size_t layer, double *w, double *b)
{
    gr_block_get(net, net->parameters, layer, w, b);
}

void gradus_net_set(gradus_net *net, size_t layer, const double *w, const double *b)
{
    gr_block_set(net, net->parameters, layer, w, b);
}
