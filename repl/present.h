/*
 * Presentation mode, `:set present`: a verdict is asked for before it is told. What stands behind a curtain comes part
 * by part, at the Enter key, with room around each.
 */
#ifndef REPL_PRESENT_H
#define REPL_PRESENT_H

#include "repl/app.h"
#include "repl/prose.h"

/* True in a session that is presented: `:set present`, at a terminal. */
bool present_is_on(const App *app);

/* A curtain for the prose of one answer. Nothing hangs there, so that all is told at once, when no session is
 * presented. */
void present_open(App *app, Curtain *curtain);

#endif
