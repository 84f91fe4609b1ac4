/*
 * Declarations that go in circles: types of infinite size, and values and types that need themselves.
 * gc: types2/cycles.go, validtype.go, decl.go validCycle; noder/irgen.go cycleFinder.
 */
#include "core/syntax/walk.h"
#include "core/types/declare.h"

enum { ON_PATH = 1 };

void push_object(Checker *c, Object *object) {
    object->color = ON_PATH;
    VEC_PUSH(c->scratch, &c->object_path, object);
}

void pop_object(Checker *c) { VEC_POP(&c->object_path)->color = 0; }

/* The index of an object on the path, -1 when it is not there. */
static int path_index(const Checker *c, const Object *object) {
    if (object->color != ON_PATH) {
        return -1;
    }
    int i = c->object_path.len - 1;
    while (i >= 0 && c->object_path.at[i] != object) {
        i--;
    }
    return i;
}

/* ---- messages ---- */

int first_in_source(Object **objects, int n) {
    int first = 0;
    for (int i = 1; i < n; i++) {
        if (objects[i]->pos.offset < objects[first]->pos.offset) {
            first = i;
        }
    }
    return first;
}

static const char *cycle_name(Checker *c, const Object *object) {
    Type *named = object->type != NULL ? type_as_named(object->type) : NULL;
    if (named != NULL && named->as.named.targs != NULL) {
        return text_of_type(c, named);
    }
    const Qualifier qualifier = checker_qualifier(c);
    return arena_printf(c->scratch, "%s%s", package_prefix(c->scratch, object->package, &qualifier),
                        object->name->text);
}

void cycle_error(Checker *c, Object **cycle, int n, int start) {
    Object *object = cycle[start];
    bool is_type = object->kind == OBJ_TYPE;
    const char *name = cycle_name(c, object);
    if (is_type && object->type != NULL && object->type->kind == TYPE_ALIAS) {
        object->type->as.alias.from_rhs = c->universe->bad;
    }
    if (n == 1) {
        check_error(c, object->pos, "InvalidDeclCycle", "%s: %s refers to itself",
                    is_type ? "invalid recursive type" : "invalid cycle in declaration", name);
        return;
    }
    Report r = report_new(c, "InvalidDeclCycle");
    report_add(&r, object->pos, "%s %s", is_type ? "invalid recursive type" : "invalid cycle in declaration of", name);
    for (int i = 0; i < n; i++) {
        Object *next = cycle[(start + i + 1) % n];
        report_add(&r, object->pos, "%s refers to %s", cycle_name(c, object), cycle_name(c, next));
        object = next;
    }
    report_send(&r);
}

/* ---- cycles of declarations ---- */

bool valid_cycle(Checker *c, Object *object) {
    int start = path_index(c, object);
    Object **cycle = &c->object_path.at[start];
    int n = c->object_path.len - start;
    int values = 0, definitions = 0;
    for (int i = 0; i < n; i++) {
        const Object *at = cycle[i];
        if (at->kind == OBJ_CONST || at->kind == OBJ_VAR) {
            values++;
        } else if (at->kind == OBJ_TYPE) {
            if (c->env.in_tparam_list && at->type != NULL && type_is_generic(at->type)) {
                return true;
            }
            definitions += !object_is_alias(at, c->universe);
        }
    }
    /* Only values: the order of initialization decides. Only types: their sizes decide. */
    if (values == n || (values == 0 && definitions > 0)) {
        return true;
    }
    cycle_error(c, cycle, n, first_in_source(cycle, n));
    return false;
}

bool check_is_complete(Checker *c, Type *type) {
    while (type != NULL && (type->kind == TYPE_NAMED || type->kind == TYPE_ALIAS)) {
        const Object *object = type->kind == TYPE_NAMED ? type->as.named.object : type->as.alias.object;
        int start = path_index(c, object);
        if (start >= 0) {
            Object **cycle = &c->object_path.at[start];
            int n = c->object_path.len - start;
            cycle_error(c, cycle, n, first_in_source(cycle, n));
            return false;
        }
        type = type->kind == TYPE_NAMED ? type->as.named.from_rhs : type->as.alias.from_rhs;
    }
    return true;
}

/* ---- chains of names: type A B; type B A ---- */

typedef struct ChainWalk {
    Checker *checker;
    Map *indexes; /* Object* -> index on the path + 2; 1: done */
} ChainWalk;

/* The package-level type that the declaration of `object` consists of, NULL for another. */
static Object *next_in_chain(Checker *c, const Object *object) {
    const DeclInfo *info = map_get(c->decls, object);
    if (info == NULL || info->tdecl == NULL || info->tdecl->as.type.type->kind != EXPR_NAME) {
        return NULL;
    }
    Object *next = scope_lookup(c->package->scope, info->tdecl->as.type.type->as.name.name);
    return next != NULL && next->kind == OBJ_TYPE ? next : NULL;
}

static void walk_chain(ChainWalk *w, Object *object) {
    Checker *c = w->checker;
    ObjectVec path = {0};
    while (object != NULL) {
        uintptr_t known = (uintptr_t)map_get(w->indexes, object);
        if (known == 1) {
            break;
        }
        if (known != 0) {
            int start = (int)known - 2;
            object->type = c->universe->bad;
            int n = path.len - start;
            cycle_error(c, &path.at[start], n, first_in_source(&path.at[start], n));
            break;
        }
        map_set(w->indexes, object, (void *)(uintptr_t)((unsigned)path.len + 2));
        VEC_PUSH(c->scratch, &path, object);
        object = next_in_chain(c, object);
    }
    for (int i = 0; i < path.len; i++) {
        map_set(w->indexes, path.at[i], (void *)(uintptr_t)1);
    }
}

void direct_cycles(Checker *c) {
    ChainWalk walk = {c, map_new(c->scratch)};
    for (int i = 0; i < c->extra->object_list.len; i++) {
        if (c->extra->object_list.at[i]->kind == OBJ_TYPE) {
            walk_chain(&walk, c->extra->object_list.at[i]);
        }
    }
}

/* ---- types of infinite size ---- */

/* The types around the one at hand. `nest` loses its last when a type argument is followed, `path` does not. */
typedef struct SizeWalk {
    Checker *checker;
    TypeVec nest, path;
    bool incomplete; /* a declaration on the way is still being read */
} SizeWalk;

static bool finite(SizeWalk *w, Type *type);

static bool finite_objects(SizeWalk *w, const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        if (!finite(w, objects->at[i]->type)) {
            return false;
        }
    }
    return true;
}

static void report_infinite(SizeWalk *w, Type *type) {
    Checker *c = w->checker;
    /* Nobody is to run into the cycle again. */
    type->as.named.origin->as.named.from_rhs = c->universe->bad;
    for (int start = 0; start < w->path.len; start++) {
        if (!type_identical(w->path.at[start], type)) {
            continue;
        }
        ObjectVec cycle = {0};
        for (int i = start; i < w->path.len; i++) {
            VEC_PUSH(c->scratch, &cycle, w->path.at[i]->as.named.object);
        }
        cycle_error(c, cycle.at, cycle.len, 0);
        return;
    }
}

static bool finite_named(SizeWalk *w, Type *type) {
    Checker *c = w->checker;
    for (int i = 0; i < w->nest.len; i++) {
        if (type_identical(w->nest.at[i], type)) {
            report_infinite(w, type);
            return false;
        }
    }
    Type *origin = type->as.named.origin;
    named_unpack(origin);
    /* A plain imported type is known to be fine; a generic one may hold a type of ours. */
    bool foreign = origin->as.named.object->package != c->package && type->as.named.targs == NULL;
    if (origin->as.named.from_rhs == NULL) {
        w->incomplete = true;
        return true;
    }
    if (foreign || map_has(c->extra->finite_types, type)) {
        return true;
    }
    VEC_PUSH(c->scratch, &w->nest, type);
    VEC_PUSH(c->scratch, &w->path, type);
    bool ok = finite(w, origin->as.named.from_rhs);
    w->nest.len--;
    w->path.len--;
    /* What holds no type parameters is as finite anywhere else. */
    if (ok && !w->incomplete && type->as.named.targs == NULL && type->as.named.tparams.len == 0) {
        map_set(c->extra->finite_types, type, type);
    }
    return ok;
}

/* A parameter stands for the argument of the innermost instance, which lives in what is around that. */
static bool finite_tparam(SizeWalk *w, const Type *tparam) {
    if (w->nest.len == 0) {
        return true;
    }
    Type *inst = VEC_LAST(&w->nest);
    const TypeVec *tparams = type_tparams(inst);
    for (int i = 0; i < tparams->len; i++) {
        if (tparams->at[i] == tparam && inst->as.named.targs != NULL && i < inst->as.named.targs->len) {
            w->nest.len--;
            bool ok = finite(w, inst->as.named.targs->at[i]);
            VEC_PUSH(w->checker->scratch, &w->nest, inst);
            return ok;
        }
    }
    return true;
}

static bool finite_kind(SizeWalk *w, Type *type) {
    switch (type->kind) {
    case TYPE_ARRAY: return finite(w, type->as.array.elem);
    case TYPE_STRUCT: return finite_objects(w, &type->as.struct_.fields);
    case TYPE_UNION:
        for (int i = 0; i < type->as.union_.terms.len; i++) {
            if (!finite(w, type->as.union_.terms.at[i].type)) {
                return false;
            }
        }
        return true;
    case TYPE_INTERFACE:
        for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
            if (!finite(w, type->as.interface.embeddeds.at[i])) {
                return false;
            }
        }
        return true;
    case TYPE_NAMED: return finite_named(w, type);
    case TYPE_PARAM: return finite_tparam(w, type);
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS:
    case TYPE_POINTER:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE: break;
    }
    return true;
}

static bool finite(SizeWalk *w, Type *type) {
    depth_enter(w->checker);
    bool ok = finite_kind(w, type_unalias(type));
    depth_leave(w->checker);
    return ok;
}

bool check_valid_type(Checker *c, Type *type) {
    SizeWalk walk = {.checker = c};
    return finite(&walk, type);
}

/* ---- anonymous interfaces that contain themselves ---- */

typedef struct InterfaceWalk {
    Checker *checker;
    Map *cyclic; /* interface -> itself while it is on the way or in a cycle, NULL when it is fine */
} InterfaceWalk;

static bool in_cycle(InterfaceWalk *w, Type *type);

static bool any_in_cycle(InterfaceWalk *w, const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        if (in_cycle(w, objects->at[i]->type)) {
            return true;
        }
    }
    return false;
}

static bool interface_in_cycle(InterfaceWalk *w, Type *type) {
    if (type->as.interface.methods.len == 0 && type->as.interface.embeddeds.len == 0) {
        return false;
    }
    if (map_has(w->cyclic, type)) {
        return map_get(w->cyclic, type) != NULL;
    }
    map_set(w->cyclic, type, type);
    if (any_in_cycle(w, &interface_type_set(type)->methods)) {
        return true;
    }
    map_set(w->cyclic, type, NULL);
    return false;
}

static bool in_cycle(InterfaceWalk *w, Type *type) {
    type = type_unalias(type);
    switch (type->kind) {
    case TYPE_POINTER:
    case TYPE_SLICE: return in_cycle(w, type->as.pointer.elem);
    case TYPE_ARRAY: return in_cycle(w, type->as.array.elem);
    case TYPE_CHAN: return in_cycle(w, type->as.chan.elem);
    case TYPE_MAP: return in_cycle(w, type->as.map.key) || in_cycle(w, type->as.map.elem);
    case TYPE_STRUCT: return any_in_cycle(w, &type->as.struct_.fields);
    case TYPE_TUPLE: return any_in_cycle(w, &type->as.tuple.vars);
    case TYPE_SIGNATURE: return in_cycle(w, type->as.signature.params) || in_cycle(w, type->as.signature.results);
    case TYPE_INTERFACE: return interface_in_cycle(w, type);
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return false;
}

static bool visit_interface(void *context, Expr *expr) {
    InterfaceWalk *w = context;
    if (expr->kind != EXPR_INTERFACE_TYPE) {
        return true;
    }
    Type *type = expr->type != NULL ? type_unalias(expr->type) : NULL;
    if (type != NULL && type->kind == TYPE_INTERFACE && any_in_cycle(w, &interface_type_set(type)->methods)) {
        check_error(w->checker, expr->pos, "InvalidTypeCycle",
                    "invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)");
        for (int i = 0; i < map_len(w->cyclic); i++) {
            map_set(w->cyclic, map_key_at(w->cyclic, i), NULL);
        }
    }
    return false;
}

/* Whether any literal of the package is part of a cycle. */
static bool any_cycle(Checker *c) {
    InterfaceWalk walk = {c, map_new(c->scratch)};
    for (int i = 0; i < c->extra->interfaces.len; i++) {
        Type *type = c->extra->interfaces.at[i]->type;
        type = type != NULL ? type_unalias(type) : NULL;
        if (type != NULL && type->kind == TYPE_INTERFACE && any_in_cycle(&walk, &interface_type_set(type)->methods)) {
            return true;
        }
    }
    return false;
}

void check_interface_cycles(Checker *c, File **files, int n) {
    if (!any_cycle(c)) {
        return;
    }
    InterfaceWalk walk = {c, map_new(c->scratch)};
    const Visitor visitor = {.expr = visit_interface, .context = &walk};
    for (int i = 0; i < n; i++) {
        walk_file(&visitor, files[i]);
    }
}
