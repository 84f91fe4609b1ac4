/*
 * Expression switches, type switches and selects.
 * Spec: #Switch_statements, #Select_statements.  gc: types2/stmt.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

static void report_second_default(Checker *c, Pos pos, Pos first) {
    check_error(c, pos, "DuplicateDefault", "multiple defaults (first at %s)", position_text(c, first));
}

static void check_switch_defaults(Checker *c, const Stmt *s) {
    const CaseClause *first = NULL;
    for (int i = 0; i < s->as.switch_.body.len; i++) {
        const CaseClause *clause = s->as.switch_.body.at[i];
        if (clause->cases == NULL && first != NULL) {
            report_second_default(c, clause->pos, first->pos);
        } else if (clause->cases == NULL) {
            first = clause;
        }
    }
}

/* Where a clause ends: behind its last statement. */
static Pos clause_end(const StmtVec *body, Pos colon) {
    return body->len > 0 ? stmt_end(body->at[body->len - 1]) : colon;
}

static void open_clause(Checker *c, CaseClause *clause) {
    open_scope(c, clause->pos, clause_end(&clause->body, clause->colon));
    clause->scope = c->env.scope;
}

/* ---- expression switches ---- */

typedef struct SeenValue {
    Pos pos;
    Type *type;
} SeenValue;

typedef VEC(SeenValue) SeenValues;

/* Reports a constant that an earlier case has with the same type. */
static void check_duplicate_value(Checker *c, const Operand *v, StrMap *seen) {
    const char *key = constant_key(c, v->value, true);
    if (key == NULL) {
        return;
    }
    SeenValues *list = strmap_get(seen, key);
    if (list == NULL) {
        list = ARENA_NEW(c->scratch, SeenValues);
        strmap_set(seen, key, list);
    }
    for (int i = 0; i < list->len; i++) {
        if (type_identical(v->type, list->at[i].type)) {
            Report r = report_new(c, "DuplicateCase");
            report_add(&r, error_pos(v->expr), "duplicate case %s in expression switch", text_of_operand(c, v));
            report_add(&r, list->at[i].pos, "previous case");
            report_send(&r);
            return;
        }
    }
    SeenValue value = {v->expr->pos, v->type};
    VEC_PUSH(c->scratch, list, value);
}

static void case_values(Checker *c, Operand *x, Expr *values, StrMap *seen) {
    for (int i = 0; i < expr_count(values); i++) {
        Operand v = {0};
        check_expr(c, NULL, &v, expr_at(values, i));
        if (!operand_valid(x) || !operand_valid(&v)) {
            continue;
        }
        convert_untyped(c, &v, x->type);
        if (!operand_valid(&v)) {
            continue;
        }
        Operand result = v;
        check_case_comparison(c, &result, x);
        if (operand_valid(&result) && v.mode == MODE_CONSTANT) {
            check_duplicate_value(c, &v, seen);
        }
    }
}

/* The tag as a value; without one it is `true`. */
static void switch_tag(Checker *c, Stmt *s, Operand *x) {
    if (s->as.switch_.tag == NULL) {
        Expr *name = ARENA_NEW(c->arena, Expr);
        name->kind = EXPR_NAME;
        name->pos = s->as.switch_.body.len > 0 ? s->as.switch_.body.at[0]->pos : s->as.switch_.rbrace;
        name->as.name.name = name_of(c->config->names, "true");
        *x = (Operand){
            .mode = MODE_CONSTANT, .expr = name, .type = c->universe->basic[BASIC_BOOL], .value = value_bool(true)};
        return;
    }
    check_expr(c, NULL, x, s->as.switch_.tag);
    check_assignment(c, x, NULL, "switch expression");
    if (operand_valid(x) && !type_comparable(x->type) && !type_has_nil(x->type)) {
        operand_error(c, x, "InvalidExprSwitch", "cannot switch on %s (%s is not comparable)", text_of_operand(c, x),
                      text_of_type(c, x->type));
        x->mode = MODE_INVALID;
    }
}

static void expression_switch(Checker *c, unsigned inner, Stmt *s) {
    Operand x = {0};
    switch_tag(c, s, &x);
    check_switch_defaults(c, s);
    StrMap *seen = strmap_new(c->scratch);
    int n = s->as.switch_.body.len;
    for (int i = 0; i < n; i++) {
        CaseClause *clause = s->as.switch_.body.at[i];
        case_values(c, &x, clause->cases, seen);
        open_clause(c, clause);
        check_stmt_list(c, inner | (i + 1 < n ? CTX_FALLTHROUGH_OK : CTX_FINAL_CASE), &clause->body);
        close_scope(c);
    }
}

/* ---- type switches ---- */

typedef struct SeenType {
    Type *type; /* NULL: nil */
    Expr *expr;
} SeenType;

typedef VEC(SeenType) SeenTypes;

static bool denotes_nil(Checker *c, Expr *e) {
    Expr *name = expr_unparen(e);
    if (name->kind != EXPR_NAME) {
        return false;
    }
    const Object *object = lookup_name(c, name->as.name.name);
    return object != NULL && object->kind == OBJ_NIL;
}

/* Adds a case; false when it was there already. */
static bool add_case_type(Checker *c, SeenTypes *seen, Type *type, Expr *e) {
    for (int i = 0; i < seen->len; i++) {
        Type *other = seen->at[i].type;
        if (type == other || (type != NULL && other != NULL && type_identical(type, other))) {
            Report r = report_new(c, "DuplicateCase");
            report_add(&r, error_pos(e), "duplicate case %s in type switch",
                       type != NULL ? text_of_type(c, type) : "nil");
            report_add(&r, error_pos(seen->at[i].expr), "previous case");
            report_send(&r);
            return false;
        }
    }
    SeenType new = {type, e};
    VEC_PUSH(c->scratch, seen, new);
    return true;
}

/* Checks the types of one clause and returns the type of its variable. x NULL: the guard is wrong. */
static Type *case_types(Checker *c, Operand *x, Expr *types, SeenTypes *seen) {
    Type *type = NULL;
    int n = expr_count(types);
    for (int i = 0; i < n; i++) {
        Expr *e = expr_at(types, i);
        if (denotes_nil(c, e)) {
            Operand nil = {0};
            type = NULL;
            check_expr(c, NULL, &nil, e);
        } else {
            type = check_var_type(c, e);
            if (type_is_bad(type)) {
                continue;
            }
        }
        if (add_case_type(c, seen, type, e) && x != NULL && type != NULL) {
            check_type_assertion(c, e, x, type, true);
        }
    }
    if (n == 1 && type != NULL) {
        return type;
    }
    return x != NULL ? x->type : c->universe->bad;
}

/* The guard's expression; false when there is nothing to switch on. */
static bool guard_operand(Checker *c, Expr *guard, Operand *x) {
    check_expr(c, NULL, x, guard->as.type_switch.x);
    if (!operand_valid(x)) {
        return false;
    }
    if (type_is_tparam(x->type)) {
        operand_error(c, x, "InvalidTypeSwitch", "cannot use type switch on type parameter value %s",
                      text_of_operand(c, x));
        return false;
    }
    if (!type_is_interface(x->type)) {
        operand_error(c, x, "InvalidTypeSwitch", "%s is not an interface", text_of_operand(c, x));
        return false;
    }
    return true;
}

/* The variables of all clauses count as one: one used is enough. */
static void check_guard_use(Checker *c, const Expr *lhs, const ObjectVec *vars) {
    bool used = false;
    for (int i = 0; i < vars->len; i++) {
        used = used || vars->at[i]->used;
        vars->at[i]->used = true;
    }
    if (!used) {
        check_soft_error(c, expr_start(lhs), "UnusedVar", "%s declared and not used", lhs->as.name.name->text);
    }
}

static void type_switch(Checker *c, unsigned inner, Stmt *s) {
    Expr *guard = s->as.switch_.tag, *lhs = guard->as.type_switch.lhs;
    if (lhs != NULL && lhs->as.name.name->blank) {
        check_soft_error(c, expr_start(lhs), "NoNewVar", "no new variable on left side of :=");
        lhs = NULL;
    } else if (lhs != NULL) {
        record_def(c, lhs, NULL);
    }
    Operand x = {0};
    bool ok = guard_operand(c, guard, &x);
    check_switch_defaults(c, s);
    SeenTypes seen = {0};
    ObjectVec vars = {0};
    for (int i = 0; i < s->as.switch_.body.len; i++) {
        CaseClause *clause = s->as.switch_.body.at[i];
        Type *type = case_types(c, ok ? &x : NULL, clause->cases, &seen);
        open_clause(c, clause);
        if (lhs != NULL) {
            Object *var = object_new_var(c->arena, VAR_LOCAL, lhs->pos, c->package, lhs->as.name.name, type);
            declare(c, c->env.scope, NULL, var, clause->colon);
            clause->object = var;
            VEC_PUSH(c->scratch, &vars, var);
        }
        check_stmt_list(c, inner, &clause->body);
        close_scope(c);
    }
    if (lhs != NULL) {
        check_guard_use(c, lhs, &vars);
    }
}

void check_switch_stmt(Checker *c, unsigned inner, Stmt *s) {
    open_scope(c, s->pos, s->as.switch_.rbrace);
    if (s->as.switch_.init != NULL) {
        check_stmt(c, 0, s->as.switch_.init);
    }
    Expr *tag = s->as.switch_.tag;
    if (tag != NULL && tag->kind == EXPR_TYPE_SWITCH) {
        type_switch(c, inner | CTX_TYPE_SWITCH, s);
    } else {
        expression_switch(c, inner, s);
    }
    close_scope(c);
}

/* ---- select ---- */

static void check_select_defaults(Checker *c, const Stmt *s) {
    const CommClause *first = NULL;
    for (int i = 0; i < s->as.select_.body.len; i++) {
        const CommClause *clause = s->as.select_.body.at[i];
        if (clause->comm == NULL && first != NULL) {
            report_second_default(c, clause->pos, first->pos);
        } else if (clause->comm == NULL) {
            first = clause;
        }
    }
}

/* A send, or a receive whose values may be assigned. */
static bool is_communication(const Stmt *s) {
    Expr *source = NULL;
    if (s->kind == STMT_SEND) {
        return true;
    }
    if (s->kind == STMT_ASSIGN) {
        source = s->as.assign.rhs;
    } else if (s->kind == STMT_EXPR) {
        source = s->as.expr;
    }
    if (source == NULL || source->kind == EXPR_LIST) {
        return false;
    }
    source = expr_unparen(source);
    return source->kind == EXPR_OPERATION && source->as.operation.y == NULL && source->as.operation.op == OP_RECV;
}

void check_select_stmt(Checker *c, unsigned inner, Stmt *s) {
    check_select_defaults(c, s);
    for (int i = 0; i < s->as.select_.body.len; i++) {
        CommClause *clause = s->as.select_.body.at[i];
        Stmt *comm = clause->comm;
        if (comm != NULL && !is_communication(comm)) {
            Pos pos = comm->kind == STMT_ASSIGN ? expr_start(comm->as.assign.lhs) : comm->pos;
            check_error(c, pos, "InvalidSelectCase", "select case must be send or receive (possibly with assignment)");
            continue;
        }
        open_scope(c, clause->pos, clause_end(&clause->body, clause->colon));
        if (comm != NULL) {
            check_stmt(c, inner, comm);
        }
        check_stmt_list(c, inner, &clause->body);
        close_scope(c);
    }
}
