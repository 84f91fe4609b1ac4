/*
 * Advise: for each allocation an edit of the source that avoids it: all places, callers too. What is proposed
 * type-checks and was analysed again, and costs less; what would change of the program's behaviour is named. No
 * proposal is better than one that does not compile.
 */
#ifndef CORE_STUDY_ADVISE_H
#define CORE_STUDY_ADVISE_H

#include "core/analysis.h"
#include "core/explain/story.h"
#include "core/study/edit.h"

/* One file as it would be. */
typedef struct AdvisedFile {
    const char *name;
    const char *before;
    const char *after;
} AdvisedFile;

typedef struct Advice {
    const Story *story;            /* what it avoids */
    VEC(const Story *) also;       /* allocations that the same edit avoids */
    const char *title;             /* "return i itself: func f1() int" */
    const char *change;            /* of behaviour: "callers get a copy"; NULL: none */
    const char *outcome;           /* "analysed again: i stays on the stack" */
    int sites_before, sites_after; /* that allocate, or may, of the whole package */
    VEC(AdvisedFile) files;        /* those that change */
} Advice;
typedef VEC(Advice *) AdviceVec;

typedef struct AdviseConfig {
    Arena *arena;
    Analysis *analysis;          /* with keep_graph */
    const PackageResult *result; /* one of its packages */
    const char *locale;
    bool simple; /* only what is quick to find: for `explain` */
} AdviseConfig;

/* Proposes for the stories given; in their order, each edit once. How many edits are tried depends on the size of the
 * package; *complete is false when some stories were left out for that. */
AdviceVec advise(const AdviseConfig *config, const StoryVec *stories, bool *complete);

#endif
