/* The list of what a training changes: however long it is, all of it is kept and put back. */
#include "train/state.h"

#include "counted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MANY = 100 };

static void a_long_list_is_put_back(void **state)
{
    (void)state;
    struct gr_state s = { 0 };
    double value[MANY];
    for (size_t k = 0; k < MANY; k++) {
        value[k] = (double)k;
        gr_state_add(&s, &value[k], sizeof value[k]);
        gr_state_add(&s, NULL, 8);
    }
    assert_int_equal(s.bytes, sizeof value);
    assert_int_equal(gr_state_start(&s, NULL), GRADUS_OK);
    gr_state_keep(&s);
    for (size_t k = 0; k < MANY; k++)
        value[k] = -1;
    gr_state_put_back(&s);
    for (size_t k = 0; k < MANY; k++)
        assert_true(value[k] == (double)k);
    gr_state_end(&s);
}

/* An array that is not in the list would not be put back. */
static void a_list_without_room_is_refused(void **state)
{
    (void)state;
    gradus_status status = GRADUS_NOMEM;
    for (long room = 0; status == GRADUS_NOMEM; room++) {
        struct counted c = { .left = room };
        const gradus_allocator mem = { counted_alloc, counted_release, &c };
        struct gr_state s = { .mem = &mem };
        char value[MANY];
        for (size_t k = 0; k < MANY; k++)
            gr_state_add(&s, &value[k], 1);
        status = gr_state_start(&s, NULL);
        assert_true(status == (c.asked > room ? GRADUS_NOMEM : GRADUS_OK));
        assert_true(room >= 2 || status == GRADUS_NOMEM);
        gr_state_end(&s);
        assert_int_equal(c.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_list_is_put_back),
        cmocka_unit_test(a_list_without_room_is_refused),
    };
    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
