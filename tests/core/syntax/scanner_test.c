/* Tokens: kinds, texts, inserted semicolons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/syntax/scanner.h"

typedef struct Bench {
    Arena *arena;
    Names *names;
    Scanner scanner;
    const char *message;
    size_t at;
} Bench;

static void note(void *context, size_t offset, const char *message) {
    Bench *bench = context;
    if (bench->message == NULL) {
        bench->message = arena_strdup(bench->arena, message);
        bench->at = offset;
    }
}

static void start(Bench *bench, const char *text) {
    *bench = (Bench){.arena = arena_new(), .names = names_new()};
    SourceSet *set = sources_new(bench->arena, NULL);
    scanner_init(&bench->scanner, sources_add(set, "t.go", text, strlen(text), false), bench->names);
    bench->scanner.error = note;
    bench->scanner.context = bench;
}

static void stop(Bench *bench) {
    names_free(bench->names);
    arena_free(bench->arena);
}

static void expect_tokens(const char *text, const Token *tokens, int n) {
    Bench bench;
    start(&bench, text);
    for (int i = 0; i < n; i++) {
        scanner_next(&bench.scanner);
        assert_int_equal(bench.scanner.token, tokens[i]);
    }
    scanner_next(&bench.scanner);
    assert_int_equal(bench.scanner.token, TOK_EOF);
    assert_null(bench.message);
    stop(&bench);
}

#define TOKENS(text, ...)                                                                                              \
    do {                                                                                                               \
        const Token tokens[] = {__VA_ARGS__};                                                                          \
        expect_tokens(text, tokens, (int)(sizeof tokens / sizeof tokens[0]));                                          \
    } while (0)

static void newline_ends_a_statement_behind_a_name(void **state) {
    (void)state;
    TOKENS("x\n", TOK_NAME, TOK_SEMI);
    TOKENS("x +\ny", TOK_NAME, TOK_OPERATOR, TOK_NAME, TOK_SEMI);
    TOKENS("return // why\n}", TOK_RETURN, TOK_SEMI, TOK_RBRACE, TOK_SEMI);
    TOKENS("x /* a\nb */ y", TOK_NAME, TOK_SEMI, TOK_NAME, TOK_SEMI);
    TOKENS("x /* a b */ y", TOK_NAME, TOK_NAME, TOK_SEMI);
}

static void operators_are_read_as_long_as_they_go(void **state) {
    (void)state;
    TOKENS("a <<= b", TOK_NAME, TOK_ASSIGN_OP, TOK_NAME, TOK_SEMI);
    TOKENS("a &^ b", TOK_NAME, TOK_OPERATOR, TOK_NAME, TOK_SEMI);
    TOKENS("a <- b", TOK_NAME, TOK_ARROW, TOK_NAME, TOK_SEMI);
    TOKENS("a := b...", TOK_NAME, TOK_DEFINE, TOK_NAME, TOK_DOTDOTDOT);
    TOKENS("i++", TOK_NAME, TOK_INC_OP, TOK_SEMI);
    TOKENS("*p", TOK_STAR, TOK_NAME, TOK_SEMI);
}

static void expect_message(const char *text, const char *message, size_t at) {
    Bench bench;
    start(&bench, text);
    do {
        scanner_next(&bench.scanner);
    } while (bench.scanner.token != TOK_EOF);
    assert_non_null(bench.message);
    assert_string_equal(bench.message, message);
    assert_int_equal(bench.at, at);
    stop(&bench);
}

static void malformed_literals_are_named(void **state) {
    (void)state;
    expect_message("x = 0b12", "invalid digit '2' in binary literal", 7);
    expect_message("x = 09", "invalid digit '9' in octal literal", 5);
    expect_message("x = 1__0", "'_' must separate successive digits", 6);
    expect_message("x = 0x", "hexadecimal literal has no digits", 6);
    expect_message("x = 1e", "exponent has no digits", 6);
    expect_message("x = \"a\n", "newline in string", 6);
    expect_message("x = `a", "string not terminated", 4);
    expect_message("x = ''", "empty rune literal or unescaped '", 5);
    expect_message("x = 'ab'", "more than one character in rune literal", 4);
    expect_message("x = '\\q'", "unknown escape", 6);
    expect_message("x /* y", "comment not terminated", 2);
    expect_message("x = #", "invalid character U+0023 '#'", 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newline_ends_a_statement_behind_a_name),
        cmocka_unit_test(operators_are_read_as_long_as_they_go),
        cmocka_unit_test(malformed_literals_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
