/* Which weights a training keeps.  Those of the epoch with the lowest validation loss, where there
 * is a patience, and the weights that it starts from are a candidate, as epoch 0; else the last, or
 * after an early end the best.  A loss that is not finite is never the best.                    */
#include "base/status.h"
#include "net/core.h"
#include "train/finite.h"
#include "train/metrics.h"
#include "train/trainer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t bytes(const gradus_net *net)
{
    return net->block * net->core->size;
}

void gr_trainer_keep_start(struct gr_trainer *t)
{
    double loss;
    t->best = INFINITY;
    memcpy(t->kept, t->net->parameters, bytes(t->net));
    if (!gr_trainer_selects(t))
        return;
    gr_tape_evaluate(t->tape, t->validation, t->pool, NULL, &loss);
    if (loss < t->best)
        t->result.val_loss = t->best = loss;
}

void gr_trainer_validate(struct gr_trainer *t, gradus_epoch *now)
{
    now->val_loss = now->metric = NAN;
    if (!t->validation)
        return;
    gr_tape_evaluate(t->tape, t->validation, t->pool, t->outputs, &now->val_loss);
    now->metric = gr_metrics_one(t->net, &t->validation->y, t->outputs);
}

/* Copies the weights of the epoch that just ended if its loss is the lowest so far.  Without a
 * patience it also copies them as long as no epoch had a finite loss, so that a training that ends
 * early leaves the weights of its last epoch.                                                  */
void gr_trainer_keep(struct gr_trainer *t, const gradus_epoch *now)
{
    const double watched = t->validation ? now->val_loss : now->loss;
    const int last = !gr_trainer_selects(t) && t->best == INFINITY;
    t->since_best++;
    if (!(watched < t->best) && !last)
        return;
    if (watched < t->best) {
        t->best = watched;
        t->since_best = 0;
    }
    t->result.best_epoch = now->epoch;
    t->result.loss = now->loss;
    t->result.val_loss = now->val_loss;
    memcpy(t->kept, t->net->parameters, bytes(t->net));
}

/* The loss of an epoch is that before each of its steps.  Where training diverges, the weights
 * behind them may be far worse; so it is their own loss that counts, and without a finite one there
 * is nothing to keep.                                                                         */
static void judge_kept(struct gr_trainer *t)
{
    double loss;
    if (!t->result.best_epoch || isfinite(t->result.val_loss))
        return;
    gr_tape_evaluate(t->tape, t->train, t->pool, NULL, &loss);
    t->result.loss = isfinite(loss) ? loss : NAN;
    if (!isfinite(loss))
        t->result.best_epoch = 0;
}

void gr_trainer_put_kept(struct gr_trainer *t, gradus_status s)
{
    const int has_best = t->best < INFINITY || t->result.best_epoch > 0 || s == GRADUS_DIVERGED;
    if (has_best && (s != GRADUS_OK || gr_trainer_selects(t)))
        memcpy(t->net->parameters, t->kept, bytes(t->net));
    if (s == GRADUS_DIVERGED && !gr_trainer_selects(t))
        judge_kept(t);
}

/* ---- a validation loss that is not finite --------------------------------------------------- */
/* The first row whose loss is not finite, or the first with which their sum is not; all rows, where
 * the sum is finite.                                                                            */
static size_t bad_row(const struct gr_trainer *t, int *sum_alone)
{
    const gradus_set *set = t->validation;
    struct gr_pass pass = { .tape = t->tape, .x = &set->x, .y = &set->y,
                            .steps = GR_FORWARD | GR_LOSS };
    double sum = 0;
    size_t at = set->x.rows;
    for (; pass.first < set->x.rows; pass.first += pass.rows) {
        const size_t left = set->x.rows - pass.first;
        pass.rows = left < t->tape->room ? left : t->tape->room;
        gr_pass_run(&pass, t->pool);
        for (size_t r = 0; r < pass.rows; r++) {
            sum += t->tape->row_loss[r];
            *sum_alone = isfinite(t->tape->row_loss[r]);
            if (!*sum_alone)
                return pass.first + r;
            if (!isfinite(sum) && at == set->x.rows)
                at = pass.first + r;
        }
    }
    return at;
}

void gr_trainer_find_fault(struct gr_trainer *t)
{
    gradus_tape *tape = NULL;
    gradus_result *to = &t->result;
    struct gr_bad bad = { GR_BAD_LOSS, 0 };
    int sum_alone = 0;
    to->val_row = bad_row(t, &sum_alone);
    if (to->val_row == t->validation->x.rows)
        return;
    struct gr_pass pass = { .x = &t->validation->x, .y = &t->validation->y,
                            .steps = GR_FORWARD | GR_LOSS, .first = to->val_row, .rows = 1 };
    if (!sum_alone && gr_tape_new(&tape, t->net, 1, 0, NULL) == GRADUS_OK) {
        pass.tape = tape;
        gr_pass_run(&pass, NULL);
        bad = gr_bad_earlier(bad, gr_bad_forward(tape));
    }
    gradus_tape_free(tape);
    gr_bad_text(bad, to->val_fault);
    if (sum_alone)
        snprintf(to->val_fault, sizeof to->val_fault, "the sum of the losses");
}

gradus_status gr_trainer_check_kept(struct gr_trainer *t, gradus_error *err)
{
    if (!gr_trainer_selects(t) || t->best < INFINITY)
        return GRADUS_OK;
    gr_trainer_find_fault(t);
    t->result.ended = "diverged";
    gr_fail(err, GRADUS_DIVERGED,
            "no epoch has a finite validation loss: in epoch %zu, %s is not finite for row %zu of "
            "the validation rows", t->result.epochs, t->result.val_fault, t->result.val_row + 1);
    gr_hint(err, "look at that row: its numbers may be far from those of the training rows");
    return GRADUS_DIVERGED;
}
