/*
 * Binary operations: matching of the operand types, comparisons, shifts, arithmetic on constants.
 * Spec: #Operators.  gc: types2/expr.go binary, comparison, shift, matchTypes.
 */
#include "core/types/operand.h"

/* The largest constant shift count: enough to write the smallest float64. gc: shiftBound. */
enum { SHIFT_COUNT_MAX = 1023 - 1 + 52 };

static bool is_comparison(Operator op) { return op >= OP_EQL && op <= OP_GEQ; }

static bool is_unknown(const Operand *x) { return value_kind(x->value) == VALUE_UNKNOWN; }

static bool both_constant(const Operand *x, const Operand *y) {
    return x->mode == MODE_CONSTANT && y->mode == MODE_CONSTANT;
}

/* ---- matching ---- */

/* Whether x and y can agree on a type by converting an untyped one; otherwise the mismatch is reported as such. */
static bool may_convert(Checker *c, const Operand *x, const Operand *y) {
    if (type_is_typed(x->type) && type_is_typed(y->type)) {
        return false;
    }
    if (all_basic(x->type, INFO_NUMERIC) != all_basic(y->type, INFO_NUMERIC)) {
        return false;
    }
    if (type_is_non_tparam_interface(x->type) || type_is_non_tparam_interface(y->type)) {
        return true;
    }
    if (all_basic(x->type, INFO_BOOLEAN) != all_basic(y->type, INFO_BOOLEAN) ||
        all_basic(x->type, INFO_STRING) != all_basic(y->type, INFO_STRING)) {
        return false;
    }
    if (operand_is_nil(c, x)) {
        return type_has_nil(y->type);
    }
    if (operand_is_nil(c, y)) {
        return type_has_nil(x->type);
    }
    return !is_pointer(x->type) && !is_pointer(y->type);
}

void check_match_types(Checker *c, Operand *x, Operand *y) {
    if (!may_convert(c, x, y)) {
        return;
    }
    convert_untyped(c, x, y->type);
    if (!operand_valid(x)) {
        return;
    }
    convert_untyped(c, y, x->type);
    if (!operand_valid(y)) {
        x->mode = MODE_INVALID;
    }
}

/* ---- comparisons ---- */

const char *incomparable_cause(Checker *c, Type *t) {
    TypeKind kind = type_underlying(t)->kind;
    if (kind == TYPE_SLICE || kind == TYPE_SIGNATURE || kind == TYPE_MAP) {
        return cause_text(c, "%s can only be compared to nil", composite_kind(t));
    }
    const char *cause = NULL;
    comparable_type(t, true, &cause, c);
    return cause != NULL && *cause != '\0' ? cause : NULL;
}

/* What is wrong with a comparison. */
typedef struct Refusal {
    Operand *at; /* NULL: nothing */
    const char *code;
    const char *cause; /* NULL: the operator is not defined */
} Refusal;

static Refusal equality_refused(Checker *c, Operand *x, Operand *y) {
    bool x_nil = operand_is_nil(c, x);
    if (x_nil || operand_is_nil(c, y)) {
        bool ok = type_has_nil(x_nil ? y->type : x->type);
        return (Refusal){ok ? NULL : y, "UndefinedOp", NULL};
    }
    Operand *at = !type_comparable(x->type) ? x : !type_comparable(y->type) ? y : NULL;
    return (Refusal){at, "UndefinedOp", at == NULL ? NULL : incomparable_cause(c, at->type)};
}

static Refusal comparison_refused(Checker *c, Operand *x, Operand *y, Operator op) {
    if (!operand_assignable_to(c, x, y->type, NULL, NULL) && !operand_assignable_to(c, y, x->type, NULL, NULL)) {
        const char *cause =
            cause_text(c, "mismatched types %s and %s", text_of_type(c, x->type), text_of_type(c, y->type));
        return (Refusal){y, "MismatchedTypes", cause};
    }
    if (op == OP_EQL || op == OP_NEQ) {
        return equality_refused(c, x, y);
    }
    Operand *at = !all_basic(x->type, INFO_ORDERED) ? x : !all_basic(y->type, INFO_ORDERED) ? y : NULL;
    return (Refusal){at, "UndefinedOp", NULL};
}

static void report_comparison(Checker *c, Operand *x, Operand *y, Operator op, Refusal r, bool in_switch) {
    if (r.cause == NULL && (type_is_tparam(x->type) || type_is_tparam(y->type))) {
        r.at = type_is_tparam(x->type) ? r.at : y;
        r.cause =
            cause_text(c, "type parameter %s cannot use operator %s", text_of_type(c, r.at->type), operator_text(op));
    } else if (r.cause == NULL) {
        const char *what = composite_kind(r.at->type);
        r.cause = cause_text(c, "operator %s not defined on %s", operator_text(op),
                             *what != '\0' ? what : text_of_type(c, r.at->type));
    }
    const char *left = text_of_expr(c, x->expr), *right = text_of_expr(c, y->expr);
    if (in_switch) {
        operand_error(c, x, r.code, "invalid case %s in switch on %s (%s)", left, right, r.cause);
    } else {
        operand_error(c, r.at, r.code, INVALID_OP "%s %s %s (%s)", left, operator_text(op), right, r.cause);
    }
}

static void compare(Checker *c, Operand *x, Operand *y, Operator op, bool in_switch) {
    if (type_is_bad(x->type) || type_is_bad(y->type)) {
        x->mode = MODE_INVALID;
        return;
    }
    Refusal refusal = comparison_refused(c, x, y, op);
    if (refusal.at != NULL) {
        report_comparison(c, x, y, op, refusal, in_switch);
        x->mode = MODE_INVALID;
        return;
    }
    if (both_constant(x, y)) {
        x->value = value_bool(!is_unknown(x) && !is_unknown(y) && value_compare(x->value, op, y->value));
    } else {
        x->mode = MODE_VALUE;
        update_expr_type(c, x->expr, type_default(c->universe, x->type), true);
        update_expr_type(c, y->expr, type_default(c->universe, y->type), true);
    }
    x->type = c->universe->basic[BASIC_UNTYPED_BOOL];
}

void check_comparison(Checker *c, Operand *x, Operand *y, Operator op) { compare(c, x, y, op, false); }

void check_case_comparison(Checker *c, Operand *x, Operand *y) { compare(c, x, y, OP_EQL, true); }

/* ---- shifts ---- */

/* The right operand: an integer, or a constant that fits uint. */
static bool shift_count_ok(Checker *c, Operand *y) {
    if (y->mode == MODE_CONSTANT) {
        const Value *count = value_to_int(c->arena, y->value);
        if (value_kind(count) == VALUE_INT && value_sign(count) < 0) {
            operand_error(c, y, "InvalidShiftCount", INVALID_OP "negative shift count %s", text_of_operand(c, y));
            return false;
        }
        if (type_is_untyped(y->type)) {
            check_representable(c, y, c->universe->basic[BASIC_UINT]);
        }
        return operand_valid(y);
    }
    if (all_basic(y->type, INFO_INTEGER)) {
        if (all_basic(y->type, INFO_UNSIGNED) || allow_version(c, GO_SIGNED_SHIFT)) {
            return true;
        }
        const char *what = cause_text(c, INVALID_OP "signed shift count %s", text_of_operand(c, y));
        return check_version(c, error_pos(y->expr), GO_SIGNED_SHIFT, what);
    }
    if (type_is_untyped(y->type)) {
        convert_untyped(c, y, c->universe->basic[BASIC_UINT]);
        return operand_valid(y);
    }
    operand_error(c, y, "InvalidShiftCount", INVALID_OP "shift count %s must be integer", text_of_operand(c, y));
    return false;
}

static void shift_constants(Checker *c, Operand *x, Operand *y, Expr *e, Operator op) {
    bool unknown = is_unknown(x) || is_unknown(y);
    uint64_t count = 0;
    if (!unknown && (!value_as_uint64(value_to_int(c->arena, y->value), &count) || count > SHIFT_COUNT_MAX)) {
        operand_error(c, y, "InvalidShiftCount", INVALID_OP "invalid shift count %s", text_of_operand(c, y));
        x->mode = MODE_INVALID;
        return;
    }
    /* An untyped 2.0 is an integer from here on. */
    if (!(basic_info(x->type) & INFO_INTEGER)) {
        x->type = c->universe->basic[BASIC_UNTYPED_INT];
    }
    if (unknown) {
        x->value = value_unknown();
        return;
    }
    x->value = value_shift(c->arena, value_to_int(c->arena, x->value), op, (unsigned)count);
    x->expr = e;
    check_overflow(c, x, operator_pos(e));
}

static void check_shift(Checker *c, Operand *x, Operand *y, Expr *e, Operator op) {
    bool integral = all_basic(x->type, INFO_INTEGER);
    if (!integral && x->mode == MODE_CONSTANT && type_is_untyped(x->type)) {
        integral = value_kind(value_to_int(c->arena, x->value)) == VALUE_INT;
    }
    if (!integral) {
        operand_error(c, x, "InvalidShiftOperand", INVALID_OP "shifted operand %s must be integer",
                      text_of_operand(c, x));
        x->mode = MODE_INVALID;
        return;
    }
    if (!shift_count_ok(c, y)) {
        x->mode = MODE_INVALID;
        return;
    }
    if (both_constant(x, y)) {
        shift_constants(c, x, y, e, op);
        return;
    }
    if (x->mode == MODE_CONSTANT && type_is_untyped(x->type)) {
        /* The constant takes the type that the context gives to the whole shift: known later. */
        UntypedInfo *info = map_get(c->untyped, x->expr);
        if (info != NULL) {
            info->is_lhs = true;
        }
        x->mode = MODE_VALUE;
        return;
    }
    if (!all_basic(x->type, INFO_INTEGER)) {
        operand_error(c, x, "InvalidShiftOperand", INVALID_OP "shifted operand %s must be integer",
                      text_of_operand(c, x));
        x->mode = MODE_INVALID;
        return;
    }
    x->mode = MODE_VALUE;
}

/* ---- arithmetic ---- */

/* True when a complex divisor has a square of length zero: the quotient would have no value. */
static bool divisor_vanishes(Checker *c, const Value *v) {
    const Value *re = value_real(c->arena, v), *im = value_imag(c->arena, v);
    return value_sign(value_binary(c->arena, re, OP_MUL, re, false)) == 0 &&
           value_sign(value_binary(c->arena, im, OP_MUL, im, false)) == 0;
}

static bool divides_by_zero(Checker *c, const Operand *x, const Operand *y) {
    if (y->mode != MODE_CONSTANT || is_unknown(y)) {
        return false;
    }
    if ((x->mode == MODE_CONSTANT || all_basic(x->type, INFO_INTEGER)) && value_sign(y->value) == 0) {
        return true;
    }
    return x->mode == MODE_CONSTANT && (basic_info(x->type) & INFO_COMPLEX) && divisor_vanishes(c, y->value);
}

static void report_mismatch(Checker *c, Operand *x, Operand *y, Expr *e, Expr *lhs, Expr *rhs, Operator op) {
    if (type_is_bad(x->type) || type_is_bad(y->type)) {
        return;
    }
    const char *left = text_of_type(c, x->type), *right = text_of_type(c, y->type);
    if (e != NULL) {
        operand_error(c, x, "MismatchedTypes", INVALID_OP "%s (mismatched types %s and %s)", text_of_expr(c, e), left,
                      right);
    } else {
        operand_error(c, x, "MismatchedTypes", INVALID_OP "%s %s= %s (mismatched types %s and %s)",
                      text_of_expr(c, lhs), operator_text(op), text_of_expr(c, rhs), left, right);
    }
}

static void arithmetic(Checker *c, Operand *x, Operand *y, Expr *e, Operator op) {
    if (!check_operator(c, x, op, false)) {
        x->mode = MODE_INVALID;
        return;
    }
    if ((op == OP_DIV || op == OP_REM) && divides_by_zero(c, x, y)) {
        operand_error(c, y, "DivByZero", INVALID_OP "division by zero");
        x->mode = MODE_INVALID;
        return;
    }
    if (!both_constant(x, y)) {
        x->mode = MODE_VALUE;
        return;
    }
    if (is_unknown(x) || is_unknown(y)) {
        x->value = value_unknown();
        return;
    }
    bool integer = op == OP_DIV && (basic_info(x->type) & INFO_INTEGER);
    x->value = value_binary(c->arena, x->value, op, y->value, integer);
    x->expr = e;
    check_overflow(c, x, operator_pos(e));
}

void check_binary(Checker *c, Operand *x, Expr *e, Expr *lhs, Expr *rhs, Operator op) {
    Operand y = {0};
    check_expr(c, NULL, x, lhs);
    check_expr(c, NULL, &y, rhs);
    if (!operand_valid(x)) {
        return;
    }
    if (!operand_valid(&y)) {
        x->mode = MODE_INVALID;
        x->expr = y.expr;
        return;
    }
    if (op == OP_SHL || op == OP_SHR) {
        check_shift(c, x, &y, e, op);
        return;
    }
    check_match_types(c, x, &y);
    if (!operand_valid(x)) {
        return;
    }
    if (is_comparison(op)) {
        check_comparison(c, x, &y, op);
        return;
    }
    if (!type_identical(x->type, y.type)) {
        report_mismatch(c, x, &y, e, lhs, rhs, op);
        x->mode = MODE_INVALID;
        return;
    }
    arithmetic(c, x, &y, e, op);
}
