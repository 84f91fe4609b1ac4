/*
 * What the files about expressions and statements share among themselves; the rest of the folder uses
 * internal.h alone.
 */
#ifndef CORE_TYPES_OPERAND_H
#define CORE_TYPES_OPERAND_H

#include "core/types/internal.h"

/* How an expression may stand as a statement. gc: exprKind. */
typedef enum ExprUse { USE_CONVERSION, USE_EXPRESSION, USE_STATEMENT } ExprUse;

/* Nesting of expressions and statements that is still checked. */
enum { CHECK_DEPTH_MAX = 20000 };

#define INVALID_OP "invalid operation: "
#define INVALID_ARG "invalid argument: "
/* Modes as a set for check_exclude. */
#define MODE_BIT(mode) (1u << (mode))
#define NOT_A_VALUE (MODE_BIT(MODE_NO_VALUE) | MODE_BIT(MODE_BUILTIN) | MODE_BIT(MODE_TYPE))

/* Language versions (go1.N) that brought what the expressions ask for. */
enum {
    GO_NUMBER_LITERALS = 13,
    GO_SIGNED_SHIFT = 13,
    GO_ARRAY_POINTER_CONVERSION = 17,
    GO_UNSAFE_SLICE = 17,
    GO_GENERICS = 18,
    GO_ARRAY_CONVERSION = 20,
    GO_UNSAFE_STRING = 20,
    GO_MIN_MAX_CLEAR = 21,
    GO_FUNC_ARGUMENT_INFERENCE = 21,
    GO_RANGE_INT = 22,
    GO_RANGE_FUNC = 23,
    GO_NEW_EXPR = 26,
    GO_PROMOTED_KEYS = 27
};

static inline bool operand_valid(const Operand *x) { return x->mode != MODE_INVALID; }

/* ---- operand.c ---- */
void operand_fail(Checker *c, Operand *x, Expr *e); /* invalid mode and type, e as its expression */
void operand_error(Checker *c, const Operand *x, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Formats into the checker's scratch arena. */
const char *cause_text(Checker *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *position_text(Checker *c, Pos pos);
/* Remembers what an expression turned out to be; untyped ones wait for their final type. gc: record. */
void record_operand(Checker *c, Operand *x);
/* The object a name denotes here, NULL for none. */
Object *lookup_name(Checker *c, const Name *name);
/* The local variable of this package that `e` names, NULL when it names something else. */
Object *named_variable(Checker *c, Expr *e);

/* ---- type queries over type sets (operand.c) ---- */
/* Information bits of the basic type below `t`, 0 when there is none. */
unsigned basic_info(Type *t);
bool has_basic_kind(Type *t, BasicKind kind);
/* True when all types of the type set (for another type: the type) have one of the bits. gc: allBasic. */
bool all_basic(Type *t, unsigned info);
typedef bool (*EachType)(void *context, Type *type, Type *under);
/* As type_set_all for a type parameter; another type is the only member of its set. */
bool each_type(Type *t, EachType fn, void *context);
/* Why a member of a type set is refused; NULL accepts it. `under` is NULL when there are no specific types. */
typedef const char *(*TypeCondition)(Checker *c, void *context, Type *type, Type *under);
/* Returns the underlying type that all members share (channels: the most restricted direction), or NULL with
 * *cause. cond and cause may be NULL. gc: under.go commonUnder. */
Type *common_under_if(Checker *c, Type *t, TypeCondition cond, void *context, const char **cause);
bool is_pointer(Type *t);
bool is_interface_pointer(Type *t);
bool is_bytes_or_runes(Type *t);
/* The array that t points to, otherwise t. */
Type *array_behind_pointer(Type *t);
Type *struct_behind_pointer(Type *t);
/* "slice", "struct" ...: what a type is made of; "" for a basic one. */
const char *composite_kind(Type *t);
/* The later of two untyped numeric types, or either when equal; NULL when they do not mix. */
Type *max_untyped(Type *x, Type *y);
Type *function_target(Checker *c, Type *target);

/* ---- expr.c ---- */
void check_generic_expr_with_hint(Checker *c, Operand *x, Expr *e, Type *hint);
void check_non_generic(Checker *c, Type *target, const char *desc, Operand *x);
/* The element type for a receive from (or send to) x; NULL after an error. */
Type *check_channel_element(Checker *c, const Expr *at, Operand *x, bool receive);
void check_type_assertion(Checker *c, Expr *e, Operand *x, Type *target, bool in_switch);
/* True when the operator accepts x's type; reports otherwise. */
bool check_operator(Checker *c, Operand *x, Operator op, bool unary);
Pos operator_pos(const Expr *e);

/* ---- binary.c ---- */
/* Compares a case value x with the tag y of its switch. */
void check_case_comparison(Checker *c, Operand *x, Operand *y);
/* "slice can only be compared to nil"; NULL without a better reason. */
const char *incomparable_cause(Checker *c, Type *t);

/* ---- const.c ---- */
void update_expr_value(Checker *c, const Expr *e, const Value *value);
void remember_untyped(Checker *c, Expr *e, OperandMode mode, Type *type, const Value *value);
void report_invalid_conversion(Checker *c, const char *code, Operand *x, Type *target);
/* Equal constants of basic kinds have equal keys, whatever their kind; NULL: equal to no other. `by_kind` keeps
 * integers and floats apart and takes only values that are exact. */
const char *constant_key(Checker *c, const Value *v, bool by_kind);

/* ---- index.c ---- */
bool check_valid_index(Checker *c, Operand *x, const char *code, const char *what, bool allow_negative);

/* ---- call.c ---- */
typedef struct OperandList {
    Operand *at;
    int len;
} OperandList;
/* Type arguments written for the i-th argument that is a partially instantiated function; NULL: none. */
typedef struct Arguments {
    OperandList list;
    TypeList **targs; /* NULL: no argument has any */
} Arguments;
typedef struct Callee {
    Type *signature;
    TypeList *targs; /* written ones, or NULL */
    Expr **xlist;
    int xlist_len;
} Callee;
/* Checks the arguments against the parameters; returns the (instantiated) signature. */
Type *check_arguments(Checker *c, Expr *call, const Callee *callee, const Arguments *args);
OperandList check_expr_list(Checker *c, const ExprVec *list);
/* "(int, number, ...string)". gc: typesSummary. */
const char *types_summary(Checker *c, Type **types, int n, bool variadic, bool has_dots);
const char *operands_summary(Checker *c, const OperandList *list, bool has_dots);
/* The inner names of a list of blank, single or several expressions. */
bool use_expr(Checker *c, Expr *e);
bool use_lhs(Checker *c, Expr *e);
bool use_arguments(Checker *c, Expr *call);

/* ---- instance.c ---- */
/* Types of the expressions, NULL when one is invalid. */
TypeList *check_type_list(Checker *c, Expr *list);
Type *check_instance_signature(Checker *c, Pos pos, Expr *e, Type *sig, TypeList *targs, Expr **xlist, int xlist_len);
/* As check_func_instantiation; with infer false the written type arguments are returned when some are missing. */
TypeList *instantiate_function(Checker *c, Type *target, const char *desc, Pos pos, Operand *x, Expr *inst, bool infer);
/* Arguments of a call, which may still be generic functions. */
Arguments check_generic_args(Checker *c, const ExprVec *list);
/* Fresh type parameters in place of tparams; *type gets them too. gc: renameTParams. */
TypeVec rename_tparams(Checker *c, const TypeVec *tparams, Type **type);
/* True when one of tparams occurs in t. */
bool type_mentions(Checker *c, const TypeVec *tparams, Type *t);

/* ---- selector.c ---- */
const char *missing_selector_text(Checker *c, Type *type, const Name *sel, const Object *alternative, bool in_literal);

/* ---- builtins ---- */
typedef struct BuiltinCall {
    Operand *x; /* first argument, then result */
    Expr *call;
    BuiltinId id;
    OperandList args;
    int nargs;
} BuiltinCall;
const char *builtin_name(BuiltinId id);
void record_builtin(Checker *c, const BuiltinCall *b, Type *result, Type **params, int n);
bool check_unsafe_builtin(Checker *c, BuiltinCall *b);   /* builtins_unsafe.c */
bool check_complex_builtin(Checker *c, BuiltinCall *b);  /* builtins_number.c, also the next two */
bool check_part_builtin(Checker *c, BuiltinCall *b);     /* real, imag */
bool check_extremum_builtin(Checker *c, BuiltinCall *b); /* min, max */

/* ---- stmt.c, switch.c ---- */
enum { CTX_FALLTHROUGH_OK = 1, CTX_FINAL_CASE = 2, CTX_TYPE_SWITCH = 4 };
void check_stmt(Checker *c, unsigned flags, Stmt *s);
void check_block(Checker *c, unsigned flags, Block *block);
void check_switch_stmt(Checker *c, unsigned flags, Stmt *s);
void check_select_stmt(Checker *c, unsigned flags, Stmt *s);

/* ---- unify.c ---- */
enum { UNIFY_ASSIGN = 1, UNIFY_EXACT = 2 };
Unifier *unifier_new(Checker *c, const TypeVec *tparams, Type **targs, bool interfaces);
bool unify(Unifier *u, Type *x, Type *y, unsigned mode);
Type *unifier_at(const Unifier *u, Type *tparam); /* NULL: not inferred yet */
void unifier_set(Unifier *u, Type *tparam, Type *type);
int unifier_unknowns(const Unifier *u);

#endif
