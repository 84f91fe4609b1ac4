/*
 * How values are represented, and the conversions between kinds.
 * gc: go/constant/value.go.
 */
#include "core/constant/internal.h"

#include <math.h>
#include <string.h>

/* ---- Making values ---- */

static Value *new_value(Arena *arena, Rep rep) {
    Value *value = ARENA_NEW(arena, Value);
    value->rep = rep;
    return value;
}

const Value *value_unknown(void) {
    static const Value unknown = {.rep = REP_UNKNOWN};
    return &unknown;
}

const Value *value_bool(bool b) {
    static const Value no = {.rep = REP_BOOL, .as.b = false};
    static const Value yes = {.rep = REP_BOOL, .as.b = true};
    return b ? &yes : &no;
}

const Value *value_string(Arena *arena, const char *text, size_t length) {
    Value *value = new_value(arena, REP_STRING);
    value->as.string.text = arena_strndup(arena, text, length);
    value->as.string.length = length;
    return value;
}

const Value *value_int(Arena *arena, int64_t i) {
    Value *value = new_value(arena, REP_INT64);
    value->as.i = i;
    return value;
}

static void set_uint64(mpz_t z, uint64_t u) { mpz_import(z, 1, 1, sizeof u, 0, 0, &u); }

const Value *value_uint(Arena *arena, uint64_t u) {
    if (u <= INT64_MAX) {
        return value_int(arena, (int64_t)u);
    }
    mpz_t z;
    mpz_init(z);
    set_uint64(z, u);
    const Value *value = make_int(arena, z);
    mpz_clear(z);
    return value;
}

const Value *value_double(Arena *arena, double d) {
    if (!isfinite(d)) {
        return value_unknown();
    }
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, d);
    const Value *value = make_small_rational(arena, q);
    mpq_clear(q);
    return value;
}

/* Makes `to` a read-only copy of `from` with its limbs in the arena. */
static void keep_int(Arena *arena, mpz_ptr to, mpz_srcptr from) {
    size_t limbs = mpz_size(from);
    const mp_limb_t *copy = arena_copy(arena, mpz_limbs_read(from), limbs * sizeof(mp_limb_t));
    mpz_roinit_n(to, copy, mpz_sgn(from) < 0 ? -(mp_size_t)limbs : (mp_size_t)limbs);
}

/* Returns true when the integer fits in 64 bits with its sign. */
static bool get_int64(const mpz_t z, int64_t *out) {
    size_t bits = mpz_sizeinbase(z, 2);
    if (bits > 64) {
        return false;
    }
    uint64_t magnitude = 0;
    mpz_export(&magnitude, NULL, 1, sizeof magnitude, 0, 0, z);
    if (mpz_sgn(z) >= 0) {
        *out = (int64_t)(magnitude & INT64_MAX);
        return magnitude <= INT64_MAX;
    }
    if (magnitude > (uint64_t)INT64_MAX + 1) {
        return false;
    }
    *out = -(int64_t)(magnitude - 1) - 1;
    return true;
}

static bool get_uint64(const mpz_t z, uint64_t *out) {
    if (mpz_sgn(z) < 0 || mpz_sizeinbase(z, 2) > 64) {
        return false;
    }
    *out = 0;
    mpz_export(out, NULL, 1, sizeof *out, 0, 0, z);
    return true;
}

const Value *make_int(Arena *arena, const mpz_t z) {
    int64_t i;
    if (get_int64(z, &i)) {
        return value_int(arena, i);
    }
    Value *value = new_value(arena, REP_BIG);
    keep_int(arena, value->as.z, z);
    return value;
}

const Value *make_small_rational(Arena *arena, const mpq_t q) {
    Value *value = new_value(arena, REP_RAT);
    keep_int(arena, mpq_numref(value->as.q), mpq_numref(q));
    keep_int(arena, mpq_denref(value->as.q), mpq_denref(q));
    return value;
}

/* True when the integer is of reasonable size for a part of a fraction. */
static bool int_is_small(mpz_srcptr z) { return mpz_sizeinbase(z, 2) < RATIONAL_BITS; }

const Value *make_rational(Arena *arena, const mpq_t q) {
    if (int_is_small(mpq_numref(q)) && int_is_small(mpq_denref(q))) {
        return make_small_rational(arena, q);
    }
    float_range();
    mpfr_t f;
    mpfr_init2(f, FLOAT_BITS);
    mpfr_set_q(f, q, MPFR_RNDN);
    const Value *value = make_float(arena, f);
    mpfr_clear(f);
    return value;
}

const Value *make_float(Arena *arena, mpfr_t f) {
    float_clip(f);
    if (!mpfr_number_p(f)) {
        return value_unknown();
    }
    Value *value = new_value(arena, REP_FLOAT);
    bool zero = mpfr_zero_p(f);
    void *limbs = arena_copy(arena, mpfr_custom_get_significand(f), mpfr_custom_get_size(FLOAT_BITS));
    int kind = zero ? MPFR_ZERO_KIND : MPFR_REGULAR_KIND;
    mpfr_custom_init_set(value->as.f, !zero && mpfr_signbit(f) ? -kind : kind, zero ? 0 : mpfr_get_exp(f), FLOAT_BITS,
                         limbs);
    return value;
}

const Value *value_make_complex(Arena *arena, const Value *re, const Value *im) {
    if (re->rep == REP_UNKNOWN || im->rep == REP_UNKNOWN) {
        return value_unknown();
    }
    Value *value = new_value(arena, REP_COMPLEX);
    value->as.complex.re = re;
    value->as.complex.im = im;
    return value;
}

/* ---- Temporaries ---- */

void load_int(mpz_t z, const Value *value) {
    mpz_init(z);
    if (value->rep == REP_BIG) {
        mpz_set(z, value->as.z);
        return;
    }
    bool negative = value->as.i < 0;
    set_uint64(z, negative ? 0 - (uint64_t)value->as.i : (uint64_t)value->as.i);
    if (negative) {
        mpz_neg(z, z);
    }
}

void load_rational(mpq_t q, const Value *value) {
    mpq_init(q);
    if (value->rep == REP_RAT) {
        mpq_set(q, value->as.q);
        return;
    }
    mpz_t z;
    load_int(z, value);
    mpq_set_z(q, z);
    mpz_clear(z);
}

void load_float(mpfr_t f, const Value *value) {
    mpfr_init2(f, FLOAT_BITS);
    if (value->rep == REP_FLOAT) {
        mpfr_set(f, value->as.f, MPFR_RNDN);
    } else if (value->rep == REP_RAT) {
        mpfr_set_q(f, value->as.q, MPFR_RNDN);
    } else {
        mpz_t z;
        load_int(z, value);
        mpfr_set_z(f, z, MPFR_RNDN);
        mpz_clear(z);
    }
}

void float_range(void) {
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
}

void float_clip(mpfr_t f) {
    if (!mpfr_regular_p(f)) {
        return;
    }
    mpfr_exp_t exponent = mpfr_get_exp(f);
    if (exponent > INT32_MAX) {
        mpfr_set_inf(f, mpfr_signbit(f) ? -1 : 1);
    } else if (exponent < INT32_MIN) {
        mpfr_set_zero(f, 1);
    }
}

bool float_is_small(mpfr_srcptr f) {
    if (!mpfr_regular_p(f)) {
        return mpfr_zero_p(f);
    }
    mpfr_exp_t exponent = mpfr_get_exp(f);
    return exponent > -RATIONAL_BITS && exponent < RATIONAL_BITS;
}

/* ---- Reading values ---- */

ValueKind value_kind(const Value *value) {
    switch (value->rep) {
    case REP_UNKNOWN: return VALUE_UNKNOWN;
    case REP_BOOL: return VALUE_BOOL;
    case REP_STRING: return VALUE_STRING;
    case REP_INT64:
    case REP_BIG: return VALUE_INT;
    case REP_RAT:
    case REP_FLOAT: return VALUE_FLOAT;
    case REP_COMPLEX: return VALUE_COMPLEX;
    }
    return VALUE_UNKNOWN;
}

bool value_as_bool(const Value *value) { return value->rep == REP_BOOL && value->as.b; }

/* Writes the bytes of a string so that they end before `end`; what is on the left goes on in the loop. */
static void write_before(char *end, const Value *value) {
    while (value->as.string.text == NULL) {
        const Joined *joined = value->as.string.joined;
        write_before(end, joined->right);
        end -= joined->right->as.string.length;
        value = joined->left;
    }
    memcpy(end - value->as.string.length, value->as.string.text, value->as.string.length);
}

const char *string_text(const Value *value) {
    if (value->as.string.text == NULL) {
        char *text = arena_alloc(value->as.string.joined->arena, value->as.string.length);
        write_before(text + value->as.string.length, value);
        /* Values are const for everybody but their own: it is the same value as before. */
        ((Value *)(uintptr_t)value)->as.string.text = text;
    }
    return value->as.string.text;
}

const char *value_as_string(const Value *value, size_t *length) {
    *length = value_string_length(value);
    return value->rep == REP_STRING ? string_text(value) : "";
}

size_t value_string_length(const Value *value) { return value->rep == REP_STRING ? value->as.string.length : 0; }

/*
 * Sets z to the integer that f stands for. A float that is off an integer only in its last bits is
 * taken for that integer: earlier roundings made the difference. Returns false for others and for
 * huge ones.
 */
static bool float_get_int(mpz_t z, mpfr_srcptr f) {
    enum { SPARE_BITS = 4 };
    if (!float_is_small(f)) {
        return false;
    }
    if (mpfr_integer_p(f)) {
        mpfr_get_z(z, f, MPFR_RNDZ);
        return true;
    }
    static const mpfr_rnd_t modes[] = {MPFR_RNDZ, MPFR_RNDA};
    bool found = false;
    mpfr_t shorter;
    mpfr_init2(shorter, FLOAT_BITS - SPARE_BITS);
    for (int i = 0; i < 2 && !found; i++) {
        mpfr_set(shorter, f, modes[i]);
        if (mpfr_integer_p(shorter)) {
            mpfr_get_z(z, shorter, MPFR_RNDZ);
            found = true;
        }
    }
    mpfr_clear(shorter);
    return found;
}

/* Sets z, which is initialised, to the integer that any numeric value stands for. */
static bool get_int(mpz_t z, const Value *value) {
    if (value->rep == REP_COMPLEX) {
        if (value_sign(value->as.complex.im) != 0) {
            return false;
        }
        value = value->as.complex.re;
    }
    switch (value->rep) {
    case REP_INT64:
    case REP_BIG: {
        mpz_t t;
        load_int(t, value);
        mpz_swap(z, t);
        mpz_clear(t);
        return true;
    }
    case REP_RAT:
        if (mpz_cmp_ui(mpq_denref(value->as.q), 1) != 0) {
            return false;
        }
        mpz_set(z, mpq_numref(value->as.q));
        return true;
    case REP_FLOAT: float_range(); return float_get_int(z, value->as.f);
    case REP_UNKNOWN:
    case REP_BOOL:
    case REP_STRING:
    case REP_COMPLEX: break;
    }
    return false;
}

bool value_as_int64(const Value *value, int64_t *out) {
    if (value->rep == REP_INT64) {
        *out = value->as.i;
        return true;
    }
    mpz_t z;
    mpz_init(z);
    bool ok = get_int(z, value) && get_int64(z, out);
    mpz_clear(z);
    return ok;
}

bool value_as_uint64(const Value *value, uint64_t *out) {
    if (value->rep == REP_INT64) {
        *out = (uint64_t)value->as.i;
        return value->as.i >= 0;
    }
    mpz_t z;
    mpz_init(z);
    bool ok = get_int(z, value) && get_uint64(z, out);
    mpz_clear(z);
    return ok;
}

int value_sign(const Value *value) {
    switch (value->rep) {
    case REP_INT64: return (value->as.i > 0) - (value->as.i < 0);
    case REP_BIG: return mpz_sgn(value->as.z);
    case REP_RAT: return mpq_sgn(value->as.q);
    case REP_FLOAT: return mpfr_zero_p(value->as.f) ? 0 : mpfr_signbit(value->as.f) ? -1 : 1;
    case REP_COMPLEX: return value_sign(value->as.complex.re) | value_sign(value->as.complex.im);
    case REP_UNKNOWN:
    case REP_BOOL:
    case REP_STRING: break;
    }
    return 1; /* so that nothing is taken for a division by zero */
}

int value_bit_length(const Value *value) {
    if (value->rep == REP_BIG) {
        return (int)mpz_sizeinbase(value->as.z, 2);
    }
    if (value->rep != REP_INT64 || value->as.i == 0) {
        return 0;
    }
    uint64_t magnitude = value->as.i < 0 ? 0 - (uint64_t)value->as.i : (uint64_t)value->as.i;
    return 64 - __builtin_clzll(magnitude);
}

/* ---- Rounding to the machine's floats ---- */

/* Sets f, at the precision it has, to a real number. */
static void set_float(mpfr_t f, const Value *value, mpfr_rnd_t mode) {
    if (value->rep == REP_RAT) {
        mpfr_set_q(f, value->as.q, mode);
    } else if (value->rep == REP_FLOAT) {
        mpfr_set(f, value->as.f, mode);
    } else {
        /* Large integers pass through a float of the usual size first, and so are rounded twice. */
        mpfr_t wide;
        load_float(wide, value);
        mpfr_set(f, wide, mode);
        mpfr_clear(wide);
    }
}

double round_ieee(const Value *value, int bits, int max_exponent) {
    if (value->rep < REP_INT64 || value->rep == REP_COMPLEX || value_sign(value) == 0) {
        return 0;
    }
    float_range();
    mpfr_t f;
    mpfr_init2(f, MPFR_PREC_MIN + 1);
    set_float(f, value, MPFR_RNDZ);
    long lost = 3 - max_exponent - (long)mpfr_get_exp(f); /* bits that a subnormal number lacks */
    long kept = lost > 0 ? bits - lost : bits;
    double result;
    if (kept < 0) {
        result = copysign(0, mpfr_signbit(f) ? -1 : 1);
    } else if (kept == 0) {
        /* Between half of the smallest number and that number; exactly half goes to even, zero. */
        mpfr_set_prec(f, MPFR_PREC_MIN + 1);
        set_float(f, value, MPFR_RNDA);
        bool half = mpfr_cmp_si_2exp(f, mpfr_signbit(f) ? -1 : 1, 2 - max_exponent - bits) == 0;
        result = copysign(half ? 0 : ldexp(1, 3 - max_exponent - bits), mpfr_signbit(f) ? -1 : 1);
    } else {
        mpfr_set_prec(f, kept);
        set_float(f, value, MPFR_RNDN);
        result =
            mpfr_get_exp(f) > max_exponent ? copysign(INFINITY, mpfr_signbit(f) ? -1 : 1) : mpfr_get_d(f, MPFR_RNDN);
    }
    mpfr_clear(f);
    return result;
}

double value_as_double(const Value *value) {
    return round_ieee(value->rep == REP_COMPLEX ? value->as.complex.re : value, 53, 1024);
}

static const Value *round_value(Arena *arena, const Value *value, int bits, int max_exponent) {
    if (value->rep == REP_COMPLEX) {
        return value_make_complex(arena, round_value(arena, value->as.complex.re, bits, max_exponent),
                                  round_value(arena, value->as.complex.im, bits, max_exponent));
    }
    if (value->rep < REP_INT64) {
        return value_unknown();
    }
    return value_double(arena, round_ieee(value, bits, max_exponent));
}

const Value *value_round32(Arena *arena, const Value *value) { return round_value(arena, value, 24, 128); }

const Value *value_round64(Arena *arena, const Value *value) { return round_value(arena, value, 53, 1024); }

/* ---- Conversion ---- */

const Value *value_to_int(Arena *arena, const Value *value) {
    if (value->rep == REP_INT64 || value->rep == REP_BIG) {
        return value;
    }
    mpz_t z;
    mpz_init(z);
    const Value *result = get_int(z, value) ? make_int(arena, z) : value_unknown();
    mpz_clear(z);
    return result;
}

const Value *value_to_float(Arena *arena, const Value *value) {
    if (value->rep == REP_COMPLEX && value_sign(value->as.complex.im) == 0) {
        value = value->as.complex.re;
    }
    switch (value->rep) {
    case REP_INT64:
    case REP_BIG: {
        mpq_t q;
        load_rational(q, value);
        const Value *result = make_rational(arena, q);
        mpq_clear(q);
        return result;
    }
    case REP_RAT:
    case REP_FLOAT: return value;
    case REP_UNKNOWN:
    case REP_BOOL:
    case REP_STRING:
    case REP_COMPLEX: break;
    }
    return value_unknown();
}

const Value *value_to_complex(Arena *arena, const Value *value) {
    if (value->rep == REP_COMPLEX) {
        return value;
    }
    return value->rep < REP_INT64 ? value_unknown() : value_make_complex(arena, value, value_int(arena, 0));
}

const Value *value_real(Arena *arena, const Value *value) {
    (void)arena;
    if (value->rep == REP_COMPLEX) {
        return value->as.complex.re;
    }
    return value->rep < REP_INT64 ? value_unknown() : value;
}

const Value *value_imag(Arena *arena, const Value *value) {
    if (value->rep == REP_COMPLEX) {
        return value->as.complex.im;
    }
    return value->rep < REP_INT64 ? value_unknown() : value_int(arena, 0);
}

void value_thread_leave(void) {
    mpfr_free_cache();
    mpfr_mp_memory_cleanup();
}
