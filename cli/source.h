/* What commands read: tables with the options of DATA, and models. */
#ifndef SOURCE_H
#define SOURCE_H
#include "options.h"

#include <gradus-io.h>

/* The options of DATA as typed; NULL where not given.  [keep] is predict's alone. */
struct reading {
    const char *delimiter, *decimal, *header, *missing, *categorical, *ignore, *labels, *keep;
};

extern const char *const yes_no[];

/* [r] is a struct reading within [type]. */
#define READING_OPTIONS(type, r)                                                                \
    { .kind = HEADING, .help = "Reading the data" },                                            \
    OPTION(WORD, "delimiter", offsetof(type, r.delimiter), "C",                                 \
           "between cells: a character, or tab (default: found out among comma, semicolon and " \
           "tab)"),                                                                             \
    OPTION(WORD, "decimal", offsetof(type, r.decimal), "C",                                     \
           "decimal point: . or , (default: found out)"),                                       \
    OPTION(CHOICE, "header", offsetof(type, r.header), "NAME",                                  \
           "whether the first row names the columns (default: found out)", .names = yes_no),    \
    OPTION(WORD, "missing", offsetof(type, r.missing), "LIST",                                  \
           "cells that mean missing, besides the empty one (default NA,NaN,?)"),                \
    OPTION(WORD, "categorical", offsetof(type, r.categorical), "COLUMNS",                       \
           "columns that are text even where they look like numbers"),                          \
    OPTION(WORD, "ignore", offsetof(type, r.ignore), "COLUMNS",                                 \
           "columns to leave out; the numbers of the others stay as they are"),                 \
    OPTION(WORD, "labels", offsetof(type, r.labels), "FILE",                                    \
           "the labels of images or arrays")

/* Checks the options; GO_ON or a status.  [labels] replaces r->labels; [expect] may be NULL. */
int source_options(gradus_read_options *opt, const struct reading *r, const char *labels,
                   const gradus_schema *expect);
/* Each of these prints its error and gives GO_ON or a status. */
int source_table(gradus_data **out, const char *name, const struct reading *r,
                 const char *labels, const gradus_schema *expect);
int source_model(gradus_model **out, const char *path);
/* [path], the value of [option], may be written, and is none of the [count] files that are read, by
 * whatever name ("-" is standard input; NULL and what is no file do not count).             */
int source_output(const char *path, const char *option, size_t count, const char *const *read);
/* Standard output is not the file [name] (or NULL), to which what is printed would be added. */
int source_not_printed(const char *name);
/* GO_ON where GRADUS_CPU names a kernel row that can be used here. */
int source_kernels(void);

#endif
