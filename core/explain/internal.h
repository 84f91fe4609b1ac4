/* What the files of core/explain share. Included only from this folder. */
#ifndef CORE_EXPLAIN_INTERNAL_H
#define CORE_EXPLAIN_INTERNAL_H

#include "core/explain/story.h"

/* One run over a package. */
typedef struct Teller {
    const ExplainConfig *config;
    Arena *arena;
    const PackageIR *ir;
    const EscapeResult *result;
    const Batch *batch; /* of the location under consideration */
} Teller;

/* ---- phrases.c: every sentence stands in phrases.def, nowhere else ---- */
typedef enum Phrase {
#define PHRASE(id, english) PHRASE_##id,
#include "core/explain/phrases.def"
#undef PHRASE
    PHRASE_COUNT
} Phrase;
/* Returns the phrase with its %1 … %4 replaced by the strings that follow. */
const char *say(const ExplainConfig *config, Phrase phrase, const char *a, const char *b, const char *c, const char *d);
/* Returns "1 byte", "24 bytes". */
const char *say_bytes(const ExplainConfig *config, int64_t bytes);

/* ---- extent.c: where things stand in the source ---- */
typedef struct Extent {
    Pos pos;
    int length; /* bytes up to the end of the node or of its line, at least 1 */
} Extent;
/* The source text of a node: its expression when it has one, else the name or the token at its position. */
Extent extent_of_node(const Teller *t, const Node *node);
Extent extent_of_name(const Teller *t, Pos pos, const char *name);
/* The same as text, "" when there is none or it has several lines. */
const char *source_text_of(const Teller *t, const Node *node);
const char *source_text_of_expr(const Teller *t, const Expr *e);
int line_of_pos(const Teller *t, Pos pos);

/* ---- names.c ---- */
/* "f1", "(*T).M", "the function literal at line 7", as a sentence names a function. */
const char *func_name_text(const ExplainConfig *config, const Func *func);
/* A node as gc prints it; as the source has it where gc's text has names of the compiler's own. */
const char *prose_text(const Teller *t, const Node *n);
/* What a parameter of a function is called, receiver first; "" when it has no name. */
const char *param_name(const Object *function, int index);
/* How the callee of a call is named: "Println", of another package "fmt.Println". */
const char *callee_text(const Teller *t, const Node *call, const Object *callee);
bool location_is_heap(const Location *location);
/* A variable that the program declares and names. */
bool location_is_named_var(const Location *location);
/* A variable of the compiler's own. */
bool location_is_made_var(const Location *location);

/* The batch that a location is in; NULL: none of this result. */
const Batch *batch_of(const EscapeResult *result, const Location *location);

/* ---- hops.c: paths in words ---- */
HopVec hops_of(const Teller *t, const EscapePath *path);
/* One edge in words; `first`: it stands at the thing itself, which `from` names. */
const char *hop_text(const Teller *t, const Edge *edge, bool first, const char *from);
/* Edge b goes on where edge a came to a place without a name: what both do, as one. */
const Edge *join_edges(const Teller *t, const Edge *a, const Edge *b);
/* "what p points to", "what s holds": what is behind a location called `name` after so many dereferences. */
const char *content_text(const ExplainConfig *config, const Location *location, int derefs, const char *name);

/* ---- path.c: what the path says ---- */
/* The note that says what the edge does: the outermost one. NULL without notes. */
const Note *edge_action(const Edge *edge);
Why edge_why(const Edge *edge);
/* The cause that a path names, and a second one. */
Cause cause_of_path(const Location *location, const EscapePath *path, Cause *also);
/* The edge that decides: the path's last one, or, when its root only escapes because of something else, that of the
 * root's own path. *from is the location whose path it ends. */
const Edge *deciding_edge(const Location *location, const EscapePath *path, const Location **from);
Cause cause_of_force(Why forced);
/* The edge to the heap is that of a receiver bound in a method value. */
bool edge_binds_method(const Edge *edge);
/* The cause of the last edge when it ends at the heap. */
Cause cause_of_sink(const Edge *edge);

/* ---- sizes.c ---- */
/* Why nothing is allocated, as a clause. */
const char *spared_text(const Teller *t, Spared spared);
/* The variable that stands in the source where gc took the constant that it always holds; NULL: none does. */
const char *replaced_text(const Teller *t, const Node *conversion);
/* A sentence about such a variable as the length of a make; NULL without. */
const char *replaced_length(const Teller *t, const Node *n);
/* Why a size rule puts it on the heap; and why it is there though nothing keeps it. */
const char *why_size(const Teller *t, const Story *story);
const char *why_heap_anyway(const Teller *t, const Story *story);

/* ---- stops.c ---- */
/* What stays: where it goes, and what would take it to the heap. */
void tell_stops(const Teller *t, Story *story);

/* ---- silent.c ---- */
typedef VEC(Location *) LocationVec;
/* What a function does that may allocate, and that has no location in the graph. */
LocationVec silent_sites(const Teller *t, Func *func);

/* ---- tell.c: the words of one story ---- */
void tell_heap(const Teller *t, Story *story, const EscapePath *path);
void tell_stack(const Teller *t, Story *story);
void tell_param(const Teller *t, Story *story);
void tell_other(const Teller *t, Story *story);
/* The type that a call was devirtualized to; NULL: it was not. */
const char *devirtualized_type(const Teller *t, const Verdict *verdict);
void tell_cost(const Teller *t, Story *story);
void mark_declaration(const Teller *t, Story *story);
void mark_hops(const Teller *t, Story *story);

#endif
