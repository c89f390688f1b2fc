/* Training: epochs of shuffled batches, forward, backward, update; validation, early stopping.
 * It prints nothing and opens no file: the caller watches.                                    */
#include "train/trainer.h"
#include "base/cpu.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"
#include "base/threads.h"
#include "net/core.h"
#include "train/finite.h"

#include <math.h>

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
static size_t choose_threads(const struct gr_trainer *t)
{
    static const double worth_it = 4e6;             /* multiplications in a step */
    if (t->opt->threads)
        return t->opt->threads;
    double work = 3.0 * (double)gradus_net_parameters(t->net) * (double)t->batch;
    return work < worth_it ? 1 : gr_processors();
}

/* What a step changes. */
static void list_state(struct gr_trainer *t)
{
    t->state.mem = &t->net->mem;
    gr_state_add(&t->state, t->net->parameters,
                 t->net->block * t->net->core->size);
    gr_optimizer_state(t->optimizer, !t->tiny, &t->state);
    if (t->tiny)
        gr_tiny_state(t->tiny, &t->state);
    gr_schedule_state(&t->schedule, &t->state);
    gr_state_add(&t->state, &t->step, sizeof t->step);
}

static gradus_status take_memory(struct gr_trainer *t, gradus_error *err)
{
    const gradus_allocator *mem = &t->net->mem;
    gradus_status s = gr_pool_new(&t->pool, choose_threads(t), mem, err);
    if (s == GRADUS_OK)
        s = gr_tape_new(&t->tape, t->net, t->batch < GR_ROOM ? t->batch : GR_ROOM, 1, err);
    if (s == GRADUS_OK && (t->batch > GR_ROOM || t->opt->clip_norm > 0))
        s = gradus_gradient_new(&t->gradient, t->net, err);
    if (s == GRADUS_OK && !t->optimizer->clipped)
        s = gr_tiny_new(&t->tiny, t->net, t->batch, t->optimizer->update.kind, err);
    if (s != GRADUS_OK)
        return s;
    t->index = gr_alloc(mem, t->rows, sizeof *t->index);
    t->kept = gr_net_alloc(t->net, t->net->block);
    if (t->validation)
        t->outputs = gr_alloc(mem, t->validation->x.rows, gr_net_outputs(t->net) * sizeof(double));
    if (!t->index || !t->kept || (!t->outputs && t->validation))
        return gr_nomem(err);
    list_state(t);
    return gr_state_start(&t->state, err);
}

static gradus_status start(struct gr_trainer *t, gradus_error *err)
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
    t->result = (gradus_result){ .loss = NAN, .val_loss = NAN, .ended = "epochs" };
    return GRADUS_OK;
}

static void finish(struct gr_trainer *t)
{
    const gradus_allocator *mem = &t->net->mem;
    gr_state_end(&t->state);
    gr_free(mem, t->outputs);
    gr_free(mem, t->kept);
    gr_free(mem, t->index);
    gr_tiny_free(t->tiny);
    gradus_optimizer_free(t->optimizer);
    gradus_gradient_free(t->gradient);
    gradus_tape_free(t->tape);
    gr_pool_free(t->pool);
}

/* ---- epochs ------------------------------------------------------------------------------- */
void gr_trainer_order(struct gr_trainer *t)
{
    struct gr_random random;
    for (size_t i = 0; i < t->rows; i++)
        t->index[i] = i;
    if (!t->opt->shuffle || t->batch == t->rows)
        return;
    gr_random_start(&random, t->opt->seed, GR_RANDOM_SHUFFLE, t->epoch);
    gr_random_shuffle(&random, t->rows, t->index);
}

static gradus_status stopped(struct gr_trainer *t, gradus_error *err)
{
    gr_tiny_save(t->tiny);
    t->result.ended = "stopped";
    return gr_fail(err, GRADUS_STOPPED, "stopped in epoch %zu", t->epoch + 1);
}

/* For diverged.c, which goes on from there. */
static void copy_state(struct gr_trainer *t)
{
    const size_t epochs = t->epoch - t->copied;
    if (epochs && epochs < GR_COPY_EPOCHS && epochs < GR_COPY_STEPS / t->batches + 1)
        return;
    gr_state_keep(&t->state);
    t->copied = t->epoch;
}

static void tell_schedule(struct gr_trainer *t, double loss)
{
    t->told[t->epoch - t->copied] = loss;
    gr_schedule_epoch(&t->schedule, loss);
}

static gradus_status train_epoch(struct gr_trainer *t, double *loss, gradus_error *err)
{
    double sum = 0;
    copy_state(t);
    gr_trainer_order(t);
    for (size_t batch = 0, count; batch < t->batches; batch += count, t->step += count) {
        count = gr_trainer_steps(t, batch, GR_TOGETHER, &sum);
        if (!count)
            return gr_trainer_diverged(t, batch, err);
        if (gr_trainer_stop(t))
            return stopped(t, err);
    }
    gr_tiny_save(t->tiny);
    if (!gr_net_finite(t->net))
        return gr_trainer_diverged(t, t->batches, err);
    *loss = sum * gr_loss_scale(t->net, t->rows);
    return GRADUS_OK;
}

/* Why training ends after this epoch, or NULL. */
static const char *reason_to_end(const struct gr_trainer *t, const gradus_epoch *now, double before)
{
    if (gr_trainer_selects(t) && t->since_best >= t->opt->patience)
        return "patience";
    if (t->opt->tolerance > 0 && fabs(now->loss - before) < t->opt->tolerance)
        return "tolerance";
    return NULL;
}

/* The caller's code runs in the caller's floating-point mode. */
static int show(struct gr_trainer *t, gradus_watch *watch, void *user, const gradus_epoch *now)
{
    if (!watch)
        return 0;
    gr_float_leave(t->mode);
    int stop = watch(user, now);
    t->mode = gr_float_enter();
    return stop;
}

static gradus_status run_epochs(struct gr_trainer *t, gradus_watch *watch, void *user,
                                gradus_error *err)
{
    gradus_epoch now = { .epochs = t->opt->epochs, .rows = t->rows, .loss = INFINITY };
    const char *end = NULL;
    for (; t->epoch < t->opt->epochs && !end; t->epoch++) {
        double before = now.loss;
        now.epoch = t->epoch + 1;
        now.learning_rate = gr_schedule_rate(&t->schedule, t->step, t->epoch);
        gradus_status s = train_epoch(t, &now.loss, err);
        if (s != GRADUS_OK)
            return s;
        gr_trainer_validate(t, &now);
        gr_trainer_keep(t, &now);
        tell_schedule(t, t->validation ? now.val_loss : now.loss);
        t->result.epochs = now.epoch;
        if (show(t, watch, user, &now))
            return stopped(t, err);
        end = reason_to_end(t, &now, before);
    }
    if (end)
        t->result.ended = end;
    if (!gr_trainer_selects(t)) {       /* the last weights are kept */
        t->result.best_epoch = t->result.epochs;
        t->result.loss = now.loss;
        t->result.val_loss = now.val_loss;
    }
    return gr_trainer_check_kept(t, err);
}

static gradus_status train(struct gr_trainer *t, gradus_watch *watch, void *user, gradus_error *err)
{
    gradus_status s = start(t, err);
    if (s != GRADUS_OK)
        return s;
    t->mode = gr_float_enter();
    gr_turn_all(t->tape);
    gr_trainer_keep_start(t);
    s = run_epochs(t, watch, user, err);
    gr_trainer_put_kept(t, s);
    if (t->validation && t->result.best_epoch && !isfinite(t->result.val_loss))
        gr_trainer_find_fault(t);
    gr_float_leave(t->mode);
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
    struct gr_trainer t = { .net = net, .train = train_set, .validation = validation, .opt = opt };
    s = train(&t, watch, user, err);
    if (result && (s == GRADUS_OK || s == GRADUS_DIVERGED || s == GRADUS_STOPPED))
        *result = t.result;
    finish(&t);
    return s;
}
