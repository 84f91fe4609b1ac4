/*
 * The order of the analysis: strongly connected components of the call graph, callees first. A closure
 * never closes a component, so it stays with the function that it is written in.
 * Each function takes two numbers, n and n+1, and searches from n+1: reaching n again means recursion.
 * gc: ir/scc.go.
 */
#include <limits.h>

#include "core/base/map.h"
#include "core/ir/ir.h"

typedef struct SccNode SccNode;

struct SccNode {
    Func *func;
    unsigned id;         /* UINT_MAX once its component is done */
    unsigned min;        /* smallest number reached so far */
    VEC(Func *) callees; /* in order of mention; one entry for each mention */
    int next;
};

typedef struct Scc {
    Arena *scratch;
    const GoVersion *go;
    const SccVisitor *visitor;
    Map *nodes; /* Func -> SccNode */
    unsigned last;
    VEC(SccNode *) path;  /* the functions being searched, outermost first */
    VEC(SccNode *) stack; /* those not yet in a finished component */
} Scc;

typedef struct Mentions {
    Arena *scratch;
    SccNode *node;
} Mentions;

static bool note_mention(void *context, Node *n) {
    const Mentions *mentions = context;
    Func *callee = NULL;
    if (n->op == NODE_NAME && n->var != NULL && n->var->class == CLASS_FUNC) {
        callee = n->var->func;
    } else if ((n->op == NODE_DOTMETH || n->op == NODE_METHVALUE || n->op == NODE_METHEXPR) && n->var != NULL) {
        callee = n->var->func;
    } else if (n->op == NODE_CLOSURE) {
        callee = n->func;
    }
    if (callee != NULL) {
        VEC_PUSH(mentions->scratch, &mentions->node->callees, callee);
    }
    return true;
}

static SccNode *open_node(Scc *scc, Func *func) {
    SccNode *node = ARENA_NEW(scc->scratch, SccNode);
    node->func = func;
    node->id = ++scc->last;
    node->min = ++scc->last;
    map_set(scc->nodes, func, node);
    Mentions mentions = {.scratch = scc->scratch, .node = node};
    for (int i = 0; i < func->body.len; i++) {
        node_walk(func->body.at[i], note_mention, &mentions);
    }
    VEC_PUSH(scc->scratch, &scc->stack, node);
    VEC_PUSH(scc->scratch, &scc->path, node);
    return node;
}

static void finish_component(Scc *scc, const SccNode *root) {
    const bool recursive = root->min == root->id;
    int first = scc->stack.len - 1;
    while (scc->stack.at[first] != root) {
        first--;
    }
    FuncVec functions = {0};
    for (int i = first; i < scc->stack.len; i++) {
        VEC_PUSH(scc->scratch, &functions, scc->stack.at[i]->func);
        scc->stack.at[i]->id = UINT_MAX;
    }
    scc->stack.len = first;
    scc->visitor->visit(scc->visitor->context, functions, recursive);
}

/* Leaves the innermost function of the path and hands what it reached to the one around it. */
static void close_node(Scc *scc) {
    SccNode *node = VEC_POP(&scc->path);
    const unsigned min = node->min;
    if ((min == node->id || min == node->id + 1) && !func_is_closure(node->func, scc->go)) {
        finish_component(scc, node);
    }
    if (scc->path.len > 0 && min < VEC_LAST(&scc->path)->min) {
        VEC_LAST(&scc->path)->min = min;
    }
}

static void search(Scc *scc, Func *root) {
    if (map_has(scc->nodes, root)) {
        return;
    }
    open_node(scc, root);
    while (scc->path.len > 0) {
        SccNode *node = VEC_LAST(&scc->path);
        if (node->next == node->callees.len) {
            close_node(scc);
            continue;
        }
        Func *callee = node->callees.at[node->next++];
        const SccNode *seen = map_get(scc->nodes, callee);
        if (seen == NULL) {
            open_node(scc, callee);
        } else if (seen->id < node->min) {
            node->min = seen->id;
        }
    }
}

void visit_functions_bottom_up(Arena *scratch, const PackageIR *ir, const GoVersion *go, const SccVisitor *visitor) {
    Scc scc = {.scratch = scratch, .go = go, .visitor = visitor, .nodes = map_new(scratch)};
    if (ir->init != NULL && go->init_first) {
        search(&scc, ir->init);
    }
    for (int i = 0; i < ir->funcs.len; i++) {
        if (!func_is_closure(ir->funcs.at[i], go)) {
            search(&scc, ir->funcs.at[i]);
        }
    }
    if (ir->init != NULL) {
        search(&scc, ir->init);
    }
}
