/* gradus info: what is in a file.  A model is known by its first bytes. */
#include "info.h"
#include "commands.h"

#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct info_asked, member)

const struct option info_options[] = {
    { .kind = HEADING, .help = "Of data" },
    OPTION(WORD, "target", AT(target), "COLUMNS",
           "say what training for these would do (default: the last column)"),
    READING_OPTIONS(struct info_asked, reading),
    { .kind = HEADING, .help = "Of a model" },
    OPTION(FLAG, "weights", AT(weights), NULL,
           "its weights alone, exact, as gradus new --weights takes them"),
    COMMON_OPTIONS(struct info_asked, common),
};

/* A safetensors file begins with the size of its header, 8 bytes, and the header's brace. */
static int looks_like_model(const char *path)
{
    unsigned char head[9];
    FILE *f = *path == '@' || strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");
    size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    if (f)
        fclose(f);
    return n == sizeof head && head[8] == '{' && head[5] == 0 && head[6] == 0 && head[7] == 0;
}

static int ends_in(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static int inform(const struct info_asked *asked, const char *path)
{
    struct text out = { 0 };
    int model = ends_in(path, ".safetensors") || looks_like_model(path);
    int status = source_kernels();
    if (status == GO_ON)
        status = (model ? info_model : info_table)(asked, path, &out);
    int told = report_result(&out);
    return status == GO_ON ? told : status;
}

int info_command(const struct command *command, int argc, char **argv)
{
    struct info_asked asked = { .common = COMMON_DEFAULTS };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = inform(&asked, args.word[0]);
    options_free(&args);
    return status;
}
