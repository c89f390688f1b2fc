/* The numeric core: written once over  real  in core.inc, compiled for float and for double. */
#ifndef GR_CORE_H
#define GR_CORE_H
#include "net/tape.h"

struct gr_core {
    size_t size;                        /* of a number, in bytes */
    void (*rows)(const struct gr_pass *pass, size_t r0, size_t r1);
    void (*weight_gradient)(const gradus_tape *tape, size_t layer, size_t i0, size_t i1, int add,
                            void *block);
    void (*bias_gradient)(const gradus_tape *tape, size_t layer, int add, void *block);
    void (*turn)(gradus_tape *tape, size_t layer, size_t i0, size_t i1);
    void (*widen)(const void *from, size_t n, double *to);
    void (*narrow)(const double *from, size_t n, void *to);
    void (*run)(const gradus_net *net, size_t rows, void *a, void *z, double *y);
};
extern const struct gr_core gr_core_f32, gr_core_f64;

#endif
