/* What a point is at which a descent came to rest. */
#ifndef GR_KIND_H
#define GR_KIND_H
#include <gradus-explain.h>

/* [gradient] is that at [at]; [largest] the largest derivative that was met on the way.  Gives
 * "minimum", "maximum", "saddle", "inflection" or "unknown".                                  */
const char *gr_kind(const gradus_function *f, const double *at, const double *gradient,
                    double largest);

#endif
