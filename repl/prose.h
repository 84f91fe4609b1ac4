/*
 * Prose: one story as the block that `explain` prints: headline, excerpt, why, rule, cost, fix and gc's
 * own line.
 */
#ifndef REPL_PROSE_H
#define REPL_PROSE_H

#include "core/explain/story.h"
#include "repl/terminal.h"

typedef enum CurtainState {
    CURTAIN_NONE,   /* everything is told at once */
    CURTAIN_DOWN,   /* the next part waits */
    CURTAIN_GONE,   /* the rest is told at once, with room around it */
    CURTAIN_CLOSED, /* the rest is not told */
} CurtainState;

/* What hides the parts of an answer until it is lifted (present.h). */
typedef struct Curtain {
    CurtainState (*lift)(const struct Curtain *curtain);
    void *context;
    CurtainState state;
    int at, of; /* the story that is told, and how many there are; 0: not counted */
} Curtain;

typedef struct Prose {
    StrBuf *out;
    const Terminal *terminal;
    const SourceSet *sources;
    Curtain *curtain; /* NULL: none */
} Prose;

/*
 * Ends a part: what was told so far is shown, and what follows waits until the curtain is lifted. Without a curtain
 * nothing happens. Returns false when no more is to be told.
 */
bool prose_pause(const Prose *prose);
/* Says which of several stories comes now, from 1; the prompt shows it. */
void prose_count(const Prose *prose, int at, int of);
/* True when there is room around each part and questions come first. */
bool prose_is_presented(const Prose *prose);
/* Asks what a story tells, and waits; nothing without a curtain. Returns false when no more is to be told. */
bool prose_ask(const Prose *prose, const Story *story);
/* Shows what is left. */
void prose_flush(const Prose *prose);

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
const char *prose_func_name(Arena *arena, const Func *func);
/* The function, or that around the literal, has the name: "M" and "T.M" mean the method (*T).M too. */
bool prose_is_func(const Func *func, const char *name);

#endif
