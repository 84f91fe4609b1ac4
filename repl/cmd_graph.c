/* The pictures: `graph` of any kind, `memory` for short; into a file, or drawn in the terminal. */
#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "viz/picture.h"
#include "viz/render.h"

typedef struct Request {
    Picture picture;
    const Theme *theme;
    RenderFormat format;
    bool as_text;
} Request;

static int usage(App *app, const char *option, const char *value, const char *allowed) {
    return app_fail(app, STATUS_USAGE, "%s=%s: use one of %s", option, value, allowed);
}

/* Makes the options a request; returns STATUS_OK or STATUS_USAGE after a message. */
static int read_request(App *app, const char *default_kind, Request *request) {
    const Options *options = &app->options;
    const char *kind = options->kind ? options->kind : default_kind;
    const char *theme = options->theme ? options->theme : "light";
    request->picture = (Picture){.func = options->func,
                                 .focus = options->focus,
                                 .hide = options->hide,
                                 .depth = options->depth,
                                 .legend = options->legend};
    if (!picture_kind_find(kind, &request->picture.kind)) {
        return usage(app, "--kind", kind, "flow, points-to, memory, why");
    }
    request->theme = theme_find(theme);
    if (request->theme == NULL) {
        return usage(app, "--theme", theme, "light, dark, print, projector");
    }
    if (options->format != NULL) {
        request->as_text = strcmp(options->format, "text") == 0;
        if (!request->as_text && !render_format_find(options->format, &request->format)) {
            return usage(app, "--format", options->format, "dot, svg, pdf, png, text");
        }
    } else if (options->output == NULL) {
        request->as_text = true;
    } else if (!render_format_of_file(options->output, &request->format)) {
        return app_fail(app, STATUS_USAGE,
                        "%s: the ending .dot, .svg, .pdf or .png tells the format; or give --format=", options->output);
    }
    return STATUS_OK;
}

static int put_out(App *app, const char *bytes, size_t length) {
    if (fwrite(bytes, 1, length, app->out) != length || fflush(app->out) != 0) {
        return app_fail(app, STATUS_FAILED, "the picture could not be written");
    }
    return STATUS_OK;
}

static int draw_text(App *app, Arena *arena, const Scene *scene) {
    StrBuf out = strbuf_new(arena);
    picture_text(&out, scene, app->screen.width, !app->screen.utf8);
    if (app->options.output == NULL || strcmp(app->options.output, "-") == 0) {
        return put_out(app, strbuf_text(&out), out.len);
    }
    Diag why;
    bool ok = render_save(arena, app->options.output, strbuf_text(&out), out.len, &why);
    return ok ? STATUS_OK : app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
}

static int draw_image(App *app, Arena *arena, Scene *scene, const Request *request) {
    Diag why;
    Image image;
    Graph *graph = picture_graph(scene, request->theme, &why);
    if (graph == NULL || !render_graph(arena, graph, request->format, &image, &why)) {
        return app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
    }
    if (app->options.output == NULL || strcmp(app->options.output, "-") == 0) {
        return put_out(app, image.bytes, image.length);
    }
    return render_save(arena, app->options.output, image.bytes, image.length, &why)
               ? STATUS_OK
               : app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
}

static int draw_package(App *app, Analysis *analysis, const PackageResult *result, const Request *request) {
    Arena *arena = analysis_arena(analysis);
    const PictureFacts facts = {.arena = arena,
                                .ir = result->ir,
                                .escape = &result->escape,
                                .go = world_go(analysis_world(analysis)),
                                .sources = analysis_sources(analysis),
                                .locale = app->options.locale ? app->options.locale : "en"};
    Diag why;
    Scene *scene = picture_scene(&facts, &request->picture, &why);
    if (scene == NULL) {
        return app_fail(app, STATUS_WRONG, "%s", tr(app->options.locale, why.text));
    }
    return request->as_text ? draw_text(app, arena, scene) : draw_image(app, arena, scene, request);
}

static int draw(App *app, const char *default_kind) {
    Request request = {0};
    int status = read_request(app, default_kind, &request);
    if (status != STATUS_OK) {
        return status;
    }
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true};
    Analysis *analysis =
        app_analyse(app, &config, (const char *const *)app->options.args, app->options.arg_count, &status);
    if (analysis == NULL) {
        return status;
    }
    int drawable = 0;
    const PackageResult *result = NULL;
    status = app_print_diags(app, analysis) ? STATUS_WRONG : STATUS_OK;
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *package = analysis_package(analysis, i);
        if (package->ok && package->ir != NULL) {
            drawable++;
            result = package;
        }
    }
    if (status == STATUS_OK && drawable > 1) {
        status = app_fail(app, STATUS_USAGE, "a picture shows one package; %d were named", drawable);
    } else if (status == STATUS_OK && result != NULL) {
        status = draw_package(app, analysis, result, &request);
    }
    analysis_free(analysis);
    return status;
}

int cmd_graph(App *app) { return draw(app, "flow"); }

int cmd_memory(App *app) { return draw(app, "memory"); }
