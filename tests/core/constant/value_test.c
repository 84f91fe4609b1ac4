/* Exact constants: every expected text is what Go's go/constant gives for the same operation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/constant/value.h"

static Arena *arena;

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    return arena == NULL ? -1 : 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    value_thread_leave();
    return 0;
}

static const Value *literal(LitKind kind, const char *text) { return value_literal(arena, kind, text, strlen(text)); }

static const Value *integer(const char *text) { return literal(LIT_INT, text); }

static const Value *real(const char *text) { return literal(LIT_FLOAT, text); }

static const Value *imaginary(const char *text) { return literal(LIT_IMAG, text); }

static const Value *text_value(const char *text) { return value_string(arena, text, strlen(text)); }

static const Value *binary(const Value *x, Operator op, const Value *y) { return value_binary(arena, x, op, y, false); }

static void shows(const Value *value, const char *want) {
    StrBuf out = strbuf_new(arena);
    value_format(value, &out);
    assert_string_equal(strbuf_text(&out), want);
}

static void shows_exactly(const Value *value, const char *want) {
    StrBuf out = strbuf_new(arena);
    value_format_exact(value, &out);
    assert_string_equal(strbuf_text(&out), want);
}

static void is_unknown(const Value *value) { assert_int_equal(value_kind(value), VALUE_UNKNOWN); }

/* ---- Literals ---- */

static void integer_literals_of_every_base(void **state) {
    (void)state;
    shows(integer("0"), "0");
    shows(integer("1_000_000"), "1000000");
    shows(integer("0x_FF"), "255");
    shows(integer("0b1010"), "10");
    shows(integer("0o17"), "15");
    shows(integer("017"), "15");
    shows(integer("9223372036854775807"), "9223372036854775807");
    shows(integer("9223372036854775808"), "9223372036854775808");
    shows(integer("0xFFFFFFFFFFFFFFFFFFFF"), "1208925819614629174706175");
}

static void malformed_literals_are_unknown(void **state) {
    (void)state;
    is_unknown(integer("08"));
    is_unknown(integer("0x"));
    is_unknown(integer(""));
    is_unknown(real("1e"));
    is_unknown(real("."));
    is_unknown(literal(LIT_STRING, "\"\\q\""));
    is_unknown(literal(LIT_STRING, "\"open"));
    is_unknown(literal(LIT_RUNE, "'\\400'"));
    is_unknown(literal(LIT_RUNE, "'\\ud800'"));
}

static void rune_literals(void **state) {
    (void)state;
    shows(literal(LIT_RUNE, "'a'"), "97");
    shows(literal(LIT_RUNE, "'\\n'"), "10");
    shows(literal(LIT_RUNE, "'\\''"), "39");
    shows(literal(LIT_RUNE, "'\\377'"), "255");
    shows(literal(LIT_RUNE, "'\\U0010ffff'"), "1114111");
    shows(literal(LIT_RUNE, "'\xe6\x97\xa5'"), "26085");
}

static void string_literals(void **state) {
    (void)state;
    shows(literal(LIT_STRING, "\"a\\tb\\x41\\u65e5\""), "\"a\\tbA\xe6\x97\xa5\"");
    shows(literal(LIT_STRING, "`a\\n\r\nb`"), "\"a\\\\n\\nb\"");
    shows(literal(LIT_STRING, "\"\\xff\\0001\""), "\"\\xff\\x001\"");
    size_t length;
    value_as_string(literal(LIT_STRING, "\"\""), &length);
    assert_int_equal(length, 0);
}

static void float_literals_are_fractions_while_small(void **state) {
    (void)state;
    shows_exactly(real("0.1"), "1/10");
    shows_exactly(real("1.25e2"), "125");
    shows_exactly(real("0x1.8p1"), "3");
    shows_exactly(real("0x1p-2"), "1/4");
    shows_exactly(real("1_0.5e-1_0"), "21/20000000000");
    shows_exactly(real("0e999999999"), "0");
}

static void huge_exponents(void **state) {
    (void)state;
    shows(real("1e100000"), "1e+100000");
    shows(real("1e-100000"), "1e-100000");
    shows(real("7.5e646456992"), "7.5e+646456992");
    is_unknown(real("1e1000000000"));
    is_unknown(real("1e99999999999999999999"));
    shows(real("1e-1000000000"), "0");
    shows(binary(real("1e100000"), OP_DIV, real("1e99999")), "10");
}

static void large_floats_have_512_bits(void **state) {
    (void)state;
    shows_exactly(real("0x1p5000"), "0x.8p+5001");
    shows_exactly(binary(real("0x1p5000"), OP_ADD, integer("1")), "0x.8p+5001");
    shows_exactly(binary(real("0x1p5000"), OP_MUL, real("0x3p-5000")), "0x.cp+2");
    shows_exactly(value_unary(arena, OP_SUB, real("0x1p5000"), 0), "-0x.8p+5001");
}

static void imaginary_literals(void **state) {
    (void)state;
    shows(imaginary("2i"), "(0 + 2i)");
    shows(imaginary("0123i"), "(0 + 123i)");
    shows(imaginary("0x10i"), "(0 + 16i)");
    shows(imaginary("1.5e3i"), "(0 + 1500i)");
}

/* ---- Integers ---- */

static void integer_arithmetic_grows_and_shrinks(void **state) {
    (void)state;
    const Value *max = integer("9223372036854775807"), *one = value_int(arena, 1);
    const Value *next = binary(max, OP_ADD, one);
    shows(next, "9223372036854775808");
    int64_t i;
    assert_false(value_as_int64(next, &i));
    assert_true(value_as_int64(binary(next, OP_SUB, one), &i));
    assert_true(i == INT64_MAX);
    shows(binary(max, OP_MUL, max), "85070591730234615847396907784232501249");
    shows(binary(value_int(arena, INT64_MIN), OP_SUB, one), "-9223372036854775809");
    shows(value_unary(arena, OP_SUB, value_int(arena, INT64_MIN), 0), "9223372036854775808");
}

static void unsigned_limits(void **state) {
    (void)state;
    uint64_t u;
    assert_true(value_as_uint64(value_uint(arena, UINT64_MAX), &u));
    assert_true(u == UINT64_MAX);
    assert_false(value_as_uint64(value_int(arena, -1), &u));
    assert_false(value_as_uint64(binary(value_uint(arena, UINT64_MAX), OP_ADD, value_int(arena, 1)), &u));
    shows(value_uint(arena, UINT64_MAX), "18446744073709551615");
}

static void integer_division_truncates(void **state) {
    (void)state;
    const Value *minus_seven = value_int(arena, -7), *two = value_int(arena, 2);
    shows(value_binary(arena, minus_seven, OP_DIV, two, true), "-3");
    shows(binary(minus_seven, OP_REM, two), "-1");
    shows(binary(minus_seven, OP_DIV, two), "-3.5");
    shows(value_binary(arena, integer("100000000000000000000"), OP_DIV, value_int(arena, -7), true),
          "-14285714285714285714");
}

static void smallest_integer_by_minus_one_wraps(void **state) {
    (void)state;
    const Value *least = value_int(arena, INT64_MIN), *minus_one = value_int(arena, -1);
    shows(value_binary(arena, least, OP_DIV, minus_one, true), "-9223372036854775808");
    shows(binary(least, OP_REM, minus_one), "0");
}

static void bitwise_operators_on_negative_big_integers(void **state) {
    (void)state;
    const Value *big = integer("0x10000000000000000"); /* 2^64 */
    const Value *negative = value_unary(arena, OP_SUB, big, 0);
    shows(binary(negative, OP_AND, value_int(arena, -1)), "-18446744073709551616");
    shows(binary(negative, OP_OR, value_int(arena, 5)), "-18446744073709551611");
    shows(binary(big, OP_XOR, value_int(arena, -1)), "-18446744073709551617");
    shows(binary(value_int(arena, -1), OP_AND_NOT, big), "-18446744073709551617");
    shows(binary(value_int(arena, 12), OP_AND_NOT, value_int(arena, 10)), "4");
}

static void complement_is_limited_for_unsigned_types(void **state) {
    (void)state;
    shows(value_unary(arena, OP_XOR, value_int(arena, 0), 0), "-1");
    shows(value_unary(arena, OP_XOR, value_int(arena, 1), 8), "254");
    shows(value_unary(arena, OP_XOR, value_int(arena, 0), 64), "18446744073709551615");
    shows(value_unary(arena, OP_XOR, value_int(arena, -1), 0), "0");
}

static void shifts(void **state) {
    (void)state;
    const Value *one = value_int(arena, 1);
    shows(value_shift(arena, one, OP_SHL, 62), "4611686018427387904");
    shows(value_shift(arena, one, OP_SHL, 63), "9223372036854775808");
    shows(value_shift(arena, value_int(arena, -1), OP_SHL, 63), "-9223372036854775808");
    shows(value_shift(arena, value_shift(arena, one, OP_SHL, 1000), OP_SHR, 998), "4");
    shows(value_shift(arena, value_int(arena, -5), OP_SHR, 1), "-3");
    shows(value_shift(arena, value_int(arena, -5), OP_SHR, 1000), "-1");
    shows(value_shift(arena, value_int(arena, 0), OP_SHL, 4000000000u), "0");
    shows(value_shift(arena, value_shift(arena, value_int(arena, -5), OP_SHL, 100), OP_SHR, 101), "-3");
}

static void bit_lengths_and_signs(void **state) {
    (void)state;
    assert_int_equal(value_bit_length(value_int(arena, 0)), 0);
    assert_int_equal(value_bit_length(value_int(arena, -1)), 1);
    assert_int_equal(value_bit_length(value_int(arena, INT64_MIN)), 64);
    assert_int_equal(value_bit_length(value_shift(arena, value_int(arena, 1), OP_SHL, 512)), 513);
    assert_int_equal(value_sign(real("0.0")), 0);
    assert_int_equal(value_sign(value_unary(arena, OP_SUB, real("1e100000"), 0)), -1);
    assert_int_equal(value_sign(imaginary("0i")), 0);
    assert_int_not_equal(value_sign(imaginary("1i")), 0);
    assert_int_equal(value_sign(value_unknown()), 1);
}

/* ---- Floats ---- */

static void fractions_are_exact(void **state) {
    (void)state;
    const Value *third = binary(value_int(arena, 1), OP_DIV, value_int(arena, 3));
    shows_exactly(third, "1/3");
    shows(third, "0.333333");
    shows_exactly(binary(binary(third, OP_ADD, third), OP_ADD, third), "1");
    assert_true(value_compare(binary(third, OP_MUL, value_int(arena, 3)), OP_EQL, value_int(arena, 1)));
}

static void rounding_to_double(void **state) {
    (void)state;
    shows_exactly(value_round64(arena, real("0.1")), "3602879701896397/36028797018963968");
    shows(value_round64(arena, real("1.7976931348623157e308")), "1.79769e+308");
    /* Halfway to the next power of two and beyond overflows, just below does not. */
    is_unknown(value_round64(arena, real("1.797693134862315808e308")));
    shows(value_round64(arena, real("1.797693134862315807e308")), "1.79769e+308");
    assert_true(value_as_double(real("5e-324")) > 0);
    /* Half of the smallest number is even, so zero; anything more is not. */
    shows(value_round64(arena, real("0x1p-1075")), "0");
    shows_exactly(binary(value_round64(arena, real("0x1.0000001p-1075")), OP_MUL, real("0x1p1074")), "1");
    shows_exactly(binary(value_round64(arena, real("0x3p-1075")), OP_MUL, real("0x1p1074")), "2");
    shows(value_round64(arena, real("1e-400")), "0");
}

static void rounding_to_single(void **state) {
    (void)state;
    shows_exactly(value_round32(arena, real("0.1")), "13421773/134217728");
    shows(value_round32(arena, integer("16777217")), "1.67772e+07");
    shows_exactly(value_round32(arena, integer("16777217")), "16777216");
    shows(value_round32(arena, real("3.40282346638528859811704183484516925440e+38")), "3.40282e+38");
    is_unknown(value_round32(arena, real("3.4028235677973367e38")));
    shows_exactly(binary(value_round32(arena, real("0x1.8p-149")), OP_MUL, real("0x1p149")), "2");
    shows(value_round32(arena, real("0x1p-150")), "0");
}

static void doubles_become_values(void **state) {
    (void)state;
    shows_exactly(value_double(arena, 0.5), "1/2");
    shows_exactly(value_double(arena, -0.0), "0");
    is_unknown(value_double(arena, 1e308 * 10));
    assert_true(value_as_double(value_double(arena, 1e-310)) == 1e-310);
    assert_true(value_as_double(value_int(arena, -3)) == -3);
}

static void floats_with_integral_values_are_integers(void **state) {
    (void)state;
    shows(value_to_int(arena, real("1e20")), "100000000000000000000");
    is_unknown(value_to_int(arena, real("1.5")));
    is_unknown(value_to_int(arena, real("1e100000")));
    int64_t i = 0;
    assert_true(value_as_int64(real("4.0"), &i));
    assert_int_equal(i, 4);
    assert_false(value_as_int64(real("4.5"), &i));
    /* Off by the last bits only: an earlier rounding is forgiven. */
    const Value *seventh = binary(real("0x1p5000"), OP_DIV, integer("7"));
    const Value *nearly = binary(binary(seventh, OP_MUL, integer("7")), OP_DIV, real("0x1p4990"));
    shows(value_to_int(arena, nearly), "1024");
}

static void float_formatting(void **state) {
    (void)state;
    shows(real("0.0"), "0");
    shows(real("100000.0"), "100000");
    shows(real("1000000.0"), "1e+06");
    shows(real("1234567.0"), "1.23457e+06");
    shows(real("0.0001"), "0.0001");
    shows(real("0.00001"), "1e-05");
    shows(real("1000000.5"), "1.0000005e+06");
    shows(real("0.99999999"), "0.99999999");
    shows(real("123.0"), "123");
    shows(real("3.14159265358979"), "3.14159");
    shows(value_unary(arena, OP_SUB, real("2.5e-7"), 0), "-2.5e-07");
    shows(real("9.999999e400"), "1e+401");
}

/* ---- Complex ---- */

static void complex_arithmetic(void **state) {
    (void)state;
    const Value *x = binary(value_int(arena, 1), OP_ADD, imaginary("2i"));
    const Value *y = binary(value_int(arena, 3), OP_SUB, imaginary("4i"));
    shows(x, "(1 + 2i)");
    shows(binary(x, OP_MUL, y), "(11 + 2i)");
    shows(binary(x, OP_DIV, y), "(-0.2 + 0.4i)");
    shows_exactly(binary(x, OP_DIV, y), "(-1/5 + 2/5i)");
    shows(value_unary(arena, OP_SUB, x, 0), "(-1 + -2i)");
    shows(value_real(arena, y), "3");
    shows(value_imag(arena, y), "-4");
    shows(value_imag(arena, value_int(arena, 5)), "0");
    shows(binary(imaginary("1i"), OP_MUL, imaginary("1i")), "(-1 + 0i)");
}

static void complex_conversion_and_comparison(void **state) {
    (void)state;
    const Value *five = value_to_complex(arena, value_int(arena, 5));
    shows(five, "(5 + 0i)");
    shows(value_to_int(arena, five), "5");
    assert_int_equal(value_kind(value_to_float(arena, five)), VALUE_FLOAT);
    is_unknown(value_to_int(arena, imaginary("1i")));
    assert_true(value_compare(five, OP_EQL, value_int(arena, 5)));
    assert_true(value_compare(five, OP_NEQ, imaginary("5i")));
    shows(value_round32(arena, binary(real("0.1"), OP_ADD, imaginary("0.5i"))), "(0.1 + 0.5i)");
    is_unknown(value_round32(arena, imaginary("1e39i")));
}

/* ---- Strings, booleans, comparison ---- */

static void string_concatenation(void **state) {
    (void)state;
    const Value *ab = binary(text_value("a"), OP_ADD, text_value("b"));
    const Value *abc = binary(ab, OP_ADD, text_value("c"));
    const Value *abd = binary(ab, OP_ADD, text_value("d"));
    shows(ab, "\"ab\"");
    shows(abc, "\"abc\"");
    shows(abd, "\"abd\"");
    shows(binary(abc, OP_ADD, text_value("")), "\"abc\"");
    shows(binary(abc, OP_ADD, abc), "\"abcabc\"");
}

static void long_concatenations_take_linear_memory(void **state) {
    (void)state;
    const Value *sum = text_value("");
    const Value *piece = text_value("0123456789");
    for (int i = 0; i < 20000; i++) {
        sum = binary(sum, OP_ADD, piece);
    }
    size_t length;
    const char *text = value_as_string(sum, &length);
    assert_int_equal(length, 200000);
    assert_memory_equal(text + 199990, "0123456789", 10);
    assert_true(arena_bytes(arena) < 8u << 20);
}

static void doubled_strings_cost_nothing_before_they_are_read(void **state) {
    (void)state;
    const Value *value = text_value("abc");
    for (int i = 0; i < 29; i++) {
        value = binary(value, OP_ADD, value);
    }
    assert_int_equal(value_string_length(value), (size_t)3 << 29);
    assert_true(arena_bytes(arena) < (size_t)16 << 20);
}

static void long_strings_read_as_joined(void **state) {
    (void)state;
    const Value *letters = text_value("abcdefg");
    for (int i = 0; i < 18; i++) {
        letters = binary(letters, OP_ADD, letters);
    }
    const Value *value =
        binary(binary(text_value("<"), OP_ADD, letters), OP_ADD, binary(letters, OP_ADD, text_value(">")));
    size_t length;
    const char *text = value_as_string(value, &length);
    assert_int_equal(length, ((size_t)14 << 18) + 2);
    assert_memory_equal(text, "<abcdefgabc", 11);
    assert_memory_equal(text + length - 4, "efg>", 4);
    assert_memory_equal(text + ((size_t)7 << 18) - 2, "efgabc", 6);
    assert_ptr_equal(value_as_string(value, &length), text);
    assert_true(value_compare(value, OP_EQL, value));
}

static void comparisons(void **state) {
    (void)state;
    assert_true(value_compare(text_value("ab"), OP_LSS, text_value("abc")));
    assert_true(value_compare(text_value("b"), OP_GTR, text_value("abc")));
    assert_true(value_compare(value_int(arena, 1), OP_EQL, real("1.0")));
    assert_true(value_compare(real("1e100000"), OP_GTR, integer("0xFFFFFFFFFFFFFFFFFFFF")));
    assert_true(value_compare(value_bool(true), OP_NEQ, value_bool(false)));
    assert_false(value_compare(value_unknown(), OP_EQL, value_unknown()));
    assert_true(value_identical(integer("07"), integer("7")));
    assert_false(value_identical(integer("7"), real("7.0")));
}

static void booleans(void **state) {
    (void)state;
    assert_true(value_as_bool(binary(value_bool(true), OP_OR_OR, value_bool(false))));
    assert_false(value_as_bool(binary(value_bool(true), OP_AND_AND, value_bool(false))));
    assert_true(value_as_bool(value_unary(arena, OP_NOT, value_bool(false), 0)));
    shows(value_bool(true), "true");
}

static void unknown_stays_unknown(void **state) {
    (void)state;
    is_unknown(binary(value_unknown(), OP_ADD, value_int(arena, 1)));
    is_unknown(value_unary(arena, OP_SUB, value_unknown(), 0));
    is_unknown(value_shift(arena, value_unknown(), OP_SHL, 3));
    is_unknown(value_make_complex(arena, value_unknown(), value_int(arena, 1)));
    is_unknown(value_to_float(arena, text_value("x")));
    shows(value_unknown(), "unknown");
}

static void quoting(void **state) {
    (void)state;
    StrBuf out = strbuf_new(arena);
    static const char text[] = "q\"\\\a\n\x7f\xc2\xa0\xf0\x9f\x98\x80\xff\xed\xa0\x80";
    quote_string(&out, text, sizeof text - 1);
    assert_string_equal(strbuf_text(&out), "\"q\\\"\\\\\\a\\n\\x7f\\u00a0\xf0\x9f\x98\x80\\xff\\xed\\xa0\\x80\"");
    strbuf_clear(&out);
    quote_rune(&out, '\'');
    quote_rune(&out, '"');
    quote_rune(&out, 0xD800);
    quote_rune(&out, 0x10FFFF);
    assert_string_equal(strbuf_text(&out), "'\\'''\"''\xef\xbf\xbd''\\U0010ffff'");
}

static void long_strings_are_cut_in_messages(void **state) {
    (void)state;
    char text[101];
    char want[101];
    memset(text, 'x', 100);
    text[70] = '\0';
    StrBuf whole = strbuf_new(arena);
    strbuf_printf(&whole, "\"%s\"", text);
    shows(text_value(text), strbuf_text(&whole));
    text[70] = 'x';
    text[71] = '\0';
    memset(want, 'x', sizeof want);
    want[0] = '"';
    memcpy(want + 69, "...", 4);
    shows(text_value(text), want);
    text[71] = 'x';
    text[100] = '\0';
    shows(text_value(text), want);
    StrBuf ir = strbuf_new(arena);
    value_format_ir(text_value(text), &ir);
    assert_string_equal(strbuf_text(&ir), want);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(integer_literals_of_every_base),
        CASE(malformed_literals_are_unknown),
        CASE(rune_literals),
        CASE(string_literals),
        CASE(float_literals_are_fractions_while_small),
        CASE(huge_exponents),
        CASE(large_floats_have_512_bits),
        CASE(imaginary_literals),
        CASE(integer_arithmetic_grows_and_shrinks),
        CASE(unsigned_limits),
        CASE(integer_division_truncates),
        CASE(smallest_integer_by_minus_one_wraps),
        CASE(bitwise_operators_on_negative_big_integers),
        CASE(complement_is_limited_for_unsigned_types),
        CASE(shifts),
        CASE(bit_lengths_and_signs),
        CASE(fractions_are_exact),
        CASE(rounding_to_double),
        CASE(rounding_to_single),
        CASE(doubles_become_values),
        CASE(floats_with_integral_values_are_integers),
        CASE(float_formatting),
        CASE(complex_arithmetic),
        CASE(complex_conversion_and_comparison),
        CASE(string_concatenation),
        CASE(long_concatenations_take_linear_memory),
        CASE(doubled_strings_cost_nothing_before_they_are_read),
        CASE(long_strings_read_as_joined),
        CASE(comparisons),
        CASE(booleans),
        CASE(unknown_stays_unknown),
        CASE(quoting),
        CASE(long_strings_are_cut_in_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
