/*
 * Shapes: type arguments with all that does not matter for code taken away. A shape is a defined type of the
 * package go.shape, called after its underlying type.
 * gc: noder/reader.go Shapify; types/identity.go.
 */
#include "core/ir/internal.h"

#include <string.h>

#include "core/base/abort.h"
#include "core/base/sha256.h"

#define SHAPE_PACKAGE "go.shape"

/* Longer names are hashed. */
enum { SHAPE_NAME_MAX = 500 };

bool type_is_shape(Type *type) {
    const Type *named = type == NULL ? NULL : type_as_named(type);
    const Package *package = named != NULL ? named->as.named.object->package : NULL;
    return package != NULL && strcmp(package->path, SHAPE_PACKAGE) == 0;
}

/* ---- where a shape occurs ---- */

static bool objects_have_shape(const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        if (type_has_shape(objects->at[i]->type)) {
            return true;
        }
    }
    return false;
}

static bool interface_has_shape(const Type *type) {
    for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
        if (type_has_shape(type->as.interface.embeddeds.at[i])) {
            return true;
        }
    }
    return objects_have_shape(&type->as.interface.methods);
}

static bool named_has_shape(Type *type) {
    const TypeList *targs = type->as.named.targs;
    for (int i = 0; targs != NULL && i < targs->len; i++) {
        if (type_has_shape(targs->at[i])) {
            return true;
        }
    }
    return type_is_shape(type);
}

static bool find_shape(Type *type) {
    switch (type->kind) {
    case TYPE_NAMED: return named_has_shape(type);
    case TYPE_POINTER:
    case TYPE_SLICE: return type_has_shape(type->as.pointer.elem);
    case TYPE_ARRAY: return type_has_shape(type->as.array.elem);
    case TYPE_CHAN: return type_has_shape(type->as.chan.elem);
    case TYPE_MAP: return type_has_shape(type->as.map.key) || type_has_shape(type->as.map.elem);
    case TYPE_STRUCT: return objects_have_shape(&type->as.struct_.fields);
    case TYPE_TUPLE: return objects_have_shape(&type->as.tuple.vars);
    case TYPE_SIGNATURE: return type_has_shape(type->as.signature.params) || type_has_shape(type->as.signature.results);
    case TYPE_INTERFACE: return interface_has_shape(type);
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS:
    case TYPE_UNION:
    case TYPE_PARAM: return false;
    }
    return false;
}

bool type_has_shape(Type *type) {
    if (type == NULL) {
        return false;
    }
    type = type_unalias(type);
    if (type->kind == TYPE_BASIC) {
        return false;
    }
    if (type->has_shape == 0) {
        type->has_shape = 1; /* what it is while it is being looked at: a type that contains itself adds nothing */
        type->has_shape = find_shape(type) ? 2 : 1;
    }
    return type->has_shape == 2;
}

/* ---- making them ---- */

static const char *shape_name(Lower *l, Type *under) {
    StrBuf text = strbuf_new(l->arena);
    ir_type_link_string(&text, under, l->go);
    if (text.len <= SHAPE_NAME_MAX) {
        return strbuf_text(&text);
    }
    uint8_t digest[SHA256_SIZE];
    sha256(strbuf_text(&text), text.len, digest);
    /* gc makes its hashes differ from the plain ones. */
    digest[0] ^= l->go->shape_hash_one_bit ? 1 : 0xff;
    StrBuf hex = strbuf_new(l->arena);
    for (int i = 0; i < SHA256_SIZE; i++) {
        strbuf_printf(&hex, "%02x", l->go->shape_hash_inverted && i > 0 ? digest[i] ^ 0xff : digest[i]);
    }
    return strbuf_text(&hex);
}

static Package *shape_package(Lower *l) {
    if (l->shape_package == NULL) {
        l->shape_package = ARENA_NEW(l->arena, Package);
        l->shape_package->path = SHAPE_PACKAGE;
        l->shape_package->name = name_of(l->config->names, SHAPE_PACKAGE);
    }
    return l->shape_package;
}

static Type *new_shape(Lower *l, const char *name, Type *under) {
    Type *shape = strmap_get(l->shapes, name);
    if (shape == NULL) {
        Object *object =
            object_new(l->arena, OBJ_TYPE, POS_NONE, shape_package(l), name_of(l->config->names, name), NULL);
        shape = types_new_named(l->config->instances, object, under);
        strmap_set(l->shapes, name, shape);
    }
    return shape;
}

/* basic: the type parameter's constraint is a plain method set, so that nobody can look behind a pointer. */
static Type *shape_of(Lower *l, Type *type, bool basic) {
    const Type *named = type_as_named(type);
    const Unfinished *unfinished = named != NULL ? map_get(l->unfinished, named->as.named.object) : NULL;
    if (types_expanding(type) || (unfinished != NULL && !unfinished->known && type_has_shape(type))) {
        return type; /* part of its own right side: what it looks like is not known yet */
    }
    Type *under = type_underlying(type);
    if (l->go->interfaces_of_shapes_kept && under->kind == TYPE_INTERFACE && named != NULL &&
        named->as.named.targs != NULL && type_has_shape(type)) {
        return type;
    }
    if (basic && under->kind == TYPE_POINTER) {
        Type *elem = under->as.pointer.elem;
        if (l->go->pointers_to_shapes_kept && !type_is_shape(elem) && type_has_shape(elem)) {
            return type;
        }
        under = type_new_pointer(l->arena, l->universe->basic[BASIC_UINT8]);
    }
    return new_shape(l, shape_name(l, under), under);
}

TypeList *lower_shapify(Lower *l, const TypeVec *tparams, const TypeList *targs) {
    TypeList *shapes = ARENA_NEW(l->arena, TypeList);
    shapes->len = targs->len;
    shapes->at = ARENA_ARRAY(l->arena, Type *, targs->len);
    for (int i = 0; i < targs->len; i++) {
        shapes->at[i] = shape_of(l, targs->at[i], i < tparams->len && types_basic_constraint(tparams->at[i]));
    }
    return shapes;
}

/* The type with what they stand for in place of shapes. */
static Type *without_shapes(Lower *l, Type *type) {
    if (!type_has_shape(type)) {
        return type;
    }
    TypeVec shapes = {0};
    TypeVec types = {0};
    for (int i = 0; i < strmap_len(l->shapes); i++) {
        Type *shape = strmap_value_at(l->shapes, i);
        Type *under = type_underlying(shape);
        VEC_PUSH(l->arena, &shapes, shape);
        VEC_PUSH(l->arena, &types, under);
    }
    return types_subst(l->config->instances, type, &shapes, &(TypeList){.len = types.len, .at = types.at});
}

Type *lower_numbered_shape(Lower *l, Type *type, int index, Type *tparam) {
    Type *under = type_underlying(without_shapes(l, type));
    if (under->kind == TYPE_POINTER && type_underlying(under->as.pointer.elem)->kind != TYPE_ARRAY &&
        types_core(tparam) == NULL) {
        under = type_new_pointer(l->arena, l->universe->basic[BASIC_UINT8]);
    }
    StrBuf name = strbuf_new(l->arena);
    ir_type_link_string(&name, under, l->go);
    strbuf_printf(&name, "_%d", index);
    return new_shape(l, strbuf_text(&name), under);
}

/* An instance is made of shapes only, or of none. */
TypeList *lower_normalize(void *lower, Type *origin, TypeList *targs) {
    Lower *l = lower;
    for (int i = 0; i < targs->len; i++) {
        if (type_has_shape(targs->at[i])) {
            const TypeVec *tparams = origin->kind == TYPE_ALIAS ? &origin->as.alias.tparams : types_params(origin);
            return lower_shapify(l, tparams, targs);
        }
    }
    return targs;
}

/* ---- identity ---- */

typedef struct Compared {
    const Type *a, *b;
    const struct Compared *outer;
    int depth;
} Compared;

static bool same(Type *a, Type *b, const Compared *outer);

static bool same_objects(const ObjectVec *a, const ObjectVec *b, bool fields, const Compared *outer) {
    if (a->len != b->len) {
        return false;
    }
    for (int i = 0; i < a->len; i++) {
        const Object *x = a->at[i];
        const Object *y = b->at[i];
        if (fields && (x->name != y->name || x->as.var.embedded != y->as.var.embedded)) {
            return false;
        }
        if (!same(x->type, y->type, outer)) {
            return false;
        }
    }
    return true;
}

static bool same_signatures(const Type *a, const Type *b, const Compared *outer) {
    return a->as.signature.variadic == b->as.signature.variadic &&
           same_objects(&a->as.signature.params->as.tuple.vars, &b->as.signature.params->as.tuple.vars, false, outer) &&
           same_objects(&a->as.signature.results->as.tuple.vars, &b->as.signature.results->as.tuple.vars, false, outer);
}

static bool same_interfaces(Type *a, Type *b, const Compared *outer) {
    const int n = interface_method_count(a);
    if (n != interface_method_count(b)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        const Object *x = interface_method(a, i);
        const Object *y = interface_method(b, i);
        if (x->name != y->name || !same_signatures(type_underlying(x->type), type_underlying(y->type), outer)) {
            return false;
        }
    }
    return true;
}

static bool same_literals(Type *a, Type *b, const Compared *outer) {
    switch (a->kind) {
    case TYPE_BASIC: return a->as.basic.kind == b->as.basic.kind;
    case TYPE_POINTER:
    case TYPE_SLICE: return same(a->as.pointer.elem, b->as.pointer.elem, outer);
    case TYPE_ARRAY: return a->as.array.len == b->as.array.len && same(a->as.array.elem, b->as.array.elem, outer);
    case TYPE_CHAN: return a->as.chan.dir == b->as.chan.dir && same(a->as.chan.elem, b->as.chan.elem, outer);
    case TYPE_MAP: return same(a->as.map.key, b->as.map.key, outer) && same(a->as.map.elem, b->as.map.elem, outer);
    case TYPE_STRUCT: return same_objects(&a->as.struct_.fields, &b->as.struct_.fields, true, outer);
    case TYPE_TUPLE: return same_objects(&a->as.tuple.vars, &b->as.tuple.vars, false, outer);
    case TYPE_SIGNATURE: return same_signatures(a, b, outer);
    case TYPE_INTERFACE: return same_interfaces(a, b, outer);
    case TYPE_BAD:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_UNION:
    case TYPE_PARAM: return false;
    }
    return false;
}

static bool same(Type *a, Type *b, const Compared *outer) {
    a = type_unalias(a);
    b = type_unalias(b);
    if (a == b) {
        return true;
    }
    if (!type_has_shape(a) && !type_has_shape(b)) {
        return type_identical(a, b);
    }
    for (const Compared *c = outer; c != NULL; c = c->outer) {
        if (c->a == a && c->b == b) {
            return true;
        }
    }
    const Compared here = {.a = a, .b = b, .outer = outer, .depth = outer != NULL ? outer->depth + 1 : 0};
    if (here.depth > LOWER_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    Type *x = type_underlying(a);
    Type *y = type_underlying(b);
    if (x->kind != y->kind) {
        return false;
    }
    const bool named = a->kind == TYPE_NAMED || b->kind == TYPE_NAMED;
    return (named && x->kind == TYPE_POINTER) || same_literals(x, y, &here);
}

bool lower_identical(Type *a, Type *b) { return same(a, b, NULL); }
