/*
 * The noder of Go 1.19, as far as it differs: implicit conversions stand at the "current position", which is where
 * the last expression was visited that is no constant; right sides are visited before left ones; several values go
 * through temporaries only where types differ; nothing is known of the version in the files that serve both.
 * Included only from this folder.
 *
 *   order_119_expr  expressions     order_119_call  calls     order_119_stmt  statements     order_119  the package
 */
#ifndef CORE_IR_ORDER_119_H
#define CORE_IR_ORDER_119_H

#include "core/ir/internal.h"

/* ---- order_119.c ---- */
extern const Noder order_119;
void order_119_package(Lower *l);

/* ---- order_119_expr.c ---- */
Node *order_119_compound(Lower *l, Expr *expr);
/* The node converted to dst (NULL: not at all) at the current position. gc: assignconvfn. */
Node *order_119_convert(Lower *l, Type *dst, Node *x);
/* The current position is the node's from here on, unless it is a name. gc: ir.SetPos. */
void order_119_at(Lower *l, const Node *n);
/* x of x.M, with what Go leaves out. */
Node *order_119_receiver(Lower *l, Expr *selector);
Node *order_119_method_expr(Lower *l, Expr *selector, Type *recv);

/* ---- order_119_call.c ---- */
Node *order_119_call(Lower *l, Expr *expr);
/* The values of the expressions; one call with several results goes through temporaries that init declares. */
void order_119_values(Lower *l, Expr **exprs, int n, NodeVec *values);
bool order_119_spread(Lower *l, NodeVec *values, NodeVec *init);
/* Converts values to the types of parameters or results; each that is no name moves the current position. */
void order_119_convert_args(Lower *l, const Type *tuple, bool variadic, bool dots, NodeVec *values);

/* ---- order_119_stmt.c ---- */
void order_119_statement(Lower *l, Stmt *stmt, NodeVec *out);
/* var names = values, the names given as nodes; appends one statement for each name or one for all. */
void order_119_var_values(Lower *l, Pos pos, const NodeVec *names, Expr *values, NodeVec *out);

#endif
