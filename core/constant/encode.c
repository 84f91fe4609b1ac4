/*
 * Values as bytes: the representation, then its numbers. Reading gives a value that is held in the same way, so that
 * whatever is computed from it rounds as it would have.
 */
#include "core/constant/internal.h"

#include <string.h>

/* Sign and magnitude, the highest byte first. */
static void write_int(StrBuf *out, mpz_srcptr z) {
    const size_t size = mpz_sgn(z) == 0 ? 0 : (mpz_sizeinbase(z, 2) + 7) / 8;
    char *bytes = arena_alloc(out->arena, size);
    mpz_export(bytes, NULL, 1, 1, 1, 0, z);
    bytes_uint(out, mpz_sgn(z) < 0);
    bytes_text(out, bytes, size);
}

static void read_int(mpz_t z, ByteReader *in) {
    const bool negative = bytes_read_bool(in);
    size_t size;
    const char *bytes = bytes_read_text(in, &size);
    mpz_init(z);
    mpz_import(z, size, 1, 1, 1, 0, bytes);
    if (negative) {
        mpz_neg(z, z);
    }
}

/* A float is an integer times a power of two. */
static void write_float(StrBuf *out, mpfr_srcptr f) {
    mpz_t mantissa;
    mpz_init(mantissa);
    const mpfr_exp_t exponent = mpfr_zero_p(f) ? 0 : mpfr_get_z_2exp(mantissa, f);
    write_int(out, mantissa);
    bytes_int(out, exponent);
    mpz_clear(mantissa);
}

static const Value *read_float(Arena *arena, ByteReader *in) {
    mpz_t mantissa;
    read_int(mantissa, in);
    const mpfr_exp_t exponent = (mpfr_exp_t)bytes_read_int(in);
    float_range();
    mpfr_t f;
    mpfr_init2(f, FLOAT_BITS);
    mpfr_set_z_2exp(f, mantissa, exponent, MPFR_RNDN);
    const Value *value = make_float(arena, f);
    mpfr_clear(f);
    mpz_clear(mantissa);
    return value;
}

void value_write(const Value *value, StrBuf *out) {
    bytes_uint(out, value->rep);
    switch (value->rep) {
    case REP_UNKNOWN: break;
    case REP_BOOL: bytes_uint(out, value->as.b); break;
    case REP_STRING: bytes_text(out, string_text(value), value->as.string.length); break;
    case REP_INT64: bytes_int(out, value->as.i); break;
    case REP_BIG: write_int(out, value->as.z); break;
    case REP_RAT:
        write_int(out, mpq_numref(value->as.q));
        write_int(out, mpq_denref(value->as.q));
        break;
    case REP_FLOAT: write_float(out, value->as.f); break;
    case REP_COMPLEX:
        value_write(value->as.complex.re, out);
        value_write(value->as.complex.im, out);
        break;
    }
}

static const Value *read_rational(Arena *arena, ByteReader *in) {
    mpq_t q;
    mpq_init(q);
    mpz_clear(mpq_numref(q));
    mpz_clear(mpq_denref(q));
    read_int(mpq_numref(q), in);
    read_int(mpq_denref(q), in);
    const Value *value = make_small_rational(arena, q);
    mpq_clear(q);
    return value;
}

const Value *value_read(Arena *arena, ByteReader *in) {
    switch ((Rep)bytes_read_uint(in)) {
    case REP_BOOL: return value_bool(bytes_read_bool(in));
    case REP_STRING: {
        size_t length;
        const char *text = bytes_read_text(in, &length);
        return value_string(arena, text, length);
    }
    case REP_INT64: return value_int(arena, bytes_read_int(in));
    case REP_BIG: {
        mpz_t z;
        read_int(z, in);
        const Value *value = make_int(arena, z);
        mpz_clear(z);
        return value;
    }
    case REP_RAT: return read_rational(arena, in);
    case REP_FLOAT: return read_float(arena, in);
    case REP_COMPLEX: {
        Value *value = ARENA_NEW(arena, Value);
        value->rep = REP_COMPLEX;
        value->as.complex.re = value_read(arena, in);
        value->as.complex.im = value_read(arena, in);
        return value;
    }
    case REP_UNKNOWN: break;
    }
    return value_unknown();
}
