/* What a training changes from step to step, as one list of named arrays, and a copy of them. */
#ifndef GR_STATE_H
#define GR_STATE_H
#include <gradus.h>

enum { GR_STATE_BLOCKS = 16 };

struct gr_state_block {
    const char *name;
    void *data;                         /* borrowed */
    size_t bytes;
};

struct gr_state {
    const gradus_allocator *mem;
    struct gr_state_block block[GR_STATE_BLOCKS];
    size_t blocks, bytes;               /* bytes: of all together */
    char *copy;
};

/* Adds an array to the list; nothing where [data] is NULL. */
void gr_state_add(struct gr_state *s, const char *name, void *data, size_t bytes);
/* Takes the memory of the copy, when the list is whole. */
gradus_status gr_state_start(struct gr_state *s, const gradus_allocator *mem, gradus_error *err);
void gr_state_end(struct gr_state *s);
/* Copies all arrays, and back. */
void gr_state_keep(struct gr_state *s);
void gr_state_put_back(const struct gr_state *s);
#endif
