/* The network of the loop: layers of a product and a pass over its result. */
#ifndef LOOP_H
#define LOOP_H
#include "peer.h"
#include "product.h"

/* Over [n] units of a row: z becomes f(z + b); d is multiplied by f' and added to db. */
struct activation {
    const char *name;
    void (*forward)(size_t n, const float *b, float *z);
    void (*backward)(size_t n, const float *a, float *d, float *db);
};

struct layer {
    const struct activation *f;
    size_t in, out, batch;
    float *w, *b;                       /* weights and behind them the biases: one block */
    float *dw, *db;                     /* likewise; weights only for adam */
    float *m, *v;                       /* adam's moments of both */
    float *a, *d;                       /* (batch,out): values, and the loss's derivative by them */
};

struct net {
    struct layer layer[MOST_LAYERS];
    size_t layers, batch;
    int by_input;                       /* weights are (in,out), else (out,in) */
    int adam;
    float delta;                        /* 1 for cross-entropy with softmax, 2 for mse */
    size_t step;
    void (*product)(const struct product *p);
};

/* Zero where the loop does not know the work's names, or without memory.  Free it either way. */
int net_make(struct net *net, const struct work *w);
void net_free(struct net *net);
void net_init(struct net *net);         /* the same random weights each time */

void net_forward(struct net *net, const float *x);
void net_step(struct net *net, const float *x, const float *y, float rate);

/* part(of, from, to) for all of 0..n, among threads where that many times [each] is worth it. */
void loop_share(size_t n, size_t each, void (*part)(const void *, size_t, size_t), const void *of);

int loop_check(char *out, size_t room);
#endif
