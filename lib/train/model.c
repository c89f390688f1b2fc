/* A model: a net, and what its inputs and outputs are called and mean.  After it was made it
 * never changes but for the text on its training, so that threads share it.                   */
#include "train/model.h"

#include "base/memory.h"
#include "base/status.h"

#include <stdio.h>

enum { NAME_SIZE = 24 };                /* x18446744073709551615 and its end */

static gradus_status check_shape(const gradus_net *net, const struct gr_schema *schema,
                                 gradus_error *err)
{
    size_t outputs = gr_net_outputs(net), classes = schema->is.classes;
    if (schema->width != gr_net_inputs(net))
        return gr_fail(err, GRADUS_SHAPE, "the columns make %zu inputs, the net has %zu",
                       schema->width, gr_net_inputs(net));
    if (classes ? outputs != classes && !(classes == 2 && outputs == 1)
                : outputs != schema->is.targets)
        return gr_fail(err, GRADUS_SHAPE, "the net has %zu output%s for %zu %s", outputs,
                       outputs == 1 ? "" : "s", classes ? classes : schema->is.targets,
                       classes ? "classes" : schema->is.targets == 1 ? "target" : "targets");
    return GRADUS_OK;
}

/* x1, x2, ..., y1, y2, ...: only what the schema does not name. */
static int number_names(gradus_model *model)
{
    size_t names;
    if (__builtin_add_overflow(model->inputs, model->outputs, &names) ||
        !(model->numbered = gr_alloc(&model->mem, names, NAME_SIZE)))
        return 0;
    for (size_t k = 0; k < names; k++)
        if (k < model->inputs)
            snprintf(model->numbered + k * NAME_SIZE, NAME_SIZE, "x%zu", k + 1);
        else
            snprintf(model->numbered + k * NAME_SIZE, NAME_SIZE, "y%zu", k + 1 - model->inputs);
    return 1;
}

static const char *name_input(const gradus_model *model, size_t i)
{
    return model->schema ? model->schema->is.input[i].name : model->numbered + i * NAME_SIZE;
}

static const char *name_output(const gradus_model *model, size_t k)
{
    const gradus_schema *schema = model->schema ? &model->schema->is : NULL;
    if (!schema)
        return model->numbered + (model->inputs + k) * NAME_SIZE;
    return schema->classes ? schema->class_name[k] : schema->target[k].name;
}

static int name_all(gradus_model *model)
{
    gr_names_start(&model->columns, &model->mem);
    model->output_name = gr_alloc(&model->mem, model->outputs, sizeof *model->output_name);
    if (!model->output_name || (!model->schema && !number_names(model)) ||
        !gr_names_room(&model->columns, model->inputs))
        return 0;
    for (size_t i = 0; i < model->inputs; i++)
        gr_names_add(&model->columns, name_input(model, i));
    for (size_t k = 0; k < model->outputs; k++)
        model->output_name[k] = name_output(model, k);
    return 1;
}

static gradus_status fill(gradus_model *model, const gradus_net *net,
                          const gradus_schema *schema, gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    model->inputs = gr_net_inputs(net);
    model->outputs = gr_net_outputs(net);
    if (schema) {
        s = gr_schema_new(&model->schema, schema, &model->mem, err);
        if (s == GRADUS_OK)
            s = check_shape(net, model->schema, err);
        if (s != GRADUS_OK)
            return s;
        model->inputs = schema->inputs;
        model->outputs = schema->classes ? schema->classes : schema->targets;
    }
    return name_all(model) ? GRADUS_OK : gr_nomem(err);
}

gradus_status gradus_model_new(gradus_model **out, gradus_net *net, const gradus_schema *schema,
                               gradus_error *err)
{
    if (!out || !net)
        return gr_fail(err, GRADUS_ARGUMENT, "a model needs a net");
    const gradus_allocator *mem = gr_net_memory(net);
    gradus_model *model = gr_alloc(mem, 1, sizeof *model);
    if (!model)
        return gr_nomem(err);
    model->mem = gr_allocator(mem);
    gradus_status s = fill(model, net, schema, err);
    if (s == GRADUS_OK) {
        model->net = net;
        *out = model;
    } else {
        gradus_model_free(model);
    }
    return s;
}

void gradus_model_free(gradus_model *model)
{
    if (!model)
        return;
    gradus_allocator mem = model->mem;
    gr_names_end(&model->columns);
    gr_free(&mem, model->output_name);
    gr_free(&mem, model->numbered);
    gr_free(&mem, model->training);
    gr_schema_free(model->schema);
    gradus_net_free(model->net);
    gr_free(&mem, model);
}

const gradus_net *gradus_model_net(const gradus_model *model)
{
    return model ? model->net : NULL;
}

const gradus_schema *gradus_model_schema(const gradus_model *model)
{
    return model && model->schema ? &model->schema->is : NULL;
}

gradus_status gradus_model_set_training(gradus_model *model, const char *json, gradus_error *err)
{
    if (!model)
        return gr_fail(err, GRADUS_ARGUMENT, "no model to describe the training of");
    char *copy = json ? gr_copy_text(&model->mem, json) : NULL;
    if (json && !copy)
        return gr_nomem(err);
    gr_free(&model->mem, model->training);
    model->training = copy;
    return GRADUS_OK;
}

const char *gradus_model_training(const gradus_model *model)
{
    return model ? model->training : NULL;
}

size_t gradus_model_inputs(const gradus_model *model)
{
    return model ? model->inputs : 0;
}

size_t gradus_model_outputs(const gradus_model *model)
{
    return model ? model->outputs : 0;
}

const char *gradus_model_input_name(const gradus_model *model, size_t i)
{
    return model && i < model->inputs ? model->columns.name[i] : NULL;
}

const char *gradus_model_output_name(const gradus_model *model, size_t k)
{
    return model && k < model->outputs ? model->output_name[k] : NULL;
}
