/*
 * Function bodies and statements. Switches and selects are in switch.c, range loops in range.c.
 * Spec: #Statements.  gc: types2/stmt.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

#include "core/base/abort.h"

/* ---- function bodies ---- */

void check_func_body(Checker *c, DeclInfo *decl, const char *name, Type *sig, Block *body, const Value *iota) {
    (void)name;
    Environment saved = c->env;
    c->env = (Environment){
        .decl = decl,
        .scope = sig->as.signature.scope,
        .version = saved.version,
        .iota = iota,
        .signature = sig,
    };
    check_stmt_list(c, 0, &body->stmts);
    if (sig->as.signature.results->as.tuple.vars.len > 0 && !block_terminates(c, body)) {
        check_error(c, body->rbrace, "MissingReturn", "missing return");
    }
    check_usage(c, sig->as.signature.scope);
    c->env = saved;
}

void open_scope(Checker *c, Pos start, Pos end) { c->env.scope = scope_new(c->arena, c->env.scope, start, end); }

void close_scope(Checker *c) { c->env.scope = c->env.scope->parent; }

/* ---- lists ---- */

void check_stmt_list(Checker *c, unsigned flags, const StmtVec *list) {
    bool may_fall = flags & CTX_FALLTHROUGH_OK;
    unsigned inner = flags & ~(unsigned)CTX_FALLTHROUGH_OK;
    int n = list->len;
    while (n > 0 && list->at[n - 1]->kind == STMT_EMPTY) {
        n--;
    }
    for (int i = 0; i < n; i++) {
        check_stmt(c, may_fall && i + 1 == n ? inner | CTX_FALLTHROUGH_OK : inner, list->at[i]);
    }
}

void check_block(Checker *c, unsigned flags, Block *block) {
    open_scope(c, block->pos, block->rbrace);
    check_stmt_list(c, flags, &block->stmts);
    close_scope(c);
}

/* ---- simple statements ---- */

static void expr_stmt(Checker *c, Expr *e) {
    Operand x = {0};
    ExprUse use = (ExprUse)check_raw_expr(c, NULL, &x, e, NULL, false);
    if (x.mode == MODE_BUILTIN) {
        operand_error(c, &x, "UncalledBuiltin", "%s must be called", text_of_operand(c, &x));
    } else if (x.mode == MODE_TYPE) {
        operand_error(c, &x, "NotAnExpr", "%s is not an expression", text_of_operand(c, &x));
    } else if (use != USE_STATEMENT) {
        operand_error(c, &x, "UnusedExpr", "%s is not used", text_of_operand(c, &x));
    }
}

static void send_stmt(Checker *c, Stmt *s) {
    Operand chan = {0}, value = {0};
    check_expr(c, NULL, &chan, s->as.send.chan);
    check_generic_expr(c, &value, s->as.send.value);
    if (!operand_valid(&chan) || !operand_valid(&value)) {
        return;
    }
    Type *elem = check_channel_element(c, s->as.send.chan, &chan, false);
    if (elem != NULL) {
        check_assignment(c, &value, elem, "send");
    }
}

static void inc_dec_stmt(Checker *c, Stmt *s) {
    Expr *lhs = s->as.assign.lhs;
    Operand x = {0};
    check_expr(c, NULL, &x, lhs);
    if (!operand_valid(&x)) {
        return;
    }
    if (!all_basic(x.type, INFO_NUMERIC)) {
        const char *op = operator_text(s->as.assign.op);
        check_error_expr(c, lhs, "NonNumericIncDec", INVALID_OP "%s%s%s (non-numeric type %s)", text_of_expr(c, lhs),
                         op, op, text_of_type(c, x.type));
        return;
    }
    check_assign_var(c, lhs, NULL, &x, "assignment");
}

static void assign_stmt(Checker *c, Stmt *s) {
    Expr *lhs = s->as.assign.lhs, *rhs = s->as.assign.rhs;
    Operator op = s->as.assign.op;
    if (rhs == NULL) {
        inc_dec_stmt(c, s);
    } else if (op == OP_NONE) {
        check_assign_vars(c, lhs, rhs);
    } else if (op == OP_DEF) {
        check_short_var_decl(c, s->pos, lhs, rhs);
    } else if (expr_count(lhs) != 1 || expr_count(rhs) != 1) {
        check_error_expr(c, lhs, "MultiValAssignOp", "assignment operation %s requires single-valued expressions",
                         operator_text(op));
    } else {
        Operand x = {0};
        Expr *left = expr_at(lhs, 0);
        check_binary(c, &x, NULL, left, expr_at(rhs, 0), op);
        check_assign_var(c, left, NULL, &x, "assignment");
    }
}

static void go_defer_stmt(Checker *c, Stmt *s) {
    Expr *call = s->as.call.call;
    bool is_go = s->as.call.token == TOK_GO;
    const char *keyword = is_go ? "go" : "defer", *code = is_go ? "InvalidGo" : "InvalidDefer";
    if (call->kind != EXPR_CALL) {
        check_error_expr(c, call, code, "expression in %s must be function call", keyword);
        use_expr(c, call);
        return;
    }
    Operand x = {0};
    switch ((ExprUse)check_raw_expr(c, NULL, &x, call, NULL, false)) {
    case USE_CONVERSION:
        operand_error(c, &x, code, "%s requires function call, not conversion %s", keyword, text_of_operand(c, &x));
        return;
    case USE_EXPRESSION:
        operand_error(c, &x, "UnusedResults", "%s discards result of %s", keyword, text_of_operand(c, &x));
        return;
    case USE_STATEMENT: return;
    }
}

static void return_stmt(Checker *c, Stmt *s) {
    const ObjectVec *results = &c->env.signature->as.signature.results->as.tuple.vars;
    Expr *values = s->as.return_.results;
    bool named = results->len > 0 && results->at[0]->name != NULL && results->at[0]->name->len > 0;
    if (values != NULL || !named) {
        check_init_vars(c, results->at, results->len, values, s);
        return;
    }
    for (int i = 0; i < results->len; i++) {
        Object *result = results->at[i];
        Object *visible = lookup_name(c, result->name);
        if (visible != NULL && visible != result) {
            Report r = report_new(c, "OutOfScopeResult");
            report_add(&r, s->pos, "result parameter %s not in scope at return", result->name->text);
            report_add(&r, visible->pos, "inner declaration of %s", text_of_object(c, result));
            report_send(&r);
        }
    }
}

/* ---- if, for ---- */

static void condition(Checker *c, Expr *cond, const char *where) {
    Operand x = {0};
    check_expr(c, NULL, &x, cond);
    if (operand_valid(&x) && !all_basic(x.type, INFO_BOOLEAN)) {
        check_error_expr(c, cond, "InvalidCond", "non-boolean condition in %s statement", where);
    }
}

static void if_stmt(Checker *c, unsigned inner, Stmt *s) {
    open_scope(c, s->pos, stmt_end(s));
    if (s->as.if_.init != NULL) {
        check_stmt(c, 0, s->as.if_.init);
    }
    if (s->as.if_.cond != NULL) {
        condition(c, s->as.if_.cond, "if");
    }
    check_block(c, inner, s->as.if_.then);
    if (s->as.if_.else_ != NULL) {
        check_stmt(c, inner, s->as.if_.else_);
    }
    close_scope(c);
}

static void for_stmt(Checker *c, unsigned inner, Stmt *s) {
    if (s->as.for_.range != NULL) {
        check_range_stmt(c, inner, s, s->as.for_.range);
        return;
    }
    open_scope(c, s->pos, stmt_end(s));
    s->as.for_.scope = c->env.scope;
    if (s->as.for_.init != NULL) {
        check_stmt(c, 0, s->as.for_.init);
    }
    if (s->as.for_.cond != NULL) {
        condition(c, s->as.for_.cond, "for");
    }
    Stmt *post = s->as.for_.post;
    if (post != NULL) {
        check_stmt(c, 0, post);
        if (post->kind == STMT_ASSIGN && post->as.assign.op == OP_DEF) {
            /* The parser has complained; the variables are no other mistake. */
            use_expr(c, post->as.assign.lhs);
        }
    }
    check_block(c, inner, s->as.for_.body);
    close_scope(c);
}

/* ---- dispatch ---- */

static void dispatch(Checker *c, unsigned flags, Stmt *s) {
    unsigned inner = flags & ~(unsigned)(CTX_FALLTHROUGH_OK | CTX_FINAL_CASE | CTX_TYPE_SWITCH);
    switch (s->kind) {
    case STMT_BAD:
    case STMT_EMPTY:
    case STMT_BRANCH: /* checked with the syntax */ return;
    case STMT_DECL: check_decl_stmt(c, &s->as.decls); return;
    case STMT_LABELED:
        c->env.has_label = true;
        check_stmt(c, flags, s->as.labeled.stmt);
        return;
    case STMT_BLOCK: check_block(c, inner, s->as.block); return;
    case STMT_EXPR: expr_stmt(c, s->as.expr); return;
    case STMT_SEND: send_stmt(c, s); return;
    case STMT_ASSIGN: assign_stmt(c, s); return;
    case STMT_CALL: go_defer_stmt(c, s); return;
    case STMT_RETURN: return_stmt(c, s); return;
    case STMT_IF: if_stmt(c, inner, s); return;
    case STMT_FOR: for_stmt(c, inner, s); return;
    case STMT_SWITCH: check_switch_stmt(c, inner, s); return;
    case STMT_SELECT: check_select_stmt(c, inner, s); return;
    }
}

void check_stmt(Checker *c, unsigned flags, Stmt *s) {
    if (++c->depth > CHECK_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    abort_poll();
    int mark = check_delayed_mark(c);
    dispatch(c, flags, s);
    /* Function literals are checked before the scope changes. */
    check_process_delayed_from(c, mark);
    c->depth--;
}
