/* The caller's rounding and denormal mode changes no number, and is given back.  The same work is
 * done in the usual mode and in others; all numbers that come out must have the same bits.    */
#define _POSIX_C_SOURCE 200809L                     /* mkstemp */
#include <gradus-explain.h>
#include <gradus-io.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fenv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

enum { MOST = 4096, ROWS = 40, INPUTS = 3 };

static struct {
    size_t count;
    uint64_t bits[MOST];
} got;

static void keep_bytes(const void *from, size_t size)
{
    assert_true(got.count < MOST);
    assert_true(size <= sizeof *got.bits);
    memcpy(&got.bits[got.count++], from, size);
}

static void keep(const double *from, size_t n)
{
    for (size_t k = 0; k < n; k++)
        keep_bytes(&from[k], sizeof *from);
}

static void keep_text(const char *text)
{
    for (; *text; text++)
        keep_bytes(text, 1);
}

/* ---- the work ------------------------------------------------------------------------------ */
static void decimals(void)
{
    static const char *const texts[] = { "0.1", "0.7", "1e23", "8.41e21", "3e-310", "2.5e-324",
                                         "123456789012345678901e-30", "1.7976931348623157e308" };
    char out[32];
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        double value = 0;
        assert_int_equal(gradus_number_parse(texts[k], strlen(texts[k]), &value), 1);
        keep(&value, 1);
        for (int digits = 0; digits < 8; digits++) {
            gradus_number_text(value, digits, out);
            keep_text(out);
        }
    }
}

static void table(void)
{
    static const char csv[] = "a,b,c\n0.1,1e-310,0.3\n0.7,3,-0.6\n2.1,1e23,0.123456789012345678\n";
    /* float32, 1 by 2: the smallest denormal and 1 */
    static const char npy[] = "\x93NUMPY\x01\0\x3a\0{'descr': '<f4', 'fortran_order': False, "
                              "'shape': (1, 2)}\n\x01\0\0\0\0\0\x80\x3f";
    gradus_data *data = NULL;
    assert_int_equal(gradus_read_bytes(&data, GRADUS_CSV, "t.csv", csv, sizeof csv - 1, NULL, 0,
                                       NULL, NULL), GRADUS_OK);
    for (size_t row = 0; row < 3; row++)
        for (size_t column = 0; column < 3; column++)
            keep((double[]){ gradus_data_cell(data, row, column) }, 1);
    gradus_data_free(data);
    assert_int_equal(gradus_read_bytes(&data, GRADUS_NPY, "t.npy", npy, sizeof npy - 1, NULL, 0,
                                       NULL, NULL), GRADUS_OK);
    keep((double[]){ gradus_data_cell(data, 0, 0), gradus_data_cell(data, 0, 1) }, 2);
    gradus_data_free(data);
}

static gradus_net *new_net(gradus_type type)
{
    const gradus_layer layer[] = { { 2, "tanh", 1 }, { 1, "identity", 1 } };
    const gradus_net_spec spec = { .inputs = INPUTS, .layers = 2, .layer = layer, .loss = "mse",
                                   .type = type };
    const double w[] = { 0.1, 0.7, 1e-40, -0.3, 1e-310, 0.9 }, b[] = { 0.01, 3e-41 };
    gradus_net *net = NULL;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(net, "glorot", "same", 7, NULL), GRADUS_OK);
    gradus_net_set(net, 0, w, b);
    return net;
}

static void keep_net(const gradus_net *net)
{
    double w[2 * INPUTS], b[2];
    gradus_net_get(net, 0, w, b);
    keep(w, 2 * INPUTS);
    keep(b, 2);
    gradus_net_get(net, 1, w, b);
    keep(w, 2);
    keep(b, 1);
}

/* Some rows of x, and of y, with denormal numbers among them. */
static void fill(double *x, double *y)
{
    uint32_t noise = 1;
    for (size_t k = 0; k < ROWS * INPUTS; k++) {
        noise = noise * 1664525u + 1013904223u;
        uint64_t bits = (uint64_t)(noise >> 8) << 28 | (k % 5 ? (uint64_t)1020 << 52 : 0);
        memcpy(&x[k], &bits, sizeof bits);
    }
    memcpy(y, x + 1, ROWS * sizeof *y);
}

static void steps(gradus_type type)
{
    double x[ROWS * INPUTS], y[ROWS], loss, numbers[ROWS * 2], w[2 * INPUTS], b[2];
    const gradus_matrix mx = { x, GRADUS_F64, ROWS, INPUTS }, my = { y, GRADUS_F64, ROWS, 1 };
    gradus_net *net = new_net(type);
    gradus_tape *tape = NULL;
    gradus_gradient *g = NULL;
    fill(x, y);
    assert_int_equal(gradus_tape_new(&tape, net, ROWS, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&g, net, NULL), GRADUS_OK);
    assert_int_equal(gradus_forward(net, &mx, tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_loss(net, tape, &my, &loss, NULL), GRADUS_OK);
    assert_int_equal(gradus_backward(net, tape, &my, g, NULL), GRADUS_OK);
    keep(&loss, 1);
    for (int what = GRADUS_Z; what <= GRADUS_DZ; what++) {
        assert_int_equal(gradus_tape_get(tape, 0, (gradus_what)what, numbers, NULL), GRADUS_OK);
        keep(numbers, ROWS * 2);
    }
    gradus_gradient_get(g, 0, w, b);
    keep(w, 2 * INPUTS);
    keep(b, 2);
    keep_net(net);
    gradus_gradient_free(g);
    gradus_tape_free(tape);
    gradus_net_free(net);
}

static void check(void)
{
    double x[ROWS * INPUTS], y[ROWS];
    const gradus_matrix mx = { x, GRADUS_F64, ROWS, INPUTS }, my = { y, GRADUS_F64, ROWS, 1 };
    gradus_check_tensor tensor[4];
    gradus_check_report report;
    size_t count;
    gradus_net *net = new_net(GRADUS_F64);
    fill(x, y);
    assert_int_equal(gradus_check(net, &mx, &my, 1e-4, tensor, &count, &report, NULL), GRADUS_OK);
    keep((double[]){ report.loss, report.ratio }, 2);
    for (size_t k = 0; k < count; k++)
        keep((double[]){ tensor[k].largest, tensor[k].exact_worst, tensor[k].central_worst }, 3);
    gradus_net_free(net);
}

static void keep_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    for (int c; (c = fgetc(f)) != EOF;)
        keep_bytes(&(char){ (char)c }, 1);
    fclose(f);
}

/* A model with awkward numbers in its schema, saved, loaded, used. */
static void files(gradus_type type)
{
    const gradus_column input[] = { { "a", 0, NULL, 0.1, 1e23, 0.3, 0 },
                                    { "b", 0, NULL, 3e-310, 0.7, 1, 0 },
                                    { "c", 0, NULL, 0, 1e-3, 1.0 / 3, 0 } };
    const gradus_column target = { "y", 0, NULL, 0, 0.1, 0.7, 0 };
    const gradus_schema schema = { .task = GRADUS_REGRESSION, .inputs = 3, .input = input,
                                   .targets = 1, .target = &target };
    const double x[] = { 0.1, 0.2, 0.3 };
    double y;
    char path[] = "/tmp/gradus-mode-XXXXXX";
    gradus_model *model = NULL;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(gradus_model_new(&model, new_net(type), &schema, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_save(model, path, NULL), GRADUS_OK);
    keep_file(path);
    gradus_model_free(model);
    assert_int_equal(gradus_model_load(&model, path, NULL, NULL), GRADUS_OK);
    unlink(path);
    keep_net(gradus_model_net(model));
    keep(&gradus_model_schema(model)->input[1].fill, 1);
    keep(&gradus_model_schema(model)->input[0].shift, 1);
    size_t size = gradus_predict_scratch(model, 1);
    void *scratch = malloc(size);
    assert_int_equal(gradus_predict(model, 1, x, &y, scratch, size, NULL), GRADUS_OK);
    keep(&y, 1);
    free(scratch);
    gradus_model_free(model);
}

static void decimals_and_tables(void)
{
    decimals();
    table();
}

static void passes(void)
{
    steps(GRADUS_F32);
    steps(GRADUS_F64);
}

static void model_files(void)
{
    files(GRADUS_F32);
    files(GRADUS_F64);
}

/* ---- the modes ------------------------------------------------------------------------------ */
static void (*mode_now)(void);          /* NULL: the usual one */
static int mode_is(void (*mode)(void));

static int watch(void *user, const gradus_epoch *epoch)
{
    (void)user;
    keep((double[]){ epoch->loss, epoch->val_loss, epoch->metric, epoch->learning_rate }, 4);
    assert_true(!mode_now || mode_is(mode_now));
    return 0;
}

static void train(gradus_type type, size_t threads)
{
    double x[ROWS * INPUTS], y[ROWS];
    const gradus_set set = { { x, GRADUS_F64, ROWS, INPUTS }, { y, GRADUS_F64, ROWS, 1 } };
    gradus_train_options opt;
    gradus_net *net = new_net(type);
    fill(x, y);
    gradus_train_defaults(&opt);
    opt.schedule = "cosine";
    opt.batch_size = 16;
    opt.epochs = 4;
    opt.threads = threads;
    assert_int_equal(gradus_train(net, &set, &set, &opt, watch, NULL, NULL, NULL), GRADUS_OK);
    keep_net(net);
    gradus_net_free(net);
}

static void training(void)
{
    train(GRADUS_F32, 1);
    train(GRADUS_F64, 2);
}

static void upward(void)
{
    fesetround(FE_UPWARD);
}

static void toward_zero(void)
{
    fesetround(FE_TOWARDZERO);
}

static void no_denormals(void)
{
#if defined(__x86_64__)
    _mm_setcsr(_mm_getcsr() | 0x8040);  /* results become 0, and operands are taken for 0 */
#endif
}

/* 1: this mode is on: rounding shows in a sum, denormals in a product. */
static int mode_is(void (*mode)(void))
{
    volatile double one = 1, tiny = 0x1p-60;
#if defined(__x86_64__)
    volatile double least = 0x1p-1074;
    if (mode == no_denormals)
        return least * one == 0;
#endif
    return mode == upward ? one + tiny > one : mode == toward_zero && -one + tiny > -one;
}

static void same_in_every_mode(void (*work)(void))
{
    static uint64_t want[MOST];
    void (*const modes[])(void) = { upward, toward_zero, no_denormals };
    memset(&got, 0, sizeof got);
    work();
    size_t count = got.count;
    memcpy(want, got.bits, sizeof want);
    for (size_t k = 0; k < sizeof modes / sizeof *modes; k++) {
        fenv_t usual;
        memset(&got, 0, sizeof got);
        fegetenv(&usual);
        modes[k]();
        if (!mode_is(modes[k])) {           /* an emulator may lack it */
            fesetenv(&usual);
            print_message("# mode %zu cannot be set here\n", k);
            continue;
        }
        mode_now = modes[k];
        work();
        int kept = mode_is(modes[k]);
        fesetenv(&usual);
        mode_now = NULL;
        assert_true(kept);
        assert_int_equal(got.count, count);
        for (size_t i = 0; i < count; i++)
            if (got.bits[i] != want[i])
                fail_msg("mode %zu changes number %zu of %zu", k, i, count);
    }
}

static void decimals_and_tables_have_no_mode(void **state)
{
    (void)state;
    same_in_every_mode(decimals_and_tables);
}

static void passes_have_no_mode(void **state)
{
    (void)state;
    same_in_every_mode(passes);
}

static void training_has_no_mode_and_watching_the_callers(void **state)
{
    (void)state;
    same_in_every_mode(training);
}

static void the_gradient_check_has_no_mode(void **state)
{
    (void)state;
    same_in_every_mode(check);
}

static void model_files_have_no_mode(void **state)
{
    (void)state;
    same_in_every_mode(model_files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_and_tables_have_no_mode),
        cmocka_unit_test(passes_have_no_mode),
        cmocka_unit_test(training_has_no_mode_and_watching_the_callers),
        cmocka_unit_test(the_gradient_check_has_no_mode),
        cmocka_unit_test(model_files_have_no_mode),
    };
    return cmocka_run_group_tests_name("float_mode", tests, NULL, NULL);
}
