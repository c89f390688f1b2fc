/* Shows that the elementary functions are as good as docs/elementary.md says.
 *
 *     prove float  [NAME...]      every float: is the result the exact one, correctly rounded, or,
 *                                 for some functions, within a unit of the last place?
 *     prove double [NAME...]      millions of doubles: the largest error in units of the last place
 *     prove cases < LOG           prints tests/unit/elementary_cases.inc; LOG is what float wrote
 *
 * float.  A first answer y is that of the C library in double, scalar or vector.  Its error is
 * below SLACK units of its last place (glibc's manual lists at most 2 for these functions, libmvec
 * promises 4; sigmoid adds two roundings).  Where our result is the float that both y (1 - SLACK u)
 * and y (1 + SLACK u) round to, it is correct.  Everywhere else MPFR decides with 200 bits, rounded
 * once to float.  An error in units of the last place of a float is known from y within DOUBT:
 * above 1 - DOUBT MPFR decides, and it computes the largest error that is printed.
 *
 * double.  MPFR with 200 bits, over any bits, moderate exponents, each function's busy range, and
 * beside the points where a branch or a reduction changes.
 *
 * Build: gcc -O3 -march=native -fno-math-errno -ffp-contract=off -DLIBMVEC -Iinclude -Ilib
 *        scripts/elementary/prove.c lib/kernels/elementary.c -o prove
 *        -lmvec -lmpfr -lgmp -lm -lpthread         (without LIBMVEC and -lmvec: any compiler)
 * A row is chosen by -DVECTOR_WORDS='"kernels/words_avx2.h"'.                                  */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <mpfr.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef VECTOR_WORDS
#define VECTOR_WORDS "kernels/words_portable.h"
#endif
#include VECTOR_WORDS
#include "kernels/elementary.inc"
#include "kernels/elementary_float.inc"
#include "kernels/kernels.h"

enum { THREADS = 2, BITS = 200, CHUNK = 1 << 12, SLACK = 16, SHOWN = 8, COUNT_DOUBLES = 1 << 22 };
#define DOUBT 0x1p-20

/* ---- the functions and their references */

static void mpfr_sigmoid(mpfr_t y, mpfr_t x)
{
    mpfr_neg(y, x, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

#define REFERENCE(name)                                                                        \
    static void exact_##name(mpfr_t y, mpfr_t x)                                               \
    {                                                                                          \
        mpfr_##name(y, x, MPFR_RNDN);                                                          \
    }
REFERENCE(exp)
REFERENCE(expm1)
REFERENCE(log)
REFERENCE(log1p)
REFERENCE(tanh)
REFERENCE(erf)
REFERENCE(cos)
REFERENCE(sin)

static void exact_sigmoid(mpfr_t y, mpfr_t x)
{
    mpfr_sigmoid(y, x);
}

/* With -DLIBMVEC and -lmvec gcc calls glibc's vector functions, several times as fast. */
#ifdef LIBMVEC
#define VECTOR_OF_LIBM(name) __attribute__((simd("notinbranch"))) double name(double x);
VECTOR_OF_LIBM(exp)
VECTOR_OF_LIBM(expm1)
VECTOR_OF_LIBM(log)
VECTOR_OF_LIBM(log1p)
VECTOR_OF_LIBM(tanh)
VECTOR_OF_LIBM(erf)
VECTOR_OF_LIBM(cos)
#endif

#define LIBM(name, value)                                                                      \
    static void libm_##name(const float *floats, double *y)                                    \
    {                                                                                          \
        for (size_t i = 0; i < CHUNK; i++) {                                                   \
            double x = (double)floats[i];                                                      \
            y[i] = value;                                                                      \
        }                                                                                      \
    }
LIBM(exp, exp(x))
LIBM(expm1, expm1(x))
LIBM(log, log(x))
LIBM(log1p, log1p(x))
LIBM(tanh, tanh(x))
LIBM(sigmoid, 1 / (1 + exp(-x)))
LIBM(erf, erf(x))
LIBM(cos, cos(x))

#define DOUBLES(name)                                                                          \
    static void doubles_##name(const double *x, double *y)                                     \
    {                                                                                          \
        for (size_t i = 0; i < CHUNK; i += D_LANES)                                            \
            d_store(y + i, d_##name(d_load(x + i)));                                           \
    }
#define VECTORS(name)                                                                          \
    static void floats_##name(const float *x, float *y)                                        \
    {                                                                                          \
        for (size_t i = 0; i < CHUNK; i += F_LANES)                                            \
            f_store(y + i, f_##name(f_load(x + i)));                                           \
    }                                                                                          \
    DOUBLES(name)
VECTORS(exp)
VECTORS(expm1)
VECTORS(log)
VECTORS(log1p)
VECTORS(tanh)
VECTORS(sigmoid)
VECTORS(erf)
VECTORS(cos)
DOUBLES(sin)

struct function {
    const char *name;
    void (*floats)(const float *x, float *y);       /* NULL: of doubles alone */
    void (*doubles)(const double *x, double *y);
    void (*exact)(mpfr_t y, mpfr_t x);
    void (*libm)(const float *x, double *y);
    double (*scalar)(double x);
    int rounded;                        /* floats correctly, else within a unit */
    double from, to;                    /* where it is busy */
};

#define FUNCTION(name, ...)                                                                    \
    { #name, floats_##name, doubles_##name, exact_##name, libm_##name, gr_##name, __VA_ARGS__ }
static const struct function functions[] = {
    FUNCTION(exp, 0, -745, 710),
    FUNCTION(expm1, 0, -40, 710),
    FUNCTION(log, 1, 0, 4),
    FUNCTION(log1p, 1, -1, 3),
    FUNCTION(tanh, 0, -20, 20),
    FUNCTION(sigmoid, 0, -745, 40),
    FUNCTION(erf, 1, -6, 6),
    FUNCTION(cos, 1, -1048576, 1048576),
    { "sin", NULL, doubles_sin, exact_sin, NULL, gr_sin, 0, -1048576, 1048576 },
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

/* ---- every float */

#include "prove_float.inc"

/* ---- doubles */

static uint64_t random_bits(void)
{
    static uint64_t state = 1;
    uint64_t z = state += 0x9e3779b97f4a7c15u;          /* splitmix64 */
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static double random_unit(void)
{
    return (double)(random_bits() >> 11) * 0x1p-53;
}

/* x (1 + e), |e| below 2^0 to 2^-63 */
static double near(double x, uint64_t bits)
{
    return x * (1 + ldexp(random_unit() - 0.5, 1 - (int)(bits & 63)));
}

/* One argument of each kind in turn: any bits, any exponent of moderate size, near a multiple of
 * ln 2 / 2, of pi / 2, near 1, and of the busy range.                                         */
static double argument(const struct function *fn, size_t i)
{
    uint64_t bits = random_bits(), more = random_bits();
    double any, x = fn->from + (fn->to - fn->from) * random_unit();
    memcpy(&any, &more, sizeof any);
    const double kinds[] = {
        any == any ? any : x,
        ldexp(near(more & 1 ? 1 : -1, 1), (int)(bits % 128) - 96),
        near(((double)(more % 4096) - 2048) * 0.34657359027997264, bits),
        near((double)(more % 2000000) * 1.5707963267948966, bits),
        near(1, bits),
    };
    return i % 8 < sizeof kinds / sizeof kinds[0] ? kinds[i % 8] : x;
}

/* |got - exact| in units of the last place of exact. */
static double error_in_ulp(const struct function *fn, double x, double got, mpfr_t a, mpfr_t b)
{
    mpfr_set_d(a, x, MPFR_RNDN);
    fn->exact(b, a);
    double want = mpfr_get_d(b, MPFR_RNDN);
    if (memcmp(&want, &got, sizeof got) == 0 || (want != want && got != got))
        return 0;
    if (got != got || want != want || got - got != 0 || want - want != 0
        || signbit(got) != signbit(want))
        return HUGE_VAL;
    int e = want == 0 ? -1074 : ilogb(want) - 52;
    mpfr_sub_d(b, b, got, MPFR_RNDN);
    mpfr_mul_2si(b, b, -(e < -1074 ? -1074 : e), MPFR_RNDN);
    return fabs(mpfr_get_d(b, MPFR_RNDN));
}

static int prove_double(const struct function *fn, size_t count)
{
    static double x[CHUNK], y[CHUNK];
    double worst = 0, at = 0;
    size_t differ = 0;
    mpfr_t a, b;
    mpfr_inits2(BITS, a, b, (mpfr_ptr)0);
    for (size_t done = 0; done < count; done += CHUNK) {
        for (size_t i = 0; i < CHUNK; i++)
            x[i] = argument(fn, i);
        fn->doubles(x, y);
        for (size_t i = 0; i < CHUNK; i++) {
            double error = error_in_ulp(fn, x[i], y[i], a, b), one = fn->scalar(x[i]);
            differ += memcmp(&one, &y[i], sizeof one) != 0 && !(one != one && y[i] != y[i]);
            if (error > worst) {
                worst = error;
                at = x[i];
            }
        }
    }
    mpfr_clears(a, b, (mpfr_ptr)0);
    printf("%-8s %zu doubles, largest error %.4f ulp at %a, %zu unlike the scalar function\n",
           fn->name, count, worst, at, differ);
    fflush(stdout);
    return worst > 2 || differ != 0;
}

/* ---- the cases of the unit test */

static const uint32_t special_floats[] = {
    0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007fffff, 0x807fffff, 0x00800000, 0x80800000,
    0x33000000, 0xb3000000, 0x33800000, 0xb3800000, 0x3f800000, 0xbf800000, 0x3f7fffff, 0xbf7fffff,
    0x41102cb4, 0x41880000, 0xc1880000, 0x42b17217, 0x42b17218, 0xc2aeac50, 0xc2cff1b4, 0xc2cff1b5,
    0x40490fdb, 0x3fc90fdb, 0x49800000, 0x49800001, 0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000,
    0x7fc00000,
};

static const double special_doubles[] = {
    0.0, -0.0, 0x1p-1074, -0x1p-1074, 0x1.ffffffffffffep-1023, 0x1p-1022, -0x1p-1022, 0x1p-54,
    -0x1p-54, 0x1p-53, -0x1p-53, 1, -1, 0x1.fffffffffffffp-1, -0x1.fffffffffffffp-1, 6, -6, 20,
    0x1.62e42fefa39efp+9, 0x1.62e42fefa39fp+9, -0x1.74385446d71c3p+9, -0x1.74910d52d3052p+9,
    -0x1.7p9, 0x1.921fb54442d18p+0, 0x1p20, 0x1.0000000000001p20, 0x1.6ac5b262ca1ffp+849,
    0x1.fffffffffffffp+1023, -0x1.fffffffffffffp+1023, HUGE_VAL, -HUGE_VAL,
};

static void print_float(const struct function *fn, float x)
{
    printf("%s(%s, 0x%08x, 0x%08x)\n", fn->rounded ? "FLOAT" : "NEAR", fn->name, bits_of(x), bits_of(exact_float(fn, x)));
}

static void print_double(const struct function *fn, double x)
{
    mpfr_t a, b;
    mpfr_inits2(BITS, a, b, (mpfr_ptr)0);
    mpfr_set_d(a, x, MPFR_RNDN);
    fn->exact(b, a);
    double y = mpfr_get_d(b, MPFR_RNDN);
    uint64_t from = 0, to = 0;
    memcpy(&from, &x, sizeof from);
    memcpy(&to, &y, sizeof to);
    printf("DOUBLE(%s, 0x%016llx, 0x%016llx)\n", fn->name, (unsigned long long)from,
           y != y ? 0x7ff8000000000000u : (unsigned long long)to);
    mpfr_clears(a, b, (mpfr_ptr)0);
}

/* FNV-1a over the results of every 65537th float, the exact ones or, within a unit, ours. */
static void print_hash(const struct function *fn)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint32_t i = 0; i < 0x10000; i++) {
        float x = float_of(i * 0x10001u), y = fn->rounded ? exact_float(fn, x) : one_float(fn, x);
        hash = (hash ^ bits_of(y)) * 0x100000001b3u;
    }
    printf("HASH(%s, 0x%016llx)\n", fn->name, (unsigned long long)hash);
}

static int print_cases(void)
{
    char line[128], name[32];
    double x;
    puts("/* Made by scripts/elementary/prove cases: arguments and exact results, rounded once */");
    while (fgets(line, sizeof line, stdin)) {
        int end = 0;
        for (size_t k = 0; k < FUNCTIONS; k++)
            if (sscanf(line, " %31s %la is%n", name, &x, &end) == 2 && end
                && strcmp(name, functions[k].name) == 0)
                print_float(&functions[k], (float)x);
    }
    for (const struct function *fn = functions; fn < functions + FUNCTIONS; fn++) {
        if (fn->floats)
            print_hash(fn);
        for (size_t i = 0; fn->floats && i < sizeof special_floats / sizeof special_floats[0]; i++)
            print_float(fn, float_of(special_floats[i]));
        for (size_t i = 0; i < sizeof special_doubles / sizeof special_doubles[0]; i++)
            print_double(fn, special_doubles[i]);
        for (size_t i = 0; i < 24; i++)
            print_double(fn, argument(fn, i));
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "cases") == 0)
        return print_cases();
    int failed = 0, of_floats = argc > 1 && strcmp(argv[1], "float") == 0;
    for (int k = 0; k < FUNCTIONS; k++) {
        int wanted = argc <= 2;
        for (int i = 2; i < argc; i++)
            wanted |= strcmp(argv[i], functions[k].name) == 0;
        if (wanted && of_floats && functions[k].floats)
            failed |= prove_float(&functions[k]);
        else if (wanted && !of_floats)
            failed |= prove_double(&functions[k], COUNT_DOUBLES);
    }
    return failed;
}
