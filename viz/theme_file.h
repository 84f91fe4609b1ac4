/*
 * Theme file: colours, fonts and sizes of one's own, as lines "KEY = VALUE" over a built-in theme. README.md has the
 * format. What it says is checked; what is hard to read is only told.
 */
#ifndef VIZ_THEME_FILE_H
#define VIZ_THEME_FILE_H

#include "core/base/diag.h"
#include "viz/theme.h"

typedef struct ThemeFile {
    const char *path; /* for messages */
    const char *text;
    size_t length;
    const char *locale;
} ThemeFile;

typedef VEC(const char *) ThemeWarnings;

/*
 * Reads the text of a theme file. False and `why` filled ("my.theme:3: …"): it is wrong, and `theme` must not be used.
 * `warnings` gets sentences about texts with too little contrast, and about a heap that only its colour tells.
 */
bool theme_parse(Arena *arena, const ThemeFile *file, Theme *theme, ThemeWarnings *warnings, Diag *why);

/* Reads the file at `path`; as theme_parse. */
bool theme_read(Arena *arena, const char *path, const char *locale, Theme *theme, ThemeWarnings *warnings, Diag *why);

#endif
