/* What a model must beat: a constant, and a linear model. */
#ifndef BASELINE_H
#define BASELINE_H
#include "report.h"

/* What the constant is called for this net. */
const char *baseline_name(int classes);
/* 1: the outputs are probabilities of classes, 0: they are numbers. */
int baseline_classes(const gradus_model *model);
/* The same outputs for every row: the shares of the classes in [known], or the means.  Judged on
 * [set]; prints nothing.                                                                      */
gradus_status baseline_constant(const gradus_model *model, const gradus_set *known,
                                const gradus_set *set, gradus_metrics *out, gradus_error *err);
/* The net's last layer alone, on the same inputs; to free.  NULL: the net has no hidden layer. */
gradus_status baseline_linear(gradus_net **out, const gradus_net *net, uint64_t seed,
                              gradus_error *err);
/* Judges [net] (taken over) as the model's schema says. */
gradus_status baseline_judge(gradus_net *net, const gradus_model *model, const gradus_set *set,
                             gradus_metrics *out, gradus_error *err);

#endif
