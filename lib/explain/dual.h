/* Dual numbers.  A dual (v, d) is a value and its derivative in one direction; with  e e = 0,
 *     f(v + d e) = f(v) + f'(v) d e
 * so that computing with duals differentiates whatever is computed.  The words below are those
 * of kernels/activations.def and losses.def: defined here, they turn the formula of a row into
 * its exact derivative, without a look at the derivative that the row states.
 *
 * Values come from the elementary functions of kernels.h, derivatives from calculus.          */
#ifndef GR_DUAL_H
#define GR_DUAL_H
#include "kernels/kernels.h"
#include <math.h>

struct dual {
    double v, d;
};

static inline struct dual dual_make(double v, double d)
{
    return (struct dual){ v, d };
}

static inline struct dual dual_number(double v)
{
    return dual_make(v, 0);
}

static inline struct dual dual_add(struct dual x, struct dual y)
{
    return dual_make(x.v + y.v, x.d + y.d);
}

static inline struct dual dual_sub(struct dual x, struct dual y)
{
    return dual_make(x.v - y.v, x.d - y.d);
}

static inline struct dual dual_mul(struct dual x, struct dual y)
{
    return dual_make(x.v * y.v, x.v * y.d + x.d * y.v);
}

static inline struct dual dual_div(struct dual x, struct dual y)
{
    double q = x.v / y.v;
    return dual_make(q, (x.d - q * y.d) / y.v);
}

static inline struct dual dual_neg(struct dual x)
{
    return dual_make(-x.v, -x.d);
}

/* At 0, where |x| has no derivative, 0: the middle of its slopes. */
static inline struct dual dual_abs(struct dual x)
{
    double sign = (double)((x.v > 0) - (x.v < 0));
    return dual_make(fabs(x.v), sign * x.d);
}

static inline struct dual dual_where(int yes, struct dual x, struct dual y)
{
    return yes ? x : y;
}

static inline struct dual dual_exp(struct dual x)
{
    double e = gr_exp(x.v);
    return dual_make(e, e * x.d);
}

static inline struct dual dual_expm1(struct dual x)
{
    return dual_make(gr_expm1(x.v), gr_exp(x.v) * x.d);
}

static inline struct dual dual_log(struct dual x)
{
    return dual_make(gr_log(x.v), x.d / x.v);
}

static inline struct dual dual_log1p(struct dual x)
{
    return dual_make(gr_log1p(x.v), x.d / (1 + x.v));
}

static inline struct dual dual_tanh(struct dual x)
{
    double t = gr_tanh(x.v);
    return dual_make(t, (1 - t * t) * x.d);
}

static inline struct dual dual_sigmoid(struct dual x)
{
    double s = gr_sigmoid(x.v);
    return dual_make(s, s * (1 - s) * x.d);
}

/* d/dx erf x = 2 / sqrt(pi) e^(-x x) */
static inline struct dual dual_erf(struct dual x)
{
    return dual_make(gr_erf(x.v), 1.1283791670955125739 * gr_exp(-x.v * x.v) * x.d);
}

#define NUM(x)         dual_number(x)
#define ADD(x, y)      dual_add(x, y)
#define SUB(x, y)      dual_sub(x, y)
#define MUL(x, y)      dual_mul(x, y)
#define DIV(x, y)      dual_div(x, y)
#define NEG(x)         dual_neg(x)
#define ABS(x)         dual_abs(x)
#define LE(x, y)       ((x).v <= (y).v)
#define GT(x, y)       ((x).v > (y).v)
#define WHERE(m, x, y) dual_where(m, x, y)
#define EXP(x)         dual_exp(x)
#define EXPM1(x)       dual_expm1(x)
#define LOG(x)         dual_log(x)
#define LOG1P(x)       dual_log1p(x)
#define TANH(x)        dual_tanh(x)
#define SIGMOID(x)     dual_sigmoid(x)
#define ERF(x)         dual_erf(x)

#endif
