/* The formulas of the lists, activations.def and losses.def, at one number, over dual numbers:
 * their exact slopes need no second formula.  For explaining alone; training has its kernels. */
#include "explain/formulas.h"

#include <math.h>

#define ACTIVATION(id, name, formula, derivative, smooth, of_a, value, slope)                  \
    static struct dual value_##id(struct dual z)                                               \
    {                                                                                          \
        return value;                                                                          \
    }                                                                                          \
    static struct dual form_##id(struct dual z, struct dual a)                                 \
    {                                                                                          \
        (void)z, (void)a;                                                                      \
        return slope;                                                                          \
    }
#include "kernels/activations.def"

#define LOSS(id, name, formula, derivative, mean, smooth, term, slope)                         \
    static struct dual term_##id(struct dual a, struct dual y)                                 \
    {                                                                                          \
        return term;                                                                           \
    }
#define JOINT(id, name, formula, derivative, activation)
#include "kernels/losses.def"

static struct dual (*const value_of[])(struct dual z) = {
#define ACTIVATION(id, ...) value_##id,
#include "kernels/activations.def"
};
static struct dual (*const form_of[])(struct dual z, struct dual a) = {
#define ACTIVATION(id, ...) form_##id,
#include "kernels/activations.def"
};
static struct dual (*const term_of[])(struct dual a, struct dual y) = {
#define LOSS(id, ...) term_##id,
#define JOINT(id, ...)
#include "kernels/losses.def"
};

struct dual gr_activation_dual(enum gr_activation g, struct dual z)
{
    return value_of[g](z);
}

struct dual gr_loss_dual(enum gr_loss loss, struct dual a, struct dual y)
{
    return term_of[loss](a, y);
}

double gr_activation_value(enum gr_activation g, double z)
{
    return value_of[g](NUM(z)).v;
}

double gr_activation_slope(enum gr_activation g, double z)
{
    return value_of[g](dual_make(z, 1)).d;
}

double gr_activation_form(enum gr_activation g, double z, double a)
{
    return form_of[g](NUM(z), NUM(a)).v;
}

double gr_loss_term(enum gr_loss loss, double a, double y)
{
    return term_of[loss](NUM(a), NUM(y)).v;
}

double gr_loss_slope(enum gr_loss loss, double a, double y)
{
    return term_of[loss](dual_make(a, 1), NUM(y)).d;
}

void gr_softmax(size_t n, const double *z, double *a)
{
    double top = z[0], sum = 0;
    for (size_t k = 1; k < n; k++)
        top = z[k] > top ? z[k] : top;
    for (size_t k = 0; k < n; k++)
        sum += a[k] = gr_exp(z[k] - top);
    for (size_t k = 0; k < n; k++)
        a[k] /= sum;
}
