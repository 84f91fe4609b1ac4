/*
 * Render: a graph as DOT text, SVG, PDF or PNG. The only file that calls gv*; libgvc is loaded when a
 * layout is asked for, in a child process.
 */
#ifndef VIZ_RENDER_H
#define VIZ_RENDER_H

#include "core/base/diag.h"
#include "viz/graph.h"

typedef enum RenderFormat {
    RENDER_DOT,
    RENDER_SVG,
    RENDER_PDF,
    RENDER_PNG,
    RENDER_LAYOUT, /* libgvc's JSON of where things are; json.c reads it */
    RENDER_JSON,   /* our own, by json.c */
    RENDER_HTML    /* by html.c */
} RenderFormat;

/* Finds "dot", "gv", "svg", "pdf", "png", "json", "html"; false: there is no such format. */
bool render_format_find(const char *name, RenderFormat *format);
/* Finds the format by the ending of a file's name. */
bool render_format_of_file(const char *path, RenderFormat *format);

/* An image in memory, in the arena. */
typedef struct Image {
    const char *bytes;
    size_t length;
} Image;

/* Lays the graph out and renders it; not for RENDER_JSON and RENDER_HTML. False and `why` filled: no Graphviz, or it
 * refused. The same graph gives the same bytes on the same machine: no dates. */
bool render_graph(Arena *arena, Graph *graph, RenderFormat format, Image *image, Diag *why);

/* Renders each graph as SVG and, with `pages`, as a PDF of one page, all in one go. Both arrays have room for `count`.
 */
bool render_series(Arena *arena, Graph *const *graphs, int count, Image *svgs, Image *pages, Diag *why);

/* Writes a file whole or not at all; false and `why` filled. `-` is not special. */
bool render_save(Arena *arena, const char *path, const char *bytes, size_t length, Diag *why);
/* Writes several files: none is replaced before all are written. False and `why` filled. */
bool render_save_all(Arena *arena, const char *const *paths, const Image *images, int count, Diag *why);

#endif
