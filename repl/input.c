#include "repl/input.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "repl/complete.h"
#include "repl/folders.h"
#include "repl/keys.h"
#include "viz/render.h"

enum { HISTORY_MAX = 2000 };

/* Readline calls back without a context, and signal handlers have none. */
static struct {
    App *app;
    volatile sig_atomic_t interrupted, resized, stop, terminated;
    char *line; /* what the line handler got */
    bool done;  /* a line, or the end, arrived */
    Arena *arena;
    const char *history_file; /* NULL: none is kept */
    int fresh;                /* entries that the file does not hold yet */
    char *offered;            /* what the next line begins with; NULL without */
} input;

/* ---- Signals ---- */

static void on_signal(int number) {
    switch (number) {
    case SIGINT:
        input.interrupted = 1;
        if (input.app != NULL) {
            input.app->interrupted = true;
        }
        break;
    case SIGWINCH: input.resized = 1; break;
    case SIGTSTP: input.stop = 1; break;
    default: input.terminated = 1;
    }
}

static void catch (int number) {
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void signal_set(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGWINCH);
    sigaddset(set, SIGTSTP);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGHUP);
}

/* Ctrl-Z: the terminal is left as the shell wants it, and taken again afterwards. */
static void stop_here(const sigset_t *blocked) {
    rl_deprep_terminal();
    signal(SIGTSTP, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, blocked, NULL);
    raise(SIGTSTP);
    sigprocmask(SIG_BLOCK, blocked, NULL);
    catch (SIGTSTP);
    rl_prep_terminal(1);
    rl_resize_terminal();
    rl_on_new_line();
    rl_redisplay();
}

/* ---- The history file ---- */

/* One entry as the file holds it: its time behind a #, then its lines. */
static void write_entry(StrBuf *out, const HIST_ENTRY *entry) {
    strbuf_printf(out, "%s\n%s\n", entry->timestamp != NULL && entry->timestamp[0] != '\0' ? entry->timestamp : "#1",
                  entry->line);
}

static void complain(const char *why) { app_fail(input.app, 0, "the history is not kept: %s", why); }

static bool begins_entry(const char *line) { return line[0] == '#' && isdigit((unsigned char)line[1]); }

/* Drops the oldest entries of a history file's text, all but `keep`. */
static const char *newest_entries(const char *text, int keep) {
    int count = 0;
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        count += begins_entry(line);
    }
    for (; *text != '\0'; text += strcspn(text, "\n"), text += *text == '\n') {
        if (begins_entry(text) && count-- <= keep) {
            return text;
        }
    }
    return text;
}

/* Appends what the file holds now; false: it can't be read. */
static bool read_file(const char *name, StrBuf *out) {
    FILE *in = fopen(name, "r");
    if (in == NULL) {
        return errno == ENOENT;
    }
    char piece[4096];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, in)) > 0) {
        strbuf_add_n(out, piece, got);
    }
    const bool read = ferror(in) == 0;
    fclose(in);
    return read;
}

/*
 * What other sessions have written meanwhile stays: what is new here goes behind what the file holds now, and the
 * whole takes the file's place at once.
 */
static bool save_history(void) {
    Arena *arena = arena_new();
    StrBuf old = strbuf_new(arena), text = strbuf_new(arena);
    Diag why = {0};
    bool saved = read_file(input.history_file, &old);
    if (!saved) {
        why.text = strerror(errno);
    } else {
        strbuf_add(&text, newest_entries(strbuf_text(&old), HISTORY_MAX - input.fresh));
        for (int i = history_length > input.fresh ? history_length - input.fresh : 0; i < history_length; i++) {
            write_entry(&text, history_get(history_base + i));
        }
        saved = render_save(arena, input.history_file, strbuf_text(&text), text.len, &why);
    }
    if (saved) {
        chmod(input.history_file, 0600);
        input.fresh = 0;
    } else {
        complain(why.text);
    }
    arena_free(arena);
    return saved;
}

static void open_history(void) {
    input.arena = arena_new();
    input.fresh = 0;
    const char *path = folders_file(input.arena, "XDG_STATE_HOME", ".local/state", "history");
    if (path == NULL) {
        return;
    }
    if (!folders_make(input.arena, path)) {
        complain(arena_printf(input.arena, "%s: %s", path, strerror(errno)));
        return;
    }
    input.history_file = path;
    const int failed = read_history(path);
    if (failed != 0 && failed != ENOENT) {
        complain(arena_printf(input.arena, "%s: %s", path, strerror(failed)));
        input.history_file = NULL;
    }
}

void input_remember(const char *entry) {
    const HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (entry[0] != '\0' && (last == NULL || strcmp(last->line, entry) != 0)) {
        add_history(entry);
        input.fresh++;
    }
    if (input.history_file != NULL && input.fresh > 0 && !save_history()) {
        input.history_file = NULL; /* said once */
    }
}

void input_offer(const char *text) {
    free(input.offered);
    input.offered = strdup(text);
}

const char *input_history(int i) {
    const HIST_ENTRY *entry = i >= 0 && i < history_length ? history_get(history_base + i) : NULL;
    return entry != NULL ? entry->line : NULL;
}

/* ---- Lines ---- */

/* Tab indents at the beginning of a line; elsewhere it completes. */
static int tab_key(int count, int key) {
    for (int i = rl_point - 1; i >= 0 && rl_line_buffer[i] != '\n'; i--) {
        if (rl_line_buffer[i] != ' ' && rl_line_buffer[i] != '\t') {
            return rl_complete(count, key);
        }
    }
    return rl_insert(count, '\t');
}

void input_open(App *app) {
    input.app = app;
    rl_readline_name = "escapade";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_variable_bind("enable-bracketed-paste", "on");
    rl_variable_bind("blink-matching-paren", "off");
    using_history();
    stifle_history(HISTORY_MAX);
    history_comment_char = '#'; /* with time stamps, entries of several lines stay whole */
    history_write_timestamps = 1;
    open_history();
    complete_open(app);
    rl_bind_key('\t', tab_key);
    catch (SIGINT);
    catch (SIGWINCH);
    catch (SIGTSTP);
    catch (SIGTERM);
    catch (SIGHUP);
}

void input_close(void) {
    free(input.offered);
    input.offered = NULL;
    arena_free(input.arena);
    input.arena = NULL;
    input.history_file = NULL;
    input.app = NULL;
    signal(SIGINT, SIG_DFL);
    signal(SIGWINCH, SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
}

/* The terminal goes back to its normal state at once, so that Ctrl-C reaches the analysis. */
static void take_line(char *line) {
    input.line = line;
    input.done = true;
    rl_callback_handler_remove();
}

static InputResult cancel(void) {
    FILE *out = rl_outstream != NULL ? rl_outstream : stdout;
    input.interrupted = 0;
    rl_point = rl_end;
    rl_redisplay();
    fputs("^C", out);
    fflush(out);
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_replace_line("", 0);
    rl_callback_handler_remove();
    fputs("\n", out);
    return INPUT_CANCELLED;
}

/* Waits for a key or a signal; signals arrive nowhere else, so none is lost. */
static void wait_for_input(const sigset_t *open) {
    fd_set ready;
    FD_ZERO(&ready);
    FD_SET(STDIN_FILENO, &ready);
    if (pselect(STDIN_FILENO + 1, &ready, NULL, NULL, NULL, open) > 0) {
        rl_callback_read_char();
    }
}

InputResult input_line(App *app, const char *prompt, Arena *arena, const char **line) {
    sigset_t blocked, open;
    (void)app;
    signal_set(&blocked);
    sigprocmask(SIG_BLOCK, &blocked, &open);
    input.done = false;
    input.line = NULL;
    input.interrupted = 0;
    rl_callback_handler_install(prompt, take_line);
    if (input.offered != NULL && !keys_waiting()) {
        rl_insert_text(input.offered);
        rl_redisplay();
    }
    free(input.offered);
    input.offered = NULL;
    InputResult result = INPUT_LINE;
    while (!input.done) {
        wait_for_input(&open);
        if (input.interrupted && !input.done) {
            result = cancel();
            break;
        }
        if (input.terminated) {
            rl_callback_handler_remove();
            result = INPUT_END;
            break;
        }
        if (input.resized) {
            input.resized = 0;
            rl_resize_terminal();
        }
        if (input.stop) {
            input.stop = 0;
            stop_here(&blocked);
        }
    }
    sigprocmask(SIG_SETMASK, &open, NULL);
    if (result == INPUT_LINE && input.line == NULL) {
        return INPUT_END;
    }
    if (result == INPUT_LINE) {
        *line = arena_strdup(arena, input.line);
    }
    free(input.line);
    input.line = NULL;
    return result;
}
