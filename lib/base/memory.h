/* Memory: zeroed, aligned to 64 bytes, counted without overflow, from the caller's allocator. */
#ifndef GR_MEMORY_H
#define GR_MEMORY_H
#include <gradus.h>

enum { GR_ALIGN = 64 };

/* The allocator that an object keeps: *mem, or malloc and free where mem is NULL. */
gradus_allocator gr_allocator(const gradus_allocator *mem);

/* [count] zeroed items of [size] bytes at a multiple of GR_ALIGN; NULL when there is no memory
 * or the product overflows.  count 0 gives a valid block.                                   */
void *gr_alloc(const gradus_allocator *mem, size_t count, size_t size);
void gr_free(const gradus_allocator *mem, void *block);            /* accepts NULL */
/* A copy of [text], or NULL. */
char *gr_copy_text(const gradus_allocator *mem, const char *text);
/* Grows *block (may be NULL) from [have] to at least [need] items, doubling; 0 and *block as it
 * was when there is no memory.  *room is its capacity in items.                             */
int gr_grow(const gradus_allocator *mem, void **block, size_t *room, size_t have, size_t need,
            size_t size);

#endif
