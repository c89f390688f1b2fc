/* CSV from anyone.  A table is read twice, once with the short way for numbers and once without
 * it (a number among the missing words turns it off) where texts are kept too: both must give the
 * same cells.                                                                                 */
#include "table.h"

#include <stdio.h>

static void same_cells(const gradus_data *a, const gradus_data *b)
{
    check_that(!a == !b);
    if (!a)
        return;
    check_that(gradus_data_rows(a) == gradus_data_rows(b));
    check_that(gradus_data_columns(a) == gradus_data_columns(b));
    for (size_t j = 0; j < gradus_data_columns(a); j++)
        for (size_t i = 0; i < gradus_data_rows(a); i++) {
            double x = gradus_data_cell(a, i, j), y = gradus_data_cell(b, i, j);
            check_that(x == y ? signbit(x) == signbit(y) : isnan(x) && isnan(y));
        }
}

/* A number that the input does not hold: it depends on all of it, so that a fuzzer which sees it
 * compared cannot put it in.                                                                  */
static void number_elsewhere(const uint8_t *bytes, size_t size, char out[64])
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        h = (h ^ bytes[i]) * 0x100000001b3u;
    snprintf(out, 64, "NA,NaN,?,-8.%llue-123", (unsigned long long)h);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char missing[64];
    gradus_read_options opt;
    gradus_read_defaults(&opt);
    gradus_data *shortly = read_table(GRADUS_CSV, bytes, size, NULL, 0, &opt);
    number_elsewhere(bytes, size, missing);
    opt.missing = missing;
    opt.keep = "all";
    gradus_data *slowly = read_table(GRADUS_CSV, bytes, size, NULL, 0, &opt);
    same_cells(shortly, slowly);
    gradus_data_free(shortly);
    gradus_data_free(slowly);
    opt.header = 0;
    opt.categorical = "1";
    opt.ignore = "2";
    gradus_data_free(read_table(GRADUS_TSV, bytes, size, NULL, 0, &opt));
    return 0;
}
