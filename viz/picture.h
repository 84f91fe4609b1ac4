/*
 * Picture: the one way in. A request and the facts of one analysed package become a Scene, and the Scene
 * DOT text, an image or a drawing of characters. Nothing here decides a verdict.
 */
#ifndef VIZ_PICTURE_H
#define VIZ_PICTURE_H

#include "core/explain/story.h"
#include "viz/graph.h"
#include "viz/scene.h"

typedef enum PictureKind { PICTURE_FLOW, PICTURE_POINTS_TO, PICTURE_MEMORY, PICTURE_WHY } PictureKind;

/* What is asked for. */
typedef struct Picture {
    PictureKind kind;
    const char *func;  /* only this function and its literals; NULL: all */
    const char *focus; /* NAME, FUNC.NAME or LINE[:COL]; NULL: none */
    const char *hide;  /* names of values or functions, separated by commas; NULL: none */
    int depth;         /* at most so many edges from the focus (from the heap without one); 0: no bound */
    bool legend;
} Picture;

/* What is known. The package was analysed with keep_graph. */
typedef struct PictureFacts {
    Arena *arena; /* pictures live here */
    const PackageIR *ir;
    const EscapeResult *escape;
    const GoVersion *go;
    const SourceSet *sources;
    const char *locale;
    const Elsewhere *elsewhere; /* graphs of imported packages, for PICTURE_WHY; NULL: ways end at calls of them */
} PictureFacts;

/* Finds "flow", "points-to", "memory", "why"; false: there is no such kind. */
bool picture_kind_find(const char *name, PictureKind *kind);
const char *picture_kind_name(PictureKind kind);

/* Returns what the picture shows, or NULL and `why` filled (no function, no value of that name). */
Scene *picture_scene(const PictureFacts *facts, const Picture *picture, Diag *why);

/* Returns the scene as a graph to write or to render; NULL and `why` filled when libcgraph refuses. */
Graph *picture_graph(Scene *scene, const Theme *theme, Diag *why);

/* Appends the scene drawn with characters, `width` columns wide; ascii: nothing beyond ASCII but the program's names.
 */
void picture_text(StrBuf *out, const Scene *scene, int width, bool ascii);

#endif
