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
int line_of_pos(const Teller *t, Pos pos);

/* ---- names.c ---- */
/* "f1", "(*T).M", "the function literal at line 7", as a sentence names a function. */
const char *func_name_text(const ExplainConfig *config, const Func *func);
/* How the callee of a call is named. */
const char *callee_text(const Teller *t, const Node *call, const Object *callee);
bool location_is_heap(const Location *location);
/* A variable that the program declares and names. */
bool location_is_named_var(const Location *location);

/* The batch that a location is in; NULL: none of this result. */
const Batch *batch_of(const EscapeResult *result, const Location *location);

/* ---- path.c: what the path says ---- */
/* The note that says what the edge does: the outermost one. NULL without notes. */
const Note *edge_action(const Edge *edge);
HopVec hops_of(const Teller *t, const EscapePath *path);
/* The cause that a path names, and a second one. */
Cause cause_of_path(const Location *location, const EscapePath *path, Cause *also);
/* The edge that decides: the path's last one, or, when its root only escapes because of something else, that of the
 * root's own path. *from is the location whose path it ends. */
const Edge *deciding_edge(const Location *location, const EscapePath *path, const Location **from);
Cause cause_of_force(Why forced);
/* The cause of the last edge when it ends at the heap. */
Cause cause_of_sink(const Edge *edge);

/* ---- silent.c ---- */
typedef VEC(Location *) LocationVec;
/* What a function does that may allocate, and that has no location in the graph. */
LocationVec silent_sites(const Teller *t, Func *func);

/* ---- tell.c: the words of one story ---- */
void tell_heap(const Teller *t, Story *story, const EscapePath *path);
void tell_stack(const Teller *t, Story *story);
void tell_param(const Teller *t, Story *story);
void tell_other(const Teller *t, Story *story);
void tell_cost(const Teller *t, Story *story);
void mark_declaration(const Teller *t, Story *story);
void mark_hops(const Teller *t, Story *story);

#endif
