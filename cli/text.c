/* Text that grows, and JSON written into it: numbers by gradus_number_text, so that what is read
 * back is what was there, in the fewest digits and in every locale.                           */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_free(struct text *t)
{
    free(t->bytes);
    *t = (struct text){ 0 };
}

static int make_room(struct text *t, size_t more)
{
    if (t->failed || more >= SIZE_MAX / 2 - t->size) {
        t->failed = 1;
        return 0;
    }
    if (t->size + more < t->room)
        return 1;
    size_t room = 2 * (t->size + more) + 64;
    char *bytes = realloc(t->bytes, room);
    if (!bytes) {
        t->failed = 1;
        return 0;
    }
    t->bytes = bytes;
    t->room = room;
    return 1;
}

void text_put(struct text *t, const char *bytes, size_t size)
{
    if (!make_room(t, size))
        return;
    memcpy(t->bytes + t->size, bytes, size);
    t->size += size;
    t->bytes[t->size] = 0;
}

void text_format(struct text *t, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0 && make_room(t, (size_t)n)) {
        vsnprintf(t->bytes + t->size, (size_t)n + 1, format, again);
        t->size += (size_t)n;
    }
    va_end(again);
}

void text_add(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_format(t, format, args);
    va_end(args);
}

void text_name(struct text *t, const char *name)
{
    size_t size = strlen(name);
    if (!make_room(t, size))
        return;
    gradus_text_show(name, size, t->bytes + t->size, size + 1);
    t->size += strlen(t->bytes + t->size);
}

void text_clean(struct text *t)
{
    char *to = t->bytes;
    const char *from = t->bytes, *end = from + t->size;
    while (from < end) {
        const char *stop = memchr(from, '\n', (size_t)(end - from));
        size_t n = (size_t)((stop ? stop : end) - from);
        gradus_text_show(from, n, to, n + 1);
        to += strlen(to);
        if (stop)
            *to++ = '\n';
        from += n + (stop != NULL);
    }
    t->size = (size_t)(to - t->bytes);
}

void text_word(struct text *t, const char *word)
{
    size_t most = 4 * strlen(word) + 3;
    if (!make_room(t, most))
        return;
    gradus_text_quote(word, t->bytes + t->size, most);
    t->size += strlen(t->bytes + t->size);
}

void text_file_word(struct text *t, const char *path)
{
    struct text here = { 0 };
    text_add(&here, *path && path[1] && strchr("-<|", *path) ? "./%s" : "%s", path);
    text_word(t, here.size ? here.bytes : "");
    t->failed |= here.failed;
    text_free(&here);
}

void text_fit(char *out, size_t room, const char *format, ...)
{
    char text[1024];                    /* too long is then still too long when it is shown */
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gradus_text_show(text, sizeof text, out, room);
}

size_t text_width(const char *bytes, size_t size)
{
    size_t n = 0;
    for (size_t k = 0; k < size; k++)
        n += ((unsigned char)bytes[k] & 0xc0) != 0x80;
    return n;
}

void text_wrap(struct text *t, size_t indent, size_t wide, const char *words)
{
    size_t at = indent;
    while (*words) {
        size_t n = strcspn(words, " "), columns = text_width(words, n);
        if (at > indent && at + 1 + columns > wide) {
            text_add(t, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            text_put(t, " ", 1);
            at++;
        }
        text_put(t, words, n);
        at += columns;
        words += n + (words[n] == ' ');
    }
    text_put(t, "\n", 1);
}

void text_number(struct text *t, double value, int digits)
{
    char number[32];
    text_put(t, number, gradus_number_text(value, digits, number));
}

/* The character of [n] bytes; escaped where people are not to see it as it is. */
static void put_character(struct text *t, const unsigned char *s, size_t n)
{
    char shown[8];
    unsigned number = n == 1 ? s[0] : n == 2 ? (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu)
                      : (s[0] & 0xfu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
    if (n == 4 || strncmp(gradus_text_show((const char *)s, n, shown, sizeof shown),
                          (const char *)s, n) == 0)
        text_put(t, (const char *)s, n);
    else
        text_add(t, "\\u%04x", number);
}

static void put_string(struct text *t, const char *value)
{
    const unsigned char *s = (const unsigned char *)value;
    text_put(t, "\"", 1);
    while (*s) {
        size_t n = gradus_text_character((const char *)s, SIZE_MAX);
        if (*s == '"' || *s == '\\')
            text_add(t, "\\%c", *s);
        else if (n)
            put_character(t, s, n);
        else
            text_put(t, "\xef\xbf\xbd", 3);
        s += n ? n : 1;
    }
    text_put(t, "\"", 1);
}

static void start_value(struct json *j, const char *key)
{
    if (j->more)
        text_put(j->out, ", ", 2);
    if (key) {
        put_string(j->out, key);
        text_put(j->out, ": ", 2);
    }
    j->more = 1;
}

void json_open(struct json *j, const char *key, char bracket)
{
    start_value(j, key);
    text_put(j->out, &bracket, 1);
    j->more = 0;
}

void json_close(struct json *j, char bracket)
{
    text_put(j->out, &bracket, 1);
    j->more = 1;
}

void json_number(struct json *j, const char *key, double value)
{
    start_value(j, key);
    if (value - value != 0)
        text_put(j->out, "null", 4);
    else
        text_number(j->out, value, 0);
}

void json_count(struct json *j, const char *key, uint64_t value)
{
    start_value(j, key);
    text_add(j->out, "%llu", (unsigned long long)value);
}

void json_flag(struct json *j, const char *key, int value)
{
    json_raw(j, key, value ? "true" : "false");
}

void json_text(struct json *j, const char *key, const char *value)
{
    start_value(j, key);
    if (value)
        put_string(j->out, value);
    else
        text_put(j->out, "null", 4);
}

/* What is not ASCII stands in its strings only, and control characters only between its words. */
void json_foreign(struct text *t, const char *json)
{
    const unsigned char *s = (const unsigned char *)json;
    while (*s) {
        size_t n = gradus_text_character((const char *)s, SIZE_MAX);
        if (*s < 0x20)
            text_put(t, " ", 1);
        else if (n)
            put_character(t, s, n);
        else
            text_put(t, "\xef\xbf\xbd", 3);
        s += n ? n : 1;
    }
}

void json_raw(struct json *j, const char *key, const char *value)
{
    start_value(j, key);
    json_foreign(j->out, value);
}
