/* Draw: a Scene as a graph, in the colours of a theme. */
#ifndef VIZ_DRAW_H
#define VIZ_DRAW_H

#include "viz/graph.h"
#include "viz/scene.h"

/* Returns a new graph that is closed with the scene's arena; NULL: libcgraph refused. */
Graph *draw_scene(const Scene *scene, const Theme *theme);

#endif
