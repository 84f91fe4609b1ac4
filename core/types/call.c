/*
 * Calls and conversions as calls; what is used in expressions that are wrong.
 * Spec: #Calls.  gc: types2/call.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

#include <string.h>

/* ---- marking as used ---- */

static bool use_one(Checker *c, Expr *e, bool is_lhs) {
    if (e == NULL) {
        return true;
    }
    Expr *inner = expr_unparen(e);
    if (inner->kind == EXPR_LIST) {
        bool ok = true;
        for (int i = 0; i < inner->as.list.elems.len; i++) {
            ok = use_one(c, inner->as.list.elems.at[i], is_lhs) && ok;
        }
        return ok;
    }
    Operand x = {0};
    if (inner->kind != EXPR_NAME) {
        check_raw_expr(c, NULL, &x, e, NULL, true);
        return operand_valid(&x);
    }
    if (inner->as.name.name->blank) {
        return true;
    }
    /* To be assigned to is no use. */
    Object *variable = is_lhs ? named_variable(c, inner) : NULL;
    bool used = variable != NULL && variable->used;
    check_expr_or_type(c, &x, inner, true);
    if (variable != NULL) {
        variable->used = used;
    }
    return operand_valid(&x);
}

bool use_expr(Checker *c, Expr *e) { return use_one(c, e, false); }

bool use_lhs(Checker *c, Expr *e) { return use_one(c, e, true); }

bool use_exprs(Checker *c, Expr **list, int n) {
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok = use_one(c, list[i], false) && ok;
    }
    return ok;
}

bool use_arguments(Checker *c, Expr *call) { return use_exprs(c, call->as.call.args.at, call->as.call.args.len); }

/* ---- lists of operands ---- */

OperandList check_expr_list(Checker *c, const ExprVec *list) {
    OperandList result = {NULL, 0};
    if (list->len == 1) {
        check_multi_expr(c, list->at[0], false, &result.at, &result.len, NULL);
        return result;
    }
    result.len = list->len;
    result.at = ARENA_ARRAY(c->scratch, Operand, list->len);
    for (int i = 0; i < list->len; i++) {
        check_expr(c, NULL, &result.at[i], list->at[i]);
    }
    return result;
}

static void summarize_type(Checker *c, StrBuf *out, Type *type, bool variadic) {
    if (type == NULL || type_is_bad(type)) {
        strbuf_add(out, "unknown type");
    } else if (type_is_untyped(type)) {
        const char *name = type->as.basic.name;
        const char *prefix = "untyped ";
        bool has_prefix = strncmp(name, prefix, strlen(prefix)) == 0;
        strbuf_add(out, type->as.basic.info & INFO_NUMERIC ? "number" : has_prefix ? name + strlen(prefix) : name);
    } else if (variadic && type->kind == TYPE_SLICE) {
        strbuf_add(out, text_of_type(c, type->as.slice.elem));
    } else {
        strbuf_add(out, text_of_type(c, type));
    }
}

const char *types_summary(Checker *c, Type **types, int n, bool variadic, bool has_dots) {
    StrBuf out = strbuf_new(c->scratch);
    strbuf_byte(&out, '(');
    for (int i = 0; i < n; i++) {
        bool last = i + 1 == n;
        strbuf_add(&out, i > 0 ? ", " : "");
        strbuf_add(&out, last && variadic ? "..." : "");
        summarize_type(c, &out, types[i], last && variadic);
        strbuf_add(&out, last && has_dots ? "..." : "");
    }
    strbuf_byte(&out, ')');
    return strbuf_text(&out);
}

const char *operands_summary(Checker *c, const OperandList *list, bool has_dots) {
    Type **types = ARENA_ARRAY(c->scratch, Type *, list->len);
    for (int i = 0; i < list->len; i++) {
        types[i] = list->at[i].type;
    }
    return types_summary(c, types, list->len, false, has_dots);
}

static const char *params_summary(Checker *c, const Type *signature) {
    const ObjectVec *vars = &signature->as.signature.params->as.tuple.vars;
    Type **types = ARENA_ARRAY(c->scratch, Type *, vars->len);
    for (int i = 0; i < vars->len; i++) {
        types[i] = vars->at[i]->type;
    }
    return types_summary(c, types, vars->len, signature->as.signature.variadic, false);
}

/* ---- arguments ---- */

/* One call's arguments on their way to the parameters. */
typedef struct ArgumentCheck {
    Checker *checker;
    Expr *call;
    const Callee *callee;
    Arguments args;
    Type *params;    /* tuple with one variable for each argument */
    bool adjusted;   /* it is not the signature's own */
    int count;       /* parameters wanted; as the message about a wrong count has it */
    TypeVec tparams; /* those to be inferred: the callee's, then those of generic arguments */
    TypeVec targs;   /* known arguments for them, NULL entries */
    int own;         /* how many are the callee's */
} ArgumentCheck;

/* A variadic call without dots: one parameter for each argument. */
static void spread_params(ArgumentCheck *a) {
    Checker *c = a->checker;
    const ObjectVec *vars = &a->callee->signature->as.signature.params->as.tuple.vars;
    int n = a->args.list.len;
    const Object *last = vars->at[vars->len - 1];
    Type *elem = last->type->kind == TYPE_SLICE ? last->type->as.slice.elem : last->type;
    Object **spread = ARENA_ARRAY(c->scratch, Object *, n > 0 ? n : 1);
    for (int i = 0; i < n; i++) {
        spread[i] = i < vars->len - 1 ? vars->at[i]
                                      : object_new_var(c->arena, VAR_PARAM, last->pos, last->package, last->name, elem);
    }
    a->params = type_new_tuple(c->arena, spread, n);
    a->adjusted = true;
    a->count = n;
}

/* Brings parameters and arguments to the same number; false after an error about dots. */
static bool match_dots(ArgumentCheck *a) {
    const Type *sig = a->callee->signature;
    const Expr *call = a->call;
    bool dots = call->as.call.has_dots;
    a->params = sig->as.signature.params;
    a->count = a->params->as.tuple.vars.len;
    int n = a->args.list.len;
    if (!sig->as.signature.variadic) {
        if (dots) {
            check_error_expr(a->checker, call, "NonVariadicDotDotDot", "cannot use ... in call to non-variadic %s",
                             text_of_expr(a->checker, call->as.call.fun));
        }
        return !dots;
    }
    if (dots) {
        if (call->as.call.args.len == 1 && n > 1) {
            check_error_expr(a->checker, call, "InvalidDotDotDot", "cannot use ... with %d-valued %s", n,
                             text_of_expr(a->checker, call->as.call.args.at[0]));
            return false;
        }
    } else if (n >= a->count - 1) {
        spread_params(a);
    } else {
        a->count--;
    }
    return true;
}

static void report_count(ArgumentCheck *a) {
    Checker *c = a->checker;
    const Expr *call = a->call;
    const OperandList *list = &a->args.list;
    bool too_many = list->len > a->count;
    const Expr *at = too_many ? list->at[a->count].expr : list->len > 0 ? list->at[list->len - 1].expr : call;
    Report r = report_new(c, "WrongArgCount");
    report_add(&r, error_pos(at), "%s arguments in call to %s", too_many ? "too many" : "not enough",
               text_of_expr(c, call->as.call.fun));
    report_add(&r, POS_NONE, "have %s", operands_summary(c, list, call->as.call.has_dots));
    report_add(&r, POS_NONE, "want %s", params_summary(c, a->callee->signature));
    report_send(&r);
}

static void add_unknown(ArgumentCheck *a) {
    while (a->targs.len < a->tparams.len) {
        VEC_PUSH(a->checker->scratch, &a->targs, NULL);
    }
}

static void collect_callee_tparams(ArgumentCheck *a) {
    Checker *c = a->checker;
    Type *sig = a->callee->signature;
    a->own = sig->as.signature.tparams.len;
    if (a->own == 0) {
        return;
    }
    if (!allow_version(c, GO_GENERICS)) {
        Expr *fun = a->call->as.call.fun;
        bool explicit = fun->kind == EXPR_INDEX;
        check_version(c, error_pos(explicit ? fun : a->call), GO_GENERICS,
                      explicit ? "function instantiation" : "implicit function instantiation");
    }
    a->tparams = rename_tparams(c, &sig->as.signature.tparams, &a->params);
    for (int i = 0; a->callee->targs != NULL && i < a->callee->targs->len; i++) {
        VEC_PUSH(c->scratch, &a->targs, a->callee->targs->at[i]);
    }
    add_unknown(a);
}

static bool is_generic_argument(const Operand *x) {
    return x->type != NULL && x->type->kind == TYPE_SIGNATURE && x->type->as.signature.tparams.len > 0;
}

/* Each generic argument gets type parameters of its own: f(g, g) has two different ones. */
static void collect_argument_tparams(ArgumentCheck *a) {
    Checker *c = a->checker;
    bool first = true;
    for (int i = 0; i < a->args.list.len; i++) {
        Operand *x = &a->args.list.at[i];
        if (!is_generic_argument(x)) {
            continue;
        }
        if (first) {
            check_version(c, error_pos(x->expr), GO_FUNC_ARGUMENT_INFERENCE,
                          "implicitly instantiated function as argument");
            first = false;
        }
        Type *generic = arena_copy(c->arena, x->type, sizeof *x->type);
        TypeVec fresh = rename_tparams(c, &x->type->as.signature.tparams, &generic);
        if (generic == x->type || generic->as.signature.tparams.at != fresh.at) {
            generic = arena_copy(c->arena, generic, sizeof *generic);
            generic->as.signature.tparams = fresh;
        }
        x->type = generic;
        for (int j = 0; j < fresh.len; j++) {
            VEC_PUSH(c->scratch, &a->tparams, fresh.at[j]);
        }
        const TypeList *known = a->args.targs != NULL ? a->args.targs[i] : NULL;
        for (int j = 0; known != NULL && j < known->len; j++) {
            VEC_PUSH(c->scratch, &a->targs, known->at[j]);
        }
        add_unknown(a);
    }
}

static TypeList *sublist(Checker *c, const TypeList *list, int from, int n) {
    TypeList *part = ARENA_NEW(c->arena, TypeList);
    part->len = n;
    part->at = arena_copy(c->arena, list->at + from, sizeof(Type *) * (size_t)n);
    return part;
}

/* Puts the inferred types into the callee and the generic arguments; returns the callee's signature. */
static Type *apply_inferred(ArgumentCheck *a, const TypeList *targs) {
    Checker *c = a->checker;
    Type *sig = a->callee->signature;
    Pos pos = a->call->pos;
    if (a->own > 0) {
        TypeList *own = sublist(c, targs, 0, a->own);
        sig = check_instance_signature(c, pos, a->call->as.call.fun, sig, own, a->callee->xlist, a->callee->xlist_len);
        if (a->adjusted) {
            TypeVec tparams = {a->tparams.at, a->own, a->own};
            a->params = type_subst(c, c->arena, a->params, &tparams, own);
        } else {
            a->params = sig->as.signature.params;
        }
    }
    int next = a->own;
    for (int i = 0; i < a->args.list.len; i++) {
        Operand *x = &a->args.list.at[i];
        if (is_generic_argument(x)) {
            int n = x->type->as.signature.tparams.len;
            x->type = check_instance_signature(c, pos, x->expr, x->type, sublist(c, targs, next, n), NULL, 0);
            record_operand(c, x);
            next += n;
        }
    }
    return sig;
}

Type *check_arguments(Checker *c, Expr *call, const Callee *callee, const Arguments *args) {
    ArgumentCheck a = {.checker = c, .call = call, .callee = callee, .args = *args};
    Type *result = callee->signature;
    if (!match_dots(&a)) {
        return result;
    }
    if (a.args.list.len != a.count) {
        report_count(&a);
        return result;
    }
    collect_callee_tparams(&a);
    collect_argument_tparams(&a);
    if (a.tparams.len > 0) {
        Operand **list = ARENA_ARRAY(c->scratch, Operand *, a.args.list.len);
        for (int i = 0; i < a.args.list.len; i++) {
            list[i] = &a.args.list.at[i];
        }
        InferArgs in = {.pos = call->pos,
                        .tparams = &a.tparams,
                        .targs = a.targs.at,
                        .params = a.params,
                        .args = list,
                        .args_len = a.args.list.len,
                        .callee = text_of_expr(c, call->as.call.fun)};
        TypeList *targs = infer(c, &in);
        if (targs == NULL) {
            return result;
        }
        result = apply_inferred(&a, targs);
    }
    if (a.args.list.len > 0) {
        const char *context = cause_text(c, "argument to %s", text_of_expr(c, call->as.call.fun));
        for (int i = 0; i < a.args.list.len; i++) {
            check_assignment(c, &a.args.list.at[i], a.params->as.tuple.vars.at[i]->type, context);
        }
    }
    return result;
}

/* ---- conversions ---- */

static void conversion_argument(Checker *c, Operand *x, Expr *call, Type *type) {
    Expr *arg = call->as.call.args.at[0];
    c->target_desc = "conversion";
    check_expr(c, type, x, arg);
    if (!operand_valid(x)) {
        return;
    }
    const char *text = text_of_type(c, type);
    if (type_is_non_tparam_interface(type)) {
        const TypeSet *set = compute_type_set(c, type_underlying(type), POS_NONE);
        if (!set->all_types || set->comparable) {
            check_error_expr(c, call, "MisplacedConstraintIface",
                             "cannot use interface %s in conversion (contains specific type constraints or is "
                             "comparable)",
                             text);
            return;
        }
    }
    if (call->as.call.has_dots) {
        check_error_expr(c, arg, "BadDotDotDotSyntax", "invalid use of ... in conversion to %s", text);
        return;
    }
    check_conversion(c, x, type);
}

static void conversion_call(Checker *c, Operand *x, Expr *call) {
    check_non_generic(c, NULL, NULL, x);
    if (!operand_valid(x)) {
        return;
    }
    Type *type = x->type;
    x->mode = MODE_INVALID;
    if (!check_is_complete(c, type)) {
        x->expr = call;
        return;
    }
    const ExprVec *args = &call->as.call.args;
    if (args->len == 1) {
        conversion_argument(c, x, call, type);
    } else if (args->len == 0) {
        check_error_expr(c, call, "WrongArgCount", "missing argument in conversion to %s", text_of_type(c, type));
    } else {
        use_arguments(c, call);
        check_error_expr(c, args->at[args->len - 1], "WrongArgCount", "too many arguments in conversion to %s",
                         text_of_type(c, type));
    }
    x->expr = call;
}

/* ---- calls ---- */

static ExprUse builtin_use(BuiltinId id) {
    switch (id) {
    case BUILTIN_CLEAR:
    case BUILTIN_CLOSE:
    case BUILTIN_COPY:
    case BUILTIN_DELETE:
    case BUILTIN_PANIC:
    case BUILTIN_PRINT:
    case BUILTIN_PRINTLN:
    case BUILTIN_RECOVER:
    case BUILTIN_ASSERT:
    case BUILTIN_TRACE: return USE_STATEMENT;
    case BUILTIN_APPEND:
    case BUILTIN_CAP:
    case BUILTIN_COMPLEX:
    case BUILTIN_IMAG:
    case BUILTIN_LEN:
    case BUILTIN_MAKE:
    case BUILTIN_MAX:
    case BUILTIN_MIN:
    case BUILTIN_NEW:
    case BUILTIN_REAL:
    case BUILTIN_UNSAFE_ADD:
    case BUILTIN_UNSAFE_ALIGNOF:
    case BUILTIN_UNSAFE_OFFSETOF:
    case BUILTIN_UNSAFE_SIZEOF:
    case BUILTIN_UNSAFE_SLICE:
    case BUILTIN_UNSAFE_SLICE_DATA:
    case BUILTIN_UNSAFE_STRING:
    case BUILTIN_UNSAFE_STRING_DATA:
    case BUILTIN_COUNT: break;
    }
    return USE_EXPRESSION;
}

static ExprUse builtin_call(Checker *c, Operand *x, Expr *call) {
    BuiltinId id = x->builtin;
    if (!check_builtin(c, x, call, id)) {
        x->mode = MODE_INVALID;
    }
    x->expr = call;
    if (operand_valid(x) && x->mode != MODE_CONSTANT) {
        c->env.has_call_or_recv = true;
    }
    return builtin_use(id);
}

static const char *not_callable(Checker *c, void *context, Type *type, Type *under) {
    (void)context;
    return under != NULL && under->kind != TYPE_SIGNATURE ? cause_text(c, "%s is not a function", text_of_type(c, type))
                                                          : NULL;
}

/* The type arguments written at the callee; false after an error. All of them: it is instantiated at once. */
static bool written_targs(Checker *c, Expr *inst, Callee *callee) {
    Expr *index = inst->as.index.index;
    callee->xlist_len = expr_count(index);
    callee->xlist = index->kind == EXPR_LIST ? index->as.list.elems.at : &inst->as.index.index;
    callee->targs = check_type_list(c, index);
    if (callee->targs == NULL) {
        return false;
    }
    int got = callee->targs->len, want = callee->signature->as.signature.tparams.len;
    if (got > want) {
        check_error_expr(c, callee->xlist[want], "WrongTypeArgCount", "got %d type arguments but want %d", got, want);
        return false;
    }
    if (got == want && want > 0) {
        check_version(c, error_pos(inst), GO_GENERICS, "function instantiation");
        callee->signature = check_instance_signature(c, inst->pos, inst, callee->signature, callee->targs,
                                                     callee->xlist, callee->xlist_len);
        callee->targs = NULL;
        callee->xlist = NULL;
        callee->xlist_len = 0;
    }
    return true;
}

static void set_result(Checker *c, Operand *x, Expr *call, Type *sig) {
    Type *results = sig->as.signature.results;
    int n = results->as.tuple.vars.len;
    x->expr = call;
    if (n == 0) {
        x->mode = MODE_NO_VALUE; /* its type stays the callee's: messages name it */
    } else if (n == 1) {
        x->mode = MODE_VALUE;
        x->type = results->as.tuple.vars.at[0]->type;
        if (!check_is_complete(c, x->type)) {
            x->mode = MODE_INVALID;
            return;
        }
    } else {
        x->mode = MODE_VALUE;
        x->type = results;
    }
    c->env.has_call_or_recv = true;
    /* Without inference a result of the callee's own type parameters means nothing here. */
    if (x->mode == MODE_VALUE && sig->as.signature.tparams.len > 0 &&
        type_mentions(c, &sig->as.signature.tparams, x->type)) {
        x->mode = MODE_INVALID;
    }
}

static ExprUse function_call(Checker *c, Operand *x, Expr *call, Expr *inst) {
    const char *cause;
    Callee callee = {.signature = common_under_if(c, x->type, not_callable, NULL, &cause)};
    if (callee.signature == NULL) {
        operand_error(c, x, "InvalidCall", INVALID_OP "cannot call %s: %s", text_of_operand(c, x), cause);
        x->mode = MODE_INVALID;
        x->expr = call;
        return USE_STATEMENT;
    }
    bool was_generic = callee.signature->as.signature.tparams.len > 0;
    if (inst != NULL && !written_targs(c, inst, &callee)) {
        use_arguments(c, call);
        x->mode = MODE_INVALID;
        x->expr = call;
        return USE_STATEMENT;
    }
    Arguments args = check_generic_args(c, &call->as.call.args);
    Type *sig = check_arguments(c, call, &callee, &args);
    if (was_generic && sig->as.signature.tparams.len == 0) {
        record_type_and_value(c, call->as.call.fun, MODE_VALUE, sig, NULL);
    }
    set_result(c, x, call, sig);
    return USE_STATEMENT;
}

int check_call_expr(Checker *c, Operand *x, Expr *call) {
    Expr *fun = call->as.call.fun, *inst = NULL;
    if (fun->kind == EXPR_INDEX) {
        if (check_index_expr(c, x, fun)) {
            inst = fun;
        }
        x->expr = fun;
        record_operand(c, x);
    } else {
        check_expr_or_type(c, x, fun, true);
    }
    if (!operand_valid(x)) {
        use_arguments(c, call);
        x->expr = call;
        return USE_STATEMENT;
    }
    if (x->mode == MODE_TYPE) {
        conversion_call(c, x, call);
        return USE_CONVERSION;
    }
    return x->mode == MODE_BUILTIN ? (int)builtin_call(c, x, call) : (int)function_call(c, x, call, inst);
}
