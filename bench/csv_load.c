/* csv_load FILE: how long gradus_read takes, and the most memory that the process ever held.  The
 * file should be in the page cache: the disk is not what is measured.  The best of five.        */
#define _POSIX_C_SOURCE 200809L
#include <gradus-io.h>

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    double best = 1e9, cells = 0;
    struct rusage use;
    if (argc != 2) {
        fprintf(stderr, "usage: csv_load FILE\n");
        return 2;
    }
    for (int k = 0; k < 5; k++) {
        gradus_error err;
        gradus_data *data;
        double start = seconds();
        if (gradus_read(&data, argv[1], NULL, &err) != GRADUS_OK) {
            fprintf(stderr, "%s:%zu:%zu: %s\n", err.file, err.line, err.column, err.text);
            return 1;
        }
        double took = seconds() - start;
        best = took < best ? took : best;
        cells = (double)gradus_data_rows(data) * (double)gradus_data_columns(data);
        gradus_data_free(data);
    }
    getrusage(RUSAGE_SELF, &use);
    printf("%.0f cells in %.3f s, at most %ld MB, %.2f times the numbers\n", cells, best,
           use.ru_maxrss / 1024, (double)use.ru_maxrss * 1024 / (8 * cells));
    return 0;
}
