/*
 * Instances outside the checker: lowering instantiates bodies by shape after the check.
 * Identical instances are one type within a context; a context belongs to one thread.
 */
#ifndef CORE_TYPES_SUBST_H
#define CORE_TYPES_SUBST_H

#include "core/types/object.h"

typedef struct InstanceContext InstanceContext;

InstanceContext *instances_new(Arena *arena, const Universe *universe);
/* Returns the instance of a generic named type, alias or signature. */
Type *types_instantiate(InstanceContext *context, Type *generic, TypeList *targs);
/* Returns `type` with the type parameters replaced; the same pointer when nothing changes. */
Type *types_subst(InstanceContext *context, Type *type, const TypeVec *tparams, const TypeList *targs);
/* As lookup_field_or_method; instances found on the way are completed within the context. */
LookupResult types_lookup(InstanceContext *context, Type *type, bool addressable, Package *package, const Name *name);

#endif
