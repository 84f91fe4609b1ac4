#include "core/base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/unicode.h"

StrBuf strbuf_new(Arena *arena) { return (StrBuf){.arena = arena}; }

static void reserve(StrBuf *buf, size_t more) {
    size_t needed = buf->len + more + 1;
    if (needed <= buf->cap) {
        return;
    }
    size_t cap = buf->cap < 32 ? 64 : buf->cap * 2;
    if (cap < needed) {
        cap = needed;
    }
    char *text = arena_alloc(buf->arena, cap);
    if (buf->len > 0) {
        memcpy(text, buf->text, buf->len);
    }
    buf->text = text;
    buf->cap = cap;
}

void strbuf_add_n(StrBuf *buf, const char *text, size_t length) {
    reserve(buf, length);
    if (length > 0) {
        memcpy(buf->text + buf->len, text, length);
    }
    buf->len += length;
    buf->text[buf->len] = '\0';
}

void strbuf_byte(StrBuf *buf, char c) { strbuf_add_n(buf, &c, 1); }

void strbuf_add(StrBuf *buf, const char *text) { strbuf_add_n(buf, text, strlen(text)); }

void strbuf_printf(StrBuf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0) {
        reserve(buf, (size_t)length);
        vsnprintf(buf->text + buf->len, (size_t)length + 1, format, again);
        buf->len += (size_t)length;
    }
    va_end(again);
}

void strbuf_rune(StrBuf *buf, int rune) {
    char bytes[4];
    strbuf_add_n(buf, bytes, (size_t)utf8_encode(rune, bytes));
}

const char *strbuf_text(const StrBuf *buf) { return buf->text != NULL ? buf->text : ""; }

void strbuf_clear(StrBuf *buf) {
    buf->len = 0;
    if (buf->text != NULL) {
        buf->text[0] = '\0';
    }
}
