/*
 * Html: one page that holds all it needs: the source on the left, the picture on the right, pointing at one shows the
 * other, and the steps of the picture. No network: the page forbids it to itself. Names, strings and paths are text.
 */
#ifndef VIZ_HTML_H
#define VIZ_HTML_H

#include "viz/frames.h"

typedef struct HtmlOptions {
    const Theme *theme;        /* a dark one has its light counterpart on the page, and the other way round */
    bool fixed;                /* at first this one; otherwise the one that the reader's system prefers */
    const char *link_template; /* NULL: no links */
    const SourceSet *sources;
} HtmlOptions;

/* Appends the page. False and `why` filled: Graphviz is not there, or refused. */
bool html_page(StrBuf *out, const Frames *frames, const PictureFacts *facts, const HtmlOptions *options, Diag *why);

/* Appends text in which nothing is markup, for elements and for quoted attributes. Control characters and those that
 * turn the direction of writing become U+FFFD. */
void html_text(StrBuf *out, const char *text, size_t length);

typedef struct HtmlHead {
    const char *title;
    const char *locale;
    const Theme *theme;
    const char *const *style; /* lines */
    bool images;              /* the page may load pictures that lie beside it; otherwise nothing */
    bool fixed;               /* see HtmlOptions */
} HtmlHead;

/* Appends a page's beginning up to <body>. */
void html_head(StrBuf *out, const HtmlHead *head);

/* Appends the buttons for steps; `whole`: also those for the whole picture and for the colours. */
void html_toolbar(StrBuf *out, const char *locale, bool whole);

/* Lines of style sheets and scripts, ended by NULL. */
extern const char *const html_page_style[];
extern const char *const html_page_script[];
extern const char *const html_index_style[];
extern const char *const html_index_script[];

void html_lines(StrBuf *out, const char *const *lines);

#endif
