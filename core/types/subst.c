/*
 * Substitution: a type with its type parameters replaced. What does not change is shared, so the same
 * pointer comes back when nothing changes.
 * gc: types2/subst.go.
 */
#include "core/types/subst.h"

#include "core/base/abort.h"
#include "core/types/declare.h"

/* Replacements; the innermost list that knows a parameter decides. */
typedef struct Subster {
    InstanceContext *context;
    Pos pos; /* of instances that come about */
    const TypeVec *tparams;
    Type *const *targs;
    const struct Subster *outer;
    int depth;
} Subster;

static Type *subst(Subster *s, Type *type);

/* NULL when the parameter, or defined type, is not being replaced (it may be replaced by itself). */
static Type *find_replacement(const Subster *s, const Type *type) {
    for (; s != NULL; s = s->outer) {
        for (int i = 0; i < s->tparams->len; i++) {
            if (s->tparams->at[i] == type) {
                return s->targs[i];
            }
        }
    }
    return NULL;
}

Object *object_clone_var(Arena *arena, Object *var, Type *type) {
    Object *copy = arena_copy(arena, var, sizeof *var);
    copy->type = type;
    copy->home = NULL;
    copy->as.var.origin = var->as.var.origin != NULL ? var->as.var.origin : var;
    return copy;
}

Object *object_clone_func(Arena *arena, Object *func, Type *type) {
    Object *copy = arena_copy(arena, func, sizeof *func);
    copy->type = type;
    copy->home = NULL;
    copy->as.func.info = arena_copy(arena, func->as.func.info, sizeof *func->as.func.info);
    if (copy->as.func.info->origin == NULL) {
        copy->as.func.info->origin = func;
    }
    /* It has its signature. */
    copy->as.func.info->checker = NULL;
    return copy;
}

/* ---- lists ---- */

static void copy_objects(Arena *arena, ObjectVec *out, const ObjectVec *in) {
    *out = (ObjectVec){0};
    for (int i = 0; i < in->len; i++) {
        VEC_PUSH(arena, out, in->at[i]);
    }
}

/* Variables or functions with changed types are cloned. Returns whether anything changed. */
static bool subst_objects(Subster *s, const ObjectVec *in, ObjectVec *out) {
    bool changed = false;
    *out = *in;
    for (int i = 0; i < in->len; i++) {
        Object *object = in->at[i];
        Type *type = subst(s, object->type);
        if (type == object->type) {
            continue;
        }
        if (!changed) {
            changed = true;
            copy_objects(s->context->arena, out, in);
        }
        Arena *arena = s->context->arena;
        out->at[i] =
            object->kind == OBJ_FUNC ? object_clone_func(arena, object, type) : object_clone_var(arena, object, type);
    }
    return changed;
}

/* NULL when nothing changes. */
static TypeList *subst_list(Subster *s, const TypeList *in) {
    TypeList *out = NULL;
    for (int i = 0; i < in->len; i++) {
        Type *type = subst(s, in->at[i]);
        if (type == in->at[i]) {
            continue;
        }
        if (out == NULL) {
            out = ARENA_NEW(s->context->arena, TypeList);
            out->len = in->len;
            out->at = arena_copy(s->context->arena, in->at, sizeof(Type *) * (size_t)in->len);
        }
        out->at[i] = type;
    }
    return out;
}

/* ---- composite types ---- */

static Type *subst_elem(Subster *s, Type *t) {
    Type *elem = subst(s, t->as.pointer.elem);
    if (elem == t->as.pointer.elem) {
        return t;
    }
    Type *copy = type_new(s->context->arena, t->kind);
    copy->as.pointer.elem = elem;
    return copy;
}

static Type *subst_struct(Subster *s, Type *t) {
    ObjectVec fields;
    if (!subst_objects(s, &t->as.struct_.fields, &fields)) {
        return t;
    }
    Type *copy = type_new(s->context->arena, TYPE_STRUCT);
    copy->as.struct_.fields = fields;
    copy->as.struct_.tags = t->as.struct_.tags;
    copy->as.struct_.tag_lens = t->as.struct_.tag_lens;
    return copy;
}

static Type *subst_tuple(Subster *s, Type *t) {
    ObjectVec vars;
    if (!subst_objects(s, &t->as.tuple.vars, &vars)) {
        return t;
    }
    Type *copy = type_new(s->context->arena, TYPE_TUPLE);
    copy->as.tuple.vars = vars;
    return copy;
}

/* Own type parameters of a generic method, which are not being replaced, become fresh ones. */
static TypeVec fresh_tparams(Subster *inner, const TypeVec *old) {
    InstanceContext *context = inner->context;
    TypeVec fresh = {0};
    for (int i = 0; i < old->len; i++) {
        const Object *name = old->at[i]->as.tparam.object;
        Object *object = object_new(context->arena, OBJ_TYPE, name->pos, name->package, name->name, NULL);
        Type *tparam = type_new(context->arena, TYPE_PARAM);
        tparam->as.tparam = old->at[i]->as.tparam;
        tparam->as.tparam.object = object;
        tparam->as.tparam.arena = context->arena;
        object->type = tparam;
        if (context->checker != NULL) {
            tparam->as.tparam.id = ++context->checker->next_tparam_id;
            VEC_PUSH(context->checker->scratch, &context->checker->extra->cleaners, tparam);
            mono_record_canon(context->checker, tparam, old->at[i]);
        }
        VEC_PUSH(context->arena, &fresh, tparam);
    }
    inner->tparams = old;
    inner->targs = fresh.at;
    for (int i = 0; i < old->len; i++) {
        fresh.at[i]->as.tparam.constraint = subst(inner, old->at[i]->as.tparam.constraint);
    }
    return fresh;
}

static Type *subst_signature(Subster *s, Type *t) {
    Subster inner = *s;
    Subster *use = s;
    TypeVec tparams = t->as.signature.tparams;
    if (tparams.len > 0 && find_replacement(s, tparams.at[0]) == NULL) {
        inner.outer = s;
        tparams = fresh_tparams(&inner, &t->as.signature.tparams);
        use = &inner;
    }
    Type *params = subst(use, t->as.signature.params);
    Type *results = subst(use, t->as.signature.results);
    if (params == t->as.signature.params && results == t->as.signature.results && use == s) {
        return t;
    }
    Type *copy = type_new(s->context->arena, TYPE_SIGNATURE);
    copy->as.signature = t->as.signature;
    copy->as.signature.params = params;
    copy->as.signature.results = results;
    copy->as.signature.tparams = tparams;
    copy->as.signature.scope = NULL;
    return copy;
}

static Type *subst_union(Subster *s, Type *t) {
    Type *copy = NULL;
    for (int i = 0; i < t->as.union_.terms.len; i++) {
        Type *type = subst(s, t->as.union_.terms.at[i].type);
        if (type != t->as.union_.terms.at[i].type && copy == NULL) {
            copy = type_new(s->context->arena, TYPE_UNION);
            for (int j = 0; j < t->as.union_.terms.len; j++) {
                VEC_PUSH(s->context->arena, &copy->as.union_.terms, t->as.union_.terms.at[j]);
            }
        }
        if (copy != NULL) {
            copy->as.union_.terms.at[i].type = type;
        }
    }
    return copy != NULL ? copy : t;
}

ObjectVec replace_receiver(Arena *arena, const ObjectVec *methods, const Type *old, Type *replacement, bool *copied) {
    ObjectVec out = *methods;
    *copied = false;
    for (int i = 0; i < methods->len; i++) {
        Object *method = methods->at[i];
        Object *recv = method->type->as.signature.recv;
        if (recv == NULL || recv->type != old) {
            continue;
        }
        if (!*copied) {
            *copied = true;
            copy_objects(arena, &out, methods);
        }
        Type *sig = arena_copy(arena, method->type, sizeof *method->type);
        sig->as.signature.recv = object_clone_var(arena, recv, replacement);
        out.at[i] = object_clone_func(arena, method, sig);
    }
    return out;
}

static Type *subst_interface(Subster *s, Type *t) {
    Arena *arena = s->context->arena;
    ObjectVec methods;
    bool changed = subst_objects(s, &t->as.interface.methods, &methods);
    const TypeList in = {t->as.interface.embeddeds.len, t->as.interface.embeddeds.at};
    const TypeList *embeddeds = subst_list(s, &in);
    if (!changed && embeddeds == NULL) {
        return t;
    }
    Type *copy = type_new(arena, TYPE_INTERFACE);
    copy->as.interface.embeddeds = t->as.interface.embeddeds;
    if (embeddeds != NULL) {
        copy->as.interface.embeddeds.at = embeddeds->at;
        copy->as.interface.embeddeds.cap = embeddeds->len;
    }
    copy->as.interface.embed_pos = t->as.interface.embed_pos;
    copy->as.interface.implicit = t->as.interface.implicit;
    copy->as.interface.complete = t->as.interface.complete;
    copy->as.interface.checker = s->context->checker;
    bool copied;
    copy->as.interface.methods = replace_receiver(arena, &methods, t, copy, &copied);
    if (s->context->checker != NULL) { /* elsewhere the type set is computed when it is asked for */
        VEC_PUSH(s->context->checker->scratch, &s->context->checker->extra->cleaners, copy);
    }
    return copy;
}

static Type *subst_map(Subster *s, Type *t) {
    Type *key = subst(s, t->as.map.key), *elem = subst(s, t->as.map.elem);
    if (key == t->as.map.key && elem == t->as.map.elem) {
        return t;
    }
    return type_new_map(s->context->arena, key, elem);
}

static TypeList *normalized(const Subster *s, Type *origin, TypeList *targs) {
    return s->context->normalize != NULL ? s->context->normalize(s->context->user, origin, targs) : targs;
}

static Type *subst_named(Subster *s, Type *t) {
    Type *origin = t->as.named.origin;
    const TypeVec *tparams = types_params(origin);
    if (tparams->len == 0) {
        return t;
    }
    const TypeList *old = t->as.named.targs;
    TypeList inside;
    if (origin->as.named.implicits.len > 0 && (old == NULL || old->len < tparams->len)) {
        /* A type within a generic function, seen from there: the function's parameters stand for themselves. */
        inside =
            (TypeList){tparams->len, arena_copy(s->context->arena, tparams->at, sizeof(Type *) * (size_t)tparams->len)};
        for (int i = 0; old != NULL && i < old->len; i++) {
            inside.at[origin->as.named.implicits.len + i] = old->at[i];
        }
        old = &inside;
    }
    if (old == NULL || old->len != tparams->len) {
        return s->context->universe->bad;
    }
    TypeList *targs = subst_list(s, old);
    return targs != NULL ? instance_of(s->context, s->pos, origin, normalized(s, origin, targs)) : t;
}

static Type *subst_alias(Subster *s, Type *t) {
    Type *origin = t->as.alias.origin;
    if (origin->as.alias.tparams.len == 0) {
        return t;
    }
    if (t->as.alias.targs == NULL || t->as.alias.targs->len != origin->as.alias.tparams.len) {
        return s->context->universe->bad;
    }
    TypeList *targs = subst_list(s, t->as.alias.targs);
    return targs != NULL ? alias_new_instance(s->context, s->pos, origin, normalized(s, origin, targs)) : t;
}

static Type *subst_kind(Subster *s, Type *t) {
    switch (t->kind) {
    case TYPE_BAD:
    case TYPE_BASIC: return t;
    case TYPE_NAMED: {
        Type *replacement = find_replacement(s, t);
        return replacement != NULL ? replacement : subst_named(s, t);
    }
    case TYPE_ALIAS: return subst_alias(s, t);
    case TYPE_POINTER:
    case TYPE_SLICE: return subst_elem(s, t);
    case TYPE_ARRAY: {
        Type *elem = subst(s, t->as.array.elem);
        return elem == t->as.array.elem ? t : type_new_array(s->context->arena, elem, t->as.array.len);
    }
    case TYPE_MAP: return subst_map(s, t);
    case TYPE_CHAN: {
        Type *elem = subst(s, t->as.chan.elem);
        return elem == t->as.chan.elem ? t : type_new_chan(s->context->arena, t->as.chan.dir, elem);
    }
    case TYPE_STRUCT: return subst_struct(s, t);
    case TYPE_TUPLE: return subst_tuple(s, t);
    case TYPE_SIGNATURE: return subst_signature(s, t);
    case TYPE_INTERFACE: return subst_interface(s, t);
    case TYPE_UNION: return subst_union(s, t);
    case TYPE_PARAM: {
        Type *replacement = find_replacement(s, t);
        return replacement != NULL ? replacement : t;
    }
    }
    return t;
}

static Type *subst(Subster *s, Type *type) {
    if (type == NULL) {
        return s->context->universe->bad;
    }
    if (++s->depth > TYPE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    Type *result = subst_kind(s, type);
    s->depth--;
    return result;
}

Type *subst_in_context(InstanceContext *context, Pos pos, Type *type, const TypeVec *tparams, const TypeList *targs) {
    if (tparams->len == 0 || targs->len != tparams->len) {
        return type;
    }
    Subster s = {.context = context, .pos = pos, .tparams = tparams, .targs = targs->at};
    return subst(&s, type);
}

Type *type_subst(Checker *c, Arena *arena, Type *type, const TypeVec *tparams, const TypeList *targs) {
    (void)arena;
    return subst_in_context(c->context, POS_NONE, type, tparams, targs);
}

Type *types_subst(InstanceContext *context, Type *type, const TypeVec *tparams, const TypeList *targs) {
    return subst_in_context(context, POS_NONE, type, tparams, targs);
}
