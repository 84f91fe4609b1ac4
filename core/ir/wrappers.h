/*
 * What the two ways of making wrappers share: Go 1.22 and later makes them for all types that are read (wrappers.c),
 * 1.19 for those that are described to the running program (wrappers_119.c). Included only from this folder.
 */
#ifndef CORE_IR_WRAPPERS_H
#define CORE_IR_WRAPPERS_H

#include "core/ir/internal.h"

/* A method of a type's method set. */
typedef struct Member {
    Object *object;
    int *path; /* indexes of the embedded fields on the way */
    int path_len;
    bool through_pointer;
    Type *declared; /* its receiver's type; NULL: a method of an interface */
} Member;

typedef VEC(Member) MemberVec;

/* All methods of a type and of pointers to it, promoted ones too, in gc's order. */
MemberVec wrapper_members(Lower *l, Type *type);
/* False for types that other packages declare: they make the wrappers. */
bool wrapper_is_ours(Lower *l, Type *type);
/* The function that takes the receiver and calls the method; NULL when it is the method itself, or recv has it not. */
Func *wrapper_make(Lower *l, Type *recv, const Member *member);

#endif
