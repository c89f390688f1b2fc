/* driver: is the gradient right, for every activation and kind of output?  One line for each
 * tensor that gradus_check refuses, and exit 1; else exit 0.
 * driver NAME: whether training with hidden units of that activation makes the loss fall.     */
#include <gradus-explain.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 6, INPUTS = 3, HIDDEN = 3, OUTPUTS = 2 };

static double x[ROWS * INPUTS], y[ROWS * OUTPUTS];

/* Class r mod 2, one-hot, which suits every loss; inputs are scattered sines. */
static void make_data(gradus_set *set)
{
    for (int k = 0; k < ROWS * INPUTS; k++)
        x[k] = sin(1 + 2.7 * k);
    for (int k = 0; k < ROWS * OUTPUTS; k++)
        y[k] = k % OUTPUTS == k / OUTPUTS % OUTPUTS;
    set->x = (gradus_matrix){ x, GRADUS_F64, ROWS, INPUTS };
    set->y = (gradus_matrix){ y, GRADUS_F64, ROWS, OUTPUTS };
}

/* 3-3-3-2, so that a weight matrix may be turned without a change of its shape. */
static gradus_net *make_net(const char *hidden, const char *output, const char *loss)
{
    const gradus_layer layer[] = { { HIDDEN, hidden, 1 }, { HIDDEN, hidden, 1 },
                                   { OUTPUTS, output, 1 } };
    gradus_net_spec spec = { .inputs = INPUTS, .layers = 3, .layer = layer, .loss = loss,
                             .type = GRADUS_F64 };
    gradus_net *net = NULL;
    gradus_error err = { 0 };
    if (gradus_net_new(&net, &spec, &err) != GRADUS_OK ||
        gradus_net_init(net, "normal:0.8", "same", 3, &err) != GRADUS_OK)
        printf("%s %s %s: %s\n", hidden, output, loss, err.text);
    return net;
}

static int check(const gradus_set *set, const char *hidden, const char *output, const char *loss)
{
    gradus_check_tensor tensor[6];
    gradus_check_report report = { 0 };
    size_t count = 0;
    gradus_net *net = make_net(hidden, output, loss);
    if (net)
        gradus_check(net, &set->x, &set->y, 1e-4, tensor, &count, &report, NULL);
    for (size_t k = 0; k < count; k++)
        if (!tensor[k].exact_agrees || !tensor[k].central_agrees)
            printf("%s %s %s: layers.%zu.%s\n", hidden, output, loss, tensor[k].layer,
                   tensor[k].is_bias ? "bias" : "weight");
    gradus_net_free(net);
    return !report.agrees;
}

static int check_all(const gradus_set *set)
{
    static const char *const ends[][2] = { { "identity", "mse" }, { "identity", "huber" },
        { "sigmoid", "sse" }, { "sigmoid", "bce" }, { "softmax", "mse" },
        { "softmax", "cross-entropy" } };
    int wrong = 0;
    for (size_t k = 0; gradus_activation_info(k); k++)
        if (strcmp(gradus_activation_info(k)->name, "softmax"))
            wrong |= check(set, gradus_activation_info(k)->name, "identity", "sse");
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        wrong |= check(set, "tanh", ends[k][0], ends[k][1]);
    return wrong;
}

static int train(const gradus_set *set, const char *hidden)
{
    gradus_train_options opt;
    gradus_result first = { 0 }, last = { 0 };
    gradus_train_defaults(&opt);
    opt.learning_rate = 0.01;
    opt.epochs = 1;
    gradus_net *net = make_net(hidden, "softmax", "cross-entropy");
    if (!net || gradus_train(net, set, NULL, &opt, NULL, NULL, &first, NULL) != GRADUS_OK)
        return 1;
    opt.epochs = 200;
    gradus_status s = gradus_train(net, set, NULL, &opt, NULL, NULL, &last, NULL);
    gradus_net_free(net);
    return s != GRADUS_OK || !(last.loss < first.loss / 2);
}

int main(int argc, char **argv)
{
    gradus_set set;
    make_data(&set);
    return argc > 1 ? train(&set, argv[1]) : check_all(&set);
}
