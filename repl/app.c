#include "repl/app.h"

#include <string.h>

World *app_world(App *app, const GoVersion *go, bool retain) {
    int i = goversion_index(go);
    if (app->worlds[i] != NULL && retain && !app->retain[i]) {
        world_free(app->worlds[i]);
        app->worlds[i] = NULL;
    }
    if (app->worlds[i] == NULL) {
        const WorldConfig config = {.go = go, .goroot = app->options.goroot, .retain = retain};
        Diag why = {0};
        app->worlds[i] = world_new(&config, &why);
        app->retain[i] = retain;
        if (app->worlds[i] == NULL) {
            fprintf(app->err, "escapade: %s\n", why.text);
        }
    }
    return app->worlds[i];
}

/* Prints one message as a compiler does: place, text, and the line with a caret under the place. */
static void print_diag(App *app, const SourceSet *sources, const Diag *diag) {
    if (!pos_known(diag->pos)) {
        fprintf(app->err, "escapade: %s\n", diag->text);
        return;
    }
    Place place = sources_place(sources, diag->pos);
    Arena *scratch = arena_new();
    StrBuf at = strbuf_new(scratch);
    sources_format(sources, diag->pos, &at);
    fprintf(app->err, "%s: %s\n", strbuf_text(&at), diag->text);
    size_t length = 0;
    const char *line =
        place.source ? source_line(place.source, place.source_line, &length) : NULL;
    if (line != NULL && length > 0 && length < 400) {
        fprintf(app->err, "    %.*s\n    ", (int)length, line);
        for (int i = 0; i + 1 < place.source_column && (size_t)i < length; i++) {
            fputc(line[i] == '\t' ? '\t' : ' ', app->err);
        }
        fputs("^\n", app->err);
    }
    arena_free(scratch);
}

static bool print_all(App *app, const SourceSet *sources, const Diags *diags) {
    for (int i = 0; i < diags->list.len; i++) {
        print_diag(app, sources, &diags->list.at[i]);
    }
    return diags->error_count > 0;
}

bool app_print_diags(App *app, const Analysis *analysis) {
    bool wrong = print_all(app, analysis_sources(analysis), analysis_diags(analysis));
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        wrong |= print_all(app, analysis_sources(analysis), result->diags);
    }
    return wrong;
}

static int abort_status(App *app, AbortReason reason) {
    switch (reason) {
    case ABORT_NONE: return STATUS_OK;
    case ABORT_MEMORY: fputs("escapade: out of memory\n", app->err); return STATUS_FAILED;
    case ABORT_TIME: fputs("escapade: out of time\n", app->err); return STATUS_FAILED;
    case ABORT_INTERRUPTED: fputs("escapade: interrupted\n", app->err); return STATUS_INTERRUPTED;
    case ABORT_TOO_DEEP:
        fputs("escapade: the program is nested too deeply to be analysed\n", app->err);
        return STATUS_WRONG;
    }
    return STATUS_FAILED;
}

Analysis *app_analyse(App *app, const AnalysisConfig *config, const char *const *args, int arg_count,
                      int *status) {
    World *world = app_world(app, app->options.go, config->keep_graph);
    if (world == NULL) {
        *status = STATUS_WRONG;
        return NULL;
    }
    AnalysisInput input = {.args = (const char **)(size_t)args, .arg_count = arg_count};
    Analysis *analysis = analysis_run(world, &input, config);
    *status = abort_status(app, analysis_abort_reason(analysis));
    if (*status != STATUS_OK) {
        analysis_free(analysis);
        return NULL;
    }
    return analysis;
}

void app_close(App *app) {
    for (size_t i = 0; i < sizeof app->worlds / sizeof app->worlds[0]; i++) {
        world_free(app->worlds[i]);
    }
}
