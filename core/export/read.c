/*
 * Objects and types, read when somebody asks for them. A type that may contain itself is in its table before its parts
 * are read; the declaration of a named type waits until its methods or its underlying type are asked for.
 */
#include "core/export/internal.h"

static int read_count(Reader *r) { return (int)bytes_read_uint(&r->in); }

static TypeVec read_type_vec(Reader *r) {
    TypeVec list = {0};
    const int n = read_count(r);
    VEC_RESERVE(r->arena, &list, n);
    for (int i = 0; i < n; i++) {
        VEC_PUSH(r->arena, &list, read_type_ref(r));
    }
    return list;
}

static ObjectVec read_object_vec(Reader *r) {
    ObjectVec list = {0};
    const int n = read_count(r);
    VEC_RESERVE(r->arena, &list, n);
    for (int i = 0; i < n; i++) {
        VEC_PUSH(r->arena, &list, read_object_ref(r));
    }
    return list;
}

/* ---- objects ---- */

static int16_t read_derefs(Reader *r) { return (int16_t)(bytes_read_uint(&r->in) - 1); }

static void read_tags(Reader *r, FuncInfo *info) {
    info->tag_count = read_count(r);
    info->tags = ARENA_ARRAY(r->arena, ParamTag, info->tag_count);
    for (int i = 0; i < info->tag_count; i++) {
        ParamTag *tag = &info->tags[i];
        tag->known = bytes_read_bool(&r->in);
        if (!tag->known) {
            continue;
        }
        tag->heap = read_derefs(r);
        tag->mutator = read_derefs(r);
        tag->callee = read_derefs(r);
        for (int k = 0; k < LEAK_RESULTS_MAX; k++) {
            tag->result[k] = read_derefs(r);
        }
    }
}

static void read_func(Reader *r, Object *object) {
    FuncInfo *info = ARENA_NEW(r->arena, FuncInfo);
    object->as.func.info = info;
    object->as.func.has_pointer_recv = bytes_read_bool(&r->in);
    info->pragma = (unsigned)bytes_read_uint(&r->in);
    info->has_body = bytes_read_bool(&r->in);
    info->origin = read_object_ref(r);
    read_tags(r, info);
    info->stored = &r->from->stored;
    info->stored_at = (uint32_t)bytes_read_uint(&r->in);
}

static void read_object_parts(Reader *r, Object *object) {
    switch (object->kind) {
    case OBJ_CONST: object->as.const_.value = value_read(r->arena, &r->in); break;
    case OBJ_TYPE: object->as.type.alias = bytes_read_bool(&r->in); break;
    case OBJ_VAR:
        object->as.var.role = (VarRole)bytes_read_uint(&r->in);
        object->as.var.embedded = bytes_read_bool(&r->in);
        object->as.var.origin = read_object_ref(r);
        break;
    case OBJ_FUNC: read_func(r, object); break;
    case OBJ_BAD:
    case OBJ_PACKAGE:
    case OBJ_LABEL:
    case OBJ_BUILTIN:
    case OBJ_NIL: break;
    }
}

Object *imported_object(ImportedPackage *p, uint32_t i) {
    if (p->objects[i] != NULL) {
        return p->objects[i];
    }
    Arena *arena = p->imports->arena;
    Reader r = {.from = p, .arena = arena, .in = summary_entry(p->exported->bytes, HEAD_OBJECTS, HEAD_OBJECT_COUNT, i)};
    Object *object = ARENA_NEW(arena, Object);
    p->objects[i] = object;
    object->home = p->package;
    object->home_index = i;
    object->kind = (ObjectKind)bytes_read_uint(&r.in);
    object->name = read_name(&r);
    object->pos = read_pos(&r);
    object->package = read_package_ref(&r);
    object->parent = bytes_read_bool(&r.in) ? p->package->scope : NULL;
    if (object->kind == OBJ_PACKAGE) {
        object->as.package.imported = read_package_ref(&r);
        return object;
    }
    Type *type = read_type_ref(&r);
    object->type = type;
    read_object_parts(&r, object);
    return object;
}

/* ---- types ---- */

/* What makes a named type known by its name: other declarations may come back to it. */
static void read_named(Reader *r, Type *type, uint32_t i) {
    type->as.named.origin = type;
    type->as.named.stored = &r->from->stored;
    type->as.named.stored_at = i;
    type->as.named.object = read_object_ref(r);
    type->as.named.not_in_heap = bytes_read_bool(&r->in);
    type->as.named.local_index = read_count(r);
    type->as.named.tparams = read_type_vec(r);
    type->as.named.implicits = read_type_vec(r);
    const TypeVec *lists[] = {&type->as.named.implicits, &type->as.named.tparams};
    for (int k = 0; k < 2; k++) {
        for (int j = 0; j < lists[k]->len; j++) {
            VEC_PUSH(r->arena, &type->as.named.all_params, lists[k]->at[j]);
        }
    }
}

/* Goes over what read_named has read, then reads the rest. */
void read_named_declaration(Stored *stored, Type *named) {
    ImportedPackage *p = (ImportedPackage *)stored;
    Reader r = {.from = p,
                .arena = p->imports->arena,
                .in = summary_entry(p->exported->bytes, HEAD_TYPES, HEAD_TYPE_COUNT, named->as.named.stored_at)};
    r.in.at += named->as.named.declaration_at;
    named->as.named.from_rhs = read_type_ref(&r);
    Type *underlying = read_type_ref(&r);
    named_set_underlying(named, underlying);
    named->as.named.methods = read_object_vec(&r);
}

static void read_struct(Reader *r, Type *type) {
    type->as.struct_.fields = read_object_vec(r);
    if (!bytes_read_bool(&r->in)) {
        return;
    }
    const int n = type->as.struct_.fields.len;
    type->as.struct_.tags = ARENA_ARRAY(r->arena, const char *, n);
    type->as.struct_.tag_lens = ARENA_ARRAY(r->arena, unsigned, n);
    for (int i = 0; i < n; i++) {
        if (bytes_read_bool(&r->in)) {
            size_t length;
            const char *tag = bytes_read_text(&r->in, &length);
            type->as.struct_.tags[i] = arena_strndup(r->arena, tag, length);
            type->as.struct_.tag_lens[i] = (unsigned)length;
        }
    }
}

static void read_interface(Reader *r, Type *type) {
    type->as.interface.complete = true;
    type->as.interface.methods = read_object_vec(r);
    type->as.interface.embeddeds = read_type_vec(r);
    if (bytes_read_bool(&r->in)) {
        const int n = type->as.interface.embeddeds.len;
        type->as.interface.embed_pos = ARENA_ARRAY(r->arena, Pos, n);
        for (int i = 0; i < n; i++) {
            type->as.interface.embed_pos[i] = read_pos(r);
        }
    }
    type->as.interface.implicit = bytes_read_bool(&r->in);
}

static void read_signature(Reader *r, Type *type) {
    type->as.signature.recv = read_object_ref(r);
    type->as.signature.tparams = read_type_vec(r);
    type->as.signature.recv_tparams = read_type_vec(r);
    type->as.signature.params = read_type_ref(r);
    type->as.signature.results = read_type_ref(r);
    type->as.signature.variadic = bytes_read_bool(&r->in);
}

static void read_union(Reader *r, Type *type) {
    const int n = read_count(r);
    for (int i = 0; i < n; i++) {
        UnionTerm term = {.tilde = bytes_read_bool(&r->in)};
        term.type = read_type_ref(r);
        term.pos = read_pos(r);
        VEC_PUSH(r->arena, &type->as.union_.terms, term);
    }
}

static void read_alias(Reader *r, Type *type) {
    type->as.alias.origin = type;
    type->as.alias.object = read_object_ref(r);
    type->as.alias.tparams = read_type_vec(r);
    type->as.alias.from_rhs = read_type_ref(r);
}

static void read_tparam(Reader *r, Type *type) {
    type->as.tparam.object = read_object_ref(r);
    type->as.tparam.index = (int)bytes_read_int(&r->in);
    type->as.tparam.id = bytes_read_uint(&r->in);
    type->as.tparam.constraint = read_type_ref(r);
}

static void read_parts(Reader *r, Type *type, uint32_t i) {
    switch (type->kind) {
    case TYPE_BAD:
    case TYPE_BASIC: break;
    case TYPE_NAMED: {
        const unsigned char *start = r->start;
        read_named(r, type, i);
        type->as.named.declaration_at = (uint32_t)(r->in.at - start);
        break;
    }
    case TYPE_ALIAS: read_alias(r, type); break;
    case TYPE_POINTER:
    case TYPE_SLICE: type->as.pointer.elem = read_type_ref(r); break;
    case TYPE_ARRAY:
        type->as.array.len = bytes_read_int(&r->in);
        type->as.array.elem = read_type_ref(r);
        break;
    case TYPE_MAP:
        type->as.map.key = read_type_ref(r);
        type->as.map.elem = read_type_ref(r);
        break;
    case TYPE_CHAN:
        type->as.chan.dir = (ChanDir)bytes_read_uint(&r->in);
        type->as.chan.elem = read_type_ref(r);
        break;
    case TYPE_STRUCT: read_struct(r, type); break;
    case TYPE_TUPLE: type->as.tuple.vars = read_object_vec(r); break;
    case TYPE_SIGNATURE: read_signature(r, type); break;
    case TYPE_INTERFACE: read_interface(r, type); break;
    case TYPE_UNION: read_union(r, type); break;
    case TYPE_PARAM: read_tparam(r, type); break;
    }
}

Type *imported_type(ImportedPackage *p, uint32_t i) {
    if (p->types[i] != NULL) {
        return p->types[i];
    }
    Arena *arena = p->imports->arena;
    Reader r = {.from = p, .arena = arena, .in = summary_entry(p->exported->bytes, HEAD_TYPES, HEAD_TYPE_COUNT, i)};
    r.start = r.in.at;
    const TypeKind kind = (TypeKind)bytes_read_uint(&r.in);
    if (kind == TYPE_NAMED || kind == TYPE_ALIAS) {
        TypeList *targs = read_type_list(&r);
        if (targs != NULL) {
            Type *origin = read_type_ref(&r);
            /* Reading the origin may have led here. */
            if (p->types[i] == NULL) {
                p->types[i] = types_instantiate(p->imports->instances, origin, targs);
            }
            return p->types[i];
        }
    }
    Type *type = type_new(arena, kind);
    p->types[i] = type;
    read_parts(&r, type, i);
    return type;
}
