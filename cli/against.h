/* check --against: somebody's own numbers, judged. */
#ifndef AGAINST_H
#define AGAINST_H
#include "source.h"

#include <gradus-explain.h>

/* Judges the numbers in [path] for these rows and prints what was found; the exit status. */
int against(const struct common *common, const gradus_net *net, const gradus_set *set,
            const char *path, double rate);

#endif
