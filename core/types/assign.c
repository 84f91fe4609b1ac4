/*
 * Assignments and initializations.
 * Spec: #Assignability, #Assignment_statements, #Short_variable_declarations.  gc: types2/assignments.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

#include <string.h>

/* ---- one value ---- */

/* An untyped operand takes its type from the target, or from its own kind. False after an error. */
static bool assign_untyped(Checker *c, Operand *x, Type *type, const char *context) {
    Type *target = type;
    if (operand_is_nil(c, x)) {
        if (type == NULL) {
            operand_error(c, x, "UntypedNilUse", "use of untyped nil in %s", context);
            return false;
        }
    } else if (type == NULL || type_is_non_tparam_interface(type)) {
        target = type_default(c->universe, x->type);
    }
    const Value *value;
    const char *code;
    Type *new_type = implicit_type_and_value(c, x, target, &value, &code);
    if (new_type == NULL) {
        bool truncated = strcmp(code, "TruncatedFloat") == 0, overflows = strcmp(code, "NumericOverflow") == 0;
        operand_error(c, x, truncated || overflows ? code : "IncompatibleAssign", "cannot use %s as %s value in %s%s",
                      text_of_operand(c, x), text_of_type(c, target), context,
                      truncated   ? " (truncated)"
                      : overflows ? " (overflows)"
                                  : "");
        return false;
    }
    if (value != NULL) {
        x->value = value;
        update_expr_value(c, x->expr, value);
    }
    if (new_type != x->type) {
        x->type = new_type;
        update_expr_type(c, x->expr, new_type, false);
    }
    return true;
}

void check_assignment(Checker *c, Operand *x, Type *type, const char *context) {
    check_single_value(c, x);
    switch (x->mode) {
    case MODE_INVALID: return;
    case MODE_CONSTANT:
    case MODE_VARIABLE:
    case MODE_MAP_INDEX:
    case MODE_VALUE:
    case MODE_NIL:
    case MODE_COMMA_OK:
    case MODE_COMMA_ERR: break;
    case MODE_NO_VALUE:
    case MODE_BUILTIN:
    case MODE_TYPE:
        operand_error(c, x, "IncompatibleAssign", "cannot assign %s to %s in %s", text_of_operand(c, x),
                      type != NULL ? text_of_type(c, type) : "_", context);
        x->mode = MODE_INVALID;
        return;
    }
    if (type_is_untyped(x->type) && !assign_untyped(c, x, type, context)) {
        x->mode = MODE_INVALID;
        return;
    }
    check_non_generic(c, type, context, x);
    if (!operand_valid(x) || type == NULL) {
        return;
    }
    const char *cause = NULL, *code;
    if (operand_assignable_to(c, x, type, &cause, &code)) {
        return;
    }
    const char *operand = text_of_operand(c, x), *target = text_of_type(c, type);
    if (cause != NULL && *cause != '\0') {
        operand_error(c, x, code, "cannot use %s as %s value in %s: %s", operand, target, context, cause);
    } else {
        operand_error(c, x, code, "cannot use %s as %s value in %s", operand, target, context);
    }
    x->mode = MODE_INVALID;
}

/* ---- declared objects ---- */

/* Neither side may be wrong already; an object without type becomes a wrong one. */
static bool can_initialize(Checker *c, Object *lhs, const Operand *x) {
    if (operand_valid(x) && !type_is_bad(x->type) && (lhs->type == NULL || !type_is_bad(lhs->type))) {
        return true;
    }
    if (lhs->type == NULL) {
        lhs->type = c->universe->bad;
    }
    return false;
}

void check_init_const(Checker *c, Object *lhs, Operand *x) {
    if (!can_initialize(c, lhs, x)) {
        return;
    }
    if (x->mode != MODE_CONSTANT) {
        operand_error(c, x, "InvalidConstInit", "%s is not constant", text_of_operand(c, x));
        lhs->type = lhs->type != NULL ? lhs->type : c->universe->bad;
        return;
    }
    if (lhs->type == NULL) {
        lhs->type = x->type;
    }
    check_assignment(c, x, lhs->type, "constant declaration");
    if (operand_valid(x)) {
        lhs->as.const_.value = x->value;
    }
}

void check_init_var(Checker *c, Object *lhs, Operand *x, const char *context) {
    if (!can_initialize(c, lhs, x)) {
        x->mode = MODE_INVALID;
        return;
    }
    if (lhs->type == NULL) {
        if (operand_is_nil(c, x) && type_is_untyped(x->type)) {
            operand_error(c, x, "UntypedNilUse", "use of untyped nil in %s", context);
            lhs->type = c->universe->bad;
            x->mode = MODE_INVALID;
            return;
        }
        lhs->type = type_default(c->universe, x->type);
    }
    check_assignment(c, x, lhs->type, context);
}

/* ---- left sides ---- */

static void report_unassignable(Checker *c, const Operand *x) {
    if (x->expr->kind == EXPR_SELECTOR) {
        Operand operand = {0};
        check_expr(c, NULL, &operand, x->expr->as.selector.x);
        if (operand.mode == MODE_MAP_INDEX) {
            operand_error(c, x, "UnaddressableFieldAssign", "cannot assign to struct field %s in map",
                          text_of_expr(c, x->expr));
            return;
        }
    }
    operand_error(c, x, "UnassignableOperand", "cannot assign to %s (neither addressable nor a map index expression)",
                  text_of_expr(c, x->expr));
}

/* Returns the type of a left side: NULL for _, the bad type after an error. */
static Type *lhs_type(Checker *c, Expr *lhs) {
    Expr *name = expr_unparen(lhs);
    if (name->kind == EXPR_NAME && name->as.name.name->blank) {
        record_def(c, name, NULL);
        return NULL;
    }
    /* To be assigned to is no use. */
    Object *variable = named_variable(c, lhs);
    bool used = variable != NULL && variable->used;
    Operand x = {0};
    check_expr(c, NULL, &x, lhs);
    if (variable != NULL) {
        variable->used = used;
    }
    if (!operand_valid(&x) || type_is_bad(x.type)) {
        return c->universe->bad;
    }
    if (x.mode != MODE_VARIABLE && x.mode != MODE_MAP_INDEX) {
        report_unassignable(c, &x);
        return c->universe->bad;
    }
    return x.type;
}

void check_assign_var(Checker *c, Expr *lhs, Expr *rhs, Operand *x, const char *context) {
    Type *type = lhs_type(c, lhs);
    if (type != NULL && type_is_bad(type)) {
        if (x != NULL) {
            x->mode = MODE_INVALID;
        } else {
            use_expr(c, rhs);
        }
        return;
    }
    Operand value = {0};
    if (x == NULL) {
        bool is_function = type != NULL && type_underlying(type)->kind == TYPE_SIGNATURE;
        x = &value;
        c->target_desc = is_function ? text_of_expr(c, lhs) : NULL;
        check_expr(c, is_function ? type : NULL, x, rhs);
    }
    if (type == NULL && strcmp(context, "assignment") == 0) {
        context = "assignment to _ identifier";
    }
    check_assignment(c, x, type, context);
}

/* ---- counts that do not match ---- */

static void report_count(Checker *c, Expr *rhs, int left, int right) {
    Expr *first = expr_at(rhs, 0);
    const char *vars = measure_text(c, left, "variable"), *values = measure_text(c, right, "value");
    if (expr_count(rhs) == 1) {
        Expr *call = expr_unparen(first);
        if (call->kind == EXPR_CALL) {
            check_error_expr(c, first, "WrongAssignCount", "assignment mismatch: %s but %s returns %s", vars,
                             text_of_expr(c, call->as.call.fun), values);
            return;
        }
    }
    check_error_expr(c, first, "WrongAssignCount", "assignment mismatch: %s but %s", vars, values);
}

static void report_results(Checker *c, const Stmt *stmt, Object **lhs, int n, const OperandList *rhs) {
    Type **types = ARENA_ARRAY(c->scratch, Type *, n);
    for (int i = 0; i < n; i++) {
        types[i] = lhs[i]->type;
    }
    Pos pos = stmt->pos;
    if (rhs->len > 0) {
        const Operand *at = &rhs->at[rhs->len > n ? n : rhs->len - 1];
        pos = error_pos(at->expr);
    }
    Report r = report_new(c, "WrongResultCount");
    report_add(&r, pos, "%s return values", rhs->len > n ? "too many" : "not enough");
    report_add(&r, POS_NONE, "have %s", operands_summary(c, rhs, false));
    report_add(&r, POS_NONE, "want %s", types_summary(c, types, n, false, false));
    report_send(&r);
}

/* ---- lists ---- */

static bool is_single_call(Expr *rhs) {
    return expr_count(rhs) == 1 && expr_unparen(expr_at(rhs, 0))->kind == EXPR_CALL;
}

/* Every variable has a type afterwards. */
static void give_up(Checker *c, Object **lhs, int n) {
    for (int i = 0; i < n; i++) {
        if (lhs[i]->type == NULL) {
            lhs[i]->type = c->universe->bad;
        }
    }
}

static void init_each(Checker *c, Object **lhs, int n, Expr *rhs, bool is_return, const char *context) {
    for (int i = 0; i < n; i++) {
        const Name *name = lhs[i]->name;
        bool unnamed = name == NULL || name->len == 0;
        Operand x = {0};
        c->target_desc = unnamed && is_return ? "result variable" : unnamed ? "" : name->text;
        check_expr(c, lhs[i]->type, &x, expr_at(rhs, i));
        check_init_var(c, lhs[i], &x, context);
    }
}

static void init_mismatched(Checker *c, Object **lhs, int n, Expr *rhs, Stmt *return_stmt) {
    if (use_expr(c, rhs)) {
        if (return_stmt == NULL) {
            report_count(c, rhs, n, expr_count(rhs));
        } else {
            ExprVec list = {0};
            for (int i = 0; i < expr_count(rhs); i++) {
                VEC_PUSH(c->scratch, &list, expr_at(rhs, i));
            }
            OperandList operands = check_expr_list(c, &list);
            report_results(c, return_stmt, lhs, n, &operands);
        }
    }
    give_up(c, lhs, n);
}

void check_init_vars(Checker *c, Object **lhs, int n, Expr *rhs, Stmt *return_stmt) {
    int r = expr_count(rhs);
    const char *context = return_stmt != NULL ? "return statement" : n > 1 ? "multiple assignment" : "assignment";
    if (n == r && !is_single_call(rhs)) {
        init_each(c, lhs, n, rhs, return_stmt != NULL, context);
        return;
    }
    if (r != 1) {
        init_mismatched(c, lhs, n, rhs, return_stmt);
        return;
    }
    Expr *source = expr_at(rhs, 0);
    OperandList list;
    bool comma_ok;
    check_multi_expr(c, source, n == 2 && return_stmt == NULL, &list.at, &list.len, &comma_ok);
    if (list.len == n) {
        for (int i = 0; i < n; i++) {
            check_init_var(c, lhs[i], &list.at[i], context);
        }
        if (comma_ok && operand_valid(&list.at[0]) && operand_valid(&list.at[1])) {
            record_comma_ok(c, source, list.at[0].type, list.at[1].type);
        }
        return;
    }
    if (operand_valid(&list.at[0])) {
        if (return_stmt != NULL) {
            report_results(c, return_stmt, lhs, n, &list);
        } else {
            report_count(c, rhs, n, list.len);
        }
    }
    give_up(c, lhs, n);
}

void check_assign_vars(Checker *c, Expr *lhs, Expr *rhs) {
    int l = expr_count(lhs), r = expr_count(rhs);
    const char *context = l > 1 ? "multiple assignment" : "assignment";
    if (l == r && !is_single_call(rhs)) {
        for (int i = 0; i < l; i++) {
            check_assign_var(c, expr_at(lhs, i), expr_at(rhs, i), NULL, context);
        }
        return;
    }
    if (r != 1) {
        bool lhs_ok = use_lhs(c, lhs), rhs_ok = use_expr(c, rhs);
        if (lhs_ok && rhs_ok) {
            report_count(c, rhs, l, r);
        }
        return;
    }
    Expr *source = expr_at(rhs, 0);
    OperandList list;
    bool comma_ok;
    check_multi_expr(c, source, l == 2, &list.at, &list.len, &comma_ok);
    if (list.len == l) {
        for (int i = 0; i < l; i++) {
            check_assign_var(c, expr_at(lhs, i), NULL, &list.at[i], context);
        }
        if (comma_ok && operand_valid(&list.at[0]) && operand_valid(&list.at[1])) {
            record_comma_ok(c, source, list.at[0].type, list.at[1].type);
        }
        return;
    }
    if (operand_valid(&list.at[0])) {
        report_count(c, rhs, l, list.len);
    }
    use_lhs(c, lhs);
}

/* ---- := ---- */

typedef struct ShortDecl {
    ObjectVec vars;  /* one for each left side, NULL where it is wrong */
    ObjectVec fresh; /* those to be declared */
    Map *seen;       /* names of the left side */
    bool has_error;
} ShortDecl;

/* Finds or makes the variable of one left side; NULL after an error. */
static Object *short_var(Checker *c, ShortDecl *d, Expr *lhs) {
    if (lhs->kind != EXPR_NAME) {
        use_lhs(c, lhs);
        check_error_expr(c, lhs, "BadDecl", "non-name %s on left side of :=", text_of_expr(c, lhs));
        d->has_error = true;
        return NULL;
    }
    const Name *name = lhs->as.name.name;
    if (!name->blank) {
        if (map_has(d->seen, name)) {
            check_error_expr(c, lhs, "RepeatedDecl", "%s repeated on left side of :=", name->text);
            d->has_error = true;
            return NULL;
        }
        map_set(d->seen, name, lhs);
    }
    Object *old = scope_lookup(c->env.scope, name);
    if (old != NULL) {
        record_use(c, lhs, old);
        if (old->kind == OBJ_VAR) {
            return old;
        }
        check_error_expr(c, lhs, "UnassignableOperand", "cannot assign to %s", name->text);
        d->has_error = true;
        return NULL;
    }
    Object *new = object_new_var(c->arena, VAR_LOCAL, lhs->pos, c->package, name, NULL);
    VEC_PUSH(c->scratch, &c->extra->locals, new);
    if (!name->blank) {
        VEC_PUSH(c->scratch, &d->fresh, new);
    }
    record_def(c, lhs, new);
    return new;
}

void check_short_var_decl(Checker *c, Pos pos, Expr *lhs, Expr *rhs) {
    int mark = check_delayed_mark(c);
    Scope *scope = c->env.scope;
    ShortDecl d = {.seen = map_new(c->scratch)};
    for (int i = 0; i < expr_count(lhs); i++) {
        Expr *e = expr_at(lhs, i);
        Object *var = short_var(c, &d, e);
        if (var == NULL) {
            const Name *blank = name_of(c->config->names, "_");
            var = object_new_var(c->arena, VAR_LOCAL, e->pos, c->package, blank, NULL);
        }
        VEC_PUSH(c->scratch, &d.vars, var);
    }
    check_init_vars(c, d.vars.at, d.vars.len, rhs, NULL);
    /* Function literals on the right side do not see the new variables. */
    check_process_delayed_from(c, mark);
    if (d.fresh.len == 0 && !d.has_error) {
        check_soft_error(c, pos, "NoNewVar", "no new variables on left side of :=");
        return;
    }
    Pos scope_pos = expr_end(expr_at(rhs, expr_count(rhs) - 1));
    for (int i = 0; i < d.fresh.len; i++) {
        declare(c, scope, NULL, d.fresh.at[i], scope_pos);
    }
}
