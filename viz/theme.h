/*
 * Theme: the colours, fonts and sizes of a picture. One table, and theme_file for one's own; nothing else in viz/ names
 * a colour. Text has a contrast of at least 4.5:1 against every fill of its theme (tests/viz/theme_test.c).
 */
#ifndef VIZ_THEME_H
#define VIZ_THEME_H

#include <stdbool.h>

/* How a thing looks: where it lives, or that it only connects. */
typedef enum Look {
    LOOK_PLAIN, /* neither here nor there: another function's parameter, a package variable */
    LOOK_STACK,
    LOOK_HEAP,
    LOOK_STATIC,  /* static data: no allocation */
    LOOK_RUNTIME, /* stack or heap, decided at run time */
    LOOK_GHOST,   /* gone: the place that a moved variable could not keep, a frame that has been left */
    LOOK_COUNT
} Look;

typedef struct LookStyle {
    const char *line; /* borders and arrows */
    const char *fill;
    const char *text;
    const char *style; /* of borders, beside "filled": "", "bold", "dashed", "dotted" */
    double pen;        /* width of borders, in points */
} LookStyle;

typedef struct Theme {
    const char *name;
    const char *background;
    const char *text;
    const char *muted;
    const char *cell; /* fill of a variable's cell */
    const char *font;
    const char *mono;
    int title_size; /* points */
    int text_size;
    int small_size;
    double arrow_pen;
    LookStyle looks[LOOK_COUNT];
} Theme;

/* Returns the theme of that name; NULL: there is none. */
const Theme *theme_find(const char *name);
int theme_count(void);
const Theme *theme_at(int i);

/* True when its background is nearer to black than to white. */
bool theme_is_dark(const Theme *theme);

/* "plain", "stack", "heap", "static", "runtime", "ghost": in JSON and in theme files. */
const char *look_name(Look look);

/* Two colours that must be told apart: a text and what it may stand on, a line and the page. */
typedef struct ThemePair {
    const char *text_key, *fill_key; /* as theme files call them: "heap.text", "background" */
    const char *text, *fill;
    double least; /* contrast: 4.5 for text, 3 for lines. WCAG 2.1, 1.4.3 and 1.4.11. */
} ThemePair;
enum { THEME_PAIRS = (LOOK_COUNT + 2) * (LOOK_COUNT + 2) + LOOK_COUNT };

/* Fills `pairs`, which has room for THEME_PAIRS; those of one text stand together. Returns how many there are. */
int theme_pairs(const Theme *theme, ThemePair *pairs);

/* Returns the contrast of two colours "#RRGGBB", 1 to 21; 0 for what is no colour. WCAG 2.1, contrast ratio. */
double theme_contrast(const char *a, const char *b);

#endif
