/*
 * Comments that speak to the compiler: //line, //go:build before the package clause.
 * gc: syntax/parser.go updateBase, go/build/constraint GoVersion.
 */
#include <stdlib.h>
#include <string.h>

#include "core/syntax/internal.h"

/* ---- //line ---- */

typedef struct Digits {
    size_t start; /* of the digits; 0: there is no colon */
    unsigned long value;
    bool ok;
} Digits;

/* The number behind the last colon of the first `length` bytes. */
static Digits trailing_digits(const char *text, size_t length) {
    Digits digits = {0};
    for (size_t i = length; i > 0; i--) {
        if (text[i - 1] == ':') {
            digits.start = i;
            break;
        }
    }
    if (digits.start == 0) {
        return digits;
    }
    digits.ok = digits.start < length;
    for (size_t i = digits.start; i < length; i++) {
        if (text[i] < '0' || text[i] > '9' || digits.value > 100000000ul) {
            digits.ok = false;
            break;
        }
        digits.value = digits.value * 10 + (unsigned long)(text[i] - '0');
    }
    return digits;
}

/* Appends the elements of `path` to those in `out`, taking "." and ".." away. */
static void add_elements(StrBuf *out, const char *path, size_t length) {
    for (size_t i = 0; i < length;) {
        size_t n = 0;
        while (i + n < length && path[i + n] != '/') {
            n++;
        }
        const bool up = n == 2 && memcmp(path + i, "..", 2) == 0;
        const char *last = out->len > 0 ? strrchr(strbuf_text(out), '/') : NULL;
        const char *name = last != NULL ? last + 1 : strbuf_text(out);
        if (up && out->len > 0 && strcmp(name, "..") != 0) {
            out->len = last != NULL ? (size_t)(last - out->text) : 0;
            out->text[out->len] = '\0';
        } else if (n > 0 && !(n == 1 && path[i] == '.')) {
            if (out->len > 0) {
                strbuf_byte(out, '/');
            }
            strbuf_add_n(out, path + i, n);
        }
        i += n + 1;
    }
}

/* The name of a line directive, cleaned; a relative one is joined with the folder of the file it stands in. */
static const char *clean_name(Parser *p, const char *name, size_t length) {
    StrBuf out = strbuf_new(p->arena);
    const bool absolute = name[0] == '/';
    const char *file = source_name(p->source);
    const char *slash = absolute ? NULL : strrchr(file, '/');
    const bool file_absolute = slash != NULL && file[0] == '/';
    if (slash != NULL) {
        add_elements(&out, file, (size_t)(slash - file));
    }
    add_elements(&out, name, length);
    const char *clean = out.len > 0 ? strbuf_text(&out) : ".";
    return absolute || file_absolute ? arena_printf(p->arena, "/%s", clean) : clean;
}

enum { LINE_MAX_VALUE = 1 << 30 };

static void line_directive(Parser *p, size_t at, size_t behind, const char *text, size_t length) {
    Digits line = trailing_digits(text, length);
    if (line.start == 0) {
        return;
    }
    const Pos where = source_pos(p->source, at + line.start);
    if (!line.ok) {
        error_at(p, where, "invalid line number: %.*s", (int)(length - line.start), text + line.start);
        return;
    }
    size_t name_end = line.start - 1;
    int column = 0;
    Digits before = trailing_digits(text, name_end);
    const bool has_column = before.start > 0 && before.ok;
    if (has_column) {
        if (line.value == 0 || line.value > LINE_MAX_VALUE) {
            error_at(p, where, "invalid column number: %.*s", (int)(length - line.start), text + line.start);
            return;
        }
        column = (int)line.value;
        line = before;
        name_end = before.start - 1;
    }
    if (line.value == 0 || line.value > LINE_MAX_VALUE) {
        error_at(p, source_pos(p->source, at + line.start), "invalid line number: %.*s", (int)(length - line.start),
                 text + line.start);
        return;
    }
    /* An empty name keeps the file in force only when a column is given. */
    const char *name = NULL;
    if (name_end == 0 && !has_column) {
        name = p->config->unknown_line_names ? "??" : "";
    } else if (name_end > 0) {
        name = p->config->clean_line_names ? clean_name(p, text, name_end) : arena_strndup(p->arena, text, name_end);
    }
    source_add_directive(p->source, behind, name, (int)line.value, column);
}

/* ---- //go:build ---- */

typedef struct BuildLine {
    const char *at, *end;
} BuildLine;

static void skip_blanks(BuildLine *b) {
    while (b->at < b->end && (*b->at == ' ' || *b->at == '\t')) {
        b->at++;
    }
}

static bool build_got(BuildLine *b, const char *text) {
    skip_blanks(b);
    size_t n = strlen(text);
    if ((size_t)(b->end - b->at) >= n && memcmp(b->at, text, n) == 0) {
        b->at += n;
        return true;
    }
    return false;
}

static int build_or(BuildLine *b, int sign, int depth);

/* The least Go 1.N that makes the tag true; -1 when it says nothing about versions. */
static int build_tag(BuildLine *b, int sign) {
    const char *start = b->at;
    while (b->at < b->end && strchr(" \t()!&|", *b->at) == NULL) {
        b->at++;
    }
    size_t n = (size_t)(b->at - start);
    if (sign < 0) {
        return -1;
    }
    if (n == 3 && memcmp(start, "go1", 3) == 0) {
        return 0;
    }
    return n > 4 && memcmp(start, "go1.", 4) == 0 ? atoi(start + 4) : -1;
}

static int build_not(BuildLine *b, int sign, int depth) {
    while (build_got(b, "!")) {
        sign = -sign;
    }
    if (depth < 100 && build_got(b, "(")) {
        int version = build_or(b, sign, depth + 1);
        build_got(b, ")");
        return version;
    }
    return build_tag(b, sign);
}

static int larger(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }

static int build_and(BuildLine *b, int sign, int depth) {
    int version = build_not(b, sign, depth);
    while (build_got(b, "&&")) {
        int other = build_not(b, sign, depth);
        version = sign > 0 ? larger(version, other) : smaller(version, other);
    }
    return version;
}

static int build_or(BuildLine *b, int sign, int depth) {
    int version = build_and(b, sign, depth);
    while (build_got(b, "||")) {
        int other = build_and(b, sign, depth);
        version = sign > 0 ? smaller(version, other) : larger(version, other);
    }
    return version;
}

static void build_directive(Parser *p, const char *text, size_t length) {
    BuildLine line = {text, text + length};
    int minor = build_or(&line, 1, 0);
    if (minor >= 0) {
        p->go_version = minor == 0 ? "go1" : arena_printf(p->arena, "go1.%d", minor);
    }
}

/* Only blanks stand before the comment in its line. */
static bool begins_line(const Parser *p, size_t offset) {
    const char *text = source_text(p->source);
    while (offset > 0 && strchr(" \t\r", text[offset - 1]) != NULL) {
        offset--;
    }
    return offset == 0 || text[offset - 1] == '\n';
}

void parse_directive(void *parser, size_t offset, const char *text, size_t length, bool own_line) {
    Parser *p = parser;
    const bool block = source_text(p->source)[offset + 1] == '*';
    if (length > 5 && memcmp(text, "line ", 5) == 0) {
        if (own_line || block) {
            size_t behind = offset + 2 + length + (block ? 2 : 1);
            const size_t end = source_length(p->source);
            if (!block && behind <= end && behind > 0 && source_text(p->source)[behind - 1] == '\r') {
                behind++;
            }
            line_directive(p, offset + 7, behind < end ? behind : end, text + 5, length - 5);
        }
        return;
    }
    if (block || length < 3 || memcmp(text, "go:", 3) != 0) {
        return;
    }
    if (p->top && length > 9 && memcmp(text, "go:build ", 9) == 0) {
        build_directive(p, text + 9, length - 9);
    }
    parse_pragma(p, source_pos(p->source, offset + 2), arena_strndup(p->arena, text, length), begins_line(p, offset));
}
