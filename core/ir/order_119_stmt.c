/*
 * Statements as the noder of Go 1.19 builds them: right sides are visited first, conversions follow at the current
 * position, and go and defer stay as they are.
 * gc 1.19: noder/stmt.go; noder/decl.go varDecl; noder/transform.go transformAssign, transformReturn, transformSelect.
 */
#include "core/ir/order_119.h"

/* ---- assignments ---- */

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
    order_119_settle(l, result);
    VEC_PUSH(l->arena, out, result);
}

/* The 1 of x++. It shows as the constant that it is before it gets the type. */
static Node *one_more(Lower *l, Pos pos, Type *type) {
    Node *n = lower_int_literal(l, pos, type, 1);
    if (!type_mentions_tparam(type)) {
        Node *untyped = lower_node(l, NODE_LITERAL, pos, NULL);
        untyped->value = n->value;
        n->orig = untyped;
    }
    return n;
}

static void assign_op(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_ASOP, stmt->pos, NULL);
    n->oper = stmt->as.assign.op;
    n->y = lower_opt_expr(l, stmt->as.assign.rhs);
    n->x = lower_expr(l, stmt->as.assign.lhs);
    if (n->y == NULL) {
        n->y = one_more(l, stmt->pos, n->x->type);
    }
    order_119_settle(l, n);
    VEC_PUSH(l->arena, out, n);
}

/* ---- declarations ---- */

static void var_value(Lower *l, Pos pos, Node *name, Node *value, NodeVec *out) {
    Node *n = lower_node(l, NODE_AS, pos, NULL);
    n->x = name;
    n->y = value;
    if (value != NULL) {
        name->var->defn = n;
        order_119_settle(l, n);
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
        order_119_settle(l, all);
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
    const bool types = stmt->as.decls.len > 0 && stmt->as.decls.at[0]->kind == DECL_TYPE;
    if (types && l->delayed) {
        diag_add(l->config->diags, DIAG_TYPE, stmt->pos, "",
                 "type declarations inside generic functions are not currently supported");
    }
    for (int i = 0; i < stmt->as.decls.len; i++) {
        Decl *decl = stmt->as.decls.at[i];
        if (decl->kind == DECL_VAR) {
            var_decl(l, decl, out);
        } else if (decl->kind == DECL_TYPE) {
            l->current = decl->pos;
            met_119_type(l, decl->as.type.type->type);
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
    order_119_settle(l, n);
    VEC_PUSH(l->arena, out, n);
}

static void send(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SEND, stmt->pos, NULL);
    n->x = lower_expr(l, stmt->as.send.chan);
    n->y = lower_expr(l, stmt->as.send.value);
    order_119_settle(l, n);
    VEC_PUSH(l->arena, out, n);
}

static void go_defer(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, stmt->as.call.token == TOK_GO ? NODE_GO : NODE_DEFER, stmt->pos, NULL);
    n->x = lower_expr(l, stmt->as.call.call);
    VEC_PUSH(l->arena, out, n);
}

/* ---- select ---- */

static void select_stmt(Lower *l, const Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SELECT, stmt->pos, NULL);
    n->label = lower_pending_label(out);
    for (int i = 0; i < stmt->as.select_.body.len; i++) {
        const CommClause *source = stmt->as.select_.body.at[i];
        Node *clause = lower_node(l, NODE_COMMCLAUSE, source->pos, NULL);
        NodeVec comm = {0};
        lower_stmt(l, source->comm, &comm);
        lower_stmts(l, &source->body, &clause->body);
        clause->x = comm.len > 0 ? comm.at[0] : NULL;
        VEC_PUSH(l->arena, &n->list, clause);
    }
    order_119_settle(l, n);
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
