/*
 * What a local variable always holds, and whether it is ever assigned again. The second question is
 * answered for all variables of a function in one walk and remembered until a pass changes assignments
 * (Func.reassign_known).
 * gc: ir/expr.go StaticValue, Reassigned; ir/reassignment.go.
 */
#include "core/ir/ir.h"

/* Whether only plain assignments to the whole variable count, and every & of a part of it. */
static bool is_narrow(const Func *func) { return func->go != NULL && !func->go->any_store_reassigns; }

static void mark_name(const Node *target, const Node *assignment) {
    if (target != NULL && target->op == NODE_NAME && target->var != NULL) {
        Var *var = var_canonical(target->var);
        if (assignment == NULL || assignment != var->defn) {
            var->reassigned = true;
        }
    }
}

static bool mark_narrow_node(void *context, Node *n) {
    switch ((int)n->op) {
    case NODE_AS: mark_name(n->x, n); break;
    case NODE_AS2:
    case NODE_AS2FUNC:
    case NODE_AS2MAPR:
    case NODE_AS2DOTTYPE:
    case NODE_AS2RECV:
    case NODE_SELRECV2:
        for (int i = 0; i < n->list.len; i++) {
            mark_name(n->list.at[i], n);
        }
        break;
    case NODE_ADDR: mark_name(node_outer_value(n->x), NULL); break;
    case NODE_CLOSURE:
        for (int i = 0; i < n->func->body.len; i++) {
            node_walk(n->func->body.at[i], mark_narrow_node, context);
        }
        break;
    default: break;
    }
    return true;
}

static void mark_target(Node *target, const Node *assignment) {
    if (target == NULL) {
        return;
    }
    const Node *outer = node_outer_value(target);
    if (outer->op != NODE_NAME || outer->var == NULL) {
        return;
    }
    Var *var = var_canonical(outer->var);
    if (assignment == NULL || assignment != var->defn) {
        var->reassigned = true;
    }
}

static bool mark_node(void *context, Node *n) {
    switch ((int)n->op) {
    case NODE_AS: mark_target(n->x, n); break;
    case NODE_AS2:
    case NODE_AS2FUNC:
    case NODE_AS2MAPR:
    case NODE_AS2DOTTYPE:
    case NODE_AS2RECV:
    case NODE_SELRECV2:
        for (int i = 0; i < n->list.len; i++) {
            mark_target(n->list.at[i], n);
        }
        break;
    case NODE_ASOP: mark_target(n->x, NULL); break;
    case NODE_RANGE:
        mark_target(n->y, NULL);
        mark_target(n->z, NULL);
        break;
    case NODE_CLOSURE:
        for (int i = 0; i < n->func->body.len; i++) {
            node_walk(n->func->body.at[i], mark_node, context);
        }
        break;
    default: /* other nodes assign nothing themselves */ break;
    }
    return true;
}

/* Forgets the answers for the function and the literals in it. */
static void forget_answers(Func *func) {
    for (int i = 0; i < func->decls.len; i++) {
        func->decls.at[i]->reassigned = false;
    }
    for (int i = 0; i < func->closures.len; i++) {
        func->closures.at[i]->reassign_known = false;
        forget_answers(func->closures.at[i]);
    }
}

static void find_reassigned(Func *func) {
    forget_answers(func);
    for (int i = 0; i < func->body.len; i++) {
        node_walk(func->body.at[i], is_narrow(func) ? mark_narrow_node : mark_node, NULL);
    }
    func->reassign_known = true;
}

bool var_reassigned(Var *var) {
    var = var_canonical(var);
    if (var->func == NULL || var->class == CLASS_EXTERN || var->class == CLASS_FUNC ||
        (var->addrtaken && !is_narrow(var->func))) {
        return true;
    }
    if (!var->func->reassign_known) {
        find_reassigned(var->func);
    }
    return var->reassigned;
}

/* The right side of the one assignment that defines the local, NULL when there is none. */
static Node *single_value(const Node *n) {
    if (n->op != NODE_NAME || n->var == NULL) {
        return NULL;
    }
    const Func *func = n->var->func;
    if (n->var->is_closure_var && func != NULL && func->go != NULL && !func->go->captured_values) {
        return NULL;
    }
    Var *var = var_canonical(n->var);
    if (var->class != CLASS_AUTO || var->defn == NULL) {
        return NULL;
    }
    Node *value = NULL;
    if (var->defn->op == NODE_AS) {
        value = var->defn->y;
    } else if (var->defn->op == NODE_AS2) {
        for (int i = 0; i < var->defn->list.len && i < var->defn->rlist.len; i++) {
            const Node *target = var->defn->list.at[i];
            if (target != NULL && target->op == NODE_NAME && target->var == var) {
                value = var->defn->rlist.at[i];
                break;
            }
        }
    }
    return value == NULL || var_reassigned(var) ? NULL : value;
}

Node *node_static_value(Node *n) {
    for (;;) {
        n = node_strip_nops(n);
        Node *value = n == NULL ? NULL : single_value(n);
        if (value == NULL) {
            return n;
        }
        n = value;
    }
}

const Value *node_const_value(const Node *n) {
    const Node *value = node_static_value((Node *)(uintptr_t)n);
    return value != NULL && value->op == NODE_LITERAL ? value->value : NULL;
}
