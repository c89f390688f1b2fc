/* The cost surface: the loss of a network over a plane through its parameters.
 *
 * A plane is a point and two directions, each a block of parameters; a place on it becomes the
 * parameters of a network, and the passes of training say the loss and the gradient there.  The
 * derivative along a direction is the gradient's product with it.  A plane of two parameters is
 * one whose directions are 1 there and 0 elsewhere, and whose point has 0 for both.           */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"
#include "net/core.h"
#include <gradus-explain.h>

#include <math.h>
#include <string.h>

struct gradus_surface {
    gradus_allocator mem;
    gradus_net *net;                    /* at the place of the last call */
    gradus_tape *tape;                  /* of one chunk of rows */
    gradus_gradient *gradient;
    double *base, *along[2];            /* blocks like the parameters */
    double here[2];
    gradus_matrix x, y;
};

void gradus_surface_free(gradus_surface *s)
{
    if (!s)
        return;
    gradus_allocator mem = s->mem;
    gradus_gradient_free(s->gradient);
    gradus_tape_free(s->tape);
    gr_free(&mem, s->base);
    gr_free(&mem, s->along[0]);
    gr_free(&mem, s->along[1]);
    gradus_net_free(s->net);
    gr_free(&mem, s);
}

/* ---- what it is made of ------------------------------------------------------------------ */
/* Room for W and b of any layer. */
static double *room_for_layer(const gradus_net *net)
{
    size_t most = 0;
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *s = &net->shape[l];
        most = s->units * (s->inputs + 1) > most ? s->units * (s->inputs + 1) : most;
    }
    return gr_alloc(&net->mem, most, sizeof(double));
}

static gradus_status copy_parameters(struct gradus_surface *s, const gradus_net *net,
                                     gradus_error *err)
{
    double *w = room_for_layer(net);
    if (!w)
        return gr_nomem(err);
    for (size_t l = 0; l < net->spec.layers; l++) {
        double *b = w + net->shape[l].units * net->shape[l].inputs;
        gradus_net_get(net, l, w, b);
        gr_block_set(s->net, s->base, l, w, b);
    }
    gr_free(&net->mem, w);
    return GRADUS_OK;
}

static gradus_status fill(struct gradus_surface *s, const gradus_net *net, const char *loss,
                          gradus_error *err)
{
    gradus_net_spec spec = net->spec;
    spec.type = GRADUS_F64;
    spec.loss = loss ? loss : spec.loss;
    spec.kernels = gradus_net_kernels(net);
    spec.mem = &net->mem;
    gradus_status status = gradus_net_new(&s->net, &spec, err);
    if (status == GRADUS_OK)
        status = gr_tape_new(&s->tape, s->net, s->x.rows < GR_CHUNK ? s->x.rows : GR_CHUNK, 1,
                             err);
    if (status == GRADUS_OK)
        status = gradus_gradient_new(&s->gradient, s->net, err);
    if (status != GRADUS_OK)
        return status;
    s->base = gr_net_alloc(s->net, s->net->block);
    s->along[0] = gr_net_alloc(s->net, s->net->block);
    s->along[1] = gr_net_alloc(s->net, s->net->block);
    return s->base && s->along[0] && s->along[1] ? copy_parameters(s, net, err) : gr_nomem(err);
}

static gradus_status surface_new(gradus_surface **out, const gradus_net *net, const char *loss,
                                 const gradus_matrix *x, const gradus_matrix *y,
                                 gradus_error *err)
{
    if (!out || !net || !x || !y)
        return gr_fail(err, GRADUS_ARGUMENT, "a surface needs a network and rows, and a place");
    const gradus_set set = { *x, *y };
    gradus_status status = gr_check_set(net, &set, err);
    if (status != GRADUS_OK)
        return status;
    struct gradus_surface *s = gr_alloc(&net->mem, 1, sizeof *s);
    if (!s)
        return gr_nomem(err);
    s->mem = net->mem;
    s->x = *x;
    s->y = *y;
    status = fill(s, net, loss, err);
    if (status == GRADUS_OK)
        *out = s;
    else
        gradus_surface_free(s);
    return status;
}

/* ---- directions -------------------------------------------------------------------------- */
static gradus_status check_parameter(const gradus_net *net, const gradus_parameter *p,
                                     gradus_error *err)
{
    if (p->layer >= net->spec.layers)
        return gr_fail(err, GRADUS_ARGUMENT, "the network has %zu layers, and none is number %zu",
                       net->spec.layers, p->layer);
    const struct gr_shape *s = &net->shape[p->layer];
    if (p->is_bias && !s->bias)
        return gr_fail(err, GRADUS_ARGUMENT, "layer %zu has no biases", p->layer);
    if (p->unit >= s->units || (!p->is_bias && p->input >= s->inputs))
        return gr_fail(err, GRADUS_ARGUMENT, "layer %zu has %zu units of %zu inputs", p->layer,
                       s->units, s->inputs);
    return GRADUS_OK;
}

/* Direction [k] is parameter [p] alone, and the base is without it. */
static gradus_status point_along(struct gradus_surface *s, size_t k, const gradus_parameter *p,
                                 gradus_error *err)
{
    const struct gr_shape *shape = &s->net->shape[p->layer];
    double *w = room_for_layer(s->net);
    if (!w)
        return gr_nomem(err);
    double *b = w + shape->units * shape->inputs;
    double *one = p->is_bias ? &b[p->unit] : &w[p->unit * shape->inputs + p->input];
    *one = 1;
    gr_block_set(s->net, s->along[k], p->layer, w, b);
    gr_block_get(s->net, s->base, p->layer, w, b);
    s->here[k] = *one;
    *one = 0;
    gr_block_set(s->net, s->base, p->layer, w, b);
    gr_free(&s->mem, w);
    return GRADUS_OK;
}

gradus_status gradus_surface_new(gradus_surface **out, const gradus_net *net, const char *loss,
                                 const gradus_matrix *x, const gradus_matrix *y,
                                 const gradus_parameter parameter[2], gradus_error *err)
{
    gradus_surface *s = NULL;
    const gradus_parameter *p = parameter;
    if (!net || !p)
        return gr_fail(err, GRADUS_ARGUMENT, "a surface needs a network and two parameters");
    gradus_status status = check_parameter(net, &p[0], err);
    if (status == GRADUS_OK)
        status = check_parameter(net, &p[1], err);
    if (status == GRADUS_OK && p[0].layer == p[1].layer && p[0].unit == p[1].unit &&
        !p[0].is_bias == !p[1].is_bias && (p[0].is_bias || p[0].input == p[1].input))
        status = gr_fail(err, GRADUS_ARGUMENT, "both are the same parameter");
    if (status == GRADUS_OK)
        status = surface_new(out ? &s : NULL, net, loss, x, y, err);
    for (size_t k = 0; status == GRADUS_OK && k < 2; k++)
        status = point_along(s, k, &p[k], err);
    if (status == GRADUS_OK)
        *out = s;
    else
        gradus_surface_free(s);
    return status;
}

static double length(size_t n, const double *v)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += v[k] * v[k];
    return sqrt(sum);
}

/* A normal direction for one layer: each unit's row as long as its weights are. */
static void draw_layer(struct gradus_surface *s, size_t k, size_t l, uint64_t seed, double *drawn,
                       double *w, double *largest)
{
    const struct gr_shape *shape = &s->net->shape[l];
    size_t n = shape->inputs;
    struct gr_random random;
    gr_random_start(&random, seed, GR_RANDOM_DIRECTION, 2 * l + k);
    gr_block_get(s->net, s->base, l, w, NULL);
    for (size_t i = 0; i < shape->units * n; i++)
        drawn[i] = gr_normal(&random);
    for (size_t o = 0; o < shape->units; o++) {
        double wanted = length(n, w + o * n), have = length(n, drawn + o * n);
        *largest = fmax(*largest, wanted);
        for (size_t i = 0; i < n; i++)
            drawn[o * n + i] = have > 0 ? drawn[o * n + i] / have * wanted : 0;
    }
    gr_block_set(s->net, s->along[k], l, drawn, NULL);
}

static gradus_status draw_both(struct gradus_surface *s, uint64_t seed, gradus_error *err)
{
    double *drawn = room_for_layer(s->net), *w = room_for_layer(s->net), largest = 0;
    uint64_t mode = gr_float_enter();
    for (size_t k = 0; drawn && w && k < 2; k++)
        for (size_t l = 0; l < s->net->spec.layers; l++)
            draw_layer(s, k, l, seed, drawn, w, &largest);
    gr_float_leave(mode);
    gradus_status status = drawn && w ? GRADUS_OK : gr_nomem(err);
    if (status == GRADUS_OK && !(largest > 0))
        status = gr_fail(err, GRADUS_ARGUMENT, "all weights are 0, and a random direction is as "
                         "long as they are");
    gr_free(&s->mem, drawn);
    gr_free(&s->mem, w);
    return status;
}

gradus_status gradus_surface_random(gradus_surface **out, const gradus_net *net, const char *loss,
                                    const gradus_matrix *x, const gradus_matrix *y, uint64_t seed,
                                    gradus_error *err)
{
    gradus_surface *s = NULL;
    gradus_status status = surface_new(out ? &s : NULL, net, loss, x, y, err);
    if (status == GRADUS_OK)
        status = draw_both(s, seed, err);
    if (status == GRADUS_OK)
        *out = s;
    else
        gradus_surface_free(s);
    return status;
}

/* ---- a place on it ----------------------------------------------------------------------- */
static void go_to(struct gradus_surface *s, const double *at)
{
    const gradus_net *net = s->net;
    memcpy(net->parameters, s->base, net->block * sizeof *s->base);
    for (size_t k = 0; k < 2; k++)
        net->kernels->f64->axpy(net->block, at[k], s->along[k], net->parameters);
}

/* All rows, as many at a time as the tape has room for; their losses in row order. */
static double pass(struct gradus_surface *s, int backward)
{
    double sum = 0, scale = gr_loss_scale(s->net, s->x.rows);
    struct gr_pass pass = { .tape = s->tape, .x = &s->x, .y = &s->y, .scale = scale,
                            .steps = GR_FORWARD | GR_LOSS | (backward ? GR_BACKWARD : 0) };
    if (backward)
        gr_turn_all(s->tape);
    for (; pass.first < s->x.rows; pass.first += pass.rows) {
        size_t left = s->x.rows - pass.first;
        pass.rows = left < s->tape->room ? left : s->tape->room;
        gr_pass_run(&pass, NULL);
        for (size_t r = 0; r < pass.rows; r++)
            sum += s->tape->row_loss[r];
        if (backward)
            gr_tape_gradient(s->tape, s->gradient->block, pass.first > 0);
    }
    return sum * scale;
}

double gradus_surface_value(gradus_surface *s, const double *at, double *gradient)
{
    uint64_t mode = gr_float_enter();
    go_to(s, at);
    double loss = pass(s, gradient != NULL);
    for (size_t k = 0; gradient && k < 2; k++)
        gradient[k] = s->net->kernels->f64->dot(s->net->block, s->gradient->block, s->along[k]);
    gr_float_leave(mode);
    return loss;
}

void gradus_surface_here(const gradus_surface *s, double at[2])
{
    memcpy(at, s->here, sizeof s->here);
}

static double value_of(void *of, const double *at, double *gradient)
{
    return gradus_surface_value(of, at, gradient);
}

static int fault_of(void *of, char out[160])
{
    static const char text[] = "the loss or its gradient is not finite";
    (void)of;
    memcpy(out, text, sizeof text);
    return 1;
}

gradus_function gradus_surface_function(gradus_surface *s)
{
    return (gradus_function){ 2, value_of, fault_of, s, &s->mem };
}
