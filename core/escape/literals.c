/*
 * Since 1.26 a local that always holds a constant is replaced by it where that saves an allocation: in
 * conversions to interfaces and as the size of a slice.
 * gc: escape/escape.go rewriteWithLiterals.
 */
#include "core/escape/internal.h"

Node *known_value(const Func *func, Node *n) {
    return func != NULL && func->detached ? node_strip_nops(n) : node_static_value(n);
}

static Node *new_literal(Escape *e, Pos pos, Type *type, const Value *value) {
    Node *literal = node_new(e->arena, NODE_LITERAL, pos, type);
    literal->value = value;
    return literal;
}

/* The length of a slice literal: one more than its largest index. */
static int64_t literal_length(const Node *n) {
    int64_t next = 0;
    int64_t length = 0;
    for (int i = 0; i < n->list.len; i++) {
        const Node *element = n->list.at[i];
        int64_t key;
        if (element->op == NODE_KEY && element->x != NULL && element->x->op == NODE_LITERAL &&
            value_as_int64(element->x->value, &key)) {
            next = key;
        }
        next++;
        length = next > length ? next : length;
    }
    return length;
}

static void rewrite_make(Escape *e, const Func *func, Node *n) {
    Node **count = n->y != NULL ? &n->y : &n->x;
    if (*count == NULL || (*count)->op == NODE_LITERAL) {
        return;
    }
    const Node *value = known_value(func, *count);
    if (value->op == NODE_LITERAL) {
        if (value_kind(value->value) == VALUE_INT && value_sign(value->value) >= 0) {
            *count = new_literal(e, n->pos, (*count)->type, value->value);
        }
    } else if (value->op == NODE_LEN) {
        const Node *slice = known_value(func, value->x);
        if (slice->op == NODE_SLICELIT) {
            *count = new_literal(e, n->pos, e->config->universe->basic[BASIC_INT],
                                 value_int(e->arena, literal_length(slice)));
        }
    }
}

/* A constant of this value may have the type. */
static bool fits_type(Type *type, const Value *value) {
    switch (value_kind(value)) {
    case VALUE_BOOL: return type_is_boolean(type);
    case VALUE_STRING: return type_is_string(type);
    case VALUE_INT: return type_is_integer(type);
    case VALUE_FLOAT: return type_is_float(type);
    case VALUE_COMPLEX: return type_is_complex(type);
    case VALUE_UNKNOWN: return false;
    }
    return false;
}

static void rewrite_conversion(Escape *e, const Func *func, Node *n) {
    Type *type = n->x->type;
    if (n->x->op == NODE_LITERAL || type == NULL || type_is_interface(type)) {
        return;
    }
    const Node *value = known_value(func, n->x);
    if (value->op == NODE_LITERAL && fits_type(type, value->value)) {
        n->x = new_literal(e, n->pos, type, value->value);
    }
}

void rewrite_with_literals(Escape *e, const Func *func, Node *n) {
    if (n == NULL || !e->go->rewrite_constants) {
        return;
    }
    if (n->op == NODE_MAKESLICE) {
        rewrite_make(e, func, n);
    } else if (n->op == NODE_CONVIFACE) {
        rewrite_conversion(e, func, n);
    }
}
