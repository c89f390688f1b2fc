/* Files that the program writes. */
#ifndef OUTPUT_H
#define OUTPUT_H
#include "options.h"

#include <gradus-io.h>

/* Outputs that are whole or not there, and whose temporary files go when a signal ends the program.
 * Each prints its error and gives GO_ON or a status; *out is NULL where there is no output.   */
int output_open(gradus_output **out, const char *path);
int output_write(gradus_output *out, const struct text *t);
int output_commit(gradus_output **out);
void output_abandon(gradus_output **out);
/* All of it: opened, written, put in its place. */
int output_text(const char *path, const struct text *t);
int output_model(const char *path, const gradus_model *model);

/* Writes a model that must not be lost: where [path] fails, to any folder that takes it, of the
 * usual ones.  [where] becomes the path of the file, or stays empty where there is none.  GO_ON
 * where it is [path], else FAILED, and the error is printed.                                  */
int output_rescue(const char *path, const gradus_model *model, struct text *where);

#endif
