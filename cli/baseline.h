/* What a model must beat: a constant, and a linear model. */
#ifndef BASELINE_H
#define BASELINE_H
#include "report.h"

/* How many classes the model was judged by, given its metrics; 0: by numbers. */
size_t baseline_classes(const gradus_model *model, const gradus_metrics *m);
/* What the constant is called. */
const char *baseline_name(int classes);
/* Adds to [rows] (classes) how many rows of the set are of each class. */
void baseline_truth(const gradus_set *set, size_t *rows);
/* The same outputs for every row: the shares of the classes in [known], or the means.  Judged on
 * [set]; prints nothing.                                                                      */
gradus_status baseline_constant(const gradus_model *model, int classes, const gradus_set *known,
                                const gradus_set *set, gradus_metrics *out, gradus_error *err);
/* The net's last layer alone, on the same inputs, trained on [train]; to free.  NULL: the net has
 * no hidden layer, or *stop was set, or the layer's loss was not finite.                      */
gradus_status baseline_linear(gradus_net **out, const gradus_net *net, const gradus_set *train,
                              uint64_t seed, const volatile int *stop, gradus_error *err);
/* Judges [net] (taken over) as the model's schema says. */
gradus_status baseline_judge(gradus_net *net, const gradus_model *model, const gradus_set *set,
                             gradus_metrics *out, gradus_error *err);

#endif
