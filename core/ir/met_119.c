/*
 * The order in which the noder of Go 1.19 meets instances of generic types: their methods are instantiated in it.
 * gc 1.19: noder/types.go typ, typ0, fillinMethods; typecheck/subr.go Tsubster; typecheck/iimport.go substInstType.
 */
#include "core/ir/order_119.h"

/* ---- what depends on type parameters ---- */

static bool objects_have_tparam(Lower *l, const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        if (met_119_has_tparam(l, objects->at[i]->type)) {
            return true;
        }
    }
    return false;
}

static bool types_have_tparam(Lower *l, Type *const *types, int n) {
    for (int i = 0; i < n; i++) {
        if (met_119_has_tparam(l, types[i])) {
            return true;
        }
    }
    return false;
}

static bool find_tparam(Lower *l, Type *type) {
    switch (type->kind) {
    case TYPE_PARAM: return true;
    case TYPE_NAMED: {
        const TypeList *targs = type->as.named.targs;
        return targs != NULL ? types_have_tparam(l, targs->at, targs->len) : types_params(type)->len > 0;
    }
    case TYPE_POINTER:
    case TYPE_SLICE: return met_119_has_tparam(l, type->as.pointer.elem);
    case TYPE_ARRAY: return met_119_has_tparam(l, type->as.array.elem);
    case TYPE_CHAN: return met_119_has_tparam(l, type->as.chan.elem);
    case TYPE_MAP: return met_119_has_tparam(l, type->as.map.key) || met_119_has_tparam(l, type->as.map.elem);
    case TYPE_STRUCT: return objects_have_tparam(l, &type->as.struct_.fields);
    case TYPE_TUPLE: return objects_have_tparam(l, &type->as.tuple.vars);
    case TYPE_SIGNATURE:
        return met_119_has_tparam(l, type->as.signature.params) || met_119_has_tparam(l, type->as.signature.results);
    case TYPE_INTERFACE:
        return objects_have_tparam(l, &type->as.interface.methods) ||
               types_have_tparam(l, type->as.interface.embeddeds.at, type->as.interface.embeddeds.len);
    case TYPE_UNION:
        for (int i = 0; i < type->as.union_.terms.len; i++) {
            if (met_119_has_tparam(l, type->as.union_.terms.at[i].type)) {
                return true;
            }
        }
        return false;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS: return false;
    }
    return false;
}

bool met_119_has_tparam(Lower *l, Type *type) {
    if (type == NULL || type->kind == TYPE_BASIC) {
        return false;
    }
    static const char yes, no;
    type = type_unalias(type);
    const char *known = map_get(l->has_tparam, type);
    if (known == NULL) {
        map_set(l->has_tparam, type, (void *)(uintptr_t)&no);
        known = find_tparam(l, type) ? &yes : &no;
        map_set(l->has_tparam, type, (void *)(uintptr_t)known);
    }
    return known == &yes;
}

/* ---- translated types ---- */

typedef void Visit(Lower *l, Type *type);

static void each_object(Lower *l, const ObjectVec *objects, Visit *visit) {
    for (int i = 0; i < objects->len; i++) {
        visit(l, objects->at[i]->type);
    }
}

static void each_part(Lower *l, Type *type, Visit *visit) {
    switch (type->kind) {
    case TYPE_POINTER:
    case TYPE_SLICE: visit(l, type->as.pointer.elem); break;
    case TYPE_ARRAY: visit(l, type->as.array.elem); break;
    case TYPE_CHAN: visit(l, type->as.chan.elem); break;
    case TYPE_MAP:
        visit(l, type->as.map.key);
        visit(l, type->as.map.elem);
        break;
    case TYPE_STRUCT: each_object(l, &type->as.struct_.fields, visit); break;
    case TYPE_TUPLE: each_object(l, &type->as.tuple.vars, visit); break;
    case TYPE_SIGNATURE:
        visit(l, type->as.signature.params);
        visit(l, type->as.signature.results);
        break;
    case TYPE_INTERFACE:
        for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
            visit(l, type->as.interface.embeddeds.at[i]);
        }
        each_object(l, &type->as.interface.methods, visit);
        break;
    case TYPE_PARAM: visit(l, type->as.tparam.constraint); break;
    case TYPE_UNION:
        for (int i = 0; i < type->as.union_.terms.len; i++) {
            visit(l, type->as.union_.terms.at[i].type);
        }
        break;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS:
    case TYPE_NAMED: break;
    }
}

/* Whether an instance is met for the first time. */
static bool is_new(Lower *l, Type *instance) {
    if (met_119_has_tparam(l, instance)) {
        return true; /* one that is named by its own pointer */
    }
    StrBuf name = strbuf_new(l->arena);
    ir_type_link_string(&name, instance, l->go);
    if (strmap_has(l->met_names, strbuf_text(&name))) {
        return false;
    }
    strmap_set(l->met_names, strbuf_text(&name), instance);
    return true;
}

static void note_needed(Lower *l, Type *type) {
    if (named_method_count(type) > 0 && !met_119_has_tparam(l, type) && !type_has_shape(type)) {
        VEC_PUSH(l->arena, &l->needed, type);
    }
}

static void translate(Lower *l, Type *type);

static void translate_named(Lower *l, Type *type) {
    if (type->as.named.targs != NULL) {
        for (int i = 0; i < type->as.named.targs->len; i++) {
            met_119_type(l, type->as.named.targs->at[i]); /* for its name: all that is begun is finished first */
        }
        if (!is_new(l, type)) {
            return;
        }
        translate(l, type_underlying(type));
        if (named_method_count(type) > 0) {
            VEC_PUSH(l->arena, &l->unfinished_types, type);
        }
        return;
    }
    const Package *package = type->as.named.object->package;
    if (package == NULL || package == l->package || type_is_shape(type) || types_params(type)->len > 0) {
        return; /* a declaration is translated in its own time */
    }
    translate(l, type_underlying(type));
    for (int i = 0; i < named_method_count(type); i++) {
        translate(l, named_method(type, i)->type);
    }
}

static void translate(Lower *l, Type *type) {
    if (type == NULL) {
        return;
    }
    type = type_unalias(type);
    if (type->kind == TYPE_BASIC || map_has(l->met, type)) {
        return;
    }
    map_set(l->met, type, type);
    lower_enter(l);
    if (type->kind == TYPE_NAMED) {
        translate_named(l, type);
    } else {
        each_part(l, type, translate);
    }
    lower_leave(l);
}

static void finish_methods(Lower *l, Type *type);

/* What was begun last is finished first. */
static void finish_types(Lower *l) {
    while (l->unfinished_types.len > 0) {
        Type *type = VEC_POP(&l->unfinished_types);
        lower_enter(l);
        finish_methods(l, type);
        lower_leave(l);
    }
}

static void finish_methods(Lower *l, Type *type) {
    for (int i = 0; i < named_method_count(type); i++) {
        finish_types(l);
        translate(l, named_method(type, i)->type);
    }
    note_needed(l, type);
}

void met_119_type(Lower *l, Type *type) {
    translate(l, type);
    finish_types(l);
}

/* ---- types from substitution ---- */

void met_119_substituted(Lower *l, Type *type) {
    if (type == NULL) {
        return;
    }
    type = type_unalias(type);
    if (type->kind == TYPE_BASIC || map_has(l->met, type)) {
        return;
    }
    map_set(l->met, type, type);
    lower_enter(l);
    if (type->kind != TYPE_NAMED) {
        each_part(l, type, met_119_substituted);
    } else if (type->as.named.targs != NULL && is_new(l, type)) {
        for (int i = 0; i < type->as.named.targs->len; i++) {
            met_119_substituted(l, type->as.named.targs->at[i]);
        }
        met_119_substituted(l, type_underlying(type));
        for (int i = 0; i < named_method_count(type); i++) {
            met_119_substituted(l, named_method(type, i)->type);
        }
        note_needed(l, type);
    }
    lower_leave(l);
}
