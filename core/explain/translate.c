#include "core/explain/translate.h"

#include <string.h>

#include "core/base/strbuf.h"
#include "core/base/unicode.h"
#include "core/explain/catalogue.h"

/* ---- Locales ---- */

/* The letters before the first of "_-.@". */
static size_t language_length(const char *name) { return strcspn(name, "_-.@"); }

/* Traditional characters are another script: no catalogue is made for them. */
static bool is_traditional(const char *name) {
    static const char *const marks[] = {"TW", "HK", "MO", "Hant"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strstr(name, marks[i]) != NULL) {
            return true;
        }
    }
    return false;
}

const char *locale_find(const char *name) {
    const size_t length = language_length(name);
    if ((length == 2 && strncmp(name, "en", 2) == 0) || strncmp(name, "C.", 2) == 0 || strcmp(name, "C") == 0 ||
        strcmp(name, "POSIX") == 0) {
        return "en";
    }
    for (int i = 0; i < catalogue_count; i++) {
        const char *locale = catalogues[i].locale;
        if (length > 0 && language_length(locale) == length && strncmp(locale, name, length) == 0 &&
            !is_traditional(name)) {
            return locale;
        }
    }
    return NULL;
}

/* ---- Texts ---- */

static const Catalogue *catalogue_of(const char *locale) {
    for (int i = 0; locale != NULL && i < catalogue_count; i++) {
        if (strcmp(catalogues[i].locale, locale) == 0) {
            return &catalogues[i];
        }
    }
    return NULL;
}

const char *tr(const char *locale, const char *english) {
    const Catalogue *catalogue = catalogue_of(locale);
    for (int low = 0, high = catalogue != NULL ? catalogue->count : 0; low < high;) {
        const int middle = low + (high - low) / 2;
        const int order = strcmp(english, catalogue->messages[middle].english);
        if (order == 0) {
            return catalogue->messages[middle].text;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return english;
}

/* ---- Placeholders ---- */

static int first_rune(const char *text) {
    int size;
    return utf8_decode(text, strlen(text), &size);
}

static int last_rune(const StrBuf *text) {
    size_t at = text->len;
    while (at > 0 && ((unsigned char)text->text[--at] & 0xC0) == 0x80) {
    }
    int size;
    return utf8_decode(text->text + at, text->len - at, &size);
}

static bool is_han(int rune) { return rune_width(rune) == 2 && rune_is_letter(rune); }

/* Latin letters, digits and the signs of Go; spaces and what ends a sentence are none. */
static bool is_latin(int rune) { return rune > ' ' && rune < 0x7F && strchr(",.;:!?'", rune) == NULL; }

/* Adds a piece; `edge`: it meets what a placeholder was replaced by. */
static void add_piece(StrBuf *out, const char *piece, size_t length, bool edge) {
    if (length == 0) {
        return;
    }
    if (edge && out->len > 0) {
        const int before = last_rune(out);
        const int after = first_rune(piece);
        if ((is_han(before) && is_latin(after)) || (is_latin(before) && is_han(after))) {
            strbuf_byte(out, ' ');
        }
    }
    strbuf_add_n(out, piece, length);
}

const char *tr_fill(Arena *arena, const char *locale, const char *english, const char *a, const char *b, const char *c,
                    const char *d) {
    const char *const args[] = {a, b, c, d};
    StrBuf out = strbuf_new(arena);
    bool edge = false;
    for (const char *at = english[0] != '\0' ? tr(locale, english) : english; *at != '\0';) {
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '4') {
            const char *arg = args[at[1] - '1'];
            add_piece(&out, arg, strlen(arg), true);
            edge = true;
            at += 2;
            continue;
        }
        const size_t length = 1 + strcspn(at + 1, "%");
        add_piece(&out, at, length, edge);
        edge = false;
        at += length;
    }
    return strbuf_text(&out);
}
