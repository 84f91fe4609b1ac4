/*
 * Input: lines from a terminal through readline: history, editing, signals. Readline's state is global,
 * so there is one at a time.
 */
#ifndef REPL_INPUT_H
#define REPL_INPUT_H

#include <stdbool.h>

#include "repl/app.h"

typedef enum InputResult {
    INPUT_LINE,
    INPUT_CANCELLED, /* Ctrl-C: what was typed is dropped */
    INPUT_END        /* Ctrl-D, or the terminal is gone */
} InputResult;

/* Prepares readline and reads the history file; says so when that cannot be kept. */
void input_open(App *app);
/* Writes the history file. */
void input_close(void);

/* The next line begins with a text, ready for editing, unless something else has been typed already. */
void input_offer(const char *text);

/* Reads one line (pasted text may hold several); *line lives in `arena`. */
InputResult input_line(App *app, const char *prompt, Arena *arena, const char **line);

/* Adds an entry to the history, whole, unless it repeats the last one. */
void input_remember(const char *entry);
/* The i-th entry of the history, 0 is the oldest; NULL past the end. */
const char *input_history(int i);

#endif
