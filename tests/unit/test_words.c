/* The words of the portable row that are more than one operation: fma of floats made of doubles,
 * the order of max and min, parts of vectors.                                                  */
#include "kernels/words_portable.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static uint32_t bits_of(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return x != x ? 0x7fc00000 : bits;
}

static float float_of(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint32_t next_bits(void)
{
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;       /* Knuth, MMIX */
    return (uint32_t)(state >> 32);
}

static void check_fma(float a, float b, float c)
{
    f got = f_fma(f_all(a), f_all(b), f_all(c)), minus = f_fnma(f_all(a), f_all(b), f_all(c));
    if (bits_of(got.e[0]) != bits_of(fmaf(a, b, c))
        || bits_of(minus.e[F_LANES - 1]) != bits_of(fmaf(-a, b, c)))
        fail_msg("fma(%a, %a, %a) is %a", (double)a, (double)b, (double)c, (double)got.e[0]);
}

static void fma_of_special_floats(void **state)
{
    (void)state;
    static const uint32_t special[] = {
        0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007fffff, 0x00800000, 0x80800001,
        0x33800000, 0x3f7fffff, 0x3f800000, 0xbf800001, 0x4b800001, 0x7f7fffff, 0xff7fffff,
        0x7f800000, 0xff800000, 0x7fc00000,
    };
    const size_t n = sizeof special / sizeof special[0];
    for (size_t i = 0; i < n * n * n; i++)
        check_fma(float_of(special[i % n]), float_of(special[i / n % n]),
                  float_of(special[i / n / n]));
}

/* Any bits; c near -a b, where much cancels; few bits, where ties are; c far below the product. */
static void fma_of_many_floats(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 1000000; i++) {
        float a = float_of(next_bits()), b = float_of(next_bits()), c = float_of(next_bits());
        float one = float_of((next_bits() & 0x807fffff) | 0x3f800000);
        float few = float_of(next_bits() & 0xbfffe000);
        float few_too = float_of(next_bits() & 0xbffe0000);
        check_fma(a, b, c);
        check_fma(a, one, -a * one);
        check_fma(few, few_too, few * one);
        check_fma(few, one, few * 0x1p-26f * float_of((i & 0xf) << 19 | 0x3f800000));
        check_fma(one * 0x1p-100f, few_too, one * 0x1p-126f);
    }
}

/* So near to a tie between two denormal floats that double takes it for one. */
static void fma_beside_a_denormal_tie(void **state)
{
    (void)state;
    float a = 0x1.000002p-75f, b = 0x1.fffffcp-76f;     /* a b = 2^-150 - 2^-196 */
    for (float c = 0x1p-127f; c < 0x1.00001p-127f; c += 0x1p-149f) {
        check_fma(a, b, c);
        check_fma(-a, b, c);
    }
}

static void scaling_rounds_once(void **state)
{
    (void)state;
    const float a[] = { 0.5f, 0x1.000002p-1f, -1, 0x1.555556p0f, -0x1.fffffep0f, 0x1.8p0f, 2 };
    for (int n = -252; n <= 252; n++) {
        for (size_t i = 0; i < sizeof a / sizeof a[0]; i++) {
            f y = f_scale(f_all(a[i]), f_all((float)n));
            assert_true(bits_of(y.e[F_LANES - 1]) == bits_of((float)ldexp((double)a[i], n)));
        }
    }
}

static void the_sign_of_another(void **state)
{
    (void)state;
    f plus = f_copysign(f_all(-3), f_all(0)), minus = f_copysign(f_all(0), f_all(-0.0f));
    assert_true(plus.e[0] == 3 && minus.e[0] == 0 && signbit(minus.e[F_LANES - 1]));
}

static void max_and_min_prefer_the_second(void **state)
{
    (void)state;
    d nan = d_all((double)NAN), one = d_all(1), zero = d_all(0), minus_zero = d_all(-0.0);
    assert_true(d_max(nan, one).e[0] == 1 && d_min(nan, one).e[0] == 1);
    assert_true(d_mask_any(d_nan(d_max(one, nan))) && d_mask_any(d_nan(d_min(one, nan))));
    assert_true(signbit(d_max(zero, minus_zero).e[0]) && !signbit(d_min(minus_zero, zero).e[0]));
}

static void parts_touch_nothing_else(void **state)
{
    (void)state;
    for (size_t n = 0; n < F_LANES; n++) {
        float x[F_LANES], y[F_LANES];
        for (size_t i = 0; i < F_LANES; i++) {
            x[i] = (float)(i + 1);
            y[i] = -1;
        }
        f part = f_load_part(x, n);
        f_store_part(y, n, part);
        for (size_t i = 0; i < F_LANES; i++) {
            assert_true(part.e[i] == (i < n ? x[i] : 0));
            assert_true(y[i] == (i < n ? x[i] : -1));
        }
    }
}

static void halves_go_to_double_and_back(void **state)
{
    (void)state;
    float x[F_LANES];
    for (size_t i = 0; i < F_LANES; i++)
        x[i] = (float)i + 0.5f;
    f v = f_load(x), back = f_join(f_low(v), f_high(v));
    assert_memory_equal(back.e, x, sizeof x);
    assert_true(f_join(d_all(1 + 0x1p-24), d_all(0x1p-150)).e[0] == 1);
    assert_true(f_join(d_all(0), d_all(0x1.8p-150)).e[F_LANES - 1] == 0x1p-149f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fma_of_special_floats),
        cmocka_unit_test(fma_of_many_floats),
        cmocka_unit_test(fma_beside_a_denormal_tie),
        cmocka_unit_test(scaling_rounds_once),
        cmocka_unit_test(the_sign_of_another),
        cmocka_unit_test(max_and_min_prefer_the_second),
        cmocka_unit_test(parts_touch_nothing_else),
        cmocka_unit_test(halves_go_to_double_and_back),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
