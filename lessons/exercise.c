/* Exercises: the reader changes a program until the analyser says that the goal holds. */
#include <string.h>

#include "core/explain/translate.h"
#include "lessons/internal.h"

typedef struct Exercise {
    const char *text; /* as it is now */
    const char *start;
    VEC(const char *) earlier; /* for undo */
} Exercise;

/* ---- The goal in words ---- */

static const char *names_text(Runner *r, const Claim *claim) {
    StrBuf out = strbuf_new(r->arena);
    for (int i = 0; i < claim->names.len; i++) {
        strbuf_printf(&out, "%s`%s`", i > 0 ? tr(r->host->locale, ", ") : "", claim->names.at[i]);
    }
    return strbuf_text(&out);
}

static const char *goal_text(Runner *r, const Claim *claim) {
    const char *names = names_text(r, claim);
    const char *they = runner_say(r, claim->names.len == 1 ? WORD_LIVES : WORD_LIVE, names, "", "");
    switch (claim->kind) {
    case CLAIM_HEAP:
        return claim->names.len == 0 ? runner_say(r, WORD_GOAL_NOTHING, "", "", "")
                                     : runner_say(r, WORD_GOAL_HEAP, they, "", "");
    case CLAIM_STACK: return runner_say(r, WORD_GOAL_STACK, they, "", "");
    case CLAIM_STATIC: return runner_say(r, WORD_GOAL_STATIC, they, "", "");
    case CLAIM_RUNTIME: return runner_say(r, WORD_GOAL_RUNTIME, names, "", "");
    case CLAIM_NOT_HEAP: return runner_say(r, WORD_GOAL_NOT_HEAP, they, "", "");
    case CLAIM_KEEP: return runner_say(r, WORD_GOAL_KEEP, claim->names.at[0], "", "");
    }
    return "";
}

static void put_goal(Runner *r, const Element *element) {
    runner_put_text(r, TONE_STRONG, runner_say(r, WORD_GOAL, "", "", ""));
    for (int i = 0; i < element->claims.len; i++) {
        runner_put_point(r, TONE_PLAIN, "• ", goal_text(r, &element->claims.at[i]));
    }
}

/* ---- Grading ---- */

static const char *failing_text(Runner *r, const Failing *failing) {
    const Story *story = failing->item != NULL ? failing->item->story : NULL;
    switch (failing->kind) {
    case FAIL_HEAP: return runner_say(r, WORD_STILL_HEAP, failing->name, story->why, "");
    case FAIL_NOT_HEAP: return runner_say(r, WORD_NOT_ON_HEAP, failing->name, story->why, "");
    case FAIL_PLACE:
        return runner_say(r, WORD_OTHER_PLACE, failing->name,
                          tr(r->host->locale, placement_text(failing->item->placement)), story->why);
    case FAIL_GONE: return runner_say(r, WORD_GONE, failing->name, "", "");
    case FAIL_SEVERAL: return runner_say(r, WORD_SEVERAL, failing->name, "", "");
    case FAIL_TEXT: return runner_say(r, WORD_TEXT_GONE, failing->name, "", "");
    }
    return "";
}

static bool grade(Runner *r, const Element *element, Exercise *exercise) {
    runner_set_program(r, exercise->text);
    const Facts *facts = runner_facts_here(r);
    if (facts->error != NULL) {
        const char *line = runner_say_number(r, facts->error_line);
        runner_put_text(r, TONE_PLAIN,
                        facts->error_line > 0 ? runner_say(r, WORD_NOT_GO, line, facts->error, "")
                                              : runner_say(r, WORD_NOT_GO_AT_ALL, facts->error, "", ""));
        return false;
    }
    const FailingVec failing = claims_failing(r->arena, facts, element);
    if (failing.len == 0) {
        runner_put_text(r, TONE_RIGHT, runner_say(r, WORD_GOAL_REACHED, "", "", ""));
        return true;
    }
    runner_put_text(r, TONE_WRONG, runner_say(r, WORD_GOAL_LEFT, "", "", ""));
    for (int i = 0; i < failing.len; i++) {
        runner_put_point(r, TONE_PLAIN, "• ", failing_text(r, &failing.at[i]));
    }
    return false;
}

/* ---- Changes ---- */

/* Shows the line that was changed, or, with line 0, the whole. */
static bool set_text(Runner *r, const Element *element, Exercise *exercise, const char *text, int line) {
    if (strcmp(text, exercise->text) == 0) {
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_UNCHANGED, "", "", ""));
        return false;
    }
    VEC_PUSH(r->arena, &exercise->earlier, exercise->text);
    exercise->text = text;
    if (line > 0) {
        runner_put_line(r, text, line);
    } else {
        runner_put_program(r, text);
    }
    return grade(r, element, exercise);
}

static bool change_line(Runner *r, const Element *element, Exercise *exercise, const char *line) {
    const Edit edit = edit_apply(r->arena, exercise->text, line);
    if (edit.text == NULL) {
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, WORD_NO_SUCH_LINE, runner_say_number(r, edit.missing),
                                   runner_say_number(r, edit_line_count(exercise->text)), ""));
        return false;
    }
    return set_text(r, element, exercise, edit.text, edit.moved ? 0 : edit.line);
}

static bool open_editor(Runner *r, const Element *element, Exercise *exercise) {
    const char *text = r->host->edit != NULL ? r->host->edit(r->host, exercise->text, r->arena) : NULL;
    if (text == NULL) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_EDITOR, "", "", ""));
        return false;
    }
    return set_text(r, element, exercise, text, 0);
}

static bool take_back(Runner *r, Exercise *exercise) {
    if (exercise->earlier.len == 0) {
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_NOTHING_TO_UNDO, "", "", ""));
        return false;
    }
    exercise->text = VEC_POP(&exercise->earlier);
    runner_set_program(r, exercise->text);
    runner_put_program(r, exercise->text);
    return false;
}

static bool answer_edit(Runner *r, const Element *element, void *data, const char *line) {
    Exercise *exercise = data;
    const char *word = line + strspn(line, " \t");
    word += *word == ':';
    if (edit_is_change(line)) {
        return change_line(r, element, exercise, line);
    }
    if (strcmp(word, "edit") == 0) {
        return open_editor(r, element, exercise);
    }
    if (strcmp(word, "undo") == 0) {
        return take_back(r, exercise);
    }
    if (strcmp(word, "reset") == 0) {
        return set_text(r, element, exercise, exercise->start, 0);
    }
    if (strcmp(word, "check") == 0) {
        return grade(r, element, exercise);
    }
    runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_HOW_EDIT, "", "", ""));
    return false;
}

static void give_up_edit(Runner *r, const Element *element, void *data) {
    (void)data;
    runner_put_text(r, TONE_STRONG, runner_say(r, WORD_ONE_SOLUTION, "", "", ""));
    runner_set_program(r, element->solution);
    runner_put_program(r, element->solution);
}

Move question_ask_edit(Runner *r, const Element *element) {
    Exercise exercise = {.text = element->body, .start = element->body};
    runner_set_program(r, element->body);
    runner_put_program(r, element->body);
    put_goal(r, element);
    runner_put_text(r, TONE_DIM, runner_say(r, r->edits_told ? WORD_HOW_EDIT_SHORT : WORD_HOW_EDIT, "", "", ""));
    r->edits_told = true;
    const Question question = {.prompt = runner_say(r, WORD_PROMPT_EDIT, "", "", ""),
                               .help = runner_say(r, WORD_HOW_EDIT, "", "", ""),
                               .answer = answer_edit,
                               .give_up = give_up_edit,
                               .data = &exercise};
    return question_ask(r, element, &question);
}
