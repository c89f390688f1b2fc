/* The reading of one CSV text, shared by the csv_*.c files. */
#ifndef GR_CSV_H
#define GR_CSV_H
#include "csv_levels.h"
#include "csv_scan.h"

enum gr_csv_kind { GR_CSV_NUMBERS, GR_CSV_WORDS, GR_CSV_SKIPPED };

/* What is known of a column before its cells are read. */
enum gr_csv_rule {
    GR_CSV_FREE,                        /* words where a cell is one, an error if half are not */
    GR_CSV_EITHER,                      /* words where a cell is one, never an error */
    GR_CSV_MUST_BE_NUMBERS,             /* a word is an error */
    GR_CSV_ARE_WORDS,                   /* words, whatever they look like */
    GR_CSV_IGNORED
};

struct gr_csv_column {
    enum gr_csv_kind kind;
    enum gr_csv_rule rule;
    int keep;                           /* its cells are kept as text too */
    int plain;                          /* only its numbers are read, no text of it is kept, so
                                         * that the fast path may read its cells */
    size_t place;                       /* in the table */
    double *number;                     /* its storage there, by kind */
    int32_t *code;
    struct gr_levels levels;            /* of words */
};

struct gr_missing {
    const char *text;
    size_t length;
    int number;
    double value;
};

struct gr_csv {
    const char *name;                   /* of the file */
    const gradus_read_options *opt;
    const gradus_allocator *mem;
    struct gr_scan start;               /* at the first row of values */
    struct gr_dialect dialect;
    struct gr_levels names;             /* of the columns, in order */
    size_t columns;
    struct gr_csv_column *column;
    struct gr_missing *missing;
    size_t missing_count;
    int missing_number;                 /* is one of them a number? */
    char *scratch;                      /* for a cell's plain text */
    size_t scratch_room;
};

enum gr_cell_is { GR_CELL_TEXT, GR_CELL_NUMBER, GR_CELL_MISSING };

/* csv_dialect.c: what separates cells, and whether the first row is a header. */
char gr_csv_line_end(const char *text, size_t size);
char gr_csv_delimiter(const char *text, const char *end, char line_end, char decimal);
char gr_csv_decimal(const struct gr_scan *scan);
int gr_csv_header(const struct gr_csv *csv, const struct gr_scan *first);

/* csv_columns.c: names, what is said about columns, and what the first rows show of them. */
gradus_status gr_csv_columns(struct gr_csv *csv, gradus_error *err);
void gr_csv_sample(struct gr_csv *csv);
gradus_status gr_csv_missing(struct gr_csv *csv, gradus_error *err);
enum gr_cell_is gr_csv_judge(const struct gr_csv *csv, const struct gr_cell *cell,
                             double *value);
/* The text of a cell without doubled quotes, in csv->scratch until the next call; NULL: no
 * memory.                                                                                      */
char *gr_csv_plain(struct gr_csv *csv, const struct gr_cell *cell, size_t *length);
int gr_utf8(const char *text, size_t length);          /* is it valid UTF-8? */

/* csv.c: reads [text]; [opt] has the delimiter where it is known. */
gradus_status gr_csv_read(gradus_data **out, const char *name, const char *text, size_t size,
                          const gradus_read_options *opt, gradus_error *err);

#endif
