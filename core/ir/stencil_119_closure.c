/*
 * Instances as values: a literal that calls the instance with the dictionary, and with the receiver of a method value
 * evaluated before.
 * gc 1.19: noder/stencil.go buildClosure, startClosure.
 */
#include "core/ir/stencil_119.h"

/* What the literal calls. */
typedef struct Target {
    Object *generic;
    const TypeList *targs;
    Node *recv; /* of a method value; NULL */
} Target;

static Target target_of(Lower *l, Node *x) {
    if (x->op == NODE_FUNCINST) {
        return (Target){.generic = x->field,
                        .targs = stencil_119_targs(l, &x->list),
                        .recv = x->x->op == NODE_METHVALUE ? x->x->x : NULL};
    }
    return (Target){.generic = stencil_119_method(x),
                    .targs = stencil_119_receiver(l, x)->as.named.targs,
                    .recv = x->op == NODE_METHVALUE ? x->x : NULL};
}

/* A variable outside the literal that is set when the literal is made. */
static Var *outer_var(Stenciler *s, Func *outer, Pos pos, const char *prefix, Node *value) {
    Lower *l = s->l;
    const char *name = arena_printf(l->arena, "%s%d", prefix, s->variables++);
    Var *var = lower_new_var(l, outer, CLASS_AUTO, pos, name, value->type);
    Node *assign = lower_node(l, NODE_AS, pos, NULL);
    assign->x = var->node;
    assign->y = value;
    var->defn = assign;
    return var;
}

static Node *captured_receiver(Lower *l, Func *func, Pos pos, Var *var, NodeVec *init) {
    VEC_PUSH(l->arena, &var->func->decls, var);
    VEC_PUSH(l->arena, init, var->defn);
    return lower_new_closure_var(l, func, pos, var)->node;
}

/* Nothing is captured in an initialiser: the receiver is a variable of the package. */
static Node *package_receiver(Stenciler *s, Var *var) {
    Lower *l = s->l;
    var->class = CLASS_EXTERN;
    var->func = NULL;
    var->package = l->package;
    VEC_PUSH(l->arena, &l->ir->externs, var);
    const InitReceiver entry = {.assign = var->defn, .user = s->statement};
    VEC_PUSH(l->arena, &l->receivers, entry);
    return var->node;
}

static void add_params(Lower *l, Func *func, Pos pos, const Type *signature) {
    const ObjectVec *params = &signature->as.signature.params->as.tuple.vars;
    const ObjectVec *results = &signature->as.signature.results->as.tuple.vars;
    for (int i = 0; i < params->len; i++) {
        Var *var = lower_new_var(l, func, CLASS_PARAM, pos, arena_printf(l->arena, "a%d", i), params->at[i]->type);
        var->is_ddd = signature->as.signature.variadic && i == params->len - 1;
        VEC_PUSH(l->arena, &func->decls, var);
        VEC_PUSH(l->arena, &func->params, var);
    }
    for (int i = 0; i < results->len; i++) {
        Var *var = lower_new_var(l, func, CLASS_PARAMOUT, pos, arena_printf(l->arena, "r%d", i), results->at[i]->type);
        var->result_index = i;
        VEC_PUSH(l->arena, &func->decls, var);
        VEC_PUSH(l->arena, &func->results, var);
    }
}

/* gc forgets to take the address of an embedded field, and finds fault with its own code. */
static void refuse(Lower *l, const Node *arg, const Func *callee) {
    StrBuf text = strbuf_new(l->arena);
    strbuf_add(&text, "cannot use ");
    node_format(&text, arg, l->go, l->ir);
    strbuf_add(&text, " (type ");
    ir_type_format(&text, arg->type, l->go, l->package);
    strbuf_add(&text, ") as type ");
    ir_type_format(&text, callee->params.at[1]->type, l->go, l->package);
    strbuf_printf(&text, " in argument to %s", callee->name);
    diag_add(l->config->diags, DIAG_TYPE, arg->pos, "", "%s", strbuf_text(&text));
}

/* The first parameter of a method expression with what it leaves out. */
static Node *first_argument(Lower *l, const Node *x, Node *arg, const Object *method, const Func *callee) {
    const Selection *selection = x->selection;
    for (int i = 0; i + 1 < selection->path_len; i++) {
        arg = lower_dot_field(l, x->pos, arg, selection->path[i]);
    }
    const bool value_method = type_unalias(method->type->as.signature.recv->type)->kind != TYPE_POINTER;
    Type *under = type_underlying(arg->type);
    if (!value_method && under->kind != TYPE_POINTER) {
        refuse(l, arg, callee);
    }
    if (!value_method || under->kind != TYPE_POINTER) {
        return arg;
    }
    Node *n = lower_node(l, NODE_DEREF, arg->pos, under->as.pointer.elem);
    n->x = arg;
    return n;
}

static void call_target(Lower *l, Func *func, Node *call, Pos pos) {
    const FuncState *outer = l->state;
    l->state = lower_state(l, func, func->type);
    l->current = pos;
    if (func->results.len > 0) {
        Node *n = lower_node(l, NODE_RETURN, pos, NULL);
        VEC_PUSH(l->arena, &n->list, call);
        transform_119_spread(l, &n->list, &n->init);
        call = n;
    }
    l->state = (FuncState *)(uintptr_t)outer;
    VEC_PUSH(l->arena, &func->body, call);
}

static Func *new_func(Stenciler *s, Func *outer, Pos pos, Type *type) {
    Lower *l = s->l;
    Func *func = lower_new_func(l, lower_closure_name(l, outer), pos, type, outer->package);
    func->outer = outer;
    func->has_body = true;
    func->wrapper = true;
    func->imported_body = outer->imported_body;
    func->closure = lower_node(l, NODE_CLOSURE, pos, type);
    func->closure->func = func;
    func->closure->go_defer_wrapper = true; /* messages pass over it in the same way */
    VEC_PUSH(l->arena, &outer->closures, func);
    add_params(l, func, pos, type_underlying(type));
    return func;
}

Node *stencil_119_closure(Stenciler *s, Func *outer, Node *x) {
    Lower *l = s->l;
    const Pos pos = x->pos;
    const bool in_func = outer != NULL;
    Func *holder = in_func ? outer : l->state->func;
    const Target target = target_of(l, x);
    const Stencil *stencil = stencil_119_get(s, target.generic, target.targs);
    const Stencil *here = in_func ? map_get(s->of, outer) : NULL;
    bool sub;
    Node *dict = stencil_119_dict(s, here, x, target.generic, target.targs, &sub);
    Func *func = new_func(s, holder, pos, x->type);
    NodeVec init = {0};
    NodeVec args = {0};
    if (in_func) {
        Var *var = outer_var(s, holder, pos, ".dict", dict);
        VEC_PUSH(l->arena, &holder->decls, var);
        VEC_PUSH(l->arena, &init, var->defn);
        dict = sub ? lower_new_closure_var(l, func, pos, var)->node : dict;
    }
    VEC_PUSH(l->arena, &args, dict);
    if (target.recv != NULL) {
        Var *var = outer_var(s, holder, pos, ".rcvr", target.recv);
        Node *recv = in_func ? captured_receiver(l, func, pos, var, &init) : package_receiver(s, var);
        VEC_PUSH(l->arena, &args, recv);
    }
    for (int i = 0; i < func->params.len; i++) {
        Node *arg = func->params.at[i]->node;
        arg = x->op == NODE_METHEXPR && i == 0 ? first_argument(l, x, arg, target.generic, stencil->func) : arg;
        VEC_PUSH(l->arena, &args, arg);
    }
    Type *results = type_underlying(x->type)->as.signature.results;
    const int count = results->as.tuple.vars.len;
    Node *call = lower_node(l, NODE_CALLFUNC, pos,
                            count == 0   ? NULL
                            : count == 1 ? results->as.tuple.vars.at[0]->type
                                         : results);
    call->x = stencil->func->var->node;
    call->list = args;
    call->dots = type_underlying(x->type)->as.signature.variadic;
    call_target(l, func, call, pos);
    VEC_PUSH(l->arena, &l->ir->funcs, func);
    return lower_init_expr(l, &init, func->closure);
}
