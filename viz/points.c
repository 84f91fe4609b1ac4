#include "viz/points.h"

#include <string.h>

#include "core/base/abort.h"
#include "viz/holds.h"

/* into ⊇ from: the addresses that `from`, dereferenced, gives go into what `into`, dereferenced, names. */
typedef struct Flow {
    Thing *from;
    int derefs; /* -1: its address */
    Thing *into;
    int store; /* dereferences of into; 0: into itself */
    const Edge *edge;
    Pos pos;
    bool passed;       /* an argument */
    const char *field; /* of into; NULL without */
} Flow;

typedef struct FlowList {
    VEC(Flow) list;
} FlowList;

/* A thing and how often it is dereferenced: what an expression may be. */
typedef struct Access {
    Thing *thing;
    int derefs;
    const char *field; /* of the struct literal that the expression is; NULL without */
} Access;
typedef VEC(Access) AccessVec;

/* A picture with more pointers from one thing says nothing. */
enum { TARGETS_MAX = 64, EXPR_DEPTH_MAX = 200 };

Thing *points_find(const Points *points, const void *what) { return map_get(points->of, what); }

static Thing *thing_new(Points *points, const void *key) {
    Thing *thing = ARENA_NEW(points->arena, Thing);
    thing->index = points->things.len;
    thing->known = map_new(points->arena);
    VEC_PUSH(points->arena, &points->things, thing);
    map_set(points->of, key, thing);
    return thing;
}

static Thing *thing_of_location(Points *points, const Location *location) {
    Thing *thing = points_find(points, location);
    if (thing == NULL) {
        thing = thing_new(points, location);
        thing->location = location;
        thing->func = location->func;
    }
    return thing;
}

static Thing *thing_of_global(Points *points, const Var *var) {
    Thing *thing = points_find(points, var);
    if (thing == NULL) {
        thing = thing_new(points, var);
        thing->var = var;
    }
    return thing;
}

static Thing *thing_of_site(Points *points, const Node *site) {
    Thing *thing = points_find(points, site);
    if (thing == NULL) {
        thing = thing_new(points, site);
        thing->site = site;
        thing->func = points->func;
    }
    return thing;
}

static void add_flow(Points *points, Flow flow) { VEC_PUSH(points->arena, &points->flows->list, flow); }

/* ---- What an expression may be. ---- */

static const Func *callee_of(const Node *call) {
    if (call->op != NODE_CALLFUNC || call->x == NULL) {
        return NULL;
    }
    Node *x = node_strip_nops(call->x);
    if (x->op == NODE_NAME && x->var != NULL && x->var->class != CLASS_FUNC) {
        x = node_static_value(x);
    }
    if (x->op == NODE_CLOSURE) {
        return x->func;
    }
    if ((x->op == NODE_NAME || x->op == NODE_METHEXPR) && x->var != NULL && x->var->class == CLASS_FUNC) {
        return x->var->func;
    }
    return NULL;
}

static void add_access(Points *points, AccessVec *out, Thing *thing, int derefs) {
    VEC_PUSH(points->arena, out, ((Access){.thing = thing, .derefs = derefs < -1 ? -1 : derefs}));
}

static void add_site(Points *points, AccessVec *out, const Node *site, int derefs) {
    if (site->location != NULL) {
        add_access(points, out, thing_of_location(points, site->location), derefs - 1);
    } else if (site->op == NODE_MAKECHAN) {
        add_access(points, out, thing_of_site(points, site), derefs - 1);
    }
}

static void add_result(Points *points, AccessVec *out, const Node *call, int result, int derefs) {
    const Func *callee = callee_of(call);
    if (callee != NULL && result < callee->results.len && callee->results.at[result]->location != NULL) {
        add_access(points, out, thing_of_location(points, callee->results.at[result]->location), derefs);
    }
}

static void add_name(Points *points, AccessVec *out, Var *var, int derefs) {
    if (strcmp(var->name, "_") == 0) {
        return;
    }
    if (var->class == CLASS_EXTERN && var->name[0] == '.') {
        return; /* a dictionary of the compiler's */
    }
    if (var->class == CLASS_EXTERN) {
        add_access(points, out, thing_of_global(points, var), derefs);
    } else if (var->class != CLASS_FUNC) {
        Location *location = var_canonical(var)->location;
        if (location == NULL) {
            location = var->location;
        }
        if (location != NULL) {
            add_access(points, out, thing_of_location(points, location), derefs);
        }
    }
}

static void accesses(Points *points, const Node *n, int derefs, int depth, AccessVec *out);

static void accesses_of_list(Points *points, const NodeVec *list, int derefs, int depth, AccessVec *out) {
    for (int i = 0; i < list->len; i++) {
        const Node *item = list->at[i];
        const char *field = NULL;
        if (item->op == NODE_KEY) {
            item = item->y;
        } else if (item->op == NODE_STRUCTKEY) {
            field = item->field ? item->field->name->text : NULL;
            item = item->x;
        }
        int before = out->len;
        accesses(points, item, derefs, depth, out);
        for (int k = before; field != NULL && k < out->len; k++) {
            out->at[k].field = field;
        }
    }
}

static int index_derefs(const Node *n) { return type_underlying(n->x->type)->kind == TYPE_ARRAY ? 0 : 1; }

static int assertion_derefs(const Node *n) {
    return n->type == NULL || type_is_interface(n->type) || type_is_direct_interface(n->type, true) ? 0 : 1;
}

/* Appends what `n`, dereferenced `derefs` times, may be. */
static void accesses(Points *points, const Node *n, int derefs, int depth, AccessVec *out) {
    if (n == NULL || depth > EXPR_DEPTH_MAX) {
        return;
    }
    depth++;
    if (n->op == NODE_NAME) {
        if (n->var != NULL) {
            add_name(points, out, n->var, derefs);
        }
    } else if (n->op == NODE_ADDR) {
        accesses(points, n->x, derefs - 1, depth, out);
    } else if (n->op == NODE_DEREF || n->op == NODE_DOTPTR || n->op == NODE_INDEXMAP || n->op == NODE_RECV) {
        accesses(points, n->x, derefs + 1, depth, out);
    } else if (n->op == NODE_INDEX) {
        accesses(points, n->x, derefs + index_derefs(n), depth, out);
    } else if (n->op == NODE_DOTTYPE || n->op == NODE_DOTTYPE2) {
        accesses(points, n->x, derefs + assertion_derefs(n), depth, out);
    } else if (n->op == NODE_CALLFUNC) {
        add_result(points, out, n, 0, derefs);
    } else if (n->op == NODE_APPEND) {
        add_site(points, out, n, derefs);
        accesses(points, n->list.at[0], derefs, depth, out);
    } else if (n->location != NULL || n->op == NODE_MAKECHAN) {
        add_site(points, out, n, derefs);
    } else if (n->op == NODE_STRUCTLIT || n->op == NODE_ARRAYLIT) {
        accesses_of_list(points, &n->list, derefs, depth, out);
    } else if (n->op == NODE_DOT || n->op == NODE_PAREN || n->op == NODE_CONV || n->op == NODE_CONVNOP ||
               n->op == NODE_CONVIFACE || n->op == NODE_SLICE || n->op == NODE_SLICE3 || n->op == NODE_SLICEARR ||
               n->op == NODE_SLICE3ARR || n->op == NODE_SLICESTR || n->op == NODE_SLICE2ARRPTR) {
        accesses(points, n->x, derefs, depth, out);
    }
}

/* ---- What statements store. ---- */

static bool holds_pointers(const Node *n) {
    return n->type == NULL || n->op == NODE_CALLFUNC || type_has_pointers(n->type);
}

/* Returns the outermost field that an assignment's left side names; NULL without. */
static const char *field_of(const Node *target) {
    const char *field = NULL;
    for (const Node *n = target; n != NULL && (n->op == NODE_DOT || n->op == NODE_DOTPTR || n->op == NODE_PAREN);
         n = n->x) {
        field = n->op == NODE_PAREN ? field : n->sym;
        if (n->op == NODE_DOTPTR) {
            break;
        }
    }
    return field;
}

/* Lets each of `values` flow into what `target`, dereferenced `extra` more times, names. */
static void store(Points *points, const Node *target, int extra, const AccessVec *values, Pos pos) {
    AccessVec into = {0};
    const char *field = field_of(target);
    accesses(points, target, extra, 0, &into);
    for (int i = 0; i < into.len; i++) {
        for (int k = 0; into.at[i].derefs >= 0 && k < values->len; k++) {
            add_flow(points, (Flow){.from = values->at[k].thing,
                                    .derefs = values->at[k].derefs,
                                    .into = into.at[i].thing,
                                    .store = into.at[i].derefs,
                                    .pos = pos,
                                    .field = field ? field : values->at[k].field});
        }
    }
}

static void store_value(Points *points, const Node *target, int extra, const Node *value) {
    if (target != NULL && value != NULL && holds_pointers(value)) {
        AccessVec values = {0};
        accesses(points, value, 0, 0, &values);
        store(points, target, extra, &values, value->pos);
    }
}

static void store_result(Points *points, const Node *target, const Node *call, int result, Pos pos) {
    AccessVec values = {0};
    add_result(points, &values, call, result, 0);
    store(points, target, 0, &values, pos);
}

/* Returns what is noted of a call; NULL when its callee is not in this package. */
static PointsCall *call_at(Points *points, const Node *node) {
    PointsCall *call = map_get(points->call_of, node);
    const Func *callee = callee_of(node);
    if (call == NULL && callee != NULL) {
        call = ARENA_NEW(points->arena, PointsCall);
        *call = (PointsCall){.caller = points->func, .callee = callee, .node = node};
        map_set(points->call_of, node, call);
        VEC_PUSH(points->arena, &points->calls, call);
    }
    return call;
}

/* Marks the calls whose results the statement keeps. */
static void keep(Points *points, const Node *value) {
    const Node *x = value;
    while (x != NULL && (x->op == NODE_CONVNOP || x->op == NODE_PAREN || x->op == NODE_CONVIFACE)) {
        x = x->x;
    }
    if (x == NULL || x->op != NODE_CALLFUNC) {
        return;
    }
    PointsCall *call = call_at(points, x);
    if (call != NULL) {
        call->kept = true;
    }
}

static void read_call(Points *points, const Node *call) {
    const Func *callee = callee_of(call);
    if (callee == NULL) {
        return;
    }
    call_at(points, call);
    for (int i = 0; i < call->list.len && i < callee->params.len; i++) {
        Location *param = callee->params.at[i]->location;
        keep(points, call->list.at[i]);
        if (param == NULL || !holds_pointers(call->list.at[i])) {
            continue;
        }
        AccessVec values = {0};
        accesses(points, call->list.at[i], 0, 0, &values);
        for (int k = 0; k < values.len; k++) {
            add_flow(points, (Flow){.from = values.at[k].thing,
                                    .derefs = values.at[k].derefs,
                                    .into = thing_of_location(points, param),
                                    .pos = call->list.at[i]->pos,
                                    .passed = true});
        }
    }
}

static void read_return(Points *points, const Node *n) {
    const Func *func = points->func;
    for (int i = 0; i < n->list.len; i++) {
        keep(points, n->list.at[i]);
        for (int k = 0; k < func->results.len; k++) {
            /* return f(): one call gives all results. */
            bool spread = n->list.len == 1 && func->results.len > 1;
            if (func->results.at[k]->node == NULL || (!spread && k != i)) {
                continue;
            }
            if (spread && n->list.at[0]->op == NODE_CALLFUNC) {
                store_result(points, func->results.at[k]->node, n->list.at[0], k, n->pos);
            } else {
                store_value(points, func->results.at[k]->node, 0, n->list.at[i]);
            }
        }
    }
}

static void read_range(Points *points, const Node *n) {
    if (n->x == NULL || n->x->type == NULL) {
        return;
    }
    const TypeKind kind = type_underlying(n->x->type)->kind;
    const int extra = kind == TYPE_ARRAY ? 0 : 1;
    AccessVec values = {0};
    accesses(points, n->x, extra, 0, &values);
    if (n->y != NULL && (kind == TYPE_MAP || kind == TYPE_CHAN) && n->y->type != NULL &&
        type_has_pointers(n->y->type)) {
        store(points, n->y, 0, &values, n->pos);
    }
    if (n->z != NULL && n->z->type != NULL && type_has_pointers(n->z->type)) {
        store(points, n->z, 0, &values, n->pos);
    }
}

static void read_append(Points *points, const Node *n) {
    for (int i = 1; i < n->list.len; i++) {
        AccessVec values = {0};
        if (!holds_pointers(n->list.at[i])) {
            continue;
        }
        accesses(points, n->list.at[i], n->dots ? 1 : 0, 0, &values);
        store(points, n, 1, &values, n->pos);
    }
}

static void read_slice_literal(Points *points, const Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        const Node *element = n->list.at[i]->op == NODE_KEY ? n->list.at[i]->y : n->list.at[i];
        keep(points, element);
        store_value(points, n, 1, element);
    }
}

static void read_map_literal(Points *points, const Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        if (n->list.at[i]->op == NODE_KEY) {
            store_value(points, n, 1, n->list.at[i]->x);
            store_value(points, n, 1, n->list.at[i]->y);
        }
    }
}

static void read_pointer_literal(Points *points, const Node *n) {
    AccessVec values = {0};
    accesses(points, n->x, 0, 0, &values);
    for (int i = 0; i < values.len; i++) {
        add_flow(points, (Flow){.from = values.at[i].thing,
                                .derefs = values.at[i].derefs,
                                .into = thing_of_location(points, n->location),
                                .pos = n->pos,
                                .field = values.at[i].field});
    }
}

/* What is captured when the literal is on the heap anyway: gc keeps no edge of that. */
static void read_captures(Points *points, const Node *n) {
    for (int i = 0; i < n->func->closure_vars.len; i++) {
        const Var *var = n->func->closure_vars.at[i];
        const Location *captured = var->outer != NULL ? var_canonical(var->outer)->location : NULL;
        if (captured != NULL && (!var->by_value || type_has_pointers(var->type))) {
            add_flow(points, (Flow){.from = thing_of_location(points, captured),
                                    .derefs = var->by_value ? 0 : -1,
                                    .into = thing_of_location(points, n->location),
                                    .pos = n->pos});
        }
    }
}

static bool read_node(void *context, Node *n) {
    Points *points = context;
    if (n->op == NODE_AS && n->x != NULL && n->y != NULL) {
        if (!node_is_blank(n->x)) {
            keep(points, n->y);
        }
        store_value(points, n->x, 0, n->y);
        if (n->x->op == NODE_INDEXMAP) {
            store_value(points, n->x->x, 1, n->x->y); /* the key is kept too */
        }
    } else if (n->op == NODE_AS2 || n->op == NODE_AS2MAPR || n->op == NODE_AS2RECV || n->op == NODE_AS2DOTTYPE) {
        for (int i = 0; i < n->list.len && i < n->rlist.len; i++) {
            keep(points, n->rlist.at[i]);
            store_value(points, n->list.at[i], 0, n->rlist.at[i]);
        }
    } else if (n->op == NODE_AS2FUNC && n->rlist.len > 0) {
        keep(points, n->rlist.at[0]);
        for (int i = 0; i < n->list.len; i++) {
            store_result(points, n->list.at[i], n->rlist.at[0], i, n->pos);
        }
    } else if (n->op == NODE_SEND) {
        store_value(points, n->x, 1, n->y);
    } else if (n->op == NODE_RETURN) {
        read_return(points, n);
    } else if (n->op == NODE_RANGE) {
        read_range(points, n);
    } else if (n->op == NODE_CALLFUNC) {
        read_call(points, n);
    } else if (n->op == NODE_APPEND && n->list.len > 0) {
        read_append(points, n);
    } else if (n->op == NODE_PTRLIT && n->location != NULL) {
        read_pointer_literal(points, n);
    } else if (n->op == NODE_SLICELIT) {
        read_slice_literal(points, n);
    } else if (n->op == NODE_MAPLIT) {
        read_map_literal(points, n);
    } else if (n->op == NODE_CLOSURE && n->location != NULL) {
        read_captures(points, n);
    } else if (n->op == NODE_COPY && n->x != NULL && n->y != NULL && n->y->type != NULL) {
        AccessVec values = {0};
        accesses(points, n->y, 1, 0, &values);
        store(points, n->x, 1, &values, n->pos);
    }
    return true;
}

/* ---- The closure. ---- */

static bool add_target(Points *points, Thing *from, Target target) {
    if (map_has(from->known, target.thing)) {
        /* A statement knows the field, the graph does not. */
        for (int i = 0; target.field != NULL && i < from->targets.len; i++) {
            Target *old = &from->targets.at[i];
            if (old->thing == target.thing && old->field == NULL) {
                old->field = target.field;
            }
        }
        return false;
    }
    if (from->targets.len >= TARGETS_MAX || !thing_may_hold(from, target.thing)) {
        return false;
    }
    map_set(from->known, target.thing, target.thing);
    VEC_PUSH(points->arena, &from->targets, target);
    return true;
}

typedef VEC(Thing *) ThingVec;

/* Returns what `thing` names after `derefs` >= 0 dereferences. */
static ThingVec follow(Points *points, Thing *thing, int derefs) {
    ThingVec at = {0};
    VEC_PUSH(points->arena, &at, thing);
    for (int d = 0; d < derefs; d++) {
        ThingVec next = {0};
        Map *seen = map_new(points->arena);
        for (int i = 0; i < at.len; i++) {
            for (int k = 0; k < at.at[i]->targets.len; k++) {
                Thing *target = at.at[i]->targets.at[k].thing;
                if (!map_has(seen, target)) {
                    map_set(seen, target, target);
                    VEC_PUSH(points->arena, &next, target);
                }
            }
        }
        at = next;
    }
    return at;
}

/* Returns true when it taught something new. */
static bool apply(Points *points, const Flow *item) {
    bool changed = false;
    ThingVec into = follow(points, item->into, item->store);
    if (item->derefs < 0) {
        const Target target = {
            .thing = item->from, .edge = item->edge, .pos = item->pos, .passed = item->passed, .field = item->field};
        for (int i = 0; i < into.len; i++) {
            changed |= add_target(points, into.at[i], target);
        }
        return changed;
    }
    ThingVec from = follow(points, item->from, item->derefs);
    for (int i = 0; i < into.len; i++) {
        for (int k = 0; k < from.len; k++) {
            for (int t = 0; from.at[k] != into.at[i] && t < from.at[k]->targets.len; t++) {
                Target target = from.at[k]->targets.at[t];
                target.field = item->field ? item->field : item->derefs == 0 ? target.field : NULL;
                changed |= add_target(points, into.at[i], target);
            }
        }
    }
    return changed;
}

Points *points_compute(const View *view) {
    Points *points = ARENA_NEW(view->arena, Points);
    points->view = view;
    points->arena = view->arena;
    points->of = map_new(view->arena);
    points->call_of = map_new(view->arena);
    points->flows = ARENA_NEW(view->arena, FlowList);
    for (int i = 0; i < view->edges.len; i++) {
        const Edge *edge = view->edges.at[i];
        if (!view_is_heap(edge->dst)) {
            add_flow(points, (Flow){.from = thing_of_location(points, edge->src),
                                    .derefs = edge->derefs,
                                    .into = thing_of_location(points, edge->dst),
                                    .edge = edge,
                                    .pos = edge_pos(edge)});
        }
    }
    for (int i = 0; i < view->funcs.len; i++) {
        const Func *func = view->funcs.at[i]->func;
        points->func = func;
        for (int k = 0; k < func->body.len; k++) {
            node_walk(func->body.at[k], read_node, points);
        }
    }
    for (bool changed = true; changed;) {
        abort_poll();
        changed = false;
        for (int i = 0; i < points->flows->list.len; i++) {
            changed |= apply(points, &points->flows->list.at[i]);
        }
    }
    return points;
}

bool points_reach(const Points *points, const Thing *from, const Thing *to) {
    Map *seen = map_new(points->arena);
    VEC(const Thing *) work = {0};
    VEC_PUSH(points->arena, &work, from);
    while (work.len > 0) {
        const Thing *at = VEC_POP(&work);
        for (int i = 0; i < at->targets.len; i++) {
            const Thing *target = at->targets.at[i].thing;
            if (target == to) {
                return true;
            }
            if (!map_has(seen, target)) {
                map_set(seen, target, points->arena);
                VEC_PUSH(points->arena, &work, target);
            }
        }
    }
    return false;
}
