/* Floor 0: memory, random bits, threads, nearest names, the floating-point mode. */
#include "counted.h"
#include "base/cpu.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"
#include "base/threads.h"

#include <fenv.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static void memory_is_aligned_and_zero(void **state)
{
    (void)state;
    for (size_t n = 0; n < 300; n += 7) {
        unsigned char *block = gr_alloc(NULL, n, 3);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % GR_ALIGN, 0);
        for (size_t i = 0; i < 3 * n; i++)
            assert_int_equal(block[i], 0);
        memset(block, 0xff, 3 * n);
        gr_free(NULL, block);
    }
    gr_free(NULL, NULL);
}

static void memory_sizes_do_not_overflow(void **state)
{
    (void)state;
    assert_null(gr_alloc(NULL, SIZE_MAX, 1));
    assert_null(gr_alloc(NULL, SIZE_MAX / 2 + 2, 2));
    assert_null(gr_alloc(NULL, SIZE_MAX / 8, 16));
    void *block = NULL;
    size_t room = 0;
    assert_int_equal(gr_grow(NULL, &block, &room, 0, SIZE_MAX, 8), 0);
    assert_null(block);
}

static void growing_keeps_what_was_there(void **state)
{
    (void)state;
    int *block = NULL;
    size_t room = 0;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(
            gr_grow(NULL, (void **)&block, &room, (size_t)i, (size_t)i + 1, sizeof *block), 1);
        block[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(block[i], i);
    gr_free(NULL, block);
}

static void the_callers_allocator_is_used(void **state)
{
    (void)state;
    struct counted c = { .left = 10 };
    gradus_allocator mem = { counted_alloc, counted_release, &c };
    char *text = gr_copy_text(&mem, "kept");
    assert_string_equal(text, "kept");
    assert_int_equal(c.live, 1);
    gr_free(&mem, text);
    assert_int_equal(c.live, 0);
    assert_int_equal(c.asked, 1);
}

/* The first outputs of xoshiro256** from the state 1, 2, 3, 4 are 11520, 0, 1509978240, ... as the
 * authors' own program prints them.                                                           */
static void random_bits_are_xoshiro(void **state)
{
    (void)state;
    struct gr_random r = { { 1, 2, 3, 4 } };
    assert_true(gr_random_bits(&r) == 11520u);
    assert_true(gr_random_bits(&r) == 0u);
    assert_true(gr_random_bits(&r) == 1509978240u);
    assert_true(gr_random_bits(&r) == 1215971899390074240u);
}

static void random_streams_differ_in_every_name(void **state)
{
    (void)state;
    struct gr_random r;
    uint64_t first[4];
    gr_random_start(&r, 1, GR_RANDOM_INIT, 0);
    first[0] = gr_random_bits(&r);
    gr_random_start(&r, 2, GR_RANDOM_INIT, 0);
    first[1] = gr_random_bits(&r);
    gr_random_start(&r, 1, GR_RANDOM_SHUFFLE, 0);
    first[2] = gr_random_bits(&r);
    gr_random_start(&r, 1, GR_RANDOM_INIT, 1);
    first[3] = gr_random_bits(&r);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++)
            assert_true(first[i] != first[j]);
}

/* floor(bits n / 2^64), by halves of 32 bits. */
static uint64_t high_product(uint64_t bits, uint64_t n)
{
    uint64_t high = bits >> 32, low = bits & 0xffffffffu;
    return (high * n + (low * n >> 32)) >> 32;      /* n < 2^32: nothing overflows */
}

static void random_below_is_the_high_half_of_a_product(void **state)
{
    (void)state;
    struct gr_random r;
    gr_random_start(&r, 5, GR_RANDOM_SHUFFLE, 0);
    for (size_t k = 0; k < 100000; k++) {
        uint64_t n = 1 + (gr_random_bits(&r) >> (33 + k % 30));
        struct gr_random before = r;
        assert_true(gr_random_below(&r, n) == high_product(gr_random_bits(&before), n));
    }
}

static void random_below_reaches_all_and_no_more(void **state)
{
    (void)state;
    struct gr_random r;
    size_t seen[10] = { 0 };
    gr_random_start(&r, 1, GR_RANDOM_SPLIT, 0);
    for (int i = 0; i < 10000; i++)
        seen[gr_random_below(&r, 10)]++;
    for (int k = 0; k < 10; k++)
        assert_in_range(seen[k], 880, 1120);         /* 1000 and four standard deviations */
    for (int i = 0; i < 1000; i++) {
        double u = gr_random_unit(&r);
        assert_true(u >= 0 && u < 1);
    }
}

static void shuffling_is_a_permutation(void **state)
{
    (void)state;
    struct gr_random r;
    size_t index[1000], seen[1000] = { 0 }, moved = 0;
    for (size_t i = 0; i < 1000; i++)
        index[i] = i;
    gr_random_start(&r, 1, GR_RANDOM_SHUFFLE, 5);
    gr_random_shuffle(&r, 1000, index);
    for (size_t i = 0; i < 1000; i++) {
        seen[index[i]]++;
        moved += index[i] != i;
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(seen[i], 1);
    assert_true(moved > 980);
}

static void shares_cover_everything_once(void **state)
{
    (void)state;
    for (size_t count = 0; count < 70; count++)
        for (size_t block = 1; block < 40; block += 7)
            for (size_t parts = 1; parts < 9; parts++) {
                size_t at = 0;
                for (size_t part = 0; part < parts; part++) {
                    size_t first, last;
                    gr_share(count, block, part, parts, &first, &last);
                    assert_int_equal(first, at);
                    assert_true(last >= first && (last % block == 0 || last == count));
                    at = last;
                }
                assert_int_equal(at, count);
            }
}

static void count_part(void *context, size_t part, size_t parts)
{
    atomic_size_t *sum = context;
    assert_true(part < parts);
    atomic_fetch_add(sum, part + 1);
}

static void every_part_runs_once_a_round(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 5; threads++) {
        struct gr_pool *pool = NULL;
        atomic_size_t sum = 0;
        assert_int_equal(gr_pool_new(&pool, threads, NULL, NULL), GRADUS_OK);
        assert_int_equal(gr_pool_threads(pool), threads);
        for (int round = 0; round < 2000; round++)
            gr_pool_run(pool, count_part, &sum);
        assert_int_equal(sum, 2000 * threads * (threads + 1) / 2);
        gr_pool_free(pool);
    }
    gr_pool_free(NULL);
}

static const char *nearest(const char *word)
{
    static const char *const known[] = { "sigmoid", "tanh", "relu", "leaky-relu", "elu" };
    struct gr_nearest near;
    gr_nearest_start(&near, word);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        gr_nearest_try(&near, known[k]);
    return near.best;
}

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    assert_string_equal(nearest("sigmiod"), "sigmoid");
    assert_string_equal(nearest("leakyrelu"), "leaky-relu");
    assert_string_equal(nearest("tahn"), "tanh");
    assert_null(nearest("cross-entropy"));
    assert_null(nearest(""));
}

static void errors_are_cut_not_overrun(void **state)
{
    (void)state;
    gradus_error err;
    char longest[1000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(gr_fail(&err, GRADUS_IO, "no '%s'", longest), GRADUS_IO);
    gr_hint(&err, "%s", longest);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_int_equal(strlen(err.hint), sizeof err.hint - 1);
    assert_int_equal(gr_fail(NULL, GRADUS_SHAPE, "nobody listens"), GRADUS_SHAPE);
    gr_hint(NULL, "nobody listens");
    assert_string_equal(gradus_status_text(GRADUS_NOMEM), "out of memory");
    assert_string_equal(gradus_status_text((gradus_status)99), "unknown status");
}

static void errors_are_one_line(void **state)
{
    (void)state;
    gradus_error err;
    gr_fail(&err, GRADUS_DATA, "'%s' is no class", "two\nlines \x1b[1m \x7f \xc3\xa9");
    gr_hint(&err, "the first class is '%s'", "a\tb");
    assert_string_equal(err.text, "'two?lines ?[1m ? \xc3\xa9' is no class");
    assert_string_equal(err.hint, "the first class is 'a?b'");
}

static void the_float_mode_is_given_back(void **state)
{
    (void)state;
    volatile double one = 1, three = 3;     /* volatile: the division stays where it is written */
    volatile double nearest_third = one / three;
    fesetround(FE_UPWARD);
    assert_true(one / three > nearest_third);
    uint64_t mode = gr_float_enter();
    assert_true(one / three == nearest_third);
    gr_float_leave(mode);
    assert_true(one / three > nearest_third);
    fesetround(FE_TONEAREST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_aligned_and_zero),
        cmocka_unit_test(memory_sizes_do_not_overflow),
        cmocka_unit_test(growing_keeps_what_was_there),
        cmocka_unit_test(the_callers_allocator_is_used),
        cmocka_unit_test(random_bits_are_xoshiro),
        cmocka_unit_test(random_streams_differ_in_every_name),
        cmocka_unit_test(random_below_is_the_high_half_of_a_product),
        cmocka_unit_test(random_below_reaches_all_and_no_more),
        cmocka_unit_test(shuffling_is_a_permutation),
        cmocka_unit_test(shares_cover_everything_once),
        cmocka_unit_test(every_part_runs_once_a_round),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(errors_are_cut_not_overrun),
        cmocka_unit_test(errors_are_one_line),
        cmocka_unit_test(the_float_mode_is_given_back),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
