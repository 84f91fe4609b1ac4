/*
 * Which functions a call may call. Since 1.27 a local of function type that is only ever assigned known
 * functions stands for all of them.
 * gc: escape/call.go resolveAssignedCallees; ir/reassignment.go FuncAssignments; ir/expr.go StaticCalleeName.
 */
#include "core/escape/internal.h"

/* The assignments to one local of function type. */
typedef struct Assigned {
    NodeVec stores; /* NODE_AS, without those of nil */
    bool unknown;   /* assigned in another way */
} Assigned;

Var *static_callee(const Node *n) {
    if (n == NULL) {
        return NULL;
    }
    switch ((int)n->op) {
    case NODE_METHEXPR: return n->var;
    case NODE_NAME: return n->var != NULL && n->var->class == CLASS_FUNC ? n->var : NULL;
    case NODE_CLOSURE: return n->func->var;
    default: return NULL;
    }
}

unsigned callee_pragma(const Var *callee) {
    if (callee->func != NULL) {
        return callee->func->pragma;
    }
    const Object *object = callee->object;
    return object != NULL && object->kind == OBJ_FUNC ? object->as.func.info->pragma : 0;
}

/* ---- assignments ---- */

static bool is_candidate(const Var *var) {
    return var->class == CLASS_AUTO && !var->is_closure_var && !var->addrtaken && var->type != NULL &&
           type_underlying(var->type)->kind == TYPE_SIGNATURE && (var->defn == NULL || var->defn->op == NODE_AS);
}

static bool assigns_nil(const Node *assign) {
    const Node *value = assign->y;
    while (value != NULL && (value->op == NODE_CONVNOP || value->op == NODE_PAREN)) {
        value = value->x;
    }
    return value == NULL || value->op == NODE_NIL;
}

typedef struct Collector {
    Escape *e;
    Map *found; /* Var* -> Assigned* */
} Collector;

static void note_target(const Collector *c, Node *target, Node *assign) {
    if (target == NULL) {
        return;
    }
    const Node *outer = node_outer_value(target);
    if (outer->op != NODE_NAME || outer->var == NULL) {
        return;
    }
    const Var *var = var_canonical(outer->var);
    if (!is_candidate(var)) {
        return;
    }
    Assigned *assigned = map_get(c->found, var);
    if (assigned == NULL) {
        assigned = ARENA_NEW(c->e->scratch, Assigned);
        map_set(c->found, var, assigned);
    }
    if (assign->op != NODE_AS) {
        assigned->unknown = true;
    } else if (!assigns_nil(assign)) {
        VEC_PUSH(c->e->scratch, &assigned->stores, assign);
    }
}

static bool collect_node(void *context, Node *n) {
    const Collector *c = context;
    switch ((int)n->op) {
    case NODE_AS:
    case NODE_ASOP: note_target(c, n->x, n); break;
    case NODE_AS2:
    case NODE_AS2FUNC:
    case NODE_AS2MAPR:
    case NODE_AS2DOTTYPE:
    case NODE_AS2RECV:
    case NODE_SELRECV2:
        for (int i = 0; i < n->list.len; i++) {
            note_target(c, n->list.at[i], n);
        }
        break;
    case NODE_RANGE:
        note_target(c, n->y, n);
        note_target(c, n->z, n);
        break;
    case NODE_CLOSURE:
        for (int i = 0; i < n->func->body.len; i++) {
            node_walk(n->func->body.at[i], collect_node, context);
        }
        break;
    default: break;
    }
    return true;
}

static Map *assignments_of(Escape *e, Func *func) {
    while (func->outer != NULL && !func->outer->is_package_init) {
        func = func->outer;
    }
    Map *found = map_get(e->assignments, func);
    if (found == NULL) {
        found = map_new(e->scratch);
        Collector collector = {.e = e, .found = found};
        for (int i = 0; i < func->body.len; i++) {
            node_walk(func->body.at[i], collect_node, &collector);
        }
        map_set(e->assignments, func, found);
    }
    return found;
}

static void assigned_callees(Escape *e, Var *var, CalleeVec *out) {
    const Assigned *assigned = map_get(assignments_of(e, e->func), var_canonical(var));
    if (assigned == NULL || assigned->unknown) {
        return;
    }
    for (int i = 0; i < assigned->stores.len; i++) {
        Var *callee = static_callee(assigned->stores.at[i]->y);
        if (callee == NULL || (callee_pragma(callee) & (PRAGMA_UINTPTR_KEEPALIVE | PRAGMA_UINTPTR_ESCAPES)) != 0) {
            out->len = 0;
            return;
        }
        VEC_PUSH(e->scratch, out, callee);
    }
}

void find_callees(Escape *e, Node *call, CalleeVec *out) {
    if (call->op != NODE_CALLFUNC) {
        return;
    }
    const Node *value = e->go->callees_of_outermost ? known_value(e->func, call->x) : node_static_value(call->x);
    Var *callee = static_callee(value);
    if (callee != NULL) {
        VEC_PUSH(e->scratch, out, callee);
    } else if (e->go->multi_callee && value != NULL && value->op == NODE_NAME) {
        assigned_callees(e, value->var, out);
    }
}
