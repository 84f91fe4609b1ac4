/* The questions: predict, choose, try, reveal. Exercises have a file of their own. */
#include <stdlib.h>
#include <string.h>

#include "core/explain/translate.h"
#include "lessons/internal.h"

/* ---- Predict ---- */

static void put_candidates(Runner *r, const Facts *facts) {
    StrBuf list = strbuf_new(r->arena);
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *subject = &facts->items.at[i];
        const char *name = arena_printf(r->arena, "`%s`", facts_item_name(facts, r->arena, subject));
        strbuf_add(&list, i > 0 ? tr(r->host->locale, ", ") : "");
        strbuf_add(&list, runner_say(r, WORD_CANDIDATE, name, runner_say_number(r, subject->line), ""));
    }
    runner_put_led(r, TONE_STRONG, runner_say(r, WORD_ASK_PREDICT, "", "", ""),
                   tr_fill(r->arena, r->host->locale, " %1%2. %3", runner_say(r, WORD_CANDIDATES, "", "", ""),
                           strbuf_text(&list), runner_say(r, WORD_HOW_PREDICT, "", "", ""), ""));
}

static void put_remarks(Runner *r, const Grade *grade) {
    for (int i = 0; i < grade->remarks.len; i++) {
        if (grade->outcome == OUTCOME_RIGHT || grade->remarks.at[i].kind != REMARK_OPEN) {
            runner_put_remark(r, &grade->remarks.at[i]);
        }
    }
}

static bool answer_predict(Runner *r, const Element *element, void *data, const char *line) {
    const Facts *facts = data;
    const Grade grade = grade_prediction(r->arena, facts, line);
    if (grade.outcome == OUTCOME_UNCLEAR) {
        runner_put_text(r, TONE_PLAIN, arena_printf(r->arena, tr(r->host->locale, "%s."), grade.unclear));
        return false;
    }
    if (grade.outcome == OUTCOME_RIGHT) {
        runner_put_text(r, TONE_RIGHT, runner_say(r, grade.right > 0 ? WORD_RIGHT : WORD_RIGHT_NOTHING, "", "", ""));
        put_remarks(r, &grade);
        return true;
    }
    runner_put_text(r, TONE_WRONG, runner_say(r, WORD_NOT_YET, "", "", ""));
    put_remarks(r, &grade);
    if (grade.missed > 0) {
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, grade.missed == 1 ? WORD_ONE_MISSING : WORD_SOME_MISSING,
                                   runner_say_number(r, grade.missed), "", ""));
    }
    r->tries++;
    if (r->tries > 1 && r->hint < element->hints.len) {
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_TRY_HINT, "", "", ""));
    }
    return false;
}

static void give_up_predict(Runner *r, const Element *element, void *data) {
    const Grade grade = grade_solution(r->arena, data);
    (void)element;
    runner_put_text(r, TONE_STRONG, runner_say(r, grade.right > 0 ? WORD_THE_ANSWER : WORD_NOTHING, "", "", ""));
    put_remarks(r, &grade);
}

static bool names_subject(Runner *r, void *data, const char *line) {
    const Found found = facts_find(data, r->arena, line);
    return found.items.len > 0;
}

static Move ask_predict(Runner *r, const Element *element) {
    runner_set_program(r, element->body);
    runner_put_program(r, element->body);
    const Facts *facts = runner_facts_here(r);
    if (facts->error != NULL) {
        runner_put_text(r, TONE_WRONG, runner_say(r, WORD_NOT_GO_AT_ALL, facts->error, "", ""));
        return MOVE_ON;
    }
    put_candidates(r, facts);
    const Question question = {.prompt = runner_say(r, WORD_PROMPT_PREDICT, "", "", ""),
                               .help = runner_say(r, WORD_HOW_PREDICT, "", "", ""),
                               .answer = answer_predict,
                               .give_up = give_up_predict,
                               .is_answer = names_subject,
                               .secret = true,
                               .data = r->facts};
    return question_ask(r, element, &question);
}

/* ---- Choose ---- */

static bool answer_choose(Runner *r, const Element *element, void *data, const char *line) {
    char *end;
    const long number = strtol(line, &end, 10);
    (void)data;
    end += strspn(end, " .)");
    if (end == line || *end != '\0' || number < 1 || number > element->choices.len) {
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, WORD_CHOOSE_NUMBER, runner_say_number(r, element->choices.len), "", ""));
        return false;
    }
    const Choice *choice = &element->choices.at[number - 1];
    const char *lead = runner_say(r, choice->right ? WORD_RIGHT : WORD_NOT_YET, "", "", "");
    runner_put_led(r, choice->right ? TONE_RIGHT : TONE_WRONG, lead,
                   tr_fill(r->arena, r->host->locale, " %1", choice->feedback, "", "", ""));
    return choice->right;
}

static void give_up_choose(Runner *r, const Element *element, void *data) {
    (void)data;
    for (int i = 0; i < element->choices.len; i++) {
        const Choice *choice = &element->choices.at[i];
        if (choice->right) {
            runner_put_led(r, TONE_STRONG, runner_say(r, WORD_THE_ANSWER, "", "", ""),
                           tr_fill(r->arena, r->host->locale, " %1. %2 %3", runner_say_number(r, i + 1), choice->text,
                                   choice->feedback, ""));
        }
    }
}

static Move ask_choose(Runner *r, const Element *element) {
    runner_put_text(r, TONE_STRONG,
                    element->question[0] != '\0' ? element->question : runner_say(r, WORD_ASK_CHOOSE, "", "", ""));
    for (int i = 0; i < element->choices.len; i++) {
        runner_put_point(r, TONE_PLAIN, arena_printf(r->arena, "%d. ", i + 1), element->choices.at[i].text);
    }
    const char *count = runner_say_number(r, element->choices.len);
    const Question question = {.prompt = runner_say(r, WORD_PROMPT_CHOOSE, count, "", ""),
                               .help = runner_say(r, WORD_CHOOSE_NUMBER, count, "", ""),
                               .answer = answer_choose,
                               .give_up = give_up_choose};
    return question_ask(r, element, &question);
}

/* ---- Try ---- */

static bool answer_try(Runner *r, const Element *element, void *data, const char *line) {
    (void)element;
    (void)data;
    (void)line;
    if (r->host->session == NULL || !r->host->session(r->host, r->program != NULL ? r->program : "")) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_SESSION, "", "", ""));
        return true;
    }
    runner_put_text(r, TONE_DIM, runner_say(r, WORD_BACK_FROM_SESSION, "", "", ""));
    return true;
}

static void give_up_nothing(Runner *r, const Element *element, void *data) {
    (void)r;
    (void)element;
    (void)data;
}

static Move ask_try(Runner *r, const Element *element) {
    runner_put_text(r, TONE_PLAIN, element->body);
    runner_put_text(r, TONE_DIM, runner_say(r, WORD_TRY_ENTER, "", "", ""));
    const Question question = {.prompt = runner_say(r, WORD_PROMPT_ENTER, "", "", ""),
                               .help = runner_say(r, WORD_TRY_ENTER, "", "", ""),
                               .answer = answer_try,
                               .give_up = give_up_nothing,
                               .blank = true};
    return question_ask(r, element, &question);
}

/* ---- Reveal ---- */

static void show_revealed(Runner *r, const Element *element, void *data) {
    const char *of = element_setting(element, "of");
    const Facts *facts = runner_facts_here(r);
    (void)data;
    if (facts == NULL || facts->error != NULL) {
        return;
    }
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *subject = &facts->items.at[i];
        bool wanted = of == NULL && (subject->placement == PLACE_HEAP || subject->escapes);
        const Found found = of != NULL ? facts_find(facts, r->arena, of) : (Found){0};
        for (int k = 0; k < found.items.len; k++) {
            wanted = wanted || found.items.at[k] == subject;
        }
        if (wanted) {
            runner_put_story(r, subject);
        }
    }
}

static bool answer_reveal(Runner *r, const Element *element, void *data, const char *line) {
    (void)line; /* whatever was thought aloud */
    show_revealed(r, element, data);
    return true;
}

static Move ask_reveal(Runner *r, const Element *element) {
    if (element->body[0] != '\0') {
        runner_put_text(r, TONE_STRONG, element->body);
    }
    runner_put_text(r, TONE_DIM, runner_say(r, WORD_REVEAL_ENTER, "", "", ""));
    const Question question = {.prompt = runner_say(r, WORD_PROMPT_ENTER, "", "", ""),
                               .help = runner_say(r, WORD_REVEAL_ENTER, "", "", ""),
                               .answer = answer_reveal,
                               .give_up = show_revealed,
                               .blank = true};
    return question_ask(r, element, &question);
}

Move question_ask_element(Runner *r, const Element *element) {
    switch (element->kind) {
    case ELEMENT_PREDICT: return ask_predict(r, element);
    case ELEMENT_CHOOSE: return ask_choose(r, element);
    case ELEMENT_EDIT: return question_ask_edit(r, element);
    case ELEMENT_TRY: return ask_try(r, element);
    case ELEMENT_REVEAL: return ask_reveal(r, element);
    case ELEMENT_TEXT:
    case ELEMENT_PROGRAM:
    case ELEMENT_GC:
    case ELEMENT_PICTURE: break;
    }
    return MOVE_ON;
}
