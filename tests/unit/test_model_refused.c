/* Model files that are refused: whatever is wrong, the status and a text that names it. */
#define _POSIX_C_SOURCE 200809L                          /* mkdtemp */
#include "model_bytes.h"

#include <sys/stat.h>

/* From memory and from a file: the same status and text. */
static void check_bad(const struct bytes *f, gradus_status status, const char *text)
{
    gradus_model *model = NULL;
    gradus_error err = { .code = GRADUS_OK };
    gradus_status s = load(&model, f, &err);
    if (s != status || strcmp(err.text, text) != 0 || strcmp(err.file, "m.safetensors") != 0)
        fail_msg("status %d, file '%s', text\n  '%s'; expected %d,\n  '%s'", (int)s, err.file,
                 err.text, (int)status, text);
    assert_int_equal(err.code, status);
    assert_null(model);
    const char *path = in_folder("bad");
    write_file(f, path);
    assert_int_equal(gradus_model_load(&model, path, NULL, &err), status);
    assert_string_equal(err.text, text);
    assert_string_equal(err.file, path);
    assert_null(model);
    assert_int_equal(gradus_model_load(&model, path, NULL, NULL), status);
}

static void bad_bytes(void **state)
{
    (void)state;
    static const char impossible[] =
        "not a safetensors file: the length of its header is not possible, or it was cut short";
    struct bytes f = { .size = 0 };
    check_bad(&f, GRADUS_SYNTAX, "not a safetensors file: it is empty");
    memset(f.at, 0, sizeof f.at);
    f.size = 7;
    check_bad(&f, GRADUS_SYNTAX, "not a safetensors file: it is shorter than 8 bytes");
    f.size = 100;
    check_bad(&f, GRADUS_SYNTAX, impossible);
    memset(f.at, 0xff, 8);
    check_bad(&f, GRADUS_SYNTAX, impossible);
    memset(f.at, 0, 8);
    f.at[0] = 93;                               /* one more than there is */
    check_bad(&f, GRADUS_SYNTAX, impossible);
    make(&f, "{" NET "}", WEIGHT, three_half, sizeof three_half);
    f.at[0]++;                                  /* the header now takes a byte of the data */
    check_bad(&f, GRADUS_SYNTAX,
              "the header is not valid JSON at byte 215: end of file expected near end of file");
}

/* Whatever is cut from a good file, the rest is refused. */
static void each_cut_is_refused(void **state)
{
    (void)state;
    struct bytes f;
    make(&f, "{" NET "}", WEIGHT, three_half, sizeof three_half);
    size_t whole = f.size;
    for (f.size = 0; f.size < whole; f.size++) {
        gradus_model *model = NULL;
        gradus_error err;
        assert_int_not_equal(load(&model, &f, &err), GRADUS_OK);
        assert_null(model);
        assert_string_equal(err.file, "m.safetensors");
    }
    gradus_model_free(load_good(&f));
}

#define META "'__metadata__':{'gradus':'{}'}"
static const struct {
    const char *header;
    size_t size;
    gradus_status status;
    const char *text;
} bad_headers[] = {
    { "[]", 0, GRADUS_SYNTAX, "the header is not a JSON object" },
    { "{'a':1,'a':1}", 0, GRADUS_SYNTAX,
      "the header is not valid JSON at byte 10: duplicate object key near '\"a\"'" },
    { "{'__metadata__':1}", 0, GRADUS_SYNTAX, "\"__metadata__\" must be an object" },
    { "{'__metadata__':{'a':1}}", 0, GRADUS_SYNTAX, "\"__metadata__.a\" must be a string" },
    { "{'a':1}", 0, GRADUS_SYNTAX, "tensor 'a' is not described by an object" },
    { "{'a':{}}", 0, GRADUS_SYNTAX, "\"a.dtype\" is missing" },
    { "{'a':{'dtype':1}}", 0, GRADUS_SYNTAX, "\"a.dtype\" must be a string" },
    { "{'a':{'dtype':'I64'}}", 0, GRADUS_DATA,
      "tensor 'a' has dtype 'I64'; known are F32 and F64" },
    { "{'a':{'dtype':'F32'}}", 0, GRADUS_SYNTAX, "\"a.shape\" is missing" },
    { "{'a':{'dtype':'F32','shape':2}}", 0, GRADUS_SYNTAX, "\"a.shape\" must be an array" },
    { "{'a':{'dtype':'F32','shape':[2,-1]}}", 0, GRADUS_SYNTAX,
      "\"a[1]\" must be a whole number" },
    { "{'a':{'dtype':'F32','shape':[1.5]}}", 0, GRADUS_SYNTAX, "\"a[0]\" must be a whole number" },
    { "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}}", 0,
      GRADUS_SHAPE, "tensor 'a' has more values than can be counted" },
    { "{'a':{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,0]}}", 0, GRADUS_SHAPE,
      "tensor 'a' has a shape that does not fit its data_offsets" },
    { "{'a':{'dtype':'F32','shape':[2]}}", 0, GRADUS_SYNTAX, "\"a.data_offsets\" is missing" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8]}}", 8, GRADUS_SYNTAX,
      "tensor 'a' has data_offsets that are not two numbers" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,'8']}}", 8, GRADUS_SYNTAX,
      "\"data_offsets[1]\" must be a whole number" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}", 8, GRADUS_SHAPE,
      "tensor 'a' lies outside the file" },
    { "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}", 8, GRADUS_SHAPE,
      "tensor 'a' lies outside the file" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,9223372036854775807]}}", 8, GRADUS_SHAPE,
      "tensor 'a' lies outside the file" },
    { "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}", 8, GRADUS_SHAPE,
      "tensor 'a' has a shape that does not fit its data_offsets" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
      "'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}", 12, GRADUS_SHAPE,
      "tensors 'a' and 'b' overlap" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}", 12, GRADUS_SHAPE,
      "tensor 'a' begins after a gap" },
    { "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 11, GRADUS_SHAPE,
      "3 bytes after the last tensor belong to none" },
    { "{}", 0, GRADUS_DATA,
      "a safetensors file, but not a gradus model: its __metadata__ has no \"gradus\"" },
    { "{'__metadata__':{'gradus':'[]'}}", 0, GRADUS_SYNTAX,
      "the \"gradus\" metadata is not a JSON object" },
    { "{'__metadata__':{'gradus':'{'}}", 0, GRADUS_SYNTAX,
      "the \"gradus\" metadata is not valid JSON at byte 1: string or '}' expected near end of "
      "file" },
    { "{" META "}", 0, GRADUS_SYNTAX, "\"version\" is missing" },
};

static void bad_headers_are_refused(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof bad_headers / sizeof *bad_headers; k++) {
        struct bytes f;
        make_raw(&f, bad_headers[k].header, NULL, bad_headers[k].size);
        check_bad(&f, bad_headers[k].status, bad_headers[k].text);
    }
}

/* Metadata over the tensor WEIGHT. */
static const struct {
    const char *text;
    gradus_status status;
    const char *error;
} bad_texts[] = {
    { "{'version':2}", GRADUS_DATA, "model file version 2; this gradus reads version 1" },
    { "{'version':'1'}", GRADUS_SYNTAX, "\"version\" must be a whole number" },
    { "{'version':1,'version':1}", GRADUS_SYNTAX,
      "the \"gradus\" metadata is not valid JSON at byte 22: duplicate object key near "
      "'\"version\"'" },
    { "{'version':1}", GRADUS_SYNTAX, "\"inputs\" is missing" },
    { "{'version':1,'inputs':0}", GRADUS_SHAPE, "\"inputs\" cannot be 0" },
    { "{'version':1,'inputs':-2}", GRADUS_SYNTAX, "\"inputs\" must be a whole number" },
    { "{'version':1,'inputs':2.5}", GRADUS_SYNTAX, "\"inputs\" must be a whole number" },
    { "{'version':1,'inputs':2}", GRADUS_SYNTAX, "\"loss\" is missing" },
    { "{'version':1,'inputs':2,'loss':'sse'}", GRADUS_SYNTAX, "\"layers\" is missing" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':{}}", GRADUS_SYNTAX,
      "\"layers\" must be an array" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[]}", GRADUS_SHAPE, "\"layers\" is empty" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[3]}", GRADUS_SYNTAX,
      "\"layers[0]\" must be an object" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[{}]}", GRADUS_SYNTAX,
      "\"layers[0].units\" is missing" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[{'units':0}]}", GRADUS_SHAPE,
      "\"layers[0].units\" cannot be 0" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[{'units':1}]}", GRADUS_SYNTAX,
      "\"layers[0].activation\" is missing" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[{'units':1,'activation':'tanh','bias':1}]}",
      GRADUS_SYNTAX, "\"layers[0].bias\" must be true or false" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[{'units':1,'activation':'tanh'}]}",
      GRADUS_DATA, "tensor 'layers.0.bias' is missing" },
    { "{'version':1,'inputs':3,'loss':'sse','layers':[" LAYER "]}", GRADUS_SHAPE,
      "tensor 'layers.0.weight' has shape (1, 2); the layers need (1, 3)" },
    { "{'version':1,'inputs':4611686018427387904,'loss':'sse','layers':["
      "{'units':4611686018427387904,'activation':'tanh','bias':false}]}", GRADUS_SHAPE,
      "tensor 'layers.0.weight' has shape (1, 2); the layers need (4611686018427387904, "
      "4611686018427387904)" },
    { "{'version':1,'inputs':2,'loss':'sse','layers':[" LAYER "," LAYER "]}", GRADUS_DATA,
      "tensor 'layers.1.weight' is missing" },
    { "{" NET ",'training':3}", GRADUS_SYNTAX, "\"training\" must be an object" },
    { "{" NET ",'classes':['a','b']}", GRADUS_SYNTAX, "\"classes\" needs \"columns\"" },
    { "{" NET ",'preprocess':{}}", GRADUS_SYNTAX, "\"preprocess\" needs \"columns\"" },
    { "{" NET ",'task':'regression'}", GRADUS_SYNTAX, "\"task\" needs \"columns\"" },
    { "{" NET ",'columns':[]}", GRADUS_SYNTAX, "\"columns\" must be an object" },
    { "{" NET ",'columns':{}}", GRADUS_SYNTAX, "\"columns.inputs\" is missing" },
    { "{" NET ",'columns':{'inputs':[]}}", GRADUS_SYNTAX, "\"columns.targets\" is missing" },
    { "{" NET ",'columns':{'inputs':[1],'targets':[]}}", GRADUS_SYNTAX,
      "\"columns.inputs[0]\" must be an object" },
    { "{" NET ",'columns':{'inputs':[{}],'targets':[]}}", GRADUS_SYNTAX,
      "\"columns.inputs[0].name\" is missing" },
    { "{" NET ",'columns':{'inputs':[{'name':'a'}],'targets':[]}}", GRADUS_SYNTAX,
      "\"columns.inputs[0].type\" is missing" },
    { "{" NET ",'columns':{'inputs':[{'name':'a','type':'date'}],'targets':[]}}", GRADUS_UNKNOWN,
      "\"columns.inputs[0].type\" is 'date'; known are number and category" },
    { "{" NET ",'columns':{'inputs':[{'name':'a','type':'category'}],'targets':[]}}",
      GRADUS_SYNTAX, "\"columns.inputs[0].levels\" is missing" },
    { "{" NET ",'columns':{'inputs':[{'name':'a','type':'category','levels':[]}],'targets':[]}}",
      GRADUS_SYNTAX, "\"columns.inputs[0].levels\" is empty" },
    { "{" NET ",'columns':{'inputs':[{'name':'a','type':'category','levels':['x',7]}],"
      "'targets':[]}}", GRADUS_SYNTAX, "\"columns.inputs[0].levels[1]\" must be a string" },
};
#define A "{'name':'a','type':'number'}"
#define B "{'name':'b','type':'number'}"
#define Y "{'name':'y','type':'number'}"
static const struct {
    const char *more;                           /* after the columns a, b and y */
    gradus_status status;
    const char *error;
} bad_schemas[] = {
    { ",'preprocess':{'inputs':[{}]}", GRADUS_SHAPE,
      "\"preprocess.inputs\" has 1 items, \"columns.inputs\" 2" },
    { ",'preprocess':{'inputs':[{},3]}", GRADUS_SYNTAX,
      "\"preprocess.inputs[1]\" must be an object" },
    { ",'preprocess':{'inputs':[{},{'fill':null}]}", GRADUS_SYNTAX,
      "\"preprocess.inputs[1].fill\" must be a number" },
    { ",'preprocess':{'inputs':[{},{'indicator':1}]}", GRADUS_SYNTAX,
      "\"preprocess.inputs[1].indicator\" must be true or false" },
    { ",'preprocess':{'targets':[{'shift':1,'scale':0}]}", GRADUS_DATA,
      "column 'y' cannot be scaled by these numbers" },
    { ",'preprocess':{'targets':[{'shift':1e999}]}", GRADUS_SYNTAX,
      "the \"gradus\" metadata is not valid JSON at byte 258: real number overflow near '1e999'" },
    { ",'task':'guess'", GRADUS_DATA, "\"task\" is 'guess' in a model without \"classes\"" },
    { ",'task':'regression','classes':['a','b']", GRADUS_DATA,
      "\"task\" is 'regression' in a model with \"classes\"" },
    { ",'classes':['a',1]", GRADUS_SYNTAX, "\"classes[1]\" must be a string" },
    { ",'classes':['a','a']", GRADUS_DATA, "the schema has two classes 'a'" },
};

static void bad_texts_are_refused(void **state)
{
    (void)state;
    struct bytes f;
    for (size_t k = 0; k < sizeof bad_texts / sizeof *bad_texts; k++) {
        make(&f, bad_texts[k].text, WEIGHT, three_half, sizeof three_half);
        check_bad(&f, bad_texts[k].status, bad_texts[k].error);
    }
    for (size_t k = 0; k < sizeof bad_schemas / sizeof *bad_schemas; k++) {
        char text[1024];
        snprintf(text, sizeof text, "{%s,'columns':{'inputs':[%s,%s],'targets':[%s]}%s}", NET, A,
                 B, Y, bad_schemas[k].more);
        make(&f, text, WEIGHT, three_half, sizeof three_half);
        check_bad(&f, bad_schemas[k].status, bad_schemas[k].error);
    }
}

/* Any status and text of libgradus, but refused, with the file named. */
static void names_and_widths_that_do_not_fit(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{'version':1,'inputs':2,'loss':'sse','layers':[{'units':1,'activation':'sine','bias':"
        "false}]}",
        "{'version':1,'inputs':2,'loss':'guess','layers':[" LAYER "]}",
        "{'version':1,'inputs':2,'loss':'bce','layers':[" LAYER "]}",
        "{" NET ",'columns':{'inputs':[" A "],'targets':[" Y "]}}",
        "{" NET ",'columns':{'inputs':[" A "," A "],'targets':[" Y "]}}",
        "{" NET ",'columns':{'inputs':[" A "," B "],'targets':[]}}",
        "{" NET ",'columns':{'inputs':[" A "," B "],'targets':[" Y "," A "]}}",
        "{" NET ",'columns':{'inputs':[" A "," B "],'targets':[" Y "]},'classes':['p','q','r']}",
        "{" NET ",'columns':{'inputs':[" A "," B "],'targets':[" Y "]},'classes':['p']}",
        "{" NET ",'columns':{'inputs':[{'name':'a','type':'category','levels':['p','p']}],"
        "'targets':[" Y "]}}",
        "{" NET ",'columns':{'inputs':[" A "," B "],'targets':[" Y "]},"
        "'preprocess':{'inputs':[{'indicator':true},{}]}}",
    };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        struct bytes f;
        gradus_model *model = NULL;
        gradus_error err = { .code = GRADUS_OK };
        make(&f, texts[k], WEIGHT, three_half, sizeof three_half);
        if (load(&model, &f, &err) == GRADUS_OK)
            fail_msg("taken: %s", texts[k]);
        assert_null(model);
        assert_string_equal(err.file, "m.safetensors");
        assert_true(err.text[0] != '\0');
        if (k == 0)
            assert_non_null(strstr(err.hint, "leaky-relu"));    /* the known ones */
    }
}

#define ONE(name, type, shape, from, to) \
    "'" name "':{'dtype':'" type "','shape':" shape ",'data_offsets':[" from "," to "]}"
static void bad_tensors_are_refused(void **state)
{
    (void)state;
    static const char with_bias[] = "{'version':1,'inputs':2,'loss':'sse','layers':[{'units':1,"
                                    "'activation':'identity'}]}";
    static const struct {
        const char *text, *tensors;
        size_t size;
        gradus_status status;
        const char *error;
    } cases[] = {
        { "{" NET "}", WEIGHT "," ONE("layers.0.bias", "F32", "[1]", "8", "12"), 12, GRADUS_DATA,
          "tensor 'layers.0.bias' belongs to no layer of the model" },
        { "{" NET "}", WEIGHT "," ONE("layers.1.weight", "F32", "[1]", "8", "12"), 12,
          GRADUS_DATA, "tensor 'layers.1.weight' belongs to no layer of the model" },
        { "{" NET "}", WEIGHT "," ONE("layers.00.weight", "F32", "[1]", "8", "12"), 12,
          GRADUS_DATA, "tensor 'layers.00.weight' belongs to no layer of the model" },
        { "{" NET "}",
          WEIGHT "," ONE("layers.99999999999999999999999.weight", "F32", "[1]", "8", "12"), 12,
          GRADUS_DATA,
          "tensor 'layers.99999999999999999999999.weight' belongs to no layer of the model" },
        { "{" NET "}", WEIGHT "," ONE("", "F32", "[1]", "8", "12"), 12, GRADUS_DATA,
          "tensor '' belongs to no layer of the model" },
        { "{" NET "}", "", 0, GRADUS_DATA, "tensor 'layers.0.weight' is missing" },
        { "{" NET "}", ONE("layers.0.weight", "F32", "[2]", "0", "8"), 8, GRADUS_SHAPE,
          "tensor 'layers.0.weight' has shape (2); the layers need (1, 2)" },
        { "{" NET "}", ONE("layers.0.weight", "F32", "[2,1]", "0", "8"), 8, GRADUS_SHAPE,
          "tensor 'layers.0.weight' has shape (2, 1); the layers need (1, 2)" },
        { "{" NET "}", ONE("layers.0.weight", "F32", "[1,2,1]", "0", "8"), 8, GRADUS_SHAPE,
          "tensor 'layers.0.weight' has shape of 3 dimensions; the layers need (1, 2)" },
        { "{" NET "}", ONE("layers.0.weight", "F32", "[]", "0", "4"), 4, GRADUS_SHAPE,
          "tensor 'layers.0.weight' has shape of 0 dimensions; the layers need (1, 2)" },
        { with_bias, WEIGHT "," ONE("layers.0.bias", "F64", "[1]", "8", "16"), 16, GRADUS_DATA,
          "tensor 'layers.0.weight' is F32, but others are F64; all must be the same" },
        { with_bias, WEIGHT "," ONE("layers.0.bias", "F32", "[2]", "8", "16"), 16, GRADUS_SHAPE,
          "tensor 'layers.0.bias' has shape (2); the layers need (1)" },
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct bytes f;
        make(&f, cases[k].text, cases[k].tensors, NULL, cases[k].size);
        check_bad(&f, cases[k].status, cases[k].error);
    }
}

static void weights_must_be_finite(void **state)
{
    (void)state;
    static const struct {
        unsigned char data[8];
        const char *error;
    } cases[] = {
        { { 0, 0, 0xc0, 0x7f, 0, 0, 0, 0 }, "tensor 'layers.0.weight' has nan at [0, 0]" },
        { { 0, 0, 0, 0, 0, 0, 0xc0, 0xff }, "tensor 'layers.0.weight' has nan at [0, 1]" },
        { { 0, 0, 0, 0, 0, 0, 0x80, 0xff }, "tensor 'layers.0.weight' has an infinity at [0, 1]" },
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct bytes f;
        make(&f, "{" NET "}", WEIGHT, cases[k].data, 8);
        check_bad(&f, GRADUS_DATA, cases[k].error);
    }
}

/* An error is one line, whatever the file holds. */
static void errors_are_one_line(void **state)
{
    (void)state;
    struct bytes f;
    gradus_model *model = NULL;
    gradus_error err;
    make_raw(&f, "{'a\\n\\u001b[31m':1}", NULL, 0);
    assert_int_equal(load(&model, &f, &err), GRADUS_SYNTAX);
    assert_string_equal(err.text, "tensor 'a??[31m' is not described by an object");
}

static void deep_json_is_refused(void **state)
{
    (void)state;
    struct bytes f = { .size = 8 };
    memset(f.at + 8, '[', MOST - 600);
    f.size = MOST - 600;
    end_header(&f, NULL, 0);
    check_bad(&f, GRADUS_SYNTAX,
              "the header is not valid JSON at byte 2049: maximum parsing depth reached near '['");
}

static void paths_that_are_no_files(void **state)
{
    (void)state;
    gradus_model *model = NULL;
    gradus_error err;
    assert_int_equal(gradus_model_load(&model, in_folder("none"), NULL, &err), GRADUS_IO);
    assert_string_equal(err.text, "cannot open: No such file or directory");
    assert_int_equal(gradus_model_load(&model, folder, NULL, &err), GRADUS_IO);
    assert_string_equal(err.text, "cannot open: it is a directory");
    assert_string_equal(err.file, folder);
    assert_int_equal(gradus_model_load(&model, "/dev/zero", NULL, &err), GRADUS_IO);
    assert_string_equal(err.text, "cannot open: it is not a regular file");
    assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
    assert_int_equal(gradus_model_load(&model, in_folder("pipe"), NULL, &err), GRADUS_IO);
    assert_string_equal(err.text, "cannot open: it is not a regular file");
    assert_int_equal(gradus_model_load(NULL, "x", NULL, &err), GRADUS_ARGUMENT);
    assert_int_equal(gradus_model_load(&model, NULL, NULL, &err), GRADUS_ARGUMENT);
    assert_null(model);
}

/* A file that names much more than it holds must not make us take memory for it. */
static void small_file_takes_little(void **state)
{
    (void)state;
    struct bytes f;
    gradus_model *model = NULL;
    make(&f, "{'version':1,'inputs':1000000,'loss':'sse','layers':[{'units':1000000,"
             "'activation':'tanh','bias':false}]}",
         ONE("layers.0.weight", "F32", "[1000000,1000000]", "0", "4000000000000"), NULL, 64);
    assert_int_equal(load(&model, &f, NULL), GRADUS_SHAPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_bytes),
        cmocka_unit_test(each_cut_is_refused),
        cmocka_unit_test(bad_headers_are_refused),
        cmocka_unit_test(bad_texts_are_refused),
        cmocka_unit_test(names_and_widths_that_do_not_fit),
        cmocka_unit_test(bad_tensors_are_refused),
        cmocka_unit_test(weights_must_be_finite),
        cmocka_unit_test(errors_are_one_line),
        cmocka_unit_test(deep_json_is_refused),
        cmocka_unit_test(paths_that_are_no_files),
        cmocka_unit_test(small_file_takes_little),
    };
    return cmocka_run_group_tests_name("model refused", tests, enter, leave);
}
