/*
 * Composite literals. The keys of struct literals become fields; &T left out before an element of type *T is put in.
 * gc: noder/writer.go compLit; noder/reader.go compLit; typecheck/expr.go tcCompLit.
 */
#include "core/ir/internal.h"

static Object *field_of(const Type *type, const Expr *key) {
    const Name *name = key->as.name.name;
    for (int i = 0; i < type->as.struct_.fields.len; i++) {
        if (type->as.struct_.fields.at[i]->name == name) {
            return type->as.struct_.fields.at[i];
        }
    }
    return key->as.name.object; /* promoted from an embedded struct */
}

/* type: the tree's. */
static void struct_fields(Lower *l, Node *literal, const Type *type, Expr *expr) {
    for (int i = 0; i < expr->as.composite.elems.len; i++) {
        Expr *element = expr->as.composite.elems.at[i];
        Object *field;
        Pos pos = element->pos;
        if (element->kind == EXPR_KEY_VALUE) {
            pos = element->as.key_value.key->pos;
            field = field_of(type, element->as.key_value.key);
            element = element->as.key_value.value;
        } else {
            field = type->as.struct_.fields.at[i];
        }
        Node *key = lower_node(l, NODE_STRUCTKEY, pos, lower_subst(l, field->type));
        key->field = field;
        key->sym = field->name->text;
        key->x = lower_convert_implicit(l, field->type, element);
        VEC_PUSH(l->arena, &literal->list, key);
    }
}

/* key_type: of a map; NULL: indexes are left as they are. */
static void elements(Lower *l, Node *literal, Type *key_type, Type *type, Expr *expr) {
    for (int i = 0; i < expr->as.composite.elems.len; i++) {
        Expr *element = expr->as.composite.elems.at[i];
        Node *n;
        if (element->kind == EXPR_KEY_VALUE) {
            Expr *key = element->as.key_value.key;
            n = lower_node(l, NODE_KEY, key->pos, NULL);
            n->x = lower_convert_implicit(l, key_type, key);
            n->y = lower_convert_implicit(l, type, element->as.key_value.value);
        } else {
            n = lower_convert_implicit(l, type, element);
        }
        VEC_PUSH(l->arena, &literal->list, n);
    }
}

Node *lower_composite(Lower *l, Expr *expr) {
    Type *tree = expr->type;
    Type *type = lower_subst(l, tree);
    bool pointer = type_underlying(type)->kind == TYPE_POINTER;
    Type *literal_type = pointer ? type_underlying(type)->as.pointer.elem : type;
    if (pointer) {
        tree = types_core(tree)->as.pointer.elem;
    }
    Type *under = types_core(tree);
    Node *n = lower_node(l, NODE_STRUCTLIT, expr->pos, literal_type);
    n->src = expr;
    switch ((int)under->kind) {
    case TYPE_ARRAY:
        n->op = NODE_ARRAYLIT;
        elements(l, n, NULL, under->as.array.elem, expr);
        break;
    case TYPE_SLICE:
        n->op = NODE_SLICELIT;
        elements(l, n, NULL, under->as.slice.elem, expr);
        break;
    case TYPE_MAP:
        n->op = NODE_MAPLIT;
        lower_read_rtype(l, tree);
        elements(l, n, under->as.map.key, under->as.map.elem, expr);
        break;
    default: struct_fields(l, n, under, expr); break;
    }
    if (pointer) {
        n = lower_addr(l, expr->pos, n);
        n->type = type;
    }
    return n;
}
