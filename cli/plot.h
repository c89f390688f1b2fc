/* gradus plot: pictures.  A kind of picture writes a gnuplot script with its numbers inside; plot.c
 * asks for it, plot_gnuplot.c has it drawn.                                                   */
#ifndef PLOT_H
#define PLOT_H
#include "source.h"

#include <gradus-explain.h>

/* What was typed; NaN and NULL where not given. */
struct plot_asked {
    struct common common;
    struct reading reading;
    const char *output, *script, *target, *from, *starts, *range, *weights, *directions, *loss;
    double learning_rate, momentum, tolerance;
    uint64_t max_steps, points, seed;
    int dark, terminal;
};

/* Colours of light and dark pictures. */
struct look {
    const char *ground, *ink, *faint, *line[12];
    const char *below, *zero, *above;   /* of signed numbers */
};

struct plot {
    const struct plot_asked *asked;
    const struct look *look;
    const char *const *word;            /* what stands behind the kind */
    size_t words;
    unsigned wide, high;                /* pixels */
    unsigned more_lines;                /* of the key than stand in these */
    struct text body;                   /* the script but for its head */
};

/* A picture: GO_ON, or the status after its error. */
typedef int plot_kind(struct plot *p);
plot_kind plot_activation, plot_function, plot_curve, plot_network, plot_weights, plot_confusion,
    plot_boundary, plot_fit, plot_contour, plot_surface, plot_loss_contour, plot_loss_surface;

/* A text for people in quotes, as gnuplot reads it. */
void plot_quote(struct text *t, const char *word);
/* The last part of a path, for titles. */
const char *plot_file(const char *path);
/* [name], cut where it is long, not within a character. */
enum { LONGEST_NAME = 18 };
void plot_cut(char out[4 * LONGEST_NAME + 4], const char *name);
/* A number as gnuplot reads it back: exact, or NaN. */
void plot_number(struct text *t, double value);
/* A line of them. */
void plot_numbers(struct text *t, size_t count, const double *number);
/* What is shown of "x", "y" or "cb"; whether its numbers are long. */
int plot_axis(struct text *t, const char *axis, double low, double high);
/* Titles, where not NULL. */
void plot_titles(struct plot *p, const char *title, const char *x, const char *y);

/* The k-th of [points] places from low to high. */
double plot_between(double low, double high, size_t k, size_t points);
/* GO_ON where a picture of paths can be as wide. */
int plot_reach(double low, double high);
/* Between two colours #rrggbb, as the number rrggbb. */
unsigned plot_mix(const char *from, const char *to, double part);
/* --range LOW:HIGH, where it was given.  GO_ON or a status, as are these. */
int plot_range(const struct plot_asked *a, double *low, double *high);
/* Descent as asked for from [at] of one or two variables, which it moves; it may diverge. */
int plot_descend(const struct plot_asked *a, const gradus_function *f, double *at,
                 gradus_descend_watch *watch, void *user, gradus_descend_result *result);
int plot_diverged(const gradus_descend_result *result);
/* The status after the error that nothing can be drawn, and why. */
int plot_nothing(const char *why, const char *hint);
/* The rows of data that a picture is of; chosen_free in any case. */
struct chosen;
int plot_rows(struct plot *p, struct chosen *rows);

/* Has the script drawn, and writes what was asked for.  The exit status. */
int plot_finish(struct plot *p);
/* The ending of a picture's or script's name is known. */
int plot_ending(const char *path);

#endif
