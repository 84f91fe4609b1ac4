/*
 * Operands: values under consideration, questions about their types, assignability.
 * gc: types2/operand.go, under.go, recording.go.
 */
#include "core/types/operand.h"

#include <stdarg.h>

void operand_fail(Checker *c, Operand *x, Expr *e) {
    x->mode = MODE_INVALID;
    x->type = c->universe->bad;
    x->expr = e;
}

const char *cause_text(Checker *c, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(c->scratch, format, args);
    va_end(args);
    return text;
}

void operand_error(Checker *c, const Operand *x, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(c->scratch, format, args);
    va_end(args);
    if (x->expr == NULL) {
        check_error(c, POS_NONE, code, "%s", text);
    } else {
        check_error_expr(c, x->expr, code, "%s", text);
    }
}

const char *position_text(Checker *c, Pos pos) {
    StrBuf text = strbuf_new(c->scratch);
    sources_format(c->config->sources, pos, &text);
    return strbuf_text(&text);
}

void record_operand(Checker *c, Operand *x) {
    Type *type = x->type;
    const Value *value = NULL;
    switch (x->mode) {
    case MODE_INVALID: type = c->universe->bad; break;
    case MODE_NO_VALUE: type = c->universe->empty_tuple; break;
    case MODE_CONSTANT: value = x->value; break;
    case MODE_BUILTIN:
    case MODE_TYPE:
    case MODE_VARIABLE:
    case MODE_MAP_INDEX:
    case MODE_VALUE:
    case MODE_NIL:
    case MODE_COMMA_OK:
    case MODE_COMMA_ERR: break;
    }
    if (x->mode != MODE_INVALID && type_is_untyped(type)) {
        remember_untyped(c, x->expr, x->mode, type, value);
    } else {
        record_type_and_value(c, x->expr, x->mode, type, value);
    }
}

Object *lookup_name(Checker *c, const Name *name) {
    for (Scope *scope = c->env.scope; scope != NULL; scope = scope->parent) {
        Object *object = scope_lookup(scope, name);
        if (object != NULL) {
            return object;
        }
    }
    return NULL;
}

Object *named_variable(Checker *c, Expr *e) {
    Expr *name = expr_unparen(e);
    if (name->kind != EXPR_NAME || name->as.name.name->blank) {
        return NULL;
    }
    Object *object = lookup_name(c, name->as.name.name);
    return object != NULL && object->kind == OBJ_VAR && object->package == c->package ? object : NULL;
}

/* ---- questions about types ---- */

unsigned basic_info(Type *t) {
    Type *under = t->kind == TYPE_BASIC ? t : type_underlying(t);
    return under != NULL && under->kind == TYPE_BASIC ? under->as.basic.info : 0;
}

bool has_basic_kind(Type *t, BasicKind kind) {
    Type *under = type_underlying(t);
    return under->kind == TYPE_BASIC && under->as.basic.kind == kind;
}

bool each_type(Type *t, EachType fn, void *context) {
    if (type_is_tparam(t)) {
        return type_set_all(t, fn, context);
    }
    return fn(context, t, type_underlying(t));
}

static bool member_has_info(void *context, Type *type, Type *under) {
    (void)type;
    const unsigned *info = context;
    return under != NULL && under->kind == TYPE_BASIC && (under->as.basic.info & *info) != 0;
}

bool all_basic(Type *t, unsigned info) {
    if (type_is_tparam(t)) {
        return type_set_all(t, member_has_info, &info);
    }
    return (basic_info(t) & info) != 0;
}

bool is_pointer(Type *t) { return type_underlying(t)->kind == TYPE_POINTER; }

bool is_interface_pointer(Type *t) {
    Type *under = type_underlying(t);
    return under->kind == TYPE_POINTER && type_is_interface(under->as.pointer.elem);
}

bool is_bytes_or_runes(Type *t) {
    Type *under = type_underlying(t);
    if (under->kind != TYPE_SLICE) {
        return false;
    }
    Type *elem = under->as.slice.elem;
    return has_basic_kind(elem, BASIC_UINT8) || has_basic_kind(elem, BASIC_INT32);
}

Type *array_behind_pointer(Type *t) {
    Type *plain = type_unalias(t);
    if (plain->kind == TYPE_POINTER) {
        Type *elem = type_underlying(plain->as.pointer.elem);
        if (elem->kind == TYPE_ARRAY) {
            return elem;
        }
    }
    return t;
}

Type *struct_behind_pointer(Type *t) {
    Type *under = type_underlying(t);
    if (under->kind == TYPE_POINTER && type_underlying(under->as.pointer.elem)->kind == TYPE_STRUCT) {
        return under->as.pointer.elem;
    }
    return t;
}

const char *composite_kind(Type *t) {
    switch (type_underlying(t)->kind) {
    case TYPE_ARRAY: return "array";
    case TYPE_SLICE: return "slice";
    case TYPE_STRUCT: return "struct";
    case TYPE_POINTER: return "pointer";
    case TYPE_SIGNATURE: return "func";
    case TYPE_INTERFACE:
    case TYPE_PARAM: return "interface";
    case TYPE_MAP: return "map";
    case TYPE_CHAN: return "chan";
    case TYPE_TUPLE: return "tuple";
    case TYPE_UNION: return "union";
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_NAMED:
    case TYPE_ALIAS: break;
    }
    return "";
}

Type *max_untyped(Type *x, Type *y) {
    if (x == y) {
        return x;
    }
    const unsigned wanted = INFO_UNTYPED;
    if (x->kind != TYPE_BASIC || y->kind != TYPE_BASIC || !(x->as.basic.info & y->as.basic.info & wanted)) {
        return NULL;
    }
    if (!(x->as.basic.info & INFO_NUMERIC) || !(y->as.basic.info & INFO_NUMERIC)) {
        return NULL;
    }
    return x->as.basic.kind > y->as.basic.kind ? x : y;
}

/* ---- the one underlying type of a type set ---- */

typedef struct CommonSearch {
    Checker *checker;
    TypeCondition cond;
    void *context;
    Type *type, *under; /* so far */
    const char *cause;
    bool failed;
} CommonSearch;

static bool common_fails(CommonSearch *s, const char *cause) {
    s->failed = true;
    s->cause = cause;
    return false;
}

/* Two channel types go together when one can stand for both. */
static bool common_channel(CommonSearch *s, Type *type, Type *under) {
    Checker *c = s->checker;
    if (!type_identical(s->under->as.chan.elem, under->as.chan.elem)) {
        return common_fails(s, cause_text(c, "channels %s and %s have different element types",
                                          text_of_type(c, s->type), text_of_type(c, type)));
    }
    ChanDir have = s->under->as.chan.dir, dir = under->as.chan.dir;
    if (have != dir && have == CHAN_BOTH) {
        s->type = type;
        s->under = under;
    } else if (have != dir && dir != CHAN_BOTH) {
        return common_fails(s, cause_text(c, "channels %s and %s have conflicting directions", text_of_type(c, s->type),
                                          text_of_type(c, type)));
    }
    return true;
}

static bool common_next(void *context, Type *type, Type *under) {
    CommonSearch *s = context;
    Checker *c = s->checker;
    if (s->cond != NULL) {
        const char *cause = s->cond(c, s->context, type, under);
        if (cause != NULL) {
            return common_fails(s, cause);
        }
    }
    if (under == NULL) {
        return common_fails(s, "no specific type");
    }
    if (s->under == NULL) {
        s->type = type;
        s->under = under;
        return true;
    }
    if (s->under->kind == TYPE_CHAN && under->kind == TYPE_CHAN) {
        return common_channel(s, type, under);
    }
    if (!type_identical(s->under, under)) {
        return common_fails(s, cause_text(c, "%s and %s have different underlying types", text_of_type(c, s->type),
                                          text_of_type(c, type)));
    }
    return true;
}

Type *common_under_if(Checker *c, Type *t, TypeCondition cond, void *context, const char **cause) {
    CommonSearch search = {.checker = c, .cond = cond, .context = context};
    each_type(t, common_next, &search);
    if (cause != NULL) {
        *cause = search.cause;
    }
    return search.failed ? NULL : search.under;
}

Type *function_target(Checker *c, Type *target) {
    if (target == NULL) {
        return NULL;
    }
    Type *under = common_under_if(c, target, NULL, NULL, NULL);
    return under != NULL && under->kind == TYPE_SIGNATURE ? under : NULL;
}

bool operand_is_nil(const Checker *c, const Operand *x) {
    (void)c;
    return x->mode == MODE_NIL;
}

/* ---- assignability ---- */

/* What stays the same while the members of a type set are tried. */
typedef struct AssignSearch {
    Checker *checker;
    Operand *x;
    Type *target; /* as written */
    Type *tparam; /* whose members are tried */
    const char **cause;
    const char *code;
    bool ok;
} AssignSearch;

static void wrap_cause(const char **cause, Checker *c, const char *outer) {
    if (cause == NULL) {
        return;
    }
    *cause = *cause != NULL && **cause != '\0' ? cause_text(c, "%s\n\t%s", outer, *cause) : outer;
}

static bool untyped_fits_member(void *context, Type *type, Type *under) {
    (void)under;
    AssignSearch *s = context;
    return type != NULL && implicit_type_and_value(s->checker, s->x, type, NULL, NULL) != NULL;
}

static bool assignable_to_member(void *context, Type *type, Type *under) {
    (void)under;
    AssignSearch *s = context;
    if (type == NULL) {
        return false;
    }
    s->ok = operand_assignable_to(s->checker, s->x, type, s->cause, &s->code);
    if (!s->ok) {
        Checker *c = s->checker;
        wrap_cause(s->cause, c,
                   cause_text(c, "cannot assign %s to %s (in %s)", text_of_type(c, s->x->type), text_of_type(c, type),
                              text_of_type(c, s->tparam)));
    }
    return s->ok;
}

static bool member_assignable(void *context, Type *type, Type *under) {
    (void)under;
    AssignSearch *s = context;
    if (type == NULL) {
        return false;
    }
    s->x->type = type;
    s->ok = operand_assignable_to(s->checker, s->x, s->target, s->cause, &s->code);
    if (!s->ok) {
        Checker *c = s->checker;
        wrap_cause(s->cause, c,
                   cause_text(c, "cannot assign %s (in %s) to %s", text_of_type(c, type), text_of_type(c, s->tparam),
                              text_of_type(c, s->target)));
    }
    return s->ok;
}

/* The rules about type sets, when the source or the target is a type parameter. */
static bool assignable_generic(Checker *c, Operand *x, Type *from, Type *to, Type *target, const char **cause,
                               const char **code) {
    Operand copy = *x;
    AssignSearch search = {.checker = c, .x = &copy, .target = target, .cause = cause, .code = "IncompatibleAssign"};
    if (!type_is_named(from) && to->kind == TYPE_PARAM) {
        search.tparam = to;
        type_set_all(to, assignable_to_member, &search);
    } else if (from->kind == TYPE_PARAM && !type_is_named(to)) {
        search.tparam = from;
        type_set_all(from, member_assignable, &search);
    }
    *code = search.code;
    return search.ok;
}

/* Interfaces on either side. Sets *done when the question is answered. */
static bool assignable_interface(Checker *c, Type *from, Type *to, const char **cause, const char **code, bool *done) {
    bool from_tparam = from->kind == TYPE_PARAM, to_tparam = to->kind == TYPE_PARAM;
    *done = true;
    Type *to_under = type_underlying(to);
    if ((to_under->kind == TYPE_INTERFACE && !to_tparam) || is_interface_pointer(to_under)) {
        if (type_implements(c, from, to, false, cause)) {
            return true;
        }
        if (!from_tparam) {
            *code = "InvalidIfaceAssign";
            return false;
        }
        if (cause != NULL) {
            *cause = NULL;
        }
    }
    if (type_underlying(from)->kind == TYPE_INTERFACE && !from_tparam && type_implements(c, to, from, false, NULL)) {
        if (cause != NULL) {
            *cause = "need type assertion";
        }
        return false;
    }
    *done = false;
    return false;
}

static bool assignable_untyped(Checker *c, Operand *x, Type *to) {
    if (to->kind == TYPE_PARAM) {
        AssignSearch search = {.checker = c, .x = x};
        return type_set_all(to, untyped_fits_member, &search);
    }
    return implicit_type_and_value(c, x, to, NULL, NULL) != NULL;
}

bool operand_assignable_to(Checker *c, Operand *x, Type *type, const char **cause, const char **code) {
    const char *ignored;
    code = code != NULL ? code : &ignored;
    *code = "IncompatibleAssign";
    if (!operand_valid(x) || type_is_bad(type)) {
        return true;
    }
    Type *from = type_unalias(x->type), *to = type_unalias(type);
    if (type_identical(from, to)) {
        return true;
    }
    if (type_is_untyped(from)) {
        return assignable_untyped(c, x, to);
    }
    bool generic = from->kind == TYPE_PARAM || to->kind == TYPE_PARAM;
    Type *from_under = type_underlying(from), *to_under = type_underlying(to);
    bool one_unnamed = !type_is_named(from) || !type_is_named(to);
    if (!generic && one_unnamed && type_identical(from_under, to_under)) {
        return true;
    }
    bool done;
    bool ok = assignable_interface(c, from, to, cause, code, &done);
    if (done) {
        return ok;
    }
    if (from_under->kind == TYPE_CHAN && from_under->as.chan.dir == CHAN_BOTH && to_under->kind == TYPE_CHAN &&
        type_identical(from_under->as.chan.elem, to_under->as.chan.elem)) {
        *code = "InvalidChanAssign";
        return one_unnamed;
    }
    return generic && assignable_generic(c, x, from, to, type, cause, code);
}
