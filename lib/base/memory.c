/* Memory.  A block is asked for with room to align it; the pointer that the allocator gave is
 * kept just below the aligned one.                                                           */
#define _DEFAULT_SOURCE                             /* madvise */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { LARGE = 1 << 23 };

/* Pages of 2 MiB for what is large, where the system has them: rows taken at random from a large
 * table wait less for addresses to be translated.                                              */
static void *plain_alloc(void *user, size_t bytes)
{
    (void)user;
    char *block = malloc(bytes);
#if defined(MADV_HUGEPAGE)
    const uintptr_t page = (uintptr_t)1 << 21, start = ((uintptr_t)block + page - 1) & ~(page - 1);
    const uintptr_t end = ((uintptr_t)block + bytes) & ~(page - 1);
    if (block && bytes >= LARGE && start < end)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
    return block;
}

static void plain_release(void *user, void *block)
{
    (void)user;
    free(block);
}

gradus_allocator gr_allocator(const gradus_allocator *mem)
{
    static const gradus_allocator plain = { plain_alloc, plain_release, NULL };
    return mem ? *mem : plain;
}

void *gr_alloc(const gradus_allocator *mem, size_t count, size_t size)
{
    size_t bytes, whole;
    if (__builtin_mul_overflow(count, size, &bytes) ||
        __builtin_add_overflow(bytes, GR_ALIGN + sizeof(void *), &whole))
        return NULL;
    gradus_allocator from = gr_allocator(mem);
    char *given = from.alloc(from.user, whole);
    if (!given)
        return NULL;
    uintptr_t start = (uintptr_t)given + sizeof(void *);
    char *block = given + sizeof(void *) + (GR_ALIGN - start % GR_ALIGN) % GR_ALIGN;
    memcpy(block - sizeof(void *), &given, sizeof given);
    memset(block, 0, bytes);
    return block;
}

void gr_free(const gradus_allocator *mem, void *block)
{
    if (!block)
        return;
    gradus_allocator from = gr_allocator(mem);
    void *given;
    memcpy(&given, (char *)block - sizeof(void *), sizeof given);
    from.release(from.user, given);
}

char *gr_copy_text(const gradus_allocator *mem, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = gr_alloc(mem, size, 1);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

int gr_grow(const gradus_allocator *mem, void **block, size_t *room, size_t have, size_t need,
            size_t size)
{
    if (need <= *room)
        return 1;
    size_t more = *room < 8 ? 8 : *room;
    while (more < need)
        if (__builtin_mul_overflow(more, 2, &more))
            return 0;
    void *grown = gr_alloc(mem, more, size);
    if (!grown)
        return 0;
    if (have)
        memcpy(grown, *block, have * size);
    gr_free(mem, *block);
    *block = grown;
    *room = more;
    return 1;
}
