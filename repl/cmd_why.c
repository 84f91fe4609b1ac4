/* why: the path of one value, hop by hop; or why nothing lets it out. */
#include <stdlib.h>
#include <string.h>

#include "core/base/map.h"
#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/excerpt.h"
#include "repl/present.h"
#include "repl/prose.h"

/* What was asked for. */
typedef struct Target {
    const char *func; /* before the dot; NULL without */
    const char *name; /* NULL: a line is meant */
    int line, column; /* column 0: the whole line */
} Target;

typedef struct Asker {
    App *app;
    Analysis *analysis;
    const PackageResult *result;
    ExplainConfig config;
    Prose prose;
    Target target;
    int told;
    Map *seen; /* locations told already */
} Asker;

/* ---- The question ---- */

static bool parse_line(const char *text, Target *target) {
    char *end;
    const long line = strtol(text, &end, 10);
    if (end == text || line < 1 || line > 10000000) {
        return false;
    }
    target->line = (int)line;
    if (*end == ':') {
        const char *column = end + 1;
        const long value = strtol(column, &end, 10);
        if (end == column || value < 1 || value > 10000000) {
            return false;
        }
        target->column = (int)value;
    }
    return *end == '\0';
}

static bool parse_target(const char *text, Arena *arena, Target *target) {
    *target = (Target){0};
    if (text[0] >= '0' && text[0] <= '9') {
        return parse_line(text, target);
    }
    const char *dot = strrchr(text, '.');
    target->func = dot != NULL ? arena_strndup(arena, text, (size_t)(dot - text)) : NULL;
    target->name = dot != NULL ? dot + 1 : text;
    return target->name[0] != '\0' && (target->func == NULL || target->func[0] != '\0');
}

/* ---- Locations ---- */

static bool named(const Location *location) {
    const Var *var = location->var;
    return var != NULL && var->object != NULL && !var->autotemp && !var->is_closure_var && var->name[0] != '~' &&
           var->name[0] != '.' && strcmp(var->name, "_") != 0;
}

static Pos location_pos(const Location *location) {
    return location->node != NULL && location->var == NULL ? location->node->pos
           : location->var != NULL                         ? location->var->pos
                                                           : POS_NONE;
}

static bool at_target(const Asker *asker, Pos pos) {
    if (!pos_known(pos)) {
        return false;
    }
    const Place place = sources_place(asker->config.sources, pos);
    return place.line == asker->target.line && (asker->target.column == 0 || place.column == asker->target.column);
}

static bool is_meant(const Asker *asker, const Location *location) {
    if (asker->target.name == NULL) {
        return (location->var == NULL || named(location)) && at_target(asker, location_pos(location));
    }
    return named(location) && strcmp(location->var->name, asker->target.name) == 0 &&
           (asker->target.func == NULL || prose_is_func(location->func, asker->target.func));
}

/* ---- The answer ---- */

static void add_mark(StrBuf *out, const Asker *asker, Pos pos, int length, const char *label, Style style) {
    ExcerptMarkVec marks = {0};
    VEC_PUSH(out->arena, &marks, ((ExcerptMark){pos, length > 0 ? length : 1, label, style}));
    excerpt_add(out, asker->prose.terminal, asker->config.sources, &marks,
                (ExcerptLayout){.indent = 6, .underline = true});
}

static void tell_hops(const Asker *asker, const Story *story) {
    StrBuf *out = asker->prose.out;
    const Style style = style_of_placement(story->placement);
    const Source *file = pos_known(story->pos) ? sources_find(asker->config.sources, story->pos) : NULL;
    for (int i = 0; i < story->hops.len; i++) {
        const Hop *hop = &story->hops.at[i];
        if (i > 0 && !prose_pause(&asker->prose)) {
            return;
        }
        const char *step = arena_printf(out->arena, "  %d.  ", i + 1);
        terminal_styled(asker->prose.terminal, out, STYLE_BOLD, step);
        const char *text =
            hop->text != NULL && hop->text[0] != '\0'
                ? arena_printf(out->arena, "%s → %s%s%s", hop->from, hop->to, tr(asker->config.locale, ": "), hop->text)
                : arena_printf(out->arena, "%s → %s", hop->from, hop->to);
        terminal_wrap(asker->prose.terminal, out, STYLE_PLAIN, (int)strlen(step), 6, text);
        const Source *source = pos_known(hop->pos) ? sources_find(asker->config.sources, hop->pos) : NULL;
        if (source != NULL && source != file) {
            terminal_styled(asker->prose.terminal, out, STYLE_DIM,
                            arena_printf(out->arena, "      %s\n", source_name(source)));
            file = source;
        }
        if (pos_known(hop->pos)) {
            add_mark(out, asker, hop->pos, hop->length, "", style);
        }
    }
}

static void tell_one(Asker *asker, const Batch *batch, const Location *location) {
    if (map_has(asker->seen, location) || asker->prose.curtain->state == CURTAIN_CLOSED) {
        return;
    }
    map_set(asker->seen, location, (void *)(uintptr_t)1);
    StrBuf *out = asker->prose.out;
    const char *locale = asker->config.locale;
    const Story *story = explain_location(&asker->config, asker->result->ir, &asker->result->escape, batch, location);
    if (asker->told++ > 0) {
        strbuf_byte(out, '\n');
    }
    if (!prose_ask(&asker->prose, story)) {
        return;
    }
    prose_headline(&asker->prose, story);
    if (!prose_pause(&asker->prose)) {
        return;
    }
    if (location->var != NULL && pos_known(story->pos)) {
        const bool told = story->marks.len > 0 && pos_equal(story->marks.at[0].pos, story->pos);
        const char *label =
            told ? story->marks.at[0].label : location_type(&asker->config, asker->result->ir, location);
        add_mark(out, asker, story->pos, (int)strlen(location->var->name), label, style_of_placement(story->placement));
    } else if (pos_known(story->pos) && story->hops.len == 0) {
        add_mark(out, asker, story->site, story->length, "", style_of_placement(story->placement));
    }
    tell_hops(asker, story);
    prose_row(&asker->prose, "goes", story->goes);
    if (!prose_pause(&asker->prose)) {
        return;
    }
    prose_row(&asker->prose, "why", story->why);
    prose_row(&asker->prose, "but", story->unless);
    if (story->other_paths > 0) {
        prose_row(&asker->prose, "also",
                  story->other_paths == 1
                      ? tr(locale, "one more way leads to the heap; this one is the shortest.")
                      : arena_printf(out->arena, tr(locale, "%d more ways lead to the heap; this one is the shortest."),
                                     story->other_paths));
    }
    prose_row(&asker->prose, "cost", story->cost);
    prose_row(&asker->prose, "gc", story->gc != NULL ? story->gc : tr(locale, "(prints nothing)"));
}

/* The sites whose operand is the variable, or reads it. */
static void tell_readers(Asker *asker, const Batch *batch, const Location *variable) {
    for (int i = 0; i < batch->locations.len; i++) {
        if (location_reads(batch->locations.at[i], variable)) {
            tell_one(asker, batch, batch->locations.at[i]);
        }
    }
}

static void tell_matches(Asker *asker) {
    const EscapeResult *escape = &asker->result->escape;
    for (int b = 0; b < escape->batches.len; b++) {
        const Batch *batch = escape->batches.at[b];
        for (int i = 0; i < batch->locations.len; i++) {
            if (is_meant(asker, batch->locations.at[i])) {
                tell_one(asker, batch, batch->locations.at[i]);
            }
        }
    }
    for (int b = 0; asker->target.name != NULL && b < escape->batches.len; b++) {
        const Batch *batch = escape->batches.at[b];
        for (int i = 0; i < batch->locations.len; i++) {
            if (is_meant(asker, batch->locations.at[i])) {
                tell_readers(asker, batch, batch->locations.at[i]);
            }
        }
    }
}

/* ---- No answer ---- */

static int unknown_line(const Asker *asker) {
    Arena *arena = asker->prose.out->arena;
    StrBuf lines = strbuf_new(arena);
    const StoryVec stories = explain_package(&asker->config, asker->result->ir, &asker->result->escape);
    int last = 0;
    for (int i = 0, shown = 0; i < stories.len && shown < 20; i++) {
        const int line =
            pos_known(stories.at[i]->pos) ? sources_place(asker->config.sources, stories.at[i]->pos).line : 0;
        if (line != last && line > 0) {
            strbuf_printf(&lines, "%s%d", shown++ > 0 ? tr(asker->config.locale, ", ") : "", line);
            last = line;
        }
    }
    const char *column = asker->target.column > 0
                             ? arena_printf(arena, tr(asker->config.locale, ", column %d"), asker->target.column)
                             : "";
    if (last == 0) {
        return app_fail(asker->app, STATUS_WRONG, "nothing is decided at line %d%s, nor anywhere else",
                        asker->target.line, column);
    }
    return app_fail(asker->app, STATUS_WRONG, "nothing is decided at line %d%s; lines with verdicts: %s",
                    asker->target.line, column, strbuf_text(&lines));
}

static int unknown_name(const Asker *asker) {
    Arena *arena = asker->prose.out->arena;
    VEC(const char *) names = {0};
    StrMap *seen = strmap_new(arena);
    StrBuf list = strbuf_new(arena);
    const EscapeResult *escape = &asker->result->escape;
    for (int b = 0; b < escape->batches.len; b++) {
        for (int i = 0; i < escape->batches.at[b]->locations.len; i++) {
            const Location *location = escape->batches.at[b]->locations.at[i];
            if (named(location) && !strmap_has(seen, location->var->name)) {
                strmap_set(seen, location->var->name, (void *)(uintptr_t)1);
                VEC_PUSH(arena, &names, location->var->name);
                if (names.len <= 12) {
                    strbuf_printf(&list, "%s%s", names.len > 1 ? tr(asker->config.locale, ", ") : "",
                                  location->var->name);
                }
            }
        }
    }
    const char *asked = asker->target.func != NULL
                            ? arena_printf(arena, "%s.%s", asker->target.func, asker->target.name)
                            : asker->target.name;
    const char *near = app_nearest(asker->target.name, names.at, names.len);
    if (near != NULL && strcmp(near, asker->target.name) != 0) {
        return app_fail(asker->app, STATUS_WRONG, "there is no variable %s. Did you mean %s?", asked, near);
    }
    if (names.len == 0) {
        return app_fail(asker->app, STATUS_WRONG, "there is no variable %s: no function declares one", asked);
    }
    return app_fail(asker->app, STATUS_WRONG, "there is no local variable or parameter %s; there are: %s%s", asked,
                    strbuf_text(&list), names.len > 12 ? ", …" : "");
}

/* ---- The command ---- */

static int answer(App *app, Analysis *analysis, const PackageResult *result, Target target) {
    Arena *arena = analysis_arena(analysis);
    StrBuf out = strbuf_new(arena);
    Curtain curtain;
    present_open(app, &curtain);
    const Elsewhere elsewhere = app_elsewhere(analysis);
    Asker asker = {.app = app,
                   .analysis = analysis,
                   .result = result,
                   .config = {.arena = arena,
                              .go = app->options.go,
                              .sources = analysis_sources(analysis),
                              .locale = app->options.locale,
                              .follow = true,
                              .elsewhere = &elsewhere},
                   .prose = {&out, &app->screen, analysis_sources(analysis), &curtain},
                   .target = target,
                   .seen = map_new(arena)};
    tell_matches(&asker);
    prose_flush(&asker.prose);
    if (asker.told > 0) {
        return STATUS_OK;
    }
    return target.name != NULL ? unknown_name(&asker) : unknown_line(&asker);
}

int cmd_why(App *app) {
    const Options *options = &app->options;
    const int files = options->arg_count - 1;
    if (files < 0 || (files == 0 && app->session == NULL)) {
        return app_fail(app, STATUS_USAGE,
                        app->session != NULL ? "name a variable or a line: :why NAME, :why LINE[:COL]"
                                             : "usage: escapade why FILE.go NAME|f.NAME|LINE[:COL]");
    }
    Arena *arena = arena_new();
    Target target;
    if (!parse_target(options->args[files], arena, &target)) {
        app_fail(app, 0, "%s is neither a name nor LINE[:COL]", options->args[files]);
        arena_free(arena);
        return STATUS_USAGE;
    }
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true, .retain_imports = true};
    int status;
    Analysis *analysis = app_analyse(app, &config, (const char *const *)options->args, files, &status);
    if (analysis != NULL && app_print_diags(app, analysis)) {
        status = STATUS_WRONG;
    } else if (analysis != NULL) {
        const PackageResult *result = analysis_package_count(analysis) > 0 ? analysis_package(analysis, 0) : NULL;
        status = result != NULL && result->ir != NULL ? answer(app, analysis, result, target) : STATUS_WRONG;
    }
    analysis_free(analysis);
    arena_free(arena);
    return status;
}
