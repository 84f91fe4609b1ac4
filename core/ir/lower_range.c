/*
 * range over arrays, slices, strings, maps, channels and integers; which loops have variables of their own
 * per iteration.
 * Loops over functions never get here: lower_range_func.c has rewritten them.
 * gc: noder/writer.go forStmt, distinctVars; noder/reader.go forStmt.
 */
#include "core/ir/internal.h"

#include <stdlib.h>
#include <string.h>

/* N of the language version "go1.N"; 0 when the text is none. */
static int language_minor(const char *version) {
    if (version == NULL || strncmp(version, "go1.", 4) != 0) {
        return 0;
    }
    return atoi(version + 4);
}

/* The language version in force at a position: a build constraint of the file counts from go1.21 on. */
static int language_at(Lower *l, Pos pos) {
    if (l->go->versions_by_line_file && sources_place(l->config->sources, pos).redirected) {
        return 0;
    }
    const Source *source = sources_find(l->config->sources, pos);
    const Package *package = l->state->func->package; /* of another one in instances of its generic functions */
    for (int i = 0; i < package->files.len; i++) {
        const File *file = package->files.at[i];
        int minor = file->source == source ? language_minor(file->go_version) : 0;
        if (minor > 0) {
            return minor < 21 ? 21 : minor;
        }
    }
    return language_minor(package->go_version);
}

void lower_mark_distinct(Lower *l, Node *loop, Pos pos) {
    const int minor = l->go->loopvar ? language_at(l, pos) : 1;
    if (minor == 0 || minor >= 22) {
        loop->distinct_vars = true;
        l->state->func->distinct_loops = true;
    }
}

/* The types of what a loop over x yields. gc: types2.RangeKeyVal. */
static void yielded(Lower *l, Type *x, Type **key, Type **value) {
    const Type *core = types_core(x);
    if (core != NULL && core->kind == TYPE_POINTER) {
        core = types_core(core->as.pointer.elem);
    }
    *key = l->universe->basic[BASIC_INT];
    *value = NULL;
    switch (core != NULL ? (int)core->kind : TYPE_BAD) {
    case TYPE_BASIC:
        *key = (core->as.basic.info & INFO_STRING) != 0 ? *key : x;
        *value = l->universe->rune_type;
        break;
    case TYPE_ARRAY: *value = core->as.array.elem; break;
    case TYPE_SLICE: *value = core->as.slice.elem; break;
    case TYPE_MAP:
        *key = core->as.map.key;
        *value = core->as.map.elem;
        break;
    case TYPE_CHAN: *key = core->as.chan.elem; break;
    default: break;
    }
}

/* What the loop converts to its targets. */
static void read_targets(Lower *l, const RangeClause *range) {
    Type *x = lower_tree_type_of(l, range->x);
    const Type *core = types_core(x);
    if (core != NULL && core->kind == TYPE_MAP) {
        lower_read_rtype(l, x);
    }
    Type *types[2];
    yielded(l, x, &types[0], &types[1]);
    for (int i = 0; i < expr_count(range->lhs) && i < 2; i++) {
        Expr *target = expr_unparen(expr_at(range->lhs, i));
        Type *type = lower_tree_type_of(l, target);
        if (target->kind == EXPR_NAME) {
            const Object *object = target->as.name.object;
            type = object != NULL && !target->as.name.name->blank ? object->type : NULL;
        }
        lower_read_itab(l, types[i], type);
    }
}

void lower_range(Lower *l, Stmt *stmt, NodeVec *out) {
    const RangeClause *range = stmt->as.for_.range;
    Node *n = lower_node(l, NODE_RANGE, range->pos, NULL);
    n->label = lower_pending_label(out);
    VarVec declared = {0};
    int targets = expr_count(range->lhs);
    for (int i = 0; i < targets; i++) {
        Node *target = lower_assignee(l, expr_at(range->lhs, i), range->define ? &declared : NULL);
        if (i == 0) {
            n->y = target;
        } else {
            n->z = target;
        }
    }
    n->def = lower_init_defn(l, n, &declared);
    n->x = lower_expr(l, range->x);
    read_targets(l, range);
    lower_stmts(l, &stmt->as.for_.body->stmts, &n->body);
    if (n->def) {
        lower_mark_distinct(l, n, stmt->pos);
    }
    VEC_PUSH(l->arena, out, n);
}
