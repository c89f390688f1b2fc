/* The schema of a model as JSON, there and back.
 *
 *     "task": "classification" | "regression"
 *     "columns":    {"inputs": [{"name", "type", "levels"}], "targets": [...]}
 *     "preprocess": {"inputs": [{"fill", "shift", "scale", "indicator"}], "targets": [...]}
 *     "classes":    ["label", ...]
 *
 * columns says what the table looks like, preprocess what becomes of its numbers; an item of one
 * belongs to the item of the other in the same place.  A type is "number" or "category", which
 * has levels and nothing to preprocess.                                                       */
#include "model.h"

#include <stdio.h>
#include <string.h>

enum { WHERE = 64 };                    /* room for "preprocess.targets[18446744073709551615]" */

static const char *const task_names[] = {
    [GRADUS_CLASSIFICATION] = "classification", [GRADUS_REGRESSION] = "regression"
};

/* -------------------------------------------------------------------------- reading --- */
static size_t count_levels(const json_t *columns)
{
    size_t count = 0;
    for (size_t k = 0; k < json_array_size(columns); k++)
        count += json_array_size(json_object_get(json_array_get(columns, k), "levels"));
    return count;
}

/* The strings of [array] into the next places of r->text. */
static gradus_status read_texts(const char *const **out, struct gr_schema_read *r, json_t *array,
                                const char *where, const struct gr_json *in)
{
    const char **text = r->text + r->texts;
    for (size_t k = 0; k < json_array_size(array); k++) {
        json_t *item;
        gradus_status s = gr_json_item(&item, array, where, k, GR_JSON_STRING, in);
        if (s != GRADUS_OK)
            return s;
        text[k] = json_string_value(item);
    }
    r->texts += json_array_size(array);
    *out = text;
    return GRADUS_OK;
}

static gradus_status read_levels(gradus_column *c, struct gr_schema_read *r, json_t *item,
                                 const char *where, const struct gr_json *in)
{
    json_t *levels;
    gradus_status s = gr_json_get(&levels, item, where, "levels", GR_JSON_ARRAY, in);
    if (s == GRADUS_OK && !json_array_size(levels))
        s = gr_fault(in->err, GRADUS_SYNTAX, &in->place, "\"%s.levels\" is empty", where);
    if (s != GRADUS_OK)
        return s;
    c->levels = json_array_size(levels);
    char path[WHERE + 8];
    snprintf(path, sizeof path, "%s.levels", where);
    return read_texts(&c->level, r, levels, path, in);
}

static gradus_status read_column(gradus_column *c, struct gr_schema_read *r, json_t *item,
                                 const char *where, const struct gr_json *in)
{
    json_t *name, *type;
    gradus_status s = gr_json_get(&name, item, where, "name", GR_JSON_STRING, in);
    if (s == GRADUS_OK)
        s = gr_json_get(&type, item, where, "type", GR_JSON_STRING, in);
    if (s != GRADUS_OK)
        return s;
    *c = (gradus_column){ .name = json_string_value(name), .scale = 1 };
    if (!strcmp(json_string_value(type), "number"))
        return GRADUS_OK;
    if (!strcmp(json_string_value(type), "category"))
        return read_levels(c, r, item, where, in);
    return gr_fault(in->err, GRADUS_UNKNOWN, &in->place,
                    "\"%s.type\" is '%s'; known are number and category", where,
                    GR_NAME(json_string_value(type)));
}

static gradus_status read_number(double *to, json_t *item, const char *where, const char *key,
                                 const struct gr_json *in)
{
    json_t *value;
    gradus_status s = gr_json_find(&value, item, where, key, GR_JSON_NUMBER, in);
    if (s == GRADUS_OK && value)
        *to = json_number_value(value);
    return s;
}

static gradus_status read_steps(gradus_column *c, json_t *item, const char *where,
                                const struct gr_json *in)
{
    json_t *indicator;
    gradus_status s = read_number(&c->fill, item, where, "fill", in);
    if (s == GRADUS_OK)
        s = read_number(&c->shift, item, where, "shift", in);
    if (s == GRADUS_OK)
        s = read_number(&c->scale, item, where, "scale", in);
    if (s == GRADUS_OK)
        s = gr_json_find(&indicator, item, where, "indicator", GR_JSON_BOOL, in);
    if (s == GRADUS_OK && indicator)
        c->indicator = json_is_true(indicator);
    return s;
}

/* columns.KEY, and preprocess.KEY where it is there, into c[0 .. size of columns.KEY). */
static gradus_status read_side(gradus_column *c, struct gr_schema_read *r, json_t *columns,
                               json_t *preprocess, const char *key, const struct gr_json *in)
{
    json_t *described = json_object_get(columns, key), *steps = NULL, *item;
    char where[WHERE], path[WHERE];
    size_t count = json_array_size(described);
    gradus_status s = GRADUS_OK;
    if (preprocess)
        s = gr_json_find(&steps, preprocess, "preprocess", key, GR_JSON_ARRAY, in);
    if (s == GRADUS_OK && steps && json_array_size(steps) != count)
        s = gr_fault(in->err, GRADUS_SHAPE, &in->place,
                     "\"preprocess.%s\" has %zu items, \"columns.%s\" %zu", key,
                     json_array_size(steps), key, count);
    for (size_t k = 0; s == GRADUS_OK && k < count; k++) {
        snprintf(path, sizeof path, "columns.%s", key);
        snprintf(where, sizeof where, "columns.%s[%zu]", key, k);
        s = gr_json_item(&item, described, path, k, GR_JSON_OBJECT, in);
        if (s == GRADUS_OK)
            s = read_column(&c[k], r, item, where, in);
        snprintf(path, sizeof path, "preprocess.%s", key);
        snprintf(where, sizeof where, "preprocess.%s[%zu]", key, k);
        if (s == GRADUS_OK && steps)
            s = gr_json_item(&item, steps, path, k, GR_JSON_OBJECT, in);
        if (s == GRADUS_OK && steps)
            s = read_steps(&c[k], item, where, in);
    }
    return s;
}

static gradus_status read_task(gradus_schema *schema, json_t *root, const struct gr_json *in)
{
    json_t *task;
    gradus_status s = gr_json_find(&task, root, "", "task", GR_JSON_STRING, in);
    if (s != GRADUS_OK)
        return s;
    schema->task = schema->classes ? GRADUS_CLASSIFICATION : GRADUS_REGRESSION;
    if (!task || !strcmp(json_string_value(task), task_names[schema->task]))
        return GRADUS_OK;
    return gr_fault(in->err, GRADUS_DATA, &in->place, "\"task\" is '%s' in a model %s \"classes\"",
                    GR_NAME(json_string_value(task)), schema->classes ? "with" : "without");
}

/* What has no meaning where there are no columns. */
static gradus_status refuse_parts(json_t *root, const struct gr_json *in)
{
    static const char *const parts[] = { "preprocess", "classes", "task" };
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (json_object_get(root, parts[k]))
            return gr_fault(in->err, GRADUS_SYNTAX, &in->place, "\"%s\" needs \"columns\"",
                            parts[k]);
    return GRADUS_OK;
}

static gradus_status take_room(struct gr_schema_read *r, json_t *inputs, json_t *targets,
                               json_t *classes, const struct gr_json *in)
{
    size_t texts = count_levels(inputs) + count_levels(targets) + json_array_size(classes);
    r->schema.inputs = json_array_size(inputs);
    r->schema.targets = json_array_size(targets);
    r->schema.classes = json_array_size(classes);
    r->column = gr_take(r->mem, r->schema.inputs + r->schema.targets, sizeof *r->column);
    r->text = gr_take(r->mem, texts, sizeof *r->text);
    if (!r->column || !r->text)
        return gr_fault_nomem(in->err);
    r->schema.input = r->column;
    r->schema.target = r->column + r->schema.inputs;
    return GRADUS_OK;
}

static gradus_status read_parts(struct gr_schema_read *r, json_t *root, json_t *columns,
                                const struct gr_json *in)
{
    json_t *inputs, *targets, *classes, *preprocess;
    gradus_status s = gr_json_get(&inputs, columns, "columns", "inputs", GR_JSON_ARRAY, in);
    if (s == GRADUS_OK)
        s = gr_json_get(&targets, columns, "columns", "targets", GR_JSON_ARRAY, in);
    if (s == GRADUS_OK)
        s = gr_json_find(&classes, root, "", "classes", GR_JSON_ARRAY, in);
    if (s == GRADUS_OK)
        s = gr_json_find(&preprocess, root, "", "preprocess", GR_JSON_OBJECT, in);
    if (s == GRADUS_OK)
        s = take_room(r, inputs, targets, classes, in);
    if (s == GRADUS_OK)
        s = read_side(r->column, r, columns, preprocess, "inputs", in);
    if (s == GRADUS_OK)
        s = read_side(r->column + r->schema.inputs, r, columns, preprocess, "targets", in);
    if (s == GRADUS_OK)
        s = read_texts(&r->schema.class_name, r, classes, "classes", in);
    return s == GRADUS_OK ? read_task(&r->schema, root, in) : s;
}

gradus_status gr_schema_read(struct gr_schema_read *out, json_t *root, const gradus_allocator *mem,
                             const struct gr_json *in)
{
    json_t *columns;
    *out = (struct gr_schema_read){ .mem = mem };
    gradus_status s = gr_json_find(&columns, root, "", "columns", GR_JSON_OBJECT, in);
    if (s != GRADUS_OK)
        return s;
    if (!columns)
        return refuse_parts(root, in);
    out->there = 1;
    return read_parts(out, root, columns, in);
}

void gr_schema_read_free(struct gr_schema_read *r)
{
    gr_give(r->mem, r->column);
    gr_give(r->mem, r->text);
    *r = (struct gr_schema_read){ .there = 0 };
}

/* -------------------------------------------------------------------------- writing --- */
static void write_texts(struct gr_text *t, const char *const *text, size_t count)
{
    gr_text_put(t, "[");
    for (size_t k = 0; k < count; k++) {
        gr_text_put(t, k ? "," : "");
        gr_text_string(t, text[k]);
    }
    gr_text_put(t, "]");
}

void gr_schema_write_column(struct gr_text *t, const gradus_column *c)
{
    gr_text_put(t, "{\"name\":");
    gr_text_string(t, c->name);
    gr_text_put(t, c->levels ? ",\"type\":\"category\",\"levels\":" : ",\"type\":\"number\"");
    if (c->levels)
        write_texts(t, c->level, c->levels);
    gr_text_put(t, "}");
}

static void write_scaling(struct gr_text *t, const gradus_column *c)
{
    gr_text_put(t, "\"shift\":");
    gr_text_number(t, c->shift);
    gr_text_put(t, ",\"scale\":");
    gr_text_number(t, c->scale);
}

static void write_input_steps(struct gr_text *t, const gradus_column *c)
{
    gr_text_put(t, "{");
    if (!c->levels) {
        gr_text_put(t, "\"fill\":");
        gr_text_number(t, c->fill);
        gr_text_put(t, ",");
        write_scaling(t, c);
        gr_text_put(t, c->indicator ? ",\"indicator\":true" : ",\"indicator\":false");
    }
    gr_text_put(t, "}");
}

static void write_target_steps(struct gr_text *t, const gradus_column *c)
{
    gr_text_put(t, "{");
    if (!c->levels)
        write_scaling(t, c);
    gr_text_put(t, "}");
}

static void write_list(struct gr_text *t, const gradus_column *c, size_t count,
                       void (*one)(struct gr_text *t, const gradus_column *c))
{
    gr_text_put(t, "[");
    for (size_t k = 0; k < count; k++) {
        gr_text_put(t, k ? "," : "");
        one(t, &c[k]);
    }
    gr_text_put(t, "]");
}

void gr_schema_write(struct gr_text *t, const gradus_schema *schema)
{
    gr_text_put(t, ",\"task\":");
    gr_text_string(t, task_names[schema->task]);
    gr_text_put(t, ",\"columns\":{\"inputs\":");
    write_list(t, schema->input, schema->inputs, gr_schema_write_column);
    gr_text_put(t, ",\"targets\":");
    write_list(t, schema->target, schema->targets, gr_schema_write_column);
    gr_text_put(t, "},\"preprocess\":{\"inputs\":");
    write_list(t, schema->input, schema->inputs, write_input_steps);
    gr_text_put(t, ",\"targets\":");
    write_list(t, schema->target, schema->targets, write_target_steps);
    gr_text_put(t, "}");
    if (schema->classes) {
        gr_text_put(t, ",\"classes\":");
        write_texts(t, schema->class_name, schema->classes);
    }
}
