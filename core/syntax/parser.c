/* The parser's core: errors and recovery, lists and groups, the file. gc: syntax/parser.go. */
#include "core/syntax/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void scanner_error(void *context, size_t offset, const char *message) {
    Parser *p = context;
    error_at(p, source_pos(p->source, offset), "%s", message);
}

void parser_init(Parser *p, const ParseConfig *config, Source *source) {
    *p = (Parser){.config = config, .arena = config->arena, .source = source, .top = true};
    p->file = ARENA_NEW(p->arena, File);
    p->file->source = source;
    scanner_init(&p->scan, source, config->names);
    p->scan.context = p;
    p->scan.error = scanner_error;
    p->scan.directive = parse_directive;
}

Pos here(const Parser *p) { return source_pos(p->source, p->scan.start); }

void next(Parser *p) {
    if (p->too_deep) {
        p->scan.token = TOK_EOF;
        return;
    }
    scanner_next(&p->scan);
}

bool got(Parser *p, Token token) {
    if (p->scan.token != token) {
        return false;
    }
    next(p);
    return true;
}

/* ---- Errors ---- */

static const char *token_word(Token token) {
    switch (token) {
    case TOK_COMMA: return "comma";
    case TOK_SEMI: return "semicolon or newline";
    default: return token_text(token);
    }
}

/* Line of a position in this file, for "one syntax error a line". */
static int line_of(const Parser *p, Pos pos) {
    const char *text = source_text(p->source);
    const size_t end = source_offset(p->source, pos);
    int line = 1;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + end - at))) != NULL; at++) {
        line++;
    }
    return line;
}

static void add_error(Parser *p, Pos pos, const char *text) {
    p->errors++;
    if (p->too_deep) {
        return;
    }
    if (strncmp(text, "syntax error", strlen("syntax error")) == 0) {
        const int line = line_of(p, pos);
        if (line == p->last_error_line) {
            return;
        }
        p->last_error_line = line;
    }
    diag_add(p->config->diags, DIAG_SYNTAX, pos, "", "%s", text);
}

void error_at(Parser *p, Pos pos, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(p->arena, format, args);
    va_end(args);
    add_error(p, pos, text);
}

static const char *found_token(Parser *p) {
    const Scanner *s = &p->scan;
    switch (s->token) {
    case TOK_NAME: return arena_printf(p->arena, "name %s", s->name->text);
    case TOK_SEMI: return s->lit;
    case TOK_LITERAL: return arena_printf(p->arena, "literal %.*s", (int)s->lit_length, s->lit);
    case TOK_OPERATOR: return operator_text(s->op);
    case TOK_ASSIGN_OP: return arena_printf(p->arena, "%s=", operator_text(s->op));
    case TOK_INC_OP: return arena_printf(p->arena, "%s%s", operator_text(s->op), operator_text(s->op));
    default:
        return s->token >= TOK_BREAK && s->token <= TOK_VAR ? arena_printf(p->arena, "keyword %s", token_text(s->token))
                                                            : token_word(s->token);
    }
}

static bool has_prefix(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

static void syntax_error_v(Parser *p, Pos pos, const char *format, va_list args) {
    if (p->scan.token == TOK_EOF && p->errors > 0) {
        return; /* whatever is missing at the end follows from the first mistake */
    }
    const char *text = arena_vprintf(p->arena, format, args);
    const char *glue = NULL;
    if (has_prefix(text, "in ") || has_prefix(text, "at ") || has_prefix(text, "after ")) {
        glue = " ";
    } else if (has_prefix(text, "expected ")) {
        glue = ", ";
    }
    add_error(p, pos,
              glue == NULL ? arena_printf(p->arena, "syntax error: %s", text)
                           : arena_printf(p->arena, "syntax error: unexpected %s%s%s", found_token(p), glue, text));
}

void syntax_error_at(Parser *p, Pos pos, const char *format, ...) {
    va_list args;
    va_start(args, format);
    syntax_error_v(p, pos, format, args);
    va_end(args);
}

void syntax_error(Parser *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    syntax_error_v(p, here(p), format, args);
    va_end(args);
}

/* Tokens that begin a statement: inside functions, recovery stops there. */
static const unsigned long long STATEMENT_STARTS =
    TOKEN_BIT(TOK_BREAK) | TOKEN_BIT(TOK_CONST) | TOKEN_BIT(TOK_CONTINUE) | TOKEN_BIT(TOK_DEFER) |
    TOKEN_BIT(TOK_FALLTHROUGH) | TOKEN_BIT(TOK_FOR) | TOKEN_BIT(TOK_GO) | TOKEN_BIT(TOK_GOTO) | TOKEN_BIT(TOK_IF) |
    TOKEN_BIT(TOK_RETURN) | TOKEN_BIT(TOK_SELECT) | TOKEN_BIT(TOK_SWITCH) | TOKEN_BIT(TOK_TYPE) | TOKEN_BIT(TOK_VAR);

void advance(Parser *p, unsigned long long follow) {
    unsigned long long stop = TOKEN_BIT(TOK_EOF) | follow;
    if (follow != 0 && p->function_depth > 0) {
        stop |= STATEMENT_STARTS;
    }
    while ((stop & TOKEN_BIT(p->scan.token)) == 0) {
        next(p);
        if (follow == 0) {
            break;
        }
    }
}

void want(Parser *p, Token token) {
    if (!got(p, token)) {
        syntax_error(p, "expected %s%s", token >= TOK_BREAK && token <= TOK_VAR ? "keyword " : "", token_word(token));
        advance(p, 0);
    }
}

bool got_assign(Parser *p) {
    if (p->scan.token == TOK_DEFINE) {
        syntax_error(p, "expected =");
        next(p);
        return true;
    }
    return got(p, TOK_ASSIGN);
}

bool enter(Parser *p) {
    if (++p->depth <= DEPTH_MAX) {
        return true;
    }
    if (!p->too_deep) {
        p->errors++;
        diag_add(p->config->diags, DIAG_LIMIT, here(p), "", "nested too deeply: more than %d levels", DEPTH_MAX);
        p->too_deep = true;
        p->scan.token = TOK_EOF;
    }
    return false;
}

void leave(Parser *p) { p->depth--; }

/* ---- Nodes ---- */

Expr *new_expr(Parser *p, ExprKind kind, Pos pos) {
    Expr *expr = ARENA_NEW(p->arena, Expr);
    expr->kind = kind;
    expr->pos = pos;
    return expr;
}

Expr *bad_expr(Parser *p) { return new_expr(p, EXPR_BAD, here(p)); }

Expr *new_name(Parser *p, Pos pos, const char *text) {
    Expr *name = new_expr(p, EXPR_NAME, pos);
    name->as.name.name = name_of(p->config->names, text);
    return name;
}

Expr *parse_name(Parser *p) {
    const Pos pos = here(p);
    if (p->scan.token == TOK_NAME) {
        Expr *name = new_expr(p, EXPR_NAME, pos);
        name->as.name.name = p->scan.name;
        next(p);
        return name;
    }
    Expr *name = new_name(p, pos, "_");
    syntax_error(p, "expected name");
    advance(p, 0);
    return name;
}

void parse_name_list(Parser *p, Expr *first, ExprVec *out) {
    VEC_PUSH(p->arena, out, first);
    while (got(p, TOK_COMMA)) {
        VEC_PUSH(p->arena, out, parse_name(p));
    }
}

Expr *parse_literal_or_null(Parser *p) {
    if (p->scan.token != TOK_LITERAL) {
        return NULL;
    }
    Expr *literal = new_expr(p, EXPR_LITERAL, here(p));
    literal->as.literal.kind = p->scan.lit_kind;
    literal->as.literal.text = p->scan.lit;
    literal->as.literal.length = (unsigned)p->scan.lit_length;
    literal->as.literal.bad = p->scan.bad;
    next(p);
    return literal;
}

/* ---- Lists and groups ---- */

/*
 * { element separator } close. The element function returns true when nothing may follow it. Behind the
 * last element the separator may be missing. Returns the position of the closing token.
 */
Pos parse_list(Parser *p, const char *context, Token separator, Token close, bool (*element)(Parser *p, void *data),
               void *data) {
    bool done = false;
    while (p->scan.token != TOK_EOF && p->scan.token != close && !done) {
        done = element(p, data);
        if (!got(p, separator) && p->scan.token != close) {
            syntax_error(p, "in %s; possibly missing %s or %s", context, token_word(separator), token_word(close));
            advance(p, TOKEN_BIT(TOK_RPAREN) | TOKEN_BIT(TOK_RBRACK) | TOKEN_BIT(TOK_RBRACE));
            if (p->scan.token != close) {
                return here(p);
            }
        }
    }
    const Pos pos = here(p);
    want(p, close);
    return pos;
}

typedef struct Group {
    DeclVec *out;
    Decl *(*parse)(Parser *p, int group, int index);
    int number;
    int index;
} Group;

static bool group_element(Parser *p, void *data) {
    Group *group = data;
    Decl *decl = group->parse(p, group->number, group->index++);
    if (decl != NULL) {
        VEC_PUSH(p->arena, group->out, decl);
    }
    return false;
}

void parse_decl_group(Parser *p, DeclVec *out, Decl *(*parse)(Parser *p, int group, int index)) {
    Group group = {.out = out, .parse = parse};
    if (p->scan.token == TOK_LPAREN) {
        group.number = ++p->next_group;
        clear_pragma(p);
        next(p);
        parse_list(p, "grouped declaration", TOK_SEMI, TOK_RPAREN, group_element, &group);
    } else {
        group_element(p, &group);
    }
}

/* ---- Files ---- */

static const unsigned long long DECL_STARTS =
    TOKEN_BIT(TOK_IMPORT) | TOKEN_BIT(TOK_CONST) | TOKEN_BIT(TOK_TYPE) | TOKEN_BIT(TOK_VAR) | TOKEN_BIT(TOK_FUNC);

/* The package clause; false: there is none to go on from. */
static bool package_clause(Parser *p) {
    next(p);
    File *file = p->file;
    file->pos = here(p);
    file->go_version = p->go_version;
    p->top = false;
    file->package = new_name(p, here(p), "_");
    if (!got(p, TOK_PACKAGE)) {
        syntax_error(p, "package statement must be first");
        return false;
    }
    take_pragma(p, NULL);
    file->package = parse_name(p);
    want(p, TOK_SEMI);
    return p->errors == 0;
}

static bool follows_empty_func(const Parser *p) {
    if (p->scan.token != TOK_LBRACE || p->file->decls.len == 0) {
        return false;
    }
    const Decl *last = VEC_LAST(&p->file->decls);
    return last->kind == DECL_FUNC && last->as.func.body == NULL;
}

/* One top-level declaration; false: there is none here, reported and skipped. */
static bool top_level_decl(Parser *p) {
    DeclVec *decls = &p->file->decls;
    switch (p->scan.token) {
    case TOK_IMPORT:
        next(p);
        parse_decl_group(p, decls, parse_import_decl);
        return true;
    case TOK_CONST:
        next(p);
        parse_decl_group(p, decls, parse_const_decl);
        return true;
    case TOK_TYPE:
        next(p);
        parse_decl_group(p, decls, parse_type_decl);
        return true;
    case TOK_VAR:
        next(p);
        parse_decl_group(p, decls, parse_var_decl);
        return true;
    case TOK_FUNC: {
        next(p);
        Decl *decl = parse_func_decl(p);
        if (decl != NULL) {
            VEC_PUSH(p->arena, decls, decl);
        }
        return true;
    }
    default:
        syntax_error(p, "%s",
                     follows_empty_func(p) ? "unexpected semicolon or newline before {"
                                           : "non-declaration statement outside function body");
        advance(p, DECL_STARTS);
        return false;
    }
}

static void top_level(Parser *p, bool only_imports) {
    Token previous = TOK_IMPORT;
    while (p->scan.token != TOK_EOF) {
        if (only_imports && p->scan.token != TOK_IMPORT) {
            return;
        }
        if (p->scan.token == TOK_IMPORT && previous != TOK_IMPORT) {
            syntax_error(p, "imports must appear before other declarations");
        }
        previous = p->scan.token;
        if (!top_level_decl(p)) {
            continue;
        }
        clear_pragma(p);
        if (p->scan.token != TOK_EOF && !got(p, TOK_SEMI)) {
            syntax_error(p, "after top level declaration");
            advance(p, DECL_STARTS);
        }
    }
    clear_pragma(p);
}

static File *parse_source(const ParseConfig *config, Source *source, bool only_imports) {
    Parser p;
    parser_init(&p, config, source);
    p.file->no_package = !package_clause(&p);
    if (!p.file->no_package) {
        top_level(&p, only_imports);
    }
    p.file->eof = here(&p);
    return p.file;
}

File *parse_file(const ParseConfig *config, Source *source) { return parse_source(config, source, false); }

File *parse_imports(const ParseConfig *config, Source *source) { return parse_source(config, source, true); }

bool parse_failed(const Diags *diags, File *const *files, int file_count) {
    for (int i = 0; i < file_count; i++) {
        if (files[i]->no_package) {
            return true;
        }
    }
    for (int i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        if (diag->kind == DIAG_LIMIT || (diag->kind == DIAG_SYNTAX && has_prefix(diag->text, "syntax error"))) {
            return true;
        }
    }
    return false;
}
