#include "viz/draw.h"

#include <stdio.h>
#include <string.h>

#include "core/base/map.h"
#include "core/explain/translate.h"
#include "viz/link.h"
#include "viz/text.h"

enum { REMARK_COLUMNS = 100, ARROW_LABEL_COLUMNS = 30 };
static const double LEAST_SHRINK = 0.45;

typedef struct Draw {
    Arena *arena;
    const Scene *scene;
    const Theme *theme;
    const DrawOptions *options;
    Graph *graph;
    StrMap *ids;
    GraphNode **nodes; /* by box id */
    int groups;
    bool several_rows;
} Draw;

/* Titles and sentences stay readable where the picture below them has to shrink. */
static int above(const Draw *d, int size) {
    double shrink = d->scene->shrink;
    return shrink > 0 && shrink < 1 ? (int)(size * (shrink < LEAST_SHRINK ? 1 / LEAST_SHRINK : 1 / shrink)) : size;
}

static const char *number(const Draw *d, double value) { return arena_printf(d->arena, "%g", value); }

/* Returns a readable id that no other has: "frame of main: p". */
static const char *new_id(Draw *d, const Box *box) {
    const char *group = box->group ? box->group->title : "";
    const char *name = box->name[0] ? box->name : "joint";
    const char *id = group[0] ? arena_printf(d->arena, "%s: %s", group, name) : name;
    const char *unique = id;
    for (int n = 2; strmap_has(d->ids, unique); n++) {
        unique = arena_printf(d->arena, "%s (%d)", id, n);
    }
    strmap_set(d->ids, unique, d);
    return unique;
}

/* ---- What is known in this frame. ---- */

/* Graphviz gives invisible text a place all the same. */
static const char INVISIBLE[] = "transparent";

static Known known_box(const Draw *d, const Box *box) {
    return d->options->frame ? d->options->frame->boxes[box->id] : KNOWN_ALL;
}

static Known known_arrow(const Draw *d, int i) { return d->options->frame ? d->options->frame->arrows[i] : KNOWN_ALL; }

static bool is_lit(const Draw *d, const Box *box) {
    return d->options->frame != NULL && d->options->frame->lit_boxes[box->id];
}

/* A group is there with the first of its boxes. Groups nest no deeper than the kinds of pictures make them. */
static bool is_known(const Draw *d, const Group *group) {
    for (int i = 0; i < group->boxes.len; i++) {
        if (known_box(d, group->boxes.at[i]) != KNOWN_NOT) {
            return true;
        }
    }
    for (int i = 0; i < group->groups.len; i++) {
        if (is_known(d, group->groups.at[i])) {
            return true;
        }
    }
    return d->options->frame == NULL;
}

static const LookStyle *style_of(const Draw *d, const Box *box) {
    return &d->theme->looks[known_box(d, box) == KNOWN_ALL ? box->look : LOOK_PLAIN];
}

/* ---- Labels. ---- */

static void add_font(StrBuf *out, const char *colour, int size, const char *text) {
    strbuf_printf(out, "<font color=\"%s\" point-size=\"%d\">", colour, size);
    markup_text(out, text);
    strbuf_add(out, "</font>");
}

/* Graphviz aligns each line by the break that ends it. */
static void add_left(StrBuf *out, const char *text) {
    bool several = strchr(text, '\n') != NULL;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        markup_text(out, arena_strndup(out->arena, text, length));
        strbuf_add(out, several ? "<br align=\"left\"/>" : "");
        text += length + (text[length] != '\0');
    }
}

/* A row of words in a table: empty text makes no row. On the left it leaves the first column to the swatches. */
static void add_line(StrBuf *out, bool left, const char *colour, int size, const char *text) {
    if (text[0] == '\0') {
        return;
    }
    strbuf_printf(out, "<tr>%s<font color=\"%s\" point-size=\"%d\">",
                  left ? "<td></td><td align=\"left\" balign=\"left\">" : "<td>", colour, size);
    if (left) {
        add_left(out, text);
    } else {
        markup_text(out, text);
    }
    strbuf_add(out, "</font></td></tr>");
}

/* A cell of a size that does not depend on its words, so that all frames have the same layout. */
static void add_caption(const Draw *d, StrBuf *out) {
    const Frame *frame = d->options->frame;
    if (frame == NULL || frame->caption_lines == 0) {
        return;
    }
    const Theme *theme = d->theme;
    int size = above(d, theme->text_size);
    strbuf_printf(out, "<tr><td fixedsize=\"true\" width=\"%d\" height=\"%d\" align=\"left\" valign=\"top\">",
                  CAPTION_COLUMNS * size * 5 / 8, frame->caption_lines * size * 3 / 2);
    strbuf_printf(out, "<font color=\"%s\" point-size=\"%d\">", theme->text, size);
    const char *text = text_wrapped(d->arena, frame->caption, CAPTION_COLUMNS);
    do {
        size_t length = strcspn(text, "\n");
        markup_text(out, arena_strndup(d->arena, text, length));
        strbuf_add(out, "<br align=\"left\"/>");
        text += length + (text[length] != '\0');
    } while (*text != '\0');
    strbuf_add(out, "</font></td></tr>");
}

static const char *title_markup(const Draw *d) {
    StrBuf out = strbuf_new(d->arena);
    strbuf_add(&out, "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"2\"><tr><td><b>");
    markup_text(&out, d->scene->title);
    strbuf_add(&out, "</b></td></tr>");
    add_line(&out, false, d->theme->muted, above(d, d->theme->small_size), d->scene->detail);
    add_caption(d, &out);
    strbuf_add(&out, "</table>");
    return strbuf_text(&out);
}

static const char *group_markup(const Draw *d, const Group *group) {
    StrBuf out = strbuf_new(d->arena);
    bool known = is_known(d, group);
    strbuf_add(&out, "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\"><tr><td>");
    strbuf_add(&out, known ? "<b>" : "<font color=\"transparent\"><b>");
    markup_text(&out, group->title);
    strbuf_add(&out, known ? "</b>" : "</b></font>");
    if (group->detail[0] != '\0') {
        strbuf_add(&out, "  ");
        add_font(&out, known ? d->theme->looks[group->look].text : INVISIBLE, d->theme->small_size, group->detail);
    }
    strbuf_add(&out, "</td></tr></table>");
    return strbuf_text(&out);
}

static void add_cell(const Draw *d, StrBuf *out, const Cell *cell, int i) {
    strbuf_printf(out, "<td port=\"c%d\"", i);
    if (cell->pointer && cell->text[0] == '\0') {
        strbuf_printf(out, " width=\"%d\"", 2 * d->theme->text_size + 4);
    }
    strbuf_add(out, ">");
    if (cell->text[0] != '\0') {
        markup_text(out, cell->text);
    }
    if (cell->pointer) {
        strbuf_add(out, cell->text[0] ? " ●" : "●");
    }
    strbuf_add(out, "</td>");
}

/* An arrow that leaves to the right would run through the cells behind it: then they stand one below the other. */
static bool is_upright(const Draw *d, const Box *box) {
    for (int i = 0; d->scene->sideways && i + 1 < box->cells.len; i++) {
        if (box->cells.at[i].pointer) {
            return true;
        }
    }
    return false;
}

static void add_name_cells(const Draw *d, StrBuf *out, const Box *box, int rows) {
    const LookStyle *look = &d->theme->looks[box->look];
    bool ghost = box->look == LOOK_GHOST;
    const char *colour = ghost ? look->text : d->theme->text;
    strbuf_printf(out, "<td rowspan=\"%d\"><font color=\"%s\">%s", rows, colour, ghost ? "<s>" : "<b>");
    markup_text(out, box->name);
    strbuf_printf(out, "%s</font></td>", ghost ? "</s>" : "</b>");
    if (box->type[0] != '\0') {
        strbuf_printf(out, "<td rowspan=\"%d\">", rows);
        add_font(out, colour, d->theme->text_size, box->type);
        strbuf_add(out, "</td>");
    }
}

static void add_notes(const Draw *d, StrBuf *out, const Box *box, int columns) {
    if (box->notes.len == 0) {
        return;
    }
    strbuf_printf(out, "<tr><td colspan=\"%d\" align=\"left\"><font color=\"%s\" point-size=\"%d\">", columns,
                  d->theme->looks[box->look].text, d->theme->small_size);
    for (int i = 0; i < box->notes.len; i++) {
        strbuf_add(out, i > 0 ? "<br align=\"left\"/>" : "");
        markup_text(out, box->notes.at[i]);
    }
    strbuf_printf(out, "%s</font></td></tr>", box->notes.len > 1 ? "<br align=\"left\"/>" : "");
}

/* Tables know fewer styles than nodes do. */
static const char *table_style(const LookStyle *look) {
    return strcmp(look->style, "dashed") == 0   ? " style=\"dashed\""
           : strcmp(look->style, "dotted") == 0 ? " style=\"dotted\""
                                                : "";
}

/* Name, type and cells; below them the verdict. */
static const char *cells_markup(const Draw *d, const Box *box) {
    const LookStyle *look = &d->theme->looks[box->look];
    bool thick = box->look == LOOK_HEAP || box->look == LOOK_RUNTIME;
    bool upright = is_upright(d, box);
    int columns = 1 + (box->type[0] != '\0') + (upright ? 1 : box->cells.len);
    StrBuf out = strbuf_new(d->arena);
    strbuf_printf(&out, "<table border=\"%d\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"%d\"",
                  thick ? (look->pen < 1.5 ? 1 : (int)(look->pen + 0.5)) : 0, upright ? 4 : 6);
    strbuf_printf(&out, " bgcolor=\"%s\" color=\"%s\"%s>", box->look == LOOK_GHOST ? look->fill : d->theme->cell,
                  look->line, thick ? table_style(look) : "");
    /* Arrows that leave downwards would run through the words below. */
    bool notes_first = !d->scene->sideways && box->cells.len > 0;
    if (notes_first) {
        add_notes(d, &out, box, columns);
    }
    strbuf_add(&out, "<tr>");
    add_name_cells(d, &out, box, upright ? box->cells.len : 1);
    for (int i = 0; i < box->cells.len; i++) {
        strbuf_add(&out, upright && i > 0 ? "<tr>" : "");
        add_cell(d, &out, &box->cells.at[i], i);
        strbuf_add(&out, upright ? "</tr>" : "");
    }
    strbuf_add(&out, upright ? "" : "</tr>");
    if (!notes_first) {
        add_notes(d, &out, box, columns);
    }
    strbuf_add(&out, "</table>");
    return strbuf_text(&out);
}

static const char *round_markup(const Draw *d, const Box *box) {
    const char *notes = known_box(d, box) == KNOWN_ALL ? d->theme->looks[box->look].text : INVISIBLE;
    StrBuf out = strbuf_new(d->arena);
    strbuf_add(&out, "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">");
    if (d->several_rows && box->group != NULL) {
        add_line(&out, false, d->theme->muted, d->theme->small_size, arena_printf(d->arena, "%s:", box->group->title));
    }
    strbuf_printf(&out, "<tr><td><font color=\"%s\"><b>", d->theme->text);
    markup_text(&out, box->name);
    strbuf_add(&out, "</b></font></td></tr>");
    add_line(&out, false, d->theme->text, d->theme->text_size, box->type);
    for (int i = 0; i < box->notes.len; i++) {
        add_line(&out, false, notes, d->theme->small_size, box->notes.at[i]);
    }
    strbuf_add(&out, "</table>");
    return strbuf_text(&out);
}

/* The words of an arrow keep clear of it: above it where it goes sideways, beside it where it goes down. Borders and
 * other arrows that they come to lie on are covered. */
static const char *arrow_markup(const Draw *d, const char *label) {
    StrBuf out = strbuf_new(d->arena);
    strbuf_printf(&out,
                  "<table border=\"0\" cellborder=\"0\" cellspacing=\"2\" cellpadding=\"1\"><tr><td bgcolor=\"%s\"",
                  d->theme->background);
    strbuf_add(&out, d->scene->sideways ? ">" : " align=\"left\" balign=\"left\">");
    markup_text(&out, text_wrapped(d->arena, label, ARROW_LABEL_COLUMNS));
    strbuf_add(&out, "</td></tr></table>");
    return strbuf_text(&out);
}

static bool any_look(const Scene *scene) {
    for (int i = 0; i < LOOK_COUNT; i++) {
        if (scene->looks[i]) {
            return true;
        }
    }
    return false;
}

/* A patch of each look that occurs, and what it means. */
static void add_swatches(const Draw *d, StrBuf *out) {
    for (int i = 0; i < LOOK_COUNT; i++) {
        const LookStyle *look = &d->theme->looks[i];
        if (!d->scene->looks[i]) {
            continue;
        }
        strbuf_printf(out, "<tr><td border=\"%d\" width=\"36\" height=\"14\" fixedsize=\"true\"",
                      i == LOOK_HEAP || i == LOOK_RUNTIME ? 2 : 1);
        strbuf_printf(out, " bgcolor=\"%s\" color=\"%s\"%s></td><td align=\"left\">", look->fill, look->line,
                      table_style(look));
        add_font(out, d->theme->text, above(d, d->theme->small_size), tr(d->scene->locale, look_words((Look)i)));
        strbuf_add(out, "</td></tr>");
    }
}

static const char *foot_markup(const Draw *d) {
    const Scene *scene = d->scene;
    const Theme *theme = d->theme;
    StrBuf out = strbuf_new(d->arena);
    strbuf_add(&out, "<table border=\"0\" cellborder=\"0\" cellspacing=\"4\" cellpadding=\"2\">");
    for (int i = 0; i < scene->remarks.len; i++) {
        add_line(&out, true, theme->muted, above(d, theme->small_size),
                 text_wrapped(d->arena, scene->remarks.at[i], REMARK_COLUMNS));
    }
    if (scene->legend.len > 0 && any_look(scene)) {
        add_swatches(d, &out);
    }
    for (int i = 0; i < scene->legend.len; i++) {
        add_line(&out, true, theme->text, above(d, theme->small_size),
                 text_wrapped(d->arena, scene->legend.at[i], REMARK_COLUMNS));
    }
    strbuf_add(&out, "</table>");
    return strbuf_text(&out);
}

/* ---- Nodes, clusters, edges. ---- */

static void name_node(const Draw *d, GraphNode *node, const Box *box, const char *text) {
    if (d->options->ids) {
        graph_set_node(node, "id", arena_printf(d->arena, "b%d", box->id));
    }
    const char *url = d->options->link_template != NULL && box->span.length > 0
                          ? link_to(d->arena, d->options->link_template, d->options->sources, box->span.pos)
                          : "";
    if (url[0] != '\0') {
        graph_link_node(d->graph, node, url, text);
    }
}

static void draw_box(Draw *d, GraphCluster *parent, const Box *box) {
    const LookStyle *look = style_of(d, box);
    const char *id = new_id(d, box);
    GraphNode *node = graph_add_node(d->graph, parent, id);
    d->nodes[box->id] = node;
    name_node(d, node, box, id);
    switch (box->shape) {
    case BOX_CELLS: graph_markup_node(d->graph, node, cells_markup(d, box)); return;
    case BOX_ROUND:
        graph_set_node(node, "shape", "box");
        graph_set_node(node, "style",
                       look->style[0] ? arena_printf(d->arena, "rounded,filled,%s", look->style) : "rounded,filled");
        graph_markup_node(d->graph, node, round_markup(d, box));
        break;
    case BOX_CYLINDER:
        graph_set_node(node, "shape", "cylinder");
        graph_set_node(node, "style", "filled,bold");
        graph_set_node(node, "fontcolor", look->text);
        graph_label_node(d->graph, node, box->name);
        break;
    case BOX_JOINT:
        graph_set_node(node, "shape", "point");
        graph_set_node(node, "width", "0.08");
        graph_set_node(node, "color", is_lit(d, box) ? d->theme->text : look->line);
        graph_label_node(d->graph, node, "");
        if (known_box(d, box) == KNOWN_NOT) {
            graph_set_node(node, "style", "invis");
        }
        return;
    }
    graph_set_node(node, "fillcolor", look->fill);
    graph_set_node(node, "color", look->line);
    graph_set_node(node, "penwidth", number(d, look->pen));
    if (is_lit(d, box)) {
        graph_set_node(node, "color", d->theme->text);
        graph_set_node(node, "penwidth", number(d, 2 * d->theme->arrow_pen));
    }
    if (known_box(d, box) == KNOWN_NOT) {
        graph_set_node(node, "style", "invis");
    }
}

/* From left to right, dot stacks what is not connected from the bottom up. */
static int nth(const Draw *d, int i, int count) { return d->scene->sideways && !d->scene->is_path ? count - 1 - i : i; }

static void draw_group(Draw *d, GraphCluster *parent, const Group *group) {
    /* The layout orders no rows across clusters: there each station names its function itself. */
    for (int i = 0; d->several_rows && i < group->boxes.len; i++) {
        draw_box(d, parent, group->boxes.at[i]);
    }
    if (d->several_rows) {
        return;
    }
    const LookStyle *look = &d->theme->looks[group->look];
    GraphCluster *cluster = graph_add_cluster(d->graph, parent, arena_printf(d->arena, "%02d", d->groups++));
    graph_markup_cluster(d->graph, cluster, group_markup(d, group));
    graph_set_cluster(cluster, "labelloc", "t");
    graph_set_cluster(cluster, "labeljust", "l");
    graph_set_cluster(cluster, "peripheries", "1");
    graph_set_cluster(cluster, "style",
                      look->style[0] ? arena_printf(d->arena, "rounded,filled,%s", look->style) : "rounded,filled");
    if (d->options->ids) {
        graph_set_cluster(cluster, "id", arena_printf(d->arena, "g%d", group->id));
    }
    bool known = is_known(d, group);
    graph_set_cluster(cluster, "color", known ? look->line : INVISIBLE);
    graph_set_cluster(cluster, "fillcolor", known ? look->fill : INVISIBLE);
    graph_set_cluster(cluster, "fontcolor", look->text);
    graph_set_cluster(cluster, "fontsize", number(d, d->theme->text_size));
    graph_set_cluster(cluster, "penwidth", number(d, look->pen));
    for (int i = 0; i < group->groups.len; i++) {
        draw_group(d, cluster, group->groups.at[i]);
    }
    for (int i = 0; i < group->boxes.len; i++) {
        draw_box(d, cluster, group->boxes.at[i]);
    }
}

/* What this frame makes of an arrow that is drawn. */
static void show_arrow(const Draw *d, GraphEdge *edge, int index) {
    const Frame *frame = d->options->frame;
    if (d->options->ids) {
        graph_set_edge(edge, "id", arena_printf(d->arena, "a%d", index));
    }
    if (frame != NULL && frame->lit_arrows[index]) {
        graph_set_edge(edge, "color", d->theme->text);
        graph_set_edge(edge, "fontcolor", d->theme->text);
        graph_set_edge(edge, "penwidth", number(d, 2 * d->theme->arrow_pen));
    }
    if (known_arrow(d, index) == KNOWN_NOT) {
        graph_set_edge(edge, "style", "invis");
    }
}

static void draw_arrow(Draw *d, int index) {
    const Arrow *arrow = &d->scene->arrows.at[index];
    const LookStyle *look = &d->theme->looks[known_arrow(d, index) == KNOWN_ALL ? arrow->look : LOOK_PLAIN];
    GraphNode *from = d->nodes[arrow->from->id];
    GraphNode *to = d->nodes[arrow->to->id];
    if (arrow->hidden) {
        GraphEdge *hidden = graph_add_edge(d->graph, from, to);
        graph_set_edge(hidden, "style", "invis");
        return;
    }
    /* Every other row runs back, from right to left. */
    bool back = d->several_rows && arrow->from->row == arrow->to->row && arrow->from->row % 2 == 0;
    GraphEdge *edge = back ? graph_add_edge(d->graph, to, from) : graph_add_edge(d->graph, from, to);
    if (back) {
        graph_set_edge(edge, "dir", "back");
    }
    if (arrow->cell >= 0 && !back) {
        bool named = arrow->from->cells.at[arrow->cell].text[0] != '\0';
        graph_set_edge(edge, "tailport",
                       arena_printf(d->arena, "c%d:%s", arrow->cell, named && d->scene->sideways ? "e" : "c"));
        graph_set_edge(edge, "tailclip", "false");
    }
    if (arrow->label[0] != '\0') {
        graph_markup_edge(d->graph, edge, arrow_markup(d, arrow->label));
    }
    graph_set_edge(edge, "color", look->line);
    graph_set_edge(edge, "fontcolor", look->text);
    graph_set_edge(edge, "penwidth",
                   number(d, arrow->look == LOOK_HEAP ? d->theme->arrow_pen * 1.2 : d->theme->arrow_pen));
    if (arrow->look == LOOK_GHOST) {
        graph_set_edge(edge, "style", "dashed");
        graph_set_edge(edge, "arrowhead", "vee");
        if (d->scene->sideways) {
            graph_set_edge(edge, "tailport", "e");
        }
    }
    show_arrow(d, edge, index);
}

static void draw_rows(Draw *d) {
    GraphCluster *row = NULL;
    int at = 0;
    for (int i = 0; i < d->scene->boxes.len; i++) {
        const Box *box = d->scene->boxes.at[i];
        if (box->row == 0) {
            continue;
        }
        if (row == NULL || box->row != at) {
            row = graph_add_row(d->graph, graph_root(d->graph));
            at = box->row;
        }
        graph_put_in_row(row, d->nodes[i]);
    }
}

static void set_page(const Draw *d) {
    GraphCluster *root = graph_root(d->graph);
    const Theme *theme = d->theme;
    graph_set_cluster(root, "rankdir", d->scene->sideways ? "LR" : "TB");
    graph_set_cluster(root, "fontname", theme->font);
    graph_set_cluster(root, "fontsize", number(d, above(d, theme->title_size)));
    graph_set_cluster(root, "fontcolor", theme->text);
    graph_set_cluster(root, "bgcolor", theme->background);
    graph_set_cluster(root, "labelloc", "t");
    graph_set_cluster(root, "pad", "0.3");
    graph_set_cluster(root, "nodesep", "0.3");
    graph_set_cluster(root, "ranksep", d->scene->sideways ? "0.7" : "0.5");
    /* A slide: what is larger shrinks. */
    graph_set_cluster(root, "size", "13.333,7.5");
    if (d->several_rows) {
        graph_set_cluster(root, "newrank", "true");
    }
    graph_markup_cluster(d->graph, root, title_markup(d));
    graph_node_default(d->graph, "fontname", theme->mono);
    graph_node_default(d->graph, "fontsize", number(d, theme->text_size));
    graph_node_default(d->graph, "fontcolor", theme->text);
    graph_node_default(d->graph, "shape", "plain");
    graph_edge_default(d->graph, "fontname", theme->font);
    graph_edge_default(d->graph, "fontsize", number(d, theme->small_size));
    graph_edge_default(d->graph, "arrowsize", "0.8");
}

Graph *draw_scene(const Scene *scene, const Theme *theme) {
    const DrawOptions options = {.theme = theme};
    return draw_scene_with(scene, &options);
}

Graph *draw_scene_with(const Scene *scene, const DrawOptions *options) {
    Draw draw = {.arena = scene->arena, .scene = scene, .theme = options->theme, .options = options};
    Draw *d = &draw;
    d->graph = graph_new(scene->arena, scene->title);
    if (d->graph == NULL) {
        return NULL;
    }
    d->ids = strmap_new(scene->arena);
    d->nodes = ARENA_ARRAY(scene->arena, GraphNode *, scene->boxes.len + 1);
    d->several_rows = scene->boxes.len > 0 && scene->boxes.at[scene->boxes.len - 1]->row > 1;
    set_page(d);
    GraphCluster *parent = graph_root(d->graph);
    if (scene->remarks.len + scene->legend.len > 0) {
        parent = graph_add_cluster(d->graph, parent, "page");
        graph_set_cluster(parent, "peripheries", "0");
        graph_set_cluster(parent, "labelloc", "b");
        graph_set_cluster(parent, "labeljust", "l");
        graph_markup_cluster(d->graph, parent, foot_markup(d));
    }
    for (int i = 0; i < scene->groups.len; i++) {
        draw_group(d, parent, scene->groups.at[nth(d, i, scene->groups.len)]);
    }
    for (int i = 0; i < scene->boxes.len; i++) {
        if (scene->boxes.at[i]->group == NULL) {
            draw_box(d, parent, scene->boxes.at[i]);
        }
    }
    if (d->several_rows) {
        draw_rows(d);
    }
    for (int i = 0; i < scene->arrows.len; i++) {
        draw_arrow(d, i);
    }
    return d->graph;
}
