/* A table becomes a learning problem: the task, the parts, what is learned, and the matrices. */
#include "counted.h"
#include "table.h"

#include "data/split.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static gradus_error err;

/* A problem of [text], whose table stays behind in [table]. */
static gradus_data *table;
static gradus_problem *problem;
static gradus_problem_options opt;

static void begin(const char *text, const char *target)
{
    table = table_from(text, NULL);
    assert_non_null(table);
    gradus_problem_defaults(&opt);
    opt.target = target;
    opt.type = GRADUS_F64;
    problem = NULL;
}

static void end(void)
{
    gradus_problem_free(problem);
    gradus_data_free(table);
    problem = NULL;
}

static void make(void)
{
    gradus_status s = gradus_problem_new(&problem, table, &opt, &err);
    if (s != GRADUS_OK)
        print_message("# %s\n", err.text);
    assert_int_equal(s, GRADUS_OK);
}

static void check_error(gradus_status code, const char *text, size_t line, size_t column)
{
    assert_int_equal(gradus_problem_new(&problem, table, &opt, &err), code);
    assert_null(problem);
    assert_string_equal(err.text, text);
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    end();
}

static double at(const gradus_matrix *m, size_t row, size_t col)
{
    assert_true(row < m->rows && col < m->cols);
    return m->type == GRADUS_F32 ? (double)((const float *)m->data)[row * m->cols + col]
                                 : ((const double *)m->data)[row * m->cols + col];
}

static double x_at(gradus_part part, size_t row, size_t col)
{
    return at(&gradus_problem_set(problem, part)->x, row, col);
}

static double y_at(gradus_part part, size_t row, size_t col)
{
    return at(&gradus_problem_set(problem, part)->y, row, col);
}

static int has_remark(const char *text, int warning)
{
    int is_warning = -1;
    const char *remark;
    for (size_t k = 0; (remark = gradus_problem_remark(problem, k, &is_warning)); k++)
        if (!strcmp(remark, text) && is_warning == warning)
            return 1;
    return 0;
}

/* ---- the task and the classes ----------------------------------------------------------- */

static void text_is_a_class_in_the_order_of_bytes(void **state)
{
    (void)state;
    begin("x,kind:t\n1,b\n2,a\n3,B\n4,a\n", "kind");
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    assert_int_equal(s->task, GRADUS_CLASSIFICATION);
    assert_int_equal(s->classes, 3);
    assert_string_equal(s->class_name[0], "B");
    assert_string_equal(s->class_name[1], "a");
    assert_string_equal(s->class_name[2], "b");
    assert_string_equal(s->target[0].name, "kind");
    assert_int_equal(s->target[0].levels, 3);
    static const double right[4][3] = { { 0, 0, 1 }, { 0, 1, 0 }, { 1, 0, 0 }, { 0, 1, 0 } };
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 3; k++)
            assert_true(y_at(GRADUS_TRAIN, i, k) == right[i][k]);
    assert_true(has_remark("classification, since 'kind' is text", 0));
    assert_null(gradus_problem_set(problem, GRADUS_VALIDATION));
    assert_null(gradus_problem_set(problem, GRADUS_TEST));
    end();
}

static void classes_that_are_numbers_sort_as_numbers(void **state)
{
    (void)state;
    begin("x,k\n1,10\n2,9\n3,-0\n4,0\n5,-2\n", "k");
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    static const char *const name[] = { "-2", "0", "9", "10" };
    assert_int_equal(s->classes, 4);
    for (size_t k = 0; k < 4; k++)
        assert_string_equal(s->class_name[k], name[k]);
    assert_true(y_at(GRADUS_TRAIN, 0, 3) == 1 && y_at(GRADUS_TRAIN, 2, 1) == 1);
    assert_true(y_at(GRADUS_TRAIN, 3, 1) == 1 && y_at(GRADUS_TRAIN, 4, 0) == 1);
    assert_int_equal(s->target[0].levels, 0);
    assert_true(has_remark("classification, since 'k' holds 4 different whole numbers", 0));
    end();
    begin("x,k:t\n1,10\n2,9\n3,100\n", "k");
    make();
    assert_string_equal(gradus_problem_schema(problem)->class_name[0], "9");
    assert_string_equal(gradus_problem_schema(problem)->class_name[2], "100");
    end();
}

static void two_classes_have_one_output_or_two(void **state)
{
    (void)state;
    begin("x,k\n1,7\n2,5\n3,7\n", "k");
    make();
    assert_int_equal(gradus_problem_set(problem, GRADUS_TRAIN)->y.cols, 1);
    assert_true(y_at(GRADUS_TRAIN, 0, 0) == 1 && y_at(GRADUS_TRAIN, 1, 0) == 0);
    gradus_problem_free(problem);
    opt.one_output = 0;
    opt.type = GRADUS_F32;
    make();
    assert_int_equal(gradus_problem_set(problem, GRADUS_TRAIN)->y.cols, 2);
    assert_int_equal(gradus_problem_set(problem, GRADUS_TRAIN)->y.type, GRADUS_F32);
    assert_true(y_at(GRADUS_TRAIN, 0, 0) == 0 && y_at(GRADUS_TRAIN, 0, 1) == 1);
    assert_true(y_at(GRADUS_TRAIN, 1, 0) == 1 && y_at(GRADUS_TRAIN, 1, 1) == 0);
    end();
}

static void numbers_are_classes_if_whole_and_few(void **state)
{
    (void)state;
    char text[512] = "x,y\n";
    for (int i = 0; i < 20; i++)
        sprintf(text + strlen(text), "%d,%d\n", i, i);
    begin(text, "y");
    make();
    assert_int_equal(gradus_problem_schema(problem)->classes, 20);
    end();
    strcat(text, "20,20\n");
    begin(text, "y");
    make();
    assert_int_equal(gradus_problem_schema(problem)->task, GRADUS_REGRESSION);
    assert_true(has_remark("regression, since 'y' holds more than 20 different numbers", 0));
    end();
    begin("x,y\n1,1\n2,2.5\n3,1\n", "y");
    make();
    assert_int_equal(gradus_problem_schema(problem)->task, GRADUS_REGRESSION);
    assert_true(has_remark("regression, since 'y' holds numbers that are not whole", 0));
    end();
    begin("x,y\n1,1\n2,2.5\n3,1\n", "y");
    opt.task = GRADUS_CLASSIFICATION;
    make();
    assert_string_equal(gradus_problem_schema(problem)->class_name[1], "2.5");
    assert_true(has_remark("classification, as asked", 0));
    end();
}

static void targets_that_teach_nothing_are_refused(void **state)
{
    (void)state;
    begin("x,k:t\n1,a\n2,a\n3,\n", "k");
    check_error(GRADUS_DATA, "the target 'k' has only one value, 'a': nothing to learn", 0, 2);
    begin("x,k\n1,4\n", "k");
    check_error(GRADUS_DATA, "the target 'k' has only one value, '4': nothing to learn", 0, 2);
    begin("x,k\n1,\n2,\n", "k");
    check_error(GRADUS_DATA, "no row has a value in the target 'k'", 0, 0);
    begin("x,k\n", "k");
    check_error(GRADUS_DATA, "the data has no rows", 0, 0);
    begin("x,k:t\n1,\n2,a\n3,b\n", "k");
    opt.task = GRADUS_REGRESSION;
    check_error(GRADUS_DATA, "the target 'k' is text, and regression needs numbers", 3, 2);
    begin("x,k:t,y\n1,a,1\n2,b,2\n", "y,k");
    check_error(GRADUS_DATA, "the target 'k' is text, and a model of several targets needs numbers",
                2, 2);
    begin("x,k,y\n1,0,1\n2,1,2\n", "y,k");
    opt.task = GRADUS_CLASSIFICATION;
    check_error(GRADUS_DATA, "classification has one target, not 2", 0, 0);
    begin("k\n1\n2\n", "k");
    check_error(GRADUS_DATA, "no column is left to learn from", 0, 0);
}

static void columns_are_chosen_by_list(void **state)
{
    (void)state;
    begin("a,b,c,y\n1,5,3,0.5\n4,2,6,1\n", "4");
    opt.features = "3,a";
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    assert_int_equal(s->inputs, 2);
    assert_string_equal(s->input[0].name, "c");
    assert_string_equal(s->input[1].name, "a");
    end();
    begin("a,b,y\n1,2,3\n4,5,6\n", "z");
    check_error(GRADUS_UNKNOWN, "the data has no column 'z'", 0, 0);
    begin("a,b,y\n1,2,3\n4,5,6\n", NULL);
    check_error(GRADUS_ARGUMENT, "which column is the target?", 0, 0);
    begin("a,b,y\n1,2,3\n4,5,6\n", "y");
    opt.features = "a,3";
    check_error(GRADUS_ARGUMENT, "column 'y' is the target, it cannot be a feature", 0, 0);
    begin("a,b,y\n1,2,3\n4,5,6\n", "y");
    opt.features = "a,b,1";
    check_error(GRADUS_ARGUMENT, "column 'a' is named twice", 0, 0);
    begin("a,b,y\n1,2,3\n4,5,6\n", "y");
    opt.scale = "minimax";
    check_error(GRADUS_UNKNOWN, "there is no scaling 'minimax'", 0, 0);
    begin("a,b,y\n1,2,3\n4,5,6\n", "y");
    opt.validation = 0.5;
    opt.test = 0.5;
    check_error(GRADUS_ARGUMENT, "the fractions for validation and test leave nothing for training",
                0, 0);
}

static void rows_without_a_target_are_dropped_and_counted(void **state)
{
    (void)state;
    begin("x,y\n1,0.5\n2,\n3,1.5\n4,\n", "y");
    opt.scale = "none";
    make();
    assert_int_equal(gradus_problem_set(problem, GRADUS_TRAIN)->x.rows, 2);
    assert_true(x_at(GRADUS_TRAIN, 1, 0) == 3 && y_at(GRADUS_TRAIN, 1, 0) == 1.5);
    assert_true(has_remark("2 of 4 rows have no target and are left out", 1));
    end();
}

/* ---- scaling ---------------------------------------------------------------------------- */

struct scaled {
    const char *scale;
    double x[4], y[4];                  /* of x = 1 3 3 5, deviation sqrt 2; y = -2 0 0 2 */
};

static void each_scaling_is_its_formula(void **state)
{
    (void)state;
    double u = 2 * (1 / sqrt(2.0));
    const struct scaled scaled[] = {
        { "auto", { -u, 0, 0, u }, { -u, 0, 0, u } },
        { "standard", { -u, 0, 0, u }, { -u, 0, 0, u } },
        { "none", { 1, 3, 3, 5 }, { -2, 0, 0, 2 } },
        { "minmax", { 0, 0.5, 0.5, 1 }, { 0, 0.5, 0.5, 1 } },
        { "max", { 1 * 0.2, 3 * 0.2, 3 * 0.2, 1 }, { -1, 0, 0, 1 } },
    };
    for (size_t k = 0; k < sizeof scaled / sizeof *scaled; k++) {
        begin("x,y\n1,-2\n3,0\n3,0\n5,2\n", "y");
        opt.scale = scaled[k].scale;
        opt.task = GRADUS_REGRESSION;
        make();
        const gradus_column *y = gradus_problem_schema(problem)->target;
        for (size_t i = 0; i < 4; i++) {
            assert_true(x_at(GRADUS_TRAIN, i, 0) == scaled[k].x[i]);
            assert_true(y_at(GRADUS_TRAIN, i, 0) == scaled[k].y[i]);
            assert_true(fabs(y_at(GRADUS_TRAIN, i, 0) / y->scale + y->shift -
                             gradus_data_cell(table, i, 1)) < 1e-15);
        }
        end();
    }
}

static void scales_at_the_edge_are_harmless(void **state)
{
    (void)state;
    begin("c,z,n,y\n5,0,-8,0.5\n5,0,2,1\n", "y");
    opt.scale = "minmax";
    make();
    assert_true(gradus_problem_schema(problem)->input[0].scale == 0);
    gradus_problem_free(problem);
    opt.scale = "max";
    make();
    const gradus_column *input = gradus_problem_schema(problem)->input;
    assert_true(input[0].scale == 1 / 5.0 && input[1].scale == 0 && input[2].scale == 1 / 8.0);
    end();
}

static void missing_numbers_become_the_median_and_are_marked(void **state)
{
    (void)state;
    begin("x,z,y\n4,1,0.5\n,2,1\n1,3,2\n2,4,3\n", "y");
    opt.scale = "none";
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    assert_true(s->input[0].fill == 2 && s->input[0].indicator == 1);
    assert_true(s->input[1].fill == 2.5 && s->input[1].indicator == 0);
    static const double x[4][3] = { { 4, 0, 1 }, { 2, 1, 2 }, { 1, 0, 3 }, { 2, 0, 4 } };
    assert_int_equal(gradus_problem_set(problem, GRADUS_TRAIN)->x.cols, 3);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 3; j++)
            assert_true(x_at(GRADUS_TRAIN, i, j) == x[i][j]);
    assert_true(has_remark("column 'x' has missing cells: they get the median, and an input that "
                           "marks them", 0));
    end();
}

static void categories_are_one_input_a_level(void **state)
{
    (void)state;
    begin("c:t,y\nred,0.5\nblue,1\n,2\nred,3\n", "y");
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    assert_int_equal(s->input[0].levels, 2);
    assert_string_equal(s->input[0].level[0], "blue");
    static const double x[4][2] = { { 0, 1 }, { 1, 0 }, { 0, 0 }, { 0, 1 } };
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 2; j++)
            assert_true(x_at(GRADUS_TRAIN, i, j) == x[i][j]);
    end();
}

static void columns_that_tell_nothing_are_left_out_or_harmless(void **state)
{
    (void)state;
    char text[2048] = "id:t,same:t,none,c,gap:t,x,y\n";
    for (int i = 0; i < 42; i++)
        sprintf(text + strlen(text), "n%d,a,,7,,%d,%d.5\n", i, i, i);
    begin(text, "y");
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    assert_int_equal(s->inputs, 2);
    assert_string_equal(s->input[0].name, "c");
    assert_true(s->input[0].scale == 0 && x_at(GRADUS_TRAIN, 41, 0) == 0);
    assert_true(has_remark("column 'id' is left out: 42 different texts in 42 rows are no "
                           "categories", 1));
    assert_true(has_remark("column 'same' is left out: it has the same text in every training row",
                           0));
    assert_true(has_remark("column 'gap' is left out: it has no text in any training row", 0));
    assert_true(has_remark("column 'none' is left out: all its training cells are missing", 1));
    assert_true(has_remark("column 'c' has the same number in every training row", 0));
    end();
    begin("one,x,y\n1,2,0.5\n1,3,1\n", "y");
    opt.scale = "none";
    make();
    assert_true(x_at(GRADUS_TRAIN, 1, 0) == 1);     /* a bias input of a tutorial stays */
    end();
}

static void bytes_of_a_block_share_one_scaling(void **state)
{
    (void)state;
    begin("label:u\n3\n4\n3\n", "label");
    void *values;
    assert_int_equal(gradus_data_add(table, "p", 2, GRADUS_U8, &values, &err), GRADUS_OK);
    memcpy(values, (const uint8_t[]){ 0, 10, 0, 20, 0, 30 }, 6);
    make();
    const gradus_schema *s = gradus_problem_schema(problem);
    assert_true(s->input[0].shift == 10 && s->input[1].shift == 10);
    assert_true(s->input[0].scale == 1 / sqrt(800.0 / 6) && s->input[1].scale == s->input[0].scale);
    assert_true(s->input[0].fill == 0 && s->input[1].fill == 20);
    gradus_problem_free(problem);
    opt.scale = "standard";
    make();
    s = gradus_problem_schema(problem);
    assert_true(s->input[0].scale == 0 && s->input[1].shift == 20);
    end();
}

/* Wide blocks are read a few columns at a time: each must still learn from its own cells. */
static void columns_of_a_wide_block_learn_from_their_own_cells(void **state)
{
    (void)state;
    enum { WIDE = 20, ROWS = 3 };
    static const gradus_type type[] = { GRADUS_F64, GRADUS_F32, GRADUS_U8 };
    for (size_t t = 0; t < 3; t++) {
        begin("y\n0.5\n1\n2\n", "y");
        void *values;
        assert_int_equal(gradus_data_add(table, "p", WIDE, type[t], &values, &err), GRADUS_OK);
        for (size_t i = 0; i < ROWS * WIDE; i++) {
            double value = (double)(i % WIDE) + 100 * (double)(i / WIDE == 2);
            if (t == 0)
                ((double *)values)[i] = value;
            else if (t == 1)
                ((float *)values)[i] = (float)value;
            else
                ((uint8_t *)values)[i] = (uint8_t)value;
        }
        if (t == 0)
            ((double *)values)[4] = NAN;            /* p5 of the first row */
        opt.scale = "minmax";
        opt.features = t == 2 ? NULL : "p20,p3,p5,p4,p11";
        make();
        const gradus_schema *s = gradus_problem_schema(problem);
        for (size_t j = 0; j < s->inputs; j++) {
            double number = atof(s->input[j].name + 1) - 1;
            int gap = t == 0 && number == 4;
            assert_true(s->input[j].shift == number && s->input[j].scale == 1 / 100.0);
            assert_true(s->input[j].fill == number + (gap ? 50 : 0));
            assert_int_equal(s->input[j].indicator, gap);
        }
        assert_int_equal(s->inputs, t == 2 ? WIDE : 5);
        end();
    }
}

static void numbers_that_cannot_be_scaled_are_refused(void **state)
{
    (void)state;
    begin("x,y\n-1e308,1.5\n1e308,2\n1e308,3\n", "y");
    check_error(GRADUS_DATA, "the numbers in column 'x' are too large or too small to scale", 0, 0);
    begin("x,y\n1,1.5\n1e39,2\n", "y");
    opt.scale = "none";
    opt.type = GRADUS_F32;
    check_error(GRADUS_DATA, "column 'x': the number is too large for float32", 3, 1);
    assert_string_equal(err.hint, "correct the cell, or train with --dtype float64");
    begin("x,y\n1,1.5\n2,1e39\n", "y");
    opt.scale = "none";
    opt.type = GRADUS_F32;
    check_error(GRADUS_DATA, "column 'y': the number is too large for float32", 3, 2);
    assert_string_equal(err.hint, "correct the cell, or train with --dtype float64");
    begin("y,c:t,x\n1.5,a,1\n2,b,2\n2,a,1\n", "y");
    void *values;
    gradus_data_add(table, "f", 1, GRADUS_F32, &values, &err);
    ((float *)values)[2] = INFINITY;
    check_error(GRADUS_DATA, "a number in column 'f' is infinite", 4, 4);
}

/* ---- parts ------------------------------------------------------------------------------ */

static char big_text[8192];

/* [rows] rows, number and class; every tenth row is of class 1. */
static const char *big(int rows)
{
    char *to = big_text + sprintf(big_text, "x,k\n");
    for (int i = 0; i < rows; i++)
        to += sprintf(to, "%d,%d\n", i, i % 10 == 9);
    return big_text;
}

static void parts_are_stratified_and_in_the_order_of_the_rows(void **state)
{
    (void)state;
    size_t seen[100] = { 0 };
    begin(big(100), "k");
    opt.scale = "none";
    opt.validation = 0.2;
    opt.test = 0.1;
    make();
    static const size_t rows[] = { 70, 20, 10 }, ones[] = { 7, 2, 1 };
    for (gradus_part part = GRADUS_TRAIN; part <= GRADUS_TEST; part++) {
        const gradus_set *set = gradus_problem_set(problem, part);
        size_t one = 0;
        assert_int_equal(set->x.rows, rows[part]);
        for (size_t i = 0; i < set->x.rows; i++) {
            one += y_at(part, i, 0) == 1;
            seen[(size_t)x_at(part, i, 0)]++;
            assert_true(x_at(part, i, 0) == (double)gradus_set_row(set, i));
            assert_true(i == 0 || x_at(part, i, 0) > x_at(part, i - 1, 0));
        }
        assert_int_equal(one, ones[part]);
    }
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(seen[i], 1);
    end();
}

static void the_seed_draws_the_parts(void **state)
{
    (void)state;
    double drawn[3][10];
    for (size_t k = 0; k < 3; k++) {
        begin(big(100), "k");
        opt.scale = "none";
        opt.validation = 0.1;
        opt.seed = k == 2 ? 2 : 1;
        make();
        for (size_t i = 0; i < 10; i++)
            drawn[k][i] = x_at(GRADUS_VALIDATION, i, 0);
        end();
    }
    assert_memory_equal(drawn[0], drawn[1], sizeof drawn[0]);
    assert_memory_not_equal(drawn[0], drawn[2], sizeof drawn[0]);
}

static void scaling_is_learned_on_training_rows_only(void **state)
{
    (void)state;
    begin(big(50), "k");
    opt.scale = "minmax";
    opt.test = 0.5;
    make();
    const gradus_column *x = gradus_problem_schema(problem)->input;
    const gradus_set *train = gradus_problem_set(problem, GRADUS_TRAIN);
    assert_true(x_at(GRADUS_TRAIN, 0, 0) == 0);
    assert_true(x_at(GRADUS_TRAIN, train->x.rows - 1, 0) == 1);
    assert_int_equal(train->x.rows, 25);
    assert_true(x->shift >= 0 && x->shift + 1 / x->scale <= 49);
    end();
}

static void small_data_are_split_with_care(void **state)
{
    (void)state;
    begin("x,k\n1,0\n2,1\n3,0\n", "k");
    opt.validation = 0.01;
    make();
    assert_int_equal(gradus_problem_set(problem, GRADUS_VALIDATION)->x.rows, 1);
    assert_true(y_at(GRADUS_VALIDATION, 0, 0) == 0);        /* class 1 has one row: it stays */
    end();
    begin("x,k\n1,0\n2,1\n", "k");
    opt.validation = 0.5;
    check_error(GRADUS_DATA, "2 rows are too few to set some aside for validation", 0, 0);
    begin("x,y\n1,0.5\n2,1\n", "y");
    opt.validation = 0.4;
    opt.test = 0.4;
    check_error(GRADUS_DATA, "2 rows are too few to set some aside for validation", 0, 0);
}

static void seats_go_by_largest_remainders(void **state)
{
    (void)state;
    int32_t code[30];
    struct gr_split split;
    for (int i = 0; i < 30; i++)
        code[i] = i < 17 ? 0 : i < 26 ? 2 : 3;      /* 17, 0, 9 and 4 rows: shares 4.25 2.25 1 */
    assert_int_equal(gr_split_start(&split, 30, 4, code, 0.25, 0, 1, NULL, &err), GRADUS_OK);
    size_t of[4] = { 0 };
    assert_int_equal(split.count[GRADUS_VALIDATION], 8);
    for (size_t i = 0; i < 8; i++)
        of[code[split.index[split.first[GRADUS_VALIDATION] + i]]]++;
    assert_true(of[0] == 5 && of[1] == 0 && of[2] == 2 && of[3] == 1);
    gr_split_end(&split);
}

static void tables_of_their_own_are_encoded_by_name(void **state)
{
    (void)state;
    begin("c:t,x,k:t\na,0,n\nb,10,m\na,5,n\n", "k");
    gradus_data *other = table_from("k:t,extra,x,c:t\nn,9,20,z\n,9,1,a\nm,9,,b\n", NULL);
    opt.scale = "minmax";
    opt.test_data = other;
    opt.test = 0.9;                     /* the table wins */
    make();
    const gradus_set *test = gradus_problem_set(problem, GRADUS_TEST);
    assert_int_equal(gradus_problem_set(problem, GRADUS_TRAIN)->x.rows, 3);
    assert_int_equal(test->x.rows, 2);
    static const double x[2][3] = { { 0, 0, 2 }, { 0, 1, 0.5 } };
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 3; j++)
            assert_true(x_at(GRADUS_TEST, i, j) == x[i][j]);
    assert_true(y_at(GRADUS_TEST, 0, 0) == 1 && y_at(GRADUS_TEST, 1, 0) == 0);
    assert_true(has_remark("1 of 3 test rows have no target and are left out", 1));
    assert_true(has_remark("1 cell with a text that is not in the training rows: taken as missing",
                           1));
    gradus_data_free(other);
    end();
}

static void other_tables_must_fit(void **state)
{
    (void)state;
    begin("x,k:t\n0,n\n1,mm\n", "k");
    gradus_data *other = table_from("x,k:t\n1,n\n2,m\n", NULL);
    opt.validation_data = other;
    check_error(GRADUS_DATA, "'m' is not one of the 2 classes of 'k'", 3, 2);
    gradus_data_free(other);
    begin("age,k:t\n0,n\n1,m\n", "k");
    other = table_from("agee,k:t\n1,n\n2,m\n", NULL);
    opt.validation_data = other;
    check_error(GRADUS_UNKNOWN, "the data has no column 'age'", 0, 0);
    assert_string_equal(err.hint, "did you mean 'agee'?");
    gradus_data_free(other);
    begin("x,k:t\n0,n\n1,m\n", "k");
    other = table_from("x:t,k:t\n,n\nold,m\n", NULL);
    opt.validation_data = other;
    check_error(GRADUS_DATA, "'old' in column 'x' is text where a number is needed", 3, 1);
    gradus_data_free(other);
    begin("x,y\n0,0.5\n1,2\n", "y");
    other = table_from("x,y:t\n1,n\n2,m\n", NULL);
    opt.validation_data = other;
    check_error(GRADUS_DATA, "the target 'y' is 'n', a number is needed", 2, 2);
    gradus_data_free(other);
}

/* ---- memory ----------------------------------------------------------------------------- */

/* Every allocation of a problem with all kinds of columns and parts fails once. */
static void check_memory(const char *target, const char *kinds)
{
    struct counted counted = { .left = 1000000 };
    gradus_allocator mem = { counted_alloc, counted_release, &counted };
    table = table_from(kinds, &mem);
    gradus_data *other = table_from(kinds, &mem);
    long before = counted.live;
    for (long nth = 0;; nth++) {
        gradus_problem_defaults(&opt);
        opt.target = target;
        opt.test = 0.3;
        opt.validation_data = other;
        opt.mem = &mem;
        problem = NULL;
        counted.left = nth;
        gradus_status s = gradus_problem_new(&problem, table, &opt, &err);
        if (s == GRADUS_OK) {
            assert_true(nth > 50);
            break;
        }
        assert_int_equal(s, GRADUS_NOMEM);
        assert_null(problem);
        assert_int_equal(counted.live, before);
    }
    gradus_problem_free(problem);
    assert_int_equal(counted.live, before);
    gradus_data_free(other);
    gradus_data_free(table);
    assert_int_equal(counted.live, 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char *const text = "c:t,x,k:t,y,u:u\na,1,n,0.5,3\nb,2,m,1,4\na,,n,2,5\n"
                                    "b,4,m,3,3\na,5,n,4,4\nb,,m,5,5\n";
    check_memory("k", text);
    check_memory("y", text);
    check_memory("u", text);
}

/* Every row of every part knows its row, and that its line, though rows without an answer go. */
static void check_rows(const gradus_data *of, gradus_part part, size_t count)
{
    const gradus_set *set = gradus_problem_set(problem, part);
    assert_int_equal(set->x.rows, count);
    for (size_t i = 0; i < count; i++) {
        gradus_error place = { .text = "as it was" };
        const size_t row = gradus_set_row(set, i);
        assert_true(gradus_data_cell(of, row, 0) == at(&set->x, i, 0));
        gradus_data_place(of, row, &place);
        assert_string_equal(place.file, "t.csv");
        assert_string_equal(place.text, "as it was");
        assert_true(place.line == row + 2 && place.column == 0);
    }
    assert_true(gradus_set_row(set, count) == SIZE_MAX);
}

static void rows_know_where_they_are_from(void **state)
{
    (void)state;
    begin("x,y\n1,0.5\n2,\n3,1.5\n4,2.5\n5,\n6,3.5\n7,4.5\n8,5.5\n", "y");
    gradus_data *other = table_from("x,y\n9,\n10,1\n11,2\n", NULL);
    opt.scale = "none";
    opt.validation = 0.3;
    opt.test_data = other;
    make();
    check_rows(table, GRADUS_TRAIN, 4);
    check_rows(table, GRADUS_VALIDATION, 2);
    check_rows(other, GRADUS_TEST, 2);
    assert_true(gradus_set_row(NULL, 0) == SIZE_MAX);
    gradus_data_place(NULL, 0, &err);
    gradus_data_place(table, 0, NULL);
    gradus_data_free(other);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_a_class_in_the_order_of_bytes),
        cmocka_unit_test(classes_that_are_numbers_sort_as_numbers),
        cmocka_unit_test(two_classes_have_one_output_or_two),
        cmocka_unit_test(numbers_are_classes_if_whole_and_few),
        cmocka_unit_test(targets_that_teach_nothing_are_refused),
        cmocka_unit_test(columns_are_chosen_by_list),
        cmocka_unit_test(rows_without_a_target_are_dropped_and_counted),
        cmocka_unit_test(each_scaling_is_its_formula),
        cmocka_unit_test(scales_at_the_edge_are_harmless),
        cmocka_unit_test(missing_numbers_become_the_median_and_are_marked),
        cmocka_unit_test(categories_are_one_input_a_level),
        cmocka_unit_test(columns_that_tell_nothing_are_left_out_or_harmless),
        cmocka_unit_test(bytes_of_a_block_share_one_scaling),
        cmocka_unit_test(columns_of_a_wide_block_learn_from_their_own_cells),
        cmocka_unit_test(numbers_that_cannot_be_scaled_are_refused),
        cmocka_unit_test(parts_are_stratified_and_in_the_order_of_the_rows),
        cmocka_unit_test(the_seed_draws_the_parts),
        cmocka_unit_test(scaling_is_learned_on_training_rows_only),
        cmocka_unit_test(small_data_are_split_with_care),
        cmocka_unit_test(seats_go_by_largest_remainders),
        cmocka_unit_test(tables_of_their_own_are_encoded_by_name),
        cmocka_unit_test(other_tables_must_fit),
        cmocka_unit_test(rows_know_where_they_are_from),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("problem", tests, NULL, NULL);
}
