/*
 * What the files of core/types share. Included only from this folder.
 * A Checker checks one package; its methods are spread over the files by language concept:
 *
 *   declarations   check resolver decl typexpr struct interface signature cycles initorder named alias version usage
 *   expressions    operand expr binary call builtins index literal selector conversion const assign stmt range return
 * labels type parameters typeset union typeparam instantiate infer unify subst facts          type object scope
 * universe typestring predicates lookup sizes
 */
#ifndef CORE_TYPES_INTERNAL_H
#define CORE_TYPES_INTERNAL_H

#include "core/types/check.h"

typedef ExprMode OperandMode;

/* A value under consideration. gc: types2/operand.go. */
typedef struct Operand {
    OperandMode mode;
    bool is_cgo;
    Expr *expr; /* what it came from; may be NULL */
    Type *type;
    const Value *value; /* MODE_CONSTANT */
    BuiltinId builtin;  /* MODE_BUILTIN */
} Operand;

/* A package-level declaration, not yet or already checked. gc: declInfo. */
typedef struct DeclInfo {
    Scope *file_scope;
    File *file;
    const char *version; /* language version of the file */
    Object **lhs;        /* n:1 variable declaration, shared by the variables; NULL otherwise */
    int lhs_len;
    Expr *vtype;
    Expr *init;
    bool inherited; /* constant whose init is that of an earlier one of the group */
    int iota_value;
    Decl *tdecl;
    Decl *fdecl;
    Map *deps;       /* package-level objects it refers to: set of Object* (initorder) */
    ObjectVec needs; /* those that it refers to outside constants, once for each time */
} DeclInfo;

/* Where we are: saved and restored around function bodies. gc: environment. */
typedef struct Environment {
    DeclInfo *decl;
    Scope *scope;
    const char *version; /* language version in force */
    const Value *iota;   /* NULL outside constant declarations */
    Pos err_pos;         /* for inherited constants: where errors go */
    bool in_tparam_list;
    Type *signature; /* of the function whose body we are in; NULL otherwise */
    bool is_panic_set;
    Map *is_panic; /* set of call Expr* that are calls of panic */
    bool has_label;
    bool has_call_or_recv;
} Environment;

/* An untyped expression that waits for its final type. */
typedef struct UntypedInfo {
    bool is_lhs; /* left operand of a shift */
    OperandMode mode;
    Type *type;
    const Value *value;
} UntypedInfo;

struct Checker {
    const CheckConfig *config;
    Arena *arena; /* = config->types */
    Arena *scratch;
    const Universe *universe;
    Package *package;
    Environment env;

    Map *decls;                /* Object* -> DeclInfo* */
    Map *untyped;              /* Expr* -> UntypedInfo* */
    Map *methods;              /* type Object* -> ObjectVec* collected, not yet associated */
    VEC(Object *) object_path; /* for cycle detection */
    VEC(Object *) dot_imports;
    VEC(Object *) import_objects;    /* OBJ_PACKAGE, for unused imports */
    struct ActionQueue *delayed;     /* work to be done when the current declaration is set up */
    struct InstanceContext *context; /* identical instances are one type */
    uint64_t next_tparam_id;
    uint32_t next_order;
    int depth; /* of recursion, for the guard */
    bool first_error_only;
    struct CheckerExtra *extra; /* private tables of single files */
    const char *target_desc;    /* the target of the next check_expr as messages call it: a name, "result variable" */
    Map *size_varies;           /* named Type* -> whether its size depends on type parameters (builtins_unsafe.c) */
};

/* ---- errors (errors.c). Codes are gc's names: internal/types/errors. `pos` of an Expr in messages is
 * expr_start, as types2's atPos has it (calls and selectors have their own rules; see errors.c). ---- */
Pos error_pos(const Expr *expr);
void check_error(Checker *c, Pos pos, const char *code, const char *format, ...) __attribute__((format(printf, 4, 5)));
void check_error_expr(Checker *c, const Expr *at, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* As check_error_expr, at a name that is not known; silent when the scanner has refused its characters. */
void check_undefined(Checker *c, const Expr *name, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void check_soft_error(Checker *c, Pos pos, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Reports "F requires goX.Y or later" unless the language version in force allows it; returns whether it does. */
bool check_version(Checker *c, Pos pos, int minor, const char *feature);
bool allow_version(Checker *c, int minor);
/* Texts for messages, in the scratch arena. */
const char *text_of_type(Checker *c, Type *type);
const char *text_of_expr(Checker *c, const Expr *expr);
const char *text_of_operand(Checker *c, const Operand *x);
const char *text_of_object(Checker *c, const Object *object);

/* ---- delayed actions (check.c) ---- */
void check_later(Checker *c, void (*action)(Checker *, void *), void *argument);
void check_process_delayed(Checker *c);
/* The number of waiting actions, and: runs those queued since then (and what they queue), in order.
 * gc: processDelayed(top). */
int check_delayed_mark(Checker *c);
void check_process_delayed_from(Checker *c, int mark);

/* ---- recording (check.c) ---- */
void record_type_and_value(Checker *c, Expr *expr, OperandMode mode, Type *type, const Value *value);
void record_untyped(Checker *c);
void record_builtin_type(Checker *c, Expr *fun, Type *signature);
void record_comma_ok(Checker *c, Expr *expr, Type *first, Type *second);
void record_use(Checker *c, Expr *name, Object *object);
void record_def(Checker *c, Expr *name, Object *object);
void record_instance(Checker *c, Expr *expr, TypeList *targs, Type *type);
void record_selection(Checker *c, Expr *selector, SelectionKind kind, Type *recv, Object *object, int *path,
                      int path_len, bool indirect);

/* ---- declarations ---- */
void collect_objects(Checker *c, File **files, int n);         /* resolver.c */
void check_package_objects(Checker *c);                        /* resolver.c */
void unused_imports(Checker *c);                               /* resolver.c */
void init_order(Checker *c);                                   /* initorder.c */
void check_object_decl(Checker *c, Object *object, Type *def); /* decl.c */
void check_const_decl(Checker *c, Object *object, Expr *type, Expr *init, bool inherited);
void check_var_decl(Checker *c, Object *object, Object **lhs, int lhs_len, Expr *type, Expr *init);
void check_type_decl(Checker *c, Object *object, Decl *decl, Type *def);
void check_func_decl(Checker *c, Object *object, DeclInfo *info);
void check_decl_stmt(Checker *c, const DeclVec *decls); /* local declarations */
void declare(Checker *c, Scope *scope, Expr *name, Object *object, Pos scope_pos);
void add_decl_dep(Checker *c, Object *to);
bool check_valid_type(Checker *c, Type *type); /* cycles.c: infinite size */
/* cycles.c: false, after reporting the cycle, when the type has no underlying type yet. gc: cycles.go isComplete. */
bool check_is_complete(Checker *c, Type *type);
void check_usage(Checker *c, Scope *scope); /* usage.c: declared and not used */

Type *check_type(Checker *c, Expr *expr); /* typexpr.c: a type, complete or named */
Type *check_defined_type(Checker *c, Expr *expr, Type *def);
Type *check_generic_type(Checker *c, Expr *expr, const char **cause);
Type *check_var_type(Checker *c, Expr *expr); /* no constraint interface allowed */
Type *check_type_or_dots(Checker *c, Expr *expr);
void check_ident(Checker *c, Operand *x, Expr *name, Type *def, bool want_type);
int64_t check_array_length(Checker *c, Expr *expr);
/* Reports (later) that a constraint interface cannot be the type of a variable. gc: typexpr.go validVarType. */
void check_valid_var_type(Checker *c, Expr *expr, Type *type);
Type *check_instantiated_type(Checker *c, Expr *x, Expr *index, Type *def);
void check_struct_type(Checker *c, Type *type, Expr *expr);                                     /* struct.c */
void check_interface_type(Checker *c, Type *type, Expr *expr, Type *def);                       /* interface.c */
void check_func_type(Checker *c, Type *sig, Field *recv, const FieldVec *tparams, Expr *ftype); /* signature.c */
Type *named_new(Checker *c, Object *object, Type *underlying);                                  /* named.c */
Type *alias_new(Checker *c, Object *object, Type *rhs);                                         /* alias.c */
void named_resolve(Type *named);
void named_add_method(Checker *c, Type *named, Object *method);

/* ---- statements and bodies (stmt.c …) ---- */
void check_func_body(Checker *c, DeclInfo *decl, const char *name, Type *sig, Block *body, const Value *iota);
bool block_terminates(Checker *c, const Block *block); /* return.c. Spec: #Terminating_statements. */
void check_stmt_list(Checker *c, unsigned flags, const StmtVec *list);
void check_range_stmt(Checker *c, unsigned flags, Stmt *stmt, RangeClause *range); /* range.c */
void open_scope(Checker *c, Pos start, Pos end);
void close_scope(Checker *c);

/* ---- expressions ---- */
/* Returns the ExprUse of e (operand.h). A target may be any type: only a function type (or one with a common underlying
 * function type) has an effect. */
int check_raw_expr(Checker *c, Type *target, Operand *x, Expr *e, Type *hint, bool allow_generic);
void check_expr(Checker *c, Type *target, Operand *x, Expr *e); /* a single value; target: for untyped funcs or NULL */
void check_generic_expr(Checker *c, Operand *x, Expr *e);
void check_multi_expr(Checker *c, Expr *e, bool allow_comma_ok, Operand **list, int *n, bool *comma_ok);
void check_expr_or_type(Checker *c, Operand *x, Expr *e, bool allow_generic);
void check_expr_with_hint(Checker *c, Operand *x, Expr *e, Type *hint);
void check_exclude(Checker *c, Operand *x, unsigned modes);
void check_single_value(Checker *c, Operand *x);
void check_unary(Checker *c, Operand *x, Expr *e);
void check_binary(Checker *c, Operand *x, Expr *e, Expr *lhs, Expr *rhs, Operator op);
void check_comparison(Checker *c, Operand *x, Operand *y, Operator op);
void check_match_types(Checker *c, Operand *x, Operand *y);
int check_call_expr(Checker *c, Operand *x, Expr *call); /* returns conversion/expression/statement kind */
bool check_builtin(Checker *c, Operand *x, Expr *call, BuiltinId id);
bool check_index_expr(Checker *c, Operand *x, Expr *e); /* true: it is an instantiation of a function */
void check_slice_expr(Checker *c, Operand *x, Expr *e);
bool check_index(Checker *c, Expr *index, int64_t max, Type **type, int64_t *value);
void check_composite(Checker *c, Operand *x, Expr *e, Type *hint);
void check_func_literal(Checker *c, Operand *x, Expr *e);
void check_basic_literal(Checker *c, Operand *x, Expr *e);
void check_selector(Checker *c, Operand *x, Expr *e, Type *def, bool want_type);
void check_conversion(Checker *c, Operand *x, Type *type);
void check_func_instantiation(Checker *c, Type *target, Pos pos, Operand *x, Expr *inst, bool infer);
void check_overflow(Checker *c, Operand *x, Pos op_pos);
bool const_representable(Checker *c, const Value *v, Type *basic, const Value **rounded);
void check_representable(Checker *c, Operand *x, Type *basic);
void convert_untyped(Checker *c, Operand *x, Type *target);
Type *implicit_type_and_value(Checker *c, Operand *x, Type *target, const Value **value, const char **code);
void update_expr_type(Checker *c, Expr *e, Type *type, bool final);
bool operand_assignable_to(Checker *c, Operand *x, Type *type, const char **cause, const char **code);
bool operand_convertible_to(Checker *c, Operand *x, Type *type, const char **cause);
bool operand_is_nil(const Checker *c, const Operand *x);

void check_assignment(Checker *c, Operand *x, Type *type, const char *context); /* assign.c */
void check_init_const(Checker *c, Object *lhs, Operand *x);
void check_init_var(Checker *c, Object *lhs, Operand *x, const char *context);
void check_init_vars(Checker *c, Object **lhs, int n, Expr *rhs, Stmt *return_stmt);
void check_assign_vars(Checker *c, Expr *lhs, Expr *rhs);
void check_assign_var(Checker *c, Expr *lhs, Expr *rhs, Operand *x, const char *context);
void check_short_var_decl(Checker *c, Pos pos, Expr *lhs, Expr *rhs);
bool use_exprs(Checker *c, Expr **list, int n);  /* marks names used after an error; false when one was invalid */
Type *core_type(Type *type, const char **cause); /* typeset.c/under.c; NULL when there is none */
Type *common_under(Checker *c, Type *type, const char **cause);

/* ---- type parameters ---- */
struct TypeSet {
    ObjectVec methods;    /* sorted by id */
    VEC(UnionTerm) terms; /* when !all_types; empty: the empty set */
    bool all_types;
    bool comparable;
};
const TypeSet *compute_type_set(Checker *c, Type *iface, Pos pos);
/* Calls fn for each type of the set (underlying for ~T); one call with NULL when there are no specific types. Stops at
 * false and returns whether all returned true. gc: typeset.go typeset, underIs. */
bool type_set_all(Type *type, bool (*fn)(void *context, Type *type, Type *under), void *context);
Type *tparam_new(Checker *c, Object *object, Type *constraint);
void collect_tparams(Checker *c, TypeVec *out, const FieldVec *list); /* decl.c/typeparam.c */
void declare_tparams(Checker *c, const FieldVec *list, TypeVec *out);
Type *check_union(Checker *c, Expr *expr); /* union.c */
/* Replaces type parameters by arguments; returns the same type when nothing changes. `lazy` named expansion. */
Type *type_subst(Checker *c, Arena *arena, Type *type, const TypeVec *tparams, const TypeList *targs);
/* An instance of a generic type or signature; identical ones are one object within the context. */
Type *instantiate(Checker *c, Pos pos, Type *generic, TypeList *targs, Expr **xlist, bool validate);
bool verify_instance(Checker *c, Pos pos, const TypeVec *tparams, const TypeList *targs, int *bad, const char **cause);
bool type_implements(Checker *c, Type *type, Type *iface, bool constraint, const char **cause);
bool validate_targ_len(Checker *c, Pos pos, const char *name, int want, int got);
/* Infers missing type arguments. Returns NULL after reporting. gc: infer.go. */
typedef struct InferArgs {
    Pos pos;
    const TypeVec *tparams;
    Type **targs; /* given ones; NULL entries to be inferred; length = tparams->len */
    Type *params; /* tuple */
    Operand **args;
    int args_len;
    bool reverse;       /* assignment of a generic function: parameters and arguments exchanged in messages */
    const char *callee; /* what is called: messages begin "in call to callee, "; NULL: they do not */
} InferArgs;
TypeList *infer(Checker *c, const InferArgs *in);
/* Unifies x and y under the type parameters; mode bits of unify.c. */
typedef struct Unifier Unifier;
const char *missing_method_cause(Checker *c, Type *type, Type *iface, Object *method, Object *wrong);
bool new_assertable_to(Checker *c, Type *type, Type *target, const char **cause);
bool comparable_type(Type *type, bool dynamic, const char **cause, Checker *c);
bool is_valid_index_type(Type *type);

#endif
