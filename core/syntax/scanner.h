/*
 * Scanner: text to tokens. Inserts the semicolons that Go leaves out, hands line directives to the
 * source and compiler directives (//go:…) to the parser.
 * Spec: #Lexical_elements.  gc: syntax/scanner.go.
 */
#ifndef CORE_SYNTAX_SCANNER_H
#define CORE_SYNTAX_SCANNER_H

#include <stdbool.h>

#include "core/base/diag.h"
#include "core/base/intern.h"
#include "core/syntax/token.h"

typedef struct Scanner Scanner;

struct Scanner {
    /* The current token. */
    Token token;
    Operator op;      /* TOK_OPERATOR, TOK_STAR, TOK_ASSIGN_OP, TOK_INC_OP */
    int precedence;   /* TOK_OPERATOR, TOK_STAR; otherwise PREC_NONE */
    const Name *name; /* TOK_NAME */
    LitKind lit_kind; /* TOK_LITERAL */
    bool bad;         /* TOK_LITERAL: malformed */
    const char *lit;  /* TOK_LITERAL: its text. TOK_SEMI: "semicolon", "newline" or "EOF" */
    size_t lit_length;
    size_t start; /* byte offset of the token */

    /* Private. */
    const char *text;
    size_t length;
    size_t at;            /* next byte to read */
    bool insert_semi;     /* a newline here ends a statement */
    bool complained;      /* about the current bad number */
    size_t last_bad_byte; /* offset + 1 of the last NUL, BOM or wrong UTF-8 reported */
    Source *source;
    Names *names;
    /* Called for each comment that is a directive; text without the comment marks. */
    void (*directive)(void *context, size_t offset, const char *text, size_t length, bool own_line);
    void (*error)(void *context, size_t offset, const char *message);
    void *context;
};

void scanner_init(Scanner *s, Source *source, Names *names);
/* Moves to the next token; at the end that is TOK_EOF for ever. */
void scanner_next(Scanner *s);

#endif
