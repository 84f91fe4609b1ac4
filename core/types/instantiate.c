/*
 * Instances: making them once each, and whether type arguments satisfy their constraints.
 * gc: types2/instantiate.go, context.go.  Spec: #Instantiations.
 */
#include "core/types/declare.h"

/* Instances with the same key; nearly always one. */
typedef struct Entry {
    Type *origin;
    const TypeList *targs;
    Type *instance;
    struct Entry *next;
} Entry;

InstanceContext *instances_new(Arena *arena, const Universe *universe) {
    InstanceContext *context = ARENA_NEW(arena, InstanceContext);
    *context =
        (InstanceContext){.arena = arena, .universe = universe, .instances = strmap_new(arena), .ids = map_new(arena)};
    return context;
}

int instance_id(InstanceContext *context, const Type *type) {
    const int *known = map_get(context->ids, type);
    if (known != NULL) {
        return *known;
    }
    int *id = ARENA_NEW(context->arena, int);
    *id = map_len(context->ids) + 1;
    map_set(context->ids, type, id);
    return *id;
}

static bool same_targs(const TypeList *a, const TypeList *b) {
    if (a->len != b->len) {
        return false;
    }
    for (int i = 0; i < a->len; i++) {
        if (!type_identical(a->at[i], b->at[i])) {
            return false;
        }
    }
    return true;
}

Type *instance_find(InstanceContext *context, const char *key, Type *origin, const TypeList *targs) {
    for (Entry *e = strmap_get(context->instances, key); e != NULL; e = e->next) {
        if (e->origin == origin && same_targs(e->targs, targs)) {
            return e->instance;
        }
    }
    return NULL;
}

Type *instance_add(InstanceContext *context, const char *key, Type *origin, TypeList *targs, Type *instance) {
    Entry *entry = ARENA_NEW(context->arena, Entry);
    *entry = (Entry){origin, targs, instance, strmap_get(context->instances, key)};
    strmap_set(context->instances, key, entry);
    return instance;
}

static Type *instance_of_signature(InstanceContext *context, Pos pos, Type *generic, TypeList *targs) {
    Type *sig = subst_in_context(context, pos, generic, &generic->as.signature.tparams, targs);
    if (sig == generic) {
        sig = arena_copy(context->arena, generic, sizeof *generic);
    }
    sig->as.signature.tparams = (TypeVec){0};
    return sig;
}

Type *instance_of(InstanceContext *context, Pos pos, Type *generic, TypeList *targs) {
    const char *key = instance_key(context, generic, targs);
    Type *known = instance_find(context, key, generic, targs);
    if (known != NULL) {
        return known;
    }
    Type *instance;
    if (generic->kind == TYPE_NAMED) {
        instance = named_new_instance(context, pos, generic, targs);
    } else if (generic->kind == TYPE_ALIAS) {
        instance = alias_new_instance(context, pos, generic, targs);
    } else {
        instance = instance_of_signature(context, pos, generic, targs);
    }
    return instance_add(context, key, generic, targs, instance);
}

void instances_normalize(InstanceContext *context, TypeNormalizer normalize, void *user) {
    context->normalize = normalize;
    context->user = user;
}

bool types_basic_interface(Type *iface) { return type_set_is_method_set(interface_type_set(iface)); }

bool types_basic_constraint(Type *tparam) { return types_basic_interface(tparam_interface(tparam)); }

Type *types_core(Type *type) { return core_type(type, NULL); }

Type *types_instantiate(InstanceContext *context, Type *generic, TypeList *targs) {
    return instance_of(context, POS_NONE, generic, targs);
}

LookupResult types_lookup(InstanceContext *context, Type *type, bool addressable, Package *package, const Name *name) {
    return lookup_field_or_method(context->arena, type, addressable, package, name, false);
}

/* ---- in a check ---- */

bool validate_targ_len(Checker *c, Pos pos, const char *name, int want, int got) {
    if (got == want) {
        return true;
    }
    check_error(c, pos, "WrongTypeArgCount", "%s type arguments for type %s: have %d, want %d",
                got < want ? "not enough" : "too many", name, got, want);
    return false;
}

Type *instantiate(Checker *c, Pos pos, Type *generic, TypeList *targs, Expr **xlist, bool validate) {
    const TypeVec *tparams = type_tparams(generic);
    if (generic->kind != TYPE_NAMED) {
        const char *name =
            generic->kind == TYPE_ALIAS ? generic->as.alias.object->name->text : text_of_type(c, generic);
        if (!validate_targ_len(c, pos, name, tparams->len, targs->len)) {
            return c->universe->bad;
        }
        if (tparams->len == 0) {
            return generic;
        }
    }
    Type *instance = instance_of(c->context, pos, generic, targs);
    int bad;
    const char *cause;
    if (validate && tparams->len == targs->len && !verify_instance(c, pos, tparams, targs, &bad, &cause)) {
        check_soft_error(c, xlist != NULL ? error_pos(xlist[bad]) : pos, "InvalidTypeArg", "%s", cause);
    }
    return instance;
}

bool verify_instance(Checker *c, Pos pos, const TypeVec *tparams, const TypeList *targs, int *bad, const char **cause) {
    for (int i = 0; i < tparams->len; i++) {
        /* The constraint becomes an interface, if it is none. */
        tparam_interface(tparams->at[i]);
        Type *bound = subst_in_context(c->context, pos, tparams->at[i]->as.tparam.constraint, tparams, targs);
        if (!type_implements(c, targs->at[i], bound, true, cause)) {
            *bad = i;
            return false;
        }
    }
    return true;
}

/* ---- implementing ---- */

typedef struct Implementing {
    Checker *c;
    Type *type;
    Type *iface;
    const char *verb;
    bool constraint;
    const char **cause;
} Implementing;

static bool fails(const Implementing *in, const char *detail) {
    if (in->cause != NULL) {
        *in->cause = arena_printf(in->c->scratch, "%s does not %s %s%s", text_of_type(in->c, in->type), in->verb,
                                  text_of_type(in->c, in->iface), detail);
    }
    return false;
}

static bool check_comparability(const Implementing *in, const TypeSet *wanted) {
    if (!type_set_comparable(wanted, in->c) || comparable_type(in->type, false, NULL, in->c)) {
        return true;
    }
    const char *text = in->cause != NULL ? text_of_type(in->c, in->type) : "";
    if (in->constraint && comparable_type(in->type, true, NULL, in->c)) {
        if (allow_version(in->c, GO_COMPARABLE_INTERFACES)) {
            return true;
        }
        if (in->cause != NULL) {
            *in->cause = arena_printf(in->c->scratch, "%s to %s comparable requires go1.20 or later", text, in->verb);
        }
        return false;
    }
    if (in->cause != NULL) {
        *in->cause = arena_printf(in->c->scratch, "%s does not %s comparable", text, in->verb);
    }
    return false;
}

static bool element_mentions(Type *element, Type *type) {
    if (element->kind == TYPE_INTERFACE) {
        for (int i = 0; i < element->as.interface.embeddeds.len; i++) {
            if (element_mentions(element->as.interface.embeddeds.at[i], type)) {
                return true;
            }
        }
        return false;
    }
    if (element->kind == TYPE_UNION) {
        for (int i = 0; i < element->as.union_.terms.len; i++) {
            if (element_mentions(element->as.union_.terms.at[i].type, type)) {
                return true;
            }
        }
        return false;
    }
    return type_identical(element, type);
}

/* Why the type is in none of the terms. */
static bool not_in_terms(const Implementing *in, Type *iface, const TypeSet *set) {
    Checker *c = in->c;
    Type *with_tilde = NULL;
    for (int i = 0; i < set->terms.len && with_tilde == NULL; i++) {
        UnionTerm term = set->terms.at[i];
        if (!term.tilde && type_identical(term.type, type_underlying(term.type))) {
            term.tilde = true;
            with_tilde = term_includes(&term, in->type) ? term.type : NULL;
        }
    }
    if (in->cause == NULL) {
        return false;
    }
    const char *type = text_of_type(c, in->type), *wanted = text_of_type(c, in->iface);
    if (with_tilde != NULL) {
        return fails(
            in, arena_printf(c->scratch, " (possibly missing ~ for %s in %s)", text_of_type(c, with_tilde), wanted));
    }
    if (element_mentions(iface, in->type)) {
        return fails(in, arena_printf(c->scratch, " (%s mentions %s, but %s is not in the type set of %s)", wanted,
                                      type, type, wanted));
    }
    return fails(in, arena_printf(c->scratch, " (%s missing in %s)", type, text_of_terms(c, set)));
}

static bool in_terms(const TypeSet *set, Type *type) {
    for (int i = 0; i < set->terms.len; i++) {
        if (term_includes(&set->terms.at[i], type)) {
            return true;
        }
    }
    return false;
}

static bool implements_set(const Implementing *in, Type *iface, Type *under) {
    const TypeSet *wanted = interface_type_set(iface);
    if (type_set_is_all(wanted)) {
        return true;
    }
    const TypeSet *have = under->kind == TYPE_INTERFACE ? interface_type_set(under) : NULL;
    if (have != NULL && type_set_is_empty(have)) {
        return true;
    }
    if (type_set_is_empty(wanted)) {
        if (in->cause != NULL) {
            *in->cause =
                arena_printf(in->c->scratch, "cannot %s %s (empty type set)", in->verb, text_of_type(in->c, in->iface));
        }
        return false;
    }
    const char *lack = "";
    if (!has_all_methods(in->c, in->type, in->iface, true, in->cause != NULL ? &lack : NULL)) {
        return fails(in, arena_printf(in->c->scratch, " %s", lack));
    }
    if (type_set_has_terms(wanted)) {
        if (have != NULL && !type_set_subset(have, wanted)) {
            return fails(in, "");
        }
        if (have == NULL && !in_terms(wanted, in->type)) {
            return not_in_terms(in, iface, wanted);
        }
    }
    return check_comparability(in, wanted);
}

bool type_implements(Checker *c, Type *type, Type *iface, bool constraint, const char **cause) {
    Type *under = type_underlying(type), *wanted = type_underlying(iface);
    if (under->kind == TYPE_BAD || wanted->kind == TYPE_BAD ||
        (under->kind == TYPE_POINTER && type_underlying(under->as.pointer.elem)->kind == TYPE_BAD)) {
        return true;
    }
    const Implementing in = {c, type, iface, constraint ? "satisfy" : "implement", constraint, cause};
    if (wanted->kind == TYPE_INTERFACE) {
        return implements_set(&in, wanted, under);
    }
    if (cause == NULL) {
        return false;
    }
    const char *detail = type_is_interface_pointer(wanted)
                             ? interface_pointer_text(c, iface)
                             : arena_printf(c->scratch, "%s is not an interface", text_of_type(c, iface));
    return fails(&in, arena_printf(c->scratch, " (%s)", detail));
}
