/* Trains a network from arrays: x1 xor x2, learned from its four rows.
 * cc train_arrays.c $(pkg-config --cflags --libs gradus)                                      */
#include <gradus.h>
#include <stdio.h>

int main(void)
{
    const float x[] = { 0, 0, 0, 1, 1, 0, 1, 1 }, y[] = { 0, 1, 1, 0 };
    const gradus_set rows = { { x, GRADUS_F32, 4, 2 }, { y, GRADUS_F32, 4, 1 } };
    const gradus_layer layer[] = { { 8, "tanh", 1 }, { 1, "sigmoid", 1 } };
    const gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layer, .loss = "bce",
                                   .type = GRADUS_F32 };
    gradus_error err;
    gradus_net *net = NULL;
    gradus_train_options opt;
    gradus_result result;

    gradus_train_defaults(&opt);
    opt.optimizer = "adam";
    opt.learning_rate = 0.05;
    opt.batch_size = 0;                                 /* all rows in one step */
    opt.epochs = 500;
    if (gradus_net_new(&net, &spec, &err) != GRADUS_OK ||
        gradus_net_init(net, "auto", NULL, 1, &err) != GRADUS_OK ||
        gradus_train(net, &rows, NULL, &opt, NULL, NULL, &result, &err) != GRADUS_OK) {
        fprintf(stderr, "train_arrays: %s\n", err.text);
        gradus_net_free(net);
        return 1;
    }
    printf("%zu epochs, loss %.4f\n", result.epochs, result.loss);
    gradus_net_free(net);
    return 0;
}
