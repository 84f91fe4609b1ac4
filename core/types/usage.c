/*
 * Variables that are declared and not used.
 * gc: types2/stmt.go usage.  Spec: #Variable_declarations.
 */
#include <stdlib.h>

#include "core/types/declare.h"

static int compare_positions(const void *a, const void *b) {
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    return x->pos.offset < y->pos.offset ? -1 : x->pos.offset > y->pos.offset;
}

void check_usage(Checker *c, Scope *scope) {
    ObjectVec unused = {0};
    for (int i = 0; i < scope->objects.len; i++) {
        Object *object = scope->objects.at[i];
        if (object->kind == OBJ_VAR && object->as.var.role == VAR_LOCAL && !object->used) {
            VEC_PUSH(c->scratch, &unused, object);
        }
    }
    if (unused.len > 1) {
        qsort(unused.at, (size_t)unused.len, sizeof(Object *), compare_positions);
    }
    for (int i = 0; i < unused.len; i++) {
        check_soft_error(c, unused.at[i]->pos, "UnusedVar", "declared and not used: %s", unused.at[i]->name->text);
    }
    depth_enter(c);
    for (int i = 0; i < scope->children.len; i++) {
        /* A function literal looks after its own variables. */
        if (!scope->children.at[i]->is_func) {
            check_usage(c, scope->children.at[i]);
        }
    }
    depth_leave(c);
}
