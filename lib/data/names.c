/* Names to numbers, by open addressing.  The hash is FNV-1a (Fowler, Noll, Vo); no order that it
 * makes is ever seen outside, so it may change.                                               */
#include "data/names.h"

#include "base/memory.h"
#include "base/status.h"

#include <string.h>

static size_t hash(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 0x100000001b3u;
    return (size_t)(h ^ h >> 32);
}

void gr_names_start(struct gr_names *names, const gradus_allocator *mem)
{
    *names = (struct gr_names){ .mem = gr_allocator(mem) };
}

void gr_names_end(struct gr_names *names)
{
    gr_free(&names->mem, names->slot);
    gr_free(&names->mem, names->name);
    names->slot = NULL;
    names->name = NULL;
    names->count = names->slots = 0;
}

/* The slot that holds [name], or the free one where it would go. */
static size_t *slot_of(const struct gr_names *names, const char *name)
{
    size_t at = hash(name) & (names->slots - 1);
    while (names->slot[at] && strcmp(names->name[names->slot[at] - 1], name) != 0)
        at = (at + 1) & (names->slots - 1);
    return &names->slot[at];
}

int gr_names_room(struct gr_names *names, size_t more)
{
    size_t need, slots = names->slots ? names->slots : 16;
    if (__builtin_add_overflow(names->count, more, &need))
        return 0;
    while (slots / 2 <= need)
        if (__builtin_mul_overflow(slots, 2, &slots))
            return 0;
    if (slots == names->slots)
        return 1;
    struct gr_names grown = { names->mem, names->count, slots, NULL, NULL };
    grown.slot = gr_alloc(&names->mem, slots, sizeof *grown.slot);
    grown.name = gr_alloc(&names->mem, slots / 2, sizeof *grown.name);
    if (!grown.slot || !grown.name) {
        gr_names_end(&grown);
        return 0;
    }
    for (size_t k = 0; k < names->count; k++) {
        grown.name[k] = names->name[k];
        *slot_of(&grown, grown.name[k]) = k + 1;
    }
    gr_names_end(names);
    *names = grown;
    return 1;
}

int gr_names_add(struct gr_names *names, const char *name)
{
    size_t *slot = slot_of(names, name);
    if (*slot)
        return 0;
    names->name[names->count++] = name;
    *slot = names->count;
    return 1;
}

int gr_names_find(const struct gr_names *names, const char *name, size_t *number)
{
    size_t found = names->slots ? *slot_of(names, name) : 0;
    if (found)
        *number = found - 1;
    return found != 0;
}

const char *gr_names_nearest(const struct gr_names *names, const char *name)
{
    struct gr_nearest near;
    gr_nearest_start(&near, name);
    for (size_t k = 0; k < names->count; k++)
        gr_nearest_try(&near, names->name[k]);
    return near.best;
}
