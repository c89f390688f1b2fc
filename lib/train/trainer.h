/* A training inside: what its files share. */
#ifndef GR_TRAINER_H
#define GR_TRAINER_H
#include "train/optimizer.h"
#include "train/schedule.h"
#include "train/state.h"
#include "train/tiny.h"

/* Rows on the tape at most; a multiple of GR_CHUNK, so that the chains of a sum stay. */
enum { GR_ROOM = 4 * GR_CHUNK };

/* The state is copied once in so many epochs at most, and steps at least, so that it costs little
 * where an epoch is short; TOGETHER: steps of a tiny net between two looks at *stop.          */
enum { GR_COPY_EPOCHS = 64, GR_COPY_STEPS = 64, GR_TOGETHER = 32 };

struct gr_trainer {
    gradus_net *net;
    const gradus_set *train, *validation;
    const gradus_train_options *opt;
    size_t rows, batch, batches;        /* rows in all, in a batch; batches in an epoch */
    struct gr_pool *pool;
    gradus_tape *tape;
    gradus_gradient *gradient;          /* NULL where the update needs no more than its tile */
    gradus_optimizer *optimizer;
    struct gr_tiny_path *tiny;          /* NULL: the net or its batches are too large */
    struct gr_schedule schedule;
    struct gr_state state;              /* copied when epoch [copied] began */
    size_t copied;
    double told[GR_COPY_EPOCHS];        /* what the schedule was told of each epoch since then */
    size_t *index;                      /* row of each place in the epoch */
    double *outputs;                    /* of the validation rows */
    void *kept;                         /* a block: the best parameters yet, or the first */
    double best;                        /* loss of those; infinite: none has a finite one */
    gradus_result result;
    size_t epoch, step, since_best;
    uint64_t mode;                      /* the floating-point mode of the caller */
};

/* ---- step.c -------------------------------------------------------------------------------- */
/* Takes the step of a batch, or of a tiny net the steps of up to [most]; adds the losses of their
 * rows to *loss, in row order.  Returns how many were taken; 0: the sum is not finite, and nothing
 * moved.                                                                                      */
size_t gr_trainer_steps(struct gr_trainer *t, size_t batch, size_t most, double *loss);
static inline int gr_trainer_stop(const struct gr_trainer *t)
{
    return t->opt->stop && *t->opt->stop;
}

/* ---- trainer.c ----------------------------------------------------------------------------- */
/* Fills the index with the rows of the epoch at hand. */
void gr_trainer_order(struct gr_trainer *t);

/* ---- diverged.c ---------------------------------------------------------------------------- */
/* The loss with this batch, or a parameter after the last ([batch] is their count), is not finite:
 * finds what was first, and says so.  Parameters and optimiser are then those of some step.      */
gradus_status gr_trainer_diverged(struct gr_trainer *t, size_t batch, gradus_error *err);

/* ---- kept.c -------------------------------------------------------------------------------- */
/* Whether the best weights by validation are kept, not the last. */
static inline int gr_trainer_selects(const struct gr_trainer *t)
{
    return t->opt->patience && t->validation;
}
/* The weights that training starts from are the first candidate. */
void gr_trainer_keep_start(struct gr_trainer *t);
/* Fills now->val_loss and now->metric. */
void gr_trainer_validate(struct gr_trainer *t, gradus_epoch *now);
/* Keeps the weights where they are the best yet. */
void gr_trainer_keep(struct gr_trainer *t, const gradus_epoch *now);
/* Puts what was kept into the net, after a training that ended in [s]. */
void gr_trainer_put_kept(struct gr_trainer *t, gradus_status s);
/* Says in the result what makes the validation loss of the net's parameters not finite. */
void gr_trainer_find_fault(struct gr_trainer *t);
/* GRADUS_DIVERGED where the best weights are wanted and no validation loss was finite. */
gradus_status gr_trainer_check_kept(struct gr_trainer *t, gradus_error *err);
#endif
