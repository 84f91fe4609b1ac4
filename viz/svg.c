#include "viz/svg.h"

#include <string.h>

/* Invisible text, as the versions of libgvc write its colour. */
static const char *const invisible[] = {"fill=\"#fffffe\"", "fill=\"transparent\"", "fill=\"none\""};

static bool begins(const char *at, const char *end, const char *word) {
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* Returns the first place of `word`, `end` without. */
static const char *find(const char *at, const char *end, const char *word) {
    while (at < end && !begins(at, end, word)) {
        at++;
    }
    return at;
}

/* Returns the place behind `word` and a newline after it. */
static const char *behind(const char *at, const char *end, const char *word) {
    const char *found = find(at, end, word);
    found = found < end ? found + strlen(word) : end;
    return found < end && *found == '\n' ? found + 1 : found;
}

static bool is_invisible(const char *at, const char *end) {
    const char *close = find(at, end, ">");
    for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++) {
        if (find(at, close, invisible[i]) < close) {
            return true;
        }
    }
    return false;
}

void svg_add(StrBuf *out, const Image *image, bool inlined) {
    const char *end = image->bytes + image->length;
    const char *at = find(image->bytes, end, "<svg");
    strbuf_add(out, inlined ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n");
    while (at < end) {
        /* Text is escaped: no < in it begins anything. */
        if (*at == '<' && begins(at, end, "<!--")) {
            at = behind(at, end, "-->");
        } else if (*at == '<' && begins(at, end, "<text ") && is_invisible(at, end)) {
            at = behind(at, end, "</text>");
        } else {
            const char *next = at + 1;
            while (next < end && *next != '<') {
                next++;
            }
            strbuf_add_n(out, at, (size_t)(next - at));
            at = next;
        }
    }
}
