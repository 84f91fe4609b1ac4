/*
 * Folders: where a user's own files are, as the XDG base directory specification has it.
 */
#ifndef REPL_FOLDERS_H
#define REPL_FOLDERS_H

#include <stdbool.h>

#include "core/base/arena.h"

/*
 * Returns the path of one of the program's files: $VARIABLE/escapade/NAME, without an absolute VARIABLE
 * $HOME/FALLBACK/escapade/NAME. NULL: there is no home either.
 */
const char *folders_file(Arena *arena, const char *variable, const char *fallback, const char *name);

/* Makes the folders that lead to a file. False: errno says why. */
bool folders_make(Arena *arena, const char *path);

#endif
