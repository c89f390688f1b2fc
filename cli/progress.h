/* What is seen while a net learns: a line on standard error, and --log. */
#ifndef PROGRESS_H
#define PROGRESS_H
#include "report.h"

#include <gradus-io.h>

/* Zeroed, then [common] and, where wanted, [log]. */
struct progress {
    const struct common *common;
    gradus_output *log;                 /* or NULL: none, or none any more */
    int log_failed;                     /* it was said that the log cannot be written */
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
/* Says that the log cannot be written; the training is as good without it. */
void progress_log_failed(struct progress *p, gradus_error *err);

#endif
