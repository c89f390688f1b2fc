/* Known answers for a model: a table encoded as its training data were. */
#include "base/cpu.h"
#include "base/status.h"
#include "data/encode.h"
#include "data/pick.h"
#include "train/model.h"

#include <string.h>

static gradus_status pick_targets(struct gr_pick *targets, const gradus_model *model,
                                  const gradus_data *data, const char *target,
                                  gradus_error *err)
{
    const gradus_schema *schema = gradus_model_schema(model);
    if (target)
        return gr_pick_list(targets, data, target, err);
    if (schema)
        return gr_pick_names(targets, data, schema->target, schema->targets, err);
    gr_fail(err, GRADUS_ARGUMENT, "which column is the target?");
    gr_hint(err, "a model without a schema does not say it: --target takes as many columns as "
                 "outputs");
    return GRADUS_ARGUMENT;
}

static gradus_status find_answers(struct gr_answers *answers, const gradus_model *model,
                                  gradus_error *err)
{
    const gradus_net_spec *spec = gradus_net_get_spec(model->net);
    const gradus_layer *last = &spec->layer[spec->layers - 1];
    return model->schema
               ? gr_answers_schema(answers, model->schema, last->units, err)
               : gr_answers_plain(answers, last->units, !strcmp(last->activation, "softmax"),
                                  !strcmp(spec->loss, "cross-entropy"), err);
}

static gradus_status view_inputs(struct gr_view *view, const gradus_model *model,
                                 const gradus_data *data, const struct gr_pick *targets,
                                 gradus_error *err)
{
    struct gr_pick inputs;
    if (model->schema)
        return gr_view_start(view, data, model->schema, err);
    gradus_status s = gr_pick_rest(&inputs, data, targets, err);
    if (s != GRADUS_OK)
        return s;
    if (inputs.count == model->inputs)
        s = gr_view_plain(view, data, inputs.count, inputs.column, err);
    else
        s = gr_fail(err, GRADUS_SHAPE, "the model has %zu inputs, the data %zu beside the target",
                    model->inputs, inputs.count);
    gr_pick_end(&inputs);
    return s;
}

static gradus_status encode(gradus_set **out, const gradus_model *model,
                            const struct gr_pick *targets, struct gr_answers *answers,
                            gradus_type type, gradus_error *err)
{
    struct gr_view view;
    size_t unknown = 0;
    gradus_status s = view_inputs(&view, model, answers->data, targets, err);
    if (s != GRADUS_OK)
        return s;
    uint64_t mode = gr_float_enter();
    s = find_answers(answers, model, err);
    if (s == GRADUS_OK)
        s = gr_encode_set(out, &view, answers, answers->rows, NULL, type, &model->mem, &unknown,
                          err);
    gr_float_leave(mode);
    gr_view_end(&view);
    return s;
}

gradus_status gradus_set_new(gradus_set **out, const gradus_model *model,
                             const gradus_data *data, const char *target, gradus_type type,
                             size_t *dropped, gradus_error *err)
{
    struct gr_pick targets;
    struct gr_answers answers;
    if (!out || !model || !data || (type != GRADUS_F32 && type != GRADUS_F64))
        return gr_fail(err, GRADUS_ARGUMENT, "a set needs a model, a table and a float type");
    gradus_status s = pick_targets(&targets, model, data, target, err);
    if (s != GRADUS_OK)
        return s;
    s = gr_answers_start(&answers, data, targets.count, targets.column, err);
    if (s == GRADUS_OK) {
        s = encode(out, model, &targets, &answers, type, err);
        if (s == GRADUS_OK && dropped)
            *dropped = data->rows - answers.rows;
        gr_answers_end(&answers);
    }
    gr_pick_end(&targets);
    return s;
}
