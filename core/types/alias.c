/*
 * Alias types.
 * gc: types2/alias.go.  Spec: #Alias_declarations.
 */
#include "core/types/declare.h"

Type *alias_new(Checker *c, Object *object, Type *rhs) {
    Type *alias = type_new(c->arena, TYPE_ALIAS);
    alias->as.alias.object = object;
    alias->as.alias.origin = alias;
    alias->as.alias.from_rhs = rhs;
    alias->as.alias.checker = c;
    if (object->type == NULL) {
        object->type = alias;
    }
    VEC_PUSH(c->scratch, &c->extra->cleaners, alias);
    return alias;
}

Type *alias_new_instance(InstanceContext *context, Pos pos, Type *origin, TypeList *targs) {
    const Object *generic = origin->as.alias.object;
    Type *alias = type_new(context->arena, TYPE_ALIAS);
    alias->as.alias.object = object_new(context->arena, OBJ_TYPE, pos, generic->package, generic->name, alias);
    alias->as.alias.object->as.type.alias = true;
    alias->as.alias.origin = origin;
    alias->as.alias.tparams = origin->as.alias.tparams;
    alias->as.alias.targs = targs;
    alias->as.alias.checker = context->checker;
    alias->as.alias.from_rhs =
        subst_in_context(context, pos, origin->as.alias.from_rhs, &origin->as.alias.tparams, targs);
    return alias;
}
