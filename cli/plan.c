/* A plan of training.  Whatever was typed stands; the rest is a recipe's: docs/recipe.md says why
 * its numbers are what they are.                                                             */
#include "plan.h"
#include "mistake.h"

#include <stdlib.h>
#include <string.h>

struct recipe {
    const char *name, *hidden, *activation, *optimizer, *schedule, *scale;
    double rate, linear_rate, validation;   /* linear: no hidden layer, and few rows */
    uint64_t batch, epochs, patience;   /* batch 0: all rows; NOT_GIVEN: by the number of rows */
    int shuffle;
    gradus_type type;
};

static const struct recipe recipes[] = {
    { "auto", "64,32", "relu", "adam", "cosine", "auto", 0.003, 0.03, 0.1, NOT_GIVEN, NOT_GIVEN,
      20, 1, GRADUS_F32 },
    { "plain", "3", "sigmoid", "sgd", "constant", "none", 0.1, 0.1, 0, 0, 10000, 0, 0,
      GRADUS_F64 },
};

/* Fewer rows than this are all trained on: they are worth more there than a tenth of them is for
 * stopping.  Their updates are too few for a linear model to arrive by small steps.          */
enum { ROWS_TO_SPLIT = 1000 };
enum { LEAST_EPOCHS = 10, MOST_EPOCHS = 200, UPDATES = 20000 };

static uint64_t batch_by_rows(size_t rows)
{
    return rows < 10000 ? 32 : rows < 100000 ? 128 : 256;
}

/* So many that about UPDATES updates are made, within bounds. */
static uint64_t epochs_by_rows(size_t rows, uint64_t batch)
{
    uint64_t steps = batch ? (rows + batch - 1) / batch : 1;
    uint64_t epochs = UPDATES / (steps ? steps : 1);
    return epochs < LEAST_EPOCHS ? LEAST_EPOCHS : epochs > MOST_EPOCHS ? MOST_EPOCHS : epochs;
}

static const struct recipe *recipe_of(const struct typed *t)
{
    return &recipes[t->recipe && strcmp(t->recipe, "plain") == 0];
}

/* ---- checks ------------------------------------------------------------------------------- */

struct given {
    const char *name;
    int is;
};

/* Options that say what a model given by --from says already. */
static int check_from(const struct typed *t)
{
    const struct given own[] = {
        { "hidden", t->hidden != NULL },
        { "activation", t->net.activation != NULL },
        { "output-activation", t->net.output_activation != NULL },
        { "loss", t->net.loss != NULL },
        { "no-bias", t->net.no_bias },
        { "task", t->task != NULL },
        { "features", t->features != NULL },
        { "scale", t->scale != NULL },
        { "init", t->net.init != NULL },
        { "init-bias", t->net.init_bias != NULL },
    };
    for (size_t k = 0; t->from && k < sizeof own / sizeof *own; k++)
        if (own[k].is)
            return report_usage(NULL, "--%s and --from do not go together: the model has its own",
                                own[k].name);
    return GO_ON;
}

static int one_of(const char *word, const char *a, const char *b, const char *c)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

/* Options that only some optimisers have. */
static int check_optimizer(const struct typed *t)
{
    const char *o = t->optimizer ? t->optimizer : recipe_of(t)->optimizer;
    if (t->momentum == t->momentum && !one_of(o, "momentum", "nesterov", ""))
        return report_usage("--optimizer momentum or nesterov has one",
                            "--momentum and --optimizer %s do not go together", o);
    if (t->beta1 == t->beta1 && !one_of(o, "adam", "adamw", ""))
        return report_usage("--optimizer adam or adamw has one",
                            "--beta1 and --optimizer %s do not go together", o);
    if (t->beta2 == t->beta2 && !one_of(o, "adam", "adamw", "rmsprop"))
        return report_usage("--optimizer rmsprop, adam or adamw has one",
                            "--beta2 and --optimizer %s do not go together", o);
    return GO_ON;
}

/* A fraction, or else a file.  A number outside 0 to 1 is no name of a file. */
static int take_held_out(struct held_out *h, const char *option, const char *text)
{
    double v;
    *h = (struct held_out){ 0 };
    if (strcmp(text + strspn(text, "0123456789."), "%") == 0)
        return report_usage("such as 0.2 for 20%", "--%s: '%s' is no fraction", option, text);
    if (!gradus_number_parse(text, strlen(text), &v))
        h->file = text;
    else if (v >= 0 && v < 1)
        h->fraction = v;
    else
        return report_usage(NULL, "--%s: '%s' is neither a fraction from 0 to below 1 nor a file",
                            option, text);
    return GO_ON;
}

static int check_held_out(const struct typed *t)
{
    struct held_out validation = { 0 }, test = { 0 };
    int status = t->validation ? take_held_out(&validation, "validation", t->validation) : GO_ON;
    if (status == GO_ON && t->test)
        status = take_held_out(&test, "test", t->test);
    if (status != GO_ON)
        return status;
    if (validation.fraction + test.fraction >= 1)
        return report_usage(NULL, "--validation and --test leave no rows to train on");
    if (t->validation && !validation.file && validation.fraction == 0 && t->patience != NOT_GIVEN &&
        t->patience > 0)
        return report_usage(NULL, "--patience and --validation 0 do not go together: patience "
                                  "waits for a better validation loss");
    if (t->test_labels && !test.file)
        return report_usage(NULL, "--test-labels needs --test FILE");
    return GO_ON;
}

static int take_batch(const char *text, size_t *batch)
{
    const uint64_t most = SIZE_MAX < LARGEST_WHOLE ? SIZE_MAX : LARGEST_WHOLE;
    uint64_t v = 0;
    if (strcmp(text, "full") != 0 && (!parse_whole(text, &v) || v < 1 || v > most))
        return report_usage(NULL, "--batch-size: '%s' is neither full nor a whole number from 1 "
                            "to %llu", text, (unsigned long long)most);
    *batch = (size_t)v;
    return GO_ON;
}

/* The runs of --restarts have the seeds S, S+1, ... */
static int check_seeds(const struct typed *t)
{
    if (t->restarts - 1 <= LARGEST_WHOLE - t->seed)
        return GO_ON;
    return report_usage("a smaller --seed leaves room for them",
                        "--seed %llu and --restarts %llu do not go together: seeds end at %llu",
                        (unsigned long long)t->seed, (unsigned long long)t->restarts,
                        (unsigned long long)LARGEST_WHOLE);
}

static int take_hidden(const char *text, size_t **hidden, size_t *count)
{
    *hidden = NULL;
    *count = 0;
    return strcmp(text, "none") == 0 ? GO_ON
                                     : network_sizes(text, ',', "--hidden", hidden, count);
}

/* "0.1,0.01": [rate] to free. */
static int take_rates(const char *text, double **rate, size_t *count)
{
    size_t n = 1;
    for (const char *s = text; *s; s++)
        n += *s == ',';
    double *r = calloc(n, sizeof *r);
    if (!r)
        return report_nomem();
    for (size_t k = 0; k < n; k++) {
        size_t length = strcspn(text, ",");
        if (!gradus_number_parse(text, length, &r[k]) || !(r[k] > 0) || r[k] - r[k] != 0) {
            free(r);
            return report_usage(NULL, "--learning-rate: '%s' is not a number above 0",
                                PART(text, length));
        }
        text += length + (text[length] != 0);
    }
    *rate = r;
    *count = n;
    return GO_ON;
}

static int check_lists(const struct typed *t)
{
    size_t batch, count = 0, *hidden = NULL;
    double *rate = NULL;
    const char *words = t->hidden ? t->hidden : recipe_of(t)->hidden;
    int status = t->batch_size ? take_batch(t->batch_size, &batch) : GO_ON;
    if (status == GO_ON && t->learning_rate)
        status = take_rates(t->learning_rate, &rate, &count);
    if (status == GO_ON)
        status = take_hidden(words, &hidden, &count);
    if (status == GO_ON && t->net.activation && !count)
        status = report_usage(NULL, "--activation and --hidden none do not go together");
    if (status == GO_ON && !t->from)
        status = network_check(&t->net, count, network_type(t->net.dtype, recipe_of(t)->type));
    free(rate);
    free(hidden);
    return status;
}

/* Arrays and images bring their answers along. */
static int has_answers(const struct typed *t, const char *source)
{
    size_t n = strlen(source);
    return t->reading.labels || (n > 4 && strcmp(source + n - 4, ".npz") == 0);
}

int plan_no_target(void)
{
    return report_usage("gradus info DATA lists the columns",
                        "--target COLUMN is missing: what shall be predicted?");
}

int plan_check(const struct typed *t, const char *source)
{
    if (!t->target && !t->from && !has_answers(t, source))
        return plan_no_target();
    int (*const check[])(const struct typed *) = { check_from, check_optimizer, check_held_out,
                                                   check_seeds, check_lists, mistake_check };
    int status = GO_ON;
    for (size_t k = 0; status == GO_ON && k < sizeof check / sizeof *check; k++)
        status = check[k](t);
    return status;
}

/* ---- the plan ----------------------------------------------------------------------------- */

static uint64_t given_or(uint64_t value, uint64_t otherwise)
{
    return value != NOT_GIVEN ? value : otherwise;
}

/* Patience and validation need each other: without rows held out there is no patience, and with
 * patience a tenth is held out.                                                              */
static void choose_stopping(struct plan *p, const struct typed *t, const struct recipe *r,
                            size_t rows)
{
    int small = rows < ROWS_TO_SPLIT && !t->validation;
    uint64_t patience = given_or(t->patience, small ? 0 : r->patience);
    if (!t->validation && patience)
        p->validation.fraction = 0.1;
    if (!p->validation.file && p->validation.fraction == 0)
        patience = 0;
    p->train.patience = (size_t)patience;
}

static void choose_training(struct plan *p, const struct typed *t, const struct recipe *r,
                            size_t rows)
{
    gradus_train_options *o = &p->train;
    gradus_train_defaults(o);
    o->optimizer = t->optimizer ? t->optimizer : r->optimizer;
    o->schedule = t->schedule ? t->schedule : r->schedule;
    o->momentum = t->momentum;
    o->beta1 = t->beta1;
    o->beta2 = t->beta2;
    if (t->weight_decay == t->weight_decay)
        o->weight_decay = t->weight_decay;
    o->clip_norm = t->clip_norm;
    o->tolerance = t->tolerance;
    if (t->batch_size)
        take_batch(t->batch_size, &o->batch_size);
    else
        o->batch_size = (size_t)given_or(r->batch, batch_by_rows(rows));
    o->epochs = (size_t)given_or(t->epochs,
                                 given_or(r->epochs, epochs_by_rows(rows, o->batch_size)));
    o->shuffle = r->shuffle;
    o->seed = t->seed;
    o->threads = (size_t)given_or(t->threads, 0);
}

/* The recipe's rate is its optimiser's; another optimiser brings its own (NaN). */
static int choose_rates(struct plan *p, const struct typed *t, const struct recipe *r, size_t rows)
{
    if (t->learning_rate)
        return take_rates(t->learning_rate, &p->rate, &p->rates);
    p->rate = calloc(1, sizeof *p->rate);
    if (!p->rate)
        return report_nomem();
    p->rates = 1;
    p->rate[0] = p->train.learning_rate;
    if (!t->optimizer || strcmp(t->optimizer, r->optimizer) == 0)
        p->rate[0] = p->hiddens || rows >= ROWS_TO_SPLIT ? r->rate : r->linear_rate;
    return GO_ON;
}

int plan_make(struct plan *p, const struct typed *t, size_t rows)
{
    const struct recipe *r = recipe_of(t);
    *p = (struct plan){ .recipe = r->name, .plain = r != recipes,
                         .mistake = t->mistake };
    p->scale = t->scale ? t->scale : r->scale;
    p->activation = t->net.activation ? t->net.activation : r->activation;
    p->type = network_type(t->net.dtype, r->type);
    if (t->validation)
        take_held_out(&p->validation, "validation", t->validation);
    if (t->test)
        take_held_out(&p->test, "test", t->test);
    choose_training(p, t, r, rows);
    choose_stopping(p, t, r, rows);
    int status = take_hidden(t->hidden ? t->hidden : r->hidden, &p->hidden, &p->hiddens);
    return status == GO_ON ? choose_rates(p, t, r, rows) : status;
}

void plan_free(struct plan *p)
{
    free(p->hidden);
    free(p->rate);
    p->hidden = NULL;
    p->rate = NULL;
}
