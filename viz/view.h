/*
 * View: one picture in the making: the facts, the request, and which locations it shows. Shared by the
 * kinds of pictures; included only from this folder.
 */
#ifndef VIZ_VIEW_H
#define VIZ_VIEW_H

#include "core/base/map.h"
#include "viz/picture.h"

typedef VEC(const Location *) LocationVec;
typedef VEC(const Edge *) EdgeVec;

/* A function and those of its locations that are shown, in source order. */
typedef struct ViewFunc {
    const Func *func;
    const char *title; /* "f1", "function literal at 6:9" */
    bool wanted;       /* --func names it, or there is no --func */
    bool shown;
    bool heap;             /* one of its values escapes */
    LocationVec all;       /* that can be drawn */
    LocationVec locations; /* that are */
} ViewFunc;

typedef struct View {
    Arena *arena;
    const PictureFacts *facts;
    const Picture *picture;
    ExplainConfig explain;
    VEC(ViewFunc *) funcs; /* in source order */
    EdgeVec edges;         /* of the whole package, each once, in order of source */
    Map *by_func;          /* Func -> ViewFunc */
    Map *verdicts;         /* Location -> VerdictList */
    Map *shown;            /* Location -> itself */
    bool several_files;
    int left_out; /* locations that the limit took away */
    int left_out_funcs;
} View;

typedef struct VerdictList {
    VEC(const Verdict *) at;
} VerdictList;

/* How many locations a picture shows when nobody says which; fewer where each place names its file too. */
enum { VIEW_LOCATIONS_MAX = 32, VIEW_LOCATIONS_FILES = 24 };

/* Gathers functions, locations and edges; chooses what is shown. NULL and `why` filled: no such function or value. */
View *view_new(const PictureFacts *facts, const Picture *picture, Diag *why);

bool view_is_heap(const Location *location);
/* A variable that the source names; false for unnamed results, the compiler's own and allocation sites. */
bool view_is_named(const Location *location);
/* Joins others but has no name of its own. */
bool view_is_joint(const Location *location);
bool view_shows(const View *view, const Location *location);
/* Returns the text in the reader's language. */
const char *view_tr(const View *view, const char *english) __attribute__((format_arg(2)));
/* The same with %1 … %3 replaced. */
const char *view_fill(const View *view, const char *english, const char *a, const char *b, const char *c);
/* Returns what the function is called in titles. */
const char *view_func_title(const View *view, const Func *func);
/* Returns "4:2", with the file before it when the package has several; "" without position. */
const char *view_place(const View *view, Pos pos);
Pos location_pos(const Location *location);
Type *location_go_type(const Location *location);
/* Returns where it lives, as a look. */
Look view_look(const View *view, const Location *location);
/* Returns the verdicts of a location in words, with position, one a line: "moved to heap, 4:2". Empty without. */
void view_verdicts(const View *view, const Location *location, Scene *scene, Box *box);
/* Returns true when the request's --focus names this location. */
bool view_is_focus(const View *view, const Location *location);
/* Returns what the picture is about, for titles: "f1", "package main". */
const char *view_subject(const View *view);
/* "Go 1.27, inlining off (-l)". */
const char *view_rules(const View *view);
/* Adds the sentence about what was left out, and the legend when it is wanted. */
void view_finish(const View *view, Scene *scene);
/* Returns where the innermost expression stands that an edge comes from; POS_NONE when nobody noted it. */
Pos edge_pos(const Edge *edge);
/* "address returned, 5:9": the edge in words. `plain`: without the position. */
const char *view_edge_words(const View *view, const Edge *edge, bool plain);

/* ---- span.c: where it stands in the source. All of them empty when nobody knows. ---- */
SourceSpan view_span(const View *view, const Location *location);
SourceSpan view_edge_span(const View *view, const Edge *edge);
SourceSpan view_node_span(const View *view, const Node *node);
SourceSpan view_name_span(const View *view, Pos pos, const char *name);
/* The word or the bracketed text that begins at `pos`. */
SourceSpan view_text_span(const View *view, Pos pos);

/* ---- The kinds. Each returns a new scene. ---- */
Scene *flow_scene(View *view);
Scene *points_to_scene(View *view);
Scene *memory_scene(View *view);
/* NULL and `why` filled: nothing of that name. */
Scene *why_scene(View *view, Diag *why);
/* The one that the request names. */
Scene *view_scene(View *view, Diag *why);

#endif
