/*
 * Story: one verdict told to a person: what, where, why, the rule, the cost, what to do, gc's own line.
 * Built from the solved graph's path with the program's own names; never recomputes a verdict. A verdict
 * (gc's word) and a placement (where the value really lives) are kept apart.
 *
 * Sentences come from phrases.c alone. Everything lives in the arena given.
 */
#ifndef CORE_EXPLAIN_STORY_H
#define CORE_EXPLAIN_STORY_H

#include "core/escape/graph.h"

typedef enum Cause {
    CAUSE_NONE,
#define CAUSE(id, name, title, rule) CAUSE_##id,
#include "core/explain/causes.def"
#undef CAUSE
    CAUSE_COUNT
} Cause;

/* "returned-pointer"; "" for CAUSE_NONE. */
const char *cause_name(Cause cause);
/* "returned pointer"; English, for tr. */
const char *cause_title(Cause cause);
/* The rule as a sentence without a full stop; English, for tr. */
const char *cause_rule(Cause cause);
/* Returns the cause of that name; CAUSE_NONE: there is none. */
Cause cause_find(const char *name);

/* Where a value really lives. */
typedef enum Placement {
    PLACE_NONE, /* the line is about no value of this function (a parameter's tag, a bounds check) */
    PLACE_STACK,
    PLACE_HEAP,
    PLACE_STATIC, /* read-only data or a shared word: no allocation */
    PLACE_RUNTIME /* decided at run time: a stack buffer or the heap, by size */
} Placement;
/* "stack", "heap", "static data", "decided at run time"; "" for PLACE_NONE. English, for tr. */
const char *placement_text(Placement placement);

/* What the limit of a decision at run time counts. */
typedef enum RoomUnit {
    ROOM_NONE,
    ROOM_BYTES,    /* up to so many bytes there is a place in the frame */
    ROOM_RUNES,    /* the same, counted in runes */
    ROOM_ENTRIES,  /* a map with up to so many entries has a place in the frame */
    ROOM_VALUE,    /* an integer from 0 to the limit is in a table of the run time */
    ROOM_BITS,     /* the same for what is no integer: its bits read as one */
    ROOM_EMPTY,    /* the empty string and the nil slice need nothing */
    ROOM_LENGTH,   /* a string of up to so many bytes needs nothing */
    ROOM_OPERANDS, /* nothing is built when at most so many strings are not empty */
    ROOM_CAPACITY  /* while the capacity suffices; a first array of up to so many bytes has a place in the frame */
} RoomUnit;
/* "bytes", "entries" …; NULL for ROOM_NONE. */
const char *room_unit_name(RoomUnit unit);

/* Why a value needs no memory of its own. */
typedef enum Spared {
    SPARED_NO,
    SPARED_EMPTY,       /* its size is zero */
    SPARED_NO_ELEMENTS, /* a slice without elements */
    SPARED_NO_CAPTURES, /* a literal that captures nothing */
    SPARED_CONSTANT,    /* read-only data of the program holds it */
    SPARED_UNCHANGED,   /* the same of a variable that is never assigned anew */
    SPARED_BYTE,        /* the run time has a table of all values of its type */
    SPARED_SMALL,       /* a table of the run time holds this value */
    SPARED_SHARED,      /* a conversion that shares the bytes that it converts */
    SPARED_RUNES        /* only how many runes there are is asked for */
} Spared;

/* Where a value really lives, and what that costs each time it is made. */
typedef struct Room {
    Placement placement;
    int64_t bytes;   /* that the allocator hands out, in all; 0: none or not known */
    int allocations; /* PLACE_HEAP: how many; 0: not known. PLACE_RUNTIME: how many past the limit */
    int64_t limit;   /* PLACE_RUNTIME: up to here nothing is allocated */
    RoomUnit unit;
    Spared spared; /* PLACE_STATIC: why nothing is allocated */
} Room;

/* A place in the source that the excerpt marks, with a few words. */
typedef struct Mark {
    Pos pos;
    int length;        /* bytes, at least 1 */
    const char *label; /* "its address becomes f1's result" */
} Mark;

/* One hop of the way to the root: an edge, or the reason that an edge carries. */
typedef struct Hop {
    const Edge *edge;
    Pos pos;          /* of the expression or statement that makes it */
    int length;       /* bytes of it on its line, at least 1 */
    const char *from; /* "i", "&i", "the closure", "result of f1", as prose names them */
    const char *to;   /* "the heap" */
    const char *text; /* "its address becomes f1's result" */
} Hop;
typedef VEC(Hop) HopVec;

typedef struct Story {
    const Verdict *verdict;   /* NULL: gc is silent */
    const Location *location; /* NULL without */
    const Func *func;
    Pos pos;
    Pos site;             /* where its own text starts: gc's position may be inside it */
    int length;           /* bytes of that text on its line, at least 1 */
    const char *headline; /* "i moves to the heap" */
    Cause cause;          /* the decisive one */
    Cause also;           /* a second one, CAUSE_NONE without */
    Placement placement;
    int64_t bytes;      /* of all its allocations, by size class; 0: none or not known */
    VEC(Mark) marks;    /* in source order */
    HopVec hops;        /* the decisive path, from the value to the root; empty without */
    int other_paths;    /* how many more ways to the heap there are */
    const char *why;    /* sentences; never NULL */
    const char *goes;   /* what stays: where its address, or its value, goes and ends; NULL without */
    const char *unless; /* what stays: what would take it to the heap; NULL without */
    const char *rule;   /* a sentence; NULL without */
    const char *cost;   /* NULL without */
    const char *fix;    /* NULL without */
    const char *gc;     /* gc's words; NULL when it is silent */
    Room room;          /* placement and bytes again, with the rest */
} Story;

typedef VEC(Story *) StoryVec;

/* Where the graphs of imported packages are. */
typedef struct Elsewhere {
    /* The package that declares the function; false when its graph was not kept. */
    bool (*find)(void *context, const Object *function, const PackageIR **ir, const EscapeResult **result);
    void *context;
} Elsewhere;

typedef struct ExplainConfig {
    Arena *arena;
    const GoVersion *go;
    const SourceSet *sources;
    const char *locale;         /* "en"; "zh_CN"; NULL: English */
    bool follow;                /* paths go on into the functions that keep an argument */
    const Elsewhere *elsewhere; /* with follow: functions of other packages; NULL: paths end at calls of them */
} ExplainConfig;

/*
 * Tells every verdict of a package analysed with keep_graph, and what gc is silent about (variables that
 * stay on the stack, channels, maps, growth, concatenation), in source order.
 */
StoryVec explain_package(const ExplainConfig *config, const PackageIR *ir, const EscapeResult *result);

/* Tells one verdict. Never NULL. */
Story *explain_verdict(const ExplainConfig *config, const PackageIR *ir, const EscapeResult *result,
                       const Verdict *verdict);

/*
 * Tells one location, also one without a verdict: why it escapes, or why not and where its edges stop.
 * Never NULL.
 */
Story *explain_location(const ExplainConfig *config, const PackageIR *ir, const EscapeResult *result,
                        const Batch *batch, const Location *location);

/* "f1", "(*T).M", of an instance the name of the generic function. */
const char *func_source_name(Arena *arena, const Func *func);
/* Whether it is an init function of the source; gc numbers them: init.0, init.1. */
bool func_is_init(const Func *func);
/* True when an allocating expression takes the value of the variable: an edge says so, or it is the operand. */
bool location_reads(const Location *site, const Location *variable);

/* What prose and pictures call a location: "i", "result of f1", "the slice literal", "the closure", "heap". */
const char *location_name(const ExplainConfig *config, const Location *location);
/* Its type as Go writes it ("*int"), "" without. */
const char *location_type(const ExplainConfig *config, const PackageIR *ir, const Location *location);
/* Where it really lives and what it costs; measured by tests/cost. */
Room location_room(const ExplainConfig *config, const Location *location);
/* The same in short; `bytes` may be NULL. */
Placement location_placement(const ExplainConfig *config, const Location *location, int64_t *bytes);
/* An edge in a few words for a picture: "address of", "assigned", "returned", "passed". */
const char *edge_text(const ExplainConfig *config, const Edge *edge);
/* The size class that the allocator rounds `bytes` up to. gc: internal/runtime/gc/sizeclasses.go. */
int64_t size_class(int64_t bytes);
/* What an object takes from the heap: its size class, with the header that large objects with pointers have; without
 * pointers and below 16 bytes its share of a block of 16. gc: runtime/malloc.go. */
int64_t heap_bytes(const GoVersion *go, int64_t bytes, bool pointers);

#endif
