/*
 * Which concrete type an interface variable holds: the one that all assignments to it agree on. Values
 * are followed through conversions, type assertions and other interface variables; nil does not count.
 * What comes from elements, channels or calls counts with its static type.
 * gc: devirtualize/devirtualize.go concreteType, State (1.26 and later).
 */
#include "core/passes/internal.h"

/* One assignment: a value to follow, or a type; neither: not known. */
typedef struct Source {
    Node *value;
    Type *type;
} Source;

typedef struct Sources {
    VEC(Source) list;
} Sources;

struct Concrete {
    Arena *scratch;
    Map *sources;  /* Var -> Sources */
    Map *analyzed; /* Func: set */
    Type no_type;  /* the answer for a variable that is only ever nil or itself */
};

Concrete *concrete_new(Arena *scratch) {
    Concrete *concrete = ARENA_NEW(scratch, Concrete);
    concrete->scratch = scratch;
    concrete->sources = map_new(scratch);
    concrete->analyzed = map_new(scratch);
    return concrete;
}

static bool is_interface(Type *type) { return type != NULL && type_underlying(type)->kind == TYPE_INTERFACE; }

/* ---- Collecting assignments ---- */

static void add_source(Concrete *c, const Node *target, Source source) {
    if (target == NULL || target->op != NODE_NAME || target->var == NULL || node_is_blank(target)) {
        return;
    }
    Var *var = var_canonical(target->var);
    if (var->class != CLASS_AUTO || !is_interface(var->type)) {
        return;
    }
    /* Only nil itself tells nothing of the type; I(nil) is a value of an unknown one. */
    const Node *bare = source.value;
    while (bare != NULL && (bare->op == NODE_PAREN || (bare->op == NODE_CONVIFACE && bare->implicit))) {
        bare = bare->x;
    }
    if (bare != NULL && bare->op == NODE_NIL) {
        return;
    }
    if (is_interface(source.type)) {
        source.type = NULL;
    }
    Sources *sources = map_get(c->sources, var);
    if (sources == NULL) {
        sources = ARENA_NEW(c->scratch, Sources);
        map_set(c->sources, var, sources);
    }
    VEC_PUSH(c->scratch, &sources->list, source);
}

static void add_value(Concrete *c, const Node *target, Node *value) { add_source(c, target, (Source){.value = value}); }

static void add_type(Concrete *c, const Node *target, Type *type) { add_source(c, target, (Source){.type = type}); }

static bool is_call(const Node *n) { return n->op == NODE_CALLFUNC || n->op == NODE_CALLINTER; }

static Type *result_type(const Node *call, int i) {
    Type *type = call->type;
    if (type != NULL && type->kind == TYPE_TUPLE) {
        return i < type->as.tuple.vars.len ? type->as.tuple.vars.at[i]->type : NULL;
    }
    return i == 0 ? type : NULL;
}

static void collect_assign(Concrete *c, const Node *n) {
    Node *value = n->y;
    while (value != NULL && value->op == NODE_PAREN) {
        value = value->x;
    }
    if (value == NULL) {
        return;
    }
    if (is_call(value)) {
        add_type(c, n->x, result_type(value, 0));
    } else {
        add_value(c, n->x, value);
    }
}

static void collect_assign_list(Concrete *c, const Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        if (n->op == NODE_AS2) {
            if (i < n->rlist.len && n->rlist.at[i] != NULL) {
                add_value(c, n->list.at[i], n->rlist.at[i]);
            }
        } else if (i > 0 && n->op != NODE_AS2FUNC) {
            add_type(c, n->list.at[i], NULL); /* the boolean of a comma-ok form */
        } else if (n->op == NODE_AS2DOTTYPE) {
            add_value(c, n->list.at[i], n->rlist.at[0]);
        } else {
            add_type(c, n->list.at[i], result_type(n->rlist.at[0], i));
        }
    }
}

static void collect_range(Concrete *c, const Node *n) {
    Type *type = type_underlying(n->x->type);
    if (type->kind == TYPE_POINTER) {
        type = type_underlying(type->as.pointer.elem);
    }
    Type *key = NULL;
    Type *value = NULL;
    if (type->kind == TYPE_ARRAY) {
        value = type->as.array.elem;
    } else if (type->kind == TYPE_SLICE) {
        value = type->as.slice.elem;
    } else if (type->kind == TYPE_CHAN) {
        key = type->as.chan.elem;
    } else if (type->kind == TYPE_MAP) {
        key = type->as.map.key;
        value = type->as.map.elem;
    }
    add_type(c, n->y, key);
    add_type(c, n->z, value);
}

static void collect_switch(Concrete *c, const Node *n) {
    if (n->x == NULL || n->x->op != NODE_TYPESW) {
        return;
    }
    for (int i = 0; i < n->list.len; i++) {
        const Var *var = n->list.at[i]->var;
        if (var != NULL && var->node != NULL) {
            add_value(c, var->node, n->x->x);
        }
    }
}

static bool collect(void *context, Node *n) {
    Concrete *c = context;
    switch ((int)n->op) {
    case NODE_AS: collect_assign(c, n); break;
    case NODE_AS2:
    case NODE_AS2DOTTYPE:
    case NODE_AS2MAPR:
    case NODE_AS2RECV:
    case NODE_SELRECV2:
    case NODE_AS2FUNC: collect_assign_list(c, n); break;
    case NODE_RANGE: collect_range(c, n); break;
    case NODE_SWITCH: collect_switch(c, n); break;
    case NODE_CLOSURE:
        if (!map_has(c->analyzed, n->func)) {
            map_set(c->analyzed, n->func, n->func);
            for (int i = 0; i < n->func->body.len; i++) {
                node_walk(n->func->body.at[i], collect, c);
            }
        }
        break;
    default: /* assigns nothing itself */ break;
    }
    return true;
}

static const Sources *sources_of(Concrete *c, Var *var) {
    Func *func = var->func;
    if (!map_has(c->analyzed, func)) {
        map_set(c->analyzed, func, func);
        for (int i = 0; i < func->body.len; i++) {
            node_walk(func->body.at[i], collect, c);
        }
    }
    return map_get(c->sources, var);
}

/* ---- Deciding ---- */

/* Types that gc holds as one object: all but types of structs written twice. */
static bool same_type(Type *a, Type *b) {
    a = type_unalias(a);
    b = type_unalias(b);
    return a == b || (a->kind != TYPE_STRUCT && type_identical(a, b));
}

/* The type of a value; of a comma-ok form, that of its first one. */
static Type *value_type(const Node *n) { return result_type(n, 0); }

/* Follows what hands the same dynamic value on. */
static Node *follow(Node *n) {
    while (is_interface(value_type(n)) && (n->op == NODE_CONVNOP || n->op == NODE_CONVIFACE || n->op == NODE_PAREN ||
                                           n->op == NODE_DOTTYPE || n->op == NODE_DOTTYPE2)) {
        n = n->x;
    }
    return n;
}

static Type *decide(Concrete *c, Node *n, Map *seen);

static Type *decide_variable(Concrete *c, Var *var, Map *seen) {
    if (map_has(seen, var)) {
        return &c->no_type;
    }
    map_set(seen, var, var);
    const Sources *sources = sources_of(c, var);
    Type *type = NULL;
    for (int i = 0; sources != NULL && i < sources->list.len; i++) {
        const Source *source = &sources->list.at[i];
        Type *one = source->value != NULL ? decide(c, source->value, seen) : source->type;
        if (one == &c->no_type) {
            continue;
        }
        if (one == NULL || (type != NULL && !same_type(type, one))) {
            return NULL;
        }
        type = one;
    }
    return type == NULL ? &c->no_type : type;
}

/* Depth is bounded by the number of interface variables: each is entered once. */
static Type *decide(Concrete *c, Node *n, Map *seen) {
    n = follow(n);
    if (!is_interface(value_type(n))) {
        return value_type(n);
    }
    if (n->op != NODE_NAME || n->var == NULL) {
        return NULL;
    }
    Var *var = var_canonical(n->var);
    if (var->class != CLASS_AUTO || var->func == NULL || var->addrtaken) {
        return NULL;
    }
    return decide_variable(c, var, seen);
}

Type *concrete_type(Concrete *concrete, Node *n) {
    Type *type = decide(concrete, n, map_new(concrete->scratch));
    return type == &concrete->no_type ? NULL : type;
}
