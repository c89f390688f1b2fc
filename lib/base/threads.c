/* The pool.  A round begins when [round] is raised and ends when [left] is zero.  Whoever waits
 * spins for about 20 microseconds, because most rounds are shorter than a sleep, then sleeps on
 * a condition, because with more threads than processors spinning would hold up the others.   */
#define _GNU_SOURCE                                 /* sched_getaffinity, CPU_COUNT */
#include "base/threads.h"
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>

enum { SPIN_NANOSECONDS = 20000, SPINS_A_LOOK = 64 };

struct worker {
    struct gr_pool *pool;
    pthread_t thread;
    size_t part;
};

struct gr_pool {
    gradus_allocator mem;
    size_t threads, started;
    struct worker *worker;
    gr_work *work;
    void *context;
    atomic_size_t round, left, sleepers;
    atomic_int quit;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static void pause_a_little(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static long nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

/* Returns when *value differs from [old]; spins, then sleeps. */
static void wait_change(struct gr_pool *p, atomic_size_t *value, size_t old)
{
    long until = nanoseconds() + SPIN_NANOSECONDS;
    do
        for (int k = 0; k < SPINS_A_LOOK; k++) {
            if (atomic_load_explicit(value, memory_order_acquire) != old)
                return;
            pause_a_little();
        }
    while (nanoseconds() < until);
    pthread_mutex_lock(&p->lock);
    atomic_fetch_add(&p->sleepers, 1);
    while (atomic_load(value) == old)
        pthread_cond_wait(&p->changed, &p->lock);
    atomic_fetch_sub(&p->sleepers, 1);
    pthread_mutex_unlock(&p->lock);
}

static void wake(struct gr_pool *p)
{
    if (!atomic_load(&p->sleepers))
        return;
    pthread_mutex_lock(&p->lock);
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

static void *serve(void *argument)
{
    struct worker *w = argument;
    struct gr_pool *p = w->pool;
    gr_float_enter();
    for (size_t seen = 0;; seen++) {
        wait_change(p, &p->round, seen);
        if (atomic_load(&p->quit))
            return NULL;
        p->work(p->context, w->part, p->threads);
        if (atomic_fetch_sub(&p->left, 1) == 1)
            wake(p);
    }
}

static gradus_status start_workers(struct gr_pool *p, gradus_error *err)
{
    for (size_t k = 0; k + 1 < p->threads; k++) {
        struct worker *w = &p->worker[k];
        w->pool = p;
        w->part = k + 1;
        if (pthread_create(&w->thread, NULL, serve, w))
            return gr_fail(err, GRADUS_NOMEM, "cannot start thread %zu", k + 2);
        p->started++;
    }
    return GRADUS_OK;
}

gradus_status gr_pool_new(struct gr_pool **out, size_t threads, const gradus_allocator *mem,
                          gradus_error *err)
{
    struct gr_pool *p = gr_alloc(mem, 1, sizeof *p);
    if (!p)
        return gr_nomem(err);
    p->mem = gr_allocator(mem);
    p->threads = threads ? threads : 1;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    p->worker = gr_alloc(mem, p->threads, sizeof *p->worker);
    gradus_status s = p->worker ? start_workers(p, err) : gr_nomem(err);
    if (s == GRADUS_OK)
        *out = p;
    else
        gr_pool_free(p);
    return s;
}

void gr_pool_free(struct gr_pool *p)
{
    if (!p)
        return;
    atomic_store(&p->quit, 1);
    atomic_fetch_add(&p->round, 1);
    pthread_mutex_lock(&p->lock);
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    for (size_t k = 0; k < p->started; k++)
        pthread_join(p->worker[k].thread, NULL);
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
    gradus_allocator mem = p->mem;
    gr_free(&mem, p->worker);
    gr_free(&mem, p);
}

size_t gr_pool_threads(const struct gr_pool *p)
{
    return p ? p->threads : 1;
}

void gr_pool_run(struct gr_pool *p, gr_work *work, void *context)
{
    if (!p || p->threads == 1) {
        work(context, 0, 1);
        return;
    }
    p->work = work;
    p->context = context;
    atomic_store(&p->left, p->threads - 1);
    atomic_fetch_add(&p->round, 1);
    wake(p);
    work(context, 0, p->threads);
    for (size_t left; (left = atomic_load(&p->left)) != 0;)
        wait_change(p, &p->left, left);
}

size_t gr_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set))
        return 1;
    return (size_t)CPU_COUNT(&set);
}

void gr_share(size_t count, size_t block, size_t part, size_t parts, size_t *first,
              size_t *last)
{
    size_t blocks = (count + block - 1) / block;
    size_t from = blocks * part / parts * block, to = blocks * (part + 1) / parts * block;
    *first = from < count ? from : count;
    *last = to < count ? to : count;
}
