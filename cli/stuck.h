/* Warnings of what keeps a network from learning. */
#ifndef STUCK_H
#define STUCK_H
#include "report.h"

/* Looks at [net] on some rows, which [rows] calls by name, such as "over these rows".  GO_ON, or a
 * status after an error.                                                                      */
int stuck_warn(const struct common *common, const gradus_net *net, const gradus_matrix *x,
               const gradus_matrix *y, const char *rows);

#endif
