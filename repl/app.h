/*
 * App: one run of the program: streams, settings, the worlds in use and, in the REPL, the session.
 */
#ifndef REPL_APP_H
#define REPL_APP_H

#include <stdbool.h>
#include <stdio.h>

#include "core/analysis.h"
#include "core/explain/story.h"
#include "repl/options.h"
#include "repl/terminal.h"

/* Exit statuses, as the manual gives them. */
enum {
    STATUS_OK = 0,
    STATUS_WRONG = 1,  /* the Go is wrong, an input can't be read, a check found something */
    STATUS_USAGE = 2,  /* wrong usage, a version that is not modelled */
    STATUS_FAILED = 3, /* the machine failed us */
    STATUS_INTERRUPTED = 130
};

typedef struct Session Session;
typedef struct Loop Loop;

typedef struct App {
    Options options; /* of this command; the REPL lays them over its settings */
    FILE *out;
    FILE *window; /* the terminal that app->out is held back from (pager.h); NULL: it is not */
    FILE *err;
    Session *session;  /* NULL on the command line */
    World *worlds[16]; /* by index of the Go version */
    bool retain[16];   /* the world keeps the graphs of imported packages */
    volatile bool interrupted;
    Terminal screen;   /* app->out, as the options want it; app_refresh */
    Terminal messages; /* app->err */
    Options settings;  /* of the session: what `:set` changed */
    Loop *loop;        /* NULL on the command line */
} App;

/* What a session leaves unused, said as sentences. */
typedef struct UnusedVec {
    Arena *arena;
    VEC(const char *) texts;
} UnusedVec;

/* Looks at the two streams again: after options were parsed, and when the window may have changed. */
void app_refresh(App *app);

/* Returns the world for a Go version (made once, kept), or NULL after a message on app->err. */
World *app_world(App *app, const GoVersion *go, bool retain);

/*
 * Analyses the command's arguments, or the session when there are none. Returns NULL and sets *status
 * after a message. Release with analysis_free.
 */
Analysis *app_analyse(App *app, const AnalysisConfig *config, const char *const *args, int arg_count, int *status);

/* Returns where the graphs of imported packages are: kept when the analysis was configured with retain_imports. */
Elsewhere app_elsewhere(const Analysis *analysis);

/*
 * Analyses one text that goes by `name` in messages; `text` has to live as long as the analysis. Returns NULL and sets
 * *status after a message. Release with analysis_free.
 */
Analysis *app_analyse_text(App *app, const char *name, const char *text, size_t length, const AnalysisConfig *config,
                           int *status);

/*
 * Analyses the session's text, made one that gc compiles: what is unused is told in `unused` (NULL: not
 * wanted). Returns NULL and sets *status after a message.
 */
Analysis *app_analyse_session(App *app, const AnalysisConfig *config, UnusedVec *unused, int *status);

/* Returns the session's text as it is analysed, shown and saved; lives in `arena`. */
const char *app_session_text(App *app, Arena *arena);

/* Prints the messages of all packages with excerpts; returns true when there was an error. */
bool app_print_diags(App *app, const Analysis *analysis);
/* The same without excerpts, as gc prints them: its first ten. */
bool app_print_gc_errors(App *app, const Analysis *analysis);
/* Prints the first errors of a list; returns true when there was one. */
bool app_print_list(App *app, const SourceSet *sources, const Diags *diags, bool place);
/* Prints one message with its excerpt; `place`: with file, line and column before it. */
void app_print_diag(App *app, const SourceSet *sources, const Diag *diag, bool place);

/* Prints "escapade: …" on app->err (in a session without the program's name), in the reader's language. Returns
 * `status`. */
int app_fail(App *app, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Returns the word of `words` that is nearest to a mistyped one, NULL when none is near. */
const char *app_nearest(const char *word, const char *const *words, int count);

/*
 * Fills what the command's arguments, or the session when there are none, are to be analysed as; standard input
 * ("-") is read into the arena. Returns STATUS_OK, or another status after a message.
 */
int app_input(App *app, Arena *arena, AnalysisInput *input);

/* Says why an analysis was cut short and returns the exit status; STATUS_OK for ABORT_NONE. */
int app_abort(App *app, AbortReason reason);

void app_close(App *app);

#endif
