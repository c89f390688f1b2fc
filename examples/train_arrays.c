/* Trains a network from arrays, x1 xor x2 from its four rows, and predicts with it.
 * cc train_arrays.c $(pkg-config --cflags --libs gradus)
 * With gradus-io, gradus_model_save(model, "xor.safetensors", &err) keeps it in a file.       */
#include <gradus.h>
#include <stdio.h>
#include <stdlib.h>

static gradus_status train(gradus_net **net, gradus_error *err)
{
    const float x[] = { 0, 0, 0, 1, 1, 0, 1, 1 }, y[] = { 0, 1, 1, 0 };
    const gradus_set rows = { { x, GRADUS_F32, 4, 2 }, { y, GRADUS_F32, 4, 1 } };
    const gradus_layer layer[] = { { 8, "tanh", 1 }, { 1, "sigmoid", 1 } };
    const gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layer, .loss = "bce",
                                   .type = GRADUS_F32 };
    gradus_train_options opt;
    gradus_result result;

    gradus_train_defaults(&opt);
    opt.optimizer = "adam";
    opt.learning_rate = 0.05;
    opt.batch_size = 0;                                 /* all rows in one step */
    opt.epochs = 500;
    gradus_status s = gradus_net_new(net, &spec, err);
    if (s == GRADUS_OK)
        s = gradus_net_init(*net, "auto", NULL, 1, err);
    if (s == GRADUS_OK)
        s = gradus_train(*net, &rows, NULL, &opt, NULL, NULL, &result, err);
    if (s == GRADUS_OK)
        printf("%zu epochs, loss %.4f\n", result.epochs, result.loss);
    return s;
}

static gradus_status predict(const gradus_model *model, gradus_error *err)
{
    const double x[] = { 0, 0, 0, 1, 1, 0, 1, 1 };
    double p[4];
    size_t bytes = gradus_predict_scratch(model, 4);
    void *scratch = malloc(bytes);
    gradus_status s = scratch ? gradus_predict(model, 4, x, p, scratch, bytes, err) : GRADUS_NOMEM;
    for (size_t k = 0; s == GRADUS_OK && k < 4; k++)
        printf("%g xor %g: %.3f\n", x[2 * k], x[2 * k + 1], p[k]);
    free(scratch);
    return s;
}

int main(void)
{
    gradus_error err = { .text = "out of memory" };
    gradus_net *net = NULL;
    gradus_model *model = NULL;
    gradus_status s = train(&net, &err);
    if (s == GRADUS_OK)
        s = gradus_model_new(&model, net, NULL, &err);
    if (s == GRADUS_OK)
        s = predict(model, &err);
    if (s != GRADUS_OK)
        fprintf(stderr, "train_arrays: %s\n", err.text);
    if (model)
        gradus_model_free(model);                       /* it owns the net */
    else
        gradus_net_free(net);
    return s != GRADUS_OK;
}
