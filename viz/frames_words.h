/* The sentences of the steps, and nowhere else. Included only from this folder. */
#ifndef VIZ_FRAMES_WORDS_H
#define VIZ_FRAMES_WORDS_H

#include <stdbool.h>

#include "core/base/vec.h"
#include "viz/theme.h"

enum { NAMES_MAX = 7, MARKS_MAX = 8 };

/* Where sentences live, and in which language they are. */
typedef struct Words {
    Arena *arena;
    const char *locale;
} Words;

/* Names for an enumeration; the first ones are kept, the rest is counted. */
typedef struct NameList {
    Arena *arena;
    VEC(const char *) names;
    int more;
} NameList;

void name_list_add(NameList *list, const char *name);

/* How many places of a flow graph have each look. */
typedef struct Counts {
    int at[LOOK_COUNT];
} Counts;

/* Why a walk starts at its root. */
typedef enum RootKind { ROOT_HEAP, ROOT_RESULT, ROOT_ESCAPED, ROOT_OTHER } RootKind;

/* One arrow of a walk, against its direction. */
typedef struct Walk {
    const char *root;
    RootKind kind;
    const char *func; /* of a result */
    const char *at;   /* the value that the walk comes to */
    int derefs;       /* -1: with its address */
    bool first;
    bool last;
} Walk;

const char *words_of_beginning(const Words *words, const char *subject);
const char *words_of_places(const Words *words, const char *func, const NameList *names);
/* `reason`: what makes the edge; `place` may be "". */
const char *words_of_edge(const Words *words, const char *subject, const char *to, const char *reason,
                          const char *place);
/* What of a value flows: its address, itself, or what is behind it. */
const char *words_of_flow(const Words *words, const char *name, int derefs);
const char *words_of_walk(const Words *words, const Walk *walk);
const char *words_of_verdict(const Words *words, const char *headline, const char *why);
const char *words_of_rest(const Words *words, const char *func, const NameList *names);
const char *words_of_end(const Words *words, const char *subject, const Counts *counts);
const char *words_of_group(const Words *words, const char *title, const NameList *names);
const char *words_of_arrow(const Words *words, const char *from, const char *to, const char *label);
/* What gc prints for a verdict, "" when it prints nothing; NULL: the step is no verdict. */
const char *words_of_gc(const Words *words, const char *gc);

#endif
