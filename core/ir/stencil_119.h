/*
 * Instances of generic functions and methods in Go 1.19: copies of the generic body, one for each list of shapes, which
 * are numbered by the place of the type parameter. An instance is a plain function; the dictionary is its first
 * parameter, a method's receiver the second. What is made, and in which order, follows from a scan of all functions.
 * Included only from this folder.
 *
 *   stencil_119        the scan, instances      stencil_119_copy     a body copied
 *   stencil_119_dict   dictionaries             stencil_119_closure  functions and methods as values
 *   stencil_119_words  what reads dictionaries
 */
#ifndef CORE_IR_STENCIL_119_H
#define CORE_IR_STENCIL_119_H

#include "core/ir/transform_119.h"

/* A call or a value that needs the dictionary of another instance. */
typedef struct SubDict {
    Node *node;
    Node *callee; /* what was called, before it became an instance; NULL: a value, or a method of a type parameter */
} SubDict;

typedef struct MethodWord {
    Type *shape;
    const char *name;
} MethodWord;

/* What the dictionary of an instance holds, in order: shapes, derived types, dictionaries, pairs, methods. */
typedef struct DictWords {
    const TypeList *shapes;
    Type **bounds; /* of the type parameters, with shapes in place */
    TypeVec derived;
    VEC(SubDict) subdicts;
    NodeVec itabs;
    VEC(MethodWord) methods;
    Map *switches; /* NODE_TYPE of a case -> Type* of what is switched on, an interface with methods */
    int len;
} DictWords;

/* An instance, or a literal in one, which has the words of its instance. */
typedef struct Stencil {
    Func *func;
    Var *dict;
    DictWords *words;
} Stencil;

/* An instance whose dictionary was made; what it refers to is made at the end. */
typedef struct DictTodo {
    Object *generic;
    const TypeList *targs;
} DictTodo;

typedef struct Stenciler {
    Lower *l;
    StrMap *stencils; /* path and name -> Stencil* */
    Map *of;          /* Func* -> Stencil* */
    StrMap *dicts;    /* path and name -> Var* */
    FuncVec fresh;    /* instances and literals in them */
    VEC(DictTodo) todo;
    const Node *statement; /* the initialiser at hand */
    int variables;         /* numbering of .dictN and .rcvrN */
} Stenciler;

/* Makes all instances that the functions and the statements of package variables need. `at[i]` functions stand before
 * statement i. gc: BuildInstantiations. */
typedef struct InitStatement {
    Node *node;
    int at;
} InitStatement;
typedef VEC(InitStatement) InitStatementVec;
void stencil_119(Lower *l, const InitStatementVec *statements, FuncState *init);

/* The instance of a method as a wrapper calls it, the receiver in args: the dictionary is put before it. */
Node *stencil_119_wrapped(Lower *l, Object *method, const TypeList *targs, NodeVec *args);

/* ---- stencil_119.c ---- */
Stencil *stencil_119_get(Stenciler *s, Object *generic, const TypeList *targs);
void stencil_119_methods(Stenciler *s); /* of the types met so far */
/* Type arguments as a list; those of a list of NODE_TYPE. */
const TypeList *stencil_119_targs(Lower *l, const NodeVec *nodes);
/* The declared method that a selector denotes. */
Object *stencil_119_method(const Node *selector);
/* The instance of a generic type whose method a selector denotes; NULL when it is none. */
Type *stencil_119_receiver(Lower *l, const Node *selector);
const char *stencil_119_name(Stenciler *s, const Object *generic, const TypeList *targs, const char *prefix);

/* ---- stencil_119_copy.c ---- */
/* The generic function with its body unsettled. */
const Func *stencil_119_generic(Lower *l, Object *generic);
/* Fills in the instance: parameters and body. */
void stencil_119_copy(Stenciler *s, Stencil *stencil, Object *generic, const TypeList *shapes);

/* ---- stencil_119_dict.c ---- */
void stencil_119_find_words(Stenciler *s, Stencil *stencil);
/* The dictionary at a reference to an instance; *sub: it is a word of the instance at hand (NULL: in none). */
Node *stencil_119_dict(Stenciler *s, const Stencil *here, const Node *reference, Object *generic, const TypeList *targs,
                       bool *sub);
void stencil_119_read_dict(Stenciler *s, Object *generic, const TypeList *targs);
void stencil_119_finish_dicts(Stenciler *s);
Node *stencil_119_word(Lower *l, Pos pos, const Stencil *stencil);
bool stencil_119_is_bound(const DictWords *words, const Node *selector);

/* ---- stencil_119_closure.c ---- */
/* The literal that stands for an instance as a value. outer: NULL in initialisers. */
Node *stencil_119_closure(Stenciler *s, Func *outer, Node *x);

/* ---- stencil_119_words.c ---- */
void stencil_119_use_words(Stenciler *s, const Stencil *stencil);

#endif
