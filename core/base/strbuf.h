/*
 * StrBuf: text under construction, in an arena. A zeroed StrBuf with its arena set is empty.
 * The text is always NUL-terminated after the first append.
 */
#ifndef CORE_BASE_STRBUF_H
#define CORE_BASE_STRBUF_H

#include "core/base/arena.h"

typedef struct StrBuf {
    Arena *arena;
    char *text; /* NULL until the first append */
    size_t len;
    size_t cap;
} StrBuf;

/* Returns an empty buffer whose text will live in `arena`. */
StrBuf strbuf_new(Arena *arena);
void strbuf_byte(StrBuf *buf, char c);
void strbuf_add(StrBuf *buf, const char *text);
void strbuf_add_n(StrBuf *buf, const char *text, size_t length);
void strbuf_printf(StrBuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends the code point `rune` as UTF-8 (U+FFFD when it is not a valid one). */
void strbuf_rune(StrBuf *buf, int rune);

/* Returns the text built so far, never NULL; owned by the buffer's arena. */
const char *strbuf_text(const StrBuf *buf);

/* Empties the buffer, keeping its storage. */
void strbuf_clear(StrBuf *buf);

#endif
