#include "core/syntax/token.h"

static const char *const token_texts[TOK_COUNT] = {
    [TOK_BAD] = "bad token",
    [TOK_EOF] = "EOF",
    [TOK_NAME] = "name",
    [TOK_LITERAL] = "literal",
    [TOK_OPERATOR] = "op",
    [TOK_ASSIGN_OP] = "op=",
    [TOK_INC_OP] = "opop",
    [TOK_ASSIGN] = "=",
    [TOK_DEFINE] = ":=",
    [TOK_ARROW] = "<-",
    [TOK_STAR] = "*",
    [TOK_LPAREN] = "(",
    [TOK_LBRACK] = "[",
    [TOK_LBRACE] = "{",
    [TOK_RPAREN] = ")",
    [TOK_RBRACK] = "]",
    [TOK_RBRACE] = "}",
    [TOK_COMMA] = ",",
    [TOK_SEMI] = ";",
    [TOK_COLON] = ":",
    [TOK_DOT] = ".",
    [TOK_DOTDOTDOT] = "...",
    [TOK_BREAK] = "break",
    [TOK_CASE] = "case",
    [TOK_CHAN] = "chan",
    [TOK_CONST] = "const",
    [TOK_CONTINUE] = "continue",
    [TOK_DEFAULT] = "default",
    [TOK_DEFER] = "defer",
    [TOK_ELSE] = "else",
    [TOK_FALLTHROUGH] = "fallthrough",
    [TOK_FOR] = "for",
    [TOK_FUNC] = "func",
    [TOK_GO] = "go",
    [TOK_GOTO] = "goto",
    [TOK_IF] = "if",
    [TOK_IMPORT] = "import",
    [TOK_INTERFACE] = "interface",
    [TOK_MAP] = "map",
    [TOK_PACKAGE] = "package",
    [TOK_RANGE] = "range",
    [TOK_RETURN] = "return",
    [TOK_SELECT] = "select",
    [TOK_STRUCT] = "struct",
    [TOK_SWITCH] = "switch",
    [TOK_TYPE] = "type",
    [TOK_VAR] = "var",
};

typedef struct OperatorInfo {
    const char *text;
    int precedence;
} OperatorInfo;

static const OperatorInfo operators[] = {
    [OP_NONE] = {"", PREC_NONE},         [OP_DEF] = {":", PREC_NONE},   [OP_NOT] = {"!", PREC_NONE},
    [OP_RECV] = {"<-", PREC_NONE},       [OP_TILDE] = {"~", PREC_NONE}, [OP_OR_OR] = {"||", PREC_OR_OR},
    [OP_AND_AND] = {"&&", PREC_AND_AND}, [OP_EQL] = {"==", PREC_CMP},   [OP_NEQ] = {"!=", PREC_CMP},
    [OP_LSS] = {"<", PREC_CMP},          [OP_LEQ] = {"<=", PREC_CMP},   [OP_GTR] = {">", PREC_CMP},
    [OP_GEQ] = {">=", PREC_CMP},         [OP_ADD] = {"+", PREC_ADD},    [OP_SUB] = {"-", PREC_ADD},
    [OP_OR] = {"|", PREC_ADD},           [OP_XOR] = {"^", PREC_ADD},    [OP_MUL] = {"*", PREC_MUL},
    [OP_DIV] = {"/", PREC_MUL},          [OP_REM] = {"%", PREC_MUL},    [OP_AND] = {"&", PREC_MUL},
    [OP_AND_NOT] = {"&^", PREC_MUL},     [OP_SHL] = {"<<", PREC_MUL},   [OP_SHR] = {">>", PREC_MUL},
};

const char *token_text(Token token) { return token_texts[token]; }

const char *operator_text(Operator op) { return operators[op].text; }

int operator_precedence(Operator op) { return operators[op].precedence; }
