/* What float32 does to the numbers of a pass. */
#ifndef GR_SINGLE_H
#define GR_SINGLE_H
#include "explain/claims.h"

/* [stray] of the claims that were computed in float32; [p] has the right pass, in double. */
gradus_status gr_claims_stray(struct gr_claimed *claim, size_t count, const struct gr_plain *p,
                              const gradus_net *net, const gradus_set *set, gradus_error *err);

#endif
