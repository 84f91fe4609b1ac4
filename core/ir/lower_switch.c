/*
 * switch, type switch, select. A switch on a constant keeps the one clause that is taken.
 * gc: noder/writer.go switchStmt, selectStmt; noder/reader.go; noder/quirks.go typeExprEndPos;
 * typecheck/stmt.go tcSelect.
 */
#include "core/ir/internal.h"

/* One clause as it is lowered: the tree's, or with its cases taken away. */
typedef struct Clause {
    CaseClause *source;
    bool is_default; /* whatever its cases */
} Clause;
typedef VEC(Clause) ClauseVec;

/* ---- switch on values ---- */

typedef enum ConstantSwitch { SWITCH_UNKNOWN, SWITCH_DECIDED } ConstantSwitch;

/* Finds the clause that a constant tag always takes (NULL: none does). */
static ConstantSwitch constant_clause(Stmt *stmt, const Value *tag, CaseClause **target) {
    *target = NULL;
    for (int i = 0; i < stmt->as.switch_.body.len; i++) {
        CaseClause *clause = stmt->as.switch_.body.at[i];
        if (clause->cases == NULL) {
            *target = clause;
        }
        for (int j = 0; j < expr_count(clause->cases); j++) {
            const Value *value = expr_at(clause->cases, j)->value;
            if (value == NULL) {
                return SWITCH_UNKNOWN;
            }
            if (value_compare(tag, OP_EQL, value)) {
                *target = clause;
                return lower_has_fallthrough(&clause->body) ? SWITCH_UNKNOWN : SWITCH_DECIDED;
            }
        }
    }
    bool tricky = *target != NULL && lower_has_fallthrough(&(*target)->body);
    return tricky ? SWITCH_UNKNOWN : SWITCH_DECIDED;
}

static void all_clauses(Lower *l, Stmt *stmt, ClauseVec *out) {
    for (int i = 0; i < stmt->as.switch_.body.len; i++) {
        Clause clause = {.source = stmt->as.switch_.body.at[i]};
        VEC_PUSH(l->arena, out, clause);
    }
}

/* The type all cases and the tag are converted to. */
static Type *comparison_type(Lower *l, Type *tag, const ClauseVec *clauses) {
    for (int i = 0; i < clauses->len; i++) {
        Expr *cases = clauses->at[i].is_default ? NULL : clauses->at[i].source->cases;
        for (int j = 0; j < expr_count(cases); j++) {
            Type *type = lower_tree_type_of(l, expr_at(cases, j));
            if (type != NULL && !lower_assignable(type, tag) && (lower_is_interface(type) || lower_is_interface(tag))) {
                return l->universe->empty_interface;
            }
        }
    }
    return tag;
}

static Node *lower_clause(Lower *l, const Clause *clause, Type *type, Node *n) {
    Node *out = lower_node(l, NODE_CASE, clause->source->pos, NULL);
    Expr *cases = clause->is_default ? NULL : clause->source->cases;
    for (int i = 0; i < expr_count(cases); i++) {
        Node *value = lower_convert_implicit(l, type, expr_at(cases, i));
        VEC_PUSH(l->arena, &out->list, value);
    }
    lower_stmts(l, &clause->source->body, &out->body);
    VEC_PUSH(l->arena, &n->list, out);
    return out;
}

static void lower_value_switch(Lower *l, Stmt *stmt, Node *n) {
    Expr *tag = stmt->as.switch_.tag;
    Type *type = tag != NULL ? lower_tree_type_of(l, tag) : l->universe->basic[BASIC_BOOL];
    const Value *value = tag != NULL ? tag->value : value_bool(true);
    bool is_chan = type_underlying(type)->kind == TYPE_CHAN;
    ClauseVec clauses = {0};
    CaseClause *target;
    if (value != NULL && l->go->trim_dead_code && constant_clause(stmt, value, &target) == SWITCH_DECIDED) {
        if (target != NULL) {
            Clause only = {.source = target, .is_default = true};
            VEC_PUSH(l->arena, &clauses, only);
        }
        tag = NULL;
        type = l->universe->basic[BASIC_BOOL];
    } else {
        all_clauses(l, stmt, &clauses);
    }
    if (!is_chan && l->go->convert_comparison) {
        type = comparison_type(l, type, &clauses);
    }
    bool convert = !is_chan && l->go->convert_comparison;
    if (tag != NULL) {
        n->x = lower_convert_implicit(l, type, tag);
    }
    for (int i = 0; i < clauses.len; i++) {
        lower_clause(l, &clauses.at[i], convert ? type : NULL, n);
    }
}

/* ---- switch on types ---- */

static Expr *last_field_type(const FieldVec *fields) { return fields->len > 0 ? VEC_LAST(fields)->type : NULL; }

static Expr *last_part(Expr *type) {
    switch ((int)type->kind) {
    case EXPR_PAREN: return type->as.paren.x;
    case EXPR_OPERATION: return type->as.operation.x;
    case EXPR_ARRAY_TYPE: return type->as.array_type.elem;
    case EXPR_CHAN_TYPE: return type->as.chan_type.elem;
    case EXPR_DOTS_TYPE:
    case EXPR_SLICE_TYPE: return type->as.elem_type.elem;
    case EXPR_MAP_TYPE: return type->as.map_type.value;
    case EXPR_INTERFACE_TYPE: return last_field_type(&type->as.interface_type.elems);
    case EXPR_FUNC_TYPE: {
        Expr *last = last_field_type(&type->as.func_type.results);
        return last != NULL ? last : last_field_type(&type->as.func_type.params);
    }
    case EXPR_INDEX: {
        Expr *index = type->as.index.index;
        return expr_at(index, expr_count(index) - 1);
    }
    default: return NULL;
    }
}

/* Where gc places the variable of a clause: at the last name in its last type. */
static Pos type_end_pos(Expr *type) {
    for (;;) {
        if (type->kind == EXPR_SELECTOR) {
            return type->as.selector.x->pos;
        }
        Expr *part = last_part(type);
        if (part == NULL) {
            return type->pos;
        }
        type = part;
    }
}

static bool is_nil_case(const Expr *expr) {
    Expr *bare = expr_unparen((Expr *)(uintptr_t)expr);
    const Object *object = bare->kind == EXPR_NAME ? bare->as.name.object : NULL;
    return object != NULL && object->kind == OBJ_NIL;
}

/* iface: the type of what is switched on. */
static void lower_type_clause(Lower *l, CaseClause *clause, Type *iface, const Name *name, Node *guard, Node *n) {
    Node *out = lower_node(l, NODE_CASE, clause->pos, NULL);
    int count = expr_count(clause->cases);
    for (int i = 0; i < count; i++) {
        Expr *type = expr_at(clause->cases, i);
        if (!is_nil_case(type)) {
            lower_read_type_operand(l, iface, type->type);
        }
        Node *node = is_nil_case(type) ? lower_nil(l, type->pos, l->universe->basic[BASIC_UNTYPED_NIL])
                                       : lower_type_operand(l, type);
        if (node->op == NODE_TYPE && lower_through_itab(l, iface)) {
            node->op = NODE_DYNAMICTYPE;
        }
        VEC_PUSH(l->arena, &out->list, node);
    }
    if (name != NULL && clause->object != NULL) {
        Pos pos = clause->pos;
        if (!l->go->type_switch_var_at_type) {
            pos = clause->colon;
        } else if (count > 0) {
            pos = type_end_pos(expr_at(clause->cases, count - 1));
        }
        out->var = lower_new_local(l, pos, name->text, clause->object->type, clause->object);
        out->var->defn = guard;
    }
    lower_stmts(l, &clause->body, &out->body);
    VEC_PUSH(l->arena, &n->list, out);
}

static void lower_type_switch(Lower *l, Stmt *stmt, Node *n) {
    Expr *tag = stmt->as.switch_.tag;
    const Expr *lhs = tag->as.type_switch.lhs;
    const Name *name = lhs != NULL ? lhs->as.name.name : NULL;
    Node *guard = lower_node(l, NODE_TYPESW, tag->pos, NULL);
    Type *iface = lower_tree_type_of(l, tag->as.type_switch.x);
    guard->x = lower_expr(l, tag->as.type_switch.x);
    guard->sym = name != NULL ? name->text : NULL;
    n->x = guard;
    for (int i = 0; i < stmt->as.switch_.body.len; i++) {
        lower_type_clause(l, stmt->as.switch_.body.at[i], iface, name, guard, n);
    }
}

void lower_switch(Lower *l, Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SWITCH, stmt->pos, NULL);
    n->label = lower_pending_label(out);
    NodeVec init = {0};
    lower_stmt(l, stmt->as.switch_.init, &init);
    Node *before = lower_block_of(l, &init);
    if (before != NULL) {
        VEC_PUSH(l->arena, &n->init, before);
    }
    const Expr *tag = stmt->as.switch_.tag;
    if (tag != NULL && tag->kind == EXPR_TYPE_SWITCH) {
        lower_type_switch(l, stmt, n);
    } else {
        lower_value_switch(l, stmt, n);
    }
    VEC_PUSH(l->arena, out, n);
}

/* ---- select ---- */

static Node *receive(Lower *l, Node *stmt, Node *target, Node *recv, bool def) {
    Node *n = lower_node(l, NODE_SELRECV2, stmt->pos, NULL);
    n->def = def;
    n->init = stmt->init;
    VEC_PUSH(l->arena, &n->list, target);
    VEC_PUSH(l->arena, &n->list, l->blank);
    VEC_PUSH(l->arena, &n->rlist, recv);
    return n;
}

/* x = <-c: a value that is converted is received in a temporary and assigned in the body. The variable's
 * definition stays the assignment, so that it counts as assigned again by the receive. */
static Node *single_receive(Lower *l, Pos pos, Node *assign, NodeVec *body) {
    Node *recv = assign->y;
    if (!assign->def && recv->op == NODE_CONVIFACE) {
        Node *conversion = recv;
        recv = conversion->x;
        Var *temp = lower_temp(l, pos, recv->type);
        Node *first = lower_node(l, NODE_AS, pos, NULL);
        first->def = true;
        first->x = temp->node;
        first->y = recv;
        VEC_PUSH(l->arena, &first->init, lower_dcl(l, pos, temp));
        temp->defn = first;
        conversion->x = temp->node;
        VEC_PUSH(l->arena, body, assign);
        assign = first;
    }
    if ((recv->op == NODE_CONVNOP || recv->op == NODE_CONVIFACE) && recv->implicit) {
        recv = recv->x;
    }
    return receive(l, assign, assign->x, recv, assign->def);
}

/* What a clause waits for, in the form all receives have; statements that go before its body are appended. */
static Node *communication(Lower *l, Pos pos, Node *comm, NodeVec *body) {
    if (comm->op == NODE_AS) {
        return single_receive(l, pos, comm, body);
    }
    if (comm->op == NODE_AS2 && comm->rlist.at[0]->init.len == 1) {
        Node *recv = comm->rlist.at[0]->init.at[0];
        comm->rlist.at[0]->init = (NodeVec){0};
        recv->op = NODE_SELRECV2;
        VEC_PUSH(l->arena, body, comm);
        return recv;
    }
    return comm->op == NODE_RECV ? receive(l, comm, l->blank, comm, false) : comm;
}

static Node *lower_comm_clause(Lower *l, CommClause *clause) {
    Node *n = lower_node(l, NODE_COMMCLAUSE, clause->pos, NULL);
    NodeVec stmts = {0};
    NodeVec body = {0};
    lower_stmt(l, clause->comm, &stmts);
    lower_stmts(l, &clause->body, &body);
    Node *comm = lower_block_of(l, &stmts);
    if (comm != NULL) {
        n->x = communication(l, clause->pos, comm, &n->body);
    }
    for (int i = 0; i < body.len; i++) {
        VEC_PUSH(l->arena, &n->body, body.at[i]);
    }
    return n;
}

void lower_select(Lower *l, Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SELECT, stmt->pos, NULL);
    n->label = lower_pending_label(out);
    for (int i = 0; i < stmt->as.select_.body.len; i++) {
        Node *clause = lower_comm_clause(l, stmt->as.select_.body.at[i]);
        VEC_PUSH(l->arena, &n->list, clause);
    }
    VEC_PUSH(l->arena, out, n);
}
