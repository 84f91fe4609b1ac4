#include "viz/holds.h"

#include "core/ir/ir.h"

/* What a thing is to those who point to it. */
typedef enum ContentKind {
    CONTENT_ANY,   /* not known */
    CONTENT_VALUE, /* a variable, the T of &T{} and new(T) */
    CONTENT_ARRAY, /* behind a slice: its elements */
    CONTENT_BYTES, /* behind a string, or a slice made of one */
    CONTENT_MAP,
    CONTENT_CHAN,
    CONTENT_FUNC,
    CONTENT_BOXED /* behind an interface */
} ContentKind;

typedef struct Content {
    ContentKind kind;
    Type *type; /* of the value, of an element, of what is boxed, of a map or a channel; NULL: not known */
} Content;

static Content content_of_node(const Node *n) {
    Type *type = n->type != NULL ? type_underlying(n->type) : NULL;
    if (type == NULL) {
        return (Content){CONTENT_ANY, NULL};
    }
    switch ((int)n->op) {
    case NODE_PTRLIT:
    case NODE_NEW:
        return type->kind == TYPE_POINTER ? (Content){CONTENT_VALUE, type->as.pointer.elem}
                                          : (Content){CONTENT_ANY, NULL};
    case NODE_SLICELIT:
    case NODE_MAKESLICE:
    case NODE_APPEND:
        return type->kind == TYPE_SLICE ? (Content){CONTENT_ARRAY, type->as.slice.elem} : (Content){CONTENT_ANY, NULL};
    case NODE_MAKEMAP:
    case NODE_MAPLIT: return (Content){CONTENT_MAP, type};
    case NODE_MAKECHAN: return (Content){CONTENT_CHAN, type};
    case NODE_CLOSURE:
    case NODE_METHVALUE: return (Content){CONTENT_FUNC, NULL};
    case NODE_CONVIFACE: return (Content){CONTENT_BOXED, n->x->type};
    case NODE_ADDSTR:
    case NODE_BYTES2STR:
    case NODE_RUNES2STR:
    case NODE_RUNESTR:
    case NODE_STR2BYTES: return (Content){CONTENT_BYTES, NULL};
    default: return (Content){CONTENT_ANY, NULL};
    }
}

static Content content_of(const Thing *thing) {
    const Var *var = thing->var != NULL ? thing->var : thing->location != NULL ? thing->location->var : NULL;
    const Node *node = thing->site != NULL ? thing->site : thing->location != NULL ? thing->location->node : NULL;
    if (var != NULL) {
        return (Content){CONTENT_VALUE, var->type};
    }
    return node != NULL ? content_of_node(node) : (Content){CONTENT_ANY, NULL};
}

/* A value of type `whole` is, or has as a part, one of type `part`. */
static bool has_part(Type *whole, Type *part) {
    Type *under = type_underlying(whole);
    if (type_identical(under, type_underlying(part))) {
        return true;
    }
    if (under->kind == TYPE_ARRAY) {
        return has_part(under->as.array.elem, part);
    }
    for (int i = 0; under->kind == TYPE_STRUCT && i < under->as.struct_.fields.len; i++) {
        if (has_part(under->as.struct_.fields.at[i]->type, part)) {
            return true;
        }
    }
    return false;
}

/* A pointer to `elem`, or a slice of it, may lead to the object, or into it. */
static bool leads_to(Type *elem, Content object) {
    const bool typed = object.kind == CONTENT_VALUE || object.kind == CONTENT_ARRAY;
    return typed && (has_part(object.type, elem) || has_part(elem, object.type));
}

/* A value of the type has a pointer to the object in it. */
static bool type_may_hold(Type *type, Content object) {
    Type *under = type_underlying(type);
    switch (under->kind) {
    case TYPE_BASIC:
        return under->as.basic.kind == BASIC_UNSAFE_POINTER || (type_is_string(type) && object.kind == CONTENT_BYTES);
    case TYPE_POINTER: return leads_to(under->as.pointer.elem, object);
    case TYPE_SLICE: return object.kind == CONTENT_BYTES || leads_to(under->as.slice.elem, object);
    case TYPE_MAP: return object.kind == CONTENT_MAP;
    case TYPE_CHAN: return object.kind == CONTENT_CHAN;
    case TYPE_SIGNATURE: return object.kind == CONTENT_FUNC;
    case TYPE_ARRAY: return type_may_hold(under->as.array.elem, object);
    case TYPE_STRUCT:
        for (int i = 0; i < under->as.struct_.fields.len; i++) {
            if (type_may_hold(under->as.struct_.fields.at[i]->type, object)) {
                return true;
            }
        }
        return false;
    default: return true;
    }
}

/* A function literal holds addresses of what it captured by reference, and copies of the rest. */
static bool literal_may_hold(const Func *literal, const Thing *to, Content object, bool known) {
    for (int i = 0; i < literal->closure_vars.len; i++) {
        const Var *var = literal->closure_vars.at[i];
        const bool itself =
            to->location != NULL && var->outer != NULL && var_canonical(var->outer)->location == to->location;
        if (var->by_value ? !known || type_may_hold(var->type, object) : itself) {
            return true;
        }
    }
    return false;
}

static bool is_known(Type *type) { return type != NULL && !type_has_shape(type) && !type_mentions_tparam(type); }

bool thing_may_hold(const Thing *from, const Thing *to) {
    const Content holder = content_of(from);
    const Content object = content_of(to);
    const bool typed = object.kind == CONTENT_VALUE || object.kind == CONTENT_ARRAY;
    const bool known = object.kind != CONTENT_ANY && (!typed || is_known(object.type));
    if (from->location != NULL && from->location->node != NULL && from->location->node->op == NODE_CLOSURE) {
        return literal_may_hold(from->location->node->func, to, object, known);
    }
    if (!known || !is_known(holder.type)) {
        return true;
    }
    if (holder.kind == CONTENT_MAP) {
        return type_may_hold(holder.type->as.map.key, object) || type_may_hold(holder.type->as.map.elem, object);
    }
    return type_may_hold(holder.kind == CONTENT_CHAN ? holder.type->as.chan.elem : holder.type, object);
}
