/*
 * Devirtualization: a call through an interface whose receiver is known to hold one concrete type becomes
 * a call of that type's method. Which receivers are known, and in which order functions are visited,
 * differs from version to version.
 * gc: devirtualize/devirtualize.go StaticCall; inline/interleaved/interleaved.go; typecheck FixMethodCall.
 */
#include "core/passes/internal.h"

#include <string.h>

#include "core/base/abort.h"

typedef struct Devirtualizer {
    Passes *passes;
    Concrete *concrete;
    Func *func;
    const Node *skipped; /* the call of a go or defer statement: a panic must not move out of it */
    int depth;
} Devirtualizer;

/* ---- Finding the method ---- */

static Object *interface_method_named(Type *iface, const char *name) {
    const int n = interface_method_count(iface);
    for (int i = 0; i < n; i++) {
        Object *method = interface_method(iface, i);
        if (strcmp(method->name->text, name) == 0) {
            return method;
        }
    }
    return NULL;
}

/* The method of an instantiated type, NULL when the type is not used here. */
static Func *instance_method(Passes *passes, const Object *method) {
    Type *recv = type_unalias(method->type->as.signature.recv->type);
    StrBuf key = strbuf_new(passes->scratch);
    ir_type_link_string(&key, recv->kind == TYPE_POINTER ? recv->as.pointer.elem : recv, passes->go);
    strbuf_printf(&key, ".%s", method->name->text);
    return strmap_get(passes->ir->instance_methods, strbuf_text(&key));
}

static Func *method_func(Passes *passes, const Object *method) {
    if (method->as.func.info->origin != NULL) {
        return instance_method(passes, method);
    }
    if (passes->methods == NULL) {
        passes->methods = map_new(passes->scratch);
        for (int i = 0; i < passes->all.len; i++) {
            Func *func = passes->all.at[i];
            if (func->object != NULL && func->recv != NULL) {
                map_set(passes->methods, func->object, func);
            }
        }
    }
    return map_get(passes->methods, method);
}

static Var *method_var(Passes *passes, Object *method) {
    const Func *func = method_func(passes, method);
    if (func != NULL) {
        return func->var;
    }
    Var *var = ARENA_NEW(passes->arena, Var);
    var->class = CLASS_FUNC;
    var->name = method->name->text;
    var->pos = method->pos;
    var->type = method->type;
    var->object = method;
    var->package = method->package;
    var->result_index = -1;
    var->node = node_new(passes->arena, NODE_NAME, method->pos, method->type);
    var->node->var = var;
    return var;
}

/* ---- Rewriting the call ---- */

static Type *deref_type(Type *type) {
    Type *under = type_underlying(type);
    return under->kind == TYPE_POINTER ? under->as.pointer.elem : type;
}

static bool is_pointer(Type *type) { return type_underlying(type)->kind == TYPE_POINTER; }

/* The embedded field that the path goes through next. */
static Node *select_field(Passes *passes, Node *x, int index, Pos pos) {
    Type *holder = type_underlying(deref_type(x->type));
    Object *field = holder->as.struct_.fields.at[index];
    Node *dot = node_new(passes->arena, is_pointer(x->type) ? NODE_DOTPTR : NODE_DOT, pos, field->type);
    dot->x = x;
    dot->sym = field->name->text;
    dot->field = field;
    dot->implicit = true;
    return dot;
}

/* x as the receiver that the method declares. */
static Node *adjust_receiver(Passes *passes, Node *x, bool wants_pointer) {
    const bool has_pointer = is_pointer(x->type);
    if (has_pointer == wants_pointer) {
        return x;
    }
    Type *type = wants_pointer ? type_new_pointer(passes->arena, x->type) : deref_type(x->type);
    Node *adjusted = node_new(passes->arena, wants_pointer ? NODE_ADDR : NODE_DEREF, x->pos, type);
    adjusted->x = x;
    adjusted->implicit = true;
    return adjusted;
}

/* The method's signature with the receiver as first parameter, as method expressions have it. */
static Type *method_type(Passes *passes, const Object *method) {
    const Type *signature = type_underlying(method->type);
    const ObjectVec *params = &signature->as.signature.params->as.tuple.vars;
    Object **vars = ARENA_ARRAY(passes->arena, Object *, params->len + 1);
    vars[0] = signature->as.signature.recv;
    for (int i = 0; i < params->len; i++) {
        vars[i + 1] = params->at[i];
    }
    Type *tuple = type_new_tuple(passes->arena, vars, params->len + 1);
    return type_new_signature(passes->arena, NULL, tuple, signature->as.signature.results,
                              signature->as.signature.variadic);
}

static void call_method(Passes *passes, Node *call, Node *receiver, Object *method) {
    const Node *selector = call->x;
    Node *type = node_new(passes->arena, NODE_TYPE, selector->pos, receiver->type);
    Node *expr = node_new(passes->arena, NODE_METHEXPR, selector->pos, method_type(passes, method));
    expr->x = type;
    expr->sym = method->name->text;
    expr->var = method_var(passes, method);
    NodeVec args = {0};
    VEC_PUSH(passes->arena, &args, receiver);
    for (int i = 0; i < call->list.len; i++) {
        VEC_PUSH(passes->arena, &args, call->list.at[i]);
    }
    call->op = NODE_CALLFUNC;
    call->x = expr;
    call->list = args;
}

static void report(Devirtualizer *d, Node *call, const char *how, Type *type) {
    Passes *passes = d->passes;
    StrBuf text = strbuf_new(passes->arena);
    strbuf_add(&text, how);
    node_format(&text, call->x, passes->go, passes->ir);
    strbuf_add(&text, " to ");
    ir_type_format(&text, type, passes->go, passes->ir->package);
    passes_report(passes, VERDICT_DEVIRTUALIZED, d->func, call, strbuf_text(&text));
}

static void rewrite(Devirtualizer *d, Node *call, Type *type, const LookupResult *found) {
    Passes *passes = d->passes;
    const Node *selector = call->x;
    const Pos pos = passes->go->devirtualize_concrete ? call->pos : selector->pos;
    Node *receiver = node_new(passes->arena, NODE_DOTTYPE, pos, type);
    receiver->x = selector->x;
    for (int i = 0; i + 1 < found->path_len; i++) {
        receiver = select_field(passes, receiver, found->path[i], selector->pos);
    }
    if (type_underlying(receiver->type)->kind == TYPE_INTERFACE) {
        report(d, call, "partially devirtualizing ", type);
        Node *dot = node_new(passes->arena, NODE_DOTINTER, selector->pos, found->object->type);
        *dot = *selector;
        dot->x = receiver;
        call->x = dot;
        return;
    }
    report(d, call, "devirtualizing ", type);
    call_method(passes, call, adjust_receiver(passes, receiver, found->object->as.func.has_pointer_recv),
                found->object);
}

/* ---- One call ---- */

/* The operand's type when the receiver is a variable set once, from a conversion. */
static Type *static_receiver_type(Node *x) {
    const Node *value = node_static_value(x);
    if (value == NULL || value->op != NODE_CONVIFACE) {
        return NULL;
    }
    Type *type = value->x->type;
    return type == NULL || type_underlying(type)->kind == TYPE_INTERFACE ? NULL : type;
}

/* Methods of shaped types take a dictionary, which makes them other methods than the interface has. */
static bool has_shaped_method(Devirtualizer *d, Type *type, Type *iface) {
    for (int i = 0; i < interface_method_count(iface); i++) {
        const Object *wanted = interface_method(iface, i);
        const LookupResult found =
            lookup_field_or_method(d->passes->scratch, type, true, wanted->package, wanted->name, false);
        const Object *method = found.object;
        if (method != NULL && method->kind == OBJ_FUNC && method->as.func.info->origin != NULL &&
            type_has_shape(method->type->as.signature.recv->type)) {
            return true;
        }
    }
    return false;
}

/* Reports a call that can't be devirtualized because a type is not known whole. */
static bool is_shaped(Devirtualizer *d, Node *call, Type *type) {
    Type *iface = call->x->x->type;
    if (type_is_shape(type)) {
        return true;
    }
    const bool receiver = type_has_shape(type);
    if (!receiver && !type_has_shape(iface)) {
        return false;
    }
    StrBuf text = strbuf_new(d->passes->arena);
    strbuf_add(&text, "cannot devirtualize ");
    node_format(&text, call, d->passes->go, d->passes->ir);
    strbuf_printf(&text, ": shaped %s ", receiver ? "receiver" : "interface");
    ir_type_format(&text, receiver ? type : iface, d->passes->go, d->passes->ir->package);
    passes_report(d->passes, VERDICT_DEVIRTUALIZED, d->func, call, strbuf_text(&text));
    return true;
}

static Type *receiver_type(Devirtualizer *d, Node *x) {
    if (!d->passes->go->devirtualize_concrete) {
        return static_receiver_type(x);
    }
    Type *type = concrete_type(d->concrete, x);
    Object *wrong_type = NULL;
    if (type == NULL || missing_method(d->passes->scratch, type, x->type, true, &wrong_type) != NULL) {
        return NULL; /* the conversion would panic: there is no method to call */
    }
    if (type_has_shape(type) && has_shaped_method(d, type, type_underlying(x->type))) {
        return NULL;
    }
    return type;
}

static void devirtualize_call(Devirtualizer *d, Node *call) {
    if (call->op != NODE_CALLINTER || call == d->skipped || call->x->op != NODE_DOTINTER) {
        return;
    }
    const Node *selector = call->x;
    Type *type = receiver_type(d, selector->x);
    if (type == NULL || is_shaped(d, call, type)) {
        return;
    }
    const Object *wanted = interface_method_named(type_underlying(selector->x->type), selector->sym);
    if (wanted == NULL) {
        return;
    }
    const LookupResult found =
        lookup_field_or_method(d->passes->arena, type, true, wanted->package, wanted->name, false);
    if (found.object != NULL && found.object->kind == OBJ_FUNC) {
        rewrite(d, call, type_unalias(type), &found);
    }
}

/* ---- Order ---- */

static void visit(void *context, Node **place) {
    Devirtualizer *d = context;
    Node *n = *place;
    const bool before = d->passes->go->devirtualize_late;
    if (++d->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    if ((n->op == NODE_GO || n->op == NODE_DEFER) && d->passes->go->go_defer_early) {
        d->skipped = n->x;
    }
    if (before) {
        devirtualize_call(d, n);
    }
    node_children(n, visit, d);
    if (!before) {
        devirtualize_call(d, n);
    }
    d->depth--;
}

/* Wrappers of go and defer take calls out of the function that they are written in. */
static bool may_call_interface(const Devirtualizer *d, const Func *func) {
    while (func->outer != NULL) {
        func = func->outer;
    }
    return func->calls_interface || !d->passes->go->unified_ir;
}

static void devirtualize_func(Devirtualizer *d, Func *func) {
    if (!may_call_interface(d, func)) {
        return;
    }
    d->func = func;
    d->skipped = NULL;
    for (int i = 0; i < func->body.len; i++) {
        visit(d, &func->body.at[i]);
    }
}

static void visit_group(void *context, FuncVec functions, bool recursive) {
    (void)recursive;
    for (int i = 0; i < functions.len; i++) {
        devirtualize_func(context, functions.at[i]);
    }
}

void passes_devirtualize(Passes *passes) {
    Devirtualizer devirtualizer = {.passes = passes, .concrete = concrete_new(passes->scratch)};
    const SccVisitor visitor = {.visit = visit_group, .context = &devirtualizer};
    const GoVersion *go = passes->go;
    if (!go->devirtualize_bottom_up) {
        for (int i = 0; i < passes->all.len; i++) {
            devirtualize_func(&devirtualizer, passes->all.at[i]);
        }
    }
    if (go->devirtualize_bottom_up || go->devirtualize_twice) {
        visit_functions_bottom_up(passes->scratch, passes->ir, go, &visitor);
    }
}
