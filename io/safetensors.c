/* safetensors, read and written.  The header is checked as a whole before any number is read: the
 * tensors, sorted by where they begin, must cover the data exactly.  Numbers are converted in
 * pieces, so that a large model needs no second copy of its file.                             */
#define _POSIX_C_SOURCE 200809L
#include "safetensors.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PREFIX = 8, PIECE = 1024 };

static const struct {
    const char *name;
    gradus_type type;
    size_t size;
} types[] = { { "F32", GRADUS_F32, 4 }, { "F64", GRADUS_F64, 8 } };
enum { TYPES = sizeof types / sizeof *types };

const char *gr_tensor_type_name(gradus_type type)
{
    return types[type == GRADUS_F64].name;
}

size_t gr_tensor_type_size(gradus_type type)
{
    return types[type == GRADUS_F64].size;
}

/* ----------------------------------------------------------------------------- bytes --- */
static uint64_t get_little(const unsigned char *p, size_t size)
{
    uint64_t bits = 0;
    for (size_t k = size; k-- > 0;)
        bits = bits << 8 | p[k];
    return bits;
}

static void put_little(unsigned char *p, size_t size, uint64_t bits)
{
    for (size_t k = 0; k < size; k++)
        p[k] = (unsigned char)(bits >> 8 * k);
}

static double get_value(const unsigned char *p, gradus_type type)
{
    if (type == GRADUS_F64) {
        uint64_t bits = get_little(p, 8);
        double value;
        memcpy(&value, &bits, sizeof value);
        return value;
    }
    uint32_t bits = (uint32_t)get_little(p, 4);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void put_value(unsigned char *p, gradus_type type, double value)
{
    if (type == GRADUS_F64) {
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        put_little(p, 8, bits);
        return;
    }
    float narrow = (float)value;
    uint32_t bits;
    memcpy(&bits, &narrow, sizeof bits);
    put_little(p, 4, bits);
}

gradus_status gr_origin_read(const struct gr_origin *from, uint64_t offset, void *to, size_t size,
                             gradus_error *err)
{
    const struct gr_place place = { .file = from->name };
    if (from->bytes) {
        memcpy(to, from->bytes + offset, size);
        return GRADUS_OK;
    }
    char *next = to;
    while (size > 0) {
        ssize_t got = pread(from->fd, next, size, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return gr_fault(err, GRADUS_IO, &place, "cannot read: %s", strerror(errno));
        if (got == 0)
            return gr_fault(err, GRADUS_IO, &place, "the file ended while it was being read");
        next += got;
        offset += (uint64_t)got;
        size -= (size_t)got;
    }
    return GRADUS_OK;
}

/* ---------------------------------------------------------------------------- header --- */
/* One header being read: [size] bytes of data follow at [start]. */
struct reading {
    struct gr_json in;
    uint64_t start, size;
};

static gradus_status wrong(const struct reading *r, gradus_status code, const char *name,
                           const char *what)
{
    return gr_fault(r->in.err, code, &r->in.place, "tensor '%s' %s", GR_NAME(name), what);
}

static gradus_status read_type(struct gr_tensor *t, json_t *entry, const struct reading *r)
{
    json_t *dtype;
    gradus_status s = gr_json_get(&dtype, entry, t->name, "dtype", GR_JSON_STRING, &r->in);
    if (s != GRADUS_OK)
        return s;
    for (size_t k = 0; k < TYPES; k++)
        if (!strcmp(types[k].name, json_string_value(dtype))) {
            t->type = types[k].type;
            return GRADUS_OK;
        }
    return gr_fault(r->in.err, GRADUS_DATA, &r->in.place,
                    "tensor '%s' has dtype '%s'; known are F32 and F64", GR_NAME(t->name),
                    GR_NAME(json_string_value(dtype)));
}

static gradus_status read_shape(struct gr_tensor *t, json_t *entry, const struct reading *r)
{
    json_t *shape, *dim;
    gradus_status s = gr_json_get(&shape, entry, t->name, "shape", GR_JSON_ARRAY, &r->in);
    t->rank = json_array_size(s == GRADUS_OK ? shape : NULL);
    t->values = 1;
    for (size_t k = 0; s == GRADUS_OK && k < t->rank; k++) {
        s = gr_json_item(&dim, shape, t->name, k, GR_JSON_COUNT, &r->in);
        if (s != GRADUS_OK)
            return s;
        uint64_t length = (uint64_t)json_integer_value(dim);
        if (k < 2)
            t->shape[k] = length;
        if (__builtin_mul_overflow(t->values, length, &t->values))
            return wrong(r, GRADUS_SHAPE, t->name, "has more values than can be counted");
    }
    return s;
}

/* data_offsets [first, last) count from the first byte after the header. */
static gradus_status read_extent(struct gr_tensor *t, json_t *entry, const struct reading *r)
{
    json_t *offsets, *end[2];
    gradus_status s = gr_json_get(&offsets, entry, t->name, "data_offsets", GR_JSON_ARRAY, &r->in);
    if (s == GRADUS_OK && json_array_size(offsets) != 2)
        return wrong(r, GRADUS_SYNTAX, t->name, "has data_offsets that are not two numbers");
    for (size_t k = 0; s == GRADUS_OK && k < 2; k++)
        s = gr_json_item(&end[k], offsets, "data_offsets", k, GR_JSON_COUNT, &r->in);
    if (s != GRADUS_OK)
        return s;
    uint64_t first = (uint64_t)json_integer_value(end[0]), bytes;
    uint64_t last = (uint64_t)json_integer_value(end[1]);
    if (first > last || last > r->size)
        return wrong(r, GRADUS_SHAPE, t->name, "lies outside the file");
    if (__builtin_mul_overflow(t->values, gr_tensor_type_size(t->type), &bytes) ||
        bytes != last - first)
        return wrong(r, GRADUS_SHAPE, t->name, "has a shape that does not fit its data_offsets");
    t->first = r->start + first;
    return GRADUS_OK;
}

static gradus_status read_tensor(struct gr_tensor *t, json_t *entry, const struct reading *r)
{
    if (!json_is_object(entry))
        return wrong(r, GRADUS_SYNTAX, t->name, "is not described by an object");
    gradus_status s = read_type(t, entry, r);
    if (s == GRADUS_OK)
        s = read_shape(t, entry, r);
    return s == GRADUS_OK ? read_extent(t, entry, r) : s;
}

static gradus_status read_metadata(struct gr_tensors *t, const struct reading *r)
{
    const char *key;
    json_t *value;
    gradus_status s = gr_json_find(&t->metadata, t->header, "", "__metadata__", GR_JSON_OBJECT,
                                   &r->in);
    if (s != GRADUS_OK || !t->metadata)
        return s;
    json_object_foreach(t->metadata, key, value)
        if (!json_is_string(value))
            return gr_fault(r->in.err, GRADUS_SYNTAX, &r->in.place,
                            "\"__metadata__.%s\" must be a string", key);
    return GRADUS_OK;
}

static int by_first(const void *a, const void *b)
{
    const struct gr_tensor *s = a, *t = b;
    if (s->first != t->first)
        return s->first < t->first ? -1 : 1;
    return (s->values > t->values) - (s->values < t->values);
}

static int by_name(const void *a, const void *b)
{
    const struct gr_tensor *s = a, *t = b;
    return strcmp(s->name, t->name);
}

/* Each tensor must begin where the one before it ends, the last end with the file. */
static gradus_status check_cover(struct gr_tensors *t, const struct reading *r)
{
    uint64_t at = r->start;
    qsort(t->tensor, t->count, sizeof *t->tensor, by_first);
    for (size_t k = 0; k < t->count; k++) {
        const struct gr_tensor *one = &t->tensor[k];
        if (one->first < at)
            return gr_fault(r->in.err, GRADUS_SHAPE, &r->in.place,
                            "tensors '%s' and '%s' overlap", GR_NAME(t->tensor[k - 1].name),
                            GR_NAME(one->name));
        if (one->first > at)
            return wrong(r, GRADUS_SHAPE, one->name, "begins after a gap");
        at += one->values * gr_tensor_type_size(one->type);
    }
    if (at != r->start + r->size)
        return gr_fault(r->in.err, GRADUS_SHAPE, &r->in.place,
                        "%llu bytes after the last tensor belong to none",
                        (unsigned long long)(r->start + r->size - at));
    qsort(t->tensor, t->count, sizeof *t->tensor, by_name);
    return GRADUS_OK;
}

static gradus_status read_tensors(struct gr_tensors *t, const struct reading *r)
{
    const char *key;
    json_t *entry;
    t->tensor = gr_take(t->mem, json_object_size(t->header), sizeof *t->tensor);
    if (!t->tensor)
        return gr_fault_nomem(r->in.err);
    json_object_foreach(t->header, key, entry) {
        if (!strcmp(key, "__metadata__"))
            continue;
        struct gr_tensor *one = &t->tensor[t->count++];
        *one = (struct gr_tensor){ .name = key };
        gradus_status s = read_tensor(one, entry, r);
        if (s != GRADUS_OK)
            return s;
    }
    return check_cover(t, r);
}

static gradus_status header_size(const struct gr_origin *from, struct reading *r, size_t *size)
{
    unsigned char prefix[PREFIX];
    const char *not_one = "not a safetensors file: %s";
    if (from->size < PREFIX)
        return gr_fault(r->in.err, GRADUS_SYNTAX, &r->in.place, not_one,
                        from->size ? "it is shorter than 8 bytes" : "it is empty");
    gradus_status s = gr_origin_read(from, 0, prefix, PREFIX, r->in.err);
    if (s != GRADUS_OK)
        return s;
    uint64_t length = get_little(prefix, PREFIX);
    if (length > from->size - PREFIX || length > GR_LONGEST_HEADER || length < 2)
        return gr_fault(r->in.err, GRADUS_SYNTAX, &r->in.place, not_one,
                        "the length of its header is not possible, or it was cut short");
    *size = (size_t)length;
    r->start = PREFIX + length;
    r->size = from->size - r->start;
    return GRADUS_OK;
}

static gradus_status read_header(struct gr_tensors *t, struct reading *r)
{
    size_t size = 0;
    gradus_status s = header_size(t->from, r, &size);
    if (s != GRADUS_OK)
        return s;
    char *text = gr_take(t->mem, size, 1);
    if (!text)
        return gr_fault_nomem(r->in.err);
    s = gr_origin_read(t->from, PREFIX, text, size, r->in.err);
    if (s == GRADUS_OK)
        s = gr_json_parse(&t->header, "the header", text, size, &r->in);
    gr_give(t->mem, text);
    if (s == GRADUS_OK && !json_is_object(t->header))
        s = gr_fault(r->in.err, GRADUS_SYNTAX, &r->in.place, "the header is not a JSON object");
    return s;
}

gradus_status gr_tensors_open(struct gr_tensors *out, const struct gr_origin *from,
                              const gradus_allocator *mem, gradus_error *err)
{
    struct reading r = { .in = { .place = { .file = from->name }, .err = err } };
    struct gr_tensors t = { .from = from, .mem = mem };
    gradus_status s = read_header(&t, &r);
    if (s == GRADUS_OK)
        s = read_metadata(&t, &r);
    if (s == GRADUS_OK)
        s = read_tensors(&t, &r);
    if (s == GRADUS_OK)
        *out = t;
    else
        gr_tensors_close(&t);
    return s;
}

void gr_tensors_close(struct gr_tensors *t)
{
    gr_give(t->mem, t->tensor);
    json_decref(t->header);
    *t = (struct gr_tensors){ .count = 0 };
}

const struct gr_tensor *gr_tensors_find(const struct gr_tensors *t, const char *name)
{
    const struct gr_tensor key = { .name = name };
    return bsearch(&key, t->tensor, t->count, sizeof key, by_name);
}

/* --------------------------------------------------------------------------- numbers --- */
/* "nan at [2, 1]" of [name]: rows of [cols], or of a vector where cols is 0. */
static gradus_status not_finite(gradus_error *err, const char *file, const char *name, double value,
                                size_t cols, size_t k)
{
    const struct gr_place place = { .file = file };
    char entry[48];
    if (cols)
        snprintf(entry, sizeof entry, "[%zu, %zu]", k / cols, k % cols);
    else
        snprintf(entry, sizeof entry, "[%zu]", k);
    return gr_fault(err, GRADUS_DATA, &place, "tensor '%s' has %s at %s", name,
                    isnan(value) ? "nan" : "an infinity", entry);
}

gradus_status gr_tensor_read(const struct gr_tensors *t, const struct gr_tensor *tensor,
                             double *values, gradus_error *err)
{
    unsigned char bytes[PIECE * 8];
    size_t size = gr_tensor_type_size(tensor->type), count = (size_t)tensor->values;
    size_t cols = tensor->rank == 2 ? (size_t)tensor->shape[1] : 0;
    for (size_t done = 0; done < count;) {
        size_t some = count - done < PIECE ? count - done : PIECE;
        gradus_status s = gr_origin_read(t->from, tensor->first + done * size, bytes, some * size,
                                         err);
        if (s != GRADUS_OK)
            return s;
        for (size_t k = 0; k < some; k++, done++) {
            values[done] = get_value(bytes + k * size, tensor->type);
            if (!isfinite(values[done]))
                return not_finite(err, t->from->name, tensor->name, values[done], cols, done);
        }
    }
    return GRADUS_OK;
}

gradus_status gr_tensor_write(gradus_output *to, const char *name, gradus_type type, size_t cols,
                              const double *values, size_t count, gradus_error *err)
{
    unsigned char bytes[PIECE * 8];
    size_t size = gr_tensor_type_size(type);
    for (size_t done = 0; done < count;) {
        size_t some = count - done < PIECE ? count - done : PIECE;
        for (size_t k = 0; k < some; k++, done++) {
            if (!isfinite(values[done]))
                return not_finite(err, NULL, name, values[done], cols, done);
            put_value(bytes + k * size, type, values[done]);
        }
        gradus_status s = to ? gradus_output_write(to, bytes, some * size, err) : GRADUS_OK;
        if (s != GRADUS_OK)
            return s;
    }
    return GRADUS_OK;
}
