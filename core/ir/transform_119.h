/*
 * What Go 1.19 settles about a node when its types are known. Outside generic functions that is when the node is made;
 * in an instance it is when the node has been copied. Included only from this folder.
 */
#ifndef CORE_IR_TRANSFORM_119_H
#define CORE_IR_TRANSFORM_119_H

#include "core/ir/order_119.h"

/* ---- transform_119.c ---- */
/* Settles any node; returns what takes its place. */
Node *transform_119(Lower *l, Node *n);
Node *transform_119_dot(Lower *l, Node *n); /* a NODE_XDOT */
/* The node converted to dst (NULL: not at all) at the current position. gc: assignconvfn. */
Node *transform_119_convert(Lower *l, Type *dst, Node *x);

/* ---- transform_119_call.c ---- */
Node *transform_119_call(Lower *l, Node *n);
void transform_119_function(Lower *l, Node *call); /* of a function or method. gc: transformCall */
/* One call with several results goes through temporaries that init declares; whether it did. */
bool transform_119_spread(Lower *l, NodeVec *values, NodeVec *init);
/* Converts values to the types of parameters or results; each that is no name moves the current position. */
void transform_119_arguments(Lower *l, const Type *tuple, bool variadic, bool dots, NodeVec *values);

/* ---- transform_119_stmt.c ---- */
void transform_119_mark(Node *target); /* as the target of an assignment */
void transform_119_assign(Lower *l, Node *stmt);
void transform_119_return(Lower *l, Node *n);
void transform_119_select(Lower *l, Node *n);

#endif
