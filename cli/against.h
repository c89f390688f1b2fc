/* check --against: somebody's own numbers, judged. */
#ifndef AGAINST_H
#define AGAINST_H
#include "chosen.h"

/* Judges the numbers in [path] for these rows and prints what was found; the exit status. */
int against(const struct common *common, const struct chosen *of, const char *path, double rate);

#endif
