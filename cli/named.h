/* One number of a network by its name, such as W1[2,1] or layers.0.bias[3]. */
#ifndef NAMED_H
#define NAMED_H
#include "options.h"

/* What a tensor is called: %zu is the layer, counted from [from], as are the indices. */
struct tensor_name {
    const char *format;
    int what;                           /* the caller's */
    size_t from;
};

struct named {
    const char *typed;
    int what;
    size_t layer;                       /* from 0 */
    size_t from, indices;               /* 1 or 2 indices as they were typed: */
    uint64_t at[2];
};

/* [typed] is a tensor of [layers] layers, by one of [count] names, and its indices: 1, else 0. */
int named_find(struct named *out, const char *typed, size_t layers,
               const struct tensor_name *name, size_t count);
/* The indices lie within rows and columns; one alone within [cols].  GO_ON or a status. */
int named_within(const struct named *n, const char *option, size_t rows, size_t cols);

#endif
