/* What a training changes from step to step, as one list of arrays, and a copy of them. */
#ifndef GR_STATE_H
#define GR_STATE_H
#include <gradus.h>

struct gr_state_block {
    void *data;                         /* borrowed */
    size_t bytes;
};

/* Starts as {0} with [mem], which takes the list and the copy; an array that found no room in the
 * list makes gr_state_start fail.                                                              */
struct gr_state {
    const gradus_allocator *mem;
    struct gr_state_block *block;
    size_t blocks, room, bytes;         /* bytes: of all arrays together */
    int failed;
    char *copy;
};

/* Adds an array to the list; nothing where [data] is NULL. */
void gr_state_add(struct gr_state *s, void *data, size_t bytes);
/* Takes the memory of the copy, when the list is whole. */
gradus_status gr_state_start(struct gr_state *s, gradus_error *err);
void gr_state_end(struct gr_state *s);
/* Copies all arrays, and back. */
void gr_state_keep(struct gr_state *s);
void gr_state_put_back(const struct gr_state *s);
#endif
