/* What peers in C share: the lines they are asked in, the clock, and rows to learn. */
#define _POSIX_C_SOURCE 200809L
#include "peer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double peer_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Five samples, each a fifth of the time, but one step at least; fewer where steps take long. */
double peer_rate(void (*steps)(size_t n), double seconds)
{
    enum { SAMPLES = 5 };
    double sample[SAMPLES], spent = 0;
    size_t n = 1, count = 0;
    while (count == 0 || (count < SAMPLES && spent < 2 * seconds)) {
        double start = peer_seconds(), took;
        steps(n);
        took = peer_seconds() - start;
        if (count == 0 && took < seconds / SAMPLES) {
            n *= 2;                                 /* again, for longer */
            continue;
        }
        sample[count++] = (double)n / took;
        spent += took;
    }
    qsort(sample, count, sizeof *sample, by_size);
    return sample[(count - 1) / 2];
}

float *peer_rows(size_t rows, size_t columns)
{
    float *x = malloc(rows * columns * sizeof *x);
    uint32_t state = 1;
    for (size_t i = 0; x && i < rows * columns; i++) {
        state = state * 1664525u + 1013904223u;
        x[i] = (float)(state >> 8) / (1 << 24);
    }
    return x;
}

float *peer_answers(size_t rows, size_t columns)
{
    float *y = calloc(rows * columns, sizeof *y);
    for (size_t r = 0; y && r < rows; r++)
        y[r * columns + (r * 7 + r / 13) % columns] = 1;
    return y;
}

static int read_work(struct work *w, const char *line)
{
    char layers[WORD];
    memset(w, 0, sizeof *w);
    if (sscanf(line, "work %31s %31s %31s %31s %31s %31s %zu %zu", w->name, layers, w->hidden,
               w->output, w->loss, w->optimizer, &w->batch, &w->rows) != 8)
        return 0;
    char *at = layers;
    size_t n = 0;
    while (n <= MOST_LAYERS && *at) {
        w->size[n++] = strtoul(at, &at, 10);
        at += *at == '-';
    }
    w->layers = n - 1;
    return n > 1 && !*at;
}

static void answer(const struct peer *peer, const char *line)
{
    char said[256] = "";
    struct work w;
    if (strncmp(line, "version", 7) == 0) {
        peer->version(said, sizeof said);
        printf("%s\n", said);
    } else if (strncmp(line, "check", 5) == 0) {
        int right = peer->check(said, sizeof said);
        printf("%s %s\n", right ? "ok" : "wrong", said);
    } else if (strncmp(line, "run ", 4) == 0) {
        printf("%.9g\n", peer_rate(peer->steps, strtod(line + 4, NULL)));
    } else if (read_work(&w, line)) {
        int ready = peer->prepare(&w, said, sizeof said);
        printf("%s %s\n", ready ? "ok" : "no", said);
    } else {
        printf("no such request\n");
    }
    fflush(stdout);
}

int peer_main(const struct peer *peer)
{
    char line[512];
    while (fgets(line, sizeof line, stdin))
        answer(peer, line);
    return 0;
}
