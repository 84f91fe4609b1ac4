/*
 * The scan for instances: all functions in order, then the instances that came up, until there are no new ones. Each
 * call of a generic function or method becomes one of an instance, other uses become literals that make the call.
 * gc 1.19: noder/stencil.go buildInstantiations, scanForGenCalls, instantiateMethods, getInstantiation;
 * typecheck/subr.go MakeFuncInstSym.
 */
#include "core/ir/stencil_119.h"

/* ---- names ---- */

static void add_list(Lower *l, StrBuf *out, const TypeList *targs) {
    for (int i = 0; i < targs->len; i++) {
        strbuf_byte(out, i == 0 ? '[' : ',');
        ir_type_link_string(out, targs->at[i], l->go);
    }
    strbuf_byte(out, ']');
}

const char *stencil_119_name(Stenciler *s, const Object *generic, const TypeList *targs, const char *prefix) {
    StrBuf out = strbuf_new(s->l->arena);
    strbuf_add(&out, prefix);
    const Object *recv = generic->type->as.signature.recv;
    if (recv == NULL) {
        strbuf_add(&out, generic->name->text);
        add_list(s->l, &out, targs);
        return strbuf_text(&out);
    }
    const bool pointer = type_unalias(recv->type)->kind == TYPE_POINTER;
    strbuf_printf(&out, "%s%s", pointer ? "(*" : "", order_119_base(recv->type)->as.named.object->name->text);
    add_list(s->l, &out, targs);
    strbuf_printf(&out, "%s.%s", pointer ? ")" : "", generic->name->text);
    return strbuf_text(&out);
}

/* ---- references ---- */

const TypeList *stencil_119_targs(Lower *l, const NodeVec *nodes) {
    TypeList *targs = ARENA_NEW(l->arena, TypeList);
    targs->len = nodes->len;
    targs->at = ARENA_ARRAY(l->arena, Type *, nodes->len);
    for (int i = 0; i < nodes->len; i++) {
        targs->at[i] = nodes->at[i]->type;
    }
    return targs;
}

Object *stencil_119_method(const Node *selector) {
    Object *method = selector->selection->object;
    Object *origin = method->as.func.info->origin;
    return origin != NULL ? origin : method;
}

Type *stencil_119_receiver(Lower *l, const Node *selector) {
    Type *type = selector->x->type;
    const Selection *selection = selector->selection;
    const int steps = selector->op == NODE_METHEXPR || selector->op == NODE_XDOT ? selection->path_len - 1 : 0;
    for (int i = 0; i < steps; i++) {
        Type *under = type_underlying(type);
        under = under->kind == TYPE_POINTER ? type_underlying(under->as.pointer.elem) : under;
        type = under->as.struct_.fields.at[selection->path[i]]->type;
    }
    (void)l;
    Type *base = order_119_base(type);
    return base != NULL && base->as.named.targs != NULL && !lower_is_interface(base) ? base : NULL;
}

/* ---- instances ---- */

static const TypeList *shapes_of(Lower *l, Object *generic, const TypeList *targs) {
    const TypeVec tparams = lower_tparams_of(l, generic);
    TypeList *shapes = ARENA_NEW(l->arena, TypeList);
    shapes->len = targs->len;
    shapes->at = ARENA_ARRAY(l->arena, Type *, targs->len);
    for (int i = 0; i < targs->len; i++) {
        shapes->at[i] = lower_numbered_shape(l, targs->at[i], i, tparams.at[i]);
    }
    return shapes;
}

Stencil *stencil_119_get(Stenciler *s, Object *generic, const TypeList *targs) {
    Lower *l = s->l;
    const TypeList *shapes = shapes_of(l, generic, targs);
    const char *name = stencil_119_name(s, generic, shapes, "");
    const char *key = arena_printf(l->arena, "%s.%s", generic->package->path, name);
    Stencil *stencil = strmap_get(s->stencils, key);
    if (stencil != NULL) {
        return stencil;
    }
    stencil = ARENA_NEW(l->arena, Stencil);
    stencil->words = ARENA_NEW(l->arena, DictWords);
    stencil->words->switches = map_new(l->arena);
    stencil->func = lower_new_func(l, name, generic->pos, generic->type, generic->package);
    stencil->func->pragma = generic->as.func.info->pragma;
    stencil->func->imported_body = generic->package != l->package;
    lower_enter(l);
    stencil_119_copy(s, stencil, generic, shapes);
    lower_leave(l);
    strmap_set(s->stencils, key, stencil);
    map_set(s->of, stencil->func, stencil);
    stencil_119_find_words(s, stencil);
    stencil->func->dupok = true;
    VEC_PUSH(l->arena, &l->ir->funcs, stencil->func);
    VEC_PUSH(l->arena, &s->fresh, stencil->func);
    return stencil;
}

void stencil_119_methods(Stenciler *s) {
    while (s->l->needed.len > 0) {
        const TypeVec types = s->l->needed;
        s->l->needed = (TypeVec){0};
        for (int i = 0; i < types.len; i++) {
            Type *type = types.at[i];
            VEC_PUSH(s->l->arena, &s->l->described, type);
            const ObjectVec *methods = named_declared_methods(type);
            for (int j = 0; j < methods->len; j++) {
                if (!methods->at[j]->name->blank) {
                    stencil_119_get(s, methods->at[j], type->as.named.targs);
                    stencil_119_read_dict(s, methods->at[j], type->as.named.targs);
                }
            }
        }
    }
}

/* ---- the scan ---- */

typedef struct Scan {
    Stenciler *s;
    const Stencil *here; /* NULL: no instance */
    Func *func;          /* NULL: an initialiser */
    bool has_values;
} Scan;

static void prepend(Lower *l, NodeVec *list, Node *first, Node *second) {
    NodeVec all = {0};
    VEC_PUSH(l->arena, &all, first);
    if (second != NULL) {
        VEC_PUSH(l->arena, &all, second);
    }
    for (int i = 0; i < list->len; i++) {
        VEC_PUSH(l->arena, &all, list->at[i]);
    }
    *list = all;
}

/* F[T](…) and x.M(…) where it is known that x is an instance. */
static void instantiate_call(Scan *scan, Node *call) {
    Stenciler *s = scan->s;
    Node *inst = call->x;
    const TypeList *targs = stencil_119_targs(s->l, &inst->list);
    const Stencil *stencil = stencil_119_get(s, inst->field, targs);
    bool sub;
    Node *dict = stencil_119_dict(s, scan->here, call, inst->field, targs, &sub);
    transform_119_function(s->l, call);
    call->x = stencil->func->var->node;
    prepend(s->l, &call->list, dict, inst->x->op == NODE_METHVALUE ? inst->x->x : NULL);
}

/* x.M(…) in an instance, where x has become one. */
static void instantiate_method_call(Scan *scan, Node *call) {
    Stenciler *s = scan->s;
    Node *method = call->x;
    const TypeList *targs = order_119_targs(method->x->type);
    Object *generic = stencil_119_method(method);
    transform_119_function(s->l, call);
    const Stencil *stencil = stencil_119_get(s, generic, targs);
    bool sub;
    Node *dict = stencil_119_dict(s, scan->here, call, generic, targs, &sub);
    call->op = NODE_CALLFUNC;
    call->x = stencil->func->var->node;
    prepend(s->l, &call->list, dict, method->x);
}

static bool is_method_value(Lower *l, const Node *n) {
    return (n->op == NODE_METHEXPR || n->op == NODE_METHVALUE) && n->selection != NULL &&
           order_119_targs(n->x->type) != NULL && !lower_is_interface(order_119_base(n->x->type)) &&
           stencil_119_receiver(l, n) != NULL;
}

static bool scan_node(void *context, Node *n) {
    Scan *scan = context;
    scan->has_values = scan->has_values || n->op == NODE_FUNCINST || is_method_value(scan->s->l, n);
    if (n->op == NODE_CALL && n->x != NULL && n->x->op == NODE_FUNCINST) {
        instantiate_call(scan, n);
    } else if (n->op == NODE_CALLMETH && n->x->op == NODE_DOTMETH) {
        instantiate_method_call(scan, n);
    }
    return true;
}

static void replace_values(void *context, Node **place) {
    const Scan *scan = context;
    Node *n = *place;
    lower_enter(scan->s->l);
    if (n->op == NODE_FUNCINST && n->x->op == NODE_METHVALUE) {
        node_children(n->x, replace_values, context);
    } else {
        node_children(n, replace_values, context);
    }
    lower_leave(scan->s->l);
    if (n->op == NODE_FUNCINST || is_method_value(scan->s->l, n)) {
        *place = stencil_119_closure(scan->s, scan->func, n);
    }
}

static void scan_list(Scan *scan, NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        node_walk(list->at[i], scan_node, scan);
    }
    for (int i = 0; scan->has_values && i < list->len; i++) {
        replace_values(scan, &list->at[i]);
    }
    stencil_119_methods(scan->s);
}

static void scan_func(Stenciler *s, Func *func) {
    Scan scan = {.s = s, .here = map_get(s->of, func), .func = func};
    FuncState *state = lower_state(s->l, func, func->type);
    FuncState *outer = s->l->state;
    s->l->state = state;
    scan_list(&scan, &func->body);
    s->l->state = outer;
}

static void scan_statement(Stenciler *s, Node *statement, FuncState *init) {
    Scan scan = {.s = s};
    NodeVec list = {.at = &statement, .len = 1};
    s->l->state = init;
    s->statement = statement;
    scan_list(&scan, &list);
    s->l->state = NULL;
}

void stencil_119(Lower *l, const InitStatementVec *statements, FuncState *init) {
    Stenciler *s = ARENA_NEW(l->arena, Stenciler);
    *s = (Stenciler){.l = l, .stencils = strmap_new(l->arena), .of = map_new(l->arena), .dicts = strmap_new(l->arena)};
    const int count = l->ir->funcs.len;
    int next = 0;
    stencil_119_methods(s);
    for (int i = 0; i <= count; i++) {
        for (; next < statements->len && statements->at[next].at == i; next++) {
            scan_statement(s, statements->at[next].node, init);
        }
        if (i < count) {
            scan_func(s, l->ir->funcs.at[i]);
        }
    }
    for (int i = 0; i < s->fresh.len; i++) {
        scan_func(s, s->fresh.at[i]);
    }
    stencil_119_finish_dicts(s);
    for (int i = 0; i < s->fresh.len; i++) {
        stencil_119_use_words(s, map_get(s->of, s->fresh.at[i]));
    }
    l->stenciler = s;
}

Node *stencil_119_wrapped(Lower *l, Object *method, const TypeList *targs, NodeVec *args) {
    Stenciler *s = l->stenciler;
    bool sub;
    const Stencil *stencil = stencil_119_get(s, method, targs);
    Node *dict = stencil_119_dict(s, NULL, stencil->func->var->node, method, targs, &sub);
    prepend(l, args, dict, NULL);
    return stencil->func->var->node;
}
