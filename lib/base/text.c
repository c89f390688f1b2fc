/* Text for people.  What a file, a model or a command line holds may be written to steer a
 * terminal or to mislead a reader; whoever shows it makes it harmless here first.              */
#include <gradus-text.h>

#include <stdint.h>
#include <string.h>

/* The bytes of the UTF-8 character at [s], of which [left] are there, and its number; 0 where
 * there is none.                                                                               */
static size_t character(const unsigned char *s, size_t left, uint32_t *number)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } form[] = { { 0x80, 0, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 },
                 { 0xf8, 0xf0, 0x10000 } };
    for (size_t k = 0; k < 4; k++) {
        if ((s[0] & form[k].mask) != form[k].lead)
            continue;
        uint32_t c = s[0] & (unsigned char)~form[k].mask;
        for (size_t i = 1; i <= k; i++) {
            if (i >= left || (s[i] & 0xc0) != 0x80)
                return 0;
            c = c << 6 | (s[i] & 0x3f);
        }
        *number = c;
        return c < form[k].least || c > 0x10ffff || (c & 0x1ff800) == 0xd800 ? 0 : k + 1;
    }
    return 0;
}

/* Controls, ends of lines, and signs that change the direction of writing. */
static int is_harmful(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } harmful[] = { { 0, 0x1f },          { 0x7f, 0x9f },        { 0x061c, 0x061c },
                    { 0x200e, 0x200f },   { 0x2028, 0x202e },    { 0x2066, 0x2069 } };
    for (size_t k = 0; k < sizeof harmful / sizeof *harmful; k++)
        if (c >= harmful[k].first && c <= harmful[k].last)
            return 1;
    return 0;
}

/* The next character of a text as it is shown: [taken] bytes of it become [size] at [bytes]. */
struct shown {
    const char *bytes;
    size_t size, taken;
};

static struct shown next(const char *text, size_t left)
{
    uint32_t c;
    size_t n = character((const unsigned char *)text, left, &c);
    if (n && !is_harmful(c))
        return (struct shown){ text, n, n };
    return (struct shown){ "?", 1, n ? n : 1 };
}

/* What is written so far; [fits] of it leave room for dots. */
struct writing {
    char *out;
    size_t size, room, fits;
};

/* Appends unless it is too much: then the text ends in dots, and 0 comes back. */
static int append(struct writing *w, const char *bytes, size_t size)
{
    static const char dots[] = "...";
    if (size > w->room - w->size) {
        size_t n = w->room - w->fits < 3 ? w->room - w->fits : 3;
        memcpy(w->out + w->fits, dots, n);
        w->size = w->fits + n;
        return 0;
    }
    memmove(w->out + w->size, bytes, size);
    w->size += size;
    if (w->room - w->size >= 3)
        w->fits = w->size;
    return 1;
}

size_t gradus_text_character(const char *text, size_t left)
{
    uint32_t number;
    return left ? character((const unsigned char *)text, left, &number) : 0;
}

char *gradus_text_show(const char *text, size_t size, char *out, size_t room)
{
    struct writing w = { out, 0, room - 1, 0 };
    struct shown c;
    if (!room)
        return out;
    for (size_t at = 0; text && at < size && text[at]; at += c.taken) {
        c = next(text + at, size - at);
        if (!append(&w, c.bytes, c.size))
            break;
    }
    out[w.size] = 0;
    return out;
}

char *gradus_text_quote(const char *word, char *out, size_t room)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./:=,@%+-";
    struct writing w = { out, 0, room - 1, 0 };
    struct shown c;
    if (room < 3)
        return gradus_text_show("", 0, out, room);
    if (*word && *word != '-' && !word[strspn(word, plain)])
        return gradus_text_show(word, SIZE_MAX, out, room);
    append(&w, "'", 1);
    w.fits = 1;
    w.room--;                           /* the last quote */
    for (size_t left = strlen(word); left; left -= c.taken, word += c.taken) {
        c = next(word, left);
        if (*c.bytes == '\'' ? !append(&w, "'\\''", 4) : !append(&w, c.bytes, c.size))
            break;
    }
    out[w.size] = '\'';
    out[w.size + 1] = 0;
    return out;
}
