#include "repl/excerpt.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"

enum { TAB_WIDTH = 4, LABEL_MIN_WIDTH = 24 };

/* A mark with its place worked out. */
typedef struct Spot {
    const ExcerptMark *mark;
    const Source *source;
    int line;
    int byte;    /* 0-based, in the line */
    int column;  /* 0-based, as displayed */
    int columns; /* displayed width, at least 1 */
} Spot;
typedef VEC(Spot) SpotVec;

/* One line made ready for display. */
typedef struct Cell {
    const char *text;
    int size; /* bytes of text; 0: a space of a tab */
    int width;
} Cell;
typedef VEC(Cell) CellVec;

typedef struct Excerpt {
    StrBuf *out;
    const Terminal *terminal;
    Arena *scratch;
    ExcerptLayout layout;
    int digits;
} Excerpt;

/* ---- Marks ---- */

static int by_place(const void *a, const void *b) {
    const Spot *x = a, *y = b;
    if (x->source != y->source) {
        return x->mark->pos.offset < y->mark->pos.offset ? -1 : 1;
    }
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return x->byte != y->byte ? (x->byte < y->byte ? -1 : 1) : y->mark->length - x->mark->length;
}

static SpotVec find_spots(Arena *scratch, const SourceSet *sources, const ExcerptMarkVec *marks) {
    SpotVec spots = {0};
    for (int i = 0; i < marks->len; i++) {
        const ExcerptMark *mark = &marks->at[i];
        const Place place = pos_known(mark->pos) ? sources_place(sources, mark->pos) : (Place){0};
        if (place.source == NULL || place.source_line < 1) {
            continue;
        }
        const Spot spot = {.mark = mark,
                           .source = place.source,
                           .line = place.source_line,
                           .byte = place.source_column > 0 ? place.source_column - 1 : 0};
        VEC_PUSH(scratch, &spots, spot);
    }
    if (spots.len > 1) {
        qsort(spots.at, (size_t)spots.len, sizeof(Spot), by_place);
    }
    return spots;
}

/* ---- One line ---- */

/* Splits a line into cells; column_of[b] gets the display column of byte b, also of the one behind the last. */
static CellVec line_cells(Arena *scratch, const char *line, size_t length, int *column_of) {
    CellVec cells = {0};
    int column = 0;
    for (size_t i = 0; i < length;) {
        int size = 1;
        if (line[i] == '\t') {
            const int width = TAB_WIDTH - column % TAB_WIDTH;
            column_of[i] = column;
            for (int k = 0; k < width; k++) {
                VEC_PUSH(scratch, &cells, ((Cell){NULL, 0, 1}));
            }
            column += width;
        } else if (line[i] == '\r' && i + 1 == length) {
            column_of[i] = column;
        } else {
            const int rune = utf8_decode(line + i, length - i, &size);
            const int width = rune_is_print(rune) && !(rune == RUNE_ERROR && size == 1) ? rune_width(rune) : 1;
            for (int k = 0; k < size; k++) {
                column_of[i + (size_t)k] = column;
            }
            VEC_PUSH(scratch, &cells, ((Cell){line + i, size, width}));
            column += width;
        }
        i += (size_t)size;
    }
    column_of[length] = column;
    return cells;
}

static void margin(Excerpt *e, int number) {
    terminal_style_on(e->terminal, e->out, STYLE_DIM);
    terminal_pad(e->out, e->layout.indent);
    if (number > 0) {
        strbuf_printf(e->out, "%*d │", e->digits, number);
    } else {
        terminal_pad(e->out, e->digits);
        strbuf_add(e->out, " │");
    }
    terminal_style_off(e->terminal, e->out, STYLE_DIM);
}

static int room(const Excerpt *e) {
    const int width = e->terminal->width - e->layout.indent - e->digits - 3;
    return width > 10 ? width : 10;
}

/* The columns of a line that are shown: [from, to). */
typedef struct Window {
    int from, to;
} Window;

static Window choose_window(const Excerpt *e, int total, const SpotVec *spots, int first, int end) {
    const int width = room(e);
    if (total <= width) {
        return (Window){0, total};
    }
    const int last = spots->at[end - 1].column;
    int from = 0;
    if (last + LABEL_MIN_WIDTH / 2 > width) {
        from = last - width / 2;
        if (from > spots->at[first].column && last - spots->at[first].column < width - 2) {
            from = spots->at[first].column - 1;
        }
        from = from < 0 ? 0 : from;
    }
    return (Window){from, from + width < total ? from + width : total};
}

static void add_line(Excerpt *e, const CellVec *cells, int number, int total, Window window) {
    margin(e, number);
    int column = 0;
    StrBuf shown = strbuf_new(e->scratch);
    for (int i = 0; i < cells->len; i++) {
        const Cell *cell = &cells->at[i];
        const bool inside = column >= window.from && column + cell->width <= window.to;
        const bool cut = (window.from > 0 && column == window.from) ||
                         (window.to < total && column + cell->width >= window.to && column < window.to);
        if (inside && cut) {
            strbuf_add(&shown, "…");
            terminal_pad(&shown, cell->width - 1);
        } else if (inside && cell->size == 0) {
            strbuf_byte(&shown, ' ');
        } else if (inside) {
            terminal_add_safe(&shown, cell->text, (size_t)cell->size);
        }
        column += cell->width;
    }
    while (shown.len > 0 && shown.text[shown.len - 1] == ' ') {
        shown.text[--shown.len] = '\0';
    }
    if (shown.len > 0) {
        strbuf_byte(e->out, ' ');
        strbuf_add_n(e->out, shown.text, shown.len);
    }
    strbuf_byte(e->out, '\n');
}

/* ---- Rows of marks ---- */

static void underline_row(Excerpt *e, const SpotVec *spots, int first, int end, Window window) {
    margin(e, 0);
    strbuf_byte(e->out, ' ');
    int at = window.from;
    for (int i = first; i < end; i++) {
        const Spot *spot = &spots->at[i];
        if (spot->column < at || spot->column > window.to) {
            continue;
        }
        const bool plain = spot->mark->label[0] == '\0';
        terminal_pad(e->out, spot->column - at);
        terminal_style_on(e->terminal, e->out, spot->mark->style);
        strbuf_add(e->out, plain ? "^" : "┬");
        at = spot->column + 1;
        const int limit = i + 1 < end && spots->at[i + 1].column > spot->column ? spots->at[i + 1].column : window.to;
        for (; at < spot->column + spot->columns && at < limit; at++) {
            strbuf_add(e->out, plain ? "~" : "─");
        }
        terminal_style_off(e->terminal, e->out, spot->mark->style);
    }
    strbuf_byte(e->out, '\n');
}

/* The bars of the marks left of spot `i`, which hang down to their own rows. Returns the column reached. */
static int bars(Excerpt *e, const SpotVec *spots, int first, int i, Window window) {
    int at = window.from;
    margin(e, 0);
    strbuf_byte(e->out, ' ');
    for (int k = first; k < i; k++) {
        const Spot *spot = &spots->at[k];
        if (spot->column >= at && spot->column < spots->at[i].column && spot->mark->label[0] != '\0') {
            terminal_pad(e->out, spot->column - at);
            terminal_styled(e->terminal, e->out, spot->mark->style, "│");
            at = spot->column + 1;
        }
    }
    return at;
}

/* A label that would run off the right edge stands on the left of its mark, when there is room. */
static bool label_on_left(const Excerpt *e, const SpotVec *spots, int first, int i, Window window) {
    const Spot *spot = &spots->at[i];
    const int width = text_width(spot->mark->label, strlen(spot->mark->label));
    const int right = window.from + room(e) - spot->column - 3;
    const int left = i > first ? spots->at[i - 1].column + 2 : window.from;
    return width > right && right < LABEL_MIN_WIDTH && width + 3 <= spot->column - left;
}

static void label_row(Excerpt *e, const SpotVec *spots, int first, int i, Window window) {
    const Spot *spot = &spots->at[i];
    const char *label = spot->mark->label;
    const int at = bars(e, spots, first, i, window);
    const int width = text_width(label, strlen(label));
    if (label_on_left(e, spots, first, i, window)) {
        terminal_pad(e->out, spot->column - at - width - 2);
        terminal_add_safe(e->out, label, strlen(label));
        terminal_styled(e->terminal, e->out, spot->mark->style, " ─╯");
        strbuf_byte(e->out, '\n');
        return;
    }
    terminal_pad(e->out, spot->column - at);
    terminal_styled(e->terminal, e->out, spot->mark->style, "╰─");
    int limit = window.from + room(e) - spot->column - 3;
    limit = limit < 8 ? 8 : limit;
    int used = 0;
    strbuf_byte(e->out, ' ');
    for (const char *word = label; *word != '\0';) {
        const size_t length = text_piece(word);
        const int columns = text_width(word, length);
        const int gap = used > 0 && word[-1] == ' ';
        if (used > 0 && used + gap + columns > limit) {
            strbuf_byte(e->out, '\n');
            const int again = bars(e, spots, first, i, window);
            terminal_pad(e->out, spot->column - again + 3);
            used = 0;
        } else if (gap > 0) {
            strbuf_byte(e->out, ' ');
            used++;
        }
        terminal_add_safe(e->out, word, length);
        used += columns;
        word += length;
        word += strspn(word, " \n");
    }
    strbuf_byte(e->out, '\n');
}

/* One line with the marks spots[first..end). */
static void add_marked_line(Excerpt *e, SpotVec *spots, int first, int end) {
    size_t length = 0;
    const char *line = source_line(spots->at[first].source, spots->at[first].line, &length);
    if (line == NULL) {
        return;
    }
    int *column_of = ARENA_ARRAY(e->scratch, int, length + 1);
    const CellVec cells = line_cells(e->scratch, line, length, column_of);
    bool underlined = false;
    for (int i = first; i < end; i++) {
        Spot *spot = &spots->at[i];
        const size_t from = (size_t)spot->byte < length ? (size_t)spot->byte : length;
        const size_t to = from + (size_t)spot->mark->length < length ? from + (size_t)spot->mark->length : length;
        spot->column = column_of[from];
        spot->columns = column_of[to] > spot->column ? column_of[to] - spot->column : 1;
        underlined |= e->layout.underline && (spot->columns > 1 || spot->mark->label[0] == '\0');
    }
    const Window window = choose_window(e, column_of[length], spots, first, end);
    add_line(e, &cells, spots->at[first].line, column_of[length], window);
    if (underlined) {
        underline_row(e, spots, first, end, window);
    }
    for (int i = end - 1; i >= first; i--) {
        if (spots->at[i].mark->label[0] != '\0') {
            label_row(e, spots, first, i, window);
        }
    }
}

static void add_gap(Excerpt *e, const Source *source, int from, int to) {
    if (to - from == 2) {
        size_t length = 0;
        const char *line = source_line(source, from + 1, &length);
        int *column_of = ARENA_ARRAY(e->scratch, int, length + 1);
        const CellVec cells = line_cells(e->scratch, line, length, column_of);
        const int total = column_of[length];
        add_line(e, &cells, from + 1, total, (Window){0, total < room(e) ? total : room(e)});
    } else if (to - from > 2) {
        terminal_pad(e->out, e->layout.indent + e->digits - 1);
        terminal_styled(e->terminal, e->out, STYLE_DIM, "…");
        strbuf_byte(e->out, '\n');
    }
}

void excerpt_add(StrBuf *out, const Terminal *terminal, const SourceSet *sources, const ExcerptMarkVec *marks,
                 ExcerptLayout layout) {
    Arena *scratch = arena_new();
    Excerpt e = {.out = out, .terminal = terminal, .scratch = scratch, .layout = layout};
    SpotVec spots = find_spots(scratch, sources, marks);
    for (int i = 0; i < spots.len; i++) {
        const int digits = (int)strlen(arena_printf(scratch, "%d", spots.at[i].line));
        e.digits = digits > e.digits ? digits : e.digits;
    }
    for (int i = 0, end; i < spots.len; i = end) {
        end = i + 1;
        while (end < spots.len && spots.at[end].source == spots.at[i].source &&
               spots.at[end].line == spots.at[i].line) {
            end++;
        }
        if (i > 0 && spots.at[i - 1].source != spots.at[i].source) {
            terminal_pad(out, layout.indent);
            strbuf_printf(out, tr(terminal->locale, "in %s:\n"), source_name(spots.at[i].source));
        } else if (i > 0) {
            add_gap(&e, spots.at[i].source, spots.at[i - 1].line, spots.at[i].line);
        }
        add_marked_line(&e, &spots, i, end);
    }
    arena_free(scratch);
}
