/* How the program speaks: results on standard output, all else on standard error. */
#ifndef REPORT_H
#define REPORT_H
#include "text.h"

#include <gradus.h>

enum { DONE = 0, FAILED = 1, USAGE = 2, INTERRUPTED = 130 };

/* Options that every command has. */
struct common {
    int json, quiet;
    uint64_t digits;                    /* of numbers for people */
};

/* All of these make what they say one line fit for people.
 * Print an error and give the exit status: 2 for wrong usage; for a library's error 1, or 2 where
 * it is about a name or value that was typed (report_typed).  [hint] may be NULL.             */
int report_usage(const char *hint, const char *format, ...) __attribute__((format(printf, 2, 3)));
int report_failure(const gradus_error *err);
int report_typed(const gradus_error *err);
int report_nomem(void);
void report_warning(const struct common *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A line on standard error. */
void report_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes the text to standard output, frees it, and gives the exit status.  Everything that is
 * printed is made fit for people, but for data: tables of numbers and programs.              */
int report_result(struct text *t);
int report_data(struct text *t);
/* What was written to standard output has arrived: [status], or 1 and an error where not. */
int report_end(int status);

/* Cells with a level that the model does not know, where there are any. */
void report_unknown(const struct common *c, size_t cells);

/* "s" or nothing, behind a word. */
const char *plural(size_t n);

/* Lines of cells: columns of text stand to the left, of numbers to the right. */
struct table {
    size_t columns, cells, texts;       /* the first [texts] columns, and the last if [last_text] */
    int last_text;
    struct text text;                   /* the cells, each ended by a 0 */
};
void table_start(struct table *t, size_t columns, size_t texts, int last_text);
void table_cell(struct table *t, const char *text);
void table_number(struct table *t, double value, int digits);
void table_count(struct table *t, uint64_t value);
void table_end(struct table *t, struct text *out);      /* writes and frees */

/* What gradus_evaluate said, one column a model; rows of metrics that apply to none are left
 * out.  [name] are the headings.                                                             */
void report_metrics(struct text *out, size_t models, const char *const *name,
                    const gradus_metrics *m, int digits);
void json_metrics(struct json *j, const char *key, const gradus_metrics *m);
/* [classes] labels; [confusion] (classes, classes), row = truth. */
void report_confusion(struct text *out, size_t classes, const char *const *label,
                      const size_t *confusion);

#endif
