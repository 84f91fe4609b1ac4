/*
 * Solving: from each location backwards along the edges, with the fewest dereferences, until nothing changes.
 * The work lists are in gc's order, because the explanations of -m=2 come out in it.
 * gc: escape/solve.go.
 */
#include "core/escape/internal.h"

#include "core/base/abort.h"

#include <string.h>

/* ---- work lists ---- */

/* Open at both ends; a stack when only the back is used. */
typedef struct Deque {
    Arena *arena;
    Location **at;
    int cap; /* a power of two */
    int head;
    int len;
} Deque;

static Deque deque_new(Arena *arena, int room) {
    Deque deque = {.arena = arena, .cap = 16};
    while (deque.cap < room) {
        deque.cap *= 2;
    }
    deque.at = ARENA_ARRAY(arena, Location *, deque.cap);
    return deque;
}

static void deque_reserve(Deque *d) {
    if (d->len < d->cap) {
        return;
    }
    Location **at = ARENA_ARRAY(d->arena, Location *, d->cap * 2);
    for (int i = 0; i < d->len; i++) {
        at[i] = d->at[(d->head + i) & (d->cap - 1)];
    }
    d->at = at;
    d->cap *= 2;
    d->head = 0;
}

static void push_back(Deque *d, Location *location) {
    deque_reserve(d);
    d->at[(d->head + d->len++) & (d->cap - 1)] = location;
}

static void push_front(Deque *d, Location *location) {
    deque_reserve(d);
    d->head = (d->head - 1) & (d->cap - 1);
    d->at[d->head] = location;
    d->len++;
}

static Location *pop_front(Deque *d) {
    Location *location = d->at[d->head];
    d->head = (d->head + 1) & (d->cap - 1);
    d->len--;
    return location;
}

static Location *pop_back(Deque *d) { return d->at[(d->head + --d->len) & (d->cap - 1)]; }

typedef struct Solver {
    Escape *e;
    const GoVersion *go;
    Deque all; /* roots still to walk from */
    Deque one; /* of the current walk */
    Location *root;
    int generation;
} Solver;

static void enqueue_root(Solver *s, Location *location) {
    if (location->queued_all) {
        return;
    }
    location->queued_all = true;
    if (s->go->walk_queue && (location->attributes & ATTR_ESCAPES) != 0) {
        push_front(&s->all, location);
    } else {
        push_back(&s->all, location);
    }
}

static Location *next_root(Solver *s) { return s->go->walk_queue ? pop_front(&s->all) : pop_back(&s->all); }

static Location *next_location(Solver *s) {
    if (!s->go->walk_queue) {
        return pop_back(&s->one);
    }
    Location *location = pop_front(&s->one);
    location->queued_one = false;
    return location;
}

static void enqueue_location(Solver *s, Location *location) {
    if (!s->go->walk_queue) {
        push_back(&s->one, location);
    } else if (!location->queued_one) {
        location->queued_one = true;
        push_back(&s->one, location);
    }
}

/* ---- what outlives what ---- */

/* c is a literal somewhere inside f. */
static bool contains_closure(const Escape *e, const Func *f, const Func *c) {
    if (f == c || f == NULL || c == NULL || (c->closure == NULL && e->go->mutator_callee)) {
        return false;
    }
    if (!e->go->nested_by_parent) {
        const size_t length = strlen(f->name);
        return strncmp(c->name, f->name, length) == 0 && c->name[length] == '.';
    }
    for (const Func *outer = c->outer; outer != NULL; outer = outer->outer) {
        if (outer == f) {
            return true;
        }
    }
    return false;
}

/* All calls of the literal are known, and where its results go. */
static bool results_followed(Escape *e, const Func *literal) {
    const FuncFacts *facts = func_facts(e, literal);
    return e->go->lost_results ? !facts->results_lost : facts->called_directly;
}

bool outlives(Escape *e, const Location *l, const Location *other) {
    if ((l->attributes & ATTR_ESCAPES) != 0) {
        return true;
    }
    if (l == &e->batch->mutator || l == &e->batch->callee) {
        return false;
    }
    if (location_is_class(l, CLASS_PARAMOUT)) {
        /* Who calls the function keeps the result as long as he likes, unless it is a literal of which all
         * callers are known and the thing belongs to a function around it. */
        return !(contains_closure(e, other->func, l->func) && results_followed(e, l->func));
    }
    if (l->func == other->func && l->loop_depth < other->loop_depth) {
        return true;
    }
    return contains_closure(e, l->func, other->func);
}

/* ---- one location of a walk ---- */

static void note_escape(Solver *s, Location *l) {
    Escape *e = s->e;
    if ((l->attributes & ATTR_ESCAPES) != 0 || (!e->explains && !e->config->keep_graph)) {
        return;
    }
    bool cycle = false;
    EscapePath *path = trace_path(e, e->arena, s->root, l, &cycle);
    if (e->explains) {
        explain_escape(e, l);
        explain_path(e, l, path, cycle);
    }
    record_escape(e, l, s->root, path);
}

static void leak_to(Solver *s, Location *l, int derefs) {
    Escape *e = s->e;
    const Location *sink = s->root;
    if (e->explains && (l->attributes & ATTR_ESCAPES) == 0) {
        bool cycle = false;
        const EscapePath *path = trace_path(e, e->scratch, sink, l, &cycle);
        explain_leak(e, l, sink, derefs);
        explain_path(e, l, path, cycle);
    }
    const int result = sink->result_index - 1;
    if ((sink->attributes & ATTR_ESCAPES) == 0 && location_is_class(sink, CLASS_PARAMOUT) && sink->func == l->func &&
        result < e->result_limit) {
        leaks_add_result(&l->leaks, result, derefs);
        return;
    }
    leaks_add(&l->leaks.heap, derefs);
}

static void note_param(Solver *s, Location *l, int derefs) {
    const Location *root = s->root;
    if (outlives(s->e, root, l)) {
        leak_to(s, l, derefs);
    }
    if (!s->go->mutator_callee) {
        return;
    }
    if ((root->attributes & ATTR_MUTATES) != 0) {
        leaks_add(&l->leaks.mutator, derefs);
    }
    if ((root->attributes & ATTR_CALLS) != 0) {
        leaks_add(&l->leaks.callee, derefs);
    }
}

/* The attributes that l gets because its address, or its value, flows to the root. */
static unsigned inherited(Solver *s, Location *l, bool address, int derefs) {
    unsigned attributes = 0;
    if (address) {
        if (outlives(s->e, s->root, l)) {
            note_escape(s, l);
            attributes = ATTR_ESCAPES | ATTR_PERSISTS | ATTR_MUTATES | ATTR_CALLS;
        } else {
            attributes = s->root->attributes & ATTR_PERSISTS;
        }
    }
    if (derefs == 0 && s->go->mutator_callee) {
        attributes |= s->root->attributes & (ATTR_MUTATES | ATTR_CALLS);
    }
    return attributes;
}

static void follow_edges(Solver *s, Location *l, int derefs) {
    for (int i = 0; i < l->incoming.len; i++) {
        Edge *edge = l->incoming.at[i];
        Location *src = edge->src;
        const int d = derefs + edge->derefs;
        if ((src->attributes & ATTR_ESCAPES) != 0 || (src->walk_generation == s->generation && src->derefs <= d)) {
            continue;
        }
        if (src->walk_generation != s->generation) {
            src->walk_generation = s->generation;
            src->queued_one = false;
        }
        src->derefs = d;
        src->walk_edge = edge;
        enqueue_location(s, src);
    }
}

static void visit(Solver *s, Location *l) {
    const bool address = l->derefs < 0;
    const int derefs = address ? 0 : l->derefs;
    const bool leak_first = !s->go->mutator_callee;
    if (leak_first && l->is_param) {
        note_param(s, l, derefs);
    }
    const unsigned attributes = inherited(s, l, address, derefs);
    if (!leak_first && l->is_param) {
        note_param(s, l, derefs);
    }
    if ((attributes & ~l->attributes) != 0) {
        l->attributes |= attributes;
        enqueue_root(s, l);
        if ((l->attributes & ATTR_ESCAPES) != 0) {
            return;
        }
    }
    follow_edges(s, l, derefs);
}

/* ---- walks ---- */

/* The root may be called where nobody follows the results: they go anywhere. */
static void lose_results(Solver *s) {
    const Node *n = s->root->node;
    if (!s->go->lost_results || (s->root->attributes & ATTR_CALLS) == 0 || n == NULL || n->op != NODE_CLOSURE) {
        return;
    }
    Func *func = n->func;
    FuncFacts *facts = func_facts(s->e, func);
    if (facts->stage != FUNC_IN_BATCH || facts->results_lost) {
        return;
    }
    facts->results_lost = true;
    for (int i = 0; i < func->results.len; i++) {
        enqueue_root(s, location_of_var(s->e, func->results.at[i]));
    }
}

static void walk_from(Solver *s, Location *root) {
    s->root = root;
    s->generation++;
    root->walk_generation = s->generation;
    root->derefs = 0;
    root->walk_edge = NULL;
    root->queued_one = false;
    lose_results(s);
    s->one.len = 0;
    enqueue_location(s, root);
    while (s->one.len > 0) {
        visit(s, next_location(s));
    }
}

void solve(Escape *e) {
    Batch *batch = e->batch;
    Solver solver = {.e = e, .go = e->go};
    solver.all = deque_new(e->scratch, batch->locations.len + 3);
    solver.one = deque_new(e->scratch, 64);
    Location *pseudo[] = {&batch->mutator, &batch->callee, &batch->heap};
    const int first_pseudo = e->go->mutator_callee ? 0 : 2;
    for (int i = 0; i < batch->locations.len + 3; i++) {
        const int p = i - batch->locations.len;
        if (p >= 0 && p < first_pseudo) {
            continue;
        }
        Location *location = p < 0 ? batch->locations.at[i] : pseudo[p];
        location->queued_all = true;
        if (e->go->walk_queue) {
            push_front(&solver.all, location);
        } else {
            push_back(&solver.all, location);
        }
    }
    while (solver.all.len > 0) {
        abort_poll();
        Location *root = next_root(&solver);
        root->queued_all = false;
        walk_from(&solver, root);
    }
}
