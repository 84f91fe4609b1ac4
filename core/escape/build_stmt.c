/*
 * Statements: loop depths of declarations, and what each statement makes flow.
 * gc: escape/stmt.go.
 */
#include "core/escape/internal.h"

#include "core/base/abort.h"

static Hole declare(Escape *e, Var *var) {
    Location *location = location_of_var(e, var);
    location->loop_depth = e->loop_depth;
    return hole_of(location);
}

static void build_label(Escape *e, const Node *n) {
    const LabelKind *kind = n->label != NULL ? strmap_get(e->labels, n->label) : NULL;
    if (kind != NULL && *kind == LABEL_LOOP) {
        e->loop_depth++;
    }
}

static void build_for(Escape *e, Node *n) {
    e->loop_depth++;
    build_discard(e, n->x);
    build_stmt(e, n->y);
    build_block(e, &n->body);
    e->loop_depth--;
}

static void build_range(Escape *e, Node *n) {
    /* The operand is evaluated before the loop and kept until its end. */
    Location *operand = location_new(e, NULL, true);
    build_expr(e, hole_of(operand), n->x);
    e->loop_depth++;
    Hole ks[2];
    ks[0] = build_addr(e, n->y);
    ks[1] = build_addr(e, n->z);
    if (n->x->type != NULL && type_underlying(n->x->type)->kind == TYPE_ARRAY) {
        flow(e, hole_note(e, ks[1], n, WHY_RANGE), operand);
    } else {
        flow(e, hole_deref(e, ks[1], n, WHY_RANGE_DEREF), operand);
    }
    mark_reassigned(ks, 2, n);
    build_block(e, &n->body);
    e->loop_depth--;
}

static void build_type_switch_operand(Escape *e, Node *n) {
    Node *guard = n->x;
    VEC(Hole) ks = {0};
    for (int i = 0; guard->sym != NULL && i < n->list.len; i++) {
        Node *clause = n->list.at[i];
        if (clause->var == NULL) {
            continue;
        }
        const Hole k = declare(e, clause->var);
        if (type_flows(clause->var->type)) {
            VEC_PUSH(e->scratch, &ks, hole_dot_type(e, k, clause->var->type, clause, WHY_SWITCH_CASE));
        }
    }
    build_expr(e, hole_tee(e, ks.at, ks.len), guard->x);
}

static void build_switch(Escape *e, Node *n) {
    if (n->x != NULL && n->x->op == NODE_TYPESW) {
        build_type_switch_operand(e, n);
    } else {
        build_discard(e, n->x);
    }
    for (int i = 0; i < n->list.len; i++) {
        build_discards(e, &n->list.at[i]->list);
        build_block(e, &n->list.at[i]->body);
    }
}

static void build_select(Escape *e, const Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        build_stmt(e, n->list.at[i]->x);
        build_block(e, &n->list.at[i]->body);
    }
}

static void build_return(Escape *e, Node *n) {
    const int count = e->func->results.len;
    Node **dsts = ARENA_ARRAY(e->scratch, Node *, count);
    for (int i = 0; i < count; i++) {
        dsts[i] = e->func->results.at[i]->node;
    }
    build_assign_list(e, dsts, count, n->list.at, n->list.len, WHY_RETURN, n);
}

static void build_assign_call(Escape *e, Node *n) {
    Node *call = n->rlist.at[0];
    build_stmts(e, &call->init);
    const int count = n->list.len;
    Hole *at = ARENA_ARRAY(e->scratch, Hole, count);
    for (int i = 0; i < count; i++) {
        at[i] = build_addr(e, n->list.at[i]);
    }
    const Holes ks = {.len = count, .at = at};
    build_call(e, &ks, call);
    mark_reassigned(at, count, n);
}

static void build_pair(Escape *e, Node *n, Why why) {
    build_assign_list(e, n->list.at, n->list.len, n->rlist.at, n->rlist.len, why, n);
}

static bool build_assignment(Escape *e, Node *n) {
    switch ((int)n->op) {
    case NODE_AS:
    case NODE_ASOP: build_assign_list(e, &n->x, 1, &n->y, 1, WHY_ASSIGN, n); return true;
    case NODE_AS2: build_pair(e, n, WHY_ASSIGN_PAIR); return true;
    case NODE_AS2DOTTYPE: build_pair(e, n, WHY_ASSIGN_PAIR_DOT_TYPE); return true;
    case NODE_AS2MAPR: build_pair(e, n, WHY_ASSIGN_PAIR_MAPR); return true;
    case NODE_AS2RECV:
    case NODE_SELRECV2: build_pair(e, n, WHY_ASSIGN_PAIR_RECEIVE); return true;
    case NODE_AS2FUNC: build_assign_call(e, n); return true;
    case NODE_RETURN: build_return(e, n); return true;
    case NODE_SEND:
        build_discard(e, n->x);
        build_assign_heap(e, n->y, WHY_SEND, n);
        return true;
    default: return false;
    }
}

static bool build_control(Escape *e, Node *n) {
    switch ((int)n->op) {
    case NODE_IF:
        build_discard(e, n->x);
        build_block(e, &n->body);
        build_block(e, &n->els);
        return true;
    case NODE_FOR: build_for(e, n); return true;
    case NODE_RANGE: build_range(e, n); return true;
    case NODE_SWITCH: build_switch(e, n); return true;
    case NODE_SELECT: build_select(e, n); return true;
    case NODE_BLOCK: build_stmts(e, &n->list); return true;
    case NODE_LABEL: build_label(e, n); return true;
    case NODE_DCL:
        if (!node_is_blank(n->x)) {
            declare(e, n->x->var);
        }
        return true;
    case NODE_BAD:
    case NODE_FALL:
    case NODE_INLMARK:
    case NODE_DCLCONST:
    case NODE_DCLTYPE:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_GOTO: return true;
    default: return false;
    }
}

static void build_other(Escape *e, Node *n) {
    switch ((int)n->op) {
    case NODE_GO:
    case NODE_DEFER: build_go_defer(e, n); break;
    case NODE_TAILCALL: build_call(e, NULL, n->x); break;
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_CLEAR:
    case NODE_CLOSE:
    case NODE_COPY:
    case NODE_DELETE:
    case NODE_PANIC:
    case NODE_PRINT:
    case NODE_PRINTLN:
    case NODE_RECOVER: build_call(e, NULL, n); break;
    default: build_expr_only(e, discard_hole(e), n); break; /* <-c, and expressions kept for their effects */
    }
}

void build_stmt(Escape *e, Node *n) {
    if (n == NULL) {
        return;
    }
    if (++e->depth > BUILD_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    build_stmts(e, &n->init);
    if (!build_assignment(e, n) && !build_control(e, n)) {
        build_other(e, n);
    }
    e->depth--;
}

void build_stmts(Escape *e, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        build_stmt(e, list->at[i]);
    }
}

void build_block(Escape *e, const NodeVec *list) {
    const int depth = e->loop_depth;
    build_stmts(e, list);
    e->loop_depth = depth;
}
