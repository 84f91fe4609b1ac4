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
    const Source *source = sources_find(l->config->sources, pos);
    for (int i = 0; i < l->package->files.len; i++) {
        const File *file = l->package->files.at[i];
        int minor = file->source == source ? language_minor(file->go_version) : 0;
        if (minor > 0) {
            return minor < 21 ? 21 : minor;
        }
    }
    return language_minor(l->package->go_version);
}

bool lower_distinct_vars(Lower *l, Pos pos) {
    if (!l->go->loopvar) {
        return false;
    }
    int minor = language_at(l, pos);
    return minor == 0 || minor >= 22;
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
    lower_stmts(l, &stmt->as.for_.body->stmts, &n->body);
    n->distinct_vars = lower_distinct_vars(l, stmt->pos);
    VEC_PUSH(l->arena, out, n);
}
