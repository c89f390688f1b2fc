/* Reads a model: a safetensors file whose metadata describe a network and, where it was trained,
 * what its inputs and outputs mean.
 *
 * Nothing is believed before it is checked: the description and the tensors must fit each other
 * exactly before the network takes memory, so that a file can only ask for as much as it has
 * bytes.  The tensors are then read one by one.                                               */
#define _POSIX_C_SOURCE 200809L
#include "model.h"
#include "safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME = 48, WHERE = 40, SHAPE_TEXT = 48 };

struct load {
    struct gr_json in;
    const gradus_allocator *mem;
    struct gr_tensors tensors;
    const char *text;                   /* the JSON of the metadata, and what it says */
    size_t text_size;
    json_t *root;
    gradus_layer *layer;
    gradus_net_spec spec;
    gradus_net *net;
    struct gr_schema_read schema;
    gradus_model *model;
};

static gradus_error *err_of(const struct load *l)
{
    return l->in.err;
}

/* ---------------------------------------------------------------------- description --- */
static gradus_status find_text(struct load *l)
{
    json_t *text = json_object_get(l->tensors.metadata, "gradus");
    if (!text) {
        gr_fault(err_of(l), GRADUS_DATA, &l->in.place,
                 "a safetensors file, but not a gradus model: its __metadata__ has no \"gradus\"");
        gr_fault_hint(err_of(l), "add the JSON text of the network there, at least "
                                 "{\"version\": 1, \"inputs\": 2, \"loss\": \"mse\", \"layers\": "
                                 "[{\"units\": 1, \"activation\": \"identity\"}]}");
        return GRADUS_DATA;
    }
    l->text = json_string_value(text);
    l->text_size = json_string_length(text);
    return GRADUS_OK;
}

static gradus_status parse_text(struct load *l)
{
    gradus_status s = gr_json_parse(&l->root, "the \"gradus\" metadata", l->text, l->text_size,
                                    &l->in);
    if (s == GRADUS_OK && !json_is_object(l->root))
        s = gr_fault(err_of(l), GRADUS_SYNTAX, &l->in.place,
                     "the \"gradus\" metadata is not a JSON object");
    return s;
}

static gradus_status check_version(struct load *l)
{
    json_t *version;
    gradus_status s = gr_json_get(&version, l->root, "", "version", GR_JSON_COUNT, &l->in);
    if (s == GRADUS_OK && json_integer_value(version) != GR_MODEL_VERSION)
        s = gr_fault(err_of(l), GRADUS_DATA, &l->in.place,
                     "model file version %lld; this gradus reads version %d",
                     (long long)json_integer_value(version), GR_MODEL_VERSION);
    return s;
}

/* A count from 1. */
static gradus_status read_size(size_t *to, json_t *object, const char *where, const char *key,
                               const struct load *l)
{
    json_t *value;
    gradus_status s = gr_json_get(&value, object, where, key, GR_JSON_COUNT, &l->in);
    if (s != GRADUS_OK)
        return s;
    json_int_t count = json_integer_value(value);
    if (count < 1 || (uint64_t)count > SIZE_MAX)
        return gr_fault(err_of(l), GRADUS_SHAPE, &l->in.place, "\"%s%s%s\" cannot be %lld", where,
                        *where ? "." : "", key, (long long)count);
    *to = (size_t)count;
    return GRADUS_OK;
}

static gradus_status read_layer(gradus_layer *to, json_t *layers, size_t k, const struct load *l)
{
    json_t *item, *activation = NULL, *bias = NULL;
    char where[WHERE];
    snprintf(where, sizeof where, "layers[%zu]", k);
    gradus_status s = gr_json_item(&item, layers, "layers", k, GR_JSON_OBJECT, &l->in);
    if (s == GRADUS_OK)
        s = read_size(&to->units, item, where, "units", l);
    if (s == GRADUS_OK)
        s = gr_json_get(&activation, item, where, "activation", GR_JSON_STRING, &l->in);
    if (s == GRADUS_OK)
        s = gr_json_find(&bias, item, where, "bias", GR_JSON_BOOL, &l->in);
    if (s == GRADUS_OK) {
        to->activation = json_string_value(activation);
        to->bias = !bias || json_is_true(bias);
    }
    return s;
}

static gradus_status read_layers(struct load *l)
{
    json_t *layers;
    gradus_status s = gr_json_get(&layers, l->root, "", "layers", GR_JSON_ARRAY, &l->in);
    if (s != GRADUS_OK)
        return s;
    size_t count = json_array_size(layers);
    if (!count)
        return gr_fault(err_of(l), GRADUS_SHAPE, &l->in.place, "\"layers\" is empty");
    l->layer = gr_take(l->mem, count, sizeof *l->layer);
    if (!l->layer)
        return gr_fault_nomem(err_of(l));
    for (size_t k = 0; s == GRADUS_OK && k < count; k++)
        s = read_layer(&l->layer[k], layers, k, l);
    l->spec.layer = l->layer;
    l->spec.layers = count;
    return s;
}

static gradus_status read_spec(struct load *l)
{
    json_t *loss;
    gradus_status s = read_size(&l->spec.inputs, l->root, "", "inputs", l);
    if (s == GRADUS_OK)
        s = gr_json_get(&loss, l->root, "", "loss", GR_JSON_STRING, &l->in);
    if (s != GRADUS_OK)
        return s;
    l->spec.loss = json_string_value(loss);
    l->spec.mem = l->mem;
    return read_layers(l);
}

/* --------------------------------------------------------------------------- tensors --- */
static void tensor_name(char to[NAME], size_t layer, int bias)
{
    snprintf(to, NAME, "layers.%zu.%s", layer, bias ? "bias" : "weight");
}

static void shape_text(char to[SHAPE_TEXT], size_t rank, uint64_t rows, uint64_t cols)
{
    if (rank == 2)
        snprintf(to, SHAPE_TEXT, "(%llu, %llu)", (unsigned long long)rows,
                 (unsigned long long)cols);
    else if (rank == 1)
        snprintf(to, SHAPE_TEXT, "(%llu)", (unsigned long long)rows);
    else
        snprintf(to, SHAPE_TEXT, "of %zu dimensions", rank);
}

static size_t inputs_of(const struct load *l, size_t layer)
{
    return layer ? l->layer[layer - 1].units : l->spec.inputs;
}

static gradus_status missing(const struct load *l, const char *name, int bias, size_t layer)
{
    gr_fault(err_of(l), GRADUS_DATA, &l->in.place, "tensor '%s' is missing", name);
    if (bias)
        gr_fault_hint(err_of(l), "a layer without one has \"bias\": false in \"layers[%zu]\"",
                      layer);
    return GRADUS_DATA;
}

static gradus_status check_shape(const struct load *l, const struct gr_tensor *t, size_t rank,
                                 uint64_t rows, uint64_t cols)
{
    if (t->rank == rank && t->shape[0] == rows && (rank < 2 || t->shape[1] == cols))
        return GRADUS_OK;
    char has[SHAPE_TEXT], needs[SHAPE_TEXT];
    shape_text(has, t->rank, t->shape[0], t->shape[1]);
    shape_text(needs, rank, rows, cols);
    return gr_fault(err_of(l), GRADUS_SHAPE, &l->in.place,
                    "tensor '%s' has shape %s; the layers need %s", t->name, has, needs);
}

static gradus_status check_tensor(const struct load *l, size_t layer, int bias)
{
    char name[NAME];
    tensor_name(name, layer, bias);
    const struct gr_tensor *t = gr_tensors_find(&l->tensors, name);
    if (!t)
        return missing(l, name, bias, layer);
    if (t->type != l->spec.type)
        return gr_fault(err_of(l), GRADUS_DATA, &l->in.place,
                        "tensor '%s' is %s, but others are %s; all must be the same", name,
                        gr_tensor_type_name(t->type), gr_tensor_type_name(l->spec.type));
    return check_shape(l, t, bias ? 1 : 2, l->layer[layer].units, inputs_of(l, layer));
}

/* Is [name] a tensor of these layers? */
static int is_expected(const struct load *l, const char *name)
{
    static const char prefix[] = "layers.";
    char canonical[NAME];
    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return 0;
    unsigned long long number = strtoull(name + sizeof prefix - 1, NULL, 10);
    if (number >= l->spec.layers)
        return 0;
    size_t layer = (size_t)number;
    tensor_name(canonical, layer, 0);
    if (!strcmp(name, canonical))
        return 1;
    tensor_name(canonical, layer, 1);
    return l->layer[layer].bias && !strcmp(name, canonical);
}

/* Each tensor of the layers is in the file, and nothing else. */
static gradus_status check_tensors(struct load *l)
{
    gradus_status s = GRADUS_OK;
    l->spec.type = l->tensors.count ? l->tensors.tensor[0].type : GRADUS_F32;
    for (size_t k = 0; s == GRADUS_OK && k < l->spec.layers; k++) {
        s = check_tensor(l, k, 0);
        if (s == GRADUS_OK && l->layer[k].bias)
            s = check_tensor(l, k, 1);
    }
    for (size_t k = 0; s == GRADUS_OK && k < l->tensors.count; k++)
        if (!is_expected(l, l->tensors.tensor[k].name))
            s = gr_fault(err_of(l), GRADUS_DATA, &l->in.place,
                         "tensor '%s' belongs to no layer of the model",
                         GR_NAME(l->tensors.tensor[k].name));
    return s;
}

static gradus_status read_values(const struct load *l, size_t layer, int bias, double **values)
{
    char name[NAME];
    tensor_name(name, layer, bias);
    const struct gr_tensor *t = gr_tensors_find(&l->tensors, name);
    *values = gr_take(l->mem, (size_t)t->values, sizeof **values);
    return *values ? gr_tensor_read(&l->tensors, t, *values, err_of(l)) : gr_fault_nomem(err_of(l));
}

static gradus_status read_parameters(const struct load *l, size_t layer)
{
    double *w = NULL, *b = NULL;
    gradus_status s = read_values(l, layer, 0, &w);
    if (s == GRADUS_OK && l->layer[layer].bias)
        s = read_values(l, layer, 1, &b);
    if (s == GRADUS_OK)
        gradus_net_set(l->net, layer, w, b);
    gr_give(l->mem, b);
    gr_give(l->mem, w);
    return s;
}

static gradus_status make_net(struct load *l)
{
    const char *kernels;                /* an unusable row is not the file's fault */
    gradus_status s = gradus_kernels_chosen(&kernels, err_of(l));
    if (s != GRADUS_OK)
        return s;
    s = gr_fault_in(err_of(l), gradus_net_new(&l->net, &l->spec, err_of(l)), l->in.place.file);
    for (size_t k = 0; s == GRADUS_OK && k < l->spec.layers; k++)
        s = read_parameters(l, k);
    return s;
}

/* ----------------------------------------------------------------------------- model --- */
static gradus_status read_schema(struct load *l)
{
    return gr_schema_read(&l->schema, l->root, l->mem, &l->in);
}

static gradus_status make_model(struct load *l)
{
    const gradus_schema *schema = l->schema.there ? &l->schema.schema : NULL;
    gradus_status s = gradus_model_new(&l->model, l->net, schema, err_of(l));
    if (s == GRADUS_OK)
        l->net = NULL;                  /* the model's now */
    return gr_fault_in(err_of(l), s, l->in.place.file);
}

static gradus_status read_training(struct load *l)
{
    json_t *training;
    gradus_status s = gr_json_find(&training, l->root, "", "training", GR_JSON_OBJECT, &l->in);
    size_t length = 0;
    const char *span = gr_json_span(l->text, l->text_size, "training", &length);
    if (s != GRADUS_OK || !training || !span)
        return s;
    struct gr_text text = { .mem = l->mem };
    gr_text_compact(&text, span, length);
    gr_text_bytes(&text, "", 1);
    s = text.failed ? gr_fault_nomem(err_of(l))
                    : gradus_model_set_training(l->model, text.bytes, err_of(l));
    gr_text_free(&text);
    return s;
}

/* All steps, or the first [count]. */
enum { LOOK = 6, LOAD = 9 };
static gradus_status take_steps(struct load *l, const struct gr_origin *from, size_t count)
{
    static gradus_status (*const steps[LOAD])(struct load *l) = {
        find_text, parse_text, check_version, read_spec, check_tensors, read_schema,
        make_net,  make_model, read_training
    };
    fenv_t mode;
    gr_mode_enter(&mode);
    gradus_status s = gr_tensors_open(&l->tensors, from, l->mem, err_of(l));
    for (size_t k = 0; s == GRADUS_OK && k < count; k++)
        s = steps[k](l);
    gr_mode_leave(&mode);
    gr_schema_read_free(&l->schema);
    gradus_net_free(l->net);
    gr_give(l->mem, l->layer);
    json_decref(l->root);
    gr_tensors_close(&l->tensors);
    return s;
}

gradus_status gr_model_look(const struct gr_origin *from, const gradus_allocator *mem,
                            gradus_error *err)
{
    struct load l = { .in = { .place = { .file = from->name }, .err = err }, .mem = mem };
    return take_steps(&l, from, LOOK);
}

static gradus_status load(gradus_model **out, const struct gr_origin *from,
                          const gradus_allocator *mem, gradus_error *err)
{
    struct load l = { .in = { .place = { .file = from->name }, .err = err }, .mem = mem };
    gradus_status s = take_steps(&l, from, LOAD);
    if (s == GRADUS_OK)
        *out = l.model;
    else
        gradus_model_free(l.model);
    return s;
}

gradus_status gradus_model_load_bytes(gradus_model **out, const char *name, const void *bytes,
                                      size_t size, const gradus_allocator *mem, gradus_error *err)
{
    if (!out || !name || (!bytes && size))
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model file to read");
    const struct gr_origin from = { name, bytes ? bytes : (const void *)"", -1, size };
    return load(out, &from, mem, err);
}

/* Opened without waiting, so that a pipe without a writer is an error and not a stop. */
static gradus_status open_regular(int *fd, uint64_t *size, const char *path, gradus_error *err)
{
    const struct gr_place place = { .file = path };
    struct stat st;
    *fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (*fd < 0 || fstat(*fd, &st) != 0)
        return gr_fault(err, GRADUS_IO, &place, "cannot open: %s", strerror(errno));
    if (!S_ISREG(st.st_mode))
        return gr_fault(err, GRADUS_IO, &place, "cannot open: it is %s",
                        S_ISDIR(st.st_mode) ? "a directory" : "not a regular file");
    *size = (uint64_t)st.st_size;
    return GRADUS_OK;
}

gradus_status gradus_model_load(gradus_model **out, const char *path, const gradus_allocator *mem,
                                gradus_error *err)
{
    if (!out || !path)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "no model file to read");
    struct gr_origin from = { .name = path };
    gradus_status s = open_regular(&from.fd, &from.size, path, err);
    if (s == GRADUS_OK)
        s = load(out, &from, mem, err);
    if (from.fd >= 0)
        close(from.fd);
    return s;
}
