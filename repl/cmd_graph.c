/* The pictures: `graph` of any kind, `memory` for short; into a file, or drawn in the terminal. */
#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/drawing.h"
#include "viz/draw.h"
#include "viz/html.h"
#include "viz/json.h"
#include "viz/render.h"
#include "viz/svg.h"

typedef struct Request {
    Picture picture;
    const Theme *theme;
    RenderFormat format;
    bool as_text;
} Request;

static int read_format(App *app, Request *request) {
    const Options *options = &app->options;
    if (options->format != NULL) {
        request->as_text = strcmp(options->format, "text") == 0;
        if (!request->as_text && !render_format_find(options->format, &request->format)) {
            return drawing_usage(app, "--format", options->format, "dot, svg, pdf, png, html, json, text");
        }
    } else if (options->output == NULL) {
        request->as_text = true;
    } else if (!render_format_of_file(options->output, &request->format)) {
        return app_fail(app, STATUS_USAGE,
                        "%s: the ending .dot, .svg, .pdf, .png, .html or .json tells the format; or give --format=",
                        options->output);
    }
    return STATUS_OK;
}

/* Makes the options a request; returns STATUS_OK, or another status after a message. */
static int read_request(App *app, Arena *arena, const char *default_kind, Request *request) {
    int status = drawing_picture(app, default_kind, &request->picture);
    status = status == STATUS_OK ? drawing_theme(app, arena, &request->theme) : status;
    status = status == STATUS_OK ? drawing_links(app) : status;
    return status == STATUS_OK ? read_format(app, request) : status;
}

static int draw_text(App *app, Arena *arena, const Scene *scene) {
    StrBuf out = strbuf_new(arena);
    picture_text(&out, scene, app->screen.width, !app->screen.utf8);
    return drawing_save(app, arena, strbuf_text(&out), out.len);
}

static int draw_page(App *app, const PictureFacts *facts, const Request *request) {
    Diag why;
    StrBuf out = strbuf_new(facts->arena);
    Frames *frames = frames_new(facts, &request->picture, &why);
    if (frames == NULL) {
        return app_fail(app, STATUS_WRONG, "%s", tr(app->options.locale, why.text));
    }
    const HtmlOptions options = {.theme = request->theme,
                                 .fixed = app->options.theme != NULL,
                                 .link_template = app->options.link_template,
                                 .sources = facts->sources};
    if (!html_page(&out, frames, facts, &options, &why)) {
        return app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
    }
    return drawing_save(app, facts->arena, strbuf_text(&out), out.len);
}

static int draw_image(App *app, const PictureFacts *facts, Scene *scene, const Request *request) {
    const DrawOptions options = {.theme = request->theme,
                                 .ids = request->format == RENDER_SVG,
                                 .link_template = app->options.link_template,
                                 .sources = facts->sources};
    Diag why;
    Image image;
    Graph *graph = draw_scene_with(scene, &options);
    if (graph == NULL) {
        return app_fail(app, STATUS_FAILED, "Graphviz could not make a graph");
    }
    if (!render_graph(facts->arena, graph, request->format, &image, &why)) {
        return app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
    }
    if (request->format == RENDER_SVG) {
        StrBuf svg = strbuf_new(facts->arena);
        svg_add(&svg, &image, &(SvgOptions){.scene = scene, .verdicts = true});
        image = (Image){.bytes = strbuf_text(&svg), .length = svg.len};
    }
    return drawing_save(app, facts->arena, image.bytes, image.length);
}

static int draw_json(App *app, const PictureFacts *facts, const Scene *scene, const Request *request) {
    StrBuf out = strbuf_new(facts->arena);
    const JsonOptions options = {.theme = request->theme,
                                 .kind = picture_kind_name(request->picture.kind),
                                 .go = facts->go->name,
                                 .link_template = app->options.link_template,
                                 .sources = facts->sources};
    Diag why;
    bool placed = json_picture(&out, scene, &options, &why);
    int status = drawing_save(app, facts->arena, strbuf_text(&out), out.len);
    return placed || status != STATUS_OK
               ? status
               : app_fail(app, STATUS_OK, "without positions: %s", tr(app->options.locale, why.text));
}

static int draw_package(App *app, const PictureFacts *facts, void *context) {
    const Request *request = context;
    if (!request->as_text && request->format == RENDER_HTML) {
        return draw_page(app, facts, request);
    }
    Diag why;
    Scene *scene = picture_scene(facts, &request->picture, &why);
    if (scene == NULL) {
        return app_fail(app, STATUS_WRONG, "%s", tr(app->options.locale, why.text));
    }
    if (request->as_text) {
        return draw_text(app, facts->arena, scene);
    }
    return request->format == RENDER_JSON ? draw_json(app, facts, scene, request)
                                          : draw_image(app, facts, scene, request);
}

static int draw(App *app, const char *default_kind) {
    Request request = {0};
    Arena *arena = arena_new();
    int status = read_request(app, arena, default_kind, &request);
    status = status == STATUS_OK ? drawing_run(app, draw_package, &request) : status;
    arena_free(arena);
    return status;
}

int cmd_graph(App *app) { return draw(app, "flow"); }

int cmd_memory(App *app) { return draw(app, "memory"); }
