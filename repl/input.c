#include "repl/input.h"

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

enum { HISTORY_MAX = 2000 };

/* Readline calls back without a context, and signal handlers have none. */
static struct {
    App *app;
    volatile sig_atomic_t interrupted, resized, stop, terminated;
    char *line; /* what the line handler got */
    bool done;  /* a line, or the end, arrived */
    char *history_file;
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

static bool make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const int made = mkdir(path, 0700);
        const int why = errno;
        *slash = '/';
        if (made != 0 && why != EEXIST) {
            return false;
        }
    }
    return true;
}

/* $XDG_STATE_HOME/escapade/history, ~/.local/state/escapade/history. NULL: there is no place for it. */
static char *history_path(void) {
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    const bool own = state != NULL && state[0] == '/';
    if (!own && (home == NULL || home[0] != '/')) {
        return NULL;
    }
    const char *base = own ? state : home;
    const char *rest = own ? "/escapade/history" : "/.local/state/escapade/history";
    const size_t size = strlen(base) + strlen(rest) + 1;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s%s", base, rest);
        if (!make_folders(path)) {
            free(path);
            path = NULL;
        }
    }
    return path;
}

void input_remember(const char *entry) {
    const HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (entry[0] != '\0' && (last == NULL || strcmp(last->line, entry) != 0)) {
        add_history(entry);
    }
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
    input.history_file = history_path();
    if (input.history_file != NULL) {
        read_history(input.history_file);
    }
    complete_open(app);
    rl_bind_key('\t', tab_key);
    catch (SIGINT);
    catch (SIGWINCH);
    catch (SIGTSTP);
    catch (SIGTERM);
    catch (SIGHUP);
}

void input_close(void) {
    if (input.history_file != NULL && write_history(input.history_file) == 0) {
        chmod(input.history_file, 0600);
    }
    free(input.history_file);
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
