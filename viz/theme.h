/*
 * Theme: the colours, fonts and sizes of a picture. One table; nothing else in viz/ names a colour.
 * Text has a contrast of at least 4.5:1 against every fill of its theme (tests/viz/theme_test.c).
 */
#ifndef VIZ_THEME_H
#define VIZ_THEME_H

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

/* Returns the contrast of two colours "#RRGGBB", 1 to 21; 0 for what is no colour. WCAG 2.1, contrast ratio. */
double theme_contrast(const char *a, const char *b);

#endif
