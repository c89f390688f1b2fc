/* gradus-io.h - files: readers of tables, model files, outputs that are whole or not there.
 *
 * A reader trusts nothing in a file: sizes are checked before memory is taken, and every error
 * has file, line and column where there is one.  Conventions are those of gradus.h.         */
#ifndef GRADUS_IO_H
#define GRADUS_IO_H
#include <gradus-explain.h>
#include <gradus.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- tables ---------------------------------------------------------------------------- */
typedef struct gradus_read_options {
    char delimiter;                     /* 0: found out */
    char decimal;                       /* '.' or ','; 0: found out */
    int header;                         /* 1 yes, 0 no, -1 found out */
    const char *missing;                /* comma list of cells that mean missing, besides the
                                           empty one; NULL: NA,NaN,? */
    const char *categorical;            /* comma lists of names or 1-based numbers, or NULL */
    const char *ignore;
    const char *keep;                   /* columns whose cells are kept as text too, for
                                           gradus_data_text; "all"; NULL: none.  Arrays have none */
    const char *labels;                 /* path of the labels of images or arrays, or NULL */
    const gradus_schema *expect;        /* a model's columns: their kind is then known, and a
                                           text among numbers is an error at its place */
    const gradus_allocator *mem;
} gradus_read_options;

typedef enum gradus_format {
    GRADUS_CSV, GRADUS_TSV, GRADUS_IDX, GRADUS_NPY, GRADUS_NPZ
} gradus_format;

GRADUS_API void gradus_read_defaults(gradus_read_options *opt);
/* Reads [name]: a path (.csv .tsv .npy .npz, idx[13]-ubyte, each but npz also .gz), "-" for CSV
 * on standard input, or a built-in set: @iris @xor @not @hours.  Arrays have columns x1, x2, ...
 * and from labels y (several: y1, y2, ...); images pixel1, pixel2, ... and label.           */
GRADUS_API gradus_status gradus_read(gradus_data **out, const char *name,
                                     const gradus_read_options *opt, gradus_error *err);
/* The same from memory; [name] is for the errors; gzip is seen by its first bytes.
 * [labels] (bytes of the labels file) may be NULL.                                          */
GRADUS_API gradus_status gradus_read_bytes(gradus_data **out, gradus_format format,
                                           const char *name, const void *bytes, size_t size,
                                           const void *labels, size_t labels_size,
                                           const gradus_read_options *opt, gradus_error *err);

typedef struct gradus_output gradus_output;

/* ---- model files: safetensors, docs/model-format.md ------------------------------------- */
GRADUS_API gradus_status gradus_model_load(gradus_model **out, const char *path,
                                           const gradus_allocator *mem, gradus_error *err);
GRADUS_API gradus_status gradus_model_load_bytes(gradus_model **out, const char *name,
                                                 const void *bytes, size_t size,
                                                 const gradus_allocator *mem, gradus_error *err);
/* Whether the model could be saved and loaded again, asked without writing: before a training, say,
 * whose result would be lost.  It leaves 64 KiB for what a text on the training will add.
 * GRADUS_DATA: a number that is not finite, a name that is not UTF-8, or a description longer than
 * the 100 MB that the format allows (err says which part is); GRADUS_SYNTAX: the text on the
 * training is no JSON; GRADUS_NOMEM.  Memory is a few times that of the description.           */
GRADUS_API gradus_status gradus_model_check(const gradus_model *model, gradus_error *err);
/* Written as an output is, below: [path] is the old file or the whole new one.  The same model
 * gives the same bytes.  Errors are those of gradus_model_check, all of them before the file is
 * opened, and GRADUS_IO.  write puts the bytes into an open output; the caller commits it.   */
GRADUS_API gradus_status gradus_model_save(const gradus_model *model, const char *path,
                                           gradus_error *err);
GRADUS_API gradus_status gradus_model_write(const gradus_model *model, gradus_output *to,
                                            gradus_error *err);

/* ---- somebody's own numbers, for gradus_judge --------------------------------------------- */
typedef struct gradus_claims gradus_claims;
/* Reads gradients and intermediates by name (gradus_claim_name): a JSON object of numbers, lists
 * and lists of lists, whose digits are kept as typed, and "notation", "rows" or "columns", which
 * says the way round; .npz; or safetensors.  Arrays of float32, and lists of such numbers with more
 * than nine digits, were computed in float32.                                                 */
GRADUS_API gradus_status gradus_claims_load(gradus_claims **out, const char *path,
                                            const gradus_net *net, gradus_error *err);
GRADUS_API gradus_status gradus_claims_read(gradus_claims **out, const char *name,
                                            const void *bytes, size_t size,
                                            const gradus_net *net, gradus_error *err);
/* In the file's order; they belong to [claims].  Their names are the file's. */
GRADUS_API const gradus_claim *gradus_claims_get(const gradus_claims *claims, size_t *count);
GRADUS_API void gradus_claims_free(gradus_claims *claims);

/* ---- any other output, whole or not at all ---------------------------------------------- */
/* GRADUS_IO: [path] is there and not a regular file (a symbolic link is followed), or its
 * folder cannot be written.  Call it before the work to know.                               */
GRADUS_API gradus_status gradus_output_check(const char *path, gradus_error *err);
/* 1 where writing [path] would write the file [other], by whatever name (a link, two spellings of a
 * file that is not there yet).  [path] "-" is standard output, [other] "-" standard input, where
 * they are regular files.  0 also where that cannot be found out.                            */
GRADUS_API int gradus_output_same(const char *path, const char *other);
/* Writes to a temporary file in the folder of [path]; the file that it will replace gives it its
 * mode and, where the system allows it, owner and group (else the group gets no rights).    */
GRADUS_API gradus_status gradus_output_open(gradus_output **out, const char *path,
                                            gradus_error *err);
/* Empties [path] and writes straight into it: for a log, which is read while it grows.      */
GRADUS_API gradus_status gradus_output_stream(gradus_output **out, const char *path,
                                              gradus_error *err);
GRADUS_API gradus_status gradus_output_write(gradus_output *output, const void *bytes,
                                             size_t size, gradus_error *err);
/* The path of the temporary file, for who must remove it when a signal ends the program; NULL of
 * a stream.                                                                                 */
GRADUS_API const char *gradus_output_temporary(const gradus_output *output);
/* Syncs, puts the file in its place and frees.  A file that cannot be replaced because something
 * is mounted there is written over, a copy of the old bytes being kept meanwhile.  Where the
 * system refuses both, the temporary file stays, whole, and the hint has its name.           */
GRADUS_API gradus_status gradus_output_commit(gradus_output *output, gradus_error *err);
GRADUS_API void gradus_output_abandon(gradus_output *output);   /* removes it; accepts NULL */

#ifdef __cplusplus
}
#endif
#endif
