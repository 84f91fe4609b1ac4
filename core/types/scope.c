/*
 * Scopes. Small ones are searched, larger ones have an index.
 * gc: types2/scope.go.
 */
#include "core/types/object.h"

enum { INDEX_FROM = 12 };

Scope *scope_new(Arena *arena, Scope *parent, Pos start, Pos end) {
    Scope *scope = ARENA_NEW(arena, Scope);
    scope->parent = parent;
    scope->start = start;
    scope->end = end;
    /* The universe is shared and stays as it is. */
    if (parent != NULL && parent->parent != NULL) {
        VEC_PUSH(arena, &parent->children, scope);
    }
    return scope;
}

void scope_complete(Scope *scope) {
    if (scope->stored != NULL) {
        scope->stored->read_scope(scope->stored);
    }
}

Object *scope_lookup(const Scope *scope, const Name *name) {
    if (scope->stored != NULL) {
        return scope->stored->find(scope->stored, name);
    }
    if (scope->index != NULL) {
        return map_get(scope->index, name);
    }
    for (int i = 0; i < scope->objects.len; i++) {
        if (scope->objects.at[i]->name == name) {
            return scope->objects.at[i];
        }
    }
    return NULL;
}

static bool visible_at(const Object *object, Pos pos) {
    return !pos_known(pos) || !pos_known(object->scope_pos) || object->scope_pos.offset <= pos.offset;
}

Object *scope_lookup_parent(Scope *scope, const Name *name, Pos pos, Scope **found) {
    for (; scope != NULL; scope = scope->parent) {
        Object *object = scope_lookup(scope, name);
        if (object != NULL && visible_at(object, pos)) {
            if (found != NULL) {
                *found = scope;
            }
            return object;
        }
    }
    return NULL;
}

static void build_index(Arena *arena, Scope *scope) {
    scope->index = map_new(arena);
    for (int i = 0; i < scope->objects.len; i++) {
        map_set(scope->index, scope->objects.at[i]->name, scope->objects.at[i]);
    }
}

Object *scope_insert(Arena *arena, Scope *scope, Object *object) {
    if (object->name->blank) {
        return NULL;
    }
    Object *other = scope_lookup(scope, object->name);
    if (other != NULL) {
        return other;
    }
    VEC_PUSH(arena, &scope->objects, object);
    if (scope->index != NULL) {
        map_set(scope->index, object->name, object);
    } else if (scope->objects.len >= INDEX_FROM) {
        build_index(arena, scope);
    }
    if (object->parent == NULL) {
        object->parent = scope;
    }
    return NULL;
}
