/* Activations and losses at one number, as their lists state them. */
#ifndef GR_FORMULAS_H
#define GR_FORMULAS_H
#include "explain/dual.h"
#include "net/names.h"
#include <stddef.h>

struct dual gr_activation_dual(enum gr_activation g, struct dual z);     /* element-wise ones */
struct dual gr_loss_dual(enum gr_loss loss, struct dual a, struct dual y);   /* not joint ones */
double gr_activation_value(enum gr_activation g, double z);        /* element-wise ones */
double gr_activation_slope(enum gr_activation g, double z);        /* exact g'(z) */
double gr_activation_form(enum gr_activation g, double z, double a);   /* its stated formula */
double gr_loss_term(enum gr_loss loss, double a, double y);        /* not of joint losses */
double gr_loss_slope(enum gr_loss loss, double a, double y);
void gr_softmax(size_t n, const double *z, double *a);

#endif
