/*
 * Unicode as the Go specification needs it. Spec: #Characters. Classes come from utf8proc.
 */
#ifndef CORE_BASE_UNICODE_H
#define CORE_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>

#define RUNE_ERROR 0xFFFD
#define RUNE_MAX 0x10FFFF

/*
 * Decodes one code point from `length` bytes; *size gets the bytes used (1 for an invalid one, 0
 * for none). Returns RUNE_ERROR with *size == 1 for invalid UTF-8, as Go's utf8.DecodeRune does.
 */
int utf8_decode(const char *text, size_t length, int *size);

/* Writes `rune` as UTF-8 into `out` (4 bytes of room); returns the bytes written. */
int utf8_encode(int rune, char *out);

bool rune_is_letter(int rune); /* categories L, and _ */
bool rune_is_digit(int rune);  /* category Nd */
bool rune_is_upper(int rune);  /* category Lu */
bool rune_is_print(int rune);  /* as Go's strconv.IsPrint */

/* Columns a terminal shows `rune` in: 0, 1 or 2. */
int rune_width(int rune);
/* Columns of UTF-8 text. */
int text_width(const char *text, size_t length);

/*
 * Returns the bytes of the first piece of a paragraph that no line is broken in: up to a space or newline, or, in
 * scripts that are written without spaces, a character with the punctuation that belongs to it. 0: `text` begins with a
 * space, a newline or its end.
 */
size_t text_piece(const char *text);

#endif
