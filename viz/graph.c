#include "viz/graph.h"

#include <graphviz/cgraph.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/base/map.h"
#include "core/base/unicode.h"
#include "core/base/vec.h"

struct Graph {
    Arena *arena;
    Agraph_t *foreign;
    Agdisc_t disciplines;
    Agiddisc_t numbering;
    Agiodisc_t writing;
    StrMap *numbers;   /* kind and name -> number, as a pointer */
    VEC(char *) names; /* by number, libcgraph's; NULL for what has no name */
    IDTYPE next;
};

static Agraph_t *as_graph(GraphCluster *cluster) { return (Agraph_t *)(void *)cluster; }

static Agnode_t *as_node(GraphNode *node) { return (Agnode_t *)(void *)node; }

static Agedge_t *as_edge(GraphEdge *edge) { return (Agedge_t *)(void *)edge; }

/*
 * libcgraph takes char * and does not write to it. Its own numbering uses addresses, by which it then
 * sorts clusters; hence the one below.
 */
static char *loose(const char *text) { return (char *)(uintptr_t)text; }

/* ---- Numbers for objects, in order of creation. ---- */

/* agopen hands the disciplines over, not the graph; they are the member of ours. */
static void *numbering_open(Agraph_t *foreign, Agdisc_t *disciplines) {
    Graph *graph = (Graph *)(void *)((char *)disciplines - offsetof(Graph, disciplines));
    graph->foreign = foreign;
    return graph;
}

static IDTYPE number_new(Graph *graph, const char *name) {
    /* The writer looks for a mark before the text of its own strings, so it must be one. */
    VEC_PUSH(graph->arena, &graph->names, name ? agstrdup(graph->foreign, loose(name)) : NULL);
    return graph->next++;
}

static long numbering_map(void *state, int kind, char *name, IDTYPE *id, int create) {
    Graph *graph = state;
    if (name == NULL) {
        if (create) {
            *id = number_new(graph, NULL);
        }
        return create != 0;
    }
    /* Edges of both directions share their names. */
    const char *key = arena_printf(graph->arena, "%d %s", kind == AGINEDGE ? AGOUTEDGE : kind, name);
    uintptr_t number = (uintptr_t)strmap_get(graph->numbers, key);
    if (number == 0) {
        if (!create) {
            return 0;
        }
        number = (uintptr_t)number_new(graph, name);
        strmap_set(graph->numbers, key, (void *)number);
    }
    *id = (IDTYPE)number;
    return 1;
}

static long numbering_alloc(void *state, int kind, IDTYPE id) {
    (void)state;
    (void)kind;
    (void)id;
    return 0;
}

static void numbering_free(void *state, int kind, IDTYPE id) {
    (void)state;
    (void)kind;
    (void)id;
}

static char *numbering_print(void *state, int kind, IDTYPE id) {
    Graph *graph = state;
    (void)kind;
    return id < (IDTYPE)graph->names.len ? graph->names.at[id] : NULL;
}

static void numbering_close(void *state) { (void)state; }

static void numbering_register(void *state, int kind, void *object) {
    (void)state;
    (void)kind;
    (void)object;
}

static int write_text(void *channel, const char *text) {
    strbuf_add(channel, text);
    return 0;
}

static int write_flush(void *channel) {
    (void)channel;
    return 0;
}

/* ---- Making. ---- */

/* DOT text can't hold a backslash before a quotation mark, or at the end: in names a character that looks like one. */
static const char *safe_name(Arena *arena, const char *name) {
    if (strchr(name, '\\') == NULL) {
        return name;
    }
    StrBuf out = strbuf_new(arena);
    for (; *name != '\0'; name++) {
        if (*name == '\\') {
            strbuf_add(&out, "\xE2\xA7\xB5");
        } else {
            strbuf_byte(&out, *name);
        }
    }
    return strbuf_text(&out);
}

static void release(void *foreign) { agclose(foreign); }

Graph *graph_new(Arena *arena, const char *name) {
    Graph *graph = ARENA_NEW(arena, Graph);
    graph->arena = arena;
    graph->numbers = strmap_new(arena);
    number_new(graph, NULL); /* 0 means "none" */
    graph->numbering = (Agiddisc_t){.open = numbering_open,
                                    .map = numbering_map,
                                    .alloc = numbering_alloc,
                                    .free = numbering_free,
                                    .print = numbering_print,
                                    .close = numbering_close,
                                    .idregister = numbering_register};
    graph->writing = (Agiodisc_t){.putstr = write_text, .flush = write_flush};
    graph->disciplines = (Agdisc_t){.id = &graph->numbering, .io = &graph->writing};
    graph->foreign = agopen(loose(safe_name(arena, name)), Agdirected, &graph->disciplines);
    if (graph->foreign == NULL) {
        return NULL;
    }
    arena_on_free(arena, release, graph->foreign);
    return graph;
}

GraphCluster *graph_root(Graph *graph) { return (GraphCluster *)(void *)graph->foreign; }

GraphCluster *graph_add_cluster(Graph *graph, GraphCluster *parent, const char *id) {
    const char *name = arena_printf(graph->arena, "cluster_%s", id);
    return (GraphCluster *)(void *)agsubg(as_graph(parent), loose(name), 1);
}

GraphCluster *graph_add_row(Graph *graph, GraphCluster *parent) {
    (void)graph;
    Agraph_t *row = agsubg(as_graph(parent), NULL, 1);
    agsafeset(row, loose("rank"), loose("same"), loose(""));
    return (GraphCluster *)(void *)row;
}

GraphNode *graph_add_node(Graph *graph, GraphCluster *parent, const char *id) {
    return (GraphNode *)(void *)agnode(as_graph(parent), loose(safe_name(graph->arena, id)), 1);
}

void graph_put_in_row(GraphCluster *row, GraphNode *node) { agsubnode(as_graph(row), as_node(node), 1); }

GraphEdge *graph_add_edge(Graph *graph, GraphNode *tail, GraphNode *head) {
    return (GraphEdge *)(void *)agedge(graph->foreign, as_node(tail), as_node(head), NULL, 1);
}

/* ---- Attributes. ---- */

void graph_node_default(Graph *graph, const char *name, const char *value) {
    agattr(graph->foreign, AGNODE, loose(name), loose(value));
}

void graph_edge_default(Graph *graph, const char *name, const char *value) {
    agattr(graph->foreign, AGEDGE, loose(name), loose(value));
}

static void set(void *object, const char *name, const char *value) {
    agsafeset(object, loose(name), loose(value), loose(""));
}

void graph_set_cluster(GraphCluster *cluster, const char *name, const char *value) {
    set(as_graph(cluster), name, value);
}

void graph_set_node(GraphNode *node, const char *name, const char *value) { set(as_node(node), name, value); }

void graph_set_edge(GraphEdge *edge, const char *name, const char *value) { set(as_edge(edge), name, value); }

/* True for what no label may hold: control characters, which XML has no way to write either. */
static bool is_control(int rune) {
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0xFFFE || rune == 0xFFFF;
}

/* In plain labels a backslash begins an escape (\N is the node's name) and & an entity. */
static const char *plain_label(Graph *graph, const char *text) {
    StrBuf out = strbuf_new(graph->arena);
    size_t left = strlen(text);
    while (left > 0) {
        int size;
        int rune = utf8_decode(text, left, &size);
        if (rune == '\\') {
            strbuf_add(&out, "\\\\");
        } else if (rune == '\n') {
            strbuf_add(&out, "\\n");
        } else if (rune == '&') {
            strbuf_add(&out, "&amp;");
        } else {
            strbuf_rune(&out, is_control(rune) ? RUNE_ERROR : rune);
        }
        text += size;
        left -= (size_t)size;
    }
    return strbuf_text(&out);
}

void graph_label_node(Graph *graph, GraphNode *node, const char *text) {
    set(as_node(node), "label", plain_label(graph, text));
}

/* Some versions write an address as it is, so & must be an entity already; the others know one when they see it. */
static const char *entity_url(Graph *graph, const char *url) {
    StrBuf out = strbuf_new(graph->arena);
    for (; *url != '\0'; url++) {
        if (*url == '&') {
            strbuf_add(&out, "&amp;");
        } else {
            strbuf_byte(&out, *url);
        }
    }
    return strbuf_text(&out);
}

void graph_link_node(Graph *graph, GraphNode *node, const char *url, const char *text) {
    set(as_node(node), "URL", entity_url(graph, url));
    set(as_node(node), "tooltip", plain_label(graph, text));
}

static void set_markup(Graph *graph, void *object, const char *markup) {
    char *kept = agstrdup_html(graph->foreign, loose(markup));
    agsafeset(object, loose("label"), kept, loose(""));
    agstrfree(graph->foreign, kept);
}

void graph_markup_cluster(Graph *graph, GraphCluster *cluster, const char *markup) {
    set_markup(graph, as_graph(cluster), markup);
}

void graph_markup_node(Graph *graph, GraphNode *node, const char *markup) { set_markup(graph, as_node(node), markup); }

void graph_markup_edge(Graph *graph, GraphEdge *edge, const char *markup) { set_markup(graph, as_edge(edge), markup); }

static void add_escaped(StrBuf *out, const char *text, const char *newline, const char *backslash) {
    for (size_t left = strlen(text); left > 0;) {
        int size;
        int rune = utf8_decode(text, left, &size);
        switch (rune) {
        case '&': strbuf_add(out, "&amp;"); break;
        case '<': strbuf_add(out, "&lt;"); break;
        case '>': strbuf_add(out, "&gt;"); break;
        case '"': strbuf_add(out, "&quot;"); break;
        case '\\': strbuf_add(out, backslash); break;
        case '\n': strbuf_add(out, newline); break;
        default: strbuf_rune(out, is_control(rune) ? RUNE_ERROR : rune); break;
        }
        text += size;
        left -= (size_t)size;
    }
}

void xml_text(StrBuf *out, const char *text) { add_escaped(out, text, " ", "\\"); }

/* In markup too a backslash begins an escape: \N is the node's name. An element without content is a syntax error. */
void markup_text(StrBuf *out, const char *text) { add_escaped(out, text[0] != '\0' ? text : " ", "<br/>", "\\\\"); }

/* ---- Reading out. ---- */

void graph_write(Graph *graph, StrBuf *out) {
    /* Without a line length long labels are broken by a backslash at an arbitrary byte. */
    agsafeset(graph->foreign, loose("linelength"), loose("0"), loose(""));
    agwrite(graph->foreign, out);
    strbuf_add(out, "");
}

void *graph_foreign(Graph *graph) { return graph->foreign; }

const char *graph_last_error(Arena *arena) {
    const char *last = aglasterr();
    size_t length = last ? strlen(last) : 0;
    while (length > 0 && (last[length - 1] == '\n' || last[length - 1] == ' ')) {
        length--;
    }
    return length > 0 ? arena_strndup(arena, last, length) : "";
}

static bool stands_inside(Agraph_t *cluster) {
    double left, low, right, high, x, y;
    const char *frame = agget(cluster, loose("bb"));
    bool inside = true;
    if (frame != NULL && sscanf(frame, "%lf,%lf,%lf,%lf", &left, &low, &right, &high) == 4) {
        for (Agnode_t *node = agfstnode(cluster); node != NULL; node = agnxtnode(cluster, node)) {
            const char *place = agget(node, loose("pos"));
            inside &= place == NULL || sscanf(place, "%lf,%lf", &x, &y) != 2 ||
                      (x >= left && x <= right && y >= low && y <= high);
        }
    }
    for (Agraph_t *part = agfstsubg(cluster); part != NULL; part = agnxtsubg(part)) {
        inside &= stands_inside(part);
    }
    return inside;
}

bool graph_is_placed_well(Graph *graph) { return stands_inside(graph->foreign); }

void graph_quiet(void) { agseterr(AGMAX); }
