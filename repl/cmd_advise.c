/* advise: for each allocation an edit that avoids it, as a diff. */
#include "core/study/advise.h"

#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/json.h"
#include "repl/prose.h"

typedef struct Advising {
    App *app;
    Analysis *analysis;
    const PackageResult *result;
    StoryVec stories;
    AdviceVec advices;
    bool complete;
    int silent; /* allocations without a proposal */
} Advising;

static bool wanted(const Options *options, const SourceSet *sources, const Story *story) {
    return (options->func == NULL || prose_is_func(story->func, options->func)) &&
           (options->line == 0 || sources_place(sources, story->pos).line == options->line);
}

static Advising advise_package(App *app, Analysis *analysis, const PackageResult *result) {
    Arena *arena = analysis_arena(analysis);
    const ExplainConfig explain = {
        .arena = arena, .go = app->options.go, .sources = analysis_sources(analysis), .locale = app->options.locale};
    const StoryVec all = explain_package(&explain, result->ir, &result->escape);
    Advising advising = {.app = app, .analysis = analysis, .result = result};
    int allocating = 0;
    for (int i = 0; i < all.len; i++) {
        const Placement placement = all.at[i]->placement;
        if (wanted(&app->options, explain.sources, all.at[i])) {
            VEC_PUSH(arena, &advising.stories, all.at[i]);
            allocating += placement == PLACE_HEAP || placement == PLACE_RUNTIME;
        }
    }
    const AdviseConfig config = {.arena = arena, .analysis = analysis, .result = result, .locale = app->options.locale};
    advising.advices = advise(&config, &advising.stories, &advising.complete);
    advising.silent = allocating;
    for (int i = 0; i < advising.advices.len; i++) {
        advising.silent -= 1 + advising.advices.at[i]->also.len;
    }
    return advising;
}

/* ---- As text ---- */

static void add_diff(StrBuf *out, const Terminal *terminal, const char *diff) {
    while (*diff != '\0') {
        const size_t length = strcspn(diff, "\n");
        const char *line = arena_strndup(out->arena, diff, length);
        const Style style = *diff == '+'   ? STYLE_STACK
                            : *diff == '-' ? STYLE_HEAP
                            : *diff == '@' ? STYLE_DIM
                                           : STYLE_PLAIN;
        strbuf_add(out, "  ");
        terminal_style_on(terminal, out, style);
        const size_t signs = strspn(line, "\t +-@");
        strbuf_add_n(out, line, signs);
        terminal_add_safe(out, line + signs, length - signs);
        terminal_style_off(terminal, out, style);
        strbuf_byte(out, '\n');
        diff += length + (diff[length] == '\n');
    }
}

static void print_advice(const Prose *prose, const Advice *advice) {
    StrBuf *out = prose->out;
    prose_headline(prose, advice->story);
    for (int i = 0; i < advice->also.len; i++) {
        prose_headline(prose, advice->also.at[i]);
    }
    prose_row(prose, "fix", advice->title);
    prose_row(prose, "but", advice->change);
    prose_row(prose, "then", advice->outcome);
    for (int i = 0; i < advice->files.len; i++) {
        const AdvisedFile *file = &advice->files.at[i];
        StrBuf diff = strbuf_new(out->arena);
        edits_diff(&diff, file->name, file->before, file->after);
        add_diff(out, prose->terminal, strbuf_text(&diff));
    }
    strbuf_byte(out, '\n');
}

static void print_text(const Advising *advising) {
    App *app = advising->app;
    Arena *arena = analysis_arena(advising->analysis);
    StrBuf out = strbuf_new(arena);
    const Prose prose = {&out, &app->screen, analysis_sources(advising->analysis), NULL};
    for (int i = 0; i < advising->advices.len; i++) {
        print_advice(&prose, advising->advices.at[i]);
    }
    const char *locale = app->options.locale;
    const char *rest = NULL;
    if (advising->advices.len == 0) {
        rest = advising->silent == 0
                   ? tr(locale, "This code itself allocates nothing on the heap: there is nothing to avoid.")
                   : tr(locale, "No edit was found that compiles and allocates less.");
    } else if (advising->silent == 1) {
        rest = tr(locale, "For one more allocation no edit was found that compiles and allocates less.");
    } else if (advising->silent > 1) {
        rest = arena_printf(arena,
                            tr(locale, "For %d more allocations no edit was found that compiles and allocates less."),
                            advising->silent);
    }
    if (!advising->complete) {
        rest = tr(locale,
                  "The package is large: not all of its allocations were looked at. Choose with --func or --line.");
    }
    if (rest != NULL) {
        terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0, rest);
    }
    terminal_write(&app->screen, strbuf_text(&out));
}

/* ---- As JSON ---- */

static json_t *json_site(const Advising *advising, const Story *story) {
    json_t *object = json_object();
    json_set_place(object, analysis_sources(advising->analysis), story->pos);
    json_object_set_new(object, "headline", json_text(story->headline));
    return object;
}

static json_t *json_advice(const Advising *advising, const Advice *advice) {
    json_t *object = json_object();
    json_t *sites = json_array();
    json_array_append_new(sites, json_site(advising, advice->story));
    for (int i = 0; i < advice->also.len; i++) {
        json_array_append_new(sites, json_site(advising, advice->also.at[i]));
    }
    json_t *files = json_array();
    for (int i = 0; i < advice->files.len; i++) {
        const AdvisedFile *file = &advice->files.at[i];
        StrBuf diff = strbuf_new(analysis_arena(advising->analysis));
        edits_diff(&diff, file->name, file->before, file->after);
        json_t *changed = json_object();
        json_object_set_new(changed, "file", json_text(file->name));
        json_object_set_new(changed, "diff", json_text(strbuf_text(&diff)));
        json_object_set_new(changed, "text", json_text(file->after));
        json_array_append_new(files, changed);
    }
    json_object_set_new(object, "sites", sites);
    json_object_set_new(object, "title", json_text(advice->title));
    json_object_set_new(object, "change", json_text(advice->change));
    json_object_set_new(object, "outcome", json_text(advice->outcome));
    json_object_set_new(object, "sites_before", json_integer(advice->sites_before));
    json_object_set_new(object, "sites_after", json_integer(advice->sites_after));
    json_object_set_new(object, "files", files);
    return object;
}

static json_t *json_package(const Advising *advising) {
    json_t *object = json_object();
    json_t *list = json_array();
    for (int i = 0; i < advising->advices.len; i++) {
        json_array_append_new(list, json_advice(advising, advising->advices.at[i]));
    }
    json_object_set_new(object, "path", json_text(advising->result->package->path));
    json_object_set_new(object, "advices", list);
    json_object_set_new(object, "without", json_integer(advising->silent));
    json_object_set_new(object, "complete", json_boolean(advising->complete));
    return object;
}

/* ---- The command ---- */

int cmd_advise(App *app) {
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true};
    int status;
    Analysis *analysis =
        app_analyse(app, &config, (const char *const *)app->options.args, app->options.arg_count, &status);
    if (analysis == NULL) {
        return status;
    }
    if (app_print_diags(app, analysis)) {
        status = STATUS_WRONG;
    }
    json_t *packages = json_array();
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        if (!result->ok || result->ir == NULL) {
            continue;
        }
        const Advising advising = advise_package(app, analysis, result);
        if (app->options.json) {
            json_array_append_new(packages, json_package(&advising));
        } else {
            print_text(&advising);
        }
    }
    if (app->options.json) {
        json_t *root = json_object();
        json_object_set_new(root, "schema", json_text("escapade-advise"));
        json_object_set_new(root, "version", json_integer(1));
        json_object_set_new(root, "go", json_text(app->options.go->name));
        json_object_set_new(root, "packages", packages);
        json_print(app, root, JSON_INDENT(2));
    } else {
        json_decref(packages);
    }
    analysis_free(analysis);
    return status;
}
