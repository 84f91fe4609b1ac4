/* frames: the analysis as numbered pictures with fixed positions, in a folder. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/drawing.h"
#include "viz/frames.h"

typedef struct Request {
    Picture picture;
    const Theme *theme;
} Request;

static const char *path_in(Arena *arena, const char *folder, const char *name) {
    const size_t length = strlen(folder);
    return arena_printf(arena, "%s%s%s", folder, length > 0 && folder[length - 1] == '/' ? "" : "/", name);
}

/* Makes the folder when it is not there; its parent must be. */
static int make_folder(App *app, const char *folder) {
    struct stat status;
    if (mkdir(folder, 0777) == 0) {
        return STATUS_OK;
    }
    const int error = errno;
    if (error == EEXIST && stat(folder, &status) == 0 && !S_ISDIR(status.st_mode)) {
        return app_fail(app, STATUS_USAGE, "%s is a file; -o names a folder", folder);
    }
    return error == EEXIST ? STATUS_OK : app_fail(app, STATUS_FAILED, "%s: %s", folder, strerror(error));
}

/* Numbered pictures that an earlier, longer run left would be shown as part of this one. */
static void remove_older(Arena *arena, const char *folder, int count) {
    while (unlink(path_in(arena, folder, arena_printf(arena, "frame-%03d.svg", ++count))) == 0) {
    }
}

static int write_files(App *app, Arena *arena, const FrameFileVec *files) {
    const char **paths = ARENA_ARRAY(arena, const char *, files->len + 1);
    Image *images = ARENA_ARRAY(arena, Image, files->len + 1);
    for (int i = 0; i < files->len; i++) {
        paths[i] = path_in(arena, app->options.output, files->at[i].name);
        images[i] = files->at[i].image;
    }
    Diag why;
    return render_save_all(arena, paths, images, files->len, &why)
               ? STATUS_OK
               : app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
}

static int draw_package(App *app, const PictureFacts *facts, void *context) {
    const Request *request = context;
    Diag why;
    Frames *frames = frames_new(facts, &request->picture, &why);
    if (frames == NULL) {
        return app_fail(app, STATUS_WRONG, "%s", tr(app->options.locale, why.text));
    }
    const FramesOptions options = {.theme = request->theme,
                                   .captions = !app->options.brief,
                                   .link_template = app->options.link_template,
                                   .sources = facts->sources};
    FrameFileVec files = {0};
    const bool whole = frames_files(frames, &options, &files, &why);
    if (files.len == 0) {
        return app_fail(app, STATUS_FAILED, "%s", tr(app->options.locale, why.text));
    }
    int status = make_folder(app, app->options.output);
    status = status == STATUS_OK ? write_files(app, facts->arena, &files) : status;
    if (status != STATUS_OK) {
        return status;
    }
    remove_older(facts->arena, app->options.output, frames->steps.len);
    if (!whole) {
        return app_fail(app, STATUS_FAILED, "frames.pdf was left out: %s", tr(app->options.locale, why.text));
    }
    StrBuf out = strbuf_new(facts->arena);
    strbuf_printf(
        &out, tr(app->options.locale, "%d frames in %s: index.html to leaf through, frames.pdf, frames.tex for beamer"),
        frames->steps.len, app->options.output);
    strbuf_byte(&out, '\n');
    terminal_write(&app->screen, strbuf_text(&out));
    return STATUS_OK;
}

int cmd_frames(App *app) {
    Request request = {0};
    if (app->options.output == NULL || strcmp(app->options.output, "-") == 0) {
        return app_fail(app, STATUS_USAGE, "name the folder for the pictures: -o DIR");
    }
    if (app->options.kind != NULL && strcmp(app->options.kind, "flow") != 0) {
        return app_fail(app, STATUS_USAGE, "frames tells the flow graph; for other pictures: graph --kind=%s -o x.html",
                        app->options.kind);
    }
    int status = drawing_picture(app, "flow", &request.picture);
    Arena *arena = arena_new();
    status = status == STATUS_OK ? drawing_theme(app, arena, &request.theme) : status;
    status = status == STATUS_OK ? drawing_links(app) : status;
    status = status == STATUS_OK ? drawing_run(app, draw_package, &request) : status;
    arena_free(arena);
    return status;
}
