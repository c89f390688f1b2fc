/* The textbook.  See textbook.h; equations as in docs/maths.md, derived there. */
#include "textbook.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

/* ---- activations ------------------------------------------------------------------------ */
static double identity(double z) { return z; }
static double identity_slope(double z) { (void)z; return 1; }
static double sigmoid(double z) { return 1 / (1 + exp(-z)); }
static double sigmoid_slope(double z) { return 1 / (2 + exp(z) + exp(-z)); }
static double tanh_slope(double z) { return 1 / (cosh(z) * cosh(z)); }
static double relu(double z) { return z > 0 ? z : 0; }
static double relu_slope(double z) { return z > 0 ? 1 : 0; }
static double leaky(double z) { return z > 0 ? z : z / 100; }
static double leaky_slope(double z) { return z > 0 ? 1 : 0.01; }
static double elu(double z) { return z > 0 ? z : exp(z) - 1; }
static double elu_slope(double z) { return z > 0 ? 1 : exp(z); }

/* The two constants of self-normalising networks (Klambauer et al., 2017). */
static const double selu_scale = 1.0507009873554804934, selu_alpha = 1.6732632423543772848;
static double selu(double z) { return selu_scale * (z > 0 ? z : selu_alpha * (exp(z) - 1)); }
static double selu_slope(double z) { return selu_scale * (z > 0 ? 1 : selu_alpha * exp(z)); }

static double normal_cdf(double z) { return erfc(-z / sqrt(2)) / 2; }
static double normal_pdf(double z) { return exp(-z * z / 2) / sqrt(2 * pi); }
static double gelu(double z) { return z * normal_cdf(z); }
static double gelu_slope(double z) { return normal_cdf(z) + z * normal_pdf(z); }
static double silu(double z) { return z / (1 + exp(-z)); }
static double silu_slope(double z) { return sigmoid(z) + z * sigmoid_slope(z); }
static double softplus(double z) { return log(1 + exp(z)); }
static double mish(double z) { return z * tanh(softplus(z)); }
static double mish_slope(double z)
{
    return tanh(softplus(z)) + z * tanh_slope(softplus(z)) * sigmoid(z);
}
static double softsign(double z) { return z / (1 + fabs(z)); }
static double softsign_slope(double z) { return 1 / pow(1 + fabs(z), 2); }

static const struct activation {
    const char *name;
    double (*value)(double z), (*slope)(double z);
} activations[] = {
    { "identity", identity, identity_slope },
    { "sigmoid", sigmoid, sigmoid_slope },
    { "tanh", tanh, tanh_slope },
    { "relu", relu, relu_slope },
    { "leaky-relu", leaky, leaky_slope },
    { "elu", elu, elu_slope },
    { "selu", selu, selu_slope },
    { "gelu", gelu, gelu_slope },
    { "silu", silu, silu_slope },
    { "mish", mish, mish_slope },
    { "softplus", softplus, sigmoid },
    { "softsign", softsign, softsign_slope },
};

static void die(const char *what, const char *name)
{
    fprintf(stderr, "textbook: %s %s\n", what, name);
    exit(2);
}

static const struct activation *find_activation(const char *name)
{
    for (size_t k = 0; k < sizeof activations / sizeof *activations; k++)
        if (!strcmp(activations[k].name, name))
            return &activations[k];
    die("no activation", name);
    return NULL;
}

double tb_activation(const char *name, double z)
{
    return find_activation(name)->value(z);
}

double tb_slope(const char *name, double z)
{
    return find_activation(name)->slope(z);
}

static int is(const char *a, const char *b)
{
    return !strcmp(a, b);
}

/* ---- losses: the term of one output, and its derivative by a ---------------------------- */
static double loss_term(const char *loss, double a, double y)
{
    double e = a - y;
    if (is(loss, "sse") || is(loss, "half-mse"))
        return e * e / 2;
    if (is(loss, "mse"))
        return e * e;
    if (is(loss, "mae"))
        return fabs(e);
    if (is(loss, "huber"))
        return fabs(e) <= 1 ? e * e / 2 : fabs(e) - 0.5;
    if (is(loss, "bce"))
        return -y * log(a) - (1 - y) * log(1 - a);
    if (is(loss, "cross-entropy"))
        return y == 0 ? 0 : -y * log(a);
    die("no loss", loss);
    return 0;
}

static double loss_slope(const char *loss, double a, double y)
{
    double e = a - y;
    if (is(loss, "sse") || is(loss, "half-mse"))
        return e;
    if (is(loss, "mse"))
        return 2 * e;
    if (is(loss, "mae"))
        return e > 0 ? 1 : e < 0 ? -1 : 0;
    if (is(loss, "huber"))
        return fabs(e) <= 1 ? e : e > 0 ? 1 : -1;
    if (is(loss, "bce"))
        return (1 - y) / (1 - a) - y / a;
    return -y / a;
}

/* What the sum over rows is multiplied with: all losses but sse are means over the rows. */
static double over_rows(const struct tb_net *net)
{
    return is(net->loss, "sse") ? 1 : 1 / (double)net->rows;
}

/* ---- the network ------------------------------------------------------------------------ */
static double *numbers(size_t n)
{
    double *x = calloc(n ? n : 1, sizeof *x);
    if (!x)
        die("no memory for", "numbers");
    return x;
}

struct tb_net *tb_new(size_t layers, const size_t *sizes, const char *hidden, const char *output,
                      int bias, const char *loss, size_t rows)
{
    struct tb_net *net = calloc(1, sizeof *net);
    if (!net || layers > TB_LAYERS)
        die("no room for", "layers");
    *net = (struct tb_net){ .layers = layers, .inputs = sizes[0], .outputs = sizes[layers],
                            .rows = rows, .loss = loss };
    for (size_t l = 0; l < layers; l++) {
        struct tb_layer *y = &net->layer[l];
        size_t n = rows * sizes[l + 1];
        *y = (struct tb_layer){ .inputs = sizes[l], .units = sizes[l + 1], .bias = bias,
                                .activation = l + 1 < layers ? hidden : output };
        y->w = numbers(y->units * y->inputs);
        y->dw = numbers(y->units * y->inputs);
        y->b = bias ? numbers(y->units) : NULL;
        y->db = bias ? numbers(y->units) : NULL;
        y->z = numbers(n);
        y->a = numbers(n);
        y->da = numbers(n);
        y->dz = numbers(n);
    }
    return net;
}

void tb_free(struct tb_net *net)
{
    for (size_t l = 0; net && l < net->layers; l++) {
        struct tb_layer *y = &net->layer[l];
        double *all[] = { y->w, y->b, y->z, y->a, y->da, y->dz, y->dw, y->db };
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            free(all[k]);
    }
    free(net);
}

static size_t layer_parameters(const struct tb_layer *y)
{
    return y->units * y->inputs + (y->bias ? y->units : 0);
}

size_t tb_parameters(const struct tb_net *net)
{
    size_t n = 0;
    for (size_t l = 0; l < net->layers; l++)
        n += layer_parameters(&net->layer[l]);
    return n;
}

/* The layer that parameter *k belongs to; *k becomes its place there. */
static struct tb_layer *layer_of(struct tb_net *net, size_t *k)
{
    struct tb_layer *y = net->layer;
    while (*k >= layer_parameters(y))
        *k -= layer_parameters(y++);
    return y;
}

double *tb_parameter(struct tb_net *net, size_t k)
{
    struct tb_layer *y = layer_of(net, &k);
    size_t weights = y->units * y->inputs;
    return k < weights ? &y->w[k] : &y->b[k - weights];
}

double tb_derivative(struct tb_net *net, size_t k)
{
    struct tb_layer *y = layer_of(net, &k);
    size_t weights = y->units * y->inputs;
    return k < weights ? y->dw[k] : y->db[k - weights];
}

/* a_k = e^z_k / sum of e^z_i */
static void softmax(size_t n, const double *z, double *a)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += exp(z[k]);
    for (size_t k = 0; k < n; k++)
        a[k] = exp(z[k]) / sum;
}

static void activate(const struct tb_layer *y, const double *z, double *a)
{
    if (is(y->activation, "softmax")) {
        softmax(y->units, z, a);
        return;
    }
    for (size_t k = 0; k < y->units; k++)
        a[k] = tb_activation(y->activation, z[k]);
}

void tb_forward(struct tb_net *net, const double *x)
{
    for (size_t l = 0; l < net->layers; l++) {
        struct tb_layer *y = &net->layer[l];
        const double *below = l ? net->layer[l - 1].a : x;
        for (size_t r = 0; r < net->rows; r++) {
            for (size_t o = 0; o < y->units; o++) {
                double sum = y->bias ? y->b[o] : 0;
                for (size_t i = 0; i < y->inputs; i++)
                    sum += y->w[o * y->inputs + i] * below[r * y->inputs + i];
                y->z[r * y->units + o] = sum;
            }
            activate(y, y->z + r * y->units, y->a + r * y->units);
        }
    }
}

double tb_loss(const struct tb_net *net, const double *y)
{
    const double *a = net->layer[net->layers - 1].a;
    double sum = 0;
    for (size_t k = 0; k < net->rows * net->outputs; k++)
        sum += loss_term(net->loss, a[k], y[k]);
    return sum * over_rows(net);
}

/* dz_i = sum over k of dJ/da_k da_k/dz_i, with da_k/dz_i = a_k ((i = k) - a_i) for softmax. */
static void deltas(const struct tb_layer *y, size_t r)
{
    size_t at = r * y->units;
    for (size_t i = 0; i < y->units; i++) {
        double sum = 0;
        if (is(y->activation, "softmax"))
            for (size_t k = 0; k < y->units; k++)
                sum += y->da[at + k] * y->a[at + k] * ((i == k) - y->a[at + i]);
        else
            sum = y->da[at + i] * tb_slope(y->activation, y->z[at + i]);
        y->dz[at + i] = sum;
    }
}

static void gradients(const struct tb_net *net, struct tb_layer *y, const double *below)
{
    for (size_t o = 0; o < y->units; o++) {
        for (size_t i = 0; i < y->inputs; i++) {
            double sum = 0;
            for (size_t r = 0; r < net->rows; r++)
                sum += y->dz[r * y->units + o] * below[r * y->inputs + i];
            y->dw[o * y->inputs + i] = sum;
        }
        double sum = 0;
        for (size_t r = 0; r < net->rows; r++)
            sum += y->dz[r * y->units + o];
        if (y->bias)
            y->db[o] = sum;
    }
}

static void layer_below(const struct tb_net *net, const struct tb_layer *y, struct tb_layer *down)
{
    for (size_t r = 0; r < net->rows; r++)
        for (size_t i = 0; i < y->inputs; i++) {
            double sum = 0;
            for (size_t o = 0; o < y->units; o++)
                sum += y->w[o * y->inputs + i] * y->dz[r * y->units + o];
            down->da[r * down->units + i] = sum;
        }
}

void tb_backward(struct tb_net *net, const double *x, const double *y)
{
    struct tb_layer *last = &net->layer[net->layers - 1];
    for (size_t k = 0; k < net->rows * net->outputs; k++)
        last->da[k] = over_rows(net) * loss_slope(net->loss, last->a[k], y[k]);
    for (size_t l = net->layers; l-- > 0;) {
        struct tb_layer *here = &net->layer[l];
        for (size_t r = 0; r < net->rows; r++)
            deltas(here, r);
        gradients(net, here, l ? net->layer[l - 1].a : x);
        if (l)
            layer_below(net, here, here - 1);
    }
}

/* ---- two other ways to a derivative ----------------------------------------------------- */
/* Values and their derivatives (v, d) go up together; [moves] is the parameter that moves. */
static void dual_layer(const struct tb_net *net, const struct tb_layer *y, const double *moves,
                       const double *in, const double *in_d, double *out, double *out_d)
{
    for (size_t r = 0; r < net->rows; r++) {
        double *z = out + r * y->units, *zd = out_d + r * y->units, mean = 0;
        for (size_t o = 0; o < y->units; o++) {
            z[o] = y->bias ? y->b[o] : 0;
            zd[o] = y->bias && &y->b[o] == moves;
            for (size_t i = 0; i < y->inputs; i++) {
                const double *w = &y->w[o * y->inputs + i];
                z[o] += *w * in[r * y->inputs + i];
                zd[o] += *w * in_d[r * y->inputs + i] + (w == moves) * in[r * y->inputs + i];
            }
        }
        if (!is(y->activation, "softmax")) {
            for (size_t o = 0; o < y->units; o++) {
                zd[o] *= tb_slope(y->activation, z[o]);
                z[o] = tb_activation(y->activation, z[o]);
            }
            continue;
        }
        softmax(y->units, z, z);
        for (size_t o = 0; o < y->units; o++)
            mean += z[o] * zd[o];
        for (size_t o = 0; o < y->units; o++)
            zd[o] = z[o] * (zd[o] - mean);
    }
}

static size_t widest(const struct tb_net *net)
{
    size_t n = net->inputs;
    for (size_t l = 0; l < net->layers; l++)
        n = net->layer[l].units > n ? net->layer[l].units : n;
    return n;
}

double tb_dual(struct tb_net *net, const double *x, const double *y, size_t k)
{
    size_t n = net->rows * widest(net);
    double *v[2] = { numbers(n), numbers(n) }, *d[2] = { numbers(n), numbers(n) }, sum = 0;
    int now = 0;
    memcpy(v[0], x, net->rows * net->inputs * sizeof *x);
    for (size_t l = 0; l < net->layers; l++, now = !now)
        dual_layer(net, &net->layer[l], tb_parameter(net, k), v[now], d[now], v[!now], d[!now]);
    for (size_t i = 0; i < net->rows * net->outputs; i++)
        sum += loss_slope(net->loss, v[now][i], y[i]) * d[now][i];
    for (int i = 0; i < 2; i++) {
        free(v[i]);
        free(d[i]);
    }
    return sum * over_rows(net);
}

double tb_central(struct tb_net *net, const double *x, const double *y, size_t k, double e)
{
    double *t = tb_parameter(net, k), kept = *t;
    *t = kept + e;
    tb_forward(net, x);
    double above = tb_loss(net, y);
    *t = kept - e;
    tb_forward(net, x);
    double below = tb_loss(net, y);
    *t = kept;
    return (above - below) / (2 * e);
}

/* ---- optimisers ------------------------------------------------------------------------- */
static double step_one(const struct tb_rule *u, size_t t, double w, double g, double *v, double *s)
{
    if (!is(u->name, "adamw"))
        g += u->decay * w;
    if (is(u->name, "sgd"))
        return w - u->rate * g;
    if (is(u->name, "momentum")) {
        *v = u->momentum * *v + g;
        return w - u->rate * *v;
    }
    if (is(u->name, "nesterov")) {
        *v = u->momentum * *v + g;
        return w - u->rate * (g + u->momentum * *v);
    }
    if (is(u->name, "rmsprop")) {
        *v = u->beta2 * *v + (1 - u->beta2) * g * g;
        return w - u->rate * g / (sqrt(*v) + u->epsilon);
    }
    if (!is(u->name, "adam") && !is(u->name, "adamw"))
        die("no optimiser", u->name);
    *v = u->beta1 * *v + (1 - u->beta1) * g;
    *s = u->beta2 * *s + (1 - u->beta2) * g * g;
    double first = *v / (1 - pow(u->beta1, (double)t));
    double second = *s / (1 - pow(u->beta2, (double)t));
    double kept = is(u->name, "adamw") ? w - u->rate * u->decay * w : w;
    return kept - u->rate * first / (sqrt(second) + u->epsilon);
}

void tb_step(const struct tb_rule *rule, size_t t, size_t n, double *w, const double *g,
             double *v, double *s)
{
    for (size_t k = 0; k < n; k++)
        w[k] = step_one(rule, t, w[k], g[k], &v[k], &s[k]);
}

/* A linear congruential generator (Knuth's constants), its top 53 bits. */
double tb_noise(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-52 - 1;
}
