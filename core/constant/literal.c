/*
 * The values of literals. The scanner has complained about malformed ones; what still cannot be read
 * here, or is out of range, is VALUE_UNKNOWN.
 * Spec: #Integer_literals #Floating-point_literals #Rune_literals #String_literals.
 * gc: go/constant MakeFromLiteral, math/big Float and Rat scanning, strconv Unquote.
 */
#include "core/constant/internal.h"

#include <string.h>

#include "core/base/unicode.h"

/* ---- Numbers ---- */

/* A number's text taken apart: mantissa digits without point, and what the point and the exponent do. */
typedef struct NumberText {
    StrBuf digits;
    int base;
    int64_t fraction; /* digits behind the point */
    int64_t exponent;
    bool binary_exponent; /* introduced by p, not by e */
} NumberText;

static int lower(int c) { return c | ('x' - 'X'); }

static int digit_value(int c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Reads the exponent behind e or p; one beyond all possible ones is cut. False when it is malformed. */
static bool read_exponent(NumberText *number, const char *text, size_t length) {
    const int64_t limit = INT64_C(1) << 40;
    size_t i = 0;
    bool negative = length > 0 && text[0] == '-';
    if (length > 0 && (text[0] == '-' || text[0] == '+')) {
        i++;
    }
    bool digits = false;
    for (; i < length; i++) {
        if (text[i] == '_') {
            continue;
        }
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        digits = true;
        number->exponent = number->exponent * 10 + (text[i] - '0');
        if (number->exponent > limit) {
            number->exponent = limit;
        }
    }
    if (negative) {
        number->exponent = -number->exponent;
    }
    return digits;
}

/* Reads mantissa, point and exponent; `text` begins behind the prefix. */
static bool read_number(NumberText *number, const char *text, size_t length) {
    bool point = false;
    for (size_t i = 0; i < length; i++) {
        int c = (unsigned char)text[i];
        if (c == '_') {
            continue;
        }
        if (c == '.' && !point) {
            point = true;
        } else if ((lower(c) == 'e' && number->base == 10) || (lower(c) == 'p' && number->base == 16)) {
            number->binary_exponent = lower(c) == 'p';
            return number->digits.len > 0 && read_exponent(number, text + i + 1, length - i - 1);
        } else if (digit_value(c) < number->base) {
            strbuf_byte(&number->digits, (char)c);
            number->fraction += point;
        } else {
            return false;
        }
    }
    return number->digits.len > 0;
}

/* Returns the base of the prefix and its length; a plain leading 0 is not a prefix. */
static int prefix_base(const char *text, size_t length, size_t *skip) {
    *skip = 2;
    if (length >= 2 && text[0] == '0') {
        switch (lower((unsigned char)text[1])) {
        case 'x': return 16;
        case 'o': return 8;
        case 'b': return 2;
        default: break;
        }
    }
    *skip = 0;
    return 10;
}

/* Sets f, without rounding errors that Go does not make, to 5 to the n: the bits of very large
 * constants depend on the precisions and on the order of the steps. */
static void power_of_five(mpfr_t f, uint64_t n) {
    enum { EXACT_POWER = 27, EXTRA_BITS = 64 }; /* 5^27 is the last that fits in 64 bits */
    uint64_t first = n < EXACT_POWER ? n : EXACT_POWER;
    mpfr_set_ui(f, 5, MPFR_RNDN);
    mpfr_pow_ui(f, f, (unsigned long)first, MPFR_RNDN);
    mpfr_t step;
    mpfr_init2(step, mpfr_get_prec(f) + EXTRA_BITS);
    mpfr_set_ui(step, 5, MPFR_RNDN);
    for (n -= first; n > 0; n >>= 1) {
        if (n & 1) {
            mpfr_mul(f, f, step, MPFR_RNDN);
            float_clip(f);
        }
        mpfr_mul(step, step, step, MPFR_RNDN);
        float_clip(step);
    }
    mpfr_clear(step);
}

/* Sets f to mantissa * 2^exp2 * 5^exp5, rounded as Go does. */
static void scale_float(mpfr_t f, const mpz_t mantissa, int64_t exp2, int64_t exp5) {
    enum { EXTRA_BITS = 64 };
    mpfr_t exact, power;
    mpfr_init2(exact, (mpfr_prec_t)mpz_sizeinbase(mantissa, 2));
    mpfr_init2(power, FLOAT_BITS + EXTRA_BITS);
    mpfr_set_z_2exp(exact, mantissa, (mpfr_exp_t)exp2, MPFR_RNDN);
    if (exp5 == 0) {
        mpfr_set(f, exact, MPFR_RNDN);
    } else {
        power_of_five(power, (uint64_t)(exp5 < 0 ? -exp5 : exp5));
        if (exp5 < 0) {
            mpfr_div(f, exact, power, MPFR_RNDN);
        } else {
            mpfr_mul(f, exact, power, MPFR_RNDN);
        }
    }
    float_clip(f);
    mpfr_clears(exact, power, (mpfr_ptr)NULL);
}

/* The same, exactly. */
static const Value *scale_rational(Arena *arena, const mpz_t mantissa, int64_t exp2, int64_t exp5) {
    mpq_t q;
    mpq_init(q);
    mpq_set_z(q, mantissa);
    mpz_ptr scaled = exp5 < 0 ? mpq_denref(q) : mpq_numref(q);
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 5, (unsigned long)(exp5 < 0 ? -exp5 : exp5));
    mpz_mul(scaled, scaled, power);
    mpz_clear(power);
    scaled = exp2 < 0 ? mpq_denref(q) : mpq_numref(q);
    mpz_mul_2exp(scaled, scaled, (mp_bitcnt_t)(exp2 < 0 ? -exp2 : exp2));
    mpq_canonicalize(q);
    const Value *value = make_small_rational(arena, q);
    mpq_clear(q);
    return value;
}

/* Returns mantissa * 2^exp2 * 5^exp5 (mantissa > 0), as a fraction while that stays reasonable. */
static const Value *scaled_value(Arena *arena, const mpz_t mantissa, int64_t exp2, int64_t exp5) {
    const int64_t exp5_max = 1000000, exp2_max = 10000000;
    int64_t exponent = (int64_t)mpz_sizeinbase(mantissa, 2) + exp2;
    if (exponent > INT32_MAX || exponent < INT32_MIN) {
        return value_unknown();
    }
    const Value *value;
    mpfr_t f;
    float_range();
    mpfr_init2(f, FLOAT_BITS);
    scale_float(f, mantissa, exp2, exp5);
    if (mpfr_zero_p(f)) {
        value = value_double(arena, 0);
    } else if (float_is_small(f) && exp5 >= -exp5_max && exp5 <= exp5_max && exp2 >= -exp2_max && exp2 <= exp2_max) {
        value = scale_rational(arena, mantissa, exp2, exp5);
    } else {
        value = make_float(arena, f);
    }
    mpfr_clear(f);
    return value;
}

const Value *literal_float(Arena *arena, const char *text, size_t length) {
    size_t skip;
    NumberText number = {.digits = strbuf_new(arena), .base = prefix_base(text, length, &skip)};
    if (!read_number(&number, text + skip, length - skip)) {
        return value_unknown();
    }
    int bits_per_digit = number.base == 16 ? 4 : number.base == 8 ? 3 : 1;
    int64_t exp5 = number.base == 10 ? number.exponent - number.fraction : 0;
    int64_t exp2 = number.base == 10 ? exp5 : number.exponent - number.fraction * bits_per_digit;
    mpz_t mantissa;
    mpz_init(mantissa);
    mpz_set_str(mantissa, strbuf_text(&number.digits), number.base);
    const Value *value = mpz_sgn(mantissa) == 0 ? value_double(arena, 0) : scaled_value(arena, mantissa, exp2, exp5);
    mpz_clear(mantissa);
    return value;
}

static const Value *literal_int(Arena *arena, const char *text, size_t length) {
    size_t skip;
    int base = prefix_base(text, length, &skip);
    if (base == 10 && length > 1 && text[0] == '0') {
        base = 8;
        skip = 1;
    }
    uint64_t small = 0;
    bool fits = true, digits = skip == 1;
    for (size_t i = skip; i < length; i++) {
        int digit = digit_value((unsigned char)text[i]);
        if (text[i] == '_') {
            continue;
        }
        if (digit >= base) {
            return value_unknown();
        }
        digits = true;
        fits = fits && !__builtin_mul_overflow(small, (uint64_t)base, &small) &&
               !__builtin_add_overflow(small, (uint64_t)digit, &small);
    }
    if (!digits) {
        return value_unknown();
    }
    if (fits) {
        return value_uint(arena, small);
    }
    NumberText number = {.digits = strbuf_new(arena)};
    for (size_t i = skip; i < length; i++) {
        if (text[i] != '_') {
            strbuf_byte(&number.digits, text[i]);
        }
    }
    mpz_t z;
    mpz_init_set_str(z, strbuf_text(&number.digits), base);
    const Value *value = make_int(arena, z);
    mpz_clear(z);
    return value;
}

static const Value *literal_imaginary(Arena *arena, const char *text, size_t length) {
    if (length == 0 || text[length - 1] != 'i') {
        return value_unknown();
    }
    return value_make_complex(arena, value_int(arena, 0), literal_float(arena, text, length - 1));
}

/* ---- Text ---- */

/* One character or escape of a quoted literal. */
typedef struct Unquoted {
    int rune;
    bool byte; /* \x and octal escapes: one byte, whatever its value */
} Unquoted;

/* Reads `count` digits of the base; -1 when there are fewer. */
static int64_t read_digits(const char *text, size_t length, size_t count, int base) {
    int64_t value = 0;
    if (length < count) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        int digit = digit_value((unsigned char)text[i]);
        if (digit >= base) {
            return -1;
        }
        value = value * base + digit;
    }
    return value;
}

static int simple_escape(int c) {
    switch (c) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\': return '\\';
    default: return -1;
    }
}

/* Reads one character at `text`; returns the bytes used, 0 when it is malformed. */
static size_t unquote_char(const char *text, size_t length, char quote, Unquoted *out) {
    *out = (Unquoted){0};
    if (length == 0 || text[0] == quote || text[0] == '\n') {
        return 0;
    }
    if (text[0] != '\\') {
        int size;
        out->rune = utf8_decode(text, length, &size);
        return (size_t)size;
    }
    if (length < 2) {
        return 0;
    }
    size_t count = 0, skip = 2;
    int base = 16;
    switch (text[1]) {
    case 'x': count = 2; break;
    case 'u': count = 4; break;
    case 'U': count = 8; break;
    default:
        if (text[1] >= '0' && text[1] <= '7') {
            count = 3;
            base = 8;
            skip = 1;
        }
    }
    if (count == 0) {
        out->rune = text[1] == quote ? quote : simple_escape((unsigned char)text[1]);
        return out->rune >= 0 ? 2 : 0;
    }
    int64_t value = read_digits(text + skip, length - skip, count, base);
    out->byte = count < 4;
    if (value < 0 || value > (out->byte ? 0xFF : RUNE_MAX) || (!out->byte && value >= 0xD800 && value < 0xE000)) {
        return 0;
    }
    out->rune = (int)value;
    return skip + count;
}

static const Value *literal_rune(Arena *arena, const char *text, size_t length) {
    Unquoted unquoted;
    if (length < 3 || unquote_char(text + 1, length - 2, '\'', &unquoted) == 0) {
        return value_unknown();
    }
    return value_int(arena, unquoted.rune);
}

static const Value *literal_string(Arena *arena, const char *text, size_t length) {
    if (length < 2 || text[0] != text[length - 1] || (text[0] != '"' && text[0] != '`')) {
        return value_unknown();
    }
    const char *inner = text + 1;
    size_t left = length - 2;
    char left_out = text[0] == '`' ? '\r' : '\\';
    if (memchr(inner, left_out, left) == NULL) {
        return value_string(arena, inner, left);
    }
    StrBuf buf = strbuf_new(arena);
    while (left > 0) {
        size_t used = 1;
        Unquoted unquoted;
        if (text[0] == '`') {
            if (*inner != '\r') {
                strbuf_byte(&buf, *inner);
            }
        } else if ((used = unquote_char(inner, left, '"', &unquoted)) == 0) {
            return value_unknown();
        } else if (unquoted.byte) {
            strbuf_byte(&buf, (char)unquoted.rune);
        } else {
            strbuf_rune(&buf, unquoted.rune);
        }
        inner += used;
        left -= used;
    }
    return value_string(arena, strbuf_text(&buf), buf.len);
}

const Value *value_literal(Arena *arena, LitKind kind, const char *text, size_t length) {
    switch (kind) {
    case LIT_INT: return literal_int(arena, text, length);
    case LIT_FLOAT: return literal_float(arena, text, length);
    case LIT_IMAG: return literal_imaginary(arena, text, length);
    case LIT_RUNE: return literal_rune(arena, text, length);
    case LIT_STRING: return literal_string(arena, text, length);
    }
    return value_unknown();
}
