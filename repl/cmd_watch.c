/* watch: files are analysed again each time one of them is written; what is new or changed is told. Any key ends it. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "core/explain/translate.h"
#include "repl/changes.h"
#include "repl/commands.h"
#include "repl/internal.h"
#include "repl/keys.h"
#include "repl/loop.h"

enum { TICK_MS = 150 };

/* What tells one state of the watched files from another. */
typedef struct Stamp {
    uint64_t mix;
    int files; /* that are there */
} Stamp;

typedef struct Watch {
    App *app;
    const char *const *args;
    int arg_count;
    Snapshot *told;
    Analysis *analysis; /* that `told` was taken of */
} Watch;

/* ---- Has something changed? ---- */

static void stamp_add(Stamp *stamp, uint64_t value) {
    stamp->mix = (stamp->mix ^ value) * UINT64_C(0x100000001b3);
    stamp->mix ^= stamp->mix >> 29;
}

static void stamp_file(Stamp *stamp, const char *path) {
    struct stat status;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        stamp_add(stamp, (uint64_t)status.st_mtim.tv_sec);
        stamp_add(stamp, (uint64_t)status.st_mtim.tv_nsec);
        stamp_add(stamp, (uint64_t)status.st_size);
        stamp_add(stamp, (uint64_t)status.st_ino);
        stamp->files++;
    }
}

/* The order in which a folder lists its files may differ from time to time, so each is stamped alone. */
static void stamp_folder(Stamp *stamp, DIR *folder, const char *path, Arena *scratch) {
    const struct dirent *entry;
    uint64_t sum = 0;
    while ((entry = readdir(folder)) != NULL) {
        const size_t length = strlen(entry->d_name);
        if (length > 3 && strcmp(entry->d_name + length - 3, ".go") == 0) {
            Stamp one = {0};
            stamp_file(&one, arena_printf(scratch, "%s/%s", path, entry->d_name));
            sum += one.mix;
            stamp->files += one.files;
        }
    }
    stamp_add(stamp, sum);
}

static Stamp take_stamp(const Watch *watch) {
    Stamp stamp = {0};
    Arena *scratch = arena_new();
    for (int i = 0; i < watch->arg_count; i++) {
        DIR *folder = opendir(watch->args[i]);
        if (folder != NULL) {
            stamp_folder(&stamp, folder, watch->args[i], scratch);
            closedir(folder);
        } else {
            stamp_file(&stamp, watch->args[i]);
        }
    }
    arena_free(scratch);
    return stamp;
}

static bool same(Stamp a, Stamp b) { return a.mix == b.mix && a.files == b.files; }

/* ---- Telling ---- */

static void say(const Watch *watch, const char *text) {
    StrBuf out = strbuf_new(arena_new());
    terminal_wrap(&watch->app->screen, &out, STYLE_DIM, 0, 0, text);
    terminal_write(&watch->app->screen, strbuf_text(&out));
    fflush(watch->app->out);
    arena_free(out.arena);
}

static int analyse_and_tell(Watch *watch) {
    App *app = watch->app;
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true};
    int status;
    app_refresh(app);
    Analysis *analysis = app_analyse(app, &config, watch->args, watch->arg_count, &status);
    if (analysis == NULL || app_print_diags(app, analysis)) {
        analysis_free(analysis);
        return analysis == NULL ? status : STATUS_WRONG;
    }
    StrBuf out = strbuf_new(arena_new());
    const Prose prose = {&out, &app->screen, analysis_sources(analysis), NULL};
    Snapshot *now = snapshot_take(analysis, app->options.locale);
    if (changes_tell(&prose, watch->told, now) == 0) {
        terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0, tr(app->options.locale, "No verdict is new or changed."));
    }
    prose_flush(&prose);
    fflush(app->out);
    arena_free(out.arena);
    snapshot_free(watch->told);
    analysis_free(watch->analysis);
    watch->told = now;
    watch->analysis = analysis;
    return STATUS_OK;
}

/* An editor writes a file in several steps: it is read when nothing has happened for a tick. */
static void keep_watching(Watch *watch, const Keys *keys, Stamp told) {
    Stamp last = told;
    while (keys_read(keys, TICK_MS) == KEY_NONE && !watch->app->interrupted) {
        const Stamp now = take_stamp(watch);
        const bool still = same(now, last);
        last = now;
        if (still && !same(now, told) && now.files > 0) {
            told = now;
            say(watch, "──");
            analyse_and_tell(watch);
        }
    }
}

/* ---- The command ---- */

int cmd_watch(App *app) {
    Watch watch = {.app = app, .args = (const char *const *)app->options.args, .arg_count = app->options.arg_count};
    if (watch.arg_count == 0 && app->loop->file != NULL) {
        watch.args = &app->loop->file;
        watch.arg_count = 1;
    }
    if (watch.arg_count == 0) {
        return app_fail(app, STATUS_USAGE, "name the file to watch: :watch FILE.go");
    }
    Keys keys;
    if (!loop_is_interactive(app) || !keys_open(&keys)) {
        return app_fail(app, STATUS_USAGE, ":watch needs a terminal, where a key can end it");
    }
    Arena *scratch = arena_new();
    const Stamp first = take_stamp(&watch);
    int status = first.files > 0 ? STATUS_OK : analyse_and_tell(&watch); /* which says what is wrong */
    if (first.files > 0) {
        analyse_and_tell(&watch);
        say(&watch, tr_fill(scratch, app->options.locale, TR_LATER("Watching %1. Any key ends it."), watch.args[0], "",
                            "", ""));
        keep_watching(&watch, &keys, first);
    }
    keys_close(&keys);
    snapshot_free(watch.told);
    analysis_free(watch.analysis);
    arena_free(scratch);
    return status;
}
