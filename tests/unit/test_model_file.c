/* Model files: what is written is read back bit for bit and always the same, and what others write
 * by the rules is read.
 *
 * Called with the word "write" the program writes the golden files of its own that
 * tests/golden/README.md lists.                                                                */
#define _POSIX_C_SOURCE 200809L                          /* mkdtemp */
#include "model_bytes.h"

#include <jansson.h>
#include <math.h>
#include <unistd.h>

/* ---- good files ---------------------------------------------------------------------------- */
static double predict_two(const gradus_model *model, double x1, double x2)
{
    const double x[] = { x1, x2 };
    double y = NAN;
    size_t bytes = gradus_predict_scratch(model, 1);
    void *scratch = malloc(bytes);
    assert_non_null(scratch);
    assert_int_equal(gradus_predict(model, 1, x, &y, scratch, bytes, NULL), GRADUS_OK);
    free(scratch);
    return y;
}

static void least_file_predicts(void **state)
{
    (void)state;
    struct bytes f;
    make(&f, "{" NET "}", WEIGHT, three_half, sizeof three_half);
    gradus_model *model = load_good(&f);
    assert_true(predict_two(model, 1, 2) == 4);
    assert_null(gradus_model_schema(model));
    assert_null(gradus_model_training(model));
    assert_int_equal(gradus_model_inputs(model), 2);
    assert_int_equal(gradus_model_outputs(model), 1);
    const gradus_net_spec *spec = gradus_net_get_spec(gradus_model_net(model));
    assert_int_equal(spec->type, GRADUS_F32);
    assert_string_equal(spec->loss, "sse");
    assert_int_equal(spec->layer[0].bias, 0);
    gradus_model_free(model);
}

/* Bias is true unless it is said; the order of tensors, spaces and other keys are free. */
static void freedom_of_the_writer(void **state)
{
    (void)state;
    struct bytes f;
    const double values[] = { 0.25, 3, 0.5 };
    unsigned char data[24];
    for (size_t k = 0; k < 24; k++) {
        uint64_t bits;
        memcpy(&bits, &values[k / 8], 8);
        data[k] = (unsigned char)(bits >> 8 * (k % 8));
    }
    f.size = 8;
    put(&f, "{'layers.0.bias':{'dtype':'F64','other':[],'shape':[1],'data_offsets':[0,8]}, "
            "'layers.0.weight' : {'data_offsets':[8,24],'shape':[1,2],'dtype':'F64'},"
            "'__metadata__':{'format':'pt','gradus':'",
        "\"");
    put(&f, "{'author': {'a':[{}]}, 'layers':[{'activation':'identity','units':1,'x':null}],"
            "'loss':'mse','inputs':2,'version':1, 'numerics': 9}",
        "\\\"");
    put(&f, "'}}   ", "\"");
    end_header(&f, data, sizeof data);
    gradus_model *model = load_good(&f);
    assert_true(predict_two(model, 1, 2) == 4.25);
    const gradus_net_spec *spec = gradus_net_get_spec(gradus_model_net(model));
    assert_int_equal(spec->type, GRADUS_F64);
    assert_int_equal(spec->layer[0].bias, 1);
    gradus_model_free(model);
}

/* ---- there and back ------------------------------------------------------------------------ */
static const char *const cities[] = { "Oslo", "S\xc3\xa3o Paulo", "\"x\\y\"\n\x01" };
static const char *const kinds[] = { "no", "yes", "it's" };
static const gradus_column inputs[] = {
    { .name = "age", .fill = 41.7, .shift = 1e22, .scale = 0.1 + 0.2, .indicator = 1 },
    { .name = "city", .levels = 3, .level = cities, .scale = 1 },
    { .name = "", .fill = -0.0, .shift = 5e-324, .scale = 123456789012345680.0 },
};
static const gradus_column label[] = {
    { .name = "kind", .levels = 3, .level = kinds, .scale = 1 },
};
static const gradus_column numbers[] = {
    { .name = "price", .shift = 1.0 / 3, .scale = 1.7976931348623157e308 },
    { .name = "rent", .shift = -7, .scale = 0.5 },
};
static const gradus_schema class_schema = {
    GRADUS_CLASSIFICATION, 3, inputs, 1, label, 3, kinds
};
static const gradus_schema number_schema = { GRADUS_REGRESSION, 3, inputs, 2, numbers, 0, NULL };
static const char training[] = "{\"seed\": 1,\n \"loss\" : 0.1000, \"note\":\"a  b\\\" c\", "
                               "\"list\":[1, {\"a\": []}] }";
static const char compact[] = "{\"seed\":1,\"loss\":0.1000,\"note\":\"a  b\\\" c\","
                              "\"list\":[1,{\"a\":[]}]}";

static double weight(size_t k)
{
    return ((double)((k * 2654435761u) % 4093) - 2046) / 3000;
}

static gradus_model *new_model(const gradus_schema *schema, gradus_type type,
                               const gradus_allocator *mem)
{
    gradus_layer layer[] = { { 4, "tanh", 1 }, { 3, "softmax", 0 } };
    gradus_net_spec spec = { .inputs = 6, .layers = 2, .layer = layer, .loss = "cross-entropy",
                             .type = type, .mem = mem };
    if (schema->task == GRADUS_REGRESSION) {
        layer[1] = (gradus_layer){ 2, "identity", 1 };
        spec.loss = "mse";
    }
    gradus_net *net = NULL;
    gradus_model *model = NULL;
    double w[24], b[4];
    for (size_t k = 0; k < 24; k++)
        w[k] = weight(k);
    for (size_t k = 0; k < 4; k++)
        b[k] = weight(100 + k);
    if (gradus_net_new(&net, &spec, NULL) != GRADUS_OK)
        return NULL;
    gradus_net_set(net, 0, w, b);
    gradus_net_set(net, 1, w + 3, layer[1].bias ? b + 1 : NULL);
    if (gradus_model_new(&model, net, schema, NULL) != GRADUS_OK) {
        gradus_net_free(net);
        return NULL;
    }
    if (gradus_model_set_training(model, training, NULL) == GRADUS_OK)
        return model;
    gradus_model_free(model);
    return NULL;
}

static void check_bits(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void check_columns(const gradus_column *have, const gradus_column *want, size_t count,
                          int is_target)
{
    for (size_t k = 0; k < count; k++) {
        assert_string_equal(have[k].name, want[k].name);
        assert_int_equal(have[k].levels, want[k].levels);
        for (size_t l = 0; l < want[k].levels; l++)
            assert_string_equal(have[k].level[l], want[k].level[l]);
        check_bits(have[k].shift, want[k].shift);
        check_bits(have[k].scale, want[k].scale);
        if (is_target || want[k].levels)
            continue;
        check_bits(have[k].fill, want[k].fill);
        assert_int_equal(have[k].indicator, want[k].indicator);
    }
}

static void check_schema(const gradus_schema *have, const gradus_schema *want)
{
    assert_non_null(have);
    assert_int_equal(have->task, want->task);
    assert_int_equal(have->inputs, want->inputs);
    assert_int_equal(have->targets, want->targets);
    assert_int_equal(have->classes, want->classes);
    check_columns(have->input, want->input, want->inputs, 0);
    check_columns(have->target, want->target, want->targets, 1);
    for (size_t k = 0; k < want->classes; k++)
        assert_string_equal(have->class_name[k], want->class_name[k]);
}

static void check_same_net(const gradus_net *have, const gradus_net *want)
{
    const gradus_net_spec *a = gradus_net_get_spec(have), *b = gradus_net_get_spec(want);
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->inputs, b->inputs);
    assert_int_equal(a->layers, b->layers);
    assert_string_equal(a->loss, b->loss);
    for (size_t k = 0; k < a->layers; k++) {
        double w[2][24] = { { 0 } }, v[2][4] = { { 0 } };
        assert_int_equal(a->layer[k].units, b->layer[k].units);
        assert_string_equal(a->layer[k].activation, b->layer[k].activation);
        assert_int_equal(a->layer[k].bias, b->layer[k].bias);
        gradus_net_get(have, k, w[0], v[0]);
        gradus_net_get(want, k, w[1], v[1]);
        assert_memory_equal(w[0], w[1], sizeof w[0]);
        assert_memory_equal(v[0], v[1], sizeof v[0]);
    }
}

static const struct {
    const char *golden;
    const gradus_schema *schema;
    gradus_type type;
} written[] = {
    { "tests/golden/classes.safetensors", &class_schema, GRADUS_F64 },
    { "tests/golden/numbers.safetensors", &number_schema, GRADUS_F32 },
};

/* Saving gives the golden bytes; they load to the same model; saving that gives them again. */
static void golden_files(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
        struct bytes golden, now;
        gradus_model *model = new_model(written[k].schema, written[k].type, NULL), *back;
        assert_non_null(model);
        assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_OK);
        read_file(&golden, written[k].golden);
        read_file(&now, in_folder("a"));
        assert_int_equal(now.size, golden.size);
        assert_memory_equal(now.at, golden.at, golden.size);
        back = load_good(&golden);
        check_same_net(gradus_model_net(back), gradus_model_net(model));
        check_schema(gradus_model_schema(back), written[k].schema);
        assert_string_equal(gradus_model_training(back), compact);
        assert_int_equal(gradus_model_save(back, in_folder("a"), NULL), GRADUS_OK);
        read_file(&now, in_folder("a"));
        assert_memory_equal(now.at, golden.at, golden.size);
        gradus_model_free(back);
        gradus_model_free(model);
    }
}

/* Written by tests/golden/xor.py: only what must be there. */
static void golden_xor(void **state)
{
    (void)state;
    struct bytes golden;
    read_file(&golden, "tests/golden/xor.safetensors");
    gradus_model *model = load_good(&golden);
    for (int x = 0; x < 4; x++)
        assert_true(predict_two(model, x & 1, x >> 1) == (x == 1 || x == 2));
    gradus_model_free(model);
}

static void bytes_are_laid_out_as_said(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
        struct bytes golden;
        read_file(&golden, written[k].golden);
        uint64_t length = 0;
        for (size_t i = 8; i-- > 0;)
            length = length << 8 | golden.at[i];
        size_t size = written[k].type == GRADUS_F64 ? 8 : 4;
        size_t values = 6 * 4 + 4 + (k ? 4 * 2 + 2 : 4 * 3);
        assert_int_equal(length % 8, 0);
        assert_int_equal(golden.size, 8 + length + values * size);
        assert_true(golden.at[8] == '{');
    }
}

static void not_finite_is_not_saved(void **state)
{
    (void)state;
    struct bytes before, after;
    gradus_error err;
    gradus_net *net = NULL;
    gradus_model *model = NULL;
    const gradus_layer layer = { 2, "tanh", 1 };
    const gradus_net_spec spec = { .inputs = 2, .layers = 1, .layer = &layer, .loss = "mse",
                                   .type = GRADUS_F32 };
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_new(&model, net, NULL, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_OK);
    read_file(&before, in_folder("a"));
    const double w[] = { 1, 2, NAN, 4 }, good[] = { 1, 2, 3, 4 }, b[] = { 0, -INFINITY };
    gradus_net_set(net, 0, w, NULL);
    assert_int_equal(gradus_model_save(model, in_folder("a"), &err), GRADUS_DATA);
    assert_string_equal(err.text, "tensor 'layers.0.weight' has nan at [1, 0]");
    gradus_net_set(net, 0, good, b);
    assert_int_equal(gradus_model_save(model, in_folder("a"), &err), GRADUS_DATA);
    assert_string_equal(err.text, "tensor 'layers.0.bias' has an infinity at [1]");
    read_file(&after, in_folder("a"));
    assert_int_equal(after.size, before.size);
    assert_memory_equal(after.at, before.at, after.size);
    gradus_model_free(model);
}

static void texts_that_json_cannot_hold(void **state)
{
    (void)state;
    gradus_error err;
    gradus_column column[3];
    gradus_schema schema = number_schema;
    memcpy(column, inputs, sizeof column);
    schema.input = column;
    static const char *const bad[] = { "a\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                       "\xe2\x82" };
    static const char *const shown[] = { "a?", "??", "???", "????", "??" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char text[128];
        column[0].name = bad[k];
        gradus_model *model = new_model(&schema, GRADUS_F32, NULL);
        snprintf(text, sizeof text, "cannot save the name '%s': it is not valid UTF-8", shown[k]);
        assert_int_equal(gradus_model_save(model, in_folder("never"), &err), GRADUS_DATA);
        assert_string_equal(err.text, text);
        gradus_model_free(model);
    }
    assert_int_not_equal(access(in_folder("never"), F_OK), 0);
}

static void training_must_be_an_object(void **state)
{
    (void)state;
    gradus_error err;
    gradus_model *model = new_model(&number_schema, GRADUS_F32, NULL);
    assert_int_equal(gradus_model_set_training(model, "[1]", NULL), GRADUS_OK);
    assert_int_equal(gradus_model_save(model, in_folder("never"), &err), GRADUS_DATA);
    assert_string_equal(err.text, "the training of the model is not a JSON object");
    assert_int_equal(gradus_model_set_training(model, "{\"a\":nan}", NULL), GRADUS_OK);
    assert_int_equal(gradus_model_save(model, in_folder("never"), &err), GRADUS_SYNTAX);
    assert_int_equal(gradus_model_save(model, folder, &err), GRADUS_SYNTAX);
    assert_int_equal(gradus_model_set_training(model, NULL, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_save(model, folder, &err), GRADUS_IO);
    gradus_model_free(model);
    assert_int_not_equal(access(in_folder("never"), F_OK), 0);
}

static double any_finite(uint64_t *random)
{
    double value;
    do {
        *random = *random * 6364136223846793005u + 1442695040888963407u;
        uint64_t bits = *random ^ *random >> 29;
        memcpy(&value, &bits, sizeof value);
    } while (!isfinite(value));
    return value;
}

static void numbers_come_back_exactly(void **state)
{
    (void)state;
    static const double given[] = { 1e15, 1e16, 99999999999999990.0, 1e17, -1e18,
                                    9007199254740993.0, 9223372036854775807.0, 1e19,
                                    2.2250738585072014e-308, 0.1 };
    uint64_t random = 1;
    for (size_t round = 0; round < 40; round++) {
        gradus_column column[3];
        gradus_schema schema = number_schema;
        schema.input = memcpy(column, inputs, sizeof column);
        column[0].fill = any_finite(&random);
        column[0].shift = round < 10 ? given[round] : any_finite(&random);
        column[2].scale = (double)(random >> (round % 60 + 4));
        gradus_model *model = new_model(&schema, GRADUS_F32, NULL), *back = NULL;
        assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_OK);
        assert_int_equal(gradus_model_load(&back, in_folder("a"), NULL, NULL), GRADUS_OK);
        check_schema(gradus_model_schema(back), &schema);
        gradus_model_free(back);
        gradus_model_free(model);
    }
}

/* ---- memory -------------------------------------------------------------------------------- */
static struct {
    long live, countdown;                       /* countdown 1: the next request fails */
    int in_json;                                /* it was jansson that asked */
} memory;

static void *take_now(size_t size)
{
    void *block = malloc(size);
    memory.live += block != NULL;
    return block;
}

static void *take(void *user, size_t size)
{
    (void)user;
    return memory.countdown > 0 && --memory.countdown == 0 ? NULL : take_now(size);
}

static void give(void *user, void *block)
{
    (void)user;
    memory.live -= block != NULL;
    free(block);
}

/* jansson (2.14) aborts where a string cannot grow, which io/json.c sees to: those requests, powers
 * of two, are spared here.                                                                     */
static void *json_take(size_t size)
{
    if (size >= 32 && (size & (size - 1)) == 0)
        return take_now(size);
    int pending = memory.countdown > 0;
    void *block = take(NULL, size);
    memory.in_json |= pending && memory.countdown == 0;
    return block;
}

static void json_give(void *block)
{
    give(NULL, block);
}

/* jansson takes a string without memory for a malformed one: refused, too, but as that. */
static int is_nomem(gradus_status s)
{
    return s == GRADUS_NOMEM || (memory.in_json && s == GRADUS_SYNTAX);
}

static void arm(long nth)
{
    memory.countdown = nth;
    memory.in_json = 0;
}

/* 1 when the failure was reached. */
static int disarm(void)
{
    int reached = memory.countdown == 0;
    memory.countdown = 0;
    return reached;
}

static void each_allocation_fails_once(void **state)
{
    (void)state;
    const gradus_allocator mem = { take, give, NULL };
    struct bytes golden;
    read_file(&golden, written[0].golden);
    json_set_alloc_funcs(json_take, json_give);
    for (long nth = 1;; nth++) {
        gradus_model *model = NULL;
        memory.live = 0;
        arm(nth);
        gradus_status s = gradus_model_load_bytes(&model, "m", golden.at, golden.size, &mem, NULL);
        if (disarm()) {
            assert_true(is_nomem(s));
            assert_null(model);
            assert_int_equal(memory.live, 0);
            continue;
        }
        assert_int_equal(s, GRADUS_OK);
        gradus_model_free(model);
        assert_int_equal(memory.live, 0);
        assert_true(nth > 100);
        break;
    }
    json_set_alloc_funcs(malloc, free);
}

static void each_allocation_of_saving_fails_once(void **state)
{
    (void)state;
    const gradus_allocator mem = { take, give, NULL };
    struct bytes before, after;
    memory.countdown = 0;
    memory.live = 0;
    gradus_model *model = new_model(&class_schema, GRADUS_F64, &mem);
    assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_OK);
    read_file(&before, in_folder("a"));
    long live = memory.live;
    for (long nth = 1;; nth++) {
        arm(nth);
        gradus_status s = gradus_model_save(model, in_folder("a"), NULL);
        int reached = disarm();
        assert_true(reached ? s == GRADUS_NOMEM : s == GRADUS_OK);
        assert_int_equal(memory.live, live);
        read_file(&after, in_folder("a"));
        assert_int_equal(after.size, before.size);
        assert_memory_equal(after.at, before.at, after.size);
        if (!reached)
            break;
    }
    gradus_model_free(model);
    assert_int_equal(memory.live, 0);
}

/* -------------------------------------------------------------------------------------------- */
static int write_golden(void)
{
    int failed = 0;
    for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
        gradus_model *model = new_model(written[k].schema, written[k].type, NULL);
        failed |= !model || gradus_model_save(model, written[k].golden, NULL) != GRADUS_OK;
        gradus_model_free(model);
    }
    return failed;
}

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "write"))
        return write_golden();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_file_predicts),
        cmocka_unit_test(freedom_of_the_writer),
        cmocka_unit_test(golden_files),
        cmocka_unit_test(golden_xor),
        cmocka_unit_test(numbers_come_back_exactly),
        cmocka_unit_test(bytes_are_laid_out_as_said),
        cmocka_unit_test(not_finite_is_not_saved),
        cmocka_unit_test(texts_that_json_cannot_hold),
        cmocka_unit_test(training_must_be_an_object),
        cmocka_unit_test(each_allocation_fails_once),
        cmocka_unit_test(each_allocation_of_saving_fails_once),
    };
    return cmocka_run_group_tests_name("model file", tests, enter, leave);
}
