/* What of a step is first not finite. */
#ifndef GR_FINITE_H
#define GR_FINITE_H
#include "net/tape.h"

/* In the order of a step.  Z and A go from layer to layer together, and gradients from the last
 * layer to the first; dA and dZ are gradients of their layer, as dW and db are.                 */
enum gr_bad_kind {
    GR_BAD_Z, GR_BAD_A, GR_BAD_LOSS, GR_BAD_GRADIENT, GR_BAD_PARAMETER, GR_BAD_NONE
};
struct gr_bad {
    enum gr_bad_kind kind;
    size_t layer;                       /* from 0; of the loss 0 */
};

/* Whichever comes first. */
struct gr_bad gr_bad_earlier(struct gr_bad a, struct gr_bad b);
/* Z and A of a tape that is not lean, or dA and dZ; the numbers of a block, as [kind]. */
struct gr_bad gr_bad_forward(const gradus_tape *tape);
struct gr_bad gr_bad_backward(const gradus_tape *tape);
struct gr_bad gr_bad_block(const gradus_net *net, const void *block, enum gr_bad_kind kind);
/* Whether all parameters are finite. */
int gr_net_finite(const gradus_net *net);

/* "Z of layer 2", "the loss", "a gradient of layer 1": layers count from 1, as people see them. */
enum { GR_BAD_TEXT = 48 };
void gr_bad_text(struct gr_bad bad, char out[GR_BAD_TEXT]);
/* GRADUS_DIVERGED: "... is not finite: epoch 3, batch 17", both counted from 1; without a batch
 * where that is 0.                                                                             */
gradus_status gr_bad_fail(gradus_error *err, struct gr_bad bad, size_t epoch, size_t batch);
#endif
