#include "viz/theme_file.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/strbuf.h"
#include "core/base/unicode.h"
#include "core/explain/translate.h"

enum { BYTES_MAX = 1 << 16, FONT_MAX = 80, PROPERTIES = 5, WIDE_KEYS = 11 };

/* What a value must be. */
typedef enum ValueKind { VALUE_THEME, VALUE_COLOUR, VALUE_FONT, VALUE_POINTS, VALUE_WIDTH, VALUE_STYLE } ValueKind;

typedef struct Key {
    const char *name;
    ValueKind kind;
    size_t offset; /* in Theme; of a property: in LookStyle */
} Key;

static const Key wide_keys[WIDE_KEYS] = {{"base", VALUE_THEME, 0},
                                         {"background", VALUE_COLOUR, offsetof(Theme, background)},
                                         {"text", VALUE_COLOUR, offsetof(Theme, text)},
                                         {"muted", VALUE_COLOUR, offsetof(Theme, muted)},
                                         {"cell", VALUE_COLOUR, offsetof(Theme, cell)},
                                         {"font", VALUE_FONT, offsetof(Theme, font)},
                                         {"mono", VALUE_FONT, offsetof(Theme, mono)},
                                         {"title-size", VALUE_POINTS, offsetof(Theme, title_size)},
                                         {"text-size", VALUE_POINTS, offsetof(Theme, text_size)},
                                         {"small-size", VALUE_POINTS, offsetof(Theme, small_size)},
                                         {"arrow-width", VALUE_WIDTH, offsetof(Theme, arrow_pen)}};

static const Key properties[PROPERTIES] = {{"line", VALUE_COLOUR, offsetof(LookStyle, line)},
                                           {"fill", VALUE_COLOUR, offsetof(LookStyle, fill)},
                                           {"text", VALUE_COLOUR, offsetof(LookStyle, text)},
                                           {"style", VALUE_STYLE, offsetof(LookStyle, style)},
                                           {"width", VALUE_WIDTH, offsetof(LookStyle, pen)}};

typedef struct Reader {
    Arena *arena;
    const ThemeFile *file;
    Theme *theme;
    int line;
    int set_at[WIDE_KEYS + LOOK_COUNT * PROPERTIES]; /* lines; 0: not set */
    Diag *why;
} Reader;

static const char *fill(const Reader *r, const char *english, const char *a, const char *b, const char *c,
                        const char *d) {
    return tr_fill(r->arena, r->file->locale, english, a, b, c, d);
}

static const char *at_line(const Reader *r, int line, const char *text) {
    return line > 0 ? arena_printf(r->arena, "%s:%d: %s", r->file->path, line, text)
                    : arena_printf(r->arena, "%s: %s", r->file->path, text);
}

static bool refuse(const Reader *r, const char *text) {
    *r->why = (Diag){.kind = DIAG_WORLD, .code = "", .text = at_line(r, r->line, text)};
    return false;
}

/* ---- Values. ---- */

static bool is_digits(const char *text, size_t count, const char *digits) {
    return strlen(text) == count && strspn(text, digits) == count;
}

static bool read_colour(const Reader *r, const char *value, const char **into) {
    if (value[0] != '#' || !is_digits(value + 1, 6, "0123456789abcdefABCDEF")) {
        return refuse(r, fill(r, TR_LATER("%1 is no colour; write #RRGGBB, as in #D55E00"), value, "", "", ""));
    }
    char *colour = arena_strdup(r->arena, value);
    for (char *c = colour; *c != '\0'; c++) {
        *c = (char)(*c >= 'a' && *c <= 'f' ? *c - 'a' + 'A' : *c);
    }
    *into = colour;
    return true;
}

/* Letters of any script, digits, spaces, hyphens and dots: nothing that ends an attribute. */
static bool read_font(const Reader *r, const char *value, const char **into) {
    bool plain = strlen(value) <= FONT_MAX;
    for (const char *c = value; *c != '\0' && plain; c++) {
        unsigned char byte = (unsigned char)*c;
        plain = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                (byte >= 'A' && byte <= 'Z') || byte == ' ' || byte == '-' || byte == '.';
    }
    if (!plain) {
        return refuse(r, fill(r, TR_LATER("%1 is no name of a font"), value, "", "", ""));
    }
    *into = arena_strdup(r->arena, value);
    return true;
}

static bool read_number(const Reader *r, const char *value, double least, double most, double *into) {
    char *end = NULL;
    *into = strtod(value, &end);
    if (*end != '\0' || strspn(value, "0123456789.") != strlen(value) || *into < least || *into > most) {
        return refuse(r, fill(r, TR_LATER("%1 is no number of points from %2 to %3"), value,
                              arena_printf(r->arena, "%g", least), arena_printf(r->arena, "%g", most), ""));
    }
    return true;
}

static bool read_style(const Reader *r, const char *value, const char **into) {
    static const char *const styles[] = {"solid", "bold", "dashed", "dotted"};
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if (strcmp(value, styles[i]) == 0) {
            *into = i == 0 ? "" : styles[i];
            return true;
        }
    }
    return refuse(r, fill(r, TR_LATER("%1 is no style; there are solid, bold, dashed, dotted"), value, "", "", ""));
}

static bool read_base(const Reader *r, const char *value) {
    const Theme *base = theme_find(value);
    if (base == NULL) {
        return refuse(r, fill(r, TR_LATER("there is no built-in theme %1; there are %2"), value,
                              "light, dark, print, projector", "", ""));
    }
    for (size_t i = 0; i < sizeof r->set_at / sizeof r->set_at[0]; i++) {
        if (r->set_at[i] > 0 && i > 0) {
            return refuse(r, tr(r->file->locale, "base must come first: it sets everything"));
        }
    }
    *r->theme = *base;
    return true;
}

static bool read_value(const Reader *r, const Key *key, void *object, const char *value) {
    void *place = (char *)object + key->offset;
    double number = 0;
    switch (key->kind) {
    case VALUE_THEME: return read_base(r, value);
    case VALUE_COLOUR: return read_colour(r, value, place);
    case VALUE_FONT: return read_font(r, value, place);
    case VALUE_STYLE: return read_style(r, value, place);
    case VALUE_WIDTH: return read_number(r, value, 0.2, 12, place);
    case VALUE_POINTS:
        if (!read_number(r, value, 4, 96, &number)) {
            return false;
        }
        *(int *)place = (int)lround(number);
        return true;
    }
    return false;
}

/* ---- Lines. ---- */

static const char *trimmed(Arena *arena, const char *text, size_t length) {
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL) {
        length--;
    }
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    return arena_strndup(arena, text, length);
}

/* Finds the key, what it is set in and its number; NULL: there is none. */
static const Key *find_key(const Reader *r, const char *name, void **object, int *number) {
    for (int i = 0; i < WIDE_KEYS; i++) {
        if (strcmp(wide_keys[i].name, name) == 0) {
            *object = r->theme;
            *number = i;
            return &wide_keys[i];
        }
    }
    for (int i = 0; i < LOOK_COUNT; i++) {
        const char *look = look_name((Look)i);
        size_t length = strlen(look);
        for (int k = 0; strncmp(name, look, length) == 0 && name[length] == '.' && k < PROPERTIES; k++) {
            if (strcmp(name + length + 1, properties[k].name) == 0) {
                *object = &r->theme->looks[i];
                *number = WIDE_KEYS + i * PROPERTIES + k;
                return &properties[k];
            }
        }
    }
    return NULL;
}

static bool read_setting(Reader *r, const char *name, const char *value) {
    void *object = NULL;
    int number = 0;
    const Key *key = find_key(r, name, &object, &number);
    if (key == NULL) {
        return refuse(r, fill(r,
                              TR_LATER("%1 can't be set; there are base, background, text, muted, cell, font, mono, "
                                       "title-size, text-size, small-size, arrow-width, and line, fill, text, style, "
                                       "width of plain, stack, heap, static, runtime, ghost (heap.line)"),
                              name, "", "", ""));
    }
    if (r->set_at[number] > 0) {
        return refuse(r, fill(r, TR_LATER("%1 is set in line %2 already"), name,
                              arena_printf(r->arena, "%d", r->set_at[number]), "", ""));
    }
    if (value[0] == '\0') {
        return refuse(r, fill(r, TR_LATER("%1 has no value"), name, "", "", ""));
    }
    if (!read_value(r, key, object, value)) {
        return false;
    }
    r->set_at[number] = r->line;
    return true;
}

/* Returns the length without a remark: # at the beginning or after a space, before a space or the end. */
static size_t without_remark(const char *line, size_t length) {
    for (size_t i = 0; i < length; i++) {
        bool alone = i + 1 == length || strchr(" \t\r", line[i + 1]) != NULL;
        if (line[i] == '#' && (i == 0 || (alone && strchr(" \t", line[i - 1]) != NULL))) {
            return i;
        }
    }
    return length;
}

static bool read_line(Reader *r, const char *line, size_t length) {
    length = without_remark(line, length);
    const char *text = trimmed(r->arena, line, length);
    if (text[0] == '\0') {
        return true;
    }
    const char *equals = strchr(text, '=');
    if (equals == NULL || equals == text) {
        return refuse(r, tr(r->file->locale, "a line is KEY = VALUE, or begins with #"));
    }
    return read_setting(r, trimmed(r->arena, text, (size_t)(equals - text)),
                        trimmed(r->arena, equals + 1, strlen(equals + 1)));
}

static bool is_text(const ThemeFile *file) {
    for (size_t at = 0; at < file->length;) {
        int size;
        int rune = utf8_decode(file->text + at, file->length - at, &size);
        if (rune == 0 || (rune == RUNE_ERROR && size == 1)) {
            return false;
        }
        at += (size_t)size;
    }
    return true;
}

static bool read_lines(Reader *r) {
    const char *text = r->file->text;
    const char *end = text + r->file->length;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;
        r->line++;
        if (!read_line(r, text, (size_t)(stop - text))) {
            return false;
        }
        text = newline ? newline + 1 : end;
    }
    return true;
}

/* ---- What is hard to read. ---- */

static int line_of(const Reader *r, const char *name) {
    void *object;
    int number;
    return find_key(r, name, &object, &number) != NULL ? r->set_at[number] : 0;
}

/* One sentence for each text or line, about the fill on which it is worst. */
static void warn_of_contrast(const Reader *r, ThemeWarnings *warnings) {
    ThemePair pairs[THEME_PAIRS];
    int count = theme_pairs(r->theme, pairs);
    for (int i = 0; i < count;) {
        const ThemePair *worst = &pairs[i];
        int end = i;
        for (; end < count && strcmp(pairs[end].text_key, pairs[i].text_key) == 0; end++) {
            if (theme_contrast(pairs[end].text, pairs[end].fill) < theme_contrast(worst->text, worst->fill)) {
                worst = &pairs[end];
            }
        }
        i = end;
        double contrast = theme_contrast(worst->text, worst->fill);
        if (contrast >= worst->least) {
            continue;
        }
        int line = line_of(r, worst->text_key);
        const char *text =
            fill(r, TR_LATER("%1 is hard to see on %2: their contrast is %3:1, less than %4:1"),
                 arena_printf(r->arena, "%s %s", worst->text_key, worst->text),
                 arena_printf(r->arena, "%s %s", worst->fill_key, worst->fill),
                 arena_printf(r->arena, "%.1f", floor(contrast * 10) / 10), arena_printf(r->arena, "%g", worst->least));
        VEC_PUSH(r->arena, warnings, at_line(r, line > 0 ? line : line_of(r, worst->fill_key), text));
    }
}

static void warn_of_colour_alone(const Reader *r, ThemeWarnings *warnings) {
    const LookStyle *stack = &r->theme->looks[LOOK_STACK];
    const LookStyle *heap = &r->theme->looks[LOOK_HEAP];
    if (strcmp(stack->style, heap->style) == 0 && fabs(stack->pen - heap->pen) < 0.5) {
        int line = line_of(r, "heap.style");
        const char *text = tr(r->file->locale, "heap and stack differ by their colour alone, which not everybody sees: "
                                               "give heap another style or width");
        VEC_PUSH(r->arena, warnings, at_line(r, line > 0 ? line : line_of(r, "heap.width"), text));
    }
}

bool theme_parse(Arena *arena, const ThemeFile *file, Theme *theme, ThemeWarnings *warnings, Diag *why) {
    Reader reader = {.arena = arena, .file = file, .theme = theme, .why = why};
    *theme = *theme_find("light");
    if (!is_text(file)) {
        return refuse(&reader, tr(file->locale, "this is no text in UTF-8"));
    }
    if (!read_lines(&reader)) {
        return false;
    }
    theme->name = file->path;
    warn_of_contrast(&reader, warnings);
    warn_of_colour_alone(&reader, warnings);
    return true;
}

bool theme_read(Arena *arena, const char *path, const char *locale, Theme *theme, ThemeWarnings *warnings, Diag *why) {
    char *text = arena_alloc(arena, BYTES_MAX);
    ThemeFile source = {.path = path, .text = text, .locale = locale};
    FILE *file = fopen(path, "rb");
    int error = errno;
    if (file != NULL) {
        errno = 0;
        source.length = fread(text, 1, BYTES_MAX, file);
        error = ferror(file) != 0 ? errno : 0;
        fclose(file);
    }
    const char *problem = error != 0                   ? strerror(error)
                          : source.length == BYTES_MAX ? tr(locale, "this is too long for a theme")
                                                       : NULL;
    if (file == NULL || problem != NULL) {
        *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = arena_printf(arena, "%s: %s", path, problem)};
        return false;
    }
    return theme_parse(arena, &source, theme, warnings, why);
}
