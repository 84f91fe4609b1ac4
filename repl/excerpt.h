/*
 * Excerpt: lines of the source with their numbers, and marks under the places that are talked about:
 *
 *       4 │     i := 0
 *         │     ╰─ int, 8 bytes, declared in f1
 */
#ifndef REPL_EXCERPT_H
#define REPL_EXCERPT_H

#include "core/base/source.h"
#include "repl/terminal.h"

typedef struct ExcerptMark {
    Pos pos;
    int length;        /* bytes, at least 1 */
    const char *label; /* "" without words */
    Style style;
} ExcerptMark;
typedef VEC(ExcerptMark) ExcerptMarkVec;

typedef struct ExcerptLayout {
    int indent;     /* columns before the line number */
    bool underline; /* the whole extent of a mark is underlined */
} ExcerptLayout;

/*
 * Appends the lines of all marks, in order of files and lines, each line once. A single line between two of them is
 * shown, more are shown as an ellipsis. Long lines are cut around their marks. Marks without position are left out.
 */
void excerpt_add(StrBuf *out, const Terminal *terminal, const SourceSet *sources, const ExcerptMarkVec *marks,
                 ExcerptLayout layout);

#endif
