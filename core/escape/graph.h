/*
 * The flow graph that everything else reads: locations (variables and allocation sites), edges with
 * dereference counts and the notes that say why, the solved attributes, and the verdicts in gc's order.
 * What escape/ solved is what viz/ draws and explain/ tells; nobody recomputes it.
 *
 *     p = &q   edge q -> p, derefs -1      p = q   0      p = *q   1      p = **q   2
 *
 * gc: escape/graph.go, escape/solve.go, escape/leaks.go.
 */
#ifndef CORE_ESCAPE_GRAPH_H
#define CORE_ESCAPE_GRAPH_H

#include "core/base/diag.h"
#include "core/ir/ir.h"

typedef struct Location Location;
typedef struct Edge Edge;
typedef struct Note Note;
typedef struct Batch Batch;
typedef struct Verdict Verdict;
typedef struct Line Line;

/* Why an edge exists: innermost first when printed. gc: escape/graph.go note; WHY values: facts 4.2. */
typedef enum Why {
    WHY_NONE,
    WHY_ASSIGN,               /* assign */
    WHY_ASSIGN_PAIR,          /* assign-pair */
    WHY_ASSIGN_PAIR_DOT_TYPE, /* assign-pair-dot-type */
    WHY_ASSIGN_PAIR_MAPR,
    WHY_ASSIGN_PAIR_RECEIVE,
    WHY_RETURN,
    WHY_CALL_PARAMETER,
    WHY_ADDRESS_OF,
    WHY_INDIRECTION,
    WHY_DOT,
    WHY_DOT_OF_POINTER,
    WHY_FIXED_ARRAY_INDEX_OF,
    WHY_SLICE,
    WHY_SPILL,
    WHY_INTERFACE_CONVERTED,
    WHY_SLICE_LITERAL_ELEMENT,
    WHY_ARRAY_LITERAL_ELEMENT,
    WHY_STRUCT_LITERAL_ELEMENT,
    WHY_MAP_LITERAL_KEY,
    WHY_MAP_LITERAL_VALUE,
    WHY_KEY_OF_MAP_PUT,
    WHY_SEND,
    WHY_RANGE,
    WHY_RANGE_DEREF,
    WHY_SWITCH_CASE,
    WHY_SLICE_TO_ARRAY,
    WHY_APPENDEE_SLICE,
    WHY_APPENDED_SLICE,
    WHY_COPIED_SLICE,
    WHY_REFERENCE,
    WHY_CAPTURED, /* captured by a closure */
    WHY_CALLEE_OPERAND,
    WHY_CONVERSION_TO_UNSAFE_POINTER,
    WHY_UINTPTR_ESCAPES,
    WHY_REFLECT_HEADER_DATA,
    WHY_TOO_LARGE, /* too large for stack */
    WHY_TOO_ALIGNED,
    WHY_NON_CONSTANT_SIZE,
    WHY_ZERO_SIZED_ELEMENT,
    WHY_PANIC, /* not printed by gc: names a sink for the explanation only */
    WHY_APPEND_ELEMENT,
    WHY_UNKNOWN_CALL,
    WHY_INTERFACE_METHOD,
    WHY_GO_STATEMENT,
    WHY_DEFER_IN_LOOP,
    WHY_COUNT
} Why;

struct Note {
    Note *next;  /* the note attached before it (further out) */
    Node *where; /* expression or statement of "from EXPR (WHY) at POS" */
    Why why;
};

struct Edge {
    Location *src;
    Location *dst;
    int derefs; /* >= -1; -1 means the address of src */
    Note *notes;
    /* What the explanation needs beyond gc's notes; NULL where it does not apply. */
    Node *call;           /* the call whose argument this is */
    const Object *callee; /* a function already analysed whose tag made this edge; with param the parameter's index */
    const Func *literal;  /* the same for a function literal */
    int param;            /* receiver first */
    Why sink;             /* for an edge to the heap: what kind of store */
    Node *target;         /* for an edge to the heap: what the statement stores to, as far as it says */
    Edge *next_out;       /* next edge with the same src, in order of creation */
};

enum {
    ATTR_ESCAPES = 1,  /* its address outlives its frame: it lives on the heap */
    ATTR_PERSISTS = 2, /* its storage cannot be reused between statements or iterations */
    ATTR_MUTATES = 4,
    ATTR_CALLS = 8
};

/* How something gets out. */
typedef struct Ways {
    int count;                         /* edges by which it does */
    const struct EscapePath *shortest; /* NULL: none */
} Ways;

struct Location {
    Node *node;       /* NULL for pseudo locations; NODE_NAME for a variable, otherwise the site */
    Var *var;         /* of a variable */
    Func *func;       /* where it lives; NULL for heap, mutator, callee, blank */
    int loop_depth;   /* at its declaration; 1 is outside every loop */
    int result_index; /* 1-based for results, 0 otherwise */
    int index;        /* in Batch.locations, order of creation */
    unsigned attributes;
    bool captured;
    bool reassigned;
    bool addrtaken;
    bool is_param; /* leaks are recorded */
    bool is_temp;  /* anonymous: {temp} */
    VEC(Edge *) incoming;
    Edge *outgoing; /* first, for walking forwards; filled after building */
    Edge *stops;    /* arguments of calls that keep nothing: edges to nowhere, linked by next_out */
    ParamTag leaks; /* of parameters: known is always true */

    /* How it came to escape: filled when ATTR_ESCAPES is set. */
    Location *escape_root; /* the root whose walk decided; the heap for a direct flow */
    Edge *escape_path;     /* first edge on the path from here towards the root; then dst->... see path_of */
    struct EscapePath
        *path;       /* the chain of edges from this location to the root, copied at the moment of the decision */
    Ways ways;       /* by which its address gets to what outlives it */
    Ways *leak_ways; /* of parameters: by which the value gets to the heap, then to each result */
    Why forced;      /* WHY_TOO_LARGE … when a size rule decided, WHY_NONE otherwise */

    /* Scratch of one walk (solve.c); meaningless between walks. */
    int walk_generation;
    int derefs;      /* fewest on any path to the walk's root, >= -1 */
    Edge *walk_edge; /* first edge on that path */
    bool queued_all;
    bool queued_one;
    int trace_generation; /* of the last explanation that passed here */
};

/* A chain of edges, from a value to a root. */
typedef struct EscapePath {
    int len;
    Edge **edges; /* edges[0]->src is the value, edges[len-1]->dst the root */
    int derefs;
} EscapePath;

/* One group of functions analysed together. gc: escape/escape.go batch. */
struct Batch {
    FuncVec funcs; /* with their literals, in gc's order */
    bool recursive;
    VEC(Location *) locations;
    VEC(Node *) closures; /* in order of creation */
    Location heap, mutator, callee, blank;
};

typedef enum VerdictKind {
    VERDICT_MOVED,         /* moved to heap: X */
    VERDICT_ESCAPES,       /* EXPR escapes to heap */
    VERDICT_STAYS,         /* EXPR does not escape */
    VERDICT_LEAKS,         /* leaking param: P */
    VERDICT_LEAKS_CONTENT, /* leaking param content: P */
    VERDICT_LEAKS_RESULT,  /* leaking param: P to result R level=N */
    VERDICT_PARAM_STAYS,   /* P does not escape */
    VERDICT_SELF_ASSIGNMENT,
    VERDICT_ZERO_COPY,
    VERDICT_DEVIRTUALIZED, /* also partially, cannot devirtualize */
    VERDICT_BOUNDS,        /* index bounds check elided */
    VERDICT_UINTPTR,       /* assuming … unsafe uintptr, marking … as escaping uintptr */
    VERDICT_OTHER
} VerdictKind;

struct Verdict {
    VerdictKind kind;
    Pos pos;
    const char *text;   /* gc's words, without position */
    Location *location; /* NULL for those without */
    Func *func;         /* the function it stands in */
    Node *node;
    int result; /* VERDICT_LEAKS_RESULT: 0-based */
    int derefs; /* of leaks: gc's level */
};

/* What gc prints, in its order; with -m=2 the explanations stand between the verdicts. */
struct Line {
    Pos pos;
    const char *text;       /* without position; may begin with spaces (-m=2) */
    const Verdict *verdict; /* NULL: a line of an explanation */
};

typedef struct EscapeConfig {
    Arena *arena; /* graph and verdicts live here */
    Arena *scratch;
    const GoVersion *go;
    SourceSet *sources;
    const Universe *universe;
    int level;       /* 1: -m, 2: -m=2; 0: no lines are wanted, only tags (imported packages) */
    bool keep_graph; /* keep locations, edges and paths for explanation and pictures */
    const char *dir; /* the folder that names of files in lines are relative to; NULL: the working directory */
} EscapeConfig;

typedef struct EscapeResult {
    VEC(Line) lines; /* in gc's order */
    VEC(Verdict *) verdicts;
    VEC(Batch *) batches; /* when keep_graph */
} EscapeResult;

/* Analyses all functions of the package bottom-up; fills Func.tags and, of declared functions, the FuncInfo.tags that
 * importers read. Passes have run. gc: escape/escape.go Funcs. */
void escape_package(const EscapeConfig *config, PackageIR *ir, EscapeResult *result);
/* Analyses a function that was made after the others: one of ir->late, ir->last. */
void escape_late(const EscapeConfig *config, PackageIR *ir, Func *func, EscapeResult *result);

/* Appends "index bounds check elided" lines, and analyses ir->late on the way. gc: walk/expr.go. */
void bounds_package(const EscapeConfig *config, PackageIR *ir, EscapeResult *result);

/* gc's word for a WHY ("call parameter"); "" for those gc does not print. */
const char *why_text(Why why);

/* Returns the shortest path from a location to the heap (or, for a parameter, to `root`), NULL when there is none. */
const EscapePath *path_to_heap(Arena *arena, const Batch *batch, const Location *from);
const EscapePath *path_between(Arena *arena, const Batch *batch, const Location *from, const Location *root);

#endif
