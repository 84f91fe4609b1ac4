/*
 * Scene: what a picture shows, before anybody asks how: groups (frames, the heap), boxes (variables,
 * objects) and arrows, in the order in which they are drawn. Each kind of picture makes a Scene;
 * draw.c turns it into a graph, text.c into a drawing of characters. All text is plain text.
 */
#ifndef VIZ_SCENE_H
#define VIZ_SCENE_H

#include <stdbool.h>

#include "core/base/source.h"
#include "core/base/vec.h"
#include "viz/theme.h"

typedef struct Group Group;
typedef struct Box Box;
typedef struct Arrow Arrow;
typedef VEC(Group *) GroupVec;
typedef VEC(Box *) BoxVec;

/* Where something stands in the source; length 0: nowhere. */
typedef struct SourceSpan {
    Pos pos;
    int length; /* bytes, all on one line */
} SourceSpan;

/* A part of a value: a header word, a field, a constant. */
typedef struct Cell {
    const char *text; /* "len 3", "0"; of a pointer cell the words before the dot, "" for none */
    bool pointer;     /* holds an address: arrows may start here */
} Cell;

typedef enum BoxShape {
    BOX_CELLS,    /* a row of cells, as on a blackboard */
    BOX_ROUND,    /* a vertex with its name and lines of words */
    BOX_CYLINDER, /* the heap as a whole */
    BOX_JOINT     /* a temporary of the compiler: only joins arrows */
} BoxShape;

struct Box {
    int id;
    Group *group; /* NULL: stands free */
    BoxShape shape;
    Look look;
    const char *name;
    const char *type; /* "" without */
    VEC(Cell) cells;
    VEC(const char *) notes; /* verdict and position, bytes */
    int row;                 /* > 0: boxes of one row stand side by side */
    SourceSpan span;
    const void *what; /* in a flow graph the Location; NULL otherwise */
};

struct Group {
    int id;
    const char *title;
    const char *detail; /* after the title, in a lighter voice; "" without */
    const char *place;  /* a shorter title for lists of arrows; NULL: the title */
    Look look;
    GroupVec groups;
    BoxVec boxes;
};

struct Arrow {
    Box *from;
    int cell; /* index of the cell that it starts in, -1: the box */
    Box *to;
    const char *label;
    Look look;
    bool hidden; /* only keeps `to` behind `from` */
    SourceSpan span;
    const void *edge; /* in a flow graph the Edge; NULL otherwise */
};

typedef struct Scene {
    Arena *arena;
    const char *title;
    const char *detail;
    bool sideways;        /* arrows go from left to right */
    bool rather_sideways; /* unless that makes it much smaller */
    bool is_path;         /* boxes are the stations of one way, in order */
    GroupVec groups;      /* the outermost ones */
    int group_count;      /* all */
    BoxVec boxes;         /* all, in order; those without a group too */
    VEC(Arrow) arrows;
    VEC(const char *) remarks; /* what was left out, what to know */
    VEC(const char *) legend;  /* lines beyond the colours; empty: no legend is wanted */
    bool looks[LOOK_COUNT];    /* which occur */
    double shrink;             /* about how much the picture becomes smaller on a slide, at most 1; 0: not known */
    const char *locale;        /* of the words that drawing adds; NULL: English */
} Scene;

/* Returns the text without the names that the compiler gives to type arguments. All text of a scene goes through it. */
const char *without_shapes(Arena *arena, const char *text);

Scene *scene_new(Arena *arena, const char *title, const char *detail);
/* Adds a group inside `parent`, NULL: at the outermost level. */
Group *scene_group(Scene *scene, Group *parent, Look look, const char *title, const char *detail);
Box *scene_box(Scene *scene, Group *group, BoxShape shape, Look look, const char *name, const char *type);
/* Adds a cell; returns its index. */
int box_cell(Scene *scene, Box *box, const char *text, bool pointer);
void box_note(Scene *scene, Box *box, const char *text);
/* Returns the arrow until the next one is added. */
Arrow *scene_arrow(Scene *scene, Box *from, int cell, Box *to, Look look, const char *label);
/* Keeps `to` behind `from` in the direction of the arrows. */
void scene_order(Scene *scene, Box *from, Box *to);
/*
 * Returns, by number of the box, the rank of each: one behind the last that points to it, but for arrows that close a
 * circle; about as the layout will put them.
 */
int *scene_ranks(const Scene *scene);
void scene_remark(Scene *scene, const char *text);

/* "stack", "heap", "static data: no allocation" …, for legends. English, for tr. */
const char *look_words(Look look);

#endif
