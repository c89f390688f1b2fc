/* A network twice: gradus's, and the textbook's (tests/reference), with the same parameters. */
#ifndef PAIR_H
#define PAIR_H
#include "../reference/textbook.h"
#include <gradus.h>

struct plan {
    size_t layers, sizes[TB_LAYERS + 1];    /* inputs, then the units of each layer */
    const char *hidden, *output, *loss;     /* activations and loss */
    int bias;
    size_t rows;
    gradus_type type;
    const char *kernels;                    /* NULL: the machine's */
    uint64_t seed;
};

struct pair {
    struct plan plan;
    gradus_net *net;
    struct tb_net *book;
    double *x, *y;                          /* (rows, inputs), (rows, outputs) */
    gradus_matrix mx, my;
    gradus_tape *tape;
    gradus_gradient *gradient;
};

/* Weights and inputs are noise; answers suit the loss.  Any failure fails the test. */
struct pair *pair_new(const struct plan *plan);
void pair_free(struct pair *p);
/* Copies gradus's parameters into the textbook's network. */
void pair_copy_parameters(struct pair *p);
/* Runs forward and, in both, backward; gives gradus's loss. */
double pair_run(struct pair *p);

/* The largest |g - t| of a tensor over the largest |t|, g gradus's and t the textbook's:
 * parameters, gradient or tape of a layer (GRADUS_Z ... of [what]).                         */
double parameter_error(struct pair *p, size_t layer);
double gradient_error(struct pair *p, size_t layer);
double tape_error(struct pair *p, size_t layer, gradus_what what);

/* Every pair of output activation and loss that may meet, by number; 0 after the last. */
int meeting(size_t k, const char **output, const char **loss);
/* A hash (FNV-1a) of the bits of all parameters. */
uint64_t parameter_hash(const gradus_net *net);

#endif
