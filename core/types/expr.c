/*
 * Expressions: the dispatch over their kinds, unary operators, and the contexts an expression may
 * stand in (one value, several, a type, a generic function).
 * gc: types2/expr.go.
 */
#include "core/base/abort.h"
#include "core/types/declare.h"
#include "core/types/operand.h"

/* ---- operators ---- */

Pos operator_pos(const Expr *e) { return e == NULL ? POS_NONE : e->kind == EXPR_OPERATION ? e->pos : expr_start(e); }

/* What the operands must be, as INFO_* bits; 0 for what is no such operator. */
static unsigned operator_operands(Operator op, bool unary) {
    switch (op) {
    case OP_ADD: return unary ? INFO_NUMERIC : INFO_NUMERIC | INFO_STRING;
    case OP_SUB: return INFO_NUMERIC;
    case OP_MUL:
    case OP_DIV: return unary ? 0 : INFO_NUMERIC;
    case OP_XOR: return INFO_INTEGER;
    case OP_REM:
    case OP_AND:
    case OP_OR:
    case OP_AND_NOT: return unary ? 0 : INFO_INTEGER;
    case OP_NOT: return unary ? INFO_BOOLEAN : 0;
    case OP_AND_AND:
    case OP_OR_OR: return unary ? 0 : INFO_BOOLEAN;
    case OP_NONE:
    case OP_DEF:
    case OP_RECV:
    case OP_TILDE:
    case OP_EQL:
    case OP_NEQ:
    case OP_LSS:
    case OP_LEQ:
    case OP_GTR:
    case OP_GEQ:
    case OP_SHL:
    case OP_SHR: break;
    }
    return 0;
}

bool check_operator(Checker *c, Operand *x, Operator op, bool unary) {
    unsigned wanted = operator_operands(op, unary);
    if (wanted == 0) {
        operand_error(c, x, "InvalidSyntaxTree", "unknown operator %s", operator_text(op));
        return false;
    }
    if (!all_basic(x->type, wanted)) {
        operand_error(c, x, "UndefinedOp", INVALID_OP "operator %s not defined on %s", operator_text(op),
                      text_of_operand(c, x));
        return false;
    }
    return true;
}

static void address_of(Checker *c, Operand *x, Expr *operand) {
    if (expr_unparen(operand)->kind != EXPR_COMPOSITE && x->mode != MODE_VARIABLE) {
        operand_error(c, x, "UnaddressableOperand", INVALID_OP "cannot take address of %s", text_of_operand(c, x));
        x->mode = MODE_INVALID;
        return;
    }
    x->mode = MODE_VALUE;
    x->type = type_new_pointer(c->arena, x->type);
}

static void receive(Checker *c, Operand *x) {
    Type *elem = check_channel_element(c, x->expr, x, true);
    if (elem == NULL || !check_is_complete(c, elem)) {
        x->mode = MODE_INVALID;
        return;
    }
    x->mode = MODE_COMMA_OK;
    x->type = elem;
    c->env.has_call_or_recv = true;
}

/* ~x is no operator of expressions; going on as ^x avoids more errors. */
static bool tilde(Checker *c, Operand *x, Expr *e) {
    if (!all_basic(x->type, INFO_INTEGER)) {
        check_error_expr(c, e, "UndefinedOp", "cannot use ~ outside of interface or type constraint");
        x->mode = MODE_INVALID;
        return false;
    }
    check_error_expr(c, e, "UndefinedOp",
                     "cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)");
    return true;
}

void check_unary(Checker *c, Operand *x, Expr *e) {
    Operator op = e->as.operation.op;
    check_expr(c, NULL, x, e->as.operation.x);
    if (!operand_valid(x)) {
        return;
    }
    if (op == OP_AND) {
        address_of(c, x, e->as.operation.x);
        return;
    }
    if (op == OP_RECV) {
        receive(c, x);
        return;
    }
    if (op == OP_TILDE) {
        if (!tilde(c, x, e)) {
            return;
        }
        op = OP_XOR;
    }
    if (!check_operator(c, x, op, true)) {
        x->mode = MODE_INVALID;
        return;
    }
    if (x->mode != MODE_CONSTANT) {
        x->mode = MODE_VALUE;
        return;
    }
    if (value_kind(x->value) == VALUE_UNKNOWN) {
        return;
    }
    bool is_unsigned = basic_info(x->type) & INFO_UNSIGNED;
    x->value = value_unary(c->arena, op, x->value, is_unsigned ? (int)(type_size(x->type) * 8) : 0);
    x->expr = e;
    check_overflow(c, x, operator_pos(e));
}

/* ---- channels ---- */

static const char *channel_refused(Checker *c, void *context, Type *type, Type *under) {
    const bool *is_receive = context;
    if (under == NULL) {
        return "no specific channel type";
    }
    if (under->kind != TYPE_CHAN) {
        return cause_text(c, "non-channel %s", text_of_type(c, type));
    }
    if (*is_receive && under->as.chan.dir == CHAN_SEND_ONLY) {
        return cause_text(c, "send-only channel %s", text_of_type(c, type));
    }
    if (!*is_receive && under->as.chan.dir == CHAN_RECV_ONLY) {
        return cause_text(c, "receive-only channel %s", text_of_type(c, type));
    }
    return NULL;
}

Type *check_channel_element(Checker *c, const Expr *at, Operand *x, bool is_receive) {
    const char *cause;
    Type *under = common_under_if(c, x->type, channel_refused, &is_receive, &cause);
    if (under != NULL) {
        return under->as.chan.elem;
    }
    const char *verb = is_receive ? "receive from" : "send to";
    const char *code = is_receive ? "InvalidReceive" : "InvalidSend";
    const char *operand = text_of_operand(c, x);
    if (type_is_tparam(x->type)) {
        check_error_expr(c, at, code, INVALID_OP "cannot %s %s: %s", verb, operand, cause);
    } else {
        check_error_expr(c, at, code, INVALID_OP "cannot %s %s %s", verb, cause, operand);
    }
    return NULL;
}

/* ---- operations ---- */

typedef struct PointerSearch {
    Checker *checker;
    Operand *x;
    Type *base;
} PointerSearch;

static bool pointer_member(void *context, Type *type, Type *under) {
    (void)type;
    PointerSearch *s = context;
    Checker *c = s->checker;
    if (under == NULL || under->kind != TYPE_POINTER) {
        operand_error(c, s->x, "InvalidIndirection", INVALID_OP "cannot indirect %s", text_of_operand(c, s->x));
        return false;
    }
    if (s->base != NULL && !type_identical(under->as.pointer.elem, s->base)) {
        operand_error(c, s->x, "InvalidIndirection", INVALID_OP "pointers of %s must have identical base types",
                      text_of_operand(c, s->x));
        return false;
    }
    s->base = under->as.pointer.elem;
    return true;
}

/* *x: a pointer type or the variable behind a pointer. */
static bool indirection(Checker *c, Operand *x, Expr *e) {
    check_expr_or_type(c, x, e->as.operation.x, false);
    if (!operand_valid(x)) {
        return false;
    }
    if (x->mode == MODE_TYPE) {
        check_valid_var_type(c, e->as.operation.x, x->type);
        x->type = type_new_pointer(c->arena, x->type);
        return true;
    }
    PointerSearch search = {c, x, NULL};
    if (!each_type(x->type, pointer_member, &search) || !check_is_complete(c, search.base)) {
        return false;
    }
    x->mode = MODE_VARIABLE;
    x->type = search.base;
    return true;
}

static ExprUse operation(Checker *c, Operand *x, Expr *e) {
    Operator op = e->as.operation.op;
    ExprUse use = USE_EXPRESSION;
    if (e->as.operation.y != NULL) {
        check_binary(c, x, e, e->as.operation.x, e->as.operation.y, op);
    } else if (op == OP_MUL) {
        if (!indirection(c, x, e)) {
            x->mode = MODE_INVALID;
        }
    } else {
        check_unary(c, x, e);
        use = op == OP_RECV ? USE_STATEMENT : USE_EXPRESSION;
    }
    if (!operand_valid(x)) {
        use = USE_STATEMENT;
    }
    x->expr = e;
    return use;
}

/* ---- type assertions ---- */

void check_type_assertion(Checker *c, Expr *e, Operand *x, Type *target, bool in_switch) {
    const char *cause = NULL;
    if (type_is_interface(target) || has_all_methods(c, target, x->type, false, &cause)) {
        return;
    }
    cause = cause != NULL ? cause : "";
    const char *expr = text_of_expr(c, e), *type = text_of_type(c, target);
    if (in_switch) {
        check_error_expr(c, e, "ImpossibleAssert",
                         "impossible type switch case: %s\n\t%s cannot have dynamic type %s %s", expr,
                         text_of_operand(c, x), type, cause);
    } else {
        check_error_expr(c, e, "ImpossibleAssert", "impossible type assertion: %s\n\t%s does not implement %s %s", expr,
                         type, text_of_type(c, x->type), cause);
    }
}

static bool assertion(Checker *c, Operand *x, Expr *e) {
    check_expr(c, NULL, x, e->as.assert_.x);
    if (!operand_valid(x)) {
        return false;
    }
    if (type_is_tparam(x->type)) {
        operand_error(c, x, "InvalidAssert", INVALID_OP "cannot use type assertion on type parameter value %s",
                      text_of_operand(c, x));
        return false;
    }
    if (!type_is_interface(x->type)) {
        operand_error(c, x, "InvalidAssert", INVALID_OP "%s is not an interface", text_of_operand(c, x));
        return false;
    }
    Type *target = check_var_type(c, e->as.assert_.type);
    if (type_is_bad(target) || !check_is_complete(c, target)) {
        return false;
    }
    check_type_assertion(c, e, x, target, false);
    x->mode = MODE_COMMA_OK;
    x->type = target;
    return true;
}

/* ---- dispatch ---- */

/* Kinds that yield one ordinary operand; false after an error. */
static bool primary(Checker *c, Type *target, const char *desc, Operand *x, Expr *e, Type *hint) {
    switch (e->kind) {
    case EXPR_BAD: return false;
    case EXPR_NAME: check_ident(c, x, e, NULL, false); return true;
    case EXPR_SELECTOR: check_selector(c, x, e, NULL, false); return true;
    case EXPR_LITERAL: check_basic_literal(c, x, e); return operand_valid(x);
    case EXPR_FUNC: check_func_literal(c, x, e); return operand_valid(x);
    case EXPR_COMPOSITE: check_composite(c, x, e, hint); return operand_valid(x);
    case EXPR_INDEX:
        if (check_index_expr(c, x, e)) {
            instantiate_function(c, target, desc, e->pos, x, e, true);
        }
        return operand_valid(x);
    case EXPR_SLICE: check_slice_expr(c, x, e); return operand_valid(x);
    case EXPR_ASSERT: return assertion(c, x, e);
    case EXPR_ARRAY_TYPE:
    case EXPR_SLICE_TYPE:
    case EXPR_STRUCT_TYPE:
    case EXPR_INTERFACE_TYPE:
    case EXPR_FUNC_TYPE:
    case EXPR_MAP_TYPE:
    case EXPR_CHAN_TYPE:
        x->mode = MODE_TYPE;
        x->type = check_type(c, e);
        return true;
    case EXPR_DOTS_TYPE: check_error_expr(c, e, "InvalidSyntaxTree", "invalid use of ..."); return false;
    case EXPR_KEY_VALUE: check_error_expr(c, e, "InvalidSyntaxTree", "no key:value expected"); return false;
    case EXPR_TYPE_SWITCH:
        check_error_expr(c, e, "InvalidSyntaxTree", "use of .(type) outside type switch");
        use_expr(c, e->as.type_switch.x);
        return false;
    case EXPR_LIST: check_error_expr(c, e, "InvalidSyntaxTree", "unexpected list of expressions"); return false;
    case EXPR_PAREN:
    case EXPR_OPERATION:
    case EXPR_CALL: break;
    }
    return false;
}

static ExprUse check_by_kind(Checker *c, Type *target, const char *desc, Operand *x, Expr *e, Type *hint) {
    operand_fail(c, x, NULL);
    if (e->kind == EXPR_PAREN) {
        /* A target's types do not reach through parentheses. */
        ExprUse use = (ExprUse)check_raw_expr(c, NULL, x, e->as.paren.x, NULL, false);
        x->expr = e;
        return use;
    }
    if (e->kind == EXPR_CALL) {
        return (ExprUse)check_call_expr(c, x, e);
    }
    if (e->kind == EXPR_OPERATION) {
        return operation(c, x, e);
    }
    if (!primary(c, target, desc, x, e, hint)) {
        x->mode = MODE_INVALID;
        x->expr = e;
        return USE_STATEMENT;
    }
    x->expr = e;
    return USE_EXPRESSION;
}

void check_non_generic(Checker *c, Type *target, const char *desc, Operand *x) {
    if (!operand_valid(x) || x->mode == MODE_NO_VALUE) {
        return;
    }
    const char *what = NULL;
    if (x->type->kind == TYPE_SIGNATURE) {
        if (x->type->as.signature.tparams.len > 0) {
            Type *function = function_target(c, target);
            if (function != NULL) {
                instantiate_function(c, function, desc, x->expr->pos, x, NULL, true);
                return;
            }
            what = "function";
        }
    } else if ((x->type->kind == TYPE_ALIAS || x->type->kind == TYPE_NAMED) && type_is_generic(x->type)) {
        what = "type";
    }
    if (what != NULL) {
        check_error_expr(c, x->expr, "WrongTypeArgCount", "cannot use generic %s %s without instantiation", what,
                         text_of_expr(c, x->expr));
        operand_fail(c, x, x->expr);
    }
}

int check_raw_expr(Checker *c, Type *target, Operand *x, Expr *e, Type *hint, bool allow_generic) {
    if (++c->depth > CHECK_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    /* The description is meant for e itself, not for what stands in it. */
    const char *desc = c->target_desc != NULL ? c->target_desc : "variable";
    c->target_desc = NULL;
    ExprUse use = check_by_kind(c, target, desc, x, e, hint);
    if (!allow_generic) {
        check_non_generic(c, target, desc, x);
    }
    record_operand(c, x);
    c->depth--;
    return (int)use;
}

/* ---- contexts ---- */

void check_exclude(Checker *c, Operand *x, unsigned modes) {
    if (!(modes & MODE_BIT(x->mode))) {
        return;
    }
    const char *operand = text_of_operand(c, x);
    if (x->mode == MODE_NO_VALUE) {
        bool no_type = modes & MODE_BIT(MODE_TYPE);
        operand_error(c, x, "TooManyValues", no_type ? "%s used as value" : "%s used as value or type", operand);
    } else if (x->mode == MODE_BUILTIN) {
        operand_error(c, x, "UncalledBuiltin", "%s must be called", operand);
    } else {
        operand_error(c, x, "NotAnExpr", "%s is not an expression", operand);
    }
    x->mode = MODE_INVALID;
}

void check_single_value(Checker *c, Operand *x) {
    if (x->mode == MODE_VALUE && x->type->kind == TYPE_TUPLE) {
        operand_error(c, x, "TooManyValues", "multiple-value %s in single-value context", text_of_operand(c, x));
        x->mode = MODE_INVALID;
    }
}

void check_expr(Checker *c, Type *target, Operand *x, Expr *e) {
    check_raw_expr(c, target, x, e, NULL, false);
    check_exclude(c, x, NOT_A_VALUE);
    check_single_value(c, x);
}

void check_generic_expr_with_hint(Checker *c, Operand *x, Expr *e, Type *hint) {
    check_raw_expr(c, NULL, x, e, hint, true);
    check_exclude(c, x, NOT_A_VALUE);
    check_single_value(c, x);
}

void check_generic_expr(Checker *c, Operand *x, Expr *e) { check_generic_expr_with_hint(c, x, e, NULL); }

void check_expr_with_hint(Checker *c, Operand *x, Expr *e, Type *hint) {
    check_raw_expr(c, NULL, x, e, hint, false);
    check_exclude(c, x, NOT_A_VALUE);
    check_single_value(c, x);
}

void check_expr_or_type(Checker *c, Operand *x, Expr *e, bool allow_generic) {
    check_raw_expr(c, NULL, x, e, NULL, allow_generic);
    check_exclude(c, x, MODE_BIT(MODE_NO_VALUE));
    check_single_value(c, x);
}

/* A name that messages show in place of one value of several. */
static Expr *stand_in(Checker *c, Expr *e, const char *text) {
    Expr *name = ARENA_NEW(c->arena, Expr);
    name->kind = EXPR_NAME;
    name->pos = expr_start(e);
    name->as.name.name = name_of(c->config->names, text);
    return name;
}

static const char *ordinal_ending(int n) { return n == 1 ? "st" : n == 2 ? "nd" : n == 3 ? "rd" : "th"; }

void check_multi_expr(Checker *c, Expr *e, bool allow_comma_ok, Operand **list, int *n, bool *comma_ok) {
    Operand x = {0};
    check_raw_expr(c, NULL, &x, e, NULL, false);
    check_exclude(c, &x, NOT_A_VALUE);
    if (comma_ok != NULL) {
        *comma_ok = false;
    }
    if (operand_valid(&x) && x.type->kind == TYPE_TUPLE) {
        const ObjectVec *vars = &x.type->as.tuple.vars;
        *n = vars->len;
        *list = ARENA_ARRAY(c->scratch, Operand, vars->len);
        for (int i = 0; i < vars->len; i++) {
            const char *text = cause_text(c, "%d%s function result", i + 1, ordinal_ending(i + 1));
            (*list)[i] = (Operand){.mode = MODE_VALUE, .expr = stand_in(c, e, text), .type = vars->at[i]->type};
        }
        return;
    }
    *n = 1;
    *list = ARENA_ARRAY(c->scratch, Operand, 2);
    (*list)[0] = x;
    if (!allow_comma_ok || (x.mode != MODE_MAP_INDEX && x.mode != MODE_COMMA_OK && x.mode != MODE_COMMA_ERR)) {
        return;
    }
    bool is_error = x.mode == MODE_COMMA_ERR;
    (*list)[1] = (Operand){
        .mode = MODE_VALUE,
        .expr =
            stand_in(c, e, is_error ? "err value of (comma, err) expression" : "ok value of (comma, ok) expression"),
        .type = is_error ? c->universe->error_type : c->universe->basic[BASIC_UNTYPED_BOOL],
    };
    *n = 2;
    if (comma_ok != NULL) {
        *comma_ok = true;
    }
}
