/*
 * Functions: parameters, locals, temporaries; literals and what they capture.
 * gc: noder/reader.go funcBody, funcLit; ir/func.go NewClosureFunc, closureName, DeclareParams;
 * ir/name.go NewClosureVar; typecheck/dcl.go TempAt.
 */
#include "core/ir/internal.h"

#include <string.h>

Func *lower_new_func(Lower *l, const char *name, Pos pos, Type *signature, Package *package) {
    Func *func = ARENA_NEW(l->arena, Func);
    Var *var = ARENA_NEW(l->arena, Var);
    func->var = var;
    func->name = name;
    func->link_name = name;
    func->pos = pos;
    func->type = signature;
    func->package = package;
    func->go = l->go;
    var->class = CLASS_FUNC;
    var->name = name;
    var->pos = pos;
    var->type = signature;
    var->package = package;
    var->qualified = package != l->package;
    var->func = func;
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, pos, signature);
    var->node->var = var;
    return func;
}

/* ---- variables ---- */

Var *lower_new_var(Lower *l, Func *func, VarClass class, Pos pos, const char *name, Type *type) {
    Var *var = ARENA_NEW(l->arena, Var);
    var->class = class;
    var->name = name;
    var->pos = pos;
    var->type = type;
    var->func = func;
    var->package = func->package;
    var->qualified = func->imported_body;
    var->result_index = -1;
    var->decl_index = func->decls.len;
    var->node = lower_node(l, NODE_NAME, pos, type);
    var->node->var = var;
    return var;
}

Var *lower_new_local(Lower *l, Pos pos, const char *name, Type *type, Object *object) {
    Func *func = l->state->func;
    if (object != NULL) {
        lower_read_rtype(l, type);
        type = lower_subst(l, type);
    }
    Var *var = lower_new_var(l, func, CLASS_AUTO, pos, name, type);
    var->object = object;
    VEC_PUSH(l->arena, &func->decls, var);
    if (object != NULL) {
        map_set(l->state->vars, object, var);
    }
    return var;
}

Var *lower_temp(Lower *l, Pos pos, Type *type) {
    const char *name = arena_printf(l->arena, ".autotmp_%d", l->state->func->decls.len);
    Var *var = lower_new_local(l, pos, name, type, NULL);
    var->autotemp = true;
    var->used = true;
    var->qualified = false;
    return var;
}

Node *lower_dcl(Lower *l, Pos pos, Var *var) {
    Node *dcl = lower_node(l, NODE_DCL, pos, NULL);
    dcl->x = var->node;
    return dcl;
}

Var *lower_temp_copy(Lower *l, Pos pos, Node *x, NodeVec *init) {
    Var *temp = lower_temp(l, pos, x->type);
    VEC_PUSH(l->arena, init, lower_dcl(l, pos, temp));
    Node *assign = lower_node(l, NODE_AS, pos, NULL);
    assign->x = temp->node;
    assign->y = x;
    assign->def = l->go->temp_copy_defines;
    VEC_PUSH(l->arena, init, assign);
    temp->defn = assign;
    return temp;
}

/* ---- parameters ---- */

static const char *param_name(Lower *l, const FuncState *state, Object *object, bool result, int index) {
    const char *given = state != NULL ? map_get(state->result_names, object) : NULL;
    if (given != NULL) {
        return given;
    }
    const Name *name = object->name;
    if (name != NULL && name->len > 0 && !name->blank) {
        return name->text;
    }
    if (!result) {
        return l->go->nameless_params ? arena_printf(l->arena, "~p%d", index) : "_";
    }
    bool blank = name != NULL && name->blank && !l->go->blank_result_names;
    return arena_printf(l->arena, blank ? "~b%d" : "~r%d", index);
}

static Var *declare_param(Lower *l, Func *func, FuncState *state, Object *object, VarClass class, int index) {
    const char *name = param_name(l, state, object, class == CLASS_PARAMOUT, index);
    Var *var = lower_new_var(l, func, class, object->pos, name, lower_subst(l, object->type));
    var->object = object;
    if (strcmp(name, "_") != 0) {
        VEC_PUSH(l->arena, &func->decls, var);
    }
    if (class == CLASS_PARAMOUT) {
        var->result_index = index;
        VEC_PUSH(l->arena, &func->results, var);
    } else {
        VEC_PUSH(l->arena, &func->params, var);
    }
    if (state != NULL) {
        map_set(state->vars, object, var);
    }
    return var;
}

/* Variables are described to the program when their type depends on type parameters. */
static void read_param(Lower *l, const Object *object) {
    if (l->recording != NULL) {
        lower_read_rtype(l, object->type);
    }
}

void lower_declare_params(Lower *l, Func *func, Type *signature, FuncState *state) {
    int index = 0;
    if (signature->as.signature.recv != NULL) {
        func->recv = declare_param(l, func, state, signature->as.signature.recv, CLASS_PARAM, index++);
        read_param(l, signature->as.signature.recv);
    }
    const InstanceBody *instance = func->shaped ? map_get(l->instance_bodies, func) : NULL;
    if (instance != NULL && state != NULL) {
        state->dict = declare_param(l, func, state, instance->dict, CLASS_PARAM, index++);
        state->dict->is_shape_dict = true;
    }
    const Type *params = signature->as.signature.params;
    for (int i = 0; i < params->as.tuple.vars.len; i++) {
        Var *var = declare_param(l, func, state, params->as.tuple.vars.at[i], CLASS_PARAM, index++);
        var->is_ddd = signature->as.signature.variadic && i == params->as.tuple.vars.len - 1;
        read_param(l, params->as.tuple.vars.at[i]);
    }
    const Type *results = signature->as.signature.results;
    for (int i = 0; i < results->as.tuple.vars.len; i++) {
        declare_param(l, func, state, results->as.tuple.vars.at[i], CLASS_PARAMOUT, i);
        read_param(l, results->as.tuple.vars.at[i]);
    }
}

/* ---- bodies ---- */

FuncState *lower_state(Lower *l, Func *func, Type *signature) {
    FuncState *state = ARENA_NEW(l->arena, FuncState);
    state->func = func;
    state->signature = signature;
    state->vars = map_new(l->arena);
    return state;
}

/* What loops over functions become is the same in all instances. */
static void rewrite_once(Lower *l, FuncState *state, Block *body) {
    FuncState *known = map_get(l->rewrites, body);
    if (known == NULL) {
        known = lower_state(l, state->func, state->signature);
        lower_rewrite_range_funcs(l, known, body);
        map_set(l->rewrites, body, known);
    }
    state->rewritten = known->rewritten;
    state->defer_at = known->defer_at;
    state->result_names = known->result_names;
}

static void lower_body(Lower *l, FuncState *state, Block *body) {
    Func *func = state->func;
    if (body != NULL && l->go->range_func && !func->range_func_body) {
        rewrite_once(l, state, body);
    }
    lower_declare_params(l, func, state->signature, state);
    if (body == NULL) {
        return;
    }
    func->has_body = true;
    state->outer = l->state;
    l->state = state;
    lower_stmts(l, &body->stmts, &func->body);
    l->state = state->outer;
    if (func->body.len == 0) {
        VEC_PUSH(l->arena, &func->body, lower_node(l, NODE_BLOCK, POS_NONE, NULL));
    }
}

void lower_func_body(Lower *l, Func *func) {
    const Decl *decl = func_decl(func->object);
    lower_body(l, lower_state(l, func, func->type), decl != NULL ? decl->as.func.body : NULL);
}

void lower_generic_body(Lower *l, Func *func, const InstanceBody *body) {
    const Decl *decl = func_decl(body->generic);
    lower_body(l, lower_state(l, func, body->generic->type), decl != NULL ? decl->as.func.body : NULL);
}

void lower_unsettled_body(Lower *l, Func *func, Object *generic) {
    const Decl *decl = func_decl(generic);
    FuncState *outer = l->state;
    const bool delayed = l->delayed;
    l->state = NULL;
    l->delayed = true;
    lower_body(l, lower_state(l, func, generic->type), decl != NULL ? decl->as.func.body : NULL);
    l->delayed = delayed;
    l->state = outer;
}

void lower_wrapper_body(Lower *l, Func *func, BodyFn *fill, const void *context) {
    FuncState *state = lower_state(l, func, func->type);
    Env *env = l->env;
    l->env = NULL; /* its types are real */
    lower_declare_params(l, func, func->type, state);
    func->has_body = true;
    state->outer = l->state;
    l->state = state;
    fill(l, func, context);
    l->state = state->outer;
    l->env = env;
}

/* ---- captures ---- */

static Var *declared_var(FuncState *state, const Object *object) {
    for (; state != NULL; state = state->outer) {
        Var *var = map_get(state->vars, object);
        if (var != NULL) {
            return var;
        }
    }
    return NULL;
}

static Var *closure_var(Lower *l, Func *func, Pos pos, const char *name, Type *type) {
    Var *var = lower_new_var(l, func, CLASS_AUTO, pos, name, type);
    var->is_closure_var = true;
    return var;
}

Var *lower_use_local(Lower *l, Object *object, Pos pos) {
    FuncState *state = l->state;
    Var *var = map_get(state->vars, object);
    if (var != NULL) {
        return var;
    }
    for (int i = 0; i < state->captures.len; i++) {
        if (state->captures.at[i].object == object) {
            return state->captures.at[i].var;
        }
    }
    /* Which variable of the enclosing function it stands for is settled when the literal is complete; until then the
     * declared one takes the place. */
    Var *declared = declared_var(state->outer, object);
    if (declared == NULL) {
        return lower_new_local(l, object->pos, object->name->text, object->type, object);
    }
    var = closure_var(l, state->func, pos, declared->name, declared->type);
    var->object = object;
    var->outer = declared;
    var->defn = declared->defn;
    Capture capture = {.object = object, .pos = pos, .var = var};
    VEC_PUSH(l->arena, &state->captures, capture);
    VEC_PUSH(l->arena, &state->func->closure_vars, var);
    return var;
}

Var *lower_new_closure_var(Lower *l, Func *func, Pos pos, Var *outer) {
    Var *var = closure_var(l, func, pos, outer->name, outer->type);
    var->object = outer->object;
    var->outer = outer;
    var->defn = outer->defn;
    var->autotemp = outer->autotemp;
    var->qualified = var->qualified && !var->autotemp;
    VEC_PUSH(l->arena, &func->closure_vars, var);
    return var;
}

void lower_mark_addrtaken(Node *x) {
    Node *outer = node_outer_value(x);
    if (outer->op != NODE_NAME) {
        return;
    }
    for (Var *var = outer->var; var != NULL; var = var->outer) {
        var->addrtaken = true;
    }
}

/* ---- literals ---- */

static const char *closure_name(Lower *l, Func *outer, NodeOp why) {
    while (outer->range_func_body && !l->go->range_body_names) {
        outer = outer->outer;
    }
    const char *suffix = outer->closure == NULL ? ".func" : ".";
    const bool global = outer->is_package_init && !l->go->init_literal_names;
    const char *base = global ? "glob." : outer->name;
    int *counter = global || strcmp(outer->name, "_") == 0 ? &l->global_literals : &outer->closure_counter;
    if (why == NODE_RANGE) {
        suffix = "-range";
        counter = &outer->range_counter;
    } else if (why == NODE_GO || why == NODE_DEFER) {
        suffix = why == NODE_GO ? ".gowrap" : ".deferwrap";
        counter = &outer->gowrap_counter;
    }
    return arena_printf(l->arena, "%s%s%d", base, suffix, ++*counter);
}

const char *lower_closure_name(Lower *l, Func *outer) { return closure_name(l, outer, NODE_CLOSURE); }

Func *lower_new_closure(Lower *l, NodeOp why, Pos pos, Type *signature) {
    Func *outer = l->state->func;
    Func *func = lower_new_func(l, closure_name(l, outer, why), pos, signature, outer->package);
    func->outer = outer;
    func->has_body = true;
    func->dupok = outer->dupok && !l->go->instance_literal_lines;
    func->imported_body = outer->imported_body;
    func->range_func_body = why == NODE_RANGE;
    func->is_init_literal = outer->is_package_init || outer->is_init_literal;
    Node *closure = lower_node(l, NODE_CLOSURE, pos, signature);
    closure->func = func;
    closure->range_func = why == NODE_RANGE;
    func->closure = closure;
    VEC_PUSH(l->arena, &outer->closures, func);
    if (l->go->literals_behind) {
        VEC_PUSH(l->arena, &l->ir->funcs, func);
    }
    return func;
}

Node *lower_func_literal(Lower *l, Expr *expr) {
    Type *signature = types_core(expr->type);
    lower_touch_signature(l, signature);
    NodeOp why = map_has(l->range_bodies, expr) ? NODE_RANGE : NODE_CLOSURE;
    Func *func = lower_new_closure(l, why, expr->pos, lower_subst(l, signature));
    func->closure->src = expr;
    FuncState *state = lower_state(l, func, signature);
    if (why == NODE_RANGE) { /* its statements were rewritten with those around the loop */
        state->rewritten = l->state->rewritten;
        state->defer_at = l->state->defer_at;
    }
    if (l->state->dict != NULL) { /* captured last, used or not */
        state->dict = closure_var(l, func, l->state->dict->pos, l->state->dict->name, l->state->dict->type);
        state->dict->object = l->state->dict->object;
        state->dict->outer = l->state->dict;
    }
    lower_body(l, state, expr->as.func.body);
    for (int i = 0; i < state->captures.len; i++) {
        const Capture *capture = &state->captures.at[i];
        Var *outer = lower_use_local(l, capture->object, l->go->unified_ir ? capture->pos : expr->pos);
        capture->var->outer = outer;
        capture->var->defn = outer->defn;
        if (capture->var->addrtaken) {
            lower_mark_addrtaken(outer->node);
        }
    }
    if (state->dict != NULL) {
        VEC_PUSH(l->arena, &func->closure_vars, state->dict);
    }
    if (!l->go->literals_behind && !l->delayed) {
        VEC_PUSH(l->arena, &l->ir->funcs, func);
    }
    return func->closure;
}
