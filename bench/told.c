/* The lines that steps and parts read, and their clock. */
#define _POSIX_C_SOURCE 200809L                     /* clock_gettime */
#include "told.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int told_read(struct told *t)
{
    *t = (struct told){ .work = { .batch = 0 } };
    struct work *w = &t->work;
    const size_t most = sizeof w->size / sizeof *w->size - 1;
    char *at = t->layers;
    if (scanf("%31s %63s %31s %31s %31s %31s %zu %zu", t->name, t->layers, t->hidden, t->output,
              t->loss, t->optimizer, &w->batch, &w->rows) != 8)
        return 0;
    for (size_t l = 0; l < most && *at; l++) {
        w->size[l] = strtoul(at, &at, 10);
        at += *at == '-';
    }
    w->name = t->name;
    w->hidden = t->hidden;
    w->output = t->output;
    w->loss = t->loss;
    w->optimizer = t->optimizer;
    return *at == '\0';
}

double told_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
