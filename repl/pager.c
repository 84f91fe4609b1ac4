#include "repl/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/unicode.h"
#include "repl/loop.h"
#include "repl/present.h"

enum { DEFAULT_ROWS = 24 };

int pager_window_rows(FILE *file) {
    struct winsize size;
    return ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : DEFAULT_ROWS;
}

/* Returns the length of the control sequence that the text begins with; 0 when it begins with none. */
static size_t sequence_length(const char *text) {
    if (text[0] != '\033') {
        return 0;
    }
    size_t length = 1 + (text[1] != '\0');
    if (text[1] == '(' || text[1] == ')') {
        return length + (text[2] != '\0');
    }
    if (text[1] == '[') {
        while (text[length] != '\0' && !(text[length] >= '@' && text[length] <= '~')) {
            length++;
        }
        length += text[length] != '\0';
    }
    return length;
}

int pager_rows(const char *text, int width) {
    int rows = 0, column = 0;
    while (*text != '\0') {
        const size_t control = sequence_length(text);
        if (control > 0) {
            text += control;
            continue;
        }
        if (*text == '\n') {
            rows++;
            column = 0;
            text++;
            continue;
        }
        int size;
        utf8_decode(text, strlen(text), &size);
        const int columns = text_width(text, (size_t)size);
        if (column + columns > width) {
            rows++;
            column = 0;
        }
        column += columns;
        text += size;
    }
    return rows + (column > 0);
}

/* ---- The program ---- */

static bool on_the_path(const char *program) {
    const char *path = getenv("PATH");
    Arena *scratch = arena_new();
    bool found = false;
    while (path != NULL && *path != '\0' && !found) {
        const size_t length = strcspn(path, ":");
        found = access(arena_printf(scratch, "%.*s/%s", (int)length, path, program), X_OK) == 0;
        path += length + (path[length] == ':');
    }
    arena_free(scratch);
    return found;
}

/* "" when there is to be none. */
static const char *pager_command(void) {
    const char *own = getenv("PAGER");
    const char *term = getenv("TERM");
    if (own != NULL) {
        return strcmp(own, "cat") == 0 ? "" : own;
    }
    if (term == NULL || strcmp(term, "dumb") == 0) {
        return "";
    }
    return on_the_path("less") ? "less" : on_the_path("more") ? "more" : "";
}

static void run_program(const char *command, int in, bool utf8) {
    dup2(in, STDIN_FILENO);
    close(in);
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* Colours as they are; a text that fits is not held; the screen keeps what was shown. */
    setenv("LESS", "FRX", 0);
    if (utf8) {
        setenv("LESSCHARSET", "utf-8", 0);
    }
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static void feed(int to, const char *text, size_t length) {
    while (length > 0) {
        const ssize_t wrote = write(to, text, length);
        if (wrote < 0 && errno != EINTR) {
            return; /* the reader has seen enough */
        }
        if (wrote > 0) {
            text += wrote;
            length -= (size_t)wrote;
        }
    }
}

/* Returns false when the pager could not be run; what it was given is shown then as without one. */
static bool show_by(const char *command, const char *text, size_t length, bool utf8) {
    int pipes[2];
    if (pipe(pipes) != 0) {
        return false;
    }
    void (*on_pipe)(int) = signal(SIGPIPE, SIG_IGN);
    void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN); /* it is the pager's while that runs */
    const pid_t child = fork();
    if (child == 0) {
        close(pipes[1]);
        signal(SIGINT, SIG_DFL);
        run_program(command, pipes[0], utf8);
    }
    close(pipes[0]);
    if (child > 0) {
        feed(pipes[1], text, length);
    }
    close(pipes[1]);
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    signal(SIGPIPE, on_pipe);
    signal(SIGINT, on_interrupt);
    return child > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

/* ---- Holding back ---- */

void pager_begin(App *app, Pager *pager) {
    *pager = (Pager){.out = app->out};
    if (app->window != NULL || !app->screen.tty || !loop_is_interactive(app) || app->options.no_pager ||
        present_is_on(app)) {
        return;
    }
    FILE *held = open_memstream(&pager->text, &pager->length);
    if (held == NULL) {
        return;
    }
    pager->on = true;
    app->window = app->out;
    app->out = held;
    app_refresh(app);
}

void pager_end(App *app, Pager *pager) {
    if (!pager->on) {
        return;
    }
    fclose(app->out);
    app->out = pager->out;
    app->window = NULL;
    app_refresh(app);
    const char *command = pager_command();
    const bool fits = pager_rows(pager->text, app->screen.width) < pager_window_rows(app->out);
    fflush(app->out);
    if (fits || command[0] == '\0' || !show_by(command, pager->text, pager->length, app->screen.utf8)) {
        fwrite(pager->text, 1, pager->length, app->out);
    }
    free(pager->text);
}
