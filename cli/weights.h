/* Weights typed by hand or written in a file: W1=[[...]] b1=[...]. */
#ifndef WEIGHTS_H
#define WEIGHTS_H
#include "report.h"

/* Fills [net] from --weights.  GO_ON (-1), or a status with its error printed. */
int weights_set(gradus_net *net, const char *words);

#endif
