/* train --mistake: the tutorials' wrong results can be reproduced, and what a mistake does to
 * training can be watched.  It is plain descent, all rows a step, and nothing else.            */
#include "mistake.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *mistake_name(size_t k)
{
    const gradus_mistake_info *info = gradus_mistake_get(k);
    return info ? info->name : NULL;
}

static int no_mistake(const gradus_error *err)
{
    char hint[160];
    FIT(hint, "%s%sgradus train --help lists them", err->hint,
             err->hint[0] ? " " : "");
    return report_usage(hint, "--mistake: %s", err->text);
}

/* "NAME" or "NAME@LAYER" of [length] bytes. */
static int take_one(const char *word, size_t length, gradus_mistake *out)
{
    char name[64];
    uint64_t layer = 0;
    gradus_error err;
    gradus_text_show(word, length, name, sizeof name);
    char *at = strchr(name, '@');
    if (at)
        *at++ = 0;
    if (at && (!parse_whole(at, &layer) || layer == 0 || layer > UINT32_MAX))
        return report_usage("layers count from 1", "--mistake: '%s' is no layer", at);
    if (gradus_mistake_find(name, &out->number, &err) != GRADUS_OK)
        return no_mistake(&err);
    out->layer = at ? (size_t)layer - 1 : GRADUS_ALL_LAYERS;
    return GO_ON;
}

int mistake_take(const char *words, gradus_mistake out[MOST_MISTAKES], size_t *count)
{
    int status = GO_ON;
    *count = 0;
    for (const char *s = words; status == GO_ON && *s;) {
        size_t n = strcspn(s, ",");
        if (*count == MOST_MISTAKES)
            return report_usage(NULL, "--mistake: at most %d can be made at once", MOST_MISTAKES);
        status = take_one(s, n, &out[(*count)++]);
        s += n + (s[n] == ',');
    }
    return status;
}

int mistake_check(const struct typed *t)
{
    const struct {
        const char *name;
        int is;
    } other[] = {
        { "optimizer", t->optimizer && strcmp(t->optimizer, "sgd") != 0 },
        { "schedule", t->schedule && strcmp(t->schedule, "constant") != 0 },
        { "batch-size", t->batch_size && strcmp(t->batch_size, "full") != 0 },
        { "validation", t->validation != NULL },
        { "patience", t->patience != NOT_GIVEN && t->patience > 0 },
        { "tolerance", t->tolerance > 0 },
        { "clip-norm", t->clip_norm > 0 },
        { "weight-decay", t->weight_decay > 0 },
        { "log", t->log != NULL },
    };
    gradus_mistake made[MOST_MISTAKES];
    size_t count;
    if (!t->mistake)
        return GO_ON;
    if (!t->recipe || strcmp(t->recipe, "plain") != 0)
        return report_usage("add --recipe plain", "--mistake is for plain descent only");
    for (size_t k = 0; k < sizeof other / sizeof *other; k++)
        if (other[k].is)
            return report_usage(NULL, "--%s and --mistake do not go together", other[k].name);
    return mistake_take(t->mistake, made, &count);
}

gradus_status mistake_train(gradus_net *net, const gradus_set *set, const char *words,
                            const gradus_train_options *opt, gradus_result *result,
                            gradus_error *err)
{
    gradus_mistake made[MOST_MISTAKES];
    size_t count = 0;
    mistake_take(words, made, &count);
    *result = (gradus_result){ .loss = NAN, .val_loss = NAN, .ended = "diverged" };
    return gradus_mistaken_train(net, &set->x, &set->y, made, count, opt->learning_rate,
                                 opt->epochs, opt->stop, result, err);
}
