/*
 * Wrappers of methods: functions that take another receiver than the method does, as interfaces, pointers and promoted
 * methods need them, and those behind method values. They are no part of the program's text; under -m=2 they tell where
 * their parameters leak.
 * gc: noder/reader.go MakeWrappers, wrapType, methodWrapper, wrapMethodValue, addTailCall; ir/func.go NewHiddenParam;
 * ir/node.go MethodSymSuffix; typecheck/subr.go CalcMethods, expandmeth.
 */
#include "core/ir/describe.h"

#include "core/ir/stencil_119.h"

#include <string.h>

typedef struct Wrapping {
    const Member *member;
    Type *recv; /* of the wrapper, or of the method value */
    bool is_value;
} Wrapping;

/* ---- method sets ---- */

static bool is_pointer(Type *type) { return type_unalias(type)->kind == TYPE_POINTER; }

static Type *without_pointer(Type *type) {
    Type *bare = type_unalias(type);
    return bare->kind == TYPE_POINTER ? bare->as.pointer.elem : type;
}

static Type *declared_receiver(Object *method) {
    const Object *recv = type_underlying(method->type)->as.signature.recv;
    return recv == NULL || lower_is_interface(recv->type) ? NULL : recv->type;
}

/* Exported methods first, then by name, then by package. gc: types.Sym.Less. */
static bool sorts_before(const Object *a, const Object *b) {
    if (a->name->exported != b->name->exported) {
        return a->name->exported;
    }
    const int order = strcmp(a->name->text, b->name->text);
    if (order != 0 || a->name->exported || a->package == NULL || b->package == NULL) {
        return order < 0;
    }
    return strcmp(a->package->path, b->package->path) < 0;
}

static void add_member(Lower *l, MemberVec *members, Member member) {
    for (int i = 0; i < members->len; i++) {
        if (members->at[i].object == member.object) {
            return;
        }
    }
    VEC_PUSH(l->arena, members, member);
    int at = members->len - 1;
    for (; at > 0 && sorts_before(member.object, members->at[at - 1].object); at--) {
        members->at[at] = members->at[at - 1];
    }
    members->at[at] = member;
}

/* Adds what the name selects from the type, when it is a method. */
static void add_selected(Lower *l, Type *type, const Object *candidate, MemberVec *members) {
    if (candidate->name->blank) {
        return;
    }
    const LookupResult found = lookup_field_or_method(l->arena, type, true, candidate->package, candidate->name, false);
    if (found.object == NULL || found.object->kind != OBJ_FUNC ||
        type_underlying(found.object->type)->as.signature.tparams.len > 0) {
        return; /* a generic method is in no method set */
    }
    const Member member = {.object = found.object,
                           .path = found.path,
                           .path_len = found.path_len - 1,
                           .through_pointer = found.indirect,
                           .declared = declared_receiver(found.object)};
    add_member(l, members, member);
}

/* Tries the names of all methods at any depth below `holder`. */
static void add_names(Lower *l, Type *type, Type *holder, Map *seen, MemberVec *members) {
    if (map_has(seen, type_unalias(holder))) {
        return;
    }
    map_set(seen, type_unalias(holder), holder);
    lower_enter(l);
    Type *bare = type_unalias(holder);
    Type *under = type_underlying(holder);
    for (int i = 0; bare->kind == TYPE_NAMED && i < named_method_count(bare); i++) {
        add_selected(l, type, named_method(bare, i), members);
    }
    for (int i = 0; under->kind == TYPE_INTERFACE && i < interface_method_count(under); i++) {
        add_selected(l, type, interface_method(under, i), members);
    }
    for (int i = 0; under->kind == TYPE_STRUCT && i < under->as.struct_.fields.len; i++) {
        const Object *field = under->as.struct_.fields.at[i];
        if (field->as.var.embedded) {
            add_names(l, type, without_pointer(field->type), seen, members);
        }
    }
    lower_leave(l);
}

MemberVec wrapper_members(Lower *l, Type *type) {
    MemberVec members = {0};
    Type *under = type_underlying(type);
    for (int i = 0; under->kind == TYPE_INTERFACE && i < interface_method_count(under); i++) {
        const Member member = {.object = interface_method(under, i)};
        add_member(l, &members, member);
    }
    if (under->kind == TYPE_INTERFACE) {
        return members;
    }
    add_names(l, type, type, map_new(l->arena), &members);
    return members;
}

/* ---- names ---- */

static void add_type_name(Lower *l, StrBuf *out, Type *type) {
    const Type *named = type_as_named(type);
    if (named != NULL) {
        ir_type_symbol(out, named, l->go);
    } else {
        ir_type_link_string(out, type, l->go);
    }
}

static const char *wrapper_name(Lower *l, Type *recv, const Object *method, const char *suffix) {
    StrBuf name = strbuf_new(l->arena);
    strbuf_add(&name, is_pointer(recv) ? "(*" : "");
    add_type_name(l, &name, without_pointer(recv));
    strbuf_add(&name, is_pointer(recv) ? ")" : "");
    const Type *named = type_as_named(without_pointer(recv));
    const Package *package = named != NULL ? named->as.named.object->package : NULL;
    if (!method->name->exported && method->package != package) {
        strbuf_printf(&name, ".%s", method->package->path);
    }
    strbuf_printf(&name, ".%s%s", method->name->text, suffix);
    return strbuf_text(&name);
}

/* ---- bodies ---- */

static Node *adjusted_receiver(Lower *l, const Member *member, Node *x) {
    for (int i = 0; i < member->path_len; i++) {
        x = lower_dot_field(l, POS_AUTOGENERATED, x, member->path[i]);
    }
    if (member->declared == NULL || is_pointer(x->type) == is_pointer(member->declared)) {
        return x;
    }
    Node *n;
    if (is_pointer(member->declared)) {
        n = lower_addr(l, POS_AUTOGENERATED, x);
    } else {
        n = lower_node(l, NODE_DEREF, POS_AUTOGENERATED, type_underlying(x->type)->as.pointer.elem);
        n->x = x;
    }
    n->implicit = true;
    return n;
}

/* The function of a method; NULL when it is an interface's, or of a type that has no code here. */
static const Func *method_func(Lower *l, const Member *member) {
    const Var *var = member->declared != NULL && l->go->unified_ir ? lower_method_var(l, member->object) : NULL;
    return var != NULL ? var->func : NULL;
}

/* Of the method as it is called: a shaped one takes a dictionary. */
static Type *method_signature(Lower *l, const Member *member) {
    const Func *func = method_func(l, member);
    return func != NULL && func->shaped ? func->type : type_underlying(member->object->type);
}

static Node *method_callee(Lower *l, const Member *member, Node *recv, NodeVec *args) {
    Object *method = member->object;
    Type *signature = method_signature(l, member);
    if (member->declared == NULL) {
        Node *n = lower_node(l, NODE_DOTINTER, POS_AUTOGENERATED, signature);
        n->x = recv;
        n->sym = method->name->text;
        return n;
    }
    VEC_PUSH(l->arena, args, recv);
    if (l->stenciler != NULL && member->path_len == 0 && order_119_targs(member->declared) != NULL) {
        Object *origin = method->as.func.info->origin;
        recv->implicit = false;
        return stencil_119_wrapped(l, origin, order_119_targs(member->declared), args);
    }
    Node *n = lower_node(l, NODE_METHEXPR, POS_AUTOGENERATED, lower_method_type(l, signature, recv->type));
    n->x = lower_type_node(l, POS_AUTOGENERATED, recv->type);
    n->sym = method->name->text;
    n->var = lower_method_var(l, method);
    return n;
}

static bool jumps(Lower *l, const Wrapping *wrapping) {
    const Member *member = wrapping->member;
    if (l->go->no_tail_calls || wrapping->is_value || !is_pointer(wrapping->recv) || member->path_len == 0) {
        return false;
    }
    return member->declared == NULL ? l->go->tail_call_interfaces : is_pointer(member->declared);
}

static void fill_wrapper(Lower *l, Func *func, const void *context) {
    const Wrapping *wrapping = context;
    Var *this = wrapping->is_value ? func->closure_vars.at[0] : func->recv;
    NodeVec args = {0};
    Node *recv = adjusted_receiver(l, wrapping->member, this->node);
    Node *callee = method_callee(l, wrapping->member, recv, &args);
    for (int i = 0; i < func->params.len; i++) {
        if (func->params.at[i] != func->recv) {
            VEC_PUSH(l->arena, &args, func->params.at[i]->node);
        }
    }
    Node *call = lower_make_call(l, POS_AUTOGENERATED, callee, &args, func->type->as.signature.variadic);
    if (jumps(l, wrapping)) {
        Node *n = lower_node(l, NODE_TAILCALL, POS_AUTOGENERATED, NULL);
        n->x = call;
        VEC_PUSH(l->arena, &func->body, n);
        return;
    }
    func->wrapper = true;
    lower_return_call(l, POS_AUTOGENERATED, call, &func->body);
}

/* ---- functions ---- */

/* Parameters by the names that 1.19 gives them: all have one. */
static Type *named_params(Lower *l, const Type *tuple) {
    const ObjectVec *params = &tuple->as.tuple.vars;
    Object **vars = ARENA_ARRAY(l->arena, Object *, params->len + 1);
    int nameless = 0;
    for (int i = 0; i < params->len; i++) {
        const Object *param = params->at[i];
        const Name *name = param->name;
        if (name == NULL || name->len == 0 || name->blank) {
            name = name_of(l->config->names, arena_printf(l->arena, ".anon%d", nameless++));
        }
        vars[i] = object_new_var(l->arena, VAR_PARAM, param->pos, l->package, name, param->type);
    }
    return type_new_tuple(l->arena, vars, params->len);
}

/* The method's signature with another receiver, or without one. */
static Type *wrapper_type(Lower *l, const Member *member, Type *recv) {
    const Type *signature = method_signature(l, member);
    const bool renamed = l->go->wrapper_names;
    Object *param = NULL;
    if (recv != NULL) {
        const Object *old = member->declared != NULL && !renamed ? signature->as.signature.recv : NULL;
        const Pos pos = old != NULL ? old->pos : POS_AUTOGENERATED;
        const Name *name = old != NULL ? old->name : name_of(l->config->names, renamed ? ".this" : "");
        Package *package = old != NULL ? old->package : l->package;
        param = object_new_var(l->arena, VAR_PARAM, pos, package, name, recv);
    }
    Type *params = signature->as.signature.params;
    return type_new_signature(l->arena, param, renamed ? named_params(l, params) : params,
                              signature->as.signature.results, signature->as.signature.variadic);
}

/* Parameters keep the package of the method that they are copied from; nameless ones get that of the receiver's type.
 * gc: ir.Func.DeclareParams. */
static void name_packages(Func *func, Type *recv) {
    const Type *elem = type_unalias(is_pointer(recv) ? type_underlying(recv)->as.pointer.elem : recv);
    Package *of_type = elem->kind == TYPE_NAMED ? elem->as.named.object->package : NULL;
    for (int i = 0; i < func->decls.len; i++) {
        Var *var = func->decls.at[i];
        if (var->autotemp) {
            continue;
        }
        const Name *name = var->object != NULL ? var->object->name : NULL;
        var->package = name != NULL && name->len > 0 && !name->blank ? var->object->package : of_type;
        var->qualified = true;
    }
}

static void fill(Lower *l, Func *func, const Wrapping *wrapping) {
    func->dupok = true;
    lower_wrapper_body(l, func, fill_wrapper, wrapping);
    if (!l->go->wrapper_names) {
        name_packages(func, wrapping->recv);
    }
}

Func *wrapper_make(Lower *l, Type *recv, const Member *member) {
    const bool pointer_method = member->declared != NULL && is_pointer(member->declared);
    const bool adds_dict = l->stenciler != NULL && order_119_targs(recv) != NULL;
    if (member->declared != NULL && !adds_dict && type_identical(recv, member->declared)) {
        return NULL;
    }
    if (!is_pointer(recv) && pointer_method && !member->through_pointer) {
        return NULL; /* not in the method set */
    }
    const Wrapping wrapping = {.member = member, .recv = recv};
    const char *name = wrapper_name(l, recv, member->object, "");
    Func *func = lower_new_func(l, name, POS_AUTOGENERATED, wrapper_type(l, member, recv), l->package);
    fill(l, func, &wrapping);
    return func;
}

static void wrap_method(Lower *l, Type *recv, const Member *member) {
    Func *func = wrapper_make(l, recv, member);
    if (func != NULL) {
        VEC_PUSH(l->arena, &l->ir->funcs, func);
    }
}

/* Wrappers of types that other packages declare are theirs to make. */
bool wrapper_is_ours(Lower *l, Type *type) {
    const Type *named = type_as_named(type);
    return named == NULL || named->as.named.object->package == l->package || named->as.named.targs != NULL ||
           type_is_shape(type);
}

static void wrap_type(Lower *l, Type *type) {
    const MemberVec members = wrapper_members(l, type);
    Type *pointer = lower_is_interface(type) ? NULL : type_new_pointer(l->arena, type);
    for (int i = 0; i < members.len; i++) {
        wrap_method(l, type, &members.at[i]);
        if (pointer != NULL) {
            wrap_method(l, pointer, &members.at[i]);
        }
    }
}

/* ---- method values ---- */

static Var *hidden_param(Lower *l, Type *type) {
    Var *var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_PARAM;
    var->name = ".this";
    var->pos = POS_AUTOGENERATED;
    var->type = type;
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, POS_AUTOGENERATED, type);
    var->node->var = var;
    return var;
}

static void wrap_value(Lower *l, const Node *value, StrMap *seen) {
    Object *method = value->selection->object;
    const char *name = wrapper_name(l, value->x->type, method, "-fm");
    const char *key = arena_printf(l->arena, "%s.%s", describe_key(l, value->x->type), method->name->text);
    if (strmap_has(seen, key)) {
        return;
    }
    strmap_set(seen, key, method);
    Member *member = ARENA_NEW(l->arena, Member);
    *member = (Member){.object = method, .declared = declared_receiver(method)};
    const Wrapping wrapping = {.member = member, .recv = value->x->type, .is_value = true};
    Func *func = lower_new_func(l, name, POS_AUTOGENERATED, wrapper_type(l, member, NULL), l->package);
    Var *this = hidden_param(l, value->x->type);
    this->func = func;
    VEC_PUSH(l->arena, &func->closure_vars, this);
    fill(l, func, &wrapping);
    VEC_PUSH(l->arena, &l->ir->funcs, func);
}

void lower_wrappers(Lower *l) {
    StrMap *seen = strmap_new(l->arena);
    for (int i = 0; i < l->wrapped_elsewhere.len; i++) {
        strmap_set(seen, describe_key(l, l->wrapped_elsewhere.at[i]), l->wrapped_elsewhere.at[i]);
    }
    for (int i = 0; i < l->wrapped_types.len; i++) {
        Type *type = l->wrapped_types.at[i];
        const char *key = describe_key(l, type);
        if (!strmap_has(seen, key) && wrapper_is_ours(l, type)) {
            wrap_type(l, type);
        }
        strmap_set(seen, key, type);
    }
    seen = strmap_new(l->arena);
    for (int i = 0; i < l->method_values.len; i++) {
        wrap_value(l, l->method_values.at[i], seen);
    }
}
