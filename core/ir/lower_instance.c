/*
 * Instances of generic functions and types. Each exists twice: with its real type arguments it is a wrapper that
 * hands a dictionary to the one made for the shapes of the arguments, which has the code.
 * gc: noder/reader.go objIdxMayFail, objDictIdx, mangle, callShaped, shapeSig, shapedMethodExpr.
 */
#include "core/ir/internal.h"

/* ---- environments ---- */

static void append_types(Lower *l, TypeVec *out, const TypeVec *in) {
    for (int i = 0; i < in->len; i++) {
        VEC_PUSH(l->arena, out, in->at[i]);
    }
}

TypeVec lower_tparams_of(Lower *l, Object *object) {
    if (object->kind == OBJ_TYPE) {
        return *types_params(object->type);
    }
    TypeVec all = {0};
    append_types(l, &all, &object->type->as.signature.recv_tparams);
    append_types(l, &all, &object->type->as.signature.tparams);
    return all;
}

Env *lower_env(Lower *l, TypeVec tparams, const TypeList *targs) {
    Env *env = ARENA_NEW(l->arena, Env);
    env->tparams = tparams;
    env->targs = targs;
    env->memo = map_new(l->arena);
    env->touched = map_new(l->arena);
    return env;
}

Type *lower_subst_in(Lower *l, Env *env, Type *type) {
    if (env == NULL || type == NULL || type->kind == TYPE_BASIC) {
        return type;
    }
    Type *known = map_get(env->memo, type);
    if (known == NULL) {
        known = types_subst(l->config->instances, type, &env->tparams, env->targs);
        map_set(env->memo, type, known);
    }
    return known;
}

Type *lower_subst(Lower *l, Type *type) { return lower_subst_in(l, l->env, type); }

TypeList *lower_subst_list(Lower *l, const TypeList *types) {
    TypeList *out = ARENA_NEW(l->arena, TypeList);
    out->len = types->len;
    out->at = ARENA_ARRAY(l->arena, Type *, types->len);
    for (int i = 0; i < types->len; i++) {
        lower_touch_type(l, types->at[i]);
        out->at[i] = lower_subst(l, types->at[i]);
    }
    return out;
}

/* ---- names ---- */

/* implicits: where the function's arguments end and a local type's own begin. */
static void add_list(Lower *l, StrBuf *out, const TypeList *targs, int from, int to, int implicits) {
    for (int i = from; i < to; i++) {
        strbuf_add(out, i == from ? "[" : i == implicits ? ";" : ",");
        ir_type_link_string(out, targs->at[i], l->go);
    }
    if (to > from) {
        strbuf_byte(out, ']');
    }
}

static Type *receiver_base(const Object *method) {
    Type *recv = type_unalias(method->type->as.signature.recv->type);
    return type_as_named(recv->kind == TYPE_POINTER ? recv->as.pointer.elem : recv);
}

/* F[int], (*T[int]).M[string], T[int]·1 */
static const char *mangled(Lower *l, const Object *object, const TypeList *targs) {
    StrBuf out = strbuf_new(l->arena);
    if (object->kind == OBJ_FUNC && object->type->as.signature.recv != NULL) {
        const int own = object->type->as.signature.recv_tparams.len;
        const bool pointer = type_unalias(object->type->as.signature.recv->type)->kind == TYPE_POINTER;
        strbuf_add(&out, pointer ? "(*" : "");
        strbuf_add(&out, receiver_base(object)->as.named.object->name->text);
        add_list(l, &out, targs, 0, own, 0);
        strbuf_printf(&out, "%s.%s", pointer ? ")" : "", object->name->text);
        add_list(l, &out, targs, own, targs->len, 0);
        return strbuf_text(&out);
    }
    strbuf_add(&out, object->name->text);
    const int implicits = object->kind == OBJ_TYPE ? object->type->as.named.implicits.len : 0;
    add_list(l, &out, targs, 0, targs->len, implicits);
    if (object->kind == OBJ_TYPE && object->type->as.named.local_index > 0) {
        strbuf_printf(&out, "\xC2\xB7%d", object->type->as.named.local_index);
    }
    return strbuf_text(&out);
}

static bool any_shape(const TypeList *targs) {
    for (int i = 0; i < targs->len; i++) {
        if (type_has_shape(targs->at[i])) {
            return true;
        }
    }
    return false;
}

Instance *lower_instance(Lower *l, Object *object, const TypeList *targs, bool shaped) {
    shaped = shaped || any_shape(targs);
    if (shaped) {
        const TypeVec tparams = lower_tparams_of(l, object);
        targs = lower_shapify(l, &tparams, targs);
    }
    const char *name = mangled(l, object, targs);
    const char *key = arena_printf(l->arena, "%s.%s", object->package->path, name);
    Instance *instance = strmap_get(l->instances, key);
    if (instance == NULL) {
        instance = ARENA_NEW(l->arena, Instance);
        *instance = (Instance){.object = object, .targs = targs, .shaped = shaped, .name = name};
        if (object->kind == OBJ_TYPE) {
            TypeList *copy = arena_copy(l->arena, targs, sizeof *targs);
            instance->type = types_instantiate(l->config->instances, object->type, copy);
        }
        strmap_set(l->instances, key, instance);
    }
    return instance;
}

/* ---- functions ---- */

/* The dictionary of the object's instances: an array of words, whose length is settled at the end. */
Type *lower_dict_type(Lower *l, const Object *object) {
    Type *type = map_get(l->dict_types, object);
    if (type == NULL) {
        Type *array = type_new_array(l->arena, l->universe->basic[BASIC_UINTPTR], 0);
        type = type_new_pointer(l->arena, array);
        map_set(l->dict_types, object, type);
    }
    return type;
}

/* Its position is that of the declaration: of a method, where the receiver stands. */
static Object *dict_param(Lower *l, const Object *object, Object *generic) {
    const Decl *decl = func_decl(generic);
    return object_new_var(l->arena, VAR_PARAM, decl != NULL ? decl->pos : generic->pos, object->package,
                          name_of(l->config->names, ".dict"), lower_dict_type(l, object));
}

/* The signature of an instance, with the dictionary before the other parameters of a shaped one. */
static Type *instance_signature(Lower *l, Env *env, Type *generic, Object *dict) {
    Type *plain = arena_copy(l->arena, generic, sizeof *generic);
    plain->as.signature.tparams = (TypeVec){0};
    plain->as.signature.recv_tparams = (TypeVec){0};
    Type *params = lower_subst_in(l, env, plain->as.signature.params);
    Type *results = lower_subst_in(l, env, plain->as.signature.results);
    Object *recv = NULL;
    if (plain->as.signature.recv != NULL) {
        const Object *old = plain->as.signature.recv;
        recv = object_new_var(l->arena, VAR_RECEIVER, old->pos, old->package, old->name,
                              lower_subst_in(l, env, old->type));
    }
    if (dict != NULL) {
        const ObjectVec *old = &params->as.tuple.vars;
        Object **vars = ARENA_ARRAY(l->arena, Object *, old->len + 1);
        vars[0] = dict;
        for (int i = 0; i < old->len; i++) {
            vars[i + 1] = old->at[i];
        }
        params = type_new_tuple(l->arena, vars, old->len + 1);
    }
    return type_new_signature(l->arena, recv, params, results, plain->as.signature.variadic);
}

Func *lower_instance_func(Lower *l, Instance *instance, Object *generic, const char *name) {
    InstanceBody *body = ARENA_NEW(l->arena, InstanceBody);
    body->generic = generic;
    body->instance = instance;
    body->env = lower_env(l, lower_tparams_of(l, generic), instance->targs);
    body->dict = instance->shaped ? dict_param(l, instance->object, generic) : NULL;
    Type *signature = instance_signature(l, body->env, generic->type, body->dict);
    Func *func = lower_new_func(l, name, generic->pos, signature, generic->package);
    func->dupok = true;
    func->shaped = instance->shaped;
    func->wrapper = !instance->shaped;
    func->imported_body = generic->package != l->package;
    func->pragma = generic->as.func.info->pragma;
    func->has_body = true;
    if (instance->shaped) {
        func->object = generic;
        func->var->object = generic;
    }
    map_set(l->instance_bodies, func, body);
    return func;
}

static const char *method_key(Lower *l, const Instance *type, const Object *method) {
    StrBuf key = strbuf_new(l->arena);
    ir_type_link_string(&key, type->type, l->go);
    strbuf_printf(&key, ".%s", method->name->text);
    return strbuf_text(&key);
}

Func *lower_instance_method(Lower *l, Instance *type, const Object *method) {
    return strmap_get(l->instance_methods, method_key(l, type, method));
}

/* Reads the types of a function and leaves its body for later. */
static void read_func(Lower *l, Func *func) {
    const InstanceBody *body = map_get(l->instance_bodies, func);
    const Type *signature = body->generic->type;
    Env *env = l->env;
    l->env = body->env;
    if (signature->as.signature.recv != NULL) {
        lower_touch_type(l, signature->as.signature.recv->type);
    }
    lower_touch_signature(l, body->generic->type);
    l->env = env;
}

static void read_method(Lower *l, Instance *instance, Object *method) {
    const bool pointer = type_unalias(method->type->as.signature.recv->type)->kind == TYPE_POINTER;
    const char *name = arena_printf(l->arena, pointer ? "(*%s).%s" : "%s.%s", instance->name, method->name->text);
    Func *func = lower_instance_func(l, instance, method, name);
    strmap_set(l->instance_methods, method_key(l, instance, method), func);
    read_func(l, func);
    VEC_PUSH(l->arena, &l->bodies, func);
}

static void read_type(Lower *l, Instance *instance) {
    Env *env = l->env;
    Type *origin = instance->object->type;
    Type *under = type_underlying(origin);
    l->env = lower_env(l, *types_params(origin), instance->targs);
    Unfinished *unfinished = ARENA_NEW(l->arena, Unfinished);
    map_set(l->unfinished, instance->type->as.named.object, unfinished);
    lower_read_parts(l, under);
    type_underlying(instance->type); /* its parts are made while it is unfinished */
    unfinished->known = true;
    l->env = env;
    if (!instance->shaped) {
        VEC_PUSH(l->arena, &l->dicts, instance);
    }
    if (under->kind == TYPE_INTERFACE) {
        return;
    }
    const ObjectVec *methods = named_declared_methods(origin);
    for (int i = 0; i < methods->len; i++) {
        if (!methods->at[i]->name->blank && methods->at[i]->type->as.signature.tparams.len == 0) {
            read_method(l, instance, methods->at[i]);
        }
    }
}

void lower_read_instance(Lower *l, Instance *instance) {
    if (instance->is_read || l->recording != NULL) {
        return;
    }
    instance->is_read = true;
    const bool elsewhere = l->elsewhere;
    l->elsewhere = false; /* nobody knows which instances other packages make */
    lower_enter(l);
    if (instance->object->kind == OBJ_TYPE) {
        read_type(l, instance);
    } else {
        instance->func = lower_instance_func(l, instance, instance->object, instance->name);
        read_func(l, instance->func);
        if (!instance->shaped) {
            VEC_PUSH(l->arena, &l->dicts, instance);
        }
        VEC_PUSH(l->arena, &l->bodies, instance->func);
    }
    lower_leave(l);
    l->elsewhere = elsewhere;
}

void lower_shape_instance(Lower *l, Instance *instance) {
    instance->shape = lower_instance(l, instance->object, instance->targs, true);
    lower_read_instance(l, instance->shape);
}

/* ---- methods ---- */

Type *lower_method_type(Lower *l, Type *signature, Type *recv) {
    const Type *params = signature->as.signature.params;
    int n = params->as.tuple.vars.len;
    Object **vars = ARENA_ARRAY(l->arena, Object *, n + 1);
    vars[0] = object_new_var(l->arena, VAR_PARAM, POS_NONE, NULL, name_of(l->config->names, ""), recv);
    for (int i = 0; i < n; i++) {
        vars[i + 1] = params->as.tuple.vars.at[i];
    }
    Type *tuple = type_new_tuple(l->arena, vars, n + 1);
    return type_new_signature(l->arena, NULL, tuple, signature->as.signature.results, signature->as.signature.variadic);
}

/* The declared method of an instance's method. */
static Object *origin_of(Object *method) {
    Object *origin = method->as.func.info->origin;
    return origin != NULL ? origin : method;
}

Node *lower_shaped_method(Lower *l, Pos pos, Instance *shape, Object *method) {
    Func *func = shape->func;
    const char *sym = method->name->text;
    if (shape->object->kind == OBJ_TYPE) {
        func = lower_instance_method(l, shape, origin_of(method));
    } else {
        StrBuf name = strbuf_new(l->arena);
        strbuf_add(&name, sym);
        const int own = shape->object->type->as.signature.recv_tparams.len;
        add_list(l, &name, shape->targs, own, shape->targs->len, 0);
        sym = strbuf_text(&name);
    }
    if (func == NULL) { /* the bodies are only being looked at */
        func = lower_instance_func(l, shape, origin_of(method), shape->name);
    }
    Type *recv = func->type->as.signature.recv->type;
    Node *n = lower_node(l, NODE_METHEXPR, pos, lower_method_type(l, func->type, recv));
    n->x = lower_type_node(l, pos, recv);
    n->sym = sym;
    n->var = func->var;
    return n;
}

Var *lower_method_var(Lower *l, Object *method) {
    if (method->as.func.info->origin == NULL) {
        return lower_func_var(l, method);
    }
    Type *recv = lower_subst(l, method->type->as.signature.recv->type);
    recv = type_unalias(recv);
    Type *named = type_as_named(recv->kind == TYPE_POINTER ? recv->as.pointer.elem : recv);
    if (named == NULL || named->as.named.targs == NULL || type_underlying(named)->kind == TYPE_INTERFACE) {
        return NULL;
    }
    lower_touch_type(l, named);
    Instance *instance = lower_instance(l, named->as.named.origin->as.named.object, named->as.named.targs, false);
    const Func *func = lower_instance_method(l, instance, origin_of(method));
    return func != NULL ? func->var : NULL;
}

/* ---- bodies ---- */

/* All that a real instance does: pass its arguments on, with the dictionary. */
static void call_shaped(Lower *l, Func *func, const void *context) {
    const InstanceBody *body = context;
    Instance *shape = body->instance->shape;
    const Pos pos = func_decl(body->generic)->pos;
    NodeVec args = {0};
    Node *callee;
    int first = 0;
    if (func->recv != NULL) {
        callee = lower_shaped_method(l, pos, shape, body->generic);
        VEC_PUSH(l->arena, &args, func->params.at[first++]->node);
    } else {
        callee = shape->func->var->node;
    }
    Node *dict = lower_addr(l, pos, lower_dict_var(l, body->instance)->node);
    VEC_PUSH(l->arena, &args, dict);
    for (int i = first; i < func->params.len; i++) {
        VEC_PUSH(l->arena, &args, func->params.at[i]->node);
    }
    lower_tail_call(l, pos, callee, &args, &func->body);
}

void lower_instance_body(Lower *l, Func *func) {
    const InstanceBody *body = map_get(l->instance_bodies, func);
    Env *env = l->env;
    Instance *owner = l->dict_owner;
    l->env = body->env;
    l->dict_owner = body->instance;
    if (func->shaped) {
        lower_generic_body(l, func, body);
    } else {
        lower_wrapper_body(l, func, call_shaped, body);
    }
    l->env = env;
    l->dict_owner = owner;
    if (l->recording == NULL) {
        VEC_PUSH(l->arena, &l->ir->funcs, func);
    }
}
