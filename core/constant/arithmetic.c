/*
 * Operations on constants: both operands are brought to the more general of their two
 * representations, and the result is normalised again.
 * Spec: #Constant_expressions.  gc: go/constant/value.go UnaryOp, BinaryOp, Shift, Compare.
 */
#include "core/constant/internal.h"

#include <assert.h>
#include <string.h>

/* ---- Unary ---- */

static const Value *negate(Arena *arena, const Value *x) {
    const Value *result = value_unknown();
    switch (x->rep) {
    case REP_INT64:
        if (x->as.i != INT64_MIN) {
            return value_int(arena, -x->as.i);
        }
        return value_uint(arena, (uint64_t)INT64_MAX + 1);
    case REP_BIG: {
        mpz_t z;
        load_int(z, x);
        mpz_neg(z, z);
        result = make_int(arena, z);
        mpz_clear(z);
        return result;
    }
    case REP_RAT: {
        mpq_t q;
        load_rational(q, x);
        mpq_neg(q, q);
        result = make_rational(arena, q);
        mpq_clear(q);
        return result;
    }
    case REP_FLOAT: {
        mpfr_t f;
        float_range();
        load_float(f, x);
        mpfr_neg(f, f, MPFR_RNDN);
        result = make_float(arena, f);
        mpfr_clear(f);
        return result;
    }
    case REP_COMPLEX:
        return value_make_complex(arena, negate(arena, x->as.complex.re), negate(arena, x->as.complex.im));
    case REP_UNKNOWN:
    case REP_BOOL:
    case REP_STRING: break;
    }
    return result;
}

static const Value *complement(Arena *arena, const Value *x, int bits) {
    if (x->rep != REP_INT64 && x->rep != REP_BIG) {
        return value_unknown();
    }
    mpz_t z;
    load_int(z, x);
    mpz_com(z, z);
    if (bits > 0) {
        mpz_fdiv_r_2exp(z, z, (mp_bitcnt_t)bits);
    }
    const Value *result = make_int(arena, z);
    mpz_clear(z);
    return result;
}

const Value *value_unary(Arena *arena, Operator op, const Value *x, int bits) {
    if (op == OP_NOT) {
        return x->rep == REP_BOOL ? value_bool(!x->as.b) : value_unknown();
    }
    if (x->rep < REP_INT64) {
        return value_unknown();
    }
    switch ((int)op) {
    case OP_ADD: return x;
    case OP_SUB: return negate(arena, x);
    case OP_XOR: return complement(arena, x, bits);
    default: return value_unknown();
    }
}

/* ---- Binary ---- */

static const Value *divide_exactly(Arena *arena, const Value *x, const Value *y) {
    mpq_t a, b;
    load_rational(a, x);
    load_rational(b, y);
    mpq_div(a, a, b);
    const Value *result = make_rational(arena, a);
    mpq_clears(a, b, NULL);
    return result;
}

static const Value *binary_big(Arena *arena, const Value *x, Operator op, const Value *y) {
    bool known = true;
    mpz_t a, b;
    load_int(a, x);
    load_int(b, y);
    switch ((int)op) {
    case OP_ADD: mpz_add(a, a, b); break;
    case OP_SUB: mpz_sub(a, a, b); break;
    case OP_MUL: mpz_mul(a, a, b); break;
    case OP_DIV: mpz_tdiv_q(a, a, b); break;
    case OP_REM: mpz_tdiv_r(a, a, b); break;
    case OP_AND: mpz_and(a, a, b); break;
    case OP_OR: mpz_ior(a, a, b); break;
    case OP_XOR: mpz_xor(a, a, b); break;
    case OP_AND_NOT:
        mpz_com(b, b);
        mpz_and(a, a, b);
        break;
    default: known = false; break;
    }
    const Value *result = known ? make_int(arena, a) : value_unknown();
    mpz_clears(a, b, NULL);
    return result;
}

static const Value *binary_int64(Arena *arena, const Value *x, Operator op, const Value *y) {
    int64_t a = x->as.i, b = y->as.i, c = 0;
    bool overflow = false;
    switch ((int)op) {
    case OP_ADD: overflow = __builtin_add_overflow(a, b, &c); break;
    case OP_SUB: overflow = __builtin_sub_overflow(a, b, &c); break;
    case OP_MUL: overflow = __builtin_mul_overflow(a, b, &c); break;
    /* The smallest integer divided by -1 wraps around to itself: gc does the same. */
    case OP_DIV: c = b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b; break;
    case OP_REM: c = b == -1 ? 0 : a % b; break;
    case OP_AND: c = a & b; break;
    case OP_OR: c = a | b; break;
    case OP_XOR: c = a ^ b; break;
    case OP_AND_NOT: c = a & ~b; break;
    default: return value_unknown();
    }
    return overflow ? binary_big(arena, x, op, y) : value_int(arena, c);
}

static const Value *binary_rational(Arena *arena, const Value *x, Operator op, const Value *y) {
    bool known = true;
    mpq_t a, b;
    load_rational(a, x);
    load_rational(b, y);
    switch ((int)op) {
    case OP_ADD: mpq_add(a, a, b); break;
    case OP_SUB: mpq_sub(a, a, b); break;
    case OP_MUL: mpq_mul(a, a, b); break;
    case OP_DIV: mpq_div(a, a, b); break;
    default: known = false; break;
    }
    const Value *result = known ? make_rational(arena, a) : value_unknown();
    mpq_clears(a, b, NULL);
    return result;
}

static const Value *binary_float(Arena *arena, const Value *x, Operator op, const Value *y) {
    bool known = true;
    mpfr_t a, b;
    float_range();
    load_float(a, x);
    load_float(b, y);
    switch ((int)op) {
    case OP_ADD: mpfr_add(a, a, b, MPFR_RNDN); break;
    case OP_SUB: mpfr_sub(a, a, b, MPFR_RNDN); break;
    case OP_MUL: mpfr_mul(a, a, b, MPFR_RNDN); break;
    case OP_DIV: mpfr_div(a, a, b, MPFR_RNDN); break;
    default: known = false; break;
    }
    const Value *result = known ? make_float(arena, a) : value_unknown();
    mpfr_clears(a, b, (mpfr_ptr)NULL);
    return result;
}

static const Value *binary_real(Arena *arena, const Value *x, Operator op, const Value *y, bool integer) {
    Rep rep = x->rep > y->rep ? x->rep : y->rep;
    if (x->rep < REP_INT64 || y->rep < REP_INT64) {
        return value_unknown();
    }
    if ((op == OP_DIV || op == OP_REM) && value_sign(y) == 0) {
        return value_unknown();
    }
    if (rep <= REP_BIG && op == OP_DIV && !integer) {
        return divide_exactly(arena, x, y);
    }
    switch (rep) {
    case REP_INT64: return binary_int64(arena, x, op, y);
    case REP_BIG: return binary_big(arena, x, op, y);
    case REP_RAT: return binary_rational(arena, x, op, y);
    case REP_FLOAT: return binary_float(arena, x, op, y);
    case REP_UNKNOWN:
    case REP_BOOL:
    case REP_STRING:
    case REP_COMPLEX: break;
    }
    return value_unknown();
}

/* One step of complex arithmetic. */
static const Value *part(Arena *arena, const Value *x, Operator op, const Value *y) {
    return binary_real(arena, x, op, y, false);
}

static const Value *binary_complex(Arena *arena, const Value *x, Operator op, const Value *y) {
    const Value *a = value_real(arena, x), *b = value_imag(arena, x);
    const Value *c = value_real(arena, y), *d = value_imag(arena, y);
    if (op == OP_ADD || op == OP_SUB) {
        return value_make_complex(arena, part(arena, a, op, c), part(arena, b, op, d));
    }
    if (op != OP_MUL && op != OP_DIV) {
        return value_unknown();
    }
    const Value *ac = part(arena, a, OP_MUL, c), *bd = part(arena, b, OP_MUL, d);
    const Value *bc = part(arena, b, OP_MUL, c), *ad = part(arena, a, OP_MUL, d);
    if (op == OP_MUL) {
        return value_make_complex(arena, part(arena, ac, OP_SUB, bd), part(arena, bc, OP_ADD, ad));
    }
    const Value *norm = part(arena, part(arena, c, OP_MUL, c), OP_ADD, part(arena, d, OP_MUL, d));
    return value_make_complex(arena, part(arena, part(arena, ac, OP_ADD, bd), OP_DIV, norm),
                              part(arena, part(arena, bc, OP_SUB, ad), OP_DIV, norm));
}

/* Strings that are so long are rarely read. */
enum { JOINED_LATER = 1 << 20 };

static const Value *join_later(Arena *arena, const Value *x, const Value *y, size_t length) {
    Value *value = ARENA_NEW(arena, Value);
    value->rep = REP_STRING;
    value->as.string.length = length;
    value->as.string.joined = ARENA_NEW(arena, Joined);
    *value->as.string.joined = (Joined){.arena = arena, .left = x, .right = y};
    return value;
}

/* Joins two strings; the left one's buffer is continued when it ends in free room. */
static const Value *join(Arena *arena, const Value *x, const Value *y) {
    size_t length = x->as.string.length + y->as.string.length;
    if (y->as.string.length == 0 || x->as.string.length == 0) {
        return y->as.string.length == 0 ? x : y;
    }
    if (length >= JOINED_LATER) {
        return join_later(arena, x, y, length);
    }
    TextBuffer *buffer = x->as.string.buffer;
    /* The arena tells whose buffer it is: another thread may read this value but not write behind it. */
    bool fits = buffer != NULL && buffer->arena == arena &&
                x->as.string.text + x->as.string.length == buffer->text + buffer->used &&
                buffer->cap - buffer->used >= y->as.string.length;
    if (!fits) {
        size_t cap = buffer != NULL ? length * 2 : length;
        char *text = arena_alloc(arena, cap);
        memcpy(text, x->as.string.text, x->as.string.length);
        buffer = ARENA_NEW(arena, TextBuffer);
        *buffer = (TextBuffer){.arena = arena, .text = text, .used = x->as.string.length, .cap = cap};
    }
    memcpy(buffer->text + buffer->used, y->as.string.text, y->as.string.length);
    buffer->used += y->as.string.length;
    Value *value = ARENA_NEW(arena, Value);
    value->rep = REP_STRING;
    value->as.string.text = buffer->text;
    value->as.string.length = length;
    value->as.string.buffer = buffer;
    return value;
}

const Value *value_binary(Arena *arena, const Value *x, Operator op, const Value *y, bool integer) {
    if (x->rep >= REP_INT64 && y->rep >= REP_INT64) {
        return x->rep == REP_COMPLEX || y->rep == REP_COMPLEX ? binary_complex(arena, x, op, y)
                                                              : binary_real(arena, x, op, y, integer);
    }
    if (x->rep != y->rep) {
        return value_unknown();
    }
    if (x->rep == REP_STRING && op == OP_ADD) {
        return join(arena, x, y);
    }
    if (x->rep == REP_BOOL && op == OP_AND_AND) {
        return value_bool(x->as.b && y->as.b);
    }
    if (x->rep == REP_BOOL && op == OP_OR_OR) {
        return value_bool(x->as.b || y->as.b);
    }
    return value_unknown();
}

/* ---- Shifts ---- */

const Value *value_shift(Arena *arena, const Value *x, Operator op, unsigned count) {
    assert(op == OP_SHL || op == OP_SHR);
    if (x->rep != REP_INT64 && x->rep != REP_BIG) {
        return value_unknown();
    }
    if (count == 0 || value_sign(x) == 0) {
        return x;
    }
    if (x->rep == REP_INT64 && op == OP_SHR) {
        return value_int(arena, x->as.i >> (count > 63 ? 63 : count));
    }
    mpz_t z;
    load_int(z, x);
    if (op == OP_SHL) {
        mpz_mul_2exp(z, z, count);
    } else {
        mpz_fdiv_q_2exp(z, z, count);
    }
    const Value *result = make_int(arena, z);
    mpz_clear(z);
    return result;
}

/* ---- Comparison ---- */

/* True when the sign of a difference satisfies the operator. */
static bool satisfies(int sign, Operator op) {
    switch ((int)op) {
    case OP_EQL: return sign == 0;
    case OP_NEQ: return sign != 0;
    case OP_LSS: return sign < 0;
    case OP_LEQ: return sign <= 0;
    case OP_GTR: return sign > 0;
    case OP_GEQ: return sign >= 0;
    default: return false;
    }
}

static int compare_strings(const Value *x, const Value *y) {
    size_t a = x->as.string.length, b = y->as.string.length;
    int order = memcmp(string_text(x), string_text(y), a < b ? a : b);
    return order != 0 ? order : (a > b) - (a < b);
}

static int compare_reals(const Value *x, const Value *y) {
    Rep rep = x->rep > y->rep ? x->rep : y->rep;
    int order;
    if (rep == REP_INT64) {
        return (x->as.i > y->as.i) - (x->as.i < y->as.i);
    }
    if (rep == REP_BIG) {
        mpz_t a, b;
        load_int(a, x);
        load_int(b, y);
        order = mpz_cmp(a, b);
        mpz_clears(a, b, NULL);
    } else if (rep == REP_RAT) {
        mpq_t a, b;
        load_rational(a, x);
        load_rational(b, y);
        order = mpq_cmp(a, b);
        mpq_clears(a, b, NULL);
    } else {
        mpfr_t a, b;
        float_range();
        load_float(a, x);
        load_float(b, y);
        order = mpfr_cmp(a, b);
        mpfr_clears(a, b, (mpfr_ptr)NULL);
    }
    return order;
}

static bool equal_complex(const Value *x, const Value *y) {
    static const Value zero = {.rep = REP_INT64};
    const Value *b = x->rep == REP_COMPLEX ? x->as.complex.im : &zero;
    const Value *d = y->rep == REP_COMPLEX ? y->as.complex.im : &zero;
    const Value *a = x->rep == REP_COMPLEX ? x->as.complex.re : x;
    const Value *c = y->rep == REP_COMPLEX ? y->as.complex.re : y;
    return compare_reals(a, c) == 0 && compare_reals(b, d) == 0;
}

bool value_compare(const Value *x, Operator op, const Value *y) {
    if (x->rep >= REP_INT64 && y->rep >= REP_INT64) {
        if (x->rep == REP_COMPLEX || y->rep == REP_COMPLEX) {
            bool equal = equal_complex(x, y);
            return (op == OP_EQL && equal) || (op == OP_NEQ && !equal);
        }
        return satisfies(compare_reals(x, y), op);
    }
    if (x->rep != y->rep) {
        return false;
    }
    if (x->rep == REP_BOOL) {
        return (op == OP_EQL && x->as.b == y->as.b) || (op == OP_NEQ && x->as.b != y->as.b);
    }
    return x->rep == REP_STRING && satisfies(compare_strings(x, y), op);
}

bool value_identical(const Value *x, const Value *y) {
    return value_kind(x) == value_kind(y) && value_compare(x, OP_EQL, y);
}
