/*
 * A generic body copied for one list of shapes: every node anew, types with shapes in place, and then settled. Bodies
 * of other packages come from their export data, which leaves some things out: parentheses around names, how constants
 * were written, which statement defines a variable.
 * gc 1.19: noder/stencil.go genericSubst, subster; typecheck/iexport.go; typecheck/iimport.go.
 */
#include "core/ir/stencil_119.h"

typedef struct DefinedVars {
    VEC(Var *) vars;
} DefinedVars;

typedef struct Copy {
    Stenciler *s;
    Lower *l;
    Env *env;
    Stencil *stencil; /* the instance, or the literal in it, at hand */
    Map *vars;        /* Var* -> Var* */
    Map *defined;     /* Node* -> DefinedVars*, still to be copied */
    bool imported;
    bool measuring; /* an operand of which only the type counts */
} Copy;

static Node *copy_node(Copy *c, Node *x);

static Type *real(Copy *c, Type *type) { return lower_subst_in(c->l, c->env, type); }

/* ---- variables ---- */

static Var *copy_var(Copy *c, Var *var) {
    Func *func = c->stencil->func;
    Var *copy = lower_new_var(c->l, func, var->class, var->pos, var->name, real(c, var->type));
    copy->object = var->object;
    copy->package = var->package;
    copy->result_index = var->result_index;
    copy->is_ddd = var->is_ddd;
    copy->is_closure_var = var->is_closure_var;
    map_set(c->vars, var, copy);
    if (var->is_closure_var && var->outer != NULL) {
        Var *outer = map_get(c->vars, var->outer);
        copy->outer = outer;
        copy->defn = outer->defn;
    } else if (var->defn != NULL && (!c->imported || var->defn->op == NODE_TYPESW)) {
        DefinedVars *defined = map_get(c->defined, var->defn);
        if (defined == NULL) {
            defined = ARENA_NEW(c->l->arena, DefinedVars);
            map_set(c->defined, var->defn, defined);
        }
        VEC_PUSH(c->l->arena, &defined->vars, copy);
    }
    return copy;
}

static Var *var_of(Copy *c, Var *var) {
    Var *copy = map_get(c->vars, var);
    return copy != NULL ? copy : var;
}

static Node *copy_blank(Copy *c, const Node *x) {
    Var *var = lower_new_var(c->l, c->stencil->func, x->var->class, x->pos, "_", real(c, x->type));
    return var->node;
}

/* The variables of a function in the order of its declarations, and those without a place in it. */
static void copy_vars(Copy *c, const Func *old, Func *func) {
    for (int i = 0; i < old->decls.len; i++) {
        Var *var = copy_var(c, old->decls.at[i]);
        VEC_PUSH(c->l->arena, &func->decls, var);
    }
    for (int i = 0; i < old->params.len; i++) {
        Var *param = old->params.at[i];
        Var *var = map_has(c->vars, param) ? map_get(c->vars, param) : copy_var(c, param);
        VEC_PUSH(c->l->arena, &func->params, var);
    }
    for (int i = 0; i < old->results.len; i++) {
        Var *var = map_get(c->vars, old->results.at[i]);
        VEC_PUSH(c->l->arena, &func->results, var);
    }
}

static Var *dict_var(Copy *c, Func *func, VarClass class, Pos pos) {
    Var *var = lower_new_var(c->l, func, class, pos, ".dict", c->l->universe->basic[BASIC_UINTPTR]);
    var->is_shape_dict = class == CLASS_PARAM;
    return var;
}

/* ---- literals ---- */

static void copy_list(Copy *c, const NodeVec *list, NodeVec *out) {
    for (int i = 0; i < list->len; i++) {
        Node *n = copy_node(c, list->at[i]);
        VEC_PUSH(c->l->arena, out, n);
    }
}

/* The dictionary is captured, and copied to a variable of the literal's own. */
static void capture_dict(Copy *c, Stencil *stencil, const Func *old, Var *outer) {
    Lower *l = c->l;
    Func *func = stencil->func;
    Var *captured = lower_new_closure_var(l, func, old->pos, outer);
    for (int i = 0; i < old->closure_vars.len; i++) {
        Var *var = copy_var(c, old->closure_vars.at[i]);
        VEC_PUSH(l->arena, &func->closure_vars, var);
    }
    stencil->dict = dict_var(c, func, CLASS_AUTO, old->pos);
    VEC_PUSH(l->arena, &func->decls, stencil->dict);
    Node *assign = lower_node(l, NODE_AS, old->pos, NULL);
    assign->x = stencil->dict->node;
    assign->y = captured->node;
    stencil->dict->defn = assign;
    VEC_PUSH(l->arena, &func->body, assign);
}

static Node *copy_closure(Copy *c, const Node *x) {
    Lower *l = c->l;
    Stencil *outer = c->stencil;
    const Func *old = x->func;
    Type *signature = real(c, old->type);
    Func *func = lower_new_func(l, lower_closure_name(l, outer->func), old->pos, signature, outer->func->package);
    Stencil *stencil = ARENA_NEW(l->arena, Stencil);
    *stencil = (Stencil){.func = func, .words = outer->words};
    func->outer = outer->func;
    func->has_body = true;
    func->imported_body = c->imported;
    func->closure = lower_node(l, NODE_CLOSURE, old->pos, signature);
    func->closure->func = func;
    func->closure->src = x->src;
    VEC_PUSH(l->arena, &outer->func->closures, func);
    map_set(c->s->of, func, stencil);
    FuncState *state = l->state;
    l->state = lower_state(l, func, signature);
    c->stencil = stencil;
    copy_vars(c, old, func);
    capture_dict(c, stencil, old, outer->dict);
    copy_list(c, &old->body, &func->body);
    c->stencil = outer;
    l->state = state;
    VEC_PUSH(l->arena, &l->ir->funcs, func);
    VEC_PUSH(l->arena, &c->s->fresh, func);
    return func->closure;
}

/* ---- nodes ---- */

static void copy_vec(Lower *l, NodeVec *list) {
    if (list->len > 0) {
        list->at = arena_copy(l->arena, list->at, sizeof *list->at * (size_t)list->len);
        list->cap = list->len;
    }
}

static Node *clone(Copy *c, Node *x) {
    Node *n = arena_copy(c->l->arena, x, sizeof *x);
    NodeVec *lists[] = {&n->init, &n->list, &n->rlist, &n->body, &n->els};
    for (int i = 0; i < 5; i++) {
        copy_vec(c->l, lists[i]);
    }
    const DefinedVars *defined = map_get(c->defined, x);
    for (int i = 0; defined != NULL && i < defined->vars.len; i++) {
        defined->vars.at[i]->defn = n;
    }
    n->type = real(c, x->type);
    return n;
}

static void copy_child(void *context, Node **child) { *child = copy_node(context, *child); }

static bool only_measures(const Node *x) {
    const BuiltinId id = x->op == NODE_CALL && x->x == NULL ? x->field->as.builtin.id : BUILTIN_APPEND;
    return id == BUILTIN_UNSAFE_SIZEOF || id == BUILTIN_UNSAFE_ALIGNOF || id == BUILTIN_UNSAFE_OFFSETOF;
}

static void copy_children(Copy *c, const Node *x, Node *n) {
    const bool measuring = c->measuring;
    c->measuring = measuring || only_measures(x);
    if (n->op == NODE_CASE && n->var != NULL) {
        n->var = var_of(c, n->var);
    }
    node_children(n, copy_child, c);
    c->measuring = measuring;
}

/* A value of a type with shapes is compared by what it holds. */
static Node *as_any(Lower *l, Node *x) {
    Type *type = x->type;
    const bool any = lower_is_interface(type) && interface_method_count(type_underlying(type)) == 0;
    return any || !type_has_shape(type) ? x : transform_119_convert(l, l->universe->empty_interface, x);
}

static void settle_switch(Lower *l, Node *n) {
    if (n->x != NULL && (n->x->op == NODE_TYPESW || !type_comparable(n->x->type))) {
        return;
    }
    n->x = n->x != NULL ? as_any(l, n->x) : NULL;
    for (int i = 0; i < n->list.len; i++) {
        NodeVec *cases = &n->list.at[i]->list;
        for (int j = 0; j < cases->len; j++) {
            cases->at[j] = as_any(l, cases->at[j]);
        }
    }
}

static Node *settle(Copy *c, Node *x, Node *n) {
    if (n->op == NODE_XDOT && type_is_shape(n->x->type)) {
        return n; /* a method of a type parameter */
    }
    if (n->op == NODE_LITERAL && n->type != x->type) {
        n->value = lower_literal_node(c->l, n->pos, n->type, n->value)->value;
    } else if (n->op == NODE_SWITCH) {
        settle_switch(c->l, n);
    } else if (n->op == NODE_ADDR) {
        lower_mark_addrtaken(n->x);
    }
    if (n->op == NODE_LITERAL && c->imported) {
        n->src = NULL;
    }
    return transform_119(c->l, n);
}

static Node *copy_node(Copy *c, Node *x) {
    Lower *l = c->l;
    if (x->op == NODE_PAREN && c->imported) {
        return copy_node(c, x->x);
    }
    order_119_at(l, x);
    if (x->op == NODE_TYPE) {
        return lower_type_node(l, x->pos, real(c, x->type));
    }
    if (x->op == NODE_NAME) {
        return node_is_blank(x) ? copy_blank(c, x) : var_of(c, x->var)->node;
    }
    lower_enter(l);
    Node *n;
    if (x->op == NODE_CLOSURE && !c->measuring) {
        n = copy_closure(c, x);
    } else {
        n = clone(c, x);
        copy_children(c, x, n);
        n = settle(c, x, n);
    }
    lower_leave(l);
    return n;
}

/* ---- functions ---- */

/* The dictionary, the receiver, then the parameters. */
static Type *signature_of(Copy *c, const Type *generic, const Object *dict) {
    Lower *l = c->l;
    const ObjectVec *old = &generic->as.signature.params->as.tuple.vars;
    const Object *recv = generic->as.signature.recv;
    Object **vars = ARENA_ARRAY(l->arena, Object *, old->len + 2);
    int n = 0;
    vars[n++] = (Object *)(uintptr_t)dict;
    if (recv != NULL) {
        vars[n++] = object_new_var(l->arena, VAR_PARAM, recv->pos, recv->package, recv->name, real(c, recv->type));
    }
    for (int i = 0; i < old->len; i++) {
        const Object *var = old->at[i];
        vars[n++] = object_new_var(l->arena, VAR_PARAM, var->pos, var->package, var->name, real(c, var->type));
    }
    Type *params = type_new_tuple(l->arena, vars, n);
    return type_new_signature(l->arena, NULL, params, real(c, generic->as.signature.results),
                              generic->as.signature.variadic);
}

const Func *stencil_119_generic(Lower *l, Object *generic) {
    Func *func = map_get(l->generic_bodies, generic);
    if (func == NULL) {
        func = lower_new_func(l, generic->name->text, generic->pos, generic->type, generic->package);
        func->imported_body = generic->package != l->package;
        map_set(l->generic_bodies, generic, func);
        lower_unsettled_body(l, func, generic);
    }
    return func;
}

void stencil_119_copy(Stenciler *s, Stencil *stencil, Object *generic, const TypeList *shapes) {
    Lower *l = s->l;
    const TypeVec tparams = lower_tparams_of(l, generic);
    Copy c = {.s = s,
              .l = l,
              .env = lower_env(l, tparams, shapes),
              .stencil = stencil,
              .vars = map_new(l->arena),
              .defined = map_new(l->arena),
              .imported = generic->package != l->package};
    const Func *old = stencil_119_generic(l, generic);
    Func *func = stencil->func;
    const Pos pos = func_decl(generic)->pos;
    stencil->dict = dict_var(&c, func, CLASS_PARAM, pos);
    VEC_PUSH(l->arena, &func->decls, stencil->dict);
    VEC_PUSH(l->arena, &func->params, stencil->dict);
    const Object *dict = object_new_var(l->arena, VAR_PARAM, generic->pos, generic->package,
                                        name_of(l->config->names, ".dict"), stencil->dict->type);
    func->type = signature_of(&c, generic->type, dict);
    func->var->type = func->type;
    func->var->node->type = func->type;
    func->has_body = old->has_body;
    const Pos current = l->current;
    FuncState *state = l->state;
    const bool nested = l->in_instance;
    l->state = lower_state(l, func, func->type);
    l->in_instance = true;
    copy_vars(&c, old, func);
    copy_list(&c, &old->body, &func->body);
    l->in_instance = nested;
    l->state = state;
    l->current = current;
    stencil->words->shapes = shapes;
    stencil->words->bounds = ARENA_ARRAY(l->arena, Type *, tparams.len);
    for (int i = 0; i < tparams.len; i++) {
        stencil->words->bounds[i] = real(&c, tparams.at[i]->as.tparam.constraint);
    }
}
