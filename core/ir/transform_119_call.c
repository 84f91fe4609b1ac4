/*
 * Calls, conversions and built-ins of Go 1.19 once the types are known. The slice of a variadic call is made only
 * during escape analysis.
 * gc 1.19: noder/transform.go transformCall, transformBuiltin, transformArgs, typecheckaste;
 * typecheck/typecheck.go RewriteNonNameCall, RewriteMultiValueCall; typecheck/func.go FixMethodCall.
 */
#include "core/ir/transform_119.h"

/* ---- arguments ---- */

bool transform_119_spread(Lower *l, NodeVec *values, NodeVec *init) {
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

void transform_119_arguments(Lower *l, const Type *tuple, bool variadic, bool dots, NodeVec *values) {
    const Pos before = l->current;
    const int last = tuple->as.tuple.vars.len - 1;
    for (int i = 0; i < values->len; i++) {
        Type *type = tuple->as.tuple.vars.at[i < last ? i : last]->type;
        if (variadic && !dots && i >= last) {
            type = type_underlying(type)->as.slice.elem;
        }
        order_119_at(l, values->at[i]);
        values->at[i] = transform_119_convert(l, type, values->at[i]);
    }
    l->current = before;
}

/* A callee with effects is evaluated first, into a temporary. Such a temporary is never declared. */
static void name_callee(Lower *l, Node *call) {
    Node **callee = &call->x;
    callee = (*callee)->op == NODE_FUNCINST ? &(*callee)->x : callee;
    const NodeOp op = (*callee)->op;
    callee = op == NODE_DOTMETH || op == NODE_DOTINTER || op == NODE_METHVALUE ? &(*callee)->x : callee;
    if (!lower_calls_something(*callee)) {
        return;
    }
    Var *temp = lower_temp(l, l->current, (*callee)->type);
    Node *assign = lower_node(l, NODE_AS, l->current, NULL);
    assign->x = temp->node;
    assign->y = *callee;
    assign->def = true;
    temp->defn = assign;
    *callee = temp->node;
    VEC_PUSH(l->arena, &call->init, assign);
}

/* Messages show the call as it was written. */
static void spread_arguments(Lower *l, Node *call) {
    if (call->dots) {
        return;
    }
    Node written = *call;
    if (transform_119_spread(l, &call->list, &call->init) && call->orig == NULL) {
        written.init = (NodeVec){0};
        call->orig = arena_copy(l->arena, &written, sizeof written);
    }
}

/* ---- functions and methods ---- */

/* t.M(…) becomes T.M(t, …). */
static void fix_method_call(Lower *l, Node *call) {
    Node *method = call->x;
    NodeVec args = {0};
    VEC_PUSH(l->arena, &args, method->x);
    for (int i = 0; i < call->list.len; i++) {
        VEC_PUSH(l->arena, &args, call->list.at[i]);
    }
    call->x = order_119_method_expr(l, method->pos, method->selection, method->x->type);
    call->op = NODE_CALLFUNC;
    call->list = args;
}

static void convert_arguments(Lower *l, Node *call) {
    const Type *signature = type_underlying(call->x->type);
    transform_119_arguments(l, signature->as.signature.params, signature->as.signature.variadic, call->dots,
                            &call->list);
}

void transform_119_function(Lower *l, Node *call) {
    order_119_at(l, call);
    name_callee(l, call);
    spread_arguments(l, call);
    const NodeOp op = call->x->op;
    call->op = op == NODE_DOTINTER ? NODE_CALLINTER : op == NODE_DOTMETH ? NODE_CALLMETH : NODE_CALLFUNC;
    convert_arguments(l, call);
    if (op == NODE_DOTMETH && order_119_targs(call->x->x->type) == NULL) {
        fix_method_call(l, call);
    }
}

/* The arguments are settled before the callee is. */
static Node *early(Lower *l, Node *call) {
    spread_arguments(l, call);
    convert_arguments(l, call);
    return call;
}

/* ---- built-ins ---- */

static Node *make_call(Lower *l, const Node *call) {
    Type *type = call->list.at[0]->type;
    Node *n = lower_node(l, NODE_MAKESLICE, call->pos, type);
    n->x = call->list.len > 1 ? call->list.at[1] : NULL;
    n->y = call->list.len > 2 ? call->list.at[2] : NULL;
    const TypeKind kind = type_underlying(type)->kind;
    if (kind != TYPE_SLICE) {
        n->op = kind == TYPE_MAP ? NODE_MAKEMAP : NODE_MAKECHAN;
    }
    return n;
}

static Node *new_call(Lower *l, const Node *call) {
    Node *n = lower_node(l, NODE_NEW, call->pos, type_new_pointer(l->arena, call->list.at[0]->type));
    n->x = call->list.at[0];
    return n;
}

/* The size or alignment of what is known only now. */
static Node *measure(Lower *l, const Node *call, BuiltinId id) {
    Type *type = call->list.at[0]->type;
    int64_t value = id == BUILTIN_UNSAFE_SIZEOF ? type_size(type) : type_align(type);
    return lower_int_literal(l, call->pos, call->type, value);
}

static void convert_appended(Lower *l, Node *call) {
    Type *slice = type_underlying(call->list.at[0]->type);
    call->type = call->list.at[0]->type;
    for (int i = 1; i < call->list.len; i++) {
        if (!call->dots) {
            call->list.at[i] = transform_119_convert(l, slice->as.slice.elem, call->list.at[i]);
        } else if (!type_is_string(call->list.at[i]->type)) {
            call->list.at[i] = transform_119_convert(l, slice, call->list.at[i]);
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
        n->x = transform_119_convert(l, l->universe->empty_interface, n->x);
    } else if (id == BUILTIN_LEN || id == BUILTIN_CAP) {
        n->x = lower_implicit_star(l, l->current, n->x);
    }
    return n;
}

static Node *builtin(Lower *l, Node *call) {
    const BuiltinId id = call->field->as.builtin.id;
    if (id == BUILTIN_MAKE) {
        return make_call(l, call);
    }
    if (id == BUILTIN_NEW) {
        return new_call(l, call);
    }
    if (id == BUILTIN_UNSAFE_SIZEOF || id == BUILTIN_UNSAFE_ALIGNOF) {
        return measure(l, call, id);
    }
    call->op = list_op(id);
    spread_arguments(l, call);
    if (call->op == NODE_BAD) {
        return operand_builtin(l, call, id);
    }
    if (id == BUILTIN_APPEND) {
        convert_appended(l, call);
    } else if (id == BUILTIN_DELETE) {
        Type *map = type_underlying(call->list.at[0]->type);
        call->list.at[1] = transform_119_convert(l, map->as.map.key, call->list.at[1]);
    }
    return call;
}

/* ---- dispatch ---- */

/* A method of a generic type that turns out to be called. */
static void called_method(Node *fun) {
    if (fun->op == NODE_METHVALUE) {
        fun->op = lower_is_interface(fun->x->type) ? NODE_DOTINTER : NODE_DOTMETH;
    }
}

static Node *conversion(Lower *l, const Node *call) {
    Node *x = call->list.at[0];
    Node *n = lower_conversion(l, call->pos, call->x->type, x->op == NODE_PAREN ? x->x : x, false);
    if (n->op == NODE_SLICELIT) { /* made of a constant string */
        n->pos = l->current;
        for (int i = 0; i < n->list.len; i++) {
            n->list.at[i]->pos = l->current;
        }
    }
    return n;
}

Node *transform_119_call(Lower *l, Node *n) {
    if (n->x == NULL) {
        return builtin(l, n);
    }
    switch ((int)n->x->op) {
    case NODE_TYPE: return conversion(l, n);
    case NODE_FUNCINST:
    case NODE_XDOT: return early(l, n);
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2:
        if (l->in_instance) {
            return n; /* which assertion it is depends on the dictionary */
        }
        break;
    default: break;
    }
    called_method(n->x);
    transform_119_function(l, n);
    return n;
}
