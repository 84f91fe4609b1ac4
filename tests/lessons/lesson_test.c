/* Lessons: Markdown as passages, passages as steps and questions, and what is wrong with a lesson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "lessons/lesson.h"
#include "lessons/library.h"

static Lesson *read_text(Arena *arena, const char *text) {
    return lesson_read(arena, "test", "test.md", text, strlen(text));
}

/* Returns the problems, each as "LINE: TEXT\n". */
static const char *problems_of(Arena *arena, const char *text) {
    const Lesson *lesson = read_text(arena, text);
    StrBuf out = strbuf_new(arena);
    for (int i = 0; i < lesson->problems.len; i++) {
        strbuf_printf(&out, "%d: %s\n", lesson->problems.at[i].line, lesson->problems.at[i].text);
    }
    return strbuf_text(&out);
}

static void assert_problem(const char *text, const char *wanted) {
    Arena *arena = arena_new();
    const char *problems = problems_of(arena, text);
    if (strstr(problems, wanted) == NULL) {
        fail_msg("no \"%s\" in: %s", wanted, problems);
    }
    arena_free(arena);
}

static void markdown_becomes_passages(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const char *text = "Some *soft* and **hard** `code`\nand [a link](https://go.dev).\n\n"
                       "1. one\n2. two\n   - deep\n\n> said\n\n---\n\n<details>\n\n```go predict\nx\n```\n";
    const PassageVec all = markdown_read(arena, text, strlen(text));
    assert_int_equal(all.len, 7);
    assert_string_equal(spans_text(arena, &all.at[0].spans), "Some soft and hard code and a link <https://go.dev>.");
    assert_int_equal(all.at[0].spans.at[1].tone, TONE_EMPHASIS);
    assert_int_equal(all.at[0].spans.at[3].tone, TONE_STRONG);
    assert_int_equal(all.at[0].spans.at[5].tone, TONE_CODE);
    assert_string_equal(all.at[1].bullet, "1. ");
    assert_string_equal(all.at[2].bullet, "2. ");
    assert_true(all.at[2].tight);
    assert_string_equal(all.at[3].bullet, "• ");
    assert_true(all.at[3].indent > all.at[2].indent);
    assert_int_equal(all.at[4].indent, 2);
    assert_int_equal(all.at[5].kind, PASSAGE_RULE);
    assert_int_equal(all.at[6].kind, PASSAGE_CODE);
    assert_string_equal(all.at[6].info, "go predict");
    assert_int_equal(all.at[6].line, 14);
    arena_free(arena);
}

static void deep_markdown_does_no_harm(void **state) {
    (void)state;
    Arena *arena = arena_new();
    StrBuf text = strbuf_new(arena);
    for (int i = 0; i < 3000; i++) {
        strbuf_add(&text, i % 2 == 0 ? "> " : "- ");
    }
    strbuf_add(&text, "bottom\n");
    const PassageVec all = markdown_read(arena, strbuf_text(&text), text.len);
    assert_int_equal(all.len, 1);
    const char *bytes = "a\0b\xff\xfe";
    assert_int_equal(markdown_read(arena, bytes, 5).len, 1);
    arena_free(arena);
}

static void a_heading_begins_a_step(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const Lesson *lesson =
        read_text(arena, "# The title\n\nHello.\n\n## First `step`!\n\nA.\n\n### Part\n\nB.\n\n## First step\n\nC.\n");
    assert_string_equal(lesson->title, "The title");
    assert_int_equal(lesson->steps.len, 3);
    assert_string_equal(lesson->steps.at[0]->title, "The title");
    assert_string_equal(lesson->steps.at[1]->id, "first-step");
    assert_string_equal(lesson->steps.at[2]->id, "first-step-2");
    assert_int_equal(lesson->steps.at[1]->elements.len, 1);
    assert_int_equal(lesson->steps.at[1]->elements.at[0]->blocks.len, 3);
    assert_int_equal(lesson_find_step(lesson, "first-step-2"), 2);
    assert_int_equal(lesson_find_step(lesson, "none"), -1);
    assert_int_equal(lesson->problems.len, 0);
    arena_free(arena);
}

static void a_question_has_its_parts(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const Lesson *lesson = read_text(
        arena,
        "# T\n\n## S\n\n```go predict noskip\npackage p\n```\n```answer\nheap: a, make([]int, n), f.b\nstack: c\n```\n"
        "```hint\none\n```\n```hint\ntwo\n```\nWhy.\n");
    assert_int_equal(lesson->problems.len, 0);
    const Element *question = lesson->steps.at[0]->elements.at[0];
    assert_int_equal(question->kind, ELEMENT_PREDICT);
    assert_true(element_forbids_skip(question));
    assert_int_equal(question->claims.len, 2);
    assert_int_equal(question->claims.at[0].names.len, 3);
    assert_string_equal(question->claims.at[0].names.at[1], "make([]int, n)");
    assert_int_equal(question->claims.at[1].kind, CLAIM_STACK);
    assert_int_equal(question->hints.len, 2);
    assert_string_equal(question->hints.at[1], "two");
    assert_int_equal(lesson->steps.at[0]->elements.len, 2);
    arena_free(arena);
}

static void choices_carry_feedback(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const Lesson *lesson =
        read_text(arena, "# T\n\n## S\n\n```choose of=n cause=\"sent\"\nWhy\nthat?\n( ) first\n  one\n  > not\n"
                         "  > this\n(x) second\n  > yes\n```\n");
    assert_int_equal(lesson->problems.len, 0);
    const Element *question = lesson->steps.at[0]->elements.at[0];
    assert_string_equal(question->question, "Why that?");
    assert_string_equal(question->choices.at[0].text, "first one");
    assert_string_equal(question->choices.at[0].feedback, "not this");
    assert_false(question->choices.at[0].right);
    assert_true(question->choices.at[1].right);
    assert_string_equal(element_setting(question, "cause"), "sent");
    assert_null(element_setting(question, "kind"));
    arena_free(arena);
}

static void what_is_wrong_is_said_with_its_line(void **state) {
    (void)state;
    assert_problem("## S\n\nText.\n", "1: the lesson has no title");
    assert_problem("# T\n", "has no steps");
    assert_problem("# T\n\n## S\n", "3: the step \"S\" is empty");
    assert_problem("# T\n\n## S\n\n```predict\nx\n```\n", "5: write `go predict`");
    assert_problem("# T\n\n## S\n\n```go guess\nx\n```\n", "5: `go guess` means nothing");
    assert_problem("# T\n\n## S\n\n```hint\nx\n```\n", "this hint follows no question");
    assert_problem("# T\n\n## S\n\n```go edit\nx\n```\n```answer\nheap: a\n```\n",
                   "this answer follows no `go predict`");
    assert_problem("# T\n\n## S\n\n```go predict\nx\n```\nWhy.\n", "has no answer");
    assert_problem("# T\n\n## S\n\n```go predict\nx\n```\n```answer\nheap: a\n```\n", "nothing follows this question");
    assert_problem("# T\n\n## S\n\n```go edit\nx\n```\n```goal\nheap: nothing\n```\nWhy.\n", "has no solution");
    assert_problem("# T\n\n## S\n\n```go predict\nx\n```\n```answer\nstuff: a\n```\nWhy.\n",
                   "9: a line begins with `heap:`");
    assert_problem("# T\n\n## S\n\n```go predict\nx\n```\n```answer\nstack:\n```\nWhy.\n",
                   "9: `stack:` needs at least one name");
    assert_problem("# T\n\n## S\n\n```choose\n(x) a\n > b\n(x) c\n > d\n```\n",
                   "exactly one choice must be right, marked `(x)`; here are 2");
    assert_problem("# T\n\n## S\n\n```choose\n( ) a\n(x) c\n > d\n```\n", "6: this choice has no feedback");
    assert_problem("# T\n\n## S\n\n```choose maybe\n( ) a\n > b\n(x) c\n > d\n```\n",
                   "`choose` has no setting `maybe`");
    assert_problem("# T\n\n## S\n\n```picture\n```\n", "this picture has no program before it");
}

static void lessons_are_found_by_number_and_name(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const Course course = course_builtin(arena, "en");
    assert_true(course.lessons.len >= 6);
    for (int i = 0; i < course.lessons.len; i++) {
        assert_int_equal(course.lessons.at[i]->problems.len, 0);
    }
    assert_int_equal(course_find(&course, "1"), 0);
    assert_int_equal(course_find(&course, "0"), -1);
    assert_int_equal(course_find(&course, "99"), -1);
    assert_int_equal(course_find(&course, "closures"), 3);
    assert_int_equal(course_find(&course, "01-stack-and-heap"), 0);
    assert_int_equal(course_find(&course, "a"), -2);
    assert_int_equal(course_find(&course, "monads"), -1);
    assert_int_equal(course_builtin(arena, "xx").lessons.len, course.lessons.len);
    arena_free(arena);
}

static void the_template_carries_the_title(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const char *text = lesson_template(arena, "Maps & more");
    assert_memory_equal(text, "# Maps & more\n", 14);
    const Lesson *lesson = read_text(arena, text);
    assert_int_equal(lesson->problems.len, 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown_becomes_passages),
        cmocka_unit_test(deep_markdown_does_no_harm),
        cmocka_unit_test(a_heading_begins_a_step),
        cmocka_unit_test(a_question_has_its_parts),
        cmocka_unit_test(choices_carry_feedback),
        cmocka_unit_test(what_is_wrong_is_said_with_its_line),
        cmocka_unit_test(lessons_are_found_by_number_and_name),
        cmocka_unit_test(the_template_carries_the_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
