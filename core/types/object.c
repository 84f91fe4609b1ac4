/*
 * Objects: making them, and when two have the same identity.
 * gc: types2/object.go, objset.go.
 */
#include "core/types/object.h"

#include <stdlib.h>
#include <string.h>

#include "core/types/declare.h"

Object *object_new(Arena *arena, ObjectKind kind, Pos pos, Package *package, const Name *name, Type *type) {
    Object *object = ARENA_NEW(arena, Object);
    object->kind = kind;
    object->pos = pos;
    object->package = package;
    object->name = name;
    object->type = type;
    if (kind == OBJ_FUNC) {
        object->as.func.info = ARENA_NEW(arena, FuncInfo);
    }
    return object;
}

Object *object_new_var(Arena *arena, VarRole role, Pos pos, Package *package, const Name *name, Type *type) {
    Object *object = object_new(arena, OBJ_VAR, pos, package, name, type);
    object->as.var.role = role;
    return object;
}

/* ---- identity ---- */

bool same_package(const Package *a, const Package *b) {
    if (a == NULL || b == NULL || a == b) {
        return a == b;
    }
    return strcmp(a->path, b->path) == 0;
}

static bool fold_equal(const char *a, const char *b) {
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        int x = *a >= 'A' && *a <= 'Z' ? *a + ('a' - 'A') : *a;
        int y = *b >= 'A' && *b <= 'Z' ? *b + ('a' - 'A') : *b;
        if (x != y) {
            return false;
        }
    }
    return *a == *b;
}

bool object_same_id(const Object *object, const Package *package, const Name *name, bool fold_case) {
    if (object->name == NULL || name == NULL) {
        return false;
    }
    if (fold_case && fold_equal(object->name->text, name->text)) {
        return true;
    }
    if (object->name != name) {
        return false;
    }
    return name->exported || same_package(object->package, package);
}

int object_compare(const Object *a, const Object *b) {
    if (a == b) {
        return 0;
    }
    if (a->name->exported != b->name->exported) {
        return a->name->exported ? -1 : 1;
    }
    if (a->name != b->name) {
        return strcmp(a->name->text, b->name->text);
    }
    if (!a->name->exported && a->package != NULL && b->package != NULL) {
        return strcmp(a->package->path, b->package->path);
    }
    return 0;
}

static int compare_entries(const void *a, const void *b) {
    return object_compare(*(Object *const *)a, *(Object *const *)b);
}

void objects_sort(ObjectVec *list) {
    if (list->len > 1) {
        qsort(list->at, (size_t)list->len, sizeof(Object *), compare_entries);
    }
}

typedef struct SameName {
    Object *object;
    struct SameName *next;
} SameName;

Object *object_set_insert(ObjectSet *set, Object *object) {
    if (set->by_name == NULL) {
        set->by_name = map_new(set->arena);
    }
    SameName *first = map_get(set->by_name, object->name);
    for (SameName *entry = first; entry != NULL; entry = entry->next) {
        if (object_same_id(entry->object, object->package, object->name, false)) {
            return entry->object;
        }
    }
    SameName *entry = ARENA_NEW(set->arena, SameName);
    *entry = (SameName){object, first};
    map_set(set->by_name, object->name, entry);
    return NULL;
}

/* ---- what an object is ---- */

bool object_is_alias(const Object *object, const Universe *universe) {
    const Type *type = object->type;
    if (object->kind != OBJ_TYPE || type == NULL) {
        return false;
    }
    switch (type->kind) {
    case TYPE_BASIC:
        if (object->package == universe->unsafe_package) {
            return false;
        }
        return object->package != NULL || strcmp(type->as.basic.name, object->name->text) != 0 ||
               type == universe->byte_type || type == universe->rune_type;
    case TYPE_NAMED: return object != type->as.named.object;
    case TYPE_PARAM: return object != type->as.tparam.object;
    case TYPE_BAD:
    case TYPE_ALIAS:
    case TYPE_POINTER:
    case TYPE_ARRAY:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_STRUCT:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE:
    case TYPE_INTERFACE:
    case TYPE_UNION: break;
    }
    return true;
}

static const char *var_kind_text(VarRole role) {
    switch (role) {
    case VAR_PACKAGE: return "package-level variable";
    case VAR_LOCAL: return "local variable";
    case VAR_PARAM: return "parameter";
    case VAR_RESULT: return "result variable";
    case VAR_RECEIVER: return "receiver";
    case VAR_FIELD: return "struct field";
    }
    return "";
}

const char *object_kind_text(const Object *object, const Universe *universe) {
    switch (object->kind) {
    case OBJ_PACKAGE: return "package name";
    case OBJ_CONST: return "constant";
    case OBJ_TYPE:
        if (object_is_alias(object, universe)) {
            return "type alias";
        }
        return object->type != NULL && object->type->kind == TYPE_PARAM ? "type parameter" : "defined type";
    case OBJ_VAR: return var_kind_text(object->as.var.role);
    case OBJ_FUNC: return object->type != NULL && object->type->as.signature.recv != NULL ? "method" : "function";
    case OBJ_LABEL: return "label";
    case OBJ_BUILTIN: return "built-in function";
    case OBJ_NIL: return "untyped nil";
    case OBJ_BAD: break;
    }
    return "unknown symbol";
}

bool func_has_pointer_receiver(const Object *func) {
    /* The signature knows best; before it is there, the declaration's syntax does. */
    if (func->type != NULL && func->type->as.signature.recv != NULL) {
        bool is_pointer;
        type_deref(func->type->as.signature.recv->type, &is_pointer);
        return is_pointer;
    }
    return func->as.func.has_pointer_recv;
}

Decl *func_decl(Object *func) {
    FuncInfo *info = func->as.func.info;
    if (info->decl == NULL && info->stored_at != 0) {
        info->decl = info->stored->read_decl(info->stored, info->stored_at);
    }
    return info->decl;
}

void object_complete(Object *func) {
    Checker *c = func->as.func.info->checker;
    if (c != NULL) {
        check_object_decl(c, func, NULL);
    }
}
