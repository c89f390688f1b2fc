/* A training step taken apart: the passes of lib/net one by one, with a clock between them.  Reads
 * works (told.h); prints for each the seconds of the parts of a step:
 *
 *     NAME FORWARD LOSS BACKWARD GRADIENT UPDATE PRODUCTS PEAK
 *
 * Gradient and update are one walk over the blocks; every other step leaves the update out: what
 * that saves is the update's.  PRODUCTS are those of forward and backward with nothing around them,
 * on the same memory; PEAK is the time of a billion operations in registers alone.            */
#include "base/random.h"
#include "net/core.h"
#include "told.h"
#include "train/optimizer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAYERS = 5, DEEP = 512 };
enum part { FORWARD, LOSS, BACKWARD, GRADIENT, UPDATE, PRODUCTS, PEAK, PARTS };
static const double long_enough = 0.05;             /* seconds of all steps of a work */

struct step {
    gradus_net *net;
    gradus_tape *tape;
    gradus_optimizer *optimizer;
    struct bench_rows rows;
    size_t *index;
    struct gr_pass pass;
    double burnt;                                   /* operations of PEAK */
    double spent[PARTS], mark;
};

/* What was spent since the last mark is the part's. */
static void mark(struct step *s, enum part part)
{
    const double now = told_seconds();
    s->spent[part] += now - s->mark;
    s->mark = now;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---- parts -------------------------------------------------------------------------------- */
static void pass(struct step *s, int steps, enum part part)
{
    s->pass.steps = steps;
    gr_pass_run(&s->pass, NULL);
    mark(s, part);
}

static void descend(struct step *s, int update)
{
    const struct gr_descent d = { .update = update ? &s->optimizer->update : NULL };
    for (size_t l = s->net->spec.layers; l-- > 0;) {
        s->net->core->weights(s->tape, l, 0, s->net->shape[l].inputs, &d);
        s->net->core->biases(s->tape, l, &d);
    }
    mark(s, update ? UPDATE : GRADIENT);
    s->pass.first = (s->pass.first + s->pass.rows) % (s->pass.x->rows - s->pass.rows + 1);
}

/* c (rows, cols) = a (rows, k) by b (k, cols), in the order of net/core.inc. */
static void multiply(const struct step *s, size_t k, size_t cols, const float *a, const float *b,
                     float *c)
{
    const size_t rows = s->pass.rows;
    for (size_t t = 0; t < k; t += DEEP)
        for (size_t j = 0, width; j < cols; j += width) {
            width = smaller(GR_PANEL, cols - j);
            s->net->kernels->f32->product(rows, 0, width, smaller(DEEP, k - t), a + t * rows, rows,
                                          b + j * k + t * width, k, NULL, t > 0, c + j * rows,
                                          rows);
        }
}

static void products(struct step *s)
{
    const gradus_net *net = s->net;
    const float *below = s->tape->x, *w = net->parameters, *turned = s->tape->turned;
    for (size_t l = 0; l < net->spec.layers; l++) {
        const struct gr_shape *at = &net->shape[l];
        multiply(s, at->inputs, at->units, below, w + at->w, s->tape->layer[l].z);
        below = s->tape->layer[l].a;
    }
    for (size_t l = net->spec.layers - 1; l > 0; l--) {
        const struct gr_shape *at = &net->shape[l];
        multiply(s, at->units, at->inputs, s->tape->layer[l].dz, turned + at->turned,
                 s->tape->layer[l - 1].da);
    }
    mark(s, PRODUCTS);
}

static void burn(struct step *s)
{
    float sum;
    s->burnt += (double)s->net->kernels->f32->burn(10000, &sum);
    mark(s, PEAK);
}

static void run(struct step *s, int update)
{
    s->mark = told_seconds();
    pass(s, GR_FORWARD, FORWARD);
    pass(s, GR_LOSS, LOSS);
    pass(s, GR_BACKWARD, BACKWARD);
    descend(s, update);
}

/* ---- a work ------------------------------------------------------------------------------- */
static gradus_status make_net(struct step *s, const struct work *w, gradus_error *err)
{
    gradus_layer layer[LAYERS];
    size_t n = 0;
    for (; w->size[n + 1]; n++)
        layer[n] = (gradus_layer){ w->size[n + 1], w->size[n + 2] ? w->hidden : w->output, 1 };
    gradus_net_spec spec = { w->size[0], n, layer, w->loss, GRADUS_F32, NULL, NULL };
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = w->optimizer;
    opt.learning_rate = 1e-4;
    gradus_status status = gradus_net_new(&s->net, &spec, err);
    if (status == GRADUS_OK)
        status = gradus_net_init(s->net, "auto", NULL, 1, err);
    if (status == GRADUS_OK)
        status = gradus_optimizer_new(&s->optimizer, s->net, &opt, err);
    if (status == GRADUS_OK)
        status = gr_tape_new(&s->tape, s->net, w->batch, 1, err);
    return status;
}

static gradus_status make_rows(struct step *s, const struct work *w)
{
    struct gr_random random;
    s->index = calloc(w->rows, sizeof *s->index);
    if (bench_rows_new(&s->rows, w) != GRADUS_OK || !s->index)
        return GRADUS_NOMEM;
    for (size_t r = 0; r < w->rows; r++)
        s->index[r] = r;
    gr_random_start(&random, 1, GR_RANDOM_SHUFFLE, 0);
    gr_random_shuffle(&random, w->rows, s->index);
    s->pass = (struct gr_pass){ .tape = s->tape, .x = &s->rows.set.x, .y = &s->rows.set.y,
                                .index = s->index, .rows = w->batch,
                                .scale = 1.0 / (double)w->batch };
    return GRADUS_OK;
}

static void release(struct step *s)
{
    gradus_optimizer_free(s->optimizer);
    gradus_tape_free(s->tape);
    gradus_net_free(s->net);
    bench_rows_free(&s->rows);
    free(s->index);
}

/* Two steps that do not count, then pairs: one without the update and one with it. */
static void measure(struct step *s, const char *name)
{
    double pairs = 0;
    gr_turn_all(s->tape);
    gr_optimizer_begin(s->optimizer, 1e-4);
    run(s, 0);
    run(s, 1);
    memset(s->spent, 0, sizeof s->spent);
    for (const double start = told_seconds(); told_seconds() - start < long_enough; pairs++) {
        run(s, 0);
        products(s);
        burn(s);
        run(s, 1);
    }
    s->spent[UPDATE] -= s->spent[GRADIENT];
    s->spent[PEAK] *= 1e9 / s->burnt * pairs;
    printf("%s", name);
    for (int part = 0; part < PARTS; part++)
        printf(" %.6g", s->spent[part] / pairs / (part < GRADIENT ? 2 : 1));
    printf("\n");
}

int main(void)
{
    struct told t;
    gradus_error err = { .text = "out of memory" };
    gradus_status status = GRADUS_OK;
    while (status == GRADUS_OK && told_read(&t)) {
        struct step s = { .net = NULL };
        status = make_net(&s, &t.work, &err);
        if (status == GRADUS_OK)
            status = make_rows(&s, &t.work);
        if (status == GRADUS_OK)
            measure(&s, t.name);
        else
            fprintf(stderr, "parts: %s\n", err.text);
        release(&s);
    }
    return status != GRADUS_OK;
}
