/* Promise: the same bits.  A short training gives one hash of its parameters for each dtype,
 * optimiser and batch size, over threads and kernel rows, and step by step by hand.           */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 300, MANY = 600, EPOCHS = 2 };

/* Hidden layers wider than a panel of 32, none a multiple of anything. */
static struct plan plan_of(gradus_type type, const char *kernels)
{
    return (struct plan){ .layers = 3, .sizes = { 7, 37, 65, 3 }, .hidden = "gelu",
                          .output = "softmax", .loss = "cross-entropy", .bias = 1, .rows = ROWS,
                          .type = type, .kernels = kernels, .seed = 3 };
}

static gradus_train_options options_of(const char *optimizer, size_t batch)
{
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = optimizer;
    opt.schedule = "cosine";
    opt.batch_size = batch;
    opt.epochs = EPOCHS;
    opt.weight_decay = 0.01;
    opt.clip_norm = 0.5;
    opt.threads = 1;
    return opt;
}

static uint64_t trained(const struct plan *plan, const gradus_train_options *opt)
{
    struct pair *p = pair_new(plan);
    gradus_set set = { p->mx, p->my };
    gradus_result result;
    gradus_error err = { 0 };
    if (gradus_train(p->net, &set, NULL, opt, NULL, NULL, &result, &err) != GRADUS_OK)
        fail_msg("%s: %s", opt->optimizer, err.text);
    uint64_t hash = parameter_hash(p->net);
    pair_free(p);
    return hash;
}

/* As the portable row alone does it: every kernel row that this processor has in 1 thread, and
 * the best of them in 2 and 3.                                                               */
static void same_everywhere(gradus_type type, size_t rows, const gradus_train_options *base)
{
    struct plan plan = plan_of(type, "portable");
    plan.rows = rows;
    uint64_t want = trained(&plan, base);
    int usable, best = 1;
    for (size_t k = 0; (plan.kernels = gradus_kernels_name(k, &usable)); k++) {
        gradus_train_options opt = *base;
        for (opt.threads = 1; usable && opt.threads <= (best ? 3 : 1); opt.threads++)
            if (trained(&plan, &opt) != want)
                fail_msg("other bits with %s, %s, %zu threads, batches of %zu", opt.optimizer,
                         plan.kernels, opt.threads, opt.batch_size);
        best = best && !usable;
    }
}

static void every_optimizer(gradus_type type)
{
    static const size_t batches[] = { 0, 31 };
    for (size_t k = 0; gradus_optimizer_info(k); k++)
        for (size_t b = 0; b < sizeof batches / sizeof *batches; b++) {
            gradus_train_options opt = options_of(gradus_optimizer_info(k)->name, batches[b]);
            same_everywhere(type, ROWS, &opt);
        }
}

static void float32_has_one_result(void **state)
{
    (void)state;
    every_optimizer(GRADUS_F32);
}

static void float64_has_one_result(void **state)
{
    (void)state;
    every_optimizer(GRADUS_F64);
}

/* Batches that end inside, at and beyond a chain of 256 rows, and single rows. */
static void odd_batches_have_one_result(void **state)
{
    (void)state;
    static const size_t batches[] = { 1, 5, 255, 256, 257, 299 };
    for (size_t b = 0; b < sizeof batches / sizeof *batches; b++) {
        gradus_train_options opt = options_of("adam", batches[b]);
        opt.epochs = 1;
        same_everywhere(GRADUS_F32, ROWS, &opt);
        same_everywhere(GRADUS_F64, ROWS, &opt);
    }
}

/* Without clipping the update may take another way than with it; and a loop by hand over
 * forward, backward and step is the same training.                                           */
static void by_hand_is_the_same(gradus_type type, const char *optimizer)
{
    struct plan plan = plan_of(type, NULL);
    gradus_train_options opt = options_of(optimizer, 0);
    opt.schedule = "constant";
    opt.clip_norm = 0;
    opt.learning_rate = 0.01;
    plan.rows = MANY;
    same_everywhere(type, MANY, &opt);
    struct pair *p = pair_new(&plan);
    gradus_optimizer *o = NULL;
    assert_int_equal(gradus_optimizer_new(&o, p->net, &opt, NULL), GRADUS_OK);
    for (size_t t = 0; t < opt.epochs; t++) {
        assert_int_equal(gradus_forward(p->net, &p->mx, p->tape, NULL), GRADUS_OK);
        assert_int_equal(gradus_backward(p->net, p->tape, &p->my, p->gradient, NULL), GRADUS_OK);
        gradus_step(o, p->net, p->gradient, opt.learning_rate);
    }
    if (parameter_hash(p->net) != trained(&plan, &opt))
        fail_msg("%s by hand has other bits", optimizer);
    gradus_optimizer_free(o);
    pair_free(p);
}

static void a_loop_by_hand_has_the_same_bits(void **state)
{
    (void)state;
    for (size_t k = 0; gradus_optimizer_info(k); k++) {
        by_hand_is_the_same(GRADUS_F32, gradus_optimizer_info(k)->name);
        by_hand_is_the_same(GRADUS_F64, gradus_optimizer_info(k)->name);
    }
}

/* The hash sees what it must see: another seed, rule or type is another hash. */
static void other_trainings_have_other_bits(void **state)
{
    (void)state;
    uint64_t seen[16];
    size_t count = 0;
    for (int type = 0; type <= 1; type++)
        for (size_t k = 0; gradus_optimizer_info(k); k++) {
            struct plan plan = plan_of(type ? GRADUS_F64 : GRADUS_F32, NULL);
            gradus_train_options opt = options_of(gradus_optimizer_info(k)->name, 31);
            opt.seed = 2 + k;
            seen[count++] = trained(&plan, &opt);
        }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(seen[i] != seen[j]);
}

/* Every activation and loss that may meet, on every row. */
static void every_pair_has_the_same_bits(void **state)
{
    (void)state;
    const char *output, *loss;
    for (size_t k = 0; meeting(k, &output, &loss); k++)
        for (int type = 0; type <= 1; type++) {
            struct plan plan = plan_of(type ? GRADUS_F64 : GRADUS_F32, "portable");
            plan.hidden = strcmp(output, "softmax") ? output : "softsign";
            plan.output = output;
            plan.loss = loss;
            plan.rows = 19;
            gradus_train_options opt = options_of("sgd", 5);
            opt.epochs = 1;
            uint64_t want = trained(&plan, &opt);
            int usable;
            for (size_t r = 0; (plan.kernels = gradus_kernels_name(r, &usable)); r++)
                if (usable && trained(&plan, &opt) != want)
                    fail_msg("%s, %s: other bits with %s", output, loss, plan.kernels);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(float32_has_one_result),
        cmocka_unit_test(float64_has_one_result),
        cmocka_unit_test(odd_batches_have_one_result),
        cmocka_unit_test(a_loop_by_hand_has_the_same_bits),
        cmocka_unit_test(other_trainings_have_other_bits),
        cmocka_unit_test(every_pair_has_the_same_bits),
    };
    return cmocka_run_group_tests_name("same bits", tests, NULL, NULL);
}
