/* The elementary functions of every row: floats are the exact result rounded once, doubles within
 * two units of the last place, and the rows agree bit for bit.  elementary_cases.inc has what is
 * exact, computed with MPFR by scripts/elementary/prove.c, whose exhaustive proof this samples.  */
#include "base/cpu.h"
#include "kernels/kernels.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
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

static const struct float_case {
    const struct function *fn;
    uint32_t x, y;
} float_cases[] = {
#define HASH(name, hash)
#define DOUBLE(name, x, y)
#define FLOAT(name, x, y) { &fn_##name, x, y },
#include "elementary_cases.inc"
#undef FLOAT
#undef DOUBLE
};

static const struct double_case {
    const struct function *fn;
    uint64_t x, y;
} double_cases[] = {
#define FLOAT(name, x, y)
#define DOUBLE(name, x, y) { &fn_##name, x, y },
#include "elementary_cases.inc"
#undef FLOAT
#undef DOUBLE
#undef HASH
};

static const struct hash_case {
    const struct function *fn;
    uint64_t hash;
} hash_cases[] = {
#define FLOAT(name, x, y)
#define DOUBLE(name, x, y)
#define HASH(name, hash) { &fn_##name, hash },
#include "elementary_cases.inc"
#undef FLOAT
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

static void chosen_floats_are_correctly_rounded(void **state)
{
    (void)state;
    EACH_ROW(row) {
        for (size_t i = 0; i < COUNT(float_cases); i++) {
            const struct float_case *c = &float_cases[i];
            float x, y;
            memcpy(&x, &c->x, sizeof x);
            c->fn->floats(row->f32, 1, &x, &y);
            if (float_bits(y) != c->y)
                fail_msg("%s: %s(%a) is %a, not 0x%08x", row->name, c->fn->name, (double)x,
                         (double)y, c->y);
        }
    }
}

static void every_65537th_float_is_correctly_rounded(void **state)
{
    (void)state;
    static float x[SAMPLES], y[SAMPLES];
    for (uint32_t i = 0; i < SAMPLES; i++) {
        uint32_t bits = i * (uint32_t)STRIDE;
        memcpy(&x[i], &bits, sizeof x[i]);
    }
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
            c->fn->doubles(row->f64, 1, &x, &y);
            if (double_bits(y) != double_bits(c->fn->scalar(x)))
                fail_msg("%s: %s(%a) is %a", row->name, c->fn->name, x, y);
        }
    }
}

static void tanh_and_erf_are_odd_and_cos_is_even(void **state)
{
    (void)state;
    for (double x = 0x1p-40; x < 100; x *= 1.0625) {
        assert_true(gr_tanh(-x) == -gr_tanh(x));
        assert_true(gr_erf(-x) == -gr_erf(x));
        assert_true(gr_cos(-x) == gr_cos(x));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chosen_floats_are_correctly_rounded),
        cmocka_unit_test(every_65537th_float_is_correctly_rounded),
        cmocka_unit_test(doubles_are_within_two_units),
        cmocka_unit_test(rows_give_the_bits_of_the_scalar_functions),
        cmocka_unit_test(tanh_and_erf_are_odd_and_cos_is_even),
    };
    return cmocka_run_group_tests_name("elementary", tests, NULL, NULL);
}
