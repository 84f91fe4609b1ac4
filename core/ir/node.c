/*
 * Nodes: making them, names of ops, walking.
 * gc: ir/visit.go, ir/node.go, ir/name.go Canonical, ir/func.go IsClosure.
 */
#include "core/ir/node.h"

#include <string.h>

#include "core/base/abort.h"
#include "core/ir/ir.h"

Node *node_new(Arena *arena, NodeOp op, Pos pos, Type *type) {
    Node *n = ARENA_NEW(arena, Node);
    n->op = op;
    n->pos = pos;
    n->type = type;
    return n;
}

static const char *const op_names[NODE_COUNT] = {
    [NODE_BAD] = "BAD",
    [NODE_NAME] = "NAME",
    [NODE_LITERAL] = "LITERAL",
    [NODE_NIL] = "NIL",
    [NODE_TYPE] = "TYPE",
    [NODE_METHEXPR] = "METHEXPR",
    [NODE_LINKSYMOFFSET] = "LINKSYMOFFSET",
    [NODE_UNARY] = "UNARY",
    [NODE_BINARY] = "BINARY",
    [NODE_ANDAND] = "ANDAND",
    [NODE_OROR] = "OROR",
    [NODE_ADDSTR] = "ADDSTR",
    [NODE_ADDR] = "ADDR",
    [NODE_DEREF] = "DEREF",
    [NODE_PAREN] = "PAREN",
    [NODE_RECV] = "RECV",
    [NODE_DOT] = "DOT",
    [NODE_DOTPTR] = "DOTPTR",
    [NODE_DOTMETH] = "DOTMETH",
    [NODE_DOTINTER] = "DOTINTER",
    [NODE_METHVALUE] = "METHVALUE",
    [NODE_INDEX] = "INDEX",
    [NODE_INDEXMAP] = "INDEXMAP",
    [NODE_SLICE] = "SLICE",
    [NODE_SLICEARR] = "SLICEARR",
    [NODE_SLICESTR] = "SLICESTR",
    [NODE_SLICE3] = "SLICE3",
    [NODE_SLICE3ARR] = "SLICE3ARR",
    [NODE_SLICEHEADER] = "SLICEHEADER",
    [NODE_STRINGHEADER] = "STRINGHEADER",
    [NODE_DOTTYPE] = "DOTTYPE",
    [NODE_DOTTYPE2] = "DOTTYPE2",
    [NODE_DYNAMICDOTTYPE] = "DYNAMICDOTTYPE",
    [NODE_DYNAMICDOTTYPE2] = "DYNAMICDOTTYPE2",
    [NODE_DYNAMICTYPE] = "DYNAMICTYPE",
    [NODE_CALLFUNC] = "CALLFUNC",
    [NODE_CALLINTER] = "CALLINTER",
    [NODE_APPEND] = "APPEND",
    [NODE_CAP] = "CAP",
    [NODE_CLEAR] = "CLEAR",
    [NODE_CLOSE] = "CLOSE",
    [NODE_COMPLEX] = "COMPLEX",
    [NODE_COPY] = "COPY",
    [NODE_DELETE] = "DELETE",
    [NODE_IMAG] = "IMAG",
    [NODE_LEN] = "LEN",
    [NODE_MAKECHAN] = "MAKECHAN",
    [NODE_MAKEMAP] = "MAKEMAP",
    [NODE_MAKESLICE] = "MAKESLICE",
    [NODE_MAX] = "MAX",
    [NODE_MIN] = "MIN",
    [NODE_NEW] = "NEW",
    [NODE_PANIC] = "PANIC",
    [NODE_PRINT] = "PRINT",
    [NODE_PRINTLN] = "PRINTLN",
    [NODE_REAL] = "REAL",
    [NODE_RECOVER] = "RECOVER",
    [NODE_UNSAFE_ADD] = "UNSAFEADD",
    [NODE_UNSAFE_SLICE] = "UNSAFESLICE",
    [NODE_UNSAFE_SLICE_DATA] = "unsafe.SliceData",
    [NODE_UNSAFE_STRING] = "unsafe.String",
    [NODE_UNSAFE_STRING_DATA] = "unsafe.StringData",
    [NODE_CONV] = "CONV",
    [NODE_CONVNOP] = "CONVNOP",
    [NODE_CONVIFACE] = "CONVIFACE",
    [NODE_STR2BYTES] = "STR2BYTES",
    [NODE_STR2RUNES] = "STR2RUNES",
    [NODE_BYTES2STR] = "BYTES2STR",
    [NODE_RUNES2STR] = "RUNES2STR",
    [NODE_RUNESTR] = "RUNESTR",
    [NODE_SLICE2ARR] = "SLICE2ARR",
    [NODE_SLICE2ARRPTR] = "SLICE2ARRPTR",
    [NODE_ARRAYLIT] = "ARRAYLIT",
    [NODE_SLICELIT] = "SLICELIT",
    [NODE_MAPLIT] = "MAPLIT",
    [NODE_STRUCTLIT] = "STRUCTLIT",
    [NODE_PTRLIT] = "PTRLIT",
    [NODE_KEY] = "KEY",
    [NODE_STRUCTKEY] = "STRUCTKEY",
    [NODE_CLOSURE] = "CLOSURE",
    [NODE_AS] = "AS",
    [NODE_AS2] = "AS2",
    [NODE_AS2DOTTYPE] = "AS2DOTTYPE",
    [NODE_AS2FUNC] = "AS2FUNC",
    [NODE_AS2MAPR] = "AS2MAPR",
    [NODE_AS2RECV] = "AS2RECV",
    [NODE_ASOP] = "ASOP",
    [NODE_BLOCK] = "BLOCK",
    [NODE_BREAK] = "BREAK",
    [NODE_CONTINUE] = "CONTINUE",
    [NODE_CASE] = "CASE",
    [NODE_COMMCLAUSE] = "CASE",
    [NODE_DCL] = "DCL",
    [NODE_DEFER] = "DEFER",
    [NODE_FALL] = "FALL",
    [NODE_FOR] = "FOR",
    [NODE_GO] = "GO",
    [NODE_GOTO] = "GOTO",
    [NODE_IF] = "IF",
    [NODE_LABEL] = "LABEL",
    [NODE_RANGE] = "RANGE",
    [NODE_RETURN] = "RETURN",
    [NODE_SELECT] = "SELECT",
    [NODE_SELRECV2] = "SELRECV2",
    [NODE_SEND] = "SEND",
    [NODE_SWITCH] = "SWITCH",
    [NODE_TYPESW] = "TYPESW",
    [NODE_TAILCALL] = "TAILCALL",
    [NODE_INLMARK] = "INLMARK",
    [NODE_DCLCONST] = "DCLCONST",
    [NODE_DCLTYPE] = "DCLTYPE",
    [NODE_XDOT] = "XDOT",
    [NODE_FUNCINST] = "FUNCINST",
    [NODE_CALL] = "CALL",
    [NODE_COMPLIT] = "COMPLIT",
    [NODE_IDENT] = "NONAME",
    [NODE_CALLMETH] = "CALLMETH",
    [NODE_CONVIDATA] = "CONVIDATA",
    [NODE_EFACE] = "EFACE",
    [NODE_IDATA] = "IDATA",
    [NODE_SPTR] = "SPTR",
};

const char *node_op_name(NodeOp op) { return op_names[op]; }

bool node_is_blank(const Node *n) {
    return n != NULL && n->op == NODE_NAME && n->var != NULL && strcmp(n->var->name, "_") == 0;
}

Node *node_strip_nops(Node *n) {
    while (n != NULL && (n->op == NODE_CONVNOP || n->op == NODE_PAREN)) {
        n = n->x;
    }
    return n;
}

Var *var_canonical(Var *var) {
    while (var->is_closure_var && var->outer != NULL) {
        var = var->outer;
    }
    return var;
}

static bool holds_its_operand(const Node *n) {
    if (n->op == NODE_DOT || n->op == NODE_PAREN || n->op == NODE_CONVNOP) {
        return true;
    }
    return n->op == NODE_INDEX && n->x->type != NULL && type_underlying(n->x->type)->kind == TYPE_ARRAY;
}

Node *node_outer_value(Node *n) {
    while (holds_its_operand(n)) {
        n = n->x;
    }
    return n;
}

bool func_is_closure(const Func *func, const GoVersion *go) {
    if (func->closure == NULL) {
        return false;
    }
    if (go->capturing_closures_only) {
        return func->closure_vars.len > 0;
    }
    const Func *outer = func->outer;
    if (outer == NULL || outer->is_package_init) {
        return false;
    }
    /* User inits are init.0 …, literals of initialisers and all below them init.func1 …. */
    const bool in_init = strncmp(outer->name, "init.", strlen("init.")) == 0;
    return !(go->init_literals_alone && in_init && func->closure_vars.len == 0 && !func->go_defer_wrapper);
}

/* ---- Walking ---- */

static void list_children(NodeVec *list, void (*fn)(void *context, Node **child), void *context) {
    for (int i = 0; i < list->len; i++) {
        if (list->at[i] != NULL) {
            fn(context, &list->at[i]);
        }
    }
}

void node_children(Node *n, void (*fn)(void *context, Node **child), void *context) {
    list_children(&n->init, fn, context);
    if (n->op == NODE_NAME || n->op == NODE_LITERAL) { /* half of all nodes */
        return;
    }
    if (n->op == NODE_CASE && n->var != NULL && n->var->node != NULL) {
        Node *name = n->var->node;
        fn(context, &name);
    }
    Node **operands[] = {&n->x, &n->y, &n->z};
    for (int i = 0; i < 3; i++) {
        if (*operands[i] != NULL) {
            fn(context, operands[i]);
        }
    }
    list_children(&n->list, fn, context);
    list_children(&n->rlist, fn, context);
    list_children(&n->body, fn, context);
    list_children(&n->els, fn, context);
}

typedef struct Walk {
    bool (*fn)(void *context, Node *n);
    void *context;
    int depth;
} Walk;

static void walk_child(void *context, Node **child) {
    Walk *walk = context;
    if (!walk->fn(walk->context, *child)) {
        return;
    }
    if (++walk->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    node_children(*child, walk_child, walk);
    walk->depth--;
}

void node_walk(Node *n, bool (*fn)(void *context, Node *n), void *context) {
    if (n != NULL) {
        Walk walk = {.fn = fn, .context = context};
        walk_child(&walk, &n);
    }
}

/* ---- The same expression twice ---- */

static bool is_simple(Type *type) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_BASIC && (under->as.basic.info & (INFO_NUMERIC | INFO_BOOLEAN)) != 0;
}

bool node_is_arithmetic(const Node *n) { return n->op == NODE_BINARY && n->oper >= OP_ADD && n->oper <= OP_SHR; }

static bool same_safe(Node *l, Node *r, int depth) {
    if (depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    l = node_strip_nops(l);
    r = node_strip_nops(r);
    if (l->op != r->op || l->type == NULL || r->type == NULL || !type_identical(l->type, r->type)) {
        return false;
    }
    switch ((int)l->op) {
    case NODE_NAME: return l->var == r->var;
    case NODE_DOT:
    case NODE_DOTPTR: return strcmp(l->sym, r->sym) == 0 && same_safe(l->x, r->x, depth + 1);
    case NODE_DEREF: return same_safe(l->x, r->x, depth + 1);
    case NODE_UNARY: return l->oper == r->oper && same_safe(l->x, r->x, depth + 1);
    case NODE_CONV: return is_simple(l->type) && same_safe(l->x, r->x, depth + 1);
    case NODE_INDEX:
    case NODE_INDEXMAP: return same_safe(l->x, r->x, depth + 1) && same_safe(l->y, r->y, depth + 1);
    case NODE_BINARY:
        return l->oper == r->oper && node_is_arithmetic(l) && same_safe(l->x, r->x, depth + 1) &&
               same_safe(l->y, r->y, depth + 1);
    case NODE_LITERAL: return value_identical(l->value, r->value);
    case NODE_NIL: return true;
    default: return false;
    }
}

bool node_same_safe(Node *l, Node *r) { return same_safe(l, r, 0); }
