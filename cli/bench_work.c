/* What the bench runs: training by gradus_train, prediction by gradus_predict, on made-up rows.
 * The time of training is that between the ends of its epochs, of which the first is not
 * counted; of each figure the median is taken.                                               */
#include "bench_work.h"
#include "progress.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

const struct work bench_works[] = {
    { "xor-online", { 2, 3, 1 }, "sigmoid", "sigmoid", "mse", "sgd", 1, 4096 },
    { "xor-batch", { 2, 3, 1 }, "sigmoid", "sigmoid", "mse", "sgd", 4, 4096 },
    { "iris", { 4, 16, 3 }, "tanh", "softmax", "cross-entropy", "sgd", 16, 4096 },
    { "small", { 16, 64, 64, 1 }, "relu", "identity", "mse", "sgd", 32, 8192 },
    { "medium", { 64, 128, 128, 10 }, "relu", "softmax", "cross-entropy", "sgd", 64, 8192 },
    { "fashion", { 784, 256, 128, 10 }, "relu", "softmax", "cross-entropy", "sgd", 64, 60000 },
    { "wide", { 784, 1024, 1024, 10 }, "relu", "softmax", "cross-entropy", "sgd", 256, 2560 },
    { "large", { 1024, 4096, 4096, 1024 }, "relu", "identity", "mse", "sgd", 512, 512 },
    { "fashion-adam", { 784, 256, 128, 10 }, "relu", "softmax", "cross-entropy", "adam", 64,
      60000 },
    { "predict-1-small", { 16, 64, 64, 1 }, "relu", "identity", "mse", NULL, 1, 0 },
    { "predict-1-fashion", { 784, 256, 128, 10 }, "relu", "softmax", "cross-entropy", NULL, 1, 0 },
    { "predict-256-small", { 16, 64, 64, 1 }, "relu", "identity", "mse", NULL, 256, 0 },
    { "predict-256-fashion", { 784, 256, 128, 10 }, "relu", "softmax", "cross-entropy", NULL, 256,
      0 },
    { .name = NULL },
};

enum { SAMPLES = 5, MOST_SAMPLES = 101 };
static const double long_enough = 0.3, a_sample = 0.02;     /* seconds */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_size);
    return n ? x[n / 2] : NAN;
}

static size_t layers_of(const struct work *w)
{
    size_t n = 0;
    while (w->size[n + 1])
        n++;
    return n;
}

/* Products of [rows] rows: forward one a layer, backward dW and, but for the first layer, dX. */
static double operations(const struct work *w, size_t rows)
{
    double sum = 0;
    for (size_t l = 0; w->size[l + 1]; l++)
        sum += 2.0 * (double)rows * (double)w->size[l] * (double)w->size[l + 1] *
               (!w->rows ? 1 : l ? 3 : 2);
    return sum;
}

static gradus_status make_net(gradus_net **net, const struct work *w, gradus_type type,
                              gradus_error *err)
{
    gradus_layer layer[5];
    size_t layers = layers_of(w);
    for (size_t l = 0; l < layers; l++)
        layer[l] = (gradus_layer){ w->size[l + 1], l + 1 < layers ? w->hidden : w->output, 1 };
    gradus_net_spec spec = { w->size[0], layers, layer, w->loss, type, NULL, NULL };
    gradus_status s = gradus_net_new(net, &spec, err);
    return s == GRADUS_OK ? gradus_net_init(*net, "auto", NULL, 1, err) : s;
}

/* ---- the peak ------------------------------------------------------------------------------ */
struct burner {
    const gradus_net *net;
    size_t rounds;
    double operations;
};

static void *burn(void *argument)
{
    struct burner *b = argument;
    b->operations = gradus_burn(b->net, b->rounds);
    return NULL;
}

/* Operations a second of [threads] burners at once. */
static double burn_together(const gradus_net *net, size_t rounds, size_t threads)
{
    enum { MOST = 64 };
    struct burner b[MOST];
    pthread_t thread[MOST];
    size_t started = 1;
    double start = progress_seconds(), sum = 0;
    threads = threads < MOST ? threads : MOST;
    for (size_t k = 0; k < threads; k++)
        b[k] = (struct burner){ net, rounds, 0 };
    while (started < threads && !pthread_create(&thread[started], NULL, burn, &b[started]))
        started++;
    burn(&b[0]);
    for (size_t k = 1; k < started; k++)
        pthread_join(thread[k], NULL);
    for (size_t k = 0; k < started; k++)
        sum += b[k].operations;
    return sum / (progress_seconds() - start);
}

/* So many rounds that they take as long as a sample should. */
static size_t enough_rounds(const gradus_net *net)
{
    size_t rounds = 1000;
    double start;
    do {
        rounds *= 2;
        start = progress_seconds();
        burn_together(net, rounds, 1);
    } while (progress_seconds() - start < a_sample);
    return rounds;
}

double bench_peak(gradus_type type, size_t threads)
{
    gradus_net *net = NULL;
    double sample[SAMPLES];
    if (make_net(&net, bench_works, type, NULL) != GRADUS_OK)
        return NAN;
    size_t rounds = enough_rounds(net);
    for (size_t k = 0; k < SAMPLES; k++)
        sample[k] = burn_together(net, rounds, threads);
    gradus_net_free(net);
    return median(sample, SAMPLES);
}

/* ---- training ------------------------------------------------------------------------------ */
struct clock {
    double start, last, epoch[MOST_SAMPLES];
    size_t epochs;                      /* counted; the first epoch is not */
};

static int tick(void *user, const gradus_epoch *epoch)
{
    struct clock *c = user;
    double now = progress_seconds();
    if (epoch->epoch == 1)
        c->start = now;
    else
        c->epoch[c->epochs++] = now - c->last;
    c->last = now;
    return c->epochs == MOST_SAMPLES || (c->epochs >= SAMPLES && now - c->start > long_enough);
}

static gradus_status time_training(double *seconds_a_step, gradus_net *net, const struct work *w,
                                   size_t threads, gradus_error *err)
{
    struct bench_rows rows;
    struct clock clock = { .epochs = 0 };
    gradus_train_options opt;
    gradus_status s = bench_rows_new(&rows, w);
    gradus_train_defaults(&opt);
    opt.optimizer = w->optimizer;
    opt.learning_rate = 1e-4;
    opt.batch_size = w->batch;
    opt.epochs = 1000000;
    opt.threads = threads;
    if (s == GRADUS_OK)
        s = gradus_train(net, &rows.set, NULL, &opt, tick, &clock, NULL, err);
    bench_rows_free(&rows);
    *seconds_a_step = median(clock.epoch, clock.epochs) * (double)w->batch / (double)w->rows;
    return s == GRADUS_STOPPED ? GRADUS_OK : s;
}

/* ---- prediction ---------------------------------------------------------------------------- */
static double time_predictions(const gradus_model *model, const struct work *w, const double *x,
                               double *y, void *scratch, size_t bytes)
{
    double sample[SAMPLES], start;
    size_t calls = 1;
    for (size_t k = 0; k < SAMPLES; k++) {
        start = progress_seconds();
        for (size_t i = 0; i < calls; i++)
            gradus_predict(model, w->batch, x, y, scratch, bytes, NULL);
        sample[k] = (progress_seconds() - start) / (double)calls;
        if (k == 0 && sample[0] * (double)calls < a_sample) {
            calls *= 2;                             /* again, for longer */
            k--;
        }
    }
    return median(sample, SAMPLES);
}

static gradus_status time_model(double *seconds_a_call, const gradus_model *model,
                                const struct work *w)
{
    size_t bytes = gradus_predict_scratch(model, w->batch), inputs = w->size[0];
    float *rows = bench_numbers(w->batch * inputs);
    double *x = calloc(w->batch * inputs, sizeof *x);
    double *y = calloc(w->batch * gradus_model_outputs(model), sizeof *y);
    void *scratch = malloc(bytes);
    int all = rows && x && y && scratch;
    for (size_t i = 0; all && i < w->batch * inputs; i++)
        x[i] = (double)rows[i];
    if (all)
        *seconds_a_call = time_predictions(model, w, x, y, scratch, bytes);
    free(scratch);
    free(y);
    free(x);
    free(rows);
    return all ? GRADUS_OK : GRADUS_NOMEM;
}

gradus_status bench_run(struct speed *out, const struct work *w, gradus_type type,
                        size_t threads, gradus_error *err)
{
    gradus_net *net = NULL;
    gradus_model *model = NULL;
    double each = NAN;
    gradus_status s = make_net(&net, w, type, err);
    if (s == GRADUS_OK && w->rows)
        s = time_training(&each, net, w, threads, err);
    if (s == GRADUS_OK && !w->rows)
        s = gradus_model_new(&model, net, NULL, err);
    if (s == GRADUS_OK && model)
        s = time_model(&each, model, w);
    if (model)
        gradus_model_free(model);
    else
        gradus_net_free(net);
    out->steps = 1 / each;
    out->operations = operations(w, w->batch);
    return s;
}
