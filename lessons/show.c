/* What the runner says: passages for the host, and the same as Markdown for the transcript. */
#include <string.h>

#include "lessons/internal.h"

const char *runner_say(Runner *r, Word word, const char *a, const char *b, const char *c) {
    return word_say(r->arena, r->host->locale, word, a, b, c);
}

const char *runner_say_number(Runner *r, int number) { return arena_printf(r->arena, "%d", number); }

/* ---- The transcript ---- */

void runner_note(Runner *r, const char *text) { strbuf_add(&r->note, text); }

static void note_fenced(Runner *r, const char *info, const char *text) {
    strbuf_printf(&r->note, "\n```%s\n%s%s```\n", info, text,
                  text[0] != '\0' && text[strlen(text) - 1] != '\n' ? "\n" : "");
}

static void note_spans(Runner *r, const SpanVec *spans) {
    for (int i = 0; i < spans->len; i++) {
        const Span *span = &spans->at[i];
        const char *mark = span->tone == TONE_CODE                                 ? "`"
                           : span->tone == TONE_STRONG || span->tone == TONE_RIGHT ? "**"
                           : span->tone == TONE_EMPHASIS                           ? "*"
                                                                                   : "";
        strbuf_printf(&r->note, "%s%s%s", mark, span->text, mark);
    }
}

static void note_passage(Runner *r, const Passage *passage) {
    switch (passage->kind) {
    case PASSAGE_CODE: note_fenced(r, "", passage->text); break;
    case PASSAGE_PROGRAM: note_fenced(r, "go", passage->text); break;
    case PASSAGE_RULE: runner_note(r, "\n---\n"); break;
    case PASSAGE_HEADING:
        runner_note(r, passage->level <= 2 ? "\n## " : "\n### ");
        note_spans(r, &passage->spans);
        runner_note(r, "\n");
        break;
    case PASSAGE_PARAGRAPH:
        runner_note(r, passage->tight ? "" : "\n");
        strbuf_printf(&r->note, "%*s", passage->indent, "");
        if (passage->bullet != NULL) {
            runner_note(r, strcmp(passage->bullet, "• ") == 0 ? "- " : passage->bullet);
        }
        note_spans(r, &passage->spans);
        runner_note(r, "\n");
        break;
    }
}

/* ---- Passages ---- */

void runner_put(Runner *r, const Passage *passage) {
    r->host->put(r->host, passage);
    note_passage(r, passage);
}

void runner_put_text(Runner *r, Tone tone, const char *text) {
    const Passage passage = {.kind = PASSAGE_PARAGRAPH, .spans = spans_of(r->arena, text, tone)};
    runner_put(r, &passage);
}

void runner_put_point(Runner *r, Tone tone, const char *bullet, const char *text) {
    const Passage passage = {.kind = PASSAGE_PARAGRAPH,
                             .bullet = bullet,
                             .indent = (int)strlen(bullet) > 4 ? 3 : (int)strlen(bullet),
                             .tight = true,
                             .spans = spans_of(r->arena, text, tone)};
    runner_put(r, &passage);
}

void runner_put_led(Runner *r, Tone lead_tone, const char *lead, const char *text) {
    Passage passage = {.kind = PASSAGE_PARAGRAPH};
    const Span first = {lead_tone, lead};
    const SpanVec rest = spans_of(r->arena, text, TONE_PLAIN);
    VEC_PUSH(r->arena, &passage.spans, first);
    for (int i = 0; i < rest.len; i++) {
        VEC_PUSH(r->arena, &passage.spans, rest.at[i]);
    }
    runner_put(r, &passage);
}

void runner_put_program(Runner *r, const char *text) {
    const Passage passage = {.kind = PASSAGE_PROGRAM, .text = text};
    runner_put(r, &passage);
}

void runner_put_line(Runner *r, const char *text, int line) {
    for (int i = 1; i < line && *text != '\0'; i++) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    const size_t length = strcspn(text, "\n");
    const Passage passage = {.kind = PASSAGE_PROGRAM,
                             .level = line,
                             .tight = true,
                             .text = arena_printf(r->arena, "%.*s\n", (int)length, text)};
    runner_put(r, &passage);
}

void runner_put_picture(Runner *r, const Element *element) {
    const char *kind = element_setting(element, "kind");
    const Facts *facts = runner_facts_here(r);
    Picture picture = {.func = element_setting(element, "func"), .focus = element_setting(element, "focus")};
    Diag why = {0};
    if (element->body[0] != '\0') {
        runner_put_text(r, TONE_PLAIN, element->body);
    }
    if (facts == NULL || facts->error != NULL || !picture_kind_find(kind != NULL ? kind : "memory", &picture.kind)) {
        return;
    }
    const char *drawn = r->host->draw(r->host, facts, &picture, r->arena, &why);
    if (drawn == NULL) {
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_NO_PICTURE, why.text, "", ""));
    } else if (drawn[0] != '\0') {
        note_fenced(r, "", drawn);
    }
}

void runner_put_story(Runner *r, const Subject *subject) {
    r->host->story(r->host, r->facts, subject->story);
    strbuf_printf(&r->note, "\n%s: %s\n", subject->story->headline, subject->story->why);
}

static void put_gc(Runner *r, const Element *element) {
    const Passage lines = {.kind = PASSAGE_CODE, .text = element->body, .tight = true};
    const bool nothing = element->body[strspn(element->body, " \n")] == '\0';
    const Word word = nothing                                  ? WORD_GC_PRINTS_NOTHING
                      : element_setting(element, "-m") != NULL ? WORD_GC_PRINTS_FLOWS
                                                               : WORD_GC_PRINTS;
    runner_put_text(r, TONE_DIM, runner_say(r, word, "", "", ""));
    if (!nothing) {
        runner_put(r, &lines);
    }
}

void runner_put_element(Runner *r, const Element *element) {
    switch (element->kind) {
    case ELEMENT_TEXT:
        for (int i = 0; i < element->blocks.len; i++) {
            runner_put(r, &element->blocks.at[i]);
        }
        break;
    case ELEMENT_PROGRAM:
        runner_set_program(r, element->body);
        runner_put_program(r, element->body);
        break;
    case ELEMENT_GC: put_gc(r, element); break;
    case ELEMENT_PICTURE: runner_put_picture(r, element); break;
    case ELEMENT_PREDICT:
    case ELEMENT_CHOOSE:
    case ELEMENT_EDIT:
    case ELEMENT_TRY:
    case ELEMENT_REVEAL: break;
    }
}

/* ---- Facts ---- */

FactsConfig runner_facts_config(const Runner *r) {
    return (FactsConfig){
        .world = r->host->world, .name = "lesson.go", .locale = r->host->locale, .interrupted = r->host->interrupted};
}

void runner_set_program(Runner *r, const char *text) {
    facts_free(r->facts);
    r->facts = NULL;
    r->program = text;
}

const Facts *runner_facts_here(Runner *r) {
    if (r->facts == NULL && r->program != NULL) {
        const FactsConfig config = runner_facts_config(r);
        r->facts = facts_new(&config, r->program);
    }
    return r->facts;
}

void runner_put_remark(Runner *r, const Remark *remark) {
    const Story *story = remark->item->story;
    const char *text = runner_say(r, WORD_BECAUSE, story->headline, story->why, "");
    switch (remark->kind) {
    case REMARK_RIGHT: runner_put_led(r, TONE_HEAP, runner_say(r, WORD_YES, "", "", ""), text); break;
    case REMARK_WRONG: runner_put_led(r, TONE_WRONG, runner_say(r, WORD_NO, "", "", ""), text); break;
    case REMARK_OPEN: runner_put_led(r, TONE_DIM, runner_say(r, WORD_EITHER, "", "", ""), text); break;
    case REMARK_MISSED: break; /* counted, never named: the reader finds it */
    }
}
