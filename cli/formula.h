/* Formulas as they are typed, and values of their variables: x=4,y=1.5 and x=-2:4,y=0:1. */
#ifndef FORMULA_H
#define FORMULA_H
#include "report.h"

#include <gradus-explain.h>

/* GO_ON, or the status after an error that names the column. */
int formula_open(gradus_expression **f, const char *text);
/* [text] is LOW:HIGH, low below high and not infinitely far. */
int formula_interval(const char *text, size_t length, double *low, double *high);
/* [text] is the value of --[option]: each variable once, to [at], or to [low] and [high]. */
int formula_point(const gradus_expression *f, const char *option, const char *text, double *at);
int formula_range(const gradus_expression *f, const char *option, const char *text, double *low,
                  double *high);

#endif
