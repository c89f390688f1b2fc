/* gradus train: which net is trained.  Layers are those that were asked for or the recipe's; the
 * output activation and the loss follow from each other, and else from the task.              */
#include "train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double target(const gradus_matrix *y, size_t k)
{
    return y->type == GRADUS_F32 ? (double)((const float *)y->data)[k]
                                 : ((const double *)y->data)[k];
}

static int targets_within(const gradus_matrix *y, double low, double high)
{
    for (size_t k = 0; k < y->rows * y->cols; k++)
        if (target(y, k) < low || target(y, k) > high)
            return 0;
    return 1;
}

/* By the loss's partner, then by the task.  The tutorials' plain recipe ends in a sigmoid where
 * the targets allow it.                                                                       */
static const char *output_for(const struct training *t, const gradus_matrix *y)
{
    const struct wanted *w = &t->typed->net;
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    const char *loss = w->loss ? w->loss : "";
    if (w->output_activation)
        return w->output_activation;
    if (strcmp(loss, "bce") == 0)
        return "sigmoid";
    if (strcmp(loss, "cross-entropy") == 0)
        return "softmax";
    if (schema && schema->task == GRADUS_CLASSIFICATION)
        return y->cols == 1 ? "sigmoid" : "softmax";
    return t->plan.plain && targets_within(y, 0, 1) ? "sigmoid" : "identity";
}

static const char *loss_for(const struct training *t, const char *output)
{
    const gradus_schema *schema = gradus_problem_schema(t->problem);
    if (t->typed->net.loss)
        return t->typed->net.loss;
    if (!schema || schema->task != GRADUS_CLASSIFICATION)
        return "mse";
    return strcmp(output, "sigmoid") == 0 ? "bce"
           : strcmp(output, "softmax") == 0 ? "cross-entropy" : "mse";
}

/* Outputs that cannot reach the targets are refused where the loss needs them, else warned of. */
static int check_reach(const struct training *t, const gradus_matrix *y, const char *output,
                       const char *loss)
{
    double low = strcmp(output, "tanh") == 0 || strcmp(output, "softsign") == 0 ? -1 : 0;
    double high = strcmp(output, "relu") == 0 || strcmp(output, "softplus") == 0 ? INFINITY : 1;
    int bounded = low < 0 || high > 1 || strcmp(output, "sigmoid") == 0 ||
                  strcmp(output, "softmax") == 0;
    if (!bounded || targets_within(y, low, high))
        return GO_ON;
    if (strcmp(loss, "bce") == 0 || strcmp(loss, "cross-entropy") == 0)
        return report_usage("--scale minmax puts them there", "--loss %s needs targets from 0 to 1",
                            loss);
    report_warning(&t->typed->common, "some targets are beyond what %s outputs reach; "
                   "--scale minmax or --output-activation identity help", output);
    return GO_ON;
}

static int shape_by_options(struct training *t)
{
    const struct plan *p = &t->plan;
    const gradus_set *train = gradus_problem_set(t->problem, GRADUS_TRAIN);
    const char *output = output_for(t, &train->y), *loss = loss_for(t, output);
    size_t layers = p->hiddens + 1, *units = calloc(layers, sizeof *units);
    if (!units)
        return report_nomem();
    for (size_t k = 0; k < p->hiddens; k++)
        units[k] = p->hidden[k];
    units[p->hiddens] = train->y.cols;
    int status = check_reach(t, &train->y, output, loss);
    if (status == GO_ON)
        status = network_new(&t->network, train->x.cols, layers, units, p->activation, output, loss,
                             !t->typed->net.no_bias, p->type);
    free(units);
    return status;
}

int train_shape(struct training *t)
{
    if (!t->from)
        return shape_by_options(t);
    t->network.spec = *gradus_net_get_spec(gradus_model_net(t->from));
    t->network.spec.type = t->plan.type;
    t->network.spec.mem = NULL;
    t->network.spec.kernels = NULL;
    return GO_ON;
}
