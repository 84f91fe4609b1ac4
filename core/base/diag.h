/*
 * Diag: one message about the user's input; Diags: those collected by all stages. No stage prints.
 * Texts of errors in Go are gc's own.
 */
#ifndef CORE_BASE_DIAG_H
#define CORE_BASE_DIAG_H

#include <stdbool.h>

#include "core/base/source.h"
#include "core/base/vec.h"

typedef enum DiagKind {
    DIAG_SYNTAX,      /* the scanner's or parser's */
    DIAG_TYPE,        /* the checker's */
    DIAG_UNSUPPORTED, /* correct Go that escapade does not analyse (yet); the text names it */
    DIAG_LIMIT,       /* too deep, too large */
    DIAG_WORLD,       /* a file, a folder, a missing package */
    DIAG_NOTE         /* worth saying, no error (an unused variable in a session) */
} DiagKind;

typedef struct Diag {
    DiagKind kind;
    Pos pos;          /* POS_NONE: concerns the whole input */
    int length;       /* bytes to underline from pos; 0 unknown */
    const char *code; /* gc's error code name ("UndeclaredName") or "" */
    const char *text; /* one or more lines, without position; later lines start with a tab, as gc's */
} Diag;

typedef struct Diags {
    Arena *arena;
    VEC(Diag) list;
    int error_count; /* all but notes */
    /*
     * True: report unused variables, imports and labels as notes, not errors (a session).
     */
    bool unused_is_note;
    bool all_errors; /* diags_sort keeps them all, not the first ten (gc's -e) */
} Diags;

Diags diags_new(Arena *arena);

/* Adds a message; the text is copied into the collection's arena. */
void diag_add(Diags *diags, DiagKind kind, Pos pos, const char *code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Appends copies of all messages of `from`. */
void diags_copy(Diags *to, const Diags *from);

/*
 * Makes the messages what gc prints: of the errors the first ten as reported, then "too many errors"; sorted by
 * position, equal ones once. gc: base.ErrorfAt, base.FlushErrors.
 */
void diags_sort(Diags *diags, const SourceSet *sources);

#endif
