/* Status and errors: how every function of gradus says that it failed. */
#ifndef GR_STATUS_H
#define GR_STATUS_H
#include <gradus.h>

/* Fills *err (may be NULL) and returns [code], so that a caller can `return gr_fail(...)`. */
gradus_status gr_fail(gradus_error *err, gradus_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
gradus_status gr_nomem(gradus_error *err);
/* Adds what to do about the error that *err already holds. */
void gr_hint(gradus_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A name, or [size] bytes of text, inside a message: so much that the rest has room, too. */
#define GR_PART GRADUS_PART
#define GR_NAME GRADUS_SHOWN

/* The name nearest to [word] by edit distance, or NULL when none is near.  Feed candidates one
 * by one, then ask.                                                                         */
struct gr_nearest {
    const char *word, *best;
    size_t distance;
};
void gr_nearest_start(struct gr_nearest *near, const char *word);
void gr_nearest_try(struct gr_nearest *near, const char *candidate);

#endif
