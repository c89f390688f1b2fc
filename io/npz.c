/* .npz is a zip file of .npy files, through libzip.  What an entry claims as its size is checked
 * against what deflate can do before memory is taken.                                          */
#include "array.h"

#include <stdio.h>
#include <string.h>
#include <zip.h>

enum { MOST_DEFLATE_GAIN = 1032, SMALLEST = 64 };

struct archive {
    zip_t *zip;
    const char *name;
    size_t size;                        /* of the whole file */
    const gradus_allocator *mem;
};

static gradus_status broken(const struct archive *a, const char *what, const char *why,
                            gradus_error *err)
{
    struct gr_place place = { a->name, 0, 0 };
    return gr_fault(err, GRADUS_SYNTAX, &place, "%s: %s", what, why);
}

/* Reads the entry whole, and once more, which makes libzip compare the checksum. */
static gradus_status read_entry(const struct archive *a, zip_uint64_t index, const zip_stat_t *st,
                                struct gr_bytes *out, gradus_error *err)
{
    char extra;
    size_t used = 0;
    zip_int64_t got = 1;
    struct gr_bytes block = { NULL, 0 };
    zip_file_t *f = zip_fopen_index(a->zip, index, 0);
    if (!f)
        return broken(a, st->name, zip_strerror(a->zip), err);
    if (!gr_bytes_resize(&block, 0, (size_t)st->size, a->mem)) {
        zip_fclose(f);
        return gr_fault_nomem(err);
    }
    for (; got > 0 && used < block.size; used += got > 0 ? (size_t)got : 0)
        got = zip_fread(f, block.data + used, block.size - used);
    int whole = got >= 0 && used == block.size && zip_fread(f, &extra, 1) == 0;
    gradus_status s = whole ? GRADUS_OK
                            : broken(a, st->name, "damaged or cut short in the zip file", err);
    zip_fclose(f);
    if (s == GRADUS_OK)
        *out = block;
    else
        gr_give(a->mem, block.data);
    return s;
}

static gradus_status check_entry(const struct archive *a, const zip_stat_t *st, gradus_error *err)
{
    zip_uint64_t needs = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
                         ZIP_STAT_ENCRYPTION_METHOD | ZIP_STAT_NAME;
    if ((st->valid & needs) != needs)
        return broken(a, "an entry", "its size is not known", err);
    if (st->encryption_method != ZIP_EM_NONE)
        return broken(a, st->name, "encrypted", err);
    if (st->comp_method != ZIP_CM_STORE && st->comp_method != ZIP_CM_DEFLATE)
        return broken(a, st->name, "packed in a way that numpy does not use", err);
    if (st->size > SIZE_MAX || st->comp_size > a->size ||
        st->size / MOST_DEFLATE_GAIN > st->comp_size + SMALLEST)
        return broken(a, st->name, "it claims an impossible size", err);
    return GRADUS_OK;
}

/* Finds [entry].npy; out->data stays NULL where there is none. */
static gradus_status read_array(const struct archive *a, const char *entry, struct gr_bytes *out,
                                gradus_error *err)
{
    zip_stat_t st;
    zip_int64_t index = zip_name_locate(a->zip, entry, 0);
    if (index < 0)
        return GRADUS_OK;
    zip_stat_init(&st);
    if (zip_stat_index(a->zip, (zip_uint64_t)index, 0, &st))
        return broken(a, entry, zip_strerror(a->zip), err);
    gradus_status s = check_entry(a, &st, err);
    return s == GRADUS_OK ? read_entry(a, (zip_uint64_t)index, &st, out, err) : s;
}

/* What is there, for the error that X is not. */
static gradus_status no_x(const struct archive *a, gradus_error *err)
{
    struct gr_place place = { a->name, 0, 0 };
    char list[160] = "";
    size_t used = 0;
    zip_int64_t count = zip_get_num_entries(a->zip, 0);
    for (zip_int64_t k = 0; k < count && used < sizeof list - 1; k++) {
        const char *name = zip_get_name(a->zip, (zip_uint64_t)k, 0);
        size_t length = name ? strcspn(name, ".") : 0;
        int n = snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "",
                         GR_PART(name ? name : "", length));
        used += n > 0 ? (size_t)n : 0;
    }
    gr_fault(err, GRADUS_DATA, &place, "no array 'X' in this .npz");
    gr_fault_hint(err, "it has %s; save with numpy.savez(file, X=..., y=...)",
                  list[0] ? list : "none");
    return GRADUS_DATA;
}

static gradus_status open_archive(struct archive *a, const void *bytes, size_t size,
                                  gradus_error *err)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &why);
    if (source)
        a->zip = zip_open_from_source(source, ZIP_RDONLY, &why);
    gradus_status s = GRADUS_OK;
    if (!a->zip) {
        s = zip_error_code_zip(&why) == ZIP_ER_MEMORY
                ? gr_fault_nomem(err)
                : broken(a, "not an .npz file", zip_error_strerror(&why), err);
        zip_source_free(source);
    }
    zip_error_fini(&why);
    return s;
}

gradus_status gr_npz_open(struct gr_bytes *x, struct gr_bytes *y, const char *name,
                          const void *bytes, size_t size, const gradus_allocator *mem,
                          gradus_error *err)
{
    struct archive a = { .name = name, .size = size, .mem = mem };
    struct gr_bytes found_x = { NULL, 0 }, found_y = { NULL, 0 };
    gradus_status s = open_archive(&a, bytes, size, err);
    if (s != GRADUS_OK)
        return s;
    s = read_array(&a, "X.npy", &found_x, err);
    if (s == GRADUS_OK && !found_x.data)
        s = no_x(&a, err);
    if (s == GRADUS_OK)
        s = read_array(&a, "y.npy", &found_y, err);
    zip_discard(a.zip);
    if (s == GRADUS_OK) {
        *x = found_x;
        *y = found_y;
    } else {
        gr_give(mem, found_x.data);
    }
    return s;
}

/* Entry [index], where it is an array; anything else in the file is left alone. */
static gradus_status visit(const struct archive *a, zip_uint64_t index, gr_npz_visit *each,
                           void *user, gradus_error *err)
{
    char array[64];
    struct gr_bytes npy = { NULL, 0 };
    const char *entry = zip_get_name(a->zip, index, 0);
    size_t length = entry ? strlen(entry) : 0;
    if (length < 4 || strcmp(entry + length - 4, ".npy") != 0)
        return GRADUS_OK;
    gradus_text_show(entry, length - 4, array, sizeof array);
    gradus_status s = read_array(a, entry, &npy, err);
    if (s == GRADUS_OK && npy.data)
        s = each(user, array, &npy, err);
    gr_give(a->mem, npy.data);
    return s;
}

gradus_status gr_npz_each(const char *name, const void *bytes, size_t size,
                          const gradus_allocator *mem, gr_npz_visit *each, void *user,
                          gradus_error *err)
{
    struct archive a = { .name = name, .size = size, .mem = mem };
    gradus_status s = open_archive(&a, bytes, size, err);
    if (s != GRADUS_OK)
        return s;
    zip_int64_t count = zip_get_num_entries(a.zip, 0);
    for (zip_int64_t k = 0; s == GRADUS_OK && k < count; k++)
        s = visit(&a, (zip_uint64_t)k, each, user, err);
    zip_discard(a.zip);
    return s;
}
