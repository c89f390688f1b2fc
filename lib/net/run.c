/* Running a network without a tape: outputs only, in the caller's memory. */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"

/* Bytes of one of the two buffers, a multiple of the alignment. */
static size_t buffer(const gradus_net *net, size_t rows)
{
    size_t bytes = rows * gr_net_widest(net) * net->core->size;
    return (bytes + GR_ALIGN - 1) / GR_ALIGN * GR_ALIGN;
}

size_t gr_net_scratch(const gradus_net *net, size_t rows)
{
    return 2 * buffer(net, rows) + GR_ALIGN;
}

size_t gr_net_run(const gradus_net *net, size_t rows, const double *x, double *y, void *scratch)
{
    char *a = (char *)scratch + (GR_ALIGN - (uintptr_t)scratch % GR_ALIGN) % GR_ALIGN;
    char *z = a + buffer(net, rows);
    uint64_t mode = gr_float_enter();
    size_t done = net->core->run(net, rows, x, a, z, y);
    gr_float_leave(mode);
    return done;
}

gradus_status gr_net_evaluate(const gradus_net *net, const gradus_set *set, double *outputs,
                              double *loss, gradus_error *err)
{
    gradus_status s = gr_check_set(net, set, err);
    gradus_tape *tape = NULL;
    if (s == GRADUS_OK)
        s = gradus_tape_new(&tape, net, set->x.rows < GR_CHUNK ? set->x.rows : GR_CHUNK, err);
    if (s != GRADUS_OK)
        return s;
    uint64_t mode = gr_float_enter();
    gr_tape_evaluate(tape, set, NULL, outputs, loss);
    gr_float_leave(mode);
    gradus_tape_free(tape);
    return GRADUS_OK;
}
