/*
 * Function types, receivers, parameters.
 * gc: types2/signature.go.  Spec: #Function_types, #Method_declarations.
 */
#include "core/types/declare.h"

/* Parameters or results; names[i] is NULL for an anonymous one. */
typedef struct Params {
    ExprVec names;
    ObjectVec vars;
    bool variadic;
} Params;

static void collect_params(Checker *c, VarRole role, const FieldVec *list, Params *out) {
    Type *type = NULL;
    const Expr *previous = NULL;
    for (int i = 0; i < list->len; i++) {
        const Field *field = list->at[i];
        Expr *expr = field->type;
        if (expr != previous) {
            previous = expr;
            if (expr->kind == EXPR_DOTS_TYPE) {
                if (role == VAR_PARAM && i == list->len - 1) {
                    out->variadic = true;
                } else {
                    check_error_expr(c, expr, "InvalidSyntaxTree", "invalid use of ...");
                }
                expr = expr->as.elem_type.elem;
            }
            type = check_var_type(c, expr);
        }
        const Name *name = field->name != NULL ? field->name->as.name.name : NULL;
        Pos pos = field->name != NULL ? field->name->pos : field->pos;
        Object *var = object_new_var(c->arena, role, pos, c->package, name, type);
        VEC_PUSH(c->scratch, &out->names, field->name);
        VEC_PUSH(c->arena, &out->vars, var);
    }
    if (out->variadic) {
        Object *last = VEC_LAST(&out->vars);
        last->type = type_new_slice(c->arena, last->type);
        record_type_and_value(c, list->at[list->len - 1]->type, MODE_TYPE, last->type, NULL);
    }
}

static void declare_params(Checker *c, const Params *params, Pos scope_pos) {
    for (int i = 0; i < params->vars.len; i++) {
        if (params->names.at[i] != NULL) {
            declare(c, c->env.scope, params->names.at[i], params->vars.at[i], scope_pos);
        }
    }
}

/* ---- receivers ---- */

typedef struct PendingRecv {
    Expr *base;
    Object *recv;
} PendingRecv;

static const char *invalid_base(Type *named) {
    const Type *under = type_underlying(named);
    if (under->kind == TYPE_BASIC && under->as.basic.kind == BASIC_UNSAFE_POINTER) {
        return "unsafe.Pointer";
    }
    return under->kind == TYPE_POINTER || under->kind == TYPE_INTERFACE ? "pointer or interface type" : NULL;
}

static void check_receiver(Checker *c, void *argument) {
    const PendingRecv *pending = argument;
    bool is_pointer;
    Type *type = type_deref(pending->recv->type, &is_pointer);
    Type *actual = type_unalias(type);
    const Expr *at = pending->base;
    if (actual->kind == TYPE_BAD) {
        return;
    }
    if (actual->kind == TYPE_NAMED && actual->as.named.object->package == c->package) {
        const char *cause = invalid_base(actual);
        if (cause != NULL) {
            check_error_expr(c, at, "InvalidRecv", "invalid receiver type %s (%s)", text_of_type(c, type), cause);
        }
    } else if (actual->kind == TYPE_NAMED || actual->kind == TYPE_BASIC) {
        check_error_expr(c, at, "InvalidRecv", "cannot define new methods on non-local type %s", text_of_type(c, type));
    } else {
        check_error_expr(c, at, "InvalidRecv", "invalid receiver type %s", text_of_type(c, pending->recv->type));
    }
}

static Type *without_pointers(Type *type) {
    while (type != NULL && type->kind == TYPE_POINTER) {
        type = type->as.pointer.elem;
    }
    return type;
}

/* A receiver without type parameters; an alias must not hide an instance. */
static Type *plain_receiver(Checker *c, Expr *expr, Expr *base) {
    Type *type = check_var_type(c, expr);
    const Type *alias = without_pointers(type);
    while (alias != NULL && alias->kind == TYPE_ALIAS) {
        Type *rhs = without_pointers(alias->as.alias.from_rhs);
        if (rhs != NULL && type_tparams(rhs)->len > 0) {
            check_error_expr(c, base, "InvalidRecv", "cannot define new methods on instantiated type %s",
                             text_of_type(c, rhs));
            return c->universe->bad;
        }
        alias = rhs;
    }
    return type;
}

static Type *generic_base(Checker *c, Expr *base) {
    const char *cause = NULL;
    Type *type = check_generic_type(c, base, &cause);
    if (type_is_bad(type)) {
        if (cause != NULL) {
            check_error_expr(c, base, "InvalidRecv", "%s", cause);
        }
        return NULL;
    }
    if (type->kind == TYPE_ALIAS) {
        check_error_expr(c, base, "InvalidRecv", "cannot define new methods on generic alias type %s",
                         text_of_type(c, type));
        return NULL;
    }
    return type;
}

const char *measure_text(Checker *c, int n, const char *unit) {
    return arena_printf(c->scratch, "%d %s%s", n, unit, n == 1 ? "" : "s");
}

/* Records the types of (*T[P]), *T[P] and T[P]. */
static void record_receiver(Checker *c, Expr *expr, Type *type) {
    for (;;) {
        record_type_and_value(c, expr, MODE_TYPE, type, NULL);
        if (expr->kind == EXPR_PAREN) {
            expr = expr->as.paren.x;
        } else if (expr->kind == EXPR_OPERATION && type->kind == TYPE_POINTER) {
            expr = expr->as.operation.x;
            type = type->as.pointer.elem;
        } else {
            return;
        }
    }
}

/* The receiver's type parameters are those of its base under other names. */
static void bind_bounds(Checker *c, Expr *base, const TypeVec *tparams, Type *generic) {
    const TypeVec *old = type_tparams(generic);
    if (old->len != tparams->len) {
        check_error_expr(c, base, "BadRecv", "receiver declares %s, but receiver base type declares %d",
                         measure_text(c, tparams->len, "type parameter"), old->len);
        return;
    }
    const TypeList renamed = {tparams->len, tparams->at};
    for (int i = 0; i < old->len; i++) {
        mono_record_canon(c, tparams->at[i], old->at[i]);
        tparams->at[i]->as.tparam.constraint = subst_in_context(c->context, tparams->at[i]->as.tparam.object->pos,
                                                                old->at[i]->as.tparam.constraint, old, &renamed);
    }
}

static Type *generic_receiver(Checker *c, Expr *expr, Expr *base, bool is_pointer, const ExprVec *names,
                              TypeVec *tparams, Pos scope_pos) {
    Type *generic = generic_base(c, base);
    for (int i = 0; i < names->len; i++) {
        Type *tparam = declare_tparam(c, names->at[i], scope_pos);
        tparam->as.tparam.index = i;
        VEC_PUSH(c->arena, tparams, tparam);
        record_use(c, names->at[i], tparam->as.tparam.object);
        record_type_and_value(c, names->at[i], MODE_TYPE, tparam, NULL);
    }
    if (generic == NULL) {
        return c->universe->bad;
    }
    bind_bounds(c, base, tparams, generic);
    check_version(c, error_pos(base), GO_TYPE_PARAMS, "type instantiation");
    TypeList *targs = ARENA_NEW(c->arena, TypeList);
    targs->len = tparams->len;
    targs->at = arena_copy(c->arena, tparams->at, sizeof(Type *) * (size_t)tparams->len);
    Type *type = instantiate(c, expr->pos, generic, targs, NULL, false);
    record_instance(c, base, targs, type);
    if (is_pointer && !type_is_bad(type)) {
        type = type_new_pointer(c->arena, type);
    }
    record_receiver(c, expr, type);
    return type;
}

static Object *collect_receiver(Checker *c, const Field *field, Pos scope_pos, TypeVec *tparams) {
    Expr *base;
    ExprVec names = {0};
    bool is_pointer = unpack_receiver(c, field->type, true, &base, &names);
    Type *type = names.len == 0 ? plain_receiver(c, field->type, base)
                                : generic_receiver(c, field->type, base, is_pointer, &names, tparams, scope_pos);
    const Name *name = field->name != NULL ? field->name->as.name.name : NULL;
    Pos pos = field->name != NULL ? field->name->pos : field->pos;
    Object *recv = object_new_var(c->arena, VAR_RECEIVER, pos, c->package, name, type);
    PendingRecv *pending = ARENA_NEW(c->scratch, PendingRecv);
    *pending = (PendingRecv){base, recv};
    check_later(c, check_receiver, pending);
    return recv;
}

/* ---- function types ---- */

static Type *tuple_of(Checker *c, const ObjectVec *vars) {
    return vars->len == 0 ? c->universe->empty_tuple : type_new_tuple(c->arena, vars->at, vars->len);
}

void check_func_type(Checker *c, Type *sig, Field *recv, const FieldVec *tparams, Expr *ftype) {
    Pos end = expr_end(ftype);
    open_scope(c, ftype->pos, end);
    Scope *scope = c->env.scope;
    scope->is_func = true;
    sig->as.signature.scope = scope;
    Object *recv_var = NULL;
    TypeVec recv_tparams = {0};
    if (recv != NULL) {
        recv_var = collect_receiver(c, recv, ftype->pos, &recv_tparams);
    }
    if (tparams != NULL && tparams->len > 0) {
        collect_tparams(c, &sig->as.signature.tparams, tparams);
    }
    Params params = {0}, results = {0};
    collect_params(c, VAR_PARAM, &ftype->as.func_type.params, &params);
    collect_params(c, VAR_RESULT, &ftype->as.func_type.results, &results);
    /* All of them are visible after the signature only. */
    if (recv_var != NULL && recv_var->name != NULL) {
        declare(c, scope, recv->name, recv_var, end);
    }
    declare_params(c, &params, end);
    declare_params(c, &results, end);
    sig->as.signature.recv = recv_var;
    sig->as.signature.recv_tparams = recv_tparams;
    sig->as.signature.params = tuple_of(c, &params.vars);
    sig->as.signature.results = tuple_of(c, &results.vars);
    sig->as.signature.variadic = params.variadic;
    close_scope(c);
}
