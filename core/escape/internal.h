/*
 * What the files of core/escape share. Included only from this folder.
 *
 *   escape       the package: batches in order            heap_reason  sizes that force a location to the heap
 *   graph        locations, holes, edges                  literals     constants that stand for variables (1.26+)
 *   build_expr   expressions   build_stmt  statements     solve        the walks, what outlives what
 *   build_call   calls         build_arg   parameters     leaks        where parameters leak to
 *   build_assign assignments   build_go    go and defer   verdict      gc's lines in gc's order
 *   self_assign  assignments that change nothing          explain_lines what -m=2 adds
 *   callees      which functions a variable may hold      path         chains of edges, for later stages
 */
#ifndef CORE_ESCAPE_INTERNAL_H
#define CORE_ESCAPE_INTERNAL_H

#include "core/base/map.h"
#include "core/escape/graph.h"

/* Nesting that is still analysed; deeper input is refused. */
#define BUILD_DEPTH_MAX 20000

/* What an edge tells beyond gc's notes; see struct Edge. Immutable once in a hole. */
typedef struct Origin {
    Node *call;
    const Object *callee;
    const Func *literal;
    int param;
    Node *target;
    Why sink;
    bool settled; /* the store is known; calls that only hand the value on do not replace it */
} Origin;

/* Where the value of an expression goes: `dst = *…* expression`. gc: escape/graph.go hole. */
typedef struct Hole {
    Location *dst;
    Note *notes;
    const Origin *origin; /* NULL: nothing to tell */
    int derefs;           /* >= -1 */
    bool addrtaken;       /* the context takes the address, whether it is kept or not */
} Hole;

/* Where the results of a call go, one hole for each. A NULL pointer to it: the results are not used. */
typedef struct Holes {
    int len;
    const Hole *at;
} Holes;

typedef VEC(Var *) CalleeVec;

/* A literal and the hole of its record. */
typedef struct ClosureUse {
    Hole hole;
    Node *closure;
} ClosureUse;

typedef enum FuncStage { FUNC_NOT_SEEN, FUNC_IN_BATCH, FUNC_TAGGED } FuncStage;

/* What the analysis knows of a function. */
typedef struct FuncFacts {
    FuncStage stage;
    bool results_lost;    /* a literal that is called where its results are not followed */
    bool called_directly; /* a literal called where it is written (1.19) */
} FuncFacts;

typedef enum LabelKind { LABEL_FORWARD = 1, LABEL_LOOP } LabelKind;

typedef struct Escape {
    const EscapeConfig *config;
    const GoVersion *go;
    PackageIR *ir;
    EscapeResult *result;
    Arena *arena; /* as long-lived as the result */
    Arena *scratch;
    Map *facts;       /* Func* -> FuncFacts* */
    Map *assignments; /* outermost Func* -> Map of Var* -> assignments; see callees.c */
    bool wants_notes;
    bool wants_origins;
    bool explains;    /* -m=2 */
    int result_limit; /* results that tags tell of */

    Batch *batch;
    VEC(ClosureUse) closures;
    int trace_generation;

    /* The function whose body is being walked. */
    Func *func;
    int loop_depth;
    StrMap *labels; /* name -> LabelKind* */
    int depth;
} Escape;

/* ---- escape.c ---- */
FuncFacts *func_facts(Escape *e, const Func *func);
/* True while the function's body belongs to the batch: flows go to its parameters themselves, there is no tag yet. */
bool func_in_batch(Escape *e, const Func *func);
void walk_func(Escape *e, Func *func);

/* ---- graph.c ---- */
Hole hole_of(Location *location);
/* The heap; sink: what kind of store, WHY_NONE when the notes tell. */
Hole heap_hole(Escape *e, Why sink);
Hole mutator_hole(Escape *e);
Hole callee_hole(Escape *e);
Hole discard_hole(Escape *e);
Hole hole_note(Escape *e, Hole k, Node *where, Why why);
Hole hole_shift(Hole k, int delta);
Hole hole_deref(Escape *e, Hole k, Node *where, Why why);
Hole hole_addr(Escape *e, Hole k, Node *where, Why why);
/* Through a type assertion to `type`. */
Hole hole_dot_type(Escape *e, Hole k, Type *type, Node *where, Why why);
/* The hole with another origin. */
Hole hole_sink(Escape *e, Hole k, Why sink);
/* A store to `target`, when it goes to the heap. */
Hole hole_target(Escape *e, Hole k, Node *target);
Hole hole_argument(Escape *e, Hole k, Node *call, int param);
/* `callee`: a declared function, or a literal that is known to be called. */
Hole hole_callee(Escape *e, Hole k, const Var *callee, int param);
/* The hole as the result of a call that hands its argument on. */
Hole hole_settle(Escape *e, Hole k);
/* One hole that flows into all of these. */
Hole hole_tee(Escape *e, const Hole *holes, int n);
/* A hole that flows into k some time later. */
Hole hole_later(Escape *e, Hole k);
/* A new location for n (NULL: a temporary), in the function being walked. */
Location *location_new(Escape *e, Node *n, bool persists);
Location *location_of_var(Escape *e, Var *var);
bool location_is_class(const Location *location, VarClass class);
/* The location of an expression that allocates: its address goes to k; returns the hole for its contents. */
Hole spill(Escape *e, Hole k, Node *n);
void flow(Escape *e, Hole k, Location *src);
/* Sets Location.outgoing of a built batch in order of creation. */
void link_outgoing(Batch *batch);

/* ---- build_expr.c ---- */
/* False when a value of the type can carry no pointer. */
bool type_flows(Type *type);
bool type_is_uintptr(Type *type);
bool type_is_unsafe_pointer(Type *type);
void build_expr(Escape *e, Hole k, Node *n);
/* Without n's initial statements. */
void build_expr_only(Escape *e, Hole k, Node *n);
void build_discard(Escape *e, Node *n);
void build_discards(Escape *e, const NodeVec *list);
/* A number in which an unsafe.Pointer may hide. */
void build_unsafe_value(Escape *e, Hole k, Node *n);

/* ---- build_stmt.c ---- */
void build_stmt(Escape *e, Node *n);
void build_stmts(Escape *e, const NodeVec *list);
/* The same, restoring the loop depth. */
void build_block(Escape *e, const NodeVec *list);

/* ---- build_assign.c ---- */
/* The hole for storing into n; evaluates its operands. */
Hole build_addr(Escape *e, Node *n);
void build_assign_heap(Escape *e, Node *src, Why why, Node *where);
void build_assign_list(Escape *e, Node *const *dsts, int dst_count, Node *const *srcs, int src_count, Why why,
                       Node *where);
void mark_reassigned(const Hole *ks, int n, const Node *where);
bool is_reflect_header_data(const Node *n);

/* ---- self_assign.c ---- */
bool is_self_assign(const Node *dst, const Node *src);

/* ---- build_call.c, build_arg.c ---- */
/* Makes the slice of a variadic call, unless the lowering did. */
void fix_variadic_call(Escape *e, Node *call);
void build_call(Escape *e, const Holes *ks, Node *call);
/* The hole for the param-th argument (receiver first) of a call of one of the callees. */
Hole argument_hole(Escape *e, const Holes *ks, const CalleeVec *callees, int param, const Node *call);
Hole tag_hole(Escape *e, const Holes *ks, Var *callee, int param);
/* Keeps what a uintptr argument was made from, for callees that want so. */
void rewrite_argument(Escape *e, Node *arg, Node *call, const CalleeVec *callees);
/* A new temporary that holds expr, declared and assigned in init. */
Var *copy_to_temp(Escape *e, Pos pos, Node *expr, NodeVec *init);

/* ---- callees.c ---- */
/* The function that a callee expression names, NULL when it names none. */
Var *static_callee(const Node *n);
/* Appends all functions that the callee of the call may be; none: unknown. */
void find_callees(Escape *e, Node *call, CalleeVec *out);
unsigned callee_pragma(const Var *callee);

/* ---- build_go.c ---- */
void build_go_defer(Escape *e, Node *n);

/* ---- literals.c, heap_reason.c ---- */
void rewrite_with_literals(Escape *e, const Func *func, Node *n);
/* Returns what an expression of func always holds, as a walk over the outermost function shows it: nothing is known
 * of the locals of a literal that dead locals removed from there. gc: escape/escape.go reassignOracle. */
Node *known_value(const Func *func, Node *n);
/* Why the location must be on the heap whatever flows where, WHY_NONE when nothing says so. */
Why heap_alloc_reason(const Escape *e, const Node *n);

/* ---- solve.c ---- */
void solve(Escape *e);
/* What is stored in l may be there when `other`, were it in a frame, is gone. */
bool outlives(Escape *e, const Location *l, const Location *other);

/* ---- leaks.c ---- */
ParamTag leaks_none(void);
void leaks_add(int16_t *slot, int derefs);
void leaks_add_result(ParamTag *leaks, int result, int derefs);
/* Drops flows that the one to the heap makes needless. */
void leaks_optimize(ParamTag *leaks);
/* Records the tags of the function's parameters and reports them. */
void tag_params(Escape *e, Func *func);
const ParamTag *callee_tag(const Var *callee, int param);

/* ---- verdict.c ---- */
Verdict *report(Escape *e, VerdictKind kind, Pos pos, Func *func, Node *node, const char *text);
void report_locations(Escape *e);
const char *func_text(Escape *e, const Func *func);

/* ---- explain_lines.c ---- */
void explain_line(Escape *e, Pos pos, const char *text);
void explain_escape(Escape *e, const Location *location);
void explain_leak(Escape *e, const Location *param, const Location *sink, int derefs);
void explain_flow(Escape *e, Pos pos, const Edge *edge);
void explain_path(Escape *e, const Location *src, const EscapePath *path, bool cycle);
void explain_capture(Escape *e, const Var *var, const Location *location);

/* ---- ways.c ---- */
/* Counts the ways of all that escapes, and keeps the shortest as its path. After solve. */
void count_ways(Escape *e);

/* ---- path.c ---- */
enum { PSEUDO_LOCATIONS = 4 };
/* A number for each location of a batch, the pseudo locations last. */
int place_in_batch(const Batch *batch, const Location *location);
/* The chain that the current walk found from src to its root; *cycle: it ran into itself and was cut. */
EscapePath *trace_path(Escape *e, Arena *arena, const Location *root, Location *src, bool *cycle);
/* Notes how the location came to escape. */
void record_escape(Escape *e, Location *location, Location *root, EscapePath *path);

#endif
