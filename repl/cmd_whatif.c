/* whatif: another text for one line, and which verdicts flip. */
#include "core/study/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/json.h"
#include "repl/prose.h"

/* ---- As text ---- */

/* Where one side lives; what differs in gc's words alone is told in them. */
static const char *state_of(const char *locale, const Flip *flip, const FlipSide *side) {
    if (side->words != NULL) {
        return side->words;
    }
    const bool in_words = flip->before.words != NULL || flip->after.words != NULL; /* a parameter that moves, or did */
    if (!in_words && flip->before.story->placement != flip->after.story->placement) {
        return tr(locale, placement_text(side->story->placement));
    }
    return side->story->gc != NULL ? side->story->gc : tr(locale, "(prints nothing)");
}

/* "i: stack → heap" after the position; of a parameter what gc says, which is long. */
static void add_flip_head(const Prose *prose, const ExplainConfig *config, const Flip *flip) {
    StrBuf *out = prose->out;
    StrBuf at = strbuf_new(out->arena);
    const char *name = flip->after.name;
    sources_format(prose->sources, flip->after.story->pos, &at);
    terminal_styled(prose->terminal, out, STYLE_BOLD, strbuf_text(&at));
    strbuf_add(out, "  ");
    terminal_style_on(prose->terminal, out, STYLE_BOLD);
    terminal_add_safe(out, name, strlen(name));
    terminal_style_off(prose->terminal, out, STYLE_BOLD);
    if (strcmp(name, flip->before.name) != 0) {
        const char *was = arena_printf(out->arena, tr(config->locale, ", before %s"), flip->before.name);
        terminal_add_safe(out, was, strlen(was));
    }
    if (flip->after.words != NULL || flip->before.words != NULL) {
        strbuf_byte(out, '\n');
        prose_row(prose, "was", state_of(config->locale, flip, &flip->before));
        prose_row(prose, "now", state_of(config->locale, flip, &flip->after));
        return;
    }
    strbuf_add(out, ": ");
    terminal_styled(prose->terminal, out, style_of_placement(flip->before.story->placement),
                    state_of(config->locale, flip, &flip->before));
    strbuf_add(out, " → ");
    terminal_styled(prose->terminal, out, style_of_placement(flip->after.story->placement),
                    state_of(config->locale, flip, &flip->after));
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
    const Story *after = flip->after.story;
    add_flip_head(prose, config, flip);
    if (!flip->gone) {
        prose_excerpt(prose, after);
    }
    if (flip->edge != NULL) {
        const char *edge = edge_words(arena, config->locale, flip->gone ? old_sources : prose->sources, flip->edge);
        prose_row(prose, "edge", flip->gone ? arena_printf(arena, tr(config->locale, "no longer: %s"), edge) : edge);
    }
    prose_row(prose, "why", after->why);
    prose_row(prose, "cost", after->cost);
    if (flip->after.words == NULL) {
        prose_row(prose, "gc", after->gc != NULL ? after->gc : tr(config->locale, "(prints nothing)"));
    }
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
        prose_headline(&prose, what->fresh.at[i]);
    }
    for (int i = 0; i < what->lost.len; i++) {
        strbuf_printf(&out, "%s  ", tr(locale, "gone"));
        prose_headline(&old, what->lost.at[i]);
    }
    const int changes = what->flips.len + what->fresh.len + what->lost.len;
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

static json_t *json_story(const SourceSet *sources, const Story *story) {
    json_t *object = json_object();
    json_set_place(object, sources, story->pos);
    json_object_set_new(object, "headline", json_text(story->headline));
    json_object_set_new(object, "gc", json_text(story->gc));
    return object;
}

static json_t *json_side(const SourceSet *sources, const Flip *flip, const FlipSide *side) {
    json_t *object = json_story(sources, side->story);
    json_object_set_new(object, "name", json_text(side->name));
    json_object_set_new(object, "state", json_text(state_of(NULL, flip, side)));
    return object;
}

static json_t *json_flip(const SourceSet *before, const SourceSet *after, const Flip *flip) {
    json_t *object = json_object();
    json_object_set_new(object, "before", json_side(before, flip, &flip->before));
    json_object_set_new(object, "after", json_side(after, flip, &flip->after));
    if (flip->edge != NULL) {
        json_t *edge = json_object();
        json_set_place(edge, flip->gone ? before : after, flip->edge->pos);
        json_object_set_new(edge, "from", json_text(flip->edge->from));
        json_object_set_new(edge, "to", json_text(flip->edge->to));
        json_object_set_new(edge, "text", json_text(flip->edge->text));
        json_object_set_new(edge, "gone", json_boolean(flip->gone));
        json_object_set_new(object, "edge", edge);
    }
    return object;
}

static json_t *json_stories(const SourceSet *sources, const Story *const *stories, int count) {
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(list, json_story(sources, stories[i]));
    }
    return list;
}

static void print_json(App *app, Analysis *before, const WhatIf *what) {
    const SourceSet *old = analysis_sources(before);
    const SourceSet *now = analysis_sources(what->analysis);
    json_t *root = json_object();
    json_object_set_new(root, "schema", json_text("escapade-whatif"));
    json_object_set_new(root, "version", json_integer(2));
    json_object_set_new(root, "go", json_text(app->options.go->name));
    json_object_set_new(root, "file", json_text(what->file));
    json_object_set_new(root, "line", json_integer(what->line));
    json_t *flips = json_array();
    for (int i = 0; i < what->flips.len; i++) {
        json_array_append_new(flips, json_flip(old, now, &what->flips.at[i]));
    }
    json_object_set_new(root, "flips", flips);
    json_object_set_new(root, "new", json_stories(now, what->fresh.at, what->fresh.len));
    json_object_set_new(root, "gone", json_stories(old, what->lost.at, what->lost.len));
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

/* ARG… LINE TEXT; in a session LINE TEXT, or LINE to take the line out. */
static bool parse(const App *app, Arena *arena, Question *question) {
    const Options *options = &app->options;
    const int n = options->arg_count;
    if (app->session != NULL && n >= 1 && parse_line(options->args[0], arena, question)) {
        question->text = n > 1 ? options->args[1] : "";
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
