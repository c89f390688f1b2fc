/* CSV: what is read, and for each mistake in a file its line, its column and its words. */
#include "counted.h"

#include <gradus-io.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static gradus_error err;
static gradus_read_options opt;

static int defaults(void **state)
{
    (void)state;
    gradus_read_defaults(&opt);
    return 0;
}

static gradus_data *read_text(const char *text)
{
    gradus_data *data = NULL;
    if (gradus_read_bytes(&data, GRADUS_CSV, "t.csv", text, strlen(text), NULL, 0, &opt, &err))
        fail_msg("%zu:%zu: %s", err.line, err.column, err.text);
    return data;
}

/* The table as one line: names, then rows; numbers as short as they go, levels in brackets. */
static void becomes(const char *text, const char *want)
{
    static char got[4096];
    char number[32];
    gradus_data *data = read_text(text);
    size_t n = 0, columns = gradus_data_columns(data);
    for (size_t j = 0; j < columns; j++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s", j ? " " : "",
                              gradus_data_name(data, j));
    for (size_t i = 0; i < gradus_data_rows(data); i++) {
        n += (size_t)snprintf(got + n, sizeof got - n, " |");
        for (size_t j = 0; j < columns; j++) {
            double cell = gradus_data_cell(data, i, j);
            int word = gradus_data_type(data, j) == GRADUS_CATEGORY;
            gradus_number_text(cell, 0, number);
            if (word && !isnan(cell))
                n += (size_t)snprintf(got + n, sizeof got - n, " [%s]",
                                      gradus_data_level(data, j, (size_t)cell));
            else
                n += (size_t)snprintf(got + n, sizeof got - n, " %s", word ? "[]" : number);
        }
    }
    gradus_data_free(data);
    assert_string_equal(got, want);
}

static void fails_with(gradus_format format, const char *text, size_t size, const char *want)
{
    char got[600];
    gradus_data *data = NULL;
    gradus_status s = gradus_read_bytes(&data, format, "t.csv", text, size, NULL, 0, &opt, &err);
    snprintf(got, sizeof got, "%zu:%zu: %s%s%s", err.line, err.column, err.text,
             err.hint[0] ? " / " : "", err.hint);
    assert_true(s != GRADUS_OK && s == err.code && data == NULL);
    assert_string_equal(got, want);
}

static void fails(const char *text, const char *want)
{
    fails_with(GRADUS_CSV, text, strlen(text), want);
    assert_string_equal(err.file, "t.csv");
}

/* ---- what is read ------------------------------------------------------------------------- */
static void numbers(void **state)
{
    (void)state;
    becomes("a,b\n1,2\n-3.5,.25\n", "a b | 1 2 | -3.5 0.25");
    becomes("a,b\n1e3,+2\n 5 ,\t6\n", "a b | 1000 2 | 5 6");
    becomes("a\n0.1\n123456789012345678901\n1e-320\n", "a | 0.1 | 1.2345678901234568e+20 | 1e-320");
    becomes("a\n\"1\"\n\"-2.5\"\n", "a | 1 | -2.5");
    becomes("a,b\n-0,1.\n0,2", "a b | -0 1 | 0 2");
}

/* Long rows, so that the short way for numbers is taken: it must agree with the long one. */
static void the_short_way_for_numbers(void **state)
{
    static const char *const texts[] = {
        "0", "7", "12345678", "123456789", "1234567890123456", "12345678901234567", "0.5",
        "1.25", "-1.25", "-0.0", "0.12345678", "0.123456789", "0.123456789012345",
        "0.1234567890123456", "0.12345678901234567", "9007199254740991", "9007199254740992",
        "9007199254740993", "90071992547409.93", "00000000001", "5.", ".5", "-.5", "1e5",
        "12345678.12345678", "1234567.12345678901",
    };
    enum { COUNT = sizeof texts / sizeof *texts };
    (void)state;
    for (int end = 0; end < 2; end++)
        for (size_t k = 0; k < COUNT; k++) {
            char text[400];
            double want = strtod(texts[k], NULL);
            snprintf(text, sizeof text, "a,b%s1,%s%s%s,2%s%0100d,2%s", end ? "\r\n" : "\n",
                     texts[k], end ? "\r\n" : "\n", texts[k], end ? "\r\n" : "\n", 0,
                     end ? "\r\n" : "\n");
            gradus_data *data = read_text(text);
            double first = gradus_data_cell(data, 0, 1), second = gradus_data_cell(data, 1, 0);
            gradus_data_free(data);
            if (memcmp(&first, &want, sizeof want) || memcmp(&second, &want, sizeof want))
                fail_msg("'%s' became %.17g and %.17g", texts[k], first, second);
        }
}

static void missing_cells(void **state)
{
    (void)state;
    becomes("a,b\n1,x\n,\nNA,?\nNaN,NA\n2,y\n",
            "a b | 1 [x] | nan [] | nan [] | nan [] | 2 [y]");
    becomes("a,b\n1,2\nNA , ?\n", "a b | 1 2 | nan nan");
    opt.missing = "-999,none";
    becomes("a,b\n-999,1\n-999.0,none\n3,\n", "a b | nan 1 | nan nan | 3 nan");
}

static void words_and_their_order(void **state)
{
    (void)state;
    gradus_data *data = read_text("k\nb\na\nB\nc\na\n");
    const char *want[] = { "B", "a", "b", "c" };
    assert_int_equal(gradus_data_level_count(data, 0), 4);
    for (size_t k = 0; k < 4; k++)
        assert_string_equal(gradus_data_level(data, 0, k), want[k]);
    gradus_data_free(data);
    opt.categorical = "k";
    data = read_text("k\n10\n9\n1e1\n-1\n");
    const char *sorted[] = { "-1", "9", "10", "1e1" };
    for (size_t k = 0; k < 4; k++)
        assert_string_equal(gradus_data_level(data, 0, k), sorted[k]);
    gradus_data_free(data);
}

static void quotes(void **state)
{
    (void)state;
    becomes("a,b\n\"x,1\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",3\n\"\",4\n",
            "a b | [x,1] 1 | [say \"hi\"] 2 | [two\nlines] 3 | [] 4");
    becomes("\"a,b\",\"c \"\"d\"\"\"\n1,2\n", "a,b c \"d\" | 1 2");
    becomes("a,b\nit's 5\" long,1\nx\"y,2\n", "a b | [it's 5\" long] 1 | [x\"y] 2");
}

static void line_ends(void **state)
{
    (void)state;
    becomes("a,b\r\n1,2\r\n3,4\r\n", "a b | 1 2 | 3 4");
    becomes("a,b\r\n1,x\r\n3,y", "a b | 1 [x] | 3 [y]");
    becomes("a,b\r\n1,x\r", "a b | 1 [x]");
    becomes("a,b\r1,2\r3,4", "a b | 1 2 | 3 4");
    becomes("\xef\xbb\xbf" "a,b\n1,2\n", "a b | 1 2");
    becomes("a,b\n1,2\n\n\r\n\n", "a b | 1 2");
    becomes("a\n1\n\n2\n\n", "a | 1 | nan | 2 | nan");
    becomes("a,b\n1,\n,2\n,", "a b | 1 nan | nan 2 | nan nan");
}

static void delimiters(void **state)
{
    (void)state;
    becomes("a;b\n1;2\n", "a b | 1 2");
    becomes("a\tb\n1\t2\n", "a b | 1 2");
    becomes("a;b\n1,5;2\n3;-0,25\n", "a b | 1.5 2 | 3 -0.25");
    becomes("1,5;2,5\n3,5;4,5\n", "c1 c2 | 1.5 2.5 | 3.5 4.5");
    becomes("\"a;b\",c\n\"d;e\",1\n", "a;b c | [d;e] 1");
    becomes("a;b\n1.5;2\n3;0.25\n", "a b | 1.5 2 | 3 0.25");
    becomes("a,b\n\"x;y\",1\n\"z;w\",2\n", "a b | [x;y] 1 | [z;w] 2");
    becomes("a;b\n1.5;x,y\n2.5;z,w\n", "a b | 1.5 [x,y] | 2.5 [z,w]");
    opt.delimiter = '|';
    becomes("a|b\n1|2\n", "a b | 1 2");
    opt.delimiter = 0;
    opt.decimal = ',';
    becomes("a;b\n1;2\n3;4,5\n", "a b | 1 2 | 3 4.5");
    becomes("a\n1,5\n2\n", "a | 1.5 | 2");
    fails("a;b\n1,5;2\n1.5;3\n", "3:1: column 'a': '1.5' is not a number / "
                                  "--categorical a or --ignore a");
}

static void headers(void **state)
{
    (void)state;
    becomes("1,2\n3,4\n", "c1 c2 | 1 2 | 3 4");
    becomes("a,b\nx,y\nz,x\n", "a b | [x] [y] | [z] [x]");
    becomes("x,y\nx,z\nw,y\n", "c1 c2 | [x] [y] | [x] [z] | [w] [y]");
}

static void header_names(void **state)
{
    (void)state;
    becomes("5\"\" long,b\n1,2\n", "5\"\" long b | 1 2");
    becomes("a,,b\n1,2,3\n", "a c2 b | 1 2 3");
    becomes("a, b ,\" c \"\n1,2,3\n", "a b  c  | 1 2 3");
    becomes("\"a\nb\",c\n1,2\n", "a b c | 1 2");
    opt.header = 0;
    becomes("a,b\nx,y\n", "c1 c2 | [a] [b] | [x] [y]");
    opt.header = 1;
    becomes("2019,2020\n1,2\n", "2019 2020 | 1 2");
}

/* ---- kinds of columns --------------------------------------------------------------------- */
static void half_numbers_is_a_mistake(void **state)
{
    (void)state;
    fails("a,b\n1,2\n3,4\n5,x\n", "4:2: column 'b': 'x' is not a number / "
                                  "--categorical b or --ignore b");
    fails("a\n1\nx\n", "3:1: column 'a': 'x' is not a number / --categorical a or --ignore a");
    fails("a\n1\n\"two\nlines\"\n2\nx\n", "3:1: column 'a': 'two?lines' is not a number / "
                                          "--categorical a or --ignore a");
    fails("a\n1\ninf\n0x10\n2\n", "3:1: column 'a': 'inf' is not a number / "
                                  "--categorical a or --ignore a");
    becomes("a\n1\nx\ny\n", "a | [1] | [x] | [y]");
    becomes("a,b\n1,1\nx,1\ny,1\n,1\nNA,1\n", "a b | [1] 1 | [x] 1 | [y] 1 | [] 1 | [] 1");
    opt.categorical = "a";
    becomes("a\n1\n2\nx\n", "a | [1] | [2] | [x]");
    becomes("a\n1\n2\n3\n", "a | [1] | [2] | [3]");
}

static void many_levels(void **state)
{
    char text[4096], name[16];
    size_t n = (size_t)sprintf(text, "a\n");
    (void)state;
    for (int k = 0; k < 400; k++)
        n += (size_t)sprintf(text + n, "w%02d\n", k * 7 % 90);
    gradus_data *data = read_text(text);
    assert_int_equal(gradus_data_level_count(data, 0), 90);
    for (size_t k = 0; k < 400; k++) {
        sprintf(name, "w%02d", (int)k * 7 % 90);
        assert_string_equal(gradus_data_level(data, 0, (size_t)gradus_data_cell(data, k, 0)), name);
    }
    gradus_data_free(data);
}

/* Words that come up after the rows that are looked at first: the table is read again. */
static void a_late_word(void **state)
{
    (void)state;
    size_t rows = 3000, size = rows * 8 + 16;
    char *text = malloc(size);
    size_t n = (size_t)sprintf(text, "a,b\n");
    for (size_t k = 0; k < rows; k++)
        n += (size_t)sprintf(text + n, k < 1200 ? ",%zu\n" : "w%zu,1\n", k % 10);
    gradus_data *data = read_text(text);
    assert_int_equal(gradus_data_rows(data), rows);
    assert_int_equal(gradus_data_type(data, 0), GRADUS_CATEGORY);
    assert_int_equal(gradus_data_level_count(data, 0), 10);
    assert_true(isnan(gradus_data_cell(data, 1199, 0)));
    assert_true(gradus_data_cell(data, 1205, 0) == 5);
    assert_int_equal(gradus_data_type(data, 1), GRADUS_F64);
    assert_true(gradus_data_cell(data, 1199, 1) == 9);
    gradus_data_free(data);
    strcpy(text + n, "w,x\n");
    fails(text, "3002:2: column 'b': 'x' is not a number / --categorical b or --ignore b");
    free(text);
}

static void chosen_columns(void **state)
{
    (void)state;
    opt.ignore = "b";
    becomes("a,b,c\n1,2,3\n4,x,6\n", "a c | 1 3 | 4 6");
    opt.ignore = "2,c";
    becomes("a,b,c\n1,2,3\n4,x,6\n", "a | 1 | 4");
    opt.ignore = "1,2,3";
    fails("a,b,c\n1,2,3\n4,x,6\n", "0:0: every column is ignored");
    opt.ignore = "colour";
    fails("color,b\n1,2\n", "0:0: the data has no column 'colour' / did you mean 'color'?");
    opt.ignore = "3";
    fails("a,b\n1,2\n", "0:0: the data has no column '3'");
    opt.ignore = NULL;
    opt.categorical = "2";
    becomes("5,2\n6,1\n", "c1 c2 | 5 [2] | 6 [1]");
}

static void what_a_model_expects(void **state)
{
    static const char *const levels[] = { "1", "2" };
    const gradus_column input[] = { { .name = "n" },
                                    { .name = "w", .levels = 2, .level = levels } };
    const gradus_column target = { .name = "t" };
    gradus_schema schema = { GRADUS_CLASSIFICATION, 2, input, 1, &target, 0, NULL };
    (void)state;
    opt.expect = &schema;
    becomes("w,x,t,n\n1,a,0,5\n2,1,1,6\n", "w x t n | [1] [a] [0] 5 | [2] [1] [1] 6");
    fails("w,x,t,n\n1,a,0,5\n2,1,1,low\n", "3:4: column 'n': 'low' is not a number / "
                                           "the model was trained with numbers in this column");
    schema.task = GRADUS_REGRESSION;
    becomes("w,t,n\n1,3,5\n2,?,6\n", "w t n | [1] 3 5 | [2] nan 6");
    becomes("w,t,n\n1,3,5\n2,x,6\n", "w t n | [1] [3] 5 | [2] [x] 6");
    becomes("n,w\nNA,x\n", "n w | nan [x]");
    const gradus_column years[] = { { .name = "2019" }, { .name = "2020" } };
    schema.input = years;
    becomes("2020,2019\n1,2\n", "2020 2019 | 1 2");
    becomes("2020,2018\n1,2\n", "c1 c2 | 2020 2018 | 1 2");
}

/* The texts kept of column [column], each between bars; "-" where there is none. */
static void keeps(const char *text, size_t column, const char *want)
{
    char got[600];
    gradus_data *data = read_text(text);
    size_t n = 0, length;
    for (size_t i = 0; i < gradus_data_rows(data); i++) {
        const char *kept = gradus_data_text(data, i, column, &length);
        n += (size_t)snprintf(got + n, sizeof got - n, "|%s", kept ? kept : "-");
        assert_true(!kept || strlen(kept) == length);
    }
    assert_null(gradus_data_text(data, gradus_data_rows(data), column, NULL));
    gradus_data_free(data);
    assert_string_equal(got, want);
}

static void kept_texts(void **state)
{
    const char *text = "id,\"w\",n\n0071,  x ,1.10\n9007199254740993,\"a \"\"b\"\"\", +5 \n"
                       "\"1\",\"\",NA\n,?,\t-0\n";
    (void)state;
    keeps(text, 0, "|-|-|-|-");
    opt.keep = "id,3";
    keeps(text, 0, "|0071|9007199254740993|1|");
    keeps(text, 1, "|-|-|-|-");
    keeps(text, 2, "|1.10| +5 |NA|\t-0");
    opt.keep = "all";
    keeps(text, 1, "|  x |a \"b\"||?");
    becomes(text, "id w n | 71 [  x ] 1.1 | 9007199254740992 [a \"b\"] 5 | 1 [] nan | nan [] -0");
    keeps("a\r\n1.0\r\n\"2\r\n0\"\r\n3\r\nx\r\ny", 0, "|1.0|2\r\n0|3|x|y");
    opt.ignore = "1";
    keeps("a,b,c\n1,02,3\n4,05,6\n", 0, "|02|05");
    opt.keep = "a,c";
    keeps("a,b,c\n1,02,3\n4,05,06\n", 1, "|3|06");
    keeps("a,b,c\n1,02,3\n4,05,06\n", 0, "|-|-");
    opt.keep = "d";
    fails("a,b,c\n1,2,3\n", "0:0: the data has no column 'd'");
    defaults(NULL);
    opt.keep = "b";
    keeps("a;b\n1;1,50\n2;-,5\n", 1, "|1,50|-,5");
    opt.decimal = ',';
    opt.missing = "-9,0";
    keeps("a;b\n1;1,50\n2;-9,0\n", 1, "|1,50|-9,0");
}

/* A word behind the rows that are looked at first: the table is made anew, its texts too. */
static void kept_texts_of_a_late_word(void **state)
{
    enum { ROWS = 3000 };
    static char text[16 * ROWS];
    char want[16];
    size_t n = (size_t)snprintf(text, sizeof text, "a,b\n");
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s,%04zu\n", i + 1 < ROWS ? "01.0" : "x",
                              i);
    opt.keep = "all";
    opt.categorical = "b";
    gradus_column input = { .name = "b" };
    const gradus_schema schema = { GRADUS_REGRESSION, 1, &input, 0, NULL, 0, NULL };
    opt.expect = &schema;
    gradus_data *data = read_text(text);
    assert_int_equal(gradus_data_type(data, 0), GRADUS_CATEGORY);
    for (size_t i = 0; i < ROWS; i++) {
        snprintf(want, sizeof want, "%04zu", i);
        assert_string_equal(gradus_data_text(data, i, 1, NULL), want);
        assert_string_equal(gradus_data_text(data, i, 0, NULL), i + 1 < ROWS ? "01.0" : "x");
        gradus_error place = { .line = 0 };
        gradus_data_place(data, i, &place);
        assert_int_equal(place.line, i + 2);
    }
    gradus_data_free(data);
}

/* ---- what is refused ---------------------------------------------------------------------- */
static void malformed(void **state)
{
    (void)state;
    fails("", "0:0: the file is empty");
    fails("\xef\xbb\xbf", "0:0: the file is empty");
    fails("\n\r\n", "0:0: no rows: the file has only empty lines");
    fails("a,b\n", "0:0: no rows below the header");
    fails("a,b\n1,2\n3\n", "3:0: expected 2 cells in this row, found 1");
    fails("a,b\n\"x\ny\",2\n3,4,5,6\n",
          "4:0: expected 2 cells in this row, found 4 / "
          "a text that has the delimiter in it needs quotes around it");
    fails("a,b\n1,2\n\n3,4\n", "3:0: expected 2 cells in this row, found 1");
    fails("a,b\n1,2\n3,\"4\n5,6\n", "3:2: a quote is opened here and never closed");
    fails("\"a,b\n1,2\n", "1:1: a quote is opened here and never closed");
    fails("a,b\n1,\"x\"y\n", "2:2: text follows the closing quote of this cell");
    fails("a,b,a\n1,2,3\n", "1:3: columns 1 and 3 are both called 'a'");
    fails(",c1\n1,2\n", "1:2: columns 1 and 2 are both called 'c1'");
    fails("\xff\xfe" "a", "0:0: UTF-16 text / save the file as UTF-8");
    fails("a,b\nx,1\n\xe9,2\n", "3:1: this is not UTF-8 text / save the file as UTF-8");
    fails("a,\xe9\n1,2\n", "1:2: the name of this column is not UTF-8 text / "
                          "save the file as UTF-8");
    fails_with(GRADUS_CSV, "a\n1\n\0", 5, "3:0: a NUL byte: this is not text / tables are .csv, "
               ".tsv, .npy, .npz or idx files, by their names");
}

static void wrong_options(void **state)
{
    (void)state;
    opt.delimiter = '"';
    fails_with(GRADUS_CSV, "a\n1\n", 4, "0:0: the decimal sign is '.' or ',', and the delimiter "
               "no quote, line end or part of a number");
    opt.delimiter = ',';
    opt.decimal = ',';
    fails_with(GRADUS_CSV, "a\n1\n", 4, "0:0: the delimiter and the decimal sign are both ','");
    opt.delimiter = 0;
    opt.decimal = 'x';
    fails_with(GRADUS_CSV, "a\n1\n", 4, "0:0: the decimal sign is '.' or ',', and the delimiter "
               "no quote, line end or part of a number");
    defaults(NULL);
    gradus_data *data = NULL;
    assert_int_equal(gradus_read_bytes(&data, GRADUS_CSV, "t", "a\n1\n", 4, "1", 1, &opt, &err),
                     GRADUS_ARGUMENT);
    assert_int_equal(gradus_read_bytes(NULL, GRADUS_CSV, "t", "a", 1, NULL, 0, &opt, &err),
                     GRADUS_ARGUMENT);
    assert_int_equal(gradus_read_bytes(&data, (gradus_format)9, "t", "a", 1, NULL, 0, NULL, NULL),
                     GRADUS_ARGUMENT);
}

static void too_many_columns(void **state)
{
    enum { MOST = 65536 };
    (void)state;
    char *text = malloc(2 * MOST + 4);
    for (size_t k = 0; k <= MOST; k++)
        memcpy(text + 2 * k, "1,", 2);
    text[2 * MOST + 1] = '\n';
    fails_with(GRADUS_CSV, text, 2 * MOST + 2, "1:0: more than 65536 columns");
    text[2 * MOST - 1] = '\n';
    gradus_data *data = NULL;
    assert_int_equal(gradus_read_bytes(&data, GRADUS_CSV, "t", text, 2 * MOST, NULL, 0, &opt,
                                       &err), GRADUS_OK);
    assert_int_equal(gradus_data_columns(data), MOST);
    gradus_data_free(data);
    free(text);
}

/* ---- memory ------------------------------------------------------------------------------- */
/* Every allocation fails once: no crash, no leak, and the table does not depend on it. */
static void every_allocation_fails_once(void **state)
{
    const char *text = "a,\"b \"\"q\"\"\",c\n1,x,5\n,\"y \"\"z\"\"\",6\n3,x,\n";
    struct counted c = { .left = 0 };
    const gradus_allocator mem = { counted_alloc, counted_release, &c };
    gradus_status s = GRADUS_NOMEM;
    long n = 0;
    (void)state;
    opt.mem = &mem;
    opt.keep = "all";
    for (; s != GRADUS_OK; n++) {
        gradus_data *data = NULL;
        c.left = n;
        s = gradus_read_bytes(&data, GRADUS_CSV, "t", text, strlen(text), NULL, 0, &opt, &err);
        assert_true(s == GRADUS_OK || (s == GRADUS_NOMEM && !data));
        if (data)
            assert_string_equal(gradus_data_level(data, 1, 1), "y \"z\"");
        if (data)
            assert_string_equal(gradus_data_text(data, 1, 1, NULL), "y \"z\"");
        gradus_data_free(data);
        assert_int_equal(c.live, 0);
    }
    assert_true(n > 20);
}

static void *modest_alloc(void *user, size_t bytes)
{
    (void)user;
    return bytes > 1 << 19 ? NULL : malloc(bytes);
}

static void modest_release(void *user, void *block)
{
    (void)user;
    free(block);
}

/* A wide row and many line ends cannot ask for more than a few times the size of the text. */
static void memory_is_bounded_by_the_text(void **state)
{
    enum { COLUMNS = 20, LINES = 100000 };
    const gradus_allocator mem = { modest_alloc, modest_release, NULL };
    char *text = malloc(2 * COLUMNS + LINES + 1);
    (void)state;
    for (size_t k = 0; k < COLUMNS; k++)
        memcpy(text + 2 * k, "1,", 2);
    memset(text + 2 * COLUMNS - 1, '\n', LINES);
    text[2 * COLUMNS - 1 + LINES] = '\0';
    opt.mem = &mem;
    gradus_data *data = read_text(text);
    assert_int_equal(gradus_data_rows(data), 1);
    gradus_data_free(data);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(numbers, defaults),
        cmocka_unit_test_setup(the_short_way_for_numbers, defaults),
        cmocka_unit_test_setup(missing_cells, defaults),
        cmocka_unit_test_setup(words_and_their_order, defaults),
        cmocka_unit_test_setup(quotes, defaults),
        cmocka_unit_test_setup(line_ends, defaults),
        cmocka_unit_test_setup(delimiters, defaults),
        cmocka_unit_test_setup(headers, defaults),
        cmocka_unit_test_setup(header_names, defaults),
        cmocka_unit_test_setup(half_numbers_is_a_mistake, defaults),
        cmocka_unit_test_setup(many_levels, defaults),
        cmocka_unit_test_setup(a_late_word, defaults),
        cmocka_unit_test_setup(chosen_columns, defaults),
        cmocka_unit_test_setup(what_a_model_expects, defaults),
        cmocka_unit_test_setup(kept_texts, defaults),
        cmocka_unit_test_setup(kept_texts_of_a_late_word, defaults),
        cmocka_unit_test_setup(malformed, defaults),
        cmocka_unit_test_setup(wrong_options, defaults),
        cmocka_unit_test_setup(too_many_columns, defaults),
        cmocka_unit_test_setup(memory_is_bounded_by_the_text, defaults),
        cmocka_unit_test_setup(every_allocation_fails_once, defaults),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
