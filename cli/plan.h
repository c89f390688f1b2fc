/* A plan of training: what was typed, completed by a recipe. */
#ifndef PLAN_H
#define PLAN_H
#include "network.h"
#include "source.h"

#define NOT_GIVEN UINT64_MAX            /* of whole numbers; NaN of numbers, NULL of words */

/* The command line of train. */
struct typed {
    struct common common;
    struct reading reading;
    struct wanted net;
    const char *target, *features, *task, *hidden, *optimizer, *learning_rate, *schedule;
    const char *batch_size, *validation, *test, *test_labels, *from, *scale, *log, *recipe;
    const char *mistake;
    const char *output;
    double momentum, beta1, beta2, weight_decay, clip_norm, tolerance;
    uint64_t epochs, patience, restarts, seed, threads;
};

/* Parts of the rows, or files. */
struct held_out {
    double fraction;
    const char *file;                   /* or NULL */
};

struct plan {
    const char *recipe, *activation, *scale;
    const char *mistake;                /* --mistake, or NULL */
    int plain;
    size_t *hidden, hiddens;            /* hidden to free; none: 0 */
    struct held_out validation, test;
    double *rate;                       /* to free */
    size_t rates;
    gradus_type type;
    gradus_train_options train;         /* without the rate */
};

/* Checks what was typed before anything is read.  GO_ON or a status. */
int plan_check(const struct typed *t, const char *source);
/* Says that --target is missing; the status. */
int plan_no_target(void);
/* Completes it for a table of [rows] rows.  GO_ON or a status; plan_free in either case. */
int plan_make(struct plan *p, const struct typed *t, size_t rows);
void plan_free(struct plan *p);

#endif
