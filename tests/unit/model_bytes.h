/* Model files made by hand, for the tests of what is read and of what is refused. */
#ifndef MODEL_BYTES_H
#define MODEL_BYTES_H
#include <gradus-io.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8192 };

struct bytes {
    size_t size;
    unsigned char at[MOST];
};

static char folder[64];

static inline const char *in_folder(const char *name)
{
    static char path[2][512];
    static size_t turn;
    char *to = path[turn++ % 2];
    snprintf(to, sizeof path[0], "%s/%s", folder, name);
    return to;
}

static inline void read_file(struct bytes *to, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    to->size = fread(to->at, 1, MOST, f);
    fclose(f);
}

static inline void write_file(const struct bytes *from, const char *path)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(from->at, 1, from->size, f), from->size);
    assert_int_equal(fclose(f), 0);
}

/* ---- files made by hand: ' stands for " ---------------------------------------------------- */
static inline void put(struct bytes *f, const char *text, const char *quote)
{
    for (; *text; text++) {
        char one[2] = { *text, '\0' };
        const char *out = *text == '\'' ? quote : one;
        memcpy(f->at + f->size, out, strlen(out));
        f->size += strlen(out);
        assert_true(f->size < MOST - 512);
    }
}

static inline void end_header(struct bytes *f, const void *data, size_t size)
{
    for (size_t k = 0; k < 8; k++)
        f->at[k] = (unsigned char)((uint64_t)(f->size - 8) >> 8 * k);
    if (data)
        memcpy(f->at + f->size, data, size);
    else
        memset(f->at + f->size, 0, size);
    f->size += size;
}

static inline void make_raw(struct bytes *f, const char *header, const void *data, size_t size)
{
    f->size = 8;
    put(f, header, "\"");
    end_header(f, data, size);
}

/* A file whose metadata are [text] and whose other entries are [tensors]. */
static inline void make(struct bytes *f, const char *text, const char *tensors, const void *data,
                 size_t size)
{
    f->size = 8;
    put(f, "{'__metadata__':{'gradus':'", "\"");
    put(f, text, "\\\"");
    put(f, "'}", "\"");
    put(f, *tensors ? "," : "", "\"");
    put(f, tensors, "\"");
    put(f, "}", "\"");
    end_header(f, data, size);
}

static inline gradus_status load(gradus_model **out, const struct bytes *f, gradus_error *err)
{
    return gradus_model_load_bytes(out, "m.safetensors", f->at, f->size, NULL, err);
}

static inline gradus_model *load_good(const struct bytes *f)
{
    gradus_model *model = NULL;
    gradus_error err = { .code = GRADUS_OK };
    if (load(&model, f, &err) != GRADUS_OK)
        fail_msg("%s", err.text);
    return model;
}

/* The least network: y = 3 x1 + x2 / 2. */
#define LAYER "{'units':1,'activation':'identity','bias':false}"
#define NET "'version':1,'inputs':2,'loss':'sse','layers':[" LAYER "]"
#define WEIGHT "'layers.0.weight':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]}"
static const unsigned char three_half[] = { 0, 0, 0x40, 0x40, 0, 0, 0, 0x3f };     /* 3, 0.5 */

/* A folder for the group of tests. */
static inline int enter(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/gradus-model-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static inline int leave(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

#endif
