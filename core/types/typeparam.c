/*
 * Type parameters.
 * gc: types2/typeparam.go, decl.go.  Spec: #Type_parameter_declarations.
 */
#include "core/types/declare.h"

Type *tparam_new(Checker *c, Object *object, Type *constraint) {
    Type *tparam = type_new(c->arena, TYPE_PARAM);
    tparam->as.tparam.object = object;
    tparam->as.tparam.constraint = constraint;
    tparam->as.tparam.id = ++c->next_tparam_id;
    tparam->as.tparam.checker = c;
    if (object->type == NULL) {
        object->type = tparam;
    }
    VEC_PUSH(c->scratch, &c->extra->cleaners, tparam);
    return tparam;
}

/* An interface with the bound as its only element. */
static Type *wrap_bound(Type *tparam, Type *bound) {
    Arena *arena = tparam->as.tparam.arena;
    TypeVec embeddeds = {0};
    VEC_PUSH(arena, &embeddeds, bound);
    Type *iface = type_new_interface(arena, (ObjectVec){0}, embeddeds);
    iface->as.interface.implicit = true;
    iface->as.interface.checker = tparam->as.tparam.checker;
    return iface;
}

Type *tparam_interface(Type *tparam) {
    Type *bound = tparam->as.tparam.constraint;
    Type *under = type_underlying(bound);
    if (under->kind == TYPE_BAD || type_is_tparam(bound)) {
        /* Reported; nothing is known of it. */
        return type_new_interface(tparam->as.tparam.arena, (ObjectVec){0}, (TypeVec){0});
    }
    Type *iface = under;
    if (under->kind != TYPE_INTERFACE) {
        iface = wrap_bound(tparam, bound);
        tparam->as.tparam.constraint = iface;
    }
    if (iface->as.interface.type_set == NULL) {
        const Type *named = type_as_named(bound);
        Pos pos = named != NULL ? named->as.named.object->pos : tparam->as.tparam.object->pos;
        compute_type_set(tparam->as.tparam.checker, iface, pos);
    }
    return iface;
}

/* ---- lists in declarations ---- */

Type *declare_tparam(Checker *c, Expr *name, Pos scope_pos) {
    Object *object = object_new(c->arena, OBJ_TYPE, name->pos, c->package, name->as.name.name, NULL);
    Type *tparam = tparam_new(c, object, c->universe->bad);
    declare(c, c->env.scope, name, object, scope_pos);
    return tparam;
}

void declare_tparams(Checker *c, const FieldVec *list, TypeVec *out) {
    /* Visible from the first one on: they may mention each other. */
    Pos scope_pos = list->len > 0 ? list->at[0]->pos : POS_NONE;
    for (int i = 0; i < list->len; i++) {
        Type *tparam = declare_tparam(c, list->at[i]->name, scope_pos);
        tparam->as.tparam.index = i;
        VEC_PUSH(c->arena, out, tparam);
    }
}

/* ~T and A|B as constraints stand for an interface around them. */
static Type *check_bound(Checker *c, Expr *expr) {
    bool is_element =
        expr->kind == EXPR_OPERATION && (expr->as.operation.op == OP_TILDE || expr->as.operation.op == OP_OR);
    if (!is_element) {
        return check_type(c, expr);
    }
    Field *field = ARENA_NEW(c->arena, Field);
    field->type = expr;
    field->pos = expr->pos;
    field->embedded = true;
    Expr *wrapper = ARENA_NEW(c->arena, Expr);
    wrapper->kind = EXPR_INTERFACE_TYPE;
    wrapper->pos = error_pos(expr);
    VEC_PUSH(c->arena, &wrapper->as.interface_type.elems, field);
    Type *type = check_type(c, wrapper);
    if (type->kind == TYPE_INTERFACE) {
        type->as.interface.implicit = true;
    }
    return type;
}

void collect_tparams(Checker *c, TypeVec *out, const FieldVec *list) {
    declare_tparams(c, list, out);
    bool outer = c->env.in_tparam_list;
    c->env.in_tparam_list = true;
    Type *bound = NULL;
    for (int i = 0; i < list->len; i++) {
        Expr *expr = list->at[i]->type;
        if (i == 0 || expr != list->at[i - 1]->type) {
            bound = check_bound(c, expr);
            if (type_is_tparam(bound)) {
                check_error_expr(c, expr, "MisplacedTypeParam", "cannot use a type parameter as constraint");
                bound = c->universe->bad;
            }
        }
        out->at[i]->as.tparam.constraint = bound;
    }
    c->env.in_tparam_list = outer;
}
