/* The loop: training and prediction as one writes them by hand over somebody's matrix product,
 * as a peer of gradus bench.  For each work it tries both orders of the weights in memory, and
 * plain loops for small products, and keeps the fastest.                                      */
#include "loop.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct form {
    const char *name;
    int by_input;
    void (*product)(const struct product *p);
} forms[] = {
    { "weights (out,in)", 0, product },
    { "weights (in,out)", 1, product },
    { "plain, (out,in)", 0, product_plain },
    { "plain, (in,out)", 1, product_plain },
};
enum { FORMS = 4, OF_THE_LIBRARY = 2, SMALL = 1 << 21 };    /* plain: multiplications a layer */

static struct {
    struct work work;
    struct net net;
    float *x, *y, *batch_x, *batch_y;
    uint32_t *order, state;
    size_t at;                          /* the next row, in that order */
} now;

static void shuffle(void)
{
    for (size_t i = now.work.rows; i > 1; i--) {
        now.state = now.state * 1664525u + 1013904223u;
        size_t k = (size_t)(((uint64_t)now.state * i) >> 32);
        uint32_t held = now.order[i - 1];
        now.order[i - 1] = now.order[k];
        now.order[k] = held;
    }
    now.at = 0;
}

static void gather_rows(const void *of, size_t from, size_t to)
{
    const struct work *w = of;
    const uint32_t *order = now.order + now.at;
    size_t in = w->size[0], out = w->size[w->layers];
    for (size_t r = from; r < to; r++) {
        memcpy(now.batch_x + r * in, now.x + order[r] * in, in * sizeof *now.x);
        memcpy(now.batch_y + r * out, now.y + order[r] * out, out * sizeof *now.y);
    }
}

static void learn_batch(void)
{
    const struct work *w = &now.work;
    if (now.at + w->batch > w->rows)
        shuffle();
    loop_share(w->batch, w->size[0], gather_rows, w);
    now.at += w->batch;
    net_step(&now.net, now.batch_x, now.batch_y, 1e-4f);
}

static void steps(size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (now.work.rows)
            learn_batch();
        else
            net_forward(&now.net, now.x);
}

static void clear(void)
{
    net_free(&now.net);
    free(now.x);
    free(now.y);
    free(now.batch_x);
    free(now.batch_y);
    free(now.order);
    memset(&now, 0, sizeof now);
}

static int make_rows(const struct work *w)
{
    size_t rows = w->rows ? w->rows : w->batch, in = w->size[0], out = w->size[w->layers];
    now.work = *w;
    now.x = peer_rows(rows, in);
    now.y = peer_answers(rows, out);
    now.batch_x = malloc(w->batch * in * sizeof *now.batch_x);
    now.batch_y = malloc(w->batch * out * sizeof *now.batch_y);
    now.order = malloc(rows * sizeof *now.order);
    if (!now.x || !now.y || !now.batch_x || !now.batch_y || !now.order)
        return 0;
    for (size_t i = 0; i < rows; i++)
        now.order[i] = (uint32_t)i;
    if (w->rows)
        shuffle();
    return 1;
}

static void take(const struct form *f)
{
    now.net.by_input = f->by_input;
    now.net.product = f->product;
    net_init(&now.net);
}

static int is_small(const struct work *w)
{
    size_t most = 0;
    for (size_t l = 0; l < w->layers; l++)
        most = w->size[l] * w->size[l + 1] > most ? w->size[l] * w->size[l + 1] : most;
    return most * w->batch <= SMALL;
}

static int prepare(const struct work *w, char *out, size_t room)
{
    double best = 0;
    const struct form *chosen = NULL;
    clear();
    if (!net_make(&now.net, w) || !make_rows(w)) {
        snprintf(out, room, "unknown names, or no memory");
        return 0;
    }
    for (size_t k = 0; k < (is_small(w) ? FORMS : OF_THE_LIBRARY); k++) {
        take(&forms[k]);
        steps(1);
        double rate = peer_rate(steps, 0.1);
        if (rate > best) {
            best = rate;
            chosen = &forms[k];
        }
    }
    take(chosen);
    snprintf(out, room, "%s", chosen->name);
    return 1;
}

int main(void)
{
    static const struct peer loop = { product_version, loop_check, prepare, steps };
    return peer_main(&loop);
}
