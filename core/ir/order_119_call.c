/*
 * Calls, conversions and built-ins as the noder of Go 1.19 builds them: what kind of call it is settles later.
 * gc 1.19: noder/expr.go callExpr.
 */
#include "core/ir/order_119.h"

/* make(T, …), new(T): the type is the first argument. */
static Node *argument(Lower *l, Expr *expr) {
    if (expr->mode == MODE_TYPE) {
        met_119_type(l, expr->type);
        return lower_type_node(l, expr->pos, expr->type);
    }
    return lower_expr(l, expr);
}

/* A method that is called is no value. */
static void call_method(Node *fun) {
    if (fun->op == NODE_METHVALUE) {
        fun->op = lower_is_interface(fun->x->type) ? NODE_DOTINTER : NODE_DOTMETH;
        fun->type = fun->selection->object->type;
    }
}

Node *order_119_call(Lower *l, Expr *expr) {
    Expr *fun = expr_unparen(expr->as.call.fun);
    Node *n = lower_node(l, NODE_CALL, expr->pos, lower_type_of(l, expr));
    Object *object = lower_object_of(fun);
    if (object != NULL && object->kind == OBJ_BUILTIN) {
        n->field = object;
    } else if (fun->mode == MODE_TYPE) {
        met_119_type(l, fun->type);
        n->x = lower_type_node(l, fun->pos, fun->type);
    } else {
        n->x = lower_expr(l, fun);
        call_method(n->x);
    }
    met_119_type(l, n->type);
    n->dots = expr->as.call.has_dots;
    for (int i = 0; i < expr->as.call.args.len; i++) {
        Node *arg = argument(l, expr->as.call.args.at[i]);
        VEC_PUSH(l->arena, &n->list, arg);
    }
    return n;
}
