/*
 * Terminating statements: does control ever reach the end of a function?
 * Spec: #Terminating_statements.  gc: types2/return.go.
 */
#include "core/types/internal.h"

static bool terminates(Checker *c, const Stmt *s, const Name *label);
static bool breaks(const Stmt *s, const Name *label, bool implicit);

static bool any_breaks(const StmtVec *list, const Name *label, bool implicit) {
    for (int i = 0; i < list->len; i++) {
        if (breaks(list->at[i], label, implicit)) {
            return true;
        }
    }
    return false;
}

static bool any_case_breaks(const Stmt *s, const Name *label) {
    if (s->kind == STMT_SWITCH) {
        for (int i = 0; i < s->as.switch_.body.len; i++) {
            if (any_breaks(&s->as.switch_.body.at[i]->body, label, false)) {
                return true;
            }
        }
        return false;
    }
    for (int i = 0; i < s->as.select_.body.len; i++) {
        if (any_breaks(&s->as.select_.body.at[i]->body, label, false)) {
            return true;
        }
    }
    return false;
}

/* True when a break in s leaves the statement with that label, or (implicit) the one around s. */
static bool breaks(const Stmt *s, const Name *label, bool implicit) {
    switch (s->kind) {
    case STMT_BAD:
    case STMT_EMPTY:
    case STMT_EXPR:
    case STMT_SEND:
    case STMT_DECL:
    case STMT_ASSIGN:
    case STMT_CALL:
    case STMT_RETURN: return false;
    case STMT_LABELED: return breaks(s->as.labeled.stmt, label, implicit);
    case STMT_BRANCH:
        if (s->as.branch.token != TOK_BREAK) {
            return false;
        }
        return s->as.branch.label == NULL ? implicit : s->as.branch.label->as.name.name == label;
    case STMT_BLOCK: return any_breaks(&s->as.block->stmts, label, implicit);
    case STMT_IF:
        return any_breaks(&s->as.if_.then->stmts, label, implicit) ||
               (s->as.if_.else_ != NULL && breaks(s->as.if_.else_, label, implicit));
    case STMT_SWITCH:
    case STMT_SELECT: return label != NULL && any_case_breaks(s, label);
    case STMT_FOR: return label != NULL && any_breaks(&s->as.for_.body->stmts, label, false);
    }
    return false;
}

static bool list_terminates(Checker *c, const StmtVec *list) {
    int n = list->len;
    while (n > 0 && list->at[n - 1]->kind == STMT_EMPTY) {
        n--;
    }
    return n > 0 && terminates(c, list->at[n - 1], NULL);
}

static bool switch_terminates(Checker *c, const Stmt *s, const Name *label) {
    bool has_default = false;
    for (int i = 0; i < s->as.switch_.body.len; i++) {
        const CaseClause *clause = s->as.switch_.body.at[i];
        has_default = has_default || clause->cases == NULL;
        if (!list_terminates(c, &clause->body) || any_breaks(&clause->body, label, true)) {
            return false;
        }
    }
    return has_default;
}

static bool select_terminates(Checker *c, const Stmt *s, const Name *label) {
    for (int i = 0; i < s->as.select_.body.len; i++) {
        const StmtVec *body = &s->as.select_.body.at[i]->body;
        if (!list_terminates(c, body) || any_breaks(body, label, true)) {
            return false;
        }
    }
    return true;
}

static bool terminates(Checker *c, const Stmt *s, const Name *label) {
    switch (s->kind) {
    case STMT_BAD:
    case STMT_EMPTY:
    case STMT_SEND:
    case STMT_DECL:
    case STMT_ASSIGN:
    case STMT_CALL: return false;
    case STMT_LABELED: return terminates(c, s->as.labeled.stmt, s->as.labeled.label->as.name.name);
    case STMT_EXPR: return map_has(c->env.is_panic, expr_unparen(s->as.expr));
    case STMT_RETURN: return true;
    case STMT_BRANCH: return s->as.branch.token == TOK_GOTO || s->as.branch.token == TOK_FALLTHROUGH;
    case STMT_BLOCK: return list_terminates(c, &s->as.block->stmts);
    case STMT_IF:
        return s->as.if_.else_ != NULL && list_terminates(c, &s->as.if_.then->stmts) &&
               terminates(c, s->as.if_.else_, NULL);
    case STMT_SWITCH: return switch_terminates(c, s, label);
    case STMT_SELECT: return select_terminates(c, s, label);
    case STMT_FOR:
        return s->as.for_.range == NULL && s->as.for_.cond == NULL && !any_breaks(&s->as.for_.body->stmts, label, true);
    }
    return false;
}

bool block_terminates(Checker *c, const Block *block) { return list_terminates(c, &block->stmts); }
