/*
 * Predicates: what kind of type it is, identity, comparability.
 * gc: types2/predicates.go.
 */
#include <string.h>

#include "core/base/abort.h"
#include "core/types/declare.h"

bool type_is_bad(Type *type) {
    Type *actual = type_unalias(type);
    return actual == NULL || actual->kind == TYPE_BAD;
}

static bool has_info(Type *t, unsigned info) {
    const Type *under = type_underlying(t);
    return under->kind == TYPE_BASIC && (under->as.basic.info & info) != 0;
}

bool type_is_boolean(Type *t) { return has_info(t, INFO_BOOLEAN); }
bool type_is_integer(Type *t) { return has_info(t, INFO_INTEGER); }
bool type_is_unsigned(Type *t) { return has_info(t, INFO_UNSIGNED); }
bool type_is_float(Type *t) { return has_info(t, INFO_FLOAT); }
bool type_is_complex(Type *t) { return has_info(t, INFO_COMPLEX); }
bool type_is_numeric(Type *t) { return has_info(t, INFO_NUMERIC); }
bool type_is_string(Type *t) { return has_info(t, INFO_STRING); }

bool type_is_untyped(Type *t) { return t->kind == TYPE_BASIC && (t->as.basic.info & INFO_UNTYPED) != 0; }

bool type_is_typed(Type *t) { return !type_is_untyped(t); }
bool type_is_interface(Type *t) { return type_underlying(t)->kind == TYPE_INTERFACE; }
bool type_is_tparam(Type *t) { return type_unalias(t)->kind == TYPE_PARAM; }
bool type_is_non_tparam_interface(Type *t) { return !type_is_tparam(t) && type_is_interface(t); }

bool type_is_generic(Type *t) {
    if (t->kind == TYPE_ALIAS && t->as.alias.tparams.len > 0 && t->as.alias.targs == NULL) {
        return true;
    }
    Type *named = type_as_named(t);
    return named != NULL && named->as.named.targs == NULL && named->as.named.tparams.len > 0;
}

bool type_is_named(Type *t) {
    const Type *actual = type_unalias(t);
    return actual->kind == TYPE_BASIC || actual->kind == TYPE_BAD || actual->kind == TYPE_NAMED ||
           actual->kind == TYPE_PARAM;
}

static bool basic_has_nil(void *context, Type *type, Type *under) {
    (void)context;
    (void)type;
    return under != NULL && type_has_nil(under);
}

bool type_has_nil(Type *t) {
    const Type *under = type_underlying(t);
    switch (under->kind) {
    case TYPE_BASIC: return under->as.basic.kind == BASIC_UNSAFE_POINTER;
    case TYPE_SLICE:
    case TYPE_POINTER:
    case TYPE_SIGNATURE:
    case TYPE_MAP:
    case TYPE_CHAN: return true;
    case TYPE_INTERFACE: return !type_is_tparam(t) || type_set_all(t, basic_has_nil, NULL);
    case TYPE_BAD:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_ARRAY:
    case TYPE_STRUCT:
    case TYPE_TUPLE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return false;
}

Type *type_deref(Type *type, bool *is_pointer) {
    Type *actual = type_unalias(type);
    *is_pointer = actual->kind == TYPE_POINTER;
    return *is_pointer ? actual->as.pointer.elem : type;
}

Type *type_deref_struct(Type *type) {
    const Type *under = type_underlying(type);
    if (under->kind == TYPE_POINTER && type_underlying(under->as.pointer.elem)->kind == TYPE_STRUCT) {
        return under->as.pointer.elem;
    }
    return type;
}

bool is_valid_index_type(Type *type) {
    return type_is_integer(type) || (type_is_untyped(type) && type_is_numeric(type));
}

Type *type_default(const Universe *universe, Type *t) {
    if (t->kind != TYPE_BASIC || (t->as.basic.info & INFO_UNTYPED) == 0) {
        return t;
    }
    switch ((int)t->as.basic.kind) {
    case BASIC_UNTYPED_BOOL: return universe->basic[BASIC_BOOL];
    case BASIC_UNTYPED_INT: return universe->basic[BASIC_INT];
    case BASIC_UNTYPED_RUNE: return universe->rune_type;
    case BASIC_UNTYPED_FLOAT: return universe->basic[BASIC_FLOAT64];
    case BASIC_UNTYPED_COMPLEX: return universe->basic[BASIC_COMPLEX128];
    case BASIC_UNTYPED_STRING: return universe->basic[BASIC_STRING];
    }
    return t;
}

/* ---- comparability ---- */

/* The types being asked about, innermost first: a type within itself adds nothing. */
typedef struct Asked {
    const Type *type;
    const struct Asked *outer;
    int depth;
} Asked;

typedef struct Comparability {
    bool dynamic;
    Checker *checker;
    const Asked *asked;
} Comparability;

static bool ask_comparable(Type *type, bool dynamic, const char **cause, Checker *c, const Asked *outer);

static void set_cause(const char **cause, Checker *c, const char *before, Type *type, const char *after) {
    if (cause != NULL && c != NULL) {
        *cause = arena_printf(c->scratch, "%s%s%s", before, text_of_type(c, type), after);
    }
}

static bool interface_comparable(Type *type, Type *iface, bool dynamic, const char **cause, const Asked *asked) {
    if (dynamic && !type_is_tparam(type)) {
        return true;
    }
    const TypeSet *set = interface_type_set(iface);
    bool all = set->comparable;
    if (!set->all_types) {
        all = type_set_has_terms(set);
        for (int i = 0; i < set->terms.len && all; i++) {
            all = ask_comparable(set->terms.at[i].type, false, NULL, NULL, asked);
        }
    }
    if (!all && cause != NULL) {
        *cause = type_set_is_empty(set) ? "empty type set" : "incomparable types in type set";
    }
    return all;
}

static bool ask_comparable(Type *type, bool dynamic, const char **cause, Checker *c, const Asked *outer) {
    for (const Asked *a = outer; a != NULL; a = a->outer) {
        if (a->type == type) {
            return true;
        }
    }
    const Asked asked = {type, outer, outer != NULL ? outer->depth + 1 : 0};
    if (asked.depth > TYPE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    if (cause != NULL) {
        *cause = "";
    }
    Type *under = type_underlying(type);
    switch (under->kind) {
    case TYPE_BASIC: return under->as.basic.kind != BASIC_UNTYPED_NIL;
    case TYPE_BAD:
    case TYPE_POINTER:
    case TYPE_CHAN: return true;
    case TYPE_STRUCT:
        for (int i = 0; i < under->as.struct_.fields.len; i++) {
            Type *field = under->as.struct_.fields.at[i]->type;
            if (!ask_comparable(field, dynamic, NULL, NULL, &asked)) {
                set_cause(cause, c, "struct containing ", field, " cannot be compared");
                return false;
            }
        }
        return true;
    case TYPE_ARRAY:
        if (!ask_comparable(under->as.array.elem, dynamic, NULL, NULL, &asked)) {
            set_cause(cause, c, "", type, " cannot be compared");
            return false;
        }
        return true;
    case TYPE_INTERFACE: return interface_comparable(type, under, dynamic, cause, &asked);
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return false;
}

bool comparable_type(Type *type, bool dynamic, const char **cause, Checker *c) {
    return ask_comparable(type, dynamic, cause, c, NULL);
}

bool type_comparable(Type *t) { return comparable_type(t, true, NULL, NULL); }

/* ---- identity ---- */

/* Two interfaces under comparison: found again further in, they are taken as identical. */
typedef struct Pair {
    const Type *x, *y;
    const struct Pair *outer;
} Pair;

/* Type parameters of two generic signatures that stand for each other. */
typedef struct Binding {
    const TypeVec *x, *y;
    const struct Binding *outer;
} Binding;

typedef struct Comparer {
    bool ignore_tags;
    int depth;
    const Pair *pairs;
    const Binding *bindings;
} Comparer;

static bool identical(Comparer *cmp, Type *x, Type *y);

static bool same_tag(const Type *x, const Type *y, int i) {
    const char *a = x->as.struct_.tags != NULL ? x->as.struct_.tags[i] : NULL;
    const char *b = y->as.struct_.tags != NULL ? y->as.struct_.tags[i] : NULL;
    unsigned a_len = a != NULL ? x->as.struct_.tag_lens[i] : 0;
    unsigned b_len = b != NULL ? y->as.struct_.tag_lens[i] : 0;
    return a_len == b_len && (a_len == 0 || memcmp(a, b, a_len) == 0);
}

static bool identical_structs(Comparer *cmp, Type *x, Type *y) {
    if (x->as.struct_.fields.len != y->as.struct_.fields.len) {
        return false;
    }
    for (int i = 0; i < x->as.struct_.fields.len; i++) {
        const Object *f = x->as.struct_.fields.at[i], *g = y->as.struct_.fields.at[i];
        if (f->as.var.embedded != g->as.var.embedded || (!cmp->ignore_tags && !same_tag(x, y, i)) ||
            !object_same_id(f, g->package, g->name, false) || !identical(cmp, f->type, g->type)) {
            return false;
        }
    }
    return true;
}

static bool identical_tuples(Comparer *cmp, const Type *x, const Type *y) {
    if (x->as.tuple.vars.len != y->as.tuple.vars.len) {
        return false;
    }
    for (int i = 0; i < x->as.tuple.vars.len; i++) {
        if (!identical(cmp, x->as.tuple.vars.at[i]->type, y->as.tuple.vars.at[i]->type)) {
            return false;
        }
    }
    return true;
}

static bool identical_signatures(Comparer *cmp, Type *x, Type *y) {
    const TypeVec *xs = &x->as.signature.tparams, *ys = &y->as.signature.tparams;
    if (xs->len != ys->len || x->as.signature.variadic != y->as.signature.variadic) {
        return false;
    }
    const Binding binding = {xs, ys, cmp->bindings};
    if (xs->len > 0) {
        cmp->bindings = &binding;
    }
    bool same = true;
    for (int i = 0; i < xs->len && same; i++) {
        same = identical(cmp, xs->at[i]->as.tparam.constraint, ys->at[i]->as.tparam.constraint);
    }
    same = same && identical(cmp, x->as.signature.params, y->as.signature.params) &&
           identical(cmp, x->as.signature.results, y->as.signature.results);
    if (xs->len > 0) {
        cmp->bindings = binding.outer;
    }
    return same;
}

static bool identical_interfaces(Comparer *cmp, Type *x, Type *y) {
    const TypeSet *a = interface_type_set(x), *b = interface_type_set(y);
    if (a->comparable != b->comparable || !type_set_terms_equal(a, b) || a->methods.len != b->methods.len) {
        return false;
    }
    for (const Pair *p = cmp->pairs; p != NULL; p = p->outer) {
        if ((p->x == x && p->y == y) || (p->x == y && p->y == x)) {
            return true;
        }
    }
    const Pair pair = {x, y, cmp->pairs};
    cmp->pairs = &pair;
    bool same = true;
    for (int i = 0; i < a->methods.len && same; i++) {
        const Object *f = a->methods.at[i], *g = b->methods.at[i];
        same = object_same_id(f, g->package, g->name, false) && identical(cmp, f->type, g->type);
    }
    cmp->pairs = pair.outer;
    return same;
}

static bool identical_named(Comparer *cmp, Type *x, Type *y) {
    const TypeList *a = x->as.named.targs, *b = y->as.named.targs;
    if ((a != NULL ? a->len : 0) != (b != NULL ? b->len : 0)) {
        return false;
    }
    if (x->as.named.origin->as.named.object != y->as.named.origin->as.named.object) {
        return false;
    }
    for (int i = 0; a != NULL && i < a->len; i++) {
        if (!identical(cmp, a->at[i], b->at[i])) {
            return false;
        }
    }
    return true;
}

static bool identical_tparams(const Comparer *cmp, const Type *x, const Type *y) {
    for (const Binding *b = cmp->bindings; b != NULL; b = b->outer) {
        for (int i = 0; i < b->x->len; i++) {
            if (b->x->at[i] == x || b->y->at[i] == y) {
                return b->x->at[i] == x && b->y->at[i] == y;
            }
        }
    }
    return x == y;
}

static bool identical_kind(Comparer *cmp, Type *x, Type *y) {
    switch (x->kind) {
    case TYPE_BAD: return true;
    case TYPE_BASIC: return x->as.basic.kind == y->as.basic.kind;
    case TYPE_ARRAY:
        /* A bad length was reported; it fits every other. */
        return (x->as.array.len < 0 || y->as.array.len < 0 || x->as.array.len == y->as.array.len) &&
               identical(cmp, x->as.array.elem, y->as.array.elem);
    case TYPE_SLICE:
    case TYPE_POINTER: return identical(cmp, x->as.pointer.elem, y->as.pointer.elem);
    case TYPE_STRUCT: return identical_structs(cmp, x, y);
    case TYPE_TUPLE: return identical_tuples(cmp, x, y);
    case TYPE_SIGNATURE: return identical_signatures(cmp, x, y);
    case TYPE_UNION: return union_terms_equal(x, y, NULL);
    case TYPE_INTERFACE: return identical_interfaces(cmp, x, y);
    case TYPE_MAP:
        return identical(cmp, x->as.map.key, y->as.map.key) && identical(cmp, x->as.map.elem, y->as.map.elem);
    case TYPE_CHAN: return x->as.chan.dir == y->as.chan.dir && identical(cmp, x->as.chan.elem, y->as.chan.elem);
    case TYPE_NAMED: return identical_named(cmp, x, y);
    case TYPE_PARAM: return identical_tparams(cmp, x, y);
    case TYPE_ALIAS: break;
    }
    return false;
}

static bool identical(Comparer *cmp, Type *x, Type *y) {
    x = type_unalias(x);
    y = type_unalias(y);
    if (x == y && cmp->bindings == NULL) {
        return true;
    }
    if (x->kind != y->kind) {
        return false;
    }
    if (++cmp->depth > TYPE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    bool same = identical_kind(cmp, x, y);
    cmp->depth--;
    return same;
}

bool type_identical(Type *a, Type *b) {
    Comparer cmp = {0};
    return identical(&cmp, a, b);
}

bool type_identical_ignore_tags(Type *a, Type *b) {
    Comparer cmp = {.ignore_tags = true};
    return identical(&cmp, a, b);
}

/* ---- type parameters within ---- */

/* Types on the way down, so that interfaces within themselves end. */
typedef struct Visited {
    const Type *type;
    const struct Visited *outer;
} Visited;

static bool mentions(Type *t, const Visited *outer);

static bool mentions_any(const ObjectVec *objects, const Visited *outer) {
    for (int i = 0; i < objects->len; i++) {
        if (objects->at[i]->type != NULL && mentions(objects->at[i]->type, outer)) {
            return true;
        }
    }
    return false;
}

static bool mentions_list(const TypeList *list, const Visited *outer) {
    for (int i = 0; list != NULL && i < list->len; i++) {
        if (mentions(list->at[i], outer)) {
            return true;
        }
    }
    return false;
}

static bool interface_mentions(Type *t, const Visited *outer) {
    for (const Visited *v = outer->outer; v != NULL; v = v->outer) {
        if (v->type == t) {
            return false;
        }
    }
    if (mentions_any(&t->as.interface.methods, outer)) {
        return true;
    }
    for (int i = 0; i < t->as.interface.embeddeds.len; i++) {
        if (mentions(t->as.interface.embeddeds.at[i], outer)) {
            return true;
        }
    }
    return false;
}

static bool union_mentions(const Type *t, const Visited *outer) {
    for (int i = 0; i < t->as.union_.terms.len; i++) {
        if (mentions(t->as.union_.terms.at[i].type, outer)) {
            return true;
        }
    }
    return false;
}

static bool mentions(Type *t, const Visited *outer) {
    t = type_unalias(t);
    const Visited here = {t, outer};
    switch (t->kind) {
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS: return false;
    case TYPE_PARAM: return true;
    case TYPE_NAMED: return mentions_list(t->as.named.targs, &here);
    case TYPE_POINTER:
    case TYPE_SLICE: return mentions(t->as.pointer.elem, &here);
    case TYPE_ARRAY: return mentions(t->as.array.elem, &here);
    case TYPE_CHAN: return mentions(t->as.chan.elem, &here);
    case TYPE_MAP: return mentions(t->as.map.key, &here) || mentions(t->as.map.elem, &here);
    case TYPE_STRUCT: return mentions_any(&t->as.struct_.fields, &here);
    case TYPE_TUPLE: return mentions_any(&t->as.tuple.vars, &here);
    case TYPE_SIGNATURE: return mentions(t->as.signature.params, &here) || mentions(t->as.signature.results, &here);
    case TYPE_INTERFACE: return interface_mentions(t, &here);
    case TYPE_UNION: return union_mentions(t, &here);
    }
    return false;
}

bool type_mentions_tparam(Type *t) { return mentions(t, NULL); }
