/*
 * Check: does an answer hold? The analyser decides, at run time, on the program in hand; the words of the
 * lesson's author are only compared with it (`learn --check`).
 */
#ifndef LESSONS_CHECK_H
#define LESSONS_CHECK_H

#include "lessons/facts.h"
#include "lessons/lesson.h"

/* What the answer to a prediction came to. */
typedef enum Outcome {
    OUTCOME_RIGHT,
    OUTCOME_WRONG,
    OUTCOME_UNCLEAR /* could not be understood; counts as nothing */
} Outcome;

/* What is said of one name. */
typedef enum RemarkKind {
    REMARK_RIGHT, /* named, and it lives on the heap */
    REMARK_WRONG, /* named, but it does not */
    REMARK_OPEN,  /* gc's verdict and the place differ, or the place is decided at run time: either answer is good */
    REMARK_MISSED /* lives on the heap, and was not named */
} RemarkKind;

typedef struct Remark {
    RemarkKind kind;
    const Subject *item;
    const char *name; /* as facts_item_name gives it */
} Remark;

typedef struct Grade {
    Outcome outcome;
    const char *unclear; /* why not understood */
    VEC(Remark) remarks; /* in source order */
    int right, wrong, missed;
} Grade;

/* Grades "i, s" or "nothing". */
Grade grade_prediction(Arena *arena, const Facts *facts, const char *answer);

/* Returns a grade that names all that lives on the heap: what a reader who gives up is shown. */
Grade grade_solution(Arena *arena, const Facts *facts);

typedef enum FailKind {
    FAIL_HEAP,     /* lives on the heap, and should not */
    FAIL_NOT_HEAP, /* should live on the heap, and does not */
    FAIL_PLACE,    /* lives elsewhere */
    FAIL_GONE,     /* there is nothing of that name */
    FAIL_SEVERAL,  /* the name means several things */
    FAIL_TEXT      /* the program does not hold the text */
} FailKind;

/* What a claim lacks; item NULL where none is concerned. */
typedef struct Failing {
    const Claim *claim;
    const Subject *item;
    const char *name; /* "i" */
    FailKind kind;
} Failing;
typedef VEC(Failing) FailingVec;

/* Returns what of the element's claims does not hold for the program; empty: all do. */
FailingVec claims_failing(Arena *arena, const Facts *facts, const Element *element);

/* Proves all that a lesson claims; adds what is wrong to `problems`. Returns how many claims it looked at. */
int lesson_prove(Arena *arena, const FactsConfig *config, const Lesson *lesson, ProblemVec *problems);

/* True when `text` holds `part`, spaces and line breaks not counted. */
bool program_keeps(const char *text, const char *part);

#endif
