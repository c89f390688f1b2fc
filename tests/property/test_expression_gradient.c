/* The gradient of random formulas, beside two that know nothing of it: dual numbers over the C
 * library's functions, carried along while the formula is written down, and central differences
 * of the formula's own value.                                                                  */
#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { FORMULAS = 20000, VARIABLES = 3 };

static uint64_t state_of_random;

static unsigned draw(unsigned below)
{
    uint64_t z = state_of_random += 0x9e3779b97f4a7c15u;            /* splitmix64 */
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % below);
}

/* ---- dual numbers --------------------------------------------------------------------------- */

struct dual {
    double v, d[VARIABLES];
};

/* What was met on the way: the largest number, and how near to a kink it came. */
struct met {
    double largest, kink;
};

static struct dual chain(double v, double slope, struct dual a, struct met *m)
{
    struct dual r = { .v = v };
    m->largest = fmax(m->largest, fmax(fabs(v), fabs(slope)));
    for (int k = 0; k < VARIABLES; k++) {
        r.d[k] = a.d[k] == 0 ? 0 : slope * a.d[k];
        m->largest = fmax(m->largest, fabs(r.d[k]));
    }
    if (!(m->largest < INFINITY) || v != v || slope != slope)
        m->largest = INFINITY;
    return r;
}

static struct dual join(double v, double by_a, struct dual a, double by_b, struct dual b,
                        struct met *m)
{
    struct dual r = chain(v, by_a, a, m), s = chain(v, by_b, b, m);
    for (int k = 0; k < VARIABLES; k++)
        r.d[k] += s.d[k];
    return r;
}

/* ---- random formulas ------------------------------------------------------------------------ */

struct formula {
    char text[4096];
    size_t size;
    double at[VARIABLES];
    struct met met;
};

static const char *const names[VARIABLES] = { "x", "long_name", "y2" };

static void put(struct formula *f, const char *text)
{
    size_t n = strlen(text);
    assert_true(f->size + n < sizeof f->text);
    memcpy(f->text + f->size, text, n + 1);
    f->size += n;
}

static struct dual make(struct formula *f, int depth);

static struct dual leaf(struct formula *f)
{
    struct dual r = { 0 };
    char number[32];
    if (draw(3)) {
        unsigned k = draw(VARIABLES);
        put(f, names[k]);
        r.v = f->at[k];
        r.d[k] = 1;
    } else {
        r.v = (1 + draw(60)) / 16.0;
        snprintf(number, sizeof number, "%.6f", r.v);
        put(f, number);
    }
    return r;
}

static struct dual binary(struct formula *f, int depth)
{
    static const char *const sign[] = { ")+(", ")-(", ")*(", ")/(" };
    unsigned which = draw(4);
    put(f, "(");
    struct dual a = make(f, depth - 1);
    put(f, sign[which]);
    struct dual b = make(f, depth - 1);
    put(f, ")");
    switch (which) {
    case 0: return join(a.v + b.v, 1, a, 1, b, &f->met);
    case 1: return join(a.v - b.v, 1, a, -1, b, &f->met);
    case 2: return join(a.v * b.v, b.v, a, a.v, b, &f->met);
    default: return join(a.v / b.v, 1 / b.v, a, -a.v / (b.v * b.v), b, &f->met);
    }
}

static struct dual power(struct formula *f, int depth)
{
    char number[32];
    int whole = (int)draw(9) - 4;
    put(f, "(");
    struct dual a = make(f, depth - 1);
    if (a.v > 0.1 && draw(2)) {
        put(f, ")^(");
        struct dual b = make(f, depth - 1);
        put(f, ")");
        return join(pow(a.v, b.v), b.v * pow(a.v, b.v - 1), a, pow(a.v, b.v) * log(a.v), b,
                    &f->met);
    }
    snprintf(number, sizeof number, ")^%d", whole);
    put(f, number);
    return chain(pow(a.v, whole), whole ? whole * pow(a.v, whole - 1) : 0, a, &f->met);
}

#define FUNCTION(name, value, slope)                                                           \
    static double value_##name(double a)                                                       \
    {                                                                                          \
        return value;                                                                          \
    }                                                                                          \
    static double slope_##name(double a)                                                       \
    {                                                                                          \
        (void)a;                                                                               \
        return slope;                                                                          \
    }
FUNCTION(exp, exp(a), exp(a))
FUNCTION(log, log(a), 1 / a)
FUNCTION(sqrt, sqrt(a), 0.5 / sqrt(a))
FUNCTION(sin, sin(a), cos(a))
FUNCTION(cos, cos(a), -sin(a))
FUNCTION(tan, tan(a), 1 / (cos(a) * cos(a)))
FUNCTION(tanh, tanh(a), 1 / (cosh(a) * cosh(a)))
FUNCTION(sigmoid, 1 / (1 + exp(-a)), 1 / (2 + exp(a) + exp(-a)))
FUNCTION(abs, fabs(a), a < 0 ? -1 : 1)
FUNCTION(relu, a < 0 ? 0 : a, a < 0 ? 0 : 1)
FUNCTION(minus, -a, -1)

#define ROW(text, name, kink) { text, value_##name, slope_##name, kink }
static const struct {
    const char *text;
    double (*value)(double a), (*slope)(double a);
    int kink;
} functions[] = {
    ROW("exp(", exp, 0),     ROW("log(", log, 0),   ROW("sqrt(", sqrt, 0),
    ROW("sin(", sin, 0),     ROW("cos(", cos, 0),   ROW("tan(", tan, 0),
    ROW("tanh(", tanh, 0),   ROW("sigmoid(", sigmoid, 0),
    ROW("abs(", abs, 1),     ROW("relu(", relu, 1), ROW("-(", minus, 0),
};

static struct dual unary(struct formula *f, int depth)
{
    unsigned which = draw(sizeof functions / sizeof *functions);
    put(f, functions[which].text);
    struct dual a = make(f, depth - 1);
    put(f, ")");
    if (functions[which].kink)
        f->met.kink = fmin(f->met.kink, fabs(a.v));
    return chain(functions[which].value(a.v), functions[which].slope(a.v), a, &f->met);
}

static struct dual make(struct formula *f, int depth)
{
    unsigned kind = draw(8);
    if (depth == 0 || kind == 0)
        return leaf(f);
    return kind < 4 ? binary(f, depth) : kind < 5 ? power(f, depth) : unary(f, depth);
}

/* ---- the comparison ------------------------------------------------------------------------- */

static size_t place_of(const gradus_expression *f, const char *name)
{
    size_t k = 0;
    while (gradus_expression_variable(f, k) && strcmp(gradus_expression_variable(f, k), name))
        k++;
    return k;
}

static void compare_duals(const struct formula *f, const struct dual *want, const double *at,
                          gradus_expression *e)
{
    double g[VARIABLES], bound = 1e-13 * pow(1 + f->met.largest, 2);
    double value = gradus_expression_gradient(e, at, g);
    assert_true(value == gradus_expression_value(e, at));
    if (!(fabs(value - want->v) <= bound))
        fail_msg("%s is %.17g, not %.17g", f->text, value, want->v);
    for (int k = 0; k < VARIABLES; k++) {
        size_t place = place_of(e, names[k]);
        double got = place < gradus_expression_variables(e) ? g[place] : 0;
        if (!(fabs(got - want->d[k]) <= bound))
            fail_msg("%s by %s is %.17g, not %.17g", f->text, names[k], got, want->d[k]);
    }
}

static int compare_differences(const struct formula *f, double *at, gradus_expression *e)
{
    double g[VARIABLES];
    const double h = 0x1p-17;
    gradus_expression_gradient(e, at, g);
    if (f->met.largest > 20 || f->met.kink < 1e-2)
        return 0;
    for (size_t k = 0; k < gradus_expression_variables(e); k++) {
        double x = at[k];
        at[k] = x + h;
        double above = gradus_expression_value(e, at);
        at[k] = x - h;
        double below = gradus_expression_value(e, at);
        at[k] = x;
        if (!(fabs((above - below) / (2 * h) - g[k]) <= 1e-4 * (1 + f->met.largest)))
            fail_msg("%s: %.17g beside %.17g", f->text, g[k], (above - below) / (2 * h));
    }
    return 1;
}

static void gradients_of_random_formulas_are_right(void **state)
{
    (void)state;
    int duals = 0, differences = 0;
    for (int k = 0; k < FORMULAS; k++) {
        state_of_random = (uint64_t)k * 1000003;
        struct formula f = { .met = { 0, INFINITY } };
        for (int i = 0; i < VARIABLES; i++)
            f.at[i] = ((int)draw(400) - 200) / 100.0 + 0.001;
        struct dual want = make(&f, 1 + (int)draw(5));
        gradus_expression *e = NULL;
        gradus_error err;
        double at[VARIABLES];
        if (gradus_expression_parse(&e, f.text, NULL, &err) != GRADUS_OK)
            fail_msg("%s: %s at %zu", f.text, err.text, err.column);
        for (int i = 0; i < VARIABLES; i++)
            if (place_of(e, names[i]) < gradus_expression_variables(e))
                at[place_of(e, names[i])] = f.at[i];
        if (f.met.largest < 1e4 && f.met.kink > 1e-9) {
            compare_duals(&f, &want, at, e);
            differences += compare_differences(&f, at, e);
            duals++;
        }
        gradus_expression_free(e);
    }
    assert_true(duals > FORMULAS / 2);
    assert_true(differences > FORMULAS / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_of_random_formulas_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
