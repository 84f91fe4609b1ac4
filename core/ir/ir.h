/*
 * Lowering: typed tree -> IR. gc: noder (writer, reader), typecheck; 1.19: noder/irgen, stencil.
 */
#ifndef CORE_IR_IR_H
#define CORE_IR_IR_H

#include "core/base/diag.h"
#include "core/base/strbuf.h"
#include "core/goversion/goversion.h"
#include "core/ir/node.h"
#include "core/syntax/assembly.h"
#include "core/types/subst.h"

typedef struct LowerConfig {
    Arena *arena; /* IR lives here */
    Names *names;
    const Universe *universe;
    SourceSet *sources;
    const GoVersion *go;        /* whose rules */
    InstanceContext *instances; /* instances made while lowering */
    Diags *diags;               /* what gc's noder refuses though it is correct Go */
    bool wrappers;              /* make the wrappers of methods too; only what -m=2 tells depends on them */
    const Assembly *assembly;   /* of the package; NULL: none, or of no interest */
    bool reached_only;          /* leave out functions that no importer can reach, and initialisation (not for 1.19) */
} LowerConfig;

/* Lowers a checked package whole: declarations, literals, shape instances of generic functions (imported ones too),
 * package initialisation. With errors in config->diags it is not to be analysed. gc: noder.LoadPackage, pkginit. */
PackageIR *lower_package(const LowerConfig *config, Package *package);

/* Fills ir->late and ir->last with the wrappers that gc makes while it compiles functions (1.19): asked for when all
 * passes ran, for what these removed needs none. */
void ir_late_wrappers(PackageIR *ir);

/* Appends the node exactly as gc's messages print it under `go`'s rules. gc: ir/fmt.go. */
void node_format(StrBuf *out, const Node *node, const GoVersion *go, const PackageIR *ir);
const char *node_text(Arena *arena, const Node *node, const GoVersion *go, const PackageIR *ir);
/* Appends the name by which messages about package `local` qualify what another package declares. gc: types/fmt.go
 * pkgqual. */
void ir_package_name(StrBuf *out, const Package *package, const GoVersion *go, const Package *local);
/* Appends a type as IR messages print it (interface {}, struct { A int; b int }, link strings of type arguments). */
void ir_type_format(StrBuf *out, Type *type, const GoVersion *go, const Package *local);
/* Appends a type so that identical types, and only they, have the same text: packages by path, aliases of predeclared
 * types as what they are. gc: types.Type.LinkString. */
void ir_type_link_string(StrBuf *out, Type *type, const GoVersion *go);
/* Appends the same of a defined type, without its package. */
void ir_type_symbol(StrBuf *out, const Type *named, const GoVersion *go);

/* True for a shape that stands for type arguments; true when one occurs in the type. gc: types.Type.IsShape, HasShape.
 */
bool type_is_shape(Type *type);
bool type_has_shape(Type *type);

/* Groups of mutually recursive functions, callees first. Calls `visit` for each; recursive: more than one function or
 * self-reference. gc: ir/scc.go VisitFuncsBottomUp. */
typedef struct SccVisitor {
    void (*visit)(void *context, FuncVec functions, bool recursive);
    void *context;
} SccVisitor;
void visit_functions_bottom_up(Arena *scratch, const PackageIR *ir, const GoVersion *go, const SccVisitor *visitor);

/* Returns the value a local always has, following single assignments; `n` itself when it is not known.
 * gc: ir/expr.go StaticValue. */
Node *node_static_value(Node *n);
/* True when the local is assigned anywhere but at its definition, or its address is taken. gc: ir.Reassigned. */
bool var_reassigned(Var *var);
/* Returns the constant value of an expression, following static values, NULL when there is none. */
const Value *node_const_value(const Node *n);
/* Calls fn on the node and all below it, pre-order, until it returns false for a subtree. */
void node_walk(Node *n, bool (*fn)(void *context, Node *n), void *context);

/* Indented dump with positions, for stage goldens. */
void ir_dump(StrBuf *out, const PackageIR *ir, const SourceSet *sources, const GoVersion *go);

#endif
