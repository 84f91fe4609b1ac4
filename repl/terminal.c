#include "repl/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/unicode.h"
#include "repl/terminfo.h"

static int window_width(FILE *file, bool tty) {
    struct winsize size;
    if (tty && ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    const char *columns = getenv("COLUMNS");
    const long width = columns != NULL ? strtol(columns, NULL, 10) : 0;
    return width > 0 && width < 10000 ? (int)width : TERMINAL_DEFAULT_WIDTH;
}

static bool wants_color(Tristate choice, bool tty) {
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    switch (choice) {
    case TRI_ALWAYS: return true;
    case TRI_NEVER: return false;
    case TRI_AUTO: break;
    }
    return tty && (no == NULL || no[0] == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

static int color_count(void) {
    const int count = terminfo_number("colors");
    return count >= 8 && getenv("COLORTERM") != NULL ? 256 : count;
}

/* The theme says it; else terminals that set COLORFGBG ("15;0": the last is the background). */
static Background background(const char *theme) {
    if (theme != NULL && strcmp(theme, "dark") == 0) {
        return BACKGROUND_DARK;
    }
    if (theme != NULL) {
        return BACKGROUND_LIGHT; /* so are print and projector */
    }
    const char *pair = getenv("COLORFGBG");
    const char *last = pair != NULL ? strrchr(pair, ';') : NULL;
    if (last == NULL || last[1] == '\0') {
        return BACKGROUND_UNKNOWN;
    }
    const long color = strtol(last + 1, NULL, 10);
    return color < 7 || color == 8 ? BACKGROUND_DARK : BACKGROUND_LIGHT;
}

Terminal terminal_of(FILE *file, const Options *options) {
    Terminal terminal = {.file = file, .tty = isatty(fileno(file)) == 1, .locale = options->locale};
    terminal.color = wants_color(options->color, terminal.tty);
    terminal.colors = terminal.color ? color_count() : 0;
    terminal.ansi = terminal.colors < 8;
    terminal.colors = terminal.ansi ? 8 : terminal.colors;
    terminal.background = background(options->theme);
    terminal.utf8 = !options->ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    terminal.width = options->width > 0 ? options->width : window_width(file, terminal.tty);
    if (terminal.width < 20) {
        terminal.width = 20;
    }
    return terminal;
}

int terminal_text_width(const Terminal *terminal) {
    return terminal->width < TERMINAL_TEXT_WIDTH ? terminal->width : TERMINAL_TEXT_WIDTH;
}

/* ---- Styles ---- */

/*
 * Colours never stand alone: the words say the same. Of 256 colours, those of the pictures: darker on a light
 * background, lighter on a dark one, and in between where nobody knows.
 */
static const struct {
    int few; /* of eight colours */
    int many[3];
} colors[STYLE_COUNT] = {
    [STYLE_PLAIN] = {-1, {-1, -1, -1}},    [STYLE_BOLD] = {-1, {-1, -1, -1}},    [STYLE_DIM] = {-1, {-1, -1, -1}},
    [STYLE_HEAP] = {1, {166, 130, 208}},   [STYLE_STACK] = {6, {32, 25, 75}},    [STYLE_STATIC] = {2, {36, 23, 79}},
    [STYLE_RUNTIME] = {3, {172, 94, 221}}, [STYLE_ERROR] = {1, {160, 124, 210}},
};

/* With --color=always colours may go to a file or a pipe, with no TERM or a dumb one: then what nearly all terminals
 * understand. Padding ("$<2>") is for terminals of another age. */
static void add_capability(const Terminal *terminal, StrBuf *out, const char *name, int number, const char *otherwise) {
    const char *text = !terminal->ansi ? terminfo_text(name, number) : otherwise;
    const char *padding = strstr(text, "$<");
    strbuf_add_n(out, text, padding != NULL ? (size_t)(padding - text) : strlen(text));
}

void terminal_style_on(const Terminal *terminal, StrBuf *out, Style style) {
    if (!terminal->color) {
        return;
    }
    if (style == STYLE_BOLD || style == STYLE_ERROR) {
        add_capability(terminal, out, "bold", -1, "\033[1m");
    } else if (style == STYLE_DIM) {
        add_capability(terminal, out, "dim", -1, "\033[2m");
    }
    const int few = colors[style].few;
    if (few >= 0 && terminal->colors >= 256) {
        const int color = colors[style].many[terminal->background];
        add_capability(terminal, out, "setaf", color, arena_printf(out->arena, "\033[38;5;%dm", color));
    } else if (few >= 0 && terminal->colors >= 8) {
        add_capability(terminal, out, "setaf", few, arena_printf(out->arena, "\033[3%dm", few));
    }
}

void terminal_style_off(const Terminal *terminal, StrBuf *out, Style style) {
    if (terminal->color && style != STYLE_PLAIN) {
        add_capability(terminal, out, "sgr0", -1, "\033[0m");
    }
}

void terminal_styled(const Terminal *terminal, StrBuf *out, Style style, const char *text) {
    terminal_style_on(terminal, out, style);
    strbuf_add(out, text);
    terminal_style_off(terminal, out, style);
}

Style style_of_placement(Placement placement) {
    switch (placement) {
    case PLACE_NONE: return STYLE_PLAIN;
    case PLACE_STACK: return STYLE_STACK;
    case PLACE_HEAP: return STYLE_HEAP;
    case PLACE_STATIC: return STYLE_STATIC;
    case PLACE_RUNTIME: return STYLE_RUNTIME;
    }
    return STYLE_PLAIN;
}

/* ---- Text ---- */

void terminal_pad(StrBuf *out, int count) {
    for (int i = 0; i < count; i++) {
        strbuf_byte(out, ' ');
    }
}

int terminal_wrap(const Terminal *terminal, StrBuf *out, Style style, int column, int indent, const char *text) {
    const int width = terminal_text_width(terminal);
    int at = column;
    bool fresh = true; /* nothing but the indentation stands on the line */
    terminal_style_on(terminal, out, style);
    while (*text != '\0') {
        const size_t spaces = strspn(text, " ");
        const char *word = text + spaces;
        const size_t length = text_piece(word);
        const int columns = text_width(word, length);
        if (length > 0 && !fresh && at + (int)spaces + columns > width) {
            strbuf_byte(out, '\n');
            terminal_pad(out, indent);
            at = indent;
        } else if (length > 0) {
            terminal_pad(out, (int)spaces);
            at += (int)spaces;
        }
        terminal_add_safe(out, word, length);
        at += columns;
        fresh = fresh && length == 0;
        text = word + length;
        if (*text == '\n') {
            text++;
            if (*text != '\0') {
                strbuf_byte(out, '\n');
                terminal_pad(out, indent);
                at = indent;
                fresh = true;
            }
        }
    }
    terminal_style_off(terminal, out, style);
    strbuf_byte(out, '\n');
    return at;
}

void terminal_add_safe(StrBuf *out, const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        int size;
        const int rune = utf8_decode(text + i, length - i, &size);
        const bool control = rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || (rune >= 0x202A && rune <= 0x202E) ||
                             (rune >= 0x2066 && rune <= 0x2069);
        if (control || (rune == RUNE_ERROR && size == 1)) {
            strbuf_add(out, "\xEF\xBF\xBD");
        } else {
            strbuf_add_n(out, text + i, (size_t)size);
        }
        i += (size_t)size;
    }
}

/* The signs that the program draws with, and what stands for them in ASCII (of the same width where
 * columns matter). */
static const struct {
    const char *sign;
    const char *ascii;
} plain_signs[] = {
    {"│", "|"}, {"╰", "`"}, {"─", "-"},  {"┬", "^"},  {"╯", "'"}, {"…", "."},  {"→", "->"},
    {"·", "."}, {"╭", "."}, {"├", "|"},  {"┤", "|"},  {"╮", "."}, {"═", "="},  {"\xEF\xBF\xBD", "?"},
    {"‘", "'"}, {"’", "'"}, {"“", "\""}, {"”", "\""}, {"×", "x"}, {"≤", "<="}, {"≥", ">="},
    {"–", "-"},
};

void terminal_write(const Terminal *terminal, const char *text) {
    if (terminal->utf8) {
        fputs(text, terminal->file);
        return;
    }
    while (*text != '\0') {
        const size_t plain = strcspn(text, "\xC2\xC3\xE2\xEF");
        fwrite(text, 1, plain, terminal->file);
        text += plain;
        if (*text == '\0') {
            return;
        }
        size_t used = 1;
        const char *shown = NULL;
        for (size_t i = 0; i < sizeof plain_signs / sizeof plain_signs[0] && shown == NULL; i++) {
            const size_t length = strlen(plain_signs[i].sign);
            if (strncmp(text, plain_signs[i].sign, length) == 0) {
                shown = plain_signs[i].ascii;
                used = length;
            }
        }
        if (shown != NULL) {
            fputs(shown, terminal->file);
        } else {
            fputc(*text, terminal->file);
        }
        text += used;
    }
}
