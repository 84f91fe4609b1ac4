#include "viz/text.h"

#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"

enum { WIDTH_MIN = 40, NAME_MAX = 30, TYPE_MAX = 26, INDENT = 4 };

typedef VEC(const char *) Lines;

typedef struct Pen {
    Arena *arena;
    StrBuf *out;
    const Scene *scene;
    int width;
    int inner; /* columns inside the boxes */
} Pen;

static int width_of(const char *text) { return text_width(text, strlen(text)); }

/* Stands before what is gone. */
static const char *gone_mark(const Pen *pen) { return tr(pen->scene->locale, "(gone) "); }

const char *text_wrapped(Arena *arena, const char *text, int columns) {
    StrBuf out = strbuf_new(arena);
    int used = 0;
    while (*text != '\0') {
        if (*text == '\n') {
            strbuf_byte(&out, *text++);
            used = 0;
            continue;
        }
        size_t spaces = strspn(text, " ");
        size_t word = text_piece(text + spaces);
        int width = text_width(text + spaces, word);
        if (used > 0 && word > 0 && used + (int)spaces + width > columns) {
            strbuf_byte(&out, '\n');
            used = 0;
            text += spaces;
            spaces = 0;
        }
        strbuf_add_n(&out, text, spaces + word);
        used += (int)spaces + width;
        text += spaces + word;
    }
    return strbuf_text(&out);
}

static void split(Arena *arena, Lines *lines, const char *text) {
    for (;;) {
        size_t length = strcspn(text, "\n");
        VEC_PUSH(arena, lines, arena_strndup(arena, text, length));
        if (text[length] == '\0') {
            return;
        }
        text += length + 1;
    }
}

static void repeat(StrBuf *out, const char *text, int times) {
    for (int i = 0; i < times; i++) {
        strbuf_add(out, text);
    }
}

static void add_padded(StrBuf *out, const char *text, int columns) {
    strbuf_add(out, text);
    repeat(out, " ", columns - width_of(text));
}

/* Lines one after the other: "address of, 5:9". */
static const char *joined(Arena *arena, const char *locale, const char *text) {
    const char *end = strchr(text, '\n');
    if (end == NULL) {
        return text;
    }
    const char *out = arena_strndup(arena, text, (size_t)(end - text));
    while (end != NULL) {
        const char *line = end + 1;
        end = strchr(line, '\n');
        const char *next = end != NULL ? arena_strndup(arena, line, (size_t)(end - line)) : line;
        out = tr_fill(arena, locale, "%1, %2", out, next, "", "");
    }
    return out;
}

/* ---- Boxes. ---- */

/* How a group is framed: corner, line, corner; side; corner, line, corner. */
typedef struct Frame {
    const char *nw, *top, *ne, *side, *sw, *se;
} Frame;

static const Frame *frame_for(Look look) {
    static const Frame frames[LOOK_COUNT] = {
        [LOOK_PLAIN] = {"┌", "─", "┐", "│", "└", "┘"},   [LOOK_STACK] = {"╭", "─", "╮", "│", "╰", "╯"},
        [LOOK_HEAP] = {"╔", "═", "╗", "║", "╚", "╝"},    [LOOK_STATIC] = {"┌", "┄", "┐", "┆", "└", "┘"},
        [LOOK_RUNTIME] = {"╭", "╌", "╮", "╎", "╰", "╯"}, [LOOK_GHOST] = {"┌", "╌", "┐", "╎", "└", "┘"}};
    return &frames[look];
}

static const char *cells_text(const Pen *pen, const Box *box) {
    StrBuf out = strbuf_new(pen->arena);
    for (int i = 0; i < box->cells.len; i++) {
        const Cell *cell = &box->cells.at[i];
        strbuf_add(&out, i > 0 ? " │ " : "[");
        strbuf_add(&out, cell->text);
        strbuf_add(&out, cell->pointer ? (cell->text[0] ? " ●" : "●") : "");
    }
    strbuf_add(&out, box->cells.len > 0 ? "]" : "");
    return strbuf_text(&out);
}

static void add_indented(const Pen *pen, Lines *lines, const char *text) {
    Lines parts = {0};
    split(pen->arena, &parts, text_wrapped(pen->arena, text, pen->width - 4 - INDENT));
    for (int i = 0; i < parts.len; i++) {
        VEC_PUSH(pen->arena, lines, arena_printf(pen->arena, "%*s%s", INDENT, "", parts.at[i]));
    }
}

static const char *notes_text(const Pen *pen, const Box *box) {
    StrBuf out = strbuf_new(pen->arena);
    for (int i = 0; i < box->notes.len; i++) {
        strbuf_add(&out, i > 0 ? tr(pen->scene->locale, "; ") : "");
        strbuf_add(&out, box->notes.at[i]);
    }
    return strbuf_text(&out);
}

static void add_box_lines(const Pen *pen, Lines *lines, const Box *box, int name_width, int type_width) {
    StrBuf line = strbuf_new(pen->arena);
    const char *mark = box->look == LOOK_GHOST ? gone_mark(pen) : "";
    add_padded(&line, arena_printf(pen->arena, "%s%s", mark, box->name), name_width);
    strbuf_add(&line, "  ");
    const char *cells = cells_text(pen, box);
    const char *notes = notes_text(pen, box);
    if (cells[0] != '\0') {
        add_padded(&line, box->type, type_width);
        strbuf_add(&line, "  ");
        strbuf_add(&line, cells);
    } else {
        strbuf_add(&line, box->type);
    }
    if (notes[0] != '\0' && width_of(strbuf_text(&line)) + 3 + width_of(notes) <= pen->width - 4) {
        if (cells[0] == '\0') {
            repeat(&line, " ", type_width - width_of(box->type));
        }
        strbuf_printf(&line, "   %s", notes);
        notes = "";
    }
    VEC_PUSH(pen->arena, lines, strbuf_text(&line));
    if (notes[0] != '\0') {
        add_indented(pen, lines, notes);
    }
}

static Lines group_lines(const Pen *pen, const Group *group) {
    Lines lines = {0};
    int name_width = 0;
    int type_width = 0;
    for (int i = 0; i < group->boxes.len; i++) {
        const Box *box = group->boxes.at[i];
        int name = width_of(box->name) + (box->look == LOOK_GHOST ? width_of(gone_mark(pen)) : 0);
        int type = width_of(box->type);
        name_width = name > name_width && name <= NAME_MAX ? name : name_width;
        type_width = type > type_width && type <= TYPE_MAX ? type : type_width;
    }
    for (int i = 0; i < group->boxes.len; i++) {
        if (group->boxes.at[i]->shape != BOX_JOINT) {
            add_box_lines(pen, &lines, group->boxes.at[i], name_width, type_width);
        }
    }
    return lines;
}

static const char *group_title(const Pen *pen, const Group *group) {
    return group->detail[0] ? tr_fill(pen->arena, pen->scene->locale, "%1: %2", group->title, group->detail, "", "")
                            : group->title;
}

/* Returns how many columns the group wants inside its frame. */
static int wanted_width(const Pen *pen, const Group *group) {
    int wanted = width_of(group_title(pen, group)) + 2;
    Lines lines = group_lines(pen, group);
    for (int i = 0; i < lines.len; i++) {
        wanted = width_of(lines.at[i]) > wanted ? width_of(lines.at[i]) : wanted;
    }
    for (int i = 0; i < group->groups.len; i++) {
        int inner = wanted_width(pen, group->groups.at[i]);
        wanted = inner > wanted ? inner : wanted;
    }
    return wanted;
}

static void draw_group(const Pen *pen, const Group *group) {
    for (int i = 0; i < group->groups.len; i++) {
        draw_group(pen, group->groups.at[i]);
    }
    Lines lines = group_lines(pen, group);
    if (lines.len == 0) {
        return;
    }
    const Frame *frame = frame_for(group->look);
    const char *title = group_title(pen, group);
    strbuf_printf(pen->out, "%s%s %s ", frame->nw, frame->top, title);
    repeat(pen->out, frame->top, pen->inner - 1 - width_of(title));
    strbuf_printf(pen->out, "%s\n", frame->ne);
    for (int i = 0; i < lines.len; i++) {
        strbuf_printf(pen->out, "%s ", frame->side);
        add_padded(pen->out, lines.at[i], pen->inner);
        strbuf_printf(pen->out, " %s\n", frame->side);
    }
    strbuf_add(pen->out, frame->sw);
    repeat(pen->out, frame->top, pen->inner + 2);
    strbuf_printf(pen->out, "%s\n", frame->se);
}

/* ---- Arrows. ---- */

static const char *end_text(const Pen *pen, const Box *box) {
    if (box->shape == BOX_JOINT) {
        return "·";
    }
    if (box->group == NULL) {
        return box->name;
    }
    const char *place = box->group->place != NULL ? box->group->place : box->group->title;
    return tr_fill(pen->arena, pen->scene->locale, "%1 (%2)", box->name, place, "", "");
}

static void draw_arrows(const Pen *pen) {
    int from_width = 0;
    int to_width = 0;
    for (int i = 0; i < pen->scene->arrows.len; i++) {
        if (pen->scene->arrows.at[i].hidden) {
            continue;
        }
        int from = width_of(end_text(pen, pen->scene->arrows.at[i].from));
        int to = width_of(end_text(pen, pen->scene->arrows.at[i].to));
        from_width = from > from_width && from <= NAME_MAX ? from : from_width;
        to_width = to > to_width && to <= NAME_MAX ? to : to_width;
    }
    for (int i = 0; i < pen->scene->arrows.len; i++) {
        const Arrow *arrow = &pen->scene->arrows.at[i];
        if (arrow->hidden) {
            continue;
        }
        StrBuf line = strbuf_new(pen->arena);
        strbuf_add(&line, "  ");
        add_padded(&line, end_text(pen, arrow->from), from_width);
        strbuf_add(&line, arrow->look == LOOK_GHOST ? " ╌╌▶ " : " ──▶ ");
        strbuf_add(&line, end_text(pen, arrow->to));
        if (arrow->label[0] != '\0') {
            const char *label = joined(pen->arena, pen->scene->locale, arrow->label);
            repeat(&line, " ", 2 + from_width + 5 + to_width - width_of(strbuf_text(&line)));
            if (width_of(strbuf_text(&line)) + 3 + width_of(label) <= pen->width) {
                strbuf_printf(&line, "   %s", label);
            } else {
                while (line.len > 0 && line.text[line.len - 1] == ' ') {
                    line.text[--line.len] = '\0';
                }
                strbuf_printf(&line, "\n%*s%s", 2 + from_width + 5, "", label);
            }
        }
        strbuf_printf(pen->out, "%s\n", strbuf_text(&line));
    }
}

static void draw_station(const Pen *pen, const Box *box, const char **inside) {
    const char *group = box->group ? box->group->title : "";
    if (strcmp(group, *inside) != 0 && group[0] != '\0') {
        strbuf_printf(pen->out, tr(pen->scene->locale, "%s:\n"), group);
    }
    *inside = group;
    strbuf_printf(pen->out, "  %s", box->name);
    if (box->type[0] != '\0') {
        strbuf_printf(pen->out, "  %s", box->type);
    }
    const char *notes = notes_text(pen, box);
    if (notes[0] != '\0') {
        strbuf_printf(pen->out, "   %s", notes);
    }
    strbuf_add(pen->out, "\n");
}

static void draw_path(const Pen *pen) {
    const char *inside = "";
    for (int i = 0; i < pen->scene->boxes.len; i++) {
        draw_station(pen, pen->scene->boxes.at[i], &inside);
        if (i < pen->scene->arrows.len) {
            Lines parts = {0};
            split(pen->arena, &parts,
                  text_wrapped(pen->arena, joined(pen->arena, pen->scene->locale, pen->scene->arrows.at[i].label),
                               pen->width - 4));
            for (int k = 0; k < parts.len; k++) {
                strbuf_printf(pen->out, "  │ %s\n", parts.at[k]);
            }
            strbuf_add(pen->out, "  ▼\n");
        }
    }
}

/* ---- The whole. ---- */

static void draw_foot(const Pen *pen) {
    const Scene *scene = pen->scene;
    for (int i = 0; i < scene->remarks.len; i++) {
        strbuf_printf(pen->out, "\n%s\n", text_wrapped(pen->arena, scene->remarks.at[i], pen->width));
    }
    if (scene->legend.len > 0) {
        strbuf_add(pen->out, "\n");
    }
    for (int i = 0; scene->legend.len > 0 && !scene->is_path && i < LOOK_COUNT; i++) {
        const Frame *frame = frame_for((Look)i);
        if (scene->looks[i] && (Look)i != LOOK_GHOST) {
            strbuf_printf(pen->out, "  %s%s%s  %s\n", frame->nw, frame->top, frame->ne,
                          tr(scene->locale, look_words((Look)i)));
        } else if (scene->looks[i]) {
            strbuf_printf(pen->out, "  %s %s\n", gone_mark(pen),
                          tr(scene->locale, "the place that a moved variable could not keep"));
        }
    }
    for (int i = 0; i < scene->legend.len; i++) {
        strbuf_printf(pen->out, "%s\n", text_wrapped(pen->arena, scene->legend.at[i], pen->width));
    }
}

/* Each glyph has a stand-in of its own width, so columns stay where they are. */
static void add_ascii(StrBuf *out, const char *text) {
    static const struct {
        const char *glyph;
        char plain;
    } table[] = {{"╭", '+'}, {"╮", '+'}, {"╰", '+'}, {"╯", '+'}, {"╔", '+'}, {"╗", '+'}, {"╚", '+'},
                 {"╝", '+'}, {"┌", '+'}, {"┐", '+'}, {"└", '+'}, {"┘", '+'}, {"─", '-'}, {"═", '='},
                 {"╌", '-'}, {"│", '|'}, {"║", '|'}, {"╎", ':'}, {"┄", '.'}, {"┆", '.'}, {"●", '*'},
                 {"▶", '>'}, {"▼", 'v'}, {"…", '~'}, {"·", '.'}};
    while (*text != '\0') {
        size_t i = 0;
        size_t count = sizeof table / sizeof table[0];
        while (i < count && strncmp(text, table[i].glyph, strlen(table[i].glyph)) != 0) {
            i++;
        }
        if (i < count) {
            strbuf_byte(out, table[i].plain);
            text += strlen(table[i].glyph);
        } else {
            strbuf_byte(out, *text++);
        }
    }
}

void text_draw(StrBuf *out, const Scene *scene, int width, bool ascii) {
    StrBuf drawing = strbuf_new(scene->arena);
    Pen pen = {.arena = scene->arena, .out = &drawing, .scene = scene, .width = width < WIDTH_MIN ? WIDTH_MIN : width};
    strbuf_printf(&drawing, "%s   %s\n\n", scene->title, scene->detail);
    if (scene->is_path) {
        draw_path(&pen);
    } else {
        for (int i = 0; i < scene->groups.len; i++) {
            int wanted = wanted_width(&pen, scene->groups.at[i]);
            pen.inner = wanted > pen.inner ? wanted : pen.inner;
        }
        for (int i = 0; i < scene->groups.len; i++) {
            draw_group(&pen, scene->groups.at[i]);
        }
        if (scene->arrows.len > 0) {
            strbuf_add(&drawing, "\n");
            draw_arrows(&pen);
        }
    }
    draw_foot(&pen);
    if (ascii) {
        add_ascii(out, strbuf_text(&drawing));
    } else {
        strbuf_add(out, strbuf_text(&drawing));
    }
}
