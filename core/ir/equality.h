/*
 * What the two ways of making functions that compare and hash share: Go 1.27 makes one for all types that are compared
 * alike (equality_alike.c), older ones one for each type (equality_types.c). Only what calls other functions is made:
 * what is compared in place keeps nothing. Included only from this folder.
 */
#ifndef CORE_IR_EQUALITY_H
#define CORE_IR_EQUALITY_H

#include "core/ir/describe.h"

/* How values of a type are compared. gc: types.AlgKind. */
typedef enum Alg {
    ALG_NONE, /* they are not */
    ALG_MEMORY,
    ALG_STRING,
    ALG_INTERFACE,
    ALG_EMPTY_INTERFACE,
    ALG_FLOAT32,
    ALG_FLOAT64,
    ALG_COMPLEX64,
    ALG_COMPLEX128,
    ALG_SPECIAL
} Alg;

typedef struct Equality {
    Lower *l;
    StrMap *made; /* name -> Func* */
    Package runtime, type;
} Equality;

/* A function that is being made. */
typedef struct Making {
    Equality *e;
    Lower *l;
    Func *func;
} Making;

Alg equality_alg(Type *type);
Type *equality_basic(const Lower *l, BasicKind kind);
/* A function of package runtime. */
Node *equality_runtime(const Making *m, const char *name);
/* Appends the call of a function; c may be NULL. */
void equality_call(const Making *m, NodeVec *out, Node *callee, Node *a, Node *b, Node *c);
/* A temporary that counts elements. */
Node *equality_index(const Making *m, BasicKind kind);
/* The function of that name, func(p, q pointer) bool or, hashes, func(p pointer, h uintptr) uintptr. When it is new it
 * is appended to the package, and `fill` is called to add statements. */
Func *equality_function(Equality *e, const char *name, Type *pointer, bool hashes, BodyFn *fill, const void *context);

/* ---- equality_alike.c, equality_types.c: what the descriptions of a type, of a map need ---- */
void equality_alike(Equality *e, Type *type);
void equality_alike_hash(Equality *e, Type *key);
void equality_of_type(Equality *e, Type *type);
void equality_hash_of_type(Equality *e, Type *key);

#endif
