/*
 * The order in which types and objects are met. gc reads them on demand, and reading one that has code puts its
 * body on a stack; instances come about in the same way.
 * gc: noder/reader.go typIdx, objIdxMayFail, method.
 */
#include "core/ir/order_119.h"

static void read_tuple(Lower *l, Type *tuple) {
    for (int i = 0; i < tuple->as.tuple.vars.len; i++) {
        lower_touch_type(l, tuple->as.tuple.vars.at[i]->type);
    }
}

void lower_touch_signature(Lower *l, Type *signature) {
    read_tuple(l, signature->as.signature.params);
    read_tuple(l, signature->as.signature.results);
}

/* ---- named types ---- */

static void read_methods(Lower *l, Type *named) {
    const bool local = named->as.named.object->package == l->package;
    for (int i = 0; i < named_method_count(named); i++) {
        Object *method = named_method(named, i);
        if (method->name->blank || method->type->as.signature.tparams.len > 0) {
            continue;
        }
        lower_touch_type(l, method->type->as.signature.recv->type);
        lower_touch_signature(l, method->type);
        if (local) {
            lower_met_func(l, lower_func_of(l, method));
        }
    }
}

static void read_plain_named(Lower *l, Type *named) {
    const Object *object = named->as.named.object;
    if (object->package == NULL || named->as.named.tparams.len > 0 || map_has(l->touched, object)) {
        return;
    }
    map_set(l->touched, object, named);
    Env *env = l->env;
    const bool elsewhere = l->elsewhere;
    l->env = NULL;
    l->elsewhere = object->package != l->package;
    l->last_read = object->pos;
    Type *under = type_underlying(named);
    Unfinished *unfinished = ARENA_NEW(l->arena, Unfinished);
    map_set(l->unfinished, object, unfinished);
    lower_read_parts(l, under);
    unfinished->known = true;
    if (under->kind != TYPE_INTERFACE) {
        read_methods(l, named);
    }
    l->elsewhere = elsewhere;
    l->env = env;
}

/* The arguments as they are written, then the instance that they lead to. */
static void read_instance(Lower *l, Type *named) {
    const TypeList *targs = named->as.named.targs;
    for (int i = 0; targs != NULL && i < targs->len; i++) {
        lower_touch_type(l, targs->at[i]);
    }
    const Type *real = lower_subst(l, named);
    if (real->as.named.targs != NULL) {
        lower_read_instance(l, lower_instance(l, real->as.named.origin->as.named.object, real->as.named.targs, false));
    }
}

/* ---- other types: those of the tree at hand, whose parameters stand for what Lower.env says ---- */

static void read_members(Lower *l, Type *type) {
    if (type->kind == TYPE_STRUCT) {
        for (int i = 0; i < type->as.struct_.fields.len; i++) {
            lower_touch_type(l, type->as.struct_.fields.at[i]->type);
        }
        return;
    }
    for (int i = 0; i < type->as.interface.methods.len; i++) {
        lower_touch_signature(l, type->as.interface.methods.at[i]->type);
    }
    for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
        lower_touch_type(l, type->as.interface.embeddeds.at[i]);
    }
}

static void read_alias_arguments(Lower *l, const Type *alias) {
    for (; alias->kind == TYPE_ALIAS; alias = alias->as.alias.from_rhs) {
        for (int i = 0; alias->as.alias.targs != NULL && i < alias->as.alias.targs->len; i++) {
            lower_touch_type(l, alias->as.alias.targs->at[i]);
        }
    }
}

/* What the type is made of. */
void lower_read_parts(Lower *l, Type *type) {
    switch (type->kind) {
    case TYPE_NAMED:
        if (type->as.named.targs != NULL || type->as.named.origin->as.named.implicits.len > 0) {
            read_instance(l, type);
        } else if (!type_is_shape(type)) {
            read_plain_named(l, type);
        }
        break;
    case TYPE_POINTER:
    case TYPE_SLICE: lower_touch_type(l, type->as.pointer.elem); break;
    case TYPE_ARRAY: lower_touch_type(l, type->as.array.elem); break;
    case TYPE_CHAN: lower_touch_type(l, type->as.chan.elem); break;
    case TYPE_MAP:
        lower_touch_type(l, type->as.map.key);
        lower_touch_type(l, type->as.map.elem);
        break;
    case TYPE_TUPLE: read_tuple(l, type); break;
    case TYPE_SIGNATURE: lower_touch_signature(l, type); break;
    case TYPE_STRUCT:
    case TYPE_INTERFACE: read_members(l, type); break;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
}

/* The type may need wrappers; those of types that other packages mention are made there. One whose underlying type is
 * not known yet has its turn when it is. */
static void note_wrapped(Lower *l, Type *type) {
    Type *real = lower_subst(l, type);
    const Type *bare = type_unalias(real);
    const Unfinished *unfinished = bare->kind == TYPE_NAMED ? map_get(l->unfinished, bare->as.named.object) : NULL;
    if (unfinished != NULL && !unfinished->known && !l->go->wrap_unfinished) {
        return;
    }
    if (bare->kind == TYPE_NAMED || bare->kind == TYPE_STRUCT || bare->kind == TYPE_INTERFACE) {
        VEC_PUSH(l->arena, l->elsewhere ? &l->wrapped_elsewhere : &l->wrapped_types, real);
    }
}

/* A type that is met again while it is read may need its wrappers from here on. */
static void note_unfinished(Lower *l, Type *type) {
    Unfinished *unfinished = type->kind == TYPE_NAMED ? map_get(l->unfinished, type->as.named.object) : NULL;
    if (l->elsewhere || (unfinished != NULL && !unfinished->met)) {
        note_wrapped(l, type);
    }
    if (unfinished != NULL) {
        unfinished->met = true;
    }
}

void lower_touch_type(Lower *l, Type *type) {
    if (type == NULL || l->recording != NULL) {
        return;
    }
    if (!l->go->unified_ir) {
        met_119_type(l, type);
        return;
    }
    if (type->kind == TYPE_ALIAS) {
        read_alias_arguments(l, type);
        type = type_unalias(type);
    }
    Map *touched = l->env != NULL ? l->env->touched : l->touched;
    if (type->kind == TYPE_BASIC || map_has(touched, type)) {
        note_unfinished(l, type);
        return;
    }
    if (type->kind == TYPE_NAMED) {
        map_set(touched, type, type);
    }
    lower_enter(l);
    lower_read_parts(l, type);
    lower_leave(l);
    if (type->kind != TYPE_NAMED && map_has(touched, type)) {
        return; /* read meanwhile, inside itself: only names are known before what they stand for */
    }
    map_set(touched, type, type);
    note_wrapped(l, type);
}

void lower_touch_object(Lower *l, Object *object) {
    if (l->recording != NULL || map_has(l->touched, object)) {
        return;
    }
    map_set(l->touched, object, object);
    if (!l->go->unified_ir) {
        met_119_type(l, object->type);
        return;
    }
    l->last_read = object->pos;
    Env *env = l->env;
    const bool elsewhere = l->elsewhere;
    l->env = NULL;
    l->elsewhere = object->package != l->package;
    if (object->kind == OBJ_FUNC) {
        lower_touch_signature(l, object->type);
    } else {
        lower_touch_type(l, object->type);
    }
    l->elsewhere = elsewhere;
    l->env = env;
    if (object->kind == OBJ_FUNC && object->package == l->package) {
        lower_met_func(l, lower_func_of(l, object));
    }
}
