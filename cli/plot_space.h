/* Pictures of functions of two variables, in parts: where they come from, a formula or the loss of
 * a model (plot_scene.c), descents on them (plot_paths.c), and what is drawn (plot_space.c).  */
#ifndef PLOT_SPACE_H
#define PLOT_SPACE_H
#include "plot.h"

/* One of the functions that stand side by side. */
struct panel {
    gradus_function f;
    const char *height;                 /* what its value is called */
    struct text title;
    struct text paths, ends;            /* x, y, value: of each step, a path a block; of each end */
    double lowest, highest;             /* finite values of what is drawn */
    size_t points;                      /* of all paths */
    gradus_descend_result result;       /* of the last descent, which ended at: */
    double end[2];
    double least, most;                 /* values at the ends */
    size_t diverged;
};

enum { MOST_PANELS = 12 };
struct scene {
    struct plot *p;
    const char *axis[2];
    struct panel panel[MOST_PANELS];
    size_t panels;
    double (*start)[2];                 /* of descents; freed with the scene */
    size_t starts;
    double low[2], high[2];             /* what is drawn */
    int ranged;                         /* it was chosen, so that paths do not widen it */
    int marked;                         /* this place is shown: */
    double mark[2];
};

/* --starts 'x,y;x,y' or grid:N, over low to high.  These give GO_ON or a status. */
int scene_starts(struct scene *s);
/* The descents of all panels; widens what is drawn to what they need, unless ranged. */
int scene_follow(struct scene *s);

/* Writes the script. */
int scene_write(struct scene *s, int is_contour);

#endif
