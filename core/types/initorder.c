/*
 * The order in which package-level variables are initialized: by dependency, then by declaration.
 * Spec: #Package_initialization.  gc: types2/initorder.go.
 */
#include <stdlib.h>

#include "core/types/declare.h"

/* A constant, variable or function in the graph of references. */
typedef struct Vertex {
    Object *object;
    DeclInfo *info;
    Map *users; /* vertices that refer to this one: set */
    Map *needs; /* vertices that this one refers to: set */
    int left;   /* needs not yet initialized */
    int index;  /* in the queue; -1 outside */
    bool gone;  /* a function: its edges were joined */
} Vertex;

typedef struct Graph {
    Checker *checker;
    VEC(Vertex *) all;
    VEC(Vertex *) queue; /* binary heap */
} Graph;

static bool is_dependency(const Object *object) {
    return object->kind == OBJ_CONST || object->kind == OBJ_VAR || object->kind == OBJ_FUNC;
}

static int live_count(const Map *set) {
    int n = 0;
    for (int i = 0; i < map_len(set); i++) {
        n += map_value_at(set, i) != NULL;
    }
    return n;
}

/* Sets: a key with a value is in, one with NULL was taken out. */
static void set_add(Map *set, Vertex *v) { map_set(set, v, v); }
static void set_remove(Map *set, Vertex *v) { map_set(set, v, NULL); }

static void refer(Vertex *v, Vertex *needed) {
    if (needed != NULL) {
        set_add(v->needs, needed);
        set_add(needed->users, v);
    }
}

/* outside_constants: what only constants refer to does not count. */
static void build(Graph *g, bool outside_constants) {
    Checker *c = g->checker;
    Map *vertices = map_new(c->scratch);
    for (int i = 0; i < map_len(c->decls); i++) {
        Object *object = (Object *)(size_t)map_key_at(c->decls, i);
        if (is_dependency(object)) {
            Vertex *v = ARENA_NEW(c->scratch, Vertex);
            v->object = object;
            v->info = map_value_at(c->decls, i);
            v->users = map_new(c->scratch);
            v->needs = map_new(c->scratch);
            v->index = -1;
            map_set(vertices, object, v);
            VEC_PUSH(c->scratch, &g->all, v);
        }
    }
    for (int i = 0; i < g->all.len; i++) {
        Vertex *v = g->all.at[i];
        for (int k = 0; k < map_len(v->info->deps) && !outside_constants; k++) {
            refer(v, map_get(vertices, map_key_at(v->info->deps, k)));
        }
        for (int k = 0; k < v->info->needs.len && outside_constants; k++) {
            refer(v, map_get(vertices, v->info->needs.at[k]));
        }
    }
}

static int cost(const Vertex *v) { return live_count(v->users) * live_count(v->needs); }

static int by_cost(const void *a, const void *b) {
    const Vertex *x = *(Vertex *const *)a;
    const Vertex *y = *(Vertex *const *)b;
    const int difference = cost(x) - cost(y);
    return difference != 0 ? difference : (x->object->order > y->object->order) - (x->object->order < y->object->order);
}

/* Who refers to a function refers to all that the function refers to. */
static void join_around(Vertex *f) {
    for (int i = 0; i < map_len(f->users); i++) {
        Vertex *user = map_value_at(f->users, i);
        if (user == NULL || user == f) {
            continue;
        }
        for (int k = 0; k < map_len(f->needs); k++) {
            Vertex *needed = map_value_at(f->needs, k);
            if (needed != NULL && needed != f) {
                set_add(user->needs, needed);
                set_add(needed->users, user);
            }
        }
        set_remove(user->needs, f);
    }
    for (int k = 0; k < map_len(f->needs); k++) {
        Vertex *needed = map_value_at(f->needs, k);
        if (needed != NULL) {
            set_remove(needed->users, f);
        }
    }
    f->gone = true;
}

static void remove_functions(Graph *g) {
    VEC(Vertex *) functions = {0};
    for (int i = 0; i < g->all.len; i++) {
        if (g->all.at[i]->object->kind == OBJ_FUNC) {
            VEC_PUSH(g->checker->scratch, &functions, g->all.at[i]);
        }
    }
    if (functions.len > 0) {
        qsort(functions.at, (size_t)functions.len, sizeof functions.at[0], by_cost);
    }
    for (int i = 0; i < functions.len; i++) {
        join_around(functions.at[i]);
    }
}

/* ---- The queue: fewest open needs first, constants before all, then source order ---- */

static bool before(const Vertex *x, const Vertex *y) {
    const bool x_const = x->object->kind == OBJ_CONST;
    const bool y_const = y->object->kind == OBJ_CONST;
    if (x_const != y_const) {
        return x_const;
    }
    return x->left < y->left || (x->left == y->left && x->object->order < y->object->order);
}

static void place(Graph *g, int i, Vertex *v) {
    g->queue.at[i] = v;
    v->index = i;
}

static void sift_up(Graph *g, int i) {
    Vertex *v = g->queue.at[i];
    while (i > 0 && before(v, g->queue.at[(i - 1) / 2])) {
        place(g, i, g->queue.at[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    place(g, i, v);
}

static void sift_down(Graph *g, int i) {
    Vertex *v = g->queue.at[i];
    for (;;) {
        int child = 2 * i + 1;
        if (child >= g->queue.len) {
            break;
        }
        if (child + 1 < g->queue.len && before(g->queue.at[child + 1], g->queue.at[child])) {
            child++;
        }
        if (!before(g->queue.at[child], v)) {
            break;
        }
        place(g, i, g->queue.at[child]);
        i = child;
    }
    place(g, i, v);
}

static Vertex *take_first(Graph *g) {
    Vertex *first = g->queue.at[0];
    Vertex *last = VEC_POP(&g->queue);
    first->index = -1;
    if (last != first) {
        place(g, 0, last);
        sift_down(g, 0);
    }
    return first;
}

/* ---- Cycles ---- */

static int by_order(const void *a, const void *b) {
    const Object *x = *(Object *const *)a;
    const Object *y = *(Object *const *)b;
    return (x->order > y->order) - (x->order < y->order);
}

/* Appends the way from `from` back to `to` in reverse; false when there is none. */
static bool find_path(Checker *c, const Object *from, const Object *to, Map *seen, ObjectVec *out) {
    const DeclInfo *info = map_get(c->decls, from);
    if (info == NULL || map_has(seen, from)) {
        return false;
    }
    map_set(seen, from, seen);
    ObjectVec deps = {0};
    for (int i = 0; i < map_len(info->deps); i++) {
        VEC_PUSH(c->scratch, &deps, (Object *)(size_t)map_key_at(info->deps, i));
    }
    if (deps.len > 0) {
        qsort(deps.at, (size_t)deps.len, sizeof deps.at[0], by_order);
    }
    for (int i = 0; i < deps.len; i++) {
        if (deps.at[i] == to || find_path(c, deps.at[i], to, seen, out)) {
            VEC_PUSH(c->scratch, out, deps.at[i]);
            return true;
        }
    }
    return false;
}

static void report_cycle(Checker *c, const ObjectVec *cycle) {
    const Object *object = cycle->at[0];
    if (cycle->len == 1) {
        check_error(c, object->pos, "InvalidInitCycle", "initialization cycle: %s refers to itself",
                    object->name->text);
        return;
    }
    Report report = report_new(c, "InvalidInitCycle");
    report_add(&report, object->pos, "initialization cycle for %s", object->name->text);
    for (int i = cycle->len - 1; i >= 0; i--) {
        const Object *next = cycle->at[i];
        report_add(&report, object->pos, "%s refers to %s", object->name->text, next->name->text);
        object = next;
    }
    report_send(&report);
}

/* ---- The order ---- */

static void emit(Checker *c, const Vertex *v, Map *emitted) {
    DeclInfo *info = v->info;
    if (v->object->kind != OBJ_VAR || info->init == NULL || map_has(emitted, info)) {
        return;
    }
    map_set(emitted, info, info);
    Initializer initializer = {.rhs = info->init, .pos = v->object->pos};
    if (info->lhs != NULL) {
        for (int i = 0; i < info->lhs_len; i++) {
            VEC_PUSH(c->arena, &initializer.lhs, info->lhs[i]);
        }
    } else {
        VEC_PUSH(c->arena, &initializer.lhs, v->object);
    }
    VEC_PUSH(c->arena, &c->package->init_order->list, initializer);
}

static void find_order(Checker *c) {
    c->package->init_order = ARENA_NEW(c->arena, InitOrder);
    Graph g = {.checker = c};
    build(&g, false);
    remove_functions(&g);
    for (int i = 0; i < g.all.len; i++) {
        Vertex *v = g.all.at[i];
        if (!v->gone) {
            v->left = live_count(v->needs);
            VEC_PUSH(c->scratch, &g.queue, v);
            sift_up(&g, g.queue.len - 1);
        }
    }
    Map *emitted = map_new(c->scratch);
    while (g.queue.len > 0) {
        Vertex *v = take_first(&g);
        if (v->left > 0) {
            ObjectVec cycle = {0};
            if (find_path(c, v->object, v->object, map_new(c->scratch), &cycle)) {
                report_cycle(c, &cycle);
            }
        }
        for (int i = 0; i < map_len(v->users); i++) {
            Vertex *user = map_value_at(v->users, i);
            if (user != NULL) {
                user->left--;
                if (user->index >= 0) {
                    sift_up(&g, user->index);
                }
            }
        }
        emit(c, v, emitted);
    }
}

/* ---- The order of Go 1.19: as declared, where nothing is in the way; what was in the way lets others go first by
 * position. gc 1.19: pkginit/initorder.go. ---- */

/* The assignment that a declaration makes. */
typedef struct Assignment {
    Vertex *first;
    int left; /* needs that are not initialized */
    bool done;
    VEC(struct Assignment *) blocked; /* by this one; one entry for each need */
} Assignment;

typedef struct Order119 {
    Checker *checker;
    Map *ranks;       /* of files */
    Map *assignments; /* DeclInfo -> Assignment */
    VEC(Assignment *) ready;
    Map *emitted;
} Order119;

static Assignment *assignment_of(Order119 *o, Vertex *v) {
    Assignment *a = map_get(o->assignments, v->info);
    if (a == NULL) {
        a = ARENA_NEW(o->checker->scratch, Assignment);
        map_set(o->assignments, v->info, a);
    }
    return a;
}

static uint64_t position_119(const Order119 *o, const Assignment *a) {
    const DeclInfo *info = a->first->info;
    const Pos pos = info->lhs != NULL ? info->lhs[0]->pos : a->first->object->pos;
    const uint64_t rank = (uintptr_t)map_get(o->ranks, sources_find(o->checker->config->sources, pos));
    return rank << 32 | pos.offset;
}

static Assignment *take_ready(Order119 *o) {
    int first = 0;
    for (int i = 1; i < o->ready.len; i++) {
        if (position_119(o, o->ready.at[i]) < position_119(o, o->ready.at[first])) {
            first = i;
        }
    }
    Assignment *a = o->ready.at[first];
    o->ready.at[first] = VEC_LAST(&o->ready);
    o->ready.len--;
    return a;
}

static void flush_ready(Order119 *o) {
    while (o->ready.len > 0) {
        Assignment *a = take_ready(o);
        emit(o->checker, a->first, o->emitted);
        a->done = true;
        for (int i = 0; i < a->blocked.len; i++) {
            if (--a->blocked.at[i]->left == 0) {
                VEC_PUSH(o->checker->scratch, &o->ready, a->blocked.at[i]);
            }
        }
    }
}

static void process(Order119 *o, Vertex *v) {
    Assignment *a = assignment_of(o, v);
    if (a->first != NULL) {
        return; /* another variable of the same assignment */
    }
    a->first = v;
    for (int i = 0; i < map_len(v->needs); i++) {
        Vertex *needed = map_value_at(v->needs, i);
        Assignment *other = needed != NULL && needed->object->kind == OBJ_VAR ? assignment_of(o, needed) : NULL;
        if (other != NULL && other != a && !other->done) {
            a->left++;
            VEC_PUSH(o->checker->scratch, &other->blocked, a);
        }
    }
    if (a->left == 0) {
        VEC_PUSH(o->checker->scratch, &o->ready, a);
    }
    flush_ready(o);
}

static void find_order_119(Checker *c) {
    c->package->init_order = ARENA_NEW(c->arena, InitOrder);
    Graph g = {.checker = c};
    build(&g, true);
    remove_functions(&g);
    Order119 o = {
        .checker = c, .ranks = file_ranks_119(c), .assignments = map_new(c->scratch), .emitted = map_new(c->scratch)};
    for (int i = 0; i < g.all.len; i++) {
        if (g.all.at[i]->object->kind == OBJ_VAR) {
            process(&o, g.all.at[i]);
        }
    }
}

/* Cycles are those of all references, also where the order is that of some. */
void init_order(Checker *c) {
    find_order(c);
    if (c->config->constants_need_nothing && !c->extra->has_error) {
        find_order_119(c);
    }
}
