/*
 * Columns: texts side by side, each wrapped in a column of its own.
 */
#ifndef REPL_COLUMNS_H
#define REPL_COLUMNS_H

#include "repl/terminal.h"

/* A cell: lines of text, broken at spaces where they are too long, and within words where that is not enough. */
typedef VEC(const char *) CellLines;

/* Appends the text to the cell, wrapped to `width` columns; later lines of a text begin with two spaces. */
void cell_add(Arena *arena, CellLines *cell, const char *text, int width);

/* Appends the text cut to `width` columns with a sign that something is missing, and padded to `width`. */
void column_fit(StrBuf *out, const char *text, int width);

/* Appends two cells side by side: `indent`, the left one `width` wide, a rule, the right one. */
void columns_pair(const Terminal *terminal, StrBuf *out, int indent, int width, const CellLines *left,
                  const CellLines *right);

#endif
