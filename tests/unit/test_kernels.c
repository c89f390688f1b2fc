/* Which kernel row is used: the one asked for, else GRADUS_CPU's, else the best there is. */
#define _POSIX_C_SOURCE 200809L                     /* setenv, unsetenv */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/cpu.h"
#include "kernels/kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int without_variable(void **state)
{
    (void)state;
    return unsetenv("GRADUS_CPU");
}

static void portable_is_last_and_always_usable(void **state)
{
    (void)state;
    int usable = 0;
    size_t k = 0;
    while (gradus_kernels_name(k + 1, &usable))
        k++;
    assert_string_equal(gradus_kernels_name(k, &usable), "portable");
    assert_int_equal(usable, 1);
    assert_null(gradus_kernels_name(k + 1, NULL));
}

static void the_best_usable_row_is_chosen(void **state)
{
    (void)state;
    const char *chosen = NULL, *name;
    int usable = 0;
    size_t k = 0;
    while ((name = gradus_kernels_name(k, &usable)) != NULL && !usable)
        k++;
    assert_int_equal(gradus_kernels_chosen(&chosen, NULL), GRADUS_OK);
    assert_string_equal(chosen, name);
}

static void the_variable_is_overruled_by_a_name(void **state)
{
    (void)state;
    const struct gr_kernels *row = NULL;
    const char *chosen = NULL;
    assert_int_equal(setenv("GRADUS_CPU", "portable", 1), 0);
    assert_int_equal(gradus_kernels_chosen(&chosen, NULL), GRADUS_OK);
    assert_string_equal(chosen, "portable");
    assert_int_equal(setenv("GRADUS_CPU", "avx3", 1), 0);
    assert_int_equal(gr_kernels_pick("portable", &row, NULL), GRADUS_OK);
    assert_string_equal(row->name, "portable");
}

static void an_unknown_row_lists_the_known_ones(void **state)
{
    (void)state;
    char want[128] = "no kernel row 'avx3': this build has ";
    const char *name, *chosen = "as it was";
    gradus_error err;
    for (size_t k = 0; (name = gradus_kernels_name(k, NULL)) != NULL; k++) {
        strcat(want, k ? ", " : "");
        strcat(want, name);
    }
    assert_int_equal(setenv("GRADUS_CPU", "avx3", 1), 0);
    assert_int_equal(gradus_kernels_chosen(&chosen, &err), GRADUS_UNKNOWN);
    assert_int_equal(err.code, GRADUS_UNKNOWN);
    assert_string_equal(err.text, want);
    assert_string_equal(chosen, "as it was");
}

static void a_row_that_the_processor_lacks_is_refused(void **state)
{
    (void)state;
    for (size_t k = 0; gr_kernels_all[k]; k++) {
        const char *name = gr_kernels_all[k]->name;
        const struct gr_kernels *row = NULL;
        const int here = !(gr_kernels_all[k]->needs & ~gr_cpu_features());
        char want[128];
        gradus_error err;
        snprintf(want, sizeof want, "this processor lacks the kernel row '%s'", name);
        assert_int_equal(gr_kernels_pick(name, &row, &err), here ? GRADUS_OK : GRADUS_UNKNOWN);
        if (here)
            assert_ptr_equal(row, gr_kernels_all[k]);
        else
            assert_string_equal(err.text, want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(portable_is_last_and_always_usable, without_variable),
        cmocka_unit_test_setup(the_best_usable_row_is_chosen, without_variable),
        cmocka_unit_test_setup(the_variable_is_overruled_by_a_name, without_variable),
        cmocka_unit_test_setup(an_unknown_row_lists_the_known_ones, without_variable),
        cmocka_unit_test_setup(a_row_that_the_processor_lacks_is_refused, without_variable),
    };
    return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
