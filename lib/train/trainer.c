/* Training: epochs of shuffled batches, forward, backward, update; validation, early stopping.
 * It prints nothing and opens no file: the caller watches.
 *
 * A step is two rounds of the threads.  In the first each takes some rows of the batch through
 * the network and back.  In the second each takes some inputs of every layer: the gradient of a
 * block of their weights over all rows, and while it is in the first cache their update, and the
 * transposed copy that the next way back reads (net/core.inc).  So the whole gradient is in memory
 * only where its norm is asked for, to clip it, or where a batch has more rows than the tape: then
 * it adds up there.                                                                           */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"
#include "base/threads.h"
#include "net/core.h"
#include "train/metrics.h"
#include "train/optimizer.h"
#include "train/schedule.h"
#include "train/tiny.h"

#include <math.h>
#include <string.h>

/* Rows on the tape at most; a multiple of GR_CHUNK, so that the chains of a sum stay. */
enum { ROOM = 4 * GR_CHUNK };

struct trainer {
    gradus_net *net;
    const gradus_set *train, *validation;
    const gradus_train_options *opt;
    size_t rows, batch, batches;        /* rows in all, in a batch; batches in an epoch */
    struct gr_pool *pool;
    gradus_tape *tape;
    gradus_gradient *gradient;          /* NULL where the update needs no more than its tile */
    gradus_optimizer *optimizer;
    struct gr_tiny_path *tiny;          /* NULL: the net or its batches are too large */
    struct gr_schedule schedule;
    size_t *index;                      /* row of each place in the epoch */
    double *outputs;                    /* of the validation rows */
    void *kept;                         /* a block: the best parameters yet */
    double best;
    gradus_result result;
    size_t epoch, step, since_best;
    uint64_t mode;                      /* the floating-point mode of the caller */
};

void gradus_train_defaults(gradus_train_options *opt)
{
    *opt = (gradus_train_options){
        .optimizer = "adam", .schedule = "constant", .learning_rate = NAN, .momentum = NAN,
        .beta1 = NAN, .beta2 = NAN, .weight_decay = NAN, .batch_size = 32, .epochs = 100,
        .shuffle = 1, .seed = 1,
    };
}

/* ---- beginning and end ------------------------------------------------------------------- */
/* As many threads as pay: below about this much work a round costs more than it saves. */
static size_t choose_threads(const struct trainer *t)
{
    static const double worth_it = 4e6;             /* multiplications in a step */
    if (t->opt->threads)
        return t->opt->threads;
    double work = 3.0 * (double)gradus_net_parameters(t->net) * (double)t->batch;
    return work < worth_it ? 1 : gr_processors();
}

static gradus_status take_memory(struct trainer *t, gradus_error *err)
{
    const gradus_allocator *mem = &t->net->mem;
    gradus_status s = gr_pool_new(&t->pool, choose_threads(t), mem, err);
    if (s == GRADUS_OK)
        s = gr_tape_new(&t->tape, t->net, t->batch < ROOM ? t->batch : ROOM, 1, err);
    if (s == GRADUS_OK && (t->batch > ROOM || t->opt->clip_norm > 0))
        s = gradus_gradient_new(&t->gradient, t->net, err);
    if (s == GRADUS_OK && !t->optimizer->clipped)
        s = gr_tiny_new(&t->tiny, t->net, t->batch, t->optimizer->update.kind, err);
    if (s != GRADUS_OK)
        return s;
    t->index = gr_alloc(mem, t->rows, sizeof *t->index);
    t->kept = gr_net_alloc(t->net, t->net->block);
    if (t->validation)
        t->outputs = gr_alloc(mem, t->validation->x.rows, gr_net_outputs(t->net) * sizeof(double));
    return t->index && t->kept && (t->outputs || !t->validation) ? GRADUS_OK : gr_nomem(err);
}

static gradus_status start(struct trainer *t, gradus_error *err)
{
    const gradus_train_options *opt = t->opt;
    t->rows = t->train->x.rows;
    t->batch = opt->batch_size && opt->batch_size < t->rows ? opt->batch_size : t->rows;
    t->batches = (t->rows + t->batch - 1) / t->batch;
    gradus_status s = gradus_optimizer_new(&t->optimizer, t->net, opt, err);
    if (s == GRADUS_OK)
        s = gr_schedule_start(&t->schedule, opt->schedule, t->optimizer->learning_rate,
                              t->batches * opt->epochs, opt->epochs, err);
    if (s == GRADUS_OK)
        s = take_memory(t, err);
    if (s != GRADUS_OK)
        return s;
    t->best = INFINITY;
    t->result = (gradus_result){ .loss = NAN, .val_loss = NAN, .ended = "epochs" };
    memcpy(t->kept, t->net->parameters, t->net->block * t->net->core->size);
    gr_turn_all(t->tape);
    return GRADUS_OK;
}

static void finish(struct trainer *t)
{
    const gradus_allocator *mem = &t->net->mem;
    gr_free(mem, t->outputs);
    gr_free(mem, t->kept);
    gr_free(mem, t->index);
    gr_tiny_free(t->tiny);
    gradus_optimizer_free(t->optimizer);
    gradus_gradient_free(t->gradient);
    gradus_tape_free(t->tape);
    gr_pool_free(t->pool);
}

/* ---- one step ---------------------------------------------------------------------------- */
struct round {
    struct trainer *t;
    struct gr_descent descent;
};

/* The second round, for the inputs that fall to one thread; the last one has the biases. */
static void descend_part(void *context, size_t part, size_t parts)
{
    const struct round *round = context;
    const gradus_net *net = round->t->net;
    for (size_t l = net->spec.layers; l-- > 0;) {
        size_t i0, i1;
        gr_share(net->shape[l].inputs, GR_PANEL, part, parts, &i0, &i1);
        net->core->weights(round->t->tape, l, i0, i1, &round->descent);
        if (part + 1 == parts)
            net->core->biases(round->t->tape, l, &round->descent);
    }
}

/* The gradient of the tape's rows; with the [last] rows of a batch the parameters move by it. */
static void descend(struct trainer *t, int first, int last)
{
    const int clips = t->optimizer->clipped != NULL;
    struct round round = { t, { .add = !first } };
    if (t->gradient)
        round.descent.gradient = t->gradient->block;
    if (last && !clips)
        round.descent.update = &t->optimizer->update;
    gr_pool_run(t->pool, descend_part, &round);
    if (!last || !clips)
        return;
    round.descent = (struct gr_descent){ .given = 1, .update = &t->optimizer->update };
    round.descent.gradient = gr_optimizer_clip(t->optimizer, t->gradient->block);
    gr_pool_run(t->pool, descend_part, &round);
}

/* The first layer whose Z holds a number that is not finite; the count of layers if none does. */
static size_t first_bad_layer(const struct trainer *t)
{
    const gradus_net *net = t->net;
    size_t l = 0;
    for (; l < net->spec.layers; l++) {
        size_t n = t->tape->rows * net->shape[l].units;
        const void *z = t->tape->layer[l].z;
        if ((net->spec.type == GRADUS_F32 ? net->kernels->f32->first_bad(n, z)
                                          : net->kernels->f64->first_bad(n, z)) < n)
            break;
    }
    return l;
}

static gradus_status diverged(struct trainer *t, size_t batch, gradus_error *err)
{
    size_t l = first_bad_layer(t);
    t->result.ended = "diverged";
    if (l < t->net->spec.layers)
        gr_fail(err, GRADUS_DIVERGED,
                "the loss is not finite: epoch %zu, batch %zu, from layer %zu on", t->epoch + 1,
                batch + 1, l);
    else
        gr_fail(err, GRADUS_DIVERGED,
                "the loss is not finite: epoch %zu, batch %zu, after the last layer", t->epoch + 1,
                batch + 1);
    gr_hint(err, "a smaller learning rate helps, or scaled inputs, or clipping by norm");
    return GRADUS_DIVERGED;
}

/* Moves to the next rows of the epoch, as many as fit on the tape and end before [end]. */
static void go_on(const struct trainer *t, struct gr_pass *pass, size_t end)
{
    pass->first += pass->rows;
    pass->rows = end - pass->first < t->tape->room ? end - pass->first : t->tape->room;
}

/* How many steps of a tiny net from this batch on are taken in one call: those that have the same
 * scalars, but so few that a wish to stop is soon heard.                                       */
static size_t together(const struct trainer *t, size_t batch)
{
    enum { MOST = 32 };
    const size_t whole = t->rows / t->batch - batch;
    const int alike = gr_schedule_by_epoch(&t->schedule) &&
                      gr_optimizer_slots(t->optimizer->update.kind) < 2;
    return !alike || !whole ? 1 : whole < MOST ? whole : MOST;
}

/* One batch, or more of a tiny net: their rows' losses are added to *loss in row order, and *count
 * is how many there were.                                                                      */
static gradus_status train_batch(struct trainer *t, size_t batch, size_t *count, double *loss,
                                 gradus_error *err)
{
    size_t from = batch * t->batch, left = t->rows - from;
    size_t end = left < t->batch ? t->rows : from + t->batch;
    gr_optimizer_begin(t->optimizer, gr_schedule_rate(&t->schedule, t->step, t->epoch));
    *count = t->tiny ? gr_tiny_steps(t->tiny, t->train, t->index + from, together(t, batch),
                                     end - from, &t->optimizer->update, loss)
                     : 0;
    if (*count)
        return GRADUS_OK;
    *count = 1;
    struct gr_pass pass = { .tape = t->tape, .x = &t->train->x, .y = &t->train->y,
                            .index = t->index, .scale = gr_loss_scale(t->net, end - from),
                            .steps = GR_FORWARD | GR_LOSS | GR_BACKWARD, .first = from };
    for (go_on(t, &pass, end); pass.rows; go_on(t, &pass, end)) {
        gr_pass_run(&pass, t->pool);
        for (size_t k = 0; k < pass.rows; k++)
            *loss += t->tape->row_loss[k];
        if (!isfinite(*loss))
            return diverged(t, batch, err);
        descend(t, pass.first == from, pass.first + pass.rows == end);
    }
    return GRADUS_OK;
}

/* ---- epochs ------------------------------------------------------------------------------- */
static void order_rows(struct trainer *t)
{
    struct gr_random random;
    for (size_t i = 0; i < t->rows; i++)
        t->index[i] = i;
    if (!t->opt->shuffle || t->batch == t->rows)
        return;
    gr_random_start(&random, t->opt->seed, GR_RANDOM_SHUFFLE, t->epoch);
    gr_random_shuffle(&random, t->rows, t->index);
}

static int stop_asked(const struct trainer *t)
{
    return t->opt->stop && *t->opt->stop;
}

static gradus_status stopped(struct trainer *t, gradus_error *err)
{
    t->result.ended = "stopped";
    return gr_fail(err, GRADUS_STOPPED, "stopped in epoch %zu", t->epoch + 1);
}

static gradus_status train_epoch(struct trainer *t, double *loss, gradus_error *err)
{
    double sum = 0;
    order_rows(t);
    for (size_t batch = 0, count; batch < t->batches; batch += count, t->step += count) {
        gradus_status s = train_batch(t, batch, &count, &sum, err);
        if (s == GRADUS_OK && stop_asked(t))
            s = stopped(t, err);
        if (s != GRADUS_OK)
            return s;
    }
    *loss = sum * gr_loss_scale(t->net, t->rows);
    return GRADUS_OK;
}

static void validate(struct trainer *t, gradus_epoch *now)
{
    now->val_loss = now->metric = NAN;
    if (!t->validation)
        return;
    gr_tape_evaluate(t->tape, t->validation, t->pool, t->outputs, &now->val_loss);
    now->metric = gr_metrics_one(t->net, &t->validation->y, t->outputs);
}

static void keep_if_better(struct trainer *t, const gradus_epoch *now)
{
    double watched = t->validation ? now->val_loss : now->loss;
    t->since_best++;
    if (!(watched < t->best))
        return;
    t->best = watched;
    t->since_best = 0;
    t->result.best_epoch = now->epoch;
    t->result.loss = now->loss;
    t->result.val_loss = now->val_loss;
    memcpy(t->kept, t->net->parameters, t->net->block * t->net->core->size);
}

static int parameters_finite(const struct trainer *t)
{
    const gradus_net *net = t->net;
    size_t n = net->block;
    return (net->spec.type == GRADUS_F32 ? net->kernels->f32->first_bad(n, net->parameters)
                                         : net->kernels->f64->first_bad(n, net->parameters)) == n;
}

/* Why training ends after this epoch, or NULL. */
static const char *reason_to_end(const struct trainer *t, const gradus_epoch *now, double before)
{
    if (t->opt->patience && t->validation && t->since_best >= t->opt->patience)
        return "patience";
    if (t->opt->tolerance > 0 && fabs(now->loss - before) < t->opt->tolerance)
        return "tolerance";
    return NULL;
}

/* The caller's code runs in the caller's floating-point mode. */
static int show(struct trainer *t, gradus_watch *watch, void *user, const gradus_epoch *now)
{
    if (!watch)
        return 0;
    gr_float_leave(t->mode);
    int stop = watch(user, now);
    t->mode = gr_float_enter();
    return stop;
}

static gradus_status run_epochs(struct trainer *t, gradus_watch *watch, void *user,
                                gradus_error *err)
{
    gradus_epoch now = { .epochs = t->opt->epochs, .rows = t->rows, .loss = INFINITY };
    const char *end = NULL;
    for (; t->epoch < t->opt->epochs && !end; t->epoch++) {
        double before = now.loss;
        now.epoch = t->epoch + 1;
        now.learning_rate = gr_schedule_rate(&t->schedule, t->step, t->epoch);
        gradus_status s = train_epoch(t, &now.loss, err);
        gr_tiny_save(t->tiny);
        if (s == GRADUS_OK && !parameters_finite(t))
            s = diverged(t, t->batches - 1, err);
        if (s != GRADUS_OK)
            return s;
        validate(t, &now);
        keep_if_better(t, &now);
        gr_schedule_epoch(&t->schedule, t->validation ? now.val_loss : now.loss);
        t->result.epochs = now.epoch;
        if (show(t, watch, user, &now))
            return stopped(t, err);
        end = reason_to_end(t, &now, before);
    }
    if (end)
        t->result.ended = end;
    if (!t->opt->patience || !t->validation) {      /* the last weights are kept */
        t->result.best_epoch = t->result.epochs;
        t->result.loss = now.loss;
        t->result.val_loss = now.val_loss;
    }
    return GRADUS_OK;
}

static gradus_status train(struct trainer *t, gradus_watch *watch, void *user, gradus_error *err)
{
    gradus_status s = start(t, err);
    if (s != GRADUS_OK)
        return s;
    t->mode = gr_float_enter();
    s = run_epochs(t, watch, user, err);
    gr_float_leave(t->mode);
    int has_best = t->result.best_epoch > 0 || s == GRADUS_DIVERGED;
    if (has_best && (s != GRADUS_OK || (t->opt->patience && t->validation)))
        memcpy(t->net->parameters, t->kept, t->net->block * t->net->core->size);
    return s;
}

gradus_status gradus_train(gradus_net *net, const gradus_set *train_set,
                           const gradus_set *validation, const gradus_train_options *opt,
                           gradus_watch *watch, void *user, gradus_result *result,
                           gradus_error *err)
{
    if (!net || !train_set || !opt)
        return gr_fail(err, GRADUS_ARGUMENT, "training needs a network, rows and options");
    if (!opt->epochs)
        return gr_fail(err, GRADUS_ARGUMENT, "training needs at least one epoch");
    gradus_status s = gr_check_set(net, train_set, err);
    if (s == GRADUS_OK && validation)
        s = gr_check_set(net, validation, err);
    if (s != GRADUS_OK)
        return s;
    struct trainer t = { .net = net, .train = train_set, .validation = validation, .opt = opt };
    s = train(&t, watch, user, err);
    if (result && (s == GRADUS_OK || s == GRADUS_DIVERGED || s == GRADUS_STOPPED))
        *result = t.result;
    finish(&t);
    return s;
}
