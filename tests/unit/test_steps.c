/* What training takes: threads by the size of the work, memory at its start and none in a step, and
 * no more of it than the formula below.  Every way to memory is counted, in every thread, and the
 * processors are as many as a test says (tests/meson.build wraps the calls).                  */
#define _GNU_SOURCE                                 /* cpu_set_t */
#include <gradus.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* ---- counted ------------------------------------------------------------------------------ */
static atomic_size_t requests;                      /* of memory, by any way */
static atomic_size_t started;                       /* threads */
static size_t processors;

#include "wrapped.h"

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument)
{
    started++;
    return __real_pthread_create(thread, attributes, start, argument);
}

int __wrap_sched_getaffinity(pid_t process, size_t size, cpu_set_t *set);
int __wrap_sched_getaffinity(pid_t process, size_t size, cpu_set_t *set)
{
    (void)process;
    assert_true(size == sizeof *set);
    CPU_ZERO(set);
    for (size_t k = 0; k < processors; k++)
        CPU_SET(k, set);
    return 0;
}

/* An allocator that knows how many bytes are alive, and the most that ever were. */
struct memory {
    size_t live, most, blocks;
};

static void *take(void *user, size_t bytes)
{
    struct memory *m = user;
    max_align_t *block = malloc(bytes + sizeof *block);
    if (!block)
        return NULL;
    memcpy(block, &bytes, sizeof bytes);
    m->blocks++;
    m->live += bytes;
    m->most = m->live > m->most ? m->live : m->most;
    return block + 1;
}

static void give(void *user, void *block)
{
    struct memory *m = user;
    size_t bytes;
    memcpy(&bytes, (max_align_t *)block - 1, sizeof bytes);
    m->live -= bytes;
    free((max_align_t *)block - 1);
}

/* ---- a training --------------------------------------------------------------------------- */
struct job {
    size_t size[3];                     /* inputs, units, outputs */
    size_t rows;
    gradus_train_options opt;
    gradus_type type;
    int validates;
    struct memory memory;
    gradus_watch *watch;
    void *user;
};

static struct job new_job(size_t inputs, size_t units, size_t outputs, size_t rows, size_t batch)
{
    struct job job = { .size = { inputs, units, outputs }, .rows = rows };
    gradus_train_defaults(&job.opt);
    job.opt.learning_rate = 1e-3;
    job.opt.batch_size = batch;
    job.opt.epochs = 3;
    return job;
}

/* Returns how many threads it began. */
static size_t run(struct job *job)
{
    const gradus_allocator mem = { take, give, &job->memory };
    const gradus_layer layer[] = { { job->size[1], "tanh", 1 }, { job->size[2], "identity", 1 } };
    const gradus_net_spec spec = { job->size[0], 2, layer, "mse", job->type, NULL, &mem };
    double *x = calloc(job->rows * job->size[0], sizeof *x);
    double *y = calloc(job->rows * job->size[2], sizeof *y);
    const gradus_set set = { { x, GRADUS_F64, job->rows, job->size[0] },
                             { y, GRADUS_F64, job->rows, job->size[2] } };
    gradus_net *net = NULL;
    assert_true(x && y);
    for (size_t i = 0; i < job->rows * job->size[0]; i++)
        x[i] = (double)(i * 7 % 31) / 31;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(net, "auto", NULL, 1, NULL), GRADUS_OK);
    started = 0;
    assert_int_equal(gradus_train(net, &set, job->validates ? &set : NULL, &job->opt, job->watch,
                                  job->user, NULL, NULL),
                     GRADUS_OK);
    size_t threads = started;
    gradus_net_free(net);
    assert_int_equal(job->memory.live, 0);
    free(y);
    free(x);
    return threads + 1;
}

/* ---- threads ------------------------------------------------------------------------------ */
static void threads_are_as_many_as_pay(void **state)
{
    (void)state;
    struct job little = new_job(2, 3, 1, 8, 1), much = new_job(256, 512, 128, 256, 128);
    little.opt.epochs = much.opt.epochs = 1;
    for (processors = 1; processors <= 3; processors++) {
        assert_int_equal(run(&little), 1);
        assert_int_equal(run(&much), processors);
    }
}

static void threads_are_as_many_as_asked(void **state)
{
    (void)state;
    struct job job = new_job(2, 30, 1, 80, 40);
    processors = 2;
    for (job.opt.threads = 1; job.opt.threads <= 4; job.opt.threads++)
        assert_int_equal(run(&job), job.opt.threads);
}

/* ---- memory in a step --------------------------------------------------------------------- */
struct seen {
    size_t epochs, before, between;     /* requests until the last look; between two looks */
};

static int look(void *user, const gradus_epoch *epoch)
{
    struct seen *s = user;
    size_t all = requests;
    if (epoch->epoch > 1)
        s->between += all - s->before;
    s->before = all;
    s->epochs++;
    return 0;
}

static void check_steps(struct job *job, const char *optimizer)
{
    for (job->opt.threads = 1; job->opt.threads <= 2; job->opt.threads++) {
        struct seen seen = { 0 };
        job->opt.optimizer = optimizer;
        job->watch = look;
        job->user = &seen;
        run(job);
        assert_int_equal(seen.epochs, job->opt.epochs);
        if (seen.between)
            fail_msg("%s, %zu threads, %zu rows in batches of %zu: %zu requests of memory",
                     optimizer, job->opt.threads, job->rows, job->opt.batch_size, seen.between);
    }
}

/* A batch of one row, one that ends inside of a register tile, one beyond the tape. */
static void a_step_takes_no_memory(void **state)
{
    (void)state;
    static const size_t batches[] = { 1, 37, 0 };
    for (size_t k = 0; gradus_optimizer_info(k); k++)
        for (size_t b = 0; b < 3; b++) {
            struct job job = new_job(9, 40, 3, batches[b] ? 75 : 1100, batches[b]);
            job.type = k % 2 ? GRADUS_F64 : GRADUS_F32;
            check_steps(&job, gradus_optimizer_info(k)->name);
            job.opt.clip_norm = 1e-3;
            job.validates = 1;
            check_steps(&job, gradus_optimizer_info(k)->name);
        }
}

static void tiny_networks_take_none_either(void **state)
{
    (void)state;
    struct job job = new_job(2, 3, 1, 8, 1);
    check_steps(&job, "sgd");
    job.opt.batch_size = 4;
    check_steps(&job, "adam");
}

/* ---- memory in all ------------------------------------------------------------------------ */
/* Numbers: the parameters, as many for each slot of the optimiser, both again as the epoch began
 * with them, as many as the parameters for the best weights; a transposed copy of the layers that
 * the way back goes through, so not of the first; for each row of the batch its inputs and answers,
 * and at most three (Z or A, both of the last layer, and dZ) a unit.  Bytes: the order of the rows,
 * a loss a row, and a little for everything else.                                              */
static size_t allowed(const struct job *job, size_t slots)
{
    const size_t *n = job->size;
    size_t parameters = (n[0] + 1) * n[1] + (n[1] + 1) * n[2], turned = n[1] * n[2];
    size_t tape = job->opt.batch_size * (n[0] + n[2] + 3 * (n[1] + n[2]));
    size_t number = job->type == GRADUS_F32 ? sizeof(float) : sizeof(double);
    return number * (parameters * (2 * (1 + slots) + 1) + turned + tape) +
           job->rows * (sizeof(size_t) + sizeof(double)) + ((size_t)1 << 16);
}

static void check_memory(const char *optimizer, size_t slots, gradus_type type)
{
    for (size_t threads = 1; threads <= 2; threads++) {
        struct job job = new_job(1024, 2048, 512, 512, 256);
        job.type = type;
        job.opt.optimizer = optimizer;
        job.opt.epochs = 1;
        job.opt.threads = threads;
        size_t before = requests;
        run(&job);
        assert_int_equal(requests - before, job.memory.blocks + 2);     /* 2 of the test's own */
        if (job.memory.most > allowed(&job, slots))
            fail_msg("%s: %zu bytes, %zu are allowed", optimizer, job.memory.most,
                     allowed(&job, slots));
    }
}

static void training_takes_what_it_needs(void **state)
{
    (void)state;
    check_memory("sgd", 0, GRADUS_F32);
    check_memory("momentum", 1, GRADUS_F32);
    check_memory("adam", 2, GRADUS_F32);
    check_memory("adam", 2, GRADUS_F64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_are_as_many_as_pay),
        cmocka_unit_test(threads_are_as_many_as_asked),
        cmocka_unit_test(a_step_takes_no_memory),
        cmocka_unit_test(tiny_networks_take_none_either),
        cmocka_unit_test(training_takes_what_it_needs),
    };
    return cmocka_run_group_tests_name("steps", tests, NULL, NULL);
}
