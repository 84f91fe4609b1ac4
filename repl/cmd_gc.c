/* gc: what the compiler prints, and nothing else. */
#include "repl/commands.h"
#include "repl/json.h"

static void print_line(FILE *out, const SourceSet *sources, const char *dir, Arena *scratch, const Line *line) {
    StrBuf at = strbuf_new(scratch);
    sources_format_from(sources, line->pos, dir, &at);
    if (strbuf_text(&at)[0] != '\0') {
        fprintf(out, "%s: ", strbuf_text(&at));
    }
    fputs(line->text, out);
    fputc('\n', out);
}

static void print_package(App *app, const Analysis *analysis, const PackageResult *result) {
    Arena *scratch = arena_new();
    if (analysis_package_count(analysis) > 1 && result->escape.lines.len > 0) {
        fprintf(app->out, "# %s\n", result->path != NULL ? result->path : result->package->path);
    }
    for (int i = 0; i < result->escape.lines.len; i++) {
        print_line(app->out, analysis_sources(analysis), result->dir, scratch, &result->escape.lines.at[i]);
    }
    if (result->requires != NULL && result->escape.lines.len > 0) { /* the go command adds this to what was printed */
        fprintf(app->out, "note: module requires Go %s\n", result->requires);
    }
    arena_free(scratch);
}

/* One object a line: {"package", "file", "line", "column", "text"}; column is left out when gc prints none. */
static void print_json(App *app, const Analysis *analysis, const PackageResult *result) {
    Arena *scratch = arena_new();
    for (int i = 0; i < result->escape.lines.len; i++) {
        const Line *line = &result->escape.lines.at[i];
        json_t *object = json_object();
        json_object_set_new(object, "package", json_text(result->path));
        if (pos_known(line->pos)) {
            Place place = sources_place(analysis_sources(analysis), line->pos);
            place.file = place_file_from(scratch, place, result->dir);
            json_set_file_place(object, place);
        }
        json_object_set_new(object, "text", json_text(line->text));
        json_print(app, object, JSON_COMPACT);
    }
    arena_free(scratch);
}

int cmd_gc(App *app) {
    const Options *options = &app->options;
    if (!options->no_inline) {
        return app_fail(app, STATUS_USAGE, "inlining is not modelled yet: add -l");
    }
    const AnalysisConfig config = {
        .level = options->level == 2 ? 2 : 1, .inlining_off = true, .local_names = true, .lines_only = true};
    int status;
    Analysis *analysis = app_analyse(app, &config, (const char *const *)options->args, options->arg_count, &status);
    if (analysis == NULL) {
        return status;
    }
    if (app_print_gc_errors(app, analysis)) {
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
