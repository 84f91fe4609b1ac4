#include <jansson.h>
#include <stdlib.h>

#include "repl/commands.h"

static void print_line(FILE *out, const SourceSet *sources, Arena *scratch, const Line *line) {
    StrBuf at = strbuf_new(scratch);
    sources_format(sources, line->pos, &at);
    if (strbuf_text(&at)[0] != '\0') {
        fprintf(out, "%s: ", strbuf_text(&at));
    }
    fputs(line->text, out);
    fputc('\n', out);
}

static void print_package(App *app, const Analysis *analysis, const PackageResult *result) {
    Arena *scratch = arena_new();
    if (analysis_package_count(analysis) > 1 && result->escape.lines.len > 0) {
        fprintf(app->out, "# %s\n", result->package->path);
    }
    for (int i = 0; i < result->escape.lines.len; i++) {
        print_line(app->out, analysis_sources(analysis), scratch, &result->escape.lines.at[i]);
    }
    arena_free(scratch);
}

/* One object a line: {"package", "file", "line", "column", "text"}; column is left out when gc prints none. */
static void print_json(App *app, const Analysis *analysis, const PackageResult *result) {
    for (int i = 0; i < result->escape.lines.len; i++) {
        const Line *line = &result->escape.lines.at[i];
        Place place = sources_place(analysis_sources(analysis), line->pos);
        json_t *object = json_pack("{s:s, s:s, s:i, s:s}", "package", result->package->path, "file",
                                   place.file ? place.file : "", "line", place.line, "text", line->text);
        if (place.column > 0) {
            json_object_set_new(object, "column", json_integer(place.column));
        }
        char *text = json_dumps(object, JSON_COMPACT);
        fprintf(app->out, "%s\n", text);
        free(text);
        json_decref(object);
    }
}

int cmd_gc(App *app) {
    const Options *options = &app->options;
    if (!options->no_inline) {
        fputs("escapade: inlining is not modelled yet: add -l\n", app->err);
        return STATUS_USAGE;
    }
    if (options->arg_count == 0 && app->session == NULL) {
        fputs("escapade: gc needs a file, a folder or an import path\n", app->err);
        return STATUS_USAGE;
    }
    const AnalysisConfig config = {
        .level = options->level == 2 ? 2 : 1, .inlining_off = true, .local_names = true};
    int status;
    Analysis *analysis =
        app_analyse(app, &config, (const char *const *)options->args, options->arg_count, &status);
    if (analysis == NULL) {
        return status;
    }
    if (app_print_diags(app, analysis)) {
        status = STATUS_WRONG;
    }
    /* Without -m the compiler is silent about what it decided; only its errors show. */
    for (int i = 0; options->level > 0 && i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        if (result->ok) {
            (options->json ? print_json : print_package)(app, analysis, result);
        }
    }
    analysis_free(analysis);
    return status;
}
