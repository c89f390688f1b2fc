/* The path of tiny networks.  A net with a few units a layer has its parameters copied, once, to
 * where the kernel  tiny  takes whole steps with them, and back after each epoch.  The bits are
 * those of the other path.                                                                    */
#include "train/tiny.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"
#include "train/optimizer.h"

#include <string.h>

struct gr_tiny_path {
    gradus_net *net;
    struct gr_tiny tiny;
    struct gr_tiny_layer *layer;
    size_t batch, numbers;              /* numbers: in the parameters, gaps and all */
    double scale;                       /* of a whole batch */
};

static int is_tiny(const gradus_net *net, size_t batch)
{
    return gr_net_widest(net) <= GR_TINY && batch <= GR_TINY_ROWS;
}

/* Offsets of all layers; the numbers that parameters take, and those of z. */
static void lay_out(struct gr_tiny_path *p, size_t batch, size_t *parameters, size_t *outputs)
{
    *parameters = *outputs = 0;
    for (size_t l = 0; l < p->tiny.layers; l++) {
        const struct gr_shape *s = &p->net->shape[l];
        struct gr_tiny_layer *to = &p->layer[l];
        *to = (struct gr_tiny_layer){ .inputs = s->inputs, .units = s->units,
                                      .activation = s->activation, .bias = s->bias };
        to->w = *parameters;
        to->turned = to->w + s->inputs * GR_TINY;
        to->b = to->turned + (l ? s->units * GR_TINY : 0);
        to->out = *outputs;
        *parameters = to->b + GR_TINY;
        *outputs += (batch * s->units + GR_TINY_SLACK + GR_TINY - 1) / GR_TINY * GR_TINY;
    }
}

static int take_memory(struct gr_tiny_path *p, size_t batch, enum gr_rule_kind kind)
{
    const gradus_net *net = p->net;
    struct gr_tiny *t = &p->tiny;
    size_t parameters, outputs, all = batch * GR_TINY + GR_TINY_SLACK;
    if (!(p->layer = gr_alloc(&net->mem, net->spec.layers, sizeof *p->layer)))
        return 0;
    t->layer = p->layer;
    lay_out(p, batch, &parameters, &outputs);
    p->numbers = parameters;
    struct {
        void **block;
        size_t n;
    } const need[] = { { &t->parameters, parameters }, { &t->gradient, parameters },
                       { &t->x, all }, { &t->y, all }, { &t->ones, all }, { &t->da, all },
                       { &t->z, outputs }, { &t->a, outputs }, { &t->dz, outputs } };
    for (size_t k = 0; k < sizeof need / sizeof *need; k++)
        if (!(*need[k].block = gr_net_alloc(net, need[k].n)))
            return 0;
    for (int k = 0; k < gr_optimizer_slots(kind); k++)
        if (!(t->slot[k] = gr_net_alloc(net, parameters)))
            return 0;
    return (t->row_loss = gr_alloc(&net->mem, batch, sizeof *t->row_loss)) != NULL;
}

/* Copies between the net's layout, one panel as no layer is wider, and this one. */
static void load(struct gr_tiny_path *p)
{
    const gradus_net *net = p->net;
    const size_t size = net->core->size;
    for (size_t l = 0; l < p->tiny.layers; l++) {
        const struct gr_tiny_layer *to = &p->layer[l];
        const struct gr_shape *s = &net->shape[l];
        void *all = p->tiny.parameters;
        for (size_t i = 0; i < s->inputs; i++) {
            const char *row = gr_net_at(net, net->parameters, s->w + i * s->units);
            memcpy(gr_net_at(net, all, to->w + i * GR_TINY), row, s->units * size);
            for (size_t o = 0; l && o < s->units; o++)
                memcpy(gr_net_at(net, all, to->turned + o * GR_TINY + i), row + o * size, size);
        }
        if (s->bias)
            memcpy(gr_net_at(net, all, to->b), gr_net_at(net, net->parameters, s->b),
                   s->units * size);
    }
}

void gr_tiny_save(const struct gr_tiny_path *p)
{
    for (size_t l = 0; p && l < p->tiny.layers; l++) {
        const gradus_net *net = p->net;
        const struct gr_tiny_layer *from = &p->layer[l];
        const struct gr_shape *s = &net->shape[l];
        const size_t bytes = s->units * net->core->size;
        for (size_t i = 0; i < s->inputs; i++)
            memcpy(gr_net_at(net, net->parameters, s->w + i * s->units),
                   gr_net_at(net, p->tiny.parameters, from->w + i * GR_TINY), bytes);
        if (s->bias)
            memcpy(gr_net_at(net, net->parameters, s->b),
                   gr_net_at(net, p->tiny.parameters, from->b), bytes);
    }
}

void gr_tiny_state(const struct gr_tiny_path *p, struct gr_state *state)
{
    const size_t bytes = p->numbers * p->net->core->size;
    gr_state_add(state, p->tiny.parameters, bytes);
    gr_state_add(state, p->tiny.slot[0], bytes);
    gr_state_add(state, p->tiny.slot[1], bytes);
}

gradus_status gr_tiny_new(struct gr_tiny_path **out, gradus_net *net, size_t batch,
                          enum gr_rule_kind kind, gradus_error *err)
{
    *out = NULL;
    if (!is_tiny(net, batch))
        return GRADUS_OK;
    struct gr_tiny_path *p = gr_alloc(&net->mem, 1, sizeof *p);
    if (!p)
        return gr_nomem(err);
    p->net = net;
    p->tiny.layers = net->spec.layers;
    p->tiny.loss = net->loss;
    p->batch = batch;
    p->scale = gr_loss_scale(net, batch);
    if (!take_memory(p, batch, kind)) {
        gr_tiny_free(p);
        return gr_nomem(err);
    }
    const double one = 1;
    for (size_t r = 0; r < batch + GR_TINY; r++)
        net->core->narrow(&one, 1, gr_net_at(net, p->tiny.ones, r));
    load(p);
    *out = p;
    return GRADUS_OK;
}

void gr_tiny_free(struct gr_tiny_path *p)
{
    if (!p)
        return;
    const gradus_allocator *mem = &p->net->mem;
    const struct gr_tiny *t = &p->tiny;
    void *const block[] = { t->parameters, t->gradient, t->slot[0], t->slot[1], t->x, t->y, t->ones,
                            t->da, t->z, t->a, t->dz, t->row_loss, p->layer };
    for (size_t k = 0; k < sizeof block / sizeof *block; k++)
        gr_free(mem, block[k]);
    gr_free(mem, p);
}

size_t gr_tiny_steps(struct gr_tiny_path *p, const gradus_set *set, const size_t *index,
                     size_t steps, size_t rows, const struct gr_update *u, double *loss)
{
    const gradus_net *net = p->net;
    const double scale = rows == p->batch ? p->scale : gr_loss_scale(net, rows);
    const struct gr_tiny_step step = { .x = &set->x, .y = &set->y, .index = index, .steps = steps,
                                       .rows = rows, .scale = scale, .kind = u->kind,
                                       .weights = &u->weights, .biases = &u->biases };
    const size_t done = net->spec.type == GRADUS_F32
                            ? net->kernels->f32->tiny(&p->tiny, &step, loss)
                            : net->kernels->f64->tiny(&p->tiny, &step, loss);
    if (done < steps)
        gr_tiny_save(p);
    return done;
}
