/*
 * Basic, function and composite literals.
 * Spec: #Composite_literals, #Function_literals.  gc: types2/literals.go.
 */
#include "core/types/operand.h"

#include <string.h>

/* Characters a number literal may have, and those shown of a longer one. */
enum { LITERAL_MAX = 10000, LITERAL_SHOWN = 10 };

/* ---- basic literals ---- */

/* Old language versions do not have all notations of numbers. */
static void check_notation(Checker *c, const Expr *e) {
    const char *text = e->as.literal.text;
    size_t length = e->as.literal.length;
    if (length <= 2 || allow_version(c, GO_NUMBER_LITERALS)) {
        return;
    }
    char radix = text[0] == '0' ? text[1] : '\0';
    const char *what = NULL;
    if (memchr(text, '_', length) != NULL) {
        what = "underscore in numeric literal";
    } else if (radix == 'b' || radix == 'B') {
        what = "binary literal";
    } else if (radix == 'o' || radix == 'O') {
        what = "0o/0O-style octal literal";
    } else if (e->as.literal.kind != LIT_INT && (radix == 'x' || radix == 'X')) {
        what = "hexadecimal floating-point literal";
    }
    if (what != NULL) {
        check_version(c, error_pos(e), GO_NUMBER_LITERALS, what);
    }
}

static BasicKind literal_type(LitKind kind) {
    switch (kind) {
    case LIT_INT: return BASIC_UNTYPED_INT;
    case LIT_FLOAT: return BASIC_UNTYPED_FLOAT;
    case LIT_IMAG: return BASIC_UNTYPED_COMPLEX;
    case LIT_RUNE: return BASIC_UNTYPED_RUNE;
    case LIT_STRING: break;
    }
    return BASIC_UNTYPED_STRING;
}

void check_basic_literal(Checker *c, Operand *x, Expr *e) {
    if (e->as.literal.bad) {
        operand_fail(c, x, e);
        return;
    }
    LitKind kind = e->as.literal.kind;
    const char *text = e->as.literal.text;
    unsigned length = e->as.literal.length;
    if (kind == LIT_INT || kind == LIT_FLOAT || kind == LIT_IMAG) {
        check_notation(c, e);
        if (length > LITERAL_MAX) {
            check_error_expr(c, e, "InvalidConstVal", "excessively long constant: %.*s... (%u chars)", LITERAL_SHOWN,
                             text, length);
            operand_fail(c, x, e);
            return;
        }
    }
    const Value *value = value_literal(c->arena, kind, text, length);
    if (value_kind(value) == VALUE_UNKNOWN) {
        check_error_expr(c, e, "InvalidConstVal", "malformed constant: %.*s", (int)length, text);
        operand_fail(c, x, e);
        return;
    }
    x->mode = MODE_CONSTANT;
    x->type = c->universe->basic[literal_type(kind)];
    x->value = value;
    x->expr = e;
    check_overflow(c, x, operator_pos(e));
}

/* ---- function literals ---- */

/* A body that waits until what surrounds it is set up. */
typedef struct LiteralBody {
    DeclInfo *decl;
    const Value *iota;
    Type *signature;
    Block *body;
} LiteralBody;

static void check_literal_body(Checker *c, void *argument) {
    const LiteralBody *b = argument;
    check_func_body(c, b->decl, "<function literal>", b->signature, b->body, b->iota);
}

void check_func_literal(Checker *c, Operand *x, Expr *e) {
    Type *signature = check_type(c, e->as.func.type);
    if (signature->kind != TYPE_SIGNATURE) {
        check_error_expr(c, e, "InvalidSyntaxTree", "invalid function literal %s", text_of_expr(c, e));
        x->mode = MODE_INVALID;
        return;
    }
    Scope *scope = signature->as.signature.scope;
    e->as.func.scope = scope;
    if (scope != NULL) {
        scope->start = e->pos;
        scope->end = expr_end(e);
    }
    if (!c->config->ignore_func_bodies && e->as.func.body != NULL) {
        LiteralBody *later = ARENA_NEW(c->scratch, LiteralBody);
        *later = (LiteralBody){c->env.decl, c->env.iota, signature, e->as.func.body};
        check_later(c, check_literal_body, later);
    }
    x->mode = MODE_VALUE;
    x->type = signature;
}

/* ---- struct literals ---- */

/* A field that was given a value: where it lies in the struct. */
typedef struct GivenField {
    Object *field;
    const int *path;
    int path_len;
} GivenField;

typedef VEC(GivenField) GivenFields;

typedef struct StructLiteral {
    Checker *checker;
    Operand *x;
    Type *base; /* as messages name it */
    Type *under;
    GivenFields given;
} StructLiteral;

static const char *field_path(Checker *c, Type *type, const int *path, int n) {
    StrBuf text = strbuf_new(c->scratch);
    for (int i = 0; i < n; i++) {
        Type *under = type_underlying(struct_behind_pointer(type));
        if (under->kind != TYPE_STRUCT) {
            break;
        }
        const Object *field = under->as.struct_.fields.at[path[i]];
        strbuf_add(&text, i > 0 ? "." : "");
        strbuf_add(&text, field->name->text);
        type = field->type;
    }
    return strbuf_text(&text);
}

/* Length of the common beginning when one path leads through the other; 0 when they part. */
static int path_overlap(const GivenField *a, const GivenField *b) {
    int shorter = a->path_len < b->path_len ? a->path_len : b->path_len;
    for (int i = 0; i < shorter; i++) {
        if (a->path[i] != b->path[i]) {
            return 0;
        }
    }
    return shorter;
}

/* Of several fields inside the new one, the one that comes first in the struct is named. */
static bool comes_first(const GivenField *a, const GivenField *b) {
    for (int i = 0; i < a->path_len && i < b->path_len; i++) {
        if (a->path[i] != b->path[i]) {
            return a->path[i] < b->path[i];
        }
    }
    return a->path_len < b->path_len;
}

static void check_given(StructLiteral *s, Expr *kv, GivenField new) {
    const GivenField *clash = NULL;
    for (int i = 0; i < s->given.len; i++) {
        const GivenField *old = &s->given.at[i];
        if (path_overlap(old, &new) > 0 && (clash == NULL || comes_first(old, clash))) {
            clash = old;
        }
    }
    if (clash == NULL) {
        VEC_PUSH(s->checker->scratch, &s->given, new);
        return;
    }
    const char *field = new.field->name->text, *other = clash->field->name->text;
    if (clash->field == new.field) {
        check_error_expr(s->checker, kv, "DuplicateLitField", "duplicate field name %s in struct literal", field);
    } else if (path_overlap(clash, &new) < new.path_len) {
        check_error_expr(s->checker, kv, "DuplicateLitField",
                         "cannot specify promoted field %s and enclosing embedded field %s", field, other);
    } else {
        check_error_expr(s->checker, kv, "DuplicateLitField",
                         "cannot specify embedded field %s and enclosed promoted field %s", field, other);
    }
}

static void keyed_field(StructLiteral *s, Expr *kv) {
    Checker *c = s->checker;
    if (kv->kind != EXPR_KEY_VALUE) {
        check_error_expr(c, kv, "MixedStructLit", "mixture of field:value and value elements in struct literal");
        return;
    }
    Expr *key = kv->as.key_value.key;
    check_generic_expr(c, s->x, kv->as.key_value.value);
    if (key->kind != EXPR_NAME) {
        check_error_expr(c, kv, "InvalidLitField", "invalid field name %s in struct literal", text_of_expr(c, key));
        return;
    }
    const Name *name = key->as.name.name;
    LookupResult found = lookup_field_or_method(c->arena, s->under, false, c->package, name, false);
    if (found.object == NULL) {
        LookupResult near = lookup_field_or_method(c->scratch, s->under, false, c->package, name, true);
        check_error_expr(c, key, "MissingLitField", "%s", missing_selector_text(c, s->base, name, near.object, true));
        return;
    }
    Object *field = found.object;
    if (field->kind != OBJ_VAR) {
        check_error_expr(c, key, "MissingLitField", "%s is not a field", name->text);
        return;
    }
    if (found.path_len > 1 && !allow_version(c, GO_PROMOTED_KEYS)) {
        const char *what = cause_text(c, "use of promoted field %s in struct literal of type %s",
                                      field_path(c, s->under, found.path, found.path_len), text_of_type(c, s->base));
        check_version(c, error_pos(key), GO_PROMOTED_KEYS, what);
        return;
    }
    if (found.indirect) {
        check_error_expr(c, key, "InvalidLitField", "invalid implicit pointer indirection to reach %s", name->text);
        return;
    }
    record_use(c, key, field);
    check_assignment(c, s->x, field->type, "struct literal");
    check_given(s, kv, (GivenField){field, found.path, found.path_len});
}

static bool is_hidden(const Checker *c, const Object *field) {
    return !field->name->exported && field->package != c->package;
}

static void positional_fields(StructLiteral *s, Expr *e) {
    Checker *c = s->checker;
    const ExprVec *elems = &e->as.composite.elems;
    const ObjectVec *fields = &s->under->as.struct_.fields;
    for (int i = 0; i < elems->len; i++) {
        Expr *elem = elems->at[i];
        if (elem->kind == EXPR_KEY_VALUE) {
            check_error_expr(c, elem, "MixedStructLit", "mixture of field:value and value elements in struct literal");
            continue;
        }
        check_generic_expr(c, s->x, elem);
        if (i >= fields->len) {
            operand_error(c, s->x, "InvalidStructLit", "too many values in struct literal of type %s",
                          text_of_type(c, s->base));
            break;
        }
        Object *field = fields->at[i];
        if (is_hidden(c, field)) {
            operand_error(c, s->x, "UnexportedLitField",
                          "implicit assignment to unexported field %s in struct literal of type %s", field->name->text,
                          text_of_type(c, s->base));
            continue;
        }
        check_assignment(c, s->x, field->type, "struct literal");
    }
    if (elems->len >= fields->len) {
        return;
    }
    const char *hint = "";
    for (int i = 0; i < fields->len && *hint == '\0'; i++) {
        hint = is_hidden(c, fields->at[i]) ? " (type has unexported fields - use key:value pairs)" : "";
    }
    check_error(c, e->as.composite.rbrace, "InvalidStructLit", "too few values in struct literal of type %s%s",
                text_of_type(c, s->base), hint);
}

static void struct_literal(Checker *c, Operand *x, Expr *e, Type *base, Type *under) {
    const ExprVec *elems = &e->as.composite.elems;
    StructLiteral literal = {.checker = c, .x = x, .base = base, .under = under};
    if (elems->len == 0) {
        return;
    }
    if (elems->at[0]->kind != EXPR_KEY_VALUE) {
        positional_fields(&literal, e);
        return;
    }
    for (int i = 0; i < elems->len; i++) {
        keyed_field(&literal, elems->at[i]);
    }
}

/* ---- array, slice and map literals ---- */

/* Checks the elements and returns one more than the largest index. length < 0: unknown. */
static int64_t indexed_elements(Checker *c, const ExprVec *elems, Type *type, int64_t length, bool has_keys) {
    Map *seen = has_keys ? map_new(c->scratch) : NULL;
    int64_t index = 0, max = 0;
    for (int i = 0; i < elems->len; i++) {
        Expr *e = elems->at[i], *value = e;
        bool valid = false;
        if (e->kind == EXPR_KEY_VALUE) {
            Type *key_type;
            int64_t key;
            check_index(c, e->as.key_value.key, length, &key_type, &key);
            if (!type_is_bad(key_type) && key >= 0) {
                index = key;
                valid = true;
            } else if (!type_is_bad(key_type)) {
                check_error_expr(c, e, "InvalidLitIndex", "index %s must be integer constant",
                                 text_of_expr(c, e->as.key_value.key));
            }
            value = e->as.key_value.value;
        } else if (length >= 0 && index >= length) {
            check_error_expr(c, e, "OversizeArrayLit", "index %lld is out of bounds (>= %lld)", (long long)index,
                             (long long)length);
        } else {
            valid = true;
        }
        if (valid && seen != NULL) {
            const void *key = (const void *)(uintptr_t)(index + 1);
            if (map_has(seen, key)) {
                check_error_expr(c, e, "DuplicateLitKey", "duplicate index %lld in array or slice literal",
                                 (long long)index);
            }
            map_set(seen, key, e);
        }
        index++;
        max = index > max ? index : max;
        Operand x = {0};
        check_generic_expr_with_hint(c, &x, value, type);
        check_assignment(c, &x, type, "array or slice literal");
    }
    return max;
}

static bool has_key(const ExprVec *elems) {
    for (int i = 0; i < elems->len; i++) {
        if (elems->at[i]->kind == EXPR_KEY_VALUE) {
            return true;
        }
    }
    return false;
}

typedef VEC(Type *) KeyTypes;

/* Keys of interface type are equal only when their dynamic types are. */
static bool key_seen(Checker *c, StrMap *seen, const Operand *x, bool is_interface) {
    const char *key = constant_key(c, x->value, false);
    if (key == NULL) {
        return false;
    }
    KeyTypes *types = strmap_get(seen, key);
    if (types == NULL) {
        types = ARENA_NEW(c->scratch, KeyTypes);
        strmap_set(seen, key, types);
    } else if (!is_interface) {
        return true;
    }
    for (int i = 0; i < types->len; i++) {
        if (type_identical(types->at[i], x->type)) {
            return true;
        }
    }
    VEC_PUSH(c->scratch, types, x->type);
    return false;
}

static void map_literal(Checker *c, Operand *x, const ExprVec *elems, Type *map) {
    bool is_interface = type_is_non_tparam_interface(map->as.map.key);
    StrMap *seen = strmap_new(c->scratch);
    for (int i = 0; i < elems->len; i++) {
        Expr *e = elems->at[i];
        if (e->kind != EXPR_KEY_VALUE) {
            check_error_expr(c, e, "MissingLitKey", "missing key in map literal");
            continue;
        }
        check_generic_expr_with_hint(c, x, e->as.key_value.key, map->as.map.key);
        check_assignment(c, x, map->as.map.key, "map literal");
        if (!operand_valid(x)) {
            continue;
        }
        if (x->mode == MODE_CONSTANT && key_seen(c, seen, x, is_interface)) {
            StrBuf value = strbuf_new(c->scratch);
            value_format(x->value, &value);
            operand_error(c, x, "DuplicateLitKey", "duplicate key %s in map literal", strbuf_text(&value));
            continue;
        }
        check_generic_expr_with_hint(c, x, e->as.key_value.value, map->as.map.elem);
        check_assignment(c, x, map->as.map.elem, "map literal");
    }
}

/* ---- composite literals ---- */

/* Finds the literal's type, and the type its elements follow; is_elem: the type was left out. */
static Type *literal_types(Checker *c, Expr *e, Type *hint, Type **base, bool *is_elem) {
    Expr *written = e->as.composite.type;
    Type *type;
    if (written != NULL) {
        if (written->kind == EXPR_ARRAY_TYPE && written->as.array_type.len == NULL) {
            type = type_new_array(c->arena, check_var_type(c, written->as.array_type.elem), -1);
        } else {
            type = check_type(c, written);
        }
        *base = type;
        return type;
    }
    if (hint == NULL) {
        check_error_expr(c, e, "UntypedLit", "missing type in composite literal");
        *base = c->universe->bad;
        return *base;
    }
    *base = hint;
    Type *under = common_under_if(c, hint, NULL, NULL, NULL);
    if (under != NULL && under->kind == TYPE_POINTER) {
        *base = under->as.pointer.elem;
    }
    *is_elem = true;
    return hint;
}

/* The elements of what cannot have any: they count as used. */
static void use_elements(Checker *c, const ExprVec *elems) {
    for (int i = 0; i < elems->len; i++) {
        Expr *e = elems->at[i];
        use_expr(c, e->kind == EXPR_KEY_VALUE ? e->as.key_value.value : e);
    }
}

static void array_literal(Checker *c, Expr *e, Type *array) {
    const ExprVec *elems = &e->as.composite.elems;
    int64_t n = indexed_elements(c, elems, array->as.array.elem, array->as.array.len, has_key(elems));
    if (array->as.array.len < 0) {
        array->as.array.len = n;
        if (e->as.composite.type != NULL) {
            record_type_and_value(c, e->as.composite.type, MODE_TYPE, array, NULL);
        }
    }
}

void check_composite(Checker *c, Operand *x, Expr *e, Type *hint) {
    Type *base;
    bool is_elem = false;
    Type *type = literal_types(c, e, hint, &base, &is_elem);
    if (!check_is_complete(c, base)) {
        x->mode = MODE_INVALID;
        return;
    }
    const ExprVec *elems = &e->as.composite.elems;
    Type *under = common_under_if(c, base, NULL, NULL, NULL);
    TypeKind kind = under != NULL ? under->kind : TYPE_TUPLE;
    if (kind == TYPE_STRUCT) {
        struct_literal(c, x, e, base, under);
    } else if (kind == TYPE_ARRAY) {
        array_literal(c, e, under);
    } else if (kind == TYPE_SLICE) {
        indexed_elements(c, elems, under->as.slice.elem, -1, has_key(elems));
    } else if (kind == TYPE_MAP) {
        map_literal(c, x, elems, under);
    } else {
        use_elements(c, elems);
        if (under == NULL || !type_is_bad(under)) {
            check_error_expr(c, e, "InvalidLit", "invalid composite literal%s type %s%s", is_elem ? " element" : "",
                             text_of_type(c, type), under == NULL ? " (no common underlying type)" : "");
            x->mode = MODE_INVALID;
            return;
        }
    }
    x->mode = MODE_VALUE;
    x->type = type;
}
