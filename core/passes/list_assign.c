/*
 * a, b = x, y stores pair by pair, so parts of later targets that earlier stores may change are copied first.
 * What was copied is a temporary: an index that was always in range is not known to be any more.
 * gc: walk/assign.go ascompatee, readsMemory.
 */
#include "core/passes/internal.h"

typedef struct Stores {
    const Func *func;
    Map *assigned;   /* locals stored to so far: set of Var* */
    Map *saved;      /* expressions that were copied: set of Node* */
    bool memory;     /* something else was stored to */
    bool everything; /* a result was, and a deferred call may see it */
} Stores;

/* Captured variables are reached through the closure, also those captured by value. */
static bool on_stack(const Var *var) {
    const bool local =
        !var->is_closure_var && (var->class == CLASS_AUTO || var->class == CLASS_PARAM || var->class == CLASS_PARAMOUT);
    return local && (var->location == NULL || (var->location->attributes & ATTR_ESCAPES) == 0);
}

static bool reads_memory(const Node *n) {
    switch ((int)n->op) {
    case NODE_NAME: return n->var->class != CLASS_FUNC && (n->var->addrtaken || !on_stack(n->var));
    case NODE_BINARY:
        return n->oper == OP_EQL || n->oper == OP_NEQ || n->oper == OP_LSS || n->oper == OP_LEQ || n->oper == OP_GTR ||
               n->oper == OP_GEQ;
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
    search->found |= (n->op == NODE_NAME && map_has(s->assigned, n->var)) || (s->memory && reads_memory(n));
    return !search->found;
}

static bool affected(const Stores *s, Node *n) {
    Search search = {.stores = s, .found = s->everything};
    node_walk(n, look, &search);
    return search.found;
}

static bool find_defer(void *context, Node *n) {
    bool *found = context;
    *found |= n->op == NODE_DEFER;
    return !*found;
}

static bool has_defer(const Func *func) {
    bool found = false;
    for (int i = 0; i < func->body.len && !found; i++) {
        node_walk(func->body.at[i], find_defer, &found);
    }
    return found;
}

static void save(Stores *s, Node *n) {
    if (n != NULL && affected(s, n)) {
        map_set(s->saved, n, n);
    }
}

/* Goes inwards through array elements and fields, which belong to the variable or pointer at the core. */
static Node *core_of(Stores *s, Node *target) {
    for (;;) {
        if (target->op == NODE_INDEX && type_underlying(target->x->type)->kind == TYPE_ARRAY) {
            save(s, target->y);
            target = target->x;
        } else if (target->op == NODE_PAREN || target->op == NODE_DOT) {
            target = target->x;
        } else {
            break;
        }
    }
    if (target->op == NODE_INDEX || target->op == NODE_INDEXMAP || target->op == NODE_DEREF ||
        target->op == NODE_DOTPTR) {
        save(s, target->x);
        save(s, target->y);
    }
    return target;
}

static void store(Stores *s, const Node *core) {
    if (core->op != NODE_NAME) {
        s->memory = true;
    } else if (core->var->class == CLASS_PARAMOUT && has_defer(s->func)) {
        s->everything = true;
    } else if (node_is_blank(core)) {
        return;
    } else if (core->var->addrtaken || !on_stack(core->var)) {
        s->memory = true;
    } else {
        map_set(s->assigned, core->var, core->var);
    }
}

Map *passes_saved_operands(Arena *scratch, const Func *func, const Node *assign) {
    Stores s = {.func = func, .assigned = map_new(scratch), .saved = map_new(scratch)};
    for (int i = 0; i < assign->list.len; i++) {
        const Node *core = assign->list.at[i] != NULL ? core_of(&s, assign->list.at[i]) : NULL;
        save(&s, i < assign->rlist.len ? assign->rlist.at[i] : NULL);
        if (core != NULL) {
            store(&s, core);
        }
    }
    return s.saved;
}
