/*
 * Assignments that store in an object what the object holds already: they give nothing a longer life.
 * gc: escape/utils.go isSelfAssign; ir/expr.go SameSafeExpr.
 */
#include "core/escape/internal.h"

#include "core/base/abort.h"

#include <string.h>

/* v of *v and v.f, v a plain name; NULL otherwise. */
static const Var *pointed_name(const Node *n) {
    if (n->op != NODE_DEREF && n->op != NODE_DOTPTR) {
        return NULL;
    }
    return n->x->op == NODE_NAME ? n->x->var : NULL;
}

/* v.f = v.g[i:j] and the like. */
static bool is_slice_self_assign(const Node *dst, const Node *src) {
    const Var *var = pointed_name(dst);
    if (var == NULL) {
        return false;
    }
    switch ((int)src->op) {
    case NODE_SLICE:
    case NODE_SLICE3:
    case NODE_SLICESTR: break;
    case NODE_SLICEARR:
    case NODE_SLICE3ARR:
        /* Slicing an array that lies in the object itself makes a new pointer to the object. */
        if (src->x->op == NODE_ADDR) {
            return false;
        }
        break;
    default: return false;
    }
    return pointed_name(src->x) == var;
}

static bool may_affect_memory(const Node *n, int depth) {
    if (depth > BUILD_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    switch ((int)n->op) {
    case NODE_NAME:
    case NODE_LITERAL:
    case NODE_NIL: return false;
    case NODE_BINARY:
        return !node_is_arithmetic(n) || may_affect_memory(n->x, depth + 1) || may_affect_memory(n->y, depth + 1);
    case NODE_INDEX: return may_affect_memory(n->x, depth + 1) || may_affect_memory(n->y, depth + 1);
    case NODE_PAREN:
    case NODE_CONV:
    case NODE_CONVNOP:
    case NODE_LEN:
    case NODE_CAP:
    case NODE_UNARY:
    case NODE_DOT:
    case NODE_DOTPTR:
    case NODE_DEREF: return may_affect_memory(n->x, depth + 1);
    default: return true;
    }
}

bool is_self_assign(const Node *dst, const Node *src) {
    if (is_slice_self_assign(dst, src)) {
        return true;
    }
    if (dst->op != src->op) {
        return false;
    }
    switch ((int)dst->op) {
    case NODE_DOT:
    case NODE_DOTPTR: return node_same_safe(dst->x, src->x);
    case NODE_INDEX:
        return !may_affect_memory(dst->y, 0) && !may_affect_memory(src->y, 0) && node_same_safe(dst->x, src->x);
    default: return false;
    }
}
