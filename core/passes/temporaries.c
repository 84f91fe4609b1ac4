/*
 * Which operands code generation copies to a temporary because run-time functions take their address.
 * gc: walk/order.go addrTemp, mapKeyTemp; walk/convert.go dataWordFuncName; walk/walk.go mapfast; ssa/value.go CanSSA.
 */
#include "core/passes/internal.h"

#include "core/base/abort.h"

enum { WORD = 8, REGISTER_WORDS = 4, MAP_ELEM_MAX = 128 };

static bool is_addressable(const Node *n) {
    for (;; n = n->x) {
        switch ((int)n->op) {
        case NODE_INDEX: {
            const TypeKind kind = type_underlying(n->x->type)->kind;
            if (kind != TYPE_ARRAY) {
                return kind != TYPE_BASIC;
            }
            break;
        }
        case NODE_DOT: break;
        case NODE_DEREF:
        case NODE_DOTPTR: return true;
        case NODE_NAME: return n->var->class != CLASS_FUNC;
        default: return false;
        }
    }
}

/* The value can be kept in registers. */
static bool fits_registers(Type *type) {
    if (type_size(type) > REGISTER_WORDS * WORD) {
        return false;
    }
    const Type *under = type_underlying(type);
    if (under->kind == TYPE_ARRAY) {
        return under->as.array.len <= 1 && fits_registers(under->as.array.elem);
    }
    if (under->kind == TYPE_STRUCT) {
        const ObjectVec *fields = &under->as.struct_.fields;
        for (int i = 0; i < fields->len; i++) {
            if (fields->len > REGISTER_WORDS || !fits_registers(fields->at[i]->type)) {
                return false;
            }
        }
    }
    return true;
}

bool temporaries_for_address(Node *n, const GoVersion *go) {
    if (!is_addressable(n)) {
        return true;
    }
    const Node *outer = node_outer_value(n);
    return go->registers_copied && outer->op == NODE_NAME && outer->var->class == CLASS_AUTO &&
           !outer->var->is_closure_var && !outer->var->addrtaken && fits_registers(outer->type);
}

/* The only part of an array or struct, the type itself for others; NULL when there are more parts or none. */
static Type *sole_component(Type *type) {
    for (;;) {
        Type *under = type_underlying(type);
        if (under->kind == TYPE_ARRAY) {
            if (under->as.array.len != 1) {
                return NULL;
            }
            type = under->as.array.elem;
        } else if (under->kind == TYPE_STRUCT) {
            if (under->as.struct_.fields.len != 1) {
                return NULL;
            }
            type = under->as.struct_.fields.at[0]->type;
        } else {
            return under;
        }
    }
}

bool temporaries_boxed_by_address(Type *type) {
    const int64_t size = type_size(type);
    if ((size == 2 || size == 4 || size == 8) && type_align(type) == size && !type_has_pointers(type)) {
        return false;
    }
    Type *sole = sole_component(type);
    return sole == NULL || !(type_is_string(sole) || sole->kind == TYPE_SLICE);
}

/* Equality of the type is equality of its bytes. */
static bool is_plain(Type *type) {
    const Type *under = type_underlying(type);
    switch ((int)under->kind) {
    case TYPE_BASIC: return !type_is_string(type) && (under->as.basic.info & (INFO_FLOAT | INFO_COMPLEX)) == 0;
    case TYPE_POINTER:
    case TYPE_CHAN: return true;
    case TYPE_ARRAY: return is_plain(under->as.array.elem);
    case TYPE_STRUCT: {
        const ObjectVec *fields = &under->as.struct_.fields;
        int64_t end = 0;
        for (int i = 0; i < fields->len; i++) {
            const bool blank = fields->at[i]->name->text[0] == '_' && fields->at[i]->name->text[1] == '\0';
            if (blank || !is_plain(fields->at[i]->type) || struct_field_offset(type, i) != end) {
                return false;
            }
            end += type_size(fields->at[i]->type);
        }
        return end == type_size(type);
    }
    default: return false;
    }
}

MapKey temporaries_map_key(Type *map) {
    Type *key = map->as.map.key;
    Type *sole = sole_component(key);
    const bool string = sole != NULL && type_is_string(sole);
    const int64_t size = type_size(key);
    const bool fast =
        type_size(map->as.map.elem) <= MAP_ELEM_MAX && (string || ((size == 4 || size == 8) && is_plain(key)));
    if (!fast) {
        return MAP_KEY_BY_ADDRESS;
    }
    const TypeKind kind = type_underlying(key)->kind;
    if (kind == TYPE_ARRAY || kind == TYPE_STRUCT) {
        return MAP_KEY_COPIED;
    }
    key = type_unalias(key);
    const bool same =
        key->kind == TYPE_BASIC && (type_is_string(key) || key->as.basic.kind == BASIC_UINT32 ||
                                    key->as.basic.kind == BASIC_UINT64 || key->as.basic.kind == BASIC_UNSAFE_POINTER);
    return same ? MAP_KEY_BY_VALUE : MAP_KEY_CONVERTED;
}
