/*
 * What the lower_*.c files share. Included only from this folder.
 * A Lower lowers one package; FuncState is the function whose body is being built. Files by concept:
 *
 *   lower         the package: order of functions, objects
 *   lower_func    parameters, locals, temporaries, captures, literals
 *   lower_stmt    blocks, branches, loops, dead code      lower_assign  assignments, declarations, return, go, defer
 *   lower_switch  switch and select                       lower_range   range      lower_range_func  over functions
 *   lower_expr    names, operators, selectors             lower_call    calls, methods, built-ins
 *   lower_convert conversions                             lower_literal composite and function literals
 *   lower_init    package initialisation                  lower_static  what of it needs no code
 *   lower_loopvar loop variables per iteration            order_119     what Go 1.19 did otherwise
 *   lower_read    the order in which types and objects are met
 *   lower_instance instances of generic objects           lower_generic references to them
 *   lower_shape   shapes of type arguments                lower_dict    dictionaries
 *   met_119       types as Go 1.19 meets them             transform_119 what waits for types
 *   stencil_119   instances of Go 1.19
 *
 * Two views of types meet here. Trees speak of type parameters; decisions that gc's writer takes are taken on those
 * (Expr.type, Object.type). Nodes have the types of the instance: lower_type_of and lower_subst lead there.
 */
#ifndef CORE_IR_INTERNAL_H
#define CORE_IR_INTERNAL_H

#include "core/base/map.h"
#include "core/ir/ir.h"

/* Nesting of expressions and statements that is still lowered; deeper input is refused. */
#define LOWER_DEPTH_MAX 20000

/* A variable of an enclosing function, used in a literal. */
typedef struct Capture {
    Object *object;
    Pos pos; /* of the first use */
    Var *var;
} Capture;

typedef struct FuncState {
    struct FuncState *outer;
    Func *func;
    Type *signature;       /* whose results `return` converts to */
    Map *vars;             /* Object* -> Var*, declared here */
    VEC(Capture) captures; /* in order of first use */
    Map *rewritten;        /* Stmt* -> Stmt* that stands in its place: loops over functions */
    Map *defer_at;         /* Stmt* of a defer -> Expr* naming #defers */
    Map *result_names;     /* Object* -> name of a result that had none */
    Var *dict;             /* the dictionary, in shaped functions and their literals */
} FuncState;

/* What the type parameters of the body at hand stand for. */
typedef struct Env {
    TypeVec tparams;
    const TypeList *targs;
    Map *memo;    /* Type* -> Type*: with the arguments in place */
    Map *touched; /* types of the tree read so far: set */
} Env;

/* A generic function, method or type with its arguments, real or shapes. gc: readerDict. */
typedef struct Instance {
    Object *object; /* the generic one: OBJ_FUNC, OBJ_TYPE */
    const TypeList *targs;
    bool shaped;
    bool is_read;
    const char *name; /* without package */
    Type *type;       /* of OBJ_TYPE */
    Func *func;       /* of OBJ_FUNC, once read */
    struct Instance *shape;
    Var *dict; /* of a real one: its dictionary */
} Instance;

/* What is to be lowered for a function of an instance. */
typedef struct InstanceBody {
    Object *generic;
    Instance *instance;
    Env *env;
    Object *dict; /* parameter of a shaped one */
} InstanceBody;

/* How a function or method with type arguments is reached. */
typedef struct InstanceRef {
    Node *wrapper; /* a function value; NULL when one has to be made */
    Node *base;    /* what a call calls */
    Node *dict;    /* and hands over first, behind a receiver; NULL: nothing */
} InstanceRef;

/* The words of a dictionary; the types are the tree's. */
typedef struct DictMethod {
    int tparam;
    Object *method;
} DictMethod;
typedef struct DictSub {
    Object *object;
    const TypeList *targs;
    const Env *env;
} DictSub;
typedef struct DictType {
    Type *type;
    const Env *env;
} DictType;
typedef struct DictPair {
    Type *type, *iface;
    const Env *env;
} DictPair;
typedef struct DictLayout {
    VEC(DictMethod) methods;
    VEC(DictSub) subdicts;
    VEC(DictType) rtypes;
    VEC(DictPair) itabs;
} DictLayout;

/* A word whose index is not known yet. */
typedef struct DictFixup {
    Node *literal;
    const Instance *instance; /* whose dictionary it is in */
    Object *object;           /* the dictionary of an instance of this */
    const TypeList *targs;
    Object *method; /* or a method of a type parameter */
    int tparam;
} DictFixup;

/* A named type or instance whose reading has begun. */
typedef struct Unfinished {
    bool known; /* its underlying type is */
    bool met;   /* again, meanwhile */
} Unfinished;

/* A package variable that the compiler makes for a method value in an initialiser, set behind all others. */
typedef struct InitReceiver {
    Node *assign;
    const Node *user; /* the statement that needs it */
} InitReceiver;
typedef VEC(InitReceiver) InitReceiverVec;

struct Lower;
/* What gc's noders do differently: chosen once for a package. */
typedef struct Noder {
    Node *(*compound)(struct Lower *l, Expr *expr);                 /* every expression but names and constants */
    void (*statement)(struct Lower *l, Stmt *stmt, NodeVec *out);   /* STMT_SEND DECL ASSIGN CALL RETURN SELECT */
    Node *(*instance)(struct Lower *l, Expr *expr, Object *object); /* a function with type arguments */
    void (*package)(struct Lower *l);
} Noder;

typedef struct Lower {
    const LowerConfig *config;
    Arena *arena;
    const GoVersion *go;
    const Universe *universe;
    Package *package;
    PackageIR *ir;
    const Noder *noder;
    Pos current;                 /* of the last expression visited: 1.19 places there what is implicit */
    bool in_instance;            /* 1.19: in an instance of a generic function */
    bool delayed;                /* 1.19: in a generic function, where nodes are settled for each instance */
    Map *has_tparam;             /* 1.19: Type* -> whether a type parameter occurs in it */
    struct Stenciler *stenciler; /* 1.19: once instances were made */
    InitReceiverVec receivers;   /* 1.19: of method values in initialisers */
    TypeVec described;           /* 1.19: types that dictionaries hold, and instances */
    NodeVec dict_pairs;          /* 1.19: conversions that dictionaries are made for */
    Map *generic_bodies;         /* 1.19: Object* of a generic function -> Func* */
    Map *met;                    /* 1.19: types translated so far */
    StrMap *met_names;           /* 1.19: link strings of instances met so far */
    TypeVec unfinished_types;    /* 1.19: instances whose methods are still to be translated; the last is taken first */
    TypeVec needed;              /* 1.19: instances whose methods are to be made */
    Pos last_read;               /* of the last object read */
    FuncState *state;            /* NULL outside function bodies */
    Map *objects;                /* package-level Object* -> Var* */
    Map *touched;                /* objects and types read so far: set */
    Map *range_bodies;           /* Expr* of literals made from bodies of loops over functions: set */
    FuncVec bodies;              /* functions whose bodies are still to be lowered; the last is taken first */
    Node *blank;                 /* the one _ */
    Object *panic_range_state, *defer_range_func; /* of package runtime; NULL until needed */
    VEC(Instance *) dicts;    /* real instances whose shape is still to be made; the last is taken first */
    StrMap *instances;        /* package path and name -> Instance* */
    StrMap *instance_methods; /* the same and a method's name -> Func* */
    Map *instance_bodies;     /* Func* -> InstanceBody* */
    StrMap *shapes;           /* name -> Type* */
    Package *shape_package;
    Env *env;              /* of the body at hand; NULL: not generic */
    Instance *dict_owner;  /* whose dictionary the body at hand has */
    Map *layouts;          /* generic Object* -> DictLayout* */
    DictLayout *recording; /* bodies are only looked at, to find this */
    Map *derived;          /* Type* -> whether it depends on type parameters */
    Map *dict_types;       /* generic Object* -> Type* of its dictionaries */
    Map *shown_dicts;      /* those whose length shows -> Instance* */
    VEC(DictFixup) fixups;
    Map *unfinished;           /* Object* of named types and instances read so far -> Unfinished* */
    TypeVec wrapped_types;     /* those whose methods may need wrappers, in the order in which they were read */
    TypeVec wrapped_elsewhere; /* those that other packages mention outside their generic objects: they have them */
    bool elsewhere;            /* what such a package says is being read */
    NodeVec method_values;
    NodeVec static_conversions;     /* to interfaces, laid out in data */
    struct Describer *descriptions; /* of types; NULL until needed */
    Map *rewrites;                  /* Block* -> FuncState* with its loops over functions rewritten */
    int init_count;
    int global_literals; /* of package-level initialisers (1.19) and of functions called _, numbered together */
    int map_init_count;
    int depth;
} Lower;

/* ---- lower.c ---- */
Func *lower_func_of(Lower *l, Object *function); /* a function or method of this package */
void lower_met_func(Lower *l, Func *func);       /* its body is lowered in turn */
Var *lower_func_var(Lower *l, Object *function); /* any package's */
Var *lower_global(Lower *l, Object *object);
void lower_enter(Lower *l); /* depth guard around recursion */
void lower_leave(Lower *l);
Node *lower_node(Lower *l, NodeOp op, Pos pos, Type *type);
/* True when cond holds for the node or one below it; bodies of literals are not entered. gc: ir.Any. */
bool lower_any(Node *n, bool (*cond)(void *context, Node *n), void *context);
bool lower_is_global(const Object *object);

/* ---- lower_read.c ---- */
/* Notes that an object, a type was met: bodies are lowered in the order in which they were met. */
void lower_touch_object(Lower *l, Object *object);
void lower_touch_type(Lower *l, Type *type);
void lower_read_parts(Lower *l, Type *type); /* what the type is made of, without itself */
void lower_touch_signature(Lower *l, Type *signature);

/* ---- lower_shape.c ---- */
TypeList *lower_shapify(Lower *l, const TypeVec *tparams, const TypeList *targs);
/* The shape of the argument of a type parameter by its place. gc 1.19: typecheck.Shapify. */
Type *lower_numbered_shape(Lower *l, Type *type, int index, Type *tparam);
TypeList *lower_normalize(void *lower, Type *origin, TypeList *targs); /* a TypeNormalizer */
/* Identity as the later stages see it: a shape is what it stands for. */
bool lower_identical(Type *a, Type *b);

/* ---- lower_instance.c ---- */
TypeVec lower_tparams_of(Lower *l, Object *object);
Env *lower_env(Lower *l, TypeVec tparams, const TypeList *targs);
Type *lower_subst_in(Lower *l, Env *env, Type *type);        /* NULL stays */
Type *lower_subst(Lower *l, Type *type);                     /* in the body at hand; NULL stays */
TypeList *lower_subst_list(Lower *l, const TypeList *types); /* and meets them */
/* The instance, unread. shaped, or a shape among the arguments: that of their shapes. */
Instance *lower_instance(Lower *l, Object *object, const TypeList *targs, bool shaped);
void lower_read_instance(Lower *l, Instance *instance);
void lower_shape_instance(Lower *l, Instance *instance);
Func *lower_instance_func(Lower *l, Instance *instance, Object *generic, const char *name);
Func *lower_instance_method(Lower *l, Instance *type, const Object *method);
void lower_instance_body(Lower *l, Func *func);
Type *lower_dict_type(Lower *l, const Object *object);
Type *lower_method_type(Lower *l, Type *signature, Type *recv); /* with the receiver as first parameter */
Node *lower_shaped_method(Lower *l, Pos pos, Instance *shape, Object *method);
Var *lower_method_var(Lower *l, Object *method); /* NULL: through an interface */

/* ---- lower_generic.c ---- */
/* The type arguments of an expression that is an instance of a function; NULL for others. */
const TypeList *lower_instance_of(Expr *expr);
InstanceRef lower_func_instance(Lower *l, Pos pos, Object *object, const TypeList *targs);
Node *lower_func_instance_value(Lower *l, Expr *expr, Object *object);
InstanceRef lower_method_instance(Lower *l, Expr *selector, Type *recv);
/* The call, made before, or of a function: returned when there are results. */
void lower_return_call(Lower *l, Pos pos, Node *call, NodeVec *out);
void lower_tail_call(Lower *l, Pos pos, Node *fun, NodeVec *args, NodeVec *out);

/* ---- lower_dict.c ---- */
bool lower_derived(Lower *l, Type *type);    /* the tree's type depends on type parameters of the body at hand */
void lower_read_rtype(Lower *l, Type *type); /* the tree's type is needed when the program runs */
void lower_read_itab(Lower *l, Type *type, Type *iface); /* both are, and the pair */
Node *lower_sub_dict(Lower *l, Pos pos, Object *object, const TypeList *targs);
Node *lower_tparam_method(Lower *l, Pos pos, const Type *tparam, Object *method);
Var *lower_dict_var(Lower *l, Instance *instance);
void lower_settle_dicts(Lower *l);

/* ---- lower_func.c ---- */
/* What is known of a function while its body is made. */
FuncState *lower_state(Lower *l, Func *func, Type *signature);
/* A generic function with its body as it is written. */
void lower_unsettled_body(Lower *l, Func *func, Object *generic);
/* A variable of the function that its list of declarations does not have yet. */
Var *lower_new_var(Lower *l, Func *func, VarClass class, Pos pos, const char *name, Type *type);
/* The name of the next literal in the function. */
const char *lower_closure_name(Lower *l, Func *outer);
Func *lower_new_func(Lower *l, const char *name, Pos pos, Type *signature, Package *package);
void lower_declare_params(Lower *l, Func *func, Type *signature, FuncState *state);
void lower_func_body(Lower *l, Func *func);
void lower_generic_body(Lower *l, Func *func, const InstanceBody *body);
/* Declares the parameters of a function that the compiler makes and calls `fill` to add statements. */
typedef void BodyFn(Lower *l, Func *func, const void *context);
void lower_wrapper_body(Lower *l, Func *func, BodyFn *fill, const void *context);
Var *lower_new_local(Lower *l, Pos pos, const char *name, Type *type, Object *object);
/* A new temporary of the current function. gc: typecheck.TempAt. */
Var *lower_temp(Lower *l, Pos pos, Type *type);
/* Declares a temporary that holds x; the statements go to init. */
Var *lower_temp_copy(Lower *l, Pos pos, Node *x, NodeVec *init);
Var *lower_use_local(Lower *l, Object *object, Pos pos);
/* A literal's function: named after the current one, appended to the package. why: NODE_CLOSURE, NODE_RANGE, NODE_GO or
 * NODE_DEFER. */
Func *lower_new_closure(Lower *l, NodeOp why, Pos pos, Type *signature);
Var *lower_new_closure_var(Lower *l, Func *func, Pos pos, Var *outer);
Node *lower_func_literal(Lower *l, Expr *expr);
void lower_mark_addrtaken(Node *x);
Node *lower_dcl(Lower *l, Pos pos, Var *var);

/* ---- lower_stmt.c ---- */
void lower_stmts(Lower *l, const StmtVec *list, NodeVec *out);
void lower_stmt(Lower *l, Stmt *stmt, NodeVec *out); /* one; NULL: nothing */
void lower_simple_stmt(Lower *l, Stmt *stmt, NodeVec *out);
Node *lower_block_of(Lower *l, const NodeVec *list); /* NULL, the one, or a block */
const char *lower_pending_label(const NodeVec *out); /* of a labeled statement just emitted, NULL otherwise */
/* > 0: always true, < 0: always false, 0: unknown; *simplified is the expression without its dead operands. */
int lower_static_bool(Lower *l, Expr *expr, Expr **simplified);
bool lower_has_fallthrough(const StmtVec *list);

/* ---- lower_assign.c ---- */
void lower_assign_stmt(Lower *l, Stmt *stmt, NodeVec *out);
void lower_var_decl(Lower *l, Decl *decl, NodeVec *out);
void lower_return(Lower *l, Stmt *stmt, NodeVec *out);
void lower_go_defer(Lower *l, Stmt *stmt, NodeVec *out);
/* The target of an assignment; appends the variable when it is declared here. */
typedef VEC(Var *) VarVec;
Node *lower_assignee(Lower *l, Expr *expr, VarVec *declared);
/* Makes `defn` the definition of the variables; returns whether there are any. */
bool lower_init_defn(Lower *l, Node *defn, const VarVec *declared);
/* Lowers expressions that go to destinations of the given types (NULL entries: any), a single multi-valued one through
 * temporaries declared at pos; appends as many nodes as there are values. gc: noder multiExpr. */
void lower_multi_expr(Lower *l, Pos pos, Type **dst, Expr **exprs, int n, NodeVec *out);
/* The number of values of an expression that stands for several; 0 for the others. */
int lower_tuple_len(const Expr *expr);

/* ---- lower_switch.c ---- */
void lower_switch(Lower *l, Stmt *stmt, NodeVec *out);
void lower_select(Lower *l, Stmt *stmt, NodeVec *out);

/* ---- lower_range.c, lower_range_func.c ---- */
void lower_range(Lower *l, Stmt *stmt, NodeVec *out);
/* Marks a loop that declares variables, where the language in force at pos makes them new in each iteration. */
void lower_mark_distinct(Lower *l, Node *loop, Pos pos);
/* Finds replacements for the statements that loops over functions need: state->rewritten. gc: rangefunc.Rewrite. */
void lower_rewrite_range_funcs(Lower *l, FuncState *state, Block *body);
bool lower_is_range_func(const Stmt *stmt);

/* ---- lower_loopvar.c ---- */
/* Rewrites the loops whose variables are new in each iteration and may be seen to be. */
void lower_loop_variables(Lower *l, Func *func);

/* ---- lower_expr.c ---- */
Node *lower_expr(Lower *l, Expr *expr);
Node *lower_opt_expr(Lower *l, Expr *expr);
Node *lower_literal_node(Lower *l, Pos pos, Type *type, const Value *value);
Node *lower_int_literal(Lower *l, Pos pos, Type *type, int64_t value);
Node *lower_nil(Lower *l, Pos pos, Type *type);
Node *lower_type_node(Lower *l, Pos pos, Type *type);
Node *lower_addr(Lower *l, Pos pos, Node *x);                 /* &x or a pointer literal */
Node *lower_implicit_star(Lower *l, Pos pos, Node *x);        /* pointers to arrays */
Node *lower_dot_field(Lower *l, Pos pos, Node *x, int index); /* implicit selector of an embedded field */
Node *lower_init_expr(Lower *l, NodeVec *init, Node *x);      /* x with statements before it */
Type *lower_type_of(Lower *l, const Expr *expr);              /* never untyped but for nil; NULL without value */
Type *lower_tree_type_of(Lower *l, const Expr *expr);         /* the same as the tree has it */
/* Reads what a type operand needs; iface: the type of what is asserted, NULL elsewhere. */
void lower_read_type_operand(Lower *l, Type *iface, Type *type);
/* Whether a type asserted of an interface is looked up through a pair with it, whatever it is. */
bool lower_through_itab(Lower *l, Type *iface);
/* A type operand: a word of the dictionary when it depends on type parameters. */
Node *lower_type_operand(Lower *l, Expr *type);
Object *lower_object_of(Expr *expr); /* what a name or pkg.Name denotes; NULL for other expressions */

/* Every expression but names and constants. */
Node *lower_compound(Lower *l, Expr *expr);

/* ---- lower_call.c ---- */
Node *lower_call_expr(Lower *l, Expr *expr);
Node *lower_method_value(Lower *l, Expr *expr);
Node *lower_method_expr(Lower *l, Expr *expr);
/* x of x.M with the fields, dereference or address that Go leaves out; *recv: its type as the tree has it. */
Node *lower_receiver(Lower *l, Expr *selector, Type **recv);
Type *lower_receiver_type(Lower *l, const Selection *selection, Type *type, bool *deref, bool *addr);
/* True when evaluating the node calls something or receives. */
bool lower_calls_something(Node *n);
/* A finished call: temporaries for effects in the callee, the variadic slice. */
Node *lower_make_call(Lower *l, Pos pos, Node *fun, NodeVec *args, bool dots);

/* ---- lower_convert.c ---- */
/* The expression converted implicitly to dst (NULL: as it is). gc: noder implicitConvExpr. */
Node *lower_convert_implicit(Lower *l, Type *dst, Expr *expr);
Node *lower_convert_explicit(Lower *l, Type *dst, Expr *expr);
/* One of several values of an expression, of the tree's type src, converted at pos to the tree's type dst (NULL: not).
 */
Node *lower_convert_result(Lower *l, Pos pos, Type *dst, Type *src, Node *x);
/* A conversion of a node, its operation found out. gc: tcConv. */
Node *lower_conversion(Lower *l, Pos pos, Type *dst, Node *x, bool implicit);
/* A node converted implicitly at pos unless the types are identical. gc: typecheck.AssignConv. */
Node *lower_convert_node(Lower *l, Pos pos, Type *dst, Node *x);
bool lower_assignable(Type *src, Type *dst);
bool lower_assigns(Type *src, Type *dst); /* the same where shapes occur. gc: Assignop */
bool lower_is_interface(Type *type);

/* ---- wrappers.c ---- */
/* Appends the functions that adapt methods to other receivers. */
void lower_wrappers(Lower *l);
void lower_wrappers_119(Lower *l);

/* ---- abi_wrappers.c ---- */
/* Appends the functions that assembly calls instead of those with a linkname. */
void lower_abi_wrappers(Lower *l);

/* ---- equality.c ---- */
/* A real type is used as an interface with methods: makes what the description of both needs. */
void lower_method_table(Lower *l, Type *type, Type *iface);

/* ---- lower_literal.c ---- */
Node *lower_composite(Lower *l, Expr *expr);

/* ---- lower_init.c, lower_static.c ---- */
void lower_package_init(Lower *l);            /* the function init, before all others */
void lower_static_init(Lower *l, Func *init); /* removes what needs no code */
bool lower_any_side_effects(Node *n);

#endif
