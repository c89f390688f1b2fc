/* gradus new: an untrained network, its weights drawn or given. */
#include "commands.h"
#include "output.h"
#include "weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
    struct common common;
    struct wanted net;
    const char *weights, *output;
    uint64_t seed;
};

#define AT(member) offsetof(struct asked, member)

const struct option new_table[] = {
    { .kind = HEADING, .help = "The network" },
    OPTION(WORD, "output", AT(output), "MODEL", "the model's file", .letter = 'o'),
    NETWORK_OPTIONS(struct asked, net, "relu", "identity", "mse", "float32"),
    OPTION(WHOLE, "seed", AT(seed), "N", "of the weights (default 1)", .high = UINT64_MAX),
    OPTION(WORD, "weights", AT(weights), "FILE|TEXT",
           "the weights themselves: 'W1=[[...]] W2=[[...]] b1=[...]', or a file of these or of "
           "a JSON object"),
    COMMON_OPTIONS(struct asked, common),
};

static void write_json(const gradus_net *net, const char *output, struct text *out)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_text(&j, "model", output);
    json_open(&j, "layers", '[');
    json_count(&j, NULL, spec->inputs);
    for (size_t k = 0; k < spec->layers; k++)
        json_count(&j, NULL, spec->layer[k].units);
    json_close(&j, ']');
    json_count(&j, "parameters", gradus_net_parameters(net));
    json_close(&j, '}');
    text_put(out, "\n", 1);
}

static void say(const gradus_net *net, const char *output, struct text *out)
{
    text_add(out, "network: ");
    network_shape(out, gradus_net_get_spec(net));
    text_add(out, ", %zu parameters\nwrote ", gradus_net_parameters(net));
    text_name(out, output);
    text_add(out, "\n");
}

static int save(gradus_net *net, const struct asked *asked)
{
    gradus_error err;
    gradus_model *model = NULL;
    struct text out = { 0 };
    if (gradus_model_new(&model, net, NULL, &err) != GRADUS_OK) {
        gradus_net_free(net);
        return report_failure(&err);
    }
    int status = output_model(asked->output, model);
    if (status == GO_ON && asked->common.json)
        write_json(net, asked->output, &out);
    else if (status == GO_ON && !asked->common.quiet)
        say(net, asked->output, &out);
    gradus_model_free(model);
    int told = report_result(&out);
    return status == GO_ON ? told : status;
}

static int draw(gradus_net **net, const struct asked *a, size_t layers, const size_t *size)
{
    struct network n;
    const char *loss = a->net.loss ? a->net.loss : "mse";
    const char *output = a->net.output_activation;
    if (!output)
        output = strcmp(loss, "bce") == 0 ? "sigmoid"
                 : strcmp(loss, "cross-entropy") == 0 ? "softmax" : "identity";
    int status = network_new(&n, size[0], layers, size + 1,
                             a->net.activation ? a->net.activation : "relu", output, loss,
                             !a->net.no_bias, network_type(a->net.dtype, GRADUS_F32));
    if (status == GO_ON)
        status = network_draw(net, &n.spec, &a->net, a->seed);
    network_free(&n);
    return status;
}

static int make(const struct asked *a, const char *layers)
{
    size_t *size = NULL, count = 0;
    gradus_net *net = NULL;
    int rounded = 0;
    int status = network_sizes(layers, '-', "LAYERS", &size, &count);
    if (status == GO_ON && count < 2)
        status = report_usage("such as 2-3-1", "LAYERS: '%s' has no outputs", layers);
    if (status == GO_ON)
        status = network_check(&a->net, count - 2, network_type(a->net.dtype, GRADUS_F32));
    if (status == GO_ON)
        status = source_kernels();
    if (status == GO_ON)
        status = source_output(a->output, "-o", 1, &a->weights);
    if (status == GO_ON)
        status = source_not_printed(a->weights);
    if (status == GO_ON)
        status = draw(&net, a, count - 1, size);
    if (status == GO_ON && a->weights)
        status = weights_set(net, a->weights, &rounded);
    if (status == GO_ON && rounded && !a->net.dtype)
        report_warning(&a->common, "the weights are rounded to float32; --dtype float64 keeps all "
                       "their digits");
    free(size);
    if (status == GO_ON)
        return save(net, a);
    gradus_net_free(net);
    return status;
}

static int check_typed(const struct asked *a)
{
    if (!a->output)
        return report_usage(NULL, "-o MODEL is missing: where shall the network be written?");
    if (a->weights && a->net.init)
        return report_usage(NULL, "--weights and --init do not go together");
    if (a->weights && a->net.init_bias)
        return report_usage(NULL, "--weights and --init-bias do not go together");
    return GO_ON;
}

int new_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS, .seed = 1 };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = check_typed(&asked);
    if (status == GO_ON)
        status = make(&asked, args.word[0]);
    options_free(&args);
    return status;
}
