/* gradus trace, in parts: what was asked, and who writes it. */
#ifndef TRACE_H
#define TRACE_H
#include "writer.h"

/* The rows of the data that are traced: [first] .. of [all]. */
struct traced {
    const gradus_trace *trace;
    size_t first;
    int per_example, single;            /* single: the pass was in float32 */
    double rate;
};

/* Which equations of layer [l] lead back, in order; their count. */
size_t trace_backward(const struct view *v, size_t l, enum form forms[FORMS]);

void trace_page(struct page *p, const struct traced *t);
void trace_json(struct text *out, const struct traced *t);
void trace_script(struct text *out, const struct view *v, int is_octave, int single);

/* One number, such as dW1[2,1], as sums over rows and paths.  entry_find prints what is wrong with
 * the word, and gives GO_ON or a status.                                                      */
struct entry {
    enum quantity what;                 /* Q_DW or Q_DB */
    size_t layer, input, unit;
    const char *typed;
};
int entry_find(struct entry *e, const char *typed, const struct view *v);
void entry_page(struct page *p, const struct traced *t, const struct entry *e);
void entry_json(struct text *out, const struct traced *t, const struct entry *e);

#endif
