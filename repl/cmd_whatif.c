/* whatif: another text for one line, and which verdicts flip. */
#include "core/study/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/json.h"
#include "repl/prose.h"

/* ---- As text ---- */

static const char *state_of(const char *locale, const Story *story) {
    const VerdictKind kind = story->verdict != NULL ? story->verdict->kind : VERDICT_OTHER;
    switch (kind) {
    case VERDICT_LEAKS:
    case VERDICT_LEAKS_CONTENT:
    case VERDICT_LEAKS_RESULT:
    case VERDICT_PARAM_STAYS: return story->verdict->text;
    default: return tr(locale, placement_text(story->placement));
    }
}

/* "i: stack → heap" after the position. */
static void add_flip_head(const Prose *prose, const ExplainConfig *config, const Flip *flip) {
    StrBuf *out = prose->out;
    StrBuf at = strbuf_new(out->arena);
    sources_format(prose->sources, flip->after->pos, &at);
    const char *name = location_name(config, flip->after->location);
    terminal_styled(prose->terminal, out, STYLE_BOLD, strbuf_text(&at));
    strbuf_add(out, "  ");
    terminal_style_on(prose->terminal, out, STYLE_BOLD);
    terminal_add_safe(out, name, strlen(name));
    terminal_style_off(prose->terminal, out, STYLE_BOLD);
    strbuf_add(out, ": ");
    terminal_styled(prose->terminal, out, style_of_placement(flip->before->placement),
                    state_of(config->locale, flip->before));
    strbuf_add(out, " → ");
    terminal_styled(prose->terminal, out, style_of_placement(flip->after->placement),
                    state_of(config->locale, flip->after));
    strbuf_byte(out, '\n');
}

static const char *edge_words(Arena *arena, const char *locale, const SourceSet *sources, const Hop *edge) {
    const char *what =
        edge->text != NULL && edge->text[0] != '\0' ? edge->text : arena_printf(arena, "%s → %s", edge->from, edge->to);
    return pos_known(edge->pos)
               ? arena_printf(arena, tr(locale, "line %d: %s"), sources_place(sources, edge->pos).line, what)
               : what;
}

static void print_flip(const Prose *prose, const ExplainConfig *config, const SourceSet *old_sources,
                       const Flip *flip) {
    Arena *arena = prose->out->arena;
    const bool now = flip->after->hops.len > 0;
    add_flip_head(prose, config, flip);
    if (now) {
        prose_excerpt(prose, flip->after);
    }
    if (flip->edge != NULL) {
        const char *edge = edge_words(arena, config->locale, now ? prose->sources : old_sources, flip->edge);
        prose_row(prose, "edge", now ? edge : arena_printf(arena, tr(config->locale, "gone: %s"), edge));
    }
    prose_row(prose, "why", flip->after->why);
    prose_row(prose, "cost", flip->after->cost);
    prose_row(prose, "gc", flip->after->gc != NULL ? flip->after->gc : tr(config->locale, "(prints nothing)"));
    strbuf_byte(prose->out, '\n');
}

static void print_lines(const Prose *prose, const WhatIf *what) {
    StrBuf *out = prose->out;
    strbuf_printf(out, "%s:%d\n", what->file, what->line);
    terminal_style_on(prose->terminal, out, STYLE_HEAP);
    strbuf_add(out, "  - ");
    terminal_add_safe(out, what->old_text, strlen(what->old_text));
    terminal_style_off(prose->terminal, out, STYLE_HEAP);
    strbuf_byte(out, '\n');
    for (const char *line = what->new_text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        terminal_style_on(prose->terminal, out, STYLE_STACK);
        strbuf_add(out, "  + ");
        terminal_add_safe(out, line, length);
        terminal_style_off(prose->terminal, out, STYLE_STACK);
        strbuf_byte(out, '\n');
        line += length + (line[length] == '\n');
    }
    strbuf_byte(out, '\n');
}

static void print_text(App *app, Arena *arena, Analysis *before, const WhatIf *what) {
    StrBuf out = strbuf_new(arena);
    const char *locale = app->options.locale;
    const SourceSet *sources = analysis_sources(what->analysis);
    const Prose prose = {&out, &app->screen, sources, NULL};
    const Prose old = {&out, &app->screen, analysis_sources(before), NULL};
    const ExplainConfig config = {.arena = arena, .go = app->options.go, .sources = sources, .locale = locale};
    print_lines(&prose, what);
    for (int i = 0; i < what->flips.len; i++) {
        print_flip(&prose, &config, old.sources, &what->flips.at[i]);
    }
    for (int i = 0; i < what->fresh.len; i++) {
        strbuf_printf(&out, "%s  ", tr(locale, "new"));
        prose_headline(&prose, what->fresh.at[i].after);
    }
    for (int i = 0; i < what->gone.len; i++) {
        strbuf_printf(&out, "%s  ", tr(locale, "gone"));
        prose_headline(&old, what->gone.at[i].before);
    }
    const int changes = what->flips.len + what->fresh.len + what->gone.len;
    terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0,
                  changes == 0
                      ? tr(locale, "Nothing flips: every value lives where it lived before.")
                      : arena_printf(arena, tr(locale, "Values that flip: %d; that live where they lived: %d."),
                                     what->flips.len, what->same));
    const Diags *diags = what->result->diags;
    for (int i = 0; i < diags->list.len; i++) {
        terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0,
                      arena_printf(arena, tr(locale, "gc would refuse it as it is: %s"), diags->list.at[i].text));
    }
    terminal_write(&app->screen, strbuf_text(&out));
}

/* ---- As JSON ---- */

static json_t *json_side(const SourceSet *sources, const Story *story) {
    if (story == NULL) {
        return json_null();
    }
    json_t *object = json_object();
    json_set_place(object, sources, story->pos);
    json_object_set_new(object, "headline", json_text(story->headline));
    json_object_set_new(object, "state", json_text(state_of(NULL, story)));
    json_object_set_new(object, "gc", json_text(story->gc));
    return object;
}

static json_t *json_flips(const SourceSet *before, const SourceSet *after, const FlipVec *flips) {
    json_t *list = json_array();
    for (int i = 0; i < flips->len; i++) {
        const Flip *flip = &flips->at[i];
        json_t *object = json_object();
        json_object_set_new(object, "before", json_side(before, flip->before));
        json_object_set_new(object, "after", json_side(after, flip->after));
        if (flip->edge != NULL) {
            const bool now = flip->after != NULL && flip->after->hops.len > 0;
            json_t *edge = json_object();
            json_set_place(edge, now ? after : before, flip->edge->pos);
            json_object_set_new(edge, "from", json_text(flip->edge->from));
            json_object_set_new(edge, "to", json_text(flip->edge->to));
            json_object_set_new(edge, "text", json_text(flip->edge->text));
            json_object_set_new(edge, "gone", json_boolean(!now));
            json_object_set_new(object, "edge", edge);
        }
        json_array_append_new(list, object);
    }
    return list;
}

static void print_json(App *app, Analysis *before, const WhatIf *what) {
    const SourceSet *old = analysis_sources(before);
    const SourceSet *now = analysis_sources(what->analysis);
    json_t *root = json_object();
    json_object_set_new(root, "schema", json_text("escapade-whatif"));
    json_object_set_new(root, "version", json_integer(1));
    json_object_set_new(root, "go", json_text(app->options.go->name));
    json_object_set_new(root, "file", json_text(what->file));
    json_object_set_new(root, "line", json_integer(what->line));
    json_object_set_new(root, "flips", json_flips(old, now, &what->flips));
    json_object_set_new(root, "new", json_flips(old, now, &what->fresh));
    json_object_set_new(root, "gone", json_flips(old, now, &what->gone));
    json_object_set_new(root, "same", json_integer(what->same));
    json_print(app, root, JSON_INDENT(2));
}

/* ---- The command ---- */

typedef struct Question {
    int files; /* arguments before the line */
    int line;
    const char *file; /* of FILE:LINE; NULL: the first */
    const char *text;
} Question;

/* "12" or "f.go:12". */
static bool parse_line(const char *word, Arena *arena, Question *question) {
    const char *colon = strrchr(word, ':');
    const char *digits = colon != NULL ? colon + 1 : word;
    char *end = NULL;
    const long line = strtol(digits, &end, 10);
    if (end == digits || *end != '\0' || line < 1 || line > 100000000) {
        return false;
    }
    question->line = (int)line;
    question->file = colon != NULL ? arena_strndup(arena, word, (size_t)(colon - word)) : NULL;
    return true;
}

/* ARG… LINE TEXT; in a session LINE WORD…, which are the text. */
static bool parse(const App *app, Arena *arena, Question *question) {
    const Options *options = &app->options;
    const int n = options->arg_count;
    if (app->session != NULL && n >= 1 && parse_line(options->args[0], arena, question)) {
        StrBuf text = strbuf_new(arena);
        for (int i = 1; i < n; i++) {
            strbuf_add(&text, i > 1 ? " " : "");
            strbuf_add(&text, options->args[i]);
        }
        question->text = strbuf_text(&text);
        return true;
    }
    question->files = n - 2;
    question->text = n >= 3 ? options->args[n - 1] : "";
    return n >= 3 && parse_line(options->args[n - 2], arena, question);
}

static int file_of(const PackageResult *result, const char *name) {
    for (int i = 0; i < result->package->files.len; i++) {
        const char *file = source_name(result->package->files.at[i]->source);
        const char *base = strrchr(file, '/');
        if (name == NULL || strcmp(file, name) == 0 || (base != NULL && strcmp(base + 1, name) == 0)) {
            return i;
        }
    }
    return -1;
}

static int answer(App *app, Arena *arena, Analysis *before, const Question *question) {
    const PackageResult *result = analysis_package_count(before) > 0 ? analysis_package(before, 0) : NULL;
    if (app_print_diags(app, before) || result == NULL || result->ir == NULL) {
        return STATUS_WRONG;
    }
    const int file = file_of(result, question->file);
    WhatIf what;
    if (file < 0) {
        return app_fail(app, STATUS_WRONG, "there is no file %s in the package", question->file);
    }
    if (!whatif(arena, before, result, file, question->line, question->text, app->options.locale, &what)) {
        return app_fail(app, STATUS_WRONG, "%s has no line %d", source_name(result->package->files.at[file]->source),
                        question->line);
    }
    int status = STATUS_OK;
    if (what.result == NULL) {
        app_fail(app, 0, "with line %d changed the program is wrong:", question->line);
        app_print_diags(app, what.analysis);
        status = STATUS_WRONG;
    } else if (app->options.json) {
        print_json(app, before, &what);
    } else {
        print_text(app, arena, before, &what);
    }
    analysis_free(what.analysis);
    return status;
}

int cmd_whatif(App *app) {
    Arena *arena = arena_new();
    Question question = {0};
    if (!parse(app, arena, &question)) {
        arena_free(arena);
        return app_fail(app, STATUS_USAGE,
                        app->session != NULL ? "say which line, and its new text: :whatif LINE TEXT"
                                             : "usage: escapade whatif FILE.go LINE 'new text'");
    }
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true};
    int status;
    Analysis *analysis = app_analyse(app, &config, (const char *const *)app->options.args, question.files, &status);
    if (analysis != NULL) {
        status = answer(app, arena, analysis, &question);
        analysis_free(analysis);
    }
    arena_free(arena);
    return status;
}
