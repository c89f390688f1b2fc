/* The network inside: what the floors above need of it beyond gradus.h. */
#ifndef GR_NET_H
#define GR_NET_H
#include "base/threads.h"
#include "kernels/kernels.h"
#include <gradus.h>

/* Rows in one chain of a sum over examples (a rule of the numbers), and so in one go of a pass. */
enum { GR_CHUNK = 256 };

size_t gr_net_inputs(const gradus_net *net);
size_t gr_net_outputs(const gradus_net *net);
const gradus_allocator *gr_net_memory(const gradus_net *net);

/* Outputs y (rows, outputs) of x (rows, inputs), rows <= GR_CHUNK, numbers in and out, with
 * gr_net_scratch bytes of scratch (any malloc alignment).  Allocates nothing.  Returns the first
 * row with a NaN, where it ends and leaves y alone, or [rows].                                */
size_t gr_net_scratch(const gradus_net *net, size_t rows);
size_t gr_net_run(const gradus_net *net, size_t rows, const double *x, double *y, void *scratch);

/* Outputs (rows, outputs) in double, may be NULL, and the loss of a whole set. */
gradus_status gr_net_evaluate(const gradus_net *net, const gradus_set *set, double *outputs,
                              double *loss, gradus_error *err);

/* Element k of a matrix of any type, row by row. */
double gr_matrix_number(const gradus_matrix *m, size_t k);
#endif
