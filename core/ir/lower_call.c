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

Type *lower_receiver_type(Lower *l, const Selection *selection, Type *type, bool *deref, bool *addr) {
    for (int i = 0; i + 1 < selection->path_len; i++) {
        const Type *pointer = type_unalias(type);
        Type *holder = type_underlying(pointer->kind == TYPE_POINTER ? pointer->as.pointer.elem : type);
        if (holder->kind == TYPE_POINTER) {
            holder = type_underlying(holder->as.pointer.elem);
        }
        type = holder->as.struct_.fields.at[selection->path[i]]->type;
    }
    (void)l;
    const Object *recv = type_underlying(selection->object->type)->as.signature.recv;
    *deref = recv != NULL && is_pointer_to(type, recv->type);
    *addr = recv != NULL && !*deref && is_pointer_to(recv->type, type);
    return *deref || *addr ? recv->type : type;
}

Node *lower_receiver(Lower *l, Expr *selector, Type **recv) {
    const Selection *selection = selector->as.selector.selection;
    Pos pos = selector->pos;
    bool deref;
    bool addr;
    *recv = lower_receiver_type(l, selection, lower_tree_type_of(l, selector->as.selector.x), &deref, &addr);
    Node *x = lower_expr(l, selector->as.selector.x);
    for (int i = 0; i + 1 < selection->path_len; i++) {
        x = lower_dot_field(l, pos, x, selection->path[i]);
    }
    if (deref) {
        Node *star = lower_node(l, NODE_DEREF, pos, type_underlying(x->type)->as.pointer.elem);
        star->x = x;
        star->implicit = true;
        return star;
    }
    if (addr) {
        x = lower_addr(l, pos, x);
        x->implicit = true;
    }
    return x;
}

static Node *interface_method_node(Lower *l, Expr *selector, Node *recv) {
    Selection *selection = selector->as.selector.selection;
    Node *n = lower_node(l, NODE_DOTINTER, selector->pos, lower_subst(l, selection->object->type));
    n->x = recv;
    n->sym = selection->object->name->text;
    n->selection = selection;
    return n;
}

/* ---- finishing a call ---- */

static bool call_or_channel(void *context, Node *n) {
    (void)context;
    switch ((int)n->op) {
    case NODE_CALL:
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_CALLMETH:
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

bool lower_calls_something(Node *n) { return lower_any(n, call_or_channel, NULL); }

/* A callee with effects is evaluated first, into a temporary. */
static void name_callee(Lower *l, Node *call) {
    bool selector = call->x->op == NODE_DOTINTER || call->x->op == NODE_METHVALUE;
    Node **callee = selector ? &call->x->x : &call->x;
    if (!lower_calls_something(*callee)) {
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

static void note_interface_call(Func *func) {
    for (; func != NULL && !func->calls_interface; func = func->outer) {
        func->calls_interface = true;
    }
}

Node *lower_make_call(Lower *l, Pos pos, Node *fun, NodeVec *args, bool dots) {
    if (fun->op == NODE_DOTINTER) {
        note_interface_call(l->state->func);
    }
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
            dst[i] = types_core(params->as.tuple.vars.at[last]->type)->as.slice.elem;
        } else if (i <= last) {
            dst[i] = params->as.tuple.vars.at[i]->type;
        }
    }
    return dst;
}

/* ---- built-ins ---- */

static Node *lower_make(Lower *l, Expr *expr) {
    Type *tree = expr->as.call.args.at[0]->type;
    Type *type = lower_subst(l, tree);
    lower_read_type_operand(l, NULL, tree);
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
    Type *core = types_core(tree);
    lower_read_rtype(l, op == NODE_MAKESLICE ? core->as.slice.elem : tree);
    return n;
}

static Node *lower_new(Lower *l, Expr *expr) {
    Expr *arg = expr->as.call.args.at[0];
    if (arg->mode == MODE_TYPE) {
        lower_read_type_operand(l, NULL, arg->type);
        Node *n = lower_node(l, NODE_NEW, expr->pos, type_new_pointer(l->arena, lower_subst(l, arg->type)));
        n->x = lower_type_operand(l, arg);
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

static Type *first_argument_type(const Expr *call) {
    Type *first = call->as.call.args.len > 0 ? call->as.call.args.at[0]->type : NULL;
    if (first != NULL && first->kind == TYPE_TUPLE && first->as.tuple.vars.len > 0) {
        first = first->as.tuple.vars.at[0]->type;
    }
    return first;
}

/* The types the arguments are converted to: elements of append, keys of delete, what panic carries. */
static Type **builtin_types(Lower *l, BuiltinId id, const Expr *call) {
    int n = argument_count(call);
    Type **dst = ARENA_ARRAY(l->arena, Type *, n + 1);
    if (n == 0) {
        return dst;
    }
    Type *first = first_argument_type(call);
    if (id == BUILTIN_PANIC) {
        dst[0] = l->universe->empty_interface;
    } else if (id == BUILTIN_DELETE && n == 2) {
        dst[1] = types_core(first)->as.map.key;
    } else if (id == BUILTIN_APPEND && !call->as.call.has_dots) {
        for (int i = 1; i < n; i++) {
            dst[i] = types_core(first)->as.slice.elem;
        }
    }
    return dst;
}

/* The types that the built-in needs to know when the program runs. */
static void read_builtin_types(Lower *l, BuiltinId id, const Expr *call) {
    Type *type = NULL;
    if (id == BUILTIN_DELETE) {
        type = first_argument_type(call);
    } else if (id == BUILTIN_COPY) {
        type = first_argument_type(call);
    } else if (id == BUILTIN_APPEND || id == BUILTIN_UNSAFE_SLICE) {
        type = lower_tree_type_of(l, call);
    }
    if (type != NULL && id != BUILTIN_DELETE) {
        const Type *core = types_core(type);
        type = core != NULL && core->kind == TYPE_SLICE ? core->as.slice.elem : NULL;
    }
    lower_read_rtype(l, type);
}

/* Sizes that depend on type parameters are known here. */
static Node *lower_measure(Lower *l, Expr *expr, BuiltinId id) {
    Expr *arg = expr_unparen(expr->as.call.args.at[0]);
    int64_t value = 0;
    if (id != BUILTIN_UNSAFE_OFFSETOF) {
        Type *type = lower_type_of(l, arg);
        value = id == BUILTIN_UNSAFE_SIZEOF ? type_size(type) : type_align(type);
    } else {
        const Selection *selection = arg->as.selector.selection;
        Type *type = type_underlying(lower_type_of(l, arg->as.selector.x));
        for (int i = 0; i < selection->path_len; i++) {
            if (type->kind == TYPE_POINTER) {
                type = type_underlying(type->as.pointer.elem);
            }
            value += struct_field_offset(type, selection->path[i]);
            type = type_underlying(type->as.struct_.fields.at[selection->path[i]]->type);
        }
    }
    return lower_int_literal(l, expr->pos, l->universe->basic[BASIC_UINTPTR], value);
}

static Node *lower_builtin(Lower *l, Expr *expr, BuiltinId id) {
    switch ((int)id) {
    case BUILTIN_MAKE: return lower_make(l, expr);
    case BUILTIN_NEW: return lower_new(l, expr);
    case BUILTIN_UNSAFE_SIZEOF:
    case BUILTIN_UNSAFE_ALIGNOF:
    case BUILTIN_UNSAFE_OFFSETOF: return lower_measure(l, expr, id);
    default: break;
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
    read_builtin_types(l, id, expr);
    return n;
}

/* ---- calls ---- */

/* What is called; the receiver and a dictionary become the first arguments. */
static Node *lower_method_callee(Lower *l, Expr *selector, NodeVec *args) {
    Type *type;
    Node *recv = lower_receiver(l, selector, &type);
    const InstanceRef ref = lower_method_instance(l, selector, type);
    Node *callee = ref.base;
    if (lower_is_interface(recv->type) && callee->op == NODE_METHEXPR) {
        callee = interface_method_node(l, selector, recv);
    } else {
        VEC_PUSH(l->arena, args, recv);
        if (lower_is_interface(recv->type) && l->recording == NULL) {
            VEC_PUSH(l->arena, &l->ir->imprecise, callee);
        }
    }
    if (ref.dict != NULL) {
        VEC_PUSH(l->arena, args, ref.dict);
    }
    return callee;
}

static Node *lower_callee(Lower *l, Expr *fun, NodeVec *args) {
    Expr *method = fun->kind == EXPR_INDEX ? expr_unparen(fun->as.index.x) : fun;
    const Selection *selection = method->kind == EXPR_SELECTOR ? method->as.selector.selection : NULL;
    if (selection != NULL && selection->kind == SELECT_METHOD) {
        return lower_method_callee(l, method, args);
    }
    const TypeList *targs = lower_instance_of(fun);
    if (targs == NULL) {
        return lower_expr(l, fun);
    }
    const InstanceRef ref = lower_func_instance(l, fun->pos, lower_object_of(fun), targs);
    VEC_PUSH(l->arena, args, ref.dict);
    return ref.base;
}

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
    Node *callee = lower_callee(l, fun, &args);
    Type **dst = argument_types(l, types_core(fun->type), expr);
    lower_multi_expr(l, expr->pos, dst, expr->as.call.args.at, expr->as.call.args.len, &args);
    return lower_make_call(l, expr->pos, callee, &args, expr->as.call.has_dots);
}
