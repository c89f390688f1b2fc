/* The textbook: dense networks in plain double precision, for the tests to believe.
 *
 * Every equation is written as a textbook writes it, with libm's functions and explicit loops,
 * and no thought of speed, memory or overflow.  It shares no code, table or formula with lib/.
 * Rows are examples: X (m,I), W (O,I) row by row, b (O), Z, A, dA, dZ (m,O).                  */
#ifndef TEXTBOOK_H
#define TEXTBOOK_H
#include <stddef.h>
#include <stdint.h>

enum { TB_LAYERS = 6 };

struct tb_layer {
    size_t inputs, units;
    int bias;
    const char *activation;
    double *w, *b;                      /* parameters; b is NULL without bias */
    double *z, *a, *da, *dz;            /* of the last pass */
    double *dw, *db;
};

struct tb_net {
    size_t layers, inputs, outputs, rows;   /* rows: room, and rows of a pass */
    const char *loss;
    struct tb_layer layer[TB_LAYERS];
};

/* sizes: inputs, then the units of each layer.  All numbers are 0.  Dies without memory. */
struct tb_net *tb_new(size_t layers, const size_t *sizes, const char *hidden, const char *output,
                      int bias, const char *loss, size_t rows);
void tb_free(struct tb_net *net);
size_t tb_parameters(const struct tb_net *net);
/* Parameter k and its derivative, counted W row by row, then b, layer after layer. */
double *tb_parameter(struct tb_net *net, size_t k);
double tb_derivative(struct tb_net *net, size_t k);

void tb_forward(struct tb_net *net, const double *x);
double tb_loss(const struct tb_net *net, const double *y);      /* of the last forward pass */
void tb_backward(struct tb_net *net, const double *x, const double *y);

/* dJ/dparameter k in two other ways: dual numbers, and (J(t+e) - J(t-e)) / 2e. */
double tb_dual(struct tb_net *net, const double *x, const double *y, size_t k);
double tb_central(struct tb_net *net, const double *x, const double *y, size_t k, double e);

/* g(z) and g'(z) of an element-wise activation. */
double tb_activation(const char *name, double z);
double tb_slope(const char *name, double z);

/* One update of n parameters w by g; t counts from 1; v and s are the moments, 0 at first. */
struct tb_rule {
    const char *name;
    double rate, momentum, beta1, beta2, epsilon, decay;
};
void tb_step(const struct tb_rule *rule, size_t t, size_t n, double *w, const double *g,
             double *v, double *s);

/* Noise for weights and data: the same on every machine, uniform in (-1, 1). */
double tb_noise(uint64_t *state);

#endif
