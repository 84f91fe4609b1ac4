/* Expressions. Spec: #Expressions.  gc: syntax/parser.go binaryExpr … complitexpr. */
#include "core/syntax/format.h"
#include "core/syntax/internal.h"

Expr *parse_expr(Parser *p) { return parse_binary(p, NULL, PREC_NONE); }

Expr *parse_expr_list(Parser *p) {
    Expr *x = parse_expr(p);
    if (p->scan.token != TOK_COMMA) {
        return x;
    }
    Expr *list = new_expr(p, EXPR_LIST, x->pos);
    VEC_PUSH(p->arena, &list->as.list.elems, x);
    while (got(p, TOK_COMMA)) {
        VEC_PUSH(p->arena, &list->as.list.elems, parse_expr(p));
    }
    return list;
}

/* Left-deep chains count as depth too: later stages recurse along them. Returns false when too long. */
static bool chain(Parser *p, int *links) {
    ++*links;
    return enter(p);
}

static void end_chain(Parser *p, int links) { p->depth -= links; }

Expr *parse_binary(Parser *p, Expr *x, int precedence) {
    if (x == NULL) {
        x = parse_unary(p);
    }
    int links = 0;
    while ((p->scan.token == TOK_OPERATOR || p->scan.token == TOK_STAR) && p->scan.precedence > precedence &&
           chain(p, &links)) {
        Expr *binary = new_expr(p, EXPR_OPERATION, here(p));
        const int own = p->scan.precedence;
        binary->as.operation.op = p->scan.op;
        next(p);
        binary->as.operation.x = x;
        binary->as.operation.y = parse_binary(p, NULL, own);
        x = binary;
    }
    end_chain(p, links);
    return x;
}

/* `<-` before a channel type: <-chan T was read as <-(chan T). Moves the arrow inwards. */
static Expr *receive_type(Parser *p, Expr *x) {
    ChanDir dir = CHAN_SEND_ONLY;
    Expr *type = x;
    while (dir == CHAN_SEND_ONLY) {
        if (type->kind != EXPR_CHAN_TYPE) {
            break;
        }
        dir = type->as.chan_type.dir;
        if (dir == CHAN_RECV_ONLY) {
            syntax_error(p, "unexpected <-, expected chan");
        }
        type->as.chan_type.dir = CHAN_RECV_ONLY;
        type = type->as.chan_type.elem;
    }
    if (dir == CHAN_SEND_ONLY) {
        syntax_error(p, "unexpected %s, expected chan", expr_text(p->arena, type));
    }
    return x;
}

static Expr *unary(Parser *p) {
    const Pos pos = here(p);
    if (p->scan.token == TOK_OPERATOR || p->scan.token == TOK_STAR) {
        const Operator op = p->scan.op;
        switch (op) {
        case OP_MUL:
        case OP_ADD:
        case OP_SUB:
        case OP_NOT:
        case OP_XOR:
        case OP_TILDE:
        case OP_AND: {
            Expr *x = new_expr(p, EXPR_OPERATION, pos);
            x->as.operation.op = op;
            next(p);
            Expr *operand = parse_unary(p);
            /* &(T{}) is &T{}: composite literals need it. */
            x->as.operation.x = op == OP_AND ? expr_unparen(operand) : operand;
            return x;
        }
        default: break;
        }
    } else if (p->scan.token == TOK_ARROW) {
        next(p);
        Expr *x = parse_unary(p);
        if (x->kind == EXPR_CHAN_TYPE) {
            return receive_type(p, x);
        }
        Expr *receive = new_expr(p, EXPR_OPERATION, pos);
        receive->as.operation.op = OP_RECV;
        receive->as.operation.x = x;
        return receive;
    }
    return parse_primary(p, NULL, true);
}

Expr *parse_unary(Parser *p) {
    Expr *x = enter(p) ? unary(p) : bad_expr(p);
    leave(p);
    return x;
}

static Expr *func_literal_or_type(Parser *p) {
    const Pos pos = here(p);
    next(p);
    Expr *type = parse_func_type(p, "function type", NULL);
    if (p->scan.token != TOK_LBRACE) {
        return type;
    }
    p->expr_level++;
    Expr *literal = new_expr(p, EXPR_FUNC, pos);
    literal->as.func.type = type;
    literal->as.func.body = parse_func_body(p);
    p->expr_level--;
    return literal;
}

static Expr *operand(Parser *p, bool keep_parens) {
    switch (p->scan.token) {
    case TOK_NAME: return parse_name(p);
    case TOK_LITERAL: return parse_literal_or_null(p);
    case TOK_LPAREN: {
        const Pos pos = here(p);
        next(p);
        p->expr_level++;
        Expr *x = parse_expr(p);
        p->expr_level--;
        want(p, TOK_RPAREN);
        /* (T){…} must be seen as parenthesised to be refused. */
        if (keep_parens || p->scan.token == TOK_LBRACE) {
            Expr *paren = new_expr(p, EXPR_PAREN, pos);
            paren->as.paren.x = x;
            return paren;
        }
        return x;
    }
    case TOK_FUNC: return func_literal_or_type(p);
    case TOK_LBRACK:
    case TOK_CHAN:
    case TOK_MAP:
    case TOK_STRUCT:
    case TOK_INTERFACE: return parse_type(p);
    default: {
        Expr *x = bad_expr(p);
        syntax_error(p, "expected expression");
        advance(p, TOKEN_BIT(TOK_RPAREN) | TOKEN_BIT(TOK_RBRACK) | TOKEN_BIT(TOK_RBRACE));
        return x;
    }
    }
}

/* Behind x. : a selector, an assertion, the guard of a type switch. */
static Expr *after_dot(Parser *p, Expr *x, Pos pos) {
    next(p);
    if (p->scan.token == TOK_NAME) {
        Expr *selector = new_expr(p, EXPR_SELECTOR, pos);
        selector->as.selector.x = x;
        selector->as.selector.sel = parse_name(p);
        return selector;
    }
    if (!got(p, TOK_LPAREN)) {
        syntax_error(p, "expected name or (");
        advance(p, TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RPAREN));
        return x;
    }
    Expr *result;
    if (got(p, TOK_TYPE)) {
        result = new_expr(p, EXPR_TYPE_SWITCH, pos);
        result->as.type_switch.x = x;
    } else {
        result = new_expr(p, EXPR_ASSERT, pos);
        result->as.assert_.x = x;
        result->as.assert_.type = parse_type(p);
    }
    want(p, TOK_RPAREN);
    return result;
}

static void slice_indices(Parser *p, Expr *slice) {
    if (p->scan.token != TOK_COLON && p->scan.token != TOK_RBRACK) {
        slice->as.slice.index[1] = parse_expr(p);
    }
    if (p->scan.token != TOK_COLON) {
        return;
    }
    slice->as.slice.full = true;
    if (slice->as.slice.index[1] == NULL) {
        error_at(p, here(p), "middle index required in 3-index slice");
        slice->as.slice.index[1] = bad_expr(p);
    }
    next(p);
    if (p->scan.token != TOK_RBRACK) {
        slice->as.slice.index[2] = parse_expr(p);
    } else {
        error_at(p, here(p), "final index required in 3-index slice");
        slice->as.slice.index[2] = bad_expr(p);
    }
}

static Expr *after_bracket(Parser *p, Expr *x, Pos pos) {
    next(p);
    Expr *index = NULL;
    if (p->scan.token != TOK_COLON) {
        bool comma = false;
        if (p->scan.token == TOK_RBRACK) {
            syntax_error(p, "expected operand");
            index = bad_expr(p);
        } else {
            index = parse_type_list(p, false, &comma);
        }
        if (comma || p->scan.token == TOK_RBRACK) {
            want(p, TOK_RBRACK);
            Expr *result = new_expr(p, EXPR_INDEX, pos);
            result->as.index.x = x;
            result->as.index.index = index;
            return result;
        }
    }
    if (!got(p, TOK_COLON)) {
        syntax_error(p, "expected comma, : or ]");
        advance(p, TOKEN_BIT(TOK_COMMA) | TOKEN_BIT(TOK_COLON) | TOKEN_BIT(TOK_RBRACK));
    }
    p->expr_level++;
    Expr *slice = new_expr(p, EXPR_SLICE, pos);
    slice->as.slice.x = x;
    slice->as.slice.index[0] = index;
    slice_indices(p, slice);
    p->expr_level--;
    want(p, TOK_RBRACK);
    return slice;
}

static bool argument(Parser *p, void *data) {
    Expr *call = data;
    VEC_PUSH(p->arena, &call->as.call.args, parse_expr(p));
    call->as.call.has_dots = got(p, TOK_DOTDOTDOT);
    return call->as.call.has_dots;
}

static Expr *after_paren(Parser *p, Expr *fun, Pos pos) {
    Expr *call = new_expr(p, EXPR_CALL, pos);
    next(p);
    call->as.call.fun = fun;
    p->expr_level++;
    call->as.call.rparen = parse_list(p, "argument list", TOK_COMMA, TOK_RPAREN, argument, call);
    p->expr_level--;
    return call;
}

/* Certainly a value, not a type. */
static bool is_value(const Expr *x) {
    switch (x->kind) {
    case EXPR_LITERAL:
    case EXPR_COMPOSITE:
    case EXPR_FUNC:
    case EXPR_SLICE:
    case EXPR_ASSERT:
    case EXPR_TYPE_SWITCH:
    case EXPR_CALL: return true;
    case EXPR_OPERATION: return x->as.operation.op != OP_MUL || x->as.operation.y != NULL;
    case EXPR_PAREN: return is_value(x->as.paren.x);
    case EXPR_INDEX: return is_value(x->as.index.x) || is_value(x->as.index.index);
    default: return false;
    }
}

/* Whether { behind this begins a composite literal: in a control clause it begins the block. */
static bool literal_type(const Parser *p, const Expr *x) {
    switch (x->kind) {
    case EXPR_NAME:
    case EXPR_SELECTOR: return p->expr_level >= 0;
    case EXPR_INDEX: return p->expr_level >= 0 && !is_value(x);
    case EXPR_ARRAY_TYPE:
    case EXPR_SLICE_TYPE:
    case EXPR_STRUCT_TYPE:
    case EXPR_MAP_TYPE: return true;
    default: return false;
    }
}

static Expr *after_brace(Parser *p, Expr *type) {
    if (type->kind == EXPR_PAREN) {
        syntax_error(p, "cannot parenthesize type in composite literal");
    }
    Expr *literal = parse_composite(p);
    literal->as.composite.type = type;
    return literal;
}

Expr *parse_primary(Parser *p, Expr *x, bool keep_parens) {
    if (x == NULL) {
        x = operand(p, keep_parens);
    }
    int links = 0;
    for (bool more = true; more && chain(p, &links);) {
        const Pos pos = here(p);
        switch (p->scan.token) {
        case TOK_DOT: x = after_dot(p, x, pos); break;
        case TOK_LBRACK: x = after_bracket(p, x, pos); break;
        case TOK_LPAREN: x = after_paren(p, x, pos); break;
        case TOK_LBRACE:
            more = literal_type(p, expr_unparen(x));
            if (more) {
                x = after_brace(p, x);
            }
            break;
        default: more = false;
        }
    }
    end_chain(p, links);
    return x;
}

/* ---- Composite literals ---- */

static Expr *element_value(Parser *p) {
    if (p->scan.token != TOK_LBRACE) {
        return parse_expr(p);
    }
    Expr *x = enter(p) ? parse_composite(p) : bad_expr(p);
    leave(p);
    return x;
}

static bool element(Parser *p, void *data) {
    Expr *literal = data;
    Expr *x = element_value(p);
    if (p->scan.token == TOK_COLON) {
        Expr *pair = new_expr(p, EXPR_KEY_VALUE, here(p));
        next(p);
        pair->as.key_value.key = x;
        pair->as.key_value.value = element_value(p);
        x = pair;
        literal->as.composite.has_keys = true;
    }
    VEC_PUSH(p->arena, &literal->as.composite.elems, x);
    return false;
}

Expr *parse_composite(Parser *p) {
    Expr *literal = new_expr(p, EXPR_COMPOSITE, here(p));
    p->expr_level++;
    want(p, TOK_LBRACE);
    literal->as.composite.rbrace = parse_list(p, "composite literal", TOK_COMMA, TOK_RBRACE, element, literal);
    p->expr_level--;
    return literal;
}

Expr *parse_type_list(Parser *p, bool strict, bool *comma) {
    p->expr_level++;
    Expr *x = strict ? parse_type(p) : parse_expr(p);
    *comma = got(p, TOK_COMMA);
    Expr *second = *comma ? parse_type_or_null(p) : NULL;
    if (second != NULL) {
        Expr *list = new_expr(p, EXPR_LIST, x->pos);
        VEC_PUSH(p->arena, &list->as.list.elems, x);
        for (Expr *type = second; type != NULL; type = got(p, TOK_COMMA) ? parse_type_or_null(p) : NULL) {
            VEC_PUSH(p->arena, &list->as.list.elems, type);
        }
        x = list;
    }
    p->expr_level--;
    return x;
}
