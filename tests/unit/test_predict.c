/* A model: its names and shape, raw rows, predictions, rows and answers of a table. */
#include "counted.h"
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static gradus_error err;

/* inputs -> units [activation], with weights 1, 2, 3, ... and biases 0.5 */
static gradus_net *net_of(size_t inputs, size_t units, const char *activation, const char *loss,
                          const gradus_allocator *mem)
{
    gradus_layer layer = { units, activation, 1 };
    gradus_net_spec spec = { inputs, 1, &layer, loss, GRADUS_F64, NULL, mem };
    gradus_net *net = NULL;
    double w[64], b[8];
    for (size_t i = 0; i < inputs * units; i++)
        w[i] = (double)(i + 1);
    for (size_t k = 0; k < units; k++)
        b[k] = 0.5;
    if (gradus_net_new(&net, &spec, &err) == GRADUS_OK)
        gradus_net_set(net, 0, w, b);
    return net;
}

static const char *const cities[] = { "Oslo", "3", "Rome" };
static const gradus_column columns[] = {
    { "age", 0, NULL, 40, 30, 0.5, 1 },
    { "city", 3, cities, 0, 0, 1, 0 },
    { "pay", 0, NULL, 7, 0, 1, 0 },
};
static const gradus_column price = { "price", 0, NULL, 0, 100, 0.25, 0 };
static const gradus_column kind = { "kind", 0, NULL, 0, 0, 1, 0 };
static const char *const kinds[] = { "no", "yes" };
static const gradus_schema regression = { GRADUS_REGRESSION, 3, columns, 1, &price, 0, NULL };
static const gradus_schema classification = { GRADUS_CLASSIFICATION, 3, columns, 1, &kind, 2,
                                              kinds };

static gradus_model *model_of(gradus_net *net, const gradus_schema *schema)
{
    gradus_model *model = NULL;
    assert_non_null(net);
    gradus_status s = gradus_model_new(&model, net, schema, &err);
    if (s != GRADUS_OK)
        print_message("# %s\n", err.text);
    assert_int_equal(s, GRADUS_OK);
    return model;
}

static gradus_model *regression_model(void)
{
    return model_of(net_of(6, 1, "identity", "mse", NULL), &regression);
}

static gradus_model *plain_model(size_t units, const char *activation, const char *loss)
{
    return model_of(net_of(2, units, activation, loss, NULL), NULL);
}

static void predict(const gradus_model *model, size_t rows, const double *x, double *y)
{
    size_t bytes = gradus_predict_scratch(model, rows);
    char *scratch = malloc(bytes);
    assert_int_equal(gradus_predict(model, rows, x, y, scratch, bytes, &err), GRADUS_OK);
    free(scratch);
}

/* ---- the model -------------------------------------------------------------------------- */

static void inputs_and_outputs_have_names(void **state)
{
    (void)state;
    gradus_model *model = regression_model();
    assert_int_equal(gradus_model_inputs(model), 3);
    assert_int_equal(gradus_model_outputs(model), 1);
    assert_string_equal(gradus_model_input_name(model, 1), "city");
    assert_string_equal(gradus_model_output_name(model, 0), "price");
    assert_null(gradus_model_input_name(model, 3));
    gradus_model_free(model);
    model = model_of(net_of(6, 1, "sigmoid", "bce", NULL), &classification);
    assert_int_equal(gradus_model_outputs(model), 2);
    assert_string_equal(gradus_model_output_name(model, 1), "yes");
    gradus_model_free(model);
    model = plain_model(3, "softmax", "cross-entropy");
    assert_null(gradus_model_schema(model));
    assert_string_equal(gradus_model_input_name(model, 1), "x2");
    assert_string_equal(gradus_model_output_name(model, 2), "y3");
    assert_null(gradus_model_output_name(model, 3));
    gradus_model_free(model);
    gradus_model_free(NULL);
}

static void the_schema_is_a_copy(void **state)
{
    (void)state;
    char name[] = "age", level[] = "Oslo";
    const char *levels[] = { level, "Rome" };
    gradus_column own[] = { { name, 0, NULL, 1, 2, 3, 0 }, { "c", 2, levels, 0, 0, 1, 0 } };
    gradus_schema schema = { GRADUS_REGRESSION, 2, own, 1, &price, 0, NULL };
    gradus_model *model = model_of(net_of(3, 1, "identity", "mse", NULL), &schema);
    name[0] = level[0] = 'X';
    own[0].shift = 9;
    levels[1] = NULL;
    const gradus_schema *kept = gradus_model_schema(model);
    assert_string_equal(kept->input[0].name, "age");
    assert_string_equal(kept->input[1].level[0], "Oslo");
    assert_string_equal(kept->input[1].level[1], "Rome");
    assert_true(kept->input[0].shift == 2);
    gradus_model_free(model);
}

static void check_refused(gradus_schema schema, size_t outputs, gradus_status code,
                          const char *text)
{
    gradus_model *model = NULL;
    gradus_net *net = net_of(6, outputs, "identity", "mse", NULL);
    assert_int_equal(gradus_model_new(&model, net, &schema, &err), code);
    assert_null(model);
    assert_string_equal(err.text, text);
    gradus_net_free(net);               /* still the caller's */
}

static void schemas_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    gradus_schema s = regression;
    s.inputs = 2;
    check_refused(s, 1, GRADUS_SHAPE, "the columns make 5 inputs, the net has 6");
    check_refused(regression, 2, GRADUS_SHAPE, "the net has 2 outputs for 1 target");
    check_refused(classification, 3, GRADUS_SHAPE, "the net has 3 outputs for 2 classes");
    const char *const many[] = { "a", "b", "c" };
    s = classification;
    s.classes = 3;
    s.class_name = many;
    check_refused(s, 1, GRADUS_SHAPE, "the net has 1 output for 3 classes");
    s = regression;
    s.inputs = 0;
    check_refused(s, 1, GRADUS_DATA, "a schema needs inputs and a target");
    s = regression;
    s.classes = 2;
    s.class_name = kinds;
    check_refused(s, 1, GRADUS_DATA, "the task, targets and classes of the schema differ");
    const char *const same[] = { "no", "no" };
    s = classification;
    s.class_name = same;
    check_refused(s, 1, GRADUS_DATA, "the schema has two classes 'no'");
    gradus_column own[3] = { columns[0], columns[1], columns[2] };
    s = regression;
    s.input = own;
    own[2].name = "age";
    check_refused(s, 1, GRADUS_DATA, "the schema has two columns 'age'");
    own[2] = columns[2];
    own[0].scale = INFINITY;
    check_refused(s, 1, GRADUS_DATA, "column 'age' cannot be scaled by these numbers");
    own[0] = columns[0];
    own[1].levels = SIZE_MAX - 1;
    own[1].level = NULL;
    check_refused(s, 1, GRADUS_DATA, "column 'city' has levels without names");
    gradus_column zero = price;
    zero.scale = 0;
    s = regression;
    s.target = &zero;
    check_refused(s, 1, GRADUS_DATA, "column 'price' cannot be scaled by these numbers");
}

static void the_training_text_is_kept(void **state)
{
    (void)state;
    gradus_model *model = plain_model(1, "identity", "mse");
    assert_null(gradus_model_training(model));
    assert_int_equal(gradus_model_set_training(model, "{\"seed\": 1}", &err), GRADUS_OK);
    assert_int_equal(gradus_model_set_training(model, "{\"seed\": 2}", &err), GRADUS_OK);
    assert_string_equal(gradus_model_training(model), "{\"seed\": 2}");
    assert_int_equal(gradus_model_set_training(model, NULL, &err), GRADUS_OK);
    assert_null(gradus_model_training(model));
    gradus_model_free(model);
}

/* ---- rows and predictions --------------------------------------------------------------- */

static void cells_are_set_by_name(void **state)
{
    (void)state;
    gradus_model *model = regression_model();
    double row[3];
    int known = -1;
    gradus_row_clear(model, row);
    assert_true(isnan(row[0]) && isnan(row[1]) && isnan(row[2]));
    assert_int_equal(gradus_row_number(model, row, "pay", 5, &err), GRADUS_OK);
    assert_int_equal(gradus_row_text(model, row, "city", "Rome", &known, &err), GRADUS_OK);
    assert_true(known == 1 && row[1] == 2 && row[2] == 5);
    assert_int_equal(gradus_row_text(model, row, "city", "Bonn", &known, &err), GRADUS_OK);
    assert_true(known == 0 && isnan(row[1]));
    assert_int_equal(gradus_row_number(model, row, "city", 3.0, &err), GRADUS_OK);
    assert_true(row[1] == 1);
    assert_int_equal(gradus_row_number(model, row, "city", 4, &err), GRADUS_DATA);
    assert_string_equal(err.text, "column 'city' is text, and has no level '4'");
    assert_true(row[1] == 1);
    assert_int_equal(gradus_row_number(model, row, "city", NAN, &err), GRADUS_OK);
    assert_true(isnan(row[1]));
    assert_int_equal(gradus_row_text(model, row, "age", "old", &known, &err), GRADUS_DATA);
    assert_string_equal(err.text, "column 'age' takes numbers, not 'old'");
    assert_int_equal(gradus_row_text(model, row, "ctiy", "Rome", &known, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.text, "the model has no column 'ctiy'");
    assert_string_equal(err.hint, "did you mean 'city'?");
    gradus_model_free(model);
}

static void a_regression_is_scaled_in_and_out(void **state)
{
    (void)state;
    gradus_model *model = regression_model();
    /* x' = (age - 30) / 2, missing, one of three, pay; weights 1 to 6, bias 0.5; y * 4 + 100 */
    double x[3][3] = { { 34, 2, 10 }, { NAN, NAN, NAN }, { 30, 0, 0 } }, y[3];
    predict(model, 3, x[0], y);
    assert_true(y[0] == (2 + 5 + 60 + 0.5) * 4 + 100);
    assert_true(y[1] == (5 + 2 + 42 + 0.5) * 4 + 100);      /* the fills, and the mark */
    assert_true(y[2] == (3 + 0.5) * 4 + 100);
    gradus_model_free(model);
}

static void two_classes_share_one_probability(void **state)
{
    (void)state;
    enum { ROWS = 600 };                /* more than two chunks */
    static double x[ROWS][3], y[ROWS][2], one[2];
    gradus_model *model = model_of(net_of(6, 1, "sigmoid", "bce", NULL), &classification);
    for (size_t r = 0; r < ROWS; r++) {
        x[r][0] = 30 + (double)(r % 7) - 3;
        x[r][1] = (double)(r % 3);
        x[r][2] = -(double)(r % 5) / 4;
    }
    predict(model, ROWS, x[0], y[0]);
    for (size_t r = 0; r < ROWS; r++) {
        predict(model, 1, x[r], one);
        assert_memory_equal(one, y[r], sizeof one);
        assert_true(y[r][0] == 1 - y[r][1] && y[r][1] > 0 && y[r][1] < 1);
    }
    assert_true(y[0][1] != y[3][1]);
    gradus_model_free(model);
}

static void a_missing_input_is_found_in_any_row(void **state)
{
    (void)state;
    enum { ROWS = 600 };
    static double x[ROWS][2], y[ROWS];
    static const size_t places[] = { 0, 7, 8, 255, 256, 511, 599 };
    gradus_model *model = plain_model(1, "identity", "mse");
    size_t bytes = gradus_predict_scratch(model, ROWS);
    void *scratch = malloc(bytes);
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        char text[64];
        const size_t r = places[k];
        x[r][k % 2] = NAN;
        assert_int_equal(gradus_predict(model, ROWS, x[0], y, scratch, bytes, &err), GRADUS_DATA);
        snprintf(text, sizeof text, "input 'x%zu' of row %zu is missing", k % 2 + 1, r + 1);
        assert_string_equal(err.text, text);
        x[r][k % 2] = 0;
    }
    assert_int_equal(gradus_predict(model, ROWS, x[0], y, scratch, bytes, &err), GRADUS_OK);
    free(scratch);
    gradus_model_free(model);
}

/* [rows] raw rows are refused with these words, and what y held is there still. */
static void refuses(const gradus_model *model, size_t rows, const double *x, const char *text,
                    const char *hint, size_t column)
{
    size_t outputs = gradus_model_outputs(model), bytes = gradus_predict_scratch(model, rows);
    double *y = malloc(rows * outputs * sizeof *y);
    void *scratch = malloc(bytes);
    for (size_t k = 0; k < rows * outputs; k++)
        y[k] = -7;
    assert_int_equal(gradus_predict(model, rows, x, y, scratch, bytes, &err), GRADUS_DATA);
    assert_string_equal(err.text, text);
    assert_string_equal(err.hint, hint);
    assert_int_equal(err.column, column);
    for (size_t k = 0; k < rows * outputs; k++)
        assert_true(y[k] == -7);
    free(scratch);
    free(y);
}

static void an_output_that_is_not_finite_is_refused(void **state)
{
    (void)state;
    enum { ROWS = 300 };
    static double x[ROWS][2];
    gradus_model *model = plain_model(3, "identity", "mse");
    x[299][1] = 1e308;                                  /* times 2, 4 and 6 */
    refuses(model, ROWS, x[0], "output 'y1' of row 300 is not finite", "", 1);
    x[299][1] = 4e307;
    refuses(model, ROWS, x[0], "output 'y3' of row 300 is not finite", "", 3);
    x[7][0] = -INFINITY;
    refuses(model, ROWS, x[0], "output 'y1' of row 8 is not finite",
            "its input 'x1' is infinite", 1);
    x[0][1] = NAN;
    refuses(model, ROWS, x[0], "input 'x2' of row 1 is missing", "", 0);
    gradus_model_free(model);
    model = plain_model(2, "softmax", "cross-entropy");
    x[299][1] = 1e308;
    refuses(model, 2, x[298], "output 'y1' of row 2 is not finite", "", 1);
    gradus_model_free(model);
}

static void a_class_is_never_made_of_what_is_not_finite(void **state)
{
    (void)state;
    gradus_model *model = model_of(net_of(6, 1, "sigmoid", "bce", NULL), &classification);
    const double rows[2][3] = { { 20, 0, 1 }, { INFINITY, 0, -INFINITY } };
    refuses(model, 2, rows[0], "output 'no' of row 2 is not finite",
            "its input 'age' is infinite", 1);
    gradus_model_free(model);
}

/* A scale of 0 makes no number of infinity.  The column of the error is that of outputs alone. */
static void an_infinite_input_is_named(void **state)
{
    (void)state;
    gradus_column own[] = { columns[0], columns[1], columns[2] };
    own[2].scale = 0;
    const gradus_schema schema = { GRADUS_REGRESSION, 3, own, 1, &price, 0, NULL };
    gradus_model *model = model_of(net_of(6, 1, "identity", "mse", NULL), &schema);
    const double rows[2][3] = { { 20, 0, 1 }, { NAN, NAN, INFINITY } };
    refuses(model, 2, rows[0], "input 'pay' of row 2 is infinite", "", 0);
    gradus_model_free(model);
}

/* The difference from the shift is infinite, and the scale is 0. */
static void an_input_that_is_no_number_is_named(void **state)
{
    (void)state;
    gradus_column own[] = { columns[0], columns[1], columns[2] };
    own[2].scale = 0;
    own[2].shift = -1.7e308;
    const gradus_schema schema = { GRADUS_REGRESSION, 3, own, 1, &price, 0, NULL };
    gradus_model *model = model_of(net_of(6, 1, "identity", "mse", NULL), &schema);
    const double row[3] = { 20, 0, 1.7e308 }, missing[3] = { 20, 0, NAN };
    refuses(model, 1, row, "input 'pay' of row 1 is too large for this network", "", 0);
    gradus_model_free(model);
    own[2].fill = 1.7e308;
    model = model_of(net_of(6, 1, "identity", "mse", NULL), &schema);
    refuses(model, 1, missing, "an input of row 1 is not a number", "", 0);
    gradus_model_free(model);
}

/* However long a name is, the row and the reason are there. */
static void a_long_name_leaves_the_reason(void **state)
{
    (void)state;
#define TEN "nnnnnnnnnn"
#define SHOWN_NAME TEN TEN TEN TEN TEN TEN "..."
    char name[400];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    gradus_column own[] = { columns[0], columns[1], columns[2] }, target = price;
    own[2].name = target.name = name;
    own[2].scale = 0;
    gradus_schema schema = { GRADUS_REGRESSION, 3, own, 1, &target, 0, NULL };
    gradus_model *model = model_of(net_of(6, 1, "identity", "mse", NULL), &schema);
    const double row[3] = { 20, 0, INFINITY };
    refuses(model, 1, row, "input '" SHOWN_NAME "' of row 1 is infinite", "", 0);
    gradus_model_free(model);
    own[2].scale = 1;
    model = model_of(net_of(6, 1, "identity", "mse", NULL), &schema);
    refuses(model, 1, row, "output '" SHOWN_NAME "' of row 1 is not finite",
            "its input '" SHOWN_NAME "' is infinite", 1);
    double cell = 0;
    assert_int_equal(gradus_row_text(model, &cell, name, "x", NULL, &err), GRADUS_DATA);
    assert_string_equal(err.text, "column '" SHOWN_NAME "' takes numbers, not 'x'");
    gradus_model_free(model);
}

static void scratch_is_exact_and_missing_inputs_are_named(void **state)
{
    (void)state;
    gradus_model *model = plain_model(1, "identity", "mse");
    double x[4] = { 1, 2, 3, NAN }, y[2] = { -1, -1 };
    size_t bytes = gradus_predict_scratch(model, 2);
    char *scratch = malloc(bytes);
    assert_int_equal(gradus_predict(model, 2, x, y, scratch, bytes - 1, &err), GRADUS_ARGUMENT);
    assert_int_equal(gradus_predict(model, 2, x, y, scratch, bytes, &err), GRADUS_DATA);
    assert_string_equal(err.text, "input 'x2' of row 2 is missing");
    assert_true(y[0] == -1 && y[1] == -1);
    assert_int_equal(gradus_predict(model, 1, x, y, scratch, bytes, &err), GRADUS_OK);
    assert_true(y[0] == 1 * 1 + 2 * 2 + 0.5);
    assert_int_equal(gradus_predict(model, 0, NULL, NULL, NULL, 0, &err), GRADUS_OK);
    assert_int_equal(gradus_predict_scratch(model, 100000) - gradus_predict_scratch(model, 256),
                     (100000 - 256) * sizeof *y);
    assert_int_equal(gradus_predict_scratch(model, SIZE_MAX / 4), SIZE_MAX);
    free(scratch);
    gradus_model_free(model);
}

/* ---- rows of a table -------------------------------------------------------------------- */

static void rows_of_a_table_are_found_by_name(void **state)
{
    (void)state;
    gradus_model *model = regression_model();
    gradus_data *data = table_from("pay,extra:t,city:t,age\n1,a,Rome,20\n,b,Bonn,30\n3,c,,40\n",
                                   NULL);
    double rows[2][3];
    size_t unknown = 5;
    assert_int_equal(gradus_model_rows(model, data, 0, 2, rows[0], &unknown, &err), GRADUS_OK);
    assert_true(rows[0][0] == 20 && rows[0][1] == 2 && rows[0][2] == 1);
    assert_true(rows[1][0] == 30 && isnan(rows[1][1]) && isnan(rows[1][2]));
    assert_int_equal(unknown, 6);
    assert_int_equal(gradus_model_rows(model, data, 2, 1, rows[0], &unknown, &err), GRADUS_OK);
    assert_true(rows[0][0] == 40 && isnan(rows[0][1]) && unknown == 6);
    assert_int_equal(gradus_model_rows(model, data, 2, 2, rows[0], NULL, &err), GRADUS_ARGUMENT);
    assert_int_equal(gradus_model_rows(model, data, 4, 0, rows[0], NULL, &err), GRADUS_ARGUMENT);
    gradus_data_free(data);
    data = table_from("city,pay,age:t\n3,1,\n3.25,2,\n,3,\n", NULL);
    double numbers[3][3];
    unknown = 0;
    assert_int_equal(gradus_model_rows(model, data, 0, 3, numbers[0], &unknown, &err), GRADUS_OK);
    assert_true(numbers[0][1] == 1 && isnan(numbers[1][1]) && isnan(numbers[2][1]));
    assert_true(isnan(numbers[0][0]) && unknown == 1);      /* text without a text: missing */
    gradus_data_free(data);
    gradus_model_free(model);
}

static void tables_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    gradus_model *model = regression_model();
    double rows[3];
    gradus_data *data = table_from("age,cit:t,pay\n1,a,2\n", NULL);
    assert_int_equal(gradus_model_rows(model, data, 0, 1, rows, NULL, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.text, "the data has no column 'city'");
    assert_string_equal(err.hint, "did you mean 'cit'?");
    assert_string_equal(err.file, "t.csv");
    gradus_data_free(data);
    data = table_from("city:t,age:t,pay\na,,2\na,x,2\n", NULL);
    assert_int_equal(gradus_model_rows(model, data, 0, 1, rows, NULL, &err), GRADUS_DATA);
    assert_string_equal(err.text, "'x' in column 'age' is text where a number is needed");
    assert_true(err.line == 3 && err.column == 2);
    gradus_data_free(data);
    gradus_model_free(model);
    model = plain_model(1, "identity", "mse");
    data = table_from("a,b,c\n1,2,3\n", NULL);
    assert_int_equal(gradus_model_rows(model, data, 0, 1, rows, NULL, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "the model has 2 inputs, the data 3 columns");
    gradus_data_free(data);
    data = table_from("a,b\n1,2\n3,\n", NULL);
    double both[4] = { 7, 7, 7, 7 };
    assert_int_equal(gradus_model_rows(model, data, 0, 2, both, NULL, &err), GRADUS_DATA);
    assert_true(both[0] == 7 && both[1] == 7);              /* untouched by what failed */
    assert_int_equal(gradus_model_rows(model, data, 0, 1, rows, NULL, &err), GRADUS_OK);
    assert_true(rows[0] == 1 && rows[1] == 2);
    assert_int_equal(gradus_model_rows(model, data, 1, 1, rows, NULL, &err), GRADUS_DATA);
    assert_string_equal(err.text, "a cell of column 'b' is missing");
    assert_true(err.line == 3 && err.column == 2);
    gradus_data_free(data);
    gradus_model_free(model);
}

/* ---- answers ---------------------------------------------------------------------------- */

static double y_at(const gradus_set *set, size_t row, size_t k)
{
    return ((const double *)set->y.data)[row * set->y.cols + k];
}

static gradus_status answers(gradus_set **set, gradus_model *model, const char *text,
                             const char *target, size_t *dropped)
{
    gradus_data *data = table_from(text, NULL);
    gradus_status s = gradus_set_new(set, model, data, target, GRADUS_F64, dropped, &err);
    gradus_data_free(data);
    return s;
}

static void answers_are_encoded_as_in_training(void **state)
{
    (void)state;
    gradus_set *set = NULL;
    size_t dropped = 0;
    gradus_model *model = model_of(net_of(6, 1, "sigmoid", "bce", NULL), &classification);
    assert_int_equal(answers(&set, model, "kind:t,pay,age,city:t\nyes,1,30,3\n,1,2,Oslo\n"
                                          "no,,34,Oslo\n", NULL, &dropped), GRADUS_OK);
    assert_true(set->x.rows == 2 && set->x.cols == 6 && set->y.cols == 1 && dropped == 1);
    assert_true(y_at(set, 0, 0) == 1 && y_at(set, 1, 0) == 0);
    assert_true(gradus_set_row(set, 0) == 0 && gradus_set_row(set, 1) == 2);
    assert_true(gradus_set_row(set, 2) == SIZE_MAX);
    static const double x[12] = { 0, 0, 0, 1, 0, 1, 2, 0, 1, 0, 0, 7 };
    assert_memory_equal(set->x.data, x, sizeof x);
    gradus_set_free(set);
    assert_int_equal(answers(&set, model, "really:t,pay,age,city:t\nno,1,30,3\n", "really", NULL),
                     GRADUS_OK);
    gradus_set_free(set);
    gradus_set_free(NULL);
    gradus_model_free(model);
    model = regression_model();
    assert_int_equal(answers(&set, model, "price,pay,age,city:t\n108,1,30,3\n", NULL, NULL),
                     GRADUS_OK);
    assert_true(y_at(set, 0, 0) == 2);
    gradus_set_free(set);
    gradus_model_free(model);
}

static void classes_are_matched_by_value(void **state)
{
    (void)state;
    static const char *const names[] = { "1", "2.5", "x" };
    gradus_schema schema = { GRADUS_CLASSIFICATION, 1, &columns[2], 1, &kind, 3, names };
    gradus_model *model = model_of(net_of(1, 3, "softmax", "cross-entropy", NULL), &schema);
    gradus_set *set;
    assert_int_equal(answers(&set, model, "pay,kind\n0,2.5\n0,1\n", NULL, NULL), GRADUS_OK);
    assert_true(y_at(set, 0, 1) == 1 && y_at(set, 1, 0) == 1 && y_at(set, 1, 1) == 0);
    gradus_set_free(set);
    assert_int_equal(answers(&set, model, "pay,kind:t\n0,x\n0,1.0\n", NULL, NULL), GRADUS_OK);
    assert_true(y_at(set, 0, 2) == 1 && y_at(set, 1, 0) == 1);
    gradus_set_free(set);
    set = NULL;
    assert_int_equal(answers(&set, model, "pay,kind\n0,1\n0,2\n", NULL, NULL), GRADUS_DATA);
    assert_string_equal(err.text, "'2' is not one of the 3 classes of 'kind'");
    assert_true(err.line == 3 && err.column == 2 && !set);
    gradus_model_free(model);
}

static void check_plain(gradus_model *model, const char *text, const char *target,
                        gradus_status code, const char *says, size_t line, size_t column)
{
    gradus_set *set = NULL;
    assert_int_equal(answers(&set, model, text, target, NULL), code);
    assert_string_equal(err.text, says);
    assert_true(err.line == line && err.column == column);
    assert_null(set);
}

static void without_a_schema_targets_are_outputs_or_class_numbers(void **state)
{
    (void)state;
    gradus_set *set;
    gradus_model *model = plain_model(3, "softmax", "cross-entropy");
    assert_int_equal(answers(&set, model, "a,k,b\n1,2,3\n4,0,6\n", "k", NULL), GRADUS_OK);
    static const double x[4] = { 1, 3, 4, 6 }, y[6] = { 0, 0, 1, 1, 0, 0 };
    assert_memory_equal(set->x.data, x, sizeof x);
    assert_memory_equal(set->y.data, y, sizeof y);
    gradus_set_free(set);
    assert_int_equal(answers(&set, model, "a,b,p,q,r\n1,2,0.25,0.5,0.25\n", "p,q,r", NULL),
                     GRADUS_OK);
    assert_true(y_at(set, 0, 1) == 0.5);
    gradus_set_free(set);
    check_plain(model, "a,b,k\n1,2,0\n1,2,3\n", "k", GRADUS_DATA,
                "3 is not a class: they are the numbers 0 to 2", 3, 3);
    check_plain(model, "a,b,k\n1,2,0.5\n", "k", GRADUS_DATA,
                "0.5 is not a class: they are the numbers 0 to 2", 2, 3);
    check_plain(model, "a,b,p,q,r\n1,2,1,0,0\n1,2,0.5,0.25,0\n", "p,q,r", GRADUS_DATA,
                "the targets of a row sum to 0.75, cross-entropy needs 1", 3, 3);
    check_plain(model, "a,b,p,q,r\n1,2,1,-0.5,0.5\n", "p,q,r", GRADUS_DATA,
                "a target is -0.5, cross-entropy needs probabilities", 2, 3);
    check_plain(model, "a,b,p,q\n1,2,1,0\n", "p,q", GRADUS_SHAPE,
                "the model has 3 outputs, 2 target columns are given", 0, 0);
    check_plain(model, "a,k\n1,2\n", "k", GRADUS_SHAPE,
                "the model has 2 inputs, the data 1 beside the target", 0, 0);
    check_plain(model, "a,b,k:t\n1,2,x\n", "k", GRADUS_DATA,
                "the target 'k' is 'x', a number is needed", 2, 3);
    check_plain(model, "a,b:t,k\n1,,0\n2,x,1\n", "k", GRADUS_DATA,
                "'x' in column 'b' is text where a number is needed", 3, 2);
    check_plain(model, "a,b,k\n1,2,0\n,2,1\n", "k", GRADUS_DATA, "a cell of column 'a' is missing",
                3, 1);
    check_plain(model, "a,b,k\n1,2,0\n", NULL, GRADUS_ARGUMENT, "which column is the target?", 0,
                0);
    gradus_model_free(model);
    model = plain_model(3, "identity", "mse");
    check_plain(model, "a,b,k\n1,2,0\n", "k", GRADUS_SHAPE,
                "the model has 3 outputs, 1 target column is given", 0, 0);
    gradus_model_free(model);
}

/* ---- starting from a model -------------------------------------------------------------- */

static void a_problem_from_a_model_uses_its_columns(void **state)
{
    (void)state;
    gradus_problem *problem;
    gradus_problem_options opt;
    gradus_model *model = model_of(net_of(6, 2, "softmax", "cross-entropy", NULL),
                                   &classification);
    gradus_data *data = table_from("kind:t,city:t,age,pay\nyes,Rome,30,1\nno,,34,2\nyes,3,,3\n",
                                   NULL);
    gradus_problem_defaults(&opt);
    opt.from = model;
    opt.type = GRADUS_F64;
    opt.test = 0.3;
    assert_int_equal(gradus_problem_new(&problem, data, &opt, &err), GRADUS_OK);
    const gradus_set *train = gradus_problem_set(problem, GRADUS_TRAIN);
    assert_true(train->x.rows == 2 && train->x.cols == 6 && train->y.cols == 2);
    assert_true(gradus_problem_schema(problem)->input[0].shift == 30);
    gradus_model_free(model);
    gradus_problem_free(problem);
    model = plain_model(1, "sigmoid", "bce");
    opt.from = model;
    opt.target = "3";
    opt.features = "4,age";
    gradus_data_free(data);
    data = table_from("a:t,age,k,b\nx,1,0,2\nx,3,1,4\nx,5,,6\n", NULL);
    opt.test = 0;
    assert_int_equal(gradus_problem_new(&problem, data, &opt, &err), GRADUS_OK);
    train = gradus_problem_set(problem, GRADUS_TRAIN);
    static const double x[4] = { 2, 1, 4, 3 };
    assert_memory_equal(train->x.data, x, sizeof x);
    assert_null(gradus_problem_schema(problem));
    gradus_problem_free(problem);
    opt.features = NULL;
    assert_int_equal(gradus_problem_new(&problem, data, &opt, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "the model has 2 inputs, the data 3 columns for them");
    gradus_data_free(data);
    gradus_model_free(model);
}

/* ---- memory ----------------------------------------------------------------------------- */

static gradus_status use(const gradus_schema *schema, size_t inputs, const gradus_allocator *mem,
                         const gradus_data *data)
{
    gradus_model *model = NULL;
    gradus_set *set = NULL;
    double rows[18];
    gradus_net *net = net_of(inputs, 1, "sigmoid", "bce", mem);
    if (!net)
        return err.code;
    gradus_status s = gradus_model_new(&model, net, schema, &err);
    if (s != GRADUS_OK) {
        gradus_net_free(net);
        return s;
    }
    s = gradus_model_set_training(model, "{}", &err);
    if (s == GRADUS_OK)
        s = gradus_model_set_training(model, "{\"seed\": 1}", &err);
    if (s == GRADUS_OK)
        s = gradus_set_new(&set, model, data, "kind", GRADUS_F32, NULL, &err);
    if (s == GRADUS_OK && schema)
        s = gradus_model_rows(model, data, 0, 2, rows, NULL, &err);
    gradus_set_free(set);
    gradus_model_free(model);
    return s;
}

static void check_memory(const gradus_schema *schema, const char *text, size_t inputs)
{
    struct counted counted = { .left = 1000000 };
    gradus_allocator mem = { counted_alloc, counted_release, &counted };
    gradus_data *data = table_from(text, &mem);
    long before = counted.live;
    for (long nth = 0;; nth++) {
        counted.left = nth;
        gradus_status s = use(schema, inputs, &mem, data);
        assert_int_equal(counted.live, before);
        if (s == GRADUS_OK)
            break;
        assert_int_equal(s, GRADUS_NOMEM);
        assert_true(nth < 1000);
    }
    gradus_data_free(data);
    assert_int_equal(counted.live, 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    check_memory(&classification, "kind:t,pay,age,city:t\nyes,1,30,3\nno,,34,Oslo\n", 6);
    check_memory(NULL, "kind,a,b\n0,1,2\n1,3,4\n", 2);
}

static void prediction_allocates_nothing(void **state)
{
    (void)state;
    struct counted counted = { .left = 1000000 };
    gradus_allocator mem = { counted_alloc, counted_release, &counted };
    gradus_model *model = model_of(net_of(6, 1, "identity", "mse", &mem), &regression);
    double row[3], y;
    size_t bytes = gradus_predict_scratch(model, 1);
    char *scratch = malloc(bytes);
    int known;
    counted.asked = 0;
    gradus_row_clear(model, row);
    gradus_row_number(model, row, "age", 3, &err);
    gradus_row_text(model, row, "city", "Rome", &known, &err);
    assert_int_equal(gradus_predict(model, 1, row, &y, scratch, bytes, &err), GRADUS_OK);
    assert_int_equal(counted.asked, 0);
    free(scratch);
    gradus_model_free(model);
    assert_int_equal(counted.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_and_outputs_have_names),
        cmocka_unit_test(the_schema_is_a_copy),
        cmocka_unit_test(schemas_that_do_not_fit_are_refused),
        cmocka_unit_test(the_training_text_is_kept),
        cmocka_unit_test(cells_are_set_by_name),
        cmocka_unit_test(a_regression_is_scaled_in_and_out),
        cmocka_unit_test(two_classes_share_one_probability),
        cmocka_unit_test(a_missing_input_is_found_in_any_row),
        cmocka_unit_test(an_output_that_is_not_finite_is_refused),
        cmocka_unit_test(a_class_is_never_made_of_what_is_not_finite),
        cmocka_unit_test(an_infinite_input_is_named),
        cmocka_unit_test(an_input_that_is_no_number_is_named),
        cmocka_unit_test(a_long_name_leaves_the_reason),
        cmocka_unit_test(scratch_is_exact_and_missing_inputs_are_named),
        cmocka_unit_test(rows_of_a_table_are_found_by_name),
        cmocka_unit_test(tables_that_do_not_fit_are_refused),
        cmocka_unit_test(answers_are_encoded_as_in_training),
        cmocka_unit_test(classes_are_matched_by_value),
        cmocka_unit_test(without_a_schema_targets_are_outputs_or_class_numbers),
        cmocka_unit_test(a_problem_from_a_model_uses_its_columns),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(prediction_allocates_nothing),
    };
    return cmocka_run_group_tests_name("predict", tests, NULL, NULL);
}
