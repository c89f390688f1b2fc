/* Activations and losses by name. */
#ifndef GR_NAMES_H
#define GR_NAMES_H
#include "kernels/kernels.h"
#include <gradus.h>

gradus_status gr_find_activation(const char *name, enum gr_activation *out, gradus_error *err);
gradus_status gr_find_loss(const char *name, enum gr_loss *out, gradus_error *err);

/* 1 where loss and delta are computed from Z together with one activation, else 0. */
int gr_loss_is_joint(enum gr_loss loss);
/* 1 where the derivative is written in a alone, so that z need not be kept. */
int gr_activation_is_of_a(enum gr_activation activation);
enum gr_activation gr_loss_partner(enum gr_loss loss);      /* of a joint loss */
int gr_loss_is_mean(enum gr_loss loss);                     /* over rows; else their sum */

/* The number of [name] in a list of [count] rows, or GRADUS_UNKNOWN, naming the known ones and the
 * nearest; [kind] is "activation", "loss", ...                                               */
gradus_status gr_find_name(const gradus_info *list, size_t count, const char *kind,
                           const char *name, size_t *out, gradus_error *err);

#endif
