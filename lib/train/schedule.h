/* Learning-rate schedules. */
#ifndef GR_SCHEDULE_H
#define GR_SCHEDULE_H
#include "train/state.h"

struct gr_schedule {
    size_t kind;
    double rate;                        /* the highest */
    size_t steps, epochs;               /* of the whole training */
    double best, factor;                /* plateau: the best loss yet, what it came down to */
    size_t waited;
};

gradus_status gr_schedule_start(struct gr_schedule *s, const char *name, double rate,
                                size_t steps, size_t epochs, gradus_error *err);
/* The rate of step [step] (from 0) in epoch [epoch] (from 0). */
double gr_schedule_rate(const struct gr_schedule *s, size_t step, size_t epoch);
/* Whether the rate is the same in all steps of an epoch. */
int gr_schedule_by_epoch(const struct gr_schedule *s);
/* Told after each epoch; [loss] is that of the validation rows where there are any. */
void gr_schedule_epoch(struct gr_schedule *s, double loss);
/* Adds its place. */
void gr_schedule_state(struct gr_schedule *s, struct gr_state *state);
#endif
