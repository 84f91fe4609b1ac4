/* ERROR comments: first lines, patterns, comparing; Go's regular expressions; shortest edits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/study/check.h"
#include "core/study/linediff.h"

static WantedVec wanted_in(Arena *arena, const char *text) {
    WantedVec wanted = {0};
    const char *error;
    assert_true(check_wanted(arena, "dir/f.go", text, strlen(text), &wanted, &error));
    return wanted;
}

static const char *error_of(Arena *arena, const char *text) {
    WantedVec wanted = {0};
    const char *error;
    assert_false(check_wanted(arena, "f.go", text, strlen(text), &wanted, &error));
    return error;
}

static void the_first_line_names_the_flags(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const CheckRecipe recipe = check_recipe(arena, "//go:build amd64\n\n// errorcheck -0 -m=2 -l -lang=go1.21\n");
    assert_true(recipe.is_test && recipe.no_inline && !recipe.want_error);
    assert_int_equal(recipe.level, 2);
    assert_string_equal(recipe.lang, "go1.21");
    assert_null(recipe.skip);
    const CheckRecipe plain = check_recipe(arena, "// errorcheck -t 10\n\npackage p\n");
    assert_true(plain.is_test && plain.want_error && plain.level == 0);
    assert_true(check_recipe(arena, "// errorcheckwithauto -0 -m -l\n").want_auto);
    assert_true(check_recipe(arena, "// errorcheck -+ -0\n").compiling_std);
    arena_free(arena);
}

static void what_is_not_modelled_is_skipped_with_its_reason(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_non_null(strstr(check_recipe(arena, "// errorcheck -0 -m\n").skip, "-m needs -l"));
    assert_non_null(strstr(check_recipe(arena, "// errorcheck -0 -m -l -d=wb\n").skip, "-d=wb"));
    assert_non_null(strstr(check_recipe(arena, "// errorcheckdir -0\n").skip, "errorcheckdir"));
    assert_non_null(strstr(check_recipe(arena, "// run -gcflags=-l\n").skip, "run"));
    arena_free(arena);
}

static void a_file_without_a_recipe_is_no_test_of_its_own(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const CheckRecipe recipe = check_recipe(arena, "// run this with care\npackage p\n");
    assert_false(recipe.is_test);
    assert_null(recipe.skip);
    assert_false(check_recipe(arena, "").is_test);
    arena_free(arena);
}

static void a_comment_has_several_regexps(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const WantedVec wanted = wanted_in(arena, "a\nb // ERROR \"x .*\" \"y\" no more\nc // GC_ERROR \"z\"\n");
    assert_int_equal(wanted.len, 3);
    assert_string_equal(wanted.at[0].pattern, "x .*");
    assert_string_equal(wanted.at[1].pattern, "y");
    assert_int_equal(wanted.at[1].line, 2);
    assert_int_equal(wanted.at[2].line, 3);
    arena_free(arena);
}

static void comments_of_others_and_doubled_ones_are_left_alone(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_int_equal(wanted_in(arena, "a // GCCGO_ERROR \"x\"\nb //// ERROR \"y\"\nc // ERRORS \"z\"\n").len, 0);
    arena_free(arena);
}

static void LINE_stands_for_the_file_and_a_line(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const WantedVec wanted = wanted_in(arena, "a\nb // ERROR \"LINE\" \"at LINE+3\" \"LINE-1:\"\n");
    assert_string_equal(wanted.at[0].pattern, "f.go:2");
    assert_string_equal(wanted.at[1].pattern, "at f.go:5");
    assert_string_equal(wanted.at[2].pattern, "f.go:1:");
    arena_free(arena);
}

static void backquotes_hold_patterns_with_double_quotes(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const WantedVec wanted = wanted_in(arena, "a // ERROR `\"s\" escapes`\nb // ERROR \"x`y`\"\n");
    assert_int_equal(wanted.len, 2);
    assert_string_equal(wanted.at[0].pattern, "\"s\" escapes");
    assert_string_equal(wanted.at[1].pattern, "x`y`");
    arena_free(arena);
}

static void wrong_comments_are_named_by_line(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_non_null(strstr(error_of(arena, "\na // ERROR no quotes\n"), "f.go:2: invalid ERROR line"));
    assert_non_null(strstr(error_of(arena, "a // ERROR \"(x\"\n"), "f.go:1: invalid regexp \"(x\""));
    arena_free(arena);
}

static void add_message(Arena *arena, CheckMessages *messages, int line, const char *text) {
    const CheckMessage message = {
        .file = "dir/f.go", .line = line, .whole = arena_printf(arena, "dir/f.go:%d:1: %s", line, text), .text = text};
    VEC_PUSH(arena, messages, message);
}

static void comparing_tells_what_is_missing_wrong_and_unwanted(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const WantedVec wanted = wanted_in(arena, "a // ERROR \"one\"\nb // ERROR \"two\"\nc // ERROR \"three\" \"3$\"\n");
    CheckMessages messages = {0};
    CheckTexts files = {0}, out = {0};
    VEC_PUSH(arena, &files, "dir/f.go");
    add_message(arena, &messages, 2, "zwei");
    add_message(arena, &messages, 3, "three and 3");
    add_message(arena, &messages, 3, "a 3");
    add_message(arena, &messages, 4, "four");
    check_match(arena, &wanted, &messages, &files, &out);
    assert_int_equal(out.len, 4);
    assert_string_equal(out.at[0], "dir/f.go:1: missing error \"one\"");
    assert_string_equal(out.at[1], "dir/f.go:2: no match for `two` in:\n\tdir/f.go:2:1: zwei");
    assert_string_equal(out.at[2], "dir/f.go:2:1: zwei: unmatched error");
    assert_string_equal(out.at[3], "dir/f.go:4:1: four: unmatched error");
    arena_free(arena);
}

static void one_regexp_takes_all_messages_that_it_matches(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const WantedVec wanted = wanted_in(arena, "a // ERROR \"leaks\"\n");
    CheckMessages messages = {0};
    CheckTexts files = {0}, out = {0};
    add_message(arena, &messages, 1, "p leaks");
    add_message(arena, &messages, 1, "q leaks");
    VEC_PUSH(arena, &files, "dir/f.go");
    check_match(arena, &wanted, &messages, &files, &out);
    assert_int_equal(out.len, 0);
    arena_free(arena);
}

static MatchResult match(Arena *arena, const char *pattern, const char *text) {
    const char *why;
    GoRegexp *regexp = goregexp_compile(arena, pattern, &why);
    assert_non_null(regexp);
    return goregexp_match(regexp, text);
}

static bool is_refused(Arena *arena, const char *pattern) {
    const char *why = NULL;
    return goregexp_compile(arena, pattern, &why) == NULL && why != NULL;
}

static void patterns_mean_what_they_mean_to_Go(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_int_equal(match(arena, "\\Qmake([]int, n)\\E does", "make([]int, n) does not escape"), MATCH_YES);
    assert_int_equal(match(arena, "(?P<name>x+)y$", "xxy"), MATCH_YES);
    assert_int_equal(match(arena, "x$", "x\n"), MATCH_NO);
    assert_int_equal(match(arena, "^\\*p{2}[^]\\]]\\.$", "*ppz."), MATCH_YES);
    assert_int_equal(match(arena, "a{,2}", "a{,2}"), MATCH_YES);
    assert_int_equal(match(arena, "a+?b??", "a"), MATCH_YES);
    assert_int_equal(match(arena, "(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"), MATCH_TOO_EXPENSIVE);
    assert_true(is_refused(arena, "(?=x)"));
    assert_true(is_refused(arena, "(x)\\1"));
    assert_true(is_refused(arena, "x*+"));
    assert_true(is_refused(arena, "(*T).m"));
    assert_true(is_refused(arena, "x\\"));
    arena_free(arena);
}

static void the_shortest_edit_is_found(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const char *const a[] = {"1", "2", "3", "4"}, *const b[] = {"2", "3", "x", "4", "5"};
    const DiffLines diff = linediff(arena, a, 4, b, 5);
    const char *want = "-==+=+";
    assert_int_equal(diff.len, (int)strlen(want));
    for (int i = 0; i < diff.len; i++) {
        assert_int_equal(want[i], "=-+"[diff.at[i].kind]);
    }
    assert_int_equal(linediff(arena, a, 0, b, 0).len, 0);
    assert_int_equal(linediff(arena, a, 4, b, 0).len, 4);
    assert_int_equal(linediff(arena, a, 0, b, 5).len, 5);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_names_the_flags),
        cmocka_unit_test(what_is_not_modelled_is_skipped_with_its_reason),
        cmocka_unit_test(a_file_without_a_recipe_is_no_test_of_its_own),
        cmocka_unit_test(a_comment_has_several_regexps),
        cmocka_unit_test(comments_of_others_and_doubled_ones_are_left_alone),
        cmocka_unit_test(LINE_stands_for_the_file_and_a_line),
        cmocka_unit_test(backquotes_hold_patterns_with_double_quotes),
        cmocka_unit_test(wrong_comments_are_named_by_line),
        cmocka_unit_test(comparing_tells_what_is_missing_wrong_and_unwanted),
        cmocka_unit_test(one_regexp_takes_all_messages_that_it_matches),
        cmocka_unit_test(patterns_mean_what_they_mean_to_Go),
        cmocka_unit_test(the_shortest_edit_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
