#include "repl/prose.h"

#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "repl/excerpt.h"

enum { LABEL_INDENT = 2, TEXT_INDENT = 8 };

static const char *title_of(const Prose *prose, const Story *story) {
    const char *title = cause_title(story->cause);
    if (title[0] == '\0' || story->cause == CAUSE_STACK) { /* the headline says that */
        return "";
    }
    return arena_printf(prose->out->arena, "[%s]", tr(prose->terminal->locale, title));
}

bool prose_is_presented(const Prose *prose) { return prose->curtain != NULL && prose->curtain->state != CURTAIN_NONE; }

void prose_count(const Prose *prose, int at, int of) {
    if (prose->curtain != NULL) {
        prose->curtain->at = at;
        prose->curtain->of = of;
    }
}

bool prose_pause(const Prose *prose) {
    Curtain *curtain = prose->curtain;
    if (!prose_is_presented(prose)) {
        return true;
    }
    if (curtain->state != CURTAIN_CLOSED) {
        strbuf_byte(prose->out, '\n');
        terminal_write(prose->terminal, strbuf_text(prose->out));
    }
    strbuf_clear(prose->out);
    if (curtain->state == CURTAIN_DOWN) {
        curtain->state = curtain->lift(curtain);
    }
    return curtain->state != CURTAIN_CLOSED;
}

void prose_headline(const Prose *prose, const Story *story) {
    StrBuf *out = prose->out;
    const Terminal *terminal = prose->terminal;
    StrBuf at = strbuf_new(out->arena);
    if (pos_known(story->pos)) {
        sources_format(prose->sources, story->pos, &at);
        strbuf_add(&at, "  ");
    }
    const char *title = title_of(prose, story);
    const char *place = strbuf_text(&at);
    const int width = terminal_text_width(terminal);
    const int titled = text_width(title, strlen(title));
    terminal_styled(terminal, out, STYLE_BOLD, place);
    terminal_style_on(terminal, out, STYLE_BOLD);
    const int used = terminal_wrap(terminal, out, style_of_placement(story->placement),
                                   text_width(place, strlen(place)), 4, story->headline);
    out->text[--out->len] = '\0'; /* the title may follow on the same line */
    terminal_style_off(terminal, out, STYLE_BOLD);
    if (titled > 0) {
        const bool fits = used + 2 + titled <= width;
        strbuf_add(out, fits ? "" : "\n");
        terminal_pad(out, width - (fits ? used : 0) - titled);
        terminal_styled(terminal, out, STYLE_DIM, title);
    }
    strbuf_byte(out, '\n');
}

void prose_excerpt(const Prose *prose, const Story *story) {
    ExcerptMarkVec marks = {0};
    Arena *arena = prose->out->arena;
    const Style style = style_of_placement(story->placement);
    for (int i = 0; i < story->marks.len; i++) {
        const Mark *mark = &story->marks.at[i];
        VEC_PUSH(arena, &marks, ((ExcerptMark){mark->pos, mark->length, mark->label ? mark->label : "", style}));
    }
    if (marks.len == 0 && pos_known(story->pos)) {
        VEC_PUSH(arena, &marks, ((ExcerptMark){story->site, story->length > 0 ? story->length : 1, "", style}));
    }
    const bool unlabelled = marks.len == 1 && marks.at[0].label[0] == '\0';
    excerpt_add(prose->out, prose->terminal, prose->sources, &marks,
                (ExcerptLayout){.indent = LABEL_INDENT, .underline = unlabelled});
}

void prose_row(const Prose *prose, const char *label, const char *text) {
    if (text == NULL || text[0] == '\0') {
        return;
    }
    const bool quiet = strcmp(label, "gc") == 0;
    const char *shown = tr(prose->terminal->locale, label);
    strbuf_add(prose->out, prose_is_presented(prose) && prose->out->len > 0 ? "\n" : "");
    terminal_pad(prose->out, LABEL_INDENT);
    terminal_styled(prose->terminal, prose->out, quiet ? STYLE_DIM : STYLE_BOLD, shown);
    terminal_pad(prose->out, TEXT_INDENT - LABEL_INDENT - text_width(shown, strlen(shown)));
    terminal_wrap(prose->terminal, prose->out, quiet ? STYLE_DIM : STYLE_PLAIN, TEXT_INDENT, TEXT_INDENT, text);
}

/* The text of the source that a story is about. */
static const char *subject_of(const Prose *prose, const Story *story) {
    const Source *source = sources_find(prose->sources, story->pos);
    const char *text = source_text(source) + source_offset(source, story->pos);
    if (strncmp(text, "func", 4) == 0 && story->length == 4) {
        return tr(prose->terminal->locale, "the function literal");
    }
    const size_t line = strcspn(text, "\n");
    const size_t length = story->length > 0 ? (size_t)story->length : 1;
    return arena_strndup(prose->out->arena, text, length < line ? length : line);
}

static bool is_param_story(const Story *story) {
    const VerdictKind kind = story->verdict != NULL ? story->verdict->kind : VERDICT_OTHER;
    return kind == VERDICT_LEAKS || kind == VERDICT_LEAKS_CONTENT || kind == VERDICT_LEAKS_RESULT ||
           kind == VERDICT_PARAM_STAYS;
}

bool prose_ask(const Prose *prose, const Story *story) {
    if (!prose_is_presented(prose) || !pos_known(story->pos)) {
        return prose_pause(prose);
    }
    const char *question = TR_LATER("What does the compiler find here?");
    if (is_param_story(story)) {
        question = TR_LATER("What does %2 do with its parameter %1?");
    } else if (story->location != NULL) {
        question = TR_LATER("Where does %1 live?");
    }
    const char *func = prose_func_name(prose->out->arena, story->func);
    strbuf_byte(prose->out, '\n');
    terminal_wrap(prose->terminal, prose->out, STYLE_BOLD, 0, 0,
                  tr_fill(prose->out->arena, prose->terminal->locale, question, subject_of(prose, story),
                          func[0] != '\0' ? func : tr(prose->terminal->locale, "the package"), "", ""));
    strbuf_byte(prose->out, '\n');
    ExcerptMarkVec marks = {0};
    VEC_PUSH(prose->out->arena, &marks,
             ((ExcerptMark){story->site, story->length > 0 ? story->length : 1, "", STYLE_BOLD}));
    excerpt_add(prose->out, prose->terminal, prose->sources, &marks,
                (ExcerptLayout){.indent = LABEL_INDENT, .underline = true});
    return prose_pause(prose);
}

void prose_flush(const Prose *prose) {
    if (prose->curtain == NULL || prose->curtain->state != CURTAIN_CLOSED) {
        strbuf_add(prose->out, prose_is_presented(prose) ? "\n" : "");
        terminal_write(prose->terminal, strbuf_text(prose->out));
    }
    strbuf_clear(prose->out);
}

void prose_story(const Prose *prose, const Story *story) {
    const char *locale = prose->terminal->locale;
    if (!prose_ask(prose, story)) {
        return;
    }
    prose_headline(prose, story);
    if (!prose_pause(prose)) {
        return;
    }
    prose_excerpt(prose, story);
    prose_row(prose, "why", story->why);
    if (!prose_pause(prose)) {
        return;
    }
    if (story->other_paths > 0) {
        const char *more = story->other_paths == 1
                               ? tr(locale, "one more way leads to the heap; this one is the shortest.")
                               : arena_printf(prose->out->arena,
                                              tr(locale, "%d more ways lead to the heap; this one is the shortest."),
                                              story->other_paths);
        prose_row(prose, "also", more);
    }
    if (story->also != CAUSE_NONE && cause_title(story->also)[0] != '\0') {
        prose_row(prose, "also", tr(locale, cause_title(story->also)));
    }
    const char *rule = story->rule;
    if (rule != NULL && rule[0] != '\0' && rule[strlen(rule) - 1] != '.') {
        rule = arena_printf(prose->out->arena, tr(locale, "%s."), rule);
    }
    prose_row(prose, "rule", rule);
    prose_row(prose, "cost", story->cost);
    prose_row(prose, "fix", story->fix);
    prose_row(prose, "gc", story->gc != NULL ? story->gc : tr(locale, "(prints nothing)"));
}

const Func *prose_outer_func(const Func *func) {
    while (func != NULL && func->object == NULL && func->outer != NULL) {
        func = func->outer;
    }
    return func != NULL && func->object != NULL ? func : NULL;
}

const char *prose_func_name(Arena *arena, const Func *func) {
    const Func *outer = prose_outer_func(func);
    return outer != NULL ? func_source_name(arena, outer) : "";
}

bool prose_is_func(const Func *func, const char *name) {
    Arena *scratch = arena_new();
    const char *full = prose_func_name(scratch, func);
    StrBuf plain = strbuf_new(scratch);
    for (const char *c = full; *c != '\0'; c++) {
        if (strchr("()*", *c) == NULL) {
            strbuf_byte(&plain, *c);
        }
    }
    const char *text = strbuf_text(&plain);
    const char *dot = strrchr(text, '.');
    const bool same = strcmp(full, name) == 0 || strcmp(text, name) == 0 || (dot != NULL && strcmp(dot + 1, name) == 0);
    arena_free(scratch);
    return same;
}

void prose_inlining_note(const Prose *prose, const StoryVec *stories) {
    const Story *found = NULL;
    for (int i = 0; i < stories->len && found == NULL; i++) {
        const Story *story = stories->at[i];
        const Func *func = prose_outer_func(story->func);
        if (story->verdict != NULL && story->verdict->kind == VERDICT_MOVED && story->location != NULL &&
            story->location->var != NULL && story->cause >= CAUSE_RETURNED_POINTER &&
            story->cause <= CAUSE_RETURNED_INTERFACE && func != NULL && !func_is_init(func) &&
            strcmp(func->name, "main") != 0) { /* elsewhere inlining does not shorten the way to the heap */
            found = story;
        }
    }
    const char *locale = prose->terminal->locale;
    const char *text = tr(locale, "with inlining off (-l); a plain build may inline calls and decide otherwise");
    if (found != NULL) {
        text = arena_printf(prose->out->arena,
                            tr(locale, "with inlining off; a plain build may inline %s and keep %s on the stack"),
                            prose_func_name(prose->out->arena, found->func), found->location->var->name);
    }
    terminal_wrap(prose->terminal, prose->out, STYLE_DIM, 0, 0, text);
}

/* One line of a listing; tabs reach to the next multiple of four. */
static void listing_line(StrBuf *out, const char *line, size_t length) {
    int column = 0;
    for (size_t i = 0; i < length;) {
        const size_t run = strcspn(line + i, "\t\n");
        if (run == 0) {
            const int stop = 4 - column % 4;
            terminal_pad(out, stop);
            column += stop;
            i++;
        } else {
            terminal_add_safe(out, line + i, run);
            column += text_width(line + i, run);
            i += run;
        }
    }
}

void prose_listing(const Terminal *terminal, StrBuf *out, const char *text) {
    int lines = 0;
    for (const char *c = text; *c != '\0'; c++) {
        lines += *c == '\n';
    }
    const int digits = lines < 1000 ? 3 : 6;
    for (int number = 1; *text != '\0'; number++) {
        const size_t length = strcspn(text, "\n");
        terminal_styled(terminal, out, STYLE_DIM, arena_printf(out->arena, "%*d │", digits, number));
        strbuf_add(out, length > 0 ? " " : "");
        listing_line(out, text, length);
        strbuf_byte(out, '\n');
        text += length;
        text += *text == '\n';
    }
}
