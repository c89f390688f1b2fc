/* train --mistake: descending with a gradient that is wrong on purpose. */
#ifndef MISTAKE_H
#define MISTAKE_H
#include "plan.h"

#include <gradus-explain.h>

enum { MOST_MISTAKES = 2 };

const char *mistake_name(size_t k);                 /* NULL after the last */
/* GO_ON where there is none, or where it and the options beside it are plain descent. */
int mistake_check(const struct typed *t);
/* "slope-missing" is in all layers, "slope-missing@1" in the first; two with a comma. */
int mistake_take(const char *words, gradus_mistake out[MOST_MISTAKES], size_t *count);
/* Trains [net] so, at the rate, for the epochs and until the stop of *opt; what gradus_train would
 * have said of it is in *result.                                                              */
gradus_status mistake_train(gradus_net *net, const gradus_set *set, const char *words,
                            const gradus_train_options *opt, gradus_result *result,
                            gradus_error *err);

#endif
