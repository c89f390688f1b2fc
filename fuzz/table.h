/* What must be true of any table that a reader makes of any bytes. */
#ifndef FUZZ_TABLE_H
#define FUZZ_TABLE_H
#include <gradus-io.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static inline void check_that(int truth)
{
    if (!truth)
        abort();
}

/* A cell's kept text, where there is one, is whole, and reads as the cell does. */
static inline void check_text(const gradus_data *data, size_t i, size_t j)
{
    size_t length;
    double cell = gradus_data_cell(data, i, j), value;
    const char *text = gradus_data_text(data, i, j, &length);
    if (!text)
        return;
    check_that(strlen(text) == length);
    if (isnan(cell))
        return;
    if (gradus_data_type(data, j) == GRADUS_CATEGORY)
        check_that(!strcmp(text, gradus_data_level(data, j, (size_t)cell)));
    else if (gradus_number_parse(text, length, &value))
        check_that(value == cell);
}

static inline void check_column(const gradus_data *data, size_t j)
{
    size_t found, levels = gradus_data_level_count(data, j);
    const char *name = gradus_data_name(data, j);
    check_that(name && name[0]);
    check_that(gradus_data_find(data, name, &found, NULL) == GRADUS_OK && found == j);
    for (size_t i = 0; i < gradus_data_rows(data); i++) {
        double cell = gradus_data_cell(data, i, j);
        check_that(!isinf(cell));
        check_text(data, i, j);
        if (gradus_data_type(data, j) == GRADUS_CATEGORY)
            check_that(isnan(cell) || (cell >= 0 && cell < (double)levels));
    }
    for (size_t k = 0; k < levels; k++)
        check_that(gradus_data_level(data, j, k) != NULL);
}

/* A table with rows and columns, or an error that says something; NULL for the latter. */
static inline gradus_data *read_table(gradus_format format, const uint8_t *bytes, size_t size,
                                      const void *labels, size_t labels_size,
                                      const gradus_read_options *opt)
{
    gradus_data *data = NULL;
    gradus_error err = { .code = GRADUS_OK };
    gradus_status s = gradus_read_bytes(&data, format, "fuzz", bytes, size, labels, labels_size,
                                        opt, &err);
    check_that((s == GRADUS_OK) == (data != NULL));
    check_that(s == GRADUS_OK || (s == err.code && err.text[0] && !strchr(err.text, '\n')));
    if (!data)
        return NULL;
    check_that(gradus_data_rows(data) && gradus_data_columns(data));
    for (size_t j = 0; j < gradus_data_columns(data); j++)
        check_column(data, j);
    return data;
}

#endif
