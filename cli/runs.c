/* Training once or many times.  Every run sees the same rows in the same parts, so that their
 * losses can be compared; it differs by its learning rate and by the seed of its weights and
 * shuffling.  A run that diverges does not end the others.                                    */
#include "runs.h"
#include "mistake.h"

#include <math.h>
#include <stdlib.h>

static int copy_weights(gradus_net *to, const gradus_net *from)
{
    const gradus_net_spec *spec = gradus_net_get_spec(from);
    size_t below = spec->inputs;
    for (size_t k = 0; k < spec->layers; k++) {
        size_t units = spec->layer[k].units;
        double *w = calloc(units * below + units, sizeof *w);
        if (!w)
            return report_nomem();
        double *b = spec->layer[k].bias ? w + units * below : NULL;
        gradus_net_get(from, k, w, b);
        gradus_net_set(to, k, w, b);
        free(w);
        below = units;
    }
    return GO_ON;
}

int runs_net(gradus_net **out, const struct start *start, uint64_t seed)
{
    gradus_error err;
    gradus_net *net = NULL;
    if (!start->from)
        return network_draw(out, start->spec, start->wanted, seed);
    if (gradus_net_new(&net, start->spec, &err) != GRADUS_OK)
        return report_typed(&err);
    int status = copy_weights(net, start->from);
    if (status == GO_ON)
        *out = net;
    else
        gradus_net_free(net);
    return status;
}

/* Smaller is better; a run without a finished epoch is worst. */
static double score(const struct run *r)
{
    double v = r->result.val_loss == r->result.val_loss ? r->result.val_loss : r->result.loss;
    return r->result.best_epoch && v == v ? v : INFINITY;
}

static int usable(const struct run *r)
{
    return r->result.best_epoch &&
           (r->status == GRADUS_OK || r->status == GRADUS_DIVERGED || r->status == GRADUS_STOPPED);
}

/* Keeps the net of run [k] where it is the best so far, else frees it. */
static void keep_best(struct runs *r, size_t k, gradus_net *net)
{
    if (usable(&r->run[k]) && (!r->net || score(&r->run[k]) < score(&r->run[r->best]))) {
        gradus_net_free(r->net);
        r->net = net;
        r->best = k;
    } else {
        gradus_net_free(net);
    }
}

static int run_one(struct runs *r, size_t k, const struct start *start, const struct plan *plan,
                   struct progress *progress, const volatile int *stop)
{
    struct run *run = &r->run[k];
    gradus_train_options opt = plan->train;
    gradus_net *net = NULL;
    opt.learning_rate = run->rate;
    opt.seed = run->seed;
    opt.stop = stop;
    int status = runs_net(&net, start, run->seed);
    if (status != GO_ON)
        return status;
    progress->run = k + 1;
    progress_start(progress);
    if (plan->mistake)
        run->status = mistake_train(net, start->train, plan->mistake, &opt, &run->result,
                                    &run->err);
    else
        run->status = gradus_train(net, start->train, start->validation, &opt, progress_watch,
                                   progress, &run->result, &run->err);
    progress_end(progress);
    keep_best(r, k, net);
    if (run->status == GRADUS_OK || run->status == GRADUS_DIVERGED ||
        run->status == GRADUS_STOPPED)
        return GO_ON;
    return report_typed(&run->err);
}

int runs_all(struct runs *r, const struct start *start, const struct plan *plan,
             const struct typed *typed, struct progress *progress, const volatile int *stop)
{
    size_t restarts = (size_t)typed->restarts, total = plan->rates * restarts;
    *r = (struct runs){ .run = calloc(total, sizeof *r->run) };
    if (!r->run)
        return report_nomem();
    progress->runs = total;
    int status = GO_ON;
    for (size_t k = 0; status == GO_ON && k < total && !*stop; k++) {
        r->run[k].rate = plan->rate[k / restarts];
        r->run[k].seed = typed->seed + k % restarts;
        status = run_one(r, k, start, plan, progress, stop);
        r->count = k + 1;
    }
    if (status == GO_ON && !r->net && r->count && r->run[0].status == GRADUS_DIVERGED)
        status = report_failure(&r->run[0].err);
    return status;
}

void runs_free(struct runs *r)
{
    free(r->run);
    gradus_net_free(r->net);
    *r = (struct runs){ 0 };
}
