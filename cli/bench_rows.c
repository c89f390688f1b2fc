/* The made-up rows that the bench trains on: numbers from 0 to 1; answers are one 1 a row, at a
 * place that changes.  784 inputs are the pixels of an image: they are bytes with a scale, as
 * training has those of a file.                                                              */
#include "bench_work.h"

#include <stdlib.h>

enum { PIXELS = 28 * 28 };

static uint32_t next(uint32_t *state)
{
    return *state = *state * 1664525u + 1013904223u;
}

float *bench_numbers(size_t count)
{
    float *x = calloc(count, sizeof *x);
    uint32_t state = 1;
    for (size_t i = 0; x && i < count; i++)
        x[i] = (float)(next(&state) >> 8) / (1 << 24);
    return x;
}

static int make_bytes(struct bench_rows *r, size_t rows, size_t inputs)
{
    uint32_t state = 1;
    uint8_t *bytes = r->x = calloc(rows, inputs);
    double *scale = r->scale = calloc(inputs, 2 * sizeof *scale);
    if (!bytes || !scale)
        return 0;
    for (size_t i = 0; i < rows * inputs; i++)
        bytes[i] = (uint8_t)(next(&state) >> 24);
    for (size_t j = 0; j < inputs; j++)
        scale[j] = 1.0 / 256;                           /* the shifts, all 0, are behind */
    r->scaled = (gradus_scaled){ bytes, scale + inputs, scale, GRADUS_F32 };
    r->set.x = (gradus_matrix){ &r->scaled, GRADUS_SCALED, rows, inputs };
    return 1;
}

gradus_status bench_rows_new(struct bench_rows *r, const struct work *w)
{
    size_t inputs = w->size[0], answers = 0;
    for (size_t l = 1; w->size[l]; l++)
        answers = w->size[l];
    *r = (struct bench_rows){ .y = calloc(w->rows * answers, sizeof *r->y) };
    for (size_t i = 0; r->y && i < w->rows; i++)
        r->y[i * answers + (i * 7 + i / 13) % answers] = 1;
    r->set.y = (gradus_matrix){ r->y, GRADUS_F32, w->rows, answers };
    if (inputs == PIXELS)
        return make_bytes(r, w->rows, inputs) && r->y ? GRADUS_OK : GRADUS_NOMEM;
    r->x = bench_numbers(w->rows * inputs);
    r->set.x = (gradus_matrix){ r->x, GRADUS_F32, w->rows, inputs };
    return r->x && r->y ? GRADUS_OK : GRADUS_NOMEM;
}

void bench_rows_free(struct bench_rows *r)
{
    free(r->x);
    free(r->y);
    free(r->scale);
}
