/* FANN as a peer of gradus bench: fann_train row by row, or fann_train_epoch over a batch.  It
 * has neither relu nor softmax; its nearest stand for them, a piece of a line and the sigmoid. */
#include "peer.h"

#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    struct work work;
    struct fann *net;
    struct fann_train_data *data;
    float *x, *y, *data_x, *data_y;     /* all rows; what FANN gave the batch */
    size_t at;
} now;

static const struct {
    const char *name;
    enum fann_activationfunc_enum hidden, output;
} nearest[] = {
    { "sigmoid", FANN_SIGMOID, FANN_SIGMOID },
    { "tanh", FANN_SIGMOID_SYMMETRIC, FANN_SIGMOID_SYMMETRIC },
    { "relu", FANN_LINEAR_PIECE, FANN_LINEAR_PIECE },
    { "identity", FANN_LINEAR, FANN_LINEAR },
    { "softmax", FANN_SIGMOID, FANN_SIGMOID },
};

static int activation(const char *name)
{
    for (int k = 0; k < (int)(sizeof nearest / sizeof *nearest); k++)
        if (strcmp(nearest[k].name, name) == 0)
            return k;
    return -1;
}

static void clear(void)
{
    if (now.data) {
        now.data->input[0] = now.data_x;            /* it frees what it gave */
        now.data->output[0] = now.data_y;
        fann_destroy_train(now.data);
    }
    if (now.net)
        fann_destroy(now.net);
    free(now.x);
    free(now.y);
    memset(&now, 0, sizeof now);
}

/* fann_train_data of one batch; its rows are pointed at the next rows of all, step by step. */
static void steps(size_t n)
{
    const struct work *w = &now.work;
    size_t in = w->size[0], out = w->size[w->layers];
    for (size_t k = 0; k < n; k++) {
        float *x = now.x + now.at * in, *y = now.y + now.at * out;
        now.at = now.at + 2 * w->batch <= w->rows ? now.at + w->batch : 0;
        if (w->batch == 1) {
            fann_train(now.net, x, y);
            continue;
        }
        for (size_t r = 0; r < w->batch; r++) {
            now.data->input[r] = x + r * in;
            now.data->output[r] = y + r * out;
        }
        fann_train_epoch(now.net, now.data);
    }
}

static int make(const struct work *w)
{
    unsigned size[MOST_LAYERS + 1];
    for (size_t l = 0; l <= w->layers; l++)
        size[l] = (unsigned)w->size[l];
    now.work = *w;
    now.net = fann_create_standard_array((unsigned)w->layers + 1, size);
    now.x = peer_rows(w->rows, w->size[0]);
    now.y = peer_answers(w->rows, w->size[w->layers]);
    if (w->batch > 1)
        now.data = fann_create_train((unsigned)w->batch, size[0], size[w->layers]);
    if (!now.net || !now.x || !now.y || (w->batch > 1 && !now.data))
        return 0;
    now.data_x = now.data ? now.data->input[0] : NULL;
    now.data_y = now.data ? now.data->output[0] : NULL;
    fann_set_activation_function_hidden(now.net, nearest[activation(w->hidden)].hidden);
    fann_set_activation_function_output(now.net, nearest[activation(w->output)].output);
    fann_set_training_algorithm(now.net,
                                w->batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
    fann_set_learning_rate(now.net, 1e-4f);
    return 1;
}

static int prepare(const struct work *w, char *out, size_t room)
{
    clear();
    if (w->rows == 0 || strcmp(w->optimizer, "sgd") != 0 || activation(w->hidden) < 0 ||
        activation(w->output) < 0) {
        snprintf(out, room, "only plain gradient descent");
        return 0;
    }
    if (!make(w)) {
        snprintf(out, room, "no memory");
        return 0;
    }
    snprintf(out, room, "%s", w->batch == 1 ? "fann_train" : "fann_train_epoch");
    return 1;
}

/* It learns to tell which of two numbers is the larger one. */
static int check(char *out, size_t room)
{
    static const struct work work = { "", "sigmoid", "sigmoid", "mse", "sgd", { 2, 3, 1 }, 2, 1,
                                      256 };
    clear();
    if (!make(&work))
        return 0;
    for (size_t r = 0; r < work.rows; r++)
        now.y[r] = now.x[2 * r] > now.x[2 * r + 1];
    fann_set_learning_rate(now.net, 0.7f);
    steps(work.rows);
    double before = (double)fann_get_MSE(now.net);
    steps(200 * work.rows);
    fann_reset_MSE(now.net);
    steps(work.rows);
    double after = (double)fann_get_MSE(now.net);
    snprintf(out, room, "mse from %.2g to %.2g", before, after);
    return after < before / 4;
}

static void version(char *out, size_t room)
{
    snprintf(out, room, "FANN " FANN_VERSION);            /* as the build file found it */
}

int main(void)
{
    static const struct peer peer = { version, check, prepare, steps };
    return peer_main(&peer);
}
