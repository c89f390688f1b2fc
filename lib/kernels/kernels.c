/* The rows of this build, with -DGRADUS_PORTABLE the portable one alone; and which of them is used:
 * the one asked for, else the one that the variable GRADUS_CPU names, else the first whose needs
 * this processor meets.                                                                       */
#include "kernels/kernels.h"

#include "base/cpu.h"
#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct gr_kernels gr_row_avx512, gr_row_avx2, gr_row_neon, gr_row_portable;

const struct gr_kernels *const gr_kernels_all[] = {
#if defined(GRADUS_PORTABLE)
#elif defined(__x86_64__)
    &gr_row_avx512,
    &gr_row_avx2,
#elif defined(__aarch64__)
    &gr_row_neon,
#endif
    &gr_row_portable,
    NULL
};

static int usable(const struct gr_kernels *row)
{
    return !(row->needs & ~gr_cpu_features());
}

static const struct gr_kernels *find(const char *name)
{
    const struct gr_kernels *const *row = gr_kernels_all;
    while (*row && strcmp((*row)->name, name) != 0)
        row++;
    return *row;
}

static const struct gr_kernels *best(void)
{
    const struct gr_kernels *const *row = gr_kernels_all;
    while (!usable(*row))               /* portable needs nothing */
        row++;
    return *row;
}

static gradus_status unknown_row(const char *name, gradus_error *err)
{
    char list[64] = "";
    size_t length = 0;
    for (size_t k = 0; gr_kernels_all[k] && length < sizeof list; k++)
        length += (size_t)snprintf(list + length, sizeof list - length, "%s%s", k ? ", " : "",
                                   gr_kernels_all[k]->name);
    return gr_fail(err, GRADUS_UNKNOWN, "no kernel row '%s': this build has %s", name, list);
}

gradus_status gr_kernels_pick(const char *name, const struct gr_kernels **out, gradus_error *err)
{
    if (!name)
        name = getenv("GRADUS_CPU");
    const struct gr_kernels *row = name ? find(name) : best();
    if (!row)
        return unknown_row(name, err);
    if (!usable(row))
        return gr_fail(err, GRADUS_UNKNOWN, "this processor lacks the kernel row '%s'", name);
    *out = row;
    return GRADUS_OK;
}

const char *gradus_kernels_name(size_t k, int *is_usable)
{
    const size_t count = sizeof gr_kernels_all / sizeof *gr_kernels_all - 1;
    if (k >= count)
        return NULL;
    if (is_usable)
        *is_usable = usable(gr_kernels_all[k]);
    return gr_kernels_all[k]->name;
}

gradus_status gradus_kernels_chosen(const char **name, gradus_error *err)
{
    const struct gr_kernels *row;
    if (!name)
        return gr_fail(err, GRADUS_ARGUMENT, "no place for the name of the kernel row");
    gradus_status s = gr_kernels_pick(NULL, &row, err);
    if (s == GRADUS_OK)
        *name = row->name;
    return s;
}
