/* What the files of core/constant share. Included only from this folder. */
#ifndef CORE_CONSTANT_INTERNAL_H
#define CORE_CONSTANT_INTERNAL_H

#include <gmp.h>
#include <mpfr.h>

#include "core/constant/value.h"

/*
 * Mantissa bits of floats, and the size in bits from which fractions and exponents make a float
 * instead of a rational. Changing either changes which programs compile. gc: go/constant prec, maxExp.
 */
enum { FLOAT_BITS = 512, RATIONAL_BITS = 4096 };

/* How a value is held; the order is that of growing generality, and the larger of two operands'
 * representations is the one an operation is done in. */
typedef enum Rep {
    REP_UNKNOWN,
    REP_BOOL,
    REP_STRING,
    REP_INT64,
    REP_BIG,   /* an integer that does not fit in REP_INT64 */
    REP_RAT,   /* in lowest terms */
    REP_FLOAT, /* never infinite, NaN or -0 */
    REP_COMPLEX
} Rep;

/*
 * Text that may grow behind the last value that uses it: a chain a + b + c + ... then costs linear and
 * not quadratic memory. Bytes below `used` never change.
 */
typedef struct TextBuffer {
    Arena *arena;
    char *text;
    size_t used;
    size_t cap;
} TextBuffer;

/* Two strings whose text is put together only when somebody reads it: doubled constants stay cheap. */
typedef struct Joined {
    Arena *arena;
    const Value *left, *right;
} Joined;

/* The limbs of GMP and MPFR numbers are arena memory: such a number may be read but not assigned to. */
struct Value {
    Rep rep;
    union {
        bool b;
        struct {
            const char *text; /* NULL: see joined, and string_text */
            size_t length;
            TextBuffer *buffer; /* NULL: cannot grow in place */
            Joined *joined;     /* NULL: text is there */
        } string;
        int64_t i;
        mpz_t z;
        mpq_t q;
        mpfr_t f;
        struct {
            const Value *re, *im; /* real numbers */
        } complex;
    } as;
};

/* ---- value.c ---- */

/* The bytes of a string. */
const char *string_text(const Value *value);

/* Return the value of a number computed in temporaries of the caller, who still clears them. */
const Value *make_int(Arena *arena, const mpz_t z);
const Value *make_rational(Arena *arena, const mpq_t q);       /* becomes a float when large */
const Value *make_small_rational(Arena *arena, const mpq_t q); /* stays a rational */
const Value *make_float(Arena *arena, mpfr_t f);               /* VALUE_UNKNOWN when it overflowed */

/* Initialise and set a temporary from a value of the same or a smaller representation. */
void load_int(mpz_t z, const Value *value);
void load_rational(mpq_t q, const Value *value);
void load_float(mpfr_t f, const Value *value);

/* Makes MPFR's exponents (a setting of the thread) as wide as they can be. Every computation with
 * floats begins with it; float_clip then applies Go's own narrower limits. */
void float_range(void);
/* Turns a result beyond Go's exponents into zero or infinity. */
void float_clip(mpfr_t f);
/* True when the number, as a fraction, would be of reasonable size. */
bool float_is_small(mpfr_srcptr f);

/* Rounds to an IEEE number of `bits` mantissa bits whose largest exponent is `max_exponent`; gives
 * an infinity on overflow. Complex and other values count as zero. */
double round_ieee(const Value *value, int bits, int max_exponent);

/* ---- literal.c ---- */
const Value *literal_float(Arena *arena, const char *text, size_t length);

#endif
