/* The numeric core: written once over  real  in core.inc, compiled for float and for double. */
#ifndef GR_CORE_H
#define GR_CORE_H
#include "net/tape.h"

struct gr_core {
    size_t size;                        /* of a number, in bytes */
    void (*rows)(const struct gr_pass *pass, size_t r0, size_t r1);
    void (*weights)(gradus_tape *tape, size_t layer, size_t i0, size_t i1,
                    const struct gr_descent *what);
    void (*biases)(gradus_tape *tape, size_t layer, const struct gr_descent *what);
    void (*turn)(gradus_tape *tape, size_t layer);
    void (*widen)(const void *from, size_t n, double *to);
    void (*narrow)(const double *from, size_t n, void *to);
    void (*get)(const void *matrix, size_t rows, size_t cols, double *out);    /* from panels */
    /* Returns the first row with a NaN, where it ends, or [rows]. */
    size_t (*run)(const gradus_net *net, size_t rows, const double *x, void *a, void *z, double *y);
};
extern const struct gr_core gr_core_f32, gr_core_f64;

#endif
