/* JSON: text out, exact and the same everywhere; values in, with errors that name the key. */
#ifndef GR_JSON_H
#define GR_JSON_H
#include "fault.h"

#include <jansson.h>

/* Text that grows.  What goes wrong is kept until the end: [failed] (no memory), [too_long] (for
 * [most]), or [not_utf8], the first string that JSON cannot hold (borrowed).                  */
struct gr_text {
    const gradus_allocator *mem;
    char *bytes;                        /* no terminating zero */
    size_t length, room, most;          /* most: 0 for any length */
    int failed, too_long;
    int counts;                         /* keeps no bytes: [length] is what they would take as a
                                           string in other JSON, without its quotes */
    const char *not_utf8;
};
void gr_text_free(struct gr_text *t);
void gr_text_bytes(struct gr_text *t, const char *bytes, size_t length);
void gr_text_put(struct gr_text *t, const char *text);             /* as it is */
void gr_text_string(struct gr_text *t, const char *text);          /* in quotes, escaped */
void gr_text_string_bytes(struct gr_text *t, const char *text, size_t length);
void gr_text_number(struct gr_text *t, double value);              /* reads back the same */
void gr_text_count(struct gr_text *t, uint64_t value);
/* Valid JSON without the spaces between its parts. */
void gr_text_compact(struct gr_text *t, const char *json, size_t length);

/* A document, and where its errors go. */
struct gr_json {
    struct gr_place place;
    gradus_error *err;
};
enum gr_json_kind {
    GR_JSON_OBJECT, GR_JSON_ARRAY, GR_JSON_STRING, GR_JSON_COUNT, GR_JSON_NUMBER, GR_JSON_BOOL
};

/* Parses; [what] names the text in the error.  Free with json_decref.  Where the place has line 1
 * the text is a file of its own, and errors have their line and column; else their byte.      */
gradus_status gr_json_parse(json_t **out, const char *what, const char *bytes, size_t length,
                            const struct gr_json *in);
/* The value of [key], of that kind.  [where] is the path to [object], "" at the top.  find: *out is
 * NULL where there is none; get: that is an error.                                            */
gradus_status gr_json_find(json_t **out, json_t *object, const char *where, const char *key,
                           enum gr_json_kind kind, const struct gr_json *in);
gradus_status gr_json_get(json_t **out, json_t *object, const char *where, const char *key,
                          enum gr_json_kind kind, const struct gr_json *in);
/* Item [k] of the array at [where], of that kind. */
gradus_status gr_json_item(json_t **out, json_t *array, const char *where, size_t k,
                           enum gr_json_kind kind, const struct gr_json *in);
/* The text of the value of [key] in the valid JSON object [json]; NULL where there is none. */
const char *gr_json_span(const char *json, size_t size, const char *key, size_t *length);

#endif
