/*
 * Index and slice expressions.
 * Spec: #Index_expressions, #Slice_expressions.  gc: types2/index.go.
 */
#include "core/types/operand.h"

/* What indexing yields. */
typedef struct Indexed {
    Type *elem;     /* NULL: cannot be indexed */
    Type *key;      /* of a map; NULL otherwise */
    int64_t length; /* < 0: not known */
    OperandMode mode;
} Indexed;

static int64_t constant_length(const Operand *x) {
    return x->mode == MODE_CONSTANT ? (int64_t)value_string_length(x->value) : -1;
}

/* Indexing a value of mode `mode` with underlying type `under`. */
static Indexed index_type(Checker *c, Type *under, OperandMode mode) {
    Indexed r = {.length = -1, .mode = MODE_VARIABLE};
    if (under == NULL) {
        return r;
    }
    Type *array = under;
    if (under->kind == TYPE_POINTER) {
        array = type_underlying(under->as.pointer.elem);
        mode = MODE_VARIABLE;
    }
    if (array->kind == TYPE_ARRAY) {
        r.elem = array->as.array.elem;
        r.length = array->as.array.len;
        r.mode = mode == MODE_VARIABLE ? MODE_VARIABLE : MODE_VALUE;
    } else if (under->kind == TYPE_BASIC && (under->as.basic.info & INFO_STRING)) {
        r.elem = c->universe->byte_type;
        r.mode = MODE_VALUE;
    } else if (under->kind == TYPE_SLICE) {
        r.elem = under->as.slice.elem;
    } else if (under->kind == TYPE_MAP) {
        r.key = under->as.map.key;
        r.elem = under->as.map.elem;
        r.mode = MODE_MAP_INDEX;
    }
    return r;
}

/* ---- type parameters ---- */

typedef struct IndexSearch {
    Checker *checker;
    OperandMode mode;
    Indexed result;
    bool any;
} IndexSearch;

/* All types of the set must agree on key and element; the shortest array counts. */
static bool index_member(void *context, Type *type, Type *under) {
    (void)type;
    IndexSearch *s = context;
    Indexed next = index_type(s->checker, under, s->mode);
    if (next.elem == NULL) {
        return false;
    }
    if (!s->any) {
        s->any = true;
        s->result = next;
        return true;
    }
    Indexed *r = &s->result;
    bool keys_agree = r->key == NULL || next.key == NULL ? r->key == next.key : type_identical(r->key, next.key);
    if (!keys_agree || !type_identical(r->elem, next.elem)) {
        return false;
    }
    if (next.length >= 0 && next.length < r->length) {
        r->length = next.length;
    }
    if (next.mode == MODE_VALUE) {
        r->mode = MODE_VALUE;
    }
    return true;
}

static Indexed index_operand(Checker *c, const Operand *x) {
    if (type_is_tparam(x->type)) {
        IndexSearch search = {.checker = c, .mode = x->mode};
        bool ok = type_set_all(x->type, index_member, &search);
        return ok ? search.result : (Indexed){.length = -1};
    }
    Indexed r = index_type(c, type_underlying(x->type), x->mode);
    if (r.elem != NULL && (basic_info(x->type) & INFO_STRING)) {
        r.length = constant_length(x);
    }
    return r;
}

/* ---- index expressions ---- */

/* Several indices are an error; the first one is used. */
static Expr *single_index(Checker *c, Expr *e) {
    Expr *index = e->as.index.index;
    if (index->kind != EXPR_LIST) {
        return index;
    }
    if (index->as.list.elems.len <= 1) {
        check_error_expr(c, e, "InvalidSyntaxTree", "invalid use of ListExpr for index expression %s with %d indices",
                         text_of_expr(c, e), index->as.list.elems.len);
        return NULL;
    }
    check_error_expr(c, index->as.list.elems.at[1], "InvalidIndex", INVALID_OP "more than one index");
    return index->as.list.elems.at[0];
}

/* The types an index expression looks through must have their underlying types already. */
static bool indexed_complete(Checker *c, Type *type) {
    if (!check_is_complete(c, type)) {
        return false;
    }
    Type *under = type_underlying(type);
    if (under->kind == TYPE_POINTER) {
        return check_is_complete(c, under->as.pointer.elem);
    }
    return under->kind != TYPE_MAP || check_is_complete(c, under->as.map.elem);
}

static void index_value(Checker *c, Operand *x, Expr *e) {
    Indexed r = index_operand(c, x);
    if (r.elem == NULL) {
        check_error(c, e->pos, "NonSliceableOperand", "cannot index %s", text_of_operand(c, x));
        use_expr(c, e->as.index.index);
        x->mode = MODE_INVALID;
        return;
    }
    Expr *index = single_index(c, e);
    if (index == NULL) {
        x->mode = MODE_INVALID;
        return;
    }
    if (r.key != NULL) {
        Operand key = {0};
        check_generic_expr(c, &key, index);
        check_assignment(c, &key, r.key, "map index");
        x->expr = e;
    } else {
        Type *type;
        int64_t value;
        check_index(c, index, r.length, &type, &value);
    }
    x->mode = r.mode;
    x->type = r.elem;
}

bool check_index_expr(Checker *c, Operand *x, Expr *e) {
    check_expr_or_type(c, x, e->as.index.x, true);
    if (!operand_valid(x)) {
        use_expr(c, e->as.index.index);
        return false;
    }
    if (x->mode == MODE_TYPE) {
        x->type = check_var_type(c, e);
        x->mode = type_is_bad(x->type) ? MODE_INVALID : MODE_TYPE;
        return false;
    }
    if (x->mode == MODE_VALUE) {
        Type *under = type_underlying(x->type);
        if (under->kind == TYPE_SIGNATURE && under->as.signature.tparams.len > 0) {
            return true;
        }
    }
    check_non_generic(c, NULL, NULL, x);
    if (!operand_valid(x)) {
        return false;
    }
    if (!indexed_complete(c, x->type)) {
        x->mode = MODE_INVALID;
        return false;
    }
    index_value(c, x, e);
    return false;
}

/* ---- slice expressions ---- */

typedef struct SliceSearch {
    Checker *checker;
    Operand *x;
    Type *type, *under;
    bool has_string;
    bool failed;
} SliceSearch;

static bool slice_member(void *context, Type *type, Type *under) {
    SliceSearch *s = context;
    Checker *c = s->checker;
    if (under == NULL) {
        operand_error(c, s->x, "NonSliceableOperand", "cannot slice %s: no specific type in %s",
                      text_of_operand(c, s->x), text_of_type(c, s->x->type));
        s->failed = true;
        return false;
    }
    if (basic_info(under) & INFO_STRING) {
        /* Strings go together with byte slices. */
        under = type_new_slice(c->arena, c->universe->byte_type);
        s->has_string = true;
    }
    if (s->under == NULL) {
        s->type = type;
        s->under = under;
        return true;
    }
    if (!type_identical(s->under, under)) {
        operand_error(c, s->x, "NonSliceableOperand", "cannot slice %s: %s and %s have different underlying types",
                      text_of_operand(c, s->x), text_of_type(c, s->type), text_of_type(c, type));
        s->failed = true;
        return false;
    }
    return true;
}

/* The type that slicing x works on; NULL after an error. */
static Type *sliced_type(Checker *c, Operand *x) {
    SliceSearch search = {.checker = c, .x = x};
    each_type(x->type, slice_member, &search);
    if (search.has_string) {
        return type_is_tparam(x->type) ? c->universe->basic[BASIC_STRING] : type_underlying(x->type);
    }
    return search.failed ? NULL : search.under;
}

/* Makes x the result of slicing; returns false after an error. *length: of an array or constant string. */
static bool slice_operand(Checker *c, Operand *x, Expr *e, Type *under, int64_t *length) {
    Type *array = under;
    if (under->kind == TYPE_BASIC && (under->as.basic.info & INFO_STRING)) {
        if (e->as.slice.full) {
            Expr *at = e->as.slice.index[2] != NULL ? e->as.slice.index[2] : e;
            check_error_expr(c, at, "InvalidSliceExpr", INVALID_OP "3-index slice of string");
            return false;
        }
        *length = constant_length(x);
        if (type_is_untyped(x->type)) {
            x->type = c->universe->basic[BASIC_STRING];
        }
        return true;
    }
    if (under->kind == TYPE_SLICE) {
        return true;
    }
    if (under->kind == TYPE_POINTER) {
        array = type_underlying(under->as.pointer.elem);
    }
    if (array->kind != TYPE_ARRAY) {
        operand_error(c, x, "NonSliceableOperand", "cannot slice %s", text_of_operand(c, x));
        return false;
    }
    if (array == under && x->mode != MODE_VARIABLE) {
        operand_error(c, x, "NonSliceableOperand", "cannot slice unaddressable value %s", text_of_operand(c, x));
        return false;
    }
    *length = array->as.array.len;
    x->type = type_new_slice(c->arena, array->as.array.elem);
    return true;
}

/* Constant bounds must not fall. */
static void check_bounds(Checker *c, Expr *e, const int64_t bounds[3]) {
    for (int i = 0; i < 2; i++) {
        for (int j = i + 1; j < 3 && bounds[i] > 0; j++) {
            if (bounds[j] >= 0 && bounds[j] < bounds[i]) {
                check_error_expr(c, e->as.slice.index[j], "SwappedSliceIndices", "invalid slice indices: %lld < %lld",
                                 (long long)bounds[j], (long long)bounds[i]);
                return;
            }
        }
    }
}

static void slice_bounds(Checker *c, Expr *e, int64_t length) {
    int64_t bounds[3];
    for (int i = 0; i < 3; i++) {
        Expr *index = e->as.slice.index[i];
        bounds[i] = -1;
        if (index != NULL) {
            Type *type;
            int64_t value;
            check_index(c, index, length >= 0 ? length + 1 : -1, &type, &value);
            bounds[i] = value;
        } else if (i == 0) {
            bounds[i] = 0;
        } else if (length >= 0) {
            bounds[i] = length;
        }
    }
    check_bounds(c, e, bounds);
}

static bool slice_valid(Checker *c, Operand *x, Expr *e, int64_t *length) {
    Type *under = sliced_type(c, x);
    Type *own = type_underlying(x->type);
    if (own->kind == TYPE_POINTER && !check_is_complete(c, own->as.pointer.elem)) {
        return false;
    }
    return under != NULL && slice_operand(c, x, e, under, length);
}

void check_slice_expr(Checker *c, Operand *x, Expr *e) {
    check_expr(c, NULL, x, e->as.slice.x);
    if (!operand_valid(x)) {
        for (int i = 0; i < 3; i++) {
            use_expr(c, e->as.slice.index[i]);
        }
        return;
    }
    int64_t length = -1;
    if (!slice_valid(c, x, e, &length)) {
        x->mode = MODE_INVALID;
        return;
    }
    x->mode = MODE_VALUE;
    if (e->as.slice.full && (e->as.slice.index[1] == NULL || e->as.slice.index[2] == NULL)) {
        check_error_expr(c, e, "InvalidSyntaxTree", "2nd and 3rd index required in 3-index slice");
        x->mode = MODE_INVALID;
        return;
    }
    slice_bounds(c, e, length);
}

/* ---- indices ---- */

bool check_valid_index(Checker *c, Operand *x, const char *code, const char *what, bool allow_negative) {
    if (!operand_valid(x)) {
        return false;
    }
    Type *int_type = c->universe->basic[BASIC_INT];
    convert_untyped(c, x, int_type);
    if (!operand_valid(x)) {
        return false;
    }
    if (!all_basic(x->type, INFO_INTEGER)) {
        operand_error(c, x, code, INVALID_ARG "%s %s must be integer", what, text_of_operand(c, x));
        return false;
    }
    if (x->mode != MODE_CONSTANT) {
        return true;
    }
    if (!allow_negative && value_sign(x->value) < 0) {
        operand_error(c, x, code, INVALID_ARG "%s %s must not be negative", what, text_of_operand(c, x));
        return false;
    }
    if (!const_representable(c, x->value, int_type, &x->value)) {
        operand_error(c, x, code, INVALID_ARG "%s %s overflows int", what, text_of_operand(c, x));
        return false;
    }
    return true;
}

bool check_index(Checker *c, Expr *index, int64_t max, Type **type, int64_t *value) {
    *type = c->universe->bad;
    *value = -1;
    Operand x = {0};
    check_expr(c, NULL, &x, index);
    if (!check_valid_index(c, &x, "InvalidIndex", "index", false)) {
        return false;
    }
    if (x.mode != MODE_CONSTANT) {
        *type = x.type;
        return true;
    }
    int64_t i;
    if (value_kind(x.value) == VALUE_UNKNOWN || !value_as_int64(x.value, &i)) {
        return false;
    }
    if (max >= 0 && i >= max) {
        StrBuf text = strbuf_new(c->scratch);
        value_format(x.value, &text);
        operand_error(c, &x, "InvalidIndex", INVALID_ARG "index %s out of bounds [0:%lld]", strbuf_text(&text),
                      (long long)max);
        return false;
    }
    *type = x.type;
    *value = i;
    return true;
}
