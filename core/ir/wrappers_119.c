/*
 * Wrappers of methods in Go 1.19: made when a type is described to the running program. That happens for the types that
 * functions hand to interfaces, while those are compiled, and for all others that the program needs at the very end.
 * gc 1.19: reflectdata/reflect.go methodWrapper, WriteRuntimeTypes; gc/obj.go dumpdata; walk/convert.go, walk/expr.go,
 * walk/compare.go.
 */
#include "core/ir/describe.h"

#include "core/ir/stencil_119.h"

#include <string.h>

typedef struct Descriptions {
    Describer walk; /* the first member, so that both are one place */
    Lower *l;
    StrMap *wrapped; /* key of a wrapper's receiver and name of the method: set */
    StrMap *is_needed;
    TypeVec needed; /* to be written at the end */
    FuncVec *out;   /* where new wrappers go */
    const Func *visited;
    int count; /* of the functions that are visited */
} Descriptions;

/* ---- methods ---- */

static void wrap(Describer *walk, Type *recv, const Member *member) {
    Descriptions *d = (Descriptions *)walk;
    const char *key = arena_printf(d->l->arena, "%s %s", describe_key(d->l, recv), member->object->name->text);
    if (strmap_has(d->wrapped, key)) {
        return;
    }
    strmap_set(d->wrapped, key, recv);
    Func *func = describe_is_local(d->l, recv) ? wrapper_make(d->l, recv, member) : NULL;
    if (func == NULL) {
        return;
    }
    func->made_for = d->visited;
    VEC_PUSH(d->l->arena, d->out, func);
    if (d->out == &d->l->ir->funcs && member->path_len == 0 && order_119_targs(recv) != NULL) {
        /* From here on calls of the method lead to it. */
        const char *type = describe_key(d->l, order_119_base(recv));
        strmap_set(d->l->instance_methods, arena_printf(d->l->arena, "%s.%s", type, member->object->name->text), func);
    }
}

static void need(Descriptions *d, Type *type) {
    const char *key = describe_key(d->l, type);
    if (!strmap_has(d->is_needed, key)) {
        strmap_set(d->is_needed, key, type);
        VEC_PUSH(d->l->arena, &d->needed, type);
    }
}

/* Named types first, then by name. */
static bool comes_before(Lower *l, Type *a, Type *b) {
    const bool named = type_as_named(a) != NULL;
    if (named != (type_as_named(b) != NULL)) {
        return named;
    }
    return strcmp(describe_key(l, a), describe_key(l, b)) < 0;
}

static void write_needed(Descriptions *d) {
    TypeVec *types = &d->needed;
    for (int i = 1; i < types->len; i++) {
        Type *type = types->at[i];
        int at = i;
        for (; at > 0 && comes_before(d->l, type, types->at[at - 1]); at--) {
            types->at[at] = types->at[at - 1];
        }
        types->at[at] = type;
    }
    for (int i = 0; i < types->len; i++) {
        describe_type(&d->walk, types->at[i]);
        if (type_as_named(types->at[i]) != NULL) {
            describe_type(&d->walk, type_new_pointer(d->l->arena, types->at[i]));
        }
    }
}

/* ---- what functions need ---- */

static bool has_methods(Type *iface) { return interface_method_count(type_underlying(iface)) > 0; }

static void need_converted(Descriptions *d, Type *from, Type *to) {
    if (lower_is_interface(from)) {
        if (has_methods(to)) {
            need(d, to);
        }
    } else if (has_methods(to)) {
        describe_pair(&d->walk, from, to);
    } else {
        need(d, from);
    }
}

static void need_asserted(Descriptions *d, Type *iface, Type *type) {
    if (!lower_is_interface(type) && has_methods(iface)) {
        describe_pair(&d->walk, type, iface);
    }
    need(d, type);
    need(d, iface);
}

static void need_compared(Descriptions *d, const Node *n) {
    const Node *x = n->x;
    const Node *y = n->y;
    if ((n->oper != OP_EQL && n->oper != OP_NEQ) || x->type == NULL || y->type == NULL || x->op == NODE_NIL ||
        y->op == NODE_NIL || lower_is_interface(x->type) == lower_is_interface(y->type)) {
        return;
    }
    const bool left = lower_is_interface(x->type);
    need_converted(d, left ? y->type : x->type, left ? x->type : y->type);
}

static Type *elem_of(Type *type) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_SLICE || under->kind == TYPE_POINTER ? under->as.pointer.elem : type;
}

static void need_switched(Descriptions *d, const Node *n) {
    if (n->x == NULL || n->x->op != NODE_TYPESW) {
        return;
    }
    for (int i = 0; i < n->list.len; i++) {
        const NodeVec *cases = &n->list.at[i]->list;
        for (int j = 0; j < cases->len; j++) {
            if (cases->at[j]->op == NODE_TYPE) {
                need_asserted(d, n->x->x->type, cases->at[j]->type);
            }
        }
    }
}

/* Whether values of the type are kept in registers. gc: ssagen.TypeOK. */
static bool fits_registers(Type *type) {
    Type *under = type_underlying(type);
    if (type_size(type) > 4 * 8) {
        return false;
    }
    if (under->kind == TYPE_ARRAY) {
        return under->as.array.len <= 1 && (under->as.array.len == 0 || fits_registers(under->as.array.elem));
    }
    if (under->kind != TYPE_STRUCT) {
        return true;
    }
    bool fits = under->as.struct_.fields.len <= 4;
    for (int i = 0; fits && i < under->as.struct_.fields.len; i++) {
        fits = fits_registers(under->as.struct_.fields.at[i]->type);
    }
    return fits;
}

/* A value without a name has a place, and a type, only when no register holds it. */
static void need_in_memory(Descriptions *d, Type *type) {
    if (type != NULL && type->kind != TYPE_TUPLE && !fits_registers(type)) {
        need(d, type);
    }
}

/* Operands of go and defer are captured. */
static void need_operands(Descriptions *d, const Node *call) {
    for (int i = 0; i < call->list.len; i++) {
        const Node *n = call->list.at[i];
        if (n->type != NULL && n->op != NODE_LITERAL && n->type->kind != TYPE_TUPLE) {
            need(d, n->type);
        }
    }
}

static void need_for(Descriptions *d, Node *n) {
    switch ((int)n->op) {
    case NODE_CONVIFACE: need_converted(d, n->x->type, n->type); break;
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2: need_asserted(d, n->x->type, n->type); break;
    case NODE_BINARY: need_compared(d, n); break;
    case NODE_SWITCH: need_switched(d, n); break;
    case NODE_MAKEMAP:
    case NODE_MAPLIT:
    case NODE_MAKECHAN: need(d, n->type); break;
    case NODE_METHVALUE: need(d, n->x->type); break;
    case NODE_STRUCTLIT:
    case NODE_ARRAYLIT:
    case NODE_CALLFUNC:
    case NODE_CALLINTER: need_in_memory(d, n->type); break;
    case NODE_CLOSURE:
        for (int i = 0; i < n->func->closure_vars.len; i++) {
            need(d, n->func->closure_vars.at[i]->type);
        }
        break;
    case NODE_GO:
    case NODE_DEFER: need_operands(d, n->x); break;
    case NODE_INDEXMAP: need(d, n->x->type); break;
    case NODE_DELETE: need(d, n->list.at[0]->type); break;
    case NODE_APPEND: need(d, elem_of(n->type)); break;
    default: break;
    }
}

typedef struct Visit {
    Descriptions *d;
    FuncVec closures;
} Visit;

static void visit_list(Visit *v, NodeVec *list);

static void visit(void *context, Node **place) {
    Visit *v = context;
    Node *n = *place;
    lower_enter(v->d->l);
    node_children(n, visit, v);
    lower_leave(v->d->l);
    need_for(v->d, n);
    if (n->op == NODE_CLOSURE && n->func->closure_vars.len > 0) {
        VEC_PUSH(v->d->l->arena, &v->closures, n->func);
    }
}

static void visit_list(Visit *v, NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        visit(v, &list->at[i]);
    }
}

/* A function, then the literals in it that capture something, the last one first. */
static void visit_func(Descriptions *d, Func *func) {
    FuncVec todo = {0};
    VEC_PUSH(d->l->arena, &todo, func);
    while (todo.len > 0) {
        Func *next = VEC_POP(&todo);
        Visit v = {.d = d};
        d->visited = next;
        visit_list(&v, &next->body);
        for (int i = 0; i < next->decls.len; i++) { /* debuggers are told of variables */
            if (next->decls.at[i]->autotemp) {
                need_in_memory(d, next->decls.at[i]->type);
            } else {
                need(d, next->decls.at[i]->type);
            }
        }
        for (int i = 0; i < v.closures.len; i++) {
            VEC_PUSH(d->l->arena, &todo, v.closures.at[i]);
        }
    }
}

/* ---- the package ---- */

static void need_declared(Descriptions *d) {
    for (int f = 0; f < d->l->package->files.len; f++) {
        const DeclVec *decls = &d->l->package->files.at[f]->decls;
        for (int i = 0; i < decls->len; i++) {
            const Decl *decl = decls->at[i];
            const Object *object = decl->kind == DECL_TYPE ? decl->as.type.name->as.name.object : NULL;
            if (object != NULL && !decl->as.type.name->as.name.name->blank && decl->as.type.tparams.len == 0) {
                need(d, type_unalias(object->type));
            }
        }
    }
}

/* Conversions whose tables of methods are data, made before the analysis. Those of instances matter to calls. */
static void need_data(Descriptions *d, const NodeVec *conversions) {
    for (int i = 0; i < conversions->len; i++) {
        const Node *n = conversions->at[i];
        if (d->l->config->wrappers || order_119_targs(n->x->type) != NULL) {
            need_converted(d, n->x->type, n->type);
        }
    }
}

void lower_wrappers_119(Lower *l) {
    Descriptions *d = ARENA_NEW(l->arena, Descriptions);
    *d = (Descriptions){.walk = describer_new(l),
                        .l = l,
                        .wrapped = strmap_new(l->arena),
                        .is_needed = strmap_new(l->arena),
                        .out = &l->ir->funcs,
                        .count = l->ir->funcs.len};
    d->walk.parts_first = true;
    d->walk.method = wrap;
    if (l->config->wrappers) {
        l->ir->descriptions = d;
        equality_join(&d->walk);
    }
    need_data(d, &l->dict_pairs);
    need_data(d, &l->static_conversions);
}

void ir_late_wrappers(PackageIR *ir) {
    Descriptions *d = ir->descriptions;
    if (d == NULL) {
        return;
    }
    d->walk.type = NULL; /* comparisons that are made from here on are not analysed */
    d->walk.map = NULL;
    d->out = &ir->late;
    for (int i = 0; i < d->l->described.len; i++) {
        need(d, d->l->described.at[i]);
    }
    for (int i = 0; i < d->count; i++) {
        Func *func = ir->funcs.at[i];
        if ((func->closure == NULL || func->closure_vars.len == 0) && !func->is_dead) {
            visit_func(d, func);
        }
    }
    for (int i = 0; i < ir->externs.len; i++) {
        need(d, ir->externs.at[i]->type);
    }
    need_declared(d);
    d->out = &ir->last;
    write_needed(d);
}
