/* Tables in memory: blocks, names, levels, places; statistics, and names to numbers. */
#include "counted.h"
#include "base/status.h"
#include "data/data.h"
#include "data/names.h"
#include "data/stats.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static gradus_error err;

static gradus_data *table(size_t rows)
{
    gradus_data *data = NULL;
    assert_int_equal(gradus_data_new(&data, rows, NULL, &err), GRADUS_OK);
    return data;
}

static void *add(gradus_data *data, const char *name, size_t width, gradus_type type)
{
    void *values = NULL;
    assert_int_equal(gradus_data_add(data, name, width, type, &values, &err), GRADUS_OK);
    assert_non_null(values);
    return values;
}

static void cells_of_every_type_are_read(void **state)
{
    (void)state;
    static const char *const level[] = { "red", "green" };
    gradus_data *data = table(3);
    double *d = add(data, "d", 1, GRADUS_F64);
    float *f = add(data, "f", 2, GRADUS_F32);
    uint8_t *u = add(data, "u", 1, GRADUS_U8);
    int32_t *c = add(data, "c", 1, GRADUS_CATEGORY);
    for (int i = 0; i < 3; i++) {
        assert_true(d[i] == 0 && f[2 * i + 1] == 0 && u[i] == 0 && c[i] == 0);
        d[i] = i + 0.5;
        f[2 * i] = (float)i;
        f[2 * i + 1] = -(float)i;
        u[i] = (uint8_t)(200 + i);
        c[i] = i - 1;
    }
    d[1] = NAN;
    assert_int_equal(gradus_data_levels(data, 4, 2, level, &err), GRADUS_OK);
    assert_int_equal(gradus_data_columns(data), 5);
    assert_string_equal(gradus_data_name(data, 1), "f1");
    assert_string_equal(gradus_data_name(data, 2), "f2");
    assert_true(gradus_data_cell(data, 0, 0) == 0.5 && isnan(gradus_data_cell(data, 1, 0)));
    assert_true(gradus_data_cell(data, 2, 1) == 2 && gradus_data_cell(data, 2, 2) == -2);
    assert_true(gradus_data_cell(data, 2, 3) == 202);
    assert_true(isnan(gradus_data_cell(data, 0, 4)));
    assert_true(gradus_data_cell(data, 1, 4) == 0 && gradus_data_cell(data, 2, 4) == 1);
    assert_true(isnan(gradus_data_cell(data, 3, 0)) && isnan(gradus_data_cell(data, 0, 5)));
    assert_int_equal(gradus_data_type(data, 2), GRADUS_F32);
    assert_int_equal(gradus_data_level_count(data, 4), 2);
    assert_string_equal(gradus_data_level(data, 4, 1), "green");
    assert_null(gradus_data_level(data, 4, 2));
    assert_null(gradus_data_name(data, 5));
    gradus_data_free(data);
}

static void a_code_beyond_the_levels_is_refused_and_read_as_missing(void **state)
{
    (void)state;
    static const char *const level[] = { "a", "b", "c" };
    gradus_data *data = table(2);
    int32_t *c = add(data, "c", 1, GRADUS_CATEGORY);
    c[1] = 2;
    assert_int_equal(gradus_data_levels(data, 0, 2, level, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "column 'c' cannot have 2 levels");
    assert_true(isnan(gradus_data_cell(data, 1, 0)));
    assert_int_equal(gradus_data_levels(data, 0, 3, level, &err), GRADUS_OK);
    assert_true(gradus_data_cell(data, 1, 0) == 2);
    c[0] = 7;
    assert_true(isnan(gradus_data_cell(data, 0, 0)));
    add(data, "n", 1, GRADUS_F64);
    assert_int_equal(gradus_data_levels(data, 1, 3, level, &err), GRADUS_ARGUMENT);
    gradus_data_free(data);
}

static void two_columns_of_one_name_are_refused(void **state)
{
    (void)state;
    gradus_data *data = table(1);
    void *values = &values;
    add(data, "x", 3, GRADUS_F64);
    assert_int_equal(gradus_data_source(data, "some.csv", NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_add(data, "x2", 1, GRADUS_F64, &values, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "two columns are called 'x2'");
    assert_string_equal(err.file, "some.csv");
    assert_int_equal(err.column, 4);
    assert_ptr_equal(values, &values);
    assert_int_equal(gradus_data_columns(data), 3);
    gradus_data_free(data);
}

static void columns_are_found_by_name_then_by_number(void **state)
{
    (void)state;
    gradus_data *data = table(1);
    size_t column = 99;
    add(data, "age", 1, GRADUS_F64);
    add(data, "1", 1, GRADUS_F64);
    add(data, "city", 1, GRADUS_F64);
    assert_int_equal(gradus_data_find(data, "city", &column, &err), GRADUS_OK);
    assert_int_equal(column, 2);
    assert_int_equal(gradus_data_find(data, "3", &column, &err), GRADUS_OK);
    assert_int_equal(column, 2);
    assert_int_equal(gradus_data_find(data, "1", &column, &err), GRADUS_OK);
    assert_int_equal(column, 1);                    /* the name wins */
    add(data, "p", 10, GRADUS_U8);
    assert_int_equal(gradus_data_find(data, "13", &column, &err), GRADUS_OK);
    assert_int_equal(column, 12);
    column = 1;
    static const char *const wrong[] = { "0", "14", "-1", "1.5", "", " 1",
                                         "99999999999999999999999" };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        assert_int_equal(gradus_data_find(data, wrong[k], &column, &err), GRADUS_UNKNOWN);
    assert_int_equal(column, 1);
    assert_int_equal(gradus_data_find(data, "ctiy", &column, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.text, "the data has no column 'ctiy'");
    assert_string_equal(err.hint, "did you mean 'city'?");
    gradus_data_free(data);
}

static void numbers_count_columns_that_were_left_out(void **state)
{
    (void)state;
    gradus_data *data = table(1);
    size_t column = 99;
    gradus_data_skip(data);
    add(data, "b", 1, GRADUS_F64);
    gradus_data_skip(data);
    gradus_data_skip(data);
    add(data, "e", 2, GRADUS_F64);
    assert_int_equal(gradus_data_number(data, 0), 2);
    assert_int_equal(gradus_data_number(data, 1), 5);
    assert_int_equal(gradus_data_number(data, 2), 6);
    assert_int_equal(gradus_data_number(data, 3), 0);
    assert_int_equal(gradus_data_find(data, "5", &column, &err), GRADUS_OK);
    assert_int_equal(column, 1);
    assert_int_equal(gradus_data_find(data, "3", &column, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.text, "column 3 is left out");
    assert_int_equal(gradus_data_find(data, "7", &column, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.text, "the data has no column '7'");
    assert_int_equal(column, 1);
    gr_fail(&err, GRADUS_DATA, "bad");
    gr_data_place(&err, GRADUS_DATA, data, 0, 1);
    assert_int_equal(err.column, 5);
    void *values = NULL;
    assert_int_equal(gradus_data_add(data, "b", 1, GRADUS_F64, &values, &err), GRADUS_ARGUMENT);
    assert_int_equal(err.column, 7);
    gradus_data_free(data);
}

static void a_place_is_file_line_and_column(void **state)
{
    (void)state;
    gradus_data *data = table(2);
    uint32_t *line;
    add(data, "x", 2, GRADUS_F64);
    assert_int_equal(gradus_data_source(data, "a.csv", &line, &err), GRADUS_OK);
    line[0] = 2;
    line[1] = 7;
    gr_fail(&err, GRADUS_DATA, "bad");
    assert_int_equal(gr_data_place(&err, GRADUS_DATA, data, 1, 1), GRADUS_DATA);
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.line, 7);
    assert_int_equal(err.column, 2);
    gr_fail(&err, GRADUS_DATA, "bad");
    gr_data_place(&err, GRADUS_DATA, data, SIZE_MAX, SIZE_MAX);
    assert_int_equal(err.line + err.column, 0);
    assert_int_equal(gradus_data_source(data, "b.csv", NULL, &err), GRADUS_OK);
    gr_fail(&err, GRADUS_DATA, "bad");
    gr_data_place(&err, GRADUS_DATA, data, 1, 0);
    assert_string_equal(err.file, "b.csv");
    assert_int_equal(err.line, 0);
    gradus_data_free(data);
}

static void trimming_keeps_the_first_rows(void **state)
{
    (void)state;
    gradus_data *data = table(5);
    double *x = add(data, "x", 2, GRADUS_F64);
    x[2 * 1 + 1] = 42;
    gradus_data_trim(data, 2);
    gradus_data_trim(data, 4);
    assert_int_equal(gradus_data_rows(data), 2);
    assert_true(gradus_data_cell(data, 1, 1) == 42);
    assert_true(isnan(gradus_data_cell(data, 2, 1)));
    gradus_data_free(data);
}

static void sizes_that_overflow_are_out_of_memory(void **state)
{
    (void)state;
    gradus_data *data = table(SIZE_MAX / 4);
    void *values;
    assert_int_equal(gradus_data_add(data, "x", 3, GRADUS_F64, &values, &err), GRADUS_NOMEM);
    assert_int_equal(gradus_data_add(data, "x", 8, GRADUS_U8, &values, &err), GRADUS_NOMEM);
    assert_int_equal(gradus_data_add(data, "x", SIZE_MAX / 2, GRADUS_U8, &values, &err),
                     GRADUS_NOMEM);
    assert_int_equal(gradus_data_columns(data), 0);
    gradus_data_free(data);
    gradus_data_free(NULL);
}

static gradus_status build(gradus_data **out, const gradus_allocator *mem)
{
    static const char *const level[] = { "a", "b" };
    gradus_data *data;
    void *values;
    uint32_t *line;
    gradus_status s = gradus_data_new(&data, 4, mem, &err);
    if (s != GRADUS_OK)
        return s;
    s = gradus_data_add(data, "x", 40, GRADUS_F32, &values, &err);
    for (int k = 0; s == GRADUS_OK && k < 12; k++) {
        char name[8];
        snprintf(name, sizeof name, "c%d", k);
        s = gradus_data_add(data, name, 1, GRADUS_CATEGORY, &values, &err);
    }
    if (s == GRADUS_OK)
        s = gradus_data_levels(data, 41, 2, level, &err);
    if (s == GRADUS_OK)
        s = gradus_data_source(data, "x.csv", &line, &err);
    if (s == GRADUS_OK)
        *out = data;
    else
        gradus_data_free(data);
    return s;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct counted counted = { .left = 0 };
    gradus_allocator mem = { counted_alloc, counted_release, &counted };
    for (long nth = 0;; nth++) {
        gradus_data *data = NULL;
        counted.left = nth;
        gradus_status s = build(&data, &mem);
        gradus_data_free(data);
        assert_int_equal(counted.live, 0);
        if (s == GRADUS_OK) {
            assert_true(nth > 20);
            break;
        }
        assert_int_equal(s, GRADUS_NOMEM);
    }
}

static void names_keep_their_numbers_while_they_grow(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    static char name[MANY][8];
    struct gr_names names;
    size_t number;
    gr_names_start(&names, NULL);
    assert_int_equal(gr_names_find(&names, "none", &number), 0);
    for (size_t k = 0; k < MANY; k++) {
        snprintf(name[k], sizeof name[k], "n%zu", k);
        assert_int_equal(gr_names_room(&names, 1), 1);
        assert_int_equal(gr_names_add(&names, name[k]), 1);
        assert_int_equal(gr_names_add(&names, name[k / 2]), 0);
    }
    for (size_t k = 0; k < MANY; k++) {
        assert_int_equal(gr_names_find(&names, name[k], &number), 1);
        assert_int_equal(number, k);
    }
    assert_int_equal(names.count, MANY);
    assert_int_equal(gr_names_room(&names, SIZE_MAX), 0);
    gr_names_end(&names);
}

/* ---- statistics ------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void the_median_is_that_of_the_sorted_values(void **state)
{
    (void)state;
    double value[200], sorted[200];
    uint64_t bits = 1;
    for (size_t n = 1; n <= 200; n++) {
        for (size_t i = 0; i < n; i++) {
            bits = bits * 6364136223846793005u + 1442695040888963407u;
            value[i] = (double)(int64_t)(bits >> 40) - 8e6;
            value[i] *= n % 3 ? 1e-7 : n % 2 ? 1e300 : 1;
            if (n % 5 == 0)
                value[i] = (double)((bits >> 60) % 3) - 1;      /* many equal ones */
            sorted[i] = value[i];
        }
        qsort(sorted, n, sizeof *sorted, by_value);
        struct gr_stats s = gr_stats_numbers(n, value);
        assert_true(s.median == 0.5 * sorted[(n - 1) / 2] + 0.5 * sorted[n / 2]);
        assert_true(s.least == sorted[0] && s.most == sorted[n - 1] && s.count == n);
        qsort(value, n, sizeof *value, by_value);
        assert_memory_equal(value, sorted, n * sizeof *value);  /* moved, not lost */
    }
}

static void mean_and_deviation_are_those_of_the_population(void **state)
{
    (void)state;
    double value[] = { 2, 4, 4, 4, 5, 5, 7, 9 };
    struct gr_stats s = gr_stats_numbers(8, value);
    assert_true(s.mean == 5 && s.deviation == 2 && s.median == 4.5);
    double zero[] = { -0.0, -0.0 };
    s = gr_stats_numbers(2, zero);
    assert_int_equal(signbit(s.median), 0);
    s = gr_stats_numbers(0, NULL);
    assert_true(s.count == 0 && s.mean == 0);
}

static void bytes_have_the_statistics_of_their_numbers(void **state)
{
    (void)state;
    uint64_t counts[256] = { 0 };
    double value[1000];
    for (size_t i = 0; i < 1000; i++) {
        size_t v = i * i % 251;
        counts[v]++;
        value[i] = (double)v;
    }
    struct gr_stats bytes = gr_stats_bytes(counts), numbers = gr_stats_numbers(1000, value);
    assert_true(bytes.mean == numbers.mean && bytes.median == numbers.median);
    assert_true(bytes.least == numbers.least && bytes.most == numbers.most);
    assert_true(fabs(bytes.deviation - numbers.deviation) < 1e-12);
    memset(counts, 0, sizeof counts);
    counts[3] = counts[8] = 500000000000;           /* beyond any 32-bit sum */
    bytes = gr_stats_bytes(counts);
    assert_true(bytes.mean == 5.5 && bytes.deviation == 2.5 && bytes.median == 5.5);
}

static void texts_are_kept_row_by_row(void **state)
{
    (void)state;
    gradus_data *data = NULL;
    void *values;
    size_t length = 9;
    assert_int_equal(gradus_data_new(&data, 3, NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_add(data, "a", 2, GRADUS_F32, &values, &err), GRADUS_OK);
    assert_null(gradus_data_text(data, 0, 1, &length));
    assert_int_equal(gradus_data_keep(data, 1, "007,", 3, &err), GRADUS_OK);
    assert_int_equal(gradus_data_keep(data, 1, NULL, 0, &err), GRADUS_OK);
    assert_string_equal(gradus_data_text(data, 0, 1, &length), "007");
    assert_int_equal(length, 3);
    assert_string_equal(gradus_data_text(data, 1, 1, &length), "");
    assert_int_equal(length, 0);
    assert_null(gradus_data_text(data, 2, 1, NULL));
    assert_null(gradus_data_text(data, 0, 0, NULL));
    assert_null(gradus_data_text(data, 0, 2, NULL));
    assert_int_equal(gradus_data_keep(data, 1, "x", 1, &err), GRADUS_OK);
    assert_int_equal(gradus_data_keep(data, 1, "y", 1, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "column 'a2' has a text for each of its rows");
    assert_int_equal(gradus_data_keep(data, 2, "y", 1, &err), GRADUS_ARGUMENT);
    gradus_data_trim(data, 1);
    assert_null(gradus_data_text(data, 1, 1, NULL));
    assert_string_equal(gradus_data_text(data, 0, 1, NULL), "007");
    gradus_data_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_kept_row_by_row),
        cmocka_unit_test(cells_of_every_type_are_read),
        cmocka_unit_test(a_code_beyond_the_levels_is_refused_and_read_as_missing),
        cmocka_unit_test(two_columns_of_one_name_are_refused),
        cmocka_unit_test(columns_are_found_by_name_then_by_number),
        cmocka_unit_test(numbers_count_columns_that_were_left_out),
        cmocka_unit_test(a_place_is_file_line_and_column),
        cmocka_unit_test(trimming_keeps_the_first_rows),
        cmocka_unit_test(sizes_that_overflow_are_out_of_memory),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(names_keep_their_numbers_while_they_grow),
        cmocka_unit_test(the_median_is_that_of_the_sorted_values),
        cmocka_unit_test(mean_and_deviation_are_those_of_the_population),
        cmocka_unit_test(bytes_have_the_statistics_of_their_numbers),
    };
    return cmocka_run_group_tests_name("data", tests, NULL, NULL);
}
