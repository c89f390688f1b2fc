/* What is in a model: layers, columns, and how it was trained. */
#include "info.h"
#include "network.h"

static const char *type_name(gradus_type type)
{
    return type == GRADUS_F64 ? "float64" : "float32";
}

static void say_layers(const gradus_net_spec *spec, struct text *out)
{
    static const char *const heading[] = { "layer", "inputs", "units", "activation", "bias" };
    struct table t;
    size_t below = spec->inputs;
    table_start(&t, 5, 0, 1);
    for (size_t k = 0; k < 5; k++)
        table_cell(&t, heading[k]);
    for (size_t k = 0; k < spec->layers; k++) {
        table_count(&t, k);
        table_count(&t, below);
        table_count(&t, spec->layer[k].units);
        table_cell(&t, spec->layer[k].activation);
        table_cell(&t, spec->layer[k].bias ? "yes" : "no");
        below = spec->layer[k].units;
    }
    table_end(&t, out);
}

static void table_exact(struct table *t, int is, double value, int digits)
{
    if (is)
        table_number(t, value, digits);
    else
        table_cell(t, "-");
}

static void say_columns(const struct gradus_schema *s, struct text *out, int digits)
{
    static const char *const heading[] = { "column", "as", "levels", "missing becomes", "shift",
                                           "scale" };
    struct table t;
    table_start(&t, 6, 2, 0);
    for (size_t k = 0; k < 6; k++)
        table_cell(&t, heading[k]);
    for (size_t k = 0; k < s->inputs + s->targets; k++) {
        const gradus_column *c = k < s->inputs ? &s->input[k] : &s->target[k - s->inputs];
        int target = k >= s->inputs;
        int number = target ? s->task == GRADUS_REGRESSION : !c->levels;
        table_cell(&t, c->name);
        table_cell(&t, target ? "target" : number ? "number" : "category");
        table_count(&t, target ? s->classes : c->levels);
        table_exact(&t, number && !target, c->fill, digits);
        table_exact(&t, number, c->shift, digits);
        table_exact(&t, number, c->scale, digits);
    }
    table_end(&t, out);
    for (size_t k = 0; k < s->classes && k < 50; k++) {
        text_add(out, k ? ", " : "classes: ");
        text_name(out, s->class_name[k]);
    }
    if (s->classes)
        text_add(out, "%s\n", s->classes > 50 ? ", ..." : "");
}

static void say_model(const gradus_model *m, struct text *out, int digits)
{
    const gradus_net *net = gradus_model_net(m);
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    const gradus_schema *schema = gradus_model_schema(m);
    text_add(out, "model: ");
    network_shape(out, spec);
    text_add(out, ", %zu parameters, loss %s, %s\n\n", gradus_net_parameters(net), spec->loss,
             type_name(spec->type));
    say_layers(spec, out);
    text_add(out, "\n");
    if (schema)
        say_columns(schema, out, digits);
    else
        text_add(out, "columns: none are named, numbers in, numbers out\n");
    if (gradus_model_training(m)) {
        text_add(out, "\ntraining: ");
        json_foreign(out, gradus_model_training(m));
        text_add(out, "\n");
    }
}

/* ---- JSON --------------------------------------------------------------------------------- */

static void json_layers(const gradus_net_spec *spec, struct json *j)
{
    json_count(j, "inputs", spec->inputs);
    json_open(j, "layers", '[');
    for (size_t k = 0; k < spec->layers; k++) {
        json_open(j, NULL, '{');
        json_count(j, "units", spec->layer[k].units);
        json_text(j, "activation", spec->layer[k].activation);
        json_flag(j, "bias", spec->layer[k].bias);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_column(struct json *j, const gradus_column *c, int number, int target)
{
    json_open(j, NULL, '{');
    json_text(j, "name", c->name);
    json_text(j, "type", number ? "number" : "category");
    if (number) {
        if (!target) {
            json_number(j, "fill", c->fill);
            json_flag(j, "indicator", c->indicator);
        }
        json_number(j, "shift", c->shift);
        json_number(j, "scale", c->scale);
    } else if (!target) {
        json_open(j, "levels", '[');
        for (size_t k = 0; k < c->levels; k++)
            json_text(j, NULL, c->level[k]);
        json_close(j, ']');
    }
    json_close(j, '}');
}

static void json_schema(struct json *j, const gradus_schema *s)
{
    int regression = s->task == GRADUS_REGRESSION;
    json_text(j, "task", regression ? "regression" : "classification");
    json_open(j, "columns", '[');
    for (size_t k = 0; k < s->inputs; k++)
        json_column(j, &s->input[k], !s->input[k].levels, 0);
    json_close(j, ']');
    json_open(j, "targets", '[');
    for (size_t k = 0; k < s->targets; k++)
        json_column(j, &s->target[k], regression, 1);
    json_close(j, ']');
    if (regression)
        return;
    json_open(j, "classes", '[');
    for (size_t k = 0; k < s->classes; k++)
        json_text(j, NULL, s->class_name[k]);
    json_close(j, ']');
}

static void json_model(const gradus_model *m, struct text *out)
{
    const gradus_net *net = gradus_model_net(m);
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_text(&j, "kind", "model");
    json_text(&j, "dtype", type_name(spec->type));
    json_text(&j, "loss", spec->loss);
    json_count(&j, "parameters", gradus_net_parameters(net));
    json_layers(spec, &j);
    if (gradus_model_schema(m))
        json_schema(&j, gradus_model_schema(m));
    if (gradus_model_training(m))
        json_raw(&j, "training", gradus_model_training(m));
    json_close(&j, '}');
    text_put(out, "\n", 1);
}

int info_model(const struct info_asked *asked, const char *path, struct text *out)
{
    gradus_model *model = NULL;
    if (asked->target)
        return report_usage(NULL, "--target is for data, and '%s' is a model", path);
    int status = source_model(&model, path);
    if (status == GO_ON && asked->weights)
        info_weights(gradus_model_net(model), asked->common.json, out);
    else if (status == GO_ON && asked->common.json)
        json_model(model, out);
    else if (status == GO_ON)
        say_model(model, out, (int)asked->common.digits);
    gradus_model_free(model);
    return status;
}
