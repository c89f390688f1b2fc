/* Kept cells are the text of the file, byte for byte: an identifier like 0071 or a number of more
 * digits than a double has comes out as it went in.  Arrays have no text, so theirs are written as
 * the shortest number that reads back.                                                         */
#include "kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void kept_free(struct kept *k)
{
    free(k->column);
    free(k->digits);
    *k = (struct kept){ 0 };
}

int kept_has(const struct kept *kept, const char *name)
{
    size_t k = 0;
    while (k < kept->count && strcmp(gradus_data_name(kept->data, kept->column[k]), name) != 0)
        k++;
    return k < kept->count;
}

/* ---- what is a number in JSON --------------------------------------------------------------- */

static const char *skip_digits(const char *s)
{
    return s + strspn(s, "0123456789");
}

/* RFC 8259: [-] 0 or digits that do not begin with 0 [. digits] [e [+ or -] digits] */
static int is_json_number(const char *s)
{
    s += *s == '-';
    const char *end = *s == '0' ? s + 1 : skip_digits(s);
    if (end == s)
        return 0;
    if (*end == '.') {
        s = end + 1;
        end = skip_digits(s);
        if (end == s)
            return 0;
    }
    if (*end == 'e' || *end == 'E') {
        s = end + 1;
        s += *s == '+' || *s == '-';
        end = skip_digits(s);
        if (end == s)
            return 0;
    }
    return !*end;
}

static int is_missing(const gradus_data *data, size_t row, size_t column)
{
    double v = gradus_data_cell(data, row, column);
    return v != v;
}

static char are_json_numbers(const gradus_data *data, size_t column)
{
    for (size_t row = 0; row < gradus_data_rows(data); row++) {
        const char *text = gradus_data_text(data, row, column, NULL);
        if (!text || (!is_missing(data, row, column) && !is_json_number(text)))
            return 0;
    }
    return 1;
}

/* ---- which columns -------------------------------------------------------------------------- */

/* Is [name] one of those of the comma list (or NULL)? */
static int lists(const char *list, const char *name)
{
    const size_t length = strlen(name);
    for (size_t n; list && *list; list += n + (list[n] == ',')) {
        n = strcspn(list, ",");
        if (n == length && memcmp(list, name, n) == 0)
            return 1;
    }
    return 0;
}

static int keep_named(struct kept *k, const char *from, const char *ignored)
{
    gradus_error err;
    char *name = malloc(strlen(from) + 1);
    int status = name ? GO_ON : report_nomem();
    if (status == GO_ON)
        do {
            size_t n = strcspn(from, ",");
            snprintf(name, n + 1, "%s", from);
            if (gradus_data_find(k->data, name, &k->column[k->count], &err) != GRADUS_OK)
                status = lists(ignored, name)
                             ? report_usage(NULL, "--keep: column '%s' is left out by --ignore",
                                            name)
                             : report_typed(&err);
            else if (kept_has(k, gradus_data_name(k->data, k->column[k->count])))
                status = report_usage(NULL, "--keep: column '%s' is named twice", name);
            else
                k->count++;
            from += n;
        } while (status == GO_ON && *from++);
    free(name);
    return status;
}

int kept_choose(struct kept *k, const gradus_data *data, const char *list, const char *ignored)
{
    size_t most = strlen(list) + gradus_data_columns(data);
    k->data = data;
    k->column = calloc(most, sizeof *k->column);
    k->digits = calloc(most, 1);
    int status = k->column && k->digits ? GO_ON : report_nomem();
    if (status == GO_ON && strcmp(list, "all") != 0)
        status = keep_named(k, list, ignored);
    else if (status == GO_ON)
        for (; k->count < gradus_data_columns(data); k->count++)
            k->column[k->count] = k->count;
    for (size_t i = 0; status == GO_ON && i < k->count; i++)
        k->digits[i] = are_json_numbers(data, k->column[i]);
    return status;
}

/* ---- cells ---------------------------------------------------------------------------------- */

static void put_quoted(struct text *t, const char *s)
{
    text_put(t, "\"", 1);
    for (; *s; s++) {
        text_put(t, s, 1);
        if (*s == '"')
            text_put(t, s, 1);
    }
    text_put(t, "\"", 1);
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void put_cell(struct text *t, const char *s, int first)
{
    if (!first)
        text_put(t, ",", 1);
    if (strpbrk(s, ",\"\r\n") || is_blank(*s) || (*s && is_blank(s[strlen(s) - 1])))
        put_quoted(t, s);
    else
        text_put(t, s, strlen(s));
}

void put_number(struct text *t, double v, int first)
{
    if (!first)
        text_put(t, ",", 1);
    if (v == v)
        text_number(t, v, 0);
}

/* Blanks around a number or a missing cell would turn it into a text if they were quoted. */
static void put_kept(struct text *t, const gradus_data *data, size_t row, size_t column,
                     const char *text, int first)
{
    int word = gradus_data_type(data, column) == GRADUS_CATEGORY && !is_missing(data, row, column);
    if (word || strpbrk(text, ",\"\r\n")) {
        put_cell(t, text, first);
        return;
    }
    if (!first)
        text_put(t, ",", 1);
    text_put(t, text, strlen(text));
}

void kept_cells(const struct kept *kept, struct text *out, size_t row)
{
    for (size_t k = 0; k < kept->count; k++) {
        const size_t column = kept->column[k];
        const char *text = gradus_data_text(kept->data, row, column, NULL);
        if (text)
            put_kept(out, kept->data, row, column, text, k == 0);
        else
            put_number(out, gradus_data_cell(kept->data, row, column), k == 0);
    }
}

void kept_json(const struct kept *kept, struct json *out, size_t row)
{
    for (size_t k = 0; k < kept->count; k++) {
        const size_t column = kept->column[k];
        const char *name = gradus_data_name(kept->data, column);
        const char *text = gradus_data_text(kept->data, row, column, NULL);
        if (text && kept->digits[k])
            json_raw(out, name, is_missing(kept->data, row, column) ? "null" : text);
        else if (text)
            json_text(out, name, is_missing(kept->data, row, column) ? NULL : text);
        else
            json_number(out, name, gradus_data_cell(kept->data, row, column));
    }
}
