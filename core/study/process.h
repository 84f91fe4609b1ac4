/*
 * Process: running another program, and a scratch folder for what it writes.
 */
#ifndef CORE_STUDY_PROCESS_H
#define CORE_STUDY_PROCESS_H

#include <stdbool.h>

#include "core/base/arena.h"

typedef struct ProcessResult {
    const char *output; /* standard output, and standard error unless it was wanted apart */
    const char *errors; /* standard error, when it was wanted apart; "" */
    int status;         /* exit status; 128 + signal */
} ProcessResult;

typedef struct Process {
    const char *dir;         /* working directory */
    const char *const *argv; /* NULL at the end; argv[0] is a path or found on the PATH */
    const char *const *env;  /* "NAME=value", NULL at the end: set over the environment */
    const char *errors_file; /* where standard error goes, read back into `errors`; NULL: with the output */
} Process;

/*
 * Runs the program to its end. Returns false with errno set when it could not be started. Texts live in the
 * arena. The child's signals are the default ones, so that Ctrl-C ends it.
 */
bool process_run(Arena *arena, const Process *process, ProcessResult *result);

/* Makes a folder under TMPDIR (/tmp without); NULL with errno set. It is removed, with all in it, by scratch_remove. */
const char *scratch_make(Arena *arena);
void scratch_remove(const char *dir);
/* Writes a text to a file of the scratch folder. */
bool scratch_write(Arena *arena, const char *dir, const char *name, const char *text, size_t length);

#endif
