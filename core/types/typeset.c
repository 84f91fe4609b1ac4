/*
 * Type sets: which types are in an interface, and which methods they all have.
 * gc: types2/typeset.go, typeterm.go, termlist.go, under.go.  Spec: #Interface_types.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

enum { TERMS_MAX = 100 };

typedef VEC(UnionTerm) TermVec;

/* ---- single terms ---- */

bool terms_disjoint(const UnionTerm *x, const UnionTerm *y) {
    Type *a = y->tilde ? type_underlying(x->type) : x->type;
    Type *b = x->tilde ? type_underlying(y->type) : y->type;
    return !type_identical(a, b);
}

bool term_includes(const UnionTerm *term, Type *type) {
    return type_identical(term->type, term->tilde ? type_underlying(type) : type);
}

static bool term_subset(const UnionTerm *x, const UnionTerm *y) {
    return !terms_disjoint(x, y) && (!x->tilde || y->tilde);
}

/* ---- lists of terms: a union; all of them when `all` ---- */

typedef struct Terms {
    bool all;
    TermVec list;
} Terms;

/* Without terms that others include. */
static TermVec normalize(Arena *arena, const TermVec *in) {
    TermVec out = {0};
    bool *used = ARENA_ARRAY(arena, bool, in->len);
    for (int i = 0; i < in->len; i++) {
        if (used[i]) {
            continue;
        }
        UnionTerm term = in->at[i];
        for (int j = i + 1; j < in->len; j++) {
            if (used[j] || terms_disjoint(&term, &in->at[j])) {
                continue;
            }
            if (!term.tilde && in->at[j].tilde) {
                term = in->at[j];
            }
            used[j] = true;
        }
        VEC_PUSH(arena, &out, term);
    }
    return out;
}

static Terms unite(Arena *arena, const Terms *x, const Terms *y) {
    Terms result = {.all = x->all || y->all};
    if (!result.all) {
        TermVec both = {0};
        for (int i = 0; i < x->list.len; i++) {
            VEC_PUSH(arena, &both, x->list.at[i]);
        }
        for (int i = 0; i < y->list.len; i++) {
            VEC_PUSH(arena, &both, y->list.at[i]);
        }
        result.list = normalize(arena, &both);
    }
    return result;
}

static Terms intersect(Arena *arena, const Terms *x, const Terms *y) {
    if (x->all) {
        return *y;
    }
    if (y->all) {
        return *x;
    }
    TermVec common = {0};
    for (int i = 0; i < x->list.len; i++) {
        for (int j = 0; j < y->list.len; j++) {
            const UnionTerm *a = &x->list.at[i], *b = &y->list.at[j];
            if (!terms_disjoint(a, b)) {
                VEC_PUSH(arena, &common, !a->tilde || b->tilde ? *a : *b);
            }
        }
    }
    return (Terms){.list = normalize(arena, &common)};
}

static bool subset(const UnionTerm *x, int x_len, const UnionTerm *y, int y_len) {
    for (int i = 0; i < x_len; i++) {
        bool covered = false;
        for (int j = 0; j < y_len && !covered; j++) {
            covered = term_subset(&x[i], &y[j]);
        }
        if (!covered) {
            return false;
        }
    }
    return true;
}

/* ---- questions ---- */

bool type_set_is_empty(const TypeSet *set) { return !set->all_types && set->terms.len == 0; }
bool type_set_is_method_set(const TypeSet *set) { return !set->comparable && set->all_types; }
bool type_set_is_all(const TypeSet *set) { return type_set_is_method_set(set) && set->methods.len == 0; }
bool type_set_has_terms(const TypeSet *set) { return !set->all_types && set->terms.len > 0; }

bool type_set_subset(const TypeSet *a, const TypeSet *b) {
    if (b->all_types) {
        return true;
    }
    return !a->all_types && subset(a->terms.at, a->terms.len, b->terms.at, b->terms.len);
}

bool type_set_terms_equal(const TypeSet *a, const TypeSet *b) { return type_set_subset(a, b) && type_set_subset(b, a); }

bool type_set_comparable(const TypeSet *set, Checker *c) {
    if (set->all_types) {
        return set->comparable;
    }
    for (int i = 0; i < set->terms.len; i++) {
        if (!comparable_type(set->terms.at[i].type, false, NULL, c)) {
            return false;
        }
    }
    return set->terms.len > 0;
}

const TypeSet *interface_type_set(Type *iface) {
    if (iface->as.interface.type_set != NULL) {
        return iface->as.interface.type_set;
    }
    return compute_type_set(iface->as.interface.checker, iface, POS_NONE);
}

bool type_set_all(Type *type, bool (*fn)(void *context, Type *type, Type *under), void *context) {
    Type *actual = type_unalias(type);
    Type *iface = actual->kind == TYPE_PARAM ? tparam_interface(actual) : type_underlying(actual);
    if (iface->kind != TYPE_INTERFACE) {
        return fn(context, type, iface);
    }
    const TypeSet *set = interface_type_set(iface);
    if (!type_set_has_terms(set)) {
        return fn(context, NULL, NULL);
    }
    for (int i = 0; i < set->terms.len; i++) {
        Type *term = set->terms.at[i].type;
        if (!fn(context, term, type_underlying(term))) {
            return false;
        }
    }
    return true;
}

Type *common_under(Checker *c, Type *type, const char **cause) { return common_under_if(c, type, NULL, NULL, cause); }

typedef struct CoreSearch {
    Type *under;
    bool failed;
} CoreSearch;

static bool next_core(void *context, Type *type, Type *under) {
    CoreSearch *s = context;
    (void)type;
    if (under == NULL || (s->under != NULL && !type_identical(s->under, under))) {
        s->failed = true;
        return false;
    }
    s->under = under;
    return true;
}

Type *core_type(Type *type, const char **cause) {
    if (!type_is_tparam(type)) {
        return type_underlying(type);
    }
    CoreSearch search = {0};
    type_set_all(type, next_core, &search);
    if (search.failed) {
        if (cause != NULL) {
            *cause = "no common underlying type";
        }
        return NULL;
    }
    return search.under;
}

/* ---- computing ---- */

/* A method on its way into a set, and where it came from. */
typedef struct MethodSource {
    Object *method;
    Pos pos;
} MethodSource;

typedef struct Builder {
    Checker *checker; /* may be NULL */
    Arena *arena;
    ObjectSet seen;
    ObjectVec methods;
    Map *positions; /* method -> MethodSource */
} Builder;

typedef struct Duplicate {
    MethodSource first, second;
} Duplicate;

static void report_duplicate(Checker *c, const Duplicate *d) {
    Report r = report_new(c, "DuplicateDecl");
    report_add(&r, d->second.pos, "duplicate method %s", d->second.method->name->text);
    report_add(&r, d->first.pos, "other declaration of method %s", d->second.method->name->text);
    report_send(&r);
}

/* Embedded duplicates are fine when they agree, which is known only when their types are complete. */
static void check_duplicate(Checker *c, void *argument) {
    const Duplicate *d = argument;
    if ((pos_known(d->second.pos) && !allow_version(c, GO_OVERLAPPING_METHODS)) ||
        !type_identical(d->second.method->type, d->first.method->type)) {
        report_duplicate(c, d);
    }
}

static void add_method(Builder *b, Pos pos, Object *method, bool explicit) {
    Object *other = object_set_insert(&b->seen, method);
    if (other == NULL) {
        VEC_PUSH(b->arena, &b->methods, method);
        MethodSource *source = ARENA_NEW(b->arena, MethodSource);
        *source = (MethodSource){method, pos};
        map_set(b->positions, method, source);
        return;
    }
    if (b->checker == NULL) {
        return;
    }
    Duplicate *d = ARENA_NEW(b->checker->scratch, Duplicate);
    *d = (Duplicate){*(MethodSource *)map_get(b->positions, other), {method, pos}};
    if (explicit) {
        report_duplicate(b->checker, d);
    } else {
        check_later(b->checker, check_duplicate, d);
    }
}

static Terms terms_of_set(const TypeSet *set) {
    Terms terms = {.all = set->all_types};
    terms.list.at = set->terms.at;
    terms.list.len = set->terms.len;
    terms.list.cap = set->terms.len;
    return terms;
}

static const TypeSet *compute_in(Checker *c, Arena *arena, Type *iface, Pos pos);

/* The terms of a union; false after an error. */
static bool union_terms(Checker *c, Arena *arena, const Type *t, Pos pos, Terms *out) {
    *out = (Terms){0};
    for (int i = 0; i < t->as.union_.terms.len; i++) {
        const UnionTerm *term = &t->as.union_.terms.at[i];
        Type *under = type_underlying(term->type);
        Terms one = {0};
        if (under->kind == TYPE_INTERFACE) {
            one = terms_of_set(compute_in(c, arena, under, pos));
        } else if (under->kind == TYPE_BAD) {
            continue;
        } else if (!term->tilde || type_identical(term->type, under)) {
            VEC_PUSH(arena, &one.list, *term);
        }
        *out = unite(arena, out, &one);
        if (!out->all && out->list.len > TERMS_MAX) {
            if (c != NULL) {
                check_error(c, pos, "InvalidUnion",
                            "cannot handle more than %d union terms (implementation limitation)", TERMS_MAX);
            }
            return false;
        }
    }
    return true;
}

bool union_terms_equal(Type *a, Type *b, Arena *arena) {
    /* Unions are compared where no arena is at hand; theirs are small. */
    Arena *own = arena != NULL ? arena : arena_new();
    Terms x, y;
    bool same = union_terms(NULL, own, a, POS_NONE, &x) && union_terms(NULL, own, b, POS_NONE, &y) && x.all == y.all &&
                subset(x.list.at, x.list.len, y.list.at, y.list.len) &&
                subset(y.list.at, y.list.len, x.list.at, x.list.len);
    if (arena == NULL) {
        arena_free(own);
    }
    return same;
}

static bool is_imported_constraint(const Checker *c, Type *type) {
    Type *named = type_as_named(type);
    if (named == NULL || named->as.named.object->package == NULL || named->as.named.object->package == c->package) {
        return false;
    }
    Type *under = type_underlying(named);
    return under->kind == TYPE_INTERFACE && !type_set_is_method_set(interface_type_set(under));
}

static bool embeddable(Checker *c, Pos pos, const char *what, Type *type) {
    if (c == NULL || !pos_known(pos) || allow_version(c, GO_TYPE_PARAMS)) {
        return true;
    }
    return check_version(c, pos, GO_TYPE_PARAMS, arena_printf(c->scratch, "%s %s", what, text_of_type(c, type)));
}

/* What an embedded element contributes; false: it is left out. */
static bool embedded_terms(Builder *b, Type *type, Pos pos, Terms *terms, bool *comparable) {
    Checker *c = b->checker;
    Type *under = type_underlying(type);
    *comparable = false;
    if (under->kind == TYPE_INTERFACE) {
        const TypeSet *set = compute_in(c, b->arena, under, pos);
        if (c != NULL && is_imported_constraint(c, type) &&
            !embeddable(c, pos, "embedding constraint interface", type)) {
            return false;
        }
        *comparable = set->comparable;
        for (int i = 0; i < set->methods.len; i++) {
            add_method(b, pos, set->methods.at[i], false);
        }
        *terms = terms_of_set(set);
        return true;
    }
    if (under->kind == TYPE_UNION) {
        return embeddable(c, pos, "embedding interface element", under) && union_terms(c, b->arena, under, pos, terms);
    }
    if (under->kind == TYPE_BAD || !embeddable(c, pos, "embedding non-interface type", type)) {
        return false;
    }
    *terms = (Terms){0};
    VEC_PUSH(b->arena, &terms->list, ((UnionTerm){.type = type, .pos = pos}));
    return true;
}

/* comparable excludes terms, or is implied by them. */
static void restrict_comparable(Arena *arena, Terms *terms, bool *comparable) {
    if (!*comparable || terms->all) {
        return;
    }
    TermVec kept = {0};
    for (int i = 0; i < terms->list.len; i++) {
        if (comparable_type(terms->list.at[i].type, false, NULL, NULL)) {
            VEC_PUSH(arena, &kept, terms->list.at[i]);
        }
    }
    terms->list = kept;
    *comparable = false;
}

static const TypeSet *compute_in(Checker *c, Arena *arena, Type *iface, Pos pos) {
    static const TypeSet top = {.all_types = true};
    (void)pos;
    if (iface->as.interface.type_set != NULL) {
        return iface->as.interface.type_set;
    }
    if (!iface->as.interface.complete) {
        return &top;
    }
    /* Whoever asks for the set of an interface within itself gets every type. */
    TypeSet *set = ARENA_NEW(arena, TypeSet);
    set->all_types = true;
    iface->as.interface.type_set = set;
    Builder b = {.checker = c, .arena = arena, .seen = {.arena = arena}, .positions = map_new(arena)};
    for (int i = 0; i < iface->as.interface.methods.len; i++) {
        add_method(&b, iface->as.interface.methods.at[i]->pos, iface->as.interface.methods.at[i], true);
    }
    Terms all = {.all = true};
    bool all_comparable = false;
    for (int i = 0; i < iface->as.interface.embeddeds.len; i++) {
        Pos at = iface->as.interface.embed_pos != NULL ? iface->as.interface.embed_pos[i] : POS_NONE;
        Terms terms;
        bool comparable;
        if (embedded_terms(&b, iface->as.interface.embeddeds.at[i], at, &terms, &comparable)) {
            all = intersect(arena, &all, &terms);
            all_comparable = all_comparable || comparable;
            restrict_comparable(arena, &all, &all_comparable);
        }
    }
    objects_sort(&b.methods);
    set->methods = b.methods;
    set->comparable = all_comparable;
    set->all_types = all.all;
    set->terms.at = all.list.at;
    set->terms.len = set->terms.cap = all.list.len;
    return set;
}

const TypeSet *compute_type_set(Checker *c, Type *iface, Pos pos) {
    return compute_in(c, iface->as.interface.arena, iface, pos);
}
