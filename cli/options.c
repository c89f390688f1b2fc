/* Options.  popt splits the words of the command line; what each may be stands in the command's
 * table, so that an error can name the option, its value and what would have been right.       */
#define _POSIX_C_SOURCE 200809L                     /* strdup */
#include "options.h"

#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_COLUMN = 28, HELP_WIDTH = 79 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions and replacements, by one row of the usual table. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 63 };
    size_t na = strlen(a), nb = strlen(b), row[LONGEST + 1];
    if (na > LONGEST || nb > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t above = row[j];
            row[j] = least(least(above, row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
            corner = above;
        }
    }
    return row[nb];
}

void meant_try(struct meant *m, const char *candidate)
{
    size_t n = strlen(m->word);
    size_t d = n >= 2 && strncmp(m->word, candidate, n) == 0 ? 0 : distance(m->word, candidate);
    if (d > n / 3 + 1 || d >= strlen(candidate) || (m->best && d >= m->distance))
        return;
    m->best = candidate;
    m->distance = d;
}

int parse_whole(const char *text, uint64_t *value)
{
    uint64_t v = 0;
    if (!*text)
        return 0;
    for (; *text; text++) {
        unsigned digit = (unsigned)(unsigned char)*text - '0';
        if (digit > 9 || v > UINT64_MAX / 10 || v * 10 > UINT64_MAX - digit)
            return 0;
        v = v * 10 + digit;
    }
    *value = v;
    return 1;
}

/* ---- values ------------------------------------------------------------------------------ */

static const char *choice(const struct option *o, size_t k)
{
    const gradus_info *info = o->names ? NULL : o->list(k);
    return o->names ? o->names[k] : info ? info->name : NULL;
}

static void add_choices(struct text *t, const struct option *o)
{
    for (size_t k = 0; choice(o, k); k++)
        text_add(t, "%s%s", k ? ", " : "", choice(o, k));
}

static int unknown_choice(const struct option *o, const char *word)
{
    struct meant m = { .word = word };
    for (size_t k = 0; choice(o, k); k++)
        meant_try(&m, choice(o, k));
    struct text known = { 0 };
    add_choices(&known, o);
    char hint[96] = "";
    if (m.best)
        FIT(hint, "did you mean %s?", m.best);
    int status = report_usage(hint, "--%s: '%s' is none of %s", o->name, word,
                              known.failed ? "the known names" : known.bytes);
    text_free(&known);
    return status;
}

static int take_choice(const struct option *o, void *to, const char *value)
{
    char word[64];
    const char *from = value;
    do {
        size_t n = o->kind == CHOICES ? strcspn(from, ",") : strlen(from);
        gradus_text_show(from, n, word, sizeof word);
        size_t k = 0;
        while (choice(o, k) && strcmp(choice(o, k), word) != 0)
            k++;
        if (!choice(o, k))
            return unknown_choice(o, word);
        from += n;
    } while (*from++);
    *(const char **)to = value;
    return GO_ON;
}

static int take_whole(const struct option *o, void *to, const char *value)
{
    uint64_t v;
    if (!parse_whole(value, &v) || v < o->low || v > o->high)
        return report_usage(NULL, "--%s: '%s' is not a whole number from %llu to %llu", o->name,
                            value, (unsigned long long)o->low, (unsigned long long)o->high);
    *(uint64_t *)to = v;
    return GO_ON;
}

static int in_range(enum range range, double v)
{
    return v - v == 0 && (range == ANY || v > 0 || (v == 0 && range != POSITIVE)) &&
           (range != BELOW_ONE || v < 1);
}

static int take_number(const struct option *o, void *to, const char *value)
{
    static const char *const what[] = {
        [ANY] = "a number", [POSITIVE] = "a number above 0",
        [NOT_NEGATIVE] = "a number that is 0 or more",
        [BELOW_ONE] = "a number from 0 to below 1",
    };
    double v;
    if (!gradus_number_parse(value, strlen(value), &v) || !in_range(o->range, v))
        return report_usage(NULL, "--%s: '%s' is not %s", o->name, value, what[o->range]);
    *(double *)to = v;
    return GO_ON;
}

static int take_flag(const struct option *o, void *to, const char *value)
{
    (void)o, (void)value;
    *(int *)to = 1;
    return GO_ON;
}

static int take_word(const struct option *o, void *to, const char *value)
{
    if (!*value)
        return report_usage(NULL, "--%s: the value is empty", o->name);
    *(const char **)to = value;
    return GO_ON;
}

static int (*const take[])(const struct option *, void *, const char *) = {
    [FLAG] = take_flag,     [WORD] = take_word,     [WHOLE] = take_whole,
    [NUMBER] = take_number, [CHOICE] = take_choice, [CHOICES] = take_choice,
};

/* ---- help -------------------------------------------------------------------------------- */

/* Words of [s] from [column] on, where the cursor already stands. */
static void wrap(const char *s, size_t column)
{
    struct text lines = { 0 };
    text_wrap(&lines, column, HELP_WIDTH, s);
    printf("%s", lines.failed ? s : lines.bytes);
    text_free(&lines);
}

static void help_option(const struct option *o)
{
    char head[64];
    int n = snprintf(head, sizeof head, "  %c%c%c --%s%s%s", o->letter ? '-' : ' ',
                     o->letter ? o->letter : ' ', o->letter ? ',' : ' ', o->name,
                     o->value ? " " : "", o->value ? o->value : "");
    if (n >= HELP_COLUMN - 1)
        printf("%s\n%*s", head, HELP_COLUMN, "");
    else
        printf("%-*s", HELP_COLUMN, head);
    struct text help = { 0 };
    text_add(&help, "%s", o->help);
    if (o->names || o->list) {
        text_add(&help, ": ");
        add_choices(&help, o);
    }
    wrap(help.failed ? o->help : help.bytes, HELP_COLUMN);
    text_free(&help);
}

static void help_heading(const struct option *o)
{
    struct text names = { 0 };
    printf("\n%s:\n", o->help);
    for (size_t k = 0; o->listed && o->listed(k); k++)
        text_add(&names, "%s%s", k ? ", " : "", o->listed(k));
    if (names.size) {
        printf("  ");
        wrap(names.bytes, 2);
    }
    text_free(&names);
}

static int print_help(const struct command *c)
{
    printf("Usage: gradus %s %s\n\n", c->name, c->arguments);
    wrap(c->summary, 0);
    for (const struct option *o = c->table; o->help; o++)
        if (o->kind == HEADING)
            help_heading(o);
        else
            help_option(o);
    if (c->notes)
        printf("\n%s\n", c->notes);
    return DONE;
}

int print_version(void)
{
    const char *row;
    gradus_error err;
    if (gradus_kernels_chosen(&row, &err) != GRADUS_OK)
        return report_typed(&err);
    printf("gradus %s (kernels: %s, numerics %d)\n", gradus_version(), row, GRADUS_NUMERICS);
    return DONE;
}

/* ---- parsing ----------------------------------------------------------------------------- */

/* The name in a wrong word like --learing-rate=3. */
static int unknown_option(const struct command *c, const char *word)
{
    char name[64], hint[128];
    const char *start = word + strspn(word, "-");
    gradus_text_show(start, strcspn(start, "="), name, sizeof name);
    struct meant m = { .word = name };
    for (const struct option *o = c->table; o->help; o++)
        if (o->name)
            meant_try(&m, o->name);
    if (m.best)
        FIT(hint, "did you mean --%s?", m.best);
    else
        FIT(hint, "gradus %s --help lists the options", c->name);
    return report_usage(hint, "unknown option '%.*s'", (int)strcspn(word, "="), word);
}

static int parse_error(const struct command *c, poptContext context, int code)
{
    const char *word = poptBadOption(context, POPT_BADOPTION_NOALIAS);
    if (code == POPT_ERROR_BADOPT)
        return unknown_option(c, word);
    if (code == POPT_ERROR_NOARG)
        return report_usage(NULL, "option '%s' needs a value", word);
    if (code == POPT_ERROR_UNWANTEDARG)
        return report_usage(NULL, "option '%.*s' takes no value", (int)strcspn(word, "="), word);
    return report_usage(NULL, "option '%s': %s", word, poptStrerror(code));
}

static int take_option(const struct command *c, size_t k, poptContext context, void *values,
                       struct arguments *args, uint64_t *given)
{
    const struct option *o = &c->table[k];
    char *value = poptGetOptArg(context);
    if (value)
        args->owned[args->owns++] = value;
    if (o->at == NO_PLACE)
        return strcmp(o->name, "help") == 0 ? print_help(c) : print_version();
    if (*given >> k & 1)
        return report_usage(NULL, "option '--%s' is given twice", o->name);
    *given |= (uint64_t)1 << k;
    return take[o->kind](o, (char *)values + o->at, value);
}

static int take_arguments(const struct command *c, poptContext context, struct arguments *args)
{
    for (const char *word; (word = poptGetArg(context));) {
        if (args->words == c->most)
            return report_usage(NULL, "argument '%s' is one too many: gradus %s %s", word,
                                c->name, c->arguments);
        char *copy = strdup(word);
        if (!copy)
            return report_nomem();
        args->owned[args->owns++] = copy;
        args->word[args->words++] = copy;
    }
    if (args->words < c->least)
        return report_usage(NULL, "too few arguments: gradus %s %s", c->name, c->arguments);
    return GO_ON;
}

static int parse(const struct command *c, poptContext context, void *values,
                 struct arguments *args)
{
    uint64_t given = 0;
    int status = GO_ON, code;
    while (status == GO_ON && (code = poptGetNextOpt(context)) != -1)
        status = code > 0 ? take_option(c, (size_t)code - 1, context, values, args, &given)
                          : parse_error(c, context, code);
    return status == GO_ON ? take_arguments(c, context, args) : status;
}

int options_parse(const struct command *command, void *values, int argc, char **argv,
                  struct arguments *args)
{
    const struct option *table = command->table;
    struct poptOption popt[MOST_OPTIONS + 1] = { POPT_TABLEEND };
    size_t count = 0;
    for (int k = 0; table[k].help; k++)
        if (table[k].name)
            popt[count++] = (struct poptOption){
                table[k].name, table[k].letter,
                table[k].kind == FLAG ? POPT_ARG_NONE : POPT_ARG_STRING, NULL, k + 1, NULL, NULL
            };
    *args = (struct arguments){ 0 };
    poptContext context = poptGetContext(NULL, argc, (const char **)argv, popt, 0);
    if (!context)
        return report_nomem();
    int status = parse(command, context, values, args);
    poptFreeContext(context);
    return status;
}

void options_free(struct arguments *args)
{
    while (args->owns)
        free(args->owned[--args->owns]);
}
