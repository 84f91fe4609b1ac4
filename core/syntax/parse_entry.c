/*
 * Entries of a session: imports, declarations, statements and expressions, one after the other, and the
 * question whether the text so far is only the beginning of one.
 */
#include <string.h>

#include "core/syntax/internal.h"

/* `func (` begins a method when a name follows the parentheses, else a function literal. */
static bool func_is_declaration(const Parser *p) {
    Scanner ahead = p->scan;
    ahead.error = NULL;
    ahead.directive = NULL;
    scanner_next(&ahead);
    if (ahead.token == TOK_NAME) {
        return true;
    }
    if (ahead.token != TOK_LPAREN) {
        return false;
    }
    int open = 0;
    do {
        open += ahead.token == TOK_LPAREN;
        open -= ahead.token == TOK_RPAREN;
        scanner_next(&ahead);
    } while (open > 0 && ahead.token != TOK_EOF);
    return ahead.token == TOK_NAME;
}

static void add_decls(Parser *p, EntryVec *out, EntryKind kind, Decl *(*parse)(Parser *p, int group, int index),
                      size_t start) {
    DeclVec decls = {0};
    next(p);
    parse_decl_group(p, &decls, parse);
    for (int i = 0; i < decls.len; i++) {
        const Entry entry = {.kind = kind, .decl = decls.at[i], .start = start, .end = p->scan.start};
        VEC_PUSH(p->arena, out, entry);
    }
}

static void add_func(Parser *p, EntryVec *out, size_t start) {
    next(p);
    Decl *decl = parse_func_decl(p);
    const Entry entry = {.kind = ENTRY_DECL, .decl = decl, .start = start, .end = p->scan.start};
    VEC_PUSH(p->arena, out, entry);
}

static bool add_stmt(Parser *p, EntryVec *out, size_t start) {
    p->function_depth++;
    Stmt *stmt = parse_stmt_or_null(p);
    p->function_depth--;
    if (stmt == NULL) {
        syntax_error(p, "expected a declaration, a statement or an expression");
        return false;
    }
    const Entry entry = {
        .kind = stmt->kind == STMT_EXPR ? ENTRY_EXPR : ENTRY_STMT, .stmt = stmt, .start = start, .end = p->scan.start};
    VEC_PUSH(p->arena, out, entry);
    return true;
}

static bool one_entry(Parser *p, EntryVec *out) {
    const size_t start = p->scan.start;
    switch (p->scan.token) {
    case TOK_IMPORT: add_decls(p, out, ENTRY_IMPORT, parse_import_decl, start); return true;
    case TOK_CONST: add_decls(p, out, ENTRY_DECL, parse_const_decl, start); return true;
    case TOK_TYPE: add_decls(p, out, ENTRY_DECL, parse_type_decl, start); return true;
    case TOK_VAR: add_decls(p, out, ENTRY_DECL, parse_var_decl, start); return true;
    case TOK_FUNC:
        if (func_is_declaration(p)) {
            add_func(p, out, start);
            return true;
        }
        return add_stmt(p, out, start);
    default: return add_stmt(p, out, start);
    }
}

bool parse_entries(const ParseConfig *config, Source *source, EntryVec *out) {
    Parser p;
    parser_init(&p, config, source);
    p.top = false;
    next(&p);
    while (p.scan.token != TOK_EOF && p.errors == 0) {
        if (got(&p, TOK_SEMI)) {
            continue;
        }
        if (!one_entry(&p, out)) {
            break;
        }
        if (p.scan.token != TOK_EOF && !got(&p, TOK_SEMI)) {
            syntax_error(&p, "at end of statement");
        }
    }
    return p.errors == 0;
}

/* ---- Incomplete entries ---- */

typedef struct Completeness {
    bool open_text; /* a comment or raw string runs into the end */
} Completeness;

static void note_open(void *context, size_t offset, const char *message) {
    (void)offset;
    Completeness *state = context;
    if (strcmp(message, "comment not terminated") == 0 || strcmp(message, "string not terminated") == 0) {
        state->open_text = true;
    }
}

static bool wants_more(Token token) {
    switch (token) {
    case TOK_OPERATOR:
    case TOK_STAR:
    case TOK_ASSIGN_OP:
    case TOK_ASSIGN:
    case TOK_DEFINE:
    case TOK_ARROW:
    case TOK_COMMA:
    case TOK_DOT:
    case TOK_COLON: return true;
    default:
        return token == TOK_FUNC || token == TOK_TYPE || token == TOK_VAR || token == TOK_CONST || token == TOK_ELSE;
    }
}

bool entry_incomplete(const char *text, size_t length) {
    Arena *arena = arena_new();
    Names *names = names_new();
    SourceSet *set = sources_new(arena, NULL);
    /* With the newline of the Enter key: an interpreted string that it cuts is a mistake, not a beginning. */
    const char *line = arena_printf(arena, "%.*s\n", (int)length, text);
    Source *source = sources_add(set, "entry", line, strlen(line), false);
    Completeness state = {0};
    Scanner s;
    scanner_init(&s, source, names);
    s.error = note_open;
    s.context = &state;
    int open = 0;
    Token last = TOK_EOF;
    for (scanner_next(&s); s.token != TOK_EOF; scanner_next(&s)) {
        open += s.token == TOK_LPAREN || s.token == TOK_LBRACK || s.token == TOK_LBRACE;
        open -= s.token == TOK_RPAREN || s.token == TOK_RBRACK || s.token == TOK_RBRACE;
        const bool automatic = s.token == TOK_SEMI && strcmp(s.lit, "semicolon") != 0;
        if (!automatic) {
            last = s.token;
        }
    }
    names_free(names);
    arena_free(arena);
    return open > 0 || state.open_text || (last != TOK_EOF && wants_more(last));
}
