/*
 * The loop's own state: what loop.c (entries, commands, telling) and lines.c (from lines to entries) share.
 */
#ifndef REPL_INTERNAL_H
#define REPL_INTERNAL_H

#include "core/base/intern.h"
#include "repl/app.h"
#include "repl/changes.h"

struct Loop {
    Arena *arena;
    Names *names;
    Snapshot *told;     /* what the user knows already; NULL: nothing */
    Analysis *analysis; /* the one that `told` was taken of */
    UnusedVec unused;   /* the notes given last */
    char *refused;      /* the Go entry that was not taken last, malloc'ed; NULL when the last one was */
    const char *file;   /* loaded or saved last, in `arena`; NULL without */
    bool offered;       /* that a refused entry comes back has been said */
    bool interactive;
    bool quit;
    int source_depth;
};

/* Begins and ends a session in `loop`; app->session and app->loop are its own meanwhile. */
void loop_open(App *app, Loop *loop, bool interactive);
void loop_close(App *app);

/* What was refused is dropped for good. */
void loop_forget_refused(Loop *loop);

/* True for text without a character that is not a space or a semicolon. */
bool loop_is_blank(const char *text);

/* Runs the user's own commands, $XDG_CONFIG_HOME/escapade/rc; what they print is not shown, what goes wrong is. */
void loop_run_rc(App *app);

#endif
