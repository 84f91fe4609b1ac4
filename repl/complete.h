/*
 * Complete: what the Tab key offers: commands, their options and arguments, names of the session, Go's
 * keywords.
 */
#ifndef REPL_COMPLETE_H
#define REPL_COMPLETE_H

#include "repl/app.h"

/* Installs the completion in readline. */
void complete_open(App *app);

#endif
