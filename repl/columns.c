#include "repl/columns.h"

#include <string.h>

#include "core/base/unicode.h"

/* Bytes of the text that fit into `width` columns, at least one character. */
static size_t bytes_within(const char *text, size_t length, int width) {
    size_t used = 0;
    int columns = 0;
    while (used < length) {
        int size;
        const int rune = utf8_decode(text + used, length - used, &size);
        columns += rune_width(rune);
        if (columns > width && used > 0) {
            break;
        }
        used += (size_t)size;
    }
    return used;
}

static void push(Arena *arena, CellLines *cell, bool first, const char *text, size_t length) {
    StrBuf line = strbuf_new(arena);
    strbuf_add(&line, first ? "" : "  ");
    terminal_add_safe(&line, text, length);
    VEC_PUSH(arena, cell, strbuf_text(&line));
}

void cell_add(Arena *arena, CellLines *cell, const char *text, int width) {
    bool first = true;
    for (const char *at = text; *at != '\0';) {
        at += strspn(at, "\n\t");
        const size_t length = strcspn(at, "\n");
        size_t fits = bytes_within(at, length, first ? width : width - 2);
        if (fits < length) {
            size_t space = fits;
            while (space > 0 && at[space] != ' ') {
                space--;
            }
            fits = space > 0 ? space : fits;
        }
        if (fits > 0) {
            push(arena, cell, first, at, fits);
        }
        first = false;
        at += fits;
        at += strspn(at, " ");
    }
}

void column_fit(StrBuf *out, const char *text, int width) {
    StrBuf safe = strbuf_new(out->arena);
    terminal_add_safe(&safe, text, strcspn(text, "\n"));
    const char *shown = strbuf_text(&safe);
    int columns = text_width(shown, safe.len);
    if (columns > width) {
        const size_t fits = bytes_within(shown, safe.len, width - 1);
        strbuf_add_n(out, shown, fits);
        strbuf_add(out, "…");
        columns = text_width(shown, fits) + 1;
    } else {
        strbuf_add_n(out, shown, safe.len);
    }
    terminal_pad(out, width - columns);
}

void columns_pair(const Terminal *terminal, StrBuf *out, int indent, int width, const CellLines *left,
                  const CellLines *right) {
    for (int i = 0; i < left->len || i < right->len; i++) {
        const char *a = i < left->len ? left->at[i] : "";
        terminal_pad(out, indent);
        strbuf_add(out, a);
        terminal_pad(out, width - text_width(a, strlen(a)));
        terminal_styled(terminal, out, STYLE_DIM, " │");
        strbuf_printf(out, "%s%s\n", i < right->len ? " " : "", i < right->len ? right->at[i] : "");
    }
}
