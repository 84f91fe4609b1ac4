/*
 * Changes: what an analysis says that the one before it did not. A Snapshot holds one fact for each
 * variable and site, under a key that does not depend on line numbers, so that a fact is found again
 * when text was added above it.
 */
#ifndef REPL_CHANGES_H
#define REPL_CHANGES_H

#include "core/analysis.h"
#include "repl/prose.h"

typedef struct Snapshot Snapshot;

/* Takes a snapshot, with names and states in a language. Its stories live as long as the analysis; what a later one is
 * compared with is its own. */
Snapshot *snapshot_take(Analysis *analysis, const char *locale);
void snapshot_free(Snapshot *snapshot);

/*
 * Appends what is new or changed in `now`, whose analysis must still be there; `before` may be NULL. Returns how
 * many facts were told.
 */
int changes_tell(const Prose *prose, const Snapshot *before, const Snapshot *now);

/* Sets *out to the names of the variables in it; returns how many. */
int snapshot_names(const Snapshot *snapshot, Arena *arena, const char ***out);

#endif
