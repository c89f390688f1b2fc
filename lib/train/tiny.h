/* The path of tiny networks through training: the parameters as kernels/tiny.h has them. */
#ifndef GR_TRAIN_TINY_H
#define GR_TRAIN_TINY_H
#include "net/tape.h"
#include "train/state.h"

struct gr_tiny_path;
/* *out = NULL, and no error, where a net or its batches are too large for it. */
gradus_status gr_tiny_new(struct gr_tiny_path **out, gradus_net *net, size_t batch,
                          enum gr_rule_kind kind, gradus_error *err);
void gr_tiny_free(struct gr_tiny_path *path);
/* Some steps, each over the next [rows] rows index[0] .. of a set, whose losses are added to *loss.
 * Returns how many were taken: before one whose loss is not finite it ends, and the net has the
 * parameters.                                                                                  */
size_t gr_tiny_steps(struct gr_tiny_path *path, const gradus_set *set, const size_t *index,
                     size_t steps, size_t rows, const struct gr_update *update, double *loss);
/* The net gets the parameters. */
void gr_tiny_save(const struct gr_tiny_path *path);
/* Adds what its steps change: its own parameters and the optimiser's memory. */
void gr_tiny_state(const struct gr_tiny_path *path, struct gr_state *state);
#endif
