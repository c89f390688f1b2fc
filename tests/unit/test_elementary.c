/* The elementary functions of every row: floats are the exact result rounded once or within one
 * unit of the last place, doubles within two, and the rows agree bit for bit.
 * elementary_cases.inc has what is exact, computed with MPFR by scripts/elementary/prove.c, whose
 * exhaustive proof this samples.                                                               */
#include "base/cpu.h"
#include "kernels/kernels.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

enum { SAMPLES = 0x10000, STRIDE = 0x10001 };

struct function {
    const char *name;
    double (*scalar)(double x);
    void (*floats)(const struct gr_kernels_f32 *k, size_t n, const float *x, float *y);
    void (*doubles)(const struct gr_kernels_f64 *k, size_t n, const double *x, double *y);
};

#define CALLS(name, member)                                                                    \
    static void floats_##name(const struct gr_kernels_f32 *k, size_t n, const float *x, float *y) \
    {                                                                                          \
        k->member(n, x, y);                                                                    \
    }                                                                                          \
    static void doubles_##name(const struct gr_kernels_f64 *k, size_t n, const double *x,      \
                               double *y)                                                      \
    {                                                                                          \
        k->member(n, x, y);                                                                    \
    }                                                                                          \
    static const struct function fn_##name = { #name, gr_##name, floats_##name, doubles_##name };
CALLS(exp, exp)
CALLS(expm1, expm1)
CALLS(log, log)
CALLS(log1p, log1p)
CALLS(tanh, forward[GR_ACT_tanh])
CALLS(sigmoid, forward[GR_ACT_sigmoid])
CALLS(erf, erf)
CALLS(cos, cos)

/* Of doubles alone, one at a time: no kernel has it. */
static const struct function fn_sin = { "sin", gr_sin, NULL, NULL };

/* [near]: y is the exact result rounded once, and a neighbour of it will do. */
static const struct float_case {
    const struct function *fn;
    int near;
    uint32_t x, y;
} float_cases[] = {
#define HASH(name, hash)
#define DOUBLE(name, x, y)
#define FLOAT(name, x, y) { &fn_##name, 0, x, y },
#define NEAR(name, x, y) { &fn_##name, 1, x, y },
#include "elementary_cases.inc"
#undef FLOAT
#undef NEAR
#undef DOUBLE
};

static const struct double_case {
    const struct function *fn;
    uint64_t x, y;
} double_cases[] = {
#define FLOAT(name, x, y)
#define NEAR(name, x, y)
#define DOUBLE(name, x, y) { &fn_##name, x, y },
#include "elementary_cases.inc"
#undef FLOAT
#undef NEAR
#undef DOUBLE
#undef HASH
};

static const struct hash_case {
    const struct function *fn;
    uint64_t hash;
} hash_cases[] = {
#define FLOAT(name, x, y)
#define NEAR(name, x, y)
#define DOUBLE(name, x, y)
#define HASH(name, hash) { &fn_##name, hash },
#include "elementary_cases.inc"
#undef FLOAT
#undef NEAR
#undef DOUBLE
#undef HASH
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct gr_kernels *usable_row(size_t *k)
{
    const struct gr_kernels *row = gr_kernels_all[*k];
    while (row && (row->needs & ~gr_cpu_features()))
        row = gr_kernels_all[++*k];
    ++*k;
    return row;
}

#define EACH_ROW(row)                                                                          \
    size_t next = 0;                                                                           \
    for (const struct gr_kernels *row = usable_row(&next); row; row = usable_row(&next))

static uint32_t float_bits(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return x != x ? 0x7fc00000 : bits;
}

static uint64_t double_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return x != x ? 0x7ff8000000000000 : bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Numbers apart in the order of the doubles; far apart unless both are finite and of one sign. */
static uint64_t apart(uint64_t a, uint64_t b)
{
    const uint64_t infinity = 0x7ff0000000000000, sign = 0x8000000000000000;
    if (a == b)
        return 0;
    if ((a ^ b) & sign || (a & ~sign) >= infinity || (b & ~sign) >= infinity)
        return UINT64_MAX;
    return a > b ? a - b : b - a;
}

/* Neighbours among the floats of one sign, infinity being the last, or the same. */
static int are_neighbours(uint32_t a, uint32_t b)
{
    const uint32_t infinity = 0x7f800000, sign = 0x80000000;
    if (a == b)
        return 1;
    if ((a ^ b) & sign || (a & ~sign) > infinity || (b & ~sign) > infinity)
        return 0;
    return a - b == 1 || b - a == 1;
}

static void chosen_floats_are_right(void **state)
{
    (void)state;
    EACH_ROW(row) {
        for (size_t i = 0; i < COUNT(float_cases); i++) {
            const struct float_case *c = &float_cases[i];
            float x, y;
            memcpy(&x, &c->x, sizeof x);
            c->fn->floats(row->f32, 1, &x, &y);
            if (c->near ? !are_neighbours(float_bits(y), c->y) : float_bits(y) != c->y)
                fail_msg("%s: %s(%a) is %a, not 0x%08x", row->name, c->fn->name, (double)x,
                         (double)y, c->y);
        }
    }
}

static void sample_floats(float x[SAMPLES])
{
    for (uint32_t i = 0; i < SAMPLES; i++) {
        uint32_t bits = i * (uint32_t)STRIDE;
        memcpy(&x[i], &bits, sizeof x[i]);
    }
}

static void every_65537th_float_has_the_proved_bits(void **state)
{
    (void)state;
    static float x[SAMPLES], y[SAMPLES];
    sample_floats(x);
    EACH_ROW(row) {
        for (size_t k = 0; k < COUNT(hash_cases); k++) {
            uint64_t hash = 0xcbf29ce484222325;         /* FNV-1a */
            hash_cases[k].fn->floats(row->f32, SAMPLES, x, y);
            for (size_t i = 0; i < SAMPLES; i++)
                hash = (hash ^ float_bits(y[i])) * 0x100000001b3;
            if (hash != hash_cases[k].hash)
                fail_msg("%s: %s", row->name, hash_cases[k].fn->name);
        }
    }
}

/* |y - exact| in units of the last place of a float, exact being good enough as a double. */
static double error_in_units(float y, double exact)
{
    if (y != y || exact != exact)
        return y != y && exact != exact ? 0 : HUGE_VAL;
    double got = fmin(fmax((double)y, -0x1p128), 0x1p128);
    exact = fmin(fmax(exact, -0x1p128), 0x1p128);
    int e = exact == 0 ? -149 : ilogb(exact) - 23;
    return ldexp(fabs(got - exact), e < -149 ? 149 : e > 104 ? -104 : -e);
}

static void every_65537th_float_is_within_a_unit(void **state)
{
    (void)state;
    static float x[SAMPLES], y[SAMPLES];
    sample_floats(x);
    EACH_ROW(row) {
        for (size_t k = 0; k < COUNT(hash_cases); k++) {
            const struct function *fn = hash_cases[k].fn;
            fn->floats(row->f32, SAMPLES, x, y);
            for (size_t i = 0; i < SAMPLES; i++)
                if (!(error_in_units(y[i], fn->scalar((double)x[i])) < 1))
                    fail_msg("%s: %s(%a) is %a", row->name, fn->name, (double)x[i],
                             (double)y[i]);
        }
    }
}

static void floats_are_odd_and_keep_the_sign_of_zero(void **state)
{
    (void)state;
    static float x[SAMPLES], minus[SAMPLES], y[SAMPLES], turned[SAMPLES];
    const float zero[] = { 0, -0.0f };
    sample_floats(x);
    for (size_t i = 0; i < SAMPLES; i++)
        minus[i] = -x[i];
    EACH_ROW(row) {
        row->f32->forward[GR_ACT_tanh](SAMPLES, x, y);
        row->f32->forward[GR_ACT_tanh](SAMPLES, minus, turned);
        for (size_t i = 0; i < SAMPLES; i++)
            assert_true(float_bits(y[i]) == float_bits(-turned[i]));
        row->f32->forward[GR_ACT_tanh](2, zero, y);
        row->f32->expm1(2, zero, turned);
        assert_true(!signbit(y[0]) && signbit(y[1]) && !signbit(turned[0]) && signbit(turned[1]));
    }
}

static void doubles_are_within_two_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(double_cases); i++) {
        const struct double_case *c = &double_cases[i];
        double x = double_of(c->x), y = c->fn->scalar(x);
        if (apart(double_bits(y), c->y) > 2)
            fail_msg("%s(%a) is %a, not %a", c->fn->name, x, y, double_of(c->y));
    }
}

static void rows_give_the_bits_of_the_scalar_functions(void **state)
{
    (void)state;
    EACH_ROW(row) {
        for (size_t i = 0; i < COUNT(double_cases); i++) {
            const struct double_case *c = &double_cases[i];
            double x = double_of(c->x), y;
            if (!c->fn->doubles)
                continue;
            c->fn->doubles(row->f64, 1, &x, &y);
            if (double_bits(y) != double_bits(c->fn->scalar(x)))
                fail_msg("%s: %s(%a) is %a", row->name, c->fn->name, x, y);
        }
    }
}

static void tanh_erf_and_sin_are_odd_and_cos_is_even(void **state)
{
    (void)state;
    for (double x = 0x1p-40; x < 100; x *= 1.0625) {
        assert_true(gr_tanh(-x) == -gr_tanh(x));
        assert_true(gr_erf(-x) == -gr_erf(x));
        assert_true(gr_sin(-x) == -gr_sin(x));
        assert_true(gr_cos(-x) == gr_cos(x));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chosen_floats_are_right),
        cmocka_unit_test(every_65537th_float_has_the_proved_bits),
        cmocka_unit_test(every_65537th_float_is_within_a_unit),
        cmocka_unit_test(floats_are_odd_and_keep_the_sign_of_zero),
        cmocka_unit_test(doubles_are_within_two_units),
        cmocka_unit_test(rows_give_the_bits_of_the_scalar_functions),
        cmocka_unit_test(tanh_erf_and_sin_are_odd_and_cos_is_even),
    };
    return cmocka_run_group_tests_name("elementary", tests, NULL, NULL);
}
