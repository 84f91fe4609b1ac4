/*
 * Expressions: names, constants, operators, selectors, index and slice. Parentheses dissolve; constant
 * expressions become literals; selectors of embedded fields, dereferences and addresses that Go leaves out
 * are put in.
 * gc: noder/writer.go expr; noder/reader.go expr; typecheck/expr.go; noder/helpers.go idealType, FixValue.
 */
#include "core/ir/internal.h"

/* ---- types and objects of expressions ---- */

static BasicKind ideal_kind(const Expr *expr, BasicKind untyped) {
    switch ((int)untyped) {
    case BASIC_UNTYPED_BOOL: return BASIC_BOOL;
    case BASIC_UNTYPED_STRING: return BASIC_STRING;
    case BASIC_UNTYPED_RUNE: return BASIC_INT32;
    case BASIC_UNTYPED_INT:
    case BASIC_UNTYPED_FLOAT:
    case BASIC_UNTYPED_COMPLEX: return expr->value != NULL && value_sign(expr->value) < 0 ? BASIC_INT : BASIC_UINT;
    default: return untyped;
    }
}

Type *lower_tree_type_of(Lower *l, const Expr *expr) {
    Type *type = expr->type;
    if (type == NULL || (expr->mode == MODE_NO_VALUE && expr->value == NULL)) {
        return NULL;
    }
    const Type *bare = type_unalias(type);
    if (bare->kind == TYPE_BASIC && (bare->as.basic.info & INFO_UNTYPED) != 0) {
        return l->universe->basic[ideal_kind(expr, bare->as.basic.kind)];
    }
    return type;
}

Type *lower_type_of(Lower *l, const Expr *expr) { return lower_subst(l, lower_tree_type_of(l, expr)); }

Object *lower_object_of(Expr *expr) {
    if (expr->kind == EXPR_INDEX && lower_instance_of(expr) != NULL) {
        expr = expr_unparen(expr->as.index.x);
    }
    if (expr->kind == EXPR_SELECTOR && expr->as.selector.selection == NULL) {
        expr = expr->as.selector.sel;
    }
    return expr->kind == EXPR_NAME ? expr->as.name.object : NULL;
}

/* ---- leaves ---- */

Node *lower_nil(Lower *l, Pos pos, Type *type) { return lower_node(l, NODE_NIL, pos, type); }

Node *lower_type_node(Lower *l, Pos pos, Type *type) { return lower_node(l, NODE_TYPE, pos, type); }

/* The value in the representation of the type. */
static const Value *fix_value(Lower *l, Type *type, const Value *value) {
    const Value *fixed = value;
    if (type_is_integer(type)) {
        fixed = value_to_int(l->arena, value);
    } else if (type_is_float(type)) {
        fixed = value_to_float(l->arena, value);
        fixed = type_size(type) == 4 ? value_round32(l->arena, fixed) : value_round64(l->arena, fixed);
    } else if (type_is_complex(type)) {
        fixed = value_to_complex(l->arena, value);
        fixed = type_size(type) == 8 ? value_round32(l->arena, fixed) : value_round64(l->arena, fixed);
    }
    return value_kind(fixed) == VALUE_UNKNOWN ? value : fixed;
}

Node *lower_literal_node(Lower *l, Pos pos, Type *type, const Value *value) {
    Node *n = lower_node(l, NODE_LITERAL, pos, type);
    n->value = fix_value(l, type, value);
    return n;
}

Node *lower_int_literal(Lower *l, Pos pos, Type *type, int64_t value) {
    return lower_literal_node(l, pos, type, value_int(l->arena, value));
}

void lower_read_type_operand(Lower *l, Type *iface, Type *type) {
    if (iface != NULL && !type_is_tparam(iface) && interface_method_count(type_underlying(iface)) > 0) {
        lower_read_itab(l, type, iface);
    } else {
        lower_read_rtype(l, type);
    }
}

Node *lower_type_operand(Lower *l, Expr *type) {
    Node *n = lower_type_node(l, type->pos, lower_subst(l, type->type));
    if (lower_derived(l, type->type) && l->go->unified_ir) {
        n->op = NODE_DYNAMICTYPE;
    }
    return n;
}

static Node *lower_name(Lower *l, Expr *expr, Object *object) {
    if (object->kind == OBJ_FUNC) {
        if (lower_instance_of(expr) != NULL) {
            return l->noder->instance(l, expr, object);
        }
        lower_touch_object(l, object);
        return lower_func_var(l, object)->node;
    }
    Var *var;
    if (lower_is_global(object)) {
        lower_touch_object(l, object);
        var = lower_global(l, object);
    } else {
        var = lower_use_local(l, object, expr->pos);
    }
    var->used = true;
    return var->node;
}

/* ---- made nodes ---- */

Node *lower_init_expr(Lower *l, NodeVec *init, Node *x) {
    if (init->len == 0) {
        return x;
    }
    Node *n = x;
    if (x->op == NODE_NAME || x->op == NODE_LITERAL || x->op == NODE_NIL || x->op == NODE_TYPE) {
        n = lower_node(l, NODE_CONVNOP, l->last_read, x->type);
        n->x = x;
    }
    for (int i = 0; i < n->init.len; i++) {
        VEC_PUSH(l->arena, init, n->init.at[i]);
    }
    n->init = *init;
    return n;
}

Node *lower_addr(Lower *l, Pos pos, Node *x) {
    bool literal = x->op == NODE_ARRAYLIT || x->op == NODE_SLICELIT || x->op == NODE_MAPLIT || x->op == NODE_STRUCTLIT;
    Node *n = lower_node(l, literal ? NODE_PTRLIT : NODE_ADDR, pos, type_new_pointer(l->arena, x->type));
    n->x = x;
    if (!literal) {
        lower_mark_addrtaken(x);
    }
    return n;
}

static Node *implicit_deref(Lower *l, Pos pos, Node *x) {
    Node *n = lower_node(l, NODE_DEREF, pos, type_underlying(x->type)->as.pointer.elem);
    n->x = x;
    n->implicit = true;
    return n;
}

Node *lower_implicit_star(Lower *l, Pos pos, Node *x) {
    const Type *type = type_underlying(x->type);
    if (type->kind != TYPE_POINTER || type_underlying(type->as.pointer.elem)->kind != TYPE_ARRAY) {
        return x;
    }
    return implicit_deref(l, pos, x);
}

static Node *dot(Lower *l, Pos pos, Node *x, int index) {
    NodeOp op = NODE_DOT;
    Type *type = type_underlying(x->type);
    if (type->kind == TYPE_POINTER) {
        op = NODE_DOTPTR;
        type = type_underlying(type->as.pointer.elem);
    }
    Object *field = type->as.struct_.fields.at[index];
    Node *n = lower_node(l, op, pos, field->type);
    n->x = x;
    n->field = field;
    n->sym = field->name->text;
    return n;
}

Node *lower_dot_field(Lower *l, Pos pos, Node *x, int index) {
    Node *n = dot(l, pos, x, index);
    n->implicit = true;
    return n;
}

/* ---- operators ---- */

static Node *lower_unary(Lower *l, Expr *expr) {
    Node *x = lower_expr(l, expr->as.operation.x);
    NodeOp op = NODE_UNARY;
    Type *type = lower_type_of(l, expr);
    switch ((int)expr->as.operation.op) {
    case OP_AND: return lower_addr(l, expr->pos, x);
    case OP_MUL:
        op = NODE_DEREF;
        type = type_underlying(x->type)->as.pointer.elem;
        break;
    case OP_RECV:
        op = NODE_RECV;
        type = type_underlying(x->type)->as.chan.elem;
        break;
    default: break;
    }
    Node *n = lower_node(l, op, expr->pos, type);
    n->oper = op == NODE_UNARY ? expr->as.operation.op : OP_NONE;
    n->x = x;
    return n;
}

/* String concatenation: one node with all operands of the chain, at the outermost +. */
static Node *concat(Lower *l, Expr *expr, Node *x, Node *y) {
    Node *n = x;
    if (x->op == NODE_ADDSTR) {
        n->pos = expr->pos;
    } else {
        n = lower_node(l, NODE_ADDSTR, expr->pos, NULL);
        VEC_PUSH(l->arena, &n->list, x);
    }
    if (y->op == NODE_ADDSTR) {
        for (int i = 0; i < y->list.len; i++) {
            VEC_PUSH(l->arena, &n->list, y->list.at[i]);
        }
    } else {
        VEC_PUSH(l->arena, &n->list, y);
    }
    n->type = lower_type_of(l, expr);
    return n;
}

/* The type both operands are converted to; NULL when they are left as they are. */
static Type *common_type(Lower *l, const Expr *expr) {
    Operator op = expr->as.operation.op;
    if (op == OP_SHL || op == OP_SHR) {
        return NULL;
    }
    Type *x = lower_tree_type_of(l, expr->as.operation.x);
    Type *y = lower_tree_type_of(l, expr->as.operation.y);
    if (x == NULL || y == NULL) {
        return NULL;
    }
    if (!l->go->convert_comparison && lower_is_interface(x) != lower_is_interface(y) &&
        type_size(lower_is_interface(x) ? y : x) < 1 << 16) {
        return NULL;
    }
    return lower_assignable(x, y) ? y : x;
}

static Node *lower_binary(Lower *l, Expr *expr) {
    Type *common = common_type(l, expr);
    Node *x = lower_convert_implicit(l, common, expr->as.operation.x);
    Node *y = lower_convert_implicit(l, common, expr->as.operation.y);
    NodeOp op = NODE_BINARY;
    Operator oper = expr->as.operation.op;
    if (oper == OP_AND_AND) {
        op = NODE_ANDAND;
    } else if (oper == OP_OR_OR) {
        op = NODE_OROR;
    } else if (oper == OP_ADD && type_is_string(x->type)) {
        return concat(l, expr, x, y);
    }
    Node *n = lower_node(l, op, expr->pos, lower_type_of(l, expr));
    n->oper = oper;
    n->x = x;
    n->y = y;
    return n;
}

/* ---- access ---- */

static Node *lower_field(Lower *l, Expr *expr) {
    const Selection *selection = expr->as.selector.selection;
    Node *x = lower_expr(l, expr->as.selector.x);
    for (int i = 0; i + 1 < selection->path_len; i++) {
        x = lower_dot_field(l, expr->pos, x, selection->path[i]);
    }
    return dot(l, expr->pos, x, selection->path[selection->path_len - 1]);
}

static Node *lower_selector(Lower *l, Expr *expr) {
    switch (expr->as.selector.selection->kind) {
    case SELECT_FIELD: return lower_field(l, expr);
    case SELECT_METHOD: return lower_method_value(l, expr);
    case SELECT_METHOD_EXPR: return lower_method_expr(l, expr);
    }
    return NULL;
}

static Node *lower_index(Lower *l, Expr *expr) {
    Expr *inner = expr_unparen(expr->as.index.x);
    if (inner->kind == EXPR_SELECTOR && inner->as.selector.sel->as.name.instance != NULL) {
        return lower_selector(l, inner); /* x.M[T] */
    }
    Node *x = lower_expr(l, expr->as.index.x);
    const Type *type = type_underlying(x->type);
    Node *n = lower_node(l, NODE_INDEX, expr->pos, NULL);
    if (type->kind == TYPE_MAP) {
        Type *tree = lower_tree_type_of(l, expr->as.index.x);
        n->op = NODE_INDEXMAP;
        n->x = x;
        n->y = lower_convert_implicit(l, types_core(tree)->as.map.key, expr->as.index.index);
        n->type = type->as.map.elem;
        lower_read_rtype(l, tree);
        return n;
    }
    n->y = lower_expr(l, expr->as.index.index);
    n->x = lower_implicit_star(l, expr->pos, x);
    type = type_underlying(n->x->type);
    n->type = l->universe->byte_type;
    if (type->kind == TYPE_ARRAY) {
        n->type = type->as.array.elem;
    } else if (type->kind == TYPE_SLICE) {
        n->type = type->as.slice.elem;
    }
    return n;
}

static Node *lower_slice(Lower *l, Expr *expr) {
    Node *x = lower_expr(l, expr->as.slice.x);
    bool full = expr->as.slice.index[2] != NULL;
    Node *n = lower_node(l, full ? NODE_SLICE3 : NODE_SLICE, expr->pos, x->type);
    for (int i = 0; i < 3; i++) {
        Node *index = lower_opt_expr(l, expr->as.slice.index[i]);
        VEC_PUSH(l->arena, &n->list, index);
    }
    if (type_underlying(x->type)->kind == TYPE_ARRAY) {
        x = lower_addr(l, expr->pos, x);
        x->implicit = true;
    }
    const Type *type = type_underlying(x->type);
    if (type->kind == TYPE_BASIC) {
        n->op = NODE_SLICESTR;
    } else if (type->kind == TYPE_POINTER) {
        n->op = full ? NODE_SLICE3ARR : NODE_SLICEARR;
        n->type = type_new_slice(l->arena, type_underlying(type->as.pointer.elem)->as.array.elem);
    }
    n->x = x;
    return n;
}

bool lower_through_itab(Lower *l, Type *iface) {
    return l->go->dynamic_itab_assert && lower_is_interface(iface) &&
           interface_method_count(type_underlying(iface)) > 0;
}

static Node *lower_assert(Lower *l, Expr *expr) {
    Type *type = expr->as.assert_.type->type;
    Type *iface = lower_tree_type_of(l, expr->as.assert_.x);
    Node *n = lower_node(l, NODE_DOTTYPE, expr->pos, lower_subst(l, type));
    if (lower_derived(l, type) || lower_through_itab(l, iface)) {
        n->op = NODE_DYNAMICDOTTYPE;
    }
    n->x = lower_expr(l, expr->as.assert_.x);
    lower_read_type_operand(l, iface, type);
    lower_read_rtype(l, iface);
    return n;
}

/* ---- dispatch ---- */

Node *lower_compound(Lower *l, Expr *expr) {
    switch (expr->kind) {
    case EXPR_COMPOSITE: return lower_composite(l, expr);
    case EXPR_FUNC: return lower_func_literal(l, expr);
    case EXPR_SELECTOR: return lower_selector(l, expr);
    case EXPR_INDEX: return lower_index(l, expr);
    case EXPR_SLICE: return lower_slice(l, expr);
    case EXPR_ASSERT: return lower_assert(l, expr);
    case EXPR_OPERATION: return expr->as.operation.y == NULL ? lower_unary(l, expr) : lower_binary(l, expr);
    case EXPR_CALL: return lower_call_expr(l, expr);
    case EXPR_BAD:
    case EXPR_NAME:
    case EXPR_LITERAL:
    case EXPR_KEY_VALUE:
    case EXPR_PAREN:
    case EXPR_TYPE_SWITCH:
    case EXPR_LIST:
    case EXPR_ARRAY_TYPE:
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE:
    case EXPR_STRUCT_TYPE:
    case EXPR_INTERFACE_TYPE:
    case EXPR_FUNC_TYPE:
    case EXPR_MAP_TYPE:
    case EXPR_CHAN_TYPE: break;
    }
    return lower_node(l, NODE_BAD, expr->pos, expr->type);
}

/* Calls give shapes where the tree has real types, and pointers are one shape: the node takes the tree's type. */
static void reshape(Node *n, Type *type) {
    if (type == NULL || n->type == NULL || n->op == NODE_NAME || type->kind == TYPE_TUPLE ||
        n->type->kind == TYPE_TUPLE) {
        return;
    }
    if ((type_has_shape(n->type) || type_has_shape(type)) && !type_identical(n->type, type)) {
        n->type = type;
    }
}

/* Go 1.19 translates the types of these behind those of their operands. */
static bool is_met_last(const Expr *expr) {
    return expr->value == NULL && (expr->kind == EXPR_CALL || expr->kind == EXPR_COMPOSITE || expr->kind == EXPR_FUNC ||
                                   expr->kind == EXPR_SELECTOR || expr->kind == EXPR_ASSERT);
}

Node *lower_expr(Lower *l, Expr *expr) {
    expr = expr_unparen(expr);
    Type *tree = lower_tree_type_of(l, expr);
    Type *type = lower_subst(l, tree);
    const bool has_type = tree != NULL && tree->kind != TYPE_TUPLE;
    const bool met_last = !l->go->unified_ir && is_met_last(expr);
    if (has_type && !met_last) {
        lower_touch_type(l, tree);
    }
    Node *n;
    if (expr->value != NULL) {
        n = lower_literal_node(l, expr->pos, type, expr->value);
    } else {
        l->current = expr->pos;
        Object *object = lower_object_of(expr);
        if (object != NULL && object->kind == OBJ_NIL) {
            n = lower_nil(l, expr->pos, type);
        } else if (object != NULL) {
            return lower_name(l, expr, object);
        } else {
            lower_enter(l);
            n = l->noder->compound(l, expr);
            lower_leave(l);
        }
    }
    if (has_type && met_last) {
        lower_touch_type(l, tree);
    }
    if (n->src == NULL) {
        n->src = expr;
    }
    reshape(n, type);
    return n;
}

Node *lower_opt_expr(Lower *l, Expr *expr) { return expr != NULL ? lower_expr(l, expr) : NULL; }
