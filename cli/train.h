/* The training command: what it holds, and how it reports. */
#ifndef TRAIN_H
#define TRAIN_H
#include "runs.h"

struct training {
    const struct typed *typed;
    struct plan plan;
    const char *source, *output;        /* DATA, and where the model shall go */
    struct text written;                /* where it is; empty: nowhere */
    int status;                         /* GO_ON, or FAILED where something was lost or unsaid */
    struct progress progress;
    gradus_data *data, *validation_data, *test_data;
    gradus_model *from;                 /* --from, or NULL */
    gradus_problem *problem;
    struct network network;
    gradus_net *first;                  /* of the first run, as it starts; or NULL */
    struct runs runs;
    gradus_model *model;                /* what is written */
    const gradus_set *judged;           /* the rows of the metrics, and what they are called */
    const char *judged_name;
    gradus_metrics metrics[3];          /* the model, the constant, the linear model */
    const char *metrics_name[3];
    size_t metrics_count;
    size_t *confusion, classes;         /* classes 0: none */
};

/* Fills t->network from the plan, the options and the problem, or from --from.  Gives GO_ON or a
 * status.                                                                                   */
int train_shape(struct training *t);

/* Looks at the first run as it starts: what keeps it from learning is a warning, a model that could
 * not be written an error.  GO_ON or a status.                                               */
int train_start(struct training *t, const struct start *start);

/* Text for people; nothing with --quiet or --json. */
void train_say_found(const struct training *t, struct text *out);
void train_say_plan(const struct training *t, struct text *out);
void train_say_runs(const struct training *t, struct text *out);
void train_say_metrics(const struct training *t, struct text *out);
/* A warning where the validation loss of the weights is not finite. */
void train_warn_of_loss(const struct training *t);
/* Which weights are kept: "epoch 3", or what stands for epoch 0. */
const char *train_kept(const gradus_result *r, char out[32]);
/* The document of --json. */
void train_json(const struct training *t, struct text *out);
/* What the model file keeps: the options that change weights, the seed, the metrics. */
void train_metadata(const struct training *t, struct text *out);
/* The share of a set, 0 rows where there is none. */
size_t train_rows(const struct training *t, gradus_part part);

#endif
