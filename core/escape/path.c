/*
 * Paths: the chain of edges behind a verdict, kept at the moment of the decision, or found afterwards.
 */
#include "core/escape/internal.h"

typedef VEC(Edge *) EdgeVec;

static EscapePath *path_of_edges(Arena *arena, const EdgeVec *edges, int derefs) {
    EscapePath *path = ARENA_NEW(arena, EscapePath);
    path->len = edges->len;
    path->edges = arena_copy(arena, edges->at, sizeof(Edge *) * (size_t)edges->len);
    path->derefs = derefs;
    return path;
}

EscapePath *trace_path(Escape *e, Arena *arena, const Location *root, Location *src, bool *cycle) {
    EdgeVec edges = {0};
    const int derefs = src->derefs;
    e->trace_generation++;
    for (Location *at = src; at->walk_edge != NULL; at = at->walk_edge->dst) {
        if (at->trace_generation == e->trace_generation) {
            *cycle = true;
            break;
        }
        at->trace_generation = e->trace_generation;
        VEC_PUSH(e->scratch, &edges, at->walk_edge);
        if (at->walk_edge->dst == root) {
            break;
        }
    }
    return path_of_edges(arena, &edges, derefs);
}

void record_escape(Escape *e, Location *location, Location *root, EscapePath *path) {
    if (e->config->keep_graph && path->len > 0) {
        location->escape_root = root;
        location->escape_path = path->edges[0];
        location->path = path;
    }
}

/* ---- paths of a finished batch ---- */

/* A location on the way back from a root. */
typedef struct Reached {
    const Location *location;
    EdgeVec incoming; /* those that were decided at once too */
    Edge *next;       /* towards the root */
    int derefs;
    bool seen;
    bool queued;
} Reached;

int place_in_batch(const Batch *batch, const Location *location) {
    const Location *pseudo[] = {&batch->heap, &batch->mutator, &batch->callee, &batch->blank};
    for (int i = 0; i < PSEUDO_LOCATIONS; i++) {
        if (location == pseudo[i]) {
            return batch->locations.len + i;
        }
    }
    return location->index;
}

static Reached *reached_new(Arena *arena, const Batch *batch) {
    Reached *all = ARENA_ARRAY(arena, Reached, batch->locations.len + PSEUDO_LOCATIONS);
    for (int i = 0; i < batch->locations.len; i++) {
        const Location *location = batch->locations.at[i];
        all[i].location = location;
        for (Edge *edge = location->outgoing; edge != NULL; edge = edge->next_out) {
            VEC_PUSH(arena, &all[place_in_batch(batch, edge->dst)].incoming, edge);
        }
    }
    return all;
}

static void reach(Arena *arena, const Batch *batch, Reached *all, int root) {
    VEC(int) queue = {0};
    all[root].seen = true;
    VEC_PUSH(arena, &queue, root);
    for (int head = 0; head < queue.len; head++) {
        Reached *at = &all[queue.at[head]];
        at->queued = false;
        const int derefs = at->derefs < 0 ? 0 : at->derefs;
        for (int i = 0; i < at->incoming.len; i++) {
            Edge *edge = at->incoming.at[i];
            const int place = place_in_batch(batch, edge->src);
            Reached *src = &all[place];
            if (place == root || (src->seen && src->derefs <= derefs + edge->derefs)) {
                continue;
            }
            src->seen = true;
            src->derefs = derefs + edge->derefs;
            src->next = edge;
            if (!src->queued) {
                src->queued = true;
                VEC_PUSH(arena, &queue, place);
            }
        }
    }
}

const EscapePath *path_between(Arena *arena, const Batch *batch, const Location *from, const Location *root) {
    if (from == root) {
        return NULL;
    }
    Reached *all = reached_new(arena, batch);
    reach(arena, batch, all, place_in_batch(batch, root));
    const Reached *start = &all[place_in_batch(batch, from)];
    if (!start->seen) {
        return NULL;
    }
    EdgeVec edges = {0};
    for (const Reached *at = start; at->next != NULL && edges.len <= batch->locations.len + 4;
         at = &all[place_in_batch(batch, at->next->dst)]) {
        VEC_PUSH(arena, &edges, at->next);
    }
    if (edges.len == 0 || VEC_LAST(&edges)->dst != root) {
        return NULL;
    }
    return path_of_edges(arena, &edges, start->derefs);
}

const EscapePath *path_to_heap(Arena *arena, const Batch *batch, const Location *from) {
    return from->path != NULL ? from->path : path_between(arena, batch, from, &batch->heap);
}
