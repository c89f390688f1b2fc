/* gradus-text.h - numbers and names as text: decimal numbers that mean the same in every locale,
 * and text from anywhere made fit to be shown.  It stands alone; gradus.h includes it.       */
#ifndef GRADUS_TEXT_H
#define GRADUS_TEXT_H
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#define GRADUS_API __attribute__((visibility("default")))

/* ---- decimal numbers, whatever the locale ---------------------------------------------- */
/* [digits] significant (1 to 17) for people, or 0: the fewest that read back.  The length. */
GRADUS_API size_t gradus_number_text(double value, int digits, char out[32]);
/* The whole of [text] is one decimal number: 1 and *value, correctly rounded; else 0. */
GRADUS_API int gradus_number_parse(const char *text, size_t length, double *value);

/* ---- text for people ------------------------------------------------------------------- */
/* Text from anywhere made fit for people: '?' for each control character, end of a line, sign that
 * changes the direction of writing, and byte that is not UTF-8.  Takes [size] bytes, or those
 * before a 0; writes no more of them, and at most [room] with the 0 behind: what is longer is cut
 * at a whole character and ends in "...".  Gives [out], which may be [text].                   */
GRADUS_API char *gradus_text_show(const char *text, size_t size, char *out, size_t room);
/* The same for one word of a POSIX shell: in single quotes where it needs them, also when cut. */
GRADUS_API char *gradus_text_quote(const char *word, char *out, size_t room);

#ifdef __cplusplus
}
#endif
#endif
