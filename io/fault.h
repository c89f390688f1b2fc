/* Errors and memory for io/, which sees the public headers only. */
#ifndef GR_FAULT_H
#define GR_FAULT_H
#include <gradus-io.h>

#include <fenv.h>

/* Where in which file: line and column count from 1, 0 where there is none. */
struct gr_place {
    const char *file;
    size_t line, column;
};

/* Fills *err (may be NULL) and returns [code].  [place] may be NULL. */
gradus_status gr_fault(gradus_error *err, gradus_status code, const struct gr_place *place,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
gradus_status gr_fault_nomem(gradus_error *err);
/* Adds what to do about the error that *err already holds. */
void gr_fault_hint(gradus_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Names the file in an error that libgradus wrote; returns its code. */
gradus_status gr_fault_in(gradus_error *err, gradus_status code, const char *file);

/* A name, or [size] bytes of text, inside a message: so much that the rest has room, too. */
#define GR_PART GRADUS_PART
#define GR_NAME GRADUS_SHOWN

/* Sets the floating-point mode that numbers are read and written in (to nearest, denormals kept)
 * and gives the caller's; leave puts it back.                                                  */
void gr_mode_enter(fenv_t *before);
void gr_mode_leave(const fenv_t *before);

/* [count] items of [size] bytes, not cleared, from *mem or malloc; NULL when there is no memory or
 * the product overflows.  count 0 gives a valid block.                                        */
void *gr_take(const gradus_allocator *mem, size_t count, size_t size);
void gr_give(const gradus_allocator *mem, void *block);            /* accepts NULL */

#endif
