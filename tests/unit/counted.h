/* An allocator that gives [left] blocks and then none, and counts what is alive: so each allocation
 * of a call can be made to fail once, and a leak is seen.                                      */
#ifndef TESTS_COUNTED_H
#define TESTS_COUNTED_H
#include <gradus.h>

#include <stdlib.h>

struct counted {
    long left, live, asked;             /* asked: how often, also in vain */
};

static inline void *counted_alloc(void *user, size_t bytes)
{
    struct counted *c = user;
    c->asked++;
    if (c->left-- <= 0)
        return NULL;
    c->live++;
    return malloc(bytes);
}

static inline void counted_release(void *user, void *block)
{
    ((struct counted *)user)->live--;
    free(block);
}

#endif
