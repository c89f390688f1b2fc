/* Where an output goes. */
#ifndef GR_TARGET_H
#define GR_TARGET_H
#include "fault.h"

#include <sys/stat.h>

/* A folder, held open, and the name of a regular file in it, or of none yet.  Whatever happens to
 * the folder's own name meanwhile, the file is made, and replaced, in this folder.            */
struct gr_target {
    int folder;                         /* a descriptor for the *at calls */
    char *place, *name;                 /* the folder as text, "" or with its last slash; owned */
    int exists;
    struct stat is;                     /* where it exists */
};

/* Finds where [path] leads, through symbolic links.  GRADUS_IO: it cannot be written there, with
 * the reason.  Close *t whatever comes back.                                                  */
gradus_status gr_target_find(struct gr_target *t, const char *path, gradus_error *err);
void gr_target_close(struct gr_target *t);

/* "cannot write 'path': why" */
gradus_status gr_cannot_write(gradus_error *err, const char *path, const char *why);

#endif
