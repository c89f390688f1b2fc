/* A pool of threads that split one piece of work by its outputs and meet at its end. */
#ifndef GR_THREADS_H
#define GR_THREADS_H
#include <gradus.h>

typedef void gr_work(void *context, size_t part, size_t parts);

struct gr_pool;
/* [threads] 1 starts none: the caller is the first of them. */
gradus_status gr_pool_new(struct gr_pool **out, size_t threads, const gradus_allocator *mem,
                          gradus_error *err);
void gr_pool_free(struct gr_pool *pool);
size_t gr_pool_threads(const struct gr_pool *pool);                /* NULL: 1 */
/* Calls work(context, part, parts) once for each part, in as many threads, and returns when all
 * are done.  A NULL pool does it alone.  No allocation.                                      */
void gr_pool_run(struct gr_pool *pool, gr_work *work, void *context);
size_t gr_processors(void);                                        /* that this process may use */
/* The share of [count] items that falls to [part]: whole blocks of [block] but for the last. */
void gr_share(size_t count, size_t block, size_t part, size_t parts, size_t *first,
              size_t *last);

#endif
