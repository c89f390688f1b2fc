/* The workloads of the bench, and their timing. */
#ifndef BENCH_WORK_H
#define BENCH_WORK_H
#include <gradus.h>

struct work {
    const char *name;
    size_t size[6];                     /* inputs, then units; ends in 0 */
    const char *hidden, *output, *loss, *optimizer;
    size_t batch, rows;                 /* rows 0: prediction of [batch] rows */
};
extern const struct work bench_works[];             /* ends in a row without a name */

/* What a work trains on.  It refers to itself: it stays where it was made. */
struct bench_rows {
    gradus_set set;
    gradus_scaled scaled;
    void *x;
    float *y;
    double *scale;
};
gradus_status bench_rows_new(struct bench_rows *rows, const struct work *w);
void bench_rows_free(struct bench_rows *rows);      /* also after GRADUS_NOMEM */
/* [count] numbers from 0 to 1, to free, or NULL. */
float *bench_numbers(size_t count);

struct speed {
    double steps;                       /* a second, the median */
    double operations;                  /* of a step */
};

/* Multiply-adds a second of [threads] processors, two operations each, or NaN. */
double bench_peak(gradus_type type, size_t threads);
gradus_status bench_run(struct speed *out, const struct work *w, gradus_type type,
                        size_t threads, gradus_error *err);
#endif
