/*
 * Conversions, explicit and implicit, and the operation each one is. The implicit ones stand at their operand.
 * gc: noder/writer.go convertExpr; typecheck/subr.go assignOp, convertOp; typecheck/expr.go tcConv.
 */
#include "core/ir/internal.h"

#include "core/base/unicode.h"

bool lower_is_interface(Type *type) { return type_underlying(type)->kind == TYPE_INTERFACE && !type_is_tparam(type); }

static bool is_untyped_nil(Type *type) {
    const Type *bare = type_unalias(type);
    return bare->kind == TYPE_BASIC && bare->as.basic.kind == BASIC_UNTYPED_NIL;
}

static bool is_empty_interface(Type *type) {
    return lower_is_interface(type) && interface_method_count(type_underlying(type)) == 0;
}

static bool is_pointer_kind(Type *type) { return type_underlying(type)->kind == TYPE_POINTER; }

static bool is_basic(Type *type, BasicKind kind) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_BASIC && under->as.basic.kind == kind;
}

static bool implements(Type *type, Type *iface) {
    Object *wrong;
    Arena *scratch = arena_new();
    bool yes = missing_method(scratch, type, type_underlying(iface), true, &wrong) == NULL;
    arena_free(scratch);
    return yes;
}

/* Assignability of types. Spec: #Assignability. */
bool lower_assignable(Type *src, Type *dst) {
    if (type_identical(src, dst)) {
        return true;
    }
    if (is_untyped_nil(src)) {
        return type_has_nil(dst);
    }
    Type *from = type_underlying(src);
    Type *to = type_underlying(dst);
    bool one_unnamed = !type_is_named(src) || !type_is_named(dst);
    if (one_unnamed && type_identical(from, to) && !type_is_tparam(src) && !type_is_tparam(dst)) {
        return true;
    }
    if (to->kind == TYPE_INTERFACE && !type_is_tparam(dst)) {
        return implements(src, dst);
    }
    return from->kind == TYPE_CHAN && to->kind == TYPE_CHAN && from->as.chan.dir == CHAN_BOTH && one_unnamed &&
           type_identical(from->as.chan.elem, to->as.chan.elem);
}

/* The conversion that an assignment makes; NODE_BAD when the types are not assignable. gc: assignOp. */
static NodeOp assign_op(Type *src, Type *dst) {
    if (lower_identical(src, dst)) {
        return NODE_CONVNOP;
    }
    Type *from = type_underlying(src);
    Type *to = type_underlying(dst);
    if (lower_identical(from, to)) {
        if (is_empty_interface(src) || type_is_shape(src) || type_is_shape(dst)) {
            return NODE_CONVNOP;
        }
        if ((!type_is_named(src) || !type_is_named(dst)) && from->kind != TYPE_INTERFACE) {
            return NODE_CONVNOP;
        }
    }
    if (lower_is_interface(dst) && !is_untyped_nil(src)) {
        if (type_has_shape(src)) {
            return NODE_CONVIFACE; /* it was found to implement what it must before it became a shape */
        }
        return implements(src, dst) ? NODE_CONVIFACE : NODE_BAD;
    }
    return lower_assignable(src, dst) ? NODE_CONVNOP : NODE_BAD;
}

bool lower_assigns(Type *src, Type *dst) { return assign_op(src, dst) != NODE_BAD; }

/* int and uint are the 64-bit kinds here; uintptr is uint64. gc: types.SimType. */
static BasicKind simple_kind(Type *type) {
    BasicKind kind = type_underlying(type)->as.basic.kind;
    switch ((int)kind) {
    case BASIC_INT: return BASIC_INT64;
    case BASIC_UINT:
    case BASIC_UINTPTR: return BASIC_UINT64;
    default: return kind;
    }
}

static bool is_real_number(Type *type) { return type_is_integer(type) || type_is_float(type); }

static NodeOp numeric_op(Type *src, Type *dst) {
    return simple_kind(src) == simple_kind(dst) ? NODE_CONVNOP : NODE_CONV;
}

static Type *slice_elem(Type *type) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_SLICE ? under->as.slice.elem : NULL;
}

static NodeOp string_op(Type *src, Type *dst) {
    Type *from = slice_elem(src);
    Type *to = slice_elem(dst);
    if (type_is_string(dst)) {
        if (type_is_integer(src)) {
            return NODE_RUNESTR;
        }
        if (from != NULL) {
            return is_basic(from, BASIC_UINT8) ? NODE_BYTES2STR : NODE_RUNES2STR;
        }
    }
    if (type_is_string(src) && to != NULL) {
        return is_basic(to, BASIC_UINT8) ? NODE_STR2BYTES : NODE_STR2RUNES;
    }
    return NODE_BAD;
}

static NodeOp slice_op(Type *src, Type *dst) {
    const Type *to = type_underlying(dst);
    if (slice_elem(src) == NULL) {
        return NODE_BAD;
    }
    if (to->kind == TYPE_ARRAY) {
        return NODE_SLICE2ARR;
    }
    return to->kind == TYPE_POINTER ? NODE_SLICE2ARRPTR : NODE_BAD;
}

/* The operation of a conversion that is known to be legal. Spec: #Conversions.  gc: convertOp. */
static NodeOp convert_op(bool constant, Type *src, Type *dst) {
    NodeOp op = assign_op(src, dst);
    if (op != NODE_BAD) {
        return op;
    }
    if (type_identical_ignore_tags(type_underlying(src), type_underlying(dst))) {
        return NODE_CONVNOP;
    }
    if (is_pointer_kind(src) && is_pointer_kind(dst)) {
        return NODE_CONVNOP;
    }
    if ((is_real_number(src) && is_real_number(dst)) || (type_is_complex(src) && type_is_complex(dst))) {
        return numeric_op(src, dst);
    }
    if (constant && type_is_numeric(src) && type_is_numeric(dst)) {
        return NODE_CONV;
    }
    op = string_op(src, dst);
    if (op == NODE_BAD) {
        op = slice_op(src, dst);
    }
    return op != NODE_BAD ? op : NODE_CONVNOP; /* what is left: unsafe.Pointer */
}

/* A constant string as []rune is a slice literal. gc: stringtoruneslit. */
static Node *runes_literal(Lower *l, Node *conversion) {
    Node *n = lower_node(l, NODE_SLICELIT, conversion->pos, conversion->type);
    size_t length;
    const char *text = value_as_string(conversion->x->value, &length);
    Type *elem = slice_elem(conversion->type);
    for (size_t at = 0; at < length;) {
        int size;
        int rune = utf8_decode(text + at, length - at, &size);
        at += (size_t)size;
        Node *key = lower_node(l, NODE_KEY, conversion->pos, NULL);
        key->x = lower_int_literal(l, conversion->pos, l->universe->basic[BASIC_INT], n->list.len);
        key->y = lower_int_literal(l, conversion->pos, elem, rune);
        VEC_PUSH(l->arena, &n->list, key);
    }
    return n;
}

/* Slices of a defined byte or rune type become plain ones first. */
static Node *plain_slice(Lower *l, Node *x, Type *plain, BasicKind kind) {
    const Type *elem = type_unalias(slice_elem(x->type));
    if (elem->kind == TYPE_BASIC && elem->as.basic.kind == kind) {
        return x;
    }
    Node *n = lower_node(l, NODE_CONVNOP, x->pos, type_new_slice(l->arena, plain));
    n->x = x;
    return n;
}

Node *lower_conversion(Lower *l, Pos pos, Type *dst, Node *x, bool implicit) {
    Node *n = lower_node(l, convert_op(x->op == NODE_LITERAL, x->type, dst), pos, dst);
    n->x = x;
    n->implicit = implicit;
    switch ((int)n->op) {
    case NODE_CONVNOP: {
        const Type *from = type_underlying(x->type);
        const Type *to = type_underlying(dst);
        if (from->kind == TYPE_BASIC && to->kind == TYPE_BASIC && from->as.basic.kind == to->as.basic.kind &&
            (to->as.basic.info & (INFO_FLOAT | INFO_COMPLEX)) != 0) {
            n->op = NODE_CONV; /* rounds */
        }
        break;
    }
    case NODE_STR2RUNES: return x->op == NODE_LITERAL ? runes_literal(l, n) : n;
    case NODE_BYTES2STR: n->x = plain_slice(l, x, l->universe->byte_type, BASIC_UINT8); break;
    case NODE_RUNES2STR: n->x = plain_slice(l, x, l->universe->rune_type, BASIC_INT32); break;
    default: break;
    }
    return n;
}

/* A constant that becomes a type parameter is no constant any more. */
static Node *constant_of_tparam(Lower *l, Pos pos, Type *dst, Node *x) {
    const ValueKind kind = value_kind(x->value);
    const bool fits = kind == VALUE_BOOL     ? type_is_boolean(dst)
                      : kind == VALUE_STRING ? type_is_string(dst)
                                             : type_is_numeric(dst);
    if (!fits) {
        return NULL;
    }
    Node *n = lower_node(l, NODE_CONVNOP, pos, dst);
    n->x = lower_literal_node(l, x->pos, dst, x->value);
    n->implicit = true;
    return n;
}

/* dst, src: as the tree has them. */
static Node *convert_tree(Lower *l, Pos pos, Type *dst, Type *src, Node *x, bool implicit) {
    Type *real = lower_subst(l, dst);
    if (type_is_tparam(dst) && x->op == NODE_LITERAL) {
        Node *constant = constant_of_tparam(l, pos, real, x);
        if (constant != NULL) {
            return constant;
        }
    }
    Node *n = lower_conversion(l, pos, real, x, implicit);
    if (l->config->reached_only && n->op == NODE_CONVIFACE) {
        lower_touch_type(l, src); /* a call through the interface may turn out to be one of its methods */
    }
    const bool shapes = l->env != NULL && (type_has_shape(real) || type_has_shape(x->type));
    if (n->op == NODE_CONVNOP && shapes && lower_is_interface(real) && !is_empty_interface(real) &&
        !type_identical(src, dst)) {
        n->op = NODE_CONVIFACE; /* the tables of methods differ all the same */
    }
    return n;
}

Node *lower_convert_implicit(Lower *l, Type *dst, Expr *expr) {
    Type *src = lower_tree_type_of(l, expr);
    if (dst == NULL || src == NULL || type_identical(src, dst)) {
        return lower_expr(l, expr);
    }
    lower_touch_type(l, dst);
    lower_read_itab(l, src, dst);
    Node *n = convert_tree(l, expr->pos, dst, src, lower_expr(l, expr), true);
    if (n->op == NODE_CONVIFACE && n->src == NULL) {
        n->src = expr; /* what is converted is all that the source has of it */
    }
    return n;
}

Node *lower_convert_explicit(Lower *l, Type *dst, Expr *expr) {
    Type *src = lower_tree_type_of(l, expr);
    lower_touch_type(l, dst);
    lower_read_itab(l, src, dst);
    Node *x = lower_expr(l, expr);
    return convert_tree(l, expr->pos, dst, src, x, false);
}

Node *lower_convert_result(Lower *l, Pos pos, Type *dst, Type *src, Node *x) {
    if (dst == NULL || type_identical(src, dst)) {
        return x;
    }
    lower_touch_type(l, dst);
    lower_read_itab(l, src, dst);
    return convert_tree(l, pos, dst, src, x, true);
}

Node *lower_convert_node(Lower *l, Pos pos, Type *dst, Node *x) {
    if (x->type == NULL || lower_identical(x->type, dst)) {
        return x;
    }
    return lower_conversion(l, pos, dst, x, true);
}
