/*
 * Lowering of a package: which functions there are, in gc's order. The synthetic init comes first with its
 * literals, then declared functions in source order, then the literals of bodies: bodies are taken from a
 * stack that was filled in the order in which functions and types were first met, so literals of later
 * functions come earlier.
 * gc: noder/reader.go pkgInit, readBodies; noder/writer.go pkgDecl.
 */
#include "core/ir/order_119.h"

#include <string.h>

#include "core/base/abort.h"
#include "core/syntax/walk.h"

void lower_enter(Lower *l) {
    if (++l->depth > LOWER_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
}

void lower_leave(Lower *l) { l->depth--; }

Node *lower_node(Lower *l, NodeOp op, Pos pos, Type *type) { return node_new(l->arena, op, pos, type); }

bool lower_is_global(const Object *object) {
    return object->kind == OBJ_FUNC || (object->kind == OBJ_VAR && object->as.var.role == VAR_PACKAGE);
}

typedef struct Search {
    bool (*cond)(void *context, Node *n);
    void *context;
    bool found;
} Search;

static bool search_node(void *context, Node *n) {
    Search *search = context;
    search->found = search->found || search->cond(search->context, n);
    return !search->found;
}

bool lower_any(Node *n, bool (*cond)(void *context, Node *n), void *context) {
    Search search = {.cond = cond, .context = context};
    node_walk(n, search_node, &search);
    return search.found;
}

/* ---- objects ---- */

/* Returns "(*T).M" or "T.M". gc: ir.MethodSym. */
static const char *method_name(Lower *l, Object *method) {
    Type *recv = type_unalias(method->type->as.signature.recv->type);
    bool pointer = recv->kind == TYPE_POINTER;
    Type *named = type_as_named(pointer ? recv->as.pointer.elem : recv);
    const char *base = named != NULL ? named->as.named.object->name->text : "?";
    return arena_printf(l->arena, pointer ? "(*%s).%s" : "%s.%s", base, method->name->text);
}

static bool is_interface_method(const Object *function) {
    const Object *recv = function->type->as.signature.recv;
    return recv != NULL && type_underlying(recv->type)->kind == TYPE_INTERFACE;
}

Var *lower_func_var(Lower *l, Object *function) {
    Var *var = map_get(l->objects, function);
    if (var != NULL) {
        return var;
    }
    if (is_interface_method(function)) {
        return NULL;
    }
    if (function->package == l->package) {
        return lower_func_of(l, function)->var;
    }
    var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_FUNC;
    var->name = function->type->as.signature.recv != NULL ? method_name(l, function) : function->name->text;
    var->pos = function->pos;
    var->type = function->type;
    var->object = function;
    var->package = function->package;
    var->qualified = true;
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, function->pos, function->type);
    var->node->var = var;
    map_set(l->objects, function, var);
    return var;
}

static bool is_generic(const Object *function) {
    const Type *signature = function->type;
    return signature->as.signature.tparams.len > 0 || signature->as.signature.recv_tparams.len > 0 ||
           function->as.func.info->origin != NULL;
}

Func *lower_func_of(Lower *l, Object *function) {
    Var *var = map_get(l->objects, function);
    if (var != NULL) {
        return var->func;
    }
    const char *name = function->name->text;
    if (function->type->as.signature.recv != NULL) {
        name = method_name(l, function);
    } else if (strcmp(name, "init") == 0) {
        name = arena_printf(l->arena, "init.%d", l->init_count++);
    }
    const FuncInfo *info = function->as.func.info;
    Func *func = lower_new_func(l, name, function->pos, function->type, function->package);
    func->object = function;
    func->var->object = function;
    func->pragma = info->pragma;
    func->has_body = info->decl != NULL && info->decl->as.func.body != NULL;
    map_set(l->objects, function, func->var);
    if (l->config->reached_only && !is_generic(function)) {
        VEC_PUSH(l->arena, &l->bodies, func);
    }
    return func;
}

/* Once is enough when the first mention counts: then the function is in line since it was made. */
void lower_met_func(Lower *l, Func *func) {
    if (!l->config->reached_only) {
        VEC_PUSH(l->arena, &l->bodies, func);
    }
}

Var *lower_global(Lower *l, Object *object) {
    Var *var = map_get(l->objects, object);
    if (var != NULL) {
        return var;
    }
    var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_EXTERN;
    var->name = object->name->text;
    var->pos = object->pos;
    var->type = object->type;
    var->object = object;
    var->package = object->package;
    var->qualified = object->package != l->package;
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, object->pos, object->type);
    var->node->var = var;
    map_set(l->objects, object, var);
    return var;
}

/* ---- declarations ---- */

/* What importers can't name is only met where something else mentions it. */
static bool left_out(const Lower *l, const Object *object) {
    return l->config->reached_only && !object->name->exported;
}

static void declare_func(Lower *l, Decl *decl) {
    Object *object = decl->as.func.object;
    if (decl->as.func.name->as.name.name->blank || object == NULL) {
        return;
    }
    if (is_generic(object)) {
        return; /* only its instances have bodies */
    }
    const Type *signature = object->type;
    if (l->config->reached_only) {
        if (signature->as.signature.recv == NULL && !left_out(l, object)) {
            lower_touch_object(l, object);
        }
        return; /* methods come with their types */
    }
    if (signature->as.signature.recv != NULL) {
        Type *recv = type_unalias(signature->as.signature.recv->type);
        lower_touch_type(l, recv->kind == TYPE_POINTER ? recv->as.pointer.elem : recv);
    } else {
        lower_touch_object(l, object);
    }
    VEC_PUSH(l->arena, &l->ir->funcs, lower_func_of(l, object));
}

static void declare_vars(Lower *l, Decl *decl) {
    for (int i = 0; i < decl->as.value.names.len; i++) {
        Object *object = decl->as.value.names.at[i]->as.name.object;
        if (object == NULL || left_out(l, object)) {
            continue;
        }
        lower_touch_type(l, object->type);
        if (decl->kind == DECL_VAR && !object->name->blank) {
            VEC_PUSH(l->arena, &l->ir->externs, lower_global(l, object));
        }
    }
}

static void declare_type(Lower *l, Decl *decl) {
    Object *object = decl->as.type.name->as.name.object;
    if (decl->as.type.tparams.len > 0 || object == NULL || decl->as.type.name->as.name.name->blank ||
        left_out(l, object)) {
        return;
    }
    Type *under = type_underlying(object->type);
    if (under->kind != TYPE_INTERFACE || types_basic_interface(under)) { /* others are constraints only */
        lower_touch_type(l, object->type);
    }
}

static void declare_package(Lower *l) {
    for (int f = 0; f < l->package->files.len; f++) {
        const DeclVec *decls = &l->package->files.at[f]->decls;
        for (int i = 0; i < decls->len; i++) {
            Decl *decl = decls->at[i];
            switch (decl->kind) {
            case DECL_FUNC: declare_func(l, decl); break;
            case DECL_TYPE: declare_type(l, decl); break;
            case DECL_CONST:
            case DECL_VAR: declare_vars(l, decl); break;
            case DECL_BAD:
            case DECL_IMPORT: break;
            }
        }
    }
}

/* Dictionaries go first: bodies ask for shapes. */
static void lower_bodies(Lower *l) {
    for (;;) {
        if (l->dicts.len > 0) {
            lower_shape_instance(l, VEC_POP(&l->dicts));
        } else if (l->bodies.len > 0) {
            Func *func = VEC_POP(&l->bodies);
            if (map_has(l->instance_bodies, func)) {
                lower_instance_body(l, func);
            } else {
                lower_func_body(l, func);
            }
        } else {
            return;
        }
    }
}

static Node *new_blank(Lower *l) {
    Var *var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_EXTERN;
    var->name = "_";
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, POS_NONE, NULL);
    var->node->var = var;
    return var->node;
}

/* ---- what importers can reach ---- */

/* In a generic function: what it names is reached from the importers that make instances of it. */
static bool reach_name(void *context, Expr *expr) {
    Lower *l = context;
    Object *object = NULL;
    if (expr->kind == EXPR_NAME) {
        object = expr->as.name.object;
    } else if (expr->kind == EXPR_SELECTOR && expr->as.selector.selection != NULL) {
        object = expr->as.selector.selection->object;
    }
    if (object == NULL || object->package != l->package) {
        return true;
    }
    if (object->kind == OBJ_FUNC && object->type->as.signature.recv == NULL && !is_generic(object)) {
        lower_touch_object(l, object);
    } else if (object->kind == OBJ_FUNC && !is_generic(object)) {
        lower_func_var(l, object);
    } else if (object->kind == OBJ_TYPE && object->type->kind == TYPE_NAMED &&
               object->type->as.named.tparams.len == 0) {
        lower_touch_type(l, object->type);
    }
    return true;
}

static void reach_generic_bodies(Lower *l) {
    const Visitor visitor = {.expr = reach_name, .context = l};
    for (int f = 0; f < l->package->files.len; f++) {
        const DeclVec *decls = &l->package->files.at[f]->decls;
        for (int i = 0; i < decls->len; i++) {
            const Decl *decl = decls->at[i];
            if (decl->kind == DECL_FUNC && decl->as.func.object != NULL && is_generic(decl->as.func.object)) {
                walk_block(&visitor, decl->as.func.body);
            }
        }
    }
}

static void list_reached(Lower *l) {
    for (int f = 0; f < l->package->files.len; f++) {
        const DeclVec *decls = &l->package->files.at[f]->decls;
        for (int i = 0; i < decls->len; i++) {
            const Decl *decl = decls->at[i];
            const Var *var = decl->kind == DECL_FUNC ? map_get(l->objects, decl->as.func.object) : NULL;
            if (var != NULL && var->func != NULL) {
                VEC_PUSH(l->arena, &l->ir->funcs, var->func);
            }
        }
    }
}

static void unified_package(Lower *l) {
    if (!l->config->reached_only) {
        lower_package_init(l);
    }
    declare_package(l);
    if (l->config->reached_only) {
        reach_generic_bodies(l);
    }
    lower_bodies(l);
    if (l->config->reached_only) {
        list_reached(l);
    }
    lower_settle_dicts(l);
    for (int i = 0; i < l->ir->funcs.len; i++) {
        lower_loop_variables(l, l->ir->funcs.at[i]);
    }
    if (l->ir->init != NULL) {
        lower_static_init(l, l->ir->init);
    }
    if (l->config->wrappers) {
        lower_wrappers(l);
    }
}

static const Noder unified = {
    .compound = lower_compound,
    .statement = lower_simple_stmt,
    .instance = lower_func_instance_value,
    .package = unified_package,
};

PackageIR *lower_package(const LowerConfig *config, Package *package) {
    /* Instances of types may be completed by later stages, with the help of this. */
    Lower *l = ARENA_NEW(config->arena, Lower);
    l->config = arena_copy(config->arena, config, sizeof *config);
    l->arena = config->arena;
    l->go = config->go;
    l->universe = config->universe;
    l->package = package;
    l->ir = ARENA_NEW(l->arena, PackageIR);
    l->ir->package = package;
    l->ir->arena = l->arena;
    l->objects = map_new(l->arena);
    l->touched = map_new(l->arena);
    l->unfinished = map_new(l->arena);
    l->range_bodies = map_new(l->arena);
    l->instances = strmap_new(l->arena);
    l->instance_methods = strmap_new(l->arena);
    l->instance_bodies = map_new(l->arena);
    l->shapes = strmap_new(l->arena);
    l->layouts = map_new(l->arena);
    l->derived = map_new(l->arena);
    l->dict_types = map_new(l->arena);
    l->shown_dicts = map_new(l->arena);
    l->rewrites = map_new(l->arena);
    l->blank = new_blank(l);
    l->has_tparam = map_new(l->arena);
    l->generic_bodies = map_new(l->arena);
    l->met = map_new(l->arena);
    l->met_names = strmap_new(l->arena);
    l->ir->instance_methods = l->instance_methods;
    l->noder = l->go->unified_ir ? &unified : &order_119;
    if (l->go->unified_ir) {
        instances_normalize(config->instances, lower_normalize, l);
    }
    l->noder->package(l);
    if (config->wrappers) {
        lower_abi_wrappers(l);
    }
    return l->ir;
}
