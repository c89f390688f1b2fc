/* One plain forward and backward pass in double, right or with known mistakes in it. */
#ifndef GR_WRONG_PASS_H
#define GR_WRONG_PASS_H
#include "explain/mistakes.h"

/* Computes everything, with [count] mistakes (0: right).  [made] is read during the call only. */
void gr_plain_run(struct gr_plain *p, const gradus_mistake *made, size_t count);

#endif
