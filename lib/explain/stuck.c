/* What keeps a network from learning: units of a layer that are equal and stay equal, and layers
 * whose gradient is 0.                                                                        */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"
#include <gradus-explain.h>

struct looking {
    const gradus_net *net;
    gradus_stuck_layer *layer;          /* of the caller */
    gradus_tape *tape;
    gradus_gradient *gradient;
    double *w, *b;                      /* room for the largest layer */
};

/* ---- equal units ------------------------------------------------------------------------- */
static int equal_rows(size_t rows, size_t cols, const double *m)
{
    for (size_t k = cols; k < rows * cols; k++)
        if (m[k] != m[k - cols])
            return 0;
    return 1;
}

static int equal_columns(size_t rows, size_t cols, const double *m)
{
    for (size_t k = 0; k < rows * cols; k++)
        if (m[k] != m[k - k % cols])
            return 0;
    return 1;
}

/* With the same weights coming in the units have the same values, with the same weights going out
 * the same derivatives: so a step changes all of them alike.                                  */
static int equal_units(const struct looking *k, size_t l)
{
    const struct gr_shape *s = &k->net->shape[l], *above = s + 1;
    if (l + 1 == k->net->spec.layers || s->units < 2)
        return 0;
    gradus_net_get(k->net, l, k->w, k->b);
    if (!equal_rows(s->units, s->inputs, k->w) || (s->bias && !equal_rows(s->units, 1, k->b)))
        return 0;
    gradus_net_get(k->net, l + 1, k->w, NULL);
    return equal_columns(above->units, above->inputs, k->w);
}

/* ---- gradients of 0 ---------------------------------------------------------------------- */
static int all_zero(const double *v, size_t n)
{
    size_t k = 0;
    while (k < n && v[k] == 0)
        k++;
    return k == n;
}

/* Looks at the gradient so far; gives how many layers have none. */
static size_t look_at_gradient(const struct looking *k)
{
    size_t zero = 0;
    for (size_t l = 0; l < k->net->spec.layers; l++) {
        const struct gr_shape *s = &k->net->shape[l];
        gradus_gradient_get(k->gradient, l, k->w, k->b);
        k->layer[l].zero_gradient = all_zero(k->w, s->units * s->inputs) &&
                                    (!s->bias || all_zero(k->b, s->units));
        zero += (size_t)k->layer[l].zero_gradient;
    }
    return zero;
}

/* Adds up the gradient as a batch of all rows does, until every layer has one. */
static double walk(const struct looking *k, const gradus_matrix *x, const gradus_matrix *y)
{
    double loss = 0, scale = gr_loss_scale(k->net, x->rows);
    size_t zero = 1;
    struct gr_pass pass = { .tape = k->tape, .x = x, .y = y, .scale = scale,
                            .steps = GR_FORWARD | GR_LOSS | GR_BACKWARD };
    gr_turn_all(k->tape);
    for (; zero && pass.first < x->rows; pass.first += pass.rows) {
        size_t left = x->rows - pass.first;
        pass.rows = left < GR_CHUNK ? left : GR_CHUNK;
        gr_pass_run(&pass, NULL);
        loss += gr_pass_loss(k->tape);
        gr_tape_gradient(k->tape, k->gradient->block, pass.first > 0);
        zero = look_at_gradient(k);
    }
    return loss * scale;
}

/* ---- the whole --------------------------------------------------------------------------- */
static gradus_status make_room(struct looking *k, size_t rows, gradus_error *err)
{
    const gradus_net *net = k->net;
    size_t weights = 0, units = 0;
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *s = &net->shape[l];
        weights = s->units * s->inputs > weights ? s->units * s->inputs : weights;
        units = s->units > units ? s->units : units;
    }
    k->w = gr_alloc(&net->mem, weights, sizeof *k->w);
    k->b = gr_alloc(&net->mem, units, sizeof *k->b);
    if (!k->w || !k->b)
        return gr_nomem(err);
    gradus_status s = gradus_tape_new(&k->tape, net, rows < GR_CHUNK ? rows : GR_CHUNK, err);
    return s == GRADUS_OK ? gradus_gradient_new(&k->gradient, net, err) : s;
}

static void release(struct looking *k)
{
    gradus_gradient_free(k->gradient);
    gradus_tape_free(k->tape);
    gr_free(&k->net->mem, k->b);
    gr_free(&k->net->mem, k->w);
}

gradus_status gradus_stuck(const gradus_net *net, const gradus_matrix *x, const gradus_matrix *y,
                           gradus_stuck_layer *layers, double *loss, gradus_error *err)
{
    if (!net || !x || !y || !layers || !loss)
        return gr_fail(err, GRADUS_ARGUMENT, "no network or rows to look at, or no place to say");
    const gradus_set set = { *x, *y };
    struct looking k = { .net = net, .layer = layers };
    gradus_status s = gr_check_set(net, &set, err);
    if (s == GRADUS_OK)
        s = make_room(&k, x->rows, err);
    if (s == GRADUS_OK) {
        uint64_t mode = gr_float_enter();
        *loss = walk(&k, x, y);
        for (size_t l = 0; l < net->spec.layers; l++)
            layers[l].equal_units = equal_units(&k, l);
        gr_float_leave(mode);
    }
    release(&k);
    return s;
}
