/* JSON.  Reading is jansson's work; here are the questions that every reader asks of its values.
 * Writing is ours, because a model file must have the same bytes whatever jansson is installed,
 * and numbers the fewest digits that read back the same.                                      */
#include "json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------- text out --- */
void gr_text_free(struct gr_text *t)
{
    gr_give(t->mem, t->bytes);
    *t = (struct gr_text){ .mem = t->mem };
}

static int make_room(struct gr_text *t, size_t more)
{
    size_t need, room = t->room ? t->room : 256;
    if (__builtin_add_overflow(t->length, more, &need))
        return 0;
    while (room < need)
        if (__builtin_mul_overflow(room, 2, &room))
            return 0;
    if (room == t->room)
        return 1;
    char *grown = gr_take(t->mem, room, 1);
    if (!grown)
        return 0;
    if (t->length)
        memcpy(grown, t->bytes, t->length);
    gr_give(t->mem, t->bytes);
    t->bytes = grown;
    t->room = room;
    return 1;
}

/* What was written is JSON, in which only these two have to be escaped. */
static void count(struct gr_text *t, const char *bytes, size_t length)
{
    for (size_t k = 0; k < length; k++)
        t->length += bytes[k] == '"' || bytes[k] == '\\' ? 2 : 1;
}

void gr_text_bytes(struct gr_text *t, const char *bytes, size_t length)
{
    if (!length || t->failed || t->too_long)
        return;
    if (t->counts) {
        count(t, bytes, length);
        return;
    }
    if (t->most && (length > t->most || t->length > t->most - length)) {
        t->too_long = 1;
        return;
    }
    if (!make_room(t, length)) {
        t->failed = 1;
        return;
    }
    memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
}

void gr_text_put(struct gr_text *t, const char *text)
{
    gr_text_bytes(t, text, strlen(text));
}

static void put_escaped(struct gr_text *t, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    const char control[] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
    const char letter[] = { '\\', c == '\n' ? 'n' : (char)c };
    if (c == '"' || c == '\\' || c == '\n')
        gr_text_bytes(t, letter, sizeof letter);
    else
        gr_text_bytes(t, control, sizeof control);
}

void gr_text_string_bytes(struct gr_text *t, const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t plain = 0;                                   /* first byte not yet written */
    gr_text_put(t, "\"");
    for (size_t k = 0; k < length;) {
        size_t n = s[k] < 0x80 ? 1 : gradus_text_character(text + k, length - k);
        if (!n) {
            t->not_utf8 = t->not_utf8 ? t->not_utf8 : text;
            return;
        }
        if (s[k] < ' ' || s[k] == '"' || s[k] == '\\') {
            gr_text_bytes(t, text + plain, k - plain);
            put_escaped(t, s[k]);
            plain = k + 1;
        }
        k += n;
    }
    gr_text_bytes(t, text + plain, length - plain);
    gr_text_put(t, "\"");
}

void gr_text_string(struct gr_text *t, const char *text)
{
    gr_text_string_bytes(t, text, strlen(text));
}

/* At most 17 digits without an exponent, which fits the integers of any reader; but those have no
 * -0.                                                                                         */
void gr_text_number(struct gr_text *t, double value)
{
    char digits[32];
    gr_text_bytes(t, digits, gradus_number_text(value, 0, digits));
    if (value == 0 && signbit(value))
        gr_text_put(t, ".0");
}

void gr_text_count(struct gr_text *t, uint64_t value)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, value);
    gr_text_put(t, digits);
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The end of the string whose first quote is at [p]. */
static const char *skip_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\')
            p++;
    return p < end ? p + 1 : end;
}

void gr_text_compact(struct gr_text *t, const char *json, size_t length)
{
    const char *end = json + length;
    for (const char *p = json; p < end;) {
        const char *next = *p == '"' ? skip_string(p, end) : p + 1;
        if (!is_space(*p))
            gr_text_bytes(t, p, (size_t)(next - p));
        p = next;
    }
}

/* ------------------------------------------------------------------------ values in --- */
/* jansson aborts where there is no memory for a string to grow, which it does by doubling.  So the
 * memory of the longest that [length] bytes can hold is asked for before.                     */
static int has_room(size_t length)
{
    size_t need;
    if (__builtin_mul_overflow(length, 4, &need))
        return 0;
    void *room = gr_take(NULL, need, 1);
    gr_give(NULL, room);
    return room != NULL;
}

static gradus_status not_valid(const char *what, const json_error_t *e, const struct gr_json *in)
{
    struct gr_place at = { in->place.file, (size_t)e->line, (size_t)e->column };
    if (!in->place.line)
        return gr_fault(in->err, GRADUS_SYNTAX, &in->place, "%s is not valid JSON at byte %d: %s",
                        what, e->position, e->text);
    gr_fault(in->err, GRADUS_SYNTAX, &at, "%s is not valid JSON: %s", what, e->text);
    if (strstr(e->text, "near 'NaN") || strstr(e->text, "near 'Infinity") ||
        strstr(e->text, "near '-'"))
        gr_fault_hint(in->err, "JSON has finite numbers only");
    return GRADUS_SYNTAX;
}

gradus_status gr_json_parse(json_t **out, const char *what, const char *bytes, size_t length,
                            const struct gr_json *in)
{
    json_error_t e;
    if (!has_room(length))
        return gr_fault_nomem(in->err);
    json_t *value = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &e);
    if (value) {
        *out = value;
        return GRADUS_OK;
    }
    if (!e.text[0] || json_error_code(&e) == json_error_out_of_memory)     /* it says no more */
        return gr_fault_nomem(in->err);
    return not_valid(what, &e, in);
}

static int is_count(const json_t *v)
{
    return json_is_integer(v) && json_integer_value(v) >= 0;
}

static int is_object(const json_t *v)
{
    return json_is_object(v);
}

static int is_array(const json_t *v)
{
    return json_is_array(v);
}

static int is_string(const json_t *v)
{
    return json_is_string(v);
}

static int is_number(const json_t *v)
{
    return json_is_number(v);
}

static int is_bool(const json_t *v)
{
    return json_is_boolean(v);
}

static const struct {
    int (*is)(const json_t *value);
    const char *name;
} kinds[] = {
    [GR_JSON_OBJECT] = { is_object, "an object" },
    [GR_JSON_ARRAY] = { is_array, "an array" },
    [GR_JSON_STRING] = { is_string, "a string" },
    [GR_JSON_COUNT] = { is_count, "a whole number" },
    [GR_JSON_NUMBER] = { is_number, "a number" },
    [GR_JSON_BOOL] = { is_bool, "true or false" },
};

gradus_status gr_json_find(json_t **out, json_t *object, const char *where, const char *key,
                           enum gr_json_kind kind, const struct gr_json *in)
{
    json_t *value = json_object_get(object, key);
    if (value && !kinds[kind].is(value))
        return gr_fault(in->err, GRADUS_SYNTAX, &in->place, "\"%s%s%s\" must be %s", where,
                        *where ? "." : "", key, kinds[kind].name);
    *out = value;
    return GRADUS_OK;
}

gradus_status gr_json_get(json_t **out, json_t *object, const char *where, const char *key,
                          enum gr_json_kind kind, const struct gr_json *in)
{
    gradus_status s = gr_json_find(out, object, where, key, kind, in);
    if (s == GRADUS_OK && !*out)
        return gr_fault(in->err, GRADUS_SYNTAX, &in->place, "\"%s%s%s\" is missing", where,
                        *where ? "." : "", key);
    return s;
}

gradus_status gr_json_item(json_t **out, json_t *array, const char *where, size_t k,
                           enum gr_json_kind kind, const struct gr_json *in)
{
    json_t *value = json_array_get(array, k);
    if (!value || !kinds[kind].is(value))
        return gr_fault(in->err, GRADUS_SYNTAX, &in->place, "\"%s[%zu]\" must be %s", where, k,
                        kinds[kind].name);
    *out = value;
    return GRADUS_OK;
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && is_space(*p))
        p++;
    return p;
}

static const char *skip_value(const char *p, const char *end)
{
    size_t depth = 0;
    while (p < end) {
        if (*p == '"') {
            p = skip_string(p, end);
            continue;
        }
        if (!depth && (*p == ',' || *p == '}'))
            break;
        depth += *p == '{' || *p == '[';
        depth -= *p == '}' || *p == ']';
        p++;
    }
    return p;
}

const char *gr_json_span(const char *json, size_t size, const char *key, size_t *length)
{
    const char *end = json + size, *p = skip_space(json, end);
    size_t key_length = strlen(key);
    while ((p = skip_space(p + 1, end)) < end && *p != '}') {      /* past '{' and each ',' */
        const char *name = p;
        p = skip_space(skip_string(name, end), end);
        int found = (size_t)(p - name) >= key_length + 2 && name[key_length + 1] == '"' &&
                    !memcmp(name + 1, key, key_length);
        const char *value = skip_space(p < end ? p + 1 : end, end);        /* past ':' */
        p = skip_value(value, end);
        if (found) {
            while (p > value && is_space(p[-1]))
                p--;
            *length = (size_t)(p - value);
            return value;
        }
    }
    return NULL;
}
