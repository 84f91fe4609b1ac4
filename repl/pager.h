/*
 * Pager: what a command of a session prints is held back until it ends; when it is longer than the screen, a pager
 * shows it. $PAGER is honoured ("" or "cat": none); else less, else more, else none.
 */
#ifndef REPL_PAGER_H
#define REPL_PAGER_H

#include "repl/app.h"

typedef struct Pager {
    FILE *out; /* what app->out was */
    char *text;
    size_t length;
    bool on;
} Pager;

/*
 * Holds back what is written on app->out from now on. Does nothing where nobody sits: output that is no terminal, a
 * script, `:set pager=off`, a presentation, or when it is held back already.
 */
void pager_begin(App *app, Pager *pager);
/* Shows it, by the pager or at once. */
void pager_end(App *app, Pager *pager);

/* Returns how many rows of a terminal of that width the text takes, as written to it. */
int pager_rows(const char *text, int width);

/* Returns the rows of the terminal behind a stream, 24 when it does not tell. */
int pager_window_rows(FILE *file);

#endif
