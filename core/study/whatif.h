/*
 * What if: one line of a program with another text; what then moves between stack and heap, and by which edge.
 */
#ifndef CORE_STUDY_WHATIF_H
#define CORE_STUDY_WHATIF_H

#include "core/analysis.h"
#include "core/explain/story.h"

/* A value that lives elsewhere, or a parameter that leaks otherwise. */
typedef struct Flip {
    const Story *before; /* NULL: the value is new */
    const Story *after;  /* NULL: the value is gone */
    const Hop *edge;     /* the one that decides: of `after` when it now escapes, else of `before`; NULL without */
} Flip;
typedef VEC(Flip) FlipVec;

typedef struct WhatIf {
    Analysis *analysis;          /* of the edited text; release with analysis_free */
    const PackageResult *result; /* NULL after errors: the analysis has the messages */
    const char *file;
    int line;
    const char *old_text; /* of the line, without indentation */
    const char *new_text;
    FlipVec flips; /* in source order; values that are there before and after */
    FlipVec fresh; /* values of the new text that allocate, or may */
    FlipVec gone;  /* that allocated, and are not there any more */
    int same;      /* verdicts that stay as they are */
} WhatIf;

/*
 * Puts `text` in the place of line `line` of the i-th file of the package (empty: the line goes), and analyses. The
 * indentation is kept when the text has none. Returns false when there is no such line. Texts live in `arena`; the
 * stories in the two analyses.
 */
bool whatif(Arena *arena, Analysis *before, const PackageResult *result, int file, int line, const char *text,
            const char *locale, WhatIf *out);

#endif
