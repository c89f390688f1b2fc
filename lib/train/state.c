/* The state of a training: arrays that belong to others, in one list, so that they are copied and
 * put back in one way.                                                                        */
#include "train/state.h"
#include "base/memory.h"
#include "base/status.h"

#include <string.h>

void gr_state_add(struct gr_state *s, void *data, size_t bytes)
{
    if (!data || s->failed)
        return;
    s->failed = !gr_grow(s->mem, (void **)&s->block, &s->room, s->blocks, s->blocks + 1,
                         sizeof *s->block);
    if (s->failed)
        return;
    s->block[s->blocks++] = (struct gr_state_block){ data, bytes };
    s->bytes += bytes;
}

gradus_status gr_state_start(struct gr_state *s, gradus_error *err)
{
    if (!s->failed)
        s->copy = gr_alloc(s->mem, s->bytes, 1);
    return s->copy ? GRADUS_OK : gr_nomem(err);
}

void gr_state_end(struct gr_state *s)
{
    gr_free(s->mem, s->copy);
    gr_free(s->mem, s->block);
    *s = (struct gr_state){ 0 };
}

void gr_state_keep(struct gr_state *s)
{
    char *to = s->copy;
    for (size_t k = 0; k < s->blocks; to += s->block[k++].bytes)
        memcpy(to, s->block[k].data, s->block[k].bytes);
}

void gr_state_put_back(const struct gr_state *s)
{
    const char *from = s->copy;
    for (size_t k = 0; k < s->blocks; from += s->block[k++].bytes)
        memcpy(s->block[k].data, from, s->block[k].bytes);
}
