/* A table of bytes stays bytes until a pass takes its rows, and nothing but memory shows it: the
 * same numbers in a table of doubles, which are encoded one by one, give the same weights.      */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 70, FEW = 5, MOST = 75 };             /* columns: of a tiny net, of three panels */
static gradus_error err;
static const gradus_type float_type[] = { GRADUS_F32, GRADUS_F64 };

static void needs(gradus_status status)
{
    if (status != GRADUS_OK)
        print_message("# %s\n", err.text);
    assert_int_equal(status, GRADUS_OK);
}

/* ---- two tables and a model --------------------------------------------------------------- */
static uint8_t byte_at(size_t row, size_t column)
{
    return (uint8_t)(row * 37 + column * 101 + row * column % 19);
}

/* p1, p2, ... and the target y. */
static gradus_data *new_table(gradus_type type, size_t columns)
{
    gradus_data *data = NULL;
    void *x, *y;
    needs(gradus_data_new(&data, ROWS, NULL, &err));
    needs(gradus_data_add(data, "p", columns, type, &x, &err));
    needs(gradus_data_add(data, "y", 1, GRADUS_F64, &y, &err));
    for (size_t i = 0; i < ROWS * columns; i++)
        if (type == GRADUS_U8)
            ((uint8_t *)x)[i] = byte_at(i / columns, i % columns);
        else
            ((double *)x)[i] = byte_at(i / columns, i % columns);
    for (size_t i = 0; i < ROWS; i++)
        ((double *)y)[i] = (double)(i % 7) / 7;
    return data;
}

/* Columns have scales of their own; one is what a constant column has. */
static const gradus_schema *schema_of(size_t columns)
{
    static char name[MOST][8];
    static gradus_column column[MOST];
    static const gradus_column target = { .name = "y", .scale = 1 };
    static gradus_schema schema = { GRADUS_REGRESSION, 0, column, 1, &target, 0, NULL };
    for (size_t j = 0; j < columns; j++) {
        snprintf(name[j], sizeof name[j], "p%zu", j + 1);
        column[j] = (gradus_column){ .name = name[j], .shift = 72.94035 - 1.7 * (double)j,
                                     .scale = j == 3 ? 0 : 1 / (90.02118 + 0.3 * (double)j) };
    }
    schema.inputs = columns;
    return &schema;
}

static gradus_model *new_model(size_t columns, gradus_type type, const char *kernels,
                               const gradus_schema *schema, const gradus_allocator *mem)
{
    const gradus_layer layer[] = { { columns, "tanh", 1 }, { 1, "identity", 1 } };
    const gradus_net_spec spec = { columns, 2, layer, "mse", type, kernels, mem };
    gradus_net *net = NULL;
    gradus_model *model = NULL;
    needs(gradus_net_new(&net, &spec, &err));
    needs(gradus_net_init(net, "auto", NULL, 1, &err));
    needs(gradus_model_new(&model, net, schema, &err));
    return model;
}

static gradus_set *new_set(const gradus_model *model, const gradus_data *data, gradus_type type)
{
    gradus_set *set = NULL;
    needs(gradus_set_new(&set, model, data, "y", type, NULL, &err));
    return set;
}

/* ---- the same numbers --------------------------------------------------------------------- */
struct outcome {
    gradus_result result;
    gradus_metrics metrics;
    gradus_check_report check;
    double w[MOST * MOST + MOST];                   /* of the first layer, and its biases */
};

static struct outcome *outcome_of(const gradus_set *set, size_t columns, gradus_type type,
                                  const char *kernels, const gradus_schema *schema)
{
    static struct outcome both[2];
    static int turn;
    struct outcome *out = &both[turn ^= 1];
    gradus_model *model = new_model(columns, type, kernels, schema, NULL);
    gradus_net *net = NULL;
    gradus_check_tensor tensor[4];
    gradus_train_options opt;
    size_t tensors;
    memset(out, 0, sizeof *out);
    gradus_train_defaults(&opt);
    opt.batch_size = 16;
    opt.epochs = 3;
    needs(gradus_net_copy(&net, gradus_model_net(model), &err));
    needs(gradus_train(net, set, set, &opt, NULL, NULL, &out->result, &err));
    gradus_net_get(net, 0, out->w, out->w + columns * columns);
    needs(gradus_evaluate(model, set, &out->metrics, 0, NULL, &err));
    if (columns == FEW)
        needs(gradus_check(net, &set->x, &set->y, 1e-4, tensor, &tensors, &out->check, &err));
    gradus_net_free(net);
    gradus_model_free(model);
    return out;
}

static int same(const struct outcome *a, const struct outcome *b)
{
    return !memcmp(a->w, b->w, sizeof a->w) && a->result.loss == b->result.loss &&
           a->result.val_loss == b->result.val_loss && a->metrics.loss == b->metrics.loss &&
           a->metrics.r2 == b->metrics.r2 && a->check.loss == b->check.loss &&
           a->check.ratio == b->check.ratio;
}

static void compare(size_t columns, gradus_type of_set, gradus_type of_net,
                    const gradus_schema *schema)
{
    gradus_data *bytes = new_table(GRADUS_U8, columns), *numbers = new_table(GRADUS_F64, columns);
    gradus_model *model = new_model(columns, of_net, NULL, schema, NULL);
    gradus_set *kept = new_set(model, bytes, of_set), *widened = new_set(model, numbers, of_set);
    int usable;
    const char *row;
    assert_int_equal(kept->x.type, schema ? GRADUS_SCALED : GRADUS_U8);
    assert_int_equal(widened->x.type, of_set);
    assert_int_equal(kept->y.type, of_set);
    for (size_t k = 0; (row = gradus_kernels_name(k, &usable)); k++)
        if (usable && !same(outcome_of(kept, columns, of_net, row, schema),
                            outcome_of(widened, columns, of_net, row, schema)))
            fail_msg("%s, %zu columns, a set of type %d, a net of %d: other bits", row, columns,
                     (int)of_set, (int)of_net);
    gradus_set_free(kept);
    gradus_set_free(widened);
    gradus_model_free(model);
    gradus_data_free(bytes);
    gradus_data_free(numbers);
}

static void training_gives_the_same_bits(void **state)
{
    (void)state;
    for (int type = 0; type < 4; type++)
        for (size_t columns = FEW; columns <= MOST; columns += MOST - FEW) {
            compare(columns, float_type[type % 2], float_type[type / 2], schema_of(columns));
            compare(columns, float_type[type % 2], float_type[type / 2], NULL);
        }
}

/* What learns filling and scaling finds the same in both tables, here from each column alone. */
static void so_do_problems(void **state)
{
    (void)state;
    static struct outcome first;
    for (int kind = 0; kind < 2; kind++) {
        gradus_data *data = new_table(kind ? GRADUS_F64 : GRADUS_U8, MOST);
        gradus_problem *problem = NULL;
        gradus_problem_options opt;
        gradus_problem_defaults(&opt);
        opt.target = "y";
        opt.scale = "minmax";
        opt.validation = 0.2;
        needs(gradus_problem_new(&problem, data, &opt, &err));
        gradus_data_free(data);
        const gradus_set *set = gradus_problem_set(problem, GRADUS_TRAIN);
        assert_int_equal(set->x.type, kind ? opt.type : GRADUS_SCALED);
        const struct outcome *out = outcome_of(set, MOST, opt.type, NULL,
                                               gradus_problem_schema(problem));
        assert_true(!kind || same(out, &first));
        first = *out;
        gradus_problem_free(problem);
    }
}

/* ---- what stays --------------------------------------------------------------------------- */
static gradus_type type_of(const gradus_schema *schema, size_t inputs, gradus_type type)
{
    gradus_data *data = new_table(GRADUS_U8, FEW);
    gradus_model *model = new_model(inputs, type, NULL, schema, NULL);
    gradus_set *set = new_set(model, data, type);
    gradus_type found = set->x.type;
    gradus_set_free(set);
    gradus_model_free(model);
    gradus_data_free(data);
    return found;
}

/* [given], with another column in its last place. */
static gradus_schema with_last(gradus_column *column, const gradus_column *last)
{
    gradus_schema schema = *schema_of(FEW);
    memcpy(column, schema.input, FEW * sizeof *column);
    column[FEW - 1] = *last;
    column[FEW - 1].name = schema.input[FEW - 1].name;
    schema.input = column;
    return schema;
}

static void columns_of_other_kinds_are_encoded(void **state)
{
    (void)state;
    static const char *const level[] = { "0", "202" };
    static const gradus_column levels = { .levels = 2, .level = level, .scale = 1 };
    static const gradus_column marked = { .scale = 1, .indicator = 1 };
    gradus_column column[FEW];
    gradus_schema schema = with_last(column, &levels);
    assert_int_equal(type_of(&schema, FEW + 1, GRADUS_F32), GRADUS_F32);
    schema = with_last(column, &marked);
    assert_int_equal(type_of(&schema, FEW + 1, GRADUS_F32), GRADUS_F32);
}

/* A byte that would be too large for the type may not be there, or is an error as before. */
static void numbers_that_may_be_too_large_are_encoded(void **state)
{
    (void)state;
    const gradus_column many = { .shift = 255, .scale = 0x1p128 / 255 };    /* 0 is beyond */
    gradus_column column[FEW];
    gradus_data *data = new_table(GRADUS_U8, FEW);
    gradus_schema schema = with_last(column, &many);
    gradus_set *set = NULL;
    assert_int_equal(type_of(&schema, FEW, GRADUS_F64), GRADUS_SCALED);
    assert_int_equal(type_of(&schema, FEW, GRADUS_F32), GRADUS_F32);
    column[FEW - 1].scale *= 255;
    gradus_model *model = new_model(FEW, GRADUS_F32, NULL, &schema, NULL);
    assert_int_equal(gradus_set_new(&set, model, data, "y", GRADUS_F32, NULL, &err), GRADUS_DATA);
    assert_string_equal(err.text, "column 'p5': the number is too large for float32");
    column[FEW - 1] = (gradus_column){ .name = "p5", .shift = 0, .scale = 0x1.000002p120 };
    gradus_model_free(model);
    assert_int_equal(type_of(&schema, FEW, GRADUS_F32), GRADUS_SCALED);
    gradus_data_free(data);
}

/* ---- what it takes ------------------------------------------------------------------------ */
static void *take(void *user, size_t bytes)
{
    size_t *block = malloc(bytes + sizeof(max_align_t));
    if (!block)
        return NULL;
    *block = bytes;
    *(size_t *)user += bytes;
    return (max_align_t *)block + 1;
}

static void give(void *user, void *block)
{
    max_align_t *start = (max_align_t *)block - 1;
    *(size_t *)user -= *(size_t *)start;
    free(start);
}

/* The bytes, two doubles a column, a float and the number of a row an answer; and a little for what
 * holds them.                                                                                 */
static void a_set_takes_its_bytes(void **state)
{
    (void)state;
    enum { LITTLE = 1 << 10, KEPT = ROWS * MOST + 2 * MOST * sizeof(double) };
    size_t live = 0;
    const gradus_allocator mem = { take, give, &live };
    for (int kind = 0; kind < 2; kind++) {
        gradus_data *data = new_table(kind ? GRADUS_F64 : GRADUS_U8, MOST);
        gradus_model *model = new_model(MOST, GRADUS_F32, NULL, schema_of(MOST), &mem);
        size_t before = live;
        gradus_set *set = new_set(model, data, GRADUS_F32);
        size_t takes = live - before;
        assert_true((takes <= KEPT + ROWS * (sizeof(float) + sizeof(size_t)) + LITTLE) == !kind);
        gradus_set_free(set);
        gradus_model_free(model);
        gradus_data_free(data);
        assert_int_equal(live, 0);
    }
}

/* Every request of memory fails once. */
static void without_memory_there_is_no_set(void **state)
{
    (void)state;
    gradus_data *data = new_table(GRADUS_U8, FEW);
    struct counted counted = { .left = 1000 };
    const gradus_allocator mem = { counted_alloc, counted_release, &counted };
    gradus_model *model = new_model(FEW, GRADUS_F32, NULL, schema_of(FEW), &mem);
    const long before = counted.live;
    gradus_set *set = NULL;
    for (long nth = 0; !set; nth++) {
        counted.left = nth;
        gradus_status s = gradus_set_new(&set, model, data, "y", GRADUS_F32, NULL, &err);
        assert_true(set ? s == GRADUS_OK && nth > 4 : s == GRADUS_NOMEM);
        assert_true(set || counted.live == before);
    }
    gradus_set_free(set);
    gradus_model_free(model);
    gradus_data_free(data);
    assert_int_equal(counted.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_gives_the_same_bits),
        cmocka_unit_test(so_do_problems),
        cmocka_unit_test(columns_of_other_kinds_are_encoded),
        cmocka_unit_test(numbers_that_may_be_too_large_are_encoded),
        cmocka_unit_test(a_set_takes_its_bytes),
        cmocka_unit_test(without_memory_there_is_no_set),
    };
    return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
