/*
 * Value: an exact constant. Immutable; lives in the arena it was made in. Integers that fit in 64
 * bits are held inline, larger ones by GMP; floats are rationals while small and 512-bit MPFR numbers
 * beyond, as Go's go/constant does, so that rounding agrees to the last bit. GMP and MPFR are known
 * inside core/constant alone.
 * Spec: #Constants.  gc: go/constant.
 */
#ifndef CORE_CONSTANT_VALUE_H
#define CORE_CONSTANT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/strbuf.h"
#include "core/syntax/token.h"

typedef enum ValueKind {
    VALUE_UNKNOWN, /* after an error; every operation on it is unknown */
    VALUE_BOOL,
    VALUE_STRING,
    VALUE_INT,
    VALUE_FLOAT,
    VALUE_COMPLEX
} ValueKind;

typedef struct Value Value;

ValueKind value_kind(const Value *value);

const Value *value_unknown(void);
const Value *value_bool(bool b);
const Value *value_string(Arena *arena, const char *text, size_t length); /* bytes are copied */
const Value *value_int(Arena *arena, int64_t i);
const Value *value_uint(Arena *arena, uint64_t u);
const Value *value_double(Arena *arena, double d);

/* Returns the value of a literal's source text (quotes, prefix, _ and i included); VALUE_UNKNOWN when
 * it is malformed or too large. gc: constant.MakeFromLiteral. */
const Value *value_literal(Arena *arena, LitKind kind, const char *text, size_t length);

bool value_as_bool(const Value *value);
const char *value_as_string(const Value *value, size_t *length); /* not NUL-terminated in general */
size_t value_string_length(const Value *value);                  /* in bytes; 0 when it is no string */
/* Return true and the value when it is an integer (or a float with integral value) that fits. */
bool value_as_int64(const Value *value, int64_t *out);
bool value_as_uint64(const Value *value, uint64_t *out);
double value_as_double(const Value *value);
int value_sign(const Value *value);       /* -1, 0, 1; complex: 0 only when zero */
int value_bit_length(const Value *value); /* of the absolute integer value */

/* Return the value as that kind, VALUE_UNKNOWN when it is not representable (1.5 as int). */
const Value *value_to_int(Arena *arena, const Value *value);
const Value *value_to_float(Arena *arena, const Value *value);
const Value *value_to_complex(Arena *arena, const Value *value);
const Value *value_real(Arena *arena, const Value *value);
const Value *value_imag(Arena *arena, const Value *value);
const Value *value_make_complex(Arena *arena, const Value *re, const Value *im);

/* Rounds a float (or the parts of a complex) to IEEE single or double; VALUE_UNKNOWN on overflow. */
const Value *value_round32(Arena *arena, const Value *value);
const Value *value_round64(Arena *arena, const Value *value);

/* Unary + - ^ !; `bits` > 0 limits ^ to an unsigned type of that size. gc: constant.UnaryOp. */
const Value *value_unary(Arena *arena, Operator op, const Value *x, int bits);
/* Binary arithmetic and logic; OP_DIV of two VALUE_INT with `integer` truncates. Division by zero must
 * be excluded by the caller. gc: constant.BinaryOp. */
const Value *value_binary(Arena *arena, const Value *x, Operator op, const Value *y, bool integer);
const Value *value_shift(Arena *arena, const Value *x, Operator op, unsigned count);
bool value_compare(const Value *x, Operator op, const Value *y);

/* Same kind and same value. */
bool value_identical(const Value *x, const Value *y);

/* As error messages show it: short, strings quoted and cut at 72 runes. gc: constant.Value.String. */
void value_format(const Value *value, StrBuf *out);
/* Exact: strings quoted whole, floats as fractions. gc: constant.Value.ExactString. */
void value_format_exact(const Value *value, StrBuf *out);
/* As gc's IR printer shows it under -m. gc: ir/fmt.go and constant formatting in FmtConst. */
void value_format_ir(const Value *value, StrBuf *out);
/* Appends text quoted as Go's strconv.Quote does. */
void quote_string(StrBuf *out, const char *text, size_t length);
/* Appends a rune quoted as strconv.QuoteRune does. */
void quote_rune(StrBuf *out, int rune);

/* Appends the value as bytes; reads such bytes. The value read is held as the one written was. */
void value_write(const Value *value, StrBuf *out);
const Value *value_read(Arena *arena, ByteReader *in);

/* Releases what the number libraries keep for the calling thread; a worker calls it before it ends. */
void value_thread_leave(void);

#endif
