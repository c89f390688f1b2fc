/* Loads a model and predicts one row, its cells given by column name.
 * load_predict MODEL COLUMN=VALUE...
 * cc load_predict.c $(pkg-config --cflags --libs gradus-io)                                   */
#include <gradus-io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers go in as numbers, everything else as text; what is not given is missing. */
static gradus_status set_cell(const gradus_model *model, double *row, char *cell,
                              gradus_error *err)
{
    char *equals = strchr(cell, '=');
    const char *value = equals ? equals + 1 : "";
    double number;
    if (equals)
        *equals = '\0';
    if (gradus_number_parse(value, strlen(value), &number))
        return gradus_row_number(model, row, cell, number, err);
    return gradus_row_text(model, row, cell, value, NULL, err);
}

static gradus_status predict(const gradus_model *model, char **cell, gradus_error *err)
{
    size_t outputs = gradus_model_outputs(model), bytes = gradus_predict_scratch(model, 1);
    double *row = malloc(gradus_model_inputs(model) * sizeof *row);
    double *y = malloc(outputs * sizeof *y);
    void *scratch = malloc(bytes);
    gradus_status s = row && y && scratch ? GRADUS_OK : GRADUS_NOMEM;
    if (s == GRADUS_OK)
        gradus_row_clear(model, row);
    for (; s == GRADUS_OK && *cell; cell++)
        s = set_cell(model, row, *cell, err);
    if (s == GRADUS_OK)
        s = gradus_predict(model, 1, row, y, scratch, bytes, err);
    for (size_t k = 0; s == GRADUS_OK && k < outputs; k++)
        printf("%s = %g\n", gradus_model_output_name(model, k), y[k]);
    free(scratch);
    free(y);
    free(row);
    return s;
}

int main(int argc, char **argv)
{
    gradus_error err = { .text = "out of memory" };
    gradus_model *model = NULL;
    if (argc < 2) {
        fprintf(stderr, "usage: load_predict MODEL COLUMN=VALUE...\n");
        return 2;
    }
    gradus_status s = gradus_model_load(&model, argv[1], NULL, &err);
    if (s == GRADUS_OK)
        s = predict(model, argv + 2, &err);
    if (s != GRADUS_OK)
        fprintf(stderr, "load_predict: %s\n", err.text);
    gradus_model_free(model);
    return s != GRADUS_OK;
}
