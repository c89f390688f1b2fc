/* gradus train, before the first epoch: the first run as it starts, looked at while nothing can be
 * lost yet.                                                                                    */
#include "stuck.h"
#include "train.h"

#include <math.h>

/* What the model file would keep if the first run were the best; its results, which are not known,
 * take no room worth mentioning.                                                               */
static void describe(const struct training *t, struct text *out)
{
    struct training likely = *t;
    struct run first = { .rate = t->plan.rate[0], .seed = t->typed->seed,
                         .result = { .loss = NAN, .val_loss = NAN, .ended = "epochs" } };
    likely.runs = (struct runs){ .run = &first, .count = 1 };
    likely.judged = gradus_problem_set(t->problem, GRADUS_TRAIN);
    likely.judged_name = "training";
    train_metadata(&likely, out);
}

static int check_model(const struct training *t, const gradus_net *net)
{
    gradus_error err = { .code = GRADUS_NOMEM };
    gradus_model *model = NULL;
    gradus_net *copy = NULL;
    struct text text = { 0 };
    gradus_status s = gradus_net_copy(&copy, net, &err);
    if (s == GRADUS_OK)
        s = gradus_model_new(&model, copy, gradus_problem_schema(t->problem), &err);
    if (s != GRADUS_OK)
        gradus_net_free(copy);
    else
        describe(t, &text);
    if (s == GRADUS_OK && text.failed)
        s = GRADUS_NOMEM;
    if (s == GRADUS_OK)
        s = gradus_model_set_training(model, text.bytes, &err);
    if (s == GRADUS_OK)
        s = gradus_model_check(model, &err);
    gradus_model_free(model);
    text_free(&text);
    return s == GRADUS_OK ? GO_ON : report_failure(&err);
}

/* A first look: some rows say as much as all, and take no time. */
static int warn_if_stuck(const struct training *t, const gradus_net *net, const gradus_set *train)
{
    enum { MOST = 256 };
    int all = train->x.rows <= MOST;
    gradus_matrix x = train->x, y = train->y;
    x.rows = y.rows = all ? train->x.rows : MOST;
    return stuck_warn(&t->typed->common, net, &x, &y,
                      all ? "over the training rows" : "over the first 256 training rows");
}

int train_start(struct training *t, const struct start *start)
{
    int status = runs_net(&t->first, start, t->typed->seed);
    if (status == GO_ON)
        status = warn_if_stuck(t, t->first, start->train);
    return status == GO_ON ? check_model(t, t->first) : status;
}
