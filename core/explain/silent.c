/*
 * Operations that may allocate and are no sites of escape analysis: channels, a string grown by +=, in older
 * versions append. Each gets a location outside the graph, so that it is told like a site.
 * gc: escape/call.go, escape/stmt.go, where they only pass their operands on.
 */
#include "core/explain/internal.h"

typedef struct Search {
    const Teller *teller;
    Func *func;
    LocationVec *found;
    int loop_depth;
    int depth; /* of the walk itself */
} Search;

static bool allocates_silently(const Node *n) {
    switch ((int)n->op) {
    case NODE_MAKECHAN:
    case NODE_APPEND: return n->location == NULL;
    case NODE_ASOP: return n->oper == OP_ADD && n->x->type != NULL && type_is_string(n->x->type);
    default: return false;
    }
}

static void search(void *context, Node **child) {
    Search *s = context;
    Node *n = *child;
    if (n->op == NODE_CLOSURE || s->depth >= NODE_DEPTH_MAX) {
        return; /* a literal is a function of its own */
    }
    if (allocates_silently(n)) {
        Location *made = ARENA_NEW(s->teller->arena, Location);
        made->node = n;
        made->func = s->func;
        made->index = -1;
        made->loop_depth = s->loop_depth;
        made->attributes = ATTR_ESCAPES;
        VEC_PUSH(s->teller->arena, s->found, made);
    }
    const int loop = n->op == NODE_FOR || n->op == NODE_RANGE;
    s->depth++;
    s->loop_depth += loop;
    node_children(n, search, s);
    s->loop_depth -= loop;
    s->depth--;
}

LocationVec silent_sites(const Teller *t, Func *func) {
    LocationVec found = {0};
    Search s = {.teller = t, .func = func, .found = &found, .loop_depth = 1};
    for (int i = 0; i < func->body.len; i++) {
        search(&s, &func->body.at[i]);
    }
    return found;
}
