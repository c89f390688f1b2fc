/* Optimisers: a rule, its scalars and its memory from step to step. */
#ifndef GR_OPTIMIZER_H
#define GR_OPTIMIZER_H
#include "net/network.h"

struct gradus_optimizer {
    gradus_allocator mem;
    const gradus_net *net;
    enum gr_rule_kind kind;
    double learning_rate, momentum, beta1, beta2, weight_decay, clip_norm;
    double beta1_power, beta2_power;    /* beta^t, as running products */
    void *slot[2];                      /* blocks like the parameters, or NULL */
    void *clipped;                      /* a block, where clip_norm is on */
    struct gr_rule weights, biases;     /* of this step: biases do not decay */
};

/* Begins a step at [rate]: computes its scalars. */
void gr_optimizer_begin(gradus_optimizer *o, double rate);
/* The gradient to step with: [g], or a copy clipped so that its norm is at most clip_norm. */
const void *gr_optimizer_clip(gradus_optimizer *o, const void *g);
/* Moves n parameters from offset [at] of the block. */
void gr_optimizer_move(gradus_optimizer *o, gradus_net *net, const void *g, size_t at, size_t n,
                       const struct gr_rule *rule);
/* Moves the weights of inputs i0 .. i1 of a layer, or its biases. */
void gr_optimizer_weights(gradus_optimizer *o, gradus_net *net, const void *g, size_t layer,
                          size_t i0, size_t i1);
void gr_optimizer_biases(gradus_optimizer *o, gradus_net *net, const void *g, size_t layer);
#endif
