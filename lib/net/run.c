/* Running a network without a tape: outputs only, in the caller's memory. */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"

static size_t chunk_rows(size_t rows)
{
    return rows < GR_CHUNK ? rows : GR_CHUNK;
}

/* Bytes of one of the two buffers, a multiple of the alignment. */
static size_t buffer(const gradus_net *net, size_t rows)
{
    size_t bytes = chunk_rows(rows) * gr_net_widest(net) * net->core->size;
    return (bytes + GR_ALIGN - 1) / GR_ALIGN * GR_ALIGN;
}

size_t gr_net_scratch(const gradus_net *net, size_t rows)
{
    return 2 * buffer(net, rows) + GR_ALIGN;
}

void gr_net_run(const gradus_net *net, size_t rows, const double *x, double *y, void *scratch)
{
    char *a = (char *)scratch + (GR_ALIGN - (uintptr_t)scratch % GR_ALIGN) % GR_ALIGN;
    char *z = a + buffer(net, rows);
    size_t inputs = net->spec.inputs, outputs = gr_net_outputs(net);
    uint64_t mode = gr_float_enter();
    for (size_t r = 0; r < rows; r += GR_CHUNK) {
        size_t n = chunk_rows(rows - r);
        net->core->run(net, n, x + r * inputs, a, z, y + r * outputs);
    }
    gr_float_leave(mode);
}

size_t gr_net_first_bad(const gradus_net *net, size_t n, const double *x)
{
    return net->kernels->f64->first_bad(n, x);
}

gradus_status gr_net_evaluate(const gradus_net *net, const gradus_set *set, double *outputs,
                              double *loss, gradus_error *err)
{
    gradus_status s = gr_check_set(net, set, err);
    gradus_tape *tape = NULL;
    if (s == GRADUS_OK)
        s = gradus_tape_new(&tape, net, chunk_rows(set->x.rows), err);
    if (s != GRADUS_OK)
        return s;
    uint64_t mode = gr_float_enter();
    gr_tape_evaluate(tape, set, NULL, outputs, loss);
    gr_float_leave(mode);
    gradus_tape_free(tape);
    return GRADUS_OK;
}
