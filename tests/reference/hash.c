/* One hash of everything that training computes, for comparing machines: trains networks of both
 * types with every optimiser on rows made from integers, and prints a 64-bit FNV-1a hash of the
 * bits of all parameters.  Any two processors, kernel rows or numbers of threads must print the
 * same.  usage: hash [KERNELS [THREADS [PLANS]]]: the first PLANS of the plans below       */
#include <gradus.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 600, INPUTS = 37, CLASSES = 5, LAYERS = 3 };

struct plan {
    const char *optimizer, *schedule, *hidden, *output, *loss;
    size_t batch;
    double clip;
};

static const struct plan plans[] = {
    { "sgd", "constant", "sigmoid", "sigmoid", "sse", 0, 0 },
    { "momentum", "step", "tanh", "softmax", "cross-entropy", 33, 0 },
    { "nesterov", "cosine", "relu", "identity", "mse", 7, 1 },
    { "rmsprop", "plateau", "gelu", "sigmoid", "bce", 256, 0 },
    { "adam", "one-cycle", "silu", "softmax", "mse", 64, 0.5 },
    { "adamw", "cosine", "mish", "identity", "huber", 500, 0 },
    { "adam", "constant", "elu", "identity", "mae", 1, 0 },
    { "sgd", "cosine", "selu", "identity", "half-mse", 300, 0 },
    { "adam", "cosine", "softplus", "softmax", "cross-entropy", 0, 0 },
    { "sgd", "constant", "softsign", "identity", "mse", 19, 0 },
};

static uint64_t hash_bytes(uint64_t h, uint64_t value)
{
    for (int k = 0; k < 8; k++)
        h = (h ^ (value >> (8 * k) & 0xff)) * 0x100000001b3u;
    return h;
}

static uint64_t hash_doubles(uint64_t h, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &x[i], sizeof bits);
        h = hash_bytes(h, bits);
    }
    return h;
}

/* Inputs in [-1, 1) and one class a row, from a linear congruential generator. */
static void make_rows(double *x, double *y)
{
    uint32_t state = 12345;
    for (size_t r = 0; r < ROWS; r++) {
        for (size_t i = 0; i < INPUTS; i++) {
            state = state * 1664525u + 1013904223u;
            x[r * INPUTS + i] = (double)(state >> 8) / (1 << 23) - 1;
        }
        for (size_t c = 0; c < CLASSES; c++)
            y[r * CLASSES + c] = 0;
        y[r * CLASSES + (state >> 16) % CLASSES] = 1;
    }
}

static void check(gradus_status s, const gradus_error *err)
{
    if (s == GRADUS_OK)
        return;
    fprintf(stderr, "hash: %s\n", err->text);
    exit(1);
}

static uint64_t hash_net(uint64_t h, const gradus_net *net)
{
    static double w[64 * 64], b[64];
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    for (size_t l = 0; l < spec->layers; l++) {
        size_t in = l ? spec->layer[l - 1].units : spec->inputs, out = spec->layer[l].units;
        gradus_net_get(net, l, w, b);
        h = hash_doubles(h, w, in * out);
        h = hash_doubles(h, b, out);
    }
    return h;
}

static uint64_t train(const struct plan *p, gradus_type type, const char *kernels,
                      size_t threads, const double *x, const double *y)
{
    gradus_error err;
    gradus_net *net = NULL;
    gradus_layer layer[LAYERS] = { { 45, p->hidden, 1 }, { 9, p->hidden, 1 },
                                   { CLASSES, p->output, 1 } };
    gradus_net_spec spec = { INPUTS, LAYERS, layer, p->loss, type, kernels, NULL };
    gradus_set set = { { x, GRADUS_F64, ROWS, INPUTS }, { y, GRADUS_F64, ROWS, CLASSES } };
    gradus_train_options opt;
    gradus_result result;
    gradus_train_defaults(&opt);
    opt.optimizer = p->optimizer;
    opt.schedule = p->schedule;
    opt.learning_rate = p->batch ? 0.003 : 0.001;
    opt.batch_size = p->batch;
    opt.clip_norm = p->clip;
    opt.weight_decay = 0.01;
    opt.epochs = 2;
    opt.threads = threads;
    check(gradus_net_new(&net, &spec, &err), &err);
    check(gradus_net_init(net, "auto", "same", 7, &err), &err);
    check(gradus_train(net, &set, &set, &opt, NULL, NULL, &result, &err), &err);
    uint64_t h = hash_net(0xcbf29ce484222325u, net);
    h = hash_doubles(h, &result.loss, 1);
    h = hash_doubles(h, &result.val_loss, 1);
    gradus_net_free(net);
    return h;
}

int main(int argc, char **argv)
{
    static double x[ROWS * INPUTS], y[ROWS * CLASSES];
    uint64_t all = 0xcbf29ce484222325u;
    const char *kernels = argc > 1 ? argv[1] : NULL;
    size_t threads = argc > 2 ? (size_t)atoi(argv[2]) : 1, all_plans = sizeof plans / sizeof *plans;
    size_t count = argc > 3 ? (size_t)atoi(argv[3]) : all_plans;
    make_rows(x, y);
    for (size_t k = 0; k < count && k < all_plans; k++)
        for (int type = GRADUS_F32; type <= GRADUS_F64; type++) {
            uint64_t h = train(&plans[k], (gradus_type)type, kernels, threads, x, y);
            printf("%016llx %s %s %s\n", (unsigned long long)h, type ? "float64" : "float32",
                   plans[k].optimizer, plans[k].hidden);
            all = hash_bytes(all, h);
        }
    printf("%016llx all\n", (unsigned long long)all);
    return 0;
}
