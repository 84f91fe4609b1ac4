/*
 * Calls of the predeclared functions on numbers: complex, real, imag, min, max.
 * Spec: #Complex_numbers, #Min_and_max.  gc: types2/builtins.go.
 */
#include "core/types/operand.h"

/* ---- complex numbers ---- */

typedef BasicKind (*PartKind)(BasicKind kind);

static BasicKind complex_of(BasicKind kind) {
    return kind == BASIC_FLOAT32         ? BASIC_COMPLEX64
           : kind == BASIC_FLOAT64       ? BASIC_COMPLEX128
           : kind == BASIC_UNTYPED_FLOAT ? BASIC_UNTYPED_COMPLEX
                                         : BASIC_INVALID;
}

static BasicKind part_of(BasicKind kind) {
    return kind == BASIC_COMPLEX64         ? BASIC_FLOAT32
           : kind == BASIC_COMPLEX128      ? BASIC_FLOAT64
           : kind == BASIC_UNTYPED_COMPLEX ? BASIC_UNTYPED_FLOAT
                                           : BASIC_INVALID;
}

static Type *mapped_type(Checker *c, Type *t, PartKind kind_of) {
    Type *under = type_underlying(t);
    BasicKind kind = under->kind == TYPE_BASIC ? kind_of(under->as.basic.kind) : BASIC_INVALID;
    return kind == BASIC_INVALID ? NULL : c->universe->basic[kind];
}

/* For a type parameter: a new one whose constraint lists the results for its types. */
static Type *mapped_tparam(Checker *c, const Operand *x, BuiltinId id, PartKind kind_of) {
    Type *tparam = type_unalias(x->type);
    const TypeSet *set = compute_type_set(c, tparam_interface(tparam), POS_NONE);
    if (set->all_types) {
        return NULL;
    }
    Type *list = type_new(c->arena, TYPE_UNION);
    for (int i = 0; i < set->terms.len; i++) {
        UnionTerm term = set->terms.at[i];
        term.type = mapped_type(c, term.type, kind_of);
        if (term.type == NULL) {
            return NULL;
        }
        VEC_PUSH(c->arena, &list->as.union_.terms, term);
    }
    check_soft_error(c, error_pos(x->expr),
                     id == BUILTIN_REAL   ? "InvalidReal"
                     : id == BUILTIN_IMAG ? "InvalidImag"
                                          : "InvalidComplex",
                     "%s not supported as argument to built-in %s for go1.18 (see go.dev/issue/50937)",
                     text_of_operand(c, x), builtin_name(id));
    TypeVec embeddeds = {0};
    VEC_PUSH(c->arena, &embeddeds, list);
    Type *constraint = type_new_interface(c->arena, (ObjectVec){0}, embeddeds);
    Object *object = object_new(c->arena, OBJ_TYPE, POS_NONE, c->package, tparam->as.tparam.object->name, NULL);
    Type *result = tparam_new(c, object, constraint);
    result->as.tparam.index = tparam->as.tparam.index;
    return result;
}

static Type *apply_to_type(Checker *c, const Operand *x, BuiltinId id, PartKind kind_of) {
    return type_is_tparam(x->type) ? mapped_tparam(c, x, id, kind_of) : mapped_type(c, x->type, kind_of);
}

static void make_float(Checker *c, Operand *x) {
    if ((basic_info(x->type) & INFO_NUMERIC) && value_sign(value_imag(c->arena, x->value)) == 0) {
        x->type = c->universe->basic[BASIC_UNTYPED_FLOAT];
    }
}

/* Brings untyped parts of complex(x, y) to one type. */
static void match_parts(Checker *c, Operand *x, Operand *y) {
    bool x_untyped = type_is_untyped(x->type), y_untyped = type_is_untyped(y->type);
    if (x_untyped && y_untyped) {
        if (x->mode == MODE_CONSTANT && y->mode == MODE_CONSTANT) {
            make_float(c, x);
            make_float(c, y);
        } else {
            convert_untyped(c, x, c->universe->basic[BASIC_FLOAT64]);
            convert_untyped(c, y, c->universe->basic[BASIC_FLOAT64]);
        }
    } else if (x_untyped) {
        convert_untyped(c, x, y->type);
    } else if (y_untyped) {
        convert_untyped(c, y, x->type);
    }
}

bool check_complex_builtin(Checker *c, BuiltinCall *b) {
    Operand *x = b->x, *y = &b->args.at[1];
    match_parts(c, x, y);
    if (!operand_valid(x) || !operand_valid(y)) {
        return false;
    }
    if (!type_identical(x->type, y->type)) {
        operand_error(c, x, "InvalidComplex", INVALID_OP "%s (mismatched types %s and %s)", text_of_expr(c, b->call),
                      text_of_type(c, x->type), text_of_type(c, y->type));
        return false;
    }
    Type *result = apply_to_type(c, x, b->id, complex_of);
    if (result == NULL) {
        operand_error(c, x, "InvalidComplex", INVALID_ARG "arguments have type %s, expected floating-point",
                      text_of_type(c, x->type));
        return false;
    }
    if (x->mode == MODE_CONSTANT && y->mode == MODE_CONSTANT) {
        x->value = value_make_complex(c->arena, value_to_float(c->arena, x->value), value_to_float(c->arena, y->value));
    } else {
        x->mode = MODE_VALUE;
        Type *params[2] = {x->type, x->type};
        record_builtin(c, b, result, params, 2);
    }
    x->type = result;
    return true;
}

bool check_part_builtin(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    if (type_is_untyped(x->type)) {
        if (x->mode == MODE_CONSTANT) {
            if (basic_info(x->type) & INFO_NUMERIC) {
                x->type = c->universe->basic[BASIC_UNTYPED_COMPLEX];
            }
        } else {
            convert_untyped(c, x, c->universe->basic[BASIC_COMPLEX128]);
            if (!operand_valid(x)) {
                return false;
            }
        }
    }
    bool is_real = b->id == BUILTIN_REAL;
    Type *result = apply_to_type(c, x, b->id, part_of);
    if (result == NULL) {
        operand_error(c, x, is_real ? "InvalidReal" : "InvalidImag",
                      INVALID_ARG "argument has type %s, expected complex type", text_of_type(c, x->type));
        return false;
    }
    if (x->mode == MODE_CONSTANT) {
        x->value = is_real ? value_real(c->arena, x->value) : value_imag(c->arena, x->value);
    } else {
        x->mode = MODE_VALUE;
        record_builtin(c, b, result, &x->type, 1);
    }
    x->type = result;
    return true;
}

/* ---- min, max ---- */

/* Takes argument a into the result so far; false after an error. */
static bool extremum_next(Checker *c, BuiltinCall *b, Operand *a) {
    Operand *x = b->x;
    check_match_types(c, x, a);
    if (!operand_valid(x)) {
        return false;
    }
    if (!type_identical(x->type, a->type)) {
        operand_error(c, a, "MismatchedTypes",
                      INVALID_ARG "mismatched types %s (previous argument) and %s (type of %s)",
                      text_of_type(c, x->type), text_of_type(c, a->type), text_of_expr(c, a->expr));
        return false;
    }
    if (x->mode != MODE_CONSTANT || a->mode != MODE_CONSTANT) {
        x->mode = MODE_VALUE;
    } else if (value_kind(a->value) != VALUE_UNKNOWN && value_kind(x->value) != VALUE_UNKNOWN &&
               value_compare(a->value, b->id == BUILTIN_MAX ? OP_GTR : OP_LSS, x->value)) {
        *x = *a;
    }
    return true;
}

bool check_extremum_builtin(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    const char *name = builtin_name(b->id);
    check_version(c, error_pos(b->call->as.call.fun), GO_MIN_MAX_CLEAR, cause_text(c, "built-in %s", name));
    for (int i = 0; i < b->nargs; i++) {
        Operand *a = &b->args.at[i];
        if (!all_basic(a->type, INFO_ORDERED)) {
            operand_error(c, a, "InvalidMinMaxOperand", INVALID_ARG "%s cannot be ordered", text_of_operand(c, a));
            return false;
        }
        if (i > 0 && !extremum_next(c, b, a)) {
            return false;
        }
    }
    if (x->mode != MODE_CONSTANT) {
        x->mode = MODE_VALUE;
        /* An untyped value becomes typed. */
        check_assignment(c, x, c->universe->empty_interface, cause_text(c, "argument to built-in %s", name));
        if (!operand_valid(x)) {
            return false;
        }
    }
    for (int i = 0; i < b->nargs; i++) {
        update_expr_type(c, b->args.at[i].expr, x->type, true);
    }
    if (x->mode != MODE_CONSTANT) {
        Type **params = ARENA_ARRAY(c->scratch, Type *, b->nargs);
        for (int i = 0; i < b->nargs; i++) {
            params[i] = x->type;
        }
        record_builtin(c, b, x->type, params, b->nargs);
    }
    return true;
}
