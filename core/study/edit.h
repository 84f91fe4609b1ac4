/*
 * Edits: replacements of pieces of source text, applied all at once, and the unified diff of two texts.
 */
#ifndef CORE_STUDY_EDIT_H
#define CORE_STUDY_EDIT_H

#include "core/base/source.h"

/* Bytes start..end of a source become `text`. */
typedef struct Edit {
    const Source *source;
    size_t start, end;
    const char *text;
} Edit;

typedef struct Edits {
    Arena *arena;
    const SourceSet *sources;
    VEC(Edit) list; /* by source and position */
    bool broken;    /* two of them overlap, or one has no place */
} Edits;

Edits edits_new(Arena *arena, const SourceSet *sources);
/* Replaces what stands from `start` up to `end`; both in one source. Asking twice for the same is asking once. */
void edits_replace(Edits *edits, Pos start, Pos end, const char *text);
/* Inserts before `at`, behind what was inserted there earlier. */
void edits_insert(Edits *edits, Pos at, const char *text);
/* Returns the edited text of a source, which lives in the arena; *length may be NULL. */
const char *edits_apply(const Edits *edits, const Source *source, size_t *length);

/* Appends a unified diff with three lines of context, headed by --- and +++; nothing when the texts are equal. */
void edits_diff(StrBuf *out, const char *name, const char *before, const char *after);

#endif
