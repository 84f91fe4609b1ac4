/*
 * Statements of Go 1.19 once the types are known: conversions at the current position, values that go through
 * temporaries, the one form of all receives in a select.
 * gc 1.19: noder/transform.go transformAssign, transformReturn, transformSelect.
 */
#include "core/ir/transform_119.h"

void transform_119_mark(Node *target) {
    if (target->op == NODE_INDEXMAP) {
        target->assigned = true;
    }
}

/* The statement of a comma-ok form; NODE_BAD for other expressions. */
static NodeOp comma_ok_op(Node *rhs) {
    switch ((int)rhs->op) {
    case NODE_INDEXMAP: return NODE_AS2MAPR;
    case NODE_RECV: return NODE_AS2RECV;
    case NODE_DOTTYPE: rhs->op = NODE_DOTTYPE2; return NODE_AS2DOTTYPE;
    default: return NODE_BAD;
    }
}

/* a, b = f(): through temporaries when a type differs. */
static void assign_results(Lower *l, Node *stmt) {
    const ObjectVec *results = &stmt->rlist.at[0]->type->as.tuple.vars;
    bool differs = false;
    for (int i = 0; i < stmt->list.len; i++) {
        const Node *target = stmt->list.at[i];
        differs = differs || (target != l->blank &&
                              (target->type == NULL || !lower_identical(target->type, results->at[i]->type)));
    }
    stmt->op = NODE_AS2FUNC;
    if (!differs) {
        return;
    }
    transform_119_spread(l, &stmt->rlist, &stmt->init);
    stmt->op = NODE_AS2;
    for (int i = 0; i < stmt->list.len; i++) {
        Type *type = stmt->list.at[i]->type;
        stmt->rlist.at[i] =
            type != NULL ? lower_convert_node(l, l->current, type, stmt->rlist.at[i]) : stmt->rlist.at[i];
    }
}

/* v, ok = x where v is an interface and x is no such thing yet: through temporaries, so that the conversion shows. */
static void convert_through_temps(Lower *l, Node *stmt) {
    Type *target = stmt->list.at[0]->type;
    Type *type = stmt->rlist.at[0]->type;
    if (target == NULL || !type_has_shape(type) || !lower_is_interface(target) || type_identical(target, type)) {
        return;
    }
    Node *assign = lower_node(l, stmt->op, l->current, NULL);
    assign->def = true;
    assign->rlist = stmt->rlist;
    stmt->rlist = (NodeVec){0};
    Type *types[] = {type, l->universe->basic[BASIC_BOOL]};
    for (int i = 0; i < 2; i++) {
        Var *temp = lower_temp(l, l->current, types[i]);
        VEC_PUSH(l->arena, &assign->list, temp->node);
        VEC_PUSH(l->arena, &assign->init, lower_dcl(l, l->current, temp));
        VEC_PUSH(l->arena, &stmt->rlist, temp->node);
    }
    stmt->op = NODE_AS2;
    VEC_PUSH(l->arena, &stmt->init, assign);
    stmt->rlist.at[0] = transform_119_convert(l, target, stmt->rlist.at[0]);
}

void transform_119_assign(Lower *l, Node *stmt) {
    if (stmt->op == NODE_AS) {
        transform_119_mark(stmt->x);
        stmt->y = stmt->y != NULL ? transform_119_convert(l, stmt->x->type, stmt->y) : NULL;
        return;
    }
    for (int i = 0; i < stmt->list.len; i++) {
        transform_119_mark(stmt->list.at[i]);
    }
    if (stmt->rlist.len == 1 && stmt->list.len == 2) {
        const NodeOp op = comma_ok_op(stmt->rlist.at[0]);
        if (op != NODE_BAD) {
            stmt->op = op;
            convert_through_temps(l, stmt);
            return;
        }
    }
    if (stmt->rlist.len < stmt->list.len) {
        assign_results(l, stmt);
        return;
    }
    for (int i = 0; i < stmt->list.len; i++) {
        stmt->rlist.at[i] = transform_119_convert(l, stmt->list.at[i]->type, stmt->rlist.at[i]);
    }
}

void transform_119_return(Lower *l, Node *n) {
    transform_119_spread(l, &n->list, &n->init);
    transform_119_arguments(l, l->state->signature->as.signature.results, false, false, &n->list);
}

/* ---- select ---- */

static Node *receive(Lower *l, const Node *stmt, Node *target, Node *recv) {
    Node *n = lower_node(l, NODE_SELRECV2, stmt->pos, NULL);
    n->def = stmt->op == NODE_AS && stmt->def;
    n->init = stmt->init;
    if (target->op == NODE_NAME && target->var->defn == stmt) {
        target->var->defn = n;
    }
    VEC_PUSH(l->arena, &n->list, target);
    VEC_PUSH(l->arena, &n->list, l->blank);
    VEC_PUSH(l->arena, &n->rlist, recv);
    return n;
}

/* What a clause waits for, in the form all receives have: conversions happen later, unseen. */
static Node *communication(Lower *l, Node *comm) {
    switch ((int)comm->op) {
    case NODE_AS: {
        Node *recv = comm->y;
        if ((recv->op == NODE_CONVNOP || recv->op == NODE_CONVIFACE) && recv->implicit) {
            recv = recv->x;
        }
        return receive(l, comm, comm->x, recv);
    }
    case NODE_AS2RECV: comm->op = NODE_SELRECV2; return comm;
    case NODE_RECV: return receive(l, comm, l->blank, comm);
    default: return comm;
    }
}

void transform_119_select(Lower *l, Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        Node *clause = n->list.at[i];
        clause->x = clause->x != NULL ? communication(l, clause->x) : NULL;
    }
}
