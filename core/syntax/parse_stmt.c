/* Statements. Spec: #Statements.  gc: syntax/parser.go simpleStmt … stmtList. */
#include <string.h>

#include "core/syntax/format.h"
#include "core/syntax/internal.h"

static Stmt *new_stmt(Parser *p, StmtKind kind, Pos pos) {
    Stmt *stmt = ARENA_NEW(p->arena, Stmt);
    stmt->kind = kind;
    stmt->pos = pos;
    return stmt;
}

/* ---- Simple statements ---- */

static Stmt *expr_stmt(Parser *p, Expr *x) {
    Stmt *stmt = new_stmt(p, STMT_EXPR, x->pos);
    stmt->as.expr = x;
    return stmt;
}

static Stmt *assign_stmt(Parser *p, Pos pos, Operator op, Expr *lhs, Expr *rhs) {
    Stmt *stmt = new_stmt(p, STMT_ASSIGN, pos);
    stmt->as.assign.op = op;
    stmt->as.assign.lhs = lhs;
    stmt->as.assign.rhs = rhs;
    return stmt;
}

/* A range clause travels from here to its for statement as a STMT_FOR without body. */
static Stmt *range_clause(Parser *p, Expr *lhs, bool define) {
    RangeClause *range = ARENA_NEW(p->arena, RangeClause);
    range->pos = here(p);
    next(p);
    range->lhs = lhs;
    range->define = define;
    range->x = parse_expr(p);
    Stmt *stmt = new_stmt(p, STMT_FOR, range->pos);
    stmt->as.for_.range = range;
    return stmt;
}

static Stmt *one_operand_stmt(Parser *p, Expr *lhs) {
    const Pos pos = here(p);
    const Operator op = p->scan.op;
    switch (p->scan.token) {
    case TOK_ASSIGN_OP: next(p); return assign_stmt(p, pos, op, lhs, parse_expr(p));
    case TOK_INC_OP: next(p); return assign_stmt(p, pos, op, lhs, NULL);
    case TOK_ARROW: {
        Stmt *send = new_stmt(p, STMT_SEND, pos);
        next(p);
        send->as.send.chan = lhs;
        send->as.send.value = parse_expr(p);
        return send;
    }
    default: return expr_stmt(p, lhs);
    }
}

/* `keyword` is that of the control clause it stands in, TOK_BAD elsewhere. */
static Stmt *simple_stmt(Parser *p, Expr *lhs, Token keyword) {
    if (keyword == TOK_FOR && p->scan.token == TOK_RANGE) {
        return range_clause(p, NULL, false);
    }
    if (lhs == NULL) {
        lhs = parse_expr_list(p);
    }
    const bool assigns = p->scan.token == TOK_ASSIGN || p->scan.token == TOK_DEFINE;
    if (lhs->kind != EXPR_LIST && !assigns) {
        return one_operand_stmt(p, lhs);
    }
    if (!assigns) {
        syntax_error(p, "expected := or = or comma");
        advance(p, TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RBRACE));
        return expr_stmt(p, expr_at(lhs, 0));
    }
    const Pos pos = here(p);
    const Operator op = p->scan.token == TOK_DEFINE ? OP_DEF : OP_NONE;
    next(p);
    if (keyword == TOK_FOR && p->scan.token == TOK_RANGE) {
        return range_clause(p, lhs, op == OP_DEF);
    }
    Expr *rhs = parse_expr_list(p);
    if (rhs->kind == EXPR_TYPE_SWITCH && keyword == TOK_SWITCH && op == OP_DEF && lhs->kind == EXPR_NAME) {
        rhs->as.type_switch.lhs = lhs;
        return expr_stmt(p, rhs);
    }
    return assign_stmt(p, pos, op, lhs, rhs);
}

/* ---- Blocks ---- */

Block *parse_block(Parser *p, const char *context) {
    Block *block = ARENA_NEW(p->arena, Block);
    block->pos = here(p);
    if (!got(p, TOK_LBRACE)) {
        syntax_error(p, "expected { after %s", context);
        advance(p, TOKEN_BIT(TOK_NAME) | TOKEN_BIT(TOK_RBRACE));
        block->rbrace = here(p);
        if (got(p, TOK_RBRACE)) {
            return block;
        }
    }
    parse_stmt_list(p, &block->stmts);
    block->rbrace = here(p);
    want(p, TOK_RBRACE);
    return block;
}

Block *parse_func_body(Parser *p) {
    p->function_depth++;
    const int errors = p->errors;
    Block *body = parse_block(p, "");
    p->function_depth--;
    if (p->config->check_branches && errors == p->errors) {
        check_branches(p->config, body, p->source);
    }
    return body;
}

/* ---- Control clauses ---- */

typedef struct Header {
    Stmt *init;
    Expr *cond;
    Stmt *post;
    RangeClause *range;
} Header;

static const char *emphasised(Parser *p, const Expr *x) {
    const char *text = expr_text(p->arena, x);
    const bool binary = x->kind == EXPR_OPERATION && x->as.operation.y != NULL;
    return binary ? arena_printf(p->arena, "(%s)", text) : text;
}

/* The condition out of the statement that stands in its place. */
static Expr *condition(Parser *p, Token keyword, const Stmt *stmt, Pos semi, const char *semi_text) {
    if (stmt == NULL) {
        if (keyword != TOK_IF || !pos_known(semi)) {
            return NULL;
        }
        if (strcmp(semi_text, "semicolon") != 0) {
            syntax_error_at(p, semi, "unexpected %s, expected { after if clause", semi_text);
        } else {
            syntax_error_at(p, semi, "missing condition in if statement");
        }
        return new_expr(p, EXPR_BAD, semi);
    }
    if (stmt->kind == STMT_EXPR) {
        return stmt->as.expr;
    }
    /* A common mistake: = for ==. */
    const char *text;
    if (stmt->kind == STMT_ASSIGN && stmt->as.assign.op == OP_NONE && stmt->as.assign.rhs != NULL) {
        text = arena_printf(p->arena, "assignment %s = %s", emphasised(p, stmt->as.assign.lhs),
                            emphasised(p, stmt->as.assign.rhs));
    } else {
        StrBuf buf = strbuf_new(p->arena);
        format_stmt(&buf, stmt);
        text = strbuf_text(&buf);
    }
    syntax_error_at(p, stmt->pos, "cannot use %s as value", text);
    return new_expr(p, EXPR_BAD, stmt->pos);
}

/* Behind the first semicolon of a for clause. Returns the statement in the condition's place. */
static Stmt *for_clauses(Parser *p, Header *header) {
    Stmt *cond = NULL;
    if (p->scan.token != TOK_SEMI) {
        if (p->scan.token == TOK_LBRACE) {
            syntax_error(p, "expected for loop condition");
            return NULL;
        }
        cond = simple_stmt(p, NULL, TOK_BAD);
    }
    want(p, TOK_SEMI);
    if (p->scan.token != TOK_LBRACE) {
        header->post = simple_stmt(p, NULL, TOK_BAD);
        if (header->post->kind == STMT_ASSIGN && header->post->as.assign.op == OP_DEF) {
            syntax_error_at(p, header->post->pos, "cannot declare in post statement of for loop");
        }
    }
    return cond;
}

static Header control_header(Parser *p, Token keyword) {
    Header header = {0};
    want(p, keyword);
    if (p->scan.token == TOK_LBRACE) {
        if (keyword == TOK_IF) {
            syntax_error(p, "missing condition in if statement");
            header.cond = bad_expr(p);
        }
        return header;
    }
    const int outer = p->expr_level;
    p->expr_level = -1;
    if (p->scan.token != TOK_SEMI) {
        if (got(p, TOK_VAR)) {
            syntax_error(p, "var declaration not allowed in %s initializer", token_text(keyword));
        }
        header.init = simple_stmt(p, NULL, keyword);
        if (header.init->kind == STMT_FOR) {
            header.range = header.init->as.for_.range;
            header.init = NULL;
            p->expr_level = outer;
            return header;
        }
    }
    Stmt *cond = NULL;
    Pos semi = POS_NONE;
    const char *semi_text = "";
    if (p->scan.token == TOK_LBRACE) {
        cond = header.init;
        header.init = NULL;
    } else {
        if (p->scan.token == TOK_SEMI) {
            semi = here(p);
            semi_text = p->scan.lit;
            next(p);
        } else {
            want(p, TOK_LBRACE);
            if (p->scan.token != TOK_LBRACE) {
                advance(p, TOKEN_BIT(TOK_LBRACE) | TOKEN_BIT(TOK_RBRACE));
            }
        }
        if (keyword == TOK_FOR) {
            cond = for_clauses(p, &header);
        } else if (p->scan.token != TOK_LBRACE) {
            cond = simple_stmt(p, NULL, keyword);
        }
    }
    header.cond = condition(p, keyword, cond, semi, semi_text);
    p->expr_level = outer;
    return header;
}

static Stmt *for_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_FOR, here(p));
    const Header header = control_header(p, TOK_FOR);
    stmt->as.for_.range = header.range;
    stmt->as.for_.init = header.init;
    stmt->as.for_.cond = header.cond;
    stmt->as.for_.post = header.post;
    stmt->as.for_.body = parse_block(p, "for clause");
    return stmt;
}

static Stmt *block_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_BLOCK, here(p));
    stmt->as.block = parse_block(p, "");
    return stmt;
}

static Stmt *if_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_IF, here(p));
    if (!enter(p)) {
        leave(p);
        stmt->kind = STMT_BAD;
        return stmt;
    }
    const Header header = control_header(p, TOK_IF);
    stmt->as.if_.init = header.init;
    stmt->as.if_.cond = header.cond;
    stmt->as.if_.then = parse_block(p, "if clause");
    if (got(p, TOK_ELSE)) {
        if (p->scan.token == TOK_IF) {
            stmt->as.if_.else_ = if_stmt(p);
        } else if (p->scan.token == TOK_LBRACE) {
            stmt->as.if_.else_ = block_stmt(p);
        } else {
            syntax_error(p, "else must be followed by if or statement block");
            advance(p, TOKEN_BIT(TOK_NAME) | TOKEN_BIT(TOK_RBRACE));
        }
    }
    leave(p);
    return stmt;
}

static const unsigned long long CASE_STARTS = TOKEN_BIT(TOK_CASE) | TOKEN_BIT(TOK_DEFAULT) | TOKEN_BIT(TOK_RBRACE);

static void open_clauses(Parser *p, const char *statement) {
    if (!got(p, TOK_LBRACE)) {
        syntax_error(p, "missing { after %s clause", statement);
        advance(p, CASE_STARTS);
    }
}

/* The head of a clause: true behind `case`. */
static bool case_head(Parser *p) {
    if (got(p, TOK_CASE)) {
        return true;
    }
    if (!got(p, TOK_DEFAULT)) {
        syntax_error(p, "expected case or default or }");
        advance(p, CASE_STARTS | TOKEN_BIT(TOK_COLON));
    }
    return false;
}

static Stmt *switch_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_SWITCH, here(p));
    const Header header = control_header(p, TOK_SWITCH);
    stmt->as.switch_.init = header.init;
    stmt->as.switch_.tag = header.cond;
    open_clauses(p, "switch");
    while (p->scan.token != TOK_EOF && p->scan.token != TOK_RBRACE) {
        CaseClause *clause = ARENA_NEW(p->arena, CaseClause);
        clause->pos = here(p);
        if (case_head(p)) {
            clause->cases = parse_expr_list(p);
        }
        clause->colon = here(p);
        want(p, TOK_COLON);
        parse_stmt_list(p, &clause->body);
        VEC_PUSH(p->arena, &stmt->as.switch_.body, clause);
    }
    stmt->as.switch_.rbrace = here(p);
    want(p, TOK_RBRACE);
    return stmt;
}

static Stmt *select_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_SELECT, here(p));
    want(p, TOK_SELECT);
    open_clauses(p, "select");
    while (p->scan.token != TOK_EOF && p->scan.token != TOK_RBRACE) {
        CommClause *clause = ARENA_NEW(p->arena, CommClause);
        clause->pos = here(p);
        if (case_head(p)) {
            clause->comm = simple_stmt(p, NULL, TOK_BAD);
        }
        clause->colon = here(p);
        want(p, TOK_COLON);
        parse_stmt_list(p, &clause->body);
        VEC_PUSH(p->arena, &stmt->as.select_.body, clause);
    }
    stmt->as.select_.rbrace = here(p);
    want(p, TOK_RBRACE);
    return stmt;
}

/* ---- Other statements ---- */

static Stmt *call_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_CALL, here(p));
    stmt->as.call.token = p->scan.token;
    next(p);
    Expr *x = parse_primary(p, NULL, p->scan.token == TOK_LPAREN);
    Expr *inner = expr_unparen(x);
    if (inner != x) {
        error_at(p, x->pos, "expression in %s must not be parenthesized", token_text(stmt->as.call.token));
    }
    stmt->as.call.call = inner;
    return stmt;
}

static Stmt *branch_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_BRANCH, here(p));
    stmt->as.branch.token = p->scan.token;
    next(p);
    if (stmt->as.branch.token == TOK_GOTO || (stmt->as.branch.token != TOK_FALLTHROUGH && p->scan.token == TOK_NAME)) {
        stmt->as.branch.label = parse_name(p);
    }
    return stmt;
}

static Stmt *return_stmt(Parser *p) {
    Stmt *stmt = new_stmt(p, STMT_RETURN, here(p));
    next(p);
    if (p->scan.token != TOK_SEMI && p->scan.token != TOK_RBRACE) {
        stmt->as.return_.results = parse_expr_list(p);
    }
    return stmt;
}

static Stmt *decl_stmt(Parser *p, Decl *(*parse)(Parser *p, int group, int index)) {
    Stmt *stmt = new_stmt(p, STMT_DECL, here(p));
    next(p);
    parse_decl_group(p, &stmt->as.decls, parse);
    return stmt;
}

static Stmt *labeled_stmt(Parser *p, Expr *label) {
    Stmt *stmt = new_stmt(p, STMT_LABELED, here(p));
    stmt->as.labeled.label = label;
    want(p, TOK_COLON);
    if (p->scan.token == TOK_RBRACE) {
        stmt->as.labeled.stmt = new_stmt(p, STMT_EMPTY, here(p));
        return stmt;
    }
    stmt->as.labeled.stmt = parse_stmt_or_null(p);
    if (stmt->as.labeled.stmt == NULL) {
        syntax_error_at(p, stmt->pos, "missing statement after label");
        return NULL;
    }
    return stmt;
}

static bool starts_expression(const Parser *p) {
    switch (p->scan.token) {
    case TOK_OPERATOR:
    case TOK_STAR:
        return p->scan.op == OP_ADD || p->scan.op == OP_SUB || p->scan.op == OP_MUL || p->scan.op == OP_AND ||
               p->scan.op == OP_XOR || p->scan.op == OP_NOT;
    case TOK_LITERAL:
    case TOK_FUNC:
    case TOK_LPAREN:
    case TOK_LBRACK:
    case TOK_STRUCT:
    case TOK_MAP:
    case TOK_CHAN:
    case TOK_INTERFACE:
    case TOK_ARROW: return true;
    default: return false;
    }
}

static Stmt *stmt_or_null(Parser *p) {
    if (p->scan.token == TOK_NAME) {
        clear_pragma(p);
        Expr *lhs = parse_expr_list(p);
        return lhs->kind == EXPR_NAME && p->scan.token == TOK_COLON ? labeled_stmt(p, lhs)
                                                                    : simple_stmt(p, lhs, TOK_BAD);
    }
    switch (p->scan.token) {
    case TOK_VAR: return decl_stmt(p, parse_var_decl);
    case TOK_CONST: return decl_stmt(p, parse_const_decl);
    case TOK_TYPE: return decl_stmt(p, parse_type_decl);
    default: break;
    }
    clear_pragma(p);
    if (starts_expression(p)) {
        return simple_stmt(p, NULL, TOK_BAD);
    }
    switch (p->scan.token) {
    case TOK_LBRACE: return block_stmt(p);
    case TOK_FOR: return for_stmt(p);
    case TOK_SWITCH: return switch_stmt(p);
    case TOK_SELECT: return select_stmt(p);
    case TOK_IF: return if_stmt(p);
    case TOK_FALLTHROUGH:
    case TOK_BREAK:
    case TOK_CONTINUE:
    case TOK_GOTO: return branch_stmt(p);
    case TOK_GO:
    case TOK_DEFER: return call_stmt(p);
    case TOK_RETURN: return return_stmt(p);
    case TOK_SEMI: return new_stmt(p, STMT_EMPTY, here(p));
    default: return NULL;
    }
}

Stmt *parse_stmt_or_null(Parser *p) {
    Stmt *stmt = enter(p) ? stmt_or_null(p) : NULL;
    leave(p);
    return stmt;
}

void parse_stmt_list(Parser *p, StmtVec *out) {
    while (p->scan.token != TOK_EOF && p->scan.token != TOK_RBRACE && p->scan.token != TOK_CASE &&
           p->scan.token != TOK_DEFAULT) {
        Stmt *stmt = parse_stmt_or_null(p);
        clear_pragma(p);
        if (stmt == NULL) {
            break;
        }
        VEC_PUSH(p->arena, out, stmt);
        if (!got(p, TOK_SEMI) && p->scan.token != TOK_RBRACE) {
            syntax_error(p, "at end of statement");
            advance(p, CASE_STARTS | TOKEN_BIT(TOK_SEMI));
            got(p, TOK_SEMI);
        }
    }
}
