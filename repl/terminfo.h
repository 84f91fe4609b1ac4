/*
 * Terminfo: what the terminal that TERM names can do. The library's state is global and its headers define common words
 * as macros, so it is met in one file only.
 */
#ifndef REPL_TERMINFO_H
#define REPL_TERMINFO_H

#include <stdbool.h>

/* Reads the terminal's description, once. False: there is none, or TERM is not set. */
bool terminfo_open(void);

/* Returns a number of the description ("colors"), -1 without. */
int terminfo_number(const char *name);

/*
 * Returns what to send for a capability ("bold", "setaf" with a number; a number below 0: it takes none), "" when the
 * terminal can't. Valid until the next call.
 */
const char *terminfo_text(const char *name, int number);

#endif
