/* Text that grows, and JSON written into it. */
#ifndef TEXT_H
#define TEXT_H
#include <gradus.h>
#include <stdarg.h>

/* Starts as {0}.  After a failed allocation [failed] is set and additions do nothing. */
struct text {
    char *bytes;                        /* ends in a 0 that [size] does not count; or NULL */
    size_t size, room;
    int failed;
};

void text_free(struct text *t);
void text_put(struct text *t, const char *bytes, size_t size);
void text_add(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_format(struct text *t, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* A name or any other text that the program did not write itself, as one line fit for people. */
void text_name(struct text *t, const char *name);
/* Makes each line of all that is there fit for people: what they are given passes this last. */
void text_clean(struct text *t);
/* The same as a word of a POSIX shell; a file's name is never taken for an option or command. */
void text_word(struct text *t, const char *word);
void text_file_word(struct text *t, const char *path);
/* A printf into [room] bytes, as one line fit for people, cut where it is longer; FIT: an array.
 * SHOWN is a name inside such a text, PART its first bytes: so much that the rest has room.   */
void text_fit(char *out, size_t room, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define FIT(array, ...) text_fit(array, sizeof array, __VA_ARGS__)
#define PART GRADUS_PART
#define SHOWN GRADUS_SHOWN
/* Columns of [size] bytes of UTF-8. */
size_t text_width(const char *bytes, size_t size);
/* Words in lines of at most [wide] columns, and the end of the last.  The first begins where the
 * text ends now, in column [indent], as do all others.                                         */
void text_wrap(struct text *t, size_t indent, size_t wide, const char *words);
/* A number for people ([digits] 1 to 17) or the exact one (0). */
void text_number(struct text *t, double value, int digits);

/* One document: [key] is NULL in a list and for the document itself.  A number that is not finite
 * is null; bytes that are no UTF-8 become U+FFFD; what could steer a terminal is escaped.      */
struct json {
    struct text *out;
    int more;                           /* a value stands before this one */
};

void json_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j, char bracket);
void json_number(struct json *j, const char *key, double value);
void json_count(struct json *j, const char *key, uint64_t value);
void json_flag(struct json *j, const char *key, int value);
void json_text(struct json *j, const char *key, const char *value);      /* NULL: null */
void json_raw(struct json *j, const char *key, const char *value);       /* JSON already */
/* JSON that somebody else wrote, on one line fit for people, of the same meaning. */
void json_foreign(struct text *t, const char *json);

#endif
