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
/* Returns `type` with the type parameters replaced, or the defined types that are listed like them; the same pointer
 * when nothing changes. */
Type *types_subst(InstanceContext *context, Type *type, const TypeVec *tparams, const TypeList *targs);
/* A defined type outside any check, complete. */
Type *types_new_named(InstanceContext *context, Object *object, Type *underlying);
/* From now on the arguments of all instances that substitution makes go through `normalize`. */
typedef TypeList *(*TypeNormalizer)(void *user, Type *origin, TypeList *targs);
void instances_normalize(InstanceContext *context, TypeNormalizer normalize, void *user);
/* True while the right side of an instance is being made: its underlying type can't be asked for yet. */
bool types_expanding(Type *type);
/* The type parameters of a generic type; of a local type those of the function around it. */
const TypeVec *types_params(Type *origin);
/* Whether methods alone restrict the type parameter. */
bool types_basic_constraint(Type *tparam);
bool types_basic_interface(Type *iface);
/* The one underlying type that all types of a type parameter have; the underlying type of any other type. NULL when
 * there is none. gc: CoreType. */
Type *types_core(Type *type);
/* As lookup_field_or_method; instances found on the way are completed within the context. */
LookupResult types_lookup(InstanceContext *context, Type *type, bool addressable, Package *package, const Name *name);

#endif
