/* Every kernel of every row, for every tail of every vector width, against a plain reference.
 *
 * What must be true: the same bits as the reference (a NaN for a NaN); inputs unchanged; nothing
 * outside the given sizes read or written.  Each vector of numbers lies flush against a page that
 * may not be touched, once at its end and once at its start.  Special values visit every place.
 *
 *     check [--row NAME] [--quick] [--hash] [--bench]
 *
 * prints TAP; --hash adds one number of all results of a row, the same on every machine; --bench
 * times what has been checked.  A row that this processor lacks is skipped, and said so.       */
#define _GNU_SOURCE                                 /* MAP_ANONYMOUS */
#include "kernels/kernels.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { SLOTS = 5, ROOM = 1 << 20, AROUND = 128, FILLING = 0xa5 };
enum { LONGEST = 600, PLENTY = 60000 };             /* numbers in a vector, in a matrix */

static int quick, hashing;
static size_t tests, failures;
static uint64_t hash;
static char where[256];                             /* what runs, for the fault handler: row, */
static size_t where_length;                         /* type and kernel, so long, then sizes */
static char wrong[256];                             /* the first difference of a test */
static const struct gr_kernels *portable;           /* the reference of elementary functions */

/* ---- places with a forbidden page on both sides ----------------------------------------- */
static unsigned char *slot[SLOTS];

static void on_fault(int number)
{
    static const char text[] = "Bail out! memory outside the given sizes was touched: ";
    (void)number;
    if (write(1, text, sizeof text - 1) < 0 || write(1, where, strlen(where)) < 0 ||
        write(1, "\n", 1) < 0)
        _exit(2);
    _exit(1);
}

static void open_slots(void)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (size_t s = 0; s < SLOTS; s++) {
        unsigned char *all = mmap(NULL, ROOM + 2 * page, PROT_NONE,
                                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (all == MAP_FAILED || mprotect(all + page, ROOM, PROT_READ | PROT_WRITE)) {
            puts("Bail out! no memory for guarded pages");
            exit(1);
        }
        slot[s] = all + page;
    }
    signal(SIGSEGV, on_fault);
    signal(SIGBUS, on_fault);
}

/* [bytes] of slot s, flush with its end or its start, known bytes around them. */
static void *place(size_t s, size_t bytes, int at_end)
{
    unsigned char *p = slot[s] + (at_end ? ROOM - bytes : 0);
    const size_t after = at_end ? 0 : AROUND, before = at_end ? AROUND : 0;
    memset(p - before, FILLING, before);
    memset(p + bytes, FILLING, after);
    return p;
}

static int around_is_intact(const void *block, size_t bytes, int at_end)
{
    const unsigned char *p = (const unsigned char *)block + (at_end ? -AROUND : (long)bytes);
    for (size_t i = 0; i < AROUND; i++)
        if (p[i] != FILLING)
            return 0;
    return 1;
}

/* ---- numbers ---------------------------------------------------------------------------- */
static uint64_t random_state;

/* splitmix64: the same numbers on every machine. */
static uint64_t random_bits(void)
{
    uint64_t z = random_state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/* Of both signs, of sizes about 1/1000, 1, 10 and 100. */
static double noise(void)
{
    static const double size[] = { 1, 1, 10, 100, 0.001, 1, 4, 1 };
    const uint64_t bits = random_bits();
    return ((double)(bits >> 11) * 0x1p-53 - 0.5) * 2 * size[bits % 8];
}

static void add_to_hash(uint64_t bits)
{
    hash = (hash ^ bits) * 0x100000001b3;
    hash ^= hash >> 29;
}

static int rows_equal(size_t n, const double *got, const double *want)
{
    for (size_t r = 0; r < n; r++) {
        uint64_t a, b;
        memcpy(&a, &got[r], sizeof a);
        memcpy(&b, &want[r], sizeof b);
        add_to_hash(got[r] == got[r] ? a : 0x7ff);
        if (a != b && (got[r] == got[r] || want[r] == want[r])) {
            snprintf(wrong, sizeof wrong, "row %zu is %a, not %a", r, got[r], want[r]);
            return 0;
        }
    }
    return 1;
}

/* ---- results ---------------------------------------------------------------------------- */
static void result(int passed, const char *row, const char *type, const char *kernel)
{
    printf("%sok %zu - %s %s %s\n", passed ? "" : "not ", ++tests, row, type, kernel);
    failures += !passed;
    if (!passed)
        printf("# %s: %s\n", where, wrong);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const size_t quick_sizes[] = { 0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 67 };
enum { QUICK_SIZES = sizeof quick_sizes / sizeof *quick_sizes, LAST_SIZE = 67 };

/* The k-th size to try, or more than LAST_SIZE. */
static size_t size_of(size_t k)
{
    return !quick ? k : k < QUICK_SIZES ? quick_sizes[k] : LAST_SIZE + 1;
}

/* The words of the lists, over plain numbers of the type at hand.  The casts round where a machine
 * (s390x) keeps floats as doubles inside an expression.                                       */
#define ADD(x, y) ((real)((x) + (y)))
#define SUB(x, y) ((real)((x) - (y)))
#define MUL(x, y) ((real)((x) * (y)))
#define DIV(x, y) ((real)((x) / (y)))
#define FMA(x, y, z) REAL_FMA(x, y, z)
#define FNMA(x, y, z) REAL_FMA(-(x), y, z)
#define NEG(x) (-(x))
#define ABS(x) REAL_ABS(x)
#define SQRT(x) REAL_SQRT(x)
#define LE(x, y) ((x) <= (y))
#define GT(x, y) ((x) > (y))
#define WHERE(c, x, y) ((c) ? (x) : (y))
#define NUM(x) ((real)(x))
#define EXP(x) K(exp)(x)
#define EXPM1(x) K(expm1)(x)
#define LOG(x) K(log)(x)
#define LOG1P(x) K(log1p)(x)
#define TANH(x) K(tanh)(x)
#define SIGMOID(x) K(sigmoid)(x)
#define ERF(x) K(erf)(x)

#define RULE { 0.01, 0.9, 0.8, 0.99, 0.2, 0.01, 1e-8, decay, 0.05, 1.7, 0.003 }
#define RATE ((real)rule.rate)
#define RATE1 ((real)rule.rate1)
#define MOMENTUM ((real)rule.momentum)
#define BETA1 ((real)rule.beta1)
#define BETA2 ((real)rule.beta2)
#define REST1 ((real)rule.rest1)
#define REST2 ((real)rule.rest2)
#define EPSILON ((real)rule.epsilon)
#define ROOT2 ((real)rule.root2)
#define SHRINK ((real)rule.shrink)

/* The terms of the losses are taken in double, whatever the type. */
#define real double
#define REAL_ABS fabs
#define LOSS(id, name, formula, derivative, mean, smooth, term_of, dterm_da)                   \
    static double plain_term_##id(double a, double y)                                          \
    {                                                                                          \
        return term_of;                                                                        \
    }
#define JOINT(...)
#include "kernels/losses.def"
#undef real
#undef REAL_ABS

#define real float
#define K(name) f32_##name
#define TABLE struct gr_kernels_f32
#define BITS uint32_t
#define TYPE_NAME "f32"
#define REAL_FMA fmaf
#define REAL_SQRT sqrtf
#define REAL_ABS fabsf
#define LARGEST 0x1.fffffep+127
#define SMALLEST_NORMAL 0x1p-126
#define SMALLEST 0x1p-149
#define ELEMENTARY(name, member)                                                               \
    static float f32_##name(float x)                                                           \
    {                                                                                          \
        portable->f32->member(1, &x, &x);                                                      \
        return x;                                                                              \
    }
#include "check.inc"
#include "check_tiny.inc"
#include "check_matrix.inc"
#include "bench.inc"

#define real double
#define K(name) f64_##name
#define TABLE struct gr_kernels_f64
#define BITS uint64_t
#define TYPE_NAME "f64"
#define REAL_FMA fma
#define REAL_SQRT sqrt
#define REAL_ABS fabs
#define LARGEST 0x1.fffffffffffffp+1023
#define SMALLEST_NORMAL 0x1p-1022
#define SMALLEST 0x1p-1074
#define ELEMENTARY(name, member)                                                               \
    static double f64_##name(double x)                                                         \
    {                                                                                          \
        return gr_##name(x);                                                                   \
    }
#include "check.inc"
#include "check_tiny.inc"
#include "check_matrix.inc"
#include "bench.inc"

static int is_here(const char *name)
{
    int usable = 0;
    const char *other;
    for (size_t k = 0; (other = gradus_kernels_name(k, &usable)) != NULL; k++)
        if (!strcmp(other, name))
            return usable;
    return 0;
}

static void check_row(const struct gr_kernels *row, int timed)
{
    if (!is_here(row->name)) {
        printf("ok %zu - %s # SKIP this processor lacks it\n", ++tests, row->name);
        return;
    }
    hash = 0xcbf29ce484222325;
    f32_check_all(row->name, row->f32);
    f64_check_all(row->name, row->f64);
    if (hashing)
        printf("# hash %s %016llx\n", row->name, (unsigned long long)hash);
    if (timed) {
        f32_bench_all(row->name, row->f32);
        f64_bench_all(row->name, row->f64);
    }
}

int main(int argc, char **argv)
{
    const char *only = NULL;
    int timed = 0;
    size_t seen = 0;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--row") && i + 1 < argc)
            only = argv[++i];
        else if (!strcmp(argv[i], "--quick"))
            quick = 1;
        else if (!strcmp(argv[i], "--hash"))
            hashing = 1;
        else if (!strcmp(argv[i], "--bench"))
            timed = 1;
        else {
            fprintf(stderr, "usage: check [--row NAME] [--quick] [--hash] [--bench]\n");
            return 2;
        }
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    open_slots();
    for (size_t k = 0; gr_kernels_all[k]; k++)
        portable = gr_kernels_all[k];               /* the last */
    for (size_t k = 0; gr_kernels_all[k]; k++)
        if (!only || !strcmp(gr_kernels_all[k]->name, only)) {
            check_row(gr_kernels_all[k], timed);
            seen++;
        }
    if (!seen) {
        fprintf(stderr, "check: no row '%s' in this build\n", only);
        return 2;
    }
    printf("1..%zu\n", tests);
    return failures != 0;
}
