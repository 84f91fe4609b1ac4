#include "viz/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Hues: Okabe and Ito's, which differ for colour-blind eyes too. */
#define VERMILION "#D55E00"
#define BLUE "#0072B2"
#define GREEN "#009E73"
#define PURPLE "#AA4F85"
#define SANS "DejaVu Sans"
#define MONO "DejaVu Sans Mono"

static const Theme themes[] = {
    {.name = "light",
     .background = "#FFFFFF",
     .text = "#000000",
     .muted = "#595959",
     .cell = "#FFFFFF",
     .font = SANS,
     .mono = MONO,
     .title_size = 14,
     .text_size = 12,
     .small_size = 10,
     .arrow_pen = 1.5,
     .looks = {[LOOK_PLAIN] = {"#595959", "#FFFFFF", "#000000", "", 1.0},
               [LOOK_STACK] = {BLUE, "#E8F3FB", "#004B78", "", 1.0},
               [LOOK_HEAP] = {VERMILION, "#FDEFE6", "#8A3B00", "bold", 2.0},
               [LOOK_STATIC] = {GREEN, "#E6F5F0", "#00543D", "dotted", 1.5},
               [LOOK_RUNTIME] = {PURPLE, "#FAEFF5", "#7A2E58", "dashed", 2.0},
               [LOOK_GHOST] = {"#595959", "#F4F6F8", "#595959", "dashed", 1.0}}},
    {.name = "dark",
     .background = "#14171A",
     .text = "#F2F2F2",
     .muted = "#B8BEC4",
     .cell = "#20262B",
     .font = SANS,
     .mono = MONO,
     .title_size = 14,
     .text_size = 12,
     .small_size = 10,
     .arrow_pen = 1.5,
     .looks = {[LOOK_PLAIN] = {"#B8BEC4", "#14171A", "#F2F2F2", "", 1.0},
               [LOOK_STACK] = {"#2F95D0", "#0D2433", "#8CCBF5", "", 1.0},
               [LOOK_HEAP] = {"#E8762B", "#2E1B10", "#FFB98A", "bold", 2.0},
               [LOOK_STATIC] = {"#14B487", "#0C2A21", "#7FE0C2", "dotted", 1.5},
               [LOOK_RUNTIME] = {"#CC79A7", "#2C1A25", "#F0B4D5", "dashed", 2.0},
               [LOOK_GHOST] = {"#B8BEC4", "#1B1F23", "#B8BEC4", "dashed", 1.0}}},
    /* Ink is dear and copies are grey: no fills, and lines that differ without their hue. */
    {.name = "print",
     .background = "#FFFFFF",
     .text = "#000000",
     .muted = "#404040",
     .cell = "#FFFFFF",
     .font = SANS,
     .mono = MONO,
     .title_size = 13,
     .text_size = 11,
     .small_size = 9,
     .arrow_pen = 1.2,
     .looks = {[LOOK_PLAIN] = {"#404040", "#FFFFFF", "#000000", "", 0.8},
               [LOOK_STACK] = {BLUE, "#FFFFFF", "#00365A", "", 0.8},
               [LOOK_HEAP] = {VERMILION, "#FFFFFF", "#6B2D00", "bold", 2.2},
               [LOOK_STATIC] = {GREEN, "#FFFFFF", "#00402E", "dotted", 1.2},
               [LOOK_RUNTIME] = {PURPLE, "#FFFFFF", "#5E2143", "dashed", 1.8},
               [LOOK_GHOST] = {"#404040", "#FFFFFF", "#404040", "dashed", 0.8}}},
    /* Seen from the last row, in a lit room: large, thick, little between black and white. */
    {.name = "projector",
     .background = "#FFFFFF",
     .text = "#000000",
     .muted = "#404040",
     .cell = "#FFFFFF",
     .font = SANS,
     .mono = MONO,
     .title_size = 22,
     .text_size = 18,
     .small_size = 15,
     .arrow_pen = 2.6,
     .looks = {[LOOK_PLAIN] = {"#404040", "#FFFFFF", "#000000", "", 1.8},
               [LOOK_STACK] = {BLUE, "#DCEDFA", "#003A5E", "", 2.0},
               [LOOK_HEAP] = {VERMILION, "#FDE3D2", "#6B2D00", "bold", 3.6},
               [LOOK_STATIC] = {GREEN, "#D6F0E7", "#00402E", "dotted", 2.6},
               [LOOK_RUNTIME] = {PURPLE, "#F7E3EE", "#5E2143", "dashed", 3.2},
               [LOOK_GHOST] = {"#404040", "#F0F2F4", "#404040", "dashed", 1.8}}},
};

const Theme *theme_find(const char *name) {
    for (int i = 0; i < theme_count(); i++) {
        if (strcmp(themes[i].name, name) == 0) {
            return &themes[i];
        }
    }
    return NULL;
}

int theme_count(void) { return (int)(sizeof themes / sizeof themes[0]); }

const Theme *theme_at(int i) { return &themes[i]; }

static double channel(unsigned value) {
    double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance, 0 to 1; negative for what is no colour. */
static double luminance(const char *colour) {
    unsigned r, g, b;
    char end;
    if (sscanf(colour, "#%2x%2x%2x%c", &r, &g, &b, &end) != 3) {
        return -1;
    }
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
}

double theme_contrast(const char *a, const char *b) {
    double x = luminance(a);
    double y = luminance(b);
    if (x < 0 || y < 0) {
        return 0;
    }
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

bool theme_is_dark(const Theme *theme) {
    return theme_contrast(theme->background, "#FFFFFF") > theme_contrast(theme->background, "#000000");
}

const char *look_name(Look look) {
    static const char *const names[LOOK_COUNT] = {"plain", "stack", "heap", "static", "runtime", "ghost"};
    return names[look];
}

int theme_pairs(const Theme *theme, ThemePair *pairs) {
    static const char *const text_keys[LOOK_COUNT] = {"plain.text",  "stack.text",   "heap.text",
                                                      "static.text", "runtime.text", "ghost.text"};
    static const char *const fill_keys[LOOK_COUNT] = {"plain.fill",  "stack.fill",   "heap.fill",
                                                      "static.fill", "runtime.fill", "ghost.fill"};
    static const char *const line_keys[LOOK_COUNT] = {"plain.line",  "stack.line",   "heap.line",
                                                      "static.line", "runtime.line", "ghost.line"};
    const LookStyle *looks = theme->looks;
    int count = 0;
    for (int t = -2; t < LOOK_COUNT; t++) {
        const char *key = t == -2 ? "text" : t == -1 ? "muted" : text_keys[t];
        const char *text = t == -2 ? theme->text : t == -1 ? theme->muted : looks[t].text;
        pairs[count++] = (ThemePair){key, "background", text, theme->background, 4.5};
        pairs[count++] = (ThemePair){key, "cell", text, theme->cell, 4.5};
        for (int f = 0; f < LOOK_COUNT; f++) {
            pairs[count++] = (ThemePair){key, fill_keys[f], text, looks[f].fill, 4.5};
        }
    }
    for (int i = 0; i < LOOK_COUNT; i++) {
        pairs[count++] = (ThemePair){line_keys[i], "background", looks[i].line, theme->background, 3};
    }
    return count;
}
