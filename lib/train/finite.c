/* The first number of a step that is not finite: where it is looked for, and how it is called. */
#include "train/finite.h"
#include "base/status.h"
#include "net/names.h"

#include <stdio.h>

/* ---- which comes first --------------------------------------------------------------------- */
/* A kind's turn in a step: Z and A take turns. */
static int turn(enum gr_bad_kind kind)
{
    return kind == GR_BAD_A ? GR_BAD_Z : (int)kind;
}

static int is_before(struct gr_bad a, struct gr_bad b)
{
    if (turn(a.kind) != turn(b.kind))
        return turn(a.kind) < turn(b.kind);
    if (a.layer != b.layer)
        return a.kind == GR_BAD_GRADIENT ? a.layer > b.layer : a.layer < b.layer;
    return a.kind < b.kind;
}

struct gr_bad gr_bad_earlier(struct gr_bad a, struct gr_bad b)
{
    return is_before(b, a) ? b : a;
}

/* ---- looking ------------------------------------------------------------------------------- */
static int all_finite(const gradus_net *net, size_t n, const void *numbers)
{
    return (net->spec.type == GRADUS_F32 ? net->kernels->f32->first_bad(n, numbers)
                                         : net->kernels->f64->first_bad(n, numbers)) == n;
}

int gr_net_finite(const gradus_net *net)
{
    return all_finite(net, net->block, net->parameters);
}

struct gr_bad gr_bad_forward(const gradus_tape *t)
{
    const gradus_net *net = t->net;
    for (size_t l = 0; l < net->spec.layers; l++) {
        const size_t n = t->rows * net->shape[l].units;
        if (!all_finite(net, n, t->layer[l].z))
            return (struct gr_bad){ GR_BAD_Z, l };
        if (!all_finite(net, n, t->layer[l].a))
            return (struct gr_bad){ GR_BAD_A, l };
    }
    return (struct gr_bad){ GR_BAD_NONE, 0 };
}

/* The last dA of a joint loss is never formed. */
struct gr_bad gr_bad_backward(const gradus_tape *t)
{
    const gradus_net *net = t->net;
    for (size_t l = net->spec.layers; l-- > 0;) {
        const size_t n = t->rows * net->shape[l].units;
        const int formed = l + 1 < net->spec.layers || !gr_loss_is_joint(net->loss);
        if ((formed && !all_finite(net, n, t->layer[l].da)) ||
            !all_finite(net, n, t->layer[l].dz))
            return (struct gr_bad){ GR_BAD_GRADIENT, l };
    }
    return (struct gr_bad){ GR_BAD_NONE, 0 };
}

struct gr_bad gr_bad_block(const gradus_net *net, const void *block, enum gr_bad_kind kind)
{
    struct gr_bad first = { GR_BAD_NONE, 0 };
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *s = &net->shape[l];
        if (!all_finite(net, s->inputs * s->units, gr_net_at(net, block, s->w)) ||
            (s->bias && !all_finite(net, s->units, gr_net_at(net, block, s->b))))
            first = gr_bad_earlier(first, (struct gr_bad){ kind, l });
    }
    return first;
}

/* ---- saying it ----------------------------------------------------------------------------- */
void gr_bad_text(struct gr_bad bad, char out[GR_BAD_TEXT])
{
    static const char *const what[] = { "Z", "A", NULL, "a gradient", "a parameter", NULL };
    if (what[bad.kind])
        snprintf(out, GR_BAD_TEXT, "%s of layer %zu", what[bad.kind], bad.layer + 1);
    else
        snprintf(out, GR_BAD_TEXT, "the loss");
}

gradus_status gr_bad_fail(gradus_error *err, struct gr_bad bad, size_t epoch, size_t batch)
{
    char text[GR_BAD_TEXT];
    gr_bad_text(bad, text);
    if (batch)
        gr_fail(err, GRADUS_DIVERGED, "%s is not finite: epoch %zu, batch %zu", text, epoch, batch);
    else
        gr_fail(err, GRADUS_DIVERGED, "%s is not finite: epoch %zu", text, epoch);
    gr_hint(err, "a smaller learning rate helps, or scaled inputs, or clipping by norm");
    return GRADUS_DIVERGED;
}
