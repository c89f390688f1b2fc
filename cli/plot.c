/* gradus plot: pictures.  One row for each kind says what it needs and who writes its script. */
#include "commands.h"
#include "plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct plot_asked, member)

static const char *const directions[] = { "random", NULL };

const struct option plot_table[] = {
    { .kind = HEADING, .help = "The picture" },
    OPTION(WORD, "output", AT(output), "FILE",
           "the picture FILE.png or FILE.svg, or FILE.gp, the gnuplot script alone",
           .letter = 'o'),
    OPTION(WORD, "script", AT(script), "FILE", "keeps the gnuplot script, with all numbers"),
    OPTION(FLAG, "dark", AT(dark), NULL, "light lines on a dark ground"),
    OPTION(FLAG, "terminal", AT(terminal), NULL,
           "drawn with characters: activation, function and curve"),
    OPTION(WORD, "range", AT(range), "LOW:HIGH",
           "of z, x, or both axes; LOW:HIGH,LOW:HIGH or x=LOW:HIGH,y=LOW:HIGH of each (default "
           "-5:5, or what paths need; -1:1 of random directions)"),
    OPTION(WHOLE, "points", AT(points), "N",
           "of a line (default 401) or each side of a plane (default 81, of a boundary 101)",
           .low = 2, .high = 100000),
    { .kind = HEADING, .help = "The loss of a model over two parameters" },
    OPTION(WORD, "weights", AT(weights), "TWO",
           "which: 'layers.0.weight[0,0],layers.0.bias[0]', unit and input from 0, or W1[1,1], "
           "b1[1] from 1; the others stay as they are"),
    OPTION(CHOICE, "directions", AT(directions), "NAME",
           "instead, directions from the model through all weights, each unit's as long as its "
           "weights are; biases stay", .names = directions),
    OPTION(WHOLE, "seed", AT(seed), "N", "of the directions (default 1)",
           .high = UINT64_MAX),
    OPTION(CHOICES, "loss", AT(loss), "NAMES",
           "side by side (default the model's own)", .list = gradus_loss_info),
    { .kind = HEADING, .help = "Paths of descent on a function" },
    OPTION(WORD, "from", AT(from), "x=X,y=Y", "where one starts on a formula"),
    OPTION(WORD, "starts", AT(starts), "LIST",
           "where paths start on a contour or surface: 'x,y;x,y;...', or grid:N, N a side"),
    OPTION(NUMBER, "learning-rate", AT(learning_rate), "X",
           "a step is this times the gradient (default 0.01)", .range = POSITIVE),
    OPTION(NUMBER, "momentum", AT(momentum), "X",
           "of the last step this much is made again (default 0)", .range = BELOW_ONE),
    OPTION(NUMBER, "tolerance", AT(tolerance), "X",
           "it ends when x does not move by more (default 1e-5)", .range = NOT_NEGATIVE),
    OPTION(WHOLE, "max-steps", AT(max_steps), "N", "or after so many steps (default 10000)",
           .low = 1, .high = 1000000),
    { .kind = HEADING, .help = "Rows with known answers" },
    OPTION(WORD, "target", AT(target), "COLUMNS",
           "the columns of the answers (default: those the model was trained on)"),
    READING_OPTIONS(struct plot_asked, reading),
    COMMON_OPTIONS(struct plot_asked, common),
};

static const struct look looks[] = {
    { "#ffffff", "#222222", "#dddddd",
      { "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#5b3fa8",
        "#4d4d4d", "#e7298a", "#66a61e", "#1f9bb5", "#a6611a", "#9e2a2b" },
      "#b2182b", "#f2f2f2", "#2166ac" },
    { "#16181d", "#e6e6e6", "#3a3f4a",
      { "#56b4e9", "#f0a04b", "#35c99b", "#f08fc0", "#f0e442", "#b39bff",
        "#b8b8b8", "#ff4fa3", "#a8e05f", "#3fe0e8", "#c99a6b", "#ff7b72" },
      "#ff6f61", "#2a2e37", "#6db6ff" },
};

/* Options that only some kinds take, as bits of a kind. */
enum uses {
    USES_TERMINAL = 1, USES_RANGE = 2, USES_POINTS = 4, USES_PATH = 8, USES_FROM = 16,
    USES_STARTS = 32, USES_ROWS = 64, USES_LOSS = 128
};
enum { OF_PLANE = USES_RANGE | USES_POINTS | USES_PATH | USES_STARTS };

static const struct kind {
    const char *name, *arguments;
    size_t least, most;
    unsigned uses;
    plot_kind *draw;
} kinds[] = {
    { "activation", "NAME...", 1, MOST_ARGUMENTS, USES_TERMINAL | USES_RANGE | USES_POINTS,
      plot_activation },
    { "function", "EXPRESSION", 1, 1, USES_TERMINAL | USES_RANGE | USES_POINTS | USES_PATH |
      USES_FROM, plot_function },
    { "contour", "EXPRESSION", 1, 1, OF_PLANE | USES_FROM, plot_contour },
    { "contour", "MODEL DATA", 2, 2, OF_PLANE | USES_ROWS | USES_LOSS, plot_loss_contour },
    { "surface", "EXPRESSION", 1, 1, OF_PLANE | USES_FROM, plot_surface },
    { "surface", "MODEL DATA", 2, 2, OF_PLANE | USES_ROWS | USES_LOSS, plot_loss_surface },
    { "curve", "LOG...", 1, MOST_ARGUMENTS, USES_TERMINAL, plot_curve },
    { "network", "MODEL", 1, 1, 0, plot_network },
    { "weights", "MODEL", 1, 1, 0, plot_weights },
    { "confusion", "MODEL DATA", 2, 2, USES_ROWS, plot_confusion },
    { "boundary", "MODEL DATA", 2, 2, USES_ROWS | USES_POINTS, plot_boundary },
    { "fit", "MODEL DATA", 2, 2, USES_ROWS | USES_POINTS, plot_fit },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static int unknown_kind(const char *word)
{
    char hint[160];
    struct meant m = { .word = word };
    for (size_t k = 0; k < KINDS; k++)
        meant_try(&m, kinds[k].name);
    if (m.best)
        FIT(hint, "did you mean %s?", m.best);
    else
        FIT(hint, "gradus plot --help lists the kinds");
    return report_usage(hint, "there is no picture '%s'", word);
}

/* A name may stand in several rows, which take different numbers of words. */
static int find_kind(const struct arguments *args, const struct kind **out)
{
    struct text usage = { 0 };
    size_t words = args->words - 1;
    for (size_t k = 0; k < KINDS && !*out; k++) {
        if (strcmp(kinds[k].name, args->word[0]) != 0)
            continue;
        text_add(&usage, "%s%s %s", usage.size ? " or " : "", kinds[k].name, kinds[k].arguments);
        if (words >= kinds[k].least && words <= kinds[k].most)
            *out = &kinds[k];
    }
    int status = *out ? GO_ON : !usage.size ? unknown_kind(args->word[0])
                 : report_usage(NULL, "usage: gradus plot %s", usage.bytes);
    text_free(&usage);
    return status;
}

/* The other kind of that name may take the option. */
static int not_for(const struct kind *kind, unsigned bit, const char *option)
{
    char hint[80] = "";
    for (size_t k = 0; k < KINDS; k++)
        if (strcmp(kinds[k].name, kind->name) == 0 && (kinds[k].uses & bit))
            FIT(hint, "it is for gradus plot %s %s", kinds[k].name,
                     kinds[k].arguments);
    return report_usage(hint, "--%s is not for plot %s %s", option, kind->name, kind->arguments);
}

static int check_uses(const struct kind *kind, const struct plot_asked *a)
{
    const struct {
        unsigned bit;
        int given;
        const char *option;
    } some[] = {
        { USES_TERMINAL, a->terminal, "terminal" }, { USES_RANGE, a->range != NULL, "range" },
        { USES_POINTS, a->points != 0, "points" }, { USES_FROM, a->from != NULL, "from" },
        { USES_STARTS, a->starts != NULL, "starts" },
        { USES_LOSS, a->weights != NULL, "weights" },
        { USES_LOSS, a->directions != NULL, "directions" }, { USES_LOSS, a->seed != 1, "seed" },
        { USES_LOSS, a->loss != NULL, "loss" },
        { USES_PATH, !isnan(a->learning_rate), "learning-rate" },
        { USES_PATH, !isnan(a->momentum), "momentum" },
        { USES_PATH, !isnan(a->tolerance), "tolerance" },
        { USES_PATH, a->max_steps != 0, "max-steps" },
        { USES_ROWS, a->target != NULL, "target" },
        { USES_ROWS, a->reading.delimiter != NULL, "delimiter" },
        { USES_ROWS, a->reading.decimal != NULL, "decimal" },
        { USES_ROWS, a->reading.header != NULL, "header" },
        { USES_ROWS, a->reading.missing != NULL, "missing" },
        { USES_ROWS, a->reading.categorical != NULL, "categorical" },
        { USES_ROWS, a->reading.ignore != NULL, "ignore" },
        { USES_ROWS, a->reading.labels != NULL, "labels" },
    };
    for (size_t k = 0; k < sizeof some / sizeof *some; k++) {
        if (some[k].given && !(kind->uses & some[k].bit))
            return not_for(kind, some[k].bit, some[k].option);
        if (some[k].given && some[k].bit == USES_PATH && !a->from && !a->starts)
            return report_usage(kind->uses & USES_STARTS
                                    ? "where does it start? such as --starts '1,2;-3,0.5'"
                                    : "where does it start? such as --from x=4",
                                "--%s is for a path, which needs --%s", some[k].option,
                                kind->uses & USES_STARTS ? "starts" : "from");
    }
    if (a->from && a->starts)
        return report_usage(NULL, "--from and --starts do not go together");
    return GO_ON;
}

static int check_outputs(const struct plot_asked *a)
{
    if (a->terminal && (a->output || a->common.json))
        return report_usage(NULL, "--terminal and %s do not go together",
                            a->output ? "-o" : "--json");
    if (!a->terminal && !a->output && !a->script)
        return report_usage("-o FILE.png, FILE.svg or FILE.gp",
                            "-o is missing: where shall the picture be written?");
    if (a->output && !plot_ending(a->output))
        return report_usage(NULL, "-o: '%s' ends in none of .png, .svg and .gp", a->output);
    return GO_ON;
}

static int check_kind(const struct kind *kind, const struct plot *p)
{
    const struct plot_asked *a = p->asked;
    int status = check_uses(kind, a);
    if (status == GO_ON)
        status = check_outputs(a);
    if (status == GO_ON && a->output)
        status = source_output(a->output, "-o", p->words, p->word);
    if (status == GO_ON && a->script)
        status = source_output(a->script, "--script", p->words, p->word);
    for (size_t k = 0; status == GO_ON && k < p->words; k++)
        status = source_not_printed(p->word[k]);
    if (status == GO_ON && a->script && a->output && gradus_output_same(a->script, a->output))
        status = report_usage(NULL, "-o and --script name the same file");
    return status == GO_ON ? source_kernels() : status;
}

static int plot(const struct plot_asked *a, const struct arguments *args)
{
    const struct kind *kind = NULL;
    int status = find_kind(args, &kind);
    if (status != GO_ON)
        return status;
    struct plot p = { .asked = a, .look = &looks[a->dark], .word = args->word + 1,
                      .words = args->words - 1, .wide = 960, .high = 640 };
    status = check_kind(kind, &p);
    if (status == GO_ON)
        status = kind->draw(&p);
    if (status == GO_ON)
        status = plot_finish(&p);
    text_free(&p.body);
    return status;
}

int plot_command(const struct command *command, int argc, char **argv)
{
    struct plot_asked asked = { .common = COMMON_DEFAULTS, .learning_rate = NAN,
                                .momentum = NAN, .tolerance = NAN, .seed = 1 };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = plot(&asked, &args);
    options_free(&args);
    return status;
}
