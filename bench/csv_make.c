/* csv_make ROWS COLUMNS: a table of numbers for csv_load on standard output, always the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 1;

static unsigned next(unsigned below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % below);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: csv_make ROWS COLUMNS\n");
        return 2;
    }
    long rows = atol(argv[1]), columns = atol(argv[2]);
    for (long j = 0; j < columns; j++)
        printf("x%ld%c", j + 1, j + 1 < columns ? ',' : '\n');
    for (long i = 0; i < rows; i++)
        for (long j = 0; j < columns; j++)
            printf("%s%u.%06u%c", next(2) ? "-" : "", next(100) ? next(10) : next(1000),
                   next(1000000), j + 1 < columns ? ',' : '\n');
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
