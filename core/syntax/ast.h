/*
 * The syntax tree of a Go file, as the parser makes it and the checker completes it.
 *
 * Four categories, each one struct with a common head and a union `as`: Decl, Stmt, Expr (types are
 * expressions), and File. A node's `pos` is the position gc gives it (the operator of a binary
 * expression, the `.` of a selector, the `(` of a call, the `{` of a composite literal …), because
 * verdicts are printed there; expr_start gives the first byte.
 *
 * The checker fills the fields under "checked:"; before it they are zero. After it, the tree is const.
 * A *_BAD node stands for something wrong that was already reported: nothing more is said about it.
 * gc: syntax/nodes.go.
 */
#ifndef CORE_SYNTAX_AST_H
#define CORE_SYNTAX_AST_H

#include <stdbool.h>

#include "core/base/intern.h"
#include "core/base/source.h"
#include "core/base/vec.h"
#include "core/syntax/token.h"

typedef struct Expr Expr;
typedef struct Stmt Stmt;
typedef struct Decl Decl;
typedef struct Field Field;
typedef struct Block Block;
typedef struct CaseClause CaseClause;
typedef struct CommClause CommClause;
typedef struct File File;

/* From core/types; the tree only points at them. */
struct Type;
struct Object;
struct Scope;
struct Selection;
struct Value;
struct TypeList;

typedef VEC(Expr *) ExprVec;
typedef VEC(Stmt *) StmtVec;
typedef VEC(Decl *) DeclVec;
typedef VEC(Field *) FieldVec;

/* ---- Expressions and types ---- */

typedef enum ExprKind {
    EXPR_BAD,
    EXPR_NAME,           /* as.name */
    EXPR_LITERAL,        /* as.literal */
    EXPR_COMPOSITE,      /* as.composite: T{...}; pos at { */
    EXPR_KEY_VALUE,      /* as.key_value: only inside a composite literal; pos at : */
    EXPR_FUNC,           /* as.func: function literal; pos at func */
    EXPR_PAREN,          /* as.paren; pos at ( */
    EXPR_SELECTOR,       /* as.selector: x.sel; pos at . */
    EXPR_INDEX,          /* as.index: x[i], x[T1, T2] (index is then EXPR_LIST); pos at [ */
    EXPR_SLICE,          /* as.slice: x[i:j:k]; pos at [ */
    EXPR_ASSERT,         /* as.assert: x.(T); pos at . */
    EXPR_TYPE_SWITCH,    /* as.type_switch: [v :=] x.(type), only as the tag of a switch; pos: v or x's . */
    EXPR_OPERATION,      /* as.operation: unary when y is NULL; pos at the operator */
    EXPR_CALL,           /* as.call; also conversions; pos at ( */
    EXPR_LIST,           /* as.list: a, b, c; pos of the first */
    EXPR_ARRAY_TYPE,     /* as.array_type */
    EXPR_SLICE_TYPE,     /* as.elem_type */
    EXPR_DOTS_TYPE,      /* as.elem_type: ...T, only as the type of a last parameter */
    EXPR_STRUCT_TYPE,    /* as.struct_type */
    EXPR_INTERFACE_TYPE, /* as.interface_type */
    EXPR_FUNC_TYPE,      /* as.func_type */
    EXPR_MAP_TYPE,       /* as.map_type */
    EXPR_CHAN_TYPE       /* as.chan_type */
} ExprKind;

typedef enum ChanDir { CHAN_BOTH, CHAN_SEND_ONLY, CHAN_RECV_ONLY } ChanDir;

/* What an expression stands for, told by the checker. gc: types2 operandMode. */
typedef enum ExprMode {
    MODE_INVALID,
    MODE_NO_VALUE, /* a call without results */
    MODE_BUILTIN,
    MODE_TYPE,
    MODE_CONSTANT,
    MODE_VARIABLE, /* addressable */
    MODE_MAP_INDEX,
    MODE_VALUE,
    MODE_NIL,
    MODE_COMMA_OK, /* a value that may be used as a pair */
    MODE_COMMA_ERR
} ExprMode;

/* A parameter, result, struct field, interface element or type parameter.
 * `a, b int` gives two fields that share the type expression. */
struct Field {
    Expr *name; /* EXPR_NAME; NULL: anonymous parameter, embedded field or element */
    Expr *type;
    Expr *tag; /* struct tag literal or NULL */
    Pos pos;
    bool embedded;
};

typedef struct FuncTypeExpr {
    FieldVec params;
    FieldVec results;
} FuncTypeExpr;

struct Expr {
    ExprKind kind;
    Pos pos;
    /* checked: */
    unsigned char mode;        /* ExprMode */
    bool comma_ok;             /* used as the single right side of a pair: x, ok = … ; its type stays the value's */
    bool parenthesised_type;   /* scratch of the parser */
    struct Type *type;         /* final type, untyped constants converted; NULL: not a value nor type */
    const struct Value *value; /* of a constant */
    union {
        struct {
            const Name *name;
            /* checked: */
            struct Object *object;     /* declared or denoted; NULL for _ and unresolved */
            struct TypeList *instance; /* type arguments, given or inferred, of a generic function or
                                          type that this name denotes; NULL otherwise */
        } name;
        struct {
            LitKind kind;
            const char *text; /* source text with quotes */
            unsigned length;
            bool bad; /* malformed; already reported */
        } literal;
        struct {
            Expr *type; /* NULL: elided */
            ExprVec elems;
            bool has_keys; /* number of EXPR_KEY_VALUE elems > 0 */
            Pos rbrace;
        } composite;
        struct {
            Expr *key;
            Expr *value;
        } key_value;
        struct {
            Expr *type; /* EXPR_FUNC_TYPE */
            Block *body;
            /* checked: */
            struct Scope *scope; /* parameters */
        } func;
        struct {
            Expr *x;
        } paren;
        struct {
            Expr *x;
            Expr *sel; /* EXPR_NAME */
            /* checked: */
            struct Selection *selection; /* NULL for pkg.Name */
        } selector;
        struct {
            Expr *x;
            Expr *index; /* EXPR_LIST for several type arguments */
        } index;
        struct {
            Expr *x;
            Expr *index[3]; /* NULL where left out */
            bool full;      /* two colons */
        } slice;
        struct {
            Expr *x;
            Expr *type;
        } assert_;
        struct {
            Expr *lhs; /* EXPR_NAME or NULL */
            Expr *x;
        } type_switch;
        struct {
            Operator op;
            Expr *x;
            Expr *y; /* NULL: unary; OP_MUL is then dereference or pointer type, OP_AND address-of */
        } operation;
        struct {
            Expr *fun;
            ExprVec args;
            bool has_dots; /* last argument followed by ... */
            Pos rparen;
        } call;
        struct {
            ExprVec elems;
        } list;
        struct {
            Expr *len; /* NULL: [...] */
            Expr *elem;
        } array_type;
        struct {
            Expr *elem;
        } elem_type;
        struct {
            FieldVec fields;
        } struct_type;
        struct {
            FieldVec elems; /* a named one is a method (type EXPR_FUNC_TYPE), another embedded */
        } interface_type;
        FuncTypeExpr func_type;
        struct {
            Expr *key;
            Expr *value;
        } map_type;
        struct {
            ChanDir dir;
            Expr *elem;
        } chan_type;
    } as;
};

/* ---- Statements ---- */

typedef enum StmtKind {
    STMT_BAD,
    STMT_EMPTY,
    STMT_LABELED, /* as.labeled; pos of the label */
    STMT_BLOCK,   /* as.block */
    STMT_EXPR,    /* as.expr */
    STMT_SEND,    /* as.send; pos at <- */
    STMT_DECL,    /* as.decl */
    STMT_ASSIGN,  /* as.assign; pos at the operator */
    STMT_BRANCH,  /* as.branch: break, continue, fallthrough, goto; pos of the keyword */
    STMT_CALL,    /* as.call: go and defer; pos of the keyword */
    STMT_RETURN,  /* as.return_ */
    STMT_IF,
    STMT_FOR,    /* as.for_; with range when as.for_.range is set */
    STMT_SWITCH, /* as.switch_; a type switch when the tag is EXPR_TYPE_SWITCH */
    STMT_SELECT
} StmtKind;

struct Block {
    StmtVec stmts;
    Pos pos; /* { */
    Pos rbrace;
};

struct CaseClause {
    Expr *cases; /* one, EXPR_LIST, or NULL: default */
    StmtVec body;
    Pos pos; /* case or default */
    Pos colon;
    /* checked: */
    struct Object *object; /* the type switch's variable in this clause; NULL without */
    struct Scope *scope;
};

struct CommClause {
    Stmt *comm; /* send, receive (STMT_EXPR or STMT_ASSIGN); NULL: default */
    StmtVec body;
    Pos pos;
    Pos colon;
};

/* `[key[, value]] :=|= range x`. */
typedef struct RangeClause {
    Expr *lhs; /* one, EXPR_LIST, or NULL */
    bool define;
    Expr *x;
    Pos pos; /* of range */
} RangeClause;

struct Stmt {
    StmtKind kind;
    Pos pos;
    union {
        struct {
            Expr *label; /* EXPR_NAME */
            Stmt *stmt;
        } labeled;
        Block *block;
        Expr *expr;
        struct {
            Expr *chan;
            Expr *value;
        } send;
        DeclVec decls; /* of one declaration statement: STMT_DECL */
        struct {
            Operator op; /* OP_NONE: =, OP_DEF: :=, else op= */
            Expr *lhs;   /* EXPR_LIST for several */
            Expr *rhs;   /* EXPR_LIST for several; NULL for x++ and x-- (op is OP_ADD, OP_SUB) */
        } assign;
        struct {
            Token token;
            Expr *label;  /* EXPR_NAME or NULL */
            Stmt *target; /* set by branches.c: the labeled or enclosing statement; NULL for fallthrough */
        } branch;
        struct {
            Token token; /* TOK_GO or TOK_DEFER */
            Expr *call;
        } call;
        struct {
            Expr *results; /* one, EXPR_LIST, or NULL */
        } return_;
        struct {
            Stmt *init;
            Expr *cond;
            Block *then;
            Stmt *else_; /* STMT_IF, STMT_BLOCK or NULL */
        } if_;
        struct {
            RangeClause *range; /* NULL: an ordinary loop */
            Stmt *init;
            Expr *cond;
            Stmt *post;
            Block *body;
            /* checked: */
            struct Scope *scope;
        } for_;
        struct {
            Stmt *init;
            Expr *tag; /* NULL; EXPR_TYPE_SWITCH */
            VEC(CaseClause *) body;
            Pos rbrace;
        } switch_;
        struct {
            VEC(CommClause *) body;
            Pos rbrace;
        } select_;
    } as;
};

/* ---- Declarations ---- */

typedef enum DeclKind { DECL_BAD, DECL_IMPORT, DECL_CONST, DECL_TYPE, DECL_VAR, DECL_FUNC } DeclKind;

/* The compiler directives before a declaration. gc: noder/lex.go pragmaFlag. */
typedef enum Pragma {
    PRAGMA_NOESCAPE = 1 << 0,
    PRAGMA_NOINLINE = 1 << 1,
    PRAGMA_NOSPLIT = 1 << 2,
    PRAGMA_NORACE = 1 << 3,
    PRAGMA_NOCHECKPTR = 1 << 4,
    PRAGMA_SYSTEMSTACK = 1 << 5,
    PRAGMA_NOWRITEBARRIER = 1 << 6,
    PRAGMA_NOWRITEBARRIERREC = 1 << 7,
    PRAGMA_YESWRITEBARRIERREC = 1 << 8,
    PRAGMA_CGO_UNSAFE_ARGS = 1 << 9,
    PRAGMA_UINTPTR_KEEPALIVE = 1 << 10,
    PRAGMA_UINTPTR_ESCAPES = 1 << 11,
    PRAGMA_REGISTER_PARAMS = 1 << 12,
    PRAGMA_NOTINHEAP = 1 << 13,
    PRAGMA_BUILD = 1 << 14
} Pragma;

/* What a function may have before it. */
enum { PRAGMAS_OF_FUNCS = ~(PRAGMA_NOTINHEAP | PRAGMA_BUILD) };

struct Decl {
    DeclKind kind;
    Pos pos;
    int group;       /* declarations of one parenthesised group share a number > 0; 0: alone */
    unsigned pragma; /* Pragma bits */
    union {
        struct {
            Expr *local; /* EXPR_NAME, also "." and "_"; NULL */
            Expr *path;  /* string literal */
        } import;
        struct {
            ExprVec names;
            Expr *type;   /* or NULL */
            Expr *values; /* or NULL; for constants NULL repeats the last of the group */
            int iota_;    /* constants: index in the group */
        } value;          /* DECL_CONST, DECL_VAR */
        struct {
            Expr *name;
            FieldVec tparams;
            bool alias;
            Expr *type;
        } type;
        struct {
            Field *recv; /* or NULL */
            Expr *name;
            FieldVec tparams; /* of methods too, where the language has them */
            Expr *type;       /* EXPR_FUNC_TYPE */
            Block *body;      /* NULL: without body */
            /* checked: */
            struct Object *object;
            struct Scope *scope; /* parameters */
        } func;
    } as;
};

/* A directive and what it stands before. Whether that may have it is asked when all else is right. */
typedef struct Directive {
    Pos pos;
    unsigned flags; /* Pragma bits */
    bool embed;     /* //go:embed */
    bool in_function;
    const Decl *decl; /* NULL: the package clause */
} Directive;
typedef VEC(Directive) DirectiveVec;

/* `//go:linkname local [remote]`. */
typedef struct Linkname {
    Pos pos;
    const char *verb; /* "go:linkname", "go:linknamestd" */
    const char *local;
    const char *remote; /* NULL: not given */
} Linkname;

struct File {
    Source *source;
    Pos pos;       /* of the keyword package */
    Expr *package; /* EXPR_NAME */
    DeclVec decls;
    DirectiveVec directives; /* in source order */
    VEC(Linkname) linknames;
    const char *go_version; /* "go1.21" from //go:build; NULL without. gc: syntax.File.GoVersion */
    Pos eof;
    bool no_package; /* its package clause is wrong: nothing behind it was read */
    /* checked: */
    struct Scope *scope;
};

/* Returns the position of the first byte of the expression. gc: syntax.StartPos. */
Pos expr_start(const Expr *expr);
/* Returns the position just behind the expression, as far as the tree knows it. gc: syntax.EndPos. */
Pos expr_end(const Expr *expr);
/* Returns the position just behind the statement. */
Pos stmt_end(const Stmt *stmt);
/* Returns the expression without enclosing parentheses. */
Expr *expr_unparen(Expr *expr);
/* Returns the number of expressions in a NULL, single or EXPR_LIST expression, and the i-th. */
int expr_count(const Expr *expr);
Expr *expr_at(Expr *expr, int i);

#endif
