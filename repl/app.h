/*
 * App: one run of the program: streams, settings, the worlds in use and, in the REPL, the session.
 */
#ifndef REPL_APP_H
#define REPL_APP_H

#include <stdbool.h>
#include <stdio.h>

#include "core/analysis.h"
#include "repl/options.h"

/* Exit statuses, as the manual gives them. */
enum {
    STATUS_OK = 0,
    STATUS_WRONG = 1,       /* the Go is wrong, an input can't be read, a check found something */
    STATUS_USAGE = 2,       /* wrong usage, a version that is not modelled */
    STATUS_FAILED = 3,      /* the machine failed us */
    STATUS_INTERRUPTED = 130
};

typedef struct Session Session;

typedef struct App {
    Options options;       /* of this command; the REPL lays them over its settings */
    FILE *out;
    FILE *err;
    Session *session;      /* NULL on the command line */
    World *worlds[16];     /* by index of the Go version */
    bool retain[16];       /* the world keeps the graphs of imported packages */
    volatile bool interrupted;
} App;

/* Returns the world for a Go version (made once, kept), or NULL after a message on app->err. */
World *app_world(App *app, const GoVersion *go, bool retain);

/*
 * Analyses the command's arguments, or the session when there are none. Returns NULL and sets *status
 * after a message. Release with analysis_free.
 */
Analysis *app_analyse(App *app, const AnalysisConfig *config, const char *const *args, int arg_count, int *status);

/* Prints the messages of all packages with excerpts; returns true when there was an error. */
bool app_print_diags(App *app, const Analysis *analysis);

void app_close(App *app);

#endif
