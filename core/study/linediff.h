/*
 * LineDiff: the shortest edit from one list of lines to another.
 */
#ifndef CORE_STUDY_LINEDIFF_H
#define CORE_STUDY_LINEDIFF_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/vec.h"

typedef enum DiffKind { DIFF_SAME, DIFF_ONLY_A, DIFF_ONLY_B } DiffKind;

/* One line: of `a` by index `a`, of `b` by index `b`; -1 where it is not. */
typedef struct DiffLine {
    DiffKind kind;
    int a, b;
} DiffLine;
typedef VEC(DiffLine) DiffLines;

/* Compares two lists of texts. Beyond some thousand differences what is left is told as all different. */
DiffLines linediff(Arena *arena, const char *const *a, int a_count, const char *const *b, int b_count);

#endif
