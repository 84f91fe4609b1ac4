/*
 * Node: gc's intermediate representation, as far as escape analysis and its messages need it. Every
 * operation that Go leaves implicit is explicit here: dereferences, address-of, conversions, embedded
 * fields, variadic slices, wrapper closures of go and defer, per-iteration loop variables.
 *
 * One struct; `op` says which of the fields x y z list … are valid and what they mean (the table in
 * NodeOp). Names of ops are gc's, without the O. Lists of statements are NodeVec.
 *
 * The IR of a package is built once by core/ir (lower_*.c), rewritten by core/passes, then const.
 * gc: ir/node.go, ir/expr.go, ir/stmt.go, ir/name.go, ir/func.go.
 */
#ifndef CORE_IR_NODE_H
#define CORE_IR_NODE_H

#include "core/types/object.h"

struct GoVersion;
typedef struct Node Node;
typedef struct Func Func;
typedef struct Var Var;
typedef VEC(Node *) NodeVec;
typedef VEC(Func *) FuncVec;

typedef enum NodeOp {
    NODE_BAD,
    /* -- leaves -- */
    NODE_NAME,    /* var: local, parameter, result, global or function */
    NODE_LITERAL, /* value; constant of `type`. src: the expression as written (1.19 prints that) */
    NODE_NIL,
    NODE_TYPE,          /* type as an operand (dictionary entries: dynamic) */
    NODE_METHEXPR,      /* T.M as a function value: x is NODE_TYPE, sym; var: the method's function */
    NODE_LINKSYMOFFSET, /* address inside the dictionary or a run-time symbol; no flow */
    /* -- unary and binary -- */
    NODE_UNARY,  /* oper (OP_ADD OP_SUB OP_NOT OP_XOR) x */
    NODE_BINARY, /* x oper y: arithmetic and comparison */
    NODE_ANDAND, /* x && y */
    NODE_OROR,   /* x || y */
    NODE_ADDSTR, /* list: flattened string concatenation */
    NODE_ADDR,   /* &x */
    NODE_DEREF,  /* *x */
    NODE_PAREN,  /* (x): where the printer must not lose it; transparent */
    NODE_RECV,   /* <-x */
    /* -- access -- */
    NODE_DOT,       /* x.sym, x a struct; field */
    NODE_DOTPTR,    /* x.sym through a pointer; field */
    NODE_DOTMETH,   /* x.sym, a method with known body: only as callee x of NODE_CALLMETH; var: the method */
    NODE_DOTINTER,  /* x.sym, an interface method: only as callee */
    NODE_METHVALUE, /* x.sym not called: a bound method; var: the method (NULL: through an interface) */
    NODE_INDEX,     /* x[y]: array, slice, string, pointer to array made explicit as INDEX(DEREF) */
    NODE_INDEXMAP,  /* x[y], a map; assigned: it is the target of an assignment */
    NODE_SLICE,     /* x[list[0]:list[1]:list[2]] of a slice (entries may be NULL) */
    NODE_SLICEARR,  /* of a pointer to array (an implicit ADDR of an addressable array) */
    NODE_SLICESTR,
    NODE_SLICE3,
    NODE_SLICE3ARR,
    NODE_SLICEHEADER, /* unsafe.Slice as lowered */
    NODE_STRINGHEADER,
    NODE_SPTR,    /* the pointer in the string x */
    NODE_DOTTYPE, /* x.(T); comma-ok form inside NODE_AS2DOTTYPE */
    NODE_DOTTYPE2,
    NODE_DYNAMICDOTTYPE, /* the same with a type from the dictionary */
    NODE_DYNAMICDOTTYPE2,
    NODE_DYNAMICTYPE, /* prints "<node DYNAMICTYPE>" */
    /* -- calls -- */
    NODE_CALLFUNC,  /* x: callee; list: arguments; dots: f(s...); receiver first for method calls, whose x is a
                       NODE_METHEXPR  (printed as (*T).M(t)) */
    NODE_CALLINTER, /* x: NODE_DOTINTER; list: arguments */
    NODE_APPEND,    /* list; dots */
    NODE_CAP,       /* x */
    NODE_CLEAR,
    NODE_CLOSE,
    NODE_COMPLEX, /* x, y */
    NODE_COPY,    /* x, y */
    NODE_DELETE,  /* list: map, key */
    NODE_IMAG,
    NODE_LEN,
    NODE_MAKECHAN,  /* x: size or NULL */
    NODE_MAKEMAP,   /* x: hint or NULL */
    NODE_MAKESLICE, /* x: len, y: cap or NULL */
    NODE_MAX,       /* list */
    NODE_MIN,       /* list */
    NODE_NEW,       /* x: NODE_TYPE or dynamic type */
    NODE_PANIC,
    NODE_PRINT,   /* list */
    NODE_PRINTLN, /* list */
    NODE_REAL,
    NODE_RECOVER,
    NODE_UNSAFE_ADD, /* x, y */
    NODE_UNSAFE_SLICE,
    NODE_UNSAFE_SLICE_DATA,
    NODE_UNSAFE_STRING,
    NODE_UNSAFE_STRING_DATA,
    /* -- conversions -- */
    NODE_CONV,      /* T(x), numeric or between shapes; value changes representation */
    NODE_CONVNOP,   /* same representation */
    NODE_CONVIFACE, /* to an interface; explicit unless `implicit` */
    NODE_STR2BYTES, /* []byte(x) */
    NODE_STR2RUNES,
    NODE_BYTES2STR,
    NODE_RUNES2STR,
    NODE_RUNESTR,      /* string(rune) */
    NODE_SLICE2ARR,    /* [N]T(x) */
    NODE_SLICE2ARRPTR, /* (*[N]T)(x) */
    /* -- composite -- */
    NODE_ARRAYLIT,  /* list: elements, NODE_KEY for indexed ones */
    NODE_SLICELIT,  /* list; implicit_args: the variadic slice of a call ("... argument") */
    NODE_MAPLIT,    /* list of NODE_KEY */
    NODE_STRUCTLIT, /* list of NODE_STRUCTKEY */
    NODE_PTRLIT,    /* &x, x a composite literal */
    NODE_KEY,       /* x: key, y: value */
    NODE_STRUCTKEY, /* field; x: value */
    NODE_CLOSURE,   /* func: the function literal */
    /* -- statements -- */
    NODE_AS,         /* x = y (y NULL: zero value); def: it defines x */
    NODE_AS2,        /* list = rlist; def */
    NODE_AS2DOTTYPE, /* list = rlist[0], NODE_DOTTYPE2 or dynamic */
    NODE_AS2FUNC,    /* list = rlist[0], a call */
    NODE_AS2MAPR,    /* list = rlist[0], NODE_INDEXMAP */
    NODE_AS2RECV,    /* list = rlist[0], NODE_RECV */
    NODE_ASOP,       /* x oper= y; incdec: written x++ */
    NODE_BLOCK,      /* list */
    NODE_BREAK,      /* label or NULL */
    NODE_CONTINUE,
    NODE_CASE,       /* of switch: list: cases (types), body; var: the clause's variable */
    NODE_COMMCLAUSE, /* x: comm statement or NULL; body */
    NODE_DCL,        /* x: NODE_NAME declared here */
    NODE_DEFER,      /* x: call; range_func: of a range-over-func body, y then names its #defers */
    NODE_FALL,
    NODE_FOR,      /* init, x: cond, y: post, body; distinct_vars */
    NODE_GO,       /* x: call */
    NODE_GOTO,     /* label */
    NODE_IF,       /* x: cond, body, els; likely */
    NODE_LABEL,    /* label */
    NODE_RANGE,    /* x: operand, y: key, z: value (names or lvalues, NULL), body; def; label */
    NODE_RETURN,   /* list */
    NODE_SELECT,   /* list of NODE_COMMCLAUSE */
    NODE_SELRECV2, /* like NODE_AS2RECV inside select */
    NODE_SEND,     /* x <- y */
    NODE_SWITCH,   /* x: tag or NODE_TYPESW or NULL; list of NODE_CASE */
    NODE_TYPESW,   /* x: operand; sym: name of the declared variable or NULL */
    NODE_TAILCALL,
    NODE_INLMARK,
    NODE_DCLCONST, /* a declaration inside a function (1.19) */
    NODE_DCLTYPE,
    /* -- 1.19: what bodies of generic functions are made of until their types are known -- */
    NODE_XDOT,     /* x.sym, whatever it will be; x may be a NODE_TYPE */
    NODE_FUNCINST, /* x: generic function or NODE_METHVALUE; list: type arguments; field: the generic object */
    NODE_CALL,     /* x: callee or NODE_TYPE; field: the built-in, x NULL; list; dots */
    NODE_COMPLIT,  /* list of values, NODE_KEY */
    NODE_IDENT,    /* sym: a field's name as key of NODE_COMPLIT */
    /* -- 1.19: instances -- */
    NODE_CALLMETH,  /* x: NODE_DOTMETH; list: arguments */
    NODE_CONVIDATA, /* unsafe.Pointer(x): the data word of an interface */
    NODE_EFACE,     /* an interface of its words, type and y; the type is of no interest here */
    NODE_IDATA,     /* the data word of the interface x */
    NODE_COUNT
} NodeOp;

/* gc: ir/name.go Class. */
typedef enum VarClass { CLASS_EXTERN, CLASS_AUTO, CLASS_PARAM, CLASS_PARAMOUT, CLASS_FUNC } VarClass;

/* A variable or function as IR knows it: what NODE_NAME names. gc: ir.Name. */
struct Var {
    VarClass class;
    const char *name; /* as messages print it: x, .autotmp_3, ~r0, #state1; without package */
    Pos pos;
    Type *type;
    Object *object;   /* what it was in the source; NULL for compiler-made */
    Package *package; /* for qualifying; NULL for compiler-made */
    bool qualified;   /* print with package name: a local of an imported generic body, an imported global */
    Func *func;       /* the function it belongs to; of CLASS_FUNC: the function itself, NULL when imported
                         or without body here */
    Node *node;       /* the one NODE_NAME */
    Node *defn;       /* defining NODE_AS …, NODE_RANGE, NODE_TYPESW; NULL for parameters. Closure variables:
                         that of the captured one. gc: Name.Defn */
    Var *outer;       /* captured variable: the one of the enclosing function that it stands for */
    bool is_closure_var;
    bool by_value;                 /* capture decided by escape. gc: Byval */
    bool addrtaken;                /* by &, or since a capture is a reference. gc: Addrtaken */
    bool reassigned_after_capture; /* scratch of capture analysis */
    bool autotemp;
    bool used;
    bool is_ddd;        /* the ...T parameter */
    bool is_shape_dict; /* the .dict parameter */
    bool zero_init_ok;
    int result_index;          /* CLASS_PARAMOUT: 0-based; -1 otherwise */
    int decl_index;            /* place in func->decls */
    void *mark;                /* scratch of one pass */
    struct Location *location; /* set by escape */
    bool reassigned;           /* answer of var_reassigned while the function's reassign_known holds */
};

struct Node {
    NodeOp op;
    Pos pos;
    Type *type;
    NodeVec init;  /* statements to run before it */
    bool implicit; /* made by the compiler; the printer skips implicit & * and conversions */
    bool dots;     /* f(s...) */
    bool def;      /* := or var */
    bool incdec;
    bool assigned;      /* INDEXMAP */
    bool implicit_args; /* SLICELIT of a variadic call */
    bool transient;     /* escape: the storage is only alive during the statement. gc: Transient */
    bool bounded;
    bool go_defer_wrapper; /* CLOSURE made for go or defer: never prints a line */
    bool range_func;       /* DEFER, CLOSURE */
    bool distinct_vars;    /* FOR, RANGE: per-iteration variables (language go1.22+) */
    bool no_escape_site;   /* rewritten such that gc prints nothing for it */
    Operator oper;
    const char *label; /* BREAK CONTINUE GOTO LABEL; also sym of selectors: see `sym` */
    const char *sym;   /* DOT DOTPTR DOTMETH DOTINTER METHVALUE METHEXPR: field or method name as printed */
    Node *x, *y, *z;
    NodeVec list, rlist, body, els;
    Var *var;
    Func *func;
    Object *field; /* DOT, DOTPTR, STRUCTKEY */
    Selection *selection;
    const Value *value;
    Expr *src;                 /* the source expression it came from; NULL for made ones */
    struct Location *location; /* of a site; set by escape */
    const Node *orig;          /* what messages show instead; NULL: the node itself */
};

/* A function, method, literal or compiler-made wrapper. gc: ir.Func. */
struct Func {
    Var *var;              /* CLASS_FUNC */
    const char *name;      /* as messages print it: f, (*T).M, f.func1, G[go.shape.int] */
    const char *link_name; /* unique in the package */
    Pos pos;               /* of the keyword func for literals, of the name for declarations */
    Type *type;            /* TYPE_SIGNATURE */
    Var *recv;             /* NULL without */
    VEC(Var *) params; /* in order: receiver first when there is one, then dictionary when shaped, then parameters */
    VEC(Var *) results;
    VEC(Var *) decls; /* gc's Dcl: parameters, results, locals, temporaries, in order of creation */
    VEC(Var *) closure_vars;
    NodeVec body;
    bool has_body;
    unsigned pragma;
    Func *outer;          /* enclosing function of a literal; NULL. gc: ClosureParent */
    Node *closure;        /* NODE_CLOSURE of a literal; NULL for declarations. gc: OClosure */
    FuncVec closures;     /* literals directly inside, in order */
    bool is_package_init; /* the synthetic init */
    bool is_init_literal; /* a literal of a package-level initialiser */
    bool shaped;          /* an instance: parameters print no lines */
    bool imported_body;   /* an instance of another package's generic function */
    bool wrapper;         /* method wrapper: prints nothing */
    bool dupok;
    bool range_func_body;
    bool go_defer_wrapper;
    bool is_dead;         /* a literal whose place was removed: not compiled */
    bool called_directly; /* code generation: a literal in func() {...}(), which gets what it captures as parameters */
    bool detached;        /* a literal, or inside one, that dead locals took out of the function around it */
    Object *object;       /* declared function; NULL */
    Package *package;     /* where its source is */
    int label_count;
    int closure_counter; /* numbering of funcN */
    int gowrap_counter;
    int range_counter;
    ParamTag *tags;       /* by escape: one for each of params */
    const Func *made_for; /* of a wrapper in PackageIR.late: the function that needs it */
    void *mark;           /* scratch: SCC numbers */
    int scc_id;
    bool distinct_loops;  /* some loop declares variables that are new in each iteration */
    bool calls_interface; /* some call in it, or in a literal in it, goes through an interface; not kept for 1.19 */
    bool reassign_known;  /* the answers of var_reassigned are filled in; passes that change assignments clear it */
    const struct GoVersion *go; /* whose rules made it; NULL for the newest */
};

/* All functions of a package in gc's order. gc: ir.Package. */
typedef struct PackageIR {
    Package *package;
    Arena *arena;
    FuncVec funcs; /* typecheck.Target.Funcs: declarations in order, then literals and instances */
    FuncVec late;  /* wrappers of methods that are only made while functions are compiled (1.19), in that order */
    FuncVec last;  /* and those made behind all functions */
    Func *init;    /* synthetic init; NULL when there is nothing to initialise */
    VEC(Var *) externs;
    struct Descriptions *descriptions; /* of types, under -m=2 (1.19); NULL otherwise */
    struct StrMap *instance_methods;   /* link string of an instantiated type, ".method" -> Func* */
    NodeVec imprecise;                 /* calls of methods of type arguments that are interfaces: they are reported */
} PackageIR;

Node *node_new(Arena *arena, NodeOp op, Pos pos, Type *type);

/* How deep a walk over nodes may go before it gives up with ABORT_TOO_DEEP. */
#define NODE_DEPTH_MAX 20000

/* Calls fn on the place of each child that is not NULL, in gc's order: init, operands, lists, bodies. The body of a
 * function literal is no child. gc: ir/visit.go DoChildren. */
void node_children(Node *n, void (*fn)(void *context, Node **child), void *context);
/* Returns the op's name as gc prints it in "<node NAME>". */
const char *node_op_name(NodeOp op);
/* True for the name _. */
bool node_is_blank(const Node *n);
/* Returns the node without no-op conversions and parentheses. */
Node *node_strip_nops(Node *n);
/* True for + - * / % & | ^ << >> &^ of two operands. */
bool node_is_arithmetic(const Node *n);
/* True when the two are the same expression, without effects: one value serves for both. gc: ir/expr.go SameSafeExpr.
 */
bool node_same_safe(Node *l, Node *r);
/* Returns the variable that a chain of captures stands for. gc: Name.Canonical. */
Var *var_canonical(Var *var);
/* Returns the expression whose storage holds n: through fields, array elements, no-op conversions. gc: OuterValue. */
Node *node_outer_value(Node *n);
/* True when the function is analysed with the one around it, not alone. gc: Func.IsClosure, IsHiddenClosure. */
struct GoVersion;
bool func_is_closure(const Func *func, const struct GoVersion *go);

#endif
