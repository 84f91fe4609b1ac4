/* The table of themes: text can be read everywhere, and looks differ by more than their hue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/arena.h"
#include "viz/theme_file.h"

/* Text on every fill, every line on the page: what a theme of one's own is warned about. */
static void test_everything_has_contrast(void **state) {
    (void)state;
    for (int t = 0; t < theme_count(); t++) {
        ThemePair pairs[THEME_PAIRS];
        assert_int_equal(theme_pairs(theme_at(t), pairs), THEME_PAIRS);
        for (int i = 0; i < THEME_PAIRS; i++) {
            double contrast = theme_contrast(pairs[i].text, pairs[i].fill);
            if (contrast < pairs[i].least) {
                fail_msg("theme %s: %s %s on %s %s has a contrast of %.2f", theme_at(t)->name, pairs[i].text_key,
                         pairs[i].text, pairs[i].fill_key, pairs[i].fill, contrast);
            }
        }
    }
}

static void test_heap_differs_by_more_than_colour(void **state) {
    (void)state;
    for (int t = 0; t < theme_count(); t++) {
        const LookStyle *looks = theme_at(t)->looks;
        assert_true(looks[LOOK_HEAP].pen >= 1.5 * looks[LOOK_STACK].pen);
        assert_string_not_equal(looks[LOOK_HEAP].style, looks[LOOK_STACK].style);
        assert_string_not_equal(looks[LOOK_HEAP].style, looks[LOOK_RUNTIME].style);
    }
}

static void test_contrast_is_that_of_wcag(void **state) {
    (void)state;
    assert_true(theme_contrast("#000000", "#FFFFFF") > 20.99);
    assert_true(theme_contrast("#777777", "#FFFFFF") > 4.47 && theme_contrast("#777777", "#FFFFFF") < 4.49);
    assert_true(theme_contrast("red", "#FFFFFF") == 0);
}

static void test_themes_are_found_by_name(void **state) {
    (void)state;
    assert_non_null(theme_find("light"));
    assert_non_null(theme_find("dark"));
    assert_non_null(theme_find("print"));
    assert_non_null(theme_find("projector"));
    assert_null(theme_find("Light"));
}

static void test_dark_is_a_matter_of_the_background(void **state) {
    (void)state;
    assert_true(theme_is_dark(theme_find("dark")));
    assert_false(theme_is_dark(theme_find("projector")));
}

/* ---- Files. ---- */

static bool parse(Arena *arena, const char *text, Theme *theme, ThemeWarnings *warnings, Diag *why) {
    const ThemeFile file = {.path = "my.theme", .text = text, .length = strlen(text), .locale = "en"};
    return theme_parse(arena, &file, theme, warnings, why);
}

static void test_a_file_changes_what_it_names(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Theme theme;
    ThemeWarnings warnings = {0};
    Diag why;
    const char *text = "# ours\r\nbase = dark\n\n  heap.line=#ffaa66 # light\nheap.style = solid\nheap.width = 2.5\n"
                       "font = Noto Sans\ntitle-size = 20";
    assert_true(parse(arena, text, &theme, &warnings, &why));
    assert_string_equal(theme.looks[LOOK_HEAP].line, "#FFAA66");
    assert_string_equal(theme.looks[LOOK_HEAP].style, "");
    assert_true(theme.looks[LOOK_HEAP].pen == 2.5);
    assert_string_equal(theme.font, "Noto Sans");
    assert_int_equal(theme.title_size, 20);
    assert_string_equal(theme.background, theme_find("dark")->background);
    assert_int_equal(warnings.len, 0);
    arena_free(arena);
}

static void test_an_empty_file_is_the_light_theme(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Theme theme;
    ThemeWarnings warnings = {0};
    Diag why;
    assert_true(parse(arena, "", &theme, &warnings, &why));
    assert_string_equal(theme.background, "#FFFFFF");
    assert_int_equal(warnings.len, 0);
    arena_free(arena);
}

static void test_a_mistake_has_its_line(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"\nheap.colour = #FFFFFF", "my.theme:2: heap.colour can't be set"},
        {"text = red", "my.theme:1: red is no colour"},
        {"text = #12345", "my.theme:1: #12345 is no colour"},
        {"title-size = 1e3", "my.theme:1: 1e3 is no number"},
        {"title-size = 97", "my.theme:1: 97 is no number of points from 4 to 96"},
        {"arrow-width = nan", "my.theme:1: nan is no number"},
        {"base = pink", "my.theme:1: there is no built-in theme pink"},
        {"text = #000000\nbase = dark", "my.theme:2: base must come first"},
        {"#\n#\ntext", "my.theme:3: a line is KEY = VALUE"},
        {"text =  # none", "my.theme:1: text has no value"},
        {"font = <b>", "my.theme:1: <b> is no name of a font"},
        {"heap.style = wavy", "my.theme:1: wavy is no style"},
        {"text = #000000\ntext = #000000", "my.theme:2: text is set in line 1 already"},
        {"font = \xff", "my.theme: this is no text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Arena *arena = arena_new();
        Theme theme;
        ThemeWarnings warnings = {0};
        Diag why = {.text = "accepted"};
        if (parse(arena, cases[i][0], &theme, &warnings, &why) ||
            strncmp(why.text, cases[i][1], strlen(cases[i][1])) != 0) {
            fail_msg("%s: %s", cases[i][0], why.text);
        }
        arena_free(arena);
    }
}

static void test_what_is_hard_to_see_is_told(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Theme theme;
    ThemeWarnings warnings = {0};
    Diag why;
    const char *text = "muted = #999999\nheap.style = solid\nheap.width = 1\nheap.line = #FFEEDD";
    assert_true(parse(arena, text, &theme, &warnings, &why));
    assert_int_equal(warnings.len, 3);
    assert_non_null(strstr(warnings.at[0], "my.theme:1: muted #999999 is hard to see on "));
    assert_non_null(strstr(warnings.at[1], "my.theme:4: heap.line #FFEEDD is hard to see on background #FFFFFF"));
    assert_non_null(strstr(warnings.at[2], "my.theme:2: heap and stack differ by their colour alone"));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_has_contrast),
        cmocka_unit_test(test_heap_differs_by_more_than_colour),
        cmocka_unit_test(test_contrast_is_that_of_wcag),
        cmocka_unit_test(test_themes_are_found_by_name),
        cmocka_unit_test(test_dark_is_a_matter_of_the_background),
        cmocka_unit_test(test_a_file_changes_what_it_names),
        cmocka_unit_test(test_an_empty_file_is_the_light_theme),
        cmocka_unit_test(test_a_mistake_has_its_line),
        cmocka_unit_test(test_what_is_hard_to_see_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
