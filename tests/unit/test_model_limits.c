/* What a model file can hold: gradus_model_check and gradus_model_save refuse what the reader
 * would, before a file is opened, and what they accept, however odd, is read back the same.   */
#define _POSIX_C_SOURCE 200809L                          /* mkdtemp */
#include "model_bytes.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 100000000 };

static gradus_net *new_net(size_t inputs, size_t layers, const gradus_layer *layer,
                           gradus_type type)
{
    const gradus_net_spec spec = { .inputs = inputs, .layers = layers, .layer = layer,
                                   .loss = "mse", .type = type };
    gradus_net *net = NULL;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    return net;
}

/* One output; [net] is the model's. */
static gradus_model *new_model(gradus_net *net, const gradus_schema *schema)
{
    gradus_model *model = NULL;
    gradus_error err = { .code = GRADUS_OK };
    if (gradus_model_new(&model, net, schema, &err) != GRADUS_OK)
        fail_msg("%s", err.text);
    return model;
}

static const gradus_layer one_unit[] = { { 1, "identity", 0 } };
static const gradus_column number = { .name = "y", .scale = 1 };

static gradus_model *regression(const gradus_column *input, size_t inputs, size_t width)
{
    const gradus_schema schema = { .task = GRADUS_REGRESSION, .inputs = inputs, .input = input,
                                   .targets = 1, .target = &number };
    return new_model(new_net(width, 1, one_unit, GRADUS_F32), &schema);
}

/* [size] bytes, to free. */
static char *text_of(char c, size_t size)
{
    char *text = malloc(size + 1);
    assert_non_null(text);
    memset(text, c, size);
    text[size] = '\0';
    return text;
}

static void refused(const gradus_model *model, gradus_status status, const char *text,
                    const char *hint)
{
    for (int k = 0; k < 2; k++) {
        gradus_error err = { .code = GRADUS_OK };
        gradus_status s = k ? gradus_model_save(model, in_folder("never"), &err)
                            : gradus_model_check(model, &err);
        assert_string_equal(err.text, text);
        assert_string_equal(err.hint, hint);
        assert_int_equal(s, status);
    }
    assert_int_not_equal(access(in_folder("never"), F_OK), 0);
}

#define TOO_LONG "the description of the model is longer than the 100 MB that a file can hold: "

/* A control character takes seven bytes: \u0001 inside of a string in a string. */
static void levels_that_are_too_long(void **state)
{
    (void)state;
    char *one = text_of('\1', 7000000), *two = text_of('\2', 8000000);
    const char *const level[] = { "a", one, two };
    const gradus_column column[] = {
        { .name = "small", .levels = 1, .level = level, .scale = 1 },
        { .name = "street of the house of the owner of the dogs that is \xc3\xa4ltli\xc3\xa4hnlich",
          .levels = 2, .level = level + 1, .scale = 1 },
    };
    gradus_model *model = regression(column, 2, 3);
    refused(model, GRADUS_DATA,
            TOO_LONG "the texts of column 'street of the house of the owner of "
                     "the dogs that is \xc3\xa4ltli...' take 105 MB",
            "leave the column out (--ignore), or shorten its texts");
    gradus_model_free(model);
    free(two);
    free(one);
}

/* The labels of a class are there twice. */
static void classes_that_are_too_long(void **state)
{
    (void)state;
    char *one = text_of('\\', 15000000);
    const char *const level[] = { one, "b" };
    const gradus_column target = { .name = "kind", .levels = 2, .level = level, .scale = 1 };
    const gradus_column input = { .name = "x", .scale = 1 };
    const gradus_schema schema = { GRADUS_CLASSIFICATION, 1, &input, 1, &target, 2, level };
    const gradus_layer layer = { 1, "sigmoid", 1 };
    gradus_model *model = new_model(new_net(1, 1, &layer, GRADUS_F32), &schema);
    refused(model, GRADUS_DATA, TOO_LONG "the texts of column 'kind' take 60 MB",
            "shorten its texts");
    gradus_model_free(model);
    free(one);
}

/* Names count as well. */
static void too_many_columns(void **state)
{
    (void)state;
    enum { COLUMNS = 20000, NAME = 800 };
    gradus_column *column = calloc(COLUMNS, sizeof *column);
    char (*name)[NAME] = malloc(COLUMNS * sizeof *name);
    assert_non_null(column);
    assert_non_null(name);
    for (size_t k = 0; k < COLUMNS; k++) {
        memset(name[k], '\1', NAME);
        snprintf(name[k] + NAME - 8, 8, "%zu", k);
        column[k] = (gradus_column){ .name = name[k], .scale = 1 };
    }
    gradus_model *model = regression(column, COLUMNS, COLUMNS);
    refused(model, GRADUS_DATA, TOO_LONG "its 20001 columns take 113 MB",
            "leave some of them out (--ignore)");
    gradus_model_free(model);
    free(name);
    free(column);
}

static void training_that_is_too_long(void **state)
{
    (void)state;
    char *note = text_of('x', LONGEST);
    memcpy(note, "{\"note\":\"", 9);
    memcpy(note + LONGEST - 2, "\"}", 3);
    gradus_model *model = new_model(new_net(1, 1, one_unit, GRADUS_F32), NULL);
    assert_int_equal(gradus_model_set_training(model, note, NULL), GRADUS_OK);
    refused(model, GRADUS_DATA, TOO_LONG "most is the text on its training, or its layers", "");
    gradus_model_free(model);
    free(note);
}

/* A model whose only input has this long a name. */
static gradus_model *named_model(size_t length)
{
    char *name = text_of('n', length);
    const gradus_column column = { .name = name, .scale = 1 };
    gradus_model *model = regression(&column, 1, 1);
    free(name);
    return model;
}

static size_t saved_size(const gradus_model *model)
{
    struct stat st;
    assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_OK);
    assert_int_equal(stat(in_folder("a"), &st), 0);
    return (size_t)st.st_size;
}

/* The longest header that is written is read; a byte more is not written.  check leaves room. */
static void the_longest_header(void **state)
{
    (void)state;
    gradus_model *model = NULL, *back = NULL;
    size_t length = 0, size[2] = { 0, 0 };
    while (length < 2 || size[1] == size[0]) {              /* headers are padded to 8 bytes */
        size[0] = size[1];
        model = named_model(++length);
        size[1] = saved_size(model);
        gradus_model_free(model);
    }
    size_t most = length - 1 + LONGEST - (size[0] - 8 - 4);
    model = named_model(most + 1);
    assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_DATA);
    gradus_model_free(model);
    model = named_model(most);
    assert_int_equal(saved_size(model), 8 + LONGEST + 4);
    assert_int_equal(gradus_model_check(model, NULL), GRADUS_DATA);
    assert_int_equal(gradus_model_load(&back, in_folder("a"), NULL, NULL), GRADUS_OK);
    assert_string_equal(gradus_model_input_name(back, 0), gradus_model_input_name(model, 0));
    gradus_model_free(back);
    gradus_model_free(model);
}

/* Lists in lists, [depth] levels with the object around them. */
static char *deep_training(size_t depth)
{
    char *text = text_of('[', 5 + 2 * (depth - 1) + 1);
    memcpy(text, "{\"a\":", 5);
    memset(text + 5 + depth - 1, ']', depth - 1);
    text[5 + 2 * (depth - 1)] = '}';
    return text;
}

/* The reader goes 2048 levels deep, one of which is the description itself. */
static void depth_of_the_training(void **state)
{
    (void)state;
    gradus_error err;
    gradus_model *model = new_model(new_net(1, 1, one_unit, GRADUS_F32), NULL), *back = NULL;
    char *text = deep_training(2047);
    assert_int_equal(gradus_model_set_training(model, text, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_check(model, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_save(model, in_folder("a"), NULL), GRADUS_OK);
    assert_int_equal(gradus_model_load(&back, in_folder("a"), NULL, NULL), GRADUS_OK);
    assert_string_equal(gradus_model_training(back), text);
    free(text);
    text = deep_training(2048);
    assert_int_equal(gradus_model_set_training(model, text, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_check(model, &err), GRADUS_SYNTAX);
    assert_string_equal(err.file, "");
    assert_int_equal(gradus_model_save(model, in_folder("never"), &err), GRADUS_SYNTAX);
    assert_int_not_equal(access(in_folder("never"), F_OK), 0);
    free(text);
    gradus_model_free(back);
    gradus_model_free(model);
}

static void what_json_cannot_hold(void **state)
{
    (void)state;
    const gradus_column column = { .name = "a\xff", .scale = 1 };
    gradus_model *model = regression(&column, 1, 1);
    refused(model, GRADUS_DATA, "cannot save the name 'a?': it is not valid UTF-8", "");
    gradus_model_free(model);
    char name[400];
    memset(name, 'n', sizeof name);
    memcpy(name + sizeof name - 2, "\xff", 2);
    const gradus_column long_one = { .name = name, .scale = 1 };
    model = regression(&long_one, 1, 1);
    refused(model, GRADUS_DATA, "cannot save the name 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
            "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn...': it is not valid UTF-8", "");
    gradus_model_free(model);
    model = new_model(new_net(1, 1, one_unit, GRADUS_F32), NULL);
    assert_int_equal(gradus_model_set_training(model, "[1]", NULL), GRADUS_OK);
    refused(model, GRADUS_DATA, "the training of the model is not a JSON object", "");
    assert_int_equal(gradus_model_set_training(model, "{\"seed\":9223372036854775808}", NULL),
                     GRADUS_OK);
    refused(model, GRADUS_SYNTAX,
            "the training of the model is not valid JSON at byte 27: too big integer "
            "near '9223372036854775808'", "");
    gradus_model_free(model);
    gradus_net *net = new_net(1, 1, one_unit, GRADUS_F32);
    const double w = 1e39;
    gradus_net_set(net, 0, &w, NULL);
    model = new_model(net, NULL);
    refused(model, GRADUS_DATA, "tensor 'layers.0.weight' has an infinity at [0, 0]", "");
    gradus_model_free(model);
    gradus_error err;
    assert_int_equal(gradus_model_check(NULL, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "no model to check");
}

/* ---- odd but legal -------------------------------------------------------------------------- */
static uint64_t drawn(uint64_t below)
{
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;        /* Knuth, MMIX */
    return (state >> 33) % below;
}

enum { TEXT = 48, MANY = 12 };

/* Pieces that somebody might have to escape, and [k], so that no two are the same. */
static void draw_text(char to[TEXT], size_t k)
{
    static const char *const piece[] = {
        "", "\"", "\\", "\n", "\r\n", "\t", "\x01", "\x1f", "\x7f", "\xc2\x9b", "\xe2\x80\xae",
        "\xef\xbf\xbf", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", "'", ",", " ", "{", "}]", "null",
        "\\u0000", "/", "training",
    };
    size_t n = drawn(5);
    *to = '\0';
    for (size_t i = 0; i < n; i++)
        strcat(to, piece[drawn(sizeof piece / sizeof *piece)]);
    if (k)
        snprintf(to + strlen(to), 8, "%zu", k);
}

static double draw_number(void)
{
    static const double special[] = { 0, -0.0, 1, -1, 5e-324, 1.7976931348623157e308, 1e22, 0.1,
                                      9007199254740994.0, 9223372036854775808.0 };
    return special[drawn(sizeof special / sizeof *special)];
}

struct odd {
    char name[MANY][TEXT], text[MANY][TEXT];
    const char *level[MANY];
    gradus_column column[MANY];
    gradus_layer layer[300];
    gradus_schema schema;
    gradus_net *net;
};

static void draw_schema(struct odd *o, size_t *inputs)
{
    size_t columns = 1 + drawn(MANY), levels = 1 + drawn(MANY);
    *inputs = 0;
    for (size_t k = 0; k < MANY; k++) {
        draw_text(o->name[k], k);
        draw_text(o->text[k], k);
        o->level[k] = o->text[k];
    }
    for (size_t k = 0; k < columns; k++) {
        o->column[k] = (gradus_column){ .name = o->name[k], .scale = 1 };
        if (drawn(2)) {
            o->column[k].levels = levels;
            o->column[k].level = o->level;
        } else {
            o->column[k].fill = draw_number();
            o->column[k].shift = draw_number();
            o->column[k].scale = draw_number();
            o->column[k].indicator = (int)drawn(2);
        }
        *inputs += o->column[k].levels ? levels : o->column[k].indicator ? 2 : 1;
    }
    o->schema = (gradus_schema){ .task = GRADUS_REGRESSION, .inputs = columns, .input = o->column,
                                 .targets = 1, .target = &number };
}

/* With a schema two times of three; few layers or many, narrow, with biases here and there. */
static gradus_model *draw_model(struct odd *o)
{
    static const char *const training[] = {
        NULL, "{}",
        " { \"a\" : [ { } , null , true , -0.0 , 1e-320 , \"\\u0001\\ud83d\\ude00\" ] }",
        "{\"training\":{\"training\":\"}\"},\"\":9223372036854775807}",
    };
    size_t layers = drawn(8) ? 1 + drawn(4) : 300, inputs = 1 + drawn(3);
    int with_schema = drawn(3) > 0;
    if (with_schema)
        draw_schema(o, &inputs);
    for (size_t k = 0; k < layers; k++)
        o->layer[k] = (gradus_layer){ 1 + drawn(3) / 2, k % 2 ? "tanh" : "relu", (int)drawn(2) };
    if (with_schema)
        o->layer[layers - 1].units = 1;
    o->net = new_net(inputs, layers, o->layer, drawn(2) ? GRADUS_F64 : GRADUS_F32);
    assert_int_equal(gradus_net_init(o->net, "auto", "same", drawn(100), NULL), GRADUS_OK);
    gradus_model *model = new_model(o->net, with_schema ? &o->schema : NULL);
    assert_int_equal(gradus_model_set_training(model, training[drawn(4)], NULL), GRADUS_OK);
    return model;
}

static void same_columns(const gradus_schema *have, const gradus_schema *want)
{
    assert_int_equal(have != NULL, want != NULL);
    for (size_t k = 0; want && k < want->inputs; k++) {
        const gradus_column *a = &have->input[k], *b = &want->input[k];
        assert_string_equal(a->name, b->name);
        assert_int_equal(a->levels, b->levels);
        assert_int_equal(a->indicator, b->indicator);
        assert_memory_equal(&a->fill, &b->fill, sizeof a->fill);
        assert_memory_equal(&a->shift, &b->shift, sizeof a->shift);
        assert_memory_equal(&a->scale, &b->scale, sizeof a->scale);
        for (size_t l = 0; l < b->levels; l++)
            assert_string_equal(a->level[l], b->level[l]);
    }
}

static char *whole_file(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    assert_non_null(f);
    assert_non_null(bytes);
    *size = fread(bytes, 1, 1 << 20, f);
    fclose(f);
    return bytes;
}

/* What check accepts save writes, load reads, and save writes again, byte for byte. */
static void odd_models_come_back(void **state)
{
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct odd odd;
        gradus_model *model = draw_model(&odd), *back = NULL;
        gradus_error err = { .code = GRADUS_OK };
        size_t size[2];
        if (gradus_model_check(model, &err) != GRADUS_OK ||
            gradus_model_save(model, in_folder("a"), &err) != GRADUS_OK ||
            gradus_model_load(&back, in_folder("a"), NULL, &err) != GRADUS_OK ||
            gradus_model_check(back, &err) != GRADUS_OK ||
            gradus_model_save(back, in_folder("b"), &err) != GRADUS_OK)
            fail_msg("round %d: %s", round, err.text);
        same_columns(gradus_model_schema(back), gradus_model_schema(model));
        char *first = whole_file(in_folder("a"), &size[0]);
        char *second = whole_file(in_folder("b"), &size[1]);
        assert_int_equal(size[0], size[1]);
        assert_memory_equal(first, second, size[0]);
        free(second);
        free(first);
        gradus_model_free(back);
        gradus_model_free(model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_that_are_too_long),
        cmocka_unit_test(classes_that_are_too_long),
        cmocka_unit_test(too_many_columns),
        cmocka_unit_test(training_that_is_too_long),
        cmocka_unit_test(the_longest_header),
        cmocka_unit_test(depth_of_the_training),
        cmocka_unit_test(what_json_cannot_hold),
        cmocka_unit_test(odd_models_come_back),
    };
    return cmocka_run_group_tests_name("model limits", tests, enter, leave);
}
