/* `learn --check`: every claim of a lesson is held against the analyser. */
#include <string.h>

#include "core/base/strbuf.h"
#include "lessons/check.h"
#include "viz/picture.h"

typedef struct Prover {
    Arena *arena;
    const FactsConfig *config;
    ProblemVec *problems;
    const char *program; /* in force: the last one shown in the step; NULL before */
    Facts *facts;        /* of it, made when needed */
    int claims;
} Prover;

#define WRONG(p, line, ...) problem_add((p)->arena, (p)->problems, (line), __VA_ARGS__)

static const Facts *facts_here(Prover *p) {
    if (p->facts == NULL && p->program != NULL) {
        p->facts = facts_new(p->config, p->program);
    }
    return p->facts;
}

static void set_program(Prover *p, const char *program) {
    facts_free(p->facts);
    p->facts = NULL;
    p->program = program;
}

/* Sets the program in force; returns its facts, or NULL after a message when it is wrong Go. */
static const Facts *take_program(Prover *p, const char *text, int line, const char *what) {
    set_program(p, text);
    const Facts *facts = facts_here(p);
    p->claims++;
    if (facts->error == NULL) {
        return facts;
    }
    WRONG(p, line + facts->error_line, "this %s does not compile: %s", what, facts->error);
    return NULL;
}

/* ---- Words about what fails ---- */

static void tell_failing(Prover *p, const Failing *failing, int line, const char *where) {
    const char *name = failing->name;
    const char *place = failing->item != NULL ? placement_text(failing->item->placement) : "";
    switch (failing->kind) {
    case FAIL_HEAP: WRONG(p, line, "%s`%s` lives on the heap", where, name); break;
    case FAIL_NOT_HEAP:
    case FAIL_PLACE: WRONG(p, line, "%s`%s` does not live there, but: %s", where, name, place); break;
    case FAIL_GONE: WRONG(p, line, "%sthere is no `%s` in the program", where, name); break;
    case FAIL_SEVERAL:
        WRONG(p, line, "%s`%s` may mean several things: write FUNC.NAME or NAME@LINE", where, name);
        break;
    case FAIL_TEXT: WRONG(p, line, "%sthe program does not hold `%s`", where, name); break;
    }
}

static void tell_all(Prover *p, const FailingVec *failing, int line, const char *where) {
    for (int i = 0; i < failing->len; i++) {
        tell_failing(p, &failing->at[i], line > 0 ? line : failing->at[i].claim->line, where);
    }
}

/* ---- One element each ---- */

static void prove_predict(Prover *p, const Element *element) {
    const Facts *facts = take_program(p, element->body, element->line, "program");
    if (facts == NULL) {
        return;
    }
    const FailingVec failing = claims_failing(p->arena, facts, element);
    tell_all(p, &failing, 0, "");
    p->claims += element->claims.len;
    if (facts->items.len == 0) {
        WRONG(p, element->line, "there is nothing to predict: the program has no variables and no allocations");
    }
}

static bool only_keeps_fail(const FailingVec *failing) {
    for (int i = 0; i < failing->len; i++) {
        if (failing->at[i].kind != FAIL_TEXT) {
            return false;
        }
    }
    return true;
}

static void prove_edit(Prover *p, const Element *element) {
    const Facts *facts = take_program(p, element->body, element->line, "program");
    if (facts != NULL) {
        const FailingVec failing = claims_failing(p->arena, facts, element);
        p->claims++;
        for (int i = 0; i < failing.len; i++) {
            if (failing.at[i].kind == FAIL_TEXT) {
                tell_failing(p, &failing.at[i], failing.at[i].claim->line, "to begin with, ");
            }
        }
        if (only_keeps_fail(&failing)) {
            WRONG(p, element->line, "the exercise is solved before it begins: its goal holds for the program as given");
        }
    }
    facts = element->solution != NULL ? take_program(p, element->solution, element->solution_line, "solution") : NULL;
    if (facts != NULL) {
        const FailingVec failing = claims_failing(p->arena, facts, element);
        p->claims += element->claims.len;
        tell_all(p, &failing, element->solution_line, "the solution does not reach the goal: ");
    }
}

static const Subject *named_item(Prover *p, const Element *element, const char *name) {
    const Facts *facts = facts_here(p);
    const Found found = facts != NULL && facts->error == NULL ? facts_find(facts, p->arena, name) : (Found){0};
    p->claims++;
    if (found.items.len == 0) {
        WRONG(p, element->line, "of=%s: there is no such name in the program before it", name);
        return NULL;
    }
    if (found.several) {
        WRONG(p, element->line, "of=%s may mean several things: write FUNC.NAME or NAME@LINE", name);
        return NULL;
    }
    return found.items.at[0];
}

static void prove_choose(Prover *p, const Element *element) {
    const char *name = element_setting(element, "of");
    const char *cause = element_setting(element, "cause");
    p->claims++;
    if (name == NULL && cause == NULL) {
        return;
    }
    if (name == NULL || cause == NULL || cause_find(cause) == CAUSE_NONE) {
        WRONG(p, element->line, "`of=NAME cause=CATEGORY` go together, and the category must be one of `explain`'s");
        return;
    }
    const Subject *item = named_item(p, element, name);
    if (item != NULL && item->story->cause != cause_find(cause) && item->story->also != cause_find(cause)) {
        WRONG(p, element->line, "the cause of `%s` is %s, not %s", name, cause_name(item->story->cause), cause);
    }
}

/* Lines are compared without the spaces at their ends. */
static bool next_line(const char **at, const char **line, size_t *length) {
    while (**at == '\n' || **at == ' ') {
        (*at)++;
    }
    *line = *at;
    *length = strcspn(*at, "\n");
    *at += *length;
    while (*length > 0 && (*line)[*length - 1] == ' ') {
        (*length)--;
    }
    return *length > 0;
}

static void prove_gc(Prover *p, const Element *element) {
    const Facts *facts = facts_here(p);
    p->claims++;
    if (facts == NULL || facts->error != NULL) {
        return;
    }
    StrBuf lines = strbuf_new(p->arena);
    const char *level = element_setting(element, "-m");
    if (level == NULL) {
        facts_gc_lines(facts, &lines);
    } else if (strcmp(level, "2") == 0) {
        facts_flow_lines(p->config, facts->text, &lines);
    } else {
        WRONG(p, element->line, "gc -m=%s: use gc or gc -m=2", level);
        return;
    }
    const char *want = element->body, *got = strbuf_text(&lines);
    for (int number = element->line + 1;; number++) {
        const char *a, *b;
        size_t m, n;
        const bool more_want = next_line(&want, &a, &m);
        const bool more_got = next_line(&got, &b, &n);
        if (!more_want && !more_got) {
            return;
        }
        if (m != n || strncmp(a, b, m) != 0) {
            WRONG(p, number, "gc prints \"%.*s\" here, not \"%.*s\"", (int)n, b, (int)m, a);
            return;
        }
    }
}

static void prove_picture(Prover *p, const Element *element) {
    const Facts *facts = facts_here(p);
    const char *kind = element_setting(element, "kind");
    Picture picture = {.func = element_setting(element, "func"), .focus = element_setting(element, "focus")};
    p->claims++;
    if (!picture_kind_find(kind != NULL ? kind : "memory", &picture.kind)) {
        WRONG(p, element->line, "kind=%s: use memory, points-to, flow or why", kind);
        return;
    }
    if (facts == NULL || facts->error != NULL) {
        return;
    }
    const PictureFacts data = {.arena = p->arena,
                               .ir = facts->result->ir,
                               .escape = &facts->result->escape,
                               .go = world_go(analysis_world(facts->analysis)),
                               .sources = analysis_sources(facts->analysis),
                               .locale = "en"};
    Diag why = {0};
    if (picture_scene(&data, &picture, &why) == NULL) {
        WRONG(p, element->line, "the picture can't be drawn: %s", why.text);
    }
}

static void prove_element(Prover *p, const Element *element) {
    const char *of = element_setting(element, "of");
    switch (element->kind) {
    case ELEMENT_TEXT: break;
    case ELEMENT_PROGRAM: take_program(p, element->body, element->line, "program"); break;
    case ELEMENT_GC: prove_gc(p, element); break;
    case ELEMENT_PICTURE: prove_picture(p, element); break;
    case ELEMENT_PREDICT: prove_predict(p, element); break;
    case ELEMENT_CHOOSE: prove_choose(p, element); break;
    case ELEMENT_EDIT: prove_edit(p, element); break;
    case ELEMENT_TRY: break;
    case ELEMENT_REVEAL:
        if (of != NULL) {
            named_item(p, element, of);
        }
        break;
    }
}

int lesson_prove(Arena *arena, const FactsConfig *config, const Lesson *lesson, ProblemVec *problems) {
    Prover prover = {.arena = arena, .config = config, .problems = problems};
    for (int i = 0; i < lesson->problems.len; i++) {
        VEC_PUSH(arena, problems, lesson->problems.at[i]);
    }
    for (int s = 0; s < lesson->steps.len; s++) {
        const Step *step = lesson->steps.at[s];
        set_program(&prover, NULL);
        for (int i = 0; i < step->elements.len; i++) {
            prove_element(&prover, step->elements.at[i]);
        }
    }
    set_program(&prover, NULL);
    return prover.claims;
}
