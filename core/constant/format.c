/*
 * Constants and quoted text as messages show them. Numbers are laid out here, not by printf: its
 * decimal point depends on the locale.
 * gc: go/constant/value.go String and ExactString, strconv/quote.go, ir/fmt.go exprFmt OLITERAL.
 */
#include "core/constant/internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/unicode.h"

/* ---- Quoting ---- */

static void add_escaped(StrBuf *out, int rune, char quote) {
    static const char names[] = "abtnvfr"; /* of the bytes from 7 on */
    if (rune == quote || rune == '\\') {
        strbuf_byte(out, '\\');
        strbuf_byte(out, (char)rune);
    } else if (rune_is_print(rune)) {
        strbuf_rune(out, rune);
    } else if (rune >= '\a' && rune <= '\r') {
        strbuf_byte(out, '\\');
        strbuf_byte(out, names[rune - '\a']);
    } else if (rune < ' ' || rune == 0x7F) {
        strbuf_printf(out, "\\x%02x", (unsigned)rune);
    } else {
        strbuf_printf(out, rune < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)rune);
    }
}

void quote_string(StrBuf *out, const char *text, size_t length) {
    strbuf_byte(out, '"');
    for (size_t i = 0; i < length;) {
        int size;
        int rune = utf8_decode(text + i, length - i, &size);
        if (rune == RUNE_ERROR && size == 1) {
            strbuf_printf(out, "\\x%02x", (unsigned)(unsigned char)text[i]);
        } else {
            add_escaped(out, rune, '"');
        }
        i += (size_t)size;
    }
    strbuf_byte(out, '"');
}

void quote_rune(StrBuf *out, int rune) {
    bool valid = rune >= 0 && rune <= RUNE_MAX && (rune < 0xD800 || rune >= 0xE000);
    strbuf_byte(out, '\'');
    add_escaped(out, valid ? rune : RUNE_ERROR, '\'');
    strbuf_byte(out, '\'');
}

/* Quotes, and cuts the whole at 72 runes. */
static void quote_shortened(StrBuf *out, const char *text, size_t length) {
    enum { LONGEST = 72, ELLIPSIS = 3 };
    StrBuf quoted = strbuf_new(out->arena);
    /* A rune has at most four bytes, so the bytes behind these cannot change the first 72 runes. */
    size_t enough = (size_t)4 * (LONGEST + 1);
    quote_string(&quoted, text, length < enough ? length : enough);
    size_t cut = 0;
    int runes = 0;
    for (size_t i = 0; i < quoted.len; runes++) {
        int size;
        utf8_decode(quoted.text + i, quoted.len - i, &size);
        if (runes == LONGEST - ELLIPSIS) {
            cut = i;
        }
        i += (size_t)size;
    }
    bool whole = runes <= LONGEST;
    strbuf_add_n(out, quoted.text, whole ? quoted.len : cut);
    strbuf_add(out, whole ? "" : "...");
}

/* ---- Floats ---- */

enum { SIGNIFICANT = 6, DIGITS_MAX = 17 };

/* A double in decimal: 0.DIGITS * 10^point. */
typedef struct Decimal {
    char digits[DIGITS_MAX + 3];
    int count;
    int point;
    bool negative;
} Decimal;

static Decimal to_decimal(double d, int count) {
    Decimal decimal = {.count = count, .negative = signbit(d) != 0};
    mpfr_t f;
    mpfr_exp_t exponent = 1;
    float_range();
    mpfr_init2(f, 53);
    mpfr_set_d(f, fabs(d), MPFR_RNDN);
    mpfr_get_str(decimal.digits, &exponent, 10, (size_t)count, f, MPFR_RNDN);
    mpfr_clear(f);
    decimal.point = d == 0 ? 1 : (int)exponent;
    while (decimal.count > 1 && decimal.digits[decimal.count - 1] == '0') {
        decimal.count--;
    }
    return decimal;
}

/* The fewest digits that still read back as the same number. */
static Decimal to_shortest(double d) {
    for (int count = 1; count < DIGITS_MAX; count++) {
        char text[DIGITS_MAX + 32];
        /* mpfr_get_str wants two digits at least; zeros at the end are dropped, so 1 comes with 2. */
        Decimal decimal = to_decimal(d, count < 2 ? 2 : count);
        snprintf(text, sizeof text, "%.*se%d", decimal.count, decimal.digits, decimal.point - decimal.count);
        double back = strtod(text, NULL); /* no point in it, so the locale does not matter */
        if (back == fabs(d)) {
            return decimal;
        }
    }
    return to_decimal(d, DIGITS_MAX);
}

/* Lays a decimal out as Go's %g does, with an exponent when it is < -4 or >= limit. */
static void add_decimal(StrBuf *out, const Decimal *decimal, int limit) {
    int exponent = decimal->point - 1;
    if (decimal->negative) {
        strbuf_byte(out, '-');
    }
    if (exponent < -4 || exponent >= limit) {
        strbuf_byte(out, decimal->digits[0]);
        if (decimal->count > 1) {
            strbuf_byte(out, '.');
            strbuf_add_n(out, decimal->digits + 1, (size_t)decimal->count - 1);
        }
        strbuf_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
        return;
    }
    if (decimal->point <= 0) {
        strbuf_add(out, "0.");
    }
    for (int i = decimal->point < 0 ? decimal->point : 0; i < decimal->count || i < decimal->point; i++) {
        if (i > 0 && i == decimal->point) {
            strbuf_byte(out, '.');
        }
        strbuf_byte(out, i < 0 || i >= decimal->count ? '0' : decimal->digits[i]);
    }
}

/* A float beyond the range of doubles: five decimals and a decimal exponent, found approximately. */
static void add_huge(StrBuf *out, mpfr_srcptr f) {
    const double log10_2 = 0.30102999566398119521373889472449302676818988146210854131;
    mpfr_t mantissa;
    mpfr_init2(mantissa, FLOAT_BITS);
    mpfr_set(mantissa, f, MPFR_RNDN);
    mpfr_set_exp(mantissa, 0);
    double m = mpfr_get_d(mantissa, MPFR_RNDN);
    mpfr_clear(mantissa);
    double d = (double)mpfr_get_exp(f) * log10_2;
    long exponent = (long)d;
    m *= pow(10, d - (double)exponent);
    if (fabs(m) < 1 - 0.5e-6) { /* not 1: five decimals may round it up to 1 */
        m *= 10;
        exponent--;
    } else if (fabs(m) >= 10) {
        m /= 10;
        exponent++;
    }
    Decimal decimal = to_decimal(m, SIGNIFICANT);
    add_decimal(out, &decimal, SIGNIFICANT);
    strbuf_printf(out, "e%+ld", exponent);
}

static void add_float(StrBuf *out, const Value *value) {
    mpfr_t f;
    float_range();
    load_float(f, value);
    const Value rounded = {.rep = REP_FLOAT, .as.f = {f[0]}};
    double d = round_ieee(&rounded, 53, 1024);
    if (mpfr_zero_p(f) == (d == 0) && !isinf(d)) {
        Decimal decimal = to_decimal(d, SIGNIFICANT);
        size_t start = out->len;
        add_decimal(out, &decimal, SIGNIFICANT);
        if (!mpfr_integer_p(f) && memchr(out->text + start, '.', out->len - start) == NULL) {
            /* Six digits look like an integer, which it is not. */
            out->len = start;
            decimal = to_shortest(d);
            decimal.negative = signbit(d) != 0;
            add_decimal(out, &decimal, SIGNIFICANT);
        }
    } else {
        add_huge(out, f);
    }
    mpfr_clear(f);
}

/* Mantissa in hexadecimal and binary exponent. */
static void add_float_exact(StrBuf *out, mpfr_srcptr f) {
    enum { DIGITS = FLOAT_BITS / 4 };
    if (mpfr_zero_p(f)) {
        strbuf_byte(out, '0');
        return;
    }
    char digits[DIGITS + 2];
    mpz_t mantissa;
    mpz_init(mantissa);
    mpfr_get_z_2exp(mantissa, f);
    mpz_abs(mantissa, mantissa);
    mpz_get_str(digits, 16, mantissa);
    mpz_clear(mantissa);
    size_t length = strlen(digits);
    while (length > 1 && digits[length - 1] == '0') {
        length--;
    }
    strbuf_add(out, mpfr_signbit(f) ? "-0x." : "0x.");
    strbuf_add_n(out, digits, length);
    strbuf_printf(out, "p%+ld", (long)mpfr_get_exp(f));
}

/* ---- Values ---- */

static void add_int(StrBuf *out, mpz_srcptr z) {
    char *digits = arena_alloc(out->arena, mpz_sizeinbase(z, 10) + 2);
    strbuf_add(out, mpz_get_str(digits, 10, z));
}

static void add_rational_exact(StrBuf *out, mpq_srcptr q) {
    add_int(out, mpq_numref(q));
    if (mpz_cmp_ui(mpq_denref(q), 1) != 0) {
        strbuf_byte(out, '/');
        add_int(out, mpq_denref(q));
    }
}

static void add_complex(StrBuf *out, const Value *value, void (*format)(const Value *part, StrBuf *to)) {
    strbuf_byte(out, '(');
    format(value->as.complex.re, out);
    strbuf_add(out, " + ");
    format(value->as.complex.im, out);
    strbuf_add(out, "i)");
}

void value_format(const Value *value, StrBuf *out) {
    switch (value->rep) {
    case REP_UNKNOWN: strbuf_add(out, "unknown"); break;
    case REP_BOOL: strbuf_add(out, value->as.b ? "true" : "false"); break;
    case REP_STRING: quote_shortened(out, string_text(value), value->as.string.length); break;
    case REP_INT64: strbuf_printf(out, "%" PRId64, value->as.i); break;
    case REP_BIG: add_int(out, value->as.z); break;
    case REP_RAT:
    case REP_FLOAT: add_float(out, value); break;
    case REP_COMPLEX: add_complex(out, value, value_format); break;
    }
}

void value_format_exact(const Value *value, StrBuf *out) {
    switch (value->rep) {
    case REP_STRING: quote_string(out, string_text(value), value->as.string.length); break;
    case REP_RAT: add_rational_exact(out, value->as.q); break;
    case REP_FLOAT: add_float_exact(out, value->as.f); break;
    case REP_COMPLEX: add_complex(out, value, value_format_exact); break;
    case REP_UNKNOWN:
    case REP_BOOL:
    case REP_INT64:
    case REP_BIG: value_format(value, out); break;
    }
}

void value_format_ir(const Value *value, StrBuf *out) {
    /* The IR prints a constant by its short form; a rune's quotes and a type around it depend on the
     * node's type and are the caller's. */
    value_format(value, out);
}
