/*
 * "index bounds check elided": indexes into arrays and constant strings that cannot be out of range by
 * their form alone. gc prints these lines while it compiles functions, after all of escape analysis, in
 * the order in which calls and the like are split off into statements of their own.
 * gc: walk/expr.go walkIndex, bounded; walk/order.go; gc/compile.go enqueueFunc.
 */
#include <string.h>

#include "core/base/abort.h"
#include "core/passes/internal.h"

typedef struct Bounds {
    Passes *passes;
    Func *func;
    FuncVec *closures; /* those met in the function, in order */
    Map *saved;        /* operands of the statement at hand that are copied first: set of Node* */
    NodeVec *early;    /* where these go */
    int depth;
} Bounds;

static void walk_stmt(Bounds *b, Node *n);
static void walk_expr(Bounds *b, Node *n, NodeVec *pending);

/* ---- Is the index in range? ---- */

/* A constant that fits in 32 bits; false for anything else. */
static bool small_constant(const Node *n, int64_t *value) {
    return n->op == NODE_LITERAL && n->value != NULL && value_kind(n->value) == VALUE_INT &&
           value_as_int64(n->value, value) && *value >= INT32_MIN && *value <= INT32_MAX;
}

/* The largest value of x & c or x &^ c, -1 when it is not known. */
static int64_t masked_max(const Node *n, int bits, bool is_signed) {
    int64_t c;
    if (small_constant(n->x, &c)) {
        return c;
    }
    if (!small_constant(n->y, &c)) {
        return -1;
    }
    if (n->oper == OP_AND_NOT) {
        c = ~c;
        if (!is_signed && bits < 64) {
            c &= (int64_t)((UINT64_C(1) << bits) - 1);
        }
    }
    return c;
}

/* The bits that an unsigned quotient or shifted value still has. */
static int remaining_bits(const Node *n, int bits) {
    int64_t c;
    if (n->op != NODE_BINARY || !small_constant(n->y, &c)) {
        return bits;
    }
    if (n->oper == OP_DIV) {
        for (; bits > 0 && c >= 2; c >>= 1) {
            bits--;
        }
    } else if (n->oper == OP_SHR) {
        bits = c > bits ? -1 : bits - (int)c;
    }
    return bits;
}

/* True when the integer n is always in 0 .. limit-1. */
static bool always_below(const Node *n, int64_t limit) {
    if (n->type == NULL || !type_is_integer(n->type)) {
        return false;
    }
    const bool is_signed = !type_is_unsigned(n->type);
    int bits = (int)(8 * type_size(n->type));
    int64_t c;
    if (n->op == NODE_BINARY && (n->oper == OP_AND || n->oper == OP_AND_NOT)) {
        const int64_t max = masked_max(n, bits, is_signed);
        if (max >= 0 && max < limit) {
            return true;
        }
    }
    if (is_signed) {
        return false;
    }
    if (n->op == NODE_BINARY && n->oper == OP_REM && small_constant(n->y, &c) && c >= 0 && c <= limit) {
        return true;
    }
    bits = remaining_bits(n, bits);
    if (bits < 0) {
        return limit > 0;
    }
    return bits <= 62 && (INT64_C(1) << bits) <= limit;
}

/* copied: the index is a temporary by now, of which only the type is known. */
static bool is_elided(const Node *n, bool copied) {
    const Node *index = n->y;
    Node temporary = {.op = NODE_NAME, .type = index->type};
    if (n->bounded || (index->op == NODE_LITERAL && index->value != NULL)) {
        return false;
    }
    index = copied ? &temporary : index;
    Type *type = type_underlying(n->x->type);
    if (type->kind == TYPE_POINTER) {
        type = type_underlying(type->as.pointer.elem);
    }
    if (type->kind == TYPE_ARRAY) {
        return always_below(index, type->as.array.len);
    }
    if (n->x->op == NODE_LITERAL && value_kind(n->x->value) == VALUE_STRING) {
        size_t length;
        value_as_string(n->x->value, &length);
        return always_below(index, (int64_t)length);
    }
    return false;
}

/* ---- Order ---- */

/* What has been ordered is compiled: indexes print, literals wait for their turn. */
static void flush(Bounds *b, const NodeVec *pending) {
    for (int i = 0; i < pending->len; i++) {
        Node *n = pending->at[i];
        if (n->op == NODE_INDEX) {
            if (is_elided(n, map_has(b->saved, n->y))) {
                passes_report(b->passes, VERDICT_BOUNDS, b->func, n, "index bounds check elided");
            }
        } else if (n->func->closure_vars.len > 0) {
            VEC_PUSH(b->passes->scratch, b->closures, n->func);
        }
    }
}

/* Whether the value is computed into a temporary before the statement that it stands in. */
static bool is_hoisted(NodeOp op) {
    switch ((int)op) {
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_COPY:
    case NODE_MAKECHAN:
    case NODE_MAKEMAP:
    case NODE_MAKESLICE:
    case NODE_MAX:
    case NODE_MIN:
    case NODE_NEW:
    case NODE_RECOVER:
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_APPEND:
    case NODE_SLICE:
    case NODE_SLICEARR:
    case NODE_SLICESTR:
    case NODE_SLICE3:
    case NODE_SLICE3ARR:
    case NODE_RECV:
    case NODE_INDEXMAP:
    case NODE_ANDAND:
    case NODE_OROR: return true;
    default: return false;
    }
}

static void walk_list(Bounds *b, const NodeVec *list, NodeVec *pending) {
    for (int i = 0; i < list->len; i++) {
        if (list->at[i] != NULL) {
            walk_expr(b, list->at[i], pending);
        }
    }
}

static void walk_operands(Bounds *b, Node *n, NodeVec *pending) {
    Node *operands[] = {n->x, n->y, n->z};
    for (int i = 0; i < 3; i++) {
        if (operands[i] != NULL) {
            walk_expr(b, operands[i], pending);
        }
    }
    walk_list(b, &n->list, pending);
    walk_list(b, &n->rlist, pending);
}

static void walk_stmts(Bounds *b, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        if (list->at[i] != NULL) {
            walk_stmt(b, list->at[i]);
        }
    }
}

static void enter(Bounds *b) {
    if (++b->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
}

/* The indexes in an argument of append that are copied: those of elements, not within other operations.
 * gc: walk/builtin.go walkAppend, walk/walk.go safeExpr. */
static void save_append_argument(Bounds *b, Node *n) {
    for (; n != NULL; n = n->x) {
        if (n->op == NODE_INDEX) {
            if (n->y->op != NODE_NAME && n->y->op != NODE_LITERAL) {
                map_set(b->saved, n->y, n->y);
            }
        } else if (n->op != NODE_DOT && n->op != NODE_DOTPTR && n->op != NODE_DEREF) {
            return;
        }
    }
}

static void walk_expr(Bounds *b, Node *n, NodeVec *pending) {
    enter(b);
    if (b->early != NULL && map_has(b->saved, n)) {
        pending = b->early;
    }
    if (n->op == NODE_APPEND) {
        for (int i = 0; i < n->list.len && !n->dots; i++) {
            save_append_argument(b, n->list.at[i]);
        }
    }
    walk_stmts(b, &n->init);
    const bool boxed = n->op == NODE_CONVIFACE && n->x->type != NULL &&
                       type_underlying(n->x->type)->kind != TYPE_INTERFACE &&
                       !type_is_direct_interface(n->x->type, b->passes->go->one_word_direct);
    if (boxed || is_hoisted(n->op)) {
        NodeVec own = {0};
        walk_operands(b, n, &own);
        flush(b, &own);
    } else {
        walk_operands(b, n, pending);
        if (n->op == NODE_INDEX || n->op == NODE_CLOSURE) {
            VEC_PUSH(b->passes->scratch, pending, n);
        }
    }
    b->depth--;
}

static void walk_whole(Bounds *b, Node *n) {
    if (n != NULL) {
        NodeVec pending = {0};
        walk_expr(b, n, &pending);
        flush(b, &pending);
    }
}

/* The comparisons of all clauses stand before their bodies. */
static void walk_switch(Bounds *b, const Node *n) {
    walk_whole(b, n->x);
    for (int i = 0; i < n->list.len; i++) {
        const NodeVec *cases = &n->list.at[i]->list;
        for (int j = 0; j < cases->len; j++) {
            walk_whole(b, cases->at[j]);
        }
    }
    for (int i = 0; i < n->list.len; i++) {
        walk_stmts(b, &n->list.at[i]->body);
    }
}

/* The variables that receive belong to the clause's body. */
static void walk_clause(Bounds *b, const Node *clause) {
    if (clause->x != NULL && clause->x->op == NODE_SELRECV2) {
        for (int i = 0; i < clause->x->list.len; i++) {
            walk_whole(b, clause->x->list.at[i]);
        }
    }
    walk_stmts(b, &clause->body);
}

/* All channels and values come first, then the bodies: that of default, those of sends, those of receives from the
 * last to the first. Of a single operation with a default that of the default is the last.
 * gc: walk/order.go, walk/select.go walkSelectCases. */
static void walk_select(Bounds *b, const Node *n) {
    const Node *otherwise = NULL;
    for (int i = 0; i < n->list.len; i++) {
        Node *comm = n->list.at[i]->x;
        if (comm == NULL) {
            otherwise = n->list.at[i];
        } else if (comm->op == NODE_SELRECV2) {
            walk_whole(b, comm->rlist.at[0]->x);
        } else {
            walk_stmt(b, comm);
        }
    }
    const bool single = n->list.len == 2;
    if (otherwise != NULL && !single) {
        walk_clause(b, otherwise);
    }
    for (int i = 0; i < n->list.len; i++) {
        const Node *comm = n->list.at[i]->x;
        if (comm != NULL && comm->op != NODE_SELRECV2) {
            walk_clause(b, n->list.at[i]);
        }
    }
    for (int i = n->list.len - 1; i >= 0; i--) {
        const Node *comm = n->list.at[i]->x;
        if (comm != NULL && comm->op == NODE_SELRECV2) {
            walk_clause(b, n->list.at[i]);
        }
    }
    if (otherwise != NULL && single) {
        walk_clause(b, otherwise);
    }
}

/* Pair by pair: what of it is copied, the target, the value. */
static void walk_list_assign(Bounds *b, Node *n) {
    Map *outer = b->saved;
    b->saved = passes_saved_operands(b->passes->scratch, b->func, n);
    for (int i = 0; i < n->list.len || i < n->rlist.len; i++) {
        NodeVec early = {0}, late = {0};
        b->early = &early;
        if (i < n->list.len && n->list.at[i] != NULL) {
            walk_expr(b, n->list.at[i], &late);
        }
        if (i < n->rlist.len && n->rlist.at[i] != NULL) {
            walk_expr(b, n->rlist.at[i], &late);
        }
        b->early = NULL;
        flush(b, &early);
        flush(b, &late);
    }
    b->saved = outer;
}

/* In each iteration both variables are assigned like a list. gc: walk/range.go rangeAssign2. */
static void walk_range(Bounds *b, Node *n) {
    walk_whole(b, n->x);
    Node pair = {.op = NODE_AS2, .pos = n->pos};
    if (n->y != NULL) {
        VEC_PUSH(b->passes->scratch, &pair.list, n->y);
    }
    if (n->z != NULL && !node_is_blank(n->z)) {
        VEC_PUSH(b->passes->scratch, &pair.list, n->z);
    }
    walk_list_assign(b, &pair);
    walk_stmts(b, &n->body);
}

static void walk_stmt(Bounds *b, Node *n) {
    enter(b);
    walk_stmts(b, &n->init);
    if (n->op == NODE_BLOCK) {
        walk_stmts(b, &n->list);
    } else if (n->op == NODE_AS2) {
        walk_list_assign(b, n);
    } else if (n->op == NODE_RANGE) {
        walk_range(b, n);
    } else if (n->op == NODE_SWITCH) {
        walk_switch(b, n);
    } else if (n->op == NODE_SELECT) {
        walk_select(b, n);
    } else if (n->op == NODE_FOR) {
        walk_whole(b, n->x);
        if (n->y != NULL) {
            walk_stmt(b, n->y);
        }
        walk_stmts(b, &n->body);
    } else {
        NodeVec pending = {0};
        walk_operands(b, n, &pending);
        if (n->op == NODE_INDEX || n->op == NODE_CLOSURE) {
            VEC_PUSH(b->passes->scratch, &pending, n);
        }
        flush(b, &pending);
        walk_stmts(b, &n->body);
        walk_stmts(b, &n->els);
    }
    b->depth--;
}

/* Wrappers that a function needs are made while it is compiled. */
static void compile_late(Passes *passes, const Func *func) {
    const FuncVec *late = &passes->ir->late;
    for (; passes->late < late->len && late->at[passes->late]->made_for == func; passes->late++) {
        escape_late(passes->config, passes->ir, late->at[passes->late], passes->result);
    }
}

/* A function, then its literals, the last one first. */
static void compile(Passes *passes, Func *func) {
    FuncVec todo = {0};
    VEC_PUSH(passes->scratch, &todo, func);
    while (todo.len > 0) {
        Func *next = VEC_POP(&todo);
        FuncVec closures = {0};
        compile_late(passes, next);
        Bounds bounds = {.passes = passes, .func = next, .closures = &closures, .saved = map_new(passes->scratch)};
        walk_stmts(&bounds, &next->body);
        for (int i = 0; i < closures.len; i++) {
            VEC_PUSH(passes->scratch, &todo, closures.at[i]);
        }
    }
}

void bounds_package(const EscapeConfig *config, PackageIR *ir, EscapeResult *result) {
    if (config->level == 0) {
        return;
    }
    Passes passes = {.config = config,
                     .go = config->go,
                     .arena = config->arena,
                     .scratch = config->scratch,
                     .ir = ir,
                     .result = result};
    passes_list_functions(&passes);
    for (int i = 0; i < passes.all.len; i++) {
        Func *func = passes.all.at[i];
        const bool with_outer = func->closure != NULL && func->closure_vars.len > 0;
        if (strcmp(func->name, "_") != 0 && !with_outer && !func->is_dead) {
            compile(&passes, func);
        }
    }
}
