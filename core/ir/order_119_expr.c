/*
 * Expressions as the noder of Go 1.19 builds them: operands first, then what is implicit, at the current position.
 * gc 1.19: noder/expr.go; noder/helpers.go; noder/transform.go.
 */
#include "core/ir/transform_119.h"

void order_119_at(Lower *l, const Node *n) {
    if (n->op != NODE_NAME && n->op != NODE_TYPE && pos_known(n->pos)) {
        l->current = n->pos;
    }
}

Type *order_119_base(Type *type) {
    type = type_unalias(type);
    return type_as_named(type->kind == TYPE_POINTER ? type->as.pointer.elem : type);
}

const TypeList *order_119_targs(Type *type) {
    const Type *named = order_119_base(type);
    return named != NULL ? named->as.named.targs : NULL;
}

/* ---- operators ---- */

static Node *unary(Lower *l, Expr *expr) {
    Node *x = lower_expr(l, expr->as.operation.x);
    const Operator oper = expr->as.operation.op;
    if (oper == OP_AND) {
        return lower_addr(l, expr->pos, x);
    }
    Node *n = lower_node(l, NODE_UNARY, expr->pos, lower_type_of(l, expr));
    n->x = x;
    if (oper == OP_MUL) {
        n->op = NODE_DEREF;
    } else if (oper == OP_RECV) {
        n->op = NODE_RECV;
        n->type = types_core(x->type)->as.chan.elem; /* without what tells whether there was a value */
    } else {
        n->oper = oper;
    }
    return n;
}

static Node *binary(Lower *l, Expr *expr) {
    const Operator oper = expr->as.operation.op;
    Node *x = lower_expr(l, expr->as.operation.x);
    Node *y = lower_expr(l, expr->as.operation.y);
    Node *n = lower_node(l, NODE_BINARY, expr->pos, lower_type_of(l, expr));
    n->oper = oper;
    n->x = x;
    n->y = y;
    if (oper == OP_AND_AND) {
        n->op = NODE_ANDAND;
    } else if (oper == OP_OR_OR) {
        n->op = NODE_OROR;
    }
    return n;
}

/* ---- access ---- */

static Node *embedded(Lower *l, Pos pos, Node *x, const Selection *selection) {
    for (int i = 0; i + 1 < selection->path_len; i++) {
        x = lower_dot_field(l, pos, x, selection->path[i]);
    }
    return x;
}

static bool is_pointer(Type *type) { return type_underlying(type)->kind == TYPE_POINTER; }

Node *order_119_adjust(Lower *l, Pos pos, Node *x, const Object *method) {
    if (lower_is_interface(x->type)) {
        return x;
    }
    const bool wants = is_pointer(method->type->as.signature.recv->type);
    if (is_pointer(x->type) == wants) {
        return x;
    }
    Node *adjusted;
    if (wants) {
        adjusted = lower_addr(l, pos, x);
    } else {
        adjusted = lower_node(l, NODE_DEREF, pos, type_underlying(x->type)->as.pointer.elem);
        adjusted->x = x;
    }
    adjusted->implicit = true;
    return adjusted;
}

Node *order_119_method_expr(Lower *l, Pos pos, Selection *selection, Type *recv) {
    Object *method = selection->object;
    Node *n = lower_node(l, NODE_METHEXPR, pos, lower_method_type(l, type_underlying(method->type), recv));
    n->x = lower_type_node(l, pos, recv);
    n->sym = method->name->text;
    n->selection = selection;
    const Object *declared = method->type->as.signature.recv;
    const bool through_interface = declared != NULL && lower_is_interface(declared->type);
    const bool generic = method->as.func.info->origin != NULL;
    n->var = lower_is_interface(recv) || through_interface || generic ? NULL : lower_func_var(l, method);
    return n;
}

static Node *method_value(Lower *l, Expr *expr, Node *x) {
    Selection *selection = expr->as.selector.selection;
    Object *method = selection->object;
    x = order_119_adjust(l, expr->pos, embedded(l, expr->pos, x, selection), method);
    Node *n = lower_node(l, NODE_METHVALUE, expr->pos, expr->type);
    n->x = x;
    n->sym = method->name->text;
    n->selection = selection;
    if (lower_is_interface(x->type)) {
        return n;
    }
    if (method->as.func.info->origin == NULL) {
        n->var = lower_func_var(l, method);
        return n;
    }
    const Type *named = order_119_base(x->type);
    Node *inst = lower_node(l, NODE_FUNCINST, expr->pos, expr->type);
    inst->x = n;
    inst->field = method->as.func.info->origin;
    for (int i = 0; i < named->as.named.targs->len; i++) {
        Node *targ = lower_type_node(l, expr->pos, named->as.named.targs->at[i]);
        VEC_PUSH(l->arena, &inst->list, targ);
    }
    return inst;
}

/* What is selected is settled when the types are known. */
static Node *open_selector(Lower *l, Expr *expr, Node *x) {
    Node *n = lower_node(l, NODE_XDOT, expr->pos, expr->type);
    n->x = x;
    n->sym = expr->as.selector.selection->object->name->text;
    n->selection = expr->as.selector.selection;
    return n;
}

static Node *selector(Lower *l, Expr *expr) {
    Selection *selection = expr->as.selector.selection;
    Expr *operand = expr->as.selector.x;
    const bool is_type = selection->kind == SELECT_METHOD_EXPR;
    Node *x = is_type ? lower_type_node(l, operand->pos, operand->type) : lower_expr(l, operand);
    if (is_type) {
        met_119_type(l, operand->type);
    }
    if (met_119_has_tparam(l, x->type)) {
        return open_selector(l, expr, x);
    }
    if (is_type) {
        return order_119_method_expr(l, expr->pos, selection, operand->type);
    }
    if (selection->kind == SELECT_METHOD) {
        return method_value(l, expr, x);
    }
    x = embedded(l, expr->pos, x, selection);
    Node *n = lower_dot_field(l, expr->pos, x, selection->path[selection->path_len - 1]);
    n->implicit = false;
    return n;
}

static Node *index_of(Lower *l, Expr *expr) {
    Node *n = lower_node(l, NODE_INDEX, expr->pos, lower_type_of(l, expr));
    n->x = lower_expr(l, expr->as.index.x);
    n->y = lower_expr(l, expr->as.index.index);
    return n;
}

static Node *slice_of(Lower *l, Expr *expr) {
    const bool full = expr->as.slice.index[2] != NULL;
    Node *x = lower_expr(l, expr->as.slice.x);
    Node *n = lower_node(l, full ? NODE_SLICE3 : NODE_SLICE, expr->pos, lower_type_of(l, expr));
    for (int i = 0; i < 3; i++) {
        Node *index = lower_opt_expr(l, expr->as.slice.index[i]);
        VEC_PUSH(l->arena, &n->list, index);
    }
    n->x = x;
    return n;
}

static Node *assertion(Lower *l, Expr *expr) {
    Node *n = lower_node(l, NODE_DOTTYPE, expr->pos, expr->as.assert_.type->type);
    n->x = lower_expr(l, expr->as.assert_.x);
    return n;
}

/* ---- composite literals ---- */

/* A name has no place of its own. */
static Node *element_value(Lower *l, Expr *expr) {
    Node *x = lower_expr(l, expr);
    if (x->op != NODE_NAME) {
        return x;
    }
    Node *n = lower_node(l, NODE_PAREN, expr->pos, x->type);
    n->x = x;
    n->implicit = true;
    return n;
}

static Node *element(Lower *l, Expr *expr, bool is_struct) {
    if (expr->kind != EXPR_KEY_VALUE) {
        return element_value(l, expr);
    }
    Expr *key = expr->as.key_value.key;
    Node *n = lower_node(l, NODE_KEY, expr->pos, NULL);
    if (is_struct) {
        n->x = lower_node(l, NODE_IDENT, key->pos, NULL);
        n->x->sym = key->as.name.name->text;
    } else {
        n->x = lower_expr(l, key);
    }
    n->y = element_value(l, expr->as.key_value.value);
    return n;
}

static Node *composite(Lower *l, Expr *expr) {
    const Type *core = types_core(expr->type);
    const bool pointer = core->kind == TYPE_POINTER;
    Type *type = pointer ? core->as.pointer.elem : expr->type;
    const bool is_struct = types_core(type)->kind == TYPE_STRUCT;
    const ExprVec *elems = &expr->as.composite.elems;
    Node *n = lower_node(l, NODE_COMPLIT, expr->pos, type);
    n->src = expr;
    for (int i = 0; i < elems->len; i++) {
        Node *x = element(l, elems->at[i], is_struct);
        VEC_PUSH(l->arena, &n->list, x);
    }
    if (!pointer) {
        return n;
    }
    Node *address = lower_node(l, NODE_PTRLIT, expr->pos, expr->type);
    address->x = order_119_settle(l, n);
    return address;
}

/* ---- dispatch ---- */

static Node *raw(Lower *l, Expr *expr) {
    switch ((int)expr->kind) {
    case EXPR_COMPOSITE: return composite(l, expr);
    case EXPR_FUNC: return lower_func_literal(l, expr);
    case EXPR_SELECTOR: return selector(l, expr);
    case EXPR_INDEX: return index_of(l, expr);
    case EXPR_SLICE: return slice_of(l, expr);
    case EXPR_ASSERT: return assertion(l, expr);
    case EXPR_OPERATION: return expr->as.operation.y == NULL ? unary(l, expr) : binary(l, expr);
    case EXPR_CALL: return order_119_call(l, expr);
    default: return lower_node(l, NODE_BAD, expr->pos, expr->type);
    }
}

Node *order_119_settle(Lower *l, Node *n) {
    const bool open = n->op == NODE_XDOT || (n->op == NODE_CALL && n->x != NULL && n->x->op == NODE_FUNCINST);
    return l->delayed || open ? n : transform_119(l, n);
}

Node *order_119_compound(Lower *l, Expr *expr) { return order_119_settle(l, raw(l, expr)); }

Node *order_119_instance(Lower *l, Expr *expr, Object *object) {
    const TypeList *targs = lower_instance_of(expr);
    Expr *name = expr->kind == EXPR_INDEX ? expr_unparen(expr->as.index.x) : expr;
    name = name->kind == EXPR_SELECTOR ? name->as.selector.sel : name;
    l->current = name->pos;
    Node *n = lower_node(l, NODE_FUNCINST, name->pos, expr->type);
    n->field = object->as.func.info->origin != NULL ? object->as.func.info->origin : object;
    n->x = lower_func_var(l, n->field)->node;
    for (int i = 0; i < targs->len; i++) {
        met_119_type(l, targs->at[i]);
        Node *targ = lower_type_node(l, name->pos, targs->at[i]);
        VEC_PUSH(l->arena, &n->list, targ);
    }
    return n;
}
