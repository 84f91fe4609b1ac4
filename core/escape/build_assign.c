/*
 * Assignments: the holes behind their targets, and which variables are assigned again.
 * gc: escape/assign.go.
 */
#include "core/escape/internal.h"

#include <string.h>

static void build_mutated(Escape *e, Node *n) { build_expr(e, mutator_hole(e), n); }

static Hole build_place(Escape *e, Node *n);

static Hole build_index_place(Escape *e, Node *n) {
    build_discard(e, n->y);
    if (n->x->type != NULL && type_underlying(n->x->type)->kind == TYPE_ARRAY) {
        return build_place(e, n->x);
    }
    build_mutated(e, n->x);
    return heap_hole(e, WHY_NONE);
}

static Hole build_place(Escape *e, Node *n) {
    if (n == NULL || node_is_blank(n)) {
        return discard_hole(e);
    }
    switch ((int)n->op) {
    case NODE_NAME:
        if (n->var->class != CLASS_EXTERN && n->var->class != CLASS_FUNC) {
            return hole_of(location_of_var(e, n->var));
        }
        break;
    case NODE_PAREN:
    case NODE_DOT: return build_place(e, n->x);
    case NODE_INDEX: return build_index_place(e, n);
    case NODE_DEREF:
    case NODE_DOTPTR: build_mutated(e, n->x); break;
    case NODE_INDEXMAP:
        build_discard(e, n->x);
        /* A map keeps its keys. */
        build_assign_heap(e, n->y, WHY_KEY_OF_MAP_PUT, n);
        break;
    default: break;
    }
    return heap_hole(e, WHY_NONE);
}

Hole build_addr(Escape *e, Node *n) { return hole_target(e, build_place(e, n), n); }

void build_assign_heap(Escape *e, Node *src, Why why, Node *where) {
    build_expr(e, hole_note(e, heap_hole(e, why), where, why), src);
}

bool is_reflect_header_data(const Node *n) {
    if (!type_is_uintptr(n->type) || (n->op != NODE_DOT && n->op != NODE_DOTPTR) || n->x->type == NULL) {
        return false;
    }
    Type *holder = n->x->type;
    if (n->op == NODE_DOTPTR) {
        holder = type_underlying(holder)->as.pointer.elem;
    }
    const Type *named = type_as_named(holder);
    if (named == NULL || named->as.named.object->package == NULL || strcmp(n->sym, "Data") != 0 ||
        strcmp(named->as.named.object->package->path, "reflect") != 0) {
        return false;
    }
    const char *name = named->as.named.object->name->text;
    return strcmp(name, "SliceHeader") == 0 || strcmp(name, "StringHeader") == 0;
}

static void report_self_assign(Escape *e, Node *where) {
    const char *text = arena_printf(e->arena, "%s ignoring self-assignment in %s", func_text(e, e->func),
                                    node_text(e->scratch, where, e->go, e->ir));
    report(e, VERDICT_SELF_ASSIGNMENT, where->pos, e->func, where, text);
}

static void build_one_assign(Escape *e, Hole k, Node *dst, Node *src, Why why, Node *where) {
    if (k.dst == &e->batch->heap) {
        k = hole_sink(e, k, why);
    }
    if (dst != NULL && dst->op == NODE_DOTPTR && is_reflect_header_data(dst)) {
        build_unsafe_value(e, hole_note(e, heap_hole(e, WHY_REFLECT_HEADER_DATA), where, why), src);
        return;
    }
    if (dst != NULL && src != NULL && is_self_assign(dst, src)) {
        if (e->config->level > 0) {
            report_self_assign(e, where);
        }
        k = discard_hole(e);
    }
    build_expr(e, hole_note(e, k, where, why), src);
}

void build_assign_list(Escape *e, Node *const *dsts, int dst_count, Node *const *srcs, int src_count, Why why,
                       Node *where) {
    Hole one;
    Hole *ks = dst_count == 1 ? &one : ARENA_ARRAY(e->scratch, Hole, dst_count);
    for (int i = 0; i < dst_count; i++) {
        ks[i] = build_addr(e, dsts[i]);
    }
    for (int i = 0; i < dst_count; i++) {
        build_one_assign(e, ks[i], dsts[i], i < src_count ? srcs[i] : NULL, why, where);
    }
    mark_reassigned(ks, dst_count, where);
}

void mark_reassigned(const Hole *ks, int n, const Node *where) {
    if (where->op == NODE_AS && where->y == NULL && where->x->op == NODE_NAME && where->x->var->defn == NULL) {
        return; /* the zero value of a declaration */
    }
    for (int i = 0; i < n; i++) {
        Location *location = ks[i].dst;
        const bool defines = location->var != NULL && location->var->defn == where && where->op != NODE_RANGE;
        if (!defines) {
            location->reassigned = true;
        }
    }
}
