/* Text for people: what is harmful in it is replaced, what is too long is cut at a whole character
 * and says so, and a word of a shell stays one word.  Errors are such texts.                   */
#include <gradus-io.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

static void shows(const char *text, const char *want)
{
    char out[256];
    assert_ptr_equal(gradus_text_show(text, SIZE_MAX, out, sizeof out), out);
    assert_string_equal(out, want);
}

static void harmless_text_stays(void **state)
{
    (void)state;
    shows("", "");
    shows("plain ~ text", "plain ~ text");
    shows("größe 日本 😀 é\xcc\x81", "größe 日本 😀 é\xcc\x81");
    shows("\xc2\xa0", "\xc2\xa0");                          /* U+00A0, the first after C1 */
    shows("\xe2\x80\x8d", "\xe2\x80\x8d");                  /* U+200D joins parts of an emoji */
    shows("\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf");          /* U+10FFFF */
}

/* U+0000 is the end of a text; all others of C0 and C1, DEL, and the list of the rest. */
static void harmful_characters_become_one_mark(void **state)
{
    (void)state;
    static const char *const three[] = {
        "\xd8\x9c",     "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9",
        "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae",
        "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9",
    };
    char text[16];
    for (unsigned c = 1; c < 0xa0; c++) {
        int harmful = c < 0x20 || c >= 0x7f;
        snprintf(text, sizeof text, c < 0x80 ? "a%cb" : "a\xc2%cb", (int)c);
        if (harmful)
            shows(text, "a?b");
        else
            shows(text, text);
    }
    for (size_t k = 0; k < sizeof three / sizeof *three; k++) {
        snprintf(text, sizeof text, "a%sb", three[k]);
        shows(text, "a?b");
    }
}

static void each_byte_that_is_no_character_becomes_a_mark(void **state)
{
    (void)state;
    shows("a\x9b" "31mb", "a?31mb");                        /* CSI on some terminals */
    shows("\xff\xfe", "??");
    shows("\xc0\xaf", "??");                                /* / in too many bytes */
    shows("\xe0\x80\xaf", "???");
    shows("\xed\xa0\x80", "???");                           /* a surrogate */
    shows("\xf4\x90\x80\x80", "????");                      /* beyond U+10FFFF */
    shows("\xe2\x82", "??");                                /* ends too early */
    shows("\xc3(", "?(");
}

/* For every room: what fits stays whole, else a beginning in whole characters and three dots. */
static void a_cut_is_at_a_whole_character(void **state)
{
    (void)state;
    static const char text[] = "aé日😀bé日😀cé日😀";
    size_t length = strlen(text);
    for (size_t room = 1; room <= length + 2; room++) {
        char *out = malloc(room), again[64];                /* valgrind sees a byte too many */
        gradus_text_show(text, SIZE_MAX, out, room);
        size_t n = strlen(out);
        assert_true(n < room);
        if (room > length)
            assert_string_equal(out, text);
        else if (room > 3) {
            assert_string_equal(out + n - 3, "...");
            assert_true(room - 1 - n < 4);                  /* no more is lost than one character */
            assert_memory_equal(out, text, n - 3);
            assert_true(((unsigned char)text[n - 3] & 0xc0) != 0x80);
        } else {
            assert_int_equal(strspn(out, "."), room - 1);
        }
        strcpy(again, out);
        gradus_text_show(again, SIZE_MAX, again, n + 1);    /* in its own place, and unchanged */
        assert_string_equal(again, out);
        free(out);
    }
}

static void only_so_many_bytes_are_taken(void **state)
{
    (void)state;
    char out[8] = "before";
    assert_string_equal(gradus_text_show("abcdef", 3, out, sizeof out), "abc");
    assert_string_equal(gradus_text_show("ab\0def", 6, out, sizeof out), "ab");
    assert_string_equal(gradus_text_show("a\xc3\xa9", 2, out, sizeof out), "a?");
    strcpy(out, "before");
    gradus_text_show("abc", 3, out, 0);
    assert_string_equal(out, "before");
}

static void quotes(const char *word, const char *want)
{
    char out[256];
    assert_string_equal(gradus_text_quote(word, out, sizeof out), want);
}

static void a_word_of_a_shell_is_quoted_where_it_must(void **state)
{
    (void)state;
    quotes("age", "age");
    quotes("data/x_1.csv:2,3=4@5%6+7-8", "data/x_1.csv:2,3=4@5%6+7-8");
    quotes("", "''");
    quotes("two words", "'two words'");
    quotes("it's", "'it'\\''s'");
    quotes("'", "''\\'''");
    quotes("$(touch x)", "'$(touch x)'");
    quotes("a;b", "'a;b'");
    quotes("*", "'*'");
    quotes("~", "'~'");
    quotes("-x", "'-x'");
    quotes("größe", "'größe'");
    quotes("a\nb\x1b[2J", "'a?b?[2J'");
}

/* Whatever the room, a cut word has its closing quote. */
static void a_cut_word_of_a_shell_is_closed(void **state)
{
    (void)state;
    static const char word[] = "it's é 日 'so'";
    for (size_t room = 3; room < 40; room++) {
        char *out = malloc(room);
        gradus_text_quote(word, out, room);
        int quoted = 0;
        for (const char *s = out; *s; s++) {
            if (*s == '\'')
                quoted = !quoted;
            else if (!quoted) {
                assert_int_equal(*s, '\\');
                assert_int_equal(*++s, '\'');
            }
        }
        assert_false(quoted);
        free(out);
    }
    char out[12];
    assert_string_equal(gradus_text_quote("two words of it", out, sizeof out), "'two wo...'");
}

/* Every sequence of RFC 3629, and none that is too long, a surrogate, too large or cut. */
static void characters_are_those_of_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
    } each[] = {
        { "a", 1 }, { "\x7f", 1 }, { "\x80", 0 }, { "\xbf", 0 }, { "\xc1\xbf", 0 },
        { "\xc2\x80", 2 }, { "\xdf\xbf", 2 }, { "\xc3z", 0 }, { "\xe0\x9f\xbf", 0 },
        { "\xe0\xa0\x80", 3 }, { "\xed\x9f\xbf", 3 }, { "\xed\xa0\x80", 0 },
        { "\xed\xbf\xbf", 0 }, { "\xee\x80\x80", 3 }, { "\xf0\x8f\xbf\xbf", 0 },
        { "\xf0\x90\x80\x80", 4 }, { "\xf4\x8f\xbf\xbf", 4 }, { "\xf4\x90\x80\x80", 0 },
        { "\xf8\x88\x80\x80\x80", 0 }, { "\xff", 0 },
    };
    for (size_t k = 0; k < sizeof each / sizeof *each; k++) {
        const char *s = each[k].bytes;
        assert_int_equal(gradus_text_character(s, SIZE_MAX), each[k].size);
        for (size_t left = 0; left < each[k].size; left++)
            assert_int_equal(gradus_text_character(s, left), 0);
        assert_int_equal(gradus_text_character(s, each[k].size), each[k].size);
    }
    assert_int_equal(gradus_text_character("", 1), 1);
}

static void a_name_in_a_message_is_short(void **state)
{
    (void)state;
    char name[200];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    assert_int_equal(strlen(GRADUS_SHOWN(name)), 63);
    assert_string_equal(GRADUS_SHOWN(name) + 60, "...");
    assert_string_equal(GRADUS_SHOWN("a\nb"), "a?b");
    assert_string_equal(GRADUS_PART("abcd", 3), "abc");
    assert_string_equal(GRADUS_SHOWN(NULL), "");
}

/* A long name does not take the room of what is wrong with it. */
static void a_long_name_leaves_the_reason(void **state)
{
    (void)state;
#define NAME_OF_60 "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
    char name[400];
    gradus_data *data;
    gradus_problem *problem;
    gradus_problem_options opt;
    gradus_error err;
    void *values;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    gradus_problem_defaults(&opt);
    opt.target = name;
    assert_int_equal(gradus_data_new(&data, 2, NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_add(data, "x", 1, GRADUS_F64, &values, &err), GRADUS_OK);
    ((double *)values)[1] = 1;
    assert_int_equal(gradus_data_add(data, name, 1, GRADUS_F64, &values, &err), GRADUS_OK);
    ((double *)values)[1] = 1e39;
    for (int k = 0; k < 2; k++)
        assert_int_equal(gradus_data_keep(data, 1, "a", 1, &err), GRADUS_OK);
    assert_int_equal(gradus_data_keep(data, 1, "a", 1, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "column '" NAME_OF_60 "...' has a text for each of its rows");
    opt.task = GRADUS_REGRESSION;
    opt.scale = "none";
    opt.type = GRADUS_F32;
    assert_int_equal(gradus_problem_new(&problem, data, &opt, &err), GRADUS_DATA);
    assert_string_equal(err.text,
                        "column '" NAME_OF_60 "...': the number is too large for float32");
    gradus_data_free(data);
}

/* A name of all lengths: the error's text and file are valid and say that they are cut. */
static void errors_are_cut_at_a_whole_character(void **state)
{
    (void)state;
    gradus_data *data;
    gradus_error err;
    char name[700], again[256];
    assert_int_equal(gradus_data_new(&data, 1, NULL, &err), GRADUS_OK);
    for (size_t n = 100; n < 160; n++) {
        size_t column;
        memset(name, 0, sizeof name);
        for (size_t k = 0; k < n; k++)
            memcpy(name + 2 * k, "é", 2);
        name[2 * n] = n % 2 ? 'x' : 0;
        memmove(name + n % 3, name, 2 * n + 1);
        memset(name, 'y', n % 3);
        assert_int_equal(gradus_data_find(data, name, &column, &err), GRADUS_UNKNOWN);
        assert_string_equal(gradus_text_show(err.text, SIZE_MAX, again, 256), err.text);
        if (strlen("the data has no column ''") + strlen(name) > 255)
            assert_non_null(strstr(err.text, "..."));
        else
            assert_null(strstr(err.text, "..."));
        gradus_model *model;
        assert_int_equal(gradus_model_load(&model, name, NULL, &err), GRADUS_IO);
        assert_string_equal(gradus_text_show(err.file, SIZE_MAX, again, 256), err.file);
        if (strlen(name) > 255)
            assert_string_equal(err.file + strlen(err.file) - 3, "...");
        else
            assert_string_equal(err.file, name);
    }
    gradus_data_free(data);
}

static void errors_show_no_harmful_text(void **state)
{
    (void)state;
    static const char bad[] = "a\x1b[31m\x07\xc2\x9b\xe2\x80\xae\xe2\x80\xa8\n\x9b" "b";
    static const char shown[] = "a?[31m??????b";
    char want[256];
    gradus_data *data;
    gradus_model *model;
    gradus_error err;
    size_t column;
    assert_int_equal(gradus_data_new(&data, 1, NULL, &err), GRADUS_OK);
    assert_int_equal(gradus_data_find(data, bad, &column, &err), GRADUS_UNKNOWN);
    snprintf(want, sizeof want, "the data has no column '%s'", shown);
    assert_string_equal(err.text, want);
    gradus_data_free(data);
    assert_int_equal(gradus_model_load(&model, bad, NULL, &err), GRADUS_IO);
    assert_string_equal(err.file, shown);
    assert_int_equal(gradus_read(&data, bad, NULL, &err), GRADUS_IO);
    assert_string_equal(err.file, shown);
}

static gradus_status read_table(gradus_data **data, const char *text, gradus_error *err)
{
    gradus_read_options opt;
    gradus_read_defaults(&opt);
    return gradus_read_bytes(data, GRADUS_CSV, "t.csv", text, strlen(text), NULL, 0, &opt, err);
}

static void csv_hint(const char *name, const char *want)
{
    gradus_data *data;
    gradus_error err;
    char text[512];
    snprintf(text, sizeof text, "\"%s\",y\n1,2\n3,4\n5,6\nx\xc3\xa9,7\n", name);
    assert_int_equal(read_table(&data, text, &err), GRADUS_SYNTAX);
    assert_string_equal(err.hint, want);
}

/* The hint of a table is to be pasted behind the command. */
static void the_hint_of_a_table_is_for_a_shell(void **state)
{
    (void)state;
    csv_hint("age", "--categorical age or --ignore age");
    csv_hint("two words", "--categorical 'two words' or --ignore 'two words'");
    csv_hint("it's", "--categorical 'it'\\''s' or --ignore 'it'\\''s'");
    csv_hint("-x", "--categorical '-x' or --ignore '-x'");
    csv_hint("a,b", "--categorical 1 or --ignore 1");
    csv_hint("a\xc2\x9b", "--categorical 1 or --ignore 1");
    /* Quotes make it longer than what can be shown of a word. */
    csv_hint("a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a'a",
             "--categorical 1 or --ignore 1");
}

static void a_long_cell_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    gradus_data *data;
    gradus_error err;
    static const char text[] = "a,y\n1,2\n3,4\n5,6\n日日日日日日日日日日日日日日日日日日日日,7\n";
    assert_int_equal(read_table(&data, text, &err), GRADUS_SYNTAX);
    assert_string_equal(err.text, "column 'a': '日日日日日日日日日日日日日...' is not a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(harmless_text_stays),
        cmocka_unit_test(harmful_characters_become_one_mark),
        cmocka_unit_test(each_byte_that_is_no_character_becomes_a_mark),
        cmocka_unit_test(a_cut_is_at_a_whole_character),
        cmocka_unit_test(only_so_many_bytes_are_taken),
        cmocka_unit_test(a_word_of_a_shell_is_quoted_where_it_must),
        cmocka_unit_test(a_cut_word_of_a_shell_is_closed),
        cmocka_unit_test(characters_are_those_of_utf8),
        cmocka_unit_test(a_name_in_a_message_is_short),
        cmocka_unit_test(a_long_name_leaves_the_reason),
        cmocka_unit_test(errors_are_cut_at_a_whole_character),
        cmocka_unit_test(errors_show_no_harmful_text),
        cmocka_unit_test(the_hint_of_a_table_is_for_a_shell),
        cmocka_unit_test(a_long_cell_is_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
