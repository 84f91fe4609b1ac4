/*
 * Calls of the predeclared functions. Those on numbers are in builtins_number.c, those of package
 * unsafe in builtins_unsafe.c.
 * Spec: #Built-in_functions.  gc: types2/builtins.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

typedef struct BuiltinFact {
    const char *name;
    int nargs; /* at least; exactly, unless more */
    bool more;
} BuiltinFact;

static const BuiltinFact builtin_facts[BUILTIN_COUNT] = {
    [BUILTIN_APPEND] = {"append", 1, true},
    [BUILTIN_CAP] = {"cap", 1, false},
    [BUILTIN_CLEAR] = {"clear", 1, false},
    [BUILTIN_CLOSE] = {"close", 1, false},
    [BUILTIN_COMPLEX] = {"complex", 2, false},
    [BUILTIN_COPY] = {"copy", 2, false},
    [BUILTIN_DELETE] = {"delete", 2, false},
    [BUILTIN_IMAG] = {"imag", 1, false},
    [BUILTIN_LEN] = {"len", 1, false},
    [BUILTIN_MAKE] = {"make", 1, true},
    [BUILTIN_MAX] = {"max", 1, true},
    [BUILTIN_MIN] = {"min", 1, true},
    [BUILTIN_NEW] = {"new", 1, false},
    [BUILTIN_PANIC] = {"panic", 1, false},
    [BUILTIN_PRINT] = {"print", 0, true},
    [BUILTIN_PRINTLN] = {"println", 0, true},
    [BUILTIN_REAL] = {"real", 1, false},
    [BUILTIN_RECOVER] = {"recover", 0, false},
    [BUILTIN_UNSAFE_ADD] = {"Add", 2, false},
    [BUILTIN_UNSAFE_ALIGNOF] = {"Alignof", 1, false},
    [BUILTIN_UNSAFE_OFFSETOF] = {"Offsetof", 1, false},
    [BUILTIN_UNSAFE_SIZEOF] = {"Sizeof", 1, false},
    [BUILTIN_UNSAFE_SLICE] = {"Slice", 2, false},
    [BUILTIN_UNSAFE_SLICE_DATA] = {"SliceData", 1, false},
    [BUILTIN_UNSAFE_STRING] = {"String", 2, false},
    [BUILTIN_UNSAFE_STRING_DATA] = {"StringData", 1, false},
    [BUILTIN_ASSERT] = {"assert", 1, false},
    [BUILTIN_TRACE] = {"trace", 0, true},
};

const char *builtin_name(BuiltinId id) { return builtin_facts[id].name; }

void record_builtin(Checker *c, const BuiltinCall *b, Type *result, Type **params, int n) {
    Object **vars = ARENA_ARRAY(c->scratch, Object *, n > 0 ? n : 1);
    for (int i = 0; i < n; i++) {
        vars[i] = object_new_var(c->arena, VAR_PARAM, POS_NONE, NULL, NULL, type_default(c->universe, params[i]));
    }
    Type *results = NULL;
    if (result != NULL) {
        Object *var = object_new_var(c->arena, VAR_RESULT, POS_NONE, NULL, NULL, result);
        results = type_new_tuple(c->arena, &var, 1);
    }
    Type *tuple = type_new_tuple(c->arena, vars, n);
    Type *signature = type_new_signature(c->arena, NULL, tuple, results, false);
    signature->as.signature.variadic = b->id == BUILTIN_APPEND;
    record_builtin_type(c, b->call->as.call.fun, signature);
}

static void record_unary(Checker *c, const BuiltinCall *b, Type *result, Type *param) {
    record_builtin(c, b, result, &param, 1);
}

/* ---- slices: append, copy ---- */

typedef struct SliceElem {
    Checker *checker;
    const Operand *x;
    Type *elem;
    const char *cause;
} SliceElem;

static bool slice_elem_member(void *context, Type *type, Type *under) {
    (void)type;
    SliceElem *s = context;
    Checker *c = s->checker;
    if (under == NULL || under->kind != TYPE_SLICE) {
        bool is_nil = operand_is_nil(c, s->x);
        s->cause =
            cause_text(c, "argument must be a slice; have %s", is_nil ? "untyped nil" : text_of_operand(c, s->x));
        return false;
    }
    Type *elem = under->as.slice.elem;
    if (s->elem != NULL && !type_identical(s->elem, elem)) {
        s->cause = cause_text(c, "mismatched slice element types %s and %s in %s", text_of_type(c, s->elem),
                              text_of_type(c, elem), text_of_operand(c, s->x));
        return false;
    }
    s->elem = s->elem != NULL ? s->elem : elem;
    return true;
}

/* The element type of slice x; NULL with *cause. */
static Type *slice_elem(Checker *c, const Operand *x, const char **cause) {
    SliceElem search = {.checker = c, .x = x};
    bool ok = each_type(x->type, slice_elem_member, &search);
    *cause = search.cause;
    return ok ? search.elem : NULL;
}

typedef struct BytesSearch {
    const Universe *universe;
    bool has_string;
} BytesSearch;

static bool bytes_or_string(void *context, Type *type, Type *under) {
    (void)type;
    BytesSearch *s = context;
    if (under == NULL) {
        return false;
    }
    if (basic_info(under) & INFO_STRING) {
        s->has_string = true;
        return true;
    }
    return under->kind == TYPE_SLICE && type_identical(under->as.slice.elem, s->universe->byte_type);
}

static bool assignable_to_bytes(Checker *c, Operand *x) {
    return operand_assignable_to(c, x, type_new_slice(c->arena, c->universe->byte_type), NULL, NULL);
}

static bool builtin_append(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    const char *cause;
    Type *elem = slice_elem(c, x, &cause);
    if (elem == NULL) {
        operand_error(c, x, "InvalidAppend", "invalid append: %s", cause);
        return false;
    }
    Type *params[2] = {x->type, NULL};
    if (b->nargs == 2 && b->call->as.call.has_dots && assignable_to_bytes(c, x)) {
        /* append(bytes, s...) takes a string. */
        BytesSearch search = {c->universe, false};
        Type *type = b->args.at[1].type;
        if (each_type(type, bytes_or_string, &search) && search.has_string) {
            params[1] = type;
        }
    }
    if (params[1] == NULL) {
        params[1] = type_new_slice(c->arena, elem);
        Object *vars[2];
        for (int i = 0; i < 2; i++) {
            vars[i] = object_new_var(c->arena, VAR_PARAM, POS_NONE, NULL, NULL, params[i]);
        }
        Object *result = object_new_var(c->arena, VAR_RESULT, POS_NONE, NULL, NULL, x->type);
        Type *signature = type_new_signature(c->arena, NULL, type_new_tuple(c->arena, vars, 2),
                                             type_new_tuple(c->arena, &result, 1), true);
        Callee callee = {.signature = signature};
        Arguments args = {.list = b->args};
        check_arguments(c, b->call, &callee, &args);
    }
    record_builtin(c, b, x->type, params, 2);
    x->mode = MODE_VALUE;
    return true;
}

static bool builtin_copy(Checker *c, BuiltinCall *b) {
    Operand *x = b->x, *y = &b->args.at[1];
    const char *cause;
    Type *elem = slice_elem(c, x, &cause);
    if (elem == NULL) {
        operand_error(c, x, "InvalidCopy", "invalid copy: %s", cause);
        return false;
    }
    BytesSearch search = {c->universe, false};
    bool special = assignable_to_bytes(c, x) && each_type(y->type, bytes_or_string, &search);
    if (!special) {
        Type *source = slice_elem(c, y, &cause);
        if (source == NULL && !all_basic(y->type, INFO_STRING)) {
            operand_error(c, y, "InvalidCopy", "invalid copy: %s", cause);
            return false;
        }
        source = source != NULL ? source : c->universe->byte_type;
        if (!type_identical(elem, source)) {
            operand_error(c, x, "InvalidCopy",
                          "invalid copy: arguments %s and %s have different element types %s and %s",
                          text_of_operand(c, x), text_of_operand(c, y), text_of_type(c, elem), text_of_type(c, source));
            return false;
        }
    }
    Type *params[2] = {x->type, y->type};
    Type *int_type = c->universe->basic[BASIC_INT];
    record_builtin(c, b, int_type, params, 2);
    x->mode = MODE_VALUE;
    x->type = int_type;
    return true;
}

/* ---- len, cap ---- */

static bool has_length(BuiltinId id, Type *under) {
    if (under == NULL) {
        return false;
    }
    Type *t = array_behind_pointer(under);
    switch (t->kind) {
    case TYPE_BASIC: return id == BUILTIN_LEN && (t->as.basic.info & INFO_STRING);
    case TYPE_MAP: return id == BUILTIN_LEN;
    case TYPE_ARRAY:
    case TYPE_SLICE:
    case TYPE_CHAN: return true;
    case TYPE_BAD:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_POINTER:
    case TYPE_STRUCT:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE:
    case TYPE_INTERFACE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return false;
}

static bool has_length_member(void *context, Type *type, Type *under) {
    (void)type;
    const BuiltinId *id = context;
    return has_length(*id, under);
}

/* The constant that len or cap of x is, NULL when it is none. */
static const Value *constant_len(Checker *c, const Operand *x) {
    if (type_is_tparam(x->type)) {
        return NULL;
    }
    Type *t = array_behind_pointer(type_underlying(x->type));
    if (t->kind == TYPE_BASIC && x->mode == MODE_CONSTANT) {
        return value_int(c->arena, (int64_t)value_string_length(x->value));
    }
    if (t->kind == TYPE_ARRAY && !c->env.has_call_or_recv) {
        return t->as.array.len >= 0 ? value_int(c->arena, t->as.array.len) : value_unknown();
    }
    return NULL;
}

static bool builtin_len(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    if (!each_type(x->type, has_length_member, &b->id)) {
        if (!type_is_bad(type_underlying(x->type))) {
            operand_error(c, x, b->id == BUILTIN_LEN ? "InvalidLen" : "InvalidCap", INVALID_ARG "%s for built-in %s",
                          text_of_operand(c, x), builtin_name(b->id));
        }
        return false;
    }
    Type *int_type = c->universe->basic[BASIC_INT];
    const Value *value = constant_len(c, x);
    if (value == NULL) {
        record_unary(c, b, int_type, x->type);
    }
    x->mode = value != NULL ? MODE_CONSTANT : MODE_VALUE;
    x->type = int_type;
    x->value = value;
    return true;
}

/* ---- clear, close, delete ---- */

typedef struct MemberCheck {
    Checker *checker;
    Operand *x;
    Type *key;
} MemberCheck;

static bool clearable(void *context, Type *type, Type *under) {
    (void)type;
    MemberCheck *m = context;
    if (under != NULL && (under->kind == TYPE_MAP || under->kind == TYPE_SLICE)) {
        return true;
    }
    operand_error(m->checker, m->x, "InvalidClear",
                  INVALID_ARG "cannot clear %s: argument must be (or constrained by) map or slice",
                  text_of_operand(m->checker, m->x));
    return false;
}

static bool builtin_clear(Checker *c, BuiltinCall *b) {
    check_version(c, error_pos(b->call->as.call.fun), GO_MIN_MAX_CLEAR, "clear");
    MemberCheck check = {c, b->x, NULL};
    if (!each_type(b->x->type, clearable, &check)) {
        return false;
    }
    b->x->mode = MODE_NO_VALUE;
    record_unary(c, b, NULL, b->x->type);
    return true;
}

static bool closable(void *context, Type *type, Type *under) {
    (void)type;
    MemberCheck *m = context;
    const char *operand = text_of_operand(m->checker, m->x);
    if (under == NULL || under->kind != TYPE_CHAN) {
        operand_error(m->checker, m->x, "InvalidClose", INVALID_OP "cannot close non-channel %s", operand);
        return false;
    }
    if (under->as.chan.dir == CHAN_RECV_ONLY) {
        operand_error(m->checker, m->x, "InvalidClose", INVALID_OP "cannot close receive-only channel %s", operand);
        return false;
    }
    return true;
}

static bool builtin_close(Checker *c, BuiltinCall *b) {
    MemberCheck check = {c, b->x, NULL};
    if (!each_type(b->x->type, closable, &check)) {
        return false;
    }
    b->x->mode = MODE_NO_VALUE;
    record_unary(c, b, NULL, b->x->type);
    return true;
}

static bool deletable(void *context, Type *type, Type *under) {
    (void)type;
    MemberCheck *m = context;
    const char *operand = text_of_operand(m->checker, m->x);
    if (under == NULL || under->kind != TYPE_MAP) {
        operand_error(m->checker, m->x, "InvalidDelete", INVALID_ARG "%s is not a map", operand);
        return false;
    }
    if (m->key != NULL && !type_identical(under->as.map.key, m->key)) {
        operand_error(m->checker, m->x, "InvalidDelete", INVALID_ARG "maps of %s must have identical key types",
                      operand);
        return false;
    }
    m->key = under->as.map.key;
    return true;
}

static bool builtin_delete(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    Type *map = x->type;
    MemberCheck check = {c, x, NULL};
    if (!each_type(map, deletable, &check)) {
        return false;
    }
    *x = b->args.at[1];
    check_assignment(c, x, check.key, "argument to delete");
    if (!operand_valid(x)) {
        return false;
    }
    x->mode = MODE_NO_VALUE;
    Type *params[2] = {map, check.key};
    record_builtin(c, b, NULL, params, 2);
    return true;
}

/* ---- make, new ---- */

static const char *not_makeable(Checker *c, void *context, Type *type, Type *under) {
    (void)c;
    (void)context;
    (void)type;
    if (under == NULL) {
        return "no specific type";
    }
    bool ok = under->kind == TYPE_SLICE || under->kind == TYPE_MAP || under->kind == TYPE_CHAN;
    return ok ? NULL : "type must be slice, map, or channel";
}

static bool builtin_make(Checker *c, BuiltinCall *b) {
    const ExprVec *list = &b->call->as.call.args;
    Expr *arg = list->at[0];
    Type *type = check_var_type(c, arg);
    if (type_is_bad(type)) {
        return false;
    }
    const char *cause;
    Type *under = common_under_if(c, type, not_makeable, NULL, &cause);
    if (under == NULL) {
        check_error_expr(c, arg, "InvalidMake", INVALID_ARG "cannot make %s: %s", text_of_expr(c, arg),
                         cause != NULL ? cause : "no specific type");
        return false;
    }
    int min = under->kind == TYPE_SLICE ? 2 : 1;
    if (b->nargs < min || b->nargs > min + 1) {
        check_error_expr(c, b->call, "WrongArgCount", INVALID_OP "%s expects %d or %d arguments; found %d",
                         text_of_expr(c, b->call), min, min + 1, b->nargs);
        return false;
    }
    Type *params[3] = {type, NULL, NULL};
    int64_t sizes[2];
    int known = 0;
    for (int i = 1; i < b->nargs; i++) {
        int64_t size;
        check_index(c, list->at[i], -1, &params[i], &size);
        if (size >= 0) {
            sizes[known++] = size;
        }
    }
    if (known == 2 && sizes[0] > sizes[1]) {
        check_error_expr(c, list->at[1], "SwappedMakeArgs", INVALID_ARG "length and capacity swapped");
    }
    b->x->mode = MODE_VALUE;
    b->x->type = type;
    record_builtin(c, b, type, params, b->nargs);
    return true;
}

static bool builtin_new(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    Expr *arg = b->call->as.call.args.at[0];
    check_expr_or_type(c, x, arg, false);
    check_exclude(c, x, MODE_BIT(MODE_NO_VALUE) | MODE_BIT(MODE_BUILTIN));
    if (!operand_valid(x)) {
        return false;
    }
    if (x->mode == MODE_TYPE) {
        check_valid_var_type(c, arg, x->type);
    } else {
        if (type_is_untyped(x->type)) {
            check_assignment(c, x, NULL, "argument to new");
            if (!operand_valid(x)) {
                return false;
            }
        }
        const char *feature = cause_text(c, "new(%s)", text_of_expr(c, arg));
        check_version(c, error_pos(b->call->as.call.fun), GO_NEW_EXPR, feature);
    }
    Type *type = x->type;
    x->mode = MODE_VALUE;
    x->type = type_new_pointer(c->arena, type);
    record_unary(c, b, x->type, type);
    return true;
}

/* ---- panic, print, recover, assert ---- */

static bool builtin_panic(Checker *c, BuiltinCall *b) {
    Type *signature = c->env.signature;
    if (signature != NULL && signature->as.signature.results->as.tuple.vars.len > 0) {
        if (c->env.is_panic == NULL) {
            c->env.is_panic = map_new(c->scratch);
        }
        c->env.is_panic_set = true;
        map_set(c->env.is_panic, b->call, b->call);
    }
    check_assignment(c, b->x, c->universe->empty_interface, "argument to panic");
    if (!operand_valid(b->x)) {
        return false;
    }
    b->x->mode = MODE_NO_VALUE;
    record_unary(c, b, NULL, c->universe->empty_interface);
    return true;
}

static bool builtin_print(Checker *c, BuiltinCall *b) {
    const char *context = cause_text(c, "argument to built-in %s", builtin_name(b->id));
    Type **params = ARENA_ARRAY(c->scratch, Type *, b->nargs);
    for (int i = 0; i < b->nargs; i++) {
        Operand *a = &b->args.at[i];
        check_assignment(c, a, NULL, context);
        if (!operand_valid(a)) {
            return false;
        }
        params[i] = a->type;
    }
    b->x->mode = MODE_NO_VALUE;
    record_builtin(c, b, NULL, params, b->nargs);
    VEC_PUSH(c->scratch, &c->extra->prints, b->call);
    return true;
}

static bool builtin_recover(Checker *c, BuiltinCall *b) {
    b->x->mode = MODE_VALUE;
    b->x->type = c->universe->empty_interface;
    record_builtin(c, b, b->x->type, NULL, 0);
    return true;
}

static bool builtin_assert(Checker *c, BuiltinCall *b) {
    Operand *x = b->x;
    if (x->mode != MODE_CONSTANT || !(basic_info(x->type) & INFO_BOOLEAN)) {
        operand_error(c, x, "Test", INVALID_ARG "%s is not a boolean constant", text_of_operand(c, x));
        return false;
    }
    if (value_kind(x->value) != VALUE_BOOL || !value_as_bool(x->value)) {
        check_error_expr(c, b->call, "Test", "%s failed", text_of_expr(c, b->call));
    }
    return true;
}

/* trace(x, ...) is x: nothing is printed here. */
static bool builtin_trace(Checker *c, BuiltinCall *b) {
    const ExprVec *list = &b->call->as.call.args;
    b->x->mode = MODE_NO_VALUE;
    for (int i = 0; i < list->len; i++) {
        Operand other = {0};
        check_raw_expr(c, NULL, i == 0 ? b->x : &other, list->at[i], NULL, false);
    }
    return list->len == 0 || operand_valid(b->x);
}

/* ---- dispatch ---- */

static bool dispatch(Checker *c, BuiltinCall *b) {
    switch (b->id) {
    case BUILTIN_APPEND: return builtin_append(c, b);
    case BUILTIN_CAP:
    case BUILTIN_LEN: return builtin_len(c, b);
    case BUILTIN_CLEAR: return builtin_clear(c, b);
    case BUILTIN_CLOSE: return builtin_close(c, b);
    case BUILTIN_COMPLEX: return check_complex_builtin(c, b);
    case BUILTIN_COPY: return builtin_copy(c, b);
    case BUILTIN_DELETE: return builtin_delete(c, b);
    case BUILTIN_IMAG:
    case BUILTIN_REAL: return check_part_builtin(c, b);
    case BUILTIN_MAKE: return builtin_make(c, b);
    case BUILTIN_MAX:
    case BUILTIN_MIN: return check_extremum_builtin(c, b);
    case BUILTIN_NEW: return builtin_new(c, b);
    case BUILTIN_PANIC: return builtin_panic(c, b);
    case BUILTIN_PRINT:
    case BUILTIN_PRINTLN: return builtin_print(c, b);
    case BUILTIN_RECOVER: return builtin_recover(c, b);
    case BUILTIN_ASSERT: return builtin_assert(c, b);
    case BUILTIN_TRACE: return builtin_trace(c, b);
    case BUILTIN_UNSAFE_ADD:
    case BUILTIN_UNSAFE_ALIGNOF:
    case BUILTIN_UNSAFE_OFFSETOF:
    case BUILTIN_UNSAFE_SIZEOF:
    case BUILTIN_UNSAFE_SLICE:
    case BUILTIN_UNSAFE_SLICE_DATA:
    case BUILTIN_UNSAFE_STRING:
    case BUILTIN_UNSAFE_STRING_DATA: return check_unsafe_builtin(c, b);
    case BUILTIN_COUNT: break;
    }
    return false;
}

/* Evaluates ordinary arguments and counts them; false after an error. */
static bool builtin_args(Checker *c, BuiltinCall *b) {
    const ExprVec *list = &b->call->as.call.args;
    b->nargs = list->len;
    bool own =
        b->id == BUILTIN_MAKE || b->id == BUILTIN_NEW || b->id == BUILTIN_UNSAFE_OFFSETOF || b->id == BUILTIN_TRACE;
    if (!own && list->len > 0) {
        b->args = check_expr_list(c, list);
        b->nargs = b->args.len;
        for (int i = 0; i < b->nargs; i++) {
            if (!operand_valid(&b->args.at[i])) {
                return false;
            }
        }
        *b->x = b->args.at[0];
    }
    const BuiltinFact *fact = &builtin_facts[b->id];
    bool too_few = b->nargs < fact->nargs, too_many = !fact->more && b->nargs > fact->nargs;
    if (too_few || too_many) {
        check_error_expr(c, b->call, "WrongArgCount", INVALID_OP "%s arguments for %s (expected %d, found %d)",
                         too_few ? "not enough" : "too many", text_of_expr(c, b->call), fact->nargs, b->nargs);
        return false;
    }
    return true;
}

bool check_builtin(Checker *c, Operand *x, Expr *call, BuiltinId id) {
    if (call->as.call.has_dots && id != BUILTIN_APPEND) {
        check_error_expr(c, call, "InvalidDotDotDot", INVALID_OP "invalid use of ... with built-in %s",
                         builtin_name(id));
        use_arguments(c, call);
        return false;
    }
    /* len and cap want to know whether their own argument calls or receives. */
    bool saved = c->env.has_call_or_recv;
    bool is_length = id == BUILTIN_LEN || id == BUILTIN_CAP;
    if (is_length) {
        c->env.has_call_or_recv = false;
    }
    DeclInfo *decl = c->env.decl;
    const int needs = decl != NULL ? decl->needs.len : 0;
    BuiltinCall b = {.x = x, .call = call, .id = id};
    bool ok = builtin_args(c, &b) && dispatch(c, &b);
    if (ok && decl != NULL && x->mode == MODE_CONSTANT) {
        decl->needs.len = needs;
    }
    if (is_length) {
        c->env.has_call_or_recv = saved;
    }
    return ok;
}
