/* Model files from anyone.  A file that loads has finite weights, can be written, and predicts
 * a row or says why not; one that does not says why.                                          */
#include <gradus-io.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_weights(const gradus_net *net)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    size_t inputs = spec->inputs;
    for (size_t k = 0; k < spec->layers; k++) {
        size_t units = spec->layer[k].units;
        double *w = calloc(units * inputs, sizeof *w);
        if (w)
            gradus_net_get(net, k, w, NULL);
        for (size_t i = 0; w && i < units * inputs; i++)
            if (!isfinite(w[i]))
                abort();
        free(w);
        inputs = units;
    }
}

/* A prediction is finite, or it is refused and y left alone. */
static void predict_row(const gradus_model *model, double input)
{
    const size_t inputs = gradus_model_inputs(model), outputs = gradus_model_outputs(model);
    size_t bytes = gradus_predict_scratch(model, 1);
    double *x = calloc(inputs, sizeof *x);
    double *y = calloc(outputs, sizeof *y);
    void *scratch = malloc(bytes);
    gradus_error err;
    for (size_t i = 0; x && i < inputs; i++)
        x[i] = input;
    if (x && y && scratch) {
        gradus_status s = gradus_predict(model, 1, x, y, scratch, bytes, &err);
        if (s != GRADUS_OK && (s != GRADUS_DATA || !err.text[0] || err.column > outputs))
            abort();
        for (size_t k = 0; k < outputs; k++)
            if (!isfinite(y[k]) || (s != GRADUS_OK && y[k] != 0))
                abort();
    }
    free(scratch);
    free(y);
    free(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    gradus_model *model = NULL;
    gradus_error err = { .code = GRADUS_OK };
    gradus_status s = gradus_model_load_bytes(&model, "fuzz", bytes, size, NULL, &err);
    if ((s == GRADUS_OK) != (model != NULL) || (s != GRADUS_OK && !err.text[0]))
        abort();
    if (s != GRADUS_OK)
        return 0;
    check_weights(gradus_model_net(model));
    if (gradus_model_check(model, &err) != GRADUS_OK)
        abort();                        /* what was read can be written */
    predict_row(model, 0);
    predict_row(model, 1e308);
    predict_row(model, -1.7e308);
    gradus_model_free(model);
    return 0;
}
