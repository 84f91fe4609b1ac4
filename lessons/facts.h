/*
 * Facts: what the analyser says of one program of a lesson, as a list of items: each named variable of a
 * function and each place that may allocate, with where it really lives and the story behind it.
 */
#ifndef LESSONS_FACTS_H
#define LESSONS_FACTS_H

#include "core/analysis.h"
#include "core/explain/story.h"

typedef struct Subject {
    const char *name; /* "i", "make([]int, n)": as gc's messages write it */
    const char *func; /* "f", "T.M"; of a function literal the function around it */
    int line, column;
    Placement placement;
    bool escapes; /* gc's verdict; not the same as placement */
    const Story *story;
} Subject;

typedef struct Facts {
    Arena *arena; /* as long-lived as the facts */
    Analysis *analysis;
    const PackageResult *result; /* NULL with `error` */
    const char *text;            /* the program */
    const char *error;           /* the first message when the program is wrong; NULL when it is right */
    int error_line;              /* 0: concerns the whole program */
    VEC(Subject) items;          /* in source order */
    const char *locale;          /* of what is told of them; NULL: English */
} Facts;

typedef struct FactsConfig {
    World *world;
    const char *name;   /* file name to print */
    const char *locale; /* NULL: English */
    const volatile bool *interrupted;
} FactsConfig;

/* Analyses a program. Never NULL; release with facts_free. */
Facts *facts_new(const FactsConfig *config, const char *text);
void facts_free(Facts *facts);

/* Appends gc's lines "4:2: moved to heap: i", without the file's name, each with its newline. */
void facts_gc_lines(const Facts *facts, StrBuf *out);
/* The same of a correct program under -m=2, where flows are printed too. */
void facts_flow_lines(const FactsConfig *config, const char *text, StrBuf *out);

/* What a name means. */
typedef struct Found {
    VEC(const Subject *) items; /* empty: nothing of that name */
    bool several;               /* more than one, where one is meant */
} Found;

/*
 * Looks a name up: "i", "f.i", "i@4", "make([]int, n)", the beginning of a site's text ("make"), a line "4" or
 * a place "4:7". Exact names win over beginnings. "&i" means i. Found lives in `arena`.
 */
Found facts_find(const Facts *facts, Arena *arena, const char *name);

/* Returns the name that tells the item from all others: "i", "f.i", "i@4". Lives in `arena`. */
const char *facts_item_name(const Facts *facts, Arena *arena, const Subject *item);

#endif
