/*
 * What reads a dictionary when the program runs: calls of methods of type parameters, conversions of values to
 * interfaces, assertions and switches on types that depend on type parameters.
 * gc 1.19: noder/stencil.go dictPass, convertUsingDictionary, assertToBound.
 */
#include "core/ir/stencil_119.h"

typedef struct Words {
    Stenciler *s;
    Lower *l;
    const Stencil *here;
    Map *called; /* callees: set */
} Words;

static bool is_empty_interface(Type *type) {
    return lower_is_interface(type) && interface_method_count(type_underlying(type)) == 0;
}

/* ---- conversions ---- */

static Node *data_word(Lower *l, Pos pos, NodeOp op, Node *x) {
    Node *n = lower_node(l, op, pos, l->universe->basic[BASIC_UNSAFE_POINTER]);
    n->x = x;
    return n;
}

/* v as an interface; type: of the node that asks for it. */
static Node *convert(Words *w, Pos pos, Node *v, Type *type, Type *dst) {
    Lower *l = w->l;
    if (lower_is_interface(v->type) && (is_empty_interface(dst) || !type_has_shape(type))) {
        Node *n = lower_node(l, NODE_CONVIFACE, pos, dst);
        n->x = v;
        return n;
    }
    Node *n = lower_node(l, NODE_EFACE, pos, dst);
    if (!lower_is_interface(v->type)) {
        n->y = data_word(l, pos, NODE_CONVIDATA, v);
        return n;
    }
    Var *temp = lower_temp(l, l->current, v->type);
    Node *assign = lower_node(l, NODE_AS, pos, NULL);
    assign->x = temp->node;
    assign->y = v;
    n->y = data_word(l, pos, NODE_IDATA, temp->node);
    VEC_PUSH(l->arena, &n->init, assign);
    return n;
}

static Node *use_conversion(Words *w, Node *n) {
    if (is_empty_interface(n->type) && is_empty_interface(n->x->type)) {
        n->op = NODE_CONVNOP;
        return n;
    }
    if (type_has_shape(n->x->type) || (type_has_shape(n->type) && !is_empty_interface(n->type))) {
        return convert(w, n->pos, n->x, n->type, n->type);
    }
    return n;
}

/* ---- methods of type parameters ---- */

static Type *bound_of(const Words *w, Type *shape) {
    const TypeList *shapes = w->here->words->shapes;
    for (int i = 0; i < shapes->len; i++) {
        if (shapes->at[i] == type_unalias(shape)) {
            return w->here->words->bounds[i];
        }
    }
    return NULL;
}

static Node *method_word(Words *w, Pos pos, Type *type) {
    Lower *l = w->l;
    Node *word = stencil_119_word(l, pos, w->here);
    Node *address = lower_node(l, NODE_ADDR, pos, type_new_pointer(l->arena, word->type));
    address->x = word;
    Node *n = lower_node(l, NODE_CONVNOP, pos, type);
    n->x = address;
    return n;
}

static Node *use_selector(Words *w, Node *n) {
    Lower *l = w->l;
    if (n->x->op == NODE_TYPE) {
        return method_word(w, n->pos, n->type);
    }
    if (stencil_119_is_bound(w->here->words, n)) {
        if (map_has(w->called, n)) {
            return n;
        }
        Type *bound = bound_of(w, n->x->type);
        if (lower_is_interface(n->x->type)) {
            Node *assertion = lower_node(l, type_has_shape(bound) ? NODE_DYNAMICDOTTYPE : NODE_DOTTYPE, n->pos, bound);
            assertion->x = n->x;
            n->x = assertion;
        } else {
            n->x = convert(w, n->pos, n->x, n->type, bound);
        }
    }
    return transform_119_dot(l, n);
}

/* Prepends the receiver. */
static void add_receiver(Lower *l, Node *call, Node *recv) {
    NodeVec args = {0};
    VEC_PUSH(l->arena, &args, recv);
    for (int i = 0; i < call->list.len; i++) {
        VEC_PUSH(l->arena, &args, call->list.at[i]);
    }
    call->list = args;
}

static Node *use_call(Words *w, Node *n) {
    Lower *l = w->l;
    Node *callee = n->x;
    if (callee == NULL || callee->op == NODE_FUNCINST) {
        return n;
    }
    if (callee->op == NODE_XDOT) {
        n->op = NODE_CALLFUNC;
        n->x = method_word(w, callee->pos, lower_method_type(l, type_underlying(callee->type), callee->x->type));
        add_receiver(l, n, callee->x);
        return n;
    }
    if (callee->op == NODE_METHVALUE) {
        callee->op = lower_is_interface(callee->x->type) ? NODE_DOTINTER : NODE_DOTMETH;
    }
    transform_119_function(l, n);
    return n;
}

/* ---- types ---- */

static void use_assertion(Node *n) {
    Type *type = n->type;
    if (is_empty_interface(type) || (lower_is_interface(type) && !type_has_shape(type))) {
        return;
    }
    if (type_has_shape(type) || (type_has_shape(n->x->type) && !is_empty_interface(n->x->type))) {
        n->op = n->op == NODE_DOTTYPE2 ? NODE_DYNAMICDOTTYPE2 : NODE_DYNAMICDOTTYPE;
    }
}

static void use_cases(Lower *l, Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        Node *type = n->list.at[i];
        if (type->op == NODE_TYPE && type_has_shape(type->type)) {
            n->list.at[i] = lower_node(l, NODE_DYNAMICTYPE, type->pos, type->type);
        }
    }
}

/* ---- the pass ---- */

static void use_node(void *context, Node **place) {
    Words *w = context;
    Node *n = *place;
    if (n->op == NODE_CALL && n->x != NULL && n->x->op == NODE_XDOT) {
        map_set(w->called, n->x, n->x);
    }
    lower_enter(w->l);
    node_children(n, use_node, w);
    lower_leave(w->l);
    switch ((int)n->op) {
    case NODE_XDOT: *place = use_selector(w, n); break;
    case NODE_CALL: *place = use_call(w, n); break;
    case NODE_CONVIFACE: *place = use_conversion(w, n); break;
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2: use_assertion(n); break;
    case NODE_CASE: use_cases(w->l, n); break;
    default: break;
    }
}

void stencil_119_use_words(Stenciler *s, const Stencil *stencil) {
    Words w = {.s = s, .l = s->l, .here = stencil, .called = map_new(s->l->arena)};
    FuncState *outer = s->l->state;
    s->l->state = lower_state(s->l, stencil->func, stencil->func->type);
    for (int i = 0; i < stencil->func->body.len; i++) {
        use_node(&w, &stencil->func->body.at[i]);
    }
    s->l->state = outer;
}
