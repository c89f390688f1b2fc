/* The tape and the gradient as the public interface gives them, and the passes that fill them.
 * Explaining reads the tape; nothing here depends on whether somebody does.                   */
#include "net/tape.h"
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/core.h"
#include "net/names.h"

static int has_wide_softmax(const gradus_net *net)
{
    const struct gr_shape *last = &net->shape[net->spec.layers - 1];
    return last->activation == GR_ACT_softmax && last->units > GR_PANEL;
}

/* The next n numbers of the tape's block, and the count of those given; before the block is there,
 * the count alone.                                                                            */
static void *give(const gradus_tape *t, size_t *given, size_t n)
{
    size_t at = *given;
    *given += (n + GR_PAD - 1) / GR_PAD * GR_PAD;
    return t->block ? gr_net_at(t->net, t->block, at) : NULL;
}

/* Shares the block out; returns how many numbers it needs. */
static size_t share_out(gradus_tape *t)
{
    const gradus_net *net = t->net;
    const size_t rows = t->room, last = net->spec.layers - 1;
    size_t given = 0;
    t->x = give(t, &given, rows * net->spec.inputs);
    t->y = give(t, &given, rows * gr_net_outputs(net));
    t->turned = give(t, &given, net->turned);
    for (int k = 0; k < 2 && has_wide_softmax(net); k++)
        t->plain[k] = give(t, &given, rows * gr_net_outputs(net));
    for (size_t l = 0; l < net->spec.layers; l++) {
        struct gr_record *rec = &t->layer[l];
        const int of_a = gr_activation_is_of_a(net->shape[l].activation);
        size_t n = rows * net->shape[l].units;
        rec->z = give(t, &given, n);
        rec->a = t->lean && l < last && of_a ? rec->z : give(t, &given, n);
        rec->da = give(t, &given, n);
        rec->dz = t->lean ? rec->da : give(t, &given, n);
    }
    return given;
}

static int fill_tape(gradus_tape *t)
{
    t->row_loss = gr_alloc(&t->mem, t->room, sizeof *t->row_loss);
    t->layer = gr_alloc(&t->mem, t->net->spec.layers, sizeof *t->layer);
    if (!t->row_loss || !t->layer)
        return 0;
    t->block = gr_net_alloc(t->net, share_out(t));
    if (!t->block)
        return 0;
    share_out(t);
    return 1;
}

/* Sizes of one row were bounded when the net was made; here rows times them. */
static int too_many(const gradus_net *net, size_t rows)
{
    size_t all;
    return __builtin_mul_overflow(rows, gr_net_widest(net) * sizeof(double), &all);
}

gradus_status gr_tape_new(gradus_tape **out, const gradus_net *net, size_t rows, int lean,
                          gradus_error *err)
{
    if (too_many(net, rows))
        return gr_nomem(err);
    gradus_tape *t = gr_alloc(&net->mem, 1, sizeof *t);
    if (!t)
        return gr_nomem(err);
    t->mem = net->mem;
    t->net = net;
    t->room = rows;
    t->lean = lean;
    if (fill_tape(t)) {
        *out = t;
        return GRADUS_OK;
    }
    gradus_tape_free(t);
    return gr_nomem(err);
}

gradus_status gradus_tape_new(gradus_tape **out, const gradus_net *net, size_t rows,
                              gradus_error *err)
{
    if (!out || !net || !rows)
        return gr_fail(err, GRADUS_ARGUMENT, "a tape needs a network and at least one row");
    return gr_tape_new(out, net, rows, 0, err);
}

void gradus_tape_free(gradus_tape *t)
{
    if (!t)
        return;
    gradus_allocator mem = t->mem;
    gr_free(&mem, t->block);
    gr_free(&mem, t->layer);
    gr_free(&mem, t->row_loss);
    gr_free(&mem, t);
}

gradus_status gradus_gradient_new(gradus_gradient **out, const gradus_net *net,
                                  gradus_error *err)
{
    if (!out || !net)
        return gr_fail(err, GRADUS_ARGUMENT, "a gradient needs a network");
    gradus_gradient *g = gr_alloc(&net->mem, 1, sizeof *g);
    if (!g)
        return gr_nomem(err);
    g->mem = net->mem;
    g->net = net;
    g->block = gr_net_alloc(net, net->block);
    if (g->block) {
        *out = g;
        return GRADUS_OK;
    }
    gradus_gradient_free(g);
    return gr_nomem(err);
}

void gradus_gradient_free(gradus_gradient *g)
{
    if (!g)
        return;
    gradus_allocator mem = g->mem;
    gr_free(&mem, g->block);
    gr_free(&mem, g);
}

void gradus_gradient_get(const gradus_gradient *g, size_t layer, double *w, double *b)
{
    gr_block_get(g->net, g->block, layer, w, b);
}

/* ---- passes ----------------------------------------------------------------------------- */
/* Rows are shared out in blocks, so that no thread gets half a register tile. */
enum { ROW_BLOCK = 8 };

static void pass_part(void *context, size_t part, size_t parts)
{
    const struct gr_pass *pass = context;
    size_t r0, r1;
    gr_share(pass->rows, ROW_BLOCK, part, parts, &r0, &r1);
    if (r0 < r1)
        pass->tape->net->core->rows(pass, r0, r1);
}

void gr_pass_run(const struct gr_pass *pass, struct gr_pool *pool)
{
    struct gr_pass copy = *pass;
    pass->tape->rows = pass->rows;
    pass->tape->backward_done = (pass->steps & GR_BACKWARD) != 0;
    gr_pool_run(pool, pass_part, &copy);
}

double gr_pass_loss(const gradus_tape *t)
{
    double sum = 0;
    for (size_t r = 0; r < t->rows; r++)
        sum += t->row_loss[r];
    return sum;
}

double gr_loss_scale(const gradus_net *net, size_t m)
{
    return gr_loss_is_mean(net->loss) ? 1.0 / (double)m : 1.0;
}

void gr_turn_all(gradus_tape *t)
{
    for (size_t l = 1; l < t->net->spec.layers; l++)
        t->net->core->turn(t, l);
}

void gr_tape_gradient(gradus_tape *t, void *block, int add)
{
    const gradus_net *net = t->net;
    const struct gr_descent into = { .gradient = block, .add = add };
    for (size_t l = 0; l < net->spec.layers; l++) {
        net->core->weights(t, l, 0, net->shape[l].inputs, &into);
        net->core->biases(t, l, &into);
    }
}

void gr_tape_evaluate(gradus_tape *t, const gradus_set *set, struct gr_pool *pool,
                      double *outputs, double *loss)
{
    const gradus_net *net = t->net;
    size_t last = net->spec.layers - 1, units = gr_net_outputs(net);
    double sum = 0;
    struct gr_pass pass = { .tape = t, .x = &set->x, .y = &set->y, .steps = GR_FORWARD | GR_LOSS };
    for (; pass.first < set->x.rows; pass.first += pass.rows) {
        size_t left = set->x.rows - pass.first;
        pass.rows = left < t->room ? left : t->room;
        gr_pass_run(&pass, pool);
        for (size_t r = 0; r < pass.rows; r++)
            sum += t->row_loss[r];
        if (outputs)
            net->core->get(t->layer[last].a, pass.rows, units, outputs + pass.first * units);
    }
    *loss = sum * gr_loss_scale(net, set->x.rows);
}

/* ---- the public passes ------------------------------------------------------------------- */
double gr_matrix_number(const gradus_matrix *m, size_t k)
{
    if (m->type == GRADUS_F64)
        return ((const double *)m->data)[k];
    if (m->type == GRADUS_F32)
        return (double)((const float *)m->data)[k];
    if (m->type == GRADUS_U8)
        return (double)((const uint8_t *)m->data)[k];
    const gradus_scaled *s = m->data;
    const double x = ((double)s->bytes[k] - s->shift[k % m->cols]) * s->scale[k % m->cols];
    return s->type == GRADUS_F32 ? (double)(float)x : x;
}

gradus_status gr_check_matrix(const gradus_matrix *m, const char *what, size_t cols,
                              gradus_error *err)
{
    if (!m || !m->data || !m->rows)
        return gr_fail(err, GRADUS_SHAPE, "%s has no rows", what);
    if (m->type != GRADUS_F32 && m->type != GRADUS_F64 && m->type != GRADUS_U8 &&
        m->type != GRADUS_SCALED)
        return gr_fail(err, GRADUS_ARGUMENT, "%s is not of type F32, F64, U8 or SCALED", what);
    if (m->cols != cols)
        return gr_fail(err, GRADUS_SHAPE, "%s has %zu columns, the network has %zu", what,
                       m->cols, cols);
    return GRADUS_OK;
}

gradus_status gradus_forward(const gradus_net *net, const gradus_matrix *x, gradus_tape *tape,
                             gradus_error *err)
{
    if (!net || !tape || tape->net != net)
        return gr_fail(err, GRADUS_ARGUMENT, "the tape is not of this network");
    gradus_status s = gr_check_matrix(x, "x", net->spec.inputs, err);
    if (s != GRADUS_OK)
        return s;
    if (x->rows > tape->room)
        return gr_fail(err, GRADUS_SHAPE, "x has %zu rows, the tape has room for %zu", x->rows,
                       tape->room);
    struct gr_pass pass = { .tape = tape, .x = x, .rows = x->rows, .steps = GR_FORWARD };
    uint64_t mode = gr_float_enter();
    gr_pass_run(&pass, NULL);
    gr_float_leave(mode);
    return GRADUS_OK;
}

gradus_status gr_check_set(const gradus_net *net, const gradus_set *set, gradus_error *err)
{
    gradus_status s = gr_check_matrix(&set->x, "x", net->spec.inputs, err);
    if (s == GRADUS_OK)
        s = gr_check_matrix(&set->y, "y", gr_net_outputs(net), err);
    if (s == GRADUS_OK && set->x.rows != set->y.rows)
        s = gr_fail(err, GRADUS_SHAPE, "x has %zu rows and y has %zu", set->x.rows, set->y.rows);
    return s;
}

static gradus_status check_answers(const gradus_net *net, const gradus_tape *tape,
                                   const gradus_matrix *y, gradus_error *err)
{
    if (!net || !tape || tape->net != net)
        return gr_fail(err, GRADUS_ARGUMENT, "the tape is not of this network");
    gradus_status s = gr_check_matrix(y, "y", gr_net_outputs(net), err);
    if (s == GRADUS_OK && !tape->rows)
        s = gr_fail(err, GRADUS_DATA, "the tape holds no forward pass");
    if (s == GRADUS_OK && y->rows != tape->rows)
        s = gr_fail(err, GRADUS_SHAPE, "y has %zu rows, the forward pass had %zu", y->rows,
                    tape->rows);
    return s;
}

gradus_status gradus_loss(const gradus_net *net, gradus_tape *tape, const gradus_matrix *y,
                          double *loss, gradus_error *err)
{
    gradus_status s = check_answers(net, tape, y, err);
    if (s == GRADUS_OK && !loss)
        s = gr_fail(err, GRADUS_ARGUMENT, "no place for the loss");
    if (s != GRADUS_OK)
        return s;
    int done = tape->backward_done;
    struct gr_pass pass = { .tape = tape, .y = y, .rows = tape->rows, .steps = GR_LOSS };
    uint64_t mode = gr_float_enter();
    gr_pass_run(&pass, NULL);
    *loss = gr_pass_loss(tape) * gr_loss_scale(net, tape->rows);
    gr_float_leave(mode);
    tape->backward_done = done;
    return GRADUS_OK;
}

gradus_status gradus_backward(const gradus_net *net, gradus_tape *tape, const gradus_matrix *y,
                              gradus_gradient *gradient, gradus_error *err)
{
    gradus_status s = check_answers(net, tape, y, err);
    if (s == GRADUS_OK && (!gradient || gradient->net != net))
        s = gr_fail(err, GRADUS_ARGUMENT, "the gradient is not of this network");
    if (s != GRADUS_OK)
        return s;
    uint64_t mode = gr_float_enter();
    gr_turn_all(tape);
    struct gr_pass pass = { .tape = tape, .y = y, .rows = tape->rows, .steps = GR_BACKWARD,
                            .scale = gr_loss_scale(net, tape->rows) };
    gr_pass_run(&pass, NULL);
    gr_tape_gradient(tape, gradient->block, 0);
    gr_float_leave(mode);
    return GRADUS_OK;
}

static const void *recorded(const gradus_tape *t, size_t layer, gradus_what what)
{
    const struct gr_record *rec = &t->layer[layer];
    int last = layer + 1 == t->net->spec.layers;
    if (what == GRADUS_Z || what == GRADUS_A)
        return what == GRADUS_Z ? rec->z : rec->a;
    if (!t->backward_done || (what == GRADUS_DA && last && gr_loss_is_joint(t->net->loss)))
        return NULL;
    return what == GRADUS_DA ? rec->da : rec->dz;
}

gradus_status gradus_tape_get(const gradus_tape *t, size_t layer, gradus_what what, double *out,
                              gradus_error *err)
{
    if (!t || layer >= t->net->spec.layers || !out)
        return gr_fail(err, GRADUS_ARGUMENT, "the tape has no layer %zu", layer);
    const void *from = t->rows ? recorded(t, layer, what) : NULL;
    if (!from)
        return gr_fail(err, GRADUS_DATA, "the tape does not hold this of layer %zu", layer);
    uint64_t mode = gr_float_enter();
    t->net->core->get(from, t->rows, t->net->shape[layer].units, out);
    gr_float_leave(mode);
    return GRADUS_OK;
}
