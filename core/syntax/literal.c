/*
 * Numbers, strings, runes: scanned with all the complaints that gc has about them.
 * Spec: #Integer_literals #Floating-point_literals #Rune_literals #String_literals.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/syntax/internal.h"

char *rune_name(char *out, int rune) {
    int n = snprintf(out, 16, "U+%04X", (unsigned)rune);
    if (rune_is_print(rune)) {
        char bytes[4];
        int size = utf8_encode(rune, bytes);
        snprintf(out + n, (size_t)(16 - n), " '%.*s'", size, bytes);
    }
    return out;
}

static void set_literal(Scanner *s, LitKind kind, bool ok) {
    s->insert_semi = true;
    s->token = TOK_LITERAL;
    s->lit_kind = kind;
    s->bad = !ok;
    s->lit = s->text + s->start;
    s->lit_length = s->at - s->start;
}

/* ---- Numbers ---- */

static const char *base_name(int base) {
    switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 16: return "hexadecimal";
    default: return "decimal";
    }
}

static int byte_at(const Scanner *s) { return s->at < s->length ? (unsigned char)s->text[s->at] : -1; }

static int lower(int c) { return c | ('x' - 'X'); }

static bool is_decimal(int c) { return c >= '0' && c <= '9'; }

static bool is_hex(int c) { return is_decimal(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }

typedef struct Number {
    int base;
    bool ok;
    bool digits;    /* at least one */
    bool separator; /* at least one _ */
    size_t invalid; /* offset + 1 of the first digit that the base does not have; 0 none */
} Number;

static void number_error(Scanner *s, Number *n, size_t at, const char *message) {
    if (n->ok) {
        scan_error(s, at, message);
        n->ok = false;
    }
}

static void scan_digits(Scanner *s, Number *n) {
    for (;; s->at++) {
        int c = byte_at(s);
        if (c == '_') {
            n->separator = true;
            continue;
        }
        if (n->base <= 10 ? !is_decimal(c) : !is_hex(c)) {
            return;
        }
        n->digits = true;
        if (n->base <= 10 && c >= '0' + n->base && n->invalid == 0) {
            n->invalid = s->at + 1;
        }
    }
}

/* Reads 0x 0o 0b or a leading zero; returns the prefix as a letter, 0 for none. */
static int scan_prefix(Scanner *s, Number *n) {
    if (byte_at(s) != '0') {
        return 0;
    }
    s->at++;
    switch (lower(byte_at(s))) {
    case 'x': n->base = 16; break;
    case 'o': n->base = 8; break;
    case 'b': n->base = 2; break;
    default:
        n->base = 8;
        n->digits = true;
        return '0';
    }
    return lower((unsigned char)s->text[s->at++]);
}

/* Returns the offset of a _ that does not stand between digits, 0 when all do. */
static size_t misplaced_separator(const Scanner *s) {
    char before = ' ', kind = '.'; /* '_', '0' a digit, '.' anything else */
    size_t i = s->start;
    if (s->at - i >= 2 && s->text[i] == '0') {
        int x = lower((unsigned char)s->text[i + 1]);
        if (x == 'x' || x == 'o' || x == 'b') {
            i += 2;
            kind = '0';
            before = (char)x;
        }
    }
    for (; i < s->at; i++) {
        char last = kind;
        int c = (unsigned char)s->text[i];
        if (c == '_') {
            if (last != '0') {
                return i;
            }
            kind = '_';
        } else if (is_decimal(c) || (before == 'x' && is_hex(c))) {
            kind = '0';
        } else {
            if (last == '_') {
                return i - 1;
            }
            kind = '.';
        }
    }
    return kind == '_' ? s->at - 1 : 0;
}

static void scan_exponent(Scanner *s, Number *n, int prefix, LitKind *kind) {
    int e = lower(byte_at(s));
    char message[64];
    if (e == 'e' || e == 'p') {
        if (e == 'e' && prefix != 0 && prefix != '0') {
            snprintf(message, sizeof message, "'%c' exponent requires decimal mantissa", byte_at(s));
            number_error(s, n, s->at, message);
        } else if (e == 'p' && prefix != 'x') {
            snprintf(message, sizeof message, "'%c' exponent requires hexadecimal mantissa", byte_at(s));
            number_error(s, n, s->at, message);
        }
        s->at++;
        *kind = LIT_FLOAT;
        if (byte_at(s) == '+' || byte_at(s) == '-') {
            s->at++;
        }
        Number exponent = {.base = 10, .ok = true};
        scan_digits(s, &exponent);
        n->separator |= exponent.separator;
        if (!exponent.digits) {
            number_error(s, n, s->at, "exponent has no digits");
        }
    } else if (prefix == 'x' && *kind == LIT_FLOAT) {
        number_error(s, n, s->at, "hexadecimal mantissa requires a 'p' exponent");
    }
}

void scan_number(Scanner *s) {
    Number n = {.base = 10, .ok = true};
    LitKind kind = LIT_INT;
    char message[64];
    int prefix = byte_at(s) == '.' ? 0 : scan_prefix(s, &n);
    if (byte_at(s) != '.' || prefix != 0) {
        scan_digits(s, &n);
    }
    if (byte_at(s) == '.') {
        kind = LIT_FLOAT;
        if (prefix == 'o' || prefix == 'b') {
            snprintf(message, sizeof message, "invalid radix point in %s literal", base_name(n.base));
            number_error(s, &n, s->at, message);
        }
        s->at++;
        scan_digits(s, &n);
    }
    if (!n.digits) {
        snprintf(message, sizeof message, "%s literal has no digits", base_name(n.base));
        number_error(s, &n, s->at, message);
    }
    scan_exponent(s, &n, prefix, &kind);
    if (byte_at(s) == 'i') {
        kind = LIT_IMAG;
        s->at++;
    }
    if (kind == LIT_INT && n.invalid != 0) {
        snprintf(message, sizeof message, "invalid digit '%c' in %s literal", s->text[n.invalid - 1],
                 base_name(n.base));
        number_error(s, &n, n.invalid - 1, message);
    }
    size_t misplaced = n.separator ? misplaced_separator(s) : 0;
    if (misplaced != 0) {
        number_error(s, &n, misplaced, "'_' must separate successive digits");
    }
    set_literal(s, kind, n.ok);
}

/* ---- Strings and runes ---- */

/* Reads `count` digits of an escape; returns false after a complaint. */
static bool scan_code(Scanner *s, int count, int base, unsigned max) {
    unsigned value = 0;
    char message[80];
    for (; count > 0; count--) {
        int size;
        int c = scan_peek(s, &size);
        if (c < 0) {
            return true; /* the string is not terminated: said elsewhere */
        }
        int digit = is_decimal(c) ? c - '0' : is_hex(c) ? lower(c) - 'a' + 10 : 36;
        if (digit >= base) {
            char bytes[4] = {0};
            int n = utf8_encode(c, bytes);
            const char *shown = c == '\'' ? "\\'" : c == '\n' ? "\\n" : c == '\t' ? "\\t" : NULL;
            snprintf(message, sizeof message, "invalid character '%.*s' in %s escape", shown ? 2 : n,
                     shown ? shown : bytes, base_name(base));
            scan_error(s, s->at, message);
            return false;
        }
        value = value * (unsigned)base + (unsigned)digit;
        s->at += (size_t)size;
    }
    if (value > max && base == 8) {
        snprintf(message, sizeof message, "octal escape value %u > 255", value);
        scan_error(s, s->at, message);
        return false;
    }
    if (value > max || (value >= 0xD800 && value < 0xE000)) {
        char name[24];
        snprintf(name, sizeof name, "U+%04X", value);
        snprintf(message, sizeof message, "escape is invalid Unicode code point %s", name);
        scan_error(s, s->at, message);
        return false;
    }
    return true;
}

/* Behind a backslash. */
static bool scan_escape(Scanner *s, int quote) {
    int size;
    int c = scan_peek(s, &size);
    if (c == quote) {
        s->at++;
        return true;
    }
    switch (c) {
    case 'a':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
    case 'v':
    case '\\': s->at++; return true;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7': return scan_code(s, 3, 8, 255);
    case 'x': s->at++; return scan_code(s, 2, 16, 255);
    case 'u': s->at++; return scan_code(s, 4, 16, RUNE_MAX);
    case 'U': s->at++; return scan_code(s, 8, 16, RUNE_MAX);
    default:
        if (c < 0) {
            return true;
        }
        scan_error(s, s->at, "unknown escape");
        return false;
    }
}

void scan_string(Scanner *s) {
    bool ok = true;
    s->at++;
    for (;;) {
        int size;
        int c = scan_peek(s, &size);
        if (c == '"') {
            s->at++;
            break;
        }
        if (c == '\n') {
            scan_error(s, s->at, "newline in string");
            ok = false;
            break;
        }
        if (c < 0) {
            scan_error(s, s->start, "string not terminated");
            ok = false;
            break;
        }
        s->at += (size_t)size;
        if (c == '\\' && !scan_escape(s, '"')) {
            ok = false;
        }
    }
    set_literal(s, LIT_STRING, ok);
}

void scan_raw_string(Scanner *s) {
    bool ok = true;
    s->at++;
    for (;;) {
        int size;
        int c = scan_peek(s, &size);
        if (c < 0) {
            scan_error(s, s->start, "string not terminated");
            ok = false;
            break;
        }
        s->at += (size_t)size;
        if (c == '`') {
            break;
        }
    }
    set_literal(s, LIT_STRING, ok);
}

void scan_rune(Scanner *s) {
    bool ok = true;
    s->at++;
    for (int n = 0;; n++) {
        int size;
        int c = scan_peek(s, &size);
        if (c == '\'') {
            if (ok && n == 0) {
                scan_error(s, s->at, "empty rune literal or unescaped '");
                ok = false;
            } else if (ok && n != 1) {
                scan_error(s, s->start, "more than one character in rune literal");
                ok = false;
            }
            s->at++;
            break;
        }
        if (c == '\n') {
            if (ok) {
                scan_error(s, s->at, "newline in rune literal");
                ok = false;
            }
            break;
        }
        if (c < 0) {
            if (ok) {
                scan_error(s, s->start, "rune literal not terminated");
                ok = false;
            }
            break;
        }
        s->at += (size_t)size;
        if (c == '\\' && !scan_escape(s, '\'')) {
            ok = false;
        }
    }
    set_literal(s, LIT_RUNE, ok);
}
