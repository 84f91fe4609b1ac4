#include "core/syntax/scanner.h"

#include <stdio.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/syntax/internal.h"

enum { BOM = 0xFEFF };

static const char *keyword(int kind) { return token_text((Token)kind); }

void scanner_init(Scanner *s, Source *source, Names *names) {
    names_reserve(names, keyword, TOK_BREAK, TOK_COUNT);
    *s = (Scanner){.source = source, .names = names, .text = source_text(source), .length = source_length(source)};
    if (s->length >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0) {
        s->at = 3;
    }
}

void scan_error(Scanner *s, size_t offset, const char *message) {
    if (s->error != NULL) {
        s->error(s->context, offset, message);
    }
}

/* Reports what no Go source may contain, once for each place. */
static void check_bad(Scanner *s, size_t at, int rune, int size) {
    if (at < s->last_bad_byte) {
        return;
    }
    const char *message = NULL;
    if (rune == 0 && size == 1) {
        message = "invalid NUL character";
    } else if (rune == RUNE_ERROR && size == 1) {
        message = "invalid UTF-8 encoding";
    } else if (rune == BOM && at > 0) {
        message = "invalid BOM in the middle of the file";
    }
    if (message != NULL) {
        s->last_bad_byte = at + 1;
        scan_error(s, at, message);
    }
}

int scan_peek(Scanner *s, int *size) {
    if (s->at >= s->length) {
        *size = 0;
        return -1;
    }
    unsigned char c = (unsigned char)s->text[s->at];
    if (c < 0x80 && c != 0) {
        *size = 1;
        return c;
    }
    int rune = utf8_decode(s->text + s->at, s->length - s->at, size);
    check_bad(s, s->at, rune, *size);
    return rune;
}

/* ---- Comments ---- */

static bool is_directive(const char *text, size_t length) {
    return (length > 3 && memcmp(text, "go:", 3) == 0) || (length > 5 && memcmp(text, "line ", 5) == 0) ||
           (length > 7 && memcmp(text, "extern ", 7) == 0);
}

static void give_directive(Scanner *s, size_t start, size_t from, size_t to, bool own_line) {
    if (s->directive != NULL && is_directive(s->text + from, to - from)) {
        s->directive(s->context, start, s->text + from, to - from, own_line);
    }
}

static void check_bytes(Scanner *s, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)s->text[i];
        if (c >= 0x80 || c == 0) {
            int size;
            int rune = utf8_decode(s->text + i, s->length - i, &size);
            check_bad(s, i, rune, size);
            i += (size_t)size - 1;
        }
    }
}

static void skip_line_comment(Scanner *s) {
    size_t start = s->at;
    const char *end = memchr(s->text + start, '\n', s->length - start);
    s->at = end != NULL ? (size_t)(end - s->text) : s->length;
    check_bytes(s, start, s->at);
    size_t to = s->at;
    if (to > start && s->text[to - 1] == '\r') {
        to--;
    }
    bool own_line = start == 0 || s->text[start - 1] == '\n';
    give_directive(s, start, start + 2, to, own_line);
}

/* Returns whether the comment holds a newline. */
static bool skip_block_comment(Scanner *s) {
    size_t start = s->at;
    bool newline = false;
    for (s->at += 2; s->at + 1 < s->length; s->at++) {
        if (s->text[s->at] == '*' && s->text[s->at + 1] == '/') {
            s->at += 2;
            check_bytes(s, start, s->at);
            give_directive(s, start, start + 2, s->at - 2, false);
            return newline;
        }
        newline |= s->text[s->at] == '\n';
    }
    s->at = s->length;
    scan_error(s, start, "comment not terminated");
    return true;
}

/* ---- Tokens ---- */

static void set_semi(Scanner *s, const char *lit) {
    s->token = TOK_SEMI;
    s->lit = lit;
    s->lit_length = strlen(lit);
}

static void scan_name(Scanner *s) {
    for (;;) {
        unsigned char c = s->at < s->length ? (unsigned char)s->text[s->at] : 0;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9')) {
            s->at++;
            continue;
        }
        if (c < 0x80) {
            break;
        }
        int size;
        int rune = scan_peek(s, &size);
        if (!rune_is_letter(rune) && !rune_is_digit(rune)) {
            if (rune != BOM && (rune != RUNE_ERROR || size > 1)) {
                char message[64];
                snprintf(message, sizeof message, "invalid character %s in identifier", rune_name((char[16]){0}, rune));
                scan_error(s, s->at, message);
            }
        }
        s->at += (size_t)size;
    }
    s->name = name_intern(s->names, s->text + s->start, s->at - s->start);
    s->lit = s->name->text;
    s->token = s->name->tok != 0 ? (Token)s->name->tok : TOK_NAME;
    s->insert_semi = s->token == TOK_NAME || s->token == TOK_BREAK || s->token == TOK_CONTINUE ||
                     s->token == TOK_FALLTHROUGH || s->token == TOK_RETURN;
}

static void set_op(Scanner *s, Token token, Operator op) {
    s->token = token;
    s->op = op;
    s->precedence = token == TOK_OPERATOR || token == TOK_STAR ? operator_precedence(op) : PREC_NONE;
}

static bool accept(Scanner *s, char c) {
    if (s->at < s->length && s->text[s->at] == c) {
        s->at++;
        return true;
    }
    return false;
}

/* An operator that may be followed by = */
static void op_or_assign(Scanner *s, Token token, Operator op) {
    set_op(s, accept(s, '=') ? TOK_ASSIGN_OP : token, op);
}

static void plain(Scanner *s, Token token, bool ends_statement) {
    s->token = token;
    s->insert_semi = ends_statement;
}

static void scan_plus_minus(Scanner *s, char c) {
    Operator op = c == '+' ? OP_ADD : OP_SUB;
    if (accept(s, c)) {
        set_op(s, TOK_INC_OP, op);
        s->insert_semi = true;
    } else {
        op_or_assign(s, TOK_OPERATOR, op);
    }
}

static void scan_angle(Scanner *s, char c) {
    if (accept(s, '=')) {
        set_op(s, TOK_OPERATOR, c == '<' ? OP_LEQ : OP_GEQ);
    } else if (accept(s, c)) {
        op_or_assign(s, TOK_OPERATOR, c == '<' ? OP_SHL : OP_SHR);
    } else if (c == '<' && accept(s, '-')) {
        set_op(s, TOK_ARROW, OP_RECV);
    } else {
        set_op(s, TOK_OPERATOR, c == '<' ? OP_LSS : OP_GTR);
    }
}

static void scan_dot(Scanner *s) {
    if (s->at < s->length && s->text[s->at] >= '0' && s->text[s->at] <= '9') {
        s->at--;
        scan_number(s);
    } else if (s->at + 1 < s->length && s->text[s->at] == '.' && s->text[s->at + 1] == '.') {
        s->at += 2;
        s->token = TOK_DOTDOTDOT;
    } else {
        s->token = TOK_DOT;
    }
}

/* Returns false when the character begins no token. */
static bool scan_punctuation(Scanner *s, int c) {
    switch (c) {
    case '(': plain(s, TOK_LPAREN, false); return true;
    case '[': plain(s, TOK_LBRACK, false); return true;
    case '{': plain(s, TOK_LBRACE, false); return true;
    case ',': plain(s, TOK_COMMA, false); return true;
    case ';': set_semi(s, "semicolon"); return true;
    case ')': plain(s, TOK_RPAREN, true); return true;
    case ']': plain(s, TOK_RBRACK, true); return true;
    case '}': plain(s, TOK_RBRACE, true); return true;
    case ':': s->token = accept(s, '=') ? TOK_DEFINE : TOK_COLON; return true;
    case '.': scan_dot(s); return true;
    case '~': set_op(s, TOK_OPERATOR, OP_TILDE); return true;
    default: return false;
    }
}

static bool scan_operator(Scanner *s, int c) {
    switch (c) {
    case '+':
    case '-': scan_plus_minus(s, (char)c); return true;
    case '*': op_or_assign(s, TOK_STAR, OP_MUL); return true;
    case '/': op_or_assign(s, TOK_OPERATOR, OP_DIV); return true;
    case '%': op_or_assign(s, TOK_OPERATOR, OP_REM); return true;
    case '^': op_or_assign(s, TOK_OPERATOR, OP_XOR); return true;
    case '<':
    case '>': scan_angle(s, (char)c); return true;
    case '&':
        if (accept(s, '&')) {
            set_op(s, TOK_OPERATOR, OP_AND_AND);
        } else if (accept(s, '^')) {
            op_or_assign(s, TOK_OPERATOR, OP_AND_NOT);
        } else {
            op_or_assign(s, TOK_OPERATOR, OP_AND);
        }
        return true;
    case '|':
        if (accept(s, '|')) {
            set_op(s, TOK_OPERATOR, OP_OR_OR);
        } else {
            op_or_assign(s, TOK_OPERATOR, OP_OR);
        }
        return true;
    case '=':
        if (accept(s, '=')) {
            set_op(s, TOK_OPERATOR, OP_EQL);
        } else {
            s->token = TOK_ASSIGN;
        }
        return true;
    case '!': set_op(s, TOK_OPERATOR, accept(s, '=') ? OP_NEQ : OP_NOT); return true;
    default: return false;
    }
}

/* Skips space and comments; returns true when that ended a statement (the token is then set). */
static bool skip_space(Scanner *s, bool semi) {
    for (;;) {
        if (s->at >= s->length) {
            s->start = s->at;
            if (semi) {
                set_semi(s, "EOF");
                return true;
            }
            return false;
        }
        char c = s->text[s->at];
        if (c == '\n' && semi) {
            s->start = s->at++;
            set_semi(s, "newline");
            return true;
        }
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            s->at++;
        } else if (c == '/' && s->at + 1 < s->length && s->text[s->at + 1] == '/') {
            skip_line_comment(s);
        } else if (c == '/' && s->at + 1 < s->length && s->text[s->at + 1] == '*') {
            size_t start = s->at;
            if (skip_block_comment(s) && semi) {
                s->start = start;
                set_semi(s, "newline");
                return true;
            }
        } else {
            return false;
        }
    }
}

static void scan_other(Scanner *s, int rune, int size) {
    char message[64];
    const bool unreadable = rune == 0 || rune == BOM || (rune == RUNE_ERROR && size == 1);
    if (rune_is_letter(rune) || (rune >= 0x80 && !rune_is_digit(rune) && !unreadable)) {
        scan_name(s); /* which refuses other characters beyond ASCII */
        return;
    }
    s->at += (size_t)size;
    if (rune_is_digit(rune)) {
        snprintf(message, sizeof message, "identifier cannot begin with digit %s", rune_name((char[16]){0}, rune));
        scan_error(s, s->start, message);
        scan_name(s);
        return;
    }
    if (!unreadable) {
        snprintf(message, sizeof message, "invalid character %s", rune_name((char[16]){0}, rune));
        scan_error(s, s->start, message);
    }
    scanner_next(s);
}

void scanner_next(Scanner *s) {
    bool semi = s->insert_semi;
    s->insert_semi = false;
    s->precedence = PREC_NONE;
    if (skip_space(s, semi)) {
        return;
    }
    s->start = s->at;
    int size;
    int c = scan_peek(s, &size);
    if (c < 0) {
        s->token = TOK_EOF;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') {
        scan_name(s);
    } else if (c >= '0' && c <= '9') {
        scan_number(s);
    } else if (c == '"') {
        scan_string(s);
    } else if (c == '`') {
        scan_raw_string(s);
    } else if (c == '\'') {
        scan_rune(s);
    } else {
        s->at += (size_t)size;
        if (!scan_punctuation(s, c) && !scan_operator(s, c)) {
            s->at -= (size_t)size;
            s->insert_semi = semi;
            scan_other(s, c, size);
        }
    }
}
