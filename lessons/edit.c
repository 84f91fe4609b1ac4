/* A program changed line by line, for those who have no editor at hand. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lessons/internal.h"

int edit_line_count(const char *text) {
    int count = 0;
    for (const char *c = text; *c != '\0'; c++) {
        count += *c == '\n' || c[1] == '\0';
    }
    return count;
}

/* "-4-6" and "-4..6" take lines out, "+4 TEXT" adds one behind line 4, "4 TEXT" replaces. */
typedef struct Change {
    char sign; /* '+', '-', or '=' */
    int first, last;
    const char *text;
} Change;

static bool read_number(const char **at, int *number) {
    if (!isdigit((unsigned char)**at)) {
        return false;
    }
    char *end;
    const long value = strtol(*at, &end, 10);
    *number = value > 1000000 ? 1000000 : (int)value;
    *at = end;
    return true;
}

static bool read_change(const char *line, Change *change) {
    const char *at = line + strspn(line, " ");
    *change = (Change){.sign = '='};
    if (*at == '+' || *at == '-') {
        change->sign = *at++;
    }
    if (!read_number(&at, &change->first)) {
        return false;
    }
    change->last = change->first;
    if (change->sign == '-') {
        at += strspn(at, " ");
        if (*at == '-' || *at == '.') {
            at += strspn(at, "-.");
            if (!read_number(&at, &change->last)) {
                return false;
            }
        }
        return at[strspn(at, " ")] == '\0';
    }
    at += *at == ':';
    if (*at != '\0' && *at != ' ' && *at != '\t') {
        return false;
    }
    at += *at == ' ';
    change->text = at;
    return true;
}

bool edit_is_change(const char *line) {
    Change change;
    return read_change(line, &change);
}

static const char *line_start(const char *text, int line) {
    for (int i = 1; i < line; i++) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return text;
}

/* New text keeps the indentation of its place unless it brings its own; behind a "{" it goes one deeper. */
static void add_line(StrBuf *out, const char *model, const char *text, bool behind) {
    const size_t length = strcspn(model, "\n");
    if (text[0] != ' ' && text[0] != '\t' && text[0] != '\0') {
        strbuf_add_n(out, model, strspn(model, "\t "));
        if (behind && length > 0 && model[length - 1] == '{') {
            strbuf_byte(out, '\t');
        }
    }
    strbuf_add(out, text);
    strbuf_byte(out, '\n');
}

Edit edit_apply(Arena *arena, const char *text, const char *line) {
    Edit edit = {0};
    Change change;
    const int count = edit_line_count(text);
    if (!read_change(line, &change)) {
        return edit;
    }
    const int lowest = change.sign == '+' ? 0 : 1;
    if (change.first < lowest || change.first > count || change.last < change.first || change.last > count) {
        edit.missing = change.first < lowest || change.first > count ? change.first : change.last;
        return edit;
    }
    StrBuf out = strbuf_new(arena);
    const bool adds = change.sign == '+';
    const char *from = line_start(text, adds ? change.first + 1 : change.first);
    const char *to = line_start(text, adds ? change.first + 1 : change.last + 1);
    strbuf_add_n(&out, text, (size_t)(from - text));
    if (out.len > 0 && out.text[out.len - 1] != '\n') {
        strbuf_byte(&out, '\n');
    }
    if (change.sign != '-') {
        add_line(&out, adds && change.first > 0 ? line_start(text, change.first) : from, change.text,
                 adds && change.first > 0);
    }
    strbuf_add(&out, to);
    edit.text = strbuf_text(&out);
    edit.moved = change.sign != '=';
    edit.line = adds ? change.first + 1 : change.first;
    return edit;
}
