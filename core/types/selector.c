/*
 * Selectors: qualified identifiers, fields, method values and method expressions.
 * Spec: #Selectors, #Method_expressions, #Method_values.  gc: types2/call.go selector, errsupport.go.
 */
#include "core/types/operand.h"

#include <string.h>
#include <strings.h>

/* ---- why a selector is not found ---- */

/* Both names but for their first letter. */
static bool same_tail(const Name *a, const Name *b) {
    const char *s = a->text, *t = b->text;
    do {
        s++;
    } while (((unsigned char)*s & 0xC0) == 0x80);
    do {
        t++;
    } while (((unsigned char)*t & 0xC0) == 0x80);
    return strcmp(s, t) == 0;
}

typedef enum NearMiss { MISS_NONE, MISS_SPELLING, MISS_UNEXPORTED, MISS_INACCESSIBLE } NearMiss;

static NearMiss near_miss(const Checker *c, const Name *sel, const Object *object) {
    if (object == NULL) {
        return MISS_NONE;
    }
    if (object->package == c->package) {
        return MISS_SPELLING;
    }
    if (sel->exported) {
        return object->name->exported ? MISS_SPELLING : same_tail(sel, object->name) ? MISS_UNEXPORTED : MISS_NONE;
    }
    if (object->name->exported) {
        return same_tail(sel, object->name) ? MISS_SPELLING : MISS_NONE;
    }
    return sel == object->name ? MISS_INACCESSIBLE : MISS_NONE;
}

static const char *missing_field_text(Checker *c, const char *type, const char *sel, const char *have, NearMiss miss) {
    switch (miss) {
    case MISS_SPELLING:
        return cause_text(c, "unknown field %s in struct literal of type %s, but does have %s", sel, type, have);
    case MISS_UNEXPORTED:
        return cause_text(c, "unknown field %s in struct literal of type %s, but does have unexported %s", sel, type,
                          have);
    case MISS_INACCESSIBLE:
        return cause_text(c, "cannot refer to unexported field %s in struct literal of type %s", have, type);
    case MISS_NONE: break;
    }
    return cause_text(c, "unknown field %s in struct literal of type %s", sel, type);
}

const char *missing_selector_text(Checker *c, Type *type, const Name *sel, const Object *alternative, bool in_literal) {
    NearMiss miss = near_miss(c, sel, alternative);
    const char *have = alternative != NULL ? alternative->name->text : "";
    const char *text = text_of_type(c, type);
    if (in_literal) {
        return missing_field_text(c, text, sel->text, have, miss);
    }
    const char *what = alternative != NULL && alternative->kind == OBJ_VAR ? "field" : "method";
    switch (miss) {
    case MISS_SPELLING:
        return cause_text(c, "type %s has no field or method %s, but does have %s %s", text, sel->text, what, have);
    case MISS_UNEXPORTED:
        return cause_text(c, "type %s has no field or method %s, but does have unexported %s %s", text, sel->text, what,
                          have);
    case MISS_INACCESSIBLE: return cause_text(c, "cannot refer to unexported %s %s", what, have);
    case MISS_NONE: break;
    }
    return cause_text(c, "type %s has no field or method %s", text, sel->text);
}

static void report_missing(Checker *c, const Operand *x, Expr *sel, LookupResult found) {
    const Name *name = sel->as.name.name;
    if (type_is_bad(type_underlying(x->type))) {
        return;
    }
    const char *type = text_of_type(c, x->type);
    if (found.path_len > 0) {
        check_error_expr(c, sel, "AmbiguousSelector", "ambiguous selector %s.%s", text_of_expr(c, x->expr), name->text);
        return;
    }
    if (found.indirect && x->mode == MODE_TYPE) {
        check_error_expr(c, sel, "InvalidMethodExpr",
                         "invalid method expression %s.%s (needs pointer receiver (*%s).%s)", type, name->text, type,
                         name->text);
        return;
    }
    if (found.indirect) {
        check_error_expr(c, sel, "InvalidMethodExpr", "cannot call pointer method %s on %s", name->text, type);
        return;
    }
    const char *why;
    if (is_interface_pointer(x->type)) {
        bool to_tparam = type_is_tparam(type_underlying(x->type)->as.pointer.elem);
        why = cause_text(c,
                         to_tparam ? "type %s is pointer to type parameter, not type parameter"
                                   : "type %s is pointer to interface, not interface",
                         type);
    } else {
        LookupResult near =
            lookup_field_or_method(c->scratch, x->type, x->mode == MODE_VARIABLE, c->package, name, true);
        why = missing_selector_text(c, x->type, name, near.object, false);
    }
    check_error_expr(c, sel, "MissingFieldOrMethod", "%s.%s undefined (%s)", text_of_expr(c, x->expr), name->text, why);
}

/* ---- package.Name ---- */

static const Object *exported_ignoring_case(Scope *scope, const Name *name) {
    scope_complete(scope);
    for (int i = 0; i < scope->objects.len; i++) {
        const Object *object = scope->objects.at[i];
        if (object->name->exported && strcasecmp(object->name->text, name->text) == 0) {
            return object;
        }
    }
    return NULL;
}

static Object *find_exported(Checker *c, Expr *e, const Package *package) {
    Expr *sel = e->as.selector.sel;
    const Name *name = sel->as.name.name;
    Object *object = scope_lookup(package->scope, name);
    if (object == NULL) {
        const Object *near = package->fake ? NULL : exported_ignoring_case(package->scope, name);
        if (near != NULL) {
            check_undefined(c, sel, "UndeclaredImportedName", "undefined: %s (but have %s)", text_of_expr(c, e),
                            near->name->text);
        } else if (!package->fake) {
            check_undefined(c, sel, "UndeclaredImportedName", "undefined: %s", text_of_expr(c, e));
        }
        return NULL;
    }
    if (!name->exported) {
        check_error_expr(c, sel, "UnexportedName", "name %s not exported by package %s", name->text,
                         package->name->text);
    }
    return object;
}

/* Imported objects are set up already. */
static bool qualified(Checker *c, Operand *x, Expr *e, Object *package) {
    record_use(c, e->as.selector.x, package);
    package->used = true;
    Object *object = find_exported(c, e, package->as.package.imported);
    if (object == NULL) {
        return false;
    }
    record_use(c, e->as.selector.sel, object);
    x->type = object->type;
    switch (object->kind) {
    case OBJ_CONST:
        x->mode = MODE_CONSTANT;
        x->value = object->as.const_.value;
        return true;
    case OBJ_TYPE: x->mode = MODE_TYPE; return true;
    case OBJ_VAR: x->mode = MODE_VARIABLE; return true;
    case OBJ_FUNC: x->mode = MODE_VALUE; return true;
    case OBJ_BUILTIN:
        x->mode = MODE_BUILTIN;
        x->type = object->type != NULL ? object->type : c->universe->bad;
        x->builtin = object->as.builtin.id;
        return true;
    case OBJ_BAD:
    case OBJ_PACKAGE:
    case OBJ_LABEL:
    case OBJ_NIL: break;
    }
    return false;
}

/* ---- x.f ---- */

/* A parameter for the receiver, named when the others are. */
static Object *receiver_parameter(Checker *c, const Type *signature, Type *type) {
    const Object *recv = signature->as.signature.recv;
    const ObjectVec *params = &signature->as.signature.params->as.tuple.vars;
    const Name *name = NULL;
    if (params->len > 0 && params->at[0]->name != NULL && params->at[0]->name->len > 0) {
        bool named = recv->name != NULL && recv->name->len > 0;
        name = named ? recv->name : name_of(c->config->names, "_");
    }
    return object_new_var(c->arena, VAR_PARAM, recv->pos, recv->package, name, type);
}

/* T.m: the receiver becomes the first parameter. */
static bool method_expression(Checker *c, Operand *x, Expr *e, Object *method) {
    const Type *signature = method->type;
    if (signature->as.signature.recv == NULL) {
        check_error_expr(c, e, "InvalidDeclCycle", "illegal cycle in method declaration");
        return false;
    }
    const ObjectVec *params = &signature->as.signature.params->as.tuple.vars;
    Object **vars = ARENA_ARRAY(c->scratch, Object *, params->len + 1);
    vars[0] = receiver_parameter(c, signature, x->type);
    for (int i = 0; i < params->len; i++) {
        vars[i + 1] = params->at[i];
    }
    Type *tuple = type_new_tuple(c->arena, vars, params->len + 1);
    Type *function =
        type_new_signature(c->arena, NULL, tuple, signature->as.signature.results, signature->as.signature.variadic);
    function->as.signature.tparams = signature->as.signature.tparams;
    x->mode = MODE_VALUE;
    x->type = function;
    return true;
}

static bool select_method(Checker *c, Operand *x, Expr *e, LookupResult found) {
    Object *method = found.object;
    check_object_decl(c, method, NULL);
    add_decl_dep(c, method);
    bool is_expression = x->mode == MODE_TYPE;
    record_selection(c, e, is_expression ? SELECT_METHOD_EXPR : SELECT_METHOD, x->type, method, found.path,
                     found.path_len, found.indirect);
    if (is_expression) {
        return method_expression(c, x, e, method);
    }
    if (method->type == NULL || method->type->kind != TYPE_SIGNATURE) {
        return false;
    }
    Type *function = arena_copy(c->arena, method->type, sizeof *method->type);
    function->as.signature.recv = NULL;
    x->mode = MODE_VALUE;
    x->type = function;
    return true;
}

static bool select_field(Checker *c, Operand *x, Expr *e, LookupResult found) {
    if (x->mode == MODE_TYPE) {
        check_error_expr(c, e->as.selector.x, "MissingFieldOrMethod",
                         "operand for field selector %s must be value of type %s",
                         e->as.selector.sel->as.name.name->text, text_of_type(c, x->type));
        return false;
    }
    record_selection(c, e, SELECT_FIELD, x->type, found.object, found.path, found.path_len, found.indirect);
    x->mode = x->mode == MODE_VARIABLE || found.indirect ? MODE_VARIABLE : MODE_VALUE;
    x->type = found.object->type;
    return true;
}

/* The operand before the dot; false after an error. */
static bool selected_operand(Checker *c, Operand *x, Expr *e, bool want_type) {
    check_expr_or_type(c, x, e->as.selector.x, false);
    if (x->mode == MODE_BUILTIN) {
        check_error(c, e->pos, "UncalledBuiltin", "invalid use of %s in selector expression", text_of_operand(c, x));
        return false;
    }
    if (!operand_valid(x) || !check_is_complete(c, x->type)) {
        return false;
    }
    /* No selector on a type or value denotes a type. */
    if (want_type) {
        check_error_expr(c, e->as.selector.sel, "NotAType", "%s is not a type", text_of_expr(c, e));
        return false;
    }
    Type *under = type_underlying(x->type);
    return under->kind != TYPE_POINTER || check_is_complete(c, under->as.pointer.elem);
}

static bool select_member(Checker *c, Operand *x, Expr *e) {
    Expr *sel = e->as.selector.sel;
    LookupResult found =
        lookup_field_or_method(c->arena, x->type, x->mode == MODE_VARIABLE, c->package, sel->as.name.name, false);
    if (found.object == NULL) {
        report_missing(c, x, sel, found);
        return false;
    }
    return found.object->kind == OBJ_VAR ? select_field(c, x, e, found) : select_method(c, x, e, found);
}

void check_selector(Checker *c, Operand *x, Expr *e, Type *def, bool want_type) {
    (void)def;
    Expr *left = e->as.selector.x;
    Object *package = left->kind == EXPR_NAME ? lookup_name(c, left->as.name.name) : NULL;
    bool ok;
    if (package != NULL && package->kind == OBJ_PACKAGE) {
        ok = qualified(c, x, e, package);
    } else {
        ok = selected_operand(c, x, e, want_type) && select_member(c, x, e);
    }
    if (!ok) {
        operand_fail(c, x, e);
        return;
    }
    x->expr = e;
}
