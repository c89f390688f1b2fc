/* Promise: the gradient is right.  Every activation with every loss that it may meet, with and
 * without bias, 1 to 4 layers deep, in double: gradus_check agrees, and every number of the tape,
 * the loss and the gradient are the textbook's.                                               */
#include "pair.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static const double close_enough = 1e-12;

static const char *describe(const struct plan *p)
{
    static char text[160];
    snprintf(text, sizeof text, "%zu layers of %s, %s, %s, bias %d, %zu rows", p->layers,
             p->hidden, p->output, p->loss, p->bias, p->rows);
    return text;
}

static void below(double error, double bound, const char *what, size_t layer,
                  const struct plan *plan)
{
    if (!(error <= bound))
        fail_msg("%s of layer %zu is %g off: %s", what, layer, error, describe(plan));
}

/* The dA that a joint delta leaves out. */
static int has_da(const struct plan *p, size_t layer)
{
    return layer + 1 < p->layers || (strcmp(p->loss, "bce") && strcmp(p->loss, "cross-entropy"));
}

static void equals_textbook(struct pair *p, double bound)
{
    double loss = pair_run(p), want = tb_loss(p->book, p->y);
    below(fabs(loss - want) / fmax(fabs(want), 1e-300), bound, "the loss", 0, &p->plan);
    for (size_t l = 0; l < p->plan.layers; l++) {
        below(tape_error(p, l, GRADUS_Z), bound, "Z", l, &p->plan);
        below(tape_error(p, l, GRADUS_A), bound, "A", l, &p->plan);
        if (has_da(&p->plan, l))
            below(tape_error(p, l, GRADUS_DA), bound, "dA", l, &p->plan);
        below(tape_error(p, l, GRADUS_DZ), bound, "dZ", l, &p->plan);
        below(gradient_error(p, l), bound, "the gradient", l, &p->plan);
    }
}

static void check_agrees(struct pair *p)
{
    gradus_check_tensor tensor[2 * TB_LAYERS];
    gradus_check_report report;
    gradus_error err = { 0 };
    size_t count = 0;
    if (gradus_check(p->net, &p->mx, &p->my, 1e-4, tensor, &count, &report, &err) != GRADUS_OK)
        fail_msg("gradus_check: %s", err.text);
    assert_int_equal(count, p->plan.layers * (p->plan.bias ? 2 : 1));
    for (size_t k = 0; k < count; k++)
        if (!tensor[k].exact_agrees || !tensor[k].central_agrees)
            fail_msg("layer %zu %s: g-d %g, g-n %g of %g, %zu kinks: %s", tensor[k].layer,
                     tensor[k].is_bias ? "bias" : "weight", tensor[k].exact_worst,
                     tensor[k].central_worst, tensor[k].largest, tensor[k].kinks,
                     describe(&p->plan));
    assert_int_equal(report.agrees, 1);
}

/* Hidden layers take the output's activation, or tanh below softmax. */
static struct plan plan_of(size_t depth, int bias, size_t rows, const char *output,
                           const char *loss, uint64_t seed)
{
    static const size_t units[] = { 3, 4, 5, 3, 2 };
    struct plan p = { .layers = depth, .hidden = strcmp(output, "softmax") ? output : "tanh",
                      .output = output, .loss = loss, .bias = bias, .rows = rows,
                      .type = GRADUS_F64, .seed = seed };
    for (size_t l = 0; l <= depth; l++)
        p.sizes[l] = units[l];
    return p;
}

static void for_all(size_t rows, void (*test)(struct pair *p))
{
    const char *output, *loss;
    for (size_t k = 0; meeting(k, &output, &loss); k++)
        for (size_t depth = 1; depth <= 4; depth++)
            for (int bias = 0; bias <= 1; bias++) {
                struct plan plan = plan_of(depth, bias, rows, output, loss, 97 * k + depth);
                struct pair *p = pair_new(&plan);
                test(p);
                pair_free(p);
            }
}

static void at_textbook_precision(struct pair *p)
{
    equals_textbook(p, close_enough);
}

static void every_pair_checks(void **state)
{
    (void)state;
    for_all(5, check_agrees);
    for_all(1, check_agrees);
}

static void every_pair_equals_the_textbook(void **state)
{
    (void)state;
    for_all(5, at_textbook_precision);
    for_all(1, at_textbook_precision);
}

/* Chains of 256 rows, and panels of 32 units that are not full. */
static void large_batches_equal_the_textbook(void **state)
{
    (void)state;
    static const size_t rows[] = { 255, 256, 257, 600 };
    static const char *const kind[][3] = { { "tanh", "softmax", "cross-entropy" },
                                           { "gelu", "identity", "sse" },
                                           { "relu", "sigmoid", "bce" },
                                           { "sigmoid", "softmax", "mse" } };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (size_t k = 0; k < sizeof kind / sizeof *kind; k++) {
            struct plan plan = { .layers = 3, .sizes = { 7, 37, 65, 3 }, .hidden = kind[k][0],
                                 .output = kind[k][1], .loss = kind[k][2], .bias = 1,
                                 .rows = rows[r], .type = GRADUS_F64, .seed = 11 * k + 1 };
            struct pair *p = pair_new(&plan);
            equals_textbook(p, 1e-11);
            pair_free(p);
        }
}

/* In float each number passes through depth + 2 sums of at most 65 terms and functions within an
 * ulp: (65 + 2) (depth + 2) units of 2^-24 bound a chain, twice that a pass up and down; for
 * sums that cancel the bound is relative to the largest number of the tensor, times 4.        */
static void float32_is_near(struct pair *p)
{
    double units = 4 * 2 * 67 * (double)(p->plan.layers + 2);
    struct plan single = p->plan;
    single.type = GRADUS_F32;
    struct pair *q = pair_new(&single);
    equals_textbook(q, units * 0x1p-24);
    pair_free(q);
}

static void float32_is_near_the_textbook(void **state)
{
    (void)state;
    for_all(5, float32_is_near);
}

/* The textbook is believed because three of its own ways agree. */
static void the_textbook_agrees_with_itself(struct pair *p)
{
    double largest = 0;
    tb_forward(p->book, p->x);
    tb_backward(p->book, p->x, p->y);
    double loss = tb_loss(p->book, p->y);
    for (size_t k = 0; k < tb_parameters(p->book); k++)
        largest = fmax(largest, fabs(tb_derivative(p->book, k)));
    for (size_t k = 0; k < tb_parameters(p->book); k++) {
        double g = tb_derivative(p->book, k), d = tb_dual(p->book, p->x, p->y, k);
        below(fabs(g - d), 1e-12 * largest, "dual derivative", k, &p->plan);
        double n = tb_central(p->book, p->x, p->y, k, 1e-6);
        below(fabs(g - n), 1e-7 * (1 + largest + loss), "central difference", k, &p->plan);
    }
}

static void the_textbook_agrees(void **state)
{
    (void)state;
    for_all(5, the_textbook_agrees_with_itself);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook_agrees),
        cmocka_unit_test(every_pair_checks),
        cmocka_unit_test(every_pair_equals_the_textbook),
        cmocka_unit_test(large_batches_equal_the_textbook),
        cmocka_unit_test(float32_is_near_the_textbook),
    };
    return cmocka_run_group_tests_name("gradient", tests, NULL, NULL);
}
