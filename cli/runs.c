/* Training once or many times.  Every run sees the same rows in the same parts, so that their
 * losses can be compared; it differs by its learning rate and by the seed of its weights and
 * shuffling.  A run that diverges does not end the others.                                    */
#include "runs.h"
#include "mistake.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- which is the best --------------------------------------------------------------------- */
/* Whether the weights that a run left can be kept: those of one of its epochs, or those it started
 * from, if its epochs were compared with them.  A run that ended in its first epoch has weights
 * that nothing was compared with, mostly drawn at random.                                      */
static int usable(const struct run *r)
{
    return r->result.epochs && (r->result.best_epoch || isfinite(r->result.val_loss)) &&
           (r->status == GRADUS_OK || r->status == GRADUS_DIVERGED || r->status == GRADUS_STOPPED);
}

/* Smaller is better; a run whose loss is not finite is worst. */
static double score(const struct run *r, int validated)
{
    double v = validated ? r->result.val_loss : r->result.loss;
    return usable(r) && isfinite(v) ? v : INFINITY;
}

/* Keeps the net of run [k] where it is the best so far, else frees it. */
static void keep_best(struct runs *r, size_t k, gradus_net *net, int validated)
{
    if (usable(&r->run[k]) &&
        (!r->net || score(&r->run[k], validated) < score(&r->run[r->best], validated))) {
        gradus_net_free(r->net);
        r->net = net;
        r->best = k;
    } else {
        gradus_net_free(net);
    }
}

/* ---- a validation loss that is not finite --------------------------------------------------- */
/* Puts the source of the validation row into *err; its number, where there is no line to name. */
static void place(const gradus_set *validation, const gradus_data *table,
                  const gradus_result *result, gradus_error *err)
{
    size_t row = gradus_set_row(validation, result->val_row);
    size_t length = strlen(err->text);
    gradus_data_place(table, row, err);
    if (!err->line && row != result->val_row)
        snprintf(err->text + length, sizeof err->text - length, ", row %zu of the table", row + 1);
}

int runs_fault(const gradus_set *validation, const gradus_data *table,
               const gradus_result *result, gradus_error *err)
{
    if (!*result->val_fault)
        return 0;
    *err = (gradus_error){ .code = GRADUS_DIVERGED };
    FIT(err->text, "the validation loss is not finite; the first number that is not is %s, for "
        "row %zu of the validation rows", result->val_fault, result->val_row + 1);
    place(validation, table, result, err);
    return 1;
}

/* Why no run can be kept: what the first one said. */
static int none_finite(struct runs *r, const struct start *start)
{
    gradus_error err = r->run[0].err;
    if (r->run[0].status == GRADUS_OK)
        runs_fault(start->validation, start->validation_table, &r->run[0].result, &err);
    if (r->count > 1) {
        char why[sizeof err.text];
        memcpy(why, err.text, sizeof why);
        FIT(err.text, "none of the %zu runs has a finite loss; the first: %s", r->count, why);
    }
    gradus_net_free(r->net);
    r->net = NULL;
    return report_failure(&err);
}

/* ---- the runs ------------------------------------------------------------------------------ */
static int run_one(struct runs *r, size_t k, const struct start *start, const struct plan *plan,
                   struct progress *progress, const volatile int *stop)
{
    struct run *run = &r->run[k];
    gradus_train_options opt = plan->train;
    gradus_net *net = NULL;
    opt.learning_rate = run->rate;
    opt.seed = run->seed;
    opt.stop = stop;
    int status = GO_ON;
    if (k == 0 && start->first) {
        net = *start->first;
        *start->first = NULL;
    } else
        status = runs_net(&net, start, run->seed);
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
    if (run->status == GRADUS_DIVERGED && *run->result.val_fault && !usable(run))
        place(start->validation, start->validation_table, &run->result, &run->err);
    keep_best(r, k, net, start->validation != NULL);
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
        r->run[k].result = (gradus_result){ .loss = NAN, .val_loss = NAN };
        status = run_one(r, k, start, plan, progress, stop);
        r->count = k + 1;
    }
    r->failed = status != GO_ON && r->net;
    if (status != GO_ON || *stop)
        return r->failed ? GO_ON : status;
    if (!r->net || (total > 1 && score(&r->run[r->best], start->validation != NULL) == INFINITY))
        status = none_finite(r, start);
    return status;
}

void runs_free(struct runs *r)
{
    free(r->run);
    gradus_net_free(r->net);
    *r = (struct runs){ 0 };
}
