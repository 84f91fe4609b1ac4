/* Texts in the reader's language: which locale, which text, and how placeholders and lines come out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/catalogue.h"
#include "core/explain/story.h"
#include "core/explain/translate.h"

static void a_locale_is_found_by_the_names_of_the_environment(void **state) {
    (void)state;
    assert_string_equal(locale_find("zh_CN.UTF-8"), "zh_CN");
    assert_string_equal(locale_find("zh"), "zh_CN");
    assert_string_equal(locale_find("zh-Hans"), "zh_CN");
    assert_string_equal(locale_find("en_GB.UTF-8"), "en");
    assert_string_equal(locale_find("C"), "en");
    assert_string_equal(locale_find("C.UTF-8"), "en");
    assert_string_equal(locale_find("POSIX"), "en");
    assert_null(locale_find("zh_TW.UTF-8"));
    assert_null(locale_find("fr_FR.UTF-8"));
    assert_null(locale_find(""));
}

static void every_entry_of_a_catalogue_is_found(void **state) {
    (void)state;
    assert_true(catalogue_count > 0);
    for (int i = 0; i < catalogue_count; i++) {
        const Catalogue *catalogue = &catalogues[i];
        assert_true(catalogue->count > 400);
        for (int k = 0; k < catalogue->count; k++) {
            const Message *message = &catalogue->messages[k];
            assert_string_equal(tr(catalogue->locale, message->english), message->text);
        }
    }
}

static void what_has_no_translation_stays_english(void **state) {
    (void)state;
    assert_string_equal(tr("zh_CN", "moved to heap: x"), "moved to heap: x");
    assert_string_equal(tr("en", "the heap"), "the heap");
    assert_string_equal(tr(NULL, "the heap"), "the heap");
    assert_string_equal(tr("zh_CN", "the heap"), "堆");
}

static void every_cause_has_a_title_and_a_rule_in_each_language(void **state) {
    (void)state;
    for (int i = 0; i < catalogue_count; i++) {
        for (Cause cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
            const char *title = cause_title(cause);
            assert_string_not_equal(tr(catalogues[i].locale, title), title);
            assert_string_not_equal(tr(catalogues[i].locale, cause_rule(cause)), cause_rule(cause));
        }
    }
}

static void chinese_and_names_are_set_apart(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(tr_fill(arena, "zh_CN", "%1 becomes %2", "它的地址", "f1 的结果", "", ""),
                        "它的地址成为 f1 的结果");
    assert_string_equal(tr_fill(arena, "zh_CN", "%1 becomes %2", "p", "函数字面量", "", ""), "p 成为函数字面量");
    assert_string_equal(tr_fill(arena, "zh_CN", "nothing that outlives %2 refers to %1.", "&i", "f", "", ""),
                        "f 返回后，没有任何东西还引用 &i。");
    assert_string_equal(tr_fill(arena, "en", "%1 becomes %2", "p", "q", "", ""), "p becomes q");
    assert_string_equal(tr_fill(arena, NULL, "", "p", "q", "", ""), "");
    assert_string_equal(tr_fill(arena, NULL, "100%", "p", "", "", ""), "100%");
    arena_free(arena);
}

static void lines_break_between_characters_but_not_before_punctuation(void **state) {
    (void)state;
    assert_int_equal(text_piece("heap 堆"), 4);
    assert_int_equal(text_piece("堆，栈"), strlen("堆，"));
    assert_int_equal(text_piece("（堆）上"), strlen("（堆）"));
    assert_int_equal(text_piece("堆heap"), strlen("堆"));
    assert_int_equal(text_piece("f1()。"), strlen("f1()。"));
    assert_int_equal(text_piece(" x"), 0);
    assert_int_equal(text_piece(""), 0);
    assert_int_equal(text_piece("\xFF\xFE"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_locale_is_found_by_the_names_of_the_environment),
        cmocka_unit_test(every_entry_of_a_catalogue_is_found),
        cmocka_unit_test(what_has_no_translation_stays_english),
        cmocka_unit_test(every_cause_has_a_title_and_a_rule_in_each_language),
        cmocka_unit_test(chinese_and_names_are_set_apart),
        cmocka_unit_test(lines_break_between_characters_but_not_before_punctuation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
