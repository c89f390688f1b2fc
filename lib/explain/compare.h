/* One claim beside one pass. */
#ifndef GR_COMPARE_H
#define GR_COMPARE_H
#include "explain/claims.h"

/* The pass's numbers that a claim is about. */
const double *gr_claim_numbers(const struct gr_plain *p, const struct gr_claimed *c);
/* Measures the claim's rounding and its bits by the right pass [p], and says what is right. */
void gr_claim_look(const struct gr_plain *p, struct gr_claimed *c, gradus_verdict *v);
/* Does [p] make exactly the claim's numbers?  A delta of a mean loss may be one example's. */
int gr_claim_matches(const struct gr_plain *p, const struct gr_claimed *c);

#endif
