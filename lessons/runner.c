#include "lessons/runner.h"

#include <string.h>

#include "lessons/internal.h"

/* ---- Progress ---- */

static void save_progress(Runner *r) {
    Diag why = {0};
    progress_note(r->progress, r->lesson->id, strbuf_text(&r->note));
    strbuf_clear(&r->note);
    if (!progress_save(r->progress, &why) && !r->warned) {
        r->warned = true;
        runner_put_text(r, TONE_WRONG, runner_say(r, WORD_NOT_SAVED, why.text, "", ""));
    }
}

static bool has_question(const Step *step) {
    for (int i = 0; i < step->elements.len; i++) {
        if (element_is_question(step->elements.at[i])) {
            return true;
        }
    }
    return false;
}

static void step_done(Runner *r) {
    const StepState state = !has_question(r->step) ? STEP_SEEN
                            : r->skipped           ? STEP_SKIPPED
                            : r->answered          ? STEP_ANSWERED
                                                   : STEP_OPEN;
    if (state != STEP_OPEN) {
        progress_set_step(r->progress, r->lesson->id, r->step->id, state);
    }
}

/* ---- One step ---- */

static void put_title(Runner *r) {
    Passage heading = {.kind = PASSAGE_HEADING, .level = 2};
    const int count = r->lesson->steps.len;
    const Span span = {TONE_STRONG, runner_say(r, WORD_STEP_TITLE, runner_say_number(r, r->index + 1),
                                               runner_say_number(r, count), r->step->title)};
    VEC_PUSH(r->arena, &heading.spans, span);
    runner_put(r, &heading);
}

static Move run_elements(Runner *r) {
    for (int i = 0; i < r->step->elements.len; i++) {
        const Element *element = r->step->elements.at[i];
        if (!element_is_question(element)) {
            runner_put_element(r, element);
            continue;
        }
        const Move move = question_ask_element(r, element);
        if (move != MOVE_ON) {
            return move;
        }
    }
    step_done(r);
    if (has_question(r->step) && r->index + 1 < r->lesson->steps.len) {
        progress_set_place(r->progress, r->lesson->id, r->lesson->steps.at[r->index + 1]->id);
    }
    save_progress(r);
    return question_ask_on(r);
}

static Move run_step(Runner *r) {
    r->arena = arena_new();
    r->step = r->lesson->steps.at[r->index];
    r->skipped = false;
    r->answered = false;
    progress_set_place(r->progress, r->lesson->id, r->step->id);
    save_progress(r);
    r->host->page(r->host);
    put_title(r);
    const Move move = run_elements(r);
    runner_set_program(r, NULL);
    save_progress(r);
    return move;
}

/* ---- One lesson ---- */

static void put_score(Runner *r) {
    int questions = 0, answered = 0;
    StrBuf skipped = strbuf_new(r->arena);
    for (int i = 0; i < r->lesson->steps.len; i++) {
        const Step *step = r->lesson->steps.at[i];
        const StepState state = progress_step(r->progress, r->lesson->id, step->id);
        questions += has_question(step);
        answered += has_question(step) && state == STEP_ANSWERED;
        if (has_question(step) && state != STEP_ANSWERED) {
            strbuf_printf(&skipped, "%s%d %s", skipped.len > 0 ? ", " : "", i + 1, step->title);
        }
    }
    runner_put_text(r, TONE_STRONG, runner_say(r, WORD_FINISHED, r->lesson->title, "", ""));
    if (questions > 0) {
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, WORD_SCORE, runner_say_number(r, answered), runner_say_number(r, questions), ""));
    }
    if (skipped.len > 0) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_SCORE_SKIPPED, strbuf_text(&skipped), "", ""));
    }
}

static void begin(Runner *r) {
    const char *place = progress_place(r->progress, r->lesson->id);
    const int at = place != NULL ? lesson_find_step(r->lesson, place) : 0;
    r->index = at > 0 ? at : 0;
    if (r->index == 0) {
        strbuf_printf(&r->note, "# %s\n", r->lesson->title);
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_FIRST_HELP, "", "", ""));
    } else {
        runner_put_text(r, TONE_DIM,
                        runner_say(r, WORD_RESUMED, runner_say_number(r, r->index + 1),
                                   runner_say_number(r, r->lesson->steps.len), ""));
    }
}

/* Where the lesson begins when it is taken up again: at what was skipped, else at the beginning. */
static const char *next_place(const Runner *r) {
    for (int i = 0; i < r->lesson->steps.len; i++) {
        const Step *step = r->lesson->steps.at[i];
        if (progress_step(r->progress, r->lesson->id, step->id) == STEP_SKIPPED) {
            return step->id;
        }
    }
    return r->lesson->steps.at[0]->id;
}

static void finish(Runner *r) {
    progress_set_finished(r->progress, r->lesson->id);
    progress_set_place(r->progress, r->lesson->id, next_place(r));
    r->host->page(r->host);
    put_score(r);
    runner_put_text(r, TONE_DIM, runner_say(r, WORD_KEEP_TRANSCRIPT, "", "", ""));
    save_progress(r);
}

RunEnd lesson_run(Host *host, Progress *progress, const Lesson *lesson) {
    Arena *arena = arena_new();
    Runner runner = {.host = host, .progress = progress, .lesson = lesson, .note = strbuf_new(arena), .arena = arena};
    RunEnd end = RUN_QUIT;
    begin(&runner);
    for (;;) {
        const Move move = run_step(&runner);
        arena_free(runner.arena);
        runner.arena = arena;
        if (move == MOVE_QUIT) {
            runner_put_text(&runner, TONE_DIM, runner_say(&runner, WORD_LEFT, "", "", ""));
            break;
        }
        runner.index = move == MOVE_TO ? runner.target : runner.index + 1;
        if (runner.index >= lesson->steps.len) {
            finish(&runner);
            end = RUN_FINISHED;
            break;
        }
    }
    arena_free(arena);
    return end;
}

/* ---- A course ---- */

typedef struct Chooser {
    Runner runner; /* for its words */
    const Course *course;
    int finished; /* the lesson just done; -1 without */
} Chooser;

static const char *lesson_state(Runner *r, const Lesson *lesson) {
    const char *place = progress_place(r->progress, lesson->id);
    const int at = place != NULL ? lesson_find_step(lesson, place) : -1;
    if (progress_finished(r->progress, lesson->id)) {
        return runner_say(r, WORD_LESSON_FINISHED, "", "", "");
    }
    return at < 0 ? ""
                  : runner_say(r, WORD_LESSON_BEGUN, runner_say_number(r, at + 1),
                               runner_say_number(r, lesson->steps.len), "");
}

static void put_course(Runner *r, const Course *course) {
    Passage heading = {.kind = PASSAGE_HEADING, .level = 2};
    const Span span = {TONE_STRONG, runner_say(r, WORD_LESSONS, "", "", "")};
    VEC_PUSH(r->arena, &heading.spans, span);
    runner_put(r, &heading);
    for (int i = 0; i < course->lessons.len; i++) {
        const Lesson *lesson = course->lessons.at[i];
        const char *state = lesson_state(r, lesson);
        runner_put_point(r, TONE_PLAIN, arena_printf(r->arena, "%2d. ", i + 1),
                         arena_printf(r->arena, "%s%s%s", lesson->title, state[0] != '\0' ? " — " : "", state));
    }
}

/* The lesson that Enter takes: the next one, else the one worked on last, else the first not finished. */
static int suggestion(const Chooser *c) {
    const Course *course = c->course;
    const Progress *progress = c->runner.progress;
    if (c->finished >= 0 && c->finished + 1 < course->lessons.len) {
        return c->finished + 1;
    }
    const char *last = progress_last(progress);
    for (int i = 0; i < course->lessons.len; i++) {
        if (last != NULL && strcmp(course->lessons.at[i]->id, last) == 0 && !progress_finished(progress, last)) {
            return i;
        }
    }
    for (int i = 0; i < course->lessons.len; i++) {
        if (!progress_finished(progress, course->lessons.at[i]->id)) {
            return i;
        }
    }
    return -1;
}

static void put_offer(Runner *r, const Chooser *c, int offered) {
    if (offered < 0) {
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_ALL_FINISHED, "", "", ""));
        return;
    }
    const char *name = arena_printf(r->arena, "%d %s", offered + 1, c->course->lessons.at[offered]->title);
    const bool next = c->finished >= 0 && offered == c->finished + 1;
    runner_put_text(r, TONE_DIM, runner_say(r, next ? WORD_NEXT_LESSON : WORD_CHOOSE_LESSON, name, "", ""));
}

/* Returns the lesson wanted, -1 to leave. */
static int choose_lesson(Chooser *c) {
    Runner *r = &c->runner;
    bool list = c->finished < 0;
    for (;;) {
        const char *line = "";
        if (list) {
            put_course(r, c->course);
        }
        const int offered = suggestion(c);
        put_offer(r, c, offered);
        const HostInput input =
            r->host->read_line(r->host, runner_say(r, WORD_PROMPT_LESSON, "", "", ""), r->arena, &line);
        char *word = arena_strdup(r->arena, line + strspn(line, " \t:"));
        for (size_t length = strlen(word); length > 0 && strchr(" \t\r", word[length - 1]) != NULL; length--) {
            word[length - 1] = '\0';
        }
        list = strcmp(word, "list") == 0;
        if (input == HOST_END || strcmp(word, "quit") == 0 || strcmp(word, "q") == 0 || strcmp(word, "exit") == 0) {
            return -1;
        }
        if (input == HOST_CANCELLED || list) {
            continue;
        }
        if (word[0] == '\0' && offered >= 0) {
            return offered;
        }
        const int found = word[0] != '\0' ? course_find(c->course, word) : -1;
        if (found >= 0) {
            return found;
        }
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, WORD_NO_SUCH_LESSON, word, runner_say_number(r, c->course->lessons.len), ""));
    }
}

void course_run(Host *host, Progress *progress, const Course *course, int start) {
    int wanted = start;
    int finished = -1;
    for (;;) {
        Arena *arena = arena_new();
        Chooser chooser = {.course = course, .finished = finished};
        chooser.runner = (Runner){.host = host, .progress = progress, .arena = arena, .note = strbuf_new(arena)};
        if (wanted < 0) {
            wanted = choose_lesson(&chooser);
        }
        arena_free(arena);
        if (wanted < 0) {
            return;
        }
        if (lesson_run(host, progress, course->lessons.at[wanted]) == RUN_QUIT) {
            return;
        }
        finished = wanted;
        wanted = -1;
        if (course->lessons.len == 1) {
            return;
        }
    }
}
