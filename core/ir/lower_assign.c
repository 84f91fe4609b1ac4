/*
 * Assignments, variable declarations, return, go and defer. Several values from one expression always go through
 * temporaries; operands of go and defer are kept in temporaries that a wrapper literal captures.
 * gc: noder/writer.go assignStmt, multiExpr; noder/reader.go; typecheck/stmt.go assign, normalizeGoDeferCall.
 */
#include "core/ir/internal.h"

/* ---- targets ---- */

static void mark_assigned(Node *target) {
    if (target->op == NODE_INDEXMAP) {
        target->assigned = true;
    }
}

Node *lower_assignee(Lower *l, Expr *expr, VarVec *declared) {
    expr = expr_unparen(expr);
    if (expr->kind == EXPR_NAME) {
        Object *object = expr->as.name.object;
        if (expr->as.name.name->blank) {
            return l->blank;
        }
        bool fresh = declared != NULL && object != NULL && !lower_is_global(object) && !map_has(l->state->vars, object);
        if (fresh) {
            l->last_read = object->pos;
            Var *var = lower_new_local(l, object->pos, object->name->text, object->type, object);
            VEC_PUSH(l->arena, declared, var);
            return var->node;
        }
    }
    Node *target = lower_expr(l, expr);
    mark_assigned(target);
    return target;
}

bool lower_init_defn(Lower *l, Node *defn, const VarVec *declared) {
    for (int i = 0; i < declared->len; i++) {
        Var *var = declared->at[i];
        var->defn = defn;
        VEC_PUSH(l->arena, &defn->init, lower_dcl(l, var->pos, var));
    }
    return declared->len > 0;
}

/* ---- several values ---- */

static Type *tuple_of(const Expr *expr) {
    Type *type = expr->type;
    return type != NULL && type->kind == TYPE_TUPLE && type->as.tuple.vars.len > 1 ? type : NULL;
}

int lower_tuple_len(const Expr *expr) {
    const Expr *inner = expr_unparen((Expr *)(uintptr_t)expr);
    const Type *tuple = tuple_of(inner);
    if (tuple != NULL) {
        return tuple->as.tuple.vars.len;
    }
    return expr->comma_ok || inner->comma_ok ? 2 : 0;
}

static NodeOp multi_op(Node *rhs) {
    switch ((int)rhs->op) {
    case NODE_INDEXMAP: return NODE_AS2MAPR;
    case NODE_RECV: return NODE_AS2RECV;
    case NODE_DOTTYPE: rhs->op = NODE_DOTTYPE2; return NODE_AS2DOTTYPE;
    case NODE_DYNAMICDOTTYPE: rhs->op = NODE_DYNAMICDOTTYPE2; return NODE_AS2DOTTYPE;
    default: return NODE_AS2FUNC;
    }
}

/* The type of the i-th value; the second one of a comma-ok form takes that of a boolean destination. */
static Type *value_type(Lower *l, const Expr *expr, int i, Type *dst) {
    const Type *tuple = tuple_of(expr);
    if (tuple != NULL) {
        return tuple->as.tuple.vars.at[i]->type;
    }
    if (i == 0) {
        return lower_tree_type_of(l, expr);
    }
    return dst != NULL && type_is_boolean(dst) ? dst : l->universe->basic[BASIC_BOOL];
}

static void spread(Lower *l, Pos pos, Type **dst, Expr *expr, int n, NodeVec *out) {
    expr = expr_unparen(expr);
    Node *rhs = lower_expr(l, expr);
    Node *assign = lower_node(l, multi_op(rhs), pos, NULL);
    assign->def = true;
    VEC_PUSH(l->arena, &assign->rlist, rhs);
    int first = out->len;
    for (int i = 0; i < n; i++) {
        Type *type = value_type(l, expr, i, dst[i]);
        lower_touch_type(l, type);
        Var *temp = lower_temp(l, pos, lower_subst(l, type));
        temp->defn = assign;
        VEC_PUSH(l->arena, &assign->init, lower_dcl(l, pos, temp));
        VEC_PUSH(l->arena, &assign->list, temp->node);
        Node *value = lower_convert_result(l, pos, dst[i], type, temp->node);
        VEC_PUSH(l->arena, out, value);
    }
    NodeVec init = {0};
    VEC_PUSH(l->arena, &init, assign);
    out->at[first] = lower_init_expr(l, &init, out->at[first]);
}

void lower_multi_expr(Lower *l, Pos pos, Type **dst, Expr **exprs, int n, NodeVec *out) {
    int values = n == 1 ? lower_tuple_len(exprs[0]) : 0;
    if (values > 0) {
        spread(l, pos, dst, exprs[0], values, out);
        return;
    }
    for (int i = 0; i < n; i++) {
        Node *value = lower_convert_implicit(l, dst[i], exprs[i]);
        VEC_PUSH(l->arena, out, value);
    }
}

/* ---- assignments ---- */

static Expr **expr_list(Lower *l, Expr *expr, int *n) {
    *n = expr_count(expr);
    Expr **list = ARENA_ARRAY(l->arena, Expr *, *n + 1);
    for (int i = 0; i < *n; i++) {
        list[i] = expr_at(expr, i);
    }
    return list;
}

static Type *target_type(Lower *l, Expr *target) {
    target = expr_unparen(target);
    if (target->kind == EXPR_NAME) {
        const Object *object = target->as.name.object;
        return target->as.name.name->blank || object == NULL ? NULL : object->type;
    }
    return lower_tree_type_of(l, target);
}

static void assign(Lower *l, Pos pos, Expr **lhs, int n, Expr *rhs, bool defining, NodeVec *out) {
    VarVec declared = {0};
    NodeVec targets = {0};
    for (int i = 0; i < n; i++) {
        Node *target = lower_assignee(l, lhs[i], defining ? &declared : NULL);
        VEC_PUSH(l->arena, &targets, target);
    }
    if (rhs == NULL) {
        for (int i = 0; i < declared.len; i++) {
            Node *zero = lower_node(l, NODE_AS, pos, NULL);
            zero->x = declared.at[i]->node;
            VEC_PUSH(l->arena, &zero->init, lower_dcl(l, pos, declared.at[i]));
            VEC_PUSH(l->arena, out, zero);
        }
        return;
    }
    int count;
    Expr **values = expr_list(l, rhs, &count);
    Type **dst = ARENA_ARRAY(l->arena, Type *, n + count);
    for (int i = 0; i < n; i++) {
        dst[i] = target_type(l, lhs[i]);
    }
    NodeVec results = {0};
    lower_multi_expr(l, pos, dst, values, count, &results);
    Node *stmt = lower_node(l, n == 1 && results.len == 1 ? NODE_AS : NODE_AS2, pos, NULL);
    if (stmt->op == NODE_AS) {
        stmt->x = targets.at[0];
        stmt->y = results.at[0];
    } else {
        stmt->list = targets;
        stmt->rlist = results;
    }
    stmt->def = lower_init_defn(l, stmt, &declared);
    VEC_PUSH(l->arena, out, stmt);
}

void lower_var_decl(Lower *l, Decl *decl, NodeVec *out) {
    assign(l, decl->pos, decl->as.value.names.at, decl->as.value.names.len, decl->as.value.values, true, out);
}

static void assign_op(Lower *l, Stmt *stmt, NodeVec *out) {
    Operator op = stmt->as.assign.op;
    Node *n = lower_node(l, NODE_ASOP, stmt->pos, NULL);
    n->oper = op;
    n->x = lower_expr(l, stmt->as.assign.lhs);
    mark_assigned(n->x);
    if (stmt->as.assign.rhs == NULL) {
        n->incdec = true;
        n->y = lower_int_literal(l, stmt->pos, n->x->type, 1);
    } else {
        bool shift = op == OP_SHL || op == OP_SHR;
        n->y = lower_convert_implicit(l, shift ? NULL : target_type(l, stmt->as.assign.lhs), stmt->as.assign.rhs);
    }
    VEC_PUSH(l->arena, out, n);
}

void lower_assign_stmt(Lower *l, Stmt *stmt, NodeVec *out) {
    Operator op = stmt->as.assign.op;
    if (stmt->as.assign.rhs == NULL || (op != OP_NONE && op != OP_DEF)) {
        assign_op(l, stmt, out);
        return;
    }
    int n;
    Expr **lhs = expr_list(l, stmt->as.assign.lhs, &n);
    assign(l, stmt->pos, lhs, n, stmt->as.assign.rhs, op == OP_DEF, out);
}

void lower_return(Lower *l, Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_RETURN, stmt->pos, NULL);
    const Type *results = l->state->signature->as.signature.results;
    int count;
    Expr **values = expr_list(l, stmt->as.return_.results, &count);
    Type **dst = ARENA_ARRAY(l->arena, Type *, results->as.tuple.vars.len + count);
    for (int i = 0; i < results->as.tuple.vars.len; i++) {
        dst[i] = results->as.tuple.vars.at[i]->type;
    }
    lower_multi_expr(l, stmt->pos, dst, values, count, &n->list);
    VEC_PUSH(l->arena, out, n);
}

/* ---- go and defer ---- */

typedef VEC(Node **) NodeSlots;

static void collect_operand(Lower *l, Node **slot, NodeSlots *slots);

static void collect_elements(Lower *l, Node *literal, NodeSlots *slots) {
    for (int i = 0; i < literal->list.len; i++) {
        Node *element = literal->list.at[i];
        if (element->op == NODE_KEY) {
            collect_operand(l, &element->y, slots);
        } else if (element->op == NODE_STRUCTKEY) {
            collect_operand(l, &element->x, slots);
        } else {
            collect_operand(l, &literal->list.at[i], slots);
        }
    }
}

/* Finds the operands that must be evaluated at the statement, not in the wrapper. */
static void collect_operand(Lower *l, Node **slot, NodeSlots *slots) {
    Node *arg = *slot;
    if (arg == NULL) {
        return;
    }
    switch ((int)arg->op) {
    case NODE_LITERAL:
    case NODE_NIL:
    case NODE_METHEXPR:
    case NODE_NEW: return;
    case NODE_NAME:
        if (arg->var->class == CLASS_FUNC) {
            return;
        }
        break;
    case NODE_ADDR:
        if (arg->x->op == NODE_LINKSYMOFFSET) {
            return;
        }
        break;
    case NODE_CONVNOP: {
        const Type *to = type_underlying(arg->type);
        const Type *from = type_underlying(arg->x->type);
        if (to->kind == TYPE_BASIC && to->as.basic.kind == BASIC_UINTPTR && from->kind == TYPE_BASIC &&
            from->as.basic.kind == BASIC_UNSAFE_POINTER) {
            collect_operand(l, &arg->x, slots);
            return;
        }
        break;
    }
    case NODE_ARRAYLIT:
    case NODE_SLICELIT:
    case NODE_STRUCTLIT:
        lower_enter(l);
        collect_elements(l, arg, slots);
        lower_leave(l);
        return;
    default: break;
    }
    VEC_PUSH(l->arena, slots, slot);
}

static void collect_operands(Lower *l, Node *call, NodeSlots *slots) {
    switch ((int)call->op) {
    case NODE_CALLFUNC: collect_operand(l, &call->x, slots); break;
    case NODE_CALLINTER: VEC_PUSH(l->arena, slots, &call->x->x); break;
    case NODE_COPY:
        collect_operand(l, &call->x, slots);
        collect_operand(l, &call->y, slots);
        break;
    case NODE_CLEAR:
    case NODE_CLOSE:
    case NODE_PANIC: collect_operand(l, &call->x, slots); break;
    default: break;
    }
    for (int i = 0; i < call->list.len; i++) {
        collect_operand(l, &call->list.at[i], slots);
    }
}

static bool has_own_pos(const Node *n) { return n->op != NODE_NAME && pos_known(n->pos); }

static void spill_operands(Lower *l, Pos pos, Func *wrapper, const NodeSlots *slots, NodeVec *init) {
    if (slots->len == 0) {
        return;
    }
    Node *assign_all = lower_node(l, NODE_AS2, pos, NULL);
    for (int i = 0; i < slots->len; i++) {
        Node *arg = *slots->at[i];
        Pos at = has_own_pos(arg) ? arg->pos : pos;
        Var *temp = lower_temp(l, at, arg->type);
        temp->defn = assign_all;
        VEC_PUSH(l->arena, init, lower_dcl(l, at, temp));
        VEC_PUSH(l->arena, &assign_all->list, temp->node);
        VEC_PUSH(l->arena, &assign_all->rlist, arg);
        *slots->at[i] = lower_new_closure_var(l, wrapper, at, temp)->node;
    }
    VEC_PUSH(l->arena, init, assign_all);
}

static bool takes_and_gives_nothing(const Node *call) {
    if (call->op != NODE_CALLFUNC) {
        return false;
    }
    const Type *signature = type_underlying(call->x->type);
    return signature->as.signature.params->as.tuple.vars.len + signature->as.signature.results->as.tuple.vars.len == 0;
}

static Node *wrap_call(Lower *l, NodeOp op, Pos pos, Node *call, NodeVec *init) {
    Type *signature = type_new_signature(l->arena, NULL, l->universe->empty_tuple, l->universe->empty_tuple, false);
    Func *wrapper = lower_new_closure(l, op, pos, signature);
    wrapper->wrapper = true;
    wrapper->go_defer_wrapper = true;
    wrapper->closure->go_defer_wrapper = true;
    if (call->op == NODE_RECOVER && l->go->recover_takes_frame) {
        Type *frame = type_new_pointer(l->arena, l->universe->basic[BASIC_INT32]);
        VEC_PUSH(l->arena, &call->list, lower_node(l, NODE_LINKSYMOFFSET, call->pos, frame));
    }
    NodeSlots slots = {0};
    collect_operands(l, call, &slots);
    spill_operands(l, pos, wrapper, &slots, init);
    VEC_PUSH(l->arena, &wrapper->body, call);
    Node *outer = lower_node(l, NODE_CALLFUNC, call->pos, NULL);
    outer->x = wrapper->closure;
    return outer;
}

void lower_go_defer(Lower *l, Stmt *stmt, NodeVec *out) {
    NodeOp op = stmt->as.call.token == TOK_GO ? NODE_GO : NODE_DEFER;
    Node *n = lower_node(l, op, stmt->pos, NULL);
    Node *call = lower_expr(l, stmt->as.call.call);
    Expr *defer_at = map_get(l->state->defer_at, stmt);
    if (defer_at != NULL) {
        n->range_func = true;
        n->y = lower_expr(l, defer_at);
    }
    n->init = call->init;
    call->init = (NodeVec){0};
    if (l->go->go_defer_early && !takes_and_gives_nothing(call)) {
        call = wrap_call(l, op, stmt->pos, call, &n->init);
    }
    n->x = call;
    VEC_PUSH(l->arena, out, n);
}
