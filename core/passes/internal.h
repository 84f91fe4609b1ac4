/*
 * What the passes share. Included only from this folder.
 */
#ifndef CORE_PASSES_INTERNAL_H
#define CORE_PASSES_INTERNAL_H

#include "core/base/map.h"
#include "core/passes/passes.h"

typedef struct Passes {
    const EscapeConfig *config;
    const GoVersion *go;
    Arena *arena; /* for what stays in the IR and the result */
    Arena *scratch;
    PackageIR *ir;
    EscapeResult *result;
    FuncVec all;  /* the functions in gc's order, the package's init among them */
    Map *methods; /* Object* of a method -> Func*; filled when first asked for */
    int late;     /* how many of ir->late were analysed */
} Passes;

/* Fills passes->all. */
void passes_list_functions(Passes *passes);
/* Adds a verdict and its line, unless no lines are wanted. */
void passes_report(Passes *passes, VerdictKind kind, Func *func, Node *node, const char *text);

/* Removes branches and cases that a constant decides, in each function. gc 1.19: deadcode. */
void passes_dead_code(Passes *passes);
/* Replaces interface calls whose receiver has one known concrete type. gc: devirtualize, inline/interleaved. */
void passes_devirtualize(Passes *passes);
/* Removes assignments to locals that are never used. gc: deadlocals. */
void passes_dead_locals(Passes *passes);

/* ---- bounds_range.c ---- */
/* Returns whether the index expression n cannot be out of range. copied: the index is in a temporary by now, of which
 * only the type is known. */
bool bounds_elided(const Node *n, bool copied);

/* ---- list_assign.c: known after escape analysis only ---- */
typedef struct Stores Stores;
/* temps: expressions that are in temporaries by now, set of Node*. */
Stores *stores_new(Arena *scratch, const Map *temps);
/* Returns whether the stores so far may change the value of n. */
bool stores_reach(const Stores *s, Node *n);
/* A store to target, without fields and array elements. deferred: calls wait that may see results. */
void stores_add(Stores *s, const Node *target, bool deferred);

/* ---- temporaries.c ---- */
/* How a key reaches the run-time functions of its map. */
typedef enum MapKey { MAP_KEY_BY_VALUE, MAP_KEY_CONVERTED, MAP_KEY_COPIED, MAP_KEY_BY_ADDRESS } MapKey;
MapKey temporaries_map_key(Type *map);
/* Returns whether n, which is no constant, is copied so that its address can be passed. */
bool temporaries_for_address(Node *n, const GoVersion *go);
/* Returns whether a value of the type is passed by address when it is put in an interface. */
bool temporaries_boxed_by_address(Type *type);

/* ---- concrete.c ---- */
typedef struct Concrete Concrete;
Concrete *concrete_new(Arena *scratch);
/* Returns the one concrete type that an interface value has, NULL when it is not known. */
Type *concrete_type(Concrete *concrete, Node *n);

#endif
