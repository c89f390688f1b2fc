/* Activations and losses as LaTeX and as code; their plain text is the library's. */
#ifndef FORMULAS_H
#define FORMULAS_H
#include <gradus.h>

/* Of z, and of a where that is shorter; code in numpy's and in Octave's words. */
struct activation_formula {
    const char *name, *latex, *latex_slope, *numpy, *numpy_slope, *octave, *octave_slope;
};
/* Of one output's a, y and z, whose sum is a row's loss. */
struct loss_formula {
    const char *name, *latex, *latex_delta, *numpy, *octave;
};
const struct activation_formula *activation_formula(const char *name);
const struct loss_formula *loss_formula(const char *name);
/* The plain text of the library. */
const gradus_info *activation_text(const char *name);
const gradus_info *loss_text(const char *name);

#endif
