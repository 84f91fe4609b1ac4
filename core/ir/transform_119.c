/*
 * What Go 1.19 settles about an expression when its types are known: at once, or, in the body of a generic function,
 * for each instance anew. What is implicit stands at the current position.
 * gc 1.19: noder/transform.go; typecheck/subr.go AddImplicitDots; typecheck/expr.go Lookdot.
 */
#include "core/ir/transform_119.h"

#include <string.h>

/* From this size on a value is converted to be compared with an interface. */
enum { HUGE_COMPARED = 1 << 16 };

static bool is_pointer(Type *type) { return type_underlying(type)->kind == TYPE_POINTER; }

Node *transform_119_convert(Lower *l, Type *dst, Node *x) {
    if (dst == NULL) {
        return x; /* _ takes anything */
    }
    x = x->op == NODE_PAREN ? x->x : x;
    if (x->type == NULL || type_identical(x->type, dst)) {
        return x;
    }
    Node *n = lower_conversion(l, l->current, dst, x, true);
    if (n->op == NODE_CONVNOP && lower_is_interface(dst) && lower_identical(x->type, dst) &&
        !type_identical(x->type, dst)) {
        n->op = NODE_CONVIFACE; /* the tables of methods differ */
    }
    return n;
}

/* ---- operators ---- */

/* One node for all operands of a chain of +. */
static Node *concat(Lower *l, Node *sum) {
    Node *x = sum->x;
    Node *y = sum->y;
    Node *n = x;
    if (x->op == NODE_ADDSTR) {
        n->pos = sum->pos;
    } else {
        n = lower_node(l, NODE_ADDSTR, sum->pos, x->type);
        VEC_PUSH(l->arena, &n->list, x);
    }
    if (y->op != NODE_ADDSTR) {
        VEC_PUSH(l->arena, &n->list, y);
        return n;
    }
    for (int i = 0; i < y->list.len; i++) {
        VEC_PUSH(l->arena, &n->list, y->list.at[i]);
    }
    return n;
}

/* Whether comparing with a value of the other type converts one of this type to it. */
static bool converts_to_compare(Type *type, Type *other) {
    return type_has_shape(type) || lower_is_interface(type) == lower_is_interface(other) ||
           type_size(type) >= HUGE_COMPARED;
}

/* A conversion that messages show. */
static Node *shown_conversion(Lower *l, Type *dst, Node *x) {
    Node *n = lower_convert_node(l, l->current, dst, x);
    if (n != x) {
        n->implicit = false;
    }
    return n;
}

static void convert_compared(Lower *l, Node *n) {
    Type *x = n->x->type;
    Type *y = n->y->type;
    if (x == NULL || y == NULL || lower_identical(x, y)) {
        return;
    }
    if (lower_assigns(x, y)) {
        n->x = converts_to_compare(x, y) ? shown_conversion(l, y, n->x) : n->x;
    } else if (lower_assigns(y, x)) {
        n->y = converts_to_compare(y, x) ? shown_conversion(l, x, n->y) : n->y;
    }
}

static Node *binary(Lower *l, Node *n) {
    if (n->oper == OP_ADD && type_is_string(n->x->type)) {
        return concat(l, n);
    }
    if (n->oper == OP_EQL || n->oper == OP_NEQ) {
        convert_compared(l, n);
    }
    return n;
}

/* ---- access ---- */

static void index_of(Lower *l, Node *n) {
    const Type *type = type_underlying(n->x->type);
    if (type->kind != TYPE_MAP) {
        n->x = lower_implicit_star(l, l->current, n->x);
        return;
    }
    n->op = NODE_INDEXMAP;
    n->y = transform_119_convert(l, type->as.map.key, n->y);
    n->type = type->as.map.elem;
}

static void slice_of(Lower *l, Node *n) {
    const bool full = n->op == NODE_SLICE3;
    if (type_underlying(n->x->type)->kind == TYPE_ARRAY) {
        n->x = lower_addr(l, l->current, n->x);
        n->x->implicit = true;
    }
    if (type_is_string(n->x->type)) {
        n->op = NODE_SLICESTR;
    } else if (is_pointer(n->x->type)) {
        n->op = full ? NODE_SLICE3ARR : NODE_SLICEARR;
    }
}

/* A selector whose operand has become one. */
static Node *selected(Lower *l, Node *n) {
    Selection *selection = n->selection;
    if (n->x->op == NODE_TYPE) {
        Node *method = order_119_method_expr(l, n->pos, selection, n->x->type);
        n->op = NODE_METHEXPR;
        n->var = method->var;
        return n;
    }
    for (int i = 0; i + 1 < selection->path_len; i++) {
        n->x = lower_dot_field(l, n->pos, n->x, selection->path[i]);
    }
    if (selection->kind == SELECT_FIELD) {
        const Node *field = lower_dot_field(l, n->pos, n->x, selection->path[selection->path_len - 1]);
        n->op = field->op;
        n->field = field->field;
        n->type = field->type;
        return n;
    }
    n->op = NODE_METHVALUE;
    n->x = order_119_adjust(l, l->current, n->x, selection->object);
    if (!lower_is_interface(n->x->type) && selection->object->as.func.info->origin == NULL &&
        !lower_is_interface(selection->object->type->as.signature.recv->type) && order_119_targs(n->x->type) == NULL) {
        n->var = lower_func_var(l, selection->object);
    }
    return n;
}

Node *transform_119_dot(Lower *l, Node *n) { return selected(l, n); }

/* ---- composite literals ---- */

static Object *field_named(const Type *type, const char *name) {
    for (int i = 0; i < type->as.struct_.fields.len; i++) {
        if (strcmp(type->as.struct_.fields.at[i]->name->text, name) == 0) {
            return type->as.struct_.fields.at[i];
        }
    }
    return NULL;
}

static Node *struct_element(Lower *l, const Type *type, Node *element, int i) {
    const bool keyed = element->op == NODE_KEY;
    Object *field = keyed ? field_named(type, element->x->sym) : type->as.struct_.fields.at[i];
    Node *n = lower_node(l, NODE_STRUCTKEY, l->current, field->type);
    n->field = field;
    n->sym = field->name->text;
    n->x = transform_119_convert(l, field->type, keyed ? element->y : element);
    n->type = NULL;
    return n;
}

static Node *list_element(Lower *l, Type *key, Type *type, Node *element) {
    if (element->op != NODE_KEY) {
        return transform_119_convert(l, type, element);
    }
    element->x = transform_119_convert(l, key, element->x);
    element->y = transform_119_convert(l, type, element->y);
    return element;
}

static Node *element_of(Lower *l, const Type *type, Node *element, int i) {
    switch ((int)type->kind) {
    case TYPE_ARRAY: return list_element(l, NULL, type->as.array.elem, element);
    case TYPE_SLICE: return list_element(l, NULL, type->as.slice.elem, element);
    case TYPE_MAP: return list_element(l, type->as.map.key, type->as.map.elem, element);
    default: return struct_element(l, type, element, i);
    }
}

static NodeOp literal_op(const Type *type) {
    switch ((int)type->kind) {
    case TYPE_ARRAY: return NODE_ARRAYLIT;
    case TYPE_SLICE: return NODE_SLICELIT;
    case TYPE_MAP: return NODE_MAPLIT;
    default: return NODE_STRUCTLIT;
    }
}

static Node *literal(Lower *l, Node *n) {
    const Pos before = l->current;
    const Type *type = type_underlying(n->type);
    order_119_at(l, n);
    for (int i = 0; i < n->list.len; i++) {
        order_119_at(l, n->list.at[i]);
        n->list.at[i] = element_of(l, type, n->list.at[i], i);
    }
    n->op = literal_op(type);
    l->current = before;
    return n;
}

static bool is_literal(const Node *n) {
    return n->op == NODE_ARRAYLIT || n->op == NODE_SLICELIT || n->op == NODE_MAPLIT || n->op == NODE_STRUCTLIT;
}

Node *transform_119(Lower *l, Node *n) {
    switch ((int)n->op) {
    case NODE_BINARY: return binary(l, n);
    case NODE_INDEX: index_of(l, n); return n;
    case NODE_SLICE:
    case NODE_SLICE3: slice_of(l, n); return n;
    case NODE_COMPLIT: return literal(l, n);
    case NODE_XDOT: return selected(l, n);
    case NODE_ADDR: n->op = is_literal(n->x) ? NODE_PTRLIT : NODE_ADDR; return n;
    case NODE_CALL: return transform_119_call(l, n);
    case NODE_AS:
    case NODE_AS2: transform_119_assign(l, n); return n;
    case NODE_ASOP: transform_119_mark(n->x); return n;
    case NODE_RETURN: transform_119_return(l, n); return n;
    case NODE_SEND: n->y = transform_119_convert(l, type_underlying(n->x->type)->as.chan.elem, n->y); return n;
    case NODE_SELECT: transform_119_select(l, n); return n;
    default: return n;
    }
}
