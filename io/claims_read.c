/* Claims from JSON, .npz or safetensors, told apart by their first bytes. */
#include "claims.h"
#include "array.h"
#include "safetensors.h"

#include <math.h>
#include <string.h>

/* ---- .npz --------------------------------------------------------------------------------- */
static gradus_status take_array(void *user, const char *name, const struct gr_bytes *npy,
                                gradus_error *err)
{
    gradus_claims *to = user;
    struct gr_array a;
    struct gr_place place = { to->file, 0, 0 };
    double *value, *half;
    gradus_status s = gr_npy_open(&a, to->file, npy->data, npy->size, err);
    if (s == GRADUS_OK)
        s = gr_claims_add(to, name, a.dims == 2 ? a.rows : 1, a.dims == 2 ? a.cols : a.rows,
                          &place, &value, &half, err);
    for (size_t k = 0; s == GRADUS_OK && k < a.rows * a.cols; k++) {
        value[k] = gr_array_number(&a, k / a.cols, k % a.cols);
        if (!isfinite(value[k]))
            s = gr_fault(err, GRADUS_DATA, &place, "%s has a number that is not finite", name);
    }
    if (s == GRADUS_OK && a.item == GR_ITEM_REAL && a.size == sizeof(float))
        gr_claims_single(to);
    return s;
}

/* ---- safetensors -------------------------------------------------------------------------- */
static gradus_status take_tensor(gradus_claims *to, const struct gr_tensors *all,
                                 const struct gr_tensor *t, gradus_error *err)
{
    double *value, *half;
    struct gr_place place = { to->file, 0, 0 };
    if (t->rank > 2)
        return gr_fault(err, GRADUS_SHAPE, &place, "%s has %zu dimensions", t->name, t->rank);
    size_t cols = t->rank ? (size_t)t->shape[t->rank - 1] : 1;
    size_t rows = t->rank == 2 ? (size_t)t->shape[0] : 1;
    gradus_status s = gr_claims_add(to, t->name, rows, cols, &place, &value, &half, err);
    if (s == GRADUS_OK)
        s = gr_tensor_read(all, t, value, err);
    if (s == GRADUS_OK && t->type == GRADUS_F32)
        gr_claims_single(to);
    return s;
}

static gradus_status take_tensors(gradus_claims *to, const void *bytes, size_t size,
                                  gradus_error *err)
{
    struct gr_origin from = { .name = to->file, .bytes = bytes, .fd = -1, .size = size };
    struct gr_tensors all;
    gradus_status s = gr_tensors_open(&all, &from, NULL, err);
    if (s != GRADUS_OK)
        return s;
    for (size_t k = 0; s == GRADUS_OK && k < all.count; k++)
        s = take_tensor(to, &all, &all.tensor[k], err);
    gr_tensors_close(&all);
    return s;
}

/* Numbers of float32 have a loss of float32, whatever it is kept in. */
static void loss_of_singles(gradus_claims *to)
{
    int any = 0;
    for (size_t k = 0; k < to->count; k++)
        any = any || to->claim[k].single;
    for (size_t k = 0; k < to->count; k++)
        if (to->claim[k].what == GRADUS_CLAIM_LOSS)
            to->claim[k].single = any;
}

/* ---- all of them ---------------------------------------------------------------------------- */
/* A safetensors file begins with eight bytes of length, the last of which are 0; text has none. */
static gradus_status take_all(gradus_claims *to, const char *bytes, size_t size,
                              gradus_error *err)
{
    if (size >= 2 && memcmp(bytes, "PK", 2) == 0)
        return gr_npz_each(to->file, bytes, size, NULL, take_array, to, err);
    if (size >= 8 && memchr(bytes, 0, 8))
        return take_tensors(to, bytes, size, err);
    return gr_claims_json(to, bytes, size, err);
}

gradus_status gradus_claims_read(gradus_claims **out, const char *name, const void *bytes,
                                 size_t size, const gradus_net *net, gradus_error *err)
{
    struct gr_place place = { name, 0, 0 };
    fenv_t mode;
    if (!out || !name || (size && !bytes) || !net)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "nothing to read, or nowhere to put it");
    gradus_claims *to = gr_take(NULL, 1, sizeof *to);
    if (!to)
        return gr_fault_nomem(err);
    memset(to, 0, sizeof *to);
    to->net = net;
    to->file = name;
    gr_mode_enter(&mode);
    gradus_status s = take_all(to, bytes, size, err);
    gr_mode_leave(&mode);
    loss_of_singles(to);
    if (s == GRADUS_OK && !to->count) {
        s = gr_fault(err, GRADUS_DATA, &place, "there are no numbers in it");
        gr_fault_hint(err, "numbers go where null stands, such as \"dW1\": [[0.1, 0.2]]");
    }
    if (s == GRADUS_OK)
        *out = to;
    else
        gradus_claims_free(to);
    return s;
}

gradus_status gradus_claims_load(gradus_claims **out, const char *path, const gradus_net *net,
                                 gradus_error *err)
{
    struct gr_bytes file;
    if (!out || !path || !net)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "nothing to read, or nowhere to put it");
    gradus_status s = gr_load(&file, path, NULL, err);
    if (s != GRADUS_OK)
        return s;
    s = gradus_claims_read(out, path, file.data, file.size, net, err);
    gr_give(NULL, file.data);
    return s;
}
