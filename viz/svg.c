#include "viz/svg.h"

#include <stdio.h>
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

/* ---- What is told at the pointer. ---- */

/* Groups nest no deeper than the kinds of pictures make them. */
static const Group *group_of(const GroupVec *groups, int id) {
    for (int i = 0; i < groups->len; i++) {
        const Group *group = groups->at[i];
        const Group *inner = group->id == id ? group : group_of(&group->groups, id);
        if (inner != NULL) {
            return inner;
        }
    }
    return NULL;
}

static void add_joined(StrBuf *out, const char *separator, const char *text) {
    if (text[0] == '\0') {
        return;
    }
    strbuf_add(out, out->len > 0 ? separator : "");
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            strbuf_add(out, ", ");
        } else {
            strbuf_byte(out, *text);
        }
    }
}

static void tell_box(StrBuf *words, const Box *box, bool verdicts) {
    add_joined(words, "", box->name);
    add_joined(words, "  ", box->type);
    for (int i = 0; verdicts && i < box->notes.len; i++) {
        add_joined(words, i == 0 ? ": " : "; ", box->notes.at[i]);
    }
}

/* The words for an element called "b3", "a0" or "g1"; "" for others. */
static const char *words_for(Arena *arena, const SvgOptions *options, char letter, int number) {
    const Scene *scene = options->scene;
    StrBuf words = strbuf_new(arena);
    if (letter == 'b' && number < scene->boxes.len) {
        tell_box(&words, scene->boxes.at[number], options->verdicts);
    } else if (letter == 'a' && number < scene->arrows.len) {
        const Arrow *arrow = &scene->arrows.at[number];
        add_joined(&words, "", arrow->from->name);
        add_joined(&words, " → ", arrow->to->name);
        add_joined(&words, ": ", arrow->label);
    } else if (letter == 'g') {
        const Group *group = group_of(&scene->groups, number);
        add_joined(&words, "", group != NULL ? group->title : "");
        add_joined(&words, ": ", group != NULL ? group->detail : "");
    }
    return strbuf_text(&words);
}

/* False: the id is none of ours. Elements without words get no title: what libgvc calls them tells nothing. */
static bool add_title(StrBuf *out, const SvgOptions *options, const char *id) {
    char letter;
    int number;
    char end;
    if (sscanf(id, "%c%d%c", &letter, &number, &end) != 2 || number < 0) {
        return false;
    }
    const char *words = words_for(out->arena, options, letter, number);
    if (words[0] != '\0') {
        strbuf_add(out, "<title>");
        xml_text(out, words);
        strbuf_add(out, "</title>\n");
    }
    return true;
}

/* Keeps what a group is called until its title comes. */
static void note_id(char *id, size_t size, const char *at, const char *end) {
    static const char start[] = "<g id=\"";
    id[0] = '\0';
    if (begins(at, end, start)) {
        at += sizeof start - 1;
        size_t length = (size_t)(find(at, end, "\"") - at);
        if (length < size) {
            memcpy(id, at, length);
            id[length] = '\0';
        }
    }
}

void svg_add(StrBuf *out, const Image *image, const SvgOptions *options) {
    const char *end = image->bytes + image->length;
    const char *at = find(image->bytes, end, "<svg");
    char id[24] = "";
    strbuf_add(out, options->inlined ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n");
    while (at < end) {
        /* Text is escaped: no < in it begins anything. */
        if (*at == '<' && begins(at, end, "<!--")) {
            at = behind(at, end, "-->");
        } else if (*at == '<' && begins(at, end, "<text ") && is_invisible(at, end)) {
            at = behind(at, end, "</text>");
        } else if (*at == '<' && begins(at, end, "<title>") && add_title(out, options, id)) {
            at = behind(at, end, "</title>");
        } else {
            if (begins(at, end, "<g ")) {
                note_id(id, sizeof id, at, end);
            }
            const char *next = at + 1;
            while (next < end && *next != '<') {
                next++;
            }
            strbuf_add_n(out, at, (size_t)(next - at));
            at = next;
        }
    }
}
