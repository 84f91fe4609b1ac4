/* The table of themes: text can be read everywhere, and looks differ by more than their hue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "viz/theme.h"

static void readable(const Theme *theme, const char *text, const char *fill) {
    if (theme_contrast(text, fill) < 4.5) {
        fail_msg("theme %s: %s on %s has a contrast of %.2f", theme->name, text, fill, theme_contrast(text, fill));
    }
}

static void test_text_has_contrast_on_every_fill(void **state) {
    (void)state;
    for (int t = 0; t < theme_count(); t++) {
        const Theme *theme = theme_at(t);
        for (int i = 0; i < LOOK_COUNT; i++) {
            const char *fill = theme->looks[i].fill;
            readable(theme, theme->text, fill);
            readable(theme, theme->muted, fill);
            for (int k = 0; k < LOOK_COUNT; k++) {
                readable(theme, theme->looks[k].text, fill);
                readable(theme, theme->looks[k].text, theme->background);
                readable(theme, theme->looks[k].text, theme->cell);
            }
        }
        readable(theme, theme->text, theme->background);
        readable(theme, theme->muted, theme->background);
        readable(theme, theme->text, theme->cell);
    }
}

static void test_lines_stand_out(void **state) {
    (void)state;
    for (int t = 0; t < theme_count(); t++) {
        for (int i = 0; i < LOOK_COUNT; i++) {
            /* WCAG 2.1, 1.4.11: graphics need 3:1. */
            assert_true(theme_contrast(theme_at(t)->looks[i].line, theme_at(t)->background) >= 3.0);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_has_contrast_on_every_fill),  cmocka_unit_test(test_lines_stand_out),
        cmocka_unit_test(test_heap_differs_by_more_than_colour), cmocka_unit_test(test_contrast_is_that_of_wcag),
        cmocka_unit_test(test_themes_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
