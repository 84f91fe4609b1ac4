/*
 * The graph under construction: locations, holes and the edges between them.
 * gc: escape/graph.go.
 */
#include "core/escape/internal.h"

#include <assert.h>

/* ---- holes ---- */

Hole hole_of(Location *location) { return (Hole){.dst = location}; }

Hole heap_hole(Escape *e, Why sink) { return hole_sink(e, hole_of(&e->batch->heap), sink); }

Hole mutator_hole(Escape *e) { return hole_of(e->go->mutator_callee ? &e->batch->mutator : &e->batch->blank); }

Hole callee_hole(Escape *e) { return hole_of(e->go->mutator_callee ? &e->batch->callee : &e->batch->blank); }

Hole discard_hole(Escape *e) { return hole_of(&e->batch->blank); }

Hole hole_note(Escape *e, Hole k, Node *where, Why why) {
    if (e->wants_notes) {
        Note *note = ARENA_NEW(e->arena, Note);
        *note = (Note){.next = k.notes, .where = where, .why = why};
        k.notes = note;
    }
    return k;
}

Hole hole_shift(Hole k, int delta) {
    k.derefs += delta;
    assert(k.derefs >= -1);
    k.addrtaken = delta < 0;
    return k;
}

Hole hole_deref(Escape *e, Hole k, Node *where, Why why) { return hole_note(e, hole_shift(k, 1), where, why); }

Hole hole_addr(Escape *e, Hole k, Node *where, Why why) { return hole_note(e, hole_shift(k, -1), where, why); }

Hole hole_dot_type(Escape *e, Hole k, Type *type, Node *where, Why why) {
    if (!type_is_interface(type) && !type_is_direct_interface(type, e->go->one_word_direct)) {
        k = hole_shift(k, 1);
    }
    return hole_note(e, k, where, why);
}

static Origin *new_origin(Escape *e, Hole k) {
    Origin *origin = ARENA_NEW(e->arena, Origin);
    if (k.origin != NULL) {
        *origin = *k.origin;
    }
    return origin;
}

Hole hole_sink(Escape *e, Hole k, Why sink) {
    if (e->wants_origins && sink != WHY_NONE) {
        Origin *origin = new_origin(e, k);
        origin->sink = sink;
        k.origin = origin;
    }
    return k;
}

static bool is_settled(const Escape *e, Hole k) { return !e->wants_origins || (k.origin != NULL && k.origin->settled); }

Hole hole_settle(Escape *e, Hole k) {
    const bool store = k.dst == &e->batch->heap || (k.origin != NULL && k.origin->sink != WHY_NONE);
    if (!is_settled(e, k) && store) {
        Origin *origin = new_origin(e, k);
        origin->settled = true;
        k.origin = origin;
    }
    return k;
}

Hole hole_target(Escape *e, Hole k, Node *target) {
    if (e->wants_origins && k.dst == &e->batch->heap) {
        Origin *origin = new_origin(e, k);
        origin->target = target;
        k.origin = origin;
    }
    return k;
}

Hole hole_argument(Escape *e, Hole k, Node *call, int param) {
    if (!is_settled(e, k)) {
        Origin *origin = new_origin(e, k);
        origin->call = call;
        origin->param = param;
        k.origin = origin;
    }
    return k;
}

Hole hole_callee(Escape *e, Hole k, const Var *callee, int param) {
    if (!is_settled(e, k)) {
        Origin *origin = new_origin(e, k);
        origin->callee = callee->object;
        origin->literal = callee->object == NULL ? callee->func : NULL;
        origin->param = param;
        k.origin = origin;
    }
    return k;
}

Hole hole_tee(Escape *e, const Hole *holes, int n) {
    if (n == 0) {
        return discard_hole(e);
    }
    if (n == 1) {
        return holes[0];
    }
    Location *joint = location_new(e, NULL, false);
    for (int i = 0; i < n; i++) {
        assert(holes[i].derefs >= 0);
        flow(e, holes[i], joint);
    }
    return hole_of(joint);
}

Hole hole_later(Escape *e, Hole k) {
    Location *location = location_new(e, NULL, true);
    flow(e, k, location);
    return hole_of(location);
}

/* ---- locations ---- */

Location *location_new(Escape *e, Node *n, bool persists) {
    Location *location = ARENA_NEW(e->arena, Location);
    location->node = n;
    location->func = e->func;
    location->loop_depth = e->loop_depth;
    location->index = e->batch->locations.len;
    location->attributes = persists ? ATTR_PERSISTS : 0;
    location->leaks = leaks_none();
    location->is_temp = n == NULL;
    if (n != NULL && n->op == NODE_NAME) {
        location->var = n->var;
        location->is_param = n->var->class == CLASS_PARAM;
        n->var->location = location;
    } else if (n != NULL) {
        n->location = location;
    }
    VEC_PUSH(e->arena, &e->batch->locations, location);
    return location;
}

Location *location_of_var(Escape *e, Var *var) {
    var = var_canonical(var);
    if (var->location == NULL) {
        /* A local that its function does not list: made while lowering and used nowhere else. */
        location_new(e, var->node, true);
    }
    return var->location;
}

bool location_is_class(const Location *location, VarClass class) {
    return location->var != NULL && location->var->class == class;
}

Hole spill(Escape *e, Hole k, Node *n) {
    Location *location = location_new(e, n, false);
    flow(e, hole_addr(e, k, n, WHY_SPILL), location);
    return hole_of(location);
}

/* ---- edges ---- */

/* An edge in the list of `first`. */
static Edge *edge_new(Escape *e, Hole k, Location *src, Edge **first) {
    Edge *edge = ARENA_NEW(e->arena, Edge);
    edge->src = src;
    edge->dst = k.dst;
    edge->derefs = k.derefs;
    edge->notes = k.notes;
    if (k.origin != NULL) {
        edge->call = k.origin->call;
        edge->callee = k.origin->callee;
        edge->literal = k.origin->literal;
        edge->param = k.origin->param;
        edge->sink = k.origin->sink;
        edge->target = k.origin->target;
    }
    edge->next_out = *first; /* newest first until link_outgoing */
    *first = edge;
    return edge;
}

/* The address goes to where everything is on the heap already: decided here, without a walk. */
static void escape_at_once(Escape *e, Edge *edge) {
    Location *src = edge->src;
    if (e->explains) {
        explain_escape(e, src);
        explain_flow(e, src->node->pos, edge);
    }
    if (e->config->keep_graph && (src->attributes & ATTR_ESCAPES) == 0) {
        EscapePath *path = ARENA_NEW(e->arena, EscapePath);
        path->len = 1;
        path->edges = ARENA_ARRAY(e->arena, Edge *, 1);
        path->edges[0] = edge;
        path->derefs = edge->derefs;
        record_escape(e, src, edge->dst, path);
    }
    src->attributes |= ATTR_ESCAPES | ATTR_PERSISTS | ATTR_MUTATES | ATTR_CALLS;
}

void flow(Escape *e, Hole k, Location *src) {
    if (k.addrtaken) {
        src->addrtaken = true;
    }
    if (k.dst == &e->batch->blank && e->wants_origins && k.origin != NULL && k.origin->callee != NULL) {
        edge_new(e, k, src, &src->stops);
    }
    if (k.dst == &e->batch->blank || (k.dst == src && k.derefs >= 0)) {
        return;
    }
    Edge *edge = edge_new(e, k, src, &src->outgoing);
    if ((k.dst->attributes & ATTR_ESCAPES) != 0 && k.derefs < 0) {
        escape_at_once(e, edge);
        return;
    }
    VEC_PUSH(e->arena, &k.dst->incoming, edge);
}

static void reverse_edges(Edge **first) {
    Edge *reversed = NULL;
    for (Edge *edge = *first; edge != NULL;) {
        Edge *next = edge->next_out;
        edge->next_out = reversed;
        reversed = edge;
        edge = next;
    }
    *first = reversed;
}

void link_outgoing(Batch *batch) {
    for (int i = 0; i < batch->locations.len; i++) {
        reverse_edges(&batch->locations.at[i]->outgoing);
        reverse_edges(&batch->locations.at[i]->stops);
    }
}
