/* What is seen while a net learns: a line on standard error, and --log. */
#ifndef PROGRESS_H
#define PROGRESS_H
#include "report.h"

#include <stdio.h>

/* Zeroed, then [common] and, where wanted, [log]. */
struct progress {
    const struct common *common;
    FILE *log;                          /* or NULL */
    const char *metric;                 /* "accuracy" or "r2" */
    size_t run, runs;                   /* from 1 */
    int terminal, drawn;
    double start, last, shown;          /* seconds */
};

/* A clock that only goes forward. */
double progress_seconds(void);
void progress_start(struct progress *p);
/* A gradus_watch; [user] is a struct progress. */
int progress_watch(void *user, const gradus_epoch *epoch);
void progress_end(struct progress *p);              /* leaves the terminal's line */

#endif
