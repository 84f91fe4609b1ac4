/*
 * Graph: a thin shell over libcgraph. The only file that calls ag* is graph.c; names, strings and paths
 * given here are text, never markup.
 *
 * Every object gets its number from a counter of the graph's own, so neither the DOT text nor the layout
 * depends on addresses: the same calls give the same bytes.
 */
#ifndef VIZ_GRAPH_H
#define VIZ_GRAPH_H

#include <stdbool.h>

#include "core/base/strbuf.h"

typedef struct Graph Graph;
typedef struct GraphCluster GraphCluster; /* the graph itself, a cluster or a row */
typedef struct GraphNode GraphNode;
typedef struct GraphEdge GraphEdge;

/* Returns a new directed graph that is closed with its arena; NULL: libcgraph refused. */
Graph *graph_new(Arena *arena, const char *name);
/* The graph as a place to put nodes and clusters. */
GraphCluster *graph_root(Graph *graph);

/* Returns a new cluster inside `parent`; `id` must be new in this graph. */
GraphCluster *graph_add_cluster(Graph *graph, GraphCluster *parent, const char *id);
/* Returns a set of nodes that share a rank. */
GraphCluster *graph_add_row(Graph *graph, GraphCluster *parent);
/* Returns a new node in `parent`; `id` must be new in this graph. */
GraphNode *graph_add_node(Graph *graph, GraphCluster *parent, const char *id);
/* Puts a node that exists into a row too. */
void graph_put_in_row(GraphCluster *row, GraphNode *node);
GraphEdge *graph_add_edge(Graph *graph, GraphNode *tail, GraphNode *head);

/* Defaults that hold for all nodes or all edges. Set them before there are any. */
void graph_node_default(Graph *graph, const char *name, const char *value);
void graph_edge_default(Graph *graph, const char *name, const char *value);

/* Sets an attribute whose value is no text of the program's: a colour, a number, a style. */
void graph_set_cluster(GraphCluster *cluster, const char *name, const char *value);
void graph_set_node(GraphNode *node, const char *name, const char *value);
void graph_set_edge(GraphEdge *edge, const char *name, const char *value);

/* Sets a label to plain text; newlines break the line. */
void graph_label_node(Graph *graph, GraphNode *node, const char *text);

/* Makes the node a link, with plain text to be shown at the pointer. `url` holds nothing that ends an attribute. */
void graph_link_node(Graph *graph, GraphNode *node, const char *url, const char *text);

/* Sets a label to markup, in which all text went through markup_text. */
void graph_markup_cluster(Graph *graph, GraphCluster *cluster, const char *markup);
void graph_markup_node(Graph *graph, GraphNode *node, const char *markup);
void graph_markup_edge(Graph *graph, GraphEdge *edge, const char *markup);

/* Appends text as the markup of labels shows it: & < > " \ and control characters lose their meaning. */
void markup_text(StrBuf *out, const char *text);
/* Appends text as XML shows it, on one line. */
void xml_text(StrBuf *out, const char *text);

/* After a layout: whether each node stands inside the clusters that it is in. */
bool graph_is_placed_well(Graph *graph);

/* Appends the graph as DOT text, ending in a newline. */
void graph_write(Graph *graph, StrBuf *out);

/* The Agraph_t, for render.c alone. */
void *graph_foreign(Graph *graph);
/* What libgraphviz last complained about, without a newline; "" when it did not. */
const char *graph_last_error(Arena *arena);
/* Keeps libgraphviz from writing warnings to standard error; the last one can still be asked for. */
void graph_quiet(void);

#endif
