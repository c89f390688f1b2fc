/* Options: one table per command, from which popt parses, --help and the man page are written,
 * values are checked, and the nearest name is found.                                          */
#ifndef OPTIONS_H
#define OPTIONS_H
#include "report.h"

enum option_kind {
    HEADING,                            /* [help]: a title of those that follow, or [listed] */
    FLAG,                               /* int, set to 1 */
    WORD,                               /* const char * */
    WHOLE,                              /* uint64_t within [low], [high] */
    NUMBER,                             /* double within [range] */
    CHOICE,                             /* const char *, one of [names] or [list] */
    CHOICES                             /* const char *, a comma list of those */
};

enum range { ANY, POSITIVE, NOT_NEGATIVE, BELOW_ONE };

typedef const gradus_info *name_list(size_t k);

struct option {
    const char *name;
    char letter;                        /* 0: none */
    enum option_kind kind;
    size_t at;                          /* its place among the values; untouched if not given */
    const char *value, *help;           /* what the value is called; what the option does */
    const char *const *names;           /* ends in NULL */
    name_list *list;
    uint64_t low, high;
    enum range range;
    const char *(*listed)(size_t k);    /* under a HEADING: names, NULL after the last */
};

/* A command: also a row of the program's table. */
struct command {
    const char *name, *arguments, *summary;
    size_t least, most;                 /* arguments */
    int (*run)(const struct command *command, int argc, char **argv);
    const struct option *table;         /* ends with a row of zeros */
    const char *notes;                  /* paragraphs at the end of --help, or NULL */
};

enum { MOST_ARGUMENTS = 16, MOST_OPTIONS = 64 };
struct arguments {
    const char *word[MOST_ARGUMENTS];
    size_t words;
    char *owned[MOST_OPTIONS + MOST_ARGUMENTS];
    size_t owns;
};

enum { GO_ON = -1 };
/* GO_ON, or the status to end with: after --help and --version 0.  argv[0] is the command's name.
 * Options go to [values], where each has its place; texts belong to *args: options_free.      */
int options_parse(const struct command *command, void *values, int argc, char **argv,
                  struct arguments *args);
void options_free(struct arguments *args);

/* The name that was meant by [word], or NULL: one that begins with it, else the nearest by edit
 * distance.  Feed candidates one by one; start from { .word = word }.                         */
struct meant {
    const char *word, *best;
    size_t distance;
};
void meant_try(struct meant *m, const char *candidate);

int print_version(void);                            /* gives the exit status */

/* The largest whole number that a model file holds: readers of JSON take no larger one. */
#define LARGEST_WHOLE ((uint64_t)INT64_MAX)
/* [text] is a whole number in decimal digits: 1 and *value. */
int parse_whole(const char *text, uint64_t *value);

/* A row: what follows the help sets other fields. */
#define OPTION(kind_, name_, at_, value_, ...)                                                  \
    { .name = name_, .kind = kind_, .at = at_, .value = value_, .help = __VA_ARGS__ }
#define NO_PLACE SIZE_MAX               /* --help, --version */

/* Every command ends its table with these; [common] is a struct common within [type]. */
#define COMMON_OPTIONS(type, common)                                                            \
    { .kind = HEADING, .help = "Output" },                                                      \
    OPTION(FLAG, "json", offsetof(type, common.json), NULL,                                     \
           "one JSON document on standard output"),                                             \
    OPTION(WHOLE, "digits", offsetof(type, common.digits), "N",                                 \
           "significant digits of numbers for people (default 6)", .low = 1, .high = 17),       \
    OPTION(FLAG, "quiet", offsetof(type, common.quiet), NULL, "no progress, no warnings",       \
           .letter = 'q'),                                                                      \
    OPTION(FLAG, "help", NO_PLACE, NULL, "this text"),                                          \
    OPTION(FLAG, "version", NO_PLACE, NULL, "version and kernel row"),                          \
    { 0 }
#define COMMON_DEFAULTS { .digits = 6 }

#endif
