/*
 * Statements as the noder of Go 1.19 builds them: right sides are visited first, conversions follow at the current
 * position, and go and defer stay as they are.
 * gc 1.19: noder/stmt.go; noder/decl.go varDecl; noder/transform.go transformAssign, transformReturn, transformSelect.
 */
#include "core/ir/order_119.h"

/* ---- assignments ---- */

static void mark_assigned(const NodeVec *targets) {
    for (int i = 0; i < targets->len; i++) {
        if (targets->at[i] != NULL && targets->at[i]->op == NODE_INDEXMAP) {
            targets->at[i]->assigned = true;
        }
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
        differs = differs || (target != l->blank && !type_identical(target->type, results->at[i]->type));
    }
    stmt->op = NODE_AS2FUNC;
    if (!differs) {
        return;
    }
    order_119_spread(l, &stmt->rlist, &stmt->init);
    stmt->op = NODE_AS2;
    for (int i = 0; i < stmt->list.len; i++) {
        stmt->rlist.at[i] = order_119_convert(l, stmt->list.at[i]->type, stmt->rlist.at[i]);
    }
}

/* Settles an assignment whose sides are filled in. */
static void finish_assign(Lower *l, Node *stmt) {
    if (stmt->op == NODE_AS) {
        mark_assigned(&(NodeVec){.at = &stmt->x, .len = 1});
        stmt->y = order_119_convert(l, stmt->x->type, stmt->y);
        return;
    }
    mark_assigned(&stmt->list);
    if (stmt->rlist.len == 1 && stmt->list.len == 2) {
        const NodeOp op = comma_ok_op(stmt->rlist.at[0]);
        if (op != NODE_BAD) {
            stmt->op = op;
            return;
        }
    }
    if (stmt->rlist.len < stmt->list.len) {
        assign_results(l, stmt);
        return;
    }
    for (int i = 0; i < stmt->list.len; i++) {
        stmt->rlist.at[i] = order_119_convert(l, stmt->list.at[i]->type, stmt->rlist.at[i]);
    }
}

static void visit_list(Lower *l, Expr *list, NodeVec *out) {
    for (int i = 0; i < expr_count(list); i++) {
        Node *value = lower_expr(l, expr_at(list, i));
        VEC_PUSH(l->arena, out, value);
    }
}

static void assign(Lower *l, const Stmt *stmt, NodeVec *out) {
    Expr *lhs = stmt->as.assign.lhs;
    const int n = expr_count(lhs);
    NodeVec values = {0};
    NodeVec targets = {0};
    VarVec declared = {0};
    visit_list(l, stmt->as.assign.rhs, &values);
    for (int i = 0; i < n; i++) {
        const Pos before = l->current;
        Node *target = lower_assignee(l, expr_at(lhs, i), stmt->as.assign.op == OP_DEF ? &declared : NULL);
        if (stmt->as.assign.op == OP_DEF) {
            l->current = before;
        }
        VEC_PUSH(l->arena, &targets, target);
    }
    Node *result = lower_node(l, n == 1 && values.len == 1 ? NODE_AS : NODE_AS2, stmt->pos, NULL);
    if (result->op == NODE_AS) {
        result->x = targets.at[0];
        result->y = values.at[0];
    } else {
        result->list = targets;
        result->rlist = values;
    }
    result->def = lower_init_defn(l, result, &declared);
    finish_assign(l, result);
    VEC_PUSH(l->arena, out, result);
}

static void assign_op(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_ASOP, stmt->pos, NULL);
    n->oper = stmt->as.assign.op;
    n->y = lower_opt_expr(l, stmt->as.assign.rhs);
    n->x = lower_expr(l, stmt->as.assign.lhs);
    if (n->y == NULL) {
        n->y = lower_int_literal(l, stmt->pos, n->x->type, 1);
    }
    mark_assigned(&(NodeVec){.at = &n->x, .len = 1});
    VEC_PUSH(l->arena, out, n);
}

/* ---- declarations ---- */

static void var_value(Lower *l, Pos pos, Node *name, Node *value, NodeVec *out) {
    Node *n = lower_node(l, NODE_AS, pos, NULL);
    n->x = name;
    n->y = value;
    if (value != NULL) {
        name->var->defn = n;
        finish_assign(l, n);
    }
    VEC_PUSH(l->arena, out, n);
}

void order_119_var_values(Lower *l, Pos pos, const NodeVec *names, Expr *values, NodeVec *out) {
    const bool local = !l->state->func->is_package_init;
    NodeVec rhs = {0};
    visit_list(l, values, &rhs);
    const bool together = rhs.len != 0 && rhs.len != names->len;
    Node *all = lower_node(l, NODE_AS2, pos, NULL);
    for (int i = 0; i < names->len; i++) {
        Node *name = names->at[i];
        if (local) {
            VEC_PUSH(l->arena, out, lower_dcl(l, pos, name->var));
        }
        if (!together) {
            var_value(l, pos, name, rhs.len > 0 ? rhs.at[i] : NULL, out);
            continue;
        }
        name->var->defn = all;
        VEC_PUSH(l->arena, &all->list, name);
    }
    if (together) {
        all->rlist = rhs;
        finish_assign(l, all);
        VEC_PUSH(l->arena, out, all);
    }
}

/* A variable called _ has a type, to which its value is converted, and no place. */
static Node *blank_var(Lower *l, Pos pos, Type *type) {
    Var *var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_AUTO;
    var->name = "_";
    var->pos = pos;
    var->type = type;
    var->func = l->state->func;
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, pos, type);
    var->node->var = var;
    return var->node;
}

static void var_decl(Lower *l, Decl *decl, NodeVec *out) {
    NodeVec names = {0};
    l->current = decl->pos;
    for (int i = 0; i < decl->as.value.names.len; i++) {
        const Expr *name = decl->as.value.names.at[i];
        Object *object = name->as.name.object;
        Node *n = name->as.name.name->blank
                      ? blank_var(l, name->pos, object != NULL ? object->type : NULL)
                      : lower_new_local(l, object->pos, object->name->text, object->type, object)->node;
        VEC_PUSH(l->arena, &names, n);
    }
    order_119_var_values(l, decl->pos, &names, decl->as.value.values, out);
}

static void declarations(Lower *l, const Stmt *stmt, NodeVec *out) {
    for (int i = 0; i < stmt->as.decls.len; i++) {
        Decl *decl = stmt->as.decls.at[i];
        if (decl->kind == DECL_VAR) {
            var_decl(l, decl, out);
        } else if (decl->kind == DECL_TYPE) {
            l->current = decl->pos;
            VEC_PUSH(l->arena, out, lower_node(l, NODE_DCLTYPE, decl->pos, NULL));
        } else if (decl->kind == DECL_CONST) {
            for (int j = 0; j < decl->as.value.names.len; j++) {
                VEC_PUSH(l->arena, out, lower_node(l, NODE_DCLCONST, decl->pos, NULL));
            }
        }
    }
}

/* ---- the rest ---- */

static void return_values(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_RETURN, stmt->pos, NULL);
    visit_list(l, stmt->as.return_.results, &n->list);
    order_119_spread(l, &n->list, &n->init);
    order_119_convert_args(l, l->state->signature->as.signature.results, false, false, &n->list);
    VEC_PUSH(l->arena, out, n);
}

static void send(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SEND, stmt->pos, NULL);
    n->x = lower_expr(l, stmt->as.send.chan);
    n->y = lower_expr(l, stmt->as.send.value);
    n->y = order_119_convert(l, type_underlying(n->x->type)->as.chan.elem, n->y);
    VEC_PUSH(l->arena, out, n);
}

static void go_defer(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, stmt->as.call.token == TOK_GO ? NODE_GO : NODE_DEFER, stmt->pos, NULL);
    n->x = lower_expr(l, stmt->as.call.call);
    VEC_PUSH(l->arena, out, n);
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

static void select_stmt(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SELECT, stmt->pos, NULL);
    n->label = lower_pending_label(out);
    for (int i = 0; i < stmt->as.select_.body.len; i++) {
        const CommClause *source = stmt->as.select_.body.at[i];
        Node *clause = lower_node(l, NODE_COMMCLAUSE, source->pos, NULL);
        NodeVec comm = {0};
        lower_stmt(l, source->comm, &comm);
        lower_stmts(l, &source->body, &clause->body);
        clause->x = comm.len > 0 ? communication(l, comm.at[0]) : NULL;
        VEC_PUSH(l->arena, &n->list, clause);
    }
    VEC_PUSH(l->arena, out, n);
}

/* ---- dispatch ---- */

void order_119_statement(Lower *l, Stmt *stmt, NodeVec *out) {
    switch ((int)stmt->kind) {
    case STMT_DECL: declarations(l, stmt, out); break;
    case STMT_ASSIGN: {
        const Operator op = stmt->as.assign.op;
        if (stmt->as.assign.rhs == NULL || (op != OP_NONE && op != OP_DEF)) {
            assign_op(l, stmt, out);
        } else {
            assign(l, stmt, out);
        }
        break;
    }
    case STMT_RETURN: return_values(l, stmt, out); break;
    case STMT_SEND: send(l, stmt, out); break;
    case STMT_CALL: go_defer(l, stmt, out); break;
    default: select_stmt(l, stmt, out); break;
    }
}
