/*
 * Unions: the elements ~T and A|B of constraints.
 * gc: types2/union.go.  Spec: #General_interfaces.
 */
#include "core/types/declare.h"

enum { TERMS_MAX = 100 };

typedef struct PendingUnion {
    Type *type;
    ExprVec exprs; /* of the terms */
} PendingUnion;

/* gc shows terms with the full path of their packages, even of the current one. */
static const char *term_text(Checker *c, const UnionTerm *term) {
    StrBuf out = strbuf_new(c->scratch);
    strbuf_add(&out, term->tilde ? "~" : "");
    type_format(&out, term->type, NULL);
    return strbuf_text(&out);
}

static void check_interface_term(Checker *c, const UnionTerm *term, Type *iface, const Expr *at) {
    const TypeSet *set = interface_type_set(iface);
    const char *text = term_text(c, term);
    if (set->methods.len > 0) {
        check_error_expr(c, at, "InvalidUnion", "cannot use %s in union (%s contains methods)", text, text);
    } else if (term->type == c->universe->comparable_type) {
        check_error_expr(c, at, "InvalidUnion", "cannot use comparable in union");
    } else if (set->comparable) {
        check_error_expr(c, at, "InvalidUnion", "cannot use %s in union (%s embeds comparable)", text, text);
    }
}

static const UnionTerm *overlapping_term(const UnionTerm *terms, int n, const UnionTerm *term) {
    for (int i = 0; i < n; i++) {
        if (!type_is_bad(terms[i].type) && !type_is_interface(terms[i].type) && !terms_disjoint(&terms[i], term)) {
            return &terms[i];
        }
    }
    return NULL;
}

static void check_term(Checker *c, const PendingUnion *pending, int i) {
    const UnionTerm *terms = pending->type->as.union_.terms.at, *term = &terms[i];
    const Expr *at = pending->exprs.at[i];
    if (type_is_bad(term->type)) {
        return;
    }
    Type *under = type_underlying(term->type);
    bool is_interface = under->kind == TYPE_INTERFACE;
    if (term->tilde && is_interface) {
        check_error_expr(c, at, "InvalidUnion", "invalid use of ~ (%s is an interface)", text_of_type(c, term->type));
        return;
    }
    if (term->tilde && !type_identical(under, term->type)) {
        check_error_expr(c, at, "InvalidUnion", "invalid use of ~ (underlying type of %s is %s)",
                         text_of_type(c, term->type), text_of_type(c, under));
        return;
    }
    if (is_interface) {
        check_interface_term(c, term, under, at);
        return;
    }
    const UnionTerm *other = overlapping_term(terms, i, term);
    if (other != NULL) {
        check_soft_error(c, error_pos(at), "InvalidUnion", "overlapping terms %s and %s", term_text(c, term),
                         term_text(c, other));
    }
}

static void check_terms(Checker *c, void *argument) {
    const PendingUnion *pending = argument;
    for (int i = 0; i < pending->type->as.union_.terms.len; i++) {
        check_term(c, pending, i);
    }
}

static UnionTerm parse_term(Checker *c, Expr *expr) {
    Expr *x = expr;
    bool tilde = x->kind == EXPR_OPERATION && x->as.operation.op == OP_TILDE;
    if (tilde) {
        x = x->as.operation.x;
    }
    Type *type = check_type(c, x);
    if (type_is_tparam(type)) {
        if (tilde) {
            check_error_expr(c, x, "MisplacedTypeParam", "type in term %s cannot be a type parameter",
                             text_of_expr(c, expr));
        } else {
            check_error_expr(c, x, "MisplacedTypeParam", "term cannot be a type parameter");
        }
        type = c->universe->bad;
    }
    UnionTerm term = {tilde, type, error_pos(expr)};
    if (tilde) {
        Type *single = type_new(c->arena, TYPE_UNION);
        VEC_PUSH(c->arena, &single->as.union_.terms, term);
        record_type_and_value(c, expr, MODE_TYPE, single, NULL);
    }
    return term;
}

/* The operands of |, left to right, and the operations that join them. */
static void flatten(Checker *c, Expr *expr, ExprVec *terms, ExprVec *joints) {
    ExprVec right = {0};
    while (expr->kind == EXPR_OPERATION && expr->as.operation.op == OP_OR && expr->as.operation.y != NULL) {
        VEC_PUSH(c->scratch, &right, expr);
        expr = expr->as.operation.x;
    }
    VEC_PUSH(c->scratch, terms, expr);
    for (int i = right.len - 1; i >= 0; i--) {
        VEC_PUSH(c->scratch, joints, right.at[i]);
        VEC_PUSH(c->scratch, terms, right.at[i]->as.operation.y);
    }
}

Type *check_union(Checker *c, Expr *expr) {
    ExprVec exprs = {0}, joints = {0};
    flatten(c, expr, &exprs, &joints);
    Type *type = type_new(c->arena, TYPE_UNION), *result = type;
    for (int i = 0; i < exprs.len; i++) {
        UnionTerm term = parse_term(c, exprs.at[i]);
        if (exprs.len == 1 && !term.tilde) {
            return term.type;
        }
        if (type->as.union_.terms.len < TERMS_MAX) {
            VEC_PUSH(c->arena, &type->as.union_.terms, term);
        } else if (result == type) {
            check_error_expr(c, exprs.at[i], "InvalidUnion",
                             "cannot handle more than %d union terms (implementation limitation)", TERMS_MAX);
            result = c->universe->bad;
        }
        if (i > 0) {
            record_type_and_value(c, joints.at[i - 1], MODE_TYPE, result, NULL);
        }
    }
    if (result == type) {
        PendingUnion *pending = ARENA_NEW(c->scratch, PendingUnion);
        *pending = (PendingUnion){type, exprs};
        check_later(c, check_terms, pending);
    }
    return result;
}
