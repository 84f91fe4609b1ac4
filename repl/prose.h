/*
 * Prose: one story as the block that `explain` prints: headline, excerpt, why, rule, cost, fix and gc's
 * own line.
 */
#ifndef REPL_PROSE_H
#define REPL_PROSE_H

#include "core/explain/story.h"
#include "repl/terminal.h"

typedef struct Prose {
    StrBuf *out;
    const Terminal *terminal;
    const SourceSet *sources;
} Prose;

/* The headline alone: position, what happens, and the cause in brackets at the right edge. */
void prose_headline(const Prose *prose, const Story *story);
/* The whole block. */
void prose_story(const Prose *prose, const Story *story);
/* The excerpt of the block alone. */
void prose_excerpt(const Prose *prose, const Story *story);
/* A line "  why   …"; nothing when `text` is NULL or empty. */
void prose_row(const Prose *prose, const char *label, const char *text);
/* The last words of all: inlining is off, and what that may change for the first of the stories that
 * is on the heap. */
void prose_inlining_note(const Prose *prose, const StoryVec *stories);

/* Appends a whole text with line numbers. */
void prose_listing(const Terminal *terminal, StrBuf *out, const char *text);

/* Returns the declared function that a function is, or stands in; NULL for initialisers. */
const Func *prose_outer_func(const Func *func);
/* "f", "T.M", as the program writes it. */
const char *prose_func_name(const Func *func);

#endif
