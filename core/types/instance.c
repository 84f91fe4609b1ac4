/*
 * Generic functions in expressions: explicit, partial and implicit instantiation.
 * Spec: #Instantiations.  gc: types2/call.go funcInst, instantiateSignature, genericExprList.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

static Expr **list_items(Expr **list, int *n) {
    Expr *e = *list;
    if (e->kind == EXPR_LIST) {
        *n = e->as.list.elems.len;
        return e->as.list.elems.at;
    }
    *n = 1;
    return list;
}

TypeList *check_type_list(Checker *c, Expr *list) {
    TypeList *types = ARENA_NEW(c->arena, TypeList);
    types->len = expr_count(list);
    types->at = ARENA_ARRAY(c->arena, Type *, types->len);
    bool ok = true;
    for (int i = 0; i < types->len; i++) {
        types->at[i] = check_var_type(c, expr_at(list, i));
        ok = ok && !type_is_bad(types->at[i]);
    }
    return ok ? types : NULL;
}

/* ---- instances of signatures ---- */

/* Constraints are verified when all types are set up. */
typedef struct Verification {
    Pos pos;
    const Type *signature;
    TypeList *targs;
    Expr **xlist;
    int xlist_len;
} Verification;

static Expr *as_list(Checker *c, Expr **xlist, int n) {
    if (n <= 1) {
        return n == 0 ? NULL : xlist[0];
    }
    Expr *list = ARENA_NEW(c->scratch, Expr);
    list->kind = EXPR_LIST;
    list->pos = xlist[0]->pos;
    list->as.list.elems.at = xlist;
    list->as.list.elems.len = n;
    return list;
}

static void verify(Checker *c, void *argument) {
    const Verification *v = argument;
    int bad = 0;
    const char *cause = NULL;
    if (verify_instance(c, v->pos, &v->signature->as.signature.tparams, v->targs, &bad, &cause)) {
        mono_record_instance(c, v->pos, &v->signature->as.signature.tparams, v->targs,
                             as_list(c, v->xlist, v->xlist_len));
        return;
    }
    Pos pos = bad < v->xlist_len ? expr_start(v->xlist[bad]) : v->pos;
    check_soft_error(c, pos, "InvalidTypeArg", "%s", cause);
}

Type *check_instance_signature(Checker *c, Pos pos, Expr *e, Type *sig, TypeList *targs, Expr **xlist, int xlist_len) {
    Type *instance = instantiate(c, pos, sig, targs, NULL, false);
    record_instance(c, e, targs, instance);
    Verification *later = ARENA_NEW(c->scratch, Verification);
    *later = (Verification){pos, sig, targs, xlist, xlist_len};
    check_later(c, verify, later);
    return instance;
}

/* ---- function values ---- */

/*
 * A generic function assigned to a function variable is as a call of a function with one parameter of the generic
 * function's type, with the variable as its argument.
 */
static TypeList *infer_from_target(Checker *c, Type *target, const char *desc, Pos pos, const Operand *x,
                                   const TypeList *given) {
    const Type *sig = x->type;
    TypeVec tparams = sig->as.signature.tparams;
    Operand argument = {0};
    Operand *arguments[1] = {&argument};
    InferArgs in = {.pos = pos, .args = arguments};
    Type *params = c->universe->empty_tuple;
    if (target != NULL) {
        Type *plain = type_new_signature(c->arena, NULL, sig->as.signature.params, sig->as.signature.results,
                                         sig->as.signature.variadic);
        Object *param = object_new_var(c->arena, VAR_PARAM, x->expr->pos, c->package, NULL, plain);
        params = type_new_tuple(c->arena, &param, 1);
        Expr *name = ARENA_NEW(c->arena, Expr);
        name->kind = EXPR_NAME;
        name->pos = x->expr->pos;
        name->as.name.name = name_of(c->config->names, desc != NULL ? desc : "variable");
        argument = (Operand){.mode = MODE_VALUE, .expr = name, .type = target};
        in.args_len = 1;
        in.reverse = true;
    }
    TypeVec fresh = rename_tparams(c, &tparams, &params);
    Type **targs = ARENA_ARRAY(c->arena, Type *, tparams.len);
    for (int i = 0; given != NULL && i < given->len; i++) {
        targs[i] = given->at[i];
    }
    in.tparams = &fresh;
    in.targs = targs;
    in.params = params;
    return infer(c, &in);
}

TypeList *instantiate_function(Checker *c, Type *target, const char *desc, Pos pos, Operand *x, Expr *inst,
                               bool may_infer) {
    target = function_target(c, target);
    if (inst != NULL) {
        x->expr = inst;
    }
    Pos error_at = inst != NULL ? inst->pos : pos;
    bool version_ok = check_version(c, error_at, GO_GENERICS, "function instantiation");
    TypeList *targs = NULL;
    Expr **xlist = NULL;
    int got = 0, want = x->type->as.signature.tparams.len;
    if (inst != NULL) {
        xlist = list_items(&inst->as.index.index, &got);
        targs = check_type_list(c, inst->as.index.index);
        if (targs == NULL) {
            x->mode = MODE_INVALID;
            return NULL;
        }
    }
    if (got > want) {
        check_error_expr(c, xlist[got - 1], "WrongTypeArgCount", "got %d type arguments but want %d", got, want);
        x->mode = MODE_INVALID;
        return NULL;
    }
    if (got < want) {
        if (!may_infer) {
            return targs;
        }
        if (target != NULL && version_ok) {
            check_version(c, error_at, GO_FUNC_ARGUMENT_INFERENCE,
                          inst != NULL ? "partially instantiated function in assignment"
                                       : "implicitly instantiated function in assignment");
        }
        targs = infer_from_target(c, target, desc, pos, x, targs);
        if (targs == NULL) {
            x->mode = MODE_INVALID;
            return NULL;
        }
    }
    x->type = check_instance_signature(c, x->expr->pos, x->expr, x->type, targs, xlist, got);
    x->mode = MODE_VALUE;
    return NULL;
}

void check_func_instantiation(Checker *c, Type *target, Pos pos, Operand *x, Expr *inst, bool may_infer) {
    instantiate_function(c, target, NULL, pos, x, inst, may_infer);
}

/* ---- arguments ---- */

/* An argument that is f[T...]. Returns false when it is none; *targs: what was written when types are missing. */
static bool instantiated_argument(Checker *c, Operand *x, Expr *e, bool may_infer, TypeList **targs) {
    *targs = NULL;
    if (e->kind != EXPR_INDEX) {
        return false;
    }
    if (!check_index_expr(c, x, e)) {
        x->expr = e;
        return false;
    }
    *targs = instantiate_function(c, NULL, NULL, x->expr->pos, x, e, may_infer);
    x->expr = e;
    if (*targs == NULL) {
        record_operand(c, x);
    }
    return true;
}

/* A single argument may be a call with several results. */
static OperandList single_argument(Checker *c, Expr *e) {
    Operand x = {0};
    check_raw_expr(c, NULL, &x, e, NULL, true);
    check_exclude(c, &x, NOT_A_VALUE);
    OperandList list = {.len = 1};
    if (!operand_valid(&x) || x.type->kind != TYPE_TUPLE) {
        list.at = arena_copy(c->scratch, &x, sizeof x);
        return list;
    }
    const ObjectVec *vars = &x.type->as.tuple.vars;
    list.len = vars->len;
    list.at = ARENA_ARRAY(c->scratch, Operand, vars->len);
    for (int i = 0; i < vars->len; i++) {
        list.at[i] = (Operand){.mode = MODE_VALUE, .expr = e, .type = vars->at[i]->type};
    }
    return list;
}

Arguments check_generic_args(Checker *c, const ExprVec *list) {
    bool may_infer = !allow_version(c, GO_FUNC_ARGUMENT_INFERENCE);
    Arguments args = {{NULL, 0}, NULL};
    int n = list->len;
    if (n == 0) {
        return args;
    }
    args.targs = ARENA_ARRAY(c->scratch, TypeList *, n);
    if (n == 1 && list->at[0]->kind != EXPR_INDEX) {
        args.list = single_argument(c, list->at[0]);
        return args;
    }
    args.list.len = n;
    args.list.at = ARENA_ARRAY(c->scratch, Operand, n);
    for (int i = 0; i < n; i++) {
        Operand *x = &args.list.at[i];
        Expr *e = list->at[i];
        if (e->kind != EXPR_INDEX) {
            check_generic_expr(c, x, e);
        } else if (!instantiated_argument(c, x, e, may_infer, &args.targs[i])) {
            /* An ordinary index expression: what check_raw_expr does behind it. */
            record_operand(c, x);
            check_exclude(c, x, NOT_A_VALUE);
            check_single_value(c, x);
        }
    }
    return args;
}
