/*
 * Calls: functions, methods, built-ins, method values and expressions. A call of a known method is a call of the method
 * expression with the receiver as first argument; arguments of a variadic function become an explicit slice.
 * gc: noder/writer.go CallExpr, recvExpr, methodExpr; noder/reader.go exprCall; typecheck/func.go tcCall,
 * FixVariadicCall; typecheck/typecheck.go RewriteNonNameCall.
 */
#include "core/ir/internal.h"

/* ---- methods ---- */

static bool is_pointer_to(Type *from, Type *to) {
    const Type *bare = type_unalias(from);
    return bare->kind == TYPE_POINTER && type_identical(bare->as.pointer.elem, to);
}

/* x of x.M with the fields, dereference or address that Go leaves out. */
static Node *lower_receiver(Lower *l, Expr *selector) {
    const Selection *selection = selector->as.selector.selection;
    Pos pos = selector->pos;
    Node *x = lower_expr(l, selector->as.selector.x);
    for (int i = 0; i + 1 < selection->path_len; i++) {
        x = lower_dot_field(l, pos, x, selection->path[i]);
    }
    const Object *recv = selection->object->type->as.signature.recv;
    if (recv == NULL || lower_is_interface(x->type)) {
        return x;
    }
    Node *adjusted = x;
    if (is_pointer_to(x->type, recv->type)) {
        adjusted = lower_node(l, NODE_DEREF, pos, recv->type);
        adjusted->x = x;
        adjusted->implicit = true;
    } else if (is_pointer_to(recv->type, x->type)) {
        adjusted = lower_addr(l, pos, x);
        adjusted->implicit = true;
    }
    return adjusted;
}

/* The signature with the receiver as first parameter. gc: typecheck.NewMethodType. */
static Type *method_type(Lower *l, Type *signature, Type *recv) {
    const Type *params = signature->as.signature.params;
    int n = params->as.tuple.vars.len;
    Object **vars = ARENA_ARRAY(l->arena, Object *, n + 1);
    vars[0] = object_new_var(l->arena, VAR_PARAM, POS_NONE, NULL, name_of(l->config->names, ""), recv);
    for (int i = 0; i < n; i++) {
        vars[i + 1] = params->as.tuple.vars.at[i];
    }
    Type *tuple = type_new_tuple(l->arena, vars, n + 1);
    return type_new_signature(l->arena, NULL, tuple, signature->as.signature.results, signature->as.signature.variadic);
}

static Node *method_expression(Lower *l, Expr *selector, Type *recv) {
    Selection *selection = selector->as.selector.selection;
    Object *method = selection->object;
    Node *n = lower_node(l, NODE_METHEXPR, selector->pos, method_type(l, type_underlying(method->type), recv));
    n->x = lower_type_node(l, selector->pos, recv);
    n->sym = method->name->text;
    n->selection = selection;
    n->var = lower_is_interface(recv) ? NULL : lower_func_var(l, method);
    return n;
}

Node *lower_method_expr(Lower *l, Expr *expr) {
    lower_touch_type(l, expr->as.selector.x->type);
    return method_expression(l, expr, expr->as.selector.x->type);
}

Node *lower_method_value(Lower *l, Expr *expr) {
    Selection *selection = expr->as.selector.selection;
    Node *x = lower_receiver(l, expr);
    Node *n = lower_node(l, NODE_METHVALUE, expr->pos, expr->type);
    n->x = x;
    n->sym = selection->object->name->text;
    n->selection = selection;
    n->var = lower_is_interface(x->type) ? NULL : lower_func_var(l, selection->object);
    return n;
}

static Node *interface_method_node(Lower *l, Expr *selector, Node *recv) {
    Selection *selection = selector->as.selector.selection;
    Node *n = lower_node(l, NODE_DOTINTER, selector->pos, selection->object->type);
    n->x = recv;
    n->sym = selection->object->name->text;
    n->selection = selection;
    return n;
}

/* ---- finishing a call ---- */

static bool call_or_channel(void *context, Node *n) {
    (void)context;
    switch ((int)n->op) {
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_APPEND:
    case NODE_CAP:
    case NODE_CLEAR:
    case NODE_CLOSE:
    case NODE_COMPLEX:
    case NODE_COPY:
    case NODE_DELETE:
    case NODE_IMAG:
    case NODE_LEN:
    case NODE_MAX:
    case NODE_MIN:
    case NODE_PANIC:
    case NODE_PRINT:
    case NODE_PRINTLN:
    case NODE_REAL:
    case NODE_RECOVER:
    case NODE_RECV:
    case NODE_UNSAFE_ADD:
    case NODE_UNSAFE_SLICE:
    case NODE_UNSAFE_SLICE_DATA:
    case NODE_UNSAFE_STRING:
    case NODE_UNSAFE_STRING_DATA: return true;
    default: return false;
    }
}

/* A callee with effects is evaluated first, into a temporary. */
static void name_callee(Lower *l, Node *call) {
    bool selector = call->x->op == NODE_DOTINTER || call->x->op == NODE_METHVALUE;
    Node **callee = selector ? &call->x->x : &call->x;
    if (!lower_any(*callee, call_or_channel, NULL)) {
        return;
    }
    Var *temp = lower_temp(l, call->pos, (*callee)->type);
    Node *assign = lower_node(l, NODE_AS, call->pos, NULL);
    assign->x = temp->node;
    assign->y = *callee;
    VEC_PUSH(l->arena, &assign->init, lower_dcl(l, call->pos, temp));
    temp->defn = assign;
    *callee = temp->node;
    VEC_PUSH(l->arena, &call->init, assign);
}

static void gather_variadic(Lower *l, Node *call, const Type *signature) {
    if (!signature->as.signature.variadic || call->dots) {
        return;
    }
    const Type *params = signature->as.signature.params;
    int fixed = params->as.tuple.vars.len - 1;
    Type *type = params->as.tuple.vars.at[fixed]->type;
    Node *slice = lower_nil(l, call->pos, type);
    if (call->list.len > fixed) {
        slice = lower_node(l, NODE_SLICELIT, call->pos, type);
        slice->implicit = true;
        slice->implicit_args = true;
        for (int i = fixed; i < call->list.len; i++) {
            VEC_PUSH(l->arena, &slice->list, call->list.at[i]);
        }
    }
    call->list.len = fixed;
    VEC_PUSH(l->arena, &call->list, slice);
    call->dots = true;
}

Node *lower_make_call(Lower *l, Pos pos, Node *fun, NodeVec *args, bool dots) {
    Node *call = lower_node(l, fun->op == NODE_DOTINTER ? NODE_CALLINTER : NODE_CALLFUNC, pos, NULL);
    call->x = fun;
    call->list = *args;
    call->dots = dots;
    name_callee(l, call);
    Type *signature = type_underlying(fun->type);
    gather_variadic(l, call, signature);
    Type *results = signature->as.signature.results;
    if (results->as.tuple.vars.len == 1) {
        call->type = results->as.tuple.vars.at[0]->type;
    } else if (results->as.tuple.vars.len > 1) {
        call->type = results;
    }
    return call;
}

static int argument_count(const Expr *call) {
    const ExprVec *args = &call->as.call.args;
    int values = args->len == 1 ? lower_tuple_len(args->at[0]) : 0;
    return values > 0 ? values : args->len;
}

/* The types the arguments are converted to. */
static Type **argument_types(Lower *l, const Type *signature, const Expr *call) {
    int n = argument_count(call);
    Type **dst = ARENA_ARRAY(l->arena, Type *, n + 1);
    const Type *params = signature->as.signature.params;
    int last = params->as.tuple.vars.len - 1;
    for (int i = 0; i < n; i++) {
        if (signature->as.signature.variadic && !call->as.call.has_dots && i >= last) {
            dst[i] = type_underlying(params->as.tuple.vars.at[last]->type)->as.slice.elem;
        } else if (i <= last) {
            dst[i] = params->as.tuple.vars.at[i]->type;
        }
    }
    return dst;
}

/* ---- built-ins ---- */

static Node *lower_make(Lower *l, Expr *expr) {
    Type *type = expr->as.call.args.at[0]->type;
    NodeOp op = NODE_MAKESLICE;
    switch ((int)type_underlying(type)->kind) {
    case TYPE_MAP: op = NODE_MAKEMAP; break;
    case TYPE_CHAN: op = NODE_MAKECHAN; break;
    default: break;
    }
    Node *n = lower_node(l, op, expr->pos, type);
    const ExprVec *args = &expr->as.call.args;
    n->x = args->len > 1 ? lower_expr(l, args->at[1]) : NULL;
    n->y = args->len > 2 ? lower_expr(l, args->at[2]) : NULL;
    return n;
}

static Node *lower_new(Lower *l, Expr *expr) {
    Expr *arg = expr->as.call.args.at[0];
    if (arg->mode == MODE_TYPE) {
        Node *n = lower_node(l, NODE_NEW, expr->pos, type_new_pointer(l->arena, arg->type));
        n->x = lower_type_node(l, arg->pos, arg->type);
        return n;
    }
    NodeVec init = {0};
    Node *x = lower_expr(l, arg);
    Node *n = lower_addr(l, expr->pos, lower_temp_copy(l, expr->pos, x, &init)->node);
    n->init = init;
    return n;
}

typedef enum BuiltinShape { SHAPE_UNARY, SHAPE_BINARY, SHAPE_LIST } BuiltinShape;

static const struct {
    NodeOp op;
    BuiltinShape shape;
} builtins[BUILTIN_COUNT] = {
    [BUILTIN_APPEND] = {NODE_APPEND, SHAPE_LIST},
    [BUILTIN_CAP] = {NODE_CAP, SHAPE_UNARY},
    [BUILTIN_CLEAR] = {NODE_CLEAR, SHAPE_UNARY},
    [BUILTIN_CLOSE] = {NODE_CLOSE, SHAPE_UNARY},
    [BUILTIN_COMPLEX] = {NODE_COMPLEX, SHAPE_BINARY},
    [BUILTIN_COPY] = {NODE_COPY, SHAPE_BINARY},
    [BUILTIN_DELETE] = {NODE_DELETE, SHAPE_LIST},
    [BUILTIN_IMAG] = {NODE_IMAG, SHAPE_UNARY},
    [BUILTIN_LEN] = {NODE_LEN, SHAPE_UNARY},
    [BUILTIN_MAX] = {NODE_MAX, SHAPE_LIST},
    [BUILTIN_MIN] = {NODE_MIN, SHAPE_LIST},
    [BUILTIN_PANIC] = {NODE_PANIC, SHAPE_UNARY},
    [BUILTIN_PRINT] = {NODE_PRINT, SHAPE_LIST},
    [BUILTIN_PRINTLN] = {NODE_PRINTLN, SHAPE_LIST},
    [BUILTIN_REAL] = {NODE_REAL, SHAPE_UNARY},
    [BUILTIN_RECOVER] = {NODE_RECOVER, SHAPE_LIST},
    [BUILTIN_UNSAFE_ADD] = {NODE_UNSAFE_ADD, SHAPE_BINARY},
    [BUILTIN_UNSAFE_SLICE] = {NODE_UNSAFE_SLICE, SHAPE_BINARY},
    [BUILTIN_UNSAFE_SLICE_DATA] = {NODE_UNSAFE_SLICE_DATA, SHAPE_UNARY},
    [BUILTIN_UNSAFE_STRING] = {NODE_UNSAFE_STRING, SHAPE_BINARY},
    [BUILTIN_UNSAFE_STRING_DATA] = {NODE_UNSAFE_STRING_DATA, SHAPE_UNARY},
};

/* The types the arguments are converted to: elements of append, keys of delete, what panic carries. */
static Type **builtin_types(Lower *l, BuiltinId id, const Expr *call) {
    int n = argument_count(call);
    Type **dst = ARENA_ARRAY(l->arena, Type *, n + 1);
    if (n == 0) {
        return dst;
    }
    Type *first = call->as.call.args.at[0]->type;
    if (first != NULL && first->kind == TYPE_TUPLE && first->as.tuple.vars.len > 0) {
        first = first->as.tuple.vars.at[0]->type;
    }
    if (id == BUILTIN_PANIC) {
        dst[0] = l->universe->empty_interface;
    } else if (id == BUILTIN_DELETE && n == 2) {
        dst[1] = type_underlying(first)->as.map.key;
    } else if (id == BUILTIN_APPEND && !call->as.call.has_dots) {
        for (int i = 1; i < n; i++) {
            dst[i] = type_underlying(first)->as.slice.elem;
        }
    }
    return dst;
}

static Node *lower_builtin(Lower *l, Expr *expr, BuiltinId id) {
    if (id == BUILTIN_MAKE) {
        return lower_make(l, expr);
    }
    if (id == BUILTIN_NEW) {
        return lower_new(l, expr);
    }
    NodeVec args = {0};
    Type **dst = builtin_types(l, id, expr);
    lower_multi_expr(l, expr->pos, dst, expr->as.call.args.at, expr->as.call.args.len, &args);
    Node *n = lower_node(l, builtins[id].op, expr->pos, lower_type_of(l, expr));
    n->dots = expr->as.call.has_dots;
    if (builtins[id].shape == SHAPE_LIST) {
        n->list = args;
    } else {
        n->x = args.at[0];
        n->y = builtins[id].shape == SHAPE_BINARY ? args.at[1] : NULL;
    }
    if (id == BUILTIN_APPEND) {
        n->type = args.at[0]->type;
        if (n->dots && args.at[1]->op == NODE_CONVNOP && args.at[1]->implicit) {
            args.at[1] = args.at[1]->x;
        }
    }
    return n;
}

/* ---- calls ---- */

Node *lower_call_expr(Lower *l, Expr *expr) {
    Expr *fun = expr_unparen(expr->as.call.fun);
    if (fun->mode == MODE_TYPE) {
        return lower_convert_explicit(l, fun->type, expr->as.call.args.at[0]);
    }
    const Object *object = lower_object_of(fun);
    if (object != NULL && object->kind == OBJ_BUILTIN) {
        return lower_builtin(l, expr, object->as.builtin.id);
    }
    NodeVec args = {0};
    Node *callee;
    const Selection *selection = fun->kind == EXPR_SELECTOR ? fun->as.selector.selection : NULL;
    if (selection != NULL && selection->kind == SELECT_METHOD) {
        Node *recv = lower_receiver(l, fun);
        if (lower_is_interface(recv->type)) {
            callee = interface_method_node(l, fun, recv);
        } else {
            callee = method_expression(l, fun, recv->type);
            VEC_PUSH(l->arena, &args, recv);
        }
    } else {
        callee = lower_expr(l, fun);
    }
    Type **dst = argument_types(l, type_underlying(fun->type), expr);
    lower_multi_expr(l, expr->pos, dst, expr->as.call.args.at, expr->as.call.args.len, &args);
    return lower_make_call(l, expr->pos, callee, &args, expr->as.call.has_dots);
}
