/*
 * Markdown: a CommonMark text as a flat list of blocks, in reading order, ready to be shown: headings,
 * paragraphs made of spans, code. Lists and quotes are paragraphs with an indentation and a bullet.
 * HTML (comments, <details>) is left out. The only file that calls libcmark.
 */
#ifndef LESSONS_MARKDOWN_H
#define LESSONS_MARKDOWN_H

#include <stdbool.h>

#include "core/base/vec.h"

/* How a span of text is meant; the host chooses what that looks like. */
typedef enum Tone {
    TONE_PLAIN,
    TONE_STRONG,
    TONE_EMPHASIS,
    TONE_CODE,
    TONE_DIM,
    TONE_RIGHT,
    TONE_WRONG,
    TONE_HEAP,
    TONE_STACK
} Tone;

typedef struct Span {
    Tone tone;
    const char *text; /* without newlines, but for hard line breaks */
} Span;
typedef VEC(Span) SpanVec;

typedef enum PassageKind {
    PASSAGE_PARAGRAPH,
    PASSAGE_HEADING,
    PASSAGE_CODE,    /* shown as it is */
    PASSAGE_PROGRAM, /* Go, shown with line numbers; never made by markdown_read */
    PASSAGE_RULE
} PassageKind;

typedef struct Passage {
    PassageKind kind;
    int line;           /* 1-based, in the Markdown text; 0: made by the program */
    int level;          /* of headings, 1 to 6; of programs the number of the first line, 0: 1 */
    int indent;         /* columns */
    const char *bullet; /* "• ", "2. "; NULL without */
    bool tight;         /* follows the block before it without an empty line */
    SpanVec spans;      /* paragraphs and headings */
    const char *text;   /* code, ends with a newline unless empty */
    const char *info;   /* of fenced code; "" without */
} Passage;
typedef VEC(Passage) PassageVec;

/* Never fails: every text is Markdown. Bytes that are no UTF-8 become U+FFFD. */
PassageVec markdown_read(Arena *arena, const char *text, size_t length);

/* Returns the text of spans without their tones. */
const char *spans_text(Arena *arena, const SpanVec *spans);

/* Splits plain text at `backquotes` into spans; newlines become spaces. `tone`: of what is not code. */
SpanVec spans_of(Arena *arena, const char *text, Tone tone);

#endif
