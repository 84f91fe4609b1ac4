/*
 * Type inference for calls and assignments of generic functions.
 * Spec: #Type_inference.  gc: types2/infer.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

/* ---- which type parameters occur in a type ---- */

typedef struct MentionSearch {
    const TypeVec *tparams;
    Map *seen; /* type -> itself when one occurs in it, NULL when not or not known yet */
    int depth;
} MentionSearch;

static bool mentions(MentionSearch *s, Type *t);

static bool vars_mention(MentionSearch *s, const ObjectVec *vars) {
    for (int i = 0; i < vars->len; i++) {
        if (mentions(s, vars->at[i]->type)) {
            return true;
        }
    }
    return false;
}

static bool interface_mentions(MentionSearch *s, Type *iface) {
    const TypeSet *set = interface_type_set(iface);
    for (int i = 0; i < set->methods.len; i++) {
        if (mentions(s, set->methods.at[i]->type)) {
            return true;
        }
    }
    /* All terms must mention one: gc asks so. */
    for (int i = 0; type_set_has_terms(set) && i < set->terms.len; i++) {
        if (!mentions(s, set->terms.at[i].type)) {
            return false;
        }
    }
    return type_set_has_terms(set);
}

static bool kind_mentions(MentionSearch *s, Type *t) {
    switch (t->kind) {
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_UNION: return false;
    case TYPE_ALIAS: return mentions(s, type_unalias(t));
    case TYPE_ARRAY: return mentions(s, t->as.array.elem);
    case TYPE_SLICE: return mentions(s, t->as.slice.elem);
    case TYPE_POINTER: return mentions(s, t->as.pointer.elem);
    case TYPE_CHAN: return mentions(s, t->as.chan.elem);
    case TYPE_MAP: return mentions(s, t->as.map.key) || mentions(s, t->as.map.elem);
    case TYPE_STRUCT: return vars_mention(s, &t->as.struct_.fields);
    case TYPE_TUPLE: return vars_mention(s, &t->as.tuple.vars);
    case TYPE_SIGNATURE: return mentions(s, t->as.signature.params) || mentions(s, t->as.signature.results);
    case TYPE_INTERFACE: return interface_mentions(s, t);
    case TYPE_NAMED:
        for (int i = 0; t->as.named.targs != NULL && i < t->as.named.targs->len; i++) {
            if (mentions(s, t->as.named.targs->at[i])) {
                return true;
            }
        }
        return false;
    case TYPE_PARAM:
        for (int i = 0; i < s->tparams->len; i++) {
            if (s->tparams->at[i] == t) {
                return true;
            }
        }
        return false;
    }
    return false;
}

static bool mentions(MentionSearch *s, Type *t) {
    if (t == NULL || t->kind == TYPE_BASIC || s->depth > CHECK_DEPTH_MAX) {
        return false;
    }
    if (map_has(s->seen, t)) {
        return map_get(s->seen, t) != NULL;
    }
    map_set(s->seen, t, NULL);
    s->depth++;
    bool result = kind_mentions(s, t);
    s->depth--;
    map_set(s->seen, t, result ? t : NULL);
    return result;
}

bool type_mentions(Checker *c, const TypeVec *tparams, Type *t) {
    MentionSearch search = {.tparams = tparams, .seen = map_new(c->scratch)};
    return tparams->len > 0 && mentions(&search, t);
}

/* ---- substitution ---- */

/* Replaces those type parameters that have a type. */
static Type *subst_known(Checker *c, Type *type, const TypeVec *tparams, Type *const *targs) {
    TypeVec known = {0}, values = {0};
    for (int i = 0; i < tparams->len; i++) {
        if (targs[i] != NULL) {
            VEC_PUSH(c->scratch, &known, tparams->at[i]);
            VEC_PUSH(c->scratch, &values, targs[i]);
        }
    }
    TypeList list = {values.len, values.at};
    return known.len > 0 ? type_subst(c, c->arena, type, &known, &list) : type;
}

TypeVec rename_tparams(Checker *c, const TypeVec *tparams, Type **type) {
    TypeVec fresh = {0};
    for (int i = 0; i < tparams->len; i++) {
        const Type *old = tparams->at[i];
        const Object *name = old->as.tparam.object;
        Object *object = object_new(c->arena, OBJ_TYPE, name->pos, name->package, name->name, NULL);
        Type *new = tparam_new(c, object, c->universe->bad);
        new->as.tparam.index = old->as.tparam.index;
        VEC_PUSH(c->arena, &fresh, new);
    }
    if (fresh.len == 0) {
        return fresh;
    }
    for (int i = 0; i < tparams->len; i++) {
        fresh.at[i]->as.tparam.constraint = subst_known(c, tparams->at[i]->as.tparam.constraint, tparams, fresh.at);
    }
    *type = subst_known(c, *type, tparams, fresh.at);
    return fresh;
}

/* ---- inference ---- */

typedef struct Inference {
    Checker *checker;
    const InferArgs *in;
    const TypeVec *tparams;
    Type *params;
    Unifier *unifier;
    Type **inferred; /* by type parameter */
} Inference;

static void report(const Inference *s, Pos pos, const char *text) {
    if (s->in->callee != NULL) {
        check_error(s->checker, pos, "CannotInferTypeArgs", "in call to %s, %s", s->in->callee, text);
    } else {
        check_error(s->checker, pos, "CannotInferTypeArgs", "%s", text);
    }
}

static void collect_inferred(Inference *s) {
    for (int i = 0; i < s->tparams->len; i++) {
        s->inferred[i] = unifier_at(s->unifier, s->tparams->at[i]);
    }
}

/* "P, Q, and R". */
static const char *tparam_names(Checker *c, const TypeVec *list) {
    StrBuf text = strbuf_new(c->scratch);
    for (int i = 0; i < list->len; i++) {
        if (i > 0) {
            strbuf_add(&text, list->len == 2 ? " and " : i + 1 == list->len ? ", and " : ", ");
        }
        strbuf_add(&text, list->at[i]->as.tparam.object->name->text);
    }
    return strbuf_text(&text);
}

static void report_mismatch(Inference *s, Type *param, const Operand *arg) {
    Checker *c = s->checker;
    const char *type = text_of_type(c, arg->type), *name = text_of_expr(c, arg->expr);
    const char *wanted = text_of_type(c, param), *text;
    collect_inferred(s);
    bool any = false;
    for (int i = 0; i < s->tparams->len; i++) {
        any = any || s->inferred[i] != NULL;
    }
    Type *so_far = any ? subst_known(c, param, s->tparams, s->inferred) : param;
    if (!any) {
        text = cause_text(c, "type %s of %s does not match %s (cannot infer %s)", type, name, wanted,
                          tparam_names(c, s->tparams));
    } else if (so_far == param) {
        text = cause_text(c, "type %s of %s does not match %s", type, name, wanted);
    } else if (s->in->reverse) {
        text = cause_text(c, "inferred type %s for %s does not match type %s of %s", text_of_type(c, so_far), wanted,
                          type, name);
    } else {
        text = cause_text(c, "type %s of %s does not match inferred type %s for %s", type, name,
                          text_of_type(c, so_far), wanted);
    }
    report(s, error_pos(arg->expr), text);
}

static Type *param_type(const Inference *s, int i) { return s->params->as.tuple.vars.at[i]->type; }

/* First: typed arguments against their parameters. */
static bool from_arguments(Inference *s) {
    Checker *c = s->checker;
    for (int i = 0; i < s->in->args_len; i++) {
        const Operand *arg = s->in->args[i];
        Type *param = param_type(s, i);
        if (type_is_untyped(arg->type)) {
            continue;
        }
        if (!type_mentions(c, s->tparams, param) && !type_mentions(c, s->tparams, arg->type)) {
            continue;
        }
        if (!unify(s->unifier, param, arg->type, UNIFY_ASSIGN)) {
            report_mismatch(s, param, arg);
            return false;
        }
    }
    return true;
}

/* The core of a constraint: its one term, or what all its terms have in common. */
typedef struct CoreTerm {
    Type *type; /* NULL: none */
    bool tilde;
    bool single;
} CoreTerm;

static CoreTerm core_term(Checker *c, Type *tparam) {
    const TypeSet *set = interface_type_set(tparam_interface(tparam));
    CoreTerm core = {0};
    if (!type_set_has_terms(set)) {
        return core;
    }
    if (set->terms.len == 1) {
        return (CoreTerm){set->terms.at[0].type, set->terms.at[0].tilde, true};
    }
    core.type = common_under_if(c, tparam, NULL, NULL, NULL);
    for (int i = 0; i < set->terms.len; i++) {
        core.tilde = core.tilde || set->terms.at[i].tilde;
    }
    return core;
}

/* A known argument must have the methods of its constraint; their signatures may tell more. */
static bool unify_methods(Inference *s, Type *tparam, Type *type) {
    Checker *c = s->checker;
    Type *iface = tparam_interface(tparam);
    Type *own = type_is_interface(type) ? type_underlying(type) : NULL;
    int n = interface_method_count(iface);
    for (int i = 0; i < n; i++) {
        Object *wanted = interface_method(iface, i);
        LookupResult found =
            lookup_field_or_method(c->scratch, own != NULL ? own : type, false, wanted->package, wanted->name, false);
        Object *method = found.object != NULL && found.object->kind == OBJ_FUNC ? found.object : NULL;
        if (method != NULL) {
            check_object_decl(c, method, NULL);
            if (unify(s->unifier, method->type, wanted->type, UNIFY_EXACT)) {
                continue;
            }
        }
        Object *wrong = NULL;
        Object *missing = missing_method(c->scratch, type, iface, true, &wrong);
        const char *cause =
            missing_method_cause(c, type, iface, missing != NULL ? missing : wanted, wrong != NULL ? wrong : method);
        report(s, s->in->pos,
               cause_text(c, "%s (type %s) does not satisfy %s %s", text_of_type(c, tparam), text_of_type(c, type),
                          text_of_type(c, tparam->as.tparam.constraint), cause));
        return false;
    }
    return true;
}

/* One type parameter against its constraint. */
static bool from_constraint(Inference *s, Type *tparam) {
    Checker *c = s->checker;
    Type *type = unifier_at(s->unifier, tparam);
    CoreTerm core = core_term(c, tparam);
    if (core.type != NULL && type != NULL) {
        if (!unify(s->unifier, type, core.type, 0)) {
            report(s, s->in->pos,
                   cause_text(c, "%s (type %s) does not satisfy %s", text_of_type(c, tparam), text_of_type(c, type),
                              text_of_type(c, tparam->as.tparam.constraint)));
            return false;
        }
    } else if (core.type != NULL && core.single && !core.tilde) {
        unifier_set(s->unifier, tparam, core.type);
    }
    if (type == NULL || type_mentions(c, s->tparams, type)) {
        return true;
    }
    return unify_methods(s, tparam, type);
}

/* Second: constraints, as long as they tell something new. */
static bool from_constraints(Inference *s) {
    for (;;) {
        int unknown = unifier_unknowns(s->unifier);
        for (int i = 0; i < s->tparams->len; i++) {
            if (!from_constraint(s, s->tparams->at[i])) {
                return false;
            }
        }
        if (unifier_unknowns(s->unifier) == unknown) {
            return true;
        }
    }
}

/* Third: untyped constants give what is still open their default type, the latest kind of several. */
static bool from_constants(Inference *s) {
    Checker *c = s->checker;
    Type **max = ARENA_ARRAY(c->scratch, Type *, s->tparams->len);
    for (int i = 0; i < s->in->args_len; i++) {
        const Operand *arg = s->in->args[i];
        Type *param = param_type(s, i);
        if (type_is_typed(arg->type) || param->kind != TYPE_PARAM || operand_is_nil(c, arg)) {
            continue;
        }
        int index = 0;
        while (index < s->tparams->len && s->tparams->at[index] != param) {
            index++;
        }
        if (index == s->tparams->len || unifier_at(s->unifier, param) != NULL) {
            continue;
        }
        Type *next = max[index] == NULL ? arg->type : max_untyped(max[index], arg->type);
        if (next == NULL) {
            report(s, error_pos(arg->expr),
                   cause_text(c, "mismatched types %s and %s (cannot infer %s)", text_of_type(c, max[index]),
                              text_of_type(c, arg->type), text_of_type(c, param)));
            return false;
        }
        max[index] = next;
    }
    for (int i = 0; i < s->tparams->len; i++) {
        if (max[i] != NULL) {
            unifier_set(s->unifier, s->tparams->at[i], type_default(c->universe, max[i]));
        }
    }
    return true;
}

/* ---- cycles among inferred types ---- */

typedef struct CycleSearch {
    Inference *inference;
    Map *open; /* types on the path: value NULL when left again */
} CycleSearch;

static void find_cycles(CycleSearch *s, Type *t);

static void find_in_vars(CycleSearch *s, const ObjectVec *vars) {
    for (int i = 0; i < vars->len; i++) {
        find_cycles(s, vars->at[i]->type);
    }
}

static int tparam_index(const TypeVec *tparams, const Type *t) {
    for (int i = 0; i < tparams->len; i++) {
        if (tparams->at[i] == t) {
            return i;
        }
    }
    return -1;
}

static void find_in_interface(CycleSearch *s, const Type *t) {
    find_in_vars(s, &t->as.interface.methods);
    for (int i = 0; i < t->as.interface.embeddeds.len; i++) {
        find_cycles(s, t->as.interface.embeddeds.at[i]);
    }
}

static void find_in_kind(CycleSearch *s, Type *t) {
    int i;
    switch (t->kind) {
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS: return;
    case TYPE_ARRAY: find_cycles(s, t->as.array.elem); return;
    case TYPE_SLICE: find_cycles(s, t->as.slice.elem); return;
    case TYPE_POINTER: find_cycles(s, t->as.pointer.elem); return;
    case TYPE_CHAN: find_cycles(s, t->as.chan.elem); return;
    case TYPE_MAP:
        find_cycles(s, t->as.map.key);
        find_cycles(s, t->as.map.elem);
        return;
    case TYPE_STRUCT: find_in_vars(s, &t->as.struct_.fields); return;
    case TYPE_TUPLE: find_in_vars(s, &t->as.tuple.vars); return;
    case TYPE_SIGNATURE:
        find_cycles(s, t->as.signature.params);
        find_cycles(s, t->as.signature.results);
        return;
    case TYPE_UNION:
        for (i = 0; i < t->as.union_.terms.len; i++) {
            find_cycles(s, t->as.union_.terms.at[i].type);
        }
        return;
    case TYPE_INTERFACE: find_in_interface(s, t); return;
    case TYPE_NAMED:
        for (i = 0; t->as.named.targs != NULL && i < t->as.named.targs->len; i++) {
            find_cycles(s, t->as.named.targs->at[i]);
        }
        return;
    case TYPE_PARAM:
        i = tparam_index(s->inference->tparams, t);
        if (i >= 0 && s->inference->inferred[i] != NULL) {
            find_cycles(s, s->inference->inferred[i]);
        }
        return;
    }
}

/* A type parameter met inside its own type would expand forever: it counts as not inferred. */
static void find_cycles(CycleSearch *s, Type *t) {
    if (t == NULL) {
        return;
    }
    t = type_unalias(t);
    if (map_get(s->open, t) != NULL) {
        int i = tparam_index(s->inference->tparams, t);
        if (i >= 0) {
            s->inference->inferred[i] = NULL;
        }
        return;
    }
    map_set(s->open, t, t);
    find_in_kind(s, t);
    map_set(s->open, t, NULL);
}

/* ---- the result ---- */

/* A generic function argument without type parameters left is an ordinary function. */
static Type *drop_tparams(Checker *c, const TypeVec *tparams, Type *t) {
    if (t->kind == TYPE_SIGNATURE && t->as.signature.tparams.len > 0 && !type_mentions(c, tparams, t)) {
        t->as.signature.tparams = (TypeVec){0};
    }
    return t;
}

/* Inferred types may mention type parameters; those are replaced until nothing changes. */
static void simplify(Inference *s) {
    Checker *c = s->checker;
    CycleSearch cycles = {s, map_new(c->scratch)};
    for (int i = 0; i < s->tparams->len; i++) {
        find_cycles(&cycles, s->tparams->at[i]);
    }
    bool changed = true;
    while (changed) {
        changed = false;
        Type **before = arena_copy(c->scratch, s->inferred, sizeof(Type *) * (size_t)s->tparams->len);
        for (int i = 0; i < s->tparams->len; i++) {
            bool given = s->in->targs != NULL && s->in->targs[i] != NULL;
            if (given || before[i] == NULL || !type_mentions(c, s->tparams, before[i])) {
                continue;
            }
            Type *next = subst_known(c, before[i], s->tparams, before);
            if (next != before[i]) {
                s->inferred[i] = drop_tparams(c, s->tparams, next);
                changed = true;
            }
        }
    }
}

static TypeList *finish(Inference *s) {
    Checker *c = s->checker;
    for (int i = 0; i < s->tparams->len; i++) {
        if (s->inferred[i] == NULL || type_mentions(c, s->tparams, s->inferred[i])) {
            const Object *object = s->tparams->at[i]->as.tparam.object;
            report(
                s, s->in->pos,
                cause_text(c, "cannot infer %s (declared at %s)", object->name->text, position_text(c, object->pos)));
            return NULL;
        }
    }
    TypeList *list = ARENA_NEW(c->arena, TypeList);
    *list = (TypeList){s->tparams->len, s->inferred};
    return list;
}

static bool all_given(const InferArgs *in) {
    for (int i = 0; i < in->tparams->len; i++) {
        if (in->targs == NULL || in->targs[i] == NULL) {
            return false;
        }
    }
    return true;
}

TypeList *infer(Checker *c, const InferArgs *in) {
    int n = in->tparams->len;
    Type **inferred = ARENA_ARRAY(c->arena, Type *, n);
    for (int i = 0; i < n; i++) {
        inferred[i] = in->targs != NULL ? in->targs[i] : NULL;
    }
    if (all_given(in)) {
        TypeList *list = ARENA_NEW(c->arena, TypeList);
        *list = (TypeList){n, inferred};
        return list;
    }
    for (int i = 0; i < in->args_len; i++) {
        if (!operand_valid(in->args[i])) {
            return NULL;
        }
    }
    Inference s = {.checker = c, .in = in, .tparams = in->tparams, .inferred = inferred};
    s.params = in->args_len > 0 ? subst_known(c, in->params, in->tparams, inferred) : in->params;
    s.unifier = unifier_new(c, in->tparams, inferred, allow_version(c, GO_FUNC_ARGUMENT_INFERENCE));
    if (!from_arguments(&s) || !from_constraints(&s) || !from_constants(&s)) {
        return NULL;
    }
    collect_inferred(&s);
    simplify(&s);
    return finish(&s);
}
