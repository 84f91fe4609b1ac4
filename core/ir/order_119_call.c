/*
 * Calls as the noder of Go 1.19 builds them. The slice of a variadic call is made only during escape analysis.
 * gc 1.19: noder/expr.go callExpr; noder/transform.go transformCall, transformBuiltin, transformArgs, typecheckaste;
 * typecheck/typecheck.go RewriteNonNameCall, RewriteMultiValueCall; typecheck/func.go FixMethodCall.
 */
#include "core/ir/order_119.h"

/* ---- arguments ---- */

void order_119_values(Lower *l, Expr **exprs, int n, NodeVec *values) {
    for (int i = 0; i < n; i++) {
        Node *value = lower_expr(l, exprs[i]);
        VEC_PUSH(l->arena, values, value);
    }
}

bool order_119_spread(Lower *l, NodeVec *values, NodeVec *init) {
    if (values->len != 1 || values->at[0]->type == NULL || values->at[0]->type->kind != TYPE_TUPLE) {
        return false;
    }
    const ObjectVec *results = &values->at[0]->type->as.tuple.vars;
    Node *assign = lower_node(l, NODE_AS2FUNC, l->current, NULL);
    assign->rlist = *values;
    *values = (NodeVec){0};
    for (int i = 0; i < results->len; i++) {
        Var *temp = lower_temp(l, l->current, results->at[i]->type);
        VEC_PUSH(l->arena, &assign->init, lower_dcl(l, l->current, temp));
        VEC_PUSH(l->arena, &assign->list, temp->node);
        VEC_PUSH(l->arena, values, temp->node);
    }
    VEC_PUSH(l->arena, init, assign);
    return true;
}

void order_119_convert_args(Lower *l, const Type *tuple, bool variadic, bool dots, NodeVec *values) {
    const Pos before = l->current;
    const int last = tuple->as.tuple.vars.len - 1;
    for (int i = 0; i < values->len; i++) {
        Type *type = tuple->as.tuple.vars.at[i < last ? i : last]->type;
        if (variadic && !dots && i >= last) {
            type = type_underlying(type)->as.slice.elem;
        }
        order_119_at(l, values->at[i]);
        values->at[i] = order_119_convert(l, type, values->at[i]);
    }
    l->current = before;
}

/* A callee with effects is evaluated first, into a temporary. Such a temporary is never declared. */
static void name_callee(Lower *l, Node *call, Node **callee) {
    if (!lower_calls_something(*callee)) {
        return;
    }
    Var *temp = lower_temp(l, l->current, (*callee)->type);
    Node *assign = lower_node(l, NODE_AS, l->current, NULL);
    assign->x = temp->node;
    assign->y = *callee;
    assign->def = true;
    *callee = temp->node;
    VEC_PUSH(l->arena, &call->init, assign);
}

/* Messages show the call as it was written. */
static void spread_arguments(Lower *l, Node *call) {
    if (call->dots) {
        return;
    }
    Node written = *call;
    if (order_119_spread(l, &call->list, &call->init)) {
        written.init = (NodeVec){0};
        call->orig = arena_copy(l->arena, &written, sizeof written);
    }
}

/* ---- functions and methods ---- */

static Node *method_node(Lower *l, Expr *fun) {
    l->current = fun->pos;
    Selection *selection = fun->as.selector.selection;
    Node *recv = order_119_receiver(l, fun);
    const bool through_interface = lower_is_interface(recv->type);
    Node *n = lower_node(l, through_interface ? NODE_DOTINTER : NODE_DOTMETH, fun->pos, selection->object->type);
    n->x = recv;
    n->sym = selection->object->name->text;
    n->selection = selection;
    n->var = through_interface ? NULL : lower_func_var(l, selection->object);
    return n;
}

/* t.M(…) becomes T.M(t, …). */
static void fix_method_call(Lower *l, Node *call, Expr *fun) {
    if (call->x->op != NODE_DOTMETH) {
        return;
    }
    NodeVec args = {0};
    VEC_PUSH(l->arena, &args, call->x->x);
    for (int i = 0; i < call->list.len; i++) {
        VEC_PUSH(l->arena, &args, call->list.at[i]);
    }
    call->x = order_119_method_expr(l, fun, call->x->x->type);
    call->list = args;
}

static Node *function_call(Lower *l, Expr *expr, Expr *fun) {
    const Selection *selection = fun->kind == EXPR_SELECTOR ? fun->as.selector.selection : NULL;
    const bool method = selection != NULL && selection->kind == SELECT_METHOD;
    Node *call = lower_node(l, NODE_CALLFUNC, expr->pos, NULL);
    call->x = method ? method_node(l, fun) : lower_expr(l, fun);
    if (call->x->op == NODE_DOTINTER) {
        call->op = NODE_CALLINTER;
    }
    order_119_values(l, expr->as.call.args.at, expr->as.call.args.len, &call->list);
    call->dots = expr->as.call.has_dots;
    l->current = expr->pos;
    name_callee(l, call, method ? &call->x->x : &call->x);
    spread_arguments(l, call);
    const Type *signature = type_underlying(fun->type);
    order_119_convert_args(l, signature->as.signature.params, signature->as.signature.variadic, call->dots,
                           &call->list);
    Type *results = signature->as.signature.results;
    const int count = results->as.tuple.vars.len;
    call->type = count == 0 ? NULL : count == 1 ? results->as.tuple.vars.at[0]->type : results;
    fix_method_call(l, call, fun);
    return call;
}

/* ---- built-ins ---- */

static Node *make_call(Lower *l, Expr *expr) {
    Type *type = expr->as.call.args.at[0]->type;
    Node *n = lower_node(l, NODE_MAKESLICE, expr->pos, type);
    const ExprVec *args = &expr->as.call.args;
    n->x = args->len > 1 ? lower_expr(l, args->at[1]) : NULL;
    n->y = args->len > 2 ? lower_expr(l, args->at[2]) : NULL;
    const TypeKind kind = type_underlying(type)->kind;
    if (kind != TYPE_SLICE) {
        n->op = kind == TYPE_MAP ? NODE_MAKEMAP : NODE_MAKECHAN;
    }
    return n;
}

static Node *new_call(Lower *l, Expr *expr) {
    Expr *arg = expr->as.call.args.at[0];
    Node *n = lower_node(l, NODE_NEW, expr->pos, type_new_pointer(l->arena, arg->type));
    n->x = lower_type_node(l, arg->pos, arg->type);
    return n;
}

static void convert_appended(Lower *l, Node *call) {
    Type *slice = type_underlying(call->list.at[0]->type);
    call->type = call->list.at[0]->type;
    for (int i = 1; i < call->list.len; i++) {
        if (!call->dots) {
            call->list.at[i] = order_119_convert(l, slice->as.slice.elem, call->list.at[i]);
        } else if (!type_is_string(call->list.at[i]->type)) {
            call->list.at[i] = order_119_convert(l, slice, call->list.at[i]);
        }
    }
}

/* Built-ins whose arguments are a list; NODE_BAD: the others, with one or two operands. */
static NodeOp list_op(BuiltinId id) {
    switch ((int)id) {
    case BUILTIN_APPEND: return NODE_APPEND;
    case BUILTIN_DELETE: return NODE_DELETE;
    case BUILTIN_PRINT: return NODE_PRINT;
    case BUILTIN_PRINTLN: return NODE_PRINTLN;
    case BUILTIN_RECOVER: return NODE_RECOVER;
    default: return NODE_BAD;
    }
}

static NodeOp operand_op(BuiltinId id) {
    switch ((int)id) {
    case BUILTIN_CAP: return NODE_CAP;
    case BUILTIN_CLOSE: return NODE_CLOSE;
    case BUILTIN_COMPLEX: return NODE_COMPLEX;
    case BUILTIN_COPY: return NODE_COPY;
    case BUILTIN_IMAG: return NODE_IMAG;
    case BUILTIN_LEN: return NODE_LEN;
    case BUILTIN_PANIC: return NODE_PANIC;
    case BUILTIN_REAL: return NODE_REAL;
    case BUILTIN_UNSAFE_ADD: return NODE_UNSAFE_ADD;
    case BUILTIN_UNSAFE_SLICE: return NODE_UNSAFE_SLICE;
    default: return NODE_BAD;
    }
}

static Node *operand_builtin(Lower *l, Node *call, BuiltinId id) {
    Node *n = lower_node(l, operand_op(id), call->pos, call->type);
    n->init = call->init;
    n->x = call->list.at[0];
    n->y = call->list.len > 1 ? call->list.at[1] : NULL;
    if (id == BUILTIN_PANIC) {
        n->x = order_119_convert(l, l->universe->empty_interface, n->x);
    } else if (id == BUILTIN_LEN || id == BUILTIN_CAP) {
        n->x = lower_implicit_star(l, l->current, n->x);
    }
    return n;
}

static Node *builtin_call(Lower *l, Expr *expr, BuiltinId id) {
    if (id == BUILTIN_MAKE) {
        return make_call(l, expr);
    }
    if (id == BUILTIN_NEW) {
        return new_call(l, expr);
    }
    Node *call = lower_node(l, list_op(id), expr->pos, lower_type_of(l, expr));
    call->dots = expr->as.call.has_dots;
    order_119_values(l, expr->as.call.args.at, expr->as.call.args.len, &call->list);
    spread_arguments(l, call);
    if (call->op == NODE_BAD) {
        return operand_builtin(l, call, id);
    }
    if (id == BUILTIN_APPEND) {
        convert_appended(l, call);
    } else if (id == BUILTIN_DELETE) {
        Type *map = type_underlying(call->list.at[0]->type);
        call->list.at[1] = order_119_convert(l, map->as.map.key, call->list.at[1]);
    }
    return call;
}

/* ---- dispatch ---- */

Node *order_119_call(Lower *l, Expr *expr) {
    Expr *fun = expr_unparen(expr->as.call.fun);
    if (fun->mode == MODE_TYPE) {
        Node *x = lower_expr(l, expr->as.call.args.at[0]);
        return lower_conversion(l, expr->pos, fun->type, x, false);
    }
    const Object *object = lower_object_of(fun);
    if (object != NULL && object->kind == OBJ_BUILTIN) {
        return builtin_call(l, expr, object->as.builtin.id);
    }
    return function_call(l, expr, fun);
}
