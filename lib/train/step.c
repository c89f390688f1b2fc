/* One step of training: two rounds of the threads.  In the first each takes some rows of the batch
 * through the network and back.  In the second each takes some inputs of every layer: the gradient
 * of a block of their weights over all rows, and while it is in the first cache their update, and
 * the transposed copy that the next way back reads (net/core.inc).  So the whole gradient is in
 * memory only where its norm is asked for, to clip it, or where a batch has more rows than the
 * tape: then it adds up there.                                                                */
#include "base/threads.h"
#include "net/core.h"
#include "train/trainer.h"

#include <math.h>

struct round {
    struct gr_trainer *t;
    struct gr_descent descent;
};

/* The second round, for the inputs that fall to one thread; the last one has the biases. */
static void descend_part(void *context, size_t part, size_t parts)
{
    const struct round *round = context;
    const gradus_net *net = round->t->net;
    for (size_t l = net->spec.layers; l-- > 0;) {
        size_t i0, i1;
        gr_share(net->shape[l].inputs, GR_PANEL, part, parts, &i0, &i1);
        net->core->weights(round->t->tape, l, i0, i1, &round->descent);
        if (part + 1 == parts)
            net->core->biases(round->t->tape, l, &round->descent);
    }
}

/* The gradient of the tape's rows; with the [last] rows of a batch the parameters move by it. */
static void descend(struct gr_trainer *t, int first, int last)
{
    const int clips = t->optimizer->clipped != NULL;
    struct round round = { t, { .add = !first } };
    if (t->gradient)
        round.descent.gradient = t->gradient->block;
    if (last && !clips)
        round.descent.update = &t->optimizer->update;
    gr_pool_run(t->pool, descend_part, &round);
    if (!last || !clips)
        return;
    round.descent = (struct gr_descent){ .given = 1, .update = &t->optimizer->update };
    round.descent.gradient = gr_optimizer_clip(t->optimizer, t->gradient->block);
    gr_pool_run(t->pool, descend_part, &round);
}

/* Moves to the next rows of the epoch, as many as fit on the tape and end before [end]. */
static void go_on(const struct gr_trainer *t, struct gr_pass *pass, size_t end)
{
    pass->first += pass->rows;
    pass->rows = end - pass->first < t->tape->room ? end - pass->first : t->tape->room;
}

/* How many steps of a tiny net from this batch on are taken in one call: those that have the same
 * scalars, but so few that a wish to stop is soon heard.                                       */
static size_t together(const struct gr_trainer *t, size_t batch, size_t most)
{
    const size_t whole = t->rows / t->batch - batch;
    const int alike = gr_schedule_by_epoch(&t->schedule) &&
                      gr_optimizer_slots(t->optimizer->update.kind) < 2;
    return !alike || !whole ? 1 : whole < most ? whole : most;
}

size_t gr_trainer_steps(struct gr_trainer *t, size_t batch, size_t most, double *loss)
{
    size_t from = batch * t->batch, left = t->rows - from;
    size_t end = left < t->batch ? t->rows : from + t->batch;
    gr_optimizer_begin(t->optimizer, gr_schedule_rate(&t->schedule, t->step, t->epoch));
    size_t done = t->tiny ? gr_tiny_steps(t->tiny, t->train, t->index + from,
                                          together(t, batch, most), end - from,
                                          &t->optimizer->update, loss)
                          : 0;
    if (done || t->tiny)
        return done;
    struct gr_pass pass = { .tape = t->tape, .x = &t->train->x, .y = &t->train->y,
                            .index = t->index, .scale = gr_loss_scale(t->net, end - from),
                            .steps = GR_FORWARD | GR_LOSS | GR_BACKWARD, .first = from };
    for (go_on(t, &pass, end); pass.rows; go_on(t, &pass, end)) {
        gr_pass_run(&pass, t->pool);
        for (size_t k = 0; k < pass.rows; k++)
            *loss += t->tape->row_loss[k];
        if (!isfinite(*loss))
            return 0;
        descend(t, pass.first == from, pass.first + pass.rows == end);
    }
    return 1;
}
