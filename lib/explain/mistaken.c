/* Mistakes made on purpose: the gradient that they give, and descending with it. */
#include "base/cpu.h"
#include "base/status.h"
#include "explain/wrong_pass.h"

#include <math.h>
#include <string.h>

static gradus_status can_be_made(const struct gr_plain *p, const gradus_mistake *m,
                                 gradus_error *err)
{
    int fits = 0, factor;
    if (m->number >= GR_MISTAKES)
        return gr_fail(err, GRADUS_ARGUMENT, "mistake %zu is not in the catalogue", m->number);
    const char *name = gradus_mistake_get(m->number)->name;
    factor = gr_mistake_term(m->number, GR_STAGE_FACTOR) != NULL;
    for (size_t l = 0; l < p->net->layers; l++)
        fits = fits || ((m->layer == l || m->layer >= GRADUS_EVERYWHERE) &&
                        gr_mistake_fits(p, m->number, l));
    if (fits && (factor || m->layer < GRADUS_EVERYWHERE || m->layer == GRADUS_ALL_LAYERS))
        return GRADUS_OK;
    return gr_fail(err, GRADUS_ARGUMENT, "%s cannot be made %s of this network and these rows",
                   name, m->layer < GRADUS_EVERYWHERE ? "in that layer" : "in any layer");
}

static gradus_status start(struct gr_plain **out, const gradus_net *net, const gradus_matrix *x,
                           const gradus_matrix *y, const gradus_mistake *mistake, size_t count,
                           double rate, gradus_error *err)
{
    struct gr_plain *p;
    if (!net || !x || !y || (count && !mistake))
        return gr_fail(err, GRADUS_ARGUMENT, "no network, no rows, or no mistakes");
    gradus_status s = gr_plain_new(&p, net, x, y, err);
    if (s != GRADUS_OK)
        return s;
    p->rate = rate;
    for (size_t k = 0; s == GRADUS_OK && k < count; k++)
        s = can_be_made(p, &mistake[k], err);
    if (s == GRADUS_OK)
        *out = p;
    else
        gr_plain_free(p);
    return s;
}

gradus_status gradus_mistaken_gradient(const gradus_net *net, const gradus_matrix *x,
                                       const gradus_matrix *y, const gradus_mistake *mistake,
                                       size_t count, double rate, size_t layer, double *w,
                                       double *b, gradus_error *err)
{
    struct gr_plain *p;
    uint64_t mode = gr_float_enter();
    gradus_status s = start(&p, net, x, y, mistake, count, rate, err);
    if (s == GRADUS_OK && layer >= p->net->layers) {
        s = gr_fail(err, GRADUS_ARGUMENT, "there is no layer %zu", layer);
        gr_plain_free(p);
    } else if (s == GRADUS_OK) {
        const struct gr_open_layer *n = &p->net->layer[layer];
        gr_plain_run(p, mistake, count);
        if (w)
            memcpy(w, p->layer[layer].dw, n->units * n->inputs * sizeof *w);
        if (b)
            memcpy(b, p->layer[layer].db, n->units * sizeof *b);
        gr_plain_free(p);
    }
    gr_float_leave(mode);
    return s;
}

/* w -= rate dW.  A bias gradient that was not summed moves the bias by its first row alone. */
static void step(struct gr_plain *p, double rate)
{
    for (size_t l = 0; l < p->net->layers; l++) {
        const struct gr_open_layer *n = &p->net->layer[l];
        double *w = p->net->theta + n->w, *b = p->net->theta + n->b;
        for (size_t k = 0; k < n->units * n->inputs; k++)
            w[k] -= rate * p->layer[l].dw[k];
        for (size_t k = 0; n->bias && k < n->units; k++)
            b[k] -= rate * p->layer[l].db[k];
    }
}

/* What a descent was asked for, and how far it came. */
struct descent {
    struct gr_plain *pass;
    const gradus_mistake *mistake;
    size_t count, epochs;
    double rate;
    const volatile int *stop;
    gradus_result result;
};

static gradus_status descend(struct descent *d, gradus_error *err)
{
    struct gr_plain *p = d->pass;
    gradus_status s = GRADUS_OK;
    for (size_t epoch = 1; s == GRADUS_OK && epoch <= d->epochs; epoch++) {
        gr_plain_run(p, d->mistake, d->count);
        step(p, d->rate);
        if (!isfinite(p->loss))
            return gr_fail(err, GRADUS_DIVERGED, "the loss is not finite in epoch %zu", epoch);
        d->result.epochs = d->result.best_epoch = epoch;
        if (d->stop && *d->stop)
            s = gr_fail(err, GRADUS_STOPPED, "stopped in epoch %zu", epoch);
    }
    gr_plain_run(p, NULL, 0);
    d->result.loss = p->loss;
    d->result.ended = s == GRADUS_OK ? "epochs" : "stopped";
    return isfinite(p->loss) ? s : gr_fail(err, GRADUS_DIVERGED,
                                           "the loss is not finite at the end");
}

gradus_status gradus_mistaken_train(gradus_net *net, const gradus_matrix *x,
                                    const gradus_matrix *y, const gradus_mistake *mistake,
                                    size_t count, double rate, size_t epochs,
                                    const volatile int *stop, gradus_result *result,
                                    gradus_error *err)
{
    struct descent d = { .mistake = mistake, .count = count, .epochs = epochs, .rate = rate,
                         .stop = stop, .result = { .val_loss = NAN } };
    if (!(rate - rate == 0))
        return gr_fail(err, GRADUS_ARGUMENT, "the learning rate must be a finite number");
    uint64_t mode = gr_float_enter();
    gradus_status s = start(&d.pass, net, x, y, mistake, count, rate, err);
    if (s == GRADUS_OK) {
        s = descend(&d, err);
        for (size_t l = 0; (s == GRADUS_OK || s == GRADUS_STOPPED) && l < d.pass->net->layers; l++)
            gr_open_net_put(net, l, d.pass->net);
        gr_plain_free(d.pass);
    }
    gr_float_leave(mode);
    if (result && (s == GRADUS_OK || s == GRADUS_STOPPED))
        *result = d.result;
    return s;
}
