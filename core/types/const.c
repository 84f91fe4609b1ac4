/*
 * Constants: overflow, representability, and the way of untyped expressions to their final type.
 * gc: types2/const.go, expr.go updateExprType, implicitTypeAndValue.
 */
#include "core/types/operand.h"

#include <string.h>

/* Bits an untyped integer constant may have. */
enum { UNTYPED_INT_BITS = 512 };
/* Bytes a constant string may have. gc: cmd/internal/obj.MaxSymSize. */
#define CONSTANT_STRING_MAX 2000000000

/* What an operation that can overflow is called. */
static const char *operation_name(const Expr *e) {
    if (e == NULL || e->kind != EXPR_OPERATION) {
        return "";
    }
    Operator op = e->as.operation.op;
    if (e->as.operation.y == NULL) {
        return op == OP_XOR ? "bitwise complement " : "";
    }
    return op == OP_ADD   ? "addition "
           : op == OP_SUB ? "subtraction "
           : op == OP_XOR ? "bitwise XOR "
           : op == OP_MUL ? "multiplication "
           : op == OP_SHL ? "shift "
                          : "";
}

void check_overflow(Checker *c, Operand *x, Pos op_pos) {
    if (value_kind(x->value) == VALUE_UNKNOWN) {
        check_error(c, op_pos, "InvalidConstVal", "constant result is not representable");
        return;
    }
    if (type_is_typed(x->type)) {
        check_representable(c, x, type_underlying(x->type));
        return;
    }
    if (value_kind(x->value) == VALUE_INT && value_bit_length(x->value) > UNTYPED_INT_BITS) {
        check_error(c, op_pos, "InvalidConstVal", "constant %soverflow", operation_name(x->expr));
        x->value = value_unknown();
    } else if (value_kind(x->value) == VALUE_STRING) {
        const size_t length = value_string_length(x->value);
        if (length > CONSTANT_STRING_MAX) {
            check_error(c, op_pos, "InvalidConstVal", "constant string too long (%zu bytes > %d bytes)", length,
                        CONSTANT_STRING_MAX);
            x->value = value_unknown();
        }
    }
}

/* ---- representability ---- */

/* Width of a sized integer type; 0: unlimited. */
static int integer_bits(BasicKind kind) {
    switch (kind) {
    case BASIC_INT8:
    case BASIC_UINT8: return 8;
    case BASIC_INT16:
    case BASIC_UINT16: return 16;
    case BASIC_INT32:
    case BASIC_UINT32: return 32;
    case BASIC_INT:
    case BASIC_INT64:
    case BASIC_UINT:
    case BASIC_UINT64:
    case BASIC_UINTPTR: return 64;
    case BASIC_INVALID:
    case BASIC_BOOL:
    case BASIC_FLOAT32:
    case BASIC_FLOAT64:
    case BASIC_COMPLEX64:
    case BASIC_COMPLEX128:
    case BASIC_STRING:
    case BASIC_UNSAFE_POINTER:
    case BASIC_UNTYPED_BOOL:
    case BASIC_UNTYPED_INT:
    case BASIC_UNTYPED_RUNE:
    case BASIC_UNTYPED_FLOAT:
    case BASIC_UNTYPED_COMPLEX:
    case BASIC_UNTYPED_STRING:
    case BASIC_UNTYPED_NIL:
    case BASIC_COUNT: break;
    }
    return 0;
}

static bool integer_fits(Checker *c, const Value *v, Type *basic, const Value **rounded) {
    const Value *i = value_to_int(c->arena, v);
    if (value_kind(i) != VALUE_INT) {
        return false;
    }
    if (rounded != NULL) {
        *rounded = i;
    }
    int bits = integer_bits(basic->as.basic.kind);
    if (bits == 0) {
        return true;
    }
    if (basic->as.basic.info & INFO_UNSIGNED) {
        return value_sign(i) >= 0 && value_bit_length(i) <= bits;
    }
    int64_t n;
    if (!value_as_int64(i, &n)) {
        return false;
    }
    int64_t max = bits == 64 ? INT64_MAX : ((int64_t)1 << (bits - 1)) - 1;
    return n >= -max - 1 && n <= max;
}

static bool float_fits(Checker *c, const Value *v, BasicKind kind, const Value **rounded) {
    bool is_complex = kind == BASIC_COMPLEX64 || kind == BASIC_COMPLEX128 || kind == BASIC_UNTYPED_COMPLEX;
    const Value *f = is_complex ? value_to_complex(c->arena, v) : value_to_float(c->arena, v);
    if (value_kind(f) != (is_complex ? VALUE_COMPLEX : VALUE_FLOAT)) {
        return false;
    }
    if (kind == BASIC_UNTYPED_FLOAT || kind == BASIC_UNTYPED_COMPLEX) {
        return true;
    }
    bool is_single = kind == BASIC_FLOAT32 || kind == BASIC_COMPLEX64;
    const Value *r = is_single ? value_round32(c->arena, f) : value_round64(c->arena, f);
    if (value_kind(r) == VALUE_UNKNOWN) {
        return false;
    }
    if (rounded != NULL) {
        *rounded = r;
    }
    return true;
}

bool const_representable(Checker *c, const Value *v, Type *basic, const Value **rounded) {
    if (value_kind(v) == VALUE_UNKNOWN) {
        return true;
    }
    Type *under = type_underlying(basic);
    if (under->kind != TYPE_BASIC) {
        return false;
    }
    unsigned info = under->as.basic.info;
    if (info & INFO_INTEGER) {
        return integer_fits(c, v, under, rounded);
    }
    if (info & (INFO_FLOAT | INFO_COMPLEX)) {
        return float_fits(c, v, under->as.basic.kind, rounded);
    }
    if (info & INFO_STRING) {
        return value_kind(v) == VALUE_STRING;
    }
    return (info & INFO_BOOLEAN) && value_kind(v) == VALUE_BOOL;
}

/* Returns the code of the failure, NULL when *value is x as a constant of that type. */
static const char *representation(Checker *c, const Operand *x, Type *basic, const Value **value) {
    *value = x->value;
    if (const_representable(c, x->value, basic, value)) {
        return NULL;
    }
    *value = NULL;
    if ((basic_info(x->type) & INFO_NUMERIC) && (basic_info(basic) & INFO_NUMERIC)) {
        bool truncates = !(basic_info(x->type) & INFO_INTEGER) && (basic_info(basic) & INFO_INTEGER);
        return truncates ? "TruncatedFloat" : "NumericOverflow";
    }
    return "InvalidConstVal";
}

void report_invalid_conversion(Checker *c, const char *code, Operand *x, Type *target) {
    const char *operand = text_of_operand(c, x), *type = text_of_type(c, target);
    if (strcmp(code, "TruncatedFloat") == 0) {
        operand_error(c, x, code, "%s truncated to %s", operand, type);
    } else if (strcmp(code, "NumericOverflow") == 0) {
        operand_error(c, x, code, "%s overflows %s", operand, type);
    } else {
        operand_error(c, x, code, "cannot convert %s to type %s", operand, type);
    }
}

void check_representable(Checker *c, Operand *x, Type *basic) {
    const Value *value;
    const char *code = representation(c, x, basic, &value);
    if (code != NULL) {
        report_invalid_conversion(c, code, x, basic);
        x->mode = MODE_INVALID;
        return;
    }
    x->value = value;
}

/* ---- implicit conversion of untyped operands ---- */

typedef struct ImplicitSearch {
    Checker *checker;
    Operand *x;
} ImplicitSearch;

static bool converts_to_member(void *context, Type *type, Type *under) {
    (void)type;
    ImplicitSearch *s = context;
    return under != NULL && implicit_type_and_value(s->checker, s->x, under, NULL, NULL) != NULL;
}

/* Untyped values that are no constants: comparisons and shifts whose type is still open. */
static bool untyped_value_fits(const Operand *x, Type *target) {
    unsigned info = x->type->as.basic.info & ~(unsigned)INFO_UNTYPED;
    unsigned wanted = info & INFO_BOOLEAN   ? INFO_BOOLEAN
                      : info & INFO_NUMERIC ? INFO_NUMERIC
                      : info & INFO_STRING  ? INFO_STRING
                                            : 0;
    return (basic_info(target) & wanted) != 0;
}

static Type *implicit_basic(Checker *c, Operand *x, Type *target, Type *under, const Value **value, const char **code) {
    if (x->mode == MODE_CONSTANT) {
        *code = representation(c, x, under, value);
        return *code == NULL ? target : NULL;
    }
    if (!untyped_value_fits(x, target)) {
        return NULL;
    }
    *code = NULL;
    return target;
}

Type *implicit_type_and_value(Checker *c, Operand *x, Type *target, const Value **value, const char **code) {
    const Value *no_value;
    const char *no_code;
    value = value != NULL ? value : &no_value;
    code = code != NULL ? code : &no_code;
    *value = NULL;
    *code = NULL;
    if (!operand_valid(x) || type_is_typed(x->type) || type_is_bad(target)) {
        return x->type;
    }
    *code = "InvalidUntypedConversion";
    Type *result = NULL;
    if (type_is_untyped(target)) {
        result = max_untyped(x->type, target);
    } else if (operand_is_nil(c, x)) {
        result = type_has_nil(target) ? target : NULL;
    } else if (type_is_tparam(target)) {
        ImplicitSearch search = {c, x};
        result = type_set_all(target, converts_to_member, &search) ? target : NULL;
    } else {
        Type *under = type_underlying(target);
        if (under->kind == TYPE_BASIC) {
            return implicit_basic(c, x, target, under, value, code);
        }
        if (under->kind == TYPE_INTERFACE) {
            const TypeSet *set = compute_type_set(c, under, POS_NONE);
            bool empty = set->all_types && !set->comparable && set->methods.len == 0;
            result = empty ? type_default(c->universe, x->type) : NULL;
        }
    }
    if (result != NULL) {
        *code = NULL;
    }
    return result;
}

void convert_untyped(Checker *c, Operand *x, Type *target) {
    const Value *value;
    const char *code;
    Type *type = implicit_type_and_value(c, x, target, &value, &code);
    if (type == NULL) {
        report_invalid_conversion(c, code, x, type_is_tparam(target) ? target : type_underlying(target));
        x->mode = MODE_INVALID;
        return;
    }
    if (value != NULL) {
        x->value = value;
        update_expr_value(c, x->expr, value);
    }
    if (type != x->type) {
        x->type = type;
        update_expr_type(c, x->expr, type, false);
    }
}

/* ---- untyped expressions on their way ---- */

void remember_untyped(Checker *c, Expr *e, OperandMode mode, Type *type, const Value *value) {
    UntypedInfo *info = ARENA_NEW(c->scratch, UntypedInfo);
    *info = (UntypedInfo){.mode = mode, .type = type, .value = value};
    if (c->untyped == NULL) {
        c->untyped = map_new(c->scratch);
    }
    map_set(c->untyped, e, info);
}

void update_expr_value(Checker *c, const Expr *e, const Value *value) {
    UntypedInfo *info = map_get(c->untyped, e);
    if (info != NULL) {
        info->value = value;
    }
}

/* Hands the type on to those operands that share it. False: nothing in e can wait for a type. */
static bool update_operands(Checker *c, Expr *e, const UntypedInfo *old, Type *type, bool final) {
    if (e->kind == EXPR_PAREN) {
        update_expr_type(c, e->as.paren.x, type, final);
        return true;
    }
    if (e->kind != EXPR_OPERATION) {
        return e->kind == EXPR_CALL || e->kind == EXPR_NAME || e->kind == EXPR_LITERAL || e->kind == EXPR_SELECTOR;
    }
    Operator op = e->as.operation.op;
    Expr *y = e->as.operation.y;
    if (y == NULL && op == OP_MUL) {
        return false;
    }
    /* The operands of a constant are never materialized; those of a comparison have their types. */
    bool is_comparison = y != NULL && op >= OP_EQL && op <= OP_GEQ;
    if (old->value != NULL || is_comparison) {
        return true;
    }
    update_expr_type(c, e->as.operation.x, type, final);
    if (y != NULL && op != OP_SHL && op != OP_SHR) {
        update_expr_type(c, y, type, final);
    }
    return true;
}

void update_expr_type(Checker *c, Expr *e, Type *type, bool final) {
    UntypedInfo *old = map_get(c->untyped, e);
    if (old == NULL || !update_operands(c, e, old, type, final)) {
        return;
    }
    if (!final && type_is_untyped(type)) {
        old->type = type_underlying(type);
        return;
    }
    map_set(c->untyped, e, NULL);
    if (old->is_lhs && !all_basic(type, INFO_INTEGER)) {
        check_error_expr(c, e, "InvalidShiftOperand", INVALID_OP "shifted operand %s (type %s) must be integer",
                         text_of_expr(c, e), text_of_type(c, type));
        return;
    }
    if (old->value != NULL) {
        Operand x = {.mode = old->mode, .expr = e, .type = old->type, .value = old->value};
        convert_untyped(c, &x, type);
        if (!operand_valid(&x)) {
            return;
        }
    }
    record_type_and_value(c, e, old->mode, type, old->value);
}

/* ---- keys of constants ---- */

const char *constant_key(Checker *c, const Value *v, bool by_kind) {
    Arena *arena = c->scratch;
    if (!by_kind) {
        if (value_kind(v) == VALUE_COMPLEX) {
            const Value *f = value_to_float(arena, v);
            if (value_kind(f) != VALUE_FLOAT) {
                return cause_text(c, "c%a,%a", value_as_double(value_real(arena, v)),
                                  value_as_double(value_imag(arena, v)));
            }
            v = f;
        }
        if (value_kind(v) == VALUE_FLOAT) {
            const Value *i = value_to_int(arena, v);
            v = value_kind(i) == VALUE_INT ? i : v;
        }
    }
    int64_t i;
    uint64_t u;
    switch (value_kind(v)) {
    case VALUE_INT:
        return value_as_int64(v, &i)    ? cause_text(c, "i%lld", (long long)i)
               : value_as_uint64(v, &u) ? cause_text(c, "i%llu", (unsigned long long)u)
                                        : NULL;
    case VALUE_FLOAT:
        if (by_kind && !value_identical(v, value_round64(arena, v))) {
            return NULL;
        }
        return cause_text(c, "f%a", value_as_double(v));
    case VALUE_STRING: {
        size_t length;
        const char *text = value_as_string(v, &length);
        StrBuf key = strbuf_new(arena);
        strbuf_byte(&key, 's');
        quote_string(&key, text, length);
        return strbuf_text(&key);
    }
    case VALUE_BOOL: return by_kind ? NULL : value_as_bool(v) ? "b1" : "b0";
    case VALUE_UNKNOWN:
    case VALUE_COMPLEX: break;
    }
    return NULL;
}
