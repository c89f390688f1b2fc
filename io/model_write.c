/* Writes a model: the description as JSON text in the metadata, then the tensors, layer by layer.
 * The same model gives the same bytes: keys in one order, numbers in their shortest exact form,
 * no time, no name of a machine or file.
 *
 * The header is made in memory and shown to the reader before a file is opened, so that nothing
 * is written that could not be loaded.                                                        */
#include "model.h"
#include "safetensors.h"

#include <stdio.h>
#include <string.h>

enum { ALIGN = 8, NAME = 48, PREFIX = 8 };
enum { ROOM_FOR_RESULTS = 65536 };      /* kept by gradus_model_check for what training will say */

struct save {
    const gradus_model *model;
    const gradus_net *net;
    const gradus_net_spec *spec;
    const gradus_allocator *mem;
    gradus_error *err;
    size_t longest;                     /* of the header */
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
    gr_text_put(t, ",\"numerics\":");
    gr_text_count(t, GRADUS_NUMERICS);
    gr_text_put(t, ",\"training\":");
    gr_text_compact(t, training, strlen(training));
    if (t->too_long)
        return GRADUS_OK;               /* refused anyway, without reading it all */
    json_t *value;
    gradus_status status = gr_json_parse(&value, "the training of the model", training,
                                         strlen(training), &in);
    if (status != GRADUS_OK)
        return status;
    if (!json_is_object(value))
        status = gr_fault(s->err, GRADUS_DATA, NULL,
                          "the training of the model is not a JSON object");
    json_decref(value);
    return status;
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
    return status;
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

/* *size is what the tensors take. */
static void write_entries(struct gr_text *t, const struct save *s, uint64_t *size)
{
    *size = 0;
    for (size_t k = 0; k < s->spec->layers; k++) {
        write_entry(t, s, k, 0, size);
        if (s->spec->layer[k].bias)
            write_entry(t, s, k, 1, size);
    }
}

/* ---- what is too large --------------------------------------------------------------------- */
static size_t size_of_column(const gradus_column *c)
{
    struct gr_text t = { .counts = 1 };
    gr_schema_write_column(&t, c);
    return t.length;
}

static size_t size_of_columns(const gradus_schema *schema)
{
    struct gr_text t = { .counts = 1 };
    if (schema)
        gr_schema_write(&t, schema);
    return t.length;
}

/* The largest of [count] columns, if it is larger than *most, else [otherwise]. */
static const gradus_column *larger(const gradus_column *column, size_t count, size_t *most,
                                   const gradus_column *otherwise)
{
    for (size_t k = 0; k < count; k++) {
        size_t size = size_of_column(&column[k]);
        if (size > *most) {
            otherwise = &column[k];
            *most = size;
        }
    }
    return otherwise;
}

static unsigned megabytes(size_t bytes)
{
    return (unsigned)((bytes + 500000) / 1000000);
}

#define TOO_LONG "the description of the model is longer than the 100 MB that a file can hold: "

static gradus_status too_long_columns(const struct save *s, const gradus_schema *schema,
                                      size_t columns)
{
    size_t most = 0;
    const gradus_column *input = larger(schema->input, schema->inputs, &most, NULL);
    const gradus_column *c = larger(schema->target, schema->targets, &most, input);
    if (most < columns / 4) {
        gr_fault(s->err, GRADUS_DATA, NULL, TOO_LONG "its %zu columns take %u MB",
                 schema->inputs + schema->targets, megabytes(columns));
        gr_fault_hint(s->err, "leave some of them out (--ignore)");
        return GRADUS_DATA;
    }
    gr_fault(s->err, GRADUS_DATA, NULL, TOO_LONG "the texts of column '%s' take %u MB",
             GR_NAME(c->name), megabytes(most));
    gr_fault_hint(s->err, "%sshorten its texts",
                  c == input ? "leave the column out (--ignore), or " : "");
    return GRADUS_DATA;
}

/* Names what takes most: one column, all columns, or else what has no columns. */
static gradus_status too_long(const struct save *s)
{
    const gradus_schema *schema = gradus_model_schema(s->model);
    size_t columns = size_of_columns(schema);
    if (columns >= GR_LONGEST_HEADER / 2)
        return too_long_columns(s, schema, columns);
    return gr_fault(s->err, GRADUS_DATA, NULL,
                    TOO_LONG "most is the text on its training, or its layers");
}

static gradus_status check_text(const struct gr_text *t, const struct save *s)
{
    if (t->not_utf8)
        return gr_fault(s->err, GRADUS_DATA, NULL,
                        "cannot save the name '%s': it is not valid UTF-8",
                        GR_NAME(t->not_utf8));
    if (t->too_long)
        return too_long(s);
    return t->failed ? gr_fault_nomem(s->err) : GRADUS_OK;
}

/* The header; *size is what the tensors take after it. */
static gradus_status write_header(struct gr_text *t, const struct save *s, uint64_t *size)
{
    struct gr_text inner = { .mem = s->mem, .most = s->longest };
    gradus_status status = describe(&inner, s);
    if (status == GRADUS_OK)
        status = check_text(&inner, s);
    if (status == GRADUS_OK) {
        gr_text_put(t, "{\"__metadata__\":{\"format\":\"gradus\",\"gradus\":");
        gr_text_string_bytes(t, inner.bytes, inner.length);
        gr_text_put(t, "}");
        write_entries(t, s, size);
        gr_text_put(t, "}");
        while (t->length % ALIGN && !t->failed && !t->too_long)
            gr_text_put(t, " ");
        status = check_text(t, s);
    }
    gr_text_free(&inner);
    return status;
}

/* ----------------------------------------------------------------------------- bytes --- */
/* The text of the header has its length before it. */
static void put_length(struct gr_text *t)
{
    for (size_t k = 0; k < PREFIX; k++)
        t->bytes[k] = (char)(unsigned char)((uint64_t)(t->length - PREFIX) >> 8 * k);
}

/* [to] NULL: only looks whether its numbers can be written. */
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
    gradus_status status = gradus_output_write(to, header->bytes, header->length, s->err);
    for (size_t k = 0; status == GRADUS_OK && k < s->spec->layers; k++)
        status = put_layer(to, s, k);
    return status;
}

/* Makes the header, and asks of all that would be written whether it could be read. */
static gradus_status make_header(struct gr_text *t, const struct save *s)
{
    static const char length[PREFIX] = "";
    uint64_t size = 0;
    gr_text_bytes(t, length, PREFIX);
    gradus_status status = write_header(t, s, &size);
    for (size_t k = 0; status == GRADUS_OK && k < s->spec->layers; k++)
        status = put_layer(NULL, s, k);
    if (status != GRADUS_OK)
        return status;
    put_length(t);
    const struct gr_origin file = { NULL, (const unsigned char *)t->bytes, -1, t->length + size };
    return gr_model_look(&file, s->mem, s->err);
}

/* Checks, with [room] bytes of the header to be left, and then writes into [to], or into a new file
 * at [path], or nowhere.                                                                      */
static gradus_status save(const gradus_model *model, gradus_output *to, const char *path,
                          size_t room, gradus_error *err)
{
    struct save s = { .model = model, .net = gradus_model_net(model), .err = err,
                      .longest = GR_LONGEST_HEADER - room };
    s.spec = gradus_net_get_spec(s.net);
    s.mem = s.spec->mem;
    struct gr_text header = { .mem = s.mem, .most = PREFIX + s.longest };
    gradus_output *own = NULL;
    fenv_t mode;
    gr_mode_enter(&mode);
    gradus_status status = make_header(&header, &s);
    if (status == GRADUS_OK && path)
        status = gradus_output_open(&own, path, err);
    if (status == GRADUS_OK && (to || own))
        status = put_all(to ? to : own, &header, &s);
    gr_mode_leave(&mode);
    gr_text_free(&header);
    if (status == GRADUS_OK && own)
        return gradus_output_commit(own, err);
    gradus_output_abandon(own);
    return status;
}

gradus_status gradus_model_check(const gradus_model *model, gradus_error *err)
{
    if (!model)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model to check");
    return save(model, NULL, NULL, ROOM_FOR_RESULTS, err);
}

gradus_status gradus_model_write(const gradus_model *model, gradus_output *to, gradus_error *err)
{
    if (!model || !to)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model to write, or no output");
    return save(model, to, NULL, 0, err);
}

gradus_status gradus_model_save(const gradus_model *model, const char *path, gradus_error *err)
{
    if (!model || !path)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model to save, or no file name");
    return save(model, NULL, path, 0, err);
}
