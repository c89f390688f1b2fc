/* A schema: what a table must look like, and how its cells become numbers.  It comes from a
 * training or from a file, so that a copy trusts nothing of what it is given.                 */
#include "data/schema.h"

#include "base/memory.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static void free_texts(const gradus_allocator *mem, const char *const *text, size_t count)
{
    for (size_t k = 0; text && k < count; k++)
        gr_free(mem, (void *)(uintptr_t)text[k]);
    gr_free(mem, (void *)(uintptr_t)text);
}

static void free_columns(const gradus_allocator *mem, gradus_column *column, size_t count)
{
    for (size_t j = 0; column && j < count; j++) {
        gr_free(mem, (void *)(uintptr_t)column[j].name);
        free_texts(mem, column[j].level, column[j].levels);
    }
    gr_free(mem, column);
}

void gr_schema_free(struct gr_schema *schema)
{
    if (!schema)
        return;
    gradus_allocator mem = schema->mem;
    gr_names_end(&schema->columns);
    gr_names_end(&schema->classes);
    for (size_t j = 0; schema->levels && j < schema->is.inputs; j++)
        gr_names_end(&schema->levels[j]);
    gr_free(&mem, schema->levels);
    free_columns(&mem, schema->input, schema->is.inputs);
    free_columns(&mem, schema->target, schema->is.targets);
    free_texts(&mem, (const char *const *)schema->class_name, schema->is.classes);
    gr_free(&mem, schema->class_value);
    gr_free(&mem, schema);
}

size_t gr_column_width(const gradus_column *column)
{
    return column->levels ? column->levels : column->indicator ? 2 : 1;
}

/* ---- is it one? ------------------------------------------------------------------------ */

static gradus_status check_column(const gradus_column *c, int is_target, gradus_error *err)
{
    if (!c->name)
        return gr_fail(err, GRADUS_DATA, "a column of the schema has no name");
    if (c->levels && !c->level)
        return gr_fail(err, GRADUS_DATA, "column '%s' has levels without names", GR_NAME(c->name));
    for (size_t k = 0; k < c->levels; k++)
        if (!c->level[k])
            return gr_fail(err, GRADUS_DATA, "column '%s' has a level without a name",
                           GR_NAME(c->name));
    if (!isfinite(c->fill) || !isfinite(c->shift) || !isfinite(c->scale) ||
        (is_target && !c->levels && c->scale == 0))
        return gr_fail(err, GRADUS_DATA, "column '%s' cannot be scaled by these numbers",
                       GR_NAME(c->name));
    return GRADUS_OK;
}

static gradus_status check_columns(const gradus_column *column, size_t count, int is_target,
                                   gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    if (!count || !column)
        s = gr_fail(err, GRADUS_DATA, "a schema needs inputs and a target");
    for (size_t j = 0; s == GRADUS_OK && j < count; j++)
        s = check_column(&column[j], is_target, err);
    return s;
}

static gradus_status check_schema(const gradus_schema *from, gradus_error *err)
{
    gradus_status s = check_columns(from->input, from->inputs, 0, err);
    if (s == GRADUS_OK)
        s = check_columns(from->target, from->targets, from->task == GRADUS_REGRESSION, err);
    if (s != GRADUS_OK)
        return s;
    if (from->task == GRADUS_CLASSIFICATION
            ? from->targets != 1 || from->classes < 2 || !from->class_name
            : from->task != GRADUS_REGRESSION || from->classes)
        return gr_fail(err, GRADUS_DATA, "the task, targets and classes of the schema differ");
    for (size_t k = 0; k < from->classes; k++)
        if (!from->class_name[k])
            return gr_fail(err, GRADUS_DATA, "a class of the schema has no name");
    return GRADUS_OK;
}

/* ---- the copy --------------------------------------------------------------------------- */

/* NULL: no memory.  A copy that stopped half way has NULL in its tail, which free accepts. */
static char **copy_texts(const gradus_allocator *mem, const char *const *text, size_t count)
{
    char **copy = gr_alloc(mem, count, sizeof *copy);
    for (size_t k = 0; copy && k < count; k++)
        if (!(copy[k] = gr_copy_text(mem, text[k]))) {
            free_texts(mem, (const char *const *)copy, count);
            return NULL;
        }
    return copy;
}

static int copy_column(const gradus_allocator *mem, gradus_column *to, const gradus_column *from)
{
    *to = *from;
    to->level = NULL;
    to->levels = 0;
    to->name = gr_copy_text(mem, from->name);
    if (to->name && from->levels) {
        to->level = (const char *const *)copy_texts(mem, from->level, from->levels);
        to->levels = to->level ? from->levels : 0;
    }
    return to->name && (to->level || !from->levels);
}

static gradus_column *copy_columns(const gradus_allocator *mem, const gradus_column *from,
                                   size_t count)
{
    gradus_column *copy = gr_alloc(mem, count, sizeof *copy);
    for (size_t j = 0; copy && j < count; j++)
        if (!copy_column(mem, &copy[j], &from[j])) {
            free_columns(mem, copy, count);
            return NULL;
        }
    return copy;
}

static int copy_schema(struct gr_schema *to, const gradus_schema *from)
{
    const gradus_allocator *mem = &to->mem;
    to->input = copy_columns(mem, from->input, from->inputs);
    to->is.inputs = to->input ? from->inputs : 0;
    to->target = copy_columns(mem, from->target, from->targets);
    to->is.targets = to->target ? from->targets : 0;
    to->class_name = copy_texts(mem, from->class_name, from->classes);
    to->is.classes = to->class_name ? from->classes : 0;
    to->class_value = gr_alloc(mem, from->classes, sizeof *to->class_value);
    to->levels = gr_alloc(mem, from->inputs, sizeof *to->levels);
    to->is.task = from->task;
    to->is.input = to->input;
    to->is.target = to->target;
    to->is.class_name = (const char *const *)to->class_name;
    return to->input && to->target && to->class_name && to->class_value && to->levels;
}

/* ---- its names -------------------------------------------------------------------------- */

/* Fills [names], which has been started; [what] says in an error whose names they are. */
static gradus_status index_texts(struct gr_names *names, const char *const *text, size_t count,
                                 const char *what, gradus_error *err)
{
    if (!gr_names_room(names, count))
        return gr_nomem(err);
    for (size_t k = 0; k < count; k++)
        if (!gr_names_add(names, text[k]))
            return gr_fail(err, GRADUS_DATA, "the schema has two %s '%s'", what, text[k]);
    return GRADUS_OK;
}

static gradus_status index_columns(struct gr_schema *schema, gradus_error *err)
{
    gradus_status s = gr_names_room(&schema->columns, schema->is.inputs) ? GRADUS_OK
                                                                         : gr_nomem(err);
    for (size_t j = 0; s == GRADUS_OK && j < schema->is.inputs; j++) {
        const gradus_column *c = &schema->input[j];
        gr_names_start(&schema->levels[j], &schema->mem);
        s = index_texts(&schema->levels[j], c->level, c->levels, "levels", err);
        if (s == GRADUS_OK)
            s = index_texts(&schema->columns, &c->name, 1, "columns", err);
        if (__builtin_add_overflow(schema->width, gr_column_width(c), &schema->width))
            return gr_fail(err, GRADUS_DATA, "the schema has too many inputs");
    }
    return s;
}

static void value_classes(struct gr_schema *schema)
{
    for (size_t k = 0; k < schema->is.classes; k++) {
        const char *name = schema->class_name[k];
        if (!gradus_number_parse(name, strlen(name), &schema->class_value[k]))
            schema->class_value[k] = NAN;
    }
}

gradus_status gr_schema_new(struct gr_schema **out, const gradus_schema *from,
                            const gradus_allocator *mem, gradus_error *err)
{
    gradus_status s = check_schema(from, err);
    if (s != GRADUS_OK)
        return s;
    struct gr_schema *schema = gr_alloc(mem, 1, sizeof *schema);
    if (!schema)
        return gr_nomem(err);
    schema->mem = gr_allocator(mem);
    gr_names_start(&schema->columns, mem);
    gr_names_start(&schema->classes, mem);
    s = copy_schema(schema, from) ? index_columns(schema, err) : gr_nomem(err);
    if (s == GRADUS_OK)
        s = index_texts(&schema->classes, schema->is.class_name, schema->is.classes, "classes",
                        err);
    if (s != GRADUS_OK) {
        gr_schema_free(schema);
        return s;
    }
    value_classes(schema);
    *out = schema;
    return GRADUS_OK;
}

int gr_schema_class_number(const struct gr_schema *schema, double value, size_t *k)
{
    for (size_t c = 0; c < schema->is.classes; c++)
        if (schema->class_value[c] == value) {
            *k = c;
            return 1;
        }
    return 0;
}

int gr_schema_class(const struct gr_schema *schema, const char *text, size_t *k)
{
    double value;
    return gr_names_find(&schema->classes, text, k) ||
           (gradus_number_parse(text, strlen(text), &value) &&
            gr_schema_class_number(schema, value, k));
}
