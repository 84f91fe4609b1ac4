#include "viz/json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "viz/link.h"
#include "viz/render.h"

/* ---- Text. ---- */

void json_add_text(StrBuf *out, const char *text) {
    size_t left = strlen(text);
    strbuf_byte(out, '"');
    while (left > 0) {
        int size;
        int rune = utf8_decode(text, left, &size);
        if (rune == '"' || rune == '\\') {
            strbuf_byte(out, '\\');
            strbuf_byte(out, (char)rune);
        } else if (rune == '\n') {
            strbuf_add(out, "\\n");
        } else if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == '<' || rune == '>' || rune == '&' ||
                   rune == 0x2028 || rune == 0x2029) {
            strbuf_printf(out, "\\u%04x", (unsigned)rune);
        } else {
            strbuf_rune(out, rune);
        }
        text += size;
        left -= (size_t)size;
    }
    strbuf_byte(out, '"');
}

static void add_key(StrBuf *out, const char *key) { strbuf_printf(out, "\"%s\": ", key); }

static void add_field(StrBuf *out, const char *key, const char *text) {
    strbuf_add(out, ", ");
    add_key(out, key);
    json_add_text(out, text);
}

/* A tenth of a point is less than a pixel of any screen. */
static void add_number(StrBuf *out, double value) {
    double tenths = round(value * 10);
    strbuf_printf(out, "%.10g", (tenths == 0 ? 0 : tenths) / 10);
}

static const char *shape_name(BoxShape shape) {
    static const char *const names[] = {"cells", "round", "heap", "joint"};
    return names[shape];
}

/* ---- The layout, as libgvc's JSON has it. ---- */

typedef struct Layout {
    json_t *root; /* NULL: there is none */
    double width, height;
} Layout;

static void release(void *root) { json_decref(root); }

static const char *attribute(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static bool lay_out(Arena *arena, const Scene *scene, const Theme *theme, Layout *layout, Diag *why) {
    const DrawOptions options = {.theme = theme, .ids = true};
    Graph *graph = draw_scene_with(scene, &options);
    Image image;
    if (graph == NULL) {
        *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = TR_LATER("Graphviz could not make a graph")};
        return false;
    }
    if (!render_graph(arena, graph, RENDER_LAYOUT, &image, why)) {
        return false;
    }
    layout->root = json_loadb(image.bytes, image.length, 0, NULL);
    double box[4];
    if (layout->root == NULL ||
        sscanf(attribute(layout->root, "bb"), "%lf,%lf,%lf,%lf", &box[0], &box[1], &box[2], &box[3]) != 4) {
        json_decref(layout->root);
        layout->root = NULL;
        *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = TR_LATER("Graphviz's layout is not as expected")};
        return false;
    }
    arena_on_free(arena, release, layout->root);
    layout->width = box[2];
    layout->height = box[3];
    return true;
}

/* Returns the object of `list` whose id is the letter and the number; NULL: there is none. */
static const json_t *find(const Layout *layout, const char *list, char letter, int number) {
    const json_t *all = json_object_get(layout->root, list);
    char id[24];
    snprintf(id, sizeof id, "%c%d", letter, number);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *object = json_array_get(all, i);
        if (strcmp(attribute(object, "id"), id) == 0) {
            return object;
        }
    }
    return NULL;
}

static void add_rectangle(StrBuf *out, bool known, double x, double y, double width, double height) {
    if (!known) {
        strbuf_add(out, ", \"x\": null, \"y\": null, \"width\": null, \"height\": null");
        return;
    }
    const char *const names[] = {"x", "y", "width", "height"};
    const double values[] = {x, y, width, height};
    for (int i = 0; i < 4; i++) {
        strbuf_add(out, ", ");
        add_key(out, names[i]);
        add_number(out, values[i]);
    }
}

/* Graphviz counts upwards from the lower edge; screens downwards from the upper one. */
static void add_group_place(StrBuf *out, const Layout *layout, int group) {
    double left = 0, low = 0, right = 0, high = 0;
    const json_t *object = find(layout, "objects", 'g', group);
    bool known = object != NULL && sscanf(attribute(object, "bb"), "%lf,%lf,%lf,%lf", &left, &low, &right, &high) == 4;
    add_rectangle(out, known, left, layout->height - high, right - left, high - low);
}

static void add_box_place(StrBuf *out, const Layout *layout, int box) {
    double x = 0, y = 0;
    const json_t *object = find(layout, "objects", 'b', box);
    bool known = object != NULL && sscanf(attribute(object, "pos"), "%lf,%lf", &x, &y) == 2;
    double width = known ? 72 * strtod(attribute(object, "width"), NULL) : 0;
    double height = known ? 72 * strtod(attribute(object, "height"), NULL) : 0;
    add_rectangle(out, known, x - width / 2, layout->height - y - height / 2, width, height);
}

typedef struct Point {
    double x, y;
} Point;
typedef VEC(Point) PointVec;

/* "s,x,y e,x,y x,y x,y …": where the heads end, then the control points of Bézier curves. */
static PointVec read_spline(Arena *arena, const char *text) {
    PointVec points = {0};
    Point start = {0}, end = {0}, point;
    bool has_start = false, has_end = false;
    for (int used = 0; *text != '\0' && *text != ';'; text += used) {
        used = 0;
        if (sscanf(text, "s,%lf,%lf%n", &point.x, &point.y, &used) == 2) {
            start = point;
            has_start = true;
        } else if (sscanf(text, "e,%lf,%lf%n", &point.x, &point.y, &used) == 2) {
            end = point;
            has_end = true;
        } else if (sscanf(text, "%lf,%lf%n", &point.x, &point.y, &used) == 2) {
            VEC_PUSH(arena, &points, point);
        } else {
            break;
        }
        used += (int)strspn(text + used, " \\\r\n");
    }
    PointVec all = {0};
    if (has_start) {
        VEC_PUSH(arena, &all, start);
    }
    for (int i = 0; i < points.len; i++) {
        VEC_PUSH(arena, &all, points.at[i]);
    }
    if (has_end) {
        VEC_PUSH(arena, &all, end);
    }
    return all;
}

static void add_points(StrBuf *out, const Layout *layout, int arrow) {
    const json_t *object = find(layout, "edges", 'a', arrow);
    PointVec points = read_spline(out->arena, object ? attribute(object, "pos") : "");
    /* An arrow of a row that runs back is laid out from its head to its tail. */
    bool back = object != NULL && strcmp(attribute(object, "dir"), "back") == 0;
    if (points.len == 0) {
        strbuf_add(out, ", \"points\": null");
        return;
    }
    strbuf_add(out, ", \"points\": [");
    for (int i = 0; i < points.len; i++) {
        const Point *point = &points.at[back ? points.len - 1 - i : i];
        strbuf_add(out, i > 0 ? ", [" : "[");
        add_number(out, point->x);
        strbuf_add(out, ", ");
        add_number(out, layout->height - point->y);
        strbuf_byte(out, ']');
    }
    strbuf_byte(out, ']');
}

/* ---- The parts. ---- */

static void add_place(StrBuf *out, const JsonOptions *options, SourceSpan span) {
    if (span.length == 0) {
        strbuf_add(out, ", \"file\": null, \"line\": null, \"column\": null, \"length\": null");
        return;
    }
    Place place = sources_place(options->sources, span.pos);
    add_field(out, "file", place.file ? place.file : "");
    strbuf_printf(out, ", \"line\": %d, \"column\": %d, \"length\": %d", place.line, place.column, span.length);
    if (options->link_template != NULL) {
        add_field(out, "url", link_to(out->arena, options->link_template, options->sources, span.pos));
    }
}

static void add_group(StrBuf *out, const Layout *layout, const Group *group, const Group *parent) {
    strbuf_printf(out, "%s\n    {\"id\": \"g%d\", \"parent\": ", group->id > 0 ? "," : "", group->id);
    if (parent != NULL) {
        strbuf_printf(out, "\"g%d\"", parent->id);
    } else {
        strbuf_add(out, "null");
    }
    add_field(out, "title", group->title);
    add_field(out, "detail", group->detail);
    add_field(out, "look", look_name(group->look));
    add_group_place(out, layout, group->id);
    strbuf_byte(out, '}');
}

typedef struct Nest {
    const Group *group;
    const Group *parent;
} Nest;

static int by_id(const void *a, const void *b) { return ((const Nest *)a)->group->id - ((const Nest *)b)->group->id; }

/* In order of their numbers. */
static void add_groups(StrBuf *out, const Layout *layout, const Scene *scene) {
    VEC(Nest) all = {0};
    for (int i = 0; i < scene->groups.len; i++) {
        VEC_PUSH(out->arena, &all, ((Nest){scene->groups.at[i], NULL}));
    }
    for (int i = 0; i < all.len; i++) {
        const Group *group = all.at[i].group;
        for (int k = 0; k < group->groups.len; k++) {
            VEC_PUSH(out->arena, &all, ((Nest){group->groups.at[k], group}));
        }
    }
    if (all.len > 0) {
        qsort(all.at, (size_t)all.len, sizeof *all.at, by_id);
    }
    for (int i = 0; i < all.len; i++) {
        add_group(out, layout, all.at[i].group, all.at[i].parent);
    }
}

static void add_texts(StrBuf *out, const char *key, const char *const *texts, int count) {
    strbuf_add(out, ", ");
    add_key(out, key);
    strbuf_byte(out, '[');
    for (int i = 0; i < count; i++) {
        strbuf_add(out, i > 0 ? ", " : "");
        json_add_text(out, texts[i]);
    }
    strbuf_byte(out, ']');
}

static void add_box(StrBuf *out, const Layout *layout, const Box *box, const JsonOptions *options) {
    strbuf_printf(out, "%s\n    {\"id\": \"b%d\", \"cluster\": ", box->id > 0 ? "," : "", box->id);
    if (box->group != NULL) {
        strbuf_printf(out, "\"g%d\"", box->group->id);
    } else {
        strbuf_add(out, "null");
    }
    add_field(out, "shape", shape_name(box->shape));
    add_field(out, "look", look_name(box->look));
    add_field(out, "name", box->name);
    add_field(out, "type", box->type);
    strbuf_add(out, ", \"cells\": [");
    for (int i = 0; i < box->cells.len; i++) {
        strbuf_add(out, i > 0 ? ", {\"text\": " : "{\"text\": ");
        json_add_text(out, box->cells.at[i].text);
        strbuf_printf(out, ", \"pointer\": %s}", box->cells.at[i].pointer ? "true" : "false");
    }
    strbuf_byte(out, ']');
    add_texts(out, "notes", box->notes.at, box->notes.len);
    add_place(out, options, box->span);
    add_box_place(out, layout, box->id);
    strbuf_byte(out, '}');
}

static void add_arrow(StrBuf *out, const Layout *layout, const Scene *scene, int index, const JsonOptions *options) {
    const Arrow *arrow = &scene->arrows.at[index];
    strbuf_printf(out, "{\"id\": \"a%d\", \"from\": \"b%d\", \"cell\": ", index, arrow->from->id);
    if (arrow->cell >= 0) {
        strbuf_printf(out, "%d", arrow->cell);
    } else {
        strbuf_add(out, "null");
    }
    strbuf_printf(out, ", \"to\": \"b%d\"", arrow->to->id);
    add_field(out, "look", look_name(arrow->look));
    add_field(out, "label", arrow->label);
    add_place(out, options, arrow->span);
    add_points(out, layout, index);
    strbuf_byte(out, '}');
}

bool json_picture(StrBuf *out, const Scene *scene, const JsonOptions *options, Diag *why) {
    Layout layout = {0};
    bool placed = lay_out(out->arena, scene, options->theme, &layout, why);
    strbuf_printf(out, "{\n  \"schema\": \"escapade-picture\",\n  \"version\": %d", PICTURE_SCHEMA_VERSION);
    const char *const keys[] = {"kind", "go", "title", "detail"};
    const char *const texts[] = {options->kind, options->go, scene->title, scene->detail};
    for (int i = 0; i < 4; i++) {
        strbuf_add(out, ",\n  ");
        add_key(out, keys[i]);
        json_add_text(out, texts[i]);
    }
    strbuf_add(out, ",\n  \"inlining\": false,\n  \"width\": ");
    if (placed) {
        add_number(out, layout.width);
        strbuf_add(out, ",\n  \"height\": ");
        add_number(out, layout.height);
    } else {
        strbuf_add(out, "null,\n  \"height\": null");
    }
    strbuf_add(out, ",\n  \"clusters\": [");
    add_groups(out, &layout, scene);
    strbuf_add(out, "\n  ],\n  \"nodes\": [");
    for (int i = 0; i < scene->boxes.len; i++) {
        add_box(out, &layout, scene->boxes.at[i], options);
    }
    strbuf_add(out, "\n  ],\n  \"edges\": [");
    for (int i = 0, count = 0; i < scene->arrows.len; i++) {
        if (!scene->arrows.at[i].hidden) {
            strbuf_add(out, count++ > 0 ? ",\n    " : "\n    ");
            add_arrow(out, &layout, scene, i, options);
        }
    }
    strbuf_add(out, "\n  ]");
    add_texts(out, "remarks", scene->remarks.at, scene->remarks.len);
    add_texts(out, "legend", scene->legend.at, scene->legend.len);
    strbuf_add(out, "\n}\n");
    return placed;
}
