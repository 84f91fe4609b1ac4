/*
 * Expressions as the noder of Go 1.19 builds them: operands first, then what is implicit, at the current position.
 * gc 1.19: noder/expr.go; noder/helpers.go; noder/transform.go.
 */
#include "core/ir/order_119.h"

/* From this size on a value is converted to be compared with an interface. */
enum { HUGE_COMPARED = 1 << 16 };

void order_119_at(Lower *l, const Node *n) {
    if (n->op != NODE_NAME && pos_known(n->pos)) {
        l->current = n->pos;
    }
}

Node *order_119_convert(Lower *l, Type *dst, Node *x) {
    return dst == NULL ? x : lower_convert_node(l, l->current, dst, x);
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
        n->type = type_underlying(x->type)->as.pointer.elem;
    } else if (oper == OP_RECV) {
        n->op = NODE_RECV;
        n->type = type_underlying(x->type)->as.chan.elem;
    } else {
        n->oper = oper;
    }
    return n;
}

/* One node for all operands of a chain of +. */
static Node *concat(Lower *l, Expr *expr, Node *x, Node *y) {
    Node *n = x;
    if (x->op == NODE_ADDSTR) {
        n->pos = expr->pos;
    } else {
        n = lower_node(l, NODE_ADDSTR, expr->pos, x->type);
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
    return lower_is_interface(type) == lower_is_interface(other) || type_size(type) >= HUGE_COMPARED;
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
    if (x == NULL || y == NULL || type_identical(x, y)) {
        return;
    }
    if (lower_assignable(x, y)) {
        n->x = converts_to_compare(x, y) ? shown_conversion(l, y, n->x) : n->x;
    } else if (lower_assignable(y, x)) {
        n->y = converts_to_compare(y, x) ? shown_conversion(l, x, n->y) : n->y;
    }
}

static Node *binary(Lower *l, Expr *expr) {
    const Operator oper = expr->as.operation.op;
    Node *x = lower_expr(l, expr->as.operation.x);
    Node *y = lower_expr(l, expr->as.operation.y);
    if (oper == OP_ADD && type_is_string(x->type)) {
        return concat(l, expr, x, y);
    }
    Node *n = lower_node(l, NODE_BINARY, expr->pos, lower_type_of(l, expr));
    n->oper = oper;
    n->x = x;
    n->y = y;
    if (oper == OP_AND_AND) {
        n->op = NODE_ANDAND;
    } else if (oper == OP_OR_OR) {
        n->op = NODE_OROR;
    } else if (oper == OP_EQL || oper == OP_NEQ) {
        convert_compared(l, n);
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

Node *order_119_receiver(Lower *l, Expr *selector) {
    const Selection *selection = selector->as.selector.selection;
    Node *x = embedded(l, selector->pos, lower_expr(l, selector->as.selector.x), selection);
    if (lower_is_interface(x->type)) {
        return x;
    }
    const bool wants = is_pointer(selection->object->type->as.signature.recv->type);
    if (is_pointer(x->type) == wants) {
        return x;
    }
    Node *adjusted;
    if (wants) {
        adjusted = lower_addr(l, selector->pos, x);
    } else {
        adjusted = lower_node(l, NODE_DEREF, selector->pos, type_underlying(x->type)->as.pointer.elem);
        adjusted->x = x;
    }
    adjusted->implicit = true;
    return adjusted;
}

Node *order_119_method_expr(Lower *l, Expr *selector, Type *recv) {
    Selection *selection = selector->as.selector.selection;
    Object *method = selection->object;
    Node *n = lower_node(l, NODE_METHEXPR, selector->pos, lower_method_type(l, type_underlying(method->type), recv));
    n->x = lower_type_node(l, selector->pos, recv);
    n->sym = method->name->text;
    n->selection = selection;
    const Object *declared = method->type->as.signature.recv;
    const bool through_interface = declared != NULL && lower_is_interface(declared->type);
    n->var = lower_is_interface(recv) || through_interface ? NULL : lower_func_var(l, method);
    return n;
}

static Node *method_value(Lower *l, Expr *expr) {
    Selection *selection = expr->as.selector.selection;
    Node *n = lower_node(l, NODE_METHVALUE, expr->pos, expr->type);
    n->x = order_119_receiver(l, expr);
    n->sym = selection->object->name->text;
    n->selection = selection;
    n->var = lower_is_interface(n->x->type) ? NULL : lower_func_var(l, selection->object);
    return n;
}

static Node *selector(Lower *l, Expr *expr) {
    const Selection *selection = expr->as.selector.selection;
    if (selection->kind == SELECT_METHOD) {
        return method_value(l, expr);
    }
    if (selection->kind == SELECT_METHOD_EXPR) {
        return order_119_method_expr(l, expr, expr->as.selector.x->type);
    }
    Node *x = embedded(l, expr->pos, lower_expr(l, expr->as.selector.x), selection);
    Node *n = lower_dot_field(l, expr->pos, x, selection->path[selection->path_len - 1]);
    n->implicit = false;
    return n;
}

static Node *index_of(Lower *l, Expr *expr) {
    Node *n = lower_node(l, NODE_INDEX, expr->pos, lower_type_of(l, expr));
    n->x = lower_expr(l, expr->as.index.x);
    n->y = lower_expr(l, expr->as.index.index);
    const Type *type = type_underlying(n->x->type);
    if (type->kind != TYPE_MAP) {
        n->x = lower_implicit_star(l, l->current, n->x);
        return n;
    }
    n->op = NODE_INDEXMAP;
    n->y = order_119_convert(l, type->as.map.key, n->y);
    n->type = type->as.map.elem;
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
    if (type_underlying(x->type)->kind == TYPE_ARRAY) {
        x = lower_addr(l, l->current, x);
        x->implicit = true;
    }
    if (type_is_string(x->type)) {
        n->op = NODE_SLICESTR;
    } else if (is_pointer(x->type)) {
        n->op = full ? NODE_SLICE3ARR : NODE_SLICEARR;
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

/* One element: visited with all others, converted afterwards. */
typedef struct Element {
    Expr *expr; /* as written, its key with it */
    Node *key;  /* NULL without, and in structs */
    Node *value;
} Element;

static Element visit_element(Lower *l, Expr *expr, bool is_struct) {
    Element element = {.expr = expr};
    if (expr->kind == EXPR_KEY_VALUE) {
        element.key = is_struct ? NULL : lower_expr(l, expr->as.key_value.key);
        expr = expr->as.key_value.value;
    }
    element.value = lower_expr(l, expr);
    return element;
}

/* Where the element is, also when it is but a name. */
static void at_element(Lower *l, const Element *element) {
    const bool keyed = element->expr->kind == EXPR_KEY_VALUE;
    l->current = keyed || element->value->op == NODE_NAME ? element->expr->pos : element->value->pos;
}

static Object *field_named(const Type *type, const Expr *key) {
    for (int i = 0; i < type->as.struct_.fields.len; i++) {
        if (type->as.struct_.fields.at[i]->name == key->as.name.name) {
            return type->as.struct_.fields.at[i];
        }
    }
    return key->as.name.object;
}

static Node *struct_element(Lower *l, const Type *type, const Element *element, int i) {
    Object *field = element->expr->kind == EXPR_KEY_VALUE ? field_named(type, element->expr->as.key_value.key)
                                                          : type->as.struct_.fields.at[i];
    Node *n = lower_node(l, NODE_STRUCTKEY, l->current, field->type);
    n->field = field;
    n->sym = field->name->text;
    n->x = order_119_convert(l, field->type, element->value);
    return n;
}

static Node *list_element(Lower *l, Type *key_type, Type *type, const Element *element) {
    if (element->key == NULL) {
        return order_119_convert(l, type, element->value);
    }
    Node *n = lower_node(l, NODE_KEY, l->current, NULL);
    n->x = order_119_convert(l, key_type, element->key);
    n->y = order_119_convert(l, type, element->value);
    return n;
}

static Node *make_element(Lower *l, const Type *type, const Element *element, int i) {
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

static Node *composite(Lower *l, Expr *expr) {
    const bool pointer = is_pointer(expr->type);
    Type *type = pointer ? type_underlying(expr->type)->as.pointer.elem : expr->type;
    const Type *under = type_underlying(type);
    const ExprVec *elems = &expr->as.composite.elems;
    Element *elements = ARENA_ARRAY(l->arena, Element, elems->len + 1);
    for (int i = 0; i < elems->len; i++) {
        elements[i] = visit_element(l, elems->at[i], under->kind == TYPE_STRUCT);
    }
    Node *n = lower_node(l, literal_op(under), expr->pos, type);
    n->src = expr;
    const Pos before = l->current;
    for (int i = 0; i < elems->len; i++) {
        at_element(l, &elements[i]);
        Node *element = make_element(l, under, &elements[i], i);
        VEC_PUSH(l->arena, &n->list, element);
    }
    l->current = before;
    if (pointer) {
        n = lower_addr(l, expr->pos, n);
        n->type = expr->type;
    }
    return n;
}

/* ---- dispatch ---- */

Node *order_119_compound(Lower *l, Expr *expr) {
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
