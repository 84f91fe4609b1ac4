/*
 * Instances without end: a generic function that instantiates itself with ever larger types.
 * A graph of type parameters (and local types that depend on them); an edge says that a parameter is
 * instantiated with a type made of another, weight 1 when that type is larger. A cycle of positive
 * weight never ends.
 * gc: types2/mono.go.
 */
#include "core/types/declare.h"

typedef struct Vertex {
    Object *object;
    int weight; /* of the heaviest path to it so far */
    int before; /* last edge of that path */
    int length; /* of that path */
} Vertex;

typedef struct Edge {
    int to, from;
    int weight;
    Pos pos;
    Type *type;
} Edge;

struct MonoGraph {
    VEC(Vertex) vertices;
    VEC(Edge) edges;
    Map *canon;   /* tparam -> the one it stands for */
    Map *indexes; /* Object* -> index + 2 of the vertex; 1: it has none */
};

/* The instance at hand. */
typedef struct Flow {
    Checker *checker;
    Type *tparam;
    Type *targ;
    Pos pos;
    int depth;
} Flow;

static MonoGraph *graph_of(Checker *c) {
    if (c->extra->mono == NULL) {
        MonoGraph *g = ARENA_NEW(c->scratch, MonoGraph);
        g->canon = map_new(c->scratch);
        g->indexes = map_new(c->scratch);
        c->extra->mono = g;
    }
    return c->extra->mono;
}

void mono_record_canon(Checker *c, Type *tparam, Type *canonical) { map_set(graph_of(c)->canon, tparam, canonical); }

static int add_vertex(Checker *c, Object *object) {
    MonoGraph *g = graph_of(c);
    VEC_PUSH(c->scratch, &g->vertices, ((Vertex){.object = object}));
    map_set(g->indexes, object, (void *)(uintptr_t)((unsigned)g->vertices.len + 1));
    return g->vertices.len - 1;
}

static int tparam_vertex(Checker *c, Type *tparam) {
    MonoGraph *g = graph_of(c);
    Type *canonical = map_get(g->canon, tparam);
    Object *object = (canonical != NULL ? canonical : tparam)->as.tparam.object;
    uintptr_t index = (uintptr_t)map_get(g->indexes, object);
    return index != 0 ? (int)index - 2 : add_vertex(c, object);
}

static void add_edge(Checker *c, Edge edge) { VEC_PUSH(c->scratch, &graph_of(c)->edges, edge); }

/* A type declared in a generic function depends on all its type parameters. -1: it depends on none. */
static int local_type_vertex(Checker *c, const Type *named) {
    Object *object = named->as.named.object;
    MonoGraph *g = graph_of(c);
    if (object->package != c->package || object->parent == c->package->scope) {
        return -1;
    }
    uintptr_t known = (uintptr_t)map_get(g->indexes, object);
    if (known != 0) {
        return (int)known - 2;
    }
    int index = -1;
    for (const Scope *scope = object->parent; scope != NULL && scope != c->package->scope; scope = scope->parent) {
        for (int i = 0; i < scope->objects.len; i++) {
            const Object *other = scope->objects.at[i];
            if (other->kind != OBJ_TYPE || other->type == NULL || other->type->kind != TYPE_PARAM ||
                !pos_before(other->pos, object->pos)) {
                continue;
            }
            if (index < 0) {
                index = add_vertex(c, object);
            }
            add_edge(c, (Edge){index, tparam_vertex(c, other->type), 1, object->pos, other->type});
        }
    }
    if (index < 0) {
        map_set(g->indexes, object, (void *)(uintptr_t)1);
    }
    return index;
}

static void follow(Flow *f, Type *type);

static void follow_objects(Flow *f, const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        follow(f, objects->at[i]->type);
    }
}

static void flow_from(const Flow *f, int from, const Type *type) {
    int to = tparam_vertex(f->checker, f->tparam);
    add_edge(f->checker, (Edge){to, from, type == f->targ ? 0 : 1, f->pos, f->targ});
}

static void follow_named(Flow *f, Type *type) {
    int from = local_type_vertex(f->checker, type->as.named.origin);
    if (from >= 0) {
        flow_from(f, from, type);
    }
    for (int i = 0; type->as.named.targs != NULL && i < type->as.named.targs->len; i++) {
        follow(f, type->as.named.targs->at[i]);
    }
}

static void follow_kind(Flow *f, Type *type) {
    switch (type->kind) {
    case TYPE_PARAM: flow_from(f, tparam_vertex(f->checker, type), type); break;
    case TYPE_NAMED: follow_named(f, type); break;
    case TYPE_POINTER:
    case TYPE_SLICE: follow(f, type->as.pointer.elem); break;
    case TYPE_ARRAY: follow(f, type->as.array.elem); break;
    case TYPE_CHAN: follow(f, type->as.chan.elem); break;
    case TYPE_MAP:
        follow(f, type->as.map.key);
        follow(f, type->as.map.elem);
        break;
    case TYPE_INTERFACE: follow_objects(f, &interface_type_set(type)->methods); break;
    case TYPE_SIGNATURE:
        follow_objects(f, &type->as.signature.params->as.tuple.vars);
        follow_objects(f, &type->as.signature.results->as.tuple.vars);
        break;
    case TYPE_STRUCT: follow_objects(f, &type->as.struct_.fields); break;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS:
    case TYPE_TUPLE:
    case TYPE_UNION: break;
    }
}

static void follow(Flow *f, Type *type) {
    /* An interface within itself is an error of its own; anything else is not that deep. */
    if (f->depth > 200) {
        return;
    }
    f->depth++;
    follow_kind(f, type_unalias(type));
    f->depth--;
}

void mono_record_instance(Checker *c, Pos pos, const TypeVec *tparams, const TypeList *targs, Expr *xlist) {
    for (int i = 0; i < tparams->len && i < targs->len; i++) {
        if (tparams->at[i]->as.tparam.object->package != c->package) {
            continue;
        }
        Pos at = xlist != NULL && i < expr_count(xlist) ? error_pos(expr_at(xlist, i)) : pos;
        Flow flow = {c, tparams->at[i], targs->at[i], at, 0};
        follow(&flow, targs->at[i]);
    }
}

static void report_loop(Checker *c, int v) {
    MonoGraph *g = c->extra->mono;
    bool *seen = ARENA_ARRAY(c->scratch, bool, g->vertices.len);
    int *stack = ARENA_ARRAY(c->scratch, int, g->vertices.len + 1);
    int n = 0, first = 0;
    while (!seen[v]) {
        stack[n++] = v;
        seen[v] = true;
        v = g->edges.at[g->vertices.at[v].before].from;
    }
    while (stack[first] != v) {
        first++;
    }
    Report r = report_new(c, "InvalidInstanceCycle");
    report_add(&r, g->vertices.at[v].object->pos, "instantiation cycle:");
    for (int i = first; i < n; i++) {
        const Edge *edge = &g->edges.at[g->vertices.at[stack[i]].before];
        const Object *object = g->vertices.at[edge->to].object;
        const char *how = object->type->kind == TYPE_PARAM ? "instantiated as" : "implicitly parameterized by";
        report_add(&r, edge->pos, "%s %s %s", object->name->text, how, text_of_type(c, edge->type));
    }
    report_send(&r);
}

void mono_check(Checker *c) {
    MonoGraph *g = c->extra->mono;
    bool again = g != NULL;
    while (again) {
        again = false;
        for (int i = 0; i < g->edges.len; i++) {
            const Edge *edge = &g->edges.at[i];
            const Vertex *from = &g->vertices.at[edge->from];
            Vertex *to = &g->vertices.at[edge->to];
            int weight = from->weight + edge->weight;
            if (weight <= to->weight) {
                continue;
            }
            to->before = i;
            to->length = from->length + 1;
            if (to->length == g->vertices.len) {
                report_loop(c, edge->to);
                return;
            }
            to->weight = weight;
            again = true;
        }
    }
}
