/* What activations and losses there are: the lists of the kernels, seen by name. */
#include "net/names.h"
#include "base/status.h"

#include <stdio.h>
#include <string.h>

static const gradus_info activations[] = {
#define ACTIVATION(id, name, formula, derivative, ...) { name, formula, derivative },
#include "kernels/activations.def"
    { "softmax", "a_i = e^z_i / sum of e^z_k", "da_i/dz_k = a_i ((i = k) - a_k)" },
};

static const gradus_info losses[] = {
#define LOSS(id, name, formula, derivative, ...) { name, formula, derivative },
#define JOINT(id, name, formula, derivative, activation) { name, formula, derivative },
#include "kernels/losses.def"
};

static const struct {
    int joint, mean;
    enum gr_activation partner;
} loss_kind[] = {
#define LOSS(id, name, formula, derivative, mean, ...) { 0, mean, GR_ACTIVATIONS },
#define JOINT(id, name, formula, derivative, activation) { 1, 1, GR_ACT_##activation },
#include "kernels/losses.def"
};

const gradus_info *gradus_activation_info(size_t k)
{
    return k < GR_ACTIVATIONS ? &activations[k] : NULL;
}

const gradus_info *gradus_loss_info(size_t k)
{
    return k < GR_LOSSES ? &losses[k] : NULL;
}

int gr_activation_is_of_a(enum gr_activation activation)
{
    static const unsigned char of_a[GR_ACTIVATIONS] = {
#define ACTIVATION(id, name, formula, derivative, smooth, of_a, ...) [GR_ACT_##id] = of_a,
#include "kernels/activations.def"
    };
    return of_a[activation];
}

int gr_loss_is_joint(enum gr_loss loss)
{
    return loss_kind[loss].joint;
}

int gr_loss_is_mean(enum gr_loss loss)
{
    return loss_kind[loss].mean;
}

enum gr_activation gr_loss_partner(enum gr_loss loss)
{
    return loss_kind[loss].partner;
}

static void list_names(const gradus_info *list, size_t count, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t k = 0; k < count && used < size; k++)
        used += (size_t)snprintf(out + used, size - used, k ? " %s" : "%s", list[k].name);
}

gradus_status gr_find_name(const gradus_info *list, size_t count, const char *kind,
                           const char *name, size_t *out, gradus_error *err)
{
    struct gr_nearest near;
    char known[200];
    if (!name)
        return gr_fail(err, GRADUS_ARGUMENT, "no %s is given", kind);
    gr_nearest_start(&near, name);
    for (size_t k = 0; k < count; k++) {
        if (!strcmp(name, list[k].name)) {
            *out = k;
            return GRADUS_OK;
        }
        gr_nearest_try(&near, list[k].name);
    }
    gr_fail(err, GRADUS_UNKNOWN, "unknown %s '%s'", kind, GR_NAME(name));
    list_names(list, count, known, sizeof known);
    if (near.best)
        gr_hint(err, "did you mean %s? known: %s", near.best, known);
    else
        gr_hint(err, "known: %s", known);
    return GRADUS_UNKNOWN;
}

gradus_status gr_find_activation(const char *name, enum gr_activation *out, gradus_error *err)
{
    size_t k = 0;
    gradus_status s = gr_find_name(activations, GR_ACTIVATIONS, "activation", name, &k, err);
    if (s == GRADUS_OK)
        *out = (enum gr_activation)k;
    return s;
}

gradus_status gr_find_loss(const char *name, enum gr_loss *out, gradus_error *err)
{
    size_t k = 0;
    gradus_status s = gr_find_name(losses, GR_LOSSES, "loss", name, &k, err);
    if (s == GRADUS_OK)
        *out = (enum gr_loss)k;
    return s;
}
