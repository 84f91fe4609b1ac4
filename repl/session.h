/*
 * Session: what was typed, as one valid Go file. Imports and declarations stand at package level, a
 * redefinition replaces the old one; statements and expressions accumulate in order in main. The file
 * is rendered from the items whenever it is needed; undo and redo step through whole item lists.
 *
 * The session knows no analysis: the loop analyses session_text and tells the session what gc would
 * refuse (unused variables and imports), so that the text stays one that gc compiles.
 */
#ifndef REPL_SESSION_H
#define REPL_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/diag.h"
#include "core/base/intern.h"
#include "core/syntax/parser.h"

typedef struct Session Session;

typedef enum ItemKind { ITEM_IMPORT, ITEM_DECL, ITEM_STMT } ItemKind;

/* One entry's part: a declaration, an import or a statement, with the names it declares. */
typedef struct Item {
    ItemKind kind;
    const char *text; /* as typed, without trailing space */
    const char *key;  /* what a redefinition replaces: "f", "T.M", "x, y", `"fmt"`; NULL: nothing */
    bool is_main;     /* func main given whole: statements go to its end */
} Item;
typedef VEC(Item) ItemVec;

Session *session_new(Names *names);
void session_free(Session *session);

/*
 * Adds what `text` holds. Returns false with messages in `diags` (positions in `*source`, which the
 * arena owns) and leaves the session as it was, when the text is not Go.
 */
bool session_add(Session *session, const char *text, Arena *arena, Diags *diags, SourceSet *sources);

/* Adds an import that the session's text needs. */
void session_import(Session *session, const char *path);

/* Replaces everything by the text of a whole file; false with messages (positions in `name`) when it does
 * not parse. Not committed yet, as session_add. */
bool session_load(Session *session, const char *text, size_t length, Arena *arena, Diags *diags, SourceSet *sources,
                  const char *name);

/* Takes the last entry back; false when there is none. Redo brings it again. */
bool session_undo(Session *session);
bool session_redo(Session *session);
/* Drops the entry just added as if it never was: it can't be redone. */
void session_reject(Session *session);
/* Ends a change: what was added since the last call is one step of undo. */
void session_commit(Session *session);

/* Empties the session; can be undone. */
void session_reset(Session *session);
/* Empties main alone; can be undone. */
void session_reset_main(Session *session);
bool session_is_empty(const Session *session);

/* Returns the whole file, as typed: unused variables and imports may stand in it. Lives in `arena`. */
const char *session_text(const Session *session, Arena *arena);

/*
 * Returns `text` (a file of session_text) such that gc accepts what the notes of its check complain of:
 * an unused variable gets `_ = x` at the end of its block, an unused import is left out. The same
 * pointer comes back when there was nothing to do.
 */
const char *session_settle(const char *text, const Diags *notes, const SourceSet *sources, Names *names, Arena *arena);

/* Returns the 1-based line in session_text where the newest entry begins. */
int session_newest_line(const Session *session);

/* Sets *out to the names that the session declares, also in main; returns how many. */
int session_names(const Session *session, Arena *arena, const char ***out);
/* Returns true when a name is among them. */
bool session_declares(const Session *session, const char *name);

#endif
