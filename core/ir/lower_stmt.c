/*
 * Statements: lists, blocks, branches, if, for. Code that cannot be reached is left out here, before
 * anything looks at it.
 * gc: noder/writer.go stmts, staticBool, terminates; noder/reader.go stmt1, forStmt, ifStmt.
 */
#include "core/ir/internal.h"

/* ---- what cannot be reached ---- */

static Expr *with_operands(Lower *l, const Expr *expr, Expr *x, Expr *y) {
    Expr *copy = arena_copy(l->arena, expr, sizeof *expr);
    copy->as.operation.x = x;
    copy->as.operation.y = y;
    return copy;
}

/* x decides alone when it equals `deciding`. */
static int static_logical(Lower *l, Expr *expr, Expr **simplified, int deciding) {
    Expr *x;
    Expr *y;
    Expr *before = expr;
    int left = lower_static_bool(l, expr->as.operation.x, &x);
    if (x != expr->as.operation.x) {
        before = with_operands(l, expr, x, expr->as.operation.y);
        *simplified = before;
    }
    if (left == deciding) {
        *simplified = x;
        return left;
    }
    int right = lower_static_bool(l, expr->as.operation.y, &y);
    if (y != expr->as.operation.y) {
        *simplified = with_operands(l, before, x, y);
    }
    if (left == -deciding || right == deciding) {
        if (x->value != NULL) {
            *simplified = y;
        }
        return right;
    }
    return 0;
}

int lower_static_bool(Lower *l, Expr *expr, Expr **simplified) {
    *simplified = expr;
    if (expr->value != NULL) {
        return value_as_bool(expr->value) ? 1 : -1;
    }
    if (expr->kind != EXPR_OPERATION || expr->as.operation.y == NULL) {
        return 0;
    }
    Operator op = expr->as.operation.op;
    if (op != OP_AND_AND && op != OP_OR_OR) {
        return 0;
    }
    lower_enter(l);
    int result = static_logical(l, expr, simplified, op == OP_AND_AND ? -1 : 1);
    lower_leave(l);
    return result;
}

static Stmt *last_non_empty(const StmtVec *list) {
    for (int i = list->len - 1; i >= 0; i--) {
        if (list->at[i]->kind != STMT_EMPTY) {
            return list->at[i];
        }
    }
    return NULL;
}

bool lower_has_fallthrough(const StmtVec *list) {
    const Stmt *last = last_non_empty(list);
    while (last != NULL && last->kind == STMT_LABELED) {
        last = last->as.labeled.stmt;
    }
    return last != NULL && last->kind == STMT_BRANCH && last->as.branch.token == TOK_FALLTHROUGH;
}

static bool is_panic_call(Expr *expr) {
    expr = expr_unparen(expr);
    if (expr->kind != EXPR_CALL) {
        return false;
    }
    const Object *object = lower_object_of(expr_unparen(expr->as.call.fun));
    return object != NULL && object->kind == OBJ_BUILTIN && object->as.builtin.id == BUILTIN_PANIC;
}

static Stmt *replacement(Lower *l, Stmt *stmt) {
    Stmt *other = stmt != NULL ? map_get(l->state->rewritten, stmt) : NULL;
    return other != NULL ? other : stmt;
}

static bool terminates(Lower *l, Stmt *stmt);

static bool block_ends(Lower *l, const Block *block) { return terminates(l, last_non_empty(&block->stmts)); }

/* Whether control does not go on to the next statement. */
static bool terminates(Lower *l, Stmt *stmt) {
    stmt = replacement(l, stmt);
    if (stmt == NULL) {
        return false;
    }
    if (stmt->kind == STMT_BRANCH) {
        return stmt->as.branch.token == TOK_GOTO;
    }
    if (stmt->kind == STMT_RETURN) {
        return true;
    }
    if (stmt->kind == STMT_EXPR) {
        return is_panic_call(stmt->as.expr);
    }
    if (stmt->kind == STMT_BLOCK) {
        return block_ends(l, stmt->as.block);
    }
    if (stmt->kind == STMT_IF) {
        Expr *simplified;
        int cond = lower_static_bool(l, stmt->as.if_.cond, &simplified);
        return (cond < 0 || block_ends(l, stmt->as.if_.then)) && (cond > 0 || terminates(l, stmt->as.if_.else_));
    }
    return false;
}

/* ---- lists and blocks ---- */

Node *lower_block_of(Lower *l, const NodeVec *list) {
    if (list->len == 0) {
        return NULL;
    }
    if (list->len == 1) {
        return list->at[0];
    }
    Node *block = lower_node(l, NODE_BLOCK, list->at[0]->pos, NULL);
    block->list = *list;
    return block;
}

const char *lower_pending_label(const NodeVec *out) {
    return out->len > 0 && VEC_LAST(out)->op == NODE_LABEL ? VEC_LAST(out)->label : NULL;
}

void lower_stmts(Lower *l, const StmtVec *list, NodeVec *out) {
    int last_label = -1;
    for (int i = 0; i < list->len; i++) {
        if (list->at[i]->kind == STMT_LABELED) {
            last_label = i;
        }
    }
    bool dead = false;
    for (int i = 0; i < list->len; i++) {
        Stmt *stmt = list->at[i];
        if (dead && i > last_label && stmt->kind != STMT_LABELED) {
            continue;
        }
        lower_stmt(l, stmt, out);
        dead = l->go->trim_dead_code && terminates(l, stmt);
    }
}

static void lower_branch(Lower *l, Stmt *stmt, NodeVec *out) {
    NodeOp op = NODE_FALL;
    switch ((int)stmt->as.branch.token) {
    case TOK_BREAK: op = NODE_BREAK; break;
    case TOK_CONTINUE: op = NODE_CONTINUE; break;
    case TOK_GOTO: op = NODE_GOTO; break;
    default: break;
    }
    Node *n = lower_node(l, op, stmt->pos, NULL);
    if (stmt->as.branch.label != NULL) {
        n->label = stmt->as.branch.label->as.name.name->text;
    }
    VEC_PUSH(l->arena, out, n);
}

static void lower_labeled(Lower *l, Stmt *stmt, NodeVec *out) {
    const Name *label = stmt->as.labeled.label->as.name.name;
    Node *n = lower_node(l, label->blank ? NODE_BLOCK : NODE_LABEL, stmt->pos, NULL);
    n->label = label->blank ? NULL : label->text;
    VEC_PUSH(l->arena, out, n);
    lower_stmt(l, stmt->as.labeled.stmt, out);
}

static void lower_if(Lower *l, Stmt *stmt, NodeVec *out) {
    NodeVec init = {0};
    NodeVec then = {0};
    NodeVec els = {0};
    Expr *cond = stmt->as.if_.cond;
    int known = l->go->trim_dead_code ? lower_static_bool(l, cond, &cond) : 0;
    lower_stmt(l, stmt->as.if_.init, &init);
    Node *test = lower_expr(l, cond);
    if (known >= 0) {
        lower_stmts(l, &stmt->as.if_.then->stmts, &then);
    }
    if (known <= 0) {
        lower_stmt(l, stmt->as.if_.else_, &els);
    }
    if (known == 0) {
        Node *n = lower_node(l, NODE_IF, stmt->pos, NULL);
        n->init = init;
        n->x = test;
        n->body = then;
        n->els = els;
        VEC_PUSH(l->arena, out, n);
        return;
    }
    if (test->op != NODE_LITERAL) { /* for its effects */
        Node *assign = lower_node(l, NODE_AS, stmt->pos, NULL);
        assign->x = l->blank;
        assign->y = test;
        VEC_PUSH(l->arena, &init, assign);
    }
    for (int i = 0; i < then.len; i++) {
        VEC_PUSH(l->arena, &init, then.at[i]);
    }
    for (int i = 0; i < els.len; i++) {
        VEC_PUSH(l->arena, &init, els.at[i]);
    }
    Node *block = lower_block_of(l, &init);
    if (block != NULL) {
        VEC_PUSH(l->arena, out, block);
    }
}

static void lower_for(Lower *l, Stmt *stmt, NodeVec *out) {
    const char *label = lower_pending_label(out);
    NodeVec init = {0};
    NodeVec post = {0};
    Expr *cond = stmt->as.for_.cond;
    bool never = cond != NULL && l->go->trim_dead_code && lower_static_bool(l, cond, &cond) < 0;
    Node *n = lower_node(l, NODE_FOR, stmt->pos, NULL);
    lower_stmt(l, stmt->as.for_.init, &init);
    Node *before = lower_block_of(l, &init);
    n->x = lower_opt_expr(l, cond);
    if (!never) {
        lower_stmt(l, stmt->as.for_.post, &post);
        n->y = lower_block_of(l, &post);
        lower_stmts(l, &stmt->as.for_.body->stmts, &n->body);
    }
    if (never && n->x->op == NODE_LITERAL) {
        n = before;
    } else {
        n->label = label;
        lower_mark_distinct(l, n, stmt->pos);
        if (before != NULL) {
            VEC_PUSH(l->arena, &n->init, before);
        }
    }
    if (n != NULL) {
        VEC_PUSH(l->arena, out, n);
    }
}

static void lower_send(Lower *l, Stmt *stmt, NodeVec *out) {
    Node *n = lower_node(l, NODE_SEND, stmt->pos, NULL);
    n->x = lower_expr(l, stmt->as.send.chan);
    Type *chan = types_core(stmt->as.send.chan->type);
    n->y = lower_convert_implicit(l, chan->as.chan.elem, stmt->as.send.value);
    VEC_PUSH(l->arena, out, n);
}

/* Blocks dissolve in the list around them. */
static void lower_nested(Lower *l, Block *block, NodeVec *out) {
    NodeVec inner = {0};
    lower_stmts(l, &block->stmts, &inner);
    for (int i = 0; i < inner.len; i++) {
        VEC_PUSH(l->arena, out, inner.at[i]);
    }
}

void lower_simple_stmt(Lower *l, Stmt *stmt, NodeVec *out) {
    switch ((int)stmt->kind) {
    case STMT_SEND: lower_send(l, stmt, out); break;
    case STMT_ASSIGN: lower_assign_stmt(l, stmt, out); break;
    case STMT_CALL: lower_go_defer(l, stmt, out); break;
    case STMT_RETURN: lower_return(l, stmt, out); break;
    case STMT_SELECT: lower_select(l, stmt, out); break;
    default: /* STMT_DECL */
        for (int i = 0; i < stmt->as.decls.len; i++) {
            if (stmt->as.decls.at[i]->kind == DECL_VAR) {
                lower_var_decl(l, stmt->as.decls.at[i], out);
            }
        }
        break;
    }
}

static void lower_one(Lower *l, Stmt *stmt, NodeVec *out) {
    switch (stmt->kind) {
    case STMT_BAD:
    case STMT_EMPTY: break;
    case STMT_LABELED: lower_labeled(l, stmt, out); break;
    case STMT_BLOCK: lower_nested(l, stmt->as.block, out); break;
    case STMT_EXPR: {
        Node *n = lower_expr(l, stmt->as.expr);
        VEC_PUSH(l->arena, out, n);
        break;
    }
    case STMT_SEND:
    case STMT_DECL:
    case STMT_ASSIGN:
    case STMT_CALL:
    case STMT_RETURN:
    case STMT_SELECT: l->noder->statement(l, stmt, out); break;
    case STMT_BRANCH: lower_branch(l, stmt, out); break;
    case STMT_IF: lower_if(l, stmt, out); break;
    case STMT_FOR:
        if (stmt->as.for_.range != NULL) {
            lower_range(l, stmt, out);
        } else {
            lower_for(l, stmt, out);
        }
        break;
    case STMT_SWITCH: lower_switch(l, stmt, out); break;
    }
}

void lower_stmt(Lower *l, Stmt *stmt, NodeVec *out) {
    if (stmt == NULL) {
        return;
    }
    lower_enter(l);
    lower_one(l, replacement(l, stmt), out);
    lower_leave(l);
}
