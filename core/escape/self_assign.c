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

static bool is_simple(Type *type) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_BASIC && (under->as.basic.info & (INFO_NUMERIC | INFO_BOOLEAN)) != 0;
}

static bool is_arithmetic(Operator oper) { return oper >= OP_ADD && oper <= OP_SHR; }

static const Node *without_conversions(const Node *n) {
    while (n->op == NODE_CONVNOP || n->op == NODE_PAREN) {
        n = n->x;
    }
    return n;
}

/* The two expressions are the same and have no effects. */
static bool same_safe(const Node *l, const Node *r, int depth) {
    if (depth > BUILD_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    l = without_conversions(l);
    r = without_conversions(r);
    if (l->op != r->op || l->type == NULL || r->type == NULL || !type_identical(l->type, r->type)) {
        return false;
    }
    switch ((int)l->op) {
    case NODE_NAME: return l->var == r->var;
    case NODE_DOT:
    case NODE_DOTPTR: return strcmp(l->sym, r->sym) == 0 && same_safe(l->x, r->x, depth + 1);
    case NODE_DEREF: return same_safe(l->x, r->x, depth + 1);
    case NODE_UNARY: return l->oper == r->oper && same_safe(l->x, r->x, depth + 1);
    case NODE_CONV: return is_simple(l->type) && same_safe(l->x, r->x, depth + 1);
    case NODE_INDEX:
    case NODE_INDEXMAP: return same_safe(l->x, r->x, depth + 1) && same_safe(l->y, r->y, depth + 1);
    case NODE_BINARY:
        return l->oper == r->oper && is_arithmetic(l->oper) && same_safe(l->x, r->x, depth + 1) &&
               same_safe(l->y, r->y, depth + 1);
    case NODE_LITERAL: return value_identical(l->value, r->value);
    case NODE_NIL: return true;
    default: return false;
    }
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
        return !is_arithmetic(n->oper) || may_affect_memory(n->x, depth + 1) || may_affect_memory(n->y, depth + 1);
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
    case NODE_DOTPTR: return same_safe(dst->x, src->x, 0);
    case NODE_INDEX:
        return !may_affect_memory(dst->y, 0) && !may_affect_memory(src->y, 0) && same_safe(dst->x, src->x, 0);
    default: return false;
    }
}
