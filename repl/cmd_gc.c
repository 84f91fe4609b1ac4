/* gc: what the compiler prints, and nothing else. */
#include "repl/commands.h"
#include "repl/excerpt.h"
#include "repl/json.h"
#include "repl/present.h"

static void add_line(StrBuf *out, const SourceSet *sources, const char *dir, const Line *line) {
    const size_t before = out->len;
    sources_format_from(sources, line->pos, dir, out);
    strbuf_add(out, out->len > before ? ": " : "");
    strbuf_add(out, line->text);
    strbuf_byte(out, '\n');
}

/* Before a class: the place first, and at the Enter key what is said of it. */
static void present_package(App *app, const Analysis *analysis, const PackageResult *result) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    Curtain curtain;
    present_open(app, &curtain);
    const Prose prose = {&out, &app->screen, analysis_sources(analysis), &curtain};
    const int count = result->escape.lines.len;
    for (int i = 0; i < count && curtain.state != CURTAIN_CLOSED; i++) {
        const Line *line = &result->escape.lines.at[i];
        const bool same = i > 0 && pos_equal(line->pos, line[-1].pos); /* more of the same place */
        if (!same) {
            ExcerptMarkVec marks = {0};
            VEC_PUSH(scratch, &marks, ((ExcerptMark){line->pos, 1, "", STYLE_BOLD}));
            excerpt_add(&out, &app->screen, prose.sources, &marks, (ExcerptLayout){.indent = 2, .underline = true});
        }
        prose_count(&prose, i + 1, count);
        if (same || prose_pause(&prose)) {
            add_line(&out, prose.sources, result->dir, line);
            strbuf_add(&out, i + 1 < count && pos_equal(line->pos, line[1].pos) ? "" : "\n");
        }
    }
    prose_flush(&prose);
    arena_free(scratch);
}

static void print_package(App *app, const Analysis *analysis, const PackageResult *result) {
    if (present_is_on(app)) {
        present_package(app, analysis, result);
        return;
    }
    Arena *scratch = arena_new();
    if (analysis_package_count(analysis) > 1 && result->escape.lines.len > 0) {
        fprintf(app->out, "# %s\n", result->path != NULL ? result->path : result->package->path);
    }
    for (int i = 0; i < result->escape.lines.len; i++) {
        StrBuf line = strbuf_new(scratch);
        add_line(&line, analysis_sources(analysis), result->dir, &result->escape.lines.at[i]);
        fputs(strbuf_text(&line), app->out);
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
