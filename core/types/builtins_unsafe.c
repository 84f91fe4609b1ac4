/*
 * Calls of the functions of package unsafe.
 * Spec: #Package_unsafe.  gc: types2/builtins.go, sizes.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

static void set_value(Operand *x, Type *type) {
    x->mode = MODE_VALUE;
    x->type = type;
}

static void need_version(Checker *c, const BuiltinCall *b, int minor) {
    check_version(c, error_pos(b->call->as.call.fun), minor, cause_text(c, "unsafe.%s", builtin_name(b->id)));
}

/* Gives x the parameter's type; false after an error. */
static bool assign_argument(Checker *c, const BuiltinCall *b, Type *type) {
    check_assignment(c, b->x, type, cause_text(c, "argument to unsafe.%s", builtin_name(b->id)));
    return operand_valid(b->x);
}

static bool unsafe_add(Checker *c, BuiltinCall *b) {
    need_version(c, b, GO_UNSAFE_SLICE);
    Type *pointer = c->universe->basic[BASIC_UNSAFE_POINTER];
    Operand *y = &b->args.at[1];
    if (!assign_argument(c, b, pointer) || !check_valid_index(c, y, "InvalidUnsafeAdd", "length", true)) {
        return false;
    }
    set_value(b->x, pointer);
    Type *params[2] = {pointer, y->type};
    record_builtin(c, b, pointer, params, 2);
    return true;
}

/* ---- sizes ---- */

static bool size_varies(Checker *c, Type *t);

/* A type that is being set up has no size: its declaration refers to itself. */
static bool in_cycle(Checker *c, const Object *object) {
    int i = c->object_path.len - 1;
    while (i >= 0 && c->object_path.at[i] != object) {
        i--;
    }
    if (i < 0) {
        return false;
    }
    Object **cycle = &c->object_path.at[i];
    int n = c->object_path.len - i;
    cycle_error(c, cycle, n, first_in_source(cycle, n));
    return true;
}

static bool named_size_varies(Checker *c, Type *t) {
    static const char yes, no;
    const char *known = map_get(c->size_varies, t);
    if (known != NULL) {
        return known == &yes;
    }
    Object *object = t->as.named.object;
    if (in_cycle(c, object)) {
        return true;
    }
    push_object(c, object);
    named_unpack(t);
    bool varies = size_varies(c, named_rhs(t));
    pop_object(c);
    if (c->size_varies == NULL) {
        c->size_varies = map_new(c->scratch);
    }
    map_set(c->size_varies, t, (void *)(uintptr_t)(varies ? &yes : &no));
    return varies;
}

/* True when the size depends on type parameters, or is infinite. */
static bool size_varies(Checker *c, Type *t) {
    Type *plain = type_unalias(t);
    if (plain->kind == TYPE_PARAM) {
        return true;
    }
    if (plain->kind == TYPE_NAMED) {
        return named_size_varies(c, plain);
    }
    if (plain->kind == TYPE_ARRAY) {
        return size_varies(c, plain->as.array.elem);
    }
    for (int i = 0; plain->kind == TYPE_STRUCT && i < plain->as.struct_.fields.len; i++) {
        if (size_varies(c, plain->as.struct_.fields.at[i]->type)) {
            return true;
        }
    }
    return false;
}

/* Makes x a constant of type uintptr, or a value when the number is not known yet. */
static void set_uintptr(Checker *c, const BuiltinCall *b, Type *param, bool varies, int64_t n) {
    Operand *x = b->x;
    Type *type = c->universe->basic[BASIC_UINTPTR];
    if (varies) {
        record_builtin(c, b, type, &param, 1);
        x->mode = MODE_VALUE;
    } else {
        x->mode = MODE_CONSTANT;
        x->value = value_int(c->arena, n);
    }
    x->type = type;
}

static bool unsafe_size(Checker *c, BuiltinCall *b) {
    if (!assign_argument(c, b, NULL)) {
        return false;
    }
    Type *type = b->x->type;
    bool varies = size_varies(c, type);
    int64_t n = varies ? 0 : b->id == BUILTIN_UNSAFE_SIZEOF ? type_size(type) : type_align(type);
    if (n < 0) {
        operand_error(c, b->x, "TypeTooLarge", "%s is too large", text_of_operand(c, b->x));
        return false;
    }
    set_uintptr(c, b, type, varies, n);
    return true;
}

/* Offset of a field found through embedded fields. */
static int64_t path_offset(Type *type, const int *path, int n) {
    int64_t offset = 0;
    for (int i = 0; i < n; i++) {
        Type *under = type_underlying(type);
        int64_t next = struct_field_offset(under, path[i]);
        if (next < 0) {
            return -1;
        }
        offset += next;
        type = under->as.struct_.fields.at[path[i]]->type;
    }
    return offset;
}

/* Finds the field that selector names in `base`; NULL after an error. */
static Object *offset_field(Checker *c, BuiltinCall *b, Type *base, Expr *selector, LookupResult *found) {
    Expr *arg = b->call->as.call.args.at[0];
    const Name *name = selector->as.selector.sel->as.name.name;
    *found = lookup_field_or_method(c->arena, base, false, c->package, name, false);
    if (found->object == NULL) {
        operand_error(c, b->x, "MissingFieldOrMethod", INVALID_ARG "%s has no single field %s", text_of_type(c, base),
                      name->text);
        return NULL;
    }
    if (found->object->kind == OBJ_FUNC) {
        check_error_expr(c, arg, "InvalidOffsetof", INVALID_ARG "%s is a method value", text_of_expr(c, arg));
        return NULL;
    }
    if (found->indirect) {
        operand_error(c, b->x, "InvalidOffsetof", INVALID_ARG "field %s is embedded via a pointer in %s", name->text,
                      text_of_type(c, base));
        return NULL;
    }
    return found->object;
}

static bool unsafe_offset(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    Expr *arg = b->call->as.call.args.at[0];
    Expr *selector = expr_unparen(arg);
    if (selector->kind != EXPR_SELECTOR) {
        check_error_expr(c, arg, "BadOffsetofSyntax", INVALID_ARG "%s is not a selector expression",
                         text_of_expr(c, arg));
        use_expr(c, arg);
        return false;
    }
    check_expr(c, NULL, x, selector->as.selector.x);
    if (!operand_valid(x)) {
        return false;
    }
    Type *base = struct_behind_pointer(x->type);
    LookupResult found;
    Object *field = offset_field(c, b, base, selector, &found);
    if (field == NULL) {
        return false;
    }
    record_selection(c, selector, SELECT_FIELD, base, field, found.path, found.path_len, false);
    Operand selected = {
        .mode = x->mode == MODE_VARIABLE ? MODE_VARIABLE : MODE_VALUE, .expr = selector, .type = field->type};
    record_operand(c, &selected);
    bool varies = size_varies(c, base);
    int64_t offset = varies ? 0 : path_offset(base, found.path, found.path_len);
    if (offset < 0) {
        operand_error(c, x, "TypeTooLarge", "%s is too large", text_of_operand(c, x));
        return false;
    }
    set_uintptr(c, b, field->type, varies, offset);
    return true;
}

/* ---- slices and strings ---- */

static bool unsafe_slice(Checker *c, BuiltinCall *b) {
    need_version(c, b, GO_UNSAFE_SLICE);
    Type *pointer = common_under_if(c, b->x->type, NULL, NULL, NULL);
    if (pointer == NULL || pointer->kind != TYPE_POINTER) {
        operand_error(c, b->x, "InvalidUnsafeSlice", INVALID_ARG "%s is not a pointer", text_of_operand(c, b->x));
        return false;
    }
    Operand *y = &b->args.at[1];
    if (!check_valid_index(c, y, "InvalidUnsafeSlice", "length", false)) {
        return false;
    }
    set_value(b->x, type_new_slice(c->arena, pointer->as.pointer.elem));
    Type *params[2] = {pointer, y->type};
    record_builtin(c, b, b->x->type, params, 2);
    return true;
}

static bool unsafe_slice_data(Checker *c, BuiltinCall *b) {
    need_version(c, b, GO_UNSAFE_STRING);
    Type *slice = common_under_if(c, b->x->type, NULL, NULL, NULL);
    if (slice == NULL || slice->kind != TYPE_SLICE) {
        operand_error(c, b->x, "InvalidUnsafeSliceData", INVALID_ARG "%s is not a slice", text_of_operand(c, b->x));
        return false;
    }
    set_value(b->x, type_new_pointer(c->arena, slice->as.slice.elem));
    record_builtin(c, b, b->x->type, &slice, 1);
    return true;
}

static bool unsafe_string(Checker *c, BuiltinCall *b) {
    need_version(c, b, GO_UNSAFE_STRING);
    Type *pointer = type_new_pointer(c->arena, c->universe->byte_type);
    Operand *y = &b->args.at[1];
    if (!assign_argument(c, b, pointer) || !check_valid_index(c, y, "InvalidUnsafeString", "length", false)) {
        return false;
    }
    set_value(b->x, c->universe->basic[BASIC_STRING]);
    Type *params[2] = {pointer, y->type};
    record_builtin(c, b, b->x->type, params, 2);
    return true;
}

static bool unsafe_string_data(Checker *c, BuiltinCall *b) {
    need_version(c, b, GO_UNSAFE_STRING);
    Type *string = c->universe->basic[BASIC_STRING];
    if (!assign_argument(c, b, string)) {
        return false;
    }
    set_value(b->x, type_new_pointer(c->arena, c->universe->byte_type));
    record_builtin(c, b, b->x->type, &string, 1);
    return true;
}

bool check_unsafe_builtin(Checker *c, BuiltinCall *b) {
    if (b->id == BUILTIN_UNSAFE_ADD) {
        return unsafe_add(c, b);
    }
    if (b->id == BUILTIN_UNSAFE_OFFSETOF) {
        return unsafe_offset(c, b);
    }
    if (b->id == BUILTIN_UNSAFE_SLICE) {
        return unsafe_slice(c, b);
    }
    if (b->id == BUILTIN_UNSAFE_SLICE_DATA) {
        return unsafe_slice_data(c, b);
    }
    if (b->id == BUILTIN_UNSAFE_STRING) {
        return unsafe_string(c, b);
    }
    if (b->id == BUILTIN_UNSAFE_STRING_DATA) {
        return unsafe_string_data(c, b);
    }
    return unsafe_size(c, b);
}
