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
/* A function with type arguments. */
Node *order_119_instance(Lower *l, Expr *expr, Object *object);
/* What becomes of a node: it waits in a generic function, and is settled elsewhere. */
Node *order_119_settle(Lower *l, Node *n);
/* The current position is the node's from here on, unless it is a name or a type. gc: ir.SetPos. */
void order_119_at(Lower *l, const Node *n);
/* x with the address or dereference that the method's receiver asks for. */
Node *order_119_adjust(Lower *l, Pos pos, Node *x, const Object *method);
Node *order_119_method_expr(Lower *l, Pos pos, Selection *selection, Type *recv);
/* The defined type behind a receiver's pointer; NULL when there is none. Its type arguments; NULL without. */
Type *order_119_base(Type *type);
const TypeList *order_119_targs(Type *type);

/* ---- order_119_call.c ---- */
Node *order_119_call(Lower *l, Expr *expr); /* unsettled */

/* ---- met_119.c ---- */
/* Types that the noder translates: instances of generic types whose methods are to be made are noted in l->needed. */
void met_119_type(Lower *l, Type *type);
void met_119_substituted(Lower *l, Type *type); /* one that substitution has made */
bool met_119_has_tparam(Lower *l, Type *type);

/* ---- mentioned_119.c ---- */
/* Fills Package.mentioned. */
void mentioned_119(Lower *l);

/* ---- order_119_stmt.c ---- */
void order_119_statement(Lower *l, Stmt *stmt, NodeVec *out);
/* var names = values, the names given as nodes; appends one statement for each name or one for all. */
void order_119_var_values(Lower *l, Pos pos, const NodeVec *names, Expr *values, NodeVec *out);

#endif
