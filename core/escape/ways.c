/*
 * Ways: every edge by which an address, or the value of a parameter, gets to something that outlives it. The solver
 * stops at the first one; a reader wants the shortest, and how many others there are.
 *
 * The search goes forwards. At each location it knows how the thing looked for is found in what is there: `wrapped`
 * times behind a pointer to it, or `applied` times dereferenced; a dereference undoes a wrapping first.
 */
#include "core/escape/internal.h"

enum { WRAPPED_MAX = 3, APPLIED_MAX = 3, STATES = (WRAPPED_MAX + 1) * (APPLIED_MAX + 1) };

typedef struct State {
    const Location *at;
    Edge *edge; /* that led here; NULL at the start */
    int from;   /* the state before, -1 at the start */
    int wrapped, applied;
    int edges;  /* up to here */
    int length; /* those of them that a reader is told of */
    int next;   /* the state to look at then, -1 for the last */
} State;

typedef struct Search Search;
struct Search {
    Arena *arena;
    const Batch *batch;
    int *seen; /* place * STATES + … -> generation */
    int generation;
    VEC(State) queue;
    VEC(const Edge *) exits;

    /* What is looked for. */
    const Location *thing;
    bool address; /* the thing's address; its value otherwise */
    int derefs;   /* of a value: that many times dereferenced */
    bool (*is_exit)(void *context, const Search *search, const Location *dst);
    void *context;
    int tail;     /* the last state of the queue */
    int shortest; /* the state behind the first exit, -1 without */
};

static Search search_new(Arena *arena, const Batch *batch) {
    return (Search){.arena = arena,
                    .batch = batch,
                    .seen = ARENA_ARRAY(arena, int, (size_t)(batch->locations.len + PSEUDO_LOCATIONS) * STATES),
                    .shortest = -1};
}

static bool first_visit(Search *s, const State *state) {
    int *seen =
        &s->seen[place_in_batch(s->batch, state->at) * STATES + state->wrapped * (APPLIED_MAX + 1) + state->applied];
    const bool first = *seen != s->generation;
    *seen = s->generation;
    return first;
}

static void note_exit(Search *s, const Edge *edge, int state) {
    for (int i = 0; i < s->exits.len; i++) {
        if (s->exits.at[i] == edge) {
            return;
        }
    }
    VEC_PUSH(s->arena, &s->exits, edge);
    if (s->shortest < 0 || s->queue.at[state].length < s->queue.at[s->shortest].length) {
        s->shortest = state;
    }
}

/* A place of the compiler's own, which no reader is told of. */
static bool is_unnamed(const Location *location) {
    return location->func != NULL &&
           (location->is_temp || (location->var != NULL && (location->var->autotemp || location->var->name[0] == '.')));
}

/* Follows one edge; false when the thing is not in what flows along it. */
static bool follow(const Search *s, const State *from, Edge *edge, State *to) {
    *to = *from;
    to->at = edge->dst;
    to->edge = edge;
    to->edges++;
    to->length += !is_unnamed(edge->dst);
    if (edge->derefs < 0) {
        to->wrapped += to->wrapped < WRAPPED_MAX;
    }
    for (int i = 0; i < edge->derefs; i++) {
        if (to->wrapped > 0) {
            to->wrapped--;
        } else {
            to->applied += to->applied < APPLIED_MAX;
        }
    }
    return !s->address || to->wrapped > 0;
}

/* The edge that a size rule made says nothing of where the address goes. */
static bool is_forced(const Edge *edge) {
    return edge->src->forced != WHY_NONE && edge->notes != NULL && edge->notes->why == edge->src->forced;
}

/* Puts a state where the queue keeps its order: the shorter ones first. */
static void enqueue(Search *s, int head, State state) {
    const int index = s->queue.len;
    const bool same = state.length == s->queue.at[head].length;
    state.next = same ? s->queue.at[head].next : -1;
    VEC_PUSH(s->arena, &s->queue, state);
    s->queue.at[same ? head : s->tail].next = index;
    if (!same || s->tail == head) {
        s->tail = index;
    }
}

static void expand(Search *s, int head) {
    for (Edge *edge = s->queue.at[head].at->outgoing; edge != NULL; edge = edge->next_out) {
        State next;
        if (is_forced(edge) || !follow(s, &s->queue.at[head], edge, &next)) {
            continue;
        }
        next.from = head;
        if (!s->is_exit(s->context, s, edge->dst)) {
            enqueue(s, head, next);
        } else if (s->address || next.applied == (s->derefs < APPLIED_MAX ? s->derefs : APPLIED_MAX)) {
            next.at = &s->batch->blank; /* nothing is looked for behind an exit */
            enqueue(s, head, next);
            note_exit(s, edge, s->queue.len - 1);
        }
    }
}

static void search(Search *s, const Location *thing) {
    s->generation++;
    s->queue.len = 0;
    s->exits.len = 0;
    s->shortest = -1;
    s->thing = thing;
    s->tail = 0;
    VEC_PUSH(s->arena, &s->queue, ((State){.at = thing, .from = -1, .next = -1}));
    for (int head = 0; head >= 0; head = s->queue.at[head].next) {
        if (first_visit(s, &s->queue.at[head])) {
            expand(s, head);
        }
    }
}

/* It is no place that is only on the heap because its own address gets there: the search goes on to where that is. */
static bool is_final(const Location *root) {
    return root->func == NULL || (root->attributes & ATTR_ESCAPES) == 0 || root->forced != WHY_NONE ||
           location_is_class(root, CLASS_PARAMOUT);
}

/* The way to a state; then that on which the place where it ends gets to the heap. */
static EscapePath *path_of_state(const Search *s, Arena *arena, int state) {
    const State *end = &s->queue.at[state];
    const Location *root = end->edge->dst;
    const EscapePath *rest = is_final(root) ? NULL : root->path;
    EscapePath *path = ARENA_NEW(arena, EscapePath);
    path->len = end->edges + (rest != NULL ? rest->len : 0);
    path->edges = ARENA_ARRAY(arena, Edge *, path->len);
    path->derefs = s->address ? -1 : end->applied;
    for (int i = end->edges; i > 0; state = s->queue.at[state].from) {
        path->edges[--i] = s->queue.at[state].edge;
    }
    for (int i = end->edges; i < path->len; i++) {
        path->edges[i] = rest->edges[i - end->edges];
    }
    return path;
}

/* ---- addresses ---- */

static bool outlives_thing(void *context, const Search *s, const Location *dst) {
    return is_final(dst) && outlives(context, dst, s->thing);
}

static int told_length(const EscapePath *path) {
    int length = 0;
    for (int i = 0; i < path->len; i++) {
        length += !is_unnamed(path->edges[i]->dst);
    }
    return length;
}

static void count_addresses(Escape *e, Search *s, Location *location) {
    search(s, location);
    location->ways.count = s->exits.len;
    if (s->shortest < 0) {
        return;
    }
    EscapePath *path = path_of_state(s, e->arena, s->shortest);
    if (location->forced == WHY_NONE) {
        const EscapePath *known = location->path;
        if (told_length(path) < told_length(known) || !is_final(known->edges[known->len - 1]->dst)) {
            record_escape(e, location, path->edges[path->len - 1]->dst, path);
        }
        path = location->path;
    }
    location->ways.shortest = path;
}

/* ---- values of parameters ---- */

typedef struct Target {
    Escape *e;
    int result; /* 1-based; 0: what is no result that tags tell of */
} Target;

static bool is_target(void *context, const Search *s, const Location *dst) {
    const Target *target = context;
    const bool own = location_is_class(dst, CLASS_PARAMOUT) && dst->func == s->thing->func &&
                     (dst->attributes & ATTR_ESCAPES) == 0 && dst->result_index <= target->e->result_limit;
    return target->result > 0 ? own && dst->result_index == target->result : !own && outlives(target->e, dst, s->thing);
}

static void count_values(Escape *e, Search *s, Location *param) {
    const ParamTag *leaks = &param->leaks;
    param->leak_ways = ARENA_ARRAY(e->arena, Ways, LEAK_RESULTS_MAX + 1);
    for (int i = 0; i <= LEAK_RESULTS_MAX; i++) {
        Target target = {.e = e, .result = i};
        s->context = &target;
        s->derefs = i == 0 ? leaks->heap : leaks->result[i - 1];
        if (s->derefs >= 0) {
            search(s, param);
            param->leak_ways[i].count = s->exits.len;
            param->leak_ways[i].shortest = s->shortest >= 0 ? path_of_state(s, e->arena, s->shortest) : NULL;
        }
    }
}

void count_ways(Escape *e) {
    Search addresses = search_new(e->scratch, e->batch);
    addresses.address = true;
    addresses.is_exit = outlives_thing;
    addresses.context = e;
    for (int i = 0; i < e->batch->locations.len; i++) {
        Location *location = e->batch->locations.at[i];
        if ((location->attributes & ATTR_ESCAPES) != 0 && location->path != NULL) {
            count_addresses(e, &addresses, location);
        }
    }
    Search values = addresses;
    values.address = false;
    values.is_exit = is_target;
    for (int i = 0; i < e->batch->locations.len; i++) {
        if (e->batch->locations.at[i]->is_param) {
            count_values(e, &values, e->batch->locations.at[i]);
        }
    }
}
