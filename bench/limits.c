/* What bounds a step: single kernels on data of chosen size and place, in float, one thread.  Every
 * experiment prints its name and a figure: of peak, product and gradient operations a second, of
 * read bytes a second; of all others the seconds of one.  Where rows or bytes are in a name,
 * products and reading walk so many.                                                          */
#define _POSIX_C_SOURCE 200809L                     /* clock_gettime */
#include "base/memory.h"
#include "base/threads.h"
#include "kernels/kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DEEP = 512, MOST = 64, MANY = 1 << 25, BATCH = 64, ROWS = 60000, COLUMNS = 784 };
static const double long_enough = 0.01;             /* seconds of a figure */

static const struct gr_kernels_f32 *k32;
static float *many;                                 /* MANY numbers */
static double shift[COLUMNS], scale[COLUMNS];
static gradus_scaled bytes = { .shift = shift, .scale = scale, .type = GRADUS_F32 };
enum { FLOATS, BYTES };
static gradus_matrix table[] = { { NULL, GRADUS_F32, ROWS, COLUMNS },
                                 { &bytes, GRADUS_SCALED, ROWS, COLUMNS } };
_Alignas(64) static float x[256 * DEEP], y[256 * 32], out[256 * 1024];
static double loss[256];
static size_t at;                                   /* how far an experiment has walked */
static struct gr_pool *pair;

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* An experiment: [run] does [amount] of work, with numbers n and m of its own. */
enum what { RATE, TIME };               /* work a second; seconds a piece of work */
struct experiment {
    char name[48];
    void (*run)(size_t n, size_t m);
    size_t n, m;
    double amount;
    enum what what;
};

/* ---- what is run -------------------------------------------------------------------------- */
static void burn(size_t n, size_t m)
{
    (void)m;
    k32->burn(n, out);
}

/* One panel of 32 columns: n rows, weights from a block of m numbers, as forward reads them. */
static void product(size_t n, size_t m)
{
    const size_t k = m < DEEP * 32 ? m / 32 : DEEP;
    at = at + k * 32 <= m - k * 32 ? at + k * 32 : 0;
    k32->product(n, 0, 32, k, x, n, many + at, k, NULL, 0, out, n);
}

/* One row, all columns of a block of m numbers, n inputs. */
static void line(size_t n, size_t m)
{
    k32->product(1, 0, m / n, n, x, 1, many, n, NULL, 0, out, 1);
}

static void gradient(size_t n, size_t m)
{
    (void)m;
    k32->gradient(32, 32, n, x, 32, y, 0, out);
}

static void sum(size_t n, size_t m)
{
    at = at + n <= m - n ? at + n : 0;
    out[0] += k32->sum(n, many + at);
}

/* A block of weights that follows the last one, of m numbers in all. */
static void sgd(size_t n, size_t m)
{
    const struct gr_rule rule = { .rate = 1e-6 };
    at = at + n <= m - n ? at + n : 0;
    k32->step[GR_OPT_sgd](n, &rule, x, many + at, NULL, NULL);
}

static void momentum(size_t n, size_t m)
{
    const struct gr_rule rule = { .rate = 1e-6, .momentum = 0.9 };
    (void)m;
    k32->step[GR_OPT_momentum](n, &rule, x, many, out, NULL);
}

static void adam(size_t n, size_t m)
{
    const struct gr_rule rule = { .rate1 = 1e-9, .beta1 = 0.9, .beta2 = 0.999, .rest1 = 0.1,
                                  .rest2 = 0.001, .epsilon = 1e-8, .root2 = 1 };
    float *w = many + at, *s0 = many + m + at, *s1 = many + 2 * m + at;
    at = at + n <= m - n ? at + n : 0;
    k32->step[GR_OPT_adam](n, &rule, x, w, s0, s1);
}

/* A batch of the first n rows of table m, in no order. */
static void take(size_t n, size_t m)
{
    static uint32_t state;
    size_t index[BATCH];
    for (size_t r = 0; r < BATCH; r++) {
        state = state * 1664525u + 1013904223u;
        index[r] = (state >> 8) % n;
    }
    k32->take(0, BATCH, BATCH, &table[m], index, 0, out);
}

/* Softmax, its loss and its delta of n rows. */
static void softmax(size_t n, size_t m)
{
    k32->softmax(n, m, x, out);
    k32->term_cross_entropy(n, m, x, y, loss);
    k32->joint_delta(n * m, 0.1f, out, y, out);
}

static void relu(size_t n, size_t m)
{
    (void)m;
    k32->forward[GR_ACT_relu](n, x, out);
    k32->back[GR_ACT_relu](n, out, out, x, out);
}

static void tanh_(size_t n, size_t m)
{
    (void)m;
    k32->forward[GR_ACT_tanh](n, x, out);
    k32->back[GR_ACT_tanh](n, out, out, x, out);
}

/* A chain: each sigmoid of the one before. */
static void sigmoid(size_t n, size_t m)
{
    for (size_t i = 0; i < n; i++)
        k32->forward[GR_ACT_sigmoid](m, out, out);
}

/* One element of a product: a chain of n fma. */
static void chain(size_t n, size_t m)
{
    (void)m;
    k32->product(1, 0, 1, n, x, 1, y, n, NULL, 0, out, 1);
}

static void nothing(void *context, size_t part, size_t parts)
{
    (void)context;
    (void)part;
    (void)parts;
}

static void meet(size_t n, size_t m)
{
    for (size_t i = 0; i < n; i++)
        gr_pool_run(pair, nothing, &m);
}

/* ---- which, and how long ------------------------------------------------------------------- */
static struct experiment all[MOST];
static size_t count;

static void add(const char *name, void (*run)(size_t, size_t), size_t n, size_t m, enum what what,
                double amount)
{
    struct experiment *e = &all[count++];
    snprintf(e->name, sizeof e->name, "%s", name);
    e->run = run;
    e->n = n;
    e->m = m;
    e->amount = amount;
    e->what = what;
}

/* Sizes in numbers: 8 KB, 512 KB, 8 MB and 128 MB. */
static void list_places(void)
{
    static const size_t place[] = { 1 << 11, 1 << 17, 1 << 21, MANY };
    static const size_t rows[] = { 1, 4, 16, 64, 256 };
    char name[48];
    for (size_t p = 0; p < sizeof place / sizeof *place; p++) {
        const size_t m = place[p], part = m < DEEP * 32 ? m : DEEP * 32;
        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
            snprintf(name, sizeof name, "product-%zu-%zu", rows[r], m * sizeof(float));
            add(name, product, rows[r], m, RATE, 2.0 * (double)(rows[r] * part));
        }
        snprintf(name, sizeof name, "read-%zu", m * sizeof(float));
        add(name, sum, part, m, RATE, (double)(part * sizeof(float)));
    }
}

static void list_all(void)
{
    add("peak", burn, 20000, 0, RATE, (double)k32->burn(20000, out));
    add("product-tiles", product, 42, 64 * 32, RATE, 2.0 * 42 * 64 * 32);
    list_places();
    add("gradient-32", gradient, 32, 0, RATE, 2.0 * 1024 * 32);
    add("gradient-64", gradient, 64, 0, RATE, 2.0 * 1024 * 64);
    add("gradient-256", gradient, 256, 0, RATE, 2.0 * 1024 * 256);
    add("sgd-near", sgd, 1024, 1024, TIME, 1);
    add("sgd-far", sgd, 1024, MANY, TIME, 1);
    add("momentum-near", momentum, 1024, 0, TIME, 1);
    add("adam-near", adam, 1024, 1024, TIME, 1);
    add("adam-far", adam, 1024, MANY / 4, TIME, 1);
    add("take-near", take, BATCH, FLOATS, TIME, BATCH);
    add("take-far", take, ROWS, FLOATS, TIME, BATCH);
    add("take-bytes-near", take, BATCH, BYTES, TIME, BATCH);
    add("take-bytes-far", take, ROWS, BYTES, TIME, BATCH);
    add("softmax-64", softmax, 64, 10, TIME, 1);
    add("softmax-16", softmax, 16, 3, TIME, 1);
    add("relu-64", relu, 64 * 256, 0, TIME, 1);
    add("tanh-16", tanh_, 16 * 16, 0, TIME, 1);
    add("sigmoid", sigmoid, 100, 16, TIME, 100);
    add("chain", chain, 4096, 0, TIME, 4096);
    add("line-939008", line, COLUMNS, 939008 / sizeof(float), TIME, 1);
    add("sum-939008", sum, 939008 / sizeof(float), 939008 / sizeof(float), TIME, 1);
    add("meet", meet, 100, 0, TIME, 100);
}

/* After one run that does not count, as many as take long enough. */
static double figure(const struct experiment *e)
{
    double took = 0, start, runs = 0.5;
    at = 0;
    e->run(e->n, e->m);
    while (took < long_enough) {
        runs *= 2;
        start = seconds();
        for (double i = 0; i < runs; i++)
            e->run(e->n, e->m);
        took = seconds() - start;
    }
    return e->what == RATE ? e->amount * runs / took : took / runs / e->amount;
}

static int prepare(void)
{
    const struct gr_kernels *row;
    gradus_error err;
    if (gr_kernels_pick(NULL, &row, &err) != GRADUS_OK ||
        gr_pool_new(&pair, 2, NULL, &err) != GRADUS_OK)
        return 0;
    k32 = row->f32;
    many = aligned_alloc(64, MANY * sizeof *many);
    float *numbers = gr_alloc(NULL, (size_t)ROWS * COLUMNS, sizeof *numbers);
    uint8_t *pixels = gr_alloc(NULL, ROWS, COLUMNS);
    table[FLOATS].data = numbers;
    bytes.bytes = pixels;
    if (!many || !numbers || !pixels)
        return 0;
    for (size_t i = 0; i < MANY; i++)
        many[i] = 1e-3f * (float)(i % 61);
    for (size_t i = 0; i < (size_t)ROWS * COLUMNS; i++)
        numbers[i] = (float)(pixels[i] = (uint8_t)i) / 256;
    for (size_t j = 0; j < COLUMNS; j++)
        scale[j] = 1.0 / 256;
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        x[i] = 1e-2f * (float)(i % 53);
    for (size_t i = 0; i < sizeof y / sizeof *y; i++)
        y[i] = (float)(i % 10 == 0);
    return 1;
}

int main(void)
{
    if (!prepare()) {
        fprintf(stderr, "limits: no memory, no second thread, or no such kernels\n");
        return 1;
    }
    list_all();
    for (size_t k = 0; k < count; k++)
        printf("%s %.6g\n", all[k].name, figure(&all[k]));
    gr_pool_free(pair);
    gr_free(NULL, (void *)(uintptr_t)table[FLOATS].data);
    gr_free(NULL, (void *)(uintptr_t)bytes.bytes);
    free(many);
    return 0;
}
