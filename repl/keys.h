/*
 * Keys: single keys from the terminal on standard input, without Enter and without echo.
 */
#ifndef REPL_KEYS_H
#define REPL_KEYS_H

#include <stdbool.h>
#include <termios.h>

typedef struct Keys {
    struct termios before, mode;
} Keys;

/* A key that is no character. A character stands for itself; Ctrl-C is 3, Ctrl-D 4. */
enum { KEY_GONE = -1, KEY_NONE = 0, KEY_UP = 256, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_OTHER };

/* Takes the terminal; false when standard input is none. */
bool keys_open(Keys *keys);
/* Gives the terminal back as it was. */
void keys_close(const Keys *keys);

/* Waits for a key for so many milliseconds, for ever when negative. KEY_NONE: none came; KEY_GONE: no more will. */
int keys_read(const Keys *keys, int milliseconds);

/* Returns true when something was typed that nobody has read yet. */
bool keys_waiting(void);

#endif
