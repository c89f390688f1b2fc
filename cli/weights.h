/* Weights typed by hand or written in a file: W1=[[...]] b1=[...]. */
#ifndef WEIGHTS_H
#define WEIGHTS_H
#include "report.h"

/* Fills [net] from --weights.  GO_ON (-1), or a status with its error printed.
 * *rounded is not 0 where a float32 network does not hold all of their digits.               */
int weights_set(gradus_net *net, const char *words, int *rounded);

#endif
