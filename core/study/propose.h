/*
 * Proposals: one function for each kind of edit. Each looks whether its pattern is there and fills in the edits;
 * it may be wrong about types, which the check of the edited text finds, but never about what the program does
 * without saying so in `change`. Included only from this folder.
 */
#ifndef CORE_STUDY_PROPOSE_H
#define CORE_STUDY_PROPOSE_H

#include "core/analysis.h"
#include "core/explain/story.h"
#include "core/study/edit.h"
#include "core/study/tree.h"
#include "core/types/object.h"

typedef struct Proposal {
    Tree *tree;
    const PackageResult *result;
    const GoVersion *go;
    const char *locale;
    Edits edits;
    const char *title;
    const char *change;    /* of behaviour; NULL: none */
    bool growth;           /* saves growing, which no verdict shows */
    const Decl *returning; /* a function that is going to return the values of its pointers */
    const Expr *holding;   /* a use of a pointer that is going to be one of the object */
    const Object *late;    /* a pointer whose object is copied, and changed afterwards; NULL: there is none */
} Proposal;

/* Returns false when the pattern is not there. */
typedef bool ProposeFn(Proposal *p, const Story *story);

/* propose_result.c: what a function returns */
ProposeFn propose_return_value, propose_fill, propose_return_array, propose_return_concrete;
/* propose_type.c: what interfaces, channels, maps and variables hold */
ProposeFn propose_concrete_variable, propose_concrete_parameter, propose_send_value, propose_map_value,
    propose_slice_value, propose_global_value;
/* propose_local.c: within one function */
ProposeFn propose_array, propose_elements, propose_pass_to_goroutine, propose_copy_for_closure, propose_hoist,
    propose_array_variable, propose_constant_size, propose_capacity, propose_map_room;

/* ---- Shared steps; all in propose.c ---- */

/* A sentence or a part of one, in the reader's language; lives in the proposal's arena. */
const char *phrase(Proposal *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Go text. */
const char *words(Proposal *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The source expression that a story's site stands for; NULL for variables. */
Expr *story_expr(const Proposal *p, const Story *story);
/* The variable that moved, NULL for other stories. */
Object *story_var(const Story *story);
/* A type as the package's source writes it. */
const char *type_words(Proposal *p, Type *type);

/* Removes the operator of a unary expression. */
void drop_operator(Proposal *p, const Expr *expr);
/* &x and &T{…} lose the &; new(T) becomes a zero value. Returns false for anything else. */
bool value_of_pointer(Proposal *p, Expr *expr);
/* Whether value_of_pointer can do it. */
bool is_fresh_pointer(const Expr *expr);
/* The same for what is going to be held itself: a fresh pointer, or a variable that got one and is used for nothing
 * but the object. Notes in `late` when the object is changed afterwards. */
bool hold_value(Proposal *p, Expr *expr);
/* Whether an expression is the site's value, its address, or a variable that was given one of them. */
bool is_site(const Proposal *p, Expr *expr, const Story *story);
/* T{} or 0 or "" for a type; NULL when there is no short one. */
const char *zero_value(Proposal *p, Type *type, const Expr *type_expr);

/* Edits all uses of a pointer variable that becomes the object itself: *x and x.f are well; others get &x when
 * `address`. Returns false when there is one that must not be. */
bool pointer_becomes_value(Proposal *p, const Object *var, bool address);
/* The single definition `x := e` or `var x = e` of a local variable, the expression on its right. */
Expr *definition_of(const Proposal *p, const Object *var, Stmt **stmt);
/* True when the variable is assigned after `from`, or anywhere when a loop or a literal may bring it back. */
bool assigned_after(const Proposal *p, const Object *var, const Stmt *from);
/* True when a slice is only indexed, measured, ranged over and, if `passed`, handed to functions: an array may stand
 * for it. Returns of `returning` are well too. */
bool is_only_indexed(const Proposal *p, const Object *list, bool passed);
/* True when a use of the variable is assigned to, or its address is taken. */
bool is_changed_at(const Proposal *p, const Expr *use);
/* True when some use of a pointer variable changes, or may change, what it points to. */
bool changes_object(const Proposal *p, const Object *pointer);

/* "the map holds copies", and that later changes of the story's variable, or of a held one, do not show there, when
 * there are any. */
const char *copy_change(Proposal *p, const Story *story, const char *change);

/* All calls of a declared function; false when it is used otherwise. */
bool calls_of(const Proposal *p, const Object *func, ExprVec *calls);
/* The declaration of the function that a location lives in, NULL for literals. */
Decl *decl_of_func(const Func *func);
/* Returns at the level of the declared function itself. */
typedef VEC(Stmt *) StmtList;
StmtList returns_of(const Proposal *p, const Decl *decl);
/* True for types that must not be copied: those with a Lock method, and what holds one. */
bool must_not_be_copied(Type *type);
/* True when the package is one that others import: what it exports must stay as it is. */
bool is_api(const Proposal *p, const Object *object);
/* True when a type is written where other packages may see it: in the head of a function, a type, a variable. */
bool may_be_api(const Proposal *p, const Expr *type);
/* True when others than this package can see the function. */
bool is_exported(const Object *object);
/* The declared function or method that a call calls, with a body here; NULL. */
Object *callee_of(const Expr *call);

#endif
