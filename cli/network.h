/* What a net shall look like: from words of the command line to a gradus_net_spec. */
#ifndef NETWORK_H
#define NETWORK_H
#include "options.h"

/* The words as typed; NULL where not given. */
struct wanted {
    const char *activation, *output_activation, *loss, *init, *init_bias, *dtype;
    int no_bias;
};

extern const char *const dtypes[], *const bias_inits[];

/* [w] is a struct wanted within [type]; the texts say the defaults. */
#define NETWORK_OPTIONS(type, w, of_activation, of_output, of_loss, of_dtype)                   \
    OPTION(CHOICES, "activation", offsetof(type, w.activation), "NAMES",                        \
           "of the hidden layers, one for all or one each (default " of_activation "); softmax "\
           "is for outputs only", .list = gradus_activation_info),                              \
    OPTION(CHOICE, "output-activation", offsetof(type, w.output_activation), "NAME",            \
           "(default " of_output ")", .list = gradus_activation_info),                          \
    OPTION(CHOICE, "loss", offsetof(type, w.loss), "NAME",                                      \
           "(default " of_loss "); bce goes with sigmoid, cross-entropy with softmax",          \
           .list = gradus_loss_info),                                                           \
    OPTION(FLAG, "no-bias", offsetof(type, w.no_bias), NULL, "layers without biases"),          \
    OPTION(WORD, "init", offsetof(type, w.init), "NAME",                                        \
           "weights at the start: auto, he, glorot, lecun, normal:S, uniform:A, constant:C, "   \
           "xavier-half (default auto)"),                                                       \
    OPTION(CHOICE, "init-bias", offsetof(type, w.init_bias), "NAME",                            \
           "biases at the start (default zeros); same: drawn like the weights",                 \
           .names = bias_inits),                                                                \
    OPTION(CHOICE, "dtype", offsetof(type, w.dtype), "NAME",                                    \
           "of the weights (default " of_dtype ")", .names = dtypes)

/* A spec and its layers, which belong to it; NULL layers before network_new. */
struct network {
    gradus_net_spec spec;
    gradus_layer *layer;
};

/* Checks without data: activations, the loss and its partner, initialisation in [type]. */
int network_check(const struct wanted *w, size_t hidden, gradus_type type);
/* Hidden units "64,32", "none"; or layers "2-3-1" with [separator] '-'.  *sizes to free. */
int network_sizes(const char *text, char separator, const char *what, size_t **sizes,
                  size_t *count);
/* [units] of [layers] layers, the outputs last; [hidden] names as --activation does. */
int network_new(struct network *n, size_t inputs, size_t layers, const size_t *units,
                const char *hidden, const char *output, const char *loss, int bias,
                gradus_type type);
void network_free(struct network *n);
/* A net of that shape with its weights drawn. */
int network_draw(gradus_net **out, const gradus_net_spec *spec, const struct wanted *w,
                 uint64_t seed);
/* "4-64-64-3" */
void network_shape(struct text *t, const gradus_net_spec *spec);
gradus_type network_type(const char *dtype, gradus_type otherwise);

#endif
