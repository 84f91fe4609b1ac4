/* explain: each verdict in words, or as JSON (schema: repl/README.md). */
#include <string.h>

#include "core/explain/translate.h"
#include "core/study/advise.h"
#include "repl/commands.h"
#include "repl/json.h"
#include "repl/present.h"
#include "repl/prose.h"

enum { SCHEMA_VERSION = 2 };

/* ---- Which stories ---- */

static bool of_kind(const Story *story, Only only) {
    const VerdictKind kind = story->verdict != NULL ? story->verdict->kind : VERDICT_OTHER;
    switch (only) {
    case ONLY_ALL: return true;
    case ONLY_HEAP: return story->placement == PLACE_HEAP || kind == VERDICT_MOVED || kind == VERDICT_ESCAPES;
    case ONLY_STACK: return story->placement == PLACE_STACK;
    case ONLY_PARAMS:
        return kind == VERDICT_LEAKS || kind == VERDICT_LEAKS_CONTENT || kind == VERDICT_LEAKS_RESULT ||
               kind == VERDICT_PARAM_STAYS;
    }
    return true;
}

static bool wanted(const Options *options, const SourceSet *sources, const Story *story) {
    return (options->func == NULL || prose_is_func(story->func, options->func)) &&
           (options->line == 0 || sources_place(sources, story->pos).line == options->line) &&
           of_kind(story, options->only);
}

static StoryVec stories_of(const App *app, Analysis *analysis, const PackageResult *result) {
    const ExplainConfig config = {.arena = analysis_arena(analysis),
                                  .go = app->options.go,
                                  .sources = analysis_sources(analysis),
                                  .locale = app->options.locale};
    const StoryVec all = explain_package(&config, result->ir, &result->escape);
    StoryVec stories = {0};
    for (int i = 0; i < all.len; i++) {
        if (wanted(&app->options, config.sources, all.at[i])) {
            VEC_PUSH(config.arena, &stories, all.at[i]);
        }
    }
    return stories;
}

/* Fills in what is quick to find and was checked; `advise` looks for more. */
static void find_fixes(const char *locale, Analysis *analysis, const PackageResult *result, const StoryVec *stories) {
    Arena *arena = analysis_arena(analysis);
    const AdviseConfig config = {
        .arena = arena, .analysis = analysis, .result = result, .locale = locale, .simple = true};
    bool complete;
    const AdviceVec found = advise(&config, stories, &complete);
    for (int i = 0; i < stories->len; i++) {
        for (int k = 0; k < found.len && stories->at[i]->fix == NULL; k++) {
            const Advice *advice = found.at[k];
            bool here = advice->story == stories->at[i];
            for (int j = 0; j < advice->also.len; j++) {
                here |= advice->also.at[j] == stories->at[i];
            }
            if (here) {
                stories->at[i]->fix =
                    advice->change != NULL
                        ? arena_printf(arena, tr(locale, "%s; %s (%s)"), advice->title, advice->change, advice->outcome)
                        : arena_printf(arena, tr(locale, "%s (%s)"), advice->title, advice->outcome);
            }
        }
    }
}

/* ---- As prose ---- */

static const char *nothing(const Options *options) {
    if (options->func != NULL || options->line > 0 || options->only != ONLY_ALL) {
        return tr(options->locale, "No verdict fits the options --func, --line and --only.");
    }
    return tr(options->locale, "Nothing is decided here: no variable, no allocation, no pointer parameter.");
}

static void print_prose(App *app, Analysis *analysis, const StoryVec *stories) {
    StrBuf out = strbuf_new(analysis_arena(analysis));
    Curtain curtain;
    present_open(app, &curtain);
    const Prose prose = {&out, &app->screen, analysis_sources(analysis), &curtain};
    for (int i = 0; i < stories->len; i++) {
        if (curtain.state == CURTAIN_CLOSED) {
            break;
        }
        if (app->options.brief) {
            prose_headline(&prose, stories->at[i]);
        } else {
            prose_count(&prose, i + 1, stories->len);
            prose_story(&prose, stories->at[i]);
            strbuf_byte(&out, '\n');
        }
    }
    if (stories->len == 0) {
        terminal_wrap(&app->screen, &out, STYLE_PLAIN, 0, 0, nothing(&app->options));
    } else {
        prose_inlining_note(&prose, stories);
    }
    prose_flush(&prose);
}

/* ---- As JSON ---- */

static const char *verdict_name(const Story *story) {
    if (story->verdict == NULL) {
        return NULL;
    }
    switch (story->verdict->kind) {
    case VERDICT_MOVED: return "moved";
    case VERDICT_ESCAPES: return "escapes";
    case VERDICT_STAYS: return "stays";
    case VERDICT_LEAKS: return "leaks";
    case VERDICT_LEAKS_CONTENT: return "leaks-content";
    case VERDICT_LEAKS_RESULT: return "leaks-result";
    case VERDICT_PARAM_STAYS: return "param-stays";
    case VERDICT_SELF_ASSIGNMENT: return "self-assignment";
    case VERDICT_ZERO_COPY: return "zero-copy";
    case VERDICT_DEVIRTUALIZED: return "devirtualized";
    case VERDICT_BOUNDS: return "bounds";
    case VERDICT_UINTPTR: return "uintptr";
    case VERDICT_OTHER: return "other";
    }
    return "other";
}

static const char *placement_name(Placement placement) {
    switch (placement) {
    case PLACE_NONE: return NULL;
    case PLACE_STACK: return "stack";
    case PLACE_HEAP: return "heap";
    case PLACE_STATIC: return "static";
    case PLACE_RUNTIME: return "runtime";
    }
    return NULL;
}

static json_t *json_marks(const SourceSet *sources, const Story *story) {
    json_t *list = json_array();
    for (int i = 0; i < story->marks.len; i++) {
        const Mark *mark = &story->marks.at[i];
        json_t *object = json_object();
        json_set_place(object, sources, mark->pos);
        json_object_set_new(object, "length", json_integer(mark->length));
        json_object_set_new(object, "label", json_text(mark->label));
        json_array_append_new(list, object);
    }
    return list;
}

/* The edge of the graph behind a hop: how often its source is dereferenced, and gc's notes, innermost first. */
static json_t *json_edge(const Edge *edge) {
    json_t *object = json_object();
    json_t *notes = json_array();
    for (const Note *note = edge->notes; note != NULL; note = note->next) {
        if (why_text(note->why)[0] != '\0') {
            json_array_append_new(notes, json_text(why_text(note->why)));
        }
    }
    json_object_set_new(object, "derefs", json_integer(edge->derefs));
    json_object_set_new(object, "notes", notes);
    return object;
}

static json_t *json_hops(const SourceSet *sources, const Story *story) {
    json_t *list = json_array();
    for (int i = 0; i < story->hops.len; i++) {
        const Hop *hop = &story->hops.at[i];
        json_t *object = json_object();
        json_set_place(object, sources, hop->pos);
        json_object_set_new(object, "length", json_integer(hop->length));
        json_object_set_new(object, "from", json_text(hop->from));
        json_object_set_new(object, "to", json_text(hop->to));
        json_object_set_new(object, "text", json_text(hop->text));
        json_object_set_new(object, "edge", json_edge(hop->edge));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *json_story(Arena *arena, const SourceSet *sources, const Story *story) {
    json_t *object = json_object();
    json_set_place(object, sources, story->pos);
    json_t *site = json_object();
    json_set_place(site, sources, story->site);
    json_object_set_new(site, "length", json_integer(story->length));
    json_object_set_new(object, "site", site);
    json_object_set_new(object, "func", json_text(prose_func_name(arena, story->func)));
    json_object_set_new(object, "verdict", json_text(verdict_name(story)));
    json_object_set_new(object, "placement", json_text(placement_name(story->placement)));
    json_object_set_new(object, "bytes", json_integer((json_int_t)story->bytes));
    const bool counted = story->placement == PLACE_HEAP || story->placement == PLACE_RUNTIME;
    const bool limited = story->placement == PLACE_RUNTIME;
    json_object_set_new(object, "allocations", json_integer(counted ? story->room.allocations : 0));
    json_object_set_new(object, "limit", limited ? json_integer((json_int_t)story->room.limit) : json_null());
    json_object_set_new(object, "unit", json_text(limited ? room_unit_name(story->room.unit) : NULL));
    json_object_set_new(object, "cause", json_text(cause_name(story->cause)));
    json_object_set_new(object, "also", json_text(story->also != CAUSE_NONE ? cause_name(story->also) : NULL));
    json_object_set_new(object, "headline", json_text(story->headline));
    json_object_set_new(object, "why", json_text(story->why));
    json_object_set_new(object, "goes", json_text(story->goes));
    json_object_set_new(object, "unless", json_text(story->unless));
    json_object_set_new(object, "rule", json_text(story->rule));
    json_object_set_new(object, "cost", json_text(story->cost));
    json_object_set_new(object, "fix", json_text(story->fix));
    json_object_set_new(object, "gc", json_text(story->gc));
    json_object_set_new(object, "marks", json_marks(sources, story));
    json_object_set_new(object, "hops", json_hops(sources, story));
    json_object_set_new(object, "other_paths", json_integer(story->other_paths));
    return object;
}

static json_t *json_errors(const SourceSet *sources, const Diags *diags) {
    json_t *list = json_array();
    for (int i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        if (diag->kind == DIAG_NOTE) {
            continue;
        }
        json_t *object = json_object();
        json_set_place(object, sources, diag->pos);
        json_object_set_new(object, "text", json_text(diag->text));
        json_array_append_new(list, object);
    }
    return list;
}

static void print_json(App *app, Analysis *analysis) {
    json_t *packages = json_array();
    const SourceSet *sources = analysis_sources(analysis);
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        json_t *package = json_object();
        json_t *list = json_array();
        if (result->ok && result->ir != NULL) {
            const StoryVec stories = stories_of(app, analysis, result);
            find_fixes(app->options.locale, analysis, result, &stories);
            for (int k = 0; k < stories.len; k++) {
                json_array_append_new(list, json_story(analysis_arena(analysis), sources, stories.at[k]));
            }
        }
        json_object_set_new(package, "path", json_text(result->package != NULL ? result->package->path : NULL));
        json_object_set_new(package, "ok", json_boolean(result->ok));
        json_object_set_new(package, "errors", json_errors(sources, result->diags));
        json_object_set_new(package, "stories", list);
        json_array_append_new(packages, package);
    }
    json_t *root = json_object();
    json_object_set_new(root, "schema", json_text("escapade-explain"));
    json_object_set_new(root, "version", json_integer(SCHEMA_VERSION));
    json_object_set_new(root, "go", json_text(app->options.go->name));
    json_object_set_new(root, "inlining", json_false());
    json_object_set_new(root, "packages", packages);
    json_print(app, root, JSON_INDENT(2));
}

/* ---- The command ---- */

int cmd_explain(App *app) {
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
    if (app->options.json) {
        print_json(app, analysis);
    }
    for (int i = 0; !app->options.json && i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        if (result->ok && result->ir != NULL) {
            const StoryVec stories = stories_of(app, analysis, result);
            if (!app->options.brief) {
                find_fixes(app->options.locale, analysis, result, &stories);
            }
            print_prose(app, analysis, &stories);
        }
    }
    analysis_free(analysis);
    return status;
}
