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

/* The operands of a list assignment that are copied before the stores: set of Node*. Known after escape analysis only.
 * gc: walk/assign.go ascompatee. */
Map *passes_saved_operands(Arena *scratch, const Func *func, const Node *assign);

/* ---- concrete.c ---- */
typedef struct Concrete Concrete;
Concrete *concrete_new(Arena *scratch);
/* Returns the one concrete type that an interface value has, NULL when it is not known. */
Type *concrete_type(Concrete *concrete, Node *n);

#endif
