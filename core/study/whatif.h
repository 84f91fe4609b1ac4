/*
 * What if: one line of a program with another text; what then moves between stack and heap, and by which edge.
 */
#ifndef CORE_STUDY_WHATIF_H
#define CORE_STUDY_WHATIF_H

#include "core/analysis.h"
#include "core/explain/story.h"

/* A value in the text before, or in the one after. */
typedef struct FlipSide {
    const Story *story;
    const char *name;  /* as the text has it: `make([]int, n)` */
    const char *words; /* of a parameter: all that gc says of it; else NULL */
} FlipSide;

/* A value that lives elsewhere, or a parameter that leaks otherwise. */
typedef struct Flip {
    FlipSide before;
    FlipSide after;
    bool gone;       /* the edge is one of the text before */
    const Hop *edge; /* the one that decides; NULL without */
} Flip;

typedef struct WhatIf {
    Analysis *analysis;          /* of the edited text; release with analysis_free */
    const PackageResult *result; /* NULL after errors: the analysis has the messages */
    const char *file;
    int line;
    const char *old_text; /* of the line, without indentation */
    const char *new_text;
    VEC(Flip) flips;          /* in source order; values that are there before and after */
    VEC(const Story *) fresh; /* values of the new text alone that allocate, or may, or that gc has a word for */
    VEC(const Story *) lost;  /* that allocated, or might, and are not there any more */
    int same;                 /* values that are as they were */
} WhatIf;

/*
 * Puts `text` in the place of line `line` of the i-th file of the package (empty: the line goes), and analyses. The
 * indentation is kept when the text has none. Returns false when there is no such line. Texts live in `arena`; the
 * stories in those of the two analyses.
 */
bool whatif(Arena *arena, Analysis *before, const PackageResult *result, int file, int line, const char *text,
            const char *locale, WhatIf *out);

#endif
