/* Names on a page: a ` in one, as text, Markdown and HTML have it, and blocks that hold ```. */
#define _POSIX_C_SOURCE 200809L                     /* dup2 */
#include "writer.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void writes(const struct writer *w, const char *name, const char *want)
{
    struct text out = { 0 }, made = { 0 };
    struct page p = { .out = &out, .writer = w };
    page_name(&made, name);
    page_paragraph(&p, "a `%s` b `c`", made.size ? made.bytes : "");
    assert_string_equal(out.bytes, want);
    text_free(&made);
    text_free(&out);
}

/* CommonMark: as many ` on both sides, of which there are not as many inside; of a blank on both
 * sides one is taken away.                                                                     */
static void a_name_is_a_code_span_of_markdown(void **state)
{
    (void)state;
    writes(&markdown_writer, "plain", "\na `plain` b `c`\n");
    writes(&markdown_writer, "*x* <b> [y](z)", "\na `*x* <b> [y](z)` b `c`\n");
    writes(&markdown_writer, "x`y", "\na ``x`y`` b `c`\n");
    writes(&markdown_writer, "x``y`z", "\na ```x``y`z``` b `c`\n");
    writes(&markdown_writer, "`x", "\na `` `x `` b `c`\n");
    writes(&markdown_writer, "x`", "\na `` x` `` b `c`\n");
    writes(&markdown_writer, "```", "\na ```` ``` ```` b `c`\n");
    writes(&markdown_writer, " x ", "\na `  x  ` b `c`\n");
    writes(&markdown_writer, " x", "\na ` x` b `c`\n");
    writes(&markdown_writer, "x\ny\x01\x1b", "\na `x?y??` b `c`\n");
}

static void a_name_is_itself_in_text_and_html(void **state)
{
    (void)state;
    writes(&text_writer, "x``y`", "a x``y` b c\n");
    writes(&text_writer, "x\ny\x01", "a x?y? b c\n");
    writes(&html_writer, "`x<", "<p>a <code>`x&lt;</code> b <code>c</code></p>\n");
}

static void headings_and_points_have_spans(void **state)
{
    (void)state;
    struct text out = { 0 }, made = { 0 };
    struct page p = { .out = &out, .writer = &markdown_writer };
    page_name(&made, "x`y");
    page_heading(&p, 2, "of `%s`", made.bytes);
    page_point(&p, "`%s`, and ` alone", made.bytes);
    assert_string_equal(out.bytes, "\n## of ``x`y``\n- ``x`y``, and ` alone`\n");
    text_free(&made);
    text_free(&out);
}

static void a_block_has_a_longer_fence(void **state)
{
    (void)state;
    struct text out = { 0 };
    struct page p = { .out = &out, .writer = &markdown_writer };
    p.writer->code(&p, "x `y` z");
    p.writer->code(&p, "x\n```\ny ````");
    assert_string_equal(out.bytes, "\n```\nx `y` z\n```\n\n`````\nx\n```\ny ````\n`````\n");
    text_free(&out);
}

static void a_cell_is_no_markup(void **state)
{
    (void)state;
    struct text out = { 0 };
    struct page p = { .out = &out, .writer = &markdown_writer };
    struct table t;
    table_start(&t, 2, 1, 0);
    table_cell(&t, "a|b");
    table_cell(&t, "`c");
    table_cell(&t, "<i>");
    table_cell(&t, "d\\\n");
    p.writer->table(&p, &t);
    assert_string_equal(out.bytes, "\n| a\\|b | \\`c |\n|---|---:|\n| \\<i> | d\\\\? |\n");
    text_free(&out);
}

/* A table's columns are as wide as what is shown, not as what was given. */
static void a_table_is_as_wide_as_what_it_shows(void **state)
{
    (void)state;
    struct text out = { 0 };
    struct table t;
    table_start(&t, 2, 1, 0);
    table_cell(&t, "é\x9b\xe2\x80\xae");
    table_count(&t, 1);
    table_cell(&t, "abcd");
    table_count(&t, 20);
    table_end(&t, &out);
    assert_string_equal(out.bytes, "é??    1\nabcd  20\n");
    text_free(&out);
}

/* What is printed keeps its lines, and nothing else that is harmful. */
static void the_last_filter_keeps_lines(void **state)
{
    (void)state;
    struct text t = { 0 };
    text_add(&t, "one\n\n\ttwo\x1b[m\xc2\x9b\xe2\x80\xa8\x9b\r\nthree é\x7f");
    text_clean(&t);
    assert_string_equal(t.bytes, "one\n\n?two?[m????\nthree é?");
    assert_int_equal(t.size, strlen(t.bytes));
    text_free(&t);
}

/* What arrives at standard output, which else has the TAP, when [text] is reported. */
static void arrives(int (*report)(struct text *), const char *text, const char *want)
{
    struct text t = { 0 };
    char got[64] = "";
    FILE *file = tmpfile();
    fflush(stdout);
    int kept = dup(STDOUT_FILENO);
    assert_true(file && kept >= 0 && dup2(fileno(file), STDOUT_FILENO) >= 0);
    text_add(&t, "%s", text);
    int status = report(&t);
    fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    rewind(file);
    got[fread(got, 1, sizeof got - 1, file)] = 0;
    fclose(file);
    assert_int_equal(status, DONE);
    assert_string_equal(got, want);
}

static void results_are_filtered_and_data_are_not(void **state)
{
    (void)state;
    static const char text[] = "a\x1b[7m\xc2\x9b\nb\n";
    arrives(report_result, text, "a?[7m?\nb\n");
    arrives(report_data, text, text);
}

static void json_escapes_what_people_must_not_see(void **state)
{
    (void)state;
    struct text t = { 0 };
    struct json j = { .out = &t };
    json_open(&j, NULL, '[');
    json_text(&j, NULL, "a\x1b\x7f\xc2\x9b\xd8\x9c\xe2\x80\xae\xe2\x80\xa8\xe2\x81\xa9é日😀\x9b\"");
    json_raw(&j, NULL, "{\"\xc2\x9b\":\t1,\r\n\"\\u001b\": 2}");
    json_close(&j, ']');
    assert_string_equal(t.bytes, "[\"a\\u001b\\u007f\\u009b\\u061c\\u202e\\u2028\\u2069é日😀"
                                 "\xef\xbf\xbd\\\"\", {\"\\u009b\": 1,  \"\\u001b\": 2}]");
    text_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_a_code_span_of_markdown),
        cmocka_unit_test(a_name_is_itself_in_text_and_html),
        cmocka_unit_test(headings_and_points_have_spans),
        cmocka_unit_test(a_block_has_a_longer_fence),
        cmocka_unit_test(a_cell_is_no_markup),
        cmocka_unit_test(a_table_is_as_wide_as_what_it_shows),
        cmocka_unit_test(the_last_filter_keeps_lines),
        cmocka_unit_test(results_are_filtered_and_data_are_not),
        cmocka_unit_test(json_escapes_what_people_must_not_see),
    };
    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
