/*
 * Tree: a checked package turned so that one can look up: what stands around an expression, where an object is
 * used, what text an expression has. For proposals that edit source text.
 */
#ifndef CORE_STUDY_TREE_H
#define CORE_STUDY_TREE_H

#include "core/analysis.h"
#include "core/base/map.h"
#include "core/syntax/ast.h"

/* What an expression or a statement is directly in. Exactly one of expr, stmt and decl is set; lists of expressions
 * are seen through. */
typedef struct Around {
    Expr *expr;
    Stmt *stmt;
    Decl *decl;
    StmtVec *list; /* of a statement that stands in a block or clause */
    int index;     /* in that list; of an expression in a list of operands: which */
    bool left;     /* of an operand: it is assigned to, or declared */
} Around;

typedef struct Tree {
    Arena *arena;
    const SourceSet *sources;
    const Package *package;
    Map *around; /* Expr or Stmt -> Around */
    Map *uses;   /* Object -> ExprVec: names, and selectors of methods, in source order */
    ExprVec exprs;
    StmtVec stmts;
    StrMap *names; /* every name in the package */
} Tree;

Tree *tree_new(Arena *arena, const SourceSet *sources, const Package *package);

/* Never NULL; empty for what is not in the tree. */
const Around *tree_around(const Tree *tree, const void *expr_or_stmt);
/* Names of the object, its declaration too; for methods selectors. */
const ExprVec *tree_uses(const Tree *tree, const struct Object *object);
/* True for the name that declares the object. */
bool tree_declares(const Expr *name);

/* The statement that an expression belongs to, up to the nearest one; NULL at package level. */
Stmt *tree_statement(const Tree *tree, const Expr *expr);
/* The function literal or declared function around it. */
typedef struct Enclosing {
    Expr *literal; /* the innermost; NULL: the declared function itself */
    Decl *decl;    /* NULL at package level */
} Enclosing;
Enclosing tree_enclosing(const Tree *tree, const void *expr_or_stmt);
/* True when the expression or statement stands inside the literal. */
bool tree_inside(const Tree *tree, const void *inner, const Expr *literal);

/* First byte, and the byte behind; the text in between. */
Pos tree_start(const Expr *expr);
Pos tree_end(const Tree *tree, const Expr *expr);
Pos tree_stmt_start(const Tree *tree, const Stmt *stmt);
Pos tree_stmt_end(const Tree *tree, const Stmt *stmt);
const char *tree_text(const Tree *tree, const Expr *expr);
/* The byte behind the last of `open` … `close` that balances the first `open` at or behind `from`. */
Pos tree_behind_brackets(const Tree *tree, Pos from, char open, char close);
/* The white space that the line of a position begins with. */
const char *tree_indent(const Tree *tree, Pos pos);
/* A name that nothing in the package has, made from two words. */
const char *tree_fresh_name(const Tree *tree, const char *stem, const char *suffix);

/* &x, without parentheses: x; NULL for anything else. */
Expr *expr_addressed(Expr *expr);
/* True when the unary operator is the expression's. */
bool expr_is_unary(const Expr *expr, Operator op);
/* The object that a plain name denotes; NULL for anything else. */
struct Object *expr_object(const Expr *expr);

#endif
