/*
 * Unification: two types are made structurally equal by finding types for bound type parameters.
 * Spec: #Type_unification.  gc: types2/unify.go.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

/* Deeper means that the types run in circles. */
enum { UNIFY_DEPTH_MAX = 50 };

/* Joined type parameters share a slot, and with it their type. */
struct Unifier {
    Checker *checker;
    TypeVec tparams;
    int *slot;    /* by type parameter */
    Type **types; /* by slot; NULL: not inferred yet */
    int depth;
    bool interfaces; /* methods of interfaces help inference (go1.21) */
};

/* Interfaces being compared, outwards: meeting a pair again means that it is equal. */
typedef struct InterfacePair {
    const Type *x, *y;
    const struct InterfacePair *outer;
} InterfacePair;

static bool nify(Unifier *u, Type *x, Type *y, unsigned mode, const InterfacePair *pair);

Unifier *unifier_new(Checker *c, const TypeVec *tparams, Type **targs, bool interfaces) {
    Unifier *u = ARENA_NEW(c->scratch, Unifier);
    u->checker = c;
    u->tparams = *tparams;
    u->interfaces = interfaces;
    u->slot = ARENA_ARRAY(c->scratch, int, tparams->len);
    u->types = ARENA_ARRAY(c->scratch, Type *, tparams->len);
    for (int i = 0; i < tparams->len; i++) {
        u->slot[i] = i;
        u->types[i] = targs != NULL ? targs[i] : NULL;
    }
    return u;
}

/* ---- bound type parameters ---- */

/* The index of a bound type parameter, -1 for another type. */
static int bound_index(const Unifier *u, Type *t) {
    Type *plain = type_unalias(t);
    for (int i = 0; plain->kind == TYPE_PARAM && i < u->tparams.len; i++) {
        if (u->tparams.at[i] == plain) {
            return i;
        }
    }
    return -1;
}

static Type **slot_of(const Unifier *u, int index) { return &u->types[u->slot[index]]; }

Type *unifier_at(const Unifier *u, Type *tparam) { return *slot_of(u, bound_index(u, tparam)); }

void unifier_set(Unifier *u, Type *tparam, Type *type) { *slot_of(u, bound_index(u, tparam)) = type; }

int unifier_unknowns(const Unifier *u) {
    int n = 0;
    for (int i = 0; i < u->tparams.len; i++) {
        n += *slot_of(u, i) == NULL;
    }
    return n;
}

/* Makes two type parameters share a slot; false when both have types already. */
static bool join(Unifier *u, int x, int y) {
    int from = u->slot[x], to = u->slot[y];
    if (from == to) {
        return true;
    }
    if (u->types[from] != NULL) {
        if (u->types[to] != NULL) {
            return false;
        }
        int swap = from;
        from = to;
        to = swap;
    }
    for (int i = 0; i < u->tparams.len; i++) {
        if (u->slot[i] == from) {
            u->slot[i] = to;
        }
    }
    return true;
}

/* ---- kinds ---- */

static bool same(Type *x, Type *y) { return x == y || type_unalias(x) == type_unalias(y); }

static bool is_literal(Type *t) {
    TypeKind kind = type_unalias(t)->kind;
    return kind != TYPE_NAMED && kind != TYPE_PARAM;
}

static Type *as_interface(Type *t) { return type_is_non_tparam_interface(t) ? type_underlying(t) : NULL; }

/* ---- a parameter that has a type, against another type ---- */

/* Of two types that unify loosely, the parameter keeps the one that more can be assigned to. */
static void keep_better(Unifier *u, int index, Type *have, Type *y) {
    if (type_as_named(have) != NULL) {
        return;
    }
    Type *under = type_underlying(y);
    if (type_as_named(y) != NULL || (under->kind == TYPE_CHAN && under->as.chan.dir != CHAN_BOTH)) {
        *slot_of(u, index) = y;
    }
}

static bool match_inferred(Unifier *u, int index, Type *y, unsigned mode, const InterfacePair *pair) {
    Type *have = *slot_of(u, index);
    if (!nify(u, have, y, mode, pair)) {
        return false;
    }
    Type *xi = as_interface(have), *yi = as_interface(y);
    if (xi != NULL && yi != NULL) {
        if (type_as_named(have) != NULL && type_as_named(y) != NULL) {
            return type_identical(have, y);
        }
        if (interface_method_count(xi) != interface_method_count(yi)) {
            return false;
        }
    } else if (xi != NULL || yi != NULL) {
        /* Either could be meant. */
        return false;
    }
    if (!(mode & UNIFY_EXACT)) {
        keep_better(u, index, have, y);
    }
    return true;
}

/* ---- interfaces ---- */

static bool pair_seen(const InterfacePair *pair, const Type *x, const Type *y) {
    for (; pair != NULL; pair = pair->outer) {
        if ((pair->x == x && pair->y == y) || (pair->x == y && pair->y == x)) {
            return true;
        }
    }
    return false;
}

static Object *same_method(Type *iface, const Object *method) {
    int n = interface_method_count(iface);
    for (int i = 0; i < n; i++) {
        Object *other = interface_method(iface, i);
        if (object_same_id(other, method->package, method->name, false)) {
            return other;
        }
    }
    return NULL;
}

/* All methods of x must be in y with unifying signatures. */
static bool methods_in(Unifier *u, Type *x, Type *y, const InterfacePair *pair) {
    int n = interface_method_count(x);
    for (int i = 0; i < n; i++) {
        Object *method = interface_method(x, i);
        Object *other = same_method(y, method);
        if (other == NULL || !nify(u, method->type, other->type, UNIFY_EXACT, pair)) {
            return false;
        }
    }
    return true;
}

static bool same_terms(Type *x, Type *y) {
    const TypeSet *a = interface_type_set(x), *b = interface_type_set(y);
    return a->comparable == b->comparable && type_set_terms_equal(a, b);
}

/* The type must have all methods of the interface. */
static bool type_has_methods(Unifier *u, Type *iface, Type *type, const InterfacePair *pair) {
    Checker *c = u->checker;
    int n = interface_method_count(iface);
    for (int i = 0; i < n; i++) {
        Object *wanted = interface_method(iface, i);
        LookupResult found = lookup_field_or_method(c->scratch, type, false, wanted->package, wanted->name, false);
        if (found.object == NULL || found.object->kind != OBJ_FUNC) {
            return false;
        }
        check_object_decl(c, found.object, NULL);
        const Type *signature = found.object->type;
        if (signature->as.signature.tparams.len > 0 || !nify(u, wanted->type, found.object->type, UNIFY_EXACT, pair)) {
            return false;
        }
    }
    return true;
}

/* At least one of x and y is an interface, and the types need not be equal. */
static bool nify_interface(Unifier *u, Type *x, Type *y, const InterfacePair *pair) {
    Type *xi = as_interface(x), *yi = as_interface(y);
    if (xi == NULL || yi == NULL) {
        return xi != NULL ? type_has_methods(u, xi, y, pair) : type_has_methods(u, yi, x, pair);
    }
    if (!same_terms(xi, yi)) {
        return false;
    }
    if (pair_seen(pair, xi, yi)) {
        return true;
    }
    InterfacePair here = {xi, yi, pair};
    bool x_smaller = interface_method_count(xi) <= interface_method_count(yi);
    return methods_in(u, x_smaller ? xi : yi, x_smaller ? yi : xi, &here);
}

/* Two interfaces that must be equal. */
static bool nify_equal_interfaces(Unifier *u, Type *x, Type *y, const InterfacePair *pair) {
    if (!same_terms(x, y) || interface_method_count(x) != interface_method_count(y)) {
        return false;
    }
    if (pair_seen(pair, x, y)) {
        return true;
    }
    InterfacePair here = {x, y, pair};
    return methods_in(u, x, y, &here);
}

/* ---- structure ---- */

static bool same_tag(const Type *x, const Type *y, int i) {
    const char *a = x->as.struct_.tags != NULL ? x->as.struct_.tags[i] : NULL;
    const char *b = y->as.struct_.tags != NULL ? y->as.struct_.tags[i] : NULL;
    unsigned a_len = a != NULL ? x->as.struct_.tag_lens[i] : 0, b_len = b != NULL ? y->as.struct_.tag_lens[i] : 0;
    if (a_len != b_len) {
        return false;
    }
    for (unsigned k = 0; k < a_len; k++) {
        if (a[k] != b[k]) {
            return false;
        }
    }
    return true;
}

static bool nify_structs(Unifier *u, const Type *x, const Type *y, unsigned mode, const InterfacePair *pair) {
    const ObjectVec *a = &x->as.struct_.fields, *b = &y->as.struct_.fields;
    if (a->len != b->len) {
        return false;
    }
    for (int i = 0; i < a->len; i++) {
        const Object *f = a->at[i], *g = b->at[i];
        if (f->as.var.embedded != g->as.var.embedded || !same_tag(x, y, i) ||
            !object_same_id(f, g->package, g->name, false) || !nify(u, f->type, g->type, mode, pair)) {
            return false;
        }
    }
    return true;
}

static bool nify_tuples(Unifier *u, const Type *x, const Type *y, unsigned mode, const InterfacePair *pair) {
    const ObjectVec *a = &x->as.tuple.vars, *b = &y->as.tuple.vars;
    if (a->len != b->len) {
        return false;
    }
    for (int i = 0; i < a->len; i++) {
        if (!nify(u, a->at[i]->type, b->at[i]->type, mode, pair)) {
            return false;
        }
    }
    return true;
}

/* Instances unify by their arguments; these first, because that makes better messages. */
static bool nify_named(Unifier *u, const Type *x, Type *y, unsigned mode, const InterfacePair *pair) {
    const Type *named = type_as_named(y);
    if (named == NULL) {
        return false;
    }
    const TypeList *a = x->as.named.targs, *b = named->as.named.targs;
    int n = a != NULL ? a->len : 0;
    if (n != (b != NULL ? b->len : 0)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        if (!nify(u, a->at[i], b->at[i], mode, pair)) {
            return false;
        }
    }
    return x->as.named.origin->as.named.object == named->as.named.origin->as.named.object;
}

/* Types of the same kind, without aliases. */
static bool nify_alike(Unifier *u, Type *x, Type *y, unsigned mode, const InterfacePair *pair) {
    /* Elements must match exactly in an assignment. */
    unsigned inner = mode & UNIFY_ASSIGN ? mode | UNIFY_EXACT : mode;
    switch (x->kind) {
    case TYPE_BASIC: return x->as.basic.kind == y->as.basic.kind;
    case TYPE_ARRAY: {
        int64_t a = x->as.array.len, b = y->as.array.len;
        return (a < 0 || b < 0 || a == b) && nify(u, x->as.array.elem, y->as.array.elem, inner, pair);
    }
    case TYPE_SLICE: return nify(u, x->as.slice.elem, y->as.slice.elem, inner, pair);
    case TYPE_POINTER: return nify(u, x->as.pointer.elem, y->as.pointer.elem, inner, pair);
    case TYPE_MAP:
        return nify(u, x->as.map.key, y->as.map.key, inner, pair) &&
               nify(u, x->as.map.elem, y->as.map.elem, inner, pair);
    case TYPE_CHAN:
        return (!(mode & UNIFY_EXACT) || x->as.chan.dir == y->as.chan.dir) &&
               nify(u, x->as.chan.elem, y->as.chan.elem, inner, pair);
    case TYPE_STRUCT: return nify_structs(u, x, y, inner, pair);
    case TYPE_TUPLE: return nify_tuples(u, x, y, mode, pair);
    case TYPE_SIGNATURE:
        return x->as.signature.variadic == y->as.signature.variadic &&
               nify(u, x->as.signature.params, y->as.signature.params, inner, pair) &&
               nify(u, x->as.signature.results, y->as.signature.results, inner, pair);
    case TYPE_INTERFACE: return nify_equal_interfaces(u, x, y, pair);
    case TYPE_NAMED: return nify_named(u, x, y, mode, pair);
    case TYPE_BAD:
    case TYPE_ALIAS:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return false;
}

/* Neither x nor y is a bound type parameter; a foreign one counts as its core type. */
static bool nify_structure(Unifier *u, Type *x, Type *y, unsigned mode, const InterfacePair *pair) {
    if (type_is_tparam(y)) {
        Type *swap = x;
        x = y;
        y = swap;
    }
    if (type_is_tparam(x)) {
        Type *core = common_under_if(u->checker, x, NULL, NULL, NULL);
        return core != NULL && nify(u, core, y, UNIFY_ASSIGN, pair);
    }
    Type *a = type_unalias(x), *b = type_unalias(y);
    return a->kind == b->kind && nify_alike(u, a, b, mode, pair);
}

static bool nify_different(Unifier *u, Type *x, Type *y, unsigned mode, const InterfacePair *pair) {
    /* A defined type goes to y, a bound type parameter to x. */
    if (type_as_named(x) != NULL || bound_index(u, y) >= 0) {
        Type *swap = x;
        x = y;
        y = swap;
    }
    bool loose = !(mode & UNIFY_EXACT);
    if (loose && type_as_named(y) != NULL && is_literal(x) && !(u->interfaces && type_is_interface(x))) {
        /* A defined type matches a literal that it can be assigned to. */
        y = type_underlying(y);
        if (same(x, y)) {
            return true;
        }
    }
    int px = bound_index(u, x), py = bound_index(u, y);
    if (px >= 0 && py >= 0) {
        return join(u, px, py) || nify(u, *slot_of(u, px), *slot_of(u, py), mode, pair);
    }
    if (px >= 0) {
        if (*slot_of(u, px) != NULL) {
            return match_inferred(u, px, y, mode, pair);
        }
        *slot_of(u, px) = y;
        return true;
    }
    if (u->interfaces && loose && (as_interface(x) != NULL || as_interface(y) != NULL)) {
        return nify_interface(u, x, y, pair);
    }
    return nify_structure(u, x, y, mode, pair);
}

static bool nify(Unifier *u, Type *x, Type *y, unsigned mode, const InterfacePair *pair) {
    if (same(x, y)) {
        return true;
    }
    if (u->depth >= UNIFY_DEPTH_MAX) {
        return false;
    }
    u->depth++;
    bool ok = nify_different(u, x, y, mode, pair);
    u->depth--;
    return ok;
}

bool unify(Unifier *u, Type *x, Type *y, unsigned mode) { return nify(u, x, y, mode, NULL); }
