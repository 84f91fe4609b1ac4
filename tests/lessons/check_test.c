/* Answers are graded by the analyser; claims of a lesson are proved by it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "lessons/check.h"
#include "lessons/internal.h"

static World *world;

static int open_world(void **state) {
    (void)state;
    const WorldConfig config = {.go = goversion_newest()};
    Diag why;
    world = world_new(&config, &why);
    return world == NULL;
}

static int close_world(void **state) {
    (void)state;
    world_free(world);
    return 0;
}

static Facts *facts_of(const char *text) {
    const FactsConfig config = {.world = world, .name = "t.go"};
    return facts_new(&config, text);
}

static const char program[] = "package p\n"
                              "func f(n int) (*int, []int) {\n"
                              "\ti, j := 1, 2\n"
                              "\tp := &j\n"
                              "\t*p = 3\n"
                              "\ts := []int{1, 2}\n"
                              "\t_ = make([]int, n)\n"
                              "\treturn &i, s\n"
                              "}\n"
                              "func g() *int {\n"
                              "\ti := 1\n"
                              "\treturn &i\n"
                              "}\n"
                              "func h() any { return 7 }\n";

static void facts_list_what_has_a_place(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Facts *facts = facts_of(program);
    static const struct {
        const char *name;
        int line;
        Placement placement;
    } want[] = {
        {"f.i", 3, PLACE_HEAP},  {"j", 3, PLACE_STACK},         {"p", 4, PLACE_STACK},
        {"s", 6, PLACE_STACK},   {"[]int{...}", 6, PLACE_HEAP}, {"make([]int, n)", 7, PLACE_RUNTIME},
        {"g.i", 11, PLACE_HEAP}, {"7", 14, PLACE_STATIC},
    };
    assert_null(facts->error);
    assert_int_equal(facts->items.len, sizeof want / sizeof want[0]);
    for (int i = 0; i < facts->items.len; i++) {
        assert_string_equal(facts_item_name(facts, arena, &facts->items.at[i]), want[i].name);
        assert_int_equal(facts->items.at[i].line, want[i].line);
        assert_int_equal(facts->items.at[i].placement, want[i].placement);
    }
    facts_free(facts);
    arena_free(arena);
}

static void names_are_found(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Facts *facts = facts_of(program);
    static const struct {
        const char *name;
        int count;
    } want[] = {
        {"i", 2},     {"f.i", 1}, {"g.i", 1},  {"i@11", 1}, {"&j", 1}, {"make", 1}, {"make([]int,n)", 1},
        {"[]int", 1}, {"3", 2},   {"3:2", 1},  {"4", 1},    {"99", 0}, {"x", 0},    {"7", 1},
        {"f.x", 0},   {"i@4", 0}, {"3:99", 0}, {"", 0},     {"m", 0},
    };
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        const Found found = facts_find(facts, arena, want[i].name);
        if (found.items.len != want[i].count || found.several != (want[i].count > 1)) {
            fail_msg("\"%s\": %d found, not %d", want[i].name, found.items.len, want[i].count);
        }
    }
    facts_free(facts);
    arena_free(arena);
}

static Outcome outcome(const char *answer) {
    Arena *arena = arena_new();
    Facts *facts = facts_of(program);
    const Grade grade = grade_prediction(arena, facts, answer);
    const Outcome result = grade.outcome;
    if (result == OUTCOME_UNCLEAR) {
        assert_non_null(grade.unclear);
    }
    facts_free(facts);
    arena_free(arena);
    return result;
}

static void predictions_are_graded(void **state) {
    (void)state;
    assert_int_equal(outcome("f.i, g.i, []int{...}"), OUTCOME_RIGHT);
    assert_int_equal(outcome(" g.i []int{...} f.i "), OUTCOME_RIGHT);
    assert_int_equal(outcome("f.i，g.i、[]int{...}"), OUTCOME_RIGHT);
    assert_int_equal(outcome("f.i and g.i and []int{...}, f.i"), OUTCOME_RIGHT);
    /* What is decided at run time, or escapes without an allocation, may be named or not. */
    assert_int_equal(outcome("f.i, g.i, []int{...}, make([]int, n)"), OUTCOME_RIGHT);
    assert_int_equal(outcome("f.i, g.i, []int{...}, 7, make"), OUTCOME_RIGHT);
    assert_int_equal(outcome("f.i, g.i"), OUTCOME_WRONG);
    assert_int_equal(outcome("f.i, g.i, []int{...}, s"), OUTCOME_WRONG);
    assert_int_equal(outcome("nothing"), OUTCOME_WRONG);
    assert_int_equal(outcome("i"), OUTCOME_UNCLEAR);
    assert_int_equal(outcome("z"), OUTCOME_UNCLEAR);
    assert_int_equal(outcome("12"), OUTCOME_UNCLEAR);
    assert_int_equal(outcome(","), OUTCOME_UNCLEAR);
    assert_int_equal(outcome("((((("), OUTCOME_UNCLEAR);
    assert_int_equal(outcome("\"unclosed, s"), OUTCOME_UNCLEAR);
}

static void a_grade_names_each_thing(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Facts *facts = facts_of(program);
    const Grade grade = grade_prediction(arena, facts, "f.i, s");
    assert_int_equal(grade.right, 1);
    assert_int_equal(grade.wrong, 1);
    assert_int_equal(grade.missed, 2);
    int kinds[4] = {0};
    for (int i = 0; i < grade.remarks.len; i++) {
        kinds[grade.remarks.at[i].kind]++;
        assert_true(grade.remarks.at[i].item->story->why[0] != '\0');
    }
    assert_int_equal(kinds[REMARK_RIGHT], 1);
    assert_int_equal(kinds[REMARK_WRONG], 1);
    assert_int_equal(kinds[REMARK_MISSED], 2);
    assert_int_equal(kinds[REMARK_OPEN], 2);
    assert_int_equal(grade_solution(arena, facts).right, 3);
    facts_free(facts);
    arena_free(arena);
}

static void wrong_programs_give_their_first_message(void **state) {
    (void)state;
    Facts *facts = facts_of("package p\n\nfunc f() {\n\tx := 1\n\ty := 2\n}\n");
    assert_string_equal(facts->error, "declared and not used: x");
    assert_int_equal(facts->error_line, 4);
    assert_int_equal(facts->items.len, 0);
    facts_free(facts);
    facts = facts_of("");
    assert_non_null(facts->error);
    facts_free(facts);
    facts = facts_of("package p\nfunc f( {\n");
    assert_int_equal(facts->error_line, 2);
    facts_free(facts);
}

static void kept_text_ignores_spaces(void **state) {
    (void)state;
    assert_true(program_keeps("func  f() *int {\n}", "func f() *int"));
    assert_true(program_keeps("x := [ ]int{}", "[]int{}"));
    assert_false(program_keeps("func g()", "func f()"));
    assert_true(program_keeps("x", ""));
    assert_false(program_keeps("", "x"));
}

/* ---- Proofs ---- */

static const char *proof(Arena *arena, const char *step) {
    const char *text = arena_printf(arena, "# T\n\nHi.\n\n## S\n\n%s", step);
    const FactsConfig config = {.world = world, .name = "t.go"};
    const Lesson *lesson = lesson_read(arena, "t", "t.md", text, strlen(text));
    ProblemVec problems = {0};
    lesson_prove(arena, &config, lesson, &problems);
    StrBuf out = strbuf_new(arena);
    for (int i = 0; i < problems.len; i++) {
        strbuf_printf(&out, "%d: %s\n", problems.at[i].line, problems.at[i].text);
    }
    return strbuf_text(&out);
}

static void assert_proof(const char *step, const char *want) {
    Arena *arena = arena_new();
    const char *got = proof(arena, step);
    if (want[0] == '\0' ? got[0] != '\0' : strstr(got, want) == NULL) {
        fail_msg("wanted \"%s\", got: %s", want, got);
    }
    arena_free(arena);
}

#define ONE "package p\n\nfunc f() *int {\n\tn := 1\n\treturn &n\n}\n"
#define TWO "package p\n\nfunc f() int {\n\tn := 1\n\treturn n\n}\n"

static void right_claims_hold(void **state) {
    (void)state;
    assert_proof("```go predict\n" ONE "```\n```answer\nheap: n\nnot heap: zzz\n```\nWhy.\n", "");
    assert_proof("```go edit\n" ONE "```\n```goal\nheap: nothing\nstack: n\nkeep: func f()\n```\n```go solution\n" TWO
                 "```\nWhy.\n",
                 "");
    assert_proof("```go\n" ONE
                 "```\n```gc\n4:2: moved to heap: n\n```\n```picture kind=why focus=n\n```\n```reveal of=n\n```\n",
                 "");
    assert_proof("```go\n" ONE "```\n```choose of=n cause=returned-pointer\n(x) a\n > b\n( ) c\n > d\n```\n", "");
}

static void false_claims_are_found(void **state) {
    (void)state;
    assert_proof("```go predict\n" ONE "```\n```answer\nheap: nothing\n```\nWhy.\n", "16: `n` lives on the heap");
    assert_proof("```go predict\n" TWO "```\n```answer\nheap: n\n```\nWhy.\n", "`n` does not live there, but: stack");
    assert_proof("```go predict\n" ONE "```\n```answer\nheap: n, m\n```\nWhy.\n", "there is no `m`");
    assert_proof("```go predict\n" ONE "```\n```answer\nheap: n\nstack: n\n```\nWhy.\n", "17: `n` lives on the heap");
    assert_proof("```go predict\npackage p\nfunc f() {\n\tx := 1\n}\n```\n```answer\nheap: nothing\n```\nWhy.\n",
                 "10: this program does not compile: declared and not used: x");
    assert_proof("```go edit\n" TWO "```\n```goal\nheap: nothing\n```\n```go solution\n" TWO "```\nWhy.\n",
                 "solved before it begins");
    assert_proof("```go edit\n" ONE "```\n```goal\nheap: nothing\n```\n```go solution\n" ONE "```\nWhy.\n",
                 "the solution does not reach the goal: `n` lives on the heap");
    assert_proof("```go edit\n" ONE "```\n```goal\nheap: nothing\nkeep: func g()\n```\n```go solution\n" TWO
                 "```\nWhy.\n",
                 "to begin with, the program does not hold `func g()`");
    assert_proof("```go\n" ONE "```\n```gc\n4:2: moved to heap: m\n```\n", "gc prints \"4:2: moved to heap: n\" here");
    assert_proof("```go\n" ONE "```\n```gc -m=2\n4:2: n escapes to heap in f:\n4:2:   flow: p ← &n:\n```\n",
                 "gc prints \"4:2:   flow: ~r0 ← &n:\" here");
    assert_proof("```go\n" ONE "```\n```gc -m=3\n```\n", "gc -m=3: use gc or gc -m=2");
    assert_proof("```go\n" ONE "```\n```picture kind=oil\n```\n", "kind=oil");
    assert_proof("```go\n" ONE "```\n```picture func=zzz\n```\n", "the picture can't be drawn");
    assert_proof("```go\n" ONE "```\n```reveal of=m\n```\n", "there is no such name");
    assert_proof("```go\n" ONE "```\n```choose of=n cause=sent\n(x) a\n > b\n( ) c\n > d\n```\n",
                 "the cause of `n` is returned-pointer, not sent");
}

static void all_lessons_of_the_program_hold(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const Course course = course_builtin(arena, "en");
    const FactsConfig config = {.world = world, .name = "lesson.go"};
    for (int i = 0; i < course.lessons.len; i++) {
        ProblemVec problems = {0};
        const int claims = lesson_prove(arena, &config, course.lessons.at[i], &problems);
        assert_true(claims >= 20);
        if (problems.len > 0) {
            fail_msg("%s:%d: %s", course.lessons.at[i]->file, problems.at[0].line, problems.at[0].text);
        }
    }
    arena_free(arena);
}

/* ---- Changes, line by line ---- */

static void assert_edit(const char *change, const char *want) {
    Arena *arena = arena_new();
    const Edit edit = edit_apply(arena, "a {\n\tb\n\tc\n}\n", change);
    if (want == NULL) {
        assert_null(edit.text);
    } else {
        assert_string_equal(edit.text, want);
    }
    arena_free(arena);
}

static void lines_are_changed(void **state) {
    (void)state;
    assert_edit("2 x", "a {\n\tx\n\tc\n}\n");
    assert_edit("2: x", "a {\n\tx\n\tc\n}\n");
    assert_edit("2   x", "a {\n  x\n\tc\n}\n");
    assert_edit("2", "a {\n\n\tc\n}\n");
    assert_edit("+1 x", "a {\n\tx\n\tb\n\tc\n}\n");
    assert_edit("+2 x", "a {\n\tb\n\tx\n\tc\n}\n");
    assert_edit("+0 x", "x\na {\n\tb\n\tc\n}\n");
    assert_edit("+4 x", "a {\n\tb\n\tc\n}\nx\n");
    assert_edit("-2", "a {\n\tc\n}\n");
    assert_edit("-2-3", "a {\n}\n");
    assert_edit("-1..4", "");
    assert_edit("0 x", NULL);
    assert_edit("5 x", NULL);
    assert_edit("-3-2", NULL);
    assert_edit("99999999999999 x", NULL);
    assert_false(edit_is_change("return n"));
    assert_false(edit_is_change("2x"));
    assert_false(edit_is_change("-x"));
    assert_false(edit_is_change("+"));
    assert_true(edit_is_change("2: x"));
    assert_int_equal(edit_line_count("a\nb"), 2);
    assert_int_equal(edit_line_count(""), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_list_what_has_a_place),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(predictions_are_graded),
        cmocka_unit_test(a_grade_names_each_thing),
        cmocka_unit_test(wrong_programs_give_their_first_message),
        cmocka_unit_test(kept_text_ignores_spaces),
        cmocka_unit_test(right_claims_hold),
        cmocka_unit_test(false_claims_are_found),
        cmocka_unit_test(all_lessons_of_the_program_hold),
        cmocka_unit_test(lines_are_changed),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
