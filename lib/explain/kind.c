/* Minimum, maximum, saddle or inflection?
 *
 * The second derivatives H are differences of the gradient, and their eigenvectors v the directions
 * in which f bends independently.  Along one of them the slope s(t) = v . grad f(x + t v) is looked
 * at on both sides: below 0 and then above, f has a minimum; the other way round a maximum; of one
 * sign, and steeper than here, it goes on through an inflection.  The rest of a descent never lies
 * exactly where the gradient vanishes, so that H alone says too little: near 0 even x^3 bends up or
 * down.  The sides are taken some distances to the vanishing point away, d = |s / (v . H v)| by
 * Newton; where f is as flat as x^p, the true distance is p - 1 times that.                    */
#include "explain/kind.h"

#include <math.h>
#include <string.h>

enum { MOST = 32, SWEEPS = 40, NEAREST = 4, FARTHEST = 16 };

static const double small_step = 1e-5, near_step = 1e-4, near = 1e-3, fallen = 1e-2;
static const double rounding = 1e-12;

struct bend {
    const gradus_function *f;
    size_t n;
    const double *at, *gradient;
    double largest, size;               /* size: 1 + the largest |x| */
    double h[MOST][MOST], axis[MOST][MOST];         /* axis[i] is an eigenvector in the end */
};

/* The gradient at x + t v. */
static void gradient_at(struct bend *b, const double *v, double t, double *out)
{
    double x[MOST];
    for (size_t k = 0; k < b->n; k++)
        x[k] = b->at[k] + t * v[k];
    b->f->value(b->f->of, x, out);
}

static double dot(size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += a[k] * b[k];
    return sum;
}

static double slope(struct bend *b, const double *v, double t)
{
    double g[MOST];
    gradient_at(b, v, t, g);
    return dot(b->n, v, g);
}

static void second_differences(struct bend *b)
{
    double above[MOST], below[MOST], step = small_step * b->size;
    for (size_t i = 0; i < b->n; i++) {
        b->axis[i][i] = 1;
        gradient_at(b, b->axis[i], step, above);
        gradient_at(b, b->axis[i], -step, below);
        for (size_t j = 0; j < b->n; j++) {
            double half = (above[j] - below[j]) / (4 * step);
            b->h[i][j] += half;
            b->h[j][i] += half;
        }
    }
}

/* Turns rows i and j of a matrix into each other: by the angle with cosine c and sine s. */
static void turn_rows(size_t n, double (*m)[MOST], size_t i, size_t j, double c, double s)
{
    for (size_t k = 0; k < n; k++) {
        double p = m[i][k], q = m[j][k];
        m[i][k] = c * p - s * q;
        m[j][k] = s * p + c * q;
    }
}

/* Jacobi's method: the turn that makes h[i][j] 0, of H from both sides and of the axes. */
static void turn(struct bend *b, size_t i, size_t j)
{
    double middle = (b->h[j][j] - b->h[i][i]) / (2 * b->h[i][j]);
    double t = (middle < 0 ? -1 : 1) / (fabs(middle) + sqrt(1 + middle * middle));
    double c = 1 / sqrt(1 + t * t), s = t * c;
    turn_rows(b->n, b->h, i, j, c, s);
    for (size_t k = 0; k < b->n; k++) {
        double p = b->h[k][i], q = b->h[k][j];
        b->h[k][i] = c * p - s * q;
        b->h[k][j] = s * p + c * q;
    }
    turn_rows(b->n, b->axis, i, j, c, s);
}

static void eigenvectors(struct bend *b)
{
    for (int sweep = 0; sweep < SWEEPS; sweep++)
        for (size_t i = 0; i < b->n; i++)
            for (size_t j = i + 1; j < b->n; j++)
                if (fabs(b->h[i][j]) > rounding * (fabs(b->h[i][i]) + fabs(b->h[j][j])))
                    turn(b, i, j);
}

enum along { UNKNOWN, RISES, FALLS, GOES_ON };

static enum along shape(double before, double here, double after)
{
    if (before < 0 && after > 0)
        return RISES;
    if (before > 0 && after < 0)
        return FALLS;
    if (before * after > 0 && fabs(before) > fabs(here) && fabs(after) > fabs(here))
        return GOES_ON;
    return UNKNOWN;
}

static enum along look_along(struct bend *b, size_t i)
{
    const double *v = b->axis[i];
    double here = dot(b->n, v, b->gradient), bends = fabs(b->h[i][i]);
    double away = here == 0 ? 0 : bends > 0 ? fabs(here) / bends : HUGE_VAL;
    if (!(away <= near * b->size || fabs(here) <= fallen * b->largest))
        return UNKNOWN;                             /* it does not vanish here */
    double t = fmin(fmax(NEAREST * away, near_step * b->size), b->size / 2);
    for (;; t *= 2) {
        double before = slope(b, v, -t), after = slope(b, v, t);
        if (!(fabs(before) > rounding * b->largest || fabs(after) > rounding * b->largest))
            return UNKNOWN;                         /* flat */
        enum along found = shape(before, here, after);
        if (found == RISES || found == FALLS || 2 * t > fmin(FARTHEST * away, b->size))
            return found;
    }
}

const char *gr_kind(const gradus_function *f, const double *at, const double *gradient,
                    double largest)
{
    size_t count[GOES_ON + 1] = { 0 };
    struct bend b = { .f = f, .n = f->variables, .at = at,
                      .gradient = gradient, .largest = largest, .size = 1 };
    if (b.n > MOST)
        return "unknown";
    for (size_t k = 0; k < b.n; k++)
        b.size = fmax(b.size, 1 + fabs(at[k]));
    second_differences(&b);
    eigenvectors(&b);
    for (size_t i = 0; i < b.n; i++)
        count[look_along(&b, i)]++;
    if (count[RISES] && count[FALLS])
        return "saddle";
    if (count[UNKNOWN])
        return "unknown";
    return count[GOES_ON] ? "inflection" : count[RISES] ? "minimum" : "maximum";
}
