/* gradus_read: which reader a name asks for, and the bytes for it. */
#include "array.h"
#include "builtin.h"
#include "csv.h"

#include <string.h>

struct part {                           /* a file in memory */
    const char *name;
    const void *bytes;
    size_t size;
};

void gradus_read_defaults(gradus_read_options *opt)
{
    if (opt)
        *opt = (gradus_read_options){ .header = -1 };
}

/* ---- formats ------------------------------------------------------------------------------ */
static gradus_status read_csv(gradus_data **out, const struct part *file,
                              const struct part *labels, const gradus_read_options *opt,
                              gradus_error *err)
{
    (void)labels;
    return gr_csv_read(out, file->name, file->bytes, file->size, opt, err);
}

static gradus_status read_tsv(gradus_data **out, const struct part *file,
                              const struct part *labels, const gradus_read_options *opt,
                              gradus_error *err)
{
    gradus_read_options tabs = *opt;
    if (!tabs.delimiter)
        tabs.delimiter = '\t';
    return read_csv(out, file, labels, &tabs, err);
}

static gradus_status open_array(struct gr_array *out, const struct part *file, int npy,
                                gradus_error *err)
{
    struct gr_place place = { file->name, 0, 0 };
    if (!npy)
        return gr_idx_open(out, file->name, file->bytes, file->size, err);
    gradus_status s = gr_npy_open(out, file->name, file->bytes, file->size, err);
    if (s == GRADUS_OK && !out->dims)
        return gr_fault(err, GRADUS_SYNTAX, &place, "the array is a single number, not a table");
    return s;
}

/* Labels may be of either format of arrays: what they begin with tells. */
static gradus_status read_arrays(gradus_data **out, const struct part *file,
                                 const struct part *labels, int npy, const gradus_allocator *mem,
                                 gradus_error *err)
{
    struct gr_array x, y;
    gradus_status s = open_array(&x, file, npy, err);
    if (s == GRADUS_OK && labels)
        s = open_array(&y, labels, gr_npy_seen(labels->bytes, labels->size), err);
    if (s != GRADUS_OK)
        return s;
    return gr_arrays_table(out, &x, npy ? "x" : "pixel", labels ? &y : NULL, npy ? "y" : "label",
                           mem, err);
}

static gradus_status read_idx(gradus_data **out, const struct part *file,
                              const struct part *labels, const gradus_read_options *opt,
                              gradus_error *err)
{
    return read_arrays(out, file, labels, 0, opt->mem, err);
}

static gradus_status read_npy(gradus_data **out, const struct part *file,
                              const struct part *labels, const gradus_read_options *opt,
                              gradus_error *err)
{
    return read_arrays(out, file, labels, 1, opt->mem, err);
}

static gradus_status read_npz(gradus_data **out, const struct part *file,
                              const struct part *labels, const gradus_read_options *opt,
                              gradus_error *err)
{
    struct gr_bytes x = { NULL, 0 }, y = { NULL, 0 };
    (void)labels;
    gradus_status s = gr_npz_open(&x, &y, file->name, file->bytes, file->size, opt->mem, err);
    if (s == GRADUS_OK) {
        struct part px = { file->name, x.data, x.size }, py = { file->name, y.data, y.size };
        s = read_arrays(out, &px, y.data ? &py : NULL, 1, opt->mem, err);
    }
    gr_give(opt->mem, x.data);
    gr_give(opt->mem, y.data);
    return s;
}

static const struct format {
    gradus_status (*read)(gradus_data **out, const struct part *file, const struct part *labels,
                          const gradus_read_options *opt, gradus_error *err);
    const char *what;
    int text, labels, gzip;             /* takes options of text, labels; may be packed */
} formats[] = {
    [GRADUS_CSV] = { read_csv, "a table of text", 1, 0, 1 },
    [GRADUS_TSV] = { read_tsv, "a table of text", 1, 0, 1 },
    [GRADUS_IDX] = { read_idx, "an IDX file", 0, 1, 1 },
    [GRADUS_NPY] = { read_npy, "an .npy file", 0, 1, 1 },
    [GRADUS_NPZ] = { read_npz, "an .npz file", 0, 0, 0 },
};
enum { FORMATS = sizeof formats / sizeof *formats };

/* Numbers are computed here, whatever the caller's mode. */
static gradus_status read_format(gradus_data **out, gradus_format format,
                                 const struct part *file, const struct part *labels,
                                 const gradus_read_options *opt, gradus_error *err)
{
    fenv_t mode;
    gr_mode_enter(&mode);
    gradus_status s = formats[format].read(out, file, labels, opt, err);
    gr_mode_leave(&mode);
    return s;
}

static gradus_status check_options(gradus_format format, const char *name, int labels,
                                   const gradus_read_options *opt, gradus_error *err)
{
    const struct format *f = &formats[format];
    struct gr_place place = { name, 0, 0 };
    if (labels && !f->labels) {
        gr_fault(err, GRADUS_ARGUMENT, &place, "labels of their own do not go with %s", f->what);
        gr_fault_hint(err, "only images and .npy arrays have their labels in another file");
        return GRADUS_ARGUMENT;
    }
    if (!f->text && (opt->categorical || opt->ignore))
        return gr_fault(err, GRADUS_ARGUMENT, &place, "categorical and ignored columns do not go "
                        "with %s", f->what);
    return GRADUS_OK;
}

/* Unpacks *part where it is gzip, into *owned; a name that promises gzip must keep it. */
static gradus_status unpack(struct part *part, struct gr_bytes *owned, int promised,
                            const gradus_allocator *mem, gradus_error *err)
{
    struct gr_bytes plain;
    if (!promised && !gr_gzip_seen(part->bytes, part->size))
        return GRADUS_OK;
    gradus_status s = gr_gunzip(&plain, part->name, part->bytes, part->size, mem, err);
    if (s != GRADUS_OK)
        return s;
    gr_give(mem, owned->data);
    *owned = plain;
    part->bytes = plain.data;
    part->size = plain.size;
    return GRADUS_OK;
}

gradus_status gradus_read_bytes(gradus_data **out, gradus_format format, const char *name,
                                const void *bytes, size_t size, const void *labels,
                                size_t labels_size, const gradus_read_options *opt,
                                gradus_error *err)
{
    gradus_read_options plain;
    struct gr_bytes unpacked[2] = { { NULL, 0 }, { NULL, 0 } };
    if (!out || !name || (size && !bytes) || (size_t)format >= FORMATS)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "to read a table needs its bytes, a format "
                        "and a name");
    gradus_read_defaults(&plain);
    opt = opt ? opt : &plain;
    struct part x = { name, size ? bytes : "", size };
    struct part y = { opt->labels ? opt->labels : "labels", labels, labels_size };
    gradus_status s = check_options(format, name, labels != NULL, opt, err);
    if (s == GRADUS_OK && formats[format].gzip)
        s = unpack(&x, &unpacked[0], 0, opt->mem, err);
    if (s == GRADUS_OK && labels)
        s = unpack(&y, &unpacked[1], 0, opt->mem, err);
    if (s == GRADUS_OK)
        s = read_format(out, format, &x, labels ? &y : NULL, opt, err);
    gr_give(opt->mem, unpacked[0].data);
    gr_give(opt->mem, unpacked[1].data);
    return s;
}

/* ---- names -------------------------------------------------------------------------------- */
/* Does the name without its last [cut] bytes end so? */
static int ends(const char *name, size_t cut, const char *end)
{
    size_t n = strlen(name) - cut, length = strlen(end);
    return n >= length && !memcmp(name + n - length, end, length);
}

static int is_gz(const char *name)
{
    return ends(name, 0, ".gz");
}

static gradus_format format_of(const char *name)
{
    static const struct {
        const char *end;
        gradus_format format;
    } endings[] = {
        { ".tsv", GRADUS_TSV },       { ".tab", GRADUS_TSV },       { ".npy", GRADUS_NPY },
        { ".npz", GRADUS_NPZ },       { "idx1-ubyte", GRADUS_IDX }, { "idx3-ubyte", GRADUS_IDX },
    };
    size_t cut = is_gz(name) ? 3 : 0;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (ends(name, cut, endings[k].end))
            return endings[k].format;
    return GRADUS_CSV;
}

static gradus_status load(struct part *part, struct gr_bytes *owned, const char *path,
                          const gradus_allocator *mem, gradus_error *err)
{
    gradus_status s = gr_load(owned, path, mem, err);
    if (s != GRADUS_OK)
        return s;
    *part = (struct part){ path, owned->data, owned->size };
    if (ends(path, 0, ".npz"))
        return GRADUS_OK;
    return unpack(part, owned, is_gz(path), mem, err);
}

static gradus_status read_files(gradus_data **out, const char *name,
                                const gradus_read_options *opt, gradus_error *err)
{
    struct gr_bytes owned[2] = { { NULL, 0 }, { NULL, 0 } };
    struct part x, y;
    gradus_format format = format_of(name);
    gradus_status s = check_options(format, name, opt->labels != NULL, opt, err);
    if (s == GRADUS_OK)
        s = load(&x, &owned[0], name, opt->mem, err);
    if (s == GRADUS_OK && opt->labels)
        s = load(&y, &owned[1], opt->labels, opt->mem, err);
    if (s == GRADUS_OK)
        s = read_format(out, format, &x, opt->labels ? &y : NULL, opt, err);
    gr_give(opt->mem, owned[0].data);
    gr_give(opt->mem, owned[1].data);
    return s;
}

static gradus_status read_builtin(gradus_data **out, const char *name,
                                  const gradus_read_options *opt, gradus_error *err)
{
    gradus_read_options plain = *opt;
    const char *text = gr_builtin(name);
    if (!text) {
        gr_fault(err, GRADUS_UNKNOWN, NULL, "no built-in table '%s'", name);
        gr_fault_hint(err, "built in: %s", GR_BUILTIN_NAMES);
        return GRADUS_UNKNOWN;
    }
    plain.delimiter = ',';
    plain.decimal = '.';
    plain.header = 1;
    const struct part table = { name, text, strlen(text) };
    gradus_status s = check_options(GRADUS_CSV, name, opt->labels != NULL, opt, err);
    return s == GRADUS_OK ? read_format(out, GRADUS_CSV, &table, NULL, &plain, err) : s;
}

gradus_status gradus_read(gradus_data **out, const char *name, const gradus_read_options *opt,
                          gradus_error *err)
{
    gradus_read_options plain;
    if (!out || !name)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "to read a table needs its name");
    gradus_read_defaults(&plain);
    opt = opt ? opt : &plain;
    return name[0] == '@' ? read_builtin(out, name, opt, err) : read_files(out, name, opt, err);
}
