/* What the files of core/syntax share. Included only from this folder. */
#ifndef CORE_SYNTAX_INTERNAL_H
#define CORE_SYNTAX_INTERNAL_H

#include "core/syntax/parser.h"
#include "core/syntax/scanner.h"

/* ---- scanner.c, literal.c ---- */
void scan_error(Scanner *s, size_t offset, const char *message);
/* Returns the code point at s->at, -1 at the end; *size its bytes. */
int scan_peek(Scanner *s, int *size);
void scan_number(Scanner *s);
void scan_string(Scanner *s);
void scan_raw_string(Scanner *s);
void scan_rune(Scanner *s);
/* Writes the rune as Go's %#U, "U+0040 '@'", into `out` (at least 16 bytes) and returns it. */
char *rune_name(char *out, int rune);

/* ---- parser ---- */
enum { DEPTH_MAX = 10000 };

typedef struct Parser {
    Scanner scan;
    const ParseConfig *config;
    Arena *arena;
    Source *source;
    File *file;
    int function_depth;  /* > 0: inside a function body */
    int expr_level;      /* < 0: in a control clause, where T{ is no composite literal */
    int depth;           /* of recursion */
    int errors;          /* so far in this file */
    int last_error_line; /* of a syntax error: one a line */
    int next_group;
    DirectiveVec pending;   /* collected for the next declaration */
    const char *go_version; /* of a //go:build line before the package clause */
    bool top;               /* before the package clause */
    bool too_deep;
} Parser;

void parser_init(Parser *p, const ParseConfig *config, Source *source);
Pos here(const Parser *p);
void next(Parser *p);
bool got(Parser *p, Token token);
void want(Parser *p, Token token);
bool got_assign(Parser *p);
void error_at(Parser *p, Pos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* gc's syntax errors: a message that begins with in, at, after or expected is completed with the token found. */
void syntax_error_at(Parser *p, Pos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
void syntax_error(Parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Skips to a token of `follow` (a set of bits) or, inside functions, to one that begins a statement; an empty set
 * skips one token. */
void advance(Parser *p, unsigned long long follow);
#define TOKEN_BIT(token) (1ull << (token))
/* Entering and leaving one level of nesting; false: too deep, reported, and all input is skipped. */
bool enter(Parser *p);
void leave(Parser *p);

Expr *new_expr(Parser *p, ExprKind kind, Pos pos);
Expr *bad_expr(Parser *p);
Expr *new_name(Parser *p, Pos pos, const char *text);

/* ---- pragma.c ---- */
/* A directive's text, "go:noinline"; blank: only blanks stand before it in its line. */
void parse_pragma(Parser *p, Pos pos, char *text, bool blank);
/* The directives collected go to `decl` (NULL: to the package clause); returns their bits. */
unsigned take_pragma(Parser *p, const Decl *decl);
/* What stands here takes none: they are misplaced. */
void clear_pragma(Parser *p);

/* directive.c: the scanner's callback for //line, //go:… comments. */
void parse_directive(void *parser, size_t offset, const char *text, size_t length, bool own_line);

/* "list" of elements: see parser.c. Calls element until it returns true; returns the closing token's position. */
Pos parse_list(Parser *p, const char *context, Token separator, Token close, bool (*element)(Parser *p, void *data),
               void *data);

Expr *parse_name(Parser *p);
void parse_name_list(Parser *p, Expr *first, ExprVec *out);
Expr *parse_literal_or_null(Parser *p);
Expr *parse_qualified_name(Parser *p, Expr *name);

Expr *parse_expr(Parser *p);
Expr *parse_expr_list(Parser *p);
Expr *parse_binary(Parser *p, Expr *x, int precedence);
Expr *parse_primary(Parser *p, Expr *x, bool keep_parens);
Expr *parse_unary(Parser *p);
/* Type arguments or an index: *comma tells whether there was one. strict: only types. */
Expr *parse_type_list(Parser *p, bool strict, bool *comma);
/* The length or the type arguments behind `x [`: an array, a slice, or an index expression whose x is NULL. */
Expr *parse_array_or_targs(Parser *p);
Expr *parse_composite(Parser *p);

Expr *parse_type(Parser *p);
Expr *parse_type_or_null(Parser *p);
/* The signature behind `func [name]`; type parameters go to `tparams` (context then is ""). */
Expr *parse_func_type(Parser *p, const char *context, FieldVec *tparams);
Expr *parse_array_type(Parser *p, Pos pos, Expr *len);
Expr *parse_slice_type(Parser *p, Pos pos);
FieldVec parse_param_list(Parser *p, Expr *name, Expr *type, Token close, bool names_required, bool dots_ok);
Expr *parse_embedded_elem(Parser *p, Expr *first);

Block *parse_block(Parser *p, const char *context);
Block *parse_func_body(Parser *p);
void parse_stmt_list(Parser *p, StmtVec *out);
Stmt *parse_stmt_or_null(Parser *p);
/* One declaration keyword's group or single declaration behind the keyword. */
void parse_decl_group(Parser *p, DeclVec *out, Decl *(*parse)(Parser *p, int group, int index));
Decl *parse_import_decl(Parser *p, int group, int index);
Decl *parse_const_decl(Parser *p, int group, int index);
Decl *parse_type_decl(Parser *p, int group, int index);
Decl *parse_var_decl(Parser *p, int group, int index);
Decl *parse_func_decl(Parser *p);

/* branches.c: checks labels and branches of one function body, sets their targets. gc: syntax/branches.go. */
void check_branches(const ParseConfig *config, Block *body, const Source *source);

#endif
