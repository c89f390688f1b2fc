/* Classes.  Text is always a class.  Numbers are classes where the user says so, or where they
 * are 2 to 20 different whole numbers; -0 and 0 are one.                                       */
#include "data/classes.h"

#include "base/memory.h"
#include "base/status.h"
#include "data/pick.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_CLASSES = 20 };

static int is_text(const struct gr_answers *answers, size_t k)
{
    return gradus_data_type(answers->data, answers->column[k]) == GRADUS_CATEGORY;
}

static const char *target_name(const struct gr_answers *answers, size_t k)
{
    return gradus_data_name(answers->data, answers->column[k]);
}

/* ---- the task --------------------------------------------------------------------------- */

static int is_new(const double *seen, size_t count, double value)
{
    for (size_t k = 0; k < count; k++)
        if (seen[k] == value)
            return 0;
    return 1;
}

/* How many different values the target has, FEW_CLASSES + 1 for more than FEW_CLASSES; *whole is
 * 0 where one is no whole number (counting stops there).                                      */
static size_t count_values(const struct gr_answers *answers, int *whole)
{
    struct gr_source source = gr_data_at(answers->data, answers->column[0]);
    double seen[FEW_CLASSES];
    size_t count = 0;
    *whole = 1;
    for (size_t i = 0; i < answers->rows && *whole; i++) {
        double value = gr_source_read(&source, answers->row[i]);
        *whole = fabs(value) < 0x1p53 && value == (double)(int64_t)value;
        if (*whole && is_new(seen, count, value)) {
            if (count == FEW_CLASSES)
                return FEW_CLASSES + 1;
            seen[count++] = value;
        }
    }
    return count;
}

static gradus_task look_at_numbers(const struct gr_answers *answers, struct gr_remarks *remarks)
{
    int whole = 0;
    size_t count = answers->targets == 1 ? count_values(answers, &whole) : 0;
    const char *name = target_name(answers, 0);
    if (answers->targets > 1)
        gr_remark(remarks, 0, "regression, since there are %zu targets", answers->targets);
    else if (!whole)
        gr_remark(remarks, 0, "regression, since '%s' holds numbers that are not whole", name);
    else if (count > FEW_CLASSES)
        gr_remark(remarks, 0, "regression, since '%s' holds more than %d different numbers",
                  name, FEW_CLASSES);
    else if (count > 1)
        gr_remark(remarks, 0, "classification, since '%s' holds %zu different whole numbers",
                  name, count);
    return answers->targets == 1 && whole && count > 1 && count <= FEW_CLASSES
               ? GRADUS_CLASSIFICATION : GRADUS_REGRESSION;
}

static gradus_status refuse_text(const struct gr_answers *answers, gradus_task task,
                                 gradus_error *err)
{
    for (size_t k = 0; k < answers->targets; k++) {
        if (!is_text(answers, k) || (task != GRADUS_REGRESSION && answers->targets == 1))
            continue;
        gr_fail(err, GRADUS_DATA, "the target '%s' is text, and %s needs numbers",
                GR_NAME(target_name(answers, k)),
                answers->targets > 1 ? "a model of several targets" : "regression");
        return gr_data_place(err, GRADUS_DATA, answers->data, answers->row[0],
                             answers->column[k]);
    }
    return GRADUS_OK;
}

static gradus_status one_value(const struct gr_answers *answers, size_t k, gradus_error *err)
{
    char number[32];
    const char *text = number;
    double value = gradus_data_cell(answers->data, answers->row[0], answers->column[k]);
    if (is_text(answers, k))
        text = gradus_data_level(answers->data, answers->column[k], (size_t)value);
    else
        gradus_number_text(value, 0, number);
    gr_fail(err, GRADUS_DATA, "the target '%s' has only one value, '%s': nothing to learn",
            GR_NAME(target_name(answers, k)), GR_NAME(text));
    return gr_data_place(err, GRADUS_DATA, answers->data, SIZE_MAX, answers->column[k]);
}

static gradus_status refuse_constant(const struct gr_answers *answers, gradus_error *err)
{
    for (size_t k = 0; k < answers->targets; k++) {
        struct gr_source source = gr_data_at(answers->data, answers->column[k]);
        double first = gr_source_read(&source, answers->row[0]);
        size_t i = 1;
        while (i < answers->rows && gr_source_read(&source, answers->row[i]) == first)
            i++;
        if (i == answers->rows)
            return one_value(answers, k, err);
    }
    return GRADUS_OK;
}

gradus_status gr_task_choose(const struct gr_answers *answers, gradus_task *task,
                             struct gr_remarks *remarks, gradus_error *err)
{
    gradus_status s = refuse_text(answers, *task, err);
    if (s == GRADUS_OK)
        s = refuse_constant(answers, err);
    if (s != GRADUS_OK)
        return s;
    if (*task == GRADUS_CLASSIFICATION && answers->targets > 1)
        return gr_fail(err, GRADUS_DATA, "classification has one target, not %zu",
                       answers->targets);
    if (*task != GRADUS_AUTO) {
        gr_remark(remarks, 0, "%s, as asked",
                  *task == GRADUS_REGRESSION ? "regression" : "classification");
    } else if (is_text(answers, 0)) {
        *task = GRADUS_CLASSIFICATION;
        gr_remark(remarks, 0, "classification, since '%s' is text", target_name(answers, 0));
    } else {
        *task = look_at_numbers(answers, remarks);
    }
    return GRADUS_OK;
}

/* ---- the classes ------------------------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t sort_once(double *value, size_t count)
{
    size_t different = 0;
    qsort(value, count, sizeof *value, by_value);
    for (size_t i = 0; i < count; i++)
        if (!different || value[i] != value[different - 1])
            value[different++] = value[i];
    return different;
}

static int32_t place_of(const double *sorted, size_t count, double value)
{
    size_t low = 0;
    while (count > 1) {
        size_t half = count / 2;
        low += value >= sorted[low + half] ? half : 0;
        count -= half;
    }
    return (int32_t)low;
}

static gradus_status number_classes(struct gr_classes *classes, struct gr_answers *answers,
                                    double *value, gradus_error *err)
{
    struct gr_source source = gr_data_at(answers->data, answers->column[0]);
    for (size_t i = 0; i < answers->rows; i++)
        value[i] = gr_source_read(&source, answers->row[i]) + 0.0;
    classes->count = sort_once(value, answers->rows);
    classes->name = gr_alloc(&classes->mem, classes->count, sizeof *classes->name);
    classes->number = gr_alloc(&classes->mem, classes->count, sizeof *classes->number);
    if (!classes->name || !classes->number)
        return gr_nomem(err);
    for (size_t k = 0; k < classes->count; k++) {
        gradus_number_text(value[k], 0, classes->number[k]);
        classes->name[k] = classes->number[k];
    }
    for (size_t i = 0; i < answers->rows; i++)
        answers->code[i] = place_of(value, classes->count,
                                    gr_source_read(&source, answers->row[i]));
    return GRADUS_OK;
}

static gradus_status text_classes(struct gr_classes *classes, struct gr_answers *answers,
                                  int32_t *class_of, const struct gr_text *text, size_t count,
                                  gradus_error *err)
{
    struct gr_source source = gr_data_at(answers->data, answers->column[0]);
    classes->name = gr_alloc(&classes->mem, count, sizeof *classes->name);
    if (!classes->name || !class_of)
        return gr_nomem(err);
    classes->count = count;
    for (size_t k = 0; k < count; k++) {
        classes->name[k] = text[k].text;
        class_of[text[k].level] = (int32_t)k;
    }
    for (size_t i = 0; i < answers->rows; i++)
        answers->code[i] = class_of[(size_t)gr_source_read(&source, answers->row[i])];
    return GRADUS_OK;
}

static gradus_status find_texts(struct gr_classes *classes, struct gr_answers *answers,
                                gradus_error *err)
{
    const gradus_allocator *mem = &classes->mem;
    size_t column = answers->column[0], count;
    struct gr_text *text;
    gradus_status s = gr_levels_used(answers->data, column, answers->rows, answers->row, &text,
                                     &count, err);
    if (s != GRADUS_OK)
        return s;
    int32_t *class_of = gr_alloc(mem, gradus_data_level_count(answers->data, column),
                                 sizeof *class_of);
    s = text_classes(classes, answers, class_of, text, count, err);
    gr_free(mem, class_of);
    gr_free(mem, text);
    return s;
}

static gradus_status find_numbers(struct gr_classes *classes, struct gr_answers *answers,
                                  gradus_error *err)
{
    double *value = gr_alloc(&classes->mem, answers->rows, sizeof *value);
    gradus_status s = value ? number_classes(classes, answers, value, err) : gr_nomem(err);
    gr_free(&classes->mem, value);
    return s;
}

gradus_status gr_classes_start(struct gr_classes *classes, struct gr_answers *answers,
                               gradus_error *err)
{
    *classes = (struct gr_classes){ .mem = answers->mem };
    answers->code = gr_alloc(&answers->mem, answers->rows, sizeof *answers->code);
    gradus_status s = !answers->code ? gr_nomem(err)
                      : is_text(answers, 0) ? find_texts(classes, answers, err)
                                            : find_numbers(classes, answers, err);
    if (s == GRADUS_OK && classes->count > FEW_CLASSES && classes->count > answers->rows / 2)
        s = gr_fail(err, GRADUS_DATA,
                    "the target '%s' has %zu different values in %zu rows: too many for classes",
                    GR_NAME(target_name(answers, 0)), classes->count, answers->rows);
    answers->classes = classes->count;
    if (s != GRADUS_OK)
        gr_classes_end(classes);
    return s;
}

void gr_classes_end(struct gr_classes *classes)
{
    gr_free(&classes->mem, classes->name);
    gr_free(&classes->mem, classes->number);
    *classes = (struct gr_classes){ .mem = classes->mem };
}
