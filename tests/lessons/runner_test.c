/*
 * The dialogue, with a Host that plays learners: one who knows everything, one who skips, one who errs and asks
 * for hints, and one who is killed after every line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/strbuf.h"
#include "lessons/runner.h"

typedef enum Manner { KNOWS, SKIPS, ERRS, SCRIPT } Manner;

/* Who sits in front of the Host. */
typedef struct Learner {
    Arena *arena;
    Manner manner;
    const Lesson *lesson;
    const char *const *script; /* SCRIPT: the lines */
    int script_len;
    int lines;           /* read so far */
    int life;            /* killed after so many lines; 0: lives on */
    int tries;           /* at this question */
    const char *program; /* shown last */
    StrBuf seen;         /* all that was shown */
    int sessions, stories, pictures;
} Learner;

static World *world;
static char folder[64];

/* ---- Answers ---- */

static const char *heap_names(Learner *l) {
    const FactsConfig config = {.world = world, .name = "t.go"};
    Facts *facts = facts_new(&config, l->program);
    StrBuf out = strbuf_new(l->arena);
    for (int i = 0; i < facts->items.len; i++) {
        if (facts->items.at[i].placement == PLACE_HEAP) {
            strbuf_printf(&out, "%s%s", out.len > 0 ? ", " : "", facts_item_name(facts, l->arena, &facts->items.at[i]));
        }
    }
    facts_free(facts);
    return out.len > 0 ? strbuf_text(&out) : "nothing";
}

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

static const char *right_answer(Learner *l, const char *prompt) {
    if (begins(prompt, "heap?")) {
        return heap_names(l);
    }
    if (begins(prompt, "1-")) {
        return arena_printf(l->arena, "%d", 1 + l->tries++ % (prompt[2] - '0'));
    }
    return begins(prompt, "edit>") ? "edit" : "";
}

static const char *wrong_answer(Learner *l, const char *prompt) {
    static const char *const heap[] = {"",  "zzz",  "9999", "hint",  "hint",    "hint",  "hint",
                                       "?", "list", "show", "why n", "nothing", ":why n"};
    static const char *const edit[] = {"",      "hint",  "4 broken(", "undo",  "undo", "-1-2",
                                       "reset", "check", "99 x",      "what?", "show"};
    static const char *const choose[] = {"x", "0", "77", "hint", "why"};
    const int n = l->tries++;
    if (begins(prompt, "heap?")) {
        return n < (int)(sizeof heap / sizeof heap[0]) ? heap[n] : heap_names(l);
    }
    if (begins(prompt, "edit>")) {
        return n < (int)(sizeof edit / sizeof edit[0]) ? edit[n] : "edit";
    }
    if (begins(prompt, "1-")) {
        return n < 5 ? choose[n] : arena_printf(l->arena, "%d", 1 + n % (prompt[2] - '0'));
    }
    return n == 0 && strcmp(prompt, "[Enter] ") == 0 ? "huh" : "";
}

/* ---- The Host ---- */

static HostInput read_line(Host *host, const char *prompt, Arena *arena, const char **line) {
    Learner *l = host->data;
    (void)arena;
    if ((l->life > 0 && l->lines >= l->life) || l->lines > 5000) {
        return HOST_END;
    }
    l->lines++;
    switch (l->manner) {
    case KNOWS: *line = right_answer(l, prompt); break;
    case SKIPS: *line = "skip"; break;
    case ERRS: *line = wrong_answer(l, prompt); break;
    case SCRIPT:
        if (l->lines > l->script_len) {
            return HOST_END;
        }
        *line = l->script[l->lines - 1];
        if (strcmp(*line, "^C") == 0) {
            return HOST_CANCELLED;
        }
    }
    strbuf_printf(&l->seen, "%s%s\n", prompt, *line);
    return HOST_LINE;
}

static void put(Host *host, const Passage *passage) {
    Learner *l = host->data;
    const bool code = passage->kind == PASSAGE_CODE || passage->kind == PASSAGE_PROGRAM;
    strbuf_add(&l->seen, code ? passage->text : spans_text(l->arena, &passage->spans));
    strbuf_byte(&l->seen, '\n');
    if (passage->kind == PASSAGE_PROGRAM && passage->level == 0) {
        l->program = arena_strdup(l->arena, passage->text);
    }
}

static void page(Host *host) {
    Learner *l = host->data;
    l->tries = 0;
}

static void story(Host *host, const Facts *facts, const Story *told) {
    Learner *l = host->data;
    assert_non_null(facts->result);
    l->stories++;
    strbuf_printf(&l->seen, "STORY %s\n", told->headline);
}

static const char *draw(Host *host, const Facts *facts, const Picture *picture, Arena *arena, Diag *why) {
    Learner *l = host->data;
    (void)facts;
    (void)picture;
    (void)arena;
    (void)why;
    l->pictures++;
    return "DRAWN\n";
}

static bool session(Host *host, const char *program) {
    Learner *l = host->data;
    strbuf_printf(&l->seen, "SESSION %zu\n", strlen(program));
    l->sessions++;
    return true;
}

/* An editor that knows the solution of every exercise. */
static const char *edit(Host *host, const char *text, Arena *arena) {
    Learner *l = host->data;
    (void)arena;
    for (int s = 0; s < l->lesson->steps.len; s++) {
        const Step *step = l->lesson->steps.at[s];
        for (int i = 0; i < step->elements.len; i++) {
            const Element *element = step->elements.at[i];
            if (element->kind == ELEMENT_EDIT && strcmp(element->body, text) == 0) {
                return element->solution;
            }
        }
    }
    return NULL;
}

static Host host_for(Learner *l) {
    return (Host){.read_line = read_line,
                  .put = put,
                  .page = page,
                  .story = story,
                  .draw = draw,
                  .session = session,
                  .edit = edit,
                  .world = world,
                  .data = l};
}

/* ---- One run ---- */

static Learner learner(Arena *arena, Manner manner) {
    return (Learner){.arena = arena, .manner = manner, .seen = strbuf_new(arena)};
}

static RunEnd run(Learner *l, const Lesson *lesson) {
    Diag why;
    l->lesson = lesson;
    Host host = host_for(l);
    Progress *progress = progress_open(folder, &why);
    const RunEnd end = lesson_run(&host, progress, lesson);
    progress_close(progress);
    return end;
}

static void forget(const Lesson *lesson) {
    Diag why;
    Progress *progress = progress_open(folder, &why);
    progress_forget(progress, lesson->id);
    assert_true(progress_save(progress, &why));
    progress_close(progress);
}

static bool asks(const Step *step) {
    for (int i = 0; i < step->elements.len; i++) {
        if (element_is_question(step->elements.at[i])) {
            return true;
        }
    }
    return false;
}

static void assert_steps(const Lesson *lesson, StepState wanted) {
    Diag why;
    Progress *progress = progress_open(folder, &why);
    assert_true(progress_finished(progress, lesson->id));
    for (int i = 0; i < lesson->steps.len; i++) {
        const Step *step = lesson->steps.at[i];
        assert_int_equal(progress_step(progress, lesson->id, step->id), asks(step) ? wanted : STEP_SEEN);
    }
    progress_close(progress);
}

static void run_all(Manner manner, StepState wanted) {
    Arena *arena = arena_new();
    const Course course = course_builtin(arena, "en");
    for (int i = 0; i < course.lessons.len; i++) {
        forget(course.lessons.at[i]);
        Learner l = learner(arena, manner);
        assert_int_equal(run(&l, course.lessons.at[i]), RUN_FINISHED);
        assert_steps(course.lessons.at[i], wanted);
        assert_true(l.pictures + l.stories + l.sessions > 0);
    }
    arena_free(arena);
}

static void who_knows_finishes_every_lesson(void **state) {
    (void)state;
    run_all(KNOWS, STEP_ANSWERED);
}

static void who_skips_finishes_every_lesson(void **state) {
    (void)state;
    run_all(SKIPS, STEP_SKIPPED);
}

static void who_errs_finishes_every_lesson(void **state) {
    (void)state;
    run_all(ERRS, STEP_ANSWERED);
}

static void who_is_killed_goes_on_where_he_was(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const Course course = course_builtin(arena, "en");
    for (int i = 0; i < course.lessons.len; i++) {
        const Lesson *lesson = course.lessons.at[i];
        for (int life = 6; life < 14; life += 7) {
            forget(lesson);
            int lives = 0;
            for (;; lives++) {
                Learner l = learner(arena, KNOWS);
                l.life = life;
                if (run(&l, lesson) == RUN_FINISHED) {
                    break;
                }
                assert_true(lives < 100);
            }
            assert_true(lives > 0);
            assert_steps(lesson, STEP_ANSWERED);
        }
    }
    arena_free(arena);
}

/* ---- Single dialogues ---- */

static const char small[] =
    "# Small\n\nHello.\n\n## Guess\n\n```go predict noskip\npackage p\n\nfunc f() *int {\n\tn, m := 1, 2\n"
    "\t_ = m\n\treturn &n\n}\n```\n```answer\nheap: n\n```\n```hint\nlook\n```\n```hint\nlook again\n```\n"
    "It moves.\n\n## Change\n\n```go edit\npackage p\n\nfunc f() *int {\n\tn := 1\n\treturn &n\n}\n```\n"
    "```goal\nheap: nothing\nkeep: func f()\n```\n```go solution\npackage p\n\nfunc f() int {\n\tn := 1\n"
    "\treturn n\n}\n```\nDone.\n\n## End\n\n```go\npackage p\n\nvar x = 1\n```\n```try\nPlay.\n```\nBye.\n";

/* Plays lines on the small lesson; returns all that was shown. */
static const char *play(Arena *arena, bool anew, const char *const *lines, int count, RunEnd *end) {
    const Lesson *lesson = lesson_read(arena, "small", "small.md", small, strlen(small));
    assert_int_equal(lesson->problems.len, 0);
    if (anew) {
        forget(lesson);
    }
    Learner l = learner(arena, SCRIPT);
    l.script = lines;
    l.script_len = count;
    *end = run(&l, lesson);
    return strbuf_text(&l.seen);
}

#define PLAY(anew, ...)                                                                                                \
    RunEnd end;                                                                                                        \
    Arena *arena = arena_new();                                                                                        \
    const char *const lines[] = {__VA_ARGS__};                                                                         \
    const char *seen = play(arena, anew, lines, (int)(sizeof lines / sizeof lines[0]), &end)

static void assert_seen(const char *seen, const char *text) {
    if (strstr(seen, text) == NULL) {
        fail_msg("no \"%s\" in:\n%s", text, seen);
    }
}

static void answers_are_explained(void **state) {
    (void)state;
    PLAY(true, "", "m", "n", "", "quit");
    assert_seen(seen, "No: m stays on the stack");
    assert_seen(seen, "One thing that goes to the heap is missing.");
    assert_seen(seen, "Yes: n moves to the heap: f's frame is gone when f returns");
    assert_seen(seen, "It moves.");
    assert_int_equal(end, RUN_QUIT);
    arena_free(arena);
}

static void hints_come_one_by_one(void **state) {
    (void)state;
    PLAY(true, "", "hint", "hint", "hint");
    const char *one = strstr(seen, "Hint 1 of 2: look"), *two = strstr(seen, "Hint 2 of 2: look again");
    assert_non_null(one);
    assert_non_null(two);
    assert_true(one < two);
    assert_seen(seen, "That was the last hint.");
    arena_free(arena);
}

static void some_questions_cannot_be_skipped(void **state) {
    (void)state;
    PLAY(true, "", "skip", "next", "step 3", "step 9", "why n", "n", "", "skip", "", "skip", "");
    assert_seen(seen, "can't be skipped");
    assert_seen(seen, "There is a question to answer first.");
    assert_seen(seen, "Step 2 comes first");
    assert_seen(seen, "Say step N, N from 1 to 4.");
    assert_null(strstr(seen, "STORY"));
    assert_seen(seen, "One solution:");
    assert_seen(seen, "You did 1 of the 3 steps with something to do.");
    assert_int_equal(end, RUN_FINISHED);
    arena_free(arena);
}

static void exercises_say_what_is_left(void **state) {
    (void)state;
    PLAY(true, "", "n", "", "4 n := 2", "-3", "undo", "3 func f() int {", "5 return n", "", "quit");
    assert_seen(seen, "n still lives on the heap: f's frame is gone");
    assert_seen(seen, "gc does not compile that yet.");
    assert_seen(seen, "Right: that does it.\nDone.");
    arena_free(arena);
}

static void back_and_resume(void **state) {
    (void)state;
    {
        PLAY(true, "", "n", "back", "back", "back", "", "", "", "^C", "why n", "list", ":quit");
        assert_seen(seen, "This is the first step.");
        assert_seen(seen, "You have been through this: Enter goes on.");
        assert_seen(seen, "STORY n moves to the heap");
        assert_seen(seen, "Guess — answered");
        assert_seen(seen, "Change — you are here");
        assert_int_equal(end, RUN_QUIT);
        arena_free(arena);
    }
    {
        PLAY(false, "session", "skip", "", "", "", "", "");
        assert_seen(seen, "You are at step 3 of 4.");
        assert_seen(seen, "SESSION 48");
        assert_seen(seen, "SESSION 21");
        assert_int_equal(end, RUN_FINISHED);
        arena_free(arena);
    }
    {
        PLAY(false, "again", "quit");
        assert_seen(seen, "1/4 · Small");
        arena_free(arena);
    }
}

static void a_transcript_is_kept(void **state) {
    (void)state;
    char file[96];
    snprintf(file, sizeof file, "%s/kept.md", folder);
    const char *save = NULL;
    Arena *words = arena_new();
    save = arena_printf(words, "save %s", file);
    {
        PLAY(true, "", "m", "quit");
        (void)seen;
        arena_free(arena);
    }
    {
        PLAY(false, "n", save, "quit");
        assert_seen(seen, "The transcript is in ");
        arena_free(arena);
    }
    char text[4096] = "";
    FILE *in = fopen(file, "r");
    assert_non_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    remove(file);
    assert_seen(text, "# Small\n");
    assert_seen(text, "```go\npackage p\n");
    assert_seen(text, "> m\n");
    assert_seen(text, "> n\n");
    assert_seen(text, "**Right.**");
    arena_free(words);
}

static void a_course_offers_the_next_lesson(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Diag why;
    const Lesson *lesson = lesson_read(arena, "small", "small.md", small, strlen(small));
    forget(lesson);
    Course course = {0};
    VEC_PUSH(arena, &course.lessons, lesson_read(arena, "small", "a.md", small, strlen(small)));
    VEC_PUSH(arena, &course.lessons, lesson_read(arena, "other", "b.md", small, strlen(small)));
    static const char *const lines[] = {"9", "1", "", "n", "", "skip", "", "skip", "", "list", "x", "", "quit"};
    Learner l = learner(arena, SCRIPT);
    l.script = lines;
    l.script_len = (int)(sizeof lines / sizeof lines[0]);
    l.lesson = lesson;
    Host host = host_for(&l);
    Progress *progress = progress_open(folder, &why);
    course_run(&host, progress, &course, -1);
    assert_int_equal(l.lines, l.script_len);
    assert_seen(strbuf_text(&l.seen), "There is no lesson 9: the numbers are 1 to 2.");
    assert_seen(strbuf_text(&l.seen), "Enter begins the next lesson, 2 Small");
    assert_seen(strbuf_text(&l.seen), "Small — finished");
    progress_forget(progress, "other");
    progress_close(progress);
    arena_free(arena);
}

/* ---- Set-up ---- */

static int open_all(void **state) {
    (void)state;
    const WorldConfig config = {.go = goversion_newest()};
    Diag why;
    world = world_new(&config, &why);
    strcpy(folder, "/tmp/escapade-lessons-XXXXXX");
    return world == NULL || mkdtemp(folder) == NULL;
}

static int close_all(void **state) {
    (void)state;
    char command[128];
    world_free(world);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_explained),
        cmocka_unit_test(hints_come_one_by_one),
        cmocka_unit_test(some_questions_cannot_be_skipped),
        cmocka_unit_test(exercises_say_what_is_left),
        cmocka_unit_test(back_and_resume),
        cmocka_unit_test(a_transcript_is_kept),
        cmocka_unit_test(a_course_offers_the_next_lesson),
        cmocka_unit_test(who_knows_finishes_every_lesson),
        cmocka_unit_test(who_skips_finishes_every_lesson),
        cmocka_unit_test(who_errs_finishes_every_lesson),
        cmocka_unit_test(who_is_killed_goes_on_where_he_was),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
