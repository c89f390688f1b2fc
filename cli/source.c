/* What commands read, with the options that say how to read it. */
#include "source.h"

#include <stdio.h>
#include <string.h>

const char *const yes_no[] = { "yes", "no", NULL };

static int take_delimiter(gradus_read_options *opt, const char *text)
{
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        text = "\t";
    if (text[1] || strchr("\"\n\r.0123456789+-", *text) || (unsigned char)*text > 127)
        return report_usage(NULL, "--delimiter: '%s' is not one character such as , ; | or tab",
                            text);
    opt->delimiter = *text;
    return GO_ON;
}

int source_options(gradus_read_options *opt, const struct reading *r, const char *labels,
                   const gradus_schema *expect)
{
    gradus_read_defaults(opt);
    if (r->delimiter && take_delimiter(opt, r->delimiter) != GO_ON)
        return USAGE;
    if (r->decimal && strcmp(r->decimal, ".") != 0 && strcmp(r->decimal, ",") != 0)
        return report_usage(NULL, "--decimal: '%s' is neither . nor ,", r->decimal);
    if (r->decimal)
        opt->decimal = *r->decimal;
    if (opt->decimal && opt->decimal == opt->delimiter)
        return report_usage(NULL, "--decimal and --delimiter are the same character");
    if (r->header)
        opt->header = strcmp(r->header, "yes") == 0;
    if (r->missing)
        opt->missing = r->missing;
    opt->categorical = r->categorical;
    opt->ignore = r->ignore;
    opt->keep = r->keep;
    opt->labels = labels;
    opt->expect = expect;
    return GO_ON;
}

int source_not_printed(const char *name)
{
    const char *hint = "send the output to another file";
    if (!gradus_output_same("-", name))
        return GO_ON;
    return strcmp(name, "-") == 0
               ? report_usage(hint, "standard input is read, and is standard output")
               : report_usage(hint, "'%s' is read, and is standard output", name);
}

int source_table(gradus_data **out, const char *name, const struct reading *r,
                 const char *labels, const gradus_schema *expect)
{
    gradus_read_options opt;
    gradus_error err;
    int status = source_options(&opt, r, labels, expect);
    if (status == GO_ON)
        status = source_not_printed(name);
    if (status == GO_ON)
        status = source_not_printed(labels);
    if (status != GO_ON)
        return status;
    return gradus_read(out, name, &opt, &err) == GRADUS_OK ? GO_ON : report_typed(&err);
}

int source_model(gradus_model **out, const char *path)
{
    static const char suffix[] = ".safetensors";
    gradus_error err;
    int status = source_not_printed(path);
    if (status != GO_ON)
        return status;
    if (gradus_model_load(out, path, NULL, &err) == GRADUS_OK)
        return GO_ON;
    size_t n = strlen(path), m = sizeof suffix - 1;
    if (err.code == GRADUS_SYNTAX && !*err.hint && (n < m || strcmp(path + n - m, suffix) != 0))
        FIT(err.hint, "the model, which train or new wrote, comes first");
    return report_failure(&err);
}

int source_output(const char *path, const char *option, size_t count, const char *const *read)
{
    gradus_error err;
    char hint[64];
    if (gradus_output_check(path, &err) != GRADUS_OK)
        return report_failure(&err);
    FIT(hint, "give another name with %s", option);
    for (size_t k = 0; k < count; k++)
        if (gradus_output_same(path, read[k]))
            return report_usage(hint, "'%s' would be overwritten, and is read", path);
    return GO_ON;
}

int source_kernels(void)
{
    const char *row;
    gradus_error err;
    return gradus_kernels_chosen(&row, &err) == GRADUS_OK ? GO_ON : report_typed(&err);
}
