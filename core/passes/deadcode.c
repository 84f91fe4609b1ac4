/*
 * Dead code as the compilers before unified IR removed it from the IR: branches of an if and cases of a
 * switch that a constant decides. Statements after a return stay, unless the return ends the live branch
 * of such an if.
 * gc 1.19: deadcode/deadcode.go.
 */
#include "core/base/abort.h"
#include "core/passes/internal.h"

typedef struct DeadCode {
    int depth;
} DeadCode;

static void clean_list(DeadCode *d, NodeVec *list);

/* Literals inside functions are not compiled when their place is removed. */
static bool bury(void *context, Node *n) {
    if (n->op == NODE_CLOSURE) {
        const Func *outer = n->func->outer;
        n->func->is_dead = n->func->is_dead || (outer != NULL && !outer->is_package_init);
        for (int i = 0; i < n->func->body.len; i++) {
            node_walk(n->func->body.at[i], bury, context);
        }
    }
    return true;
}

static void bury_list(const NodeVec *list, int first) {
    for (int i = first; i < list->len; i++) {
        node_walk(list->at[i], bury, NULL);
    }
}

static bool is_bool(const Node *n, bool *value) {
    if (n == NULL || n->op != NODE_LITERAL || n->value == NULL || value_kind(n->value) != VALUE_BOOL) {
        return false;
    }
    *value = value_as_bool(n->value);
    return true;
}

/* A condition without the operands that its left side makes irrelevant. */
static Node *fold(DeadCode *d, Node *n) {
    if (n == NULL || (n->op != NODE_ANDAND && n->op != NODE_OROR)) {
        return n;
    }
    if (++d->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    n->x = fold(d, n->x);
    n->y = fold(d, n->y);
    d->depth--;
    bool left;
    if (!is_bool(n->x, &left)) {
        return n;
    }
    return left == (n->op == NODE_ANDAND) ? n->y : n->x;
}

/* Drops the dead branch; returns true when the live one ends in a statement that never goes on. */
static bool clean_if(DeadCode *d, Node *n) {
    n->x = fold(d, n->x);
    bool value;
    if (!is_bool(n->x, &value)) {
        return false;
    }
    const NodeVec *live = value ? &n->body : &n->els;
    NodeVec *dead = value ? &n->els : &n->body;
    bury_list(dead, 0);
    dead->len = 0;
    if (live->len == 0) {
        return false;
    }
    const NodeOp last = VEC_LAST(live)->op;
    return last == NODE_RETURN || last == NODE_TAILCALL || last == NODE_PANIC;
}

static bool falls_through(const Node *clause) {
    for (int i = 0; i < clause->body.len; i++) {
        if (clause->body.at[i]->op == NODE_FALL) {
            return true;
        }
    }
    return false;
}

static void keep_clause(Node *n, Node *clause) {
    if (clause != NULL && falls_through(clause)) {
        return;
    }
    for (int i = 0; i < n->list.len; i++) {
        if (n->list.at[i] != clause) {
            node_walk(n->list.at[i], bury, NULL);
        }
    }
    n->list.len = 0;
    if (clause != NULL) {
        n->list.at[n->list.len++] = clause;
    }
}

/* A switch on a constant keeps the one clause that is taken, as far as all cases before it are constant. */
static void clean_switch(Node *n) {
    if (n->x != NULL && (n->x->op == NODE_TYPESW || n->x->op != NODE_LITERAL || n->x->value == NULL)) {
        return;
    }
    const Value *tag = n->x != NULL ? n->x->value : value_bool(true);
    Node *otherwise = NULL;
    for (int i = 0; i < n->list.len; i++) {
        Node *clause = n->list.at[i];
        if (clause->list.len == 0) {
            otherwise = clause;
        }
        for (int j = 0; j < clause->list.len; j++) {
            Node *one = clause->list.at[j];
            if (one->op != NODE_LITERAL || one->value == NULL) {
                return;
            }
            if (value_compare(tag, OP_EQL, one->value)) {
                if (!falls_through(clause)) {
                    clause->list.at[0] = one;
                    clause->list.len = 1;
                }
                keep_clause(n, clause);
                return;
            }
        }
    }
    keep_clause(n, otherwise);
}

static void clean_inside(DeadCode *d, Node *n) {
    clean_list(d, &n->init);
    if (n->op == NODE_BLOCK) {
        clean_list(d, &n->list);
    } else if (n->op == NODE_FOR || n->op == NODE_IF || n->op == NODE_RANGE) {
        clean_list(d, &n->body);
        clean_list(d, &n->els);
    } else if (n->op == NODE_SELECT || n->op == NODE_SWITCH) {
        for (int i = 0; i < n->list.len; i++) {
            clean_list(d, &n->list.at[i]->body);
        }
    }
}

static void clean_list(DeadCode *d, NodeVec *list) {
    if (++d->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    int last_label = -1;
    for (int i = 0; i < list->len; i++) {
        if (list->at[i] != NULL && list->at[i]->op == NODE_LABEL) {
            last_label = i;
        }
    }
    for (int i = 0; i < list->len; i++) {
        Node *n = list->at[i];
        if (n == NULL) {
            continue;
        }
        const bool ends = n->op == NODE_IF && clean_if(d, n);
        if (n->op == NODE_SWITCH) {
            clean_switch(n);
        }
        clean_inside(d, n);
        if (ends && i > last_label) {
            bury_list(list, i + 1);
            list->len = i + 1;
        }
    }
    d->depth--;
}

/* Whether nothing of the body is left but decided ifs and loops that never run. */
static bool is_empty(const NodeVec *body) {
    for (int i = 0; i < body->len; i++) {
        const Node *n = body->at[i];
        bool value;
        if (n->init.len > 0 || !is_bool(n->x, &value)) {
            return false;
        }
        const bool empty_if = n->op == NODE_IF && n->body.len == 0 && n->els.len == 0;
        const bool never = n->op == NODE_FOR && !value;
        if (!empty_if && !never) {
            return false;
        }
    }
    return true;
}

void passes_dead_code(Passes *passes) {
    for (int i = 0; i < passes->all.len; i++) {
        NodeVec *body = &passes->all.at[i]->body;
        DeadCode d = {0};
        clean_list(&d, body);
        if (body->len > 0 && is_empty(body)) {
            bury_list(body, 0);
            body->len = 0;
        }
    }
}
