/* Draw: a Scene as a graph, in the colours of a theme. */
#ifndef VIZ_DRAW_H
#define VIZ_DRAW_H

#include "viz/graph.h"
#include "viz/scene.h"

/* What is known of a box or an arrow in one frame of a series. */
typedef enum Known {
    KNOWN_NOT,  /* keeps its place, invisible */
    KNOWN_OPEN, /* there, its verdict is not: no colour, no words */
    KNOWN_ALL
} Known;

/* One frame of a series: all of them have the same layout. */
typedef struct Frame {
    const Known *boxes;  /* by number of the box */
    const Known *arrows; /* by index */
    const bool *lit_boxes;
    const bool *lit_arrows;
    const char *caption; /* "" leaves its lines empty */
    int caption_lines;   /* room for it, the same in all frames; 0: none */
} Frame;

enum { CAPTION_COLUMNS = 84 };

typedef struct DrawOptions {
    const Theme *theme;
    bool ids;                  /* elements are called b0, a0, g0: by number of their box, arrow or group */
    const char *link_template; /* NULL: no links */
    const SourceSet *sources;  /* for links */
    const Frame *frame;        /* NULL: all is known */
} DrawOptions;

/* Returns a new graph that is closed with the scene's arena; NULL: libcgraph refused. */
Graph *draw_scene(const Scene *scene, const Theme *theme);
Graph *draw_scene_with(const Scene *scene, const DrawOptions *options);

#endif
