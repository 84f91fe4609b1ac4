/*
 * Range loops over arrays, slices, strings, maps, channels, integers and functions.
 * Spec: #For_range.  gc: types2/range.go.
 */
#include "core/types/operand.h"

#define YIELD_FORM "func must be func(yield func(...) bool): "

/* What a loop's variables are given. */
typedef struct RangeTypes {
    bool ok;
    Type *key, *value; /* NULL: the loop has no such variable */
    const char *cause; /* when not ok; NULL: nothing to add */
} RangeTypes;

static RangeTypes refused(const char *cause) { return (RangeTypes){.cause = cause}; }

static RangeTypes pair(Type *key, Type *value) { return (RangeTypes){.ok = true, .key = key, .value = value}; }

static const char *cannot_receive(Checker *c, void *context, Type *type, Type *under) {
    (void)context;
    bool refuse = under != NULL && under->kind == TYPE_CHAN && under->as.chan.dir == CHAN_SEND_ONLY;
    return refuse ? cause_text(c, "receive from send-only channel %s", text_of_type(c, type)) : NULL;
}

static RangeTypes range_func(Checker *c, const Type *function) {
    if (!allow_version(c, GO_RANGE_FUNC)) {
        return refused("requires go1.23 or later");
    }
    const ObjectVec *params = &function->as.signature.params->as.tuple.vars;
    if (params->len != 1) {
        return refused(YIELD_FORM "wrong argument count");
    }
    if (function->as.signature.results->as.tuple.vars.len != 0) {
        return refused(YIELD_FORM "unexpected results");
    }
    const char *cause = NULL;
    Type *yield = common_under_if(c, params->at[0]->type, NULL, NULL, &cause);
    if (yield == NULL) {
        return refused(cause_text(c, YIELD_FORM "in yield type, %s", cause));
    }
    if (yield->kind != TYPE_SIGNATURE) {
        return refused(YIELD_FORM "argument is not func");
    }
    const ObjectVec *values = &yield->as.signature.params->as.tuple.vars;
    const ObjectVec *results = &yield->as.signature.results->as.tuple.vars;
    if (values->len > 2) {
        return refused(YIELD_FORM "yield func has too many parameters");
    }
    if (results->len != 1 || !type_identical(results->at[0]->type, c->universe->basic[BASIC_BOOL])) {
        bool own_bool = results->len == 1 && (basic_info(results->at[0]->type) & INFO_BOOLEAN);
        return refused(own_bool ? YIELD_FORM "yield func returns user-defined boolean, not bool"
                                : YIELD_FORM "yield func does not return bool");
    }
    if (yield->as.signature.variadic) {
        return refused(cause_text(c, "yield func of type %s cannot be variadic", text_of_type(c, yield)));
    }
    return pair(values->len > 0 ? values->at[0]->type : NULL, values->len > 1 ? values->at[1]->type : NULL);
}

static RangeTypes range_types(Checker *c, Type *type) {
    const char *cause = NULL;
    Type *under = common_under_if(c, type, cannot_receive, NULL, &cause);
    if (under == NULL) {
        return refused(cause);
    }
    Type *int_type = c->universe->basic[BASIC_INT];
    Type *t = array_behind_pointer(under);
    switch (t->kind) {
    case TYPE_BASIC:
        if (t->as.basic.info & INFO_STRING) {
            return pair(int_type, c->universe->rune_type);
        }
        if (t->as.basic.info & INFO_INTEGER) {
            return allow_version(c, GO_RANGE_INT) ? pair(type, NULL) : refused("requires go1.22 or later");
        }
        break;
    case TYPE_ARRAY: return pair(int_type, t->as.array.elem);
    case TYPE_SLICE: return pair(int_type, t->as.slice.elem);
    case TYPE_MAP: return pair(t->as.map.key, t->as.map.elem);
    case TYPE_CHAN: return pair(t->as.chan.elem, NULL);
    case TYPE_SIGNATURE: return range_func(c, t);
    case TYPE_BAD:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_POINTER:
    case TYPE_STRUCT:
    case TYPE_TUPLE:
    case TYPE_INTERFACE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return refused(NULL);
}

/* ---- the range expression ---- */

/*
 * An array whose elements are not asked for is not evaluated when it holds no call: only its length counts, and the
 * expression becomes that constant.
 */
static void record_array_length(Checker *c, const Operand *x, Expr *e) {
    Type *array = array_behind_pointer(type_underlying(x->type));
    if (array->kind != TYPE_ARRAY || !c->config->range_array_length) {
        return;
    }
    Operand length = {.mode = MODE_CONSTANT,
                      .expr = expr_unparen(e),
                      .type = c->universe->basic[BASIC_INT],
                      .value = value_int(c->arena, array->as.array.len)};
    record_operand(c, &length);
}

static RangeTypes range_operand(Checker *c, Operand *x, Expr *key, Expr *value, Expr *extra) {
    RangeTypes types = range_types(c, x->type);
    const char *operand = text_of_operand(c, x);
    if (!types.ok) {
        Pos pos = error_pos(x->expr);
        if (types.cause != NULL && *types.cause != '\0') {
            check_soft_error(c, pos, "InvalidRangeExpr", "cannot range over %s: %s", operand, types.cause);
        } else {
            check_soft_error(c, pos, "InvalidRangeExpr", "cannot range over %s", operand);
        }
    } else if (types.key == NULL && key != NULL) {
        check_soft_error(c, error_pos(key), "InvalidIterVar", "range over %s permits no iteration variables", operand);
    } else if (types.value == NULL && value != NULL) {
        check_soft_error(c, error_pos(value), "InvalidIterVar", "range over %s permits only one iteration variable",
                         operand);
    } else if (extra != NULL) {
        check_soft_error(c, error_pos(extra), "InvalidIterVar", "range clause permits at most two iteration variables");
    }
    return types;
}

/* ---- the variables ---- */

/* `count`: x is an integer and is itself the value of the variable. */
static void define_variable(Checker *c, Expr *lhs, Type *type, Operand *count, ObjectVec *vars) {
    Object *var;
    if (lhs->kind == EXPR_NAME) {
        const Name *name = lhs->as.name.name;
        var = object_new_var(c->arena, VAR_LOCAL, lhs->pos, c->package, name, NULL);
        record_def(c, lhs, var);
        if (!name->blank) {
            VEC_PUSH(c->scratch, vars, var);
        }
    } else {
        check_error_expr(c, lhs, "InvalidSyntaxTree", "cannot declare %s", text_of_expr(c, lhs));
        var = object_new_var(c->arena, VAR_LOCAL, lhs->pos, c->package, name_of(c->config->names, "_"), NULL);
    }
    if (type == NULL || type_is_bad(type)) {
        var->type = c->universe->bad;
        var->used = true;
    } else if (count != NULL) {
        check_init_var(c, var, count, "range clause");
    } else {
        Operand x = {.mode = MODE_VALUE, .expr = lhs, .type = type};
        check_init_var(c, var, &x, "assignment");
    }
}

static void assign_variable(Checker *c, Expr *lhs, Type *type, Operand *count) {
    if (type == NULL || type_is_bad(type)) {
        return;
    }
    if (count == NULL) {
        Operand x = {.mode = MODE_VALUE, .expr = lhs, .type = type};
        check_assign_var(c, lhs, NULL, &x, "assignment");
        return;
    }
    check_assign_var(c, lhs, NULL, count, "range clause");
    if (operand_valid(count) && !(basic_info(count->type) & INFO_INTEGER)) {
        check_soft_error(c, error_pos(lhs), "InvalidRangeExpr", "cannot use iteration variable of type %s",
                         text_of_type(c, count->type));
    }
}

static void range_variables(Checker *c, const Stmt *s, bool define, Expr *lhs[2], Type *types[2], Operand *count) {
    ObjectVec vars = {0};
    for (int i = 0; i < 2; i++) {
        if (lhs[i] == NULL) {
            continue;
        }
        if (define) {
            define_variable(c, lhs[i], types[i], count, &vars);
        } else {
            assign_variable(c, lhs[i], types[i], count);
        }
    }
    if (!define) {
        return;
    }
    for (int i = 0; i < vars.len; i++) {
        declare(c, c->env.scope, NULL, vars.at[i], s->as.for_.body->pos);
    }
    if (vars.len == 0) {
        check_error(c, s->pos, "NoNewVar", "no new variables on left side of :=");
    }
}

void check_range_stmt(Checker *c, unsigned flags, Stmt *stmt, RangeClause *range) {
    int n = expr_count(range->lhs);
    Expr *lhs[2] = {n > 0 ? expr_at(range->lhs, 0) : NULL, n > 1 ? expr_at(range->lhs, 1) : NULL};
    Expr *extra = n > 2 ? expr_at(range->lhs, 2) : NULL;
    Operand x = {0};
    c->env.has_call_or_recv = false;
    check_expr(c, NULL, &x, range->x);
    Type *types[2] = {NULL, NULL};
    bool over_int = false;
    if (operand_valid(&x)) {
        if (lhs[1] == NULL && !c->env.has_call_or_recv) {
            record_array_length(c, &x, range->x);
        }
        RangeTypes r = range_operand(c, &x, lhs[0], lhs[1], extra);
        types[0] = r.ok ? r.key : c->universe->bad;
        types[1] = r.ok ? r.value : c->universe->bad;
        over_int = basic_info(x.type) & INFO_INTEGER;
    }
    open_scope(c, stmt->pos, stmt_end(stmt));
    stmt->as.for_.scope = c->env.scope;
    if (range->define || lhs[0] != NULL) {
        range_variables(c, stmt, range->define, lhs, types, over_int ? &x : NULL);
    } else if (over_int) {
        /* An untyped count must fit its default type. */
        check_assignment(c, &x, NULL, "range clause");
    }
    check_block(c, flags, stmt->as.for_.body);
    close_scope(c);
}
