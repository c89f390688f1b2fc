/* Steps for tests/speed/instructions to count: each network that is named is trained in one thread
 * for two epochs of made-up rows.  A counter starts anew at each call of epoch_done, so that
 * what is between two of them is steps alone, and no start.  Prints the name of the kernels, then
 * of each network its name and the steps in an epoch.
 *
 *     steps NAME...
 * Status 3: this processor lacks the kernels that GRADUS_CPU asks for.                        */
#include <gradus.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCHS = 2, MOST_LAYERS = 3 };

static const struct network {
    const char *name;
    size_t size[MOST_LAYERS + 2];       /* inputs, then units; ends in 0 */
    const char *hidden, *output, *loss;
    size_t batch, steps;
} networks[] = {
    { "xor-online", { 2, 3, 1 }, "sigmoid", "sigmoid", "mse", 1, 64 },
    { "small", { 16, 64, 64, 1 }, "relu", "identity", "mse", 32, 4 },
    { "medium", { 64, 128, 128, 10 }, "relu", "softmax", "cross-entropy", 64, 2 },
    { .name = NULL },
};

int epoch_done(void *user, const gradus_epoch *epoch);
__attribute__((noinline)) int epoch_done(void *user, const gradus_epoch *epoch)
{
    *(volatile size_t *)user = epoch->epoch;
    return 0;
}

/* Numbers from 0 to 1, and answers that are one 1 a row. */
static void make_rows(const struct network *n, size_t rows, size_t answers, float *x, float *y)
{
    uint32_t state = 1;
    for (size_t i = 0; i < rows * n->size[0]; i++) {
        state = state * 1664525u + 1013904223u;
        x[i] = (float)(state >> 8) / (1 << 24);
    }
    for (size_t r = 0; r < rows; r++)
        y[r * answers + r % answers] = 1;
}

static gradus_status train(gradus_net *net, const struct network *n, size_t answers)
{
    size_t rows = n->batch * n->steps, epoch;
    float *x = calloc(rows * n->size[0], sizeof *x), *y = calloc(rows * answers, sizeof *y);
    gradus_set set = { { x, GRADUS_F32, rows, n->size[0] }, { y, GRADUS_F32, rows, answers } };
    gradus_train_options opt;
    gradus_status s = GRADUS_NOMEM;
    gradus_train_defaults(&opt);
    opt.optimizer = "sgd";
    opt.learning_rate = 1e-4;
    opt.batch_size = n->batch;
    opt.epochs = EPOCHS;
    opt.threads = 1;
    if (x && y) {
        make_rows(n, rows, answers, x, y);
        s = gradus_train(net, &set, NULL, &opt, epoch_done, &epoch, NULL, NULL);
    }
    free(y);
    free(x);
    return s;
}

static gradus_status make_and_train(const struct network *n)
{
    gradus_net *net = NULL;
    gradus_layer layer[MOST_LAYERS];
    size_t layers = 0;
    for (; n->size[layers + 1]; layers++) {
        const char *activation = n->size[layers + 2] ? n->hidden : n->output;
        layer[layers] = (gradus_layer){ n->size[layers + 1], activation, 1 };
    }
    gradus_net_spec spec = { n->size[0], layers, layer, n->loss, GRADUS_F32, NULL, NULL };
    gradus_status s = gradus_net_new(&net, &spec, NULL);
    if (s == GRADUS_OK)
        s = gradus_net_init(net, "auto", NULL, 1, NULL);
    if (s == GRADUS_OK)
        s = train(net, n, n->size[layers]);
    gradus_net_free(net);
    return s;
}

static const struct network *find(const char *name)
{
    const struct network *n = networks;
    while (n->name && strcmp(n->name, name) != 0)
        n++;
    return n;
}

int main(int argc, char **argv)
{
    const char *kernels;
    if (gradus_kernels_chosen(&kernels, NULL) != GRADUS_OK)
        return 3;
    printf("%s\n", kernels);
    for (int k = 1; k < argc; k++) {
        const struct network *n = find(argv[k]);
        if (!n->name || make_and_train(n) != GRADUS_OK)
            return 1;
        printf("%s %zu\n", n->name, n->steps);
    }
    return 0;
}
