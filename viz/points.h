/*
 * Points: what may point to what. The solved graph gives the flows inside a group of functions; what gc
 * sends to "the heap" without keeping where (stores through pointers, package variables, channels) and
 * what a call returns from a function analysed before is taken from the statements. A picture, not a
 * verdict: everything that may hold at some moment holds at once.
 */
#ifndef VIZ_POINTS_H
#define VIZ_POINTS_H

#include "viz/view.h"

typedef struct Thing Thing;

typedef struct Target {
    Thing *thing;
    const Edge *edge;  /* where its address was taken; NULL: a statement that the graph does not keep */
    Pos pos;           /* of that */
    bool passed;       /* as an argument */
    const char *field; /* that holds it; NULL: no struct, or not known */
} Target;

/* What points or is pointed to. One of location, var, site is set. */
struct Thing {
    int index;
    const Location *location;
    const Var *var;      /* a package variable */
    const Node *site;    /* a channel: gc has no location for it */
    const Func *func;    /* where it lives; NULL for package variables */
    VEC(Target) targets; /* what it may point to, in the order in which it was found */
    Map *known;          /* of targets */
};

/* A call of a function of this package. */
typedef struct PointsCall {
    const Func *caller;
    const Func *callee;
    const Node *node;
    bool kept; /* its results go somewhere */
} PointsCall;

typedef struct Points {
    const View *view;
    Arena *arena;
    VEC(Thing *) things;
    Map *of;                 /* Location, Var or Node -> Thing */
    VEC(PointsCall *) calls; /* in source order */
    Map *call_of;            /* Node -> PointsCall */
    struct FlowList *flows;  /* scratch of points_compute */
    const Func *func;        /* scratch: whose statements are read */
} Points;

Points *points_compute(const View *view);
/* NULL when nothing is known of it. */
Thing *points_find(const Points *points, const void *what);
/* True when `to` can be reached from `from` over pointers. */
bool points_reach(const Points *points, const Thing *from, const Thing *to);

#endif
