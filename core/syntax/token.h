/*
 * Tokens, operators and precedences. Spec: #Tokens.  gc: syntax/tokens.go.
 */
#ifndef CORE_SYNTAX_TOKEN_H
#define CORE_SYNTAX_TOKEN_H

typedef enum Token {
    TOK_BAD,
    TOK_EOF,
    TOK_NAME,
    TOK_LITERAL,
    TOK_OPERATOR,  /* any binary or unary operator but * ; the Operator tells which */
    TOK_ASSIGN_OP, /* op= ; the Operator tells which */
    TOK_INC_OP,    /* ++ and -- ; OP_ADD or OP_SUB */
    TOK_ASSIGN,
    TOK_DEFINE,
    TOK_ARROW,
    TOK_STAR,
    TOK_LPAREN,
    TOK_LBRACK,
    TOK_LBRACE,
    TOK_RPAREN,
    TOK_RBRACK,
    TOK_RBRACE,
    TOK_COMMA,
    TOK_SEMI, /* literal text "semicolon", "newline" or "EOF" */
    TOK_COLON,
    TOK_DOT,
    TOK_DOTDOTDOT,
    TOK_BREAK, /* keywords, in alphabetical order */
    TOK_CASE,
    TOK_CHAN,
    TOK_CONST,
    TOK_CONTINUE,
    TOK_DEFAULT,
    TOK_DEFER,
    TOK_ELSE,
    TOK_FALLTHROUGH,
    TOK_FOR,
    TOK_FUNC,
    TOK_GO,
    TOK_GOTO,
    TOK_IF,
    TOK_IMPORT,
    TOK_INTERFACE,
    TOK_MAP,
    TOK_PACKAGE,
    TOK_RANGE,
    TOK_RETURN,
    TOK_SELECT,
    TOK_STRUCT,
    TOK_SWITCH,
    TOK_TYPE,
    TOK_VAR,
    TOK_COUNT
} Token;

typedef enum Operator {
    OP_NONE,
    OP_DEF,   /* := in an assignment */
    OP_NOT,   /* ! */
    OP_RECV,  /* <- */
    OP_TILDE, /* ~ */
    OP_OR_OR,
    OP_AND_AND,
    OP_EQL,
    OP_NEQ,
    OP_LSS,
    OP_LEQ,
    OP_GTR,
    OP_GEQ,
    OP_ADD, /* + - | ^ */
    OP_SUB,
    OP_OR,
    OP_XOR, /* also unary ^ */
    OP_MUL, /* * / % & &^ << >> ; also unary * */
    OP_DIV,
    OP_REM,
    OP_AND, /* also unary & */
    OP_AND_NOT,
    OP_SHL,
    OP_SHR
} Operator;

typedef enum LitKind { LIT_INT, LIT_FLOAT, LIT_IMAG, LIT_RUNE, LIT_STRING } LitKind;

enum { PREC_NONE, PREC_OR_OR, PREC_AND_AND, PREC_CMP, PREC_ADD, PREC_MUL };

/* Returns the token as it is written ("chan", "..."), for messages. */
const char *token_text(Token token);
/* Returns the operator as it is written ("&^"). */
const char *operator_text(Operator op);
/* Returns the precedence of a binary operator, PREC_NONE for others. Spec: #Operator_precedence. */
int operator_precedence(Operator op);

#endif
