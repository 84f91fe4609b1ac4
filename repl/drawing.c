#include "repl/drawing.h"

#include <string.h>
#include <unistd.h>

#include "core/explain/translate.h"
#include "viz/link.h"
#include "viz/render.h"
#include "viz/theme_file.h"

int drawing_usage(App *app, const char *option, const char *value, const char *allowed) {
    return app_fail(app, STATUS_USAGE, "%s=%s: use one of %s", option, value, allowed);
}

int drawing_picture(App *app, const char *default_kind, Picture *picture) {
    const Options *options = &app->options;
    const char *kind = options->kind ? options->kind : default_kind;
    *picture = (Picture){.func = options->func,
                         .focus = options->focus,
                         .hide = options->hide,
                         .depth = options->depth,
                         .legend = options->legend};
    return picture_kind_find(kind, &picture->kind) ? STATUS_OK
                                                   : drawing_usage(app, "--kind", kind, "flow, points-to, memory, why");
}

/* What has a dot or a slash is a file's name, and what is one; the rest was meant to be a theme's. */
static bool is_file(const char *name) { return strpbrk(name, "./") != NULL || access(name, F_OK) == 0; }

int drawing_theme(App *app, Arena *arena, const Theme **theme) {
    const char *name = app->options.theme ? app->options.theme : "light";
    *theme = theme_find(name);
    if (*theme != NULL) {
        return STATUS_OK;
    }
    if (!is_file(name)) {
        return drawing_usage(app, "--theme", name, "light, dark, print, projector, or a file");
    }
    Theme *own = ARENA_NEW(arena, Theme);
    ThemeWarnings warnings = {0};
    Diag why;
    if (!theme_read(arena, name, app->options.locale, own, &warnings, &why)) {
        return app_fail(app, STATUS_WRONG, "%s", why.text);
    }
    for (int i = 0; i < warnings.len; i++) {
        app_fail(app, STATUS_OK, "%s", warnings.at[i]);
    }
    *theme = own;
    return STATUS_OK;
}

int drawing_links(App *app) {
    const char *template = app->options.link_template;
    if (template == NULL || link_template_ok(template)) {
        return STATUS_OK;
    }
    return app_fail(app, STATUS_USAGE, "--link-template=%s: a URL in which {file}, {line} and {column} may stand",
                    template);
}

int drawing_run(App *app, int (*draw)(App *app, const PictureFacts *facts, void *request), void *request) {
    const bool follow = app->options.kind != NULL && strcmp(app->options.kind, "why") == 0;
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true, .retain_imports = follow};
    int status;
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
        const Elsewhere elsewhere = app_elsewhere(analysis);
        const PictureFacts facts = {.arena = analysis_arena(analysis),
                                    .ir = result->ir,
                                    .escape = &result->escape,
                                    .go = world_go(analysis_world(analysis)),
                                    .sources = analysis_sources(analysis),
                                    .locale = app->options.locale ? app->options.locale : "en",
                                    .elsewhere = follow ? &elsewhere : NULL};
        status = draw(app, &facts, request);
    }
    analysis_free(analysis);
    return status;
}

int drawing_put(App *app, const char *bytes, size_t length) {
    if (fwrite(bytes, 1, length, app->out) != length || fflush(app->out) != 0) {
        return app_fail(app, STATUS_FAILED, "the picture could not be written");
    }
    return STATUS_OK;
}

int drawing_save(App *app, Arena *arena, const char *bytes, size_t length) {
    const char *path = app->options.output;
    if (path == NULL || strcmp(path, "-") == 0) {
        return drawing_put(app, bytes, length);
    }
    Diag why;
    return render_save(arena, path, bytes, length, &why)
               ? STATUS_OK
               : app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
}
