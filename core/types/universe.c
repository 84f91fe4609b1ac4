/*
 * The universe: what is declared before any package, and package unsafe.
 * gc: types2/universe.go.  Spec: #Predeclared_identifiers.
 */
#include <string.h>

#include "core/types/declare.h"

typedef struct BasicEntry {
    const char *name;
    unsigned info;
} BasicEntry;

static const BasicEntry basic_entries[BASIC_COUNT] = {
    [BASIC_INVALID] = {"invalid type", 0},
    [BASIC_BOOL] = {"bool", INFO_BOOLEAN},
    [BASIC_INT] = {"int", INFO_INTEGER},
    [BASIC_INT8] = {"int8", INFO_INTEGER},
    [BASIC_INT16] = {"int16", INFO_INTEGER},
    [BASIC_INT32] = {"int32", INFO_INTEGER},
    [BASIC_INT64] = {"int64", INFO_INTEGER},
    [BASIC_UINT] = {"uint", INFO_INTEGER | INFO_UNSIGNED},
    [BASIC_UINT8] = {"uint8", INFO_INTEGER | INFO_UNSIGNED},
    [BASIC_UINT16] = {"uint16", INFO_INTEGER | INFO_UNSIGNED},
    [BASIC_UINT32] = {"uint32", INFO_INTEGER | INFO_UNSIGNED},
    [BASIC_UINT64] = {"uint64", INFO_INTEGER | INFO_UNSIGNED},
    [BASIC_UINTPTR] = {"uintptr", INFO_INTEGER | INFO_UNSIGNED},
    [BASIC_FLOAT32] = {"float32", INFO_FLOAT},
    [BASIC_FLOAT64] = {"float64", INFO_FLOAT},
    [BASIC_COMPLEX64] = {"complex64", INFO_COMPLEX},
    [BASIC_COMPLEX128] = {"complex128", INFO_COMPLEX},
    [BASIC_STRING] = {"string", INFO_STRING},
    [BASIC_UNSAFE_POINTER] = {"Pointer", 0},
    [BASIC_UNTYPED_BOOL] = {"untyped bool", INFO_BOOLEAN | INFO_UNTYPED},
    [BASIC_UNTYPED_INT] = {"untyped int", INFO_INTEGER | INFO_UNTYPED},
    [BASIC_UNTYPED_RUNE] = {"untyped rune", INFO_INTEGER | INFO_UNTYPED},
    [BASIC_UNTYPED_FLOAT] = {"untyped float", INFO_FLOAT | INFO_UNTYPED},
    [BASIC_UNTYPED_COMPLEX] = {"untyped complex", INFO_COMPLEX | INFO_UNTYPED},
    [BASIC_UNTYPED_STRING] = {"untyped string", INFO_STRING | INFO_UNTYPED},
    [BASIC_UNTYPED_NIL] = {"untyped nil", INFO_UNTYPED},
};

static const char *const builtin_names[BUILTIN_ASSERT] = {
    [BUILTIN_APPEND] = "append",
    [BUILTIN_CAP] = "cap",
    [BUILTIN_CLEAR] = "clear",
    [BUILTIN_CLOSE] = "close",
    [BUILTIN_COMPLEX] = "complex",
    [BUILTIN_COPY] = "copy",
    [BUILTIN_DELETE] = "delete",
    [BUILTIN_IMAG] = "imag",
    [BUILTIN_LEN] = "len",
    [BUILTIN_MAKE] = "make",
    [BUILTIN_MAX] = "max",
    [BUILTIN_MIN] = "min",
    [BUILTIN_NEW] = "new",
    [BUILTIN_PANIC] = "panic",
    [BUILTIN_PRINT] = "print",
    [BUILTIN_PRINTLN] = "println",
    [BUILTIN_REAL] = "real",
    [BUILTIN_RECOVER] = "recover",
    [BUILTIN_UNSAFE_ADD] = "Add",
    [BUILTIN_UNSAFE_ALIGNOF] = "Alignof",
    [BUILTIN_UNSAFE_OFFSETOF] = "Offsetof",
    [BUILTIN_UNSAFE_SIZEOF] = "Sizeof",
    [BUILTIN_UNSAFE_SLICE] = "Slice",
    [BUILTIN_UNSAFE_SLICE_DATA] = "SliceData",
    [BUILTIN_UNSAFE_STRING] = "String",
    [BUILTIN_UNSAFE_STRING_DATA] = "StringData",
};

typedef struct Maker {
    Arena *arena;
    Names *names;
    Universe *universe;
} Maker;

/* What is exported belongs to package unsafe. */
static Object *define(const Maker *m, ObjectKind kind, const char *name, Type *type) {
    Object *object = object_new(m->arena, kind, POS_NONE, NULL, name_of(m->names, name), type);
    Scope *scope = m->universe->scope;
    if (object->name->exported) {
        object->package = m->universe->unsafe_package;
        scope = object->package->scope;
    }
    scope_insert(m->arena, scope, object);
    return object;
}

/* What is found out about types on demand is found out now: threads share these. */
static void settle(Type *type) {
    type_size(type);
    type_has_pointers(type);
    type->has_shape = 1;
}

static Type *make_basic(const Maker *m, BasicKind kind, const char *name) {
    Type *type = type_new(m->arena, kind == BASIC_INVALID ? TYPE_BAD : TYPE_BASIC);
    type->as.basic.kind = kind;
    type->as.basic.info = basic_entries[kind].info;
    type->as.basic.name = name;
    if ((type->as.basic.info & INFO_UNTYPED) == 0 && kind != BASIC_INVALID) {
        settle(type);
    }
    return type;
}

static void define_basic_types(const Maker *m) {
    Universe *u = m->universe;
    for (int kind = 0; kind < BASIC_COUNT; kind++) {
        const char *name = basic_entries[kind].name;
        u->basic[kind] = make_basic(m, (BasicKind)kind, name);
        if (strchr(name, ' ') == NULL) {
            define(m, OBJ_TYPE, name, u->basic[kind]);
        }
    }
    u->bad = u->basic[BASIC_INVALID];
    u->byte_type = make_basic(m, BASIC_UINT8, "byte");
    u->rune_type = make_basic(m, BASIC_INT32, "rune");
    define(m, OBJ_TYPE, "byte", u->byte_type)->as.type.alias = true;
    define(m, OBJ_TYPE, "rune", u->rune_type)->as.type.alias = true;
}

static Type *complete_interface(const Maker *m, ObjectVec methods) {
    Type *iface = type_new_interface(m->arena, methods, (TypeVec){0});
    compute_type_set(NULL, iface, POS_NONE);
    settle(iface);
    return iface;
}

static Type *define_named(const Maker *m, const char *name, Type *underlying) {
    Type *named = type_new(m->arena, TYPE_NAMED);
    named->as.named.origin = named;
    named->as.named.object = define(m, OBJ_TYPE, name, named);
    named->as.named.from_rhs = underlying;
    named_underlying(named);
    settle(named);
    return named;
}

static void define_error(const Maker *m) {
    Universe *u = m->universe;
    Object *result = object_new_var(m->arena, VAR_RESULT, POS_NONE, NULL, NULL, u->basic[BASIC_STRING]);
    Type *signature = type_new_signature(m->arena, NULL, u->empty_tuple, type_new_tuple(m->arena, &result, 1), false);
    Object *method = object_new(m->arena, OBJ_FUNC, POS_NONE, NULL, name_of(m->names, "Error"), signature);
    Object *recv = object_new_var(m->arena, VAR_RECEIVER, POS_NONE, NULL, NULL, NULL);
    signature->as.signature.recv = recv;
    signature->has_shape = signature->as.signature.results->has_shape = 1;
    ObjectVec methods = {0};
    VEC_PUSH(m->arena, &methods, method);
    u->error_type = define_named(m, "error", complete_interface(m, methods));
    recv->type = u->error_type;
    u->error_error = method;
}

static void define_interfaces(const Maker *m) {
    Universe *u = m->universe;
    u->empty_interface = complete_interface(m, (ObjectVec){0});
    u->any_type = complete_interface(m, (ObjectVec){0});
    u->any_type->as.interface.is_any = true;
    define_error(m);

    Type *any = type_new(m->arena, TYPE_ALIAS);
    any->as.alias.origin = any;
    any->as.alias.from_rhs = u->any_type;
    any->as.alias.object = define(m, OBJ_TYPE, "any", any);
    any->as.alias.object->as.type.alias = true;
    type_unalias(any);
    settle(any);
    u->any_alias = any;

    Type *comparable = complete_interface(m, (ObjectVec){0});
    comparable->as.interface.type_set->comparable = true;
    u->comparable_type = define_named(m, "comparable", comparable);
}

static void define_constants(const Maker *m) {
    Universe *u = m->universe;
    define(m, OBJ_CONST, "true", u->basic[BASIC_UNTYPED_BOOL])->as.const_.value = value_bool(true);
    define(m, OBJ_CONST, "false", u->basic[BASIC_UNTYPED_BOOL])->as.const_.value = value_bool(false);
    u->iota = define(m, OBJ_CONST, "iota", u->basic[BASIC_UNTYPED_INT]);
    u->iota->as.const_.value = value_int(m->arena, 0);
    u->nil = define(m, OBJ_NIL, "nil", u->basic[BASIC_UNTYPED_NIL]);
}

Universe *universe_new(Arena *arena, Names *names) {
    Universe *u = ARENA_NEW(arena, Universe);
    const Maker maker = {arena, names, u};
    u->scope = scope_new(arena, NULL, POS_NONE, POS_NONE);
    u->unsafe_package = ARENA_NEW(arena, Package);
    *u->unsafe_package = (Package){.path = "unsafe",
                                   .name = name_of(names, "unsafe"),
                                   .scope = scope_new(arena, u->scope, POS_NONE, POS_NONE),
                                   .complete = true,
                                   .is_std = true};
    u->empty_tuple = type_new_tuple(arena, NULL, 0);
    u->empty_tuple->has_shape = 1;
    define_basic_types(&maker);
    define_interfaces(&maker);
    define_constants(&maker);
    for (int id = 0; id < BUILTIN_ASSERT; id++) {
        define(&maker, OBJ_BUILTIN, builtin_names[id], u->bad)->as.builtin.id = (BuiltinId)id;
    }
    return u;
}
