/* Arrays, packed files, built-in tables, and names: what is read, and what each mistake is called.
 * The files under fuzz/seeds were written by numpy and gzip.                                   */
#define _XOPEN_SOURCE 700                           /* mkdtemp, mkfifo */
#include "counted.h"

#include <gradus-io.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static gradus_error err;
static char folder[] = "/tmp/gradus-read-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* A table as one line: names, then rows; categories by their names. */
static void shows(gradus_data *data, const char *want)
{
    static char got[4096];
    char number[32];
    size_t n = 0, columns = gradus_data_columns(data);
    for (size_t j = 0; j < columns; j++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s", j ? " " : "",
                              gradus_data_name(data, j));
    for (size_t i = 0; i < gradus_data_rows(data); i++) {
        n += (size_t)snprintf(got + n, sizeof got - n, " |");
        for (size_t j = 0; j < columns; j++) {
            gradus_number_text(gradus_data_cell(data, i, j), 6, number);
            n += (size_t)snprintf(got + n, sizeof got - n, " %s", number);
        }
    }
    gradus_data_free(data);
    assert_string_equal(got, want);
}

static void file_shows(const char *name, const char *labels, const char *want)
{
    gradus_read_options opt;
    gradus_data *data = NULL;
    gradus_read_defaults(&opt);
    opt.labels = labels;
    if (gradus_read(&data, name, &opt, &err) != GRADUS_OK)
        fail_msg("%s: %s", name, err.text);
    shows(data, want);
}

static void error_is(gradus_status s, const char *want)
{
    char got[800];
    snprintf(got, sizeof got, "%s: %s%s%s", err.file, err.text, err.hint[0] ? " / " : "",
             err.hint);
    assert_int_not_equal(s, GRADUS_OK);
    assert_int_equal(s, err.code);
    assert_string_equal(got, want);
}

static void file_fails(const char *name, const char *labels, const char *want)
{
    gradus_read_options opt;
    gradus_data *data = NULL;
    gradus_read_defaults(&opt);
    opt.labels = labels;
    gradus_status s = gradus_read(&data, name, &opt, &err);
    assert_null(data);
    error_is(s, want);
}

static void bytes_fail(gradus_format format, const void *bytes, size_t size, const char *want)
{
    gradus_data *data = NULL;
    gradus_status s = gradus_read_bytes(&data, format, "f", bytes, size, NULL, 0, NULL, &err);
    assert_null(data);
    error_is(s, want);
}

/* ---- built-in tables ---------------------------------------------------------------------- */
static void built_in(void **state)
{
    (void)state;
    file_shows("@xor", NULL, "x1 x2 y | 0 0 0 | 0 1 1 | 1 0 1 | 1 1 0");
    file_shows("@not", NULL, "x target | 0 1 | 1 0");
    file_shows("@hours", NULL, "slept studied score | 0.3 1 0.75 | 0.5 0.2 0.82 | 1 0.4 0.93");
    file_fails("@irs", NULL, ": no built-in table '@irs' / built in: @iris @xor @not @hours");
}

static void iris(void **state)
{
    gradus_data *data = NULL;
    double sums[5] = { 0 };
    (void)state;
    assert_int_equal(gradus_read(&data, "@iris", NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_rows(data), 150);
    assert_int_equal(gradus_data_columns(data), 5);
    for (size_t i = 0; i < 150; i++)
        for (size_t j = 0; j < 5; j++)
            sums[j] += gradus_data_cell(data, i, j);
    assert_true(fabs(sums[0] - 876.5) < 1e-9 && fabs(sums[1] - 458.6) < 1e-9);
    assert_true(fabs(sums[2] - 563.7) < 1e-9 && fabs(sums[3] - 179.9) < 1e-9);
    assert_true(sums[4] == 150);        /* 50 of each of 0, 1, 2 */
    assert_string_equal(gradus_data_level(data, 4, 0), "setosa");
    assert_string_equal(gradus_data_level(data, 4, 2), "virginica");
    gradus_data_free(data);
}

/* ---- IDX ---------------------------------------------------------------------------------- */
static const unsigned char images[] = { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2,
                                        1, 2, 3, 255 };
static const unsigned char answers[] = { 0, 0, 8, 1, 0, 0, 0, 2, 7, 9 };

static void idx_images(void **state)
{
    gradus_data *data = NULL;
    (void)state;
    assert_int_equal(gradus_read_bytes(&data, GRADUS_IDX, "f", images, sizeof images, answers,
                                       sizeof answers, NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_type(data, 0), GRADUS_U8);
    assert_int_equal(gradus_data_type(data, 2), GRADUS_F64);
    shows(data, "pixel1 pixel2 label | 1 2 7 | 3 255 9");
}

static void idx_types(void **state)
{
    static const unsigned char shorts[] = { 0, 0, 11, 2, 0, 0, 0, 1, 0, 0, 0, 2, 255, 255, 1, 0 };
    static const unsigned char bytes[] = { 0, 0, 9, 1, 0, 0, 0, 2, 128, 127 };
    static const unsigned char ints[] = { 0, 0, 12, 1, 0, 0, 0, 1, 128, 0, 0, 0 };
    static const unsigned char floats[] = { 0, 0, 13, 1, 0, 0, 0, 1, 0xbf, 0xc0, 0, 0 };
    static const unsigned char doubles[] = { 0, 0, 14, 1, 0, 0, 0, 1, 0x40, 4, 0, 0, 0, 0, 0, 0 };
    static const struct {
        const unsigned char *bytes;
        size_t size;
        const char *want;
    } cases[] = {
        { shorts, sizeof shorts, "pixel1 pixel2 | -1 256" },
        { bytes, sizeof bytes, "pixel1 | -128 | 127" },
        { ints, sizeof ints, "pixel1 | -2.14748e+09" },
        { floats, sizeof floats, "pixel1 | -1.5" },
        { doubles, sizeof doubles, "pixel1 | 2.5" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        gradus_data *data = NULL;
        assert_int_equal(gradus_read_bytes(&data, GRADUS_IDX, "f", cases[k].bytes, cases[k].size,
                                           NULL, 0, NULL, &err), GRADUS_OK);
        shows(data, cases[k].want);
    }
}

static void idx_mistakes(void **state)
{
    unsigned char huge[] = { 0, 0, 14, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                             255 };
    unsigned char none[] = { 0, 0, 8, 1, 0, 0, 0, 0 };
    unsigned char infinite[] = { 0, 0, 13, 1, 0, 0, 0, 1, 0x7f, 0x80, 0, 0 };
    gradus_data *data = NULL;
    (void)state;
    bytes_fail(GRADUS_IDX, "", 0, "f: not an IDX file: it does not begin with two zero bytes and "
               "a type");
    bytes_fail(GRADUS_IDX, "\1\2\3\4", 4, "f: not an IDX file: it does not begin with two zero "
               "bytes and a type");
    bytes_fail(GRADUS_IDX, "\0\0\7\1\0\0\0\0", 8, "f: not an IDX file: no type 0x07");
    bytes_fail(GRADUS_IDX, "\0\0\10\3\0\0\0\0", 8, "f: the IDX header has 3 sizes, the file 8 "
               "bytes");
    bytes_fail(GRADUS_IDX, images, sizeof images - 1, "f: the IDX header promises 4 bytes of "
               "numbers (2 rows of 2), the file has 3");
    bytes_fail(GRADUS_IDX, "\0\0\10\1\0\0\0\1\5\6", 10, "f: the IDX header promises 1 bytes of "
               "numbers (1 rows of 1), the file has 2");
    bytes_fail(GRADUS_IDX, huge, sizeof huge, "f: the sizes in the IDX header are too large");
    bytes_fail(GRADUS_IDX, none, sizeof none, "f: no rows: the array is 0 by 1");
    bytes_fail(GRADUS_IDX, infinite, sizeof infinite, "f: the number in row 1, column 1 is "
               "infinite");
    gradus_status s = gradus_read_bytes(&data, GRADUS_IDX, "f", images, sizeof images,
                                        "\0\0\10\1\0\0\0\1\5", 9, NULL, &err);
    error_is(s, "f: 2 rows here, but 1 labels in 'labels'");
}

/* ---- npy and npz -------------------------------------------------------------------------- */
static void npy_arrays(void **state)
{
    (void)state;
    file_shows("fuzz/seeds/npy/f8.npy", NULL,
               "x1 x2 | 0 0.333333 | 0.666667 1 | 1.33333 1.66667");
    file_shows("fuzz/seeds/npy/f4big.npy", NULL, "x1 x2 | 0 1 | 2 3 | 4 5");
    file_shows("fuzz/seeds/npy/fortran.npy", NULL, "x1 x2 | 0 1 | 2 3 | 4 5");
    file_shows("fuzz/seeds/npy/one.npy", NULL, "x1 | 0 | 1 | 2 | 3");
    file_shows("fuzz/seeds/npy/bool2.npy", NULL, "x1 | 1 | 0");
    file_shows("fuzz/seeds/npy/i1v3.npy", NULL, "x1 | -1 | 2");
    file_shows("fuzz/seeds/npy/one.npy", "fuzz/seeds/idx/labels", "x1 y | 0 1 | 1 2 | 2 0 | 3 1");
    file_shows("fuzz/seeds/npy/f4big.npy", "fuzz/seeds/npy/fortran.npy",
               "x1 x2 y1 y2 | 0 1 0 1 | 2 3 2 3 | 4 5 4 5");
    file_fails("fuzz/seeds/npy/one.npy", "fuzz/seeds/npy/f8.npy",
               "fuzz/seeds/npy/one.npy: 4 rows here, but 3 labels in 'fuzz/seeds/npy/f8.npy'");
    file_fails("fuzz/seeds/npy/object.npy", NULL, "fuzz/seeds/npy/object.npy: the array's type is "
               "'|O', Python objects / save it as float32, float64 or integers");
    file_fails("fuzz/seeds/npy/struct.npy", NULL, "fuzz/seeds/npy/struct.npy: the array holds "
               "structures; only plain numbers can be read");
}

/* The text of the header in a version 1.0 file with [more] bytes after it. */
static size_t npy(char *out, const char *header, size_t more)
{
    size_t length = strlen(header);
    memcpy(out, "\x93NUMPY\1\0", 8);
    out[8] = (char)length;
    out[9] = 0;
    memcpy(out + 10, header, length);
    memset(out + 10 + length, 0, more);
    return 10 + length + more;
}

static void npy_mistakes(void **state)
{
    static const struct {
        const char *header;
        size_t more;
        const char *want;
    } cases[] = {
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", 15,
          "f: the shape (2, 2) needs 16 bytes, the file has 15" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", 17,
          "f: the shape (2, 2) needs 16 bytes, the file has 17" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2), }", 0,
          "f: no rows: the array is 0 by 2" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0)}", 0,
          "f: no columns: the array is 2 by 0" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': ()}", 4,
          "f: the array is a single number, not a table" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1)}", 4,
          "f: the array has more than 2 dimensions; a table has 1 or 2" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", 0,
          "f: the shape in the .npy header is too large" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}", 0,
          "f: the .npy header has a malformed shape" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", 0,
          "f: the .npy header has a malformed shape" },
        { "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", 8,
          "f: the .npy header has neither True nor False after 'fortran_order'" },
        { "{'descr': '<f8', 'shape': (1,)}", 8,
          "f: the .npy header lacks descr, fortran_order or shape" },
        { "{'descr': '<f8', 'descr': '<f8', 'fortran_order': True, 'shape': (1,)}", 8,
          "f: the .npy header has a key twice, or one that is not known" },
        { "{'descr': '<f8', 'fortran_order': True, 'shape': (1,)} x", 8,
          "f: text follows the dictionary in the .npy header" },
        { "['descr']", 8, "f: the .npy header is not a dictionary" },
        { "{'descr': '<U8', 'fortran_order': True, 'shape': (1,)}", 32,
          "f: the array's type is '<U8', text / save it as float32, float64 or integers" },
        { "{'descr': '<c8', 'fortran_order': True, 'shape': (1,)}", 8,
          "f: the array's type is '<c8', complex numbers / "
          "save it as float32, float64 or integers" },
        { "{'descr': '<f2', 'fortran_order': True, 'shape': (1,)}", 2,
          "f: the array's type is '<f2', which is not known here / "
          "save it as float32, float64 or integers" },
        { "{'descr': '|f8', 'fortran_order': True, 'shape': (1,)}", 8,
          "f: numbers without a byte order" },
    };
    char bytes[256];
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        bytes_fail(GRADUS_NPY, bytes, npy(bytes, cases[k].header, cases[k].more), cases[k].want);
    bytes_fail(GRADUS_NPY, "x", 1, "f: not an .npy file");
    bytes_fail(GRADUS_NPY, "\x93NUMPY\1\0\1", 9,
               "f: an .npy file that is cut short or of a version above 3.0");
    bytes_fail(GRADUS_NPY, "\x93NUMPY\1\0\xff\0{}", 12, "f: the .npy header is cut short");
    bytes_fail(GRADUS_NPY, "\x93NUMPY\4\0\2\0\0\0{}", 14,
               "f: an .npy file that is cut short or of a version above 3.0");
}

static void npz_archives(void **state)
{
    (void)state;
    file_shows("fuzz/seeds/npz/plain.npz", NULL,
               "x1 x2 y | 0 0.333333 0 | 0.666667 1 1 | 1.33333 1.66667 1");
    file_shows("fuzz/seeds/npz/packed.npz", NULL, "x1 x2 y | 0 1 0 | 2 3 1 | 4 5 1");
    file_fails("fuzz/seeds/npz/nox.npz", NULL, "fuzz/seeds/npz/nox.npz: no array 'X' in this .npz "
               "/ it has a; save with numpy.savez(file, X=..., y=...)");
    file_fails("fuzz/seeds/npz/plain.npz", "fuzz/seeds/idx/labels", "fuzz/seeds/npz/plain.npz: "
               "labels of their own do not go with an .npz file / "
               "only images and .npy arrays have their labels in another file");
    bytes_fail(GRADUS_NPZ, "PK", 2, "f: not an .npz file: Not a zip archive");
}

/* One changed byte of the numbers: the archive's checksum tells. */
static void npz_damage(void **state)
{
    static unsigned char bytes[4096];
    FILE *f = fopen("fuzz/seeds/npz/plain.npz", "rb");
    (void)state;
    assert_non_null(f);
    size_t size = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    bytes[170] ^= 1;
    bytes_fail(GRADUS_NPZ, bytes, size, "f: X.npy: damaged or cut short in the zip file");
}

/* ---- gzip --------------------------------------------------------------------------------- */
static void gzip_members(void **state)
{
    (void)state;
    file_shows("fuzz/seeds/gzip/one.gz", NULL, "a b | 1 2 | 3 4");
    file_shows("fuzz/seeds/gzip/two.gz", NULL, "a b | 1 2 | 3 4 | 5 6");
    file_fails("fuzz/seeds/gzip/cut.gz", NULL, "fuzz/seeds/gzip/cut.gz: truncated gzip data");
    file_fails("fuzz/seeds/gzip/tail.gz", NULL,
               "fuzz/seeds/gzip/tail.gz: bytes that are not gzip follow the gzip data");
    bytes_fail(GRADUS_CSV, "\x1f\x8b\1\1\1\1\1\1\1\1\1", 11, "f: damaged gzip data");
}

/* ---- files -------------------------------------------------------------------------------- */
static const char *put(const char *name, const void *bytes, size_t size)
{
    static char path[2][256];
    static int turn;
    char *p = path[turn ^= 1];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    FILE *f = fopen(p, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    fclose(f);
    return p;
}

static const char *put_packed(const char *name, const void *bytes, size_t size)
{
    const char *path = put(name, "", 0);
    gzFile f = gzopen(path, "wb");
    assert_int_equal(gzwrite(f, bytes, (unsigned)size), (int)size);
    gzclose(f);
    return path;
}

static void names_choose_the_reader(void **state)
{
    (void)state;
    const char *x = put_packed("i.idx3-ubyte.gz", images, sizeof images);
    const char *y = put("l-idx1-ubyte", answers, sizeof answers);
    file_shows(x, y, "pixel1 pixel2 label | 1 2 7 | 3 255 9");
    unlink(x);
    unlink(y);
    x = put("t.tsv", "a\tb\n1,5\t2\n", 10);
    gradus_data *data = NULL;
    assert_int_equal(gradus_read(&data, x, NULL, &err), GRADUS_OK);
    shows(data, "a b | 0 2");           /* 1,5 is a word here: the first level */
    unlink(x);
    x = put("plain.gz", "a\n1\n", 4);
    char want[300];
    snprintf(want, sizeof want, "%s: not a gzip file", x);
    file_fails(x, NULL, want);
    unlink(x);
    x = put_packed("packed.csv", "a\n1\n", 4);
    file_shows(x, NULL, "a | 1");
    unlink(x);
}

static void what_is_no_file(void **state)
{
    char want[400], path[300];
    (void)state;
    snprintf(want, sizeof want, "%s: cannot read: it is a directory, not a file", folder);
    file_fails(folder, NULL, want);
    file_fails("/dev/null", NULL, "/dev/null: cannot read: it is a device, not a file");
    snprintf(path, sizeof path, "%s/none.csv", folder);
    snprintf(want, sizeof want, "%s: cannot open: No such file or directory", path);
    file_fails(path, NULL, want);
    snprintf(path, sizeof path, "%s", put("e.csv", "", 0));
    snprintf(want, sizeof want, "%s: the file is empty", path);
    file_fails(path, NULL, want);
    unlink(path);
}

/* Where standard input is closed, the next file to be opened has its number. */
static void a_device_in_the_place_of_standard_input(void **state)
{
    (void)state;
    int kept = dup(STDIN_FILENO);
    assert_true(kept > STDIN_FILENO);
    close(STDIN_FILENO);
    file_fails("/dev/null", NULL, "/dev/null: cannot read: it is a device, not a file");
    dup2(kept, STDIN_FILENO);
    close(kept);
}

/* More bytes through a pipe than its first block has. */
static void a_pipe(void **state)
{
    char path[300];
    gradus_data *data = NULL;
    (void)state;
    snprintf(path, sizeof path, "%s/pipe", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        FILE *f = fopen(path, "w");
        for (int k = 0; f && k < 100000; k++)
            fprintf(f, "%d,%d\n", k, -k);
        _exit(!f || fclose(f));
    }
    assert_true(child > 0);
    assert_int_equal(gradus_read(&data, path, NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_rows(data), 100000);
    assert_true(gradus_data_cell(data, 99999, 1) == -99999);
    gradus_data_free(data);
    unlink(path);
}

static void options_that_do_not_fit(void **state)
{
    gradus_read_options opt;
    gradus_data *data = NULL;
    (void)state;
    gradus_read_defaults(&opt);
    opt.ignore = "1";
    error_is(gradus_read(&data, "fuzz/seeds/npy/f8.npy", &opt, &err), "fuzz/seeds/npy/f8.npy: "
             "categorical and ignored columns do not go with an .npy file");
    file_fails("@xor", "l.npy", "@xor: labels of their own do not go with a table of text / "
               "only images and .npy arrays have their labels in another file");
    assert_int_equal(gradus_read(NULL, "@xor", NULL, &err), GRADUS_ARGUMENT);
    assert_int_equal(gradus_read(&data, NULL, NULL, NULL), GRADUS_ARGUMENT);
}

/* Every allocation fails once: no crash, no leak. */
static void every_allocation_fails_once(void **state)
{
    static const char *const names[][2] = {
        { "fuzz/seeds/gzip/zeros.gz", NULL }, { "fuzz/seeds/npz/packed.npz", NULL },
        { "fuzz/seeds/npy/one.npy", "fuzz/seeds/idx/labels" }, { "@iris", NULL },
    };
    struct counted c = { .left = 0 };
    const gradus_allocator mem = { counted_alloc, counted_release, &c };
    gradus_read_options opt;
    (void)state;
    gradus_read_defaults(&opt);
    opt.mem = &mem;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        gradus_status s = GRADUS_NOMEM;
        opt.labels = names[k][1];
        for (long n = 0; s != GRADUS_OK; n++) {
            gradus_data *data = NULL;
            c.left = n;
            s = gradus_read(&data, names[k][0], &opt, &err);
            assert_true(s == GRADUS_OK || (s == GRADUS_NOMEM && !data));
            gradus_data_free(data);
            assert_int_equal(c.live, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in),
        cmocka_unit_test(iris),
        cmocka_unit_test(idx_images),
        cmocka_unit_test(idx_types),
        cmocka_unit_test(idx_mistakes),
        cmocka_unit_test(npy_arrays),
        cmocka_unit_test(npy_mistakes),
        cmocka_unit_test(npz_archives),
        cmocka_unit_test(npz_damage),
        cmocka_unit_test(gzip_members),
        cmocka_unit_test(names_choose_the_reader),
        cmocka_unit_test(what_is_no_file),
        cmocka_unit_test(a_device_in_the_place_of_standard_input),
        cmocka_unit_test(a_pipe),
        cmocka_unit_test(options_that_do_not_fit),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests_name("files", tests, make_folder, remove_folder);
}
