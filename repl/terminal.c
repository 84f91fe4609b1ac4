#include "repl/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/unicode.h"

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

Terminal terminal_of(FILE *file, const Options *options) {
    Terminal terminal = {.file = file, .tty = isatty(fileno(file)) == 1, .locale = options->locale};
    const char *term = getenv("TERM");
    terminal.color = wants_color(options->color, terminal.tty);
    terminal.many_colors = getenv("COLORTERM") != NULL || (term != NULL && strstr(term, "256color") != NULL);
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

/* Colours never stand alone: the words say the same. The 256-colour ones are those of the pictures. */
static const char *style_code(const Terminal *terminal, Style style) {
    switch (style) {
    case STYLE_PLAIN: return "";
    case STYLE_BOLD: return "\033[1m";
    case STYLE_DIM: return "\033[2m";
    case STYLE_HEAP: return terminal->many_colors ? "\033[38;5;166m" : "\033[31m";
    case STYLE_STACK: return terminal->many_colors ? "\033[38;5;32m" : "\033[36m";
    case STYLE_STATIC: return terminal->many_colors ? "\033[38;5;36m" : "\033[32m";
    case STYLE_RUNTIME: return terminal->many_colors ? "\033[38;5;172m" : "\033[33m";
    case STYLE_ERROR: return "\033[1;31m";
    case STYLE_COUNT: break;
    }
    return "";
}

void terminal_style_on(const Terminal *terminal, StrBuf *out, Style style) {
    if (terminal->color) {
        strbuf_add(out, style_code(terminal, style));
    }
}

void terminal_style_off(const Terminal *terminal, StrBuf *out, Style style) {
    if (terminal->color && style != STYLE_PLAIN) {
        strbuf_add(out, "\033[0m");
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
