/*
 * Bytes: numbers and texts in a compact form that is the same on every machine. Whole numbers are varints: seven bits a
 * byte, the lowest first, the eighth bit says that more follow.
 * A reader trusts its bytes: they come from a writer of the same program, checked whole by whoever took them from
 * outside. Past the end it reads zeros.
 */
#ifndef CORE_BASE_BYTES_H
#define CORE_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/strbuf.h"

void bytes_uint(StrBuf *out, uint64_t value);
/* Small absolute values are short, whatever their sign. */
void bytes_int(StrBuf *out, int64_t value);
/* A length and the bytes. */
void bytes_text(StrBuf *out, const char *text, size_t length);

typedef struct ByteReader {
    const unsigned char *at, *end;
} ByteReader;

ByteReader bytes_reader(const void *bytes, size_t length);
uint64_t bytes_read_uint(ByteReader *in);
int64_t bytes_read_int(ByteReader *in);
bool bytes_read_bool(ByteReader *in);
/* Returns the bytes where they are, not NUL-terminated; *length of them. */
const char *bytes_read_text(ByteReader *in, size_t *length);

#endif
