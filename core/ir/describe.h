/*
 * The walk over the types that the running program is told of, in the order in which gc writes their descriptions.
 * Included only from this folder.
 */
#ifndef CORE_IR_DESCRIBE_H
#define CORE_IR_DESCRIBE_H

#include "core/ir/wrappers.h"

typedef struct Describer {
    Lower *l;
    bool parts_first; /* 1.19: what a type is made of comes before what all types have */
    StrMap *written;  /* key of a type: set */
    StrMap *pairs;    /* keys of a type and an interface: set */
    StrMap *members;  /* key of a type -> MemberVec* */
    /* What is done on the way; NULL: nothing. */
    void (*method)(struct Describer *d, Type *recv, const Member *member); /* a value of the type has the method */
    void (*type)(struct Describer *d, Type *type);                         /* is described */
    void (*map)(struct Describer *d, Type *map);                           /* its key is hashed */
    struct Equality *equality;
} Describer;

/* Returns a walk that does nothing on its way yet. */
Describer describer_new(Lower *l);
/* Makes the functions that compare and hash what is described from here on. */
void equality_join(Describer *walk);
/* Returns the link string of a type, which tells types apart. In the arena of l. */
const char *describe_key(Lower *l, Type *type);
/* False for types that other packages describe. */
bool describe_is_local(Lower *l, Type *type);
/* Writes the description of a type, and all that it refers to, unless it is there. gc: writeType. */
void describe_type(Describer *d, Type *type);
/* The same for the table of methods with which a type implements an interface. gc: writeITab. */
void describe_pair(Describer *d, Type *type, Type *iface);

#endif
