/* Optimisers: a rule, its scalars and its memory from step to step. */
#ifndef GR_OPTIMIZER_H
#define GR_OPTIMIZER_H
#include "net/tape.h"
#include "train/state.h"

struct gradus_optimizer {
    gradus_allocator mem;
    const gradus_net *net;
    double learning_rate, momentum, beta1, beta2, weight_decay, clip_norm;
    double beta1_power, beta2_power;    /* beta^t, as running products */
    void *clipped;                      /* a block, where clip_norm is on */
    struct gr_update update;            /* of this step */
};

/* How many slots a rule has. */
int gr_optimizer_slots(enum gr_rule_kind kind);
/* Begins a step at [rate]: computes its scalars. */
void gr_optimizer_begin(gradus_optimizer *o, double rate);
/* The gradient to step with: [g], or a copy clipped so that its norm is at most clip_norm. */
void *gr_optimizer_clip(gradus_optimizer *o, void *g);
/* Adds what steps change: the powers, and with [slots] its memory. */
void gr_optimizer_state(gradus_optimizer *o, int slots, struct gr_state *state);
#endif
