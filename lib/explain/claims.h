/* Claims inside: what a name names, and numbers turned to the way gradus has them. */
#ifndef GR_CLAIMS_H
#define GR_CLAIMS_H
#include "explain/wrong_pass.h"

/* A claim's numbers in our orientation. */
struct gr_claimed {
    gradus_claim given;
    size_t rows, cols;                  /* of ours */
    int turned;                         /* given the other way round */
    double largest;                     /* of |given| */
    double stray;                       /* of float32 from ours, over the largest; 0: no float32 */
    double slack;                       /* rounding of whoever computed it */
    double bits;                        /* what its digits can tell: log2 of numbers / rounding */
    double scale;                       /* it is held against this times ours: 1, or m */
};

/* Shapes are checked, and orientations found: of weights and of intermediates, each from those
 * that are not square.  GRADUS_SHAPE.                                                         */
gradus_status gr_claims_place(struct gr_claimed *out, const gradus_claim *claim, size_t count,
                              const struct gr_open_net *net, size_t rows, gradus_error *err);
/* Number (r, c) as ours are counted; *half is its rounding. */
double gr_claimed_at(const struct gr_claimed *c, size_t r, size_t col, double *half);

#endif
