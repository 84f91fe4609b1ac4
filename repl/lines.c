#include "repl/loop.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/folders.h"
#include "repl/input.h"
#include "repl/internal.h"
#include "repl/keys.h"
#include "repl/session.h"

#ifndef ESCAPADE_VERSION
#define ESCAPADE_VERSION "0.1"
#endif

enum { SOURCE_DEPTH_MAX = 16, WRONG_LINES_MAX = 10, OFFERED_LINES_MAX = 12 };

/* ---- Lines become entries ---- */

/* An entry in the making. */
typedef struct Pending {
    Arena *arena;
    StrBuf text;
    bool file; /* a whole Go file: it lasts to the next command or the end */
} Pending;

static bool begins_file(const char *line) {
    line += strspn(line, " \t");
    return strncmp(line, "package ", 8) == 0;
}

static bool only_comments(const char *text) {
    while (*(text += strspn(text, " \t\r\n")) != '\0') {
        if (strncmp(text, "//", 2) != 0) {
            return false;
        }
        text += strcspn(text, "\n");
    }
    return true;
}

static void pending_clear(Pending *pending) {
    arena_free(pending->arena);
    pending->arena = arena_new();
    pending->text = strbuf_new(pending->arena);
    pending->file = false;
}

static int flush(App *app, Pending *pending) {
    const int status = pending->text.len > 0 ? loop_entry(app, strbuf_text(&pending->text)) : STATUS_OK;
    pending_clear(pending);
    return status;
}

/* A line with a colon ends an entry that a bracket keeps open: no line of Go begins with one, but in raw strings and
 * comments. */
static bool ends_entry(const char *text, const char *line) {
    if (line[0] != ':' || !isalpha((unsigned char)line[1])) {
        return false;
    }
    int quotes = 0;
    const char *comment = NULL;
    for (const char *c = text; *c != '\0'; c++) {
        quotes += *c == '`';
        comment = c[0] == '/' && c[1] == '*' ? c : c[0] == '*' && c[1] == '/' ? NULL : comment;
    }
    return quotes % 2 == 0 && comment == NULL;
}

/* Adds a line; runs the entry when it is complete. */
static int feed(App *app, Pending *pending, const char *line) {
    const bool command = line[strspn(line, " \t")] == ':';
    int status = STATUS_OK;
    if (command && (pending->text.len == 0 || ends_entry(strbuf_text(&pending->text), line))) {
        status = flush(app, pending);
        const int own = app->loop->quit ? STATUS_OK : loop_entry(app, line);
        return own != STATUS_OK ? own : status;
    }
    if (begins_file(line) && only_comments(strbuf_text(&pending->text))) {
        pending->file = true;
    }
    if (pending->text.len > 0) {
        strbuf_byte(&pending->text, '\n');
    }
    strbuf_add(&pending->text, line);
    const char *text = strbuf_text(&pending->text);
    if (pending->file || entry_incomplete(text, pending->text.len) || only_comments(text)) {
        return STATUS_OK;
    }
    return flush(app, pending);
}

/* Reads one line without its newline; NULL at the end. */
static const char *read_line(FILE *in, Arena *arena) {
    StrBuf line = strbuf_new(arena);
    int c;
    while ((c = fgetc(in)) != EOF && c != '\n') {
        if (c != '\0' && c != '\r') {
            strbuf_byte(&line, (char)c);
        }
    }
    return c == EOF && line.len == 0 ? NULL : strbuf_text(&line);
}

/* `name`: of the file that the lines stand in, for messages; NULL: standard input. */
static int run_lines(App *app, FILE *in, const char *name) {
    Pending pending = {0};
    pending_clear(&pending);
    int status = STATUS_OK;
    const char *line;
    int number = 0, wrong = 0;
    Arena *arena = arena_new();
    while (!app->loop->quit && (line = read_line(in, arena)) != NULL) {
        const int one = feed(app, &pending, line);
        number++;
        if (one != STATUS_OK && name != NULL) {
            app_fail(app, 0, "(%s, line %d)", name, number);
            if (++wrong == WRONG_LINES_MAX) {
                app_fail(app, 0, "%s: too many errors; the rest is left out", name);
                pending_clear(&pending);
                break;
            }
        }
        status = one != STATUS_OK && status < STATUS_FAILED ? (one < STATUS_FAILED ? STATUS_WRONG : one) : status;
        arena_free(arena);
        arena = arena_new();
        if (status != STATUS_OK && app->settings.strict) {
            break;
        }
    }
    if (!app->loop->quit && !(status != STATUS_OK && app->settings.strict) && flush(app, &pending) != STATUS_OK &&
        status == STATUS_OK) {
        status = STATUS_WRONG;
    }
    if (ferror(in) != 0) {
        status = app_fail(app, STATUS_WRONG, "%s: %s", name != NULL ? name : "<stdin>", strerror(errno));
    }
    arena_free(arena);
    arena_free(pending.arena);
    return status;
}

int loop_source(App *app, const char *name) {
    if (app->loop->source_depth >= SOURCE_DEPTH_MAX) {
        return app_fail(app, STATUS_WRONG, "%s: scripts source each other too deeply", name);
    }
    FILE *in = fopen(name, "r");
    if (in == NULL) {
        return app_fail(app, STATUS_WRONG, "%s: %s", name, strerror(errno));
    }
    app->loop->source_depth++;
    const int status = run_lines(app, in, name);
    app->loop->source_depth--;
    fclose(in);
    return status;
}

int loop_script(App *app, FILE *in) {
    Loop loop;
    loop_open(app, &loop, false);
    const int status = run_lines(app, in, NULL);
    loop_close(app);
    return status;
}

void loop_run_rc(App *app) {
    Arena *arena = arena_new();
    const char *name = folders_file(arena, "XDG_CONFIG_HOME", ".config", "rc");
    FILE *shown = app->out;
    FILE *unseen = name != NULL && access(name, F_OK) == 0 ? fopen("/dev/null", "w") : NULL;
    if (unseen != NULL) {
        app->out = unseen;
        app_refresh(app);
        loop_source(app, name);
        app->out = shown;
        app_refresh(app);
        fclose(unseen);
    }
    arena_free(arena);
}

/* ---- At a terminal ---- */

static void banner(App *app) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    bool ambiguous;
    const bool learn = command_find("learn", COMMAND_REPL, &ambiguous) != NULL;
    const char *locale = app->options.locale;
    const char *version =
        arena_printf(scratch, tr(locale, "escapade %s · rules of Go %s, linux/amd64, inlining off (-l)\n"),
                     ESCAPADE_VERSION, app->settings.go->name);
    const char *words =
        arena_printf(scratch, tr(locale, "Type Go: it is analysed, never run.  :example returned-pointer%s · :help\n"),
                     learn ? " · :learn" : "");
    terminal_wrap(&app->screen, &out, STYLE_PLAIN, 0, 0, version);
    terminal_wrap(&app->screen, &out, STYLE_PLAIN, 0, 0, words);
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(scratch);
}

/* Pasted text with commands in it is taken line by line; without, it is one entry. */
static bool has_commands(const char *text) {
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (line[strspn(line, " \t")] == ':') {
            return true;
        }
    }
    return false;
}

static void feed_lines(App *app, Pending *pending, const char *text) {
    while (!app->loop->quit) {
        const size_t length = strcspn(text, "\n");
        Arena *scratch = arena_new();
        feed(app, pending, arena_strndup(scratch, text, length));
        arena_free(scratch);
        if (text[length] == '\0') {
            return;
        }
        text += length + 1;
    }
}

/* A wrong entry comes back for editing; a long one (a file that was pasted) is easier to edit elsewhere. */
static void offer_refused(App *app) {
    const char *text = app->loop->refused;
    int lines = 1;
    for (const char *c = text; c != NULL && *c != '\0'; c++) {
        lines += *c == '\n';
    }
    if (text != NULL && lines <= OFFERED_LINES_MAX) {
        if (!app->loop->offered) {
            app_fail(app, 0, "Here it is again: mend it, or drop it with Ctrl-C.");
        }
        app->loop->offered = true;
        input_offer(text);
    } else if (text != NULL) {
        app_fail(app, 0, "The Up key brings the entry back; :edit opens it in your editor.");
    }
}

/* Adds what came from the terminal to the entry; runs it when it is complete. */
static void take_input(App *app, Pending *pending, const char *line) {
    if (has_commands(line) && (pending->text.len == 0 || ends_entry(strbuf_text(&pending->text), line))) {
        input_remember(line);
        feed_lines(app, pending, line);
        return;
    }
    if (pending->text.len > 0) {
        strbuf_byte(&pending->text, '\n');
    }
    strbuf_add(&pending->text, line);
    const char *text = strbuf_text(&pending->text);
    if (loop_is_blank(text)) {
        pending_clear(pending);
    } else if (!entry_incomplete(text, pending->text.len)) {
        input_remember(text);
        flush(app, pending);
        offer_refused(app);
    }
}

int loop_interactive(App *app) {
    Loop loop;
    loop_open(app, &loop, true);
    app_refresh(app);
    input_open(app);
    loop_run_rc(app);
    banner(app);
    Pending pending = {0};
    pending_clear(&pending);
    while (!loop.quit) {
        Arena *arena = arena_new();
        const char *line;
        fflush(app->out);
        const char *prompt = pending.text.len > 0 ? (app->screen.utf8 ? "… " : ". ") : "> ";
        const InputResult result = input_line(app, prompt, arena, &line);
        if (result == INPUT_END) {
            fputc('\n', app->out);
            loop.quit = true;
        } else if (result == INPUT_CANCELLED) {
            pending_clear(&pending);
            loop_forget_refused(&loop);
        } else {
            take_input(app, &pending, line);
        }
        arena_free(arena);
    }
    input_close();
    arena_free(pending.arena);
    loop_close(app);
    return STATUS_OK;
}
