/* Walk: visits a tree in source order (depth first, pre-order). gc: syntax/walk.go Inspect. */
#ifndef CORE_SYNTAX_WALK_H
#define CORE_SYNTAX_WALK_H

#include "core/syntax/ast.h"

/* Callbacks may be NULL. Return false not to go below the node. */
typedef struct Visitor {
    bool (*expr)(void *context, Expr *expr);
    bool (*stmt)(void *context, Stmt *stmt);
    bool (*decl)(void *context, Decl *decl);
    void *context;
} Visitor;

void walk_expr(const Visitor *visitor, Expr *expr);
void walk_stmt(const Visitor *visitor, Stmt *stmt);
void walk_block(const Visitor *visitor, Block *block);
void walk_decl(const Visitor *visitor, Decl *decl);
void walk_file(const Visitor *visitor, File *file);

#endif
