/* A model and rows of data in the plane of a picture: of one input and the output, or of two inputs
 * (plot_plane.c, for plot_boundary.c and plot_fit.c).                                         */
#ifndef PLOT_PLANE_H
#define PLOT_PLANE_H
#include "chosen.h"
#include "plot.h"

struct plane {
    struct plot *p;
    struct chosen rows;
    const gradus_schema *schema;        /* or NULL */
    gradus_metrics metrics;
    size_t inputs, outputs, points, classes;
    double low[2], high[2];             /* of each input over the rows; for a fit of x and y */
    double *x, *y;                      /* of what is predicted */
    double least, most;                 /* number, predicted or known */
    void *scratch;
};

/* Reads the rows, evaluates the model, and finds low and high.  [wanted] inputs of numbers, and no
 * other; [kind] is for errors.  GO_ON or a status, as are the others.                        */
int plane_read(struct plane *s, const char *kind, size_t wanted);
void plane_free(struct plane *s);
/* Room for [count] rows of x and y, and what is predicted from x to y. */
int plane_room(struct plane *s, size_t count);
int plane_predict(struct plane *s, size_t count);

/* Input [i] and known answer [k] of a row, in the units of their columns. */
double plane_input(const struct plane *s, size_t row, size_t i);
double plane_answer(const struct plane *s, size_t row, size_t k);

/* Widens an axis a little. */
void plane_air(double *low, double *high);

/* A title as "3 rows, accuracy 0.5", and what the axes are called. */
void plane_name(struct plane *s, const char *what, double number);

#endif
