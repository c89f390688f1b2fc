/* Mistakes made on purpose: the gradient that they give, and descending with it. */
#include "base/cpu.h"
#include "base/status.h"
#include "explain/wrong_pass.h"
#include "train/finite.h"

#include <float.h>
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

/* ---- what is not finite --------------------------------------------------------------------- */
static int all_within(size_t n, const double *v, double most)
{
    size_t k = 0;
    while (k < n && fabs(v[k]) <= most)
        k++;
    return k == n;
}

/* A parameter is one of the net's [type] in the end. */
static struct gr_bad bad_parameter(const struct gr_plain *p, gradus_type type)
{
    const double most = type == GRADUS_F32 ? (double)FLT_MAX : DBL_MAX;
    for (size_t l = 0; l < p->net->layers; l++) {
        const struct gr_open_layer *n = &p->net->layer[l];
        if (!all_within(n->units * n->inputs, p->net->theta + n->w, most) ||
            (n->bias && !all_within(n->units, p->net->theta + n->b, most)))
            return (struct gr_bad){ GR_BAD_PARAMETER, l };
    }
    return (struct gr_bad){ GR_BAD_NONE, 0 };
}

static struct gr_bad bad_forward(const struct gr_plain *p)
{
    for (size_t l = 0; l < p->net->layers; l++) {
        const size_t n = p->rows * p->net->layer[l].units;
        if (!all_within(n, p->layer[l].z, DBL_MAX))
            return (struct gr_bad){ GR_BAD_Z, l };
        if (!all_within(n, p->layer[l].a, DBL_MAX))
            return (struct gr_bad){ GR_BAD_A, l };
    }
    return (struct gr_bad){ isfinite(p->loss) ? GR_BAD_NONE : GR_BAD_LOSS, 0 };
}

/* The last dA of a joint loss is not on the way to the others. */
static struct gr_bad bad_backward(const struct gr_plain *p)
{
    for (size_t l = p->net->layers; l-- > 0;) {
        const struct gr_open_layer *n = &p->net->layer[l];
        const struct gr_plain_layer *y = &p->layer[l];
        const int used = l < gr_plain_last(p) || !gr_loss_is_joint(p->net->loss);
        if ((used && !all_within(p->rows * n->units, y->da, DBL_MAX)) ||
            !all_within(p->rows * n->units, y->dz, DBL_MAX) ||
            !all_within(n->units * n->inputs, y->dw, DBL_MAX) ||
            (n->bias && !all_within(y->db_rows * n->units, y->db, DBL_MAX)))
            return (struct gr_bad){ GR_BAD_GRADIENT, l };
    }
    return (struct gr_bad){ GR_BAD_NONE, 0 };
}

/* Of the step that was just taken, if its loss or a parameter is not finite. */
static struct gr_bad bad_step(const struct gr_plain *p, gradus_type type)
{
    const struct gr_bad parameter = bad_parameter(p, type);
    if (parameter.kind == GR_BAD_NONE && isfinite(p->loss))
        return parameter;
    return gr_bad_earlier(gr_bad_earlier(bad_forward(p), bad_backward(p)), parameter);
}

/* ---- descent -------------------------------------------------------------------------------- */
/* What a descent was asked for, and how far it came. */
struct descent {
    struct gr_plain *pass;
    const gradus_mistake *mistake;
    size_t count, epochs;
    double rate;
    gradus_type type;                   /* of the net, which gets the parameters */
    const volatile int *stop;
    gradus_result result;
};

/* The right loss, where the descent ended. */
static gradus_status judge_end(struct descent *d, gradus_error *err)
{
    char text[GR_BAD_TEXT];
    gr_plain_run(d->pass, NULL, 0);
    d->result.loss = d->pass->loss;
    if (isfinite(d->result.loss))
        return GRADUS_OK;
    gr_bad_text(bad_forward(d->pass), text);
    return gr_fail(err, GRADUS_DIVERGED, "%s is not finite after epoch %zu", text,
                   d->result.epochs);
}

static gradus_status descend(struct descent *d, gradus_error *err)
{
    struct gr_plain *p = d->pass;
    gradus_status s = GRADUS_OK;
    for (size_t epoch = 1; s == GRADUS_OK && epoch <= d->epochs; epoch++) {
        gr_plain_run(p, d->mistake, d->count);
        step(p, d->rate);
        const struct gr_bad bad = bad_step(p, d->type);
        if (bad.kind != GR_BAD_NONE) {
            gr_bad_fail(err, bad, epoch, 1);
            gr_hint(err, "a smaller learning rate helps, or scaled inputs");
            return GRADUS_DIVERGED;
        }
        d->result.epochs = d->result.best_epoch = epoch;
        if (d->stop && *d->stop)
            s = gr_fail(err, GRADUS_STOPPED, "stopped in epoch %zu", epoch);
    }
    const gradus_status end = judge_end(d, err);
    d->result.ended = s == GRADUS_OK ? "epochs" : "stopped";
    return end == GRADUS_OK ? s : end;
}

gradus_status gradus_mistaken_train(gradus_net *net, const gradus_matrix *x,
                                    const gradus_matrix *y, const gradus_mistake *mistake,
                                    size_t count, double rate, size_t epochs,
                                    const volatile int *stop, gradus_result *result,
                                    gradus_error *err)
{
    struct descent d = { .mistake = mistake, .count = count, .epochs = epochs, .rate = rate,
                         .stop = stop, .result = { .loss = NAN, .val_loss = NAN } };
    if (!(rate - rate == 0))
        return gr_fail(err, GRADUS_ARGUMENT, "the learning rate must be a finite number");
    uint64_t mode = gr_float_enter();
    gradus_status s = start(&d.pass, net, x, y, mistake, count, rate, err);
    if (s == GRADUS_OK) {
        d.type = gradus_net_get_spec(net)->type;
        s = descend(&d, err);
        for (size_t l = 0; (s == GRADUS_OK || s == GRADUS_STOPPED) && l < d.pass->net->layers; l++)
            gr_open_net_put(net, l, d.pass->net);
        gr_plain_free(d.pass);
    }
    gr_float_leave(mode);
    if (s == GRADUS_DIVERGED) {
        d.result.ended = "diverged";
        d.result.best_epoch = 0;
        d.result.loss = NAN;
    }
    if (result && (s == GRADUS_OK || s == GRADUS_STOPPED || s == GRADUS_DIVERGED))
        *result = d.result;
    return s;
}
