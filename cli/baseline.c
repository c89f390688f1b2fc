/* What a model must beat.  Both baselines are nets without hidden layer, so that they are judged
 * by the code that judges the model: for the constant the weights are 0 and the biases give the
 * shares of the classes, b = log p, or the means.                                             */
#include "baseline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *baseline_name(int classes)
{
    return classes ? "majority class" : "mean";
}

size_t baseline_classes(const gradus_model *model, const gradus_metrics *m)
{
    const gradus_schema *schema = gradus_model_schema(model);
    size_t outputs = gradus_model_outputs(model);
    if (m->accuracy != m->accuracy)
        return 0;
    return schema ? schema->classes : outputs == 1 ? 2 : outputs;
}

static double cell(const gradus_matrix *m, size_t row, size_t column)
{
    size_t k = row * m->cols + column;
    return m->type == GRADUS_F32 ? (double)((const float *)m->data)[k]
                                 : ((const double *)m->data)[k];
}

void baseline_truth(const gradus_set *set, size_t *rows)
{
    for (size_t row = 0; row < set->y.rows; row++) {
        size_t class = set->y.cols == 1 && cell(&set->y, row, 0) > 0.5;
        for (size_t k = 1; k < set->y.cols; k++)
            if (cell(&set->y, row, k) > cell(&set->y, row, class))
                class = k;
        rows[class]++;
    }
}

static double mean(const gradus_matrix *y, size_t column)
{
    double sum = 0;
    for (size_t i = 0; i < y->rows; i++)
        sum += cell(y, i, column);
    return y->rows ? sum / (double)y->rows : 0;
}

/* The bias that makes an output [p]; a share of 0 or 1 stays a little inside. */
static double bias_of(double p, const char *activation)
{
    double inside = fmin(fmax(p, 1e-12), 1 - 1e-12);
    if (strcmp(activation, "sigmoid") == 0)
        return log(inside / (1 - inside));
    return strcmp(activation, "softmax") == 0 ? log(inside) : p;
}

/* The loss's partner where it has one, else what gives probabilities or numbers. */
static const char *output_for(const char *loss, int classes, size_t outputs)
{
    if (strcmp(loss, "bce") == 0)
        return "sigmoid";
    if (strcmp(loss, "cross-entropy") == 0)
        return "softmax";
    return !classes ? "identity" : outputs > 1 ? "softmax" : "sigmoid";
}

static gradus_status constant_net(gradus_net **out, const gradus_net_spec *like, int classes,
                                  const gradus_matrix *y, gradus_error *err)
{
    gradus_layer layer = { y->cols, output_for(like->loss, classes, y->cols), 1 };
    gradus_net_spec spec = { .inputs = like->inputs, .layers = 1, .layer = &layer,
                             .loss = like->loss, .type = like->type };
    double *b = calloc(y->cols, sizeof *b);
    gradus_net *net = NULL;
    *err = (gradus_error){ .code = GRADUS_NOMEM };
    gradus_status s = b ? gradus_net_new(&net, &spec, err) : GRADUS_NOMEM;
    for (size_t k = 0; s == GRADUS_OK && k < y->cols; k++)
        b[k] = bias_of(mean(y, k), layer.activation);
    if (s == GRADUS_OK) {
        gradus_net_set(net, 0, NULL, b);
        *out = net;
    }
    free(b);
    return s;
}

gradus_status baseline_judge(gradus_net *net, const gradus_model *model, const gradus_set *set,
                             gradus_metrics *out, gradus_error *err)
{
    gradus_model *judged = NULL;
    gradus_status s = gradus_model_new(&judged, net, gradus_model_schema(model), err);
    if (s != GRADUS_OK) {
        gradus_net_free(net);
        return s;
    }
    s = gradus_evaluate(judged, set, out, 0, NULL, err);
    gradus_model_free(judged);
    return s;
}

gradus_status baseline_constant(const gradus_model *model, int classes, const gradus_set *known,
                                const gradus_set *set, gradus_metrics *out, gradus_error *err)
{
    const gradus_net_spec *like = gradus_net_get_spec(gradus_model_net(model));
    gradus_net *net = NULL;
    gradus_status s = constant_net(&net, like, classes, &known->y, err);
    return s == GRADUS_OK ? baseline_judge(net, model, set, out, err) : s;
}

/* Enough steps, and large ones, for one layer to arrive, whatever the model's own options. */
static gradus_status train_linear(gradus_net *net, const gradus_set *train, uint64_t seed,
                                  const volatile int *stop, gradus_error *err)
{
    enum { BATCH = 64, STEPS = 2000 };
    size_t steps = (train->x.rows + BATCH - 1) / BATCH;
    gradus_train_options opt;
    gradus_result result;
    gradus_train_defaults(&opt);
    opt.optimizer = "adam";
    opt.schedule = "cosine";
    opt.learning_rate = 0.01;
    opt.batch_size = BATCH;
    opt.epochs = (STEPS + steps - 1) / steps;
    opt.seed = seed;
    opt.stop = stop;
    return gradus_train(net, train, NULL, &opt, NULL, NULL, &result, err);
}

gradus_status baseline_linear(gradus_net **out, const gradus_net *net, const gradus_set *train,
                              uint64_t seed, const volatile int *stop, gradus_error *err)
{
    gradus_net_spec spec = *gradus_net_get_spec(net);
    gradus_net *linear = NULL;
    *out = NULL;
    if (spec.layers == 1)
        return GRADUS_OK;
    spec.layer += spec.layers - 1;
    spec.layers = 1;
    gradus_status s = gradus_net_new(&linear, &spec, err);
    if (s == GRADUS_OK)
        s = gradus_net_init(linear, "auto", NULL, seed, err);
    if (s == GRADUS_OK)
        s = train_linear(linear, train, seed, stop, err);
    if (s == GRADUS_OK)
        *out = linear;
    else
        gradus_net_free(linear);
    return s == GRADUS_DIVERGED || s == GRADUS_STOPPED ? GRADUS_OK : s;
}
