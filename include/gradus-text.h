/* gradus-text.h - numbers and names as text: decimal numbers that mean the same in every locale,
 * and text from anywhere made fit to be shown.  It stands alone; gradus.h includes it.       */
#ifndef GRADUS_TEXT_H
#define GRADUS_TEXT_H
#include <stddef.h>
#include <stdint.h>

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
/* The bytes of the UTF-8 character at [text], of which [left] are there; 0 where there is none. */
GRADUS_API size_t gradus_text_character(const char *text, size_t left);
/* Text from anywhere made fit for people: '?' for each control character, end of a line, sign that
 * changes the direction of writing, and byte that is not UTF-8.  Takes [size] bytes, or those
 * before a 0; writes no more of them, and at most [room] with the 0 behind: what is longer is cut
 * at a whole character and ends in "...".  NULL is shown as no text.  Gives [out], which may be
 * [text].                                                                                     */
GRADUS_API char *gradus_text_show(const char *text, size_t size, char *out, size_t room);
/* The same for one word of a POSIX shell: in single quotes where it needs them, also when cut. */
GRADUS_API char *gradus_text_quote(const char *word, char *out, size_t room);
/* A name, or [size] bytes of text, inside of a message: at most 63 bytes, so that the rest of the
 * message has room.  It lives as long as the block around it.  For C alone.                   */
#define GRADUS_PART(text, size) gradus_text_show(text, size, (char[64]){ "" }, 64)
#define GRADUS_SHOWN(name) GRADUS_PART(name, SIZE_MAX)

#ifdef __cplusplus
}
#endif
#endif
