/* Declarations. Spec: #Declarations_and_scope.  gc: syntax/parser.go importDecl … funcDeclOrNil. */
#include "core/syntax/internal.h"

/* Takes the directives before it. */
static Decl *new_decl(Parser *p, DeclKind kind, int group) {
    Decl *decl = ARENA_NEW(p->arena, Decl);
    decl->kind = kind;
    decl->pos = here(p);
    decl->group = group;
    decl->pragma = take_pragma(p, decl);
    return decl;
}

Decl *parse_import_decl(Parser *p, int group, int index) {
    (void)index;
    Decl *decl = new_decl(p, DECL_IMPORT, group);
    if (p->scan.token == TOK_NAME) {
        decl->as.import.local = parse_name(p);
    } else if (p->scan.token == TOK_DOT) {
        decl->as.import.local = new_name(p, here(p), ".");
        next(p);
    }
    Expr *path = parse_literal_or_null(p);
    decl->as.import.path = path;
    if (path == NULL) {
        syntax_error(p, "missing import path");
        advance(p, TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RPAREN));
    } else if (!path->as.literal.bad && path->as.literal.kind != LIT_STRING) {
        syntax_error_at(p, path->pos, "import path must be a string");
        path->as.literal.bad = true;
    }
    return decl;
}

Decl *parse_const_decl(Parser *p, int group, int index) {
    Decl *decl = new_decl(p, DECL_CONST, group);
    decl->as.value.iota_ = index;
    parse_name_list(p, parse_name(p), &decl->as.value.names);
    if (p->scan.token != TOK_EOF && p->scan.token != TOK_SEMI && p->scan.token != TOK_RPAREN) {
        decl->as.value.type = parse_type_or_null(p);
        if (got_assign(p)) {
            decl->as.value.values = parse_expr_list(p);
        }
    }
    return decl;
}

Decl *parse_var_decl(Parser *p, int group, int index) {
    (void)index;
    Decl *decl = new_decl(p, DECL_VAR, group);
    parse_name_list(p, parse_name(p), &decl->as.value.names);
    if (got_assign(p)) {
        decl->as.value.values = parse_expr_list(p);
    } else {
        decl->as.value.type = parse_type(p);
        if (got_assign(p)) {
            decl->as.value.values = parse_expr_list(p);
        }
    }
    return decl;
}

/* ---- Types: `type T [N]E` or `type T[P any] …`? ---- */

static bool is_type_elem(const Expr *x) {
    switch (x->kind) {
    case EXPR_ARRAY_TYPE:
    case EXPR_STRUCT_TYPE:
    case EXPR_FUNC_TYPE:
    case EXPR_INTERFACE_TYPE:
    case EXPR_SLICE_TYPE:
    case EXPR_MAP_TYPE:
    case EXPR_CHAN_TYPE: return true;
    case EXPR_OPERATION:
        return is_type_elem(x->as.operation.x) || (x->as.operation.y != NULL && is_type_elem(x->as.operation.y)) ||
               x->as.operation.op == OP_TILDE;
    case EXPR_PAREN: return is_type_elem(x->as.paren.x);
    default: return false;
    }
}

static Expr *copy_expr(Parser *p, const Expr *x) { return arena_copy(p->arena, x, sizeof *x); }

/*
 * Splits what was read as one expression behind `type T[` into a type parameter's name and its
 * constraint: `P`, `P *C`, `P *C|D`, `P(C)`. Returns the name, NULL when it is an array length; *rest is
 * the constraint, NULL without one. `force`: a comma follows, so it must be a parameter.
 */
static Expr *extract_name(Parser *p, Expr *x, bool force, Expr **rest) {
    *rest = NULL;
    if (x->kind == EXPR_NAME) {
        return x;
    }
    if (x->kind == EXPR_OPERATION && x->as.operation.y != NULL) {
        Expr *left = x->as.operation.x;
        Expr *right = x->as.operation.y;
        if (x->as.operation.op == OP_MUL && left->kind == EXPR_NAME && (force || is_type_elem(right))) {
            Expr *star = copy_expr(p, x);
            star->as.operation.x = right;
            star->as.operation.y = NULL;
            *rest = star;
            return left;
        }
        if (x->as.operation.op == OP_OR) {
            Expr *inner;
            Expr *name = extract_name(p, left, force || is_type_elem(right), &inner);
            if (name != NULL && inner != NULL) {
                Expr *copy = copy_expr(p, x);
                copy->as.operation.x = inner;
                *rest = copy;
                return name;
            }
        }
    }
    if (x->kind == EXPR_CALL && x->as.call.fun->kind == EXPR_NAME && x->as.call.args.len == 1 && !x->as.call.has_dots &&
        (force || is_type_elem(x->as.call.args.at[0]))) {
        *rest = expr_unparen(x->as.call.args.at[0]);
        return x->as.call.fun;
    }
    return NULL;
}

static void type_params_or_array(Parser *p, Decl *decl, Pos bracket) {
    Expr *x = parse_name(p);
    if (p->scan.token != TOK_LBRACK) {
        p->expr_level++;
        x = parse_binary(p, parse_primary(p, x, false), PREC_NONE);
        p->expr_level--;
    }
    Expr *constraint;
    Expr *name = extract_name(p, x, p->scan.token == TOK_COMMA, &constraint);
    if (name != NULL && (constraint != NULL || p->scan.token != TOK_RBRACK)) {
        decl->as.type.tparams = parse_param_list(p, name, constraint, TOK_RBRACK, true, false);
        decl->as.type.alias = got_assign(p);
        decl->as.type.type = parse_type_or_null(p);
    } else {
        decl->as.type.type = parse_array_type(p, bracket, x);
    }
}

Decl *parse_type_decl(Parser *p, int group, int index) {
    (void)index;
    Decl *decl = new_decl(p, DECL_TYPE, group);
    decl->as.type.name = parse_name(p);
    if (p->scan.token == TOK_LBRACK) {
        const Pos bracket = here(p);
        next(p);
        if (p->scan.token == TOK_NAME) {
            type_params_or_array(p, decl, bracket);
        } else if (got(p, TOK_RBRACK)) {
            decl->as.type.type = parse_slice_type(p, bracket);
        } else {
            decl->as.type.type = parse_array_type(p, bracket, NULL);
        }
    } else {
        decl->as.type.alias = got_assign(p);
        decl->as.type.type = parse_type_or_null(p);
    }
    if (decl->as.type.type == NULL) {
        decl->as.type.type = bad_expr(p);
        syntax_error(p, "in type declaration");
        advance(p, TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RPAREN));
    }
    return decl;
}

/* ---- Functions ---- */

static Field *receiver(Parser *p) {
    FieldVec list = parse_param_list(p, NULL, NULL, TOK_RPAREN, false, false);
    if (list.len == 0) {
        error_at(p, here(p), "method has no receiver");
        return NULL;
    }
    if (list.len > 1) {
        error_at(p, here(p), "method has multiple receivers");
    }
    return list.at[0];
}

Decl *parse_func_decl(Parser *p) {
    Decl *decl = new_decl(p, DECL_FUNC, 0);
    const bool method = got(p, TOK_LPAREN);
    if (method) {
        decl->as.func.recv = receiver(p);
    }
    if (p->scan.token == TOK_NAME) {
        decl->as.func.name = parse_name(p);
        decl->as.func.type = parse_func_type(p, "", &decl->as.func.tparams);
    } else {
        decl->as.func.name = new_name(p, here(p), "_");
        decl->as.func.type = new_expr(p, EXPR_FUNC_TYPE, here(p));
        syntax_error(p, method ? "expected name" : "expected name or (");
        advance(p, TOKEN_BIT(TOK_LBRACE) | TOKEN_BIT(TOK_SEMI));
    }
    if (p->scan.token == TOK_LBRACE) {
        decl->as.func.body = parse_func_body(p);
    }
    return decl;
}
