/*
 * Conversions T(x).
 * Spec: #Conversions.  gc: types2/conversions.go.
 */
#include "core/types/operand.h"

#include "core/base/unicode.h"

/* ---- constants ---- */

/* Whether constant x can be written as a constant of basic type t; *value (may be NULL) gets it. */
static bool constant_converts(Checker *c, const Operand *x, Type *t, const Value **value) {
    Type *under = type_underlying(t);
    if (under->kind != TYPE_BASIC) {
        return false;
    }
    if (const_representable(c, x->value, under, value)) {
        return true;
    }
    if (!(basic_info(x->type) & INFO_INTEGER) || !(under->as.basic.info & INFO_STRING)) {
        return false;
    }
    if (value != NULL) {
        uint64_t code;
        bool valid = value_as_uint64(x->value, &code) && code <= RUNE_MAX && !(code >= 0xD800 && code <= 0xDFFF);
        char text[4];
        int length = utf8_encode(valid ? (int)code : RUNE_ERROR, text);
        *value = value_string(c->arena, text, (size_t)length);
    }
    return true;
}

static const char *value_text(Checker *c, const Value *value) {
    StrBuf text = strbuf_new(c->scratch);
    value_format(value, &text);
    return strbuf_text(&text);
}

typedef struct ConversionSearch {
    Checker *checker;
    Operand *x;
    Type *from, *to; /* as far as they are type parameters: whose members are tried */
    Type *target;    /* as written */
    const char **cause;
} ConversionSearch;

static bool constant_member(void *context, Type *type, Type *under) {
    (void)type;
    ConversionSearch *s = context;
    Checker *c = s->checker;
    const Operand *x = s->x;
    const char *target = text_of_type(c, s->target);
    if (under == NULL) {
        *s->cause = cause_text(c, "%s does not contain specific types", target);
        return false;
    }
    if (((basic_info(x->type) & INFO_STRING) && is_bytes_or_runes(under)) || constant_converts(c, x, under, NULL)) {
        return true;
    }
    if ((basic_info(x->type) & INFO_INTEGER) && (basic_info(under) & INFO_INTEGER)) {
        *s->cause =
            cause_text(c, "constant %s overflows %s (in %s)", value_text(c, x->value), text_of_type(c, under), target);
    } else {
        *s->cause = cause_text(c, "cannot convert %s to type %s (in %s)", text_of_operand(c, x), text_of_type(c, under),
                               target);
    }
    return false;
}

/* ---- the conversion ---- */

static bool is_const_type(Type *t) { return !type_is_tparam(t) && (basic_info(t) & INFO_CONST_TYPE); }

/* The type an untyped operand keeps in the tree. */
static void settle_untyped(Checker *c, Operand *x, Type *target, bool was_constant) {
    if (x->type->as.basic.kind == BASIC_UNTYPED_NIL) {
        update_expr_type(c, x->expr, target, true);
        return;
    }
    Type *final = target;
    if (type_is_non_tparam_interface(target) || (was_constant && !is_const_type(target))) {
        final = type_default(c->universe, x->type);
    } else if (x->mode == MODE_CONSTANT && (basic_info(x->type) & INFO_INTEGER) && all_basic(target, INFO_STRING)) {
        final = x->type;
    }
    update_expr_type(c, x->expr, final, true);
}

void check_conversion(Checker *c, Operand *x, Type *type) {
    bool was_constant = x->mode == MODE_CONSTANT;
    bool ok = false;
    const char *cause = NULL;
    if (was_constant && is_const_type(type)) {
        ok = constant_converts(c, x, type, &x->value);
        if (!ok && (basic_info(x->type) & INFO_INTEGER) && (basic_info(type) & INFO_INTEGER)) {
            operand_error(c, x, "InvalidConversion", "constant %s overflows %s", value_text(c, x->value),
                          text_of_type(c, type));
            x->mode = MODE_INVALID;
            return;
        }
    } else if (was_constant && type_is_tparam(type)) {
        ConversionSearch search = {.checker = c, .x = x, .target = type, .cause = &cause};
        ok = type_set_all(type, constant_member, &search);
        x->mode = MODE_VALUE;
    } else if (operand_convertible_to(c, x, type, &cause)) {
        ok = true;
        x->mode = MODE_VALUE;
    }
    if (!ok) {
        const char *operand = text_of_operand(c, x), *target = text_of_type(c, type);
        if (cause != NULL && *cause != '\0') {
            operand_error(c, x, "InvalidConversion", "cannot convert %s to type %s: %s", operand, target, cause);
        } else {
            operand_error(c, x, "InvalidConversion", "cannot convert %s to type %s", operand, target);
        }
        x->mode = MODE_INVALID;
        return;
    }
    if (type_is_untyped(x->type)) {
        settle_untyped(c, x, type, was_constant);
    }
    x->type = type;
}

/* ---- convertibility of values ---- */

static bool pointers_match(Type *from, Type *to) {
    if (from->kind != TYPE_POINTER || to->kind != TYPE_POINTER) {
        return false;
    }
    Type *a = from->as.pointer.elem, *b = to->as.pointer.elem;
    return !type_is_tparam(a) && !type_is_tparam(b) &&
           type_identical_ignore_tags(type_underlying(a), type_underlying(b));
}

/* Numbers among each other, strings with bytes and runes, unsafe.Pointer. `from` and `to` are underlying types. */
static bool basics_match(Type *from, Type *to) {
    unsigned a = basic_info(from), b = basic_info(to);
    const unsigned real = INFO_INTEGER | INFO_FLOAT;
    if (((a & real) && (b & real)) || ((a & INFO_COMPLEX) && (b & INFO_COMPLEX))) {
        return true;
    }
    if ((b & INFO_STRING) && ((a & INFO_INTEGER) || is_bytes_or_runes(from))) {
        return true;
    }
    if ((a & INFO_STRING) && is_bytes_or_runes(to)) {
        return true;
    }
    bool from_address = from->kind == TYPE_POINTER || has_basic_kind(from, BASIC_UINTPTR);
    bool to_address = to->kind == TYPE_POINTER || has_basic_kind(to, BASIC_UINTPTR);
    return (from_address && has_basic_kind(to, BASIC_UNSAFE_POINTER)) ||
           (has_basic_kind(from, BASIC_UNSAFE_POINTER) && to_address);
}

/* Slice to array or array pointer. Returns false when the rule does not apply or the language is too old. */
static bool slice_to_array(Checker *c, Type *from, Type *to, const char **cause, bool *applies) {
    *applies = false;
    if (from->kind != TYPE_SLICE) {
        return false;
    }
    bool by_pointer = to->kind == TYPE_POINTER;
    Type *array = by_pointer ? type_underlying(to->as.pointer.elem) : to;
    if (array->kind != TYPE_ARRAY || !type_identical(from->as.slice.elem, array->as.array.elem)) {
        return false;
    }
    *applies = true;
    if (allow_version(c, by_pointer ? GO_ARRAY_POINTER_CONVERSION : GO_ARRAY_CONVERSION)) {
        return true;
    }
    if (cause != NULL) {
        *cause = by_pointer ? "conversion of slice to array pointer requires go1.17 or later"
                            : "conversion of slice to array requires go1.20 or later";
    }
    return false;
}

static void wrap(ConversionSearch *s, const char *outer) {
    if (s->cause != NULL) {
        const char *inner = *s->cause;
        *s->cause = inner != NULL && *inner != '\0' ? cause_text(s->checker, "%s\n\t%s", outer, inner) : outer;
    }
}

static bool to_member(void *context, Type *type, Type *under) {
    (void)under;
    ConversionSearch *s = context;
    Checker *c = s->checker;
    if (type == NULL) {
        return false;
    }
    if (operand_convertible_to(c, s->x, type, s->cause)) {
        return true;
    }
    const char *from = text_of_type(c, s->x->type), *to = text_of_type(c, type), *set = text_of_type(c, s->to);
    if (s->from != NULL) {
        wrap(s, cause_text(c, "cannot convert %s (in %s) to type %s (in %s)", from, text_of_type(c, s->from), to, set));
    } else {
        wrap(s, cause_text(c, "cannot convert %s to type %s (in %s)", from, to, set));
    }
    return false;
}

static bool from_member(void *context, Type *type, Type *under) {
    (void)under;
    ConversionSearch *s = context;
    Checker *c = s->checker;
    if (type == NULL) {
        return false;
    }
    s->x->type = type;
    if (s->to != NULL) {
        return type_set_all(s->to, to_member, s);
    }
    if (operand_convertible_to(c, s->x, s->target, s->cause)) {
        return true;
    }
    wrap(s, cause_text(c, "cannot convert %s (in %s) to type %s", text_of_type(c, type), text_of_type(c, s->from),
                       text_of_type(c, s->target)));
    return false;
}

bool operand_convertible_to(Checker *c, Operand *x, Type *type, const char **cause) {
    if (operand_assignable_to(c, x, type, cause, NULL)) {
        return true;
    }
    Type *from = type_unalias(x->type), *to = type_unalias(type);
    Type *from_under = type_underlying(from), *to_under = type_underlying(to);
    bool from_tparam = from->kind == TYPE_PARAM, to_tparam = to->kind == TYPE_PARAM;
    if (!from_tparam && !to_tparam && type_identical_ignore_tags(from_under, to_under)) {
        return true;
    }
    if (pointers_match(from, to) || basics_match(from_under, to_under)) {
        return true;
    }
    bool applies;
    bool ok = slice_to_array(c, from_under, to_under, cause, &applies);
    if (applies) {
        return ok;
    }
    Operand copy = *x;
    ConversionSearch search = {.checker = c,
                               .x = &copy,
                               .from = from_tparam ? from : NULL,
                               .to = to_tparam ? to : NULL,
                               .target = type,
                               .cause = cause};
    if (from_tparam) {
        return type_set_all(from, from_member, &search);
    }
    return to_tparam && type_set_all(to, to_member, &search);
}
