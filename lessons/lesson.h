/*
 * Lesson: one Markdown file as steps. A level-2 heading begins a step; what stands before the first one
 * is the lesson's introduction, a step of its own. A step is a list of elements in reading order. A
 * question (predict, choose, edit, try, reveal) holds the reader until it is answered; what stands behind
 * it in the step is shown afterwards. The format is described for teachers in lessons/README.md.
 */
#ifndef LESSONS_LESSON_H
#define LESSONS_LESSON_H

#include "lessons/markdown.h"

typedef enum ElementKind {
    ELEMENT_TEXT,
    ELEMENT_PROGRAM, /* go: a program to look at */
    ELEMENT_GC,      /* gc: the compiler's lines for the program before it */
    ELEMENT_PICTURE,
    ELEMENT_PREDICT,
    ELEMENT_CHOOSE,
    ELEMENT_EDIT,
    ELEMENT_TRY,
    ELEMENT_REVEAL
} ElementKind;

/* A word of an info string: key=value, or a flag with value "". */
typedef struct Setting {
    const char *key;
    const char *value;
} Setting;

/* A line of an `answer` or `goal` block. */
typedef enum ClaimKind {
    CLAIM_HEAP,     /* exactly these live on the heap */
    CLAIM_STACK,    /* these do live on the stack */
    CLAIM_STATIC,   /* these are static data */
    CLAIM_RUNTIME,  /* of these it is decided at run time */
    CLAIM_NOT_HEAP, /* none of these, if it exists, lives on the heap */
    CLAIM_KEEP      /* the program still holds this text */
} ClaimKind;

typedef struct Claim {
    ClaimKind kind;
    int line;
    VEC(const char *) names; /* empty for "nothing"; of CLAIM_KEEP one text */
} Claim;

typedef struct Choice {
    bool right;
    int line;
    const char *text;
    const char *feedback; /* "" without */
} Choice;

typedef struct Element {
    ElementKind kind;
    int line;
    PassageVec blocks; /* ELEMENT_TEXT */
    const char *body;  /* of the fenced block */
    VEC(Setting) settings;
    VEC(const char *) hints; /* of questions, the gentlest first */
    VEC(Claim) claims;       /* predict: the answer; edit: the goal */
    VEC(Choice) choices;
    const char *question; /* choose: what stands before the first choice, "" without */
    const char *solution; /* edit */
    int solution_line;
} Element;

typedef struct Step {
    const char *id; /* the title in lower case, words joined by "-"; unique in the lesson */
    const char *title;
    int line;
    VEC(Element *) elements;
} Step;

typedef struct Problem {
    int line; /* in the lesson's file */
    const char *text;
} Problem;
typedef VEC(Problem) ProblemVec;

typedef struct Lesson {
    const char *id;   /* "01-stack-and-heap" */
    const char *file; /* as messages name it */
    const char *title;
    VEC(Step *) steps;
    ProblemVec problems; /* of the format; empty when all is well */
} Lesson;

/* Reads a lesson. Never NULL; what is wrong with it is in lesson->problems. */
Lesson *lesson_read(Arena *arena, const char *id, const char *file, const char *text, size_t length);

/* Returns the value of a setting, NULL when the element has none. */
const char *element_setting(const Element *element, const char *key);
bool element_is_question(const Element *element);
/* True when the lesson lets nobody pass without an answer. */
bool element_forbids_skip(const Element *element);
/* Returns the step of that id, -1 when there is none. */
int lesson_find_step(const Lesson *lesson, const char *id);

void problem_add(Arena *arena, ProblemVec *problems, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "heap", "stack" …, as claims and messages write it. */
const char *claim_word(ClaimKind kind);

#endif
