/* verify: our lines beside those of the Go toolchain on this machine. */
#include <signal.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "core/load/load.h"
#include "core/study/verify.h"
#include "repl/columns.h"
#include "repl/commands.h"
#include "repl/json.h"

typedef struct Run {
    App *app;
    Arena *arena;
    int compared; /* toolchains */
    bool differ;
    bool trouble;
} Run;

/* ---- Ctrl-C on the command line: the scratch folder has to go ---- */

static volatile bool *interrupted;

static void on_signal(int number) {
    (void)number;
    *interrupted = true;
}

static void catch_signals(App *app, struct sigaction *before) {
    if (app->session == NULL) {
        const struct sigaction action = {.sa_handler = on_signal};
        interrupted = &app->interrupted;
        sigaction(SIGINT, &action, &before[0]);
        sigaction(SIGTERM, &action, &before[1]);
    }
}

static void restore_signals(const App *app, const struct sigaction *before) {
    if (app->session == NULL) {
        sigaction(SIGINT, &before[0], NULL);
        sigaction(SIGTERM, &before[1], NULL);
    }
}

/* ---- What is shown ---- */

enum { INDENT = 2 };

static void add_cells(Arena *arena, CellLines *cell, const VerifyTexts *texts, const char *nothing, int width) {
    for (int i = 0; i < texts->len; i++) {
        cell_add(arena, cell, texts->at[i], width);
    }
    if (texts->len == 0) {
        cell_add(arena, cell, nothing, width);
    }
}

static void print_difference(const Run *run, StrBuf *out, const VerifyDifference *difference, const char *release) {
    const Terminal *screen = &run->app->screen;
    const int width = (terminal_text_width(screen) - INDENT - 3) / 2;
    CellLines left = {0}, right = {0};
    strbuf_byte(out, '\n');
    terminal_styled(screen, out, STYLE_BOLD,
                    difference->place[0] != '\0' ? difference->place : tr(screen->locale, "(no position)"));
    strbuf_byte(out, '\n');
    cell_add(out->arena, &left, release, width);
    cell_add(out->arena, &right, "escapade", width);
    add_cells(out->arena, &left, &difference->gc, tr(screen->locale, "(nothing)"), width);
    add_cells(out->arena, &right, &difference->ours, tr(screen->locale, "(nothing)"), width);
    columns_pair(screen, out, INDENT, width, &left, &right);
    if (difference->reason != NULL) {
        const char *label = tr(screen->locale, "  ours: ");
        const int column = text_width(label, strlen(label));
        strbuf_add(out, label);
        terminal_wrap(screen, out, STYLE_PLAIN, column, column, difference->reason);
    }
}

static void print_package(const Run *run, const VerifyPackage *package, const Toolchain *toolchain) {
    StrBuf out = strbuf_new(arena_new());
    const Terminal *screen = &run->app->screen;
    const char *locale = screen->locale;
    for (int i = 0; i < package->differences.len; i++) {
        print_difference(run, &out, &package->differences.at[i], toolchain->release);
    }
    if (package->differences.len > 0) {
        strbuf_byte(&out, '\n');
        terminal_wrap(screen, &out, STYLE_DIM, 0, 4, package->command);
    }
    if (package->trouble != NULL) {
        terminal_wrap(screen, &out, STYLE_ERROR, 0, 2,
                      arena_printf(out.arena, "%s: %s", package->path, package->trouble));
    } else if (package->differences.len == 0) {
        strbuf_printf(&out,
                      package->equal == 0   ? tr(locale, "%s: neither Go %s nor escapade has anything to say\n")
                      : package->equal == 1 ? tr(locale, "%s: Go %s and escapade agree on the one line\n")
                                            : tr(locale, "%s: Go %s and escapade agree on all %d lines\n"),
                      package->path, toolchain->go->name, package->equal);
    } else {
        strbuf_printf(&out, tr(locale, "%s: %d lines equal, %d only in Go %s, %d only in escapade\n"), package->path,
                      package->equal, package->only_gc, toolchain->go->name, package->only_ours);
    }
    terminal_write(screen, strbuf_text(&out));
    arena_free(out.arena);
}

static json_t *json_texts(const VerifyTexts *texts) {
    json_t *list = json_array();
    for (int i = 0; i < texts->len; i++) {
        json_array_append_new(list, json_text(texts->at[i]));
    }
    return list;
}

static void print_json(const Run *run, const VerifyPackage *package, const Toolchain *toolchain) {
    json_t *object = json_object();
    json_t *differences = json_array();
    json_object_set_new(object, "go", json_text(toolchain->go->name));
    json_object_set_new(object, "goroot", json_text(toolchain->goroot));
    json_object_set_new(object, "package", json_text(package->path));
    json_object_set_new(object, "command", json_text(package->command));
    json_object_set_new(object, "trouble", json_text(package->trouble));
    json_object_set_new(object, "equal", json_integer(package->equal));
    json_object_set_new(object, "only_gc", json_integer(package->only_gc));
    json_object_set_new(object, "only_ours", json_integer(package->only_ours));
    for (int i = 0; i < package->differences.len; i++) {
        const VerifyDifference *difference = &package->differences.at[i];
        json_t *one = json_object();
        json_object_set_new(one, "place", json_text(difference->place));
        json_object_set_new(one, "gc", json_texts(&difference->gc));
        json_object_set_new(one, "ours", json_texts(&difference->ours));
        json_object_set_new(one, "reason", json_text(difference->reason));
        json_array_append_new(differences, one);
    }
    json_object_set_new(object, "differences", differences);
    json_print(run->app, object, JSON_COMPACT);
}

/* ---- One toolchain ---- */

/* Returns an exit status. */
static int verify_with(Run *run, const AnalysisInput *input, const Toolchain *toolchain) {
    App *app = run->app;
    const VerifyConfig config = {.world = app_world(app, toolchain->go, true),
                                 .toolchain = toolchain,
                                 .input = *input,
                                 .interrupted = &app->interrupted,
                                 .locale = app->options.locale};
    if (config.world == NULL) {
        return STATUS_WRONG;
    }
    struct sigaction before[2];
    VerifyPackages packages = {0};
    const char *why;
    app->interrupted = false;
    catch_signals(app, before);
    const AbortReason reason = verify_run(run->arena, &config, &packages, &why);
    restore_signals(app, before);
    if (reason != ABORT_NONE) {
        return app_abort(app, reason);
    }
    if (why != NULL) {
        return app_fail(app, STATUS_WRONG, "%s", why);
    }
    run->compared++;
    for (int i = 0; i < packages.len; i++) {
        const VerifyPackage *package = &packages.at[i];
        (app->options.json ? print_json : print_package)(run, package, toolchain);
        run->differ |= package->differences.len > 0;
        run->trouble |= package->trouble != NULL;
    }
    return STATUS_OK;
}

/* ---- Which toolchains ---- */

/* No toolchain of the version asked for: which others are here, and how to get it. */
static int none_found(const Run *run, const GoVersion *go) {
    Arena *arena = run->arena;
    StrBuf text = strbuf_new(arena);
    const char *goroot = run->app->options.goroot, *locale = run->app->messages.locale;
    if (goroot != NULL) {
        strbuf_printf(&text, tr(locale, "%s holds no Go %s that can compile"), goroot, go->name);
    } else {
        strbuf_printf(&text, tr(locale, "no Go %s toolchain is on this machine"), go->name);
    }
    bool any = false;
    for (int i = 0; i < goversion_count(); i++) {
        const Toolchain *other = verify_toolchain(arena, goversion_at(i), NULL);
        if (other != NULL) {
            strbuf_printf(&text, "%s --go=%s (%s)", any ? tr(locale, ",") : tr(locale, "; here are"), other->go->name,
                          other->goroot);
            any = true;
        }
    }
    strbuf_printf(
        &text,
        tr(locale,
           ". To get it: apt install golang-%s-go (Debian, /usr/lib/go-%s), or unpack https://go.dev/dl/ and name "
           "the folder with --goroot=DIR, GOROOT or ESCAPADE_GOROOTS"),
        go->name, go->name);
    return app_fail(run->app, STATUS_WRONG, "%s", strbuf_text(&text));
}

/* --goroot without --go: the version that is there. */
static const GoVersion *asked_version(const Run *run) {
    const Options *options = &run->app->options;
    const char *there =
        options->goroot != NULL && !options->go_given ? load_goroot_version(run->arena, options->goroot) : NULL;
    const GoVersion *go = there != NULL ? goversion_find(there) : NULL;
    return go != NULL ? go : options->go;
}

static int verify_every(Run *run, const AnalysisInput *input) {
    for (int i = goversion_count() - 1; i >= 0; i--) {
        const Toolchain *toolchain = verify_toolchain(run->arena, goversion_at(i), NULL);
        const int status = toolchain != NULL ? verify_with(run, input, toolchain) : STATUS_OK;
        if (status != STATUS_OK) {
            return status;
        }
    }
    return run->compared > 0 ? STATUS_OK : none_found(run, run->app->options.go);
}

static int verify_one(Run *run, const AnalysisInput *input) {
    const GoVersion *go = asked_version(run);
    const Toolchain *toolchain = verify_toolchain(run->arena, go, run->app->options.goroot);
    return toolchain != NULL ? verify_with(run, input, toolchain) : none_found(run, go);
}

int cmd_verify(App *app) {
    Run run = {.app = app, .arena = arena_new()};
    AnalysisInput input;
    if (app->options.every_go && app->options.goroot != NULL) {
        arena_free(run.arena);
        return app_fail(app, STATUS_USAGE, "--goroot is one version's: it does not go with --go=all");
    }
    int status = app_input(app, run.arena, &input);
    if (status == STATUS_OK) {
        status = app->options.every_go ? verify_every(&run, &input) : verify_one(&run, &input);
    }
    if (status == STATUS_OK && (run.differ || run.trouble)) {
        status = STATUS_WRONG;
    }
    arena_free(run.arena);
    return status;
}
