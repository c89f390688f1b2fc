/* gradus train: its table of options. */
#include "commands.h"
#include "mistake.h"

#include <math.h>

static const char *const tasks[] = { "auto", "classification", "regression", NULL };
static const char *const scales[] = { "auto", "none", "standard", "minmax", "max", NULL };
static const char *const recipe_names[] = { "auto", "plain", NULL };

enum { MOST = 1000000000 };

#define AT(member) offsetof(struct typed, member)

const struct option train_table[] = {
    { .kind = HEADING, .help = "What to learn" },
    OPTION(WORD, "target", AT(target), "COLUMNS", "what to predict: names or 1-based numbers, "
           "separated by commas (default: the labels that come with images or arrays)"),
    OPTION(WORD, "features", AT(features), "COLUMNS", "what to predict it from (default: all "
           "other columns)"),
    OPTION(CHOICE, "task", AT(task), "NAME", "(default auto: classification where the target "
           "is text or holds 2 to 20 different whole numbers)", .names = tasks),
    OPTION(WORD, "output", AT(output), "MODEL", "the model's file (default: DATA's name with "
           ".safetensors, here; model.safetensors for -)", .letter = 'o'),
    OPTION(WORD, "from", AT(from), "MODEL", "start from its weights; layers, loss and task are "
           "its own; an optimizer with moments starts without those of the earlier training"),
    OPTION(WORD, "log", AT(log), "FILE", "one JSON line an epoch"),
    OPTION(CHOICE, "recipe", AT(recipe), "NAME", "what is not given below (default auto); "
           "plain is what the tutorials do", .names = recipe_names),
    { .kind = HEADING, .help = "The network" },
    OPTION(WORD, "hidden", AT(hidden), "UNITS", "units of the hidden layers, such as 64,32, or "
           "none (default 64,32; plain: 3)"),
    NETWORK_OPTIONS(struct typed, net, "relu; plain: sigmoid",
                    "by the task: identity, sigmoid for two classes, softmax for more",
                    "by the task: mse, bce, cross-entropy", "float32; plain: float64"),
    { .kind = HEADING, .help = "Training" },
    OPTION(CHOICE, "optimizer", AT(optimizer), "NAME", "(default adam; plain: sgd)",
           .list = gradus_optimizer_info),
    OPTION(WORD, "learning-rate", AT(learning_rate), "X", "one or several, separated by "
           "commas: each is trained, the best by validation is kept (default: the recipe's for "
           "its optimizer, 0.003 for adam, 0.03 without hidden layer on few rows, plain: 0.1 for "
           "sgd; other optimizers: 0.01 for sgd, momentum and nesterov, 0.001 for rmsprop, adam "
           "and adamw)"),
    OPTION(NUMBER, "momentum", AT(momentum), "X", "of momentum and nesterov (default 0.9)",
           .range = BELOW_ONE),
    OPTION(NUMBER, "beta1", AT(beta1), "X", "of adam and adamw (default 0.9)",
           .range = BELOW_ONE),
    OPTION(NUMBER, "beta2", AT(beta2), "X", "of rmsprop, adam and adamw (default 0.9 for "
           "rmsprop, else 0.999)", .range = BELOW_ONE),
    OPTION(NUMBER, "weight-decay", AT(weight_decay), "X", "(default 0; adamw: 0.01)",
           .range = NOT_NEGATIVE),
    OPTION(NUMBER, "clip-norm", AT(clip_norm), "X", "shorten longer gradients to this norm "
           "(default 0: off)", .range = NOT_NEGATIVE),
    OPTION(CHOICE, "schedule", AT(schedule), "NAME", "of the learning rate (default cosine; "
           "plain: constant)", .list = gradus_schedule_info),
    OPTION(WORD, "batch-size", AT(batch_size), "N", "rows a step, or full (default by the "
           "rows: 32, 128, 256; plain: full)"),
    OPTION(WHOLE, "epochs", AT(epochs), "N", "passes over the rows (default by the rows: 10 to "
           "200; plain: 10000)", .low = 1, .high = MOST),
    OPTION(NUMBER, "tolerance", AT(tolerance), "X", "stop when the loss changes by less "
           "(default 0: off)", .range = NOT_NEGATIVE),
    OPTION(WHOLE, "patience", AT(patience), "N", "stop after N epochs without a better "
           "validation loss and keep the best weights, the first among them; 0 is off (default "
           "20 from 1000 rows on, else 0; plain: 0)", .low = 0, .high = MOST),
    OPTION(WHOLE, "restarts", AT(restarts), "N", "train N times, with seeds S, S+1, ..., and "
           "keep the best (default 1)", .low = 1, .high = 1000000),
    OPTION(WORD, "mistake", AT(mistake), "NAME[@LAYER]", "descend with a gradient that has this "
           "mistake (listed below), or two with a comma; for the plain recipe only"),
    OPTION(WHOLE, "seed", AT(seed), "N", "of weights, shuffling and held-out rows (default 1)",
           .low = 0, .high = LARGEST_WHOLE),
    OPTION(WHOLE, "threads", AT(threads), "N", "(default by the size of the work); never "
           "changes the result", .low = 1, .high = 1024),
    { .kind = HEADING, .help = "The rows" },
    OPTION(WORD, "validation", AT(validation), "F|FILE", "a fraction of the rows, or a file, "
           "to stop by (default 0.1 with patience, else 0)"),
    OPTION(WORD, "test", AT(test), "F|FILE", "a fraction, or a file, to be judged by at the "
           "end and never before"),
    OPTION(WORD, "test-labels", AT(test_labels), "FILE", "the labels of --test FILE"),
    OPTION(CHOICE, "scale", AT(scale), "NAME", "of numeric columns (default auto: standard; "
           "plain: none)", .names = scales),
    { .kind = HEADING, .help = "Mistakes", .listed = mistake_name },
    READING_OPTIONS(struct typed, reading),
    COMMON_OPTIONS(struct typed, common),
};

int train_command(const struct command *command, int argc, char **argv)
{
    struct typed t = {
        .common = COMMON_DEFAULTS, .momentum = NAN, .beta1 = NAN, .beta2 = NAN,
        .weight_decay = NAN, .epochs = NOT_GIVEN, .patience = NOT_GIVEN, .restarts = 1, .seed = 1,
        .threads = NOT_GIVEN,
    };
    struct arguments args;
    int status = options_parse(command, &t, argc, argv, &args);
    if (status == GO_ON)
        status = train_typed(&t, args.word[0]);
    options_free(&args);
    return status;
}
