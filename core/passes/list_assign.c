/*
 * a, b = x, y stores pair by pair, so parts of later pairs that earlier stores may change are copied first.
 * gc: walk/assign.go ascompatee, readsMemory.
 */
#include "core/passes/internal.h"

struct Stores {
    const Map *temps;
    Map *assigned;   /* locals stored to so far: set of Var* */
    bool memory;     /* something else was stored to */
    bool everything; /* a result was, and a deferred call may see it */
};

Stores *stores_new(Arena *scratch, const Map *temps) {
    Stores *s = ARENA_NEW(scratch, Stores);
    s->temps = temps;
    s->assigned = map_new(scratch);
    return s;
}

/* Captured variables are reached through the closure, also those captured by value; only a literal that is called where
 * it stands gets these as parameters. */
static bool on_stack(const Var *var) {
    if (var->is_closure_var) {
        return var->by_value && var->func != NULL && var->func->called_directly;
    }
    const bool local = var->class == CLASS_AUTO || var->class == CLASS_PARAM || var->class == CLASS_PARAMOUT;
    return local && (var->location == NULL || (var->location->attributes & ATTR_ESCAPES) == 0);
}

static bool reads_memory(const Node *n) {
    switch ((int)n->op) {
    case NODE_NAME: return n->var->class != CLASS_FUNC && (n->var->addrtaken || !on_stack(n->var));
    case NODE_BINARY: return !node_is_arithmetic(n);
    case NODE_UNARY: return n->oper == OP_NOT;
    case NODE_ANDAND:
    case NODE_OROR:
    case NODE_CONV:
    case NODE_CONVIFACE:
    case NODE_CONVNOP:
    case NODE_DOT:
    case NODE_DOTTYPE:
    case NODE_LITERAL:
    case NODE_NIL:
    case NODE_PAREN: return false;
    default: return true;
    }
}

typedef struct Search {
    const Stores *stores;
    bool found;
} Search;

static bool look(void *context, Node *n) {
    Search *search = context;
    const Stores *s = search->stores;
    if (map_has(s->temps, n)) {
        return false;
    }
    search->found |= (n->op == NODE_NAME && map_has(s->assigned, n->var)) || (s->memory && reads_memory(n));
    return !search->found;
}

bool stores_reach(const Stores *s, Node *n) {
    Search search = {.stores = s, .found = s->everything};
    node_walk(n, look, &search);
    return search.found;
}

void stores_add(Stores *s, const Node *target, bool deferred) {
    if (target->op != NODE_NAME) {
        s->memory = true;
    } else if (target->var->class == CLASS_PARAMOUT && deferred) {
        s->everything = true;
    } else if (node_is_blank(target)) {
        return;
    } else if (target->var->addrtaken || !on_stack(target->var)) {
        s->memory = true;
    } else {
        map_set(s->assigned, target->var, target->var);
    }
}
