/* Training once or, for several learning rates and restarts, many times. */
#ifndef RUNS_H
#define RUNS_H
#include "plan.h"
#include "progress.h"

struct run {
    double rate;
    uint64_t seed;
    gradus_status status;
    gradus_error err;
    gradus_result result;
};

/* Where each run starts, and what it learns from. */
struct start {
    const gradus_net_spec *spec;
    const gradus_net *from;             /* its weights, or NULL: drawn as [wanted] says */
    const struct wanted *wanted;
    gradus_net **first;                 /* of the first run, which takes it over; or NULL */
    const gradus_set *train, *validation;           /* validation may be NULL */
    const gradus_data *validation_table;            /* the table of the validation rows */
};

struct runs {
    struct run *run;                    /* to free */
    size_t count, best;
    int failed;                         /* the last could not be trained, which was said */
    gradus_net *net;                    /* of the best run; taken over by who builds a model */
};

/* A net as a run starts with it. */
int runs_net(gradus_net **out, const struct start *start, uint64_t seed);
/* GO_ON where at least one run left weights worth keeping: then net is not NULL; or where *stop
 * ended them before.  Of several runs one must have a finite loss: of validation, where rows are
 * held out, else of training.                                                                */
int runs_all(struct runs *r, const struct start *start, const struct plan *plan,
             const struct typed *typed, struct progress *progress, const volatile int *stop);
/* Whether the validation loss of a run's weights is not finite; fills *err with what is not, and
 * where the row is in its [table].                                                           */
int runs_fault(const gradus_set *validation, const gradus_data *table,
               const gradus_result *result, gradus_error *err);
void runs_free(struct runs *r);

#endif
