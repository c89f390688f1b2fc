/* Writes a model: the description as JSON text in the metadata, then the tensors, layer by layer.
 * The same model gives the same bytes: keys in one order, numbers in their shortest exact form,
 * no time, no name of a machine or file.                                                      */
#include "model.h"
#include "safetensors.h"

#include <stdio.h>
#include <string.h>

enum { ALIGN = 8, NAME = 48 };

struct save {
    const gradus_model *model;
    const gradus_net *net;
    const gradus_net_spec *spec;
    const gradus_allocator *mem;
    gradus_error *err;
};

static size_t inputs_of(const struct save *s, size_t layer)
{
    return layer ? s->spec->layer[layer - 1].units : s->spec->inputs;
}

/* ---------------------------------------------------------------------- description --- */
static void write_layers(struct gr_text *t, const gradus_net_spec *spec)
{
    gr_text_put(t, ",\"layers\":[");
    for (size_t k = 0; k < spec->layers; k++) {
        const gradus_layer *layer = &spec->layer[k];
        gr_text_put(t, k ? ",{\"units\":" : "{\"units\":");
        gr_text_count(t, layer->units);
        gr_text_put(t, ",\"activation\":");
        gr_text_string(t, layer->activation);
        gr_text_put(t, layer->bias ? ",\"bias\":true}" : ",\"bias\":false}");
    }
    gr_text_put(t, "]");
}

/* The training is the caller's text: whatever is no JSON object must not get into a file. */
static gradus_status write_training(struct gr_text *t, const struct save *s)
{
    const struct gr_json in = { .err = s->err };
    const char *training = gradus_model_training(s->model);
    if (!training)
        return GRADUS_OK;
    json_t *value;
    gradus_status status = gr_json_parse(&value, "the training of the model", training,
                                         strlen(training), &in);
    if (status != GRADUS_OK)
        return status;
    if (!json_is_object(value))
        status = gr_fault(s->err, GRADUS_DATA, NULL,
                          "the training of the model is not a JSON object");
    json_decref(value);
    gr_text_put(t, ",\"numerics\":");
    gr_text_count(t, GRADUS_NUMERICS);
    gr_text_put(t, ",\"training\":");
    gr_text_compact(t, training, strlen(training));
    return status;
}

static gradus_status check_text(const struct gr_text *t, const struct save *s)
{
    if (t->not_utf8)
        return gr_fault(s->err, GRADUS_DATA, NULL,
                        "cannot save the name '%s': it is not valid UTF-8", t->not_utf8);
    return t->failed ? gr_fault_nomem(s->err) : GRADUS_OK;
}

static gradus_status describe(struct gr_text *t, const struct save *s)
{
    const gradus_schema *schema = gradus_model_schema(s->model);
    gr_text_put(t, "{\"version\":");
    gr_text_count(t, GR_MODEL_VERSION);
    gr_text_put(t, ",\"inputs\":");
    gr_text_count(t, s->spec->inputs);
    gr_text_put(t, ",\"loss\":");
    gr_text_string(t, s->spec->loss);
    write_layers(t, s->spec);
    if (schema)
        gr_schema_write(t, schema);
    gradus_status status = write_training(t, s);
    gr_text_put(t, "}");
    return status == GRADUS_OK ? check_text(t, s) : status;
}

/* ---------------------------------------------------------------------------- header --- */
/* Adds one entry; *at is where its bytes begin, and is moved to their end. */
static void write_entry(struct gr_text *t, const struct save *s, size_t layer, int bias,
                        uint64_t *at)
{
    size_t rows = s->spec->layer[layer].units, cols = inputs_of(s, layer);
    char text[NAME];
    snprintf(text, sizeof text, ",\"layers.%zu.%s\"", layer, bias ? "bias" : "weight");
    gr_text_put(t, text);
    gr_text_put(t, ":{\"dtype\":\"");
    gr_text_put(t, gr_tensor_type_name(s->spec->type));
    gr_text_put(t, "\",\"shape\":[");
    gr_text_count(t, rows);
    if (!bias) {
        gr_text_put(t, ",");
        gr_text_count(t, cols);
    }
    gr_text_put(t, "],\"data_offsets\":[");
    gr_text_count(t, *at);
    *at += (uint64_t)rows * (bias ? 1 : cols) * gr_tensor_type_size(s->spec->type);
    gr_text_put(t, ",");
    gr_text_count(t, *at);
    gr_text_put(t, "]}");
}

static gradus_status write_header(struct gr_text *t, const struct save *s)
{
    struct gr_text inner = { .mem = s->mem };
    gradus_status status = describe(&inner, s);
    if (status == GRADUS_OK) {
        gr_text_put(t, "{\"__metadata__\":{\"format\":\"gradus\",\"gradus\":");
        gr_text_string_bytes(t, inner.bytes, inner.length);
        gr_text_put(t, "}");
    }
    gr_text_free(&inner);
    if (status != GRADUS_OK)
        return status;
    uint64_t at = 0;
    for (size_t k = 0; k < s->spec->layers; k++) {
        write_entry(t, s, k, 0, &at);
        if (s->spec->layer[k].bias)
            write_entry(t, s, k, 1, &at);
    }
    gr_text_put(t, "}");
    while (t->length % ALIGN && !t->failed)
        gr_text_put(t, " ");
    return check_text(t, s);
}

/* ----------------------------------------------------------------------------- bytes --- */
static gradus_status put_header(gradus_output *to, const struct gr_text *t, const struct save *s)
{
    unsigned char length[8];
    for (size_t k = 0; k < sizeof length; k++)
        length[k] = (unsigned char)((uint64_t)t->length >> 8 * k);
    gradus_status status = gradus_output_write(to, length, sizeof length, s->err);
    return status == GRADUS_OK ? gradus_output_write(to, t->bytes, t->length, s->err) : status;
}

static gradus_status put_layer(gradus_output *to, const struct save *s, size_t layer)
{
    size_t rows = s->spec->layer[layer].units, cols = inputs_of(s, layer);
    double *w = gr_take(s->mem, rows * cols, sizeof *w);
    double *b = gr_take(s->mem, rows, sizeof *b);
    char name[NAME];
    gradus_status status = w && b ? GRADUS_OK : gr_fault_nomem(s->err);
    if (status == GRADUS_OK) {
        gradus_net_get(s->net, layer, w, b);
        snprintf(name, sizeof name, "layers.%zu.weight", layer);
        status = gr_tensor_write(to, name, s->spec->type, cols, w, rows * cols, s->err);
    }
    if (status == GRADUS_OK && s->spec->layer[layer].bias) {
        snprintf(name, sizeof name, "layers.%zu.bias", layer);
        status = gr_tensor_write(to, name, s->spec->type, 0, b, rows, s->err);
    }
    gr_give(s->mem, b);
    gr_give(s->mem, w);
    return status;
}

static gradus_status put_all(gradus_output *to, const struct gr_text *header, const struct save *s)
{
    gradus_status status = put_header(to, header, s);
    for (size_t k = 0; status == GRADUS_OK && k < s->spec->layers; k++)
        status = put_layer(to, s, k);
    return status;
}

/* The header is made before anything is opened.  [to] NULL: into a new file at [path]. */
static gradus_status save(const gradus_model *model, gradus_output *to, const char *path,
                          gradus_error *err)
{
    struct save s = { .model = model, .net = gradus_model_net(model), .err = err };
    s.spec = gradus_net_get_spec(s.net);
    s.mem = s.spec->mem;
    struct gr_text header = { .mem = s.mem };
    gradus_output *own = NULL;
    fenv_t mode;
    gr_mode_enter(&mode);
    gradus_status status = write_header(&header, &s);
    if (status == GRADUS_OK && !to)
        status = gradus_output_open(&own, path, err);
    if (status == GRADUS_OK)
        status = put_all(to ? to : own, &header, &s);
    gr_mode_leave(&mode);
    gr_text_free(&header);
    if (status == GRADUS_OK && own)
        return gradus_output_commit(own, err);
    gradus_output_abandon(own);
    return status;
}

gradus_status gradus_model_write(const gradus_model *model, gradus_output *to, gradus_error *err)
{
    if (!model || !to)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model to write, or no output");
    return save(model, to, NULL, err);
}

gradus_status gradus_model_save(const gradus_model *model, const char *path, gradus_error *err)
{
    if (!model || !path)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model to save, or no file name");
    return save(model, NULL, path, err);
}
