/* Runs a fuzz target over files, for compilers without libFuzzer: each argument is an input, or a
 * folder of inputs.  Results are TAP; an input that crashes ends the program early, which its
 * plan shows.                                                                                  */
#define _POSIX_C_SOURCE 200809L                  /* fileno, scandir */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f)
        return 0;
    int good = 0;
    size_t size = 0;
    uint8_t *bytes = NULL;
    if (fstat(fileno(f), &st) == 0) {
        size = (size_t)st.st_size;
        bytes = malloc(size ? size : 1);        /* of its exact size: a read beyond it is seen */
    }
    if (bytes && fread(bytes, 1, size, f) == size) {
        LLVMFuzzerTestOneInput(bytes, size);
        good = 1;
    }
    free(bytes);
    fclose(f);
    return good;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Runs, or with [run] 0 counts, the files of one argument; the number of them. */
static int each_file(const char *path, int run, int *number, int *failed)
{
    struct dirent **entry;
    int n = scandir(path, &entry, visible, alphasort);
    for (int i = 0; i < (n < 0 ? 1 : n); i++) {
        char file[4096];
        if (n < 0)
            snprintf(file, sizeof file, "%s", path);
        else
            snprintf(file, sizeof file, "%s/%s", path, entry[i]->d_name);
        if (run) {
            int good = run_file(file);
            printf("%sok %d - %s\n", good ? "" : "not ", ++*number, file);
            *failed += !good;
        }
        if (n >= 0)
            free(entry[i]);
    }
    if (n >= 0)
        free(entry);
    return n < 0 ? 1 : n;
}

int main(int argc, char **argv)
{
    int planned = 0, number = 0, failed = 0;
    for (int i = 1; i < argc; i++)
        planned += each_file(argv[i], 0, &number, &failed);
    printf("1..%d\n", planned);
    fflush(stdout);
    for (int i = 1; i < argc; i++)
        each_file(argv[i], 1, &number, &failed);
    return failed != 0;
}
