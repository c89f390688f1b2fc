/* Right answers.  A class is found by value: numbers as numbers, text as text, so that a table
 * with 1 and 2 meets classes that were called "1" and "2" whatever their columns' types.       */
#include "data/answers.h"

#include "base/memory.h"
#include "base/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int has_answer(const gradus_data *data, size_t row, size_t targets, const size_t *column)
{
    for (size_t k = 0; k < targets; k++) {
        double value = gradus_data_cell(data, row, column[k]);
        if (value != value)
            return 0;
    }
    return 1;
}

static void keep_rows(struct gr_answers *answers)
{
    for (size_t i = 0; i < answers->data->rows; i++)
        if (has_answer(answers->data, i, answers->targets, answers->column))
            answers->row[answers->rows++] = i;
}

gradus_status gr_answers_start(struct gr_answers *answers, const gradus_data *data,
                               size_t targets, const size_t *column, gradus_error *err)
{
    *answers = (struct gr_answers){ .mem = data->mem, .data = data, .targets = targets };
    answers->row = gr_alloc(&answers->mem, data->rows, sizeof *answers->row);
    answers->column = gr_alloc(&answers->mem, targets, sizeof *answers->column);
    if (!answers->row || !answers->column) {
        gr_answers_end(answers);
        return gr_nomem(err);
    }
    memcpy(answers->column, column, targets * sizeof *column);
    keep_rows(answers);
    if (answers->rows)
        return GRADUS_OK;
    gr_answers_end(answers);
    if (!data->rows)
        gr_fail(err, GRADUS_DATA, "the data has no rows");
    else
        gr_fail(err, GRADUS_DATA, "no row has a value in the target '%s'",
                gradus_data_name(data, column[0]));
    return gr_data_place(err, GRADUS_DATA, data, SIZE_MAX, SIZE_MAX);
}

void gr_answers_end(struct gr_answers *answers)
{
    gr_free(&answers->mem, answers->row);
    gr_free(&answers->mem, answers->column);
    gr_free(&answers->mem, answers->code);
    *answers = (struct gr_answers){ .mem = answers->mem };
}

/* The table's place of the i-th kept row and the k-th target, for an error that is there. */
static gradus_status place(const struct gr_answers *answers, size_t i, size_t k,
                           gradus_error *err)
{
    return gr_data_place(err, GRADUS_DATA, answers->data, answers->row[i], answers->column[k]);
}

static double value_of(const struct gr_answers *answers, size_t i, size_t k)
{
    return gradus_data_cell(answers->data, answers->row[i], answers->column[k]);
}

/* The text of a target's cell: its level, or the number. */
static const char *text_of(const struct gr_answers *answers, double value, char number[32])
{
    size_t column = answers->column[0];
    if (gradus_data_type(answers->data, column) == GRADUS_CATEGORY)
        return gradus_data_level(answers->data, column, (size_t)value);
    gradus_number_text(value + 0.0, 0, number);
    return number;
}

/* ---- by a schema ------------------------------------------------------------------------ */

static gradus_status unknown_class(const struct gr_answers *answers, size_t i,
                                   const struct gr_schema *schema, gradus_error *err)
{
    char number[32];
    const char *text = text_of(answers, value_of(answers, i, 0), number);
    const char *nearest = gr_names_nearest(&schema->classes, text);
    gr_fail(err, GRADUS_DATA, "'%s' is not one of the %zu classes of '%s'", GR_NAME(text),
            schema->is.classes, GR_NAME(schema->is.target[0].name));
    if (nearest)
        gr_hint(err, "the nearest class is '%s'", GR_NAME(nearest));
    else
        gr_hint(err, "the first class is '%s'", GR_NAME(schema->is.class_name[0]));
    return place(answers, i, 0, err);
}

/* The class of each level of a text target, -1: none; NULL: no memory. */
static int32_t *class_of_levels(const struct gr_answers *answers, const struct gr_schema *schema)
{
    size_t levels = gradus_data_level_count(answers->data, answers->column[0]), c;
    int32_t *class_of = gr_alloc(&answers->mem, levels, sizeof *class_of);
    for (size_t k = 0; class_of && k < levels; k++) {
        const char *text = gradus_data_level(answers->data, answers->column[0], k);
        class_of[k] = gr_schema_class(schema, text, &c) ? (int32_t)c : -1;
    }
    return class_of;
}

static gradus_status code_rows(struct gr_answers *answers, const struct gr_schema *schema,
                               const int32_t *class_of, gradus_error *err)
{
    for (size_t i = 0; i < answers->rows; i++) {
        double value = value_of(answers, i, 0);
        size_t c;
        if (class_of)
            answers->code[i] = class_of[(size_t)value];
        else
            answers->code[i] = gr_schema_class_number(schema, value, &c) ? (int32_t)c : -1;
        if (answers->code[i] < 0)
            return unknown_class(answers, i, schema, err);
    }
    return GRADUS_OK;
}

static gradus_status find_classes(struct gr_answers *answers, const struct gr_schema *schema,
                                  gradus_error *err)
{
    int is_text = gradus_data_type(answers->data, answers->column[0]) == GRADUS_CATEGORY;
    int32_t *class_of = is_text ? class_of_levels(answers, schema) : NULL;
    answers->classes = schema->is.classes;
    answers->code = gr_alloc(&answers->mem, answers->rows, sizeof *answers->code);
    gradus_status s = answers->code && (class_of || !is_text)
                          ? code_rows(answers, schema, class_of, err) : gr_nomem(err);
    gr_free(&answers->mem, class_of);
    return s;
}

/* A decimal comma is taken for a point: its column is text for another cell's sake. */
static int looks_like_number(const char *text)
{
    char copy[40];
    double value;
    size_t length = strlen(text);
    if (length >= sizeof copy)
        return 0;
    memcpy(copy, text, length + 1);
    char *comma = strchr(copy, ',');
    if (comma)
        *comma = '.';
    return gradus_number_parse(copy, length, &value);
}

/* Says where the first cell of the text target [k] is that is no number. */
static gradus_status text_target(const struct gr_answers *answers, size_t k, gradus_error *err)
{
    size_t column = answers->column[k];
    const char *name = gradus_data_name(answers->data, column);
    for (size_t i = 0; i < answers->rows; i++) {
        size_t code = (size_t)value_of(answers, i, k);
        const char *text = gradus_data_level(answers->data, column, code);
        if (looks_like_number(text))
            continue;
        gr_fail(err, GRADUS_DATA, "the target '%s' is '%s', a number is needed", GR_NAME(name),
                GR_NAME(text));
        return place(answers, i, k, err);
    }
    gr_fail(err, GRADUS_DATA, "the target '%s' is text, numbers are needed", GR_NAME(name));
    return place(answers, 0, k, err);
}

static gradus_status need_numbers(const struct gr_answers *answers, gradus_error *err)
{
    for (size_t k = 0; k < answers->targets; k++)
        if (gradus_data_type(answers->data, answers->column[k]) == GRADUS_CATEGORY)
            return text_target(answers, k, err);
    return GRADUS_OK;
}

gradus_status gr_answers_schema(struct gr_answers *answers, const struct gr_schema *schema,
                                size_t outputs, gradus_error *err)
{
    answers->outputs = outputs;
    if (answers->targets != schema->is.targets)
        return gr_fail(err, GRADUS_SHAPE, "%zu target columns are given, %zu are needed",
                       answers->targets, schema->is.targets);
    if (schema->is.classes)
        return find_classes(answers, schema, err);
    answers->scaling = schema->is.target;
    return need_numbers(answers, err);
}

/* ---- without one ------------------------------------------------------------------------ */

static gradus_status number_classes(struct gr_answers *answers, gradus_error *err)
{
    char number[32];
    answers->classes = answers->outputs;
    answers->code = gr_alloc(&answers->mem, answers->rows, sizeof *answers->code);
    if (!answers->code)
        return gr_nomem(err);
    for (size_t i = 0; i < answers->rows; i++) {
        double value = value_of(answers, i, 0);
        if (value >= 0 && value < (double)answers->classes && value == (int32_t)value) {
            answers->code[i] = (int32_t)value;
            continue;
        }
        gr_fail(err, GRADUS_DATA, "%s is not a class: they are the numbers 0 to %zu",
                text_of(answers, value, number), answers->classes - 1);
        return place(answers, i, 0, err);
    }
    return GRADUS_OK;
}

static gradus_status check_sums(const struct gr_answers *answers, gradus_error *err)
{
    char number[32];
    for (size_t i = 0; i < answers->rows; i++) {
        double sum = 0, least = 0;
        for (size_t k = 0; k < answers->targets; k++) {
            double value = value_of(answers, i, k);
            sum += value;
            least = value < least ? value : least;
        }
        if (least >= 0 && fabs(sum - 1) <= 1e-6)
            continue;
        gradus_number_text(least < 0 ? least : sum, 6, number);
        gr_fail(err, GRADUS_DATA,
                least < 0 ? "a target is %s, cross-entropy needs probabilities"
                          : "the targets of a row sum to %s, cross-entropy needs 1", number);
        return place(answers, i, 0, err);
    }
    return GRADUS_OK;
}

/* Text with a level for each output: the levels, in their order, are the class numbers. */
static int names_classes(const struct gr_answers *answers)
{
    return gradus_data_type(answers->data, answers->column[0]) == GRADUS_CATEGORY &&
           gradus_data_level_count(answers->data, answers->column[0]) == answers->outputs;
}

gradus_status gr_answers_plain(struct gr_answers *answers, size_t outputs, int softmax, int sums,
                               gradus_error *err)
{
    answers->outputs = outputs;
    if (answers->targets == 1 && outputs > 1 && softmax && names_classes(answers))
        return number_classes(answers, err);
    gradus_status s = need_numbers(answers, err);
    if (s != GRADUS_OK)
        return s;
    if (answers->targets == 1 && outputs > 1 && softmax)
        return number_classes(answers, err);
    if (answers->targets != outputs)
        return gr_fail(err, GRADUS_SHAPE, "the model has %zu outputs, %zu target %s given",
                       outputs, answers->targets,
                       answers->targets == 1 ? "column is" : "columns are");
    return sums ? check_sums(answers, err) : GRADUS_OK;
}

void gr_answers_row(const struct gr_answers *answers, size_t i, double *y)
{
    if (!answers->code) {
        for (size_t k = 0; k < answers->targets; k++) {
            const gradus_column *c = answers->scaling ? &answers->scaling[k] : NULL;
            double value = value_of(answers, i, k);
            y[k] = c ? (value - c->shift) * c->scale : value;
        }
    } else if (answers->outputs == 1) {
        y[0] = answers->code[i] == 1;
    } else {
        for (size_t k = 0; k < answers->outputs; k++)
            y[k] = (size_t)answers->code[i] == k;
    }
}
