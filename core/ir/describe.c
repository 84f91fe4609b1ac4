/*
 * Descriptions of types, as they are written for the running program: which ones, and in which order. Nothing of them
 * is kept; what matters is what is made on the way: wrappers of methods in 1.19, functions that compare and hash since.
 * gc: reflectdata/reflect.go writeType, dcommontype, dextratype, methods, imethods, writeITab.
 */
#include "core/ir/describe.h"

Describer describer_new(Lower *l) {
    return (Describer){
        .l = l, .written = strmap_new(l->arena), .pairs = strmap_new(l->arena), .members = strmap_new(l->arena)};
}

const char *describe_key(Lower *l, Type *type) {
    StrBuf text = strbuf_new(l->arena);
    ir_type_link_string(&text, type, l->go);
    return strbuf_text(&text);
}

static bool is_pointer(Type *type) { return type_unalias(type)->kind == TYPE_POINTER; }

bool describe_is_local(Lower *l, Type *type) {
    const Type *named = type_as_named(is_pointer(type) ? type_unalias(type)->as.pointer.elem : type);
    return type_unalias(type)->kind != TYPE_BASIC && (named == NULL || wrapper_is_ours(l, (Type *)(uintptr_t)named));
}

/* ---- methods ---- */

static void met_method(Describer *d, Type *recv, const Member *member) {
    if (d->method != NULL) {
        d->method(d, recv, member);
    }
}

/* The type whose methods a value of the type has; NULL for types without any. */
static Type *receiver_base(Type *type) {
    Type *bare = type_unalias(type);
    if (bare->kind == TYPE_POINTER) {
        bare = type_unalias(bare->as.pointer.elem);
    }
    const TypeKind kind = type_underlying(bare)->kind;
    if (kind == TYPE_INTERFACE || kind == TYPE_POINTER || (bare->kind != TYPE_NAMED && kind != TYPE_STRUCT)) {
        return NULL;
    }
    return bare;
}

static const MemberVec *members_of(Describer *d, Type *base) {
    const char *key = describe_key(d->l, base);
    MemberVec *members = strmap_get(d->members, key);
    if (members == NULL) {
        members = ARENA_NEW(d->l->arena, MemberVec);
        *members = wrapper_members(d->l, base);
        strmap_set(d->members, key, members);
    }
    return members;
}

static bool applies(Type *type, const Member *member) {
    return is_pointer(type) || member->declared == NULL || !is_pointer(member->declared) || member->through_pointer;
}

/* The methods of the type; they are appended to out unless it is NULL. */
static void methods(Describer *d, Type *type, MemberVec *out) {
    Type *base = receiver_base(type);
    if (base == NULL || type_has_shape(base)) {
        return; /* shapes have none: instances are called through dictionaries */
    }
    const MemberVec *members = members_of(d, base);
    for (int i = 0; i < members->len; i++) {
        const Member *member = &members->at[i];
        if (!applies(type, member)) {
            continue;
        }
        const bool direct = type_is_direct_interface(type, d->l->go->one_word_direct);
        met_method(d, direct ? type : type_new_pointer(d->l->arena, type), member);
        met_method(d, type, member);
        if (out != NULL) {
            VEC_PUSH(d->l->arena, out, *member);
        }
    }
}

/* ---- descriptions ---- */

static void write_signature(Describer *d, const Type *signature) {
    const ObjectVec *params = &signature->as.signature.params->as.tuple.vars;
    const ObjectVec *results = &signature->as.signature.results->as.tuple.vars;
    for (int i = 0; i < params->len; i++) {
        describe_type(d, params->at[i]->type);
    }
    for (int i = 0; i < results->len; i++) {
        describe_type(d, results->at[i]->type);
    }
}

static Type *without_receiver(Lower *l, Type *signature) {
    return type_new_signature(l->arena, NULL, signature->as.signature.params, signature->as.signature.results,
                              signature->as.signature.variadic);
}

static void write_common(Describer *d, Type *type) {
    if (d->type != NULL) {
        d->type(d, type);
    }
    if (is_pointer(type)) {
        return;
    }
    Type *pointer = type_new_pointer(d->l->arena, type);
    if (type_as_named(type) == NULL) {
        methods(d, pointer, NULL);
    }
    describe_type(d, pointer);
}

static void write_extra(Describer *d, Type *type) {
    MemberVec found = {0};
    methods(d, type, &found);
    for (int i = 0; i < found.len; i++) {
        describe_type(d, lower_method_type(d->l, type_underlying(found.at[i].object->type), type));
    }
    for (int i = 0; i < found.len; i++) {
        describe_type(d, without_receiver(d->l, type_underlying(found.at[i].object->type)));
    }
}

static void write_interface(Describer *d, Type *type) {
    const MemberVec *members = members_of(d, type);
    for (int i = 0; i < members->len; i++) {
        met_method(d, type, &members->at[i]);
    }
    for (int i = 0; i < members->len; i++) {
        describe_type(d, without_receiver(d->l, type_underlying(members->at[i].object->type)));
    }
}

/* What the description of a type refers to. */
static void write_parts(Describer *d, Type *type) {
    Type *under = type_underlying(type);
    switch ((int)under->kind) {
    case TYPE_ARRAY:
        describe_type(d, under->as.array.elem);
        describe_type(d, type_new_slice(d->l->arena, under->as.array.elem));
        break;
    case TYPE_SLICE:
    case TYPE_POINTER: describe_type(d, under->as.pointer.elem); break;
    case TYPE_CHAN: describe_type(d, under->as.chan.elem); break;
    case TYPE_SIGNATURE: write_signature(d, under); break;
    case TYPE_INTERFACE: write_interface(d, type); break;
    case TYPE_MAP:
        describe_type(d, under->as.map.key);
        describe_type(d, under->as.map.elem);
        if (d->map != NULL) {
            d->map(d, type);
        }
        break;
    case TYPE_STRUCT:
        for (int i = 0; i < under->as.struct_.fields.len; i++) {
            describe_type(d, under->as.struct_.fields.at[i]->type);
        }
        break;
    default: break;
    }
}

void describe_type(Describer *d, Type *type) {
    type = type_unalias(type);
    const char *key = describe_key(d->l, type);
    if (strmap_has(d->written, key)) {
        return;
    }
    strmap_set(d->written, key, type);
    if (!describe_is_local(d->l, type)) {
        return;
    }
    lower_enter(d->l);
    if (d->parts_first) {
        write_parts(d, type);
    }
    write_common(d, type);
    if (!d->parts_first) {
        write_parts(d, type);
    }
    write_extra(d, type);
    lower_leave(d->l);
}

void describe_pair(Describer *d, Type *type, Type *iface) {
    const char *key = arena_printf(d->l->arena, "%s,%s", describe_key(d->l, type), describe_key(d->l, iface));
    if (strmap_has(d->pairs, key)) {
        return;
    }
    strmap_set(d->pairs, key, type);
    methods(d, type, NULL);
    describe_type(d, iface);
    describe_type(d, type);
}
