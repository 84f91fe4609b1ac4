/*
 * Making types, and seeing through aliases and names.
 * gc: types2/{array,slice,pointer,map,chan,tuple,struct,signature,interface}.go.
 */
#include "core/types/type.h"

#include <string.h>

#include "core/types/declare.h"

Type *type_new(Arena *arena, TypeKind kind) {
    Type *type = ARENA_NEW(arena, Type);
    type->kind = kind;
    type->size = -1;
    switch (kind) {
    case TYPE_STRUCT: type->as.struct_.arena = arena; break;
    case TYPE_INTERFACE: type->as.interface.arena = arena; break;
    case TYPE_PARAM:
        type->as.tparam.arena = arena;
        type->as.tparam.index = -1;
        break;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_POINTER:
    case TYPE_ARRAY:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE:
    case TYPE_UNION: break;
    }
    return type;
}

Type *type_new_pointer(Arena *arena, Type *elem) {
    Type *type = type_new(arena, TYPE_POINTER);
    type->as.pointer.elem = elem;
    return type;
}

Type *type_new_slice(Arena *arena, Type *elem) {
    Type *type = type_new(arena, TYPE_SLICE);
    type->as.slice.elem = elem;
    return type;
}

Type *type_new_array(Arena *arena, Type *elem, int64_t len) {
    Type *type = type_new(arena, TYPE_ARRAY);
    type->as.array.elem = elem;
    type->as.array.len = len;
    return type;
}

Type *type_new_map(Arena *arena, Type *key, Type *elem) {
    Type *type = type_new(arena, TYPE_MAP);
    type->as.map.key = key;
    type->as.map.elem = elem;
    return type;
}

Type *type_new_chan(Arena *arena, ChanDir dir, Type *elem) {
    Type *type = type_new(arena, TYPE_CHAN);
    type->as.chan.dir = dir;
    type->as.chan.elem = elem;
    return type;
}

Type *type_new_tuple(Arena *arena, Object **vars, int n) {
    Type *type = type_new(arena, TYPE_TUPLE);
    for (int i = 0; i < n; i++) {
        VEC_PUSH(arena, &type->as.tuple.vars, vars[i]);
    }
    return type;
}

Type *type_new_signature(Arena *arena, Object *recv, Type *params, Type *results, bool variadic) {
    Type *type = type_new(arena, TYPE_SIGNATURE);
    type->as.signature.recv = recv;
    type->as.signature.params = params != NULL ? params : type_new_tuple(arena, NULL, 0);
    type->as.signature.results = results != NULL ? results : type_new_tuple(arena, NULL, 0);
    type->as.signature.variadic = variadic;
    return type;
}

Type *type_new_struct(Arena *arena, ObjectVec fields, const char **tags) {
    Type *type = type_new(arena, TYPE_STRUCT);
    type->as.struct_.fields = fields;
    type->as.struct_.tags = tags;
    if (tags != NULL) {
        type->as.struct_.tag_lens = ARENA_ARRAY(arena, unsigned, fields.len);
        for (int i = 0; i < fields.len; i++) {
            type->as.struct_.tag_lens[i] = tags[i] != NULL ? (unsigned)strlen(tags[i]) : 0;
        }
    }
    return type;
}

Type *type_new_interface(Arena *arena, ObjectVec methods, TypeVec embeddeds) {
    Type *type = type_new(arena, TYPE_INTERFACE);
    for (int i = 0; i < methods.len; i++) {
        Object *method = methods.at[i];
        if (method->type->as.signature.recv == NULL) {
            method->type->as.signature.recv =
                object_new_var(arena, VAR_RECEIVER, method->pos, method->package, NULL, type);
        }
    }
    type->as.interface.methods = methods;
    type->as.interface.embeddeds = embeddeds;
    type->as.interface.complete = true;
    return type;
}

/* ---- aliases and names ---- */

Type *type_unalias(Type *type) {
    if (type == NULL || type->kind != TYPE_ALIAS) {
        return type;
    }
    if (type->as.alias.actual != NULL) {
        return type->as.alias.actual;
    }
    Type *actual = type;
    while (actual != NULL && actual->kind == TYPE_ALIAS) {
        actual = actual->as.alias.from_rhs;
    }
    if (actual == NULL) {
        /* Still being declared: nothing is known of it, not even that it is wrong. */
        return type;
    }
    type->as.alias.actual = actual;
    return actual;
}

Type *type_underlying(Type *type) {
    Type *actual = type_unalias(type);
    if (actual->kind == TYPE_NAMED) {
        return named_underlying(actual);
    }
    if (actual->kind == TYPE_ALIAS) {
        return actual->as.alias.checker->universe->bad;
    }
    return actual->kind == TYPE_PARAM ? tparam_interface(actual) : actual;
}

Type *type_as_named(Type *type) {
    Type *actual = type_unalias(type);
    return actual != NULL && actual->kind == TYPE_NAMED ? actual : NULL;
}

const TypeVec *type_tparams(Type *type) {
    static const TypeVec none = {0};
    switch (type->kind) {
    case TYPE_NAMED: named_unpack(type); return &type->as.named.tparams;
    case TYPE_ALIAS: return &type->as.alias.tparams;
    case TYPE_SIGNATURE: return &type->as.signature.tparams;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_POINTER:
    case TYPE_ARRAY:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_STRUCT:
    case TYPE_TUPLE:
    case TYPE_INTERFACE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return &none;
}
