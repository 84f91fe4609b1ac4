/*
 * Defined types: completed on demand, instances expanded on demand.
 * gc: types2/named.go.
 */
#include "core/types/declare.h"

/* Bits of Type.as.named.state. */
enum { UNPACKED = 1, HAS_UNDERLYING = 2 };

Type *named_new(Checker *c, Object *object, Type *underlying) {
    Type *named = type_new(c->arena, TYPE_NAMED);
    named->as.named.object = object;
    named->as.named.origin = named;
    named->as.named.from_rhs = underlying;
    named->as.named.checker = c;
    if (object->type == NULL) {
        object->type = named;
    }
    VEC_PUSH(c->scratch, &c->extra->cleaners, named);
    return named;
}

Type *named_new_instance(InstanceContext *context, Pos pos, Type *origin, TypeList *targs) {
    const Object *generic = origin->as.named.object;
    Type *named = type_new(context->arena, TYPE_NAMED);
    Object *object = object_new(context->arena, OBJ_TYPE, pos, generic->package, generic->name, named);
    named->as.named.object = object;
    named->as.named.origin = origin;
    named->as.named.targs = targs;
    named->as.named.local_index = origin->as.named.local_index;
    named->as.named.context = context;
    named->as.named.checker = context->checker;
    if (context->checker != NULL) {
        VEC_PUSH(context->checker->scratch, &context->checker->extra->cleaners, named);
    }
    return named;
}

Type *types_new_named(InstanceContext *context, Object *object, Type *underlying) {
    Type *named = type_new(context->arena, TYPE_NAMED);
    named->as.named.object = object;
    named->as.named.origin = named;
    named->as.named.from_rhs = underlying;
    named->as.named.underlying = underlying;
    named->as.named.state = UNPACKED | HAS_UNDERLYING;
    object->type = named;
    return named;
}

bool types_expanding(Type *type) {
    const Type *named = type_as_named(type);
    return named != NULL && named->as.named.targs != NULL && (named->as.named.state & UNPACKED) != 0 &&
           named->as.named.from_rhs == NULL;
}

const TypeVec *types_params(Type *origin) {
    if (origin->kind == TYPE_NAMED && origin->as.named.implicits.len > 0) {
        return &origin->as.named.all_params;
    }
    return type_tparams(origin);
}

/* The right side of the origin with the arguments in place. */
static Type *expand_rhs(Type *named) {
    InstanceContext *context = named->as.named.context;
    Type *origin = named->as.named.origin;
    const TypeVec *tparams = types_params(origin);
    if (named->as.named.targs->len == origin->as.named.tparams.len) {
        tparams = &origin->as.named.tparams;
    }
    if (named->as.named.targs->len != tparams->len) {
        return context->universe->bad;
    }
    Type *rhs = named_rhs(origin);
    Type *type = subst_in_context(context, named->as.named.object->pos, rhs, tparams, named->as.named.targs);
    if (type->kind != TYPE_INTERFACE) {
        return type;
    }
    /* Methods written in the declaration have the generic type as receiver. */
    bool copied;
    ObjectVec methods = replace_receiver(context->arena, &type->as.interface.methods, origin, named, &copied);
    if (!copied) {
        return type;
    }
    if (type == rhs) {
        Type *copy = type_new(context->arena, TYPE_INTERFACE);
        copy->as.interface.embeddeds = type->as.interface.embeddeds;
        copy->as.interface.checker = context->checker;
        copy->as.interface.complete = true;
        type = copy;
    }
    type->as.interface.methods = methods;
    type->as.interface.type_set = NULL;
    return type;
}

void named_unpack(Type *named) {
    if ((named->as.named.state & UNPACKED) != 0) {
        return;
    }
    named->as.named.state |= UNPACKED;
    if (named->as.named.stored != NULL) {
        named->as.named.stored->read_type(named->as.named.stored, named);
    }
    if (named->as.named.targs != NULL) {
        Type *origin = named->as.named.origin;
        named_unpack(origin);
        named->as.named.tparams = origin->as.named.tparams;
        named->as.named.from_rhs = expand_rhs(named);
    }
}

Type *named_rhs(Type *named) {
    named_unpack(named);
    return named->as.named.from_rhs;
}

/* Follows the chain of declarations until a type literal or a type that knows its underlying type. */
static Type *find_underlying(Type *named) {
    Type *at = named;
    for (int steps = 0; at != NULL && steps < TYPE_DEPTH_MAX; steps++) {
        at = type_unalias(at);
        if (at->kind != TYPE_NAMED) {
            return at->kind != TYPE_ALIAS ? at : NULL;
        }
        if ((at->as.named.state & HAS_UNDERLYING) != 0) {
            return at->as.named.underlying;
        }
        at = named_rhs(at);
    }
    return NULL;
}

Type *named_underlying(Type *named) {
    if ((named->as.named.state & HAS_UNDERLYING) != 0) {
        return named->as.named.underlying;
    }
    Type *under = find_underlying(named);
    if (under == NULL) {
        /* Its declaration is still being read; asking again later may give more. */
        return named->as.named.checker->universe->bad;
    }
    for (Type *at = named; at->kind == TYPE_NAMED && (at->as.named.state & HAS_UNDERLYING) == 0;
         at = type_unalias(named_rhs(at))) {
        at->as.named.underlying = under->kind == TYPE_PARAM ? tparam_interface(under) : under;
        at->as.named.state |= HAS_UNDERLYING;
    }
    return named->as.named.underlying;
}

void named_set_underlying(Type *named, Type *underlying) {
    named->as.named.underlying = underlying;
    named->as.named.state |= HAS_UNDERLYING;
}

void named_resolve(Type *named) { named_underlying(named); }

/* ---- methods ---- */

int method_index(const ObjectVec *methods, const Package *package, const Name *name, bool fold_case) {
    if (name->blank) {
        return -1;
    }
    for (int i = 0; i < methods->len; i++) {
        const Object *method = methods->at[i];
        /* Without a package to ask for, the caller has settled what is visible. */
        const Package *from = package != NULL ? package : method->package;
        if (object_same_id(method, from, name, fold_case)) {
            return i;
        }
    }
    return -1;
}

void named_add_method(Checker *c, Type *named, Object *method) {
    if (method_index(&named->as.named.methods, NULL, method->name, false) < 0) {
        VEC_PUSH(c->arena, &named->as.named.methods, method);
    }
}

const ObjectVec *named_declared_methods(Type *named) {
    named_unpack(named->as.named.origin);
    return &named->as.named.origin->as.named.methods;
}

int named_method_count(Type *named) { return named_declared_methods(named)->len; }

/* The i-th method of an instance: the generic one with the arguments for the receiver's parameters. */
static Object *expand_method(Type *named, int i) {
    InstanceContext *context = named->as.named.context;
    Object *generic = named_declared_methods(named)->at[i];
    object_complete(generic);
    Type *old = generic->type;
    Type *sig = old;
    const TypeVec *rparams = &old->as.signature.recv_tparams;
    if (rparams->len == named->as.named.targs->len) {
        sig = subst_in_context(context, generic->pos, old, rparams, named->as.named.targs);
    }
    if (sig == old) {
        sig = arena_copy(context->arena, old, sizeof *old);
    }
    Type *recv = func_has_pointer_receiver(generic) ? type_new_pointer(context->arena, named) : named;
    if (old->as.signature.recv != NULL) {
        sig->as.signature.recv = object_clone_var(context->arena, old->as.signature.recv, recv);
    }
    sig->as.signature.recv_tparams = (TypeVec){0};
    return object_clone_func(context->arena, generic, sig);
}

Object *named_method(Type *named, int i) {
    if (named->as.named.targs == NULL) {
        return named_declared_methods(named)->at[i];
    }
    named_unpack(named);
    if (named->as.named.expanded == NULL) {
        named->as.named.expanded = map_new(named->as.named.context->arena);
    }
    const void *key = (const void *)(uintptr_t)((unsigned)i + 1);
    Object *method = map_get(named->as.named.expanded, key);
    if (method == NULL) {
        method = expand_method(named, i);
        map_set(named->as.named.expanded, key, method);
    }
    return method;
}
