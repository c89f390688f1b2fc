/* The tape: what a pass computes, per layer Z, A, dA, dZ (rows, units) of the net's type, in panels
 * of 32 units (kernels.h) that begin anew with each pass: panel p at 32 p times the pass's rows. */
#ifndef GR_TAPE_H
#define GR_TAPE_H
#include "net/network.h"

struct gr_record {
    void *z, *a, *da, *dz;
};

struct gradus_tape {
    gradus_allocator mem;
    const gradus_net *net;
    size_t room, rows;                  /* rows that fit; rows of the last forward pass */
    int lean;                           /* dZ takes the place of dA, and A that of Z where the
                                           derivative needs no more: nobody will look */
    void *block;                        /* all the matrices */
    int backward_done;
    void *x, *y;                        /* the inputs and answers of those rows */
    void *turned;                       /* transposed weights, for the way back */
    void *plain[2];                     /* (rows, outputs) row by row, for a softmax of more
                                           than one panel; else NULL */
    double *row_loss;
    struct gr_record *layer;
};

struct gradus_gradient {
    gradus_allocator mem;
    const gradus_net *net;
    void *block;
};

enum { GR_FORWARD = 1, GR_LOSS = 2, GR_BACKWARD = 4 };

/* A pass over rows first .. first + rows of x and y, or over index[first] ...; rows are independent
 * of each other, so that threads split them.  [scale] multiplies the derivative of the loss.
 * GR_LOSS fills tape->row_loss, GR_BACKWARD dA and dZ; both need y.                            */
struct gr_pass {
    gradus_tape *tape;
    const gradus_matrix *x, *y;
    const size_t *index;
    size_t first, rows;
    double scale;
    int steps;
};
gradus_status gr_tape_new(gradus_tape **out, const gradus_net *net, size_t rows, int lean,
                          gradus_error *err);
void gr_pass_run(const struct gr_pass *pass, struct gr_pool *pool);

/* The sum of the row losses of the last pass, in row order. */
double gr_pass_loss(const gradus_tape *tape);
/* What the sum over m rows is multiplied with: 1/m for a mean, else 1. */
double gr_loss_scale(const gradus_net *net, size_t m);

/* How parameters move in this step: the optimiser's rule, and its memory, blocks like the
 * parameters or NULL.  Biases do not decay.                                                    */
struct gr_update {
    enum gr_rule_kind kind;
    struct gr_rule weights, biases;
    void *slot[2];
};

/* What becomes of the gradient of the tape's rows, dW and db, in chains of 256 rows.  It goes to
 * the block [gradient], or nowhere (NULL); with [add] it is added to what is there; with [given]
 * it is there already.  With an [update] the parameters move, and with them the tape's transposed
 * copy.  core->weights does that for inputs i0 .. i1 of a layer (i0 a multiple of GR_PANEL),
 * core->biases for its biases.                                                                 */
struct gr_descent {
    void *gradient;
    int add, given;
    const struct gr_update *update;
};
/* Brings the tape's transposed copy of the weights up to date; layer 0 has none. */
void gr_turn_all(gradus_tape *tape);
/* The gradient of the tape's rows, after a backward pass, into the block; [add]: added to it. */
void gr_tape_gradient(gradus_tape *tape, void *block, int add);

/* Outputs (may be NULL) and loss of all rows of a set, with the caller's tape. */
void gr_tape_evaluate(gradus_tape *tape, const gradus_set *set, struct gr_pool *pool,
                      double *outputs, double *loss);
gradus_status gr_check_matrix(const gradus_matrix *m, const char *what, size_t cols,
                              gradus_error *err);
/* x and y of this net's width, and of equal length. */
gradus_status gr_check_set(const gradus_net *net, const gradus_set *set, gradus_error *err);
#endif
