/* What is seen while a net learns.  On a terminal one line is rewritten, ten times a second at
 * most; elsewhere about ten lines a run, at epochs that depend on nothing but their number.
 * There is no colour anywhere, so that NO_COLOR has nothing to forbid.                        */
#define _POSIX_C_SOURCE 200809L                     /* clock_gettime, isatty */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINES = 10, BAR = 20 };

double progress_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_start(struct progress *p)
{
    const char *kind = getenv("TERM");
    p->terminal = isatty(STDERR_FILENO) && !(kind && strcmp(kind, "dumb") == 0);
    p->start = p->last = progress_seconds();
    p->shown = 0;
    p->drawn = 0;
}

static void add(struct text *t, const struct progress *p, const char *name, double value)
{
    if (value != value)
        return;
    text_add(t, "  %s ", name);
    text_number(t, value, (int)p->common->digits);
}

static void describe(struct text *t, const struct progress *p, const gradus_epoch *e, double now)
{
    if (p->runs > 1)
        text_add(t, "run %zu/%zu  ", p->run, p->runs);
    text_add(t, "epoch %zu/%zu", e->epoch, e->epochs);
    add(t, p, "loss", e->loss);
    add(t, p, "val_loss", e->val_loss);
    add(t, p, p->metric, e->metric);
    if (now > p->start)
        text_add(t, "  rows/s %.0f", (double)e->epoch * (double)e->rows / (now - p->start));
}

static void draw_bar(const gradus_epoch *e)
{
    char bar[BAR + 1];
    size_t done = e->epochs ? e->epoch * BAR / e->epochs : 0;
    for (size_t k = 0; k < BAR; k++)
        bar[k] = k < done ? '#' : '.';
    bar[BAR] = 0;
    fprintf(stderr, "\r[%s] ", bar);
}

static void show(struct progress *p, const gradus_epoch *e, double now)
{
    size_t every = (e->epochs + LINES - 1) / LINES;
    int last = e->epoch == e->epochs;
    if (p->terminal ? !last && now - p->shown < 0.1
                    : !last && e->epoch != 1 && e->epoch % every)
        return;
    struct text line = { 0 };
    describe(&line, p, e, now);
    if (p->terminal)
        draw_bar(e);
    fprintf(stderr, "%s%s", line.failed ? "" : line.bytes, p->terminal ? "\x1b[K" : "\n");
    p->drawn = p->terminal;
    p->shown = now;
    text_free(&line);
}

void progress_log_failed(struct progress *p, gradus_error *err)
{
    progress_end(p);
    if (!*err->hint)
        FIT(err->hint, "training goes on without a log");
    report_failure(err);
    p->log_failed = 1;
}

/* One write a line, so that a run that is killed leaves whole lines.  A log that cannot be written
 * any more ends; the training does not.                                                       */
static void write_log(struct progress *p, const gradus_epoch *e, double now)
{
    struct text line = { 0 };
    gradus_error err = { .code = GRADUS_NOMEM };
    struct json j = { .out = &line };
    json_open(&j, NULL, '{');
    if (p->runs > 1)
        json_count(&j, "run", p->run);
    json_count(&j, "epoch", e->epoch);
    json_number(&j, "loss", e->loss);
    json_number(&j, "val_loss", e->val_loss);
    json_number(&j, "metric", e->metric);
    json_number(&j, "learning_rate", e->learning_rate);
    json_number(&j, "seconds", now - p->start);
    json_close(&j, '}');
    text_put(&line, "\n", 1);
    if (line.failed ||
        gradus_output_write(p->log, line.bytes, line.size, &err) != GRADUS_OK) {
        gradus_output_abandon(p->log);
        p->log = NULL;
        progress_log_failed(p, &err);
    }
    text_free(&line);
}

int progress_watch(void *user, const gradus_epoch *epoch)
{
    struct progress *p = user;
    double now = progress_seconds();
    if (p->log)
        write_log(p, epoch, now);
    if (!p->common->quiet && !p->common->json)
        show(p, epoch, now);
    return 0;
}

void progress_end(struct progress *p)
{
    if (p->drawn)
        fputc('\n', stderr);
    p->drawn = 0;
}
