/*
 * Dictionaries of Go 1.19: which words an instance needs, found once its body is made, and what they are for real
 * types. Making a dictionary makes those that it refers to, with their instances.
 * gc 1.19: noder/stencil.go getInstInfo, getDictOrSubdict, getDictionarySym, getDictionaryEntry, finalizeSyms.
 */
#include "core/ir/stencil_119.h"

#include <string.h>

/* ---- what an instance needs ---- */

typedef struct Finder {
    Stenciler *s;
    DictWords *words;
    Map *called; /* callees: set */
} Finder;

static bool is_empty_interface(Type *type) {
    return lower_is_interface(type) && interface_method_count(type_underlying(type)) == 0;
}

static void add_type(Finder *f, const Node *n, Type *type) {
    if (type == NULL || !type_has_shape(type) || type_is_shape(type) || type->kind == TYPE_TUPLE) {
        return;
    }
    if (n != NULL &&
        (n->op == NODE_DOTMETH || n->op == NODE_DOTINTER || (n->op == NODE_NAME && n->var->class == CLASS_FUNC))) {
        return;
    }
    TypeVec *derived = &f->words->derived;
    for (int i = 0; i < derived->len; i++) {
        if (type_identical(derived->at[i], type)) {
            return;
        }
    }
    VEC_PUSH(f->s->l->arena, derived, type);
}

static bool any_shape(const TypeList *targs) {
    for (int i = 0; i < targs->len; i++) {
        if (type_has_shape(targs->at[i])) {
            return true;
        }
    }
    return false;
}

static bool instance_has_shape(Finder *f, const Node *inst) {
    return any_shape(stencil_119_targs(f->s->l, &inst->list));
}

static bool receiver_has_shape(Type *type) {
    const TypeList *targs = order_119_targs(type);
    return targs != NULL && any_shape(targs);
}

static void add_dict(Finder *f, Node *node, Node *callee) {
    const SubDict entry = {.node = node, .callee = callee};
    VEC_PUSH(f->s->l->arena, &f->words->subdicts, entry);
}

static int shape_index(const DictWords *words, const Type *shape) {
    for (int i = 0; i < words->shapes->len; i++) {
        if (words->shapes->at[i] == shape) {
            return i;
        }
    }
    return -1;
}

bool stencil_119_is_bound(const DictWords *words, const Node *selector) {
    const int index = shape_index(words, type_unalias(selector->x->type));
    Type *bound = index >= 0 ? type_underlying(words->bounds[index]) : NULL;
    const int n = bound != NULL && bound->kind == TYPE_INTERFACE ? interface_method_count(bound) : 0;
    for (int i = 0; i < n; i++) {
        if (strcmp(interface_method(bound, i)->name->text, selector->sym) == 0) {
            return true;
        }
    }
    return false;
}

static void add_method(Finder *f, const Node *selector) {
    DictWords *words = f->words;
    const MethodWord entry = {.shape = type_unalias(selector->x->type), .name = selector->sym};
    for (int i = 0; i < words->methods.len; i++) {
        if (words->methods.at[i].shape == entry.shape && strcmp(words->methods.at[i].name, entry.name) == 0) {
            return;
        }
    }
    VEC_PUSH(f->s->l->arena, &words->methods, entry);
}

static void find_call(Finder *f, Node *n) {
    Node *callee = n->x;
    if (callee == NULL) {
        return;
    }
    if (callee->op == NODE_FUNCINST) {
        map_set(f->called, callee, callee);
        if (instance_has_shape(f, callee)) {
            add_dict(f, n, callee);
        }
    } else if (callee->op == NODE_XDOT) {
        map_set(f->called, callee, callee);
        if (stencil_119_is_bound(f->words, callee)) {
            add_dict(f, n, NULL);
        }
    }
}

static void find_selector(Finder *f, Node *n) {
    if (n->x->op == NODE_TYPE && type_is_shape(n->x->type)) {
        add_method(f, n);
    } else if (stencil_119_is_bound(f->words, n)) {
        if (map_has(f->called, n)) {
            add_method(f, n);
        } else {
            VEC_PUSH(f->s->l->arena, &f->words->itabs, n);
        }
    }
}

/* A switch on the types of an interface with methods. */
static void find_switch(Finder *f, const Node *n) {
    if (n->x == NULL || n->x->op != NODE_TYPESW || is_empty_interface(n->x->x->type)) {
        return;
    }
    for (int i = 0; i < n->list.len; i++) {
        const NodeVec *cases = &n->list.at[i]->list;
        for (int j = 0; j < cases->len; j++) {
            if (cases->at[j]->op == NODE_TYPE && type_has_shape(cases->at[j]->type)) {
                VEC_PUSH(f->s->l->arena, &f->words->itabs, cases->at[j]);
                map_set(f->words->switches, cases->at[j], n->x->x->type);
            }
        }
    }
}

static bool needs_pair(const Node *n) {
    if (n->op == NODE_CONVIFACE) {
        return lower_is_interface(n->type) && !is_empty_interface(n->type) &&
               (type_has_shape(n->type) || type_has_shape(n->x->type));
    }
    return !lower_is_interface(n->type) && !is_empty_interface(n->x->type);
}

static bool find_node(void *context, Node *n) {
    Finder *f = context;
    switch ((int)n->op) {
    case NODE_FUNCINST:
        if (!map_has(f->called, n) && instance_has_shape(f, n)) {
            add_dict(f, n, NULL);
        }
        break;
    case NODE_METHEXPR:
    case NODE_METHVALUE:
        if (!map_has(f->called, n) && receiver_has_shape(n->x->type) &&
            !lower_is_interface(order_119_base(n->x->type))) {
            add_dict(f, n, NULL);
        }
        break;
    case NODE_CALL: find_call(f, n); break;
    case NODE_CALLMETH:
        map_set(f->called, n->x, n->x);
        if (receiver_has_shape(n->x->x->type)) {
            add_dict(f, n, n->x);
        }
        break;
    case NODE_CONVIFACE:
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2:
        if (needs_pair(n)) {
            VEC_PUSH(f->s->l->arena, &f->words->itabs, n);
        }
        break;
    case NODE_XDOT: find_selector(f, n); break;
    case NODE_SWITCH: find_switch(f, n); break;
    case NODE_CLOSURE:
        for (int i = 0; i < n->func->body.len; i++) {
            node_walk(n->func->body.at[i], find_node, f);
        }
        break;
    default: break;
    }
    add_type(f, n, n->type);
    return true;
}

void stencil_119_find_words(Stenciler *s, Stencil *stencil) {
    DictWords *words = stencil->words;
    Finder f = {.s = s, .words = words, .called = map_new(s->l->arena)};
    for (int i = 0; i < words->shapes->len; i++) {
        add_type(&f, NULL, words->bounds[i]);
    }
    const Func *func = stencil->func;
    for (int i = 0; i < func->decls.len; i++) {
        add_type(&f, func->decls.at[i]->node, func->decls.at[i]->type);
    }
    for (int i = 0; i < func->body.len; i++) {
        node_walk(func->body.at[i], find_node, &f);
    }
    words->len = words->shapes->len + words->derived.len + words->subdicts.len + words->itabs.len + words->methods.len;
}

/* ---- words in code ---- */

/* Messages show the dictionary in place of the index. */
static Node *word_of(Lower *l, Pos pos, const Stencil *stencil, int len) {
    Type *uintptr = l->universe->basic[BASIC_UINTPTR];
    Node *pointer = lower_node(l, NODE_CONVNOP, pos, l->universe->basic[BASIC_UNSAFE_POINTER]);
    pointer->x = stencil->dict->node;
    Type *array = type_new_array(l->arena, uintptr, len);
    Node *words = lower_node(l, NODE_CONVNOP, pos, type_new_pointer(l->arena, array));
    words->x = pointer;
    Node *n = lower_node(l, NODE_INDEX, pos, uintptr);
    n->x = lower_node(l, NODE_DEREF, pos, array);
    n->x->x = words;
    n->y = lower_int_literal(l, pos, uintptr, 0);
    n->y->orig = stencil->dict->node;
    return n;
}

Node *stencil_119_word(Lower *l, Pos pos, const Stencil *stencil) {
    return word_of(l, pos, stencil, stencil->words->len);
}

static Node *whole_dict(Stenciler *s, Pos pos, Object *generic, const TypeList *targs) {
    Lower *l = s->l;
    stencil_119_read_dict(s, generic, targs);
    const char *name = stencil_119_name(s, generic, targs, ".dict.");
    const char *key = arena_printf(l->arena, "%s.%s", generic->package->path, name);
    Var *var = strmap_get(s->dicts, key);
    if (var->node == NULL) {
        var->node = lower_node(l, NODE_NAME, pos, var->type);
        var->node->var = var;
        var->pos = pos;
    }
    Node *n = lower_node(l, NODE_ADDR, pos, var->type);
    n->x = var->node;
    return n;
}

Node *stencil_119_dict(Stenciler *s, const Stencil *here, const Node *reference, Object *generic, const TypeList *targs,
                       bool *sub) {
    *sub = false;
    for (int i = 0; here != NULL && i < here->words->subdicts.len; i++) {
        if (here->words->subdicts.at[i].node == reference) {
            *sub = true;
            return word_of(s->l, reference->pos, here, here->words->len);
        }
    }
    return whole_dict(s, reference->pos, generic, targs);
}

/* ---- dictionaries of real types ---- */

static Type *with_targs(Stenciler *s, const DictWords *words, const TypeList *targs, Type *type) {
    TypeVec shapes = {.at = words->shapes->at, .len = words->shapes->len, .cap = words->shapes->len};
    Type *made = types_subst(s->l->config->instances, type, &shapes, targs);
    met_119_substituted(s->l, made);
    return made;
}

static TypeList *all_with_targs(Stenciler *s, const DictWords *words, const TypeList *targs, const TypeList *types) {
    TypeList *out = ARENA_NEW(s->l->arena, TypeList);
    out->len = types->len;
    out->at = ARENA_ARRAY(s->l->arena, Type *, types->len);
    for (int i = 0; i < types->len; i++) {
        out->at[i] = with_targs(s, words, targs, types->at[i]);
    }
    return out;
}

static Object *method_named(Type *origin, const char *name) {
    const ObjectVec *methods = named_declared_methods(origin);
    for (int i = 0; i < methods->len; i++) {
        if (strcmp(methods->at[i]->name->text, name) == 0) {
            return methods->at[i];
        }
    }
    return NULL;
}

/* The method of a type argument, which may be an instance itself. */
static void read_bound(Stenciler *s, const DictWords *words, const TypeList *targs, const Node *selector) {
    const int index = shape_index(words, type_unalias(selector->x->type));
    Type *recv = index >= 0 ? targs->at[index] : NULL;
    const Type *named = recv != NULL && !lower_is_interface(recv) ? type_as_named(recv) : NULL;
    if (named == NULL || named->as.named.targs == NULL) {
        return;
    }
    Object *method = method_named(named->as.named.origin, selector->sym);
    if (method != NULL) {
        stencil_119_read_dict(s, method, named->as.named.targs);
    }
}

static void read_sub_dict(Stenciler *s, const DictWords *words, const TypeList *targs, const SubDict *entry) {
    const bool call =
        entry->node->op == NODE_CALL || entry->node->op == NODE_CALLFUNC || entry->node->op == NODE_CALLMETH;
    if (call && entry->callee == NULL) {
        read_bound(s, words, targs, entry->node->x);
        return;
    }
    const Node *n = call ? entry->callee : entry->node;
    if (n->op == NODE_FUNCINST) {
        const TypeList *own = all_with_targs(s, words, targs, stencil_119_targs(s->l, &n->list));
        stencil_119_read_dict(s, n->field, own);
        return;
    }
    Type *recv = stencil_119_receiver(s->l, n);
    const TypeList *own = all_with_targs(s, words, targs, recv->as.named.targs);
    stencil_119_read_dict(s, stencil_119_method(n), own);
}

void stencil_119_read_dict(Stenciler *s, Object *generic, const TypeList *targs) {
    Lower *l = s->l;
    const char *name = stencil_119_name(s, generic, targs, ".dict.");
    const char *key = arena_printf(l->arena, "%s.%s", generic->package->path, name);
    if (strmap_has(s->dicts, key)) {
        return;
    }
    Var *var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_EXTERN;
    var->name = name;
    var->type = l->universe->basic[BASIC_UINTPTR];
    var->package = generic->package;
    var->qualified = generic->package != l->package;
    var->result_index = -1;
    strmap_set(s->dicts, key, var);
    lower_enter(l);
    const DictWords *words = stencil_119_get(s, generic, targs)->words;
    for (int i = 0; i < targs->len; i++) {
        VEC_PUSH(l->arena, &l->described, targs->at[i]);
    }
    for (int i = 0; i < words->derived.len; i++) {
        Type *type = with_targs(s, words, targs, words->derived.at[i]);
        VEC_PUSH(l->arena, &l->described, type);
    }
    for (int i = 0; i < words->subdicts.len; i++) {
        const SubDict entry = words->subdicts.at[i];
        read_sub_dict(s, words, targs, &entry);
    }
    stencil_119_methods(s);
    lower_leave(l);
    const DictTodo todo = {.generic = generic, .targs = targs};
    VEC_PUSH(l->arena, &s->todo, todo);
}

/* The types of a pair of type and interface. */
static void pair_types(const DictWords *words, const Node *n, Type **type, Type **iface) {
    if (n->op == NODE_TYPE) {
        *type = n->type;
        *iface = map_get(words->switches, n);
    } else if (n->op == NODE_XDOT || n->op == NODE_METHVALUE) {
        const int index = shape_index(words, type_unalias(n->x->type));
        *type = n->x->type;
        *iface = index >= 0 ? words->bounds[index] : NULL;
    } else {
        const bool assertion = n->op != NODE_CONVIFACE;
        *type = assertion ? n->type : n->x->type;
        *iface = assertion ? n->x->type : n->type;
    }
}

void stencil_119_finish_dicts(Stenciler *s) {
    for (int i = 0; i < s->todo.len; i++) {
        const DictTodo todo = s->todo.at[i];
        const DictWords *words = stencil_119_get(s, todo.generic, todo.targs)->words;
        for (int j = 0; j < words->itabs.len; j++) {
            Type *type;
            Type *iface;
            pair_types(words, words->itabs.at[j], &type, &iface);
            if (type != NULL && iface != NULL) {
                Node *conversion = lower_node(s->l, NODE_CONVIFACE, POS_NONE, NULL);
                type = with_targs(s, words, todo.targs, type);
                conversion->type = with_targs(s, words, todo.targs, iface);
                conversion->x = lower_type_node(s->l, POS_NONE, type);
                stencil_119_methods(s);
                VEC_PUSH(s->l->arena, &s->l->dict_pairs, conversion);
            }
        }
    }
}
