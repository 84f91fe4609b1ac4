/*
 * Terminal: what is known of one output stream, and how text gets onto it: width, colours, UTF-8 or
 * ASCII, wrapped paragraphs.
 *
 * Text is built in a StrBuf first, in UTF-8; terminal_write replaces the few signs that the program
 * itself draws with when the stream's locale has no UTF-8.
 */
#ifndef REPL_TERMINAL_H
#define REPL_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "core/base/strbuf.h"
#include "core/explain/story.h"
#include "repl/options.h"

typedef enum Style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_DIM,
    STYLE_HEAP,
    STYLE_STACK,
    STYLE_STATIC,
    STYLE_RUNTIME,
    STYLE_ERROR,
    STYLE_COUNT
} Style;

typedef enum Background { BACKGROUND_UNKNOWN, BACKGROUND_LIGHT, BACKGROUND_DARK } Background;

typedef struct Terminal {
    FILE *file;
    bool tty;
    bool color;
    int colors;            /* how many the terminal has, as terminfo tells */
    bool ansi;             /* terminfo knows of no colours here: colour, if any, is as nearly all terminals have it */
    Background background; /* which the colours have to stand out from */
    bool utf8;
    int width;          /* columns, at least 20 */
    const char *locale; /* of what is said on it; NULL: English */
} Terminal;

enum { TERMINAL_DEFAULT_WIDTH = 80, TERMINAL_TEXT_WIDTH = 100 };

/* Finds out about a stream; options that were given (--width, --color, --ascii) win. */
Terminal terminal_of(FILE *file, const Options *options);

/* Returns the columns that paragraphs are wrapped at: wide windows are not filled. */
int terminal_text_width(const Terminal *terminal);

/* Appends the text in a style; without colours just the text. */
void terminal_styled(const Terminal *terminal, StrBuf *out, Style style, const char *text);
void terminal_style_on(const Terminal *terminal, StrBuf *out, Style style);
void terminal_style_off(const Terminal *terminal, StrBuf *out, Style style);

/* Appends `count` spaces. */
void terminal_pad(StrBuf *out, int count);

/*
 * Appends words, broken at the text width (Chinese between any two characters); the cursor stands in `column`, later
 * lines begin in `indent`. A newline in the text is kept. Ends with a newline; returns the column that the last line
 * reached.
 */
int terminal_wrap(const Terminal *terminal, StrBuf *out, Style style, int column, int indent, const char *text);

/* Appends text for display: control characters and broken UTF-8 become U+FFFD, so that no source can
 * steer the terminal. */
void terminal_add_safe(StrBuf *out, const char *text, size_t length);

void terminal_write(const Terminal *terminal, const char *text);

/* The style of a placement. */
Style style_of_placement(Placement placement);

#endif
