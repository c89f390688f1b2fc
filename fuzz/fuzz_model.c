/* Model files from anyone.  A file that loads has finite weights and predicts a row; one that does
 * not says why.                                                                               */
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

static void predict_row(const gradus_model *model)
{
    size_t bytes = gradus_predict_scratch(model, 1);
    double *x = calloc(gradus_model_inputs(model), sizeof *x);
    double *y = calloc(gradus_model_outputs(model), sizeof *y);
    void *scratch = malloc(bytes);
    if (x && y && scratch && gradus_predict(model, 1, x, y, scratch, bytes, NULL) != GRADUS_OK)
        abort();
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
    predict_row(model);
    gradus_model_free(model);
    return 0;
}
