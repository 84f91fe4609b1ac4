/*
 * Format: tree to Go text, as gc's own syntax printer prints expressions in messages (short form:
 * function bodies and long types as {…}), and whole files for round-trip tests.
 * gc: syntax/printer.go.
 */
#ifndef CORE_SYNTAX_FORMAT_H
#define CORE_SYNTAX_FORMAT_H

#include "core/base/strbuf.h"
#include "core/syntax/ast.h"

/* Appends the expression as gc's error messages show it. gc: syntax.String. */
void format_expr(StrBuf *out, const Expr *expr);
const char *expr_text(Arena *arena, const Expr *expr);
/* Appends a statement in short form. */
void format_stmt(StrBuf *out, const Stmt *stmt);
/* Appends the whole file as valid Go text. */
void format_file(StrBuf *out, const File *file);
/* Appends an indented dump of the tree, for stage goldens; with positions unless `sources` is NULL. */
void dump_file(StrBuf *out, const File *file, const SourceSet *sources);

#endif
