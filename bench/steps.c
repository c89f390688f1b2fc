/* How long steps take, of any shape: what `gradus bench` times.
 *
 *     steps --list      prints the works of gradus bench, one a line
 *     steps             reads such lines (told.h); prints NAME OPERATIONS SECONDS, of a step     */
#include "progress.h"
#include "told.h"

#include <stdio.h>
#include <string.h>

/* The clock of bench_work.c, which in the program is that of its progress. */
double progress_seconds(void)
{
    return told_seconds();
}

static void list(void)
{
    for (const struct work *w = bench_works; w->name; w++) {
        printf("%s ", w->name);
        for (size_t l = 0; w->size[l]; l++)
            printf(l ? "-%zu" : "%zu", w->size[l]);
        printf(" %s %s %s %s %zu %zu\n", w->hidden, w->output, w->loss,
               w->optimizer ? w->optimizer : "-", w->batch, w->rows);
    }
}

static int measure(const struct told *t)
{
    struct speed speed;
    gradus_error err = { .code = GRADUS_OK };
    if (bench_run(&speed, &t->work, GRADUS_F32, 1, &err) != GRADUS_OK) {
        fprintf(stderr, "steps: %s: %s\n", t->name, err.text);
        return 0;
    }
    printf("%s %.0f %.6g\n", t->name, speed.operations, 1 / speed.steps);
    return 1;
}

int main(int argc, char **argv)
{
    struct told t;
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        list();
        return 0;
    }
    if (argc != 1) {
        fprintf(stderr, "usage: steps [--list]\n");
        return 2;
    }
    while (told_read(&t))
        if (!measure(&t))
            return 1;
    return 0;
}
