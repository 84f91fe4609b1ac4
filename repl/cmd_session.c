/*
 * Commands that only a session has: its text, its history, its settings.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/input.h"
#include "repl/internal.h"
#include "repl/keys.h"
#include "repl/loop.h"
#include "repl/prose.h"
#include "repl/session.h"
#include "viz/render.h"

static void say_line(App *app, const char *text) {
    StrBuf out = strbuf_new(arena_new());
    terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0, tr(app->options.locale, text));
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(out.arena);
}

/* ---- The text ---- */

int cmd_list(App *app) {
    StrBuf out = strbuf_new(arena_new());
    prose_listing(&app->screen, &out, app_session_text(app, out.arena));
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(out.arena);
    return STATUS_OK;
}

int cmd_undo(App *app) {
    if (!session_undo(app->session)) {
        return app_fail(app, STATUS_WRONG, "there is nothing to undo");
    }
    return loop_tell(app, false, "Undone. No verdict changes.");
}

int cmd_redo(App *app) {
    if (!session_redo(app->session)) {
        return app_fail(app, STATUS_WRONG, "there is nothing to redo");
    }
    return loop_tell(app, false, "Done again. No verdict is new or changed.");
}

int cmd_reset(App *app) {
    session_reset(app->session);
    return loop_tell(app, false, "The session is empty. :undo brings it back.");
}

int cmd_main(App *app) {
    session_reset_main(app->session);
    return loop_tell(app, false, "main is empty. :undo brings its statements back.");
}

int cmd_quit(App *app) {
    loop_quit(app);
    return STATUS_OK;
}

/* ---- Files ---- */

/* The one argument that a command needs; NULL after a message. */
static const char *one_argument(App *app, const char *what) {
    if (app->options.arg_count != 1) {
        app_fail(app, 0, "name one file: %s", what);
        return NULL;
    }
    return app->options.args[0];
}

static char *read_whole(const char *name, Arena *arena, size_t *length) {
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        return NULL;
    }
    StrBuf text = strbuf_new(arena);
    char block[65536];
    size_t got;
    errno = 0;
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        strbuf_add_n(&text, block, got);
    }
    const bool failed = ferror(file) != 0;
    const int why = errno;
    fclose(file);
    errno = why;
    *length = text.len;
    return failed ? NULL : arena_strdup(arena, strbuf_text(&text));
}

static bool write_whole(const char *name, const char *text) {
    FILE *file = fopen(name, "wb");
    if (file == NULL) {
        return false;
    }
    const bool written = fputs(text, file) >= 0;
    const int why = errno;
    if (fclose(file) != 0) {
        return false;
    }
    errno = why;
    return written;
}

static int load_text(App *app, const char *name, const char *text, size_t length, Arena *arena) {
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    bool loaded = false;
    Recovery recovery = {.interrupted = &app->interrupted};
    recovery_enter(&recovery);
    if (setjmp(recovery.jump) == 0) {
        loaded = session_load(app->session, text, length, arena, &diags, sources, name);
    } else {
        app_fail(app, 0, "%s is too large or nested too deeply", name);
    }
    recovery_leave(&recovery);
    app_print_list(app, sources, &diags, true);
    if (!loaded) {
        session_reject(app->session);
        return app_fail(app, STATUS_WRONG, "%s is not loaded: the session stays as it was.", name);
    }
    return loop_tell(app, true, "Loaded. No verdict is new or changed.");
}

int cmd_load(App *app) {
    const char *name = one_argument(app, ":load FILE.go");
    if (name == NULL) {
        return STATUS_USAGE;
    }
    Arena *arena = arena_new();
    size_t length = 0;
    errno = 0;
    const char *text = read_whole(name, arena, &length);
    const int status = text != NULL ? load_text(app, name, text, length, arena)
                                    : app_fail(app, STATUS_WRONG, "%s: %s", name, strerror(errno));
    if (status == STATUS_OK) {
        app->loop->file = arena_strdup(app->loop->arena, name);
    }
    arena_free(arena);
    return status;
}

/* Asks before a file is overwritten that the session neither read nor wrote. In a script the command is the answer. */
static bool may_overwrite(App *app, const char *name) {
    struct stat status;
    const bool own = app->loop->file != NULL && strcmp(app->loop->file, name) == 0;
    Keys keys;
    if (own || !loop_is_interactive(app) || stat(name, &status) != 0 || status.st_size == 0 || !keys_open(&keys)) {
        return true;
    }
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    terminal_add_safe(&out, name, strlen(name));
    strbuf_add(&out, tr(app->options.locale, " is there already. Overwrite it? [y/n] "));
    terminal_write(&app->screen, strbuf_text(&out));
    fflush(app->out);
    const int key = keys_read(&keys, -1);
    keys_close(&keys);
    terminal_write(&app->screen, key == 'y' || key == 'Y' ? "y\n" : "n\n");
    arena_free(scratch);
    return key == 'y' || key == 'Y';
}

int cmd_save(App *app) {
    const char *name = one_argument(app, ":save FILE.go");
    if (name == NULL) {
        return STATUS_USAGE;
    }
    Arena *arena = arena_new();
    int status = STATUS_OK;
    Diag why = {0};
    if (!may_overwrite(app, name)) {
        arena_free(arena);
        return app_fail(app, STATUS_WRONG, "%s stays as it was.", name);
    }
    const char *text = app_session_text(app, arena);
    if (!render_save(arena, name, text, strlen(text), &why)) {
        status = app_fail(app, STATUS_FAILED, "%s", why.text);
    } else {
        app->loop->file = arena_strdup(app->loop->arena, name);
        say_line(app, arena_printf(arena, tr(app->options.locale, "Saved. Compare: go tool compile -p main -m -l %s"),
                                   name));
    }
    arena_free(arena);
    return status;
}

int cmd_source(App *app) {
    const char *name = one_argument(app, ":source FILE");
    return name != NULL ? loop_source(app, name) : STATUS_USAGE;
}

/* Runs the editor on a file; returns false when it could not be run or reported failure. */
static bool run_editor(const char *editor, const char *file) {
    const pid_t child = fork();
    if (child == 0) {
        /* The shell splits an $EDITOR of several words; the file's name is an argument of its own. */
        Arena *arena = arena_new();
        execl("/bin/sh", "sh", "-c", arena_printf(arena, "%s \"$1\"", editor), "editor", file, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const char *editor_command(void) {
    const char *visual = getenv("VISUAL");
    const char *editor = getenv("EDITOR");
    return visual != NULL && visual[0] != '\0' ? visual : editor != NULL && editor[0] != '\0' ? editor : "vi";
}

int cmd_edit(App *app) {
    if (!loop_is_interactive(app)) {
        return app_fail(app, STATUS_USAGE, ":edit needs a terminal; :load reads a file that you edited");
    }
    Arena *arena = arena_new();
    const char *folder = getenv("TMPDIR") != NULL && getenv("TMPDIR")[0] == '/' ? getenv("TMPDIR") : "/tmp";
    char *name = arena_printf(arena,
                              "%s/escapade-"
                              "XX"
                              "XX"
                              "XX"
                              ".go",
                              folder);
    const int fd = mkstemps(name, 3);
    int status;
    if (fd < 0) {
        status = app_fail(app, STATUS_FAILED, "%s: %s", folder, strerror(errno));
        arena_free(arena);
        return status;
    }
    close(fd);
    /* What was not taken last is what needs an editor. */
    const char *refused = app->loop->refused != NULL ? arena_strdup(arena, app->loop->refused) : NULL;
    const char *before = refused != NULL ? refused : app_session_text(app, arena);
    size_t length = 0;
    if (!write_whole(name, before)) {
        status = app_fail(app, STATUS_FAILED, "%s: %s", name, strerror(errno));
    } else if (!run_editor(editor_command(), name)) {
        status = app_fail(app, STATUS_FAILED, "%s failed: set $EDITOR to your editor; the session stays as it was",
                          editor_command());
    } else {
        const char *after = read_whole(name, arena, &length);
        status = after == NULL                ? app_fail(app, STATUS_FAILED, "%s: %s", name, strerror(errno))
                 : strcmp(before, after) == 0 ? STATUS_OK
                 : refused != NULL            ? loop_entry(app, after)
                                              : load_text(app, "session.go", after, length, arena);
    }
    unlink(name);
    arena_free(arena);
    return status;
}

/* ---- History and settings ---- */

int cmd_history(App *app) {
    const char *limit = app->options.arg_count > 0 ? app->options.args[0] : "20";
    char *end;
    const long wanted = strtol(limit, &end, 10);
    if (*end != '\0' || wanted < 1) {
        return app_fail(app, STATUS_USAGE, ":history %s: give a number of entries", limit);
    }
    int count = 0;
    while (input_history(count) != NULL) {
        count++;
    }
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    for (int i = count > wanted ? count - (int)wanted : 0; i < count; i++) {
        strbuf_printf(&out, "%5d  ", i + 1);
        for (const char *entry = input_history(i); *entry != '\0';) {
            const size_t length = strcspn(entry, "\n");
            terminal_add_safe(&out, entry, length);
            entry += length;
            if (*entry == '\n') {
                strbuf_add(&out, "\n       ");
                entry++;
            }
        }
        strbuf_byte(&out, '\n');
    }
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(scratch);
    return STATUS_OK;
}

static int show_settings(App *app) {
    static const char *const colors[] = {"auto", "always", "never"};
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    const Options *set = &app->settings;
    const char *locale = set->locale;
    strbuf_printf(&out, tr(locale, "go=%-9s whose rules apply (:go VERSION)\n"), set->go->name);
    strbuf_printf(&out, tr(locale, "color=%-6s auto, always or never\n"), colors[set->color]);
    if (set->width > 0) {
        strbuf_printf(&out, tr(locale, "width=%-6d columns\n"), set->width);
    } else {
        strbuf_printf(&out, tr(locale, "width        the terminal's (%d columns)\n"), app->screen.width);
    }
    strbuf_printf(&out, tr(locale, "locale=%-5s en or zh_CN\n"), locale != NULL ? locale : "en");
    strbuf_printf(&out, tr(locale, "theme=%-6s the background: light or dark\n"), set->theme != NULL ? set->theme : "");
    strbuf_printf(&out, tr(locale, "present=%-4s a verdict waits for Enter\n"), set->present ? "on" : "off");
    strbuf_printf(&out, tr(locale, "pager=%-6s for what is longer than the screen\n"), set->no_pager ? "off" : "on");
    strbuf_add(&out, set->brief ? tr(locale, "short        explanations of one line\n") : "");
    strbuf_add(&out, set->ascii ? tr(locale, "ascii        no line drawing\n") : "");
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(scratch);
    return STATUS_OK;
}

int cmd_set(App *app) {
    if (app->options.arg_count == 0) {
        return show_settings(app);
    }
    /* Options keep pointers into their arguments, so these live as long as the session. */
    Arena *arena = loop_arena(app);
    const int count = app->options.arg_count;
    char **argv = ARENA_ARRAY(arena, char *, count + 2);
    argv[0] = arena_strdup(arena, "set");
    for (int i = 0; i < count; i++) {
        const char *word = app->options.args[i];
        argv[i + 1] = arena_printf(arena, "%s%s", word[0] == '-' ? "" : "--", word);
    }
    const Options old = app->settings;
    Options next = old;
    if (!options_parse_over(&next, count + 1, argv, app->err)) {
        return STATUS_USAGE;
    }
    next.args = NULL;
    next.arg_count = 0;
    app->settings = next;
    app->options = next;
    app_refresh(app);
    loop_retell(app);
    if (next.present && !old.present) {
        say_line(app, "Verdicts wait: Enter tells the next thing, a the rest at once, q leaves it out.");
    }
    const int status = next.go != old.go ? loop_tell(app, false, "Nothing flips.") : STATUS_OK;
    app->settings.go = status == STATUS_OK ? next.go : old.go;
    return status;
}

int cmd_go(App *app) {
    Arena *arena = arena_new();
    StrBuf out = strbuf_new(arena);
    if (app->options.arg_count == 0) {
        strbuf_printf(&out, tr(app->options.locale, "Go %s. Modelled:"), app->settings.go->name);
        for (int i = 0; i < goversion_count(); i++) {
            strbuf_printf(&out, " %s", goversion_at(i)->name);
        }
        say_line(app, strbuf_text(&out));
        arena_free(arena);
        return STATUS_OK;
    }
    const GoVersion *go = goversion_find(app->options.args[0]);
    int status;
    if (go == NULL) {
        status = app_fail(app, STATUS_USAGE, "Go %s is not modelled; the nearest version that is: %s",
                          app->options.args[0], goversion_nearest(app->options.args[0])->name);
    } else {
        app->options.go = go;
        strbuf_printf(&out, tr(app->options.locale, "The rules of Go %s apply: nothing flips."), go->name);
        status = loop_tell(app, false, strbuf_text(&out));
        app->settings.go = status == STATUS_OK ? go : app->settings.go;
    }
    arena_free(arena);
    return status;
}
