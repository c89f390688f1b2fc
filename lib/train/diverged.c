/* What was first not finite.  A step in training looks at its loss alone, and an epoch at its
 * parameters at the end.  So where a parameter is not finite, the epoch is gone through once more,
 * one step at a time, up to the first step after which a parameter is not; it, and the few epochs
 * before it, begin with the last copy of the state.  That step is looked at with the parameters
 * from before it, on a tape that keeps everything.                                            */
#include "net/core.h"
#include "train/finite.h"
#include "train/trainer.h"

/* What a step is looked at with. */
struct view {
    gradus_tape *tape;
    gradus_gradient *gradient;          /* 0 at first */
};

static int view_start(struct view *v, const struct gr_trainer *t)
{
    *v = (struct view){ 0 };
    return gr_tape_new(&v->tape, t->net, t->tape->room, 0, NULL) == GRADUS_OK &&
           gradus_gradient_new(&v->gradient, t->net, NULL) == GRADUS_OK;
}

static void view_end(struct view *v)
{
    gradus_gradient_free(v->gradient);
    gradus_tape_free(v->tape);
}

/* The first of Z, A and gradient in the step of this batch.  All rows of a batch take a stage
 * before any takes the next, however many go on the tape at once.                              */
static struct gr_bad look(const struct gr_trainer *t, const struct view *v, size_t batch)
{
    const size_t from = batch * t->batch, left = t->rows - from;
    const size_t end = from + (left < t->batch ? left : t->batch);
    struct gr_bad bad = { GR_BAD_NONE, 0 };
    struct gr_pass pass = { .tape = v->tape, .x = &t->train->x, .y = &t->train->y,
                            .index = t->index, .scale = gr_loss_scale(t->net, end - from),
                            .steps = GR_FORWARD | GR_BACKWARD, .first = from };
    gr_turn_all(v->tape);
    for (; pass.first < end; pass.first += pass.rows) {
        pass.rows = end - pass.first < v->tape->room ? end - pass.first : v->tape->room;
        gr_pass_run(&pass, t->pool);
        bad = gr_bad_earlier(bad, gr_bad_forward(v->tape));
        bad = gr_bad_earlier(bad, gr_bad_backward(v->tape));
        gr_tape_gradient(v->tape, v->gradient->block, 1);
    }
    return gr_bad_earlier(bad, gr_bad_block(t->net, v->gradient->block, GR_BAD_GRADIENT));
}

/* From the copy of the state on to the beginning of the epoch [last], as in training: all losses
 * and parameters up to there were finite.                                                     */
static void return_to(struct gr_trainer *t, size_t last)
{
    double sum = 0;
    gr_state_put_back(&t->state);
    gr_turn_all(t->tape);
    for (t->epoch = t->copied; t->epoch < last && !gr_trainer_stop(t); t->epoch++) {
        gr_trainer_order(t);
        for (size_t batch = 0, count; batch < t->batches; batch += count, t->step += count)
            if (!(count = gr_trainer_steps(t, batch, GR_TOGETHER, &sum)) || gr_trainer_stop(t))
                break;
        sum = 0;
        gr_schedule_epoch(&t->schedule, t->told[t->epoch - t->copied]);
    }
    t->epoch = last;
    gr_trainer_order(t);
    gr_tiny_save(t->tiny);
}

/* Goes through the epoch up to its first step after which a parameter is not finite, and leaves the
 * state as it was before that step.  Returns its batch, and that parameter; or the count of
 * batches, where a stop was asked for.  All losses up to there were finite in training.        */
static size_t replay(struct gr_trainer *t, struct gr_bad *parameter)
{
    double sum = 0;
    return_to(t, t->epoch);
    for (size_t batch = 0; batch < t->batches && !gr_trainer_stop(t); batch++, t->step++) {
        gr_state_keep(&t->state);
        if (!gr_trainer_steps(t, batch, 1, &sum))
            break;
        gr_tiny_save(t->tiny);
        *parameter = gr_bad_block(t->net, t->net->parameters, GR_BAD_PARAMETER);
        if (parameter->kind == GR_BAD_NONE)
            continue;
        gr_state_put_back(&t->state);
        return batch;
    }
    return t->batches;
}

/* Where a stop is asked for meanwhile, or there is no memory, it says what was seen in training.
 * A parameter that is not finite never becomes finite again; so where all are, it is this step.  */
gradus_status gr_trainer_diverged(struct gr_trainer *t, size_t batch, gradus_error *err)
{
    struct view v;
    struct gr_bad seen = { GR_BAD_LOSS, 0 }, bad = seen;
    size_t at = batch;
    t->result.ended = "diverged";
    if (batch == t->batches)
        seen = gr_bad_block(t->net, t->net->parameters, GR_BAD_PARAMETER);
    if (!gr_net_finite(t->net))
        at = replay(t, &bad);
    if (at == t->batches)
        return gr_bad_fail(err, seen, t->epoch + 1, batch < t->batches ? batch + 1 : 0);
    if (view_start(&v, t))
        bad = gr_bad_earlier(bad, look(t, &v, at));
    view_end(&v);
    return gr_bad_fail(err, bad, t->epoch + 1, at + 1);
}
