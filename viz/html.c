#include "viz/html.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/map.h"
#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "core/types/object.h"
#include "viz/frames_words.h"
#include "viz/json.h"
#include "viz/svg.h"

/* ---- Text. ---- */

static bool is_unfit(int rune) {
    bool control = (rune < 0x20 && rune != '\n' && rune != '\t') || (rune >= 0x7F && rune < 0xA0);
    bool direction = (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
    return control || direction || rune == 0xFFFE || rune == 0xFFFF;
}

void html_text(StrBuf *out, const char *text, size_t length) {
    while (length > 0) {
        int size;
        int rune = utf8_decode(text, length, &size);
        switch (rune) {
        case '&': strbuf_add(out, "&amp;"); break;
        case '<': strbuf_add(out, "&lt;"); break;
        case '>': strbuf_add(out, "&gt;"); break;
        case '"': strbuf_add(out, "&quot;"); break;
        case '\'': strbuf_add(out, "&#39;"); break;
        case '\r': break;
        default: strbuf_rune(out, is_unfit(rune) ? RUNE_ERROR : rune); break;
        }
        text += size;
        length -= (size_t)size;
    }
}

static void add_text(StrBuf *out, const char *text) { html_text(out, text, strlen(text)); }

void html_lines(StrBuf *out, const char *const *lines) {
    for (; *lines != NULL; lines++) {
        strbuf_printf(out, "%s\n", *lines);
    }
}

/* ---- Colours. ---- */

static void add_variables(StrBuf *out, const Theme *theme) {
    const LookStyle *plain = &theme->looks[LOOK_PLAIN];
    strbuf_printf(out,
                  "--back:%s;--text:%s;--muted:%s;--cell:%s;--plain:%s;--line:%s;--heap:%s;--heap-fill:%s;"
                  "--heap-text:%s;--stack-text:%s;--stack-fill:%s;color-scheme:%s",
                  theme->background, theme->text, theme->muted, theme->cell, plain->fill, plain->line,
                  theme->looks[LOOK_HEAP].line, theme->looks[LOOK_HEAP].fill, theme->looks[LOOK_HEAP].text,
                  theme->looks[LOOK_STACK].text, theme->looks[LOOK_STACK].fill,
                  theme_is_dark(theme) ? "dark" : "light");
}

/* Colours as libgvc writes them: in small letters. Some versions know two by name. */
static const char *written(Arena *arena, const char *colour) {
    char *small = arena_strdup(arena, colour);
    for (char *c = small; *c != '\0'; c++) {
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    }
    return small;
}

typedef struct Exchange {
    StrBuf *out;
    StrMap *seen;
    const char *scope;
} Exchange;

/* The first meaning of a colour wins: a picture can't tell two uses of white apart. */
static void exchange(Exchange *x, const char *what, const char *property, const char *from, const char *to) {
    const char *value = written(x->out->arena, from);
    const char *key = arena_printf(x->out->arena, "%s %s %s", what, property, value);
    if (!strmap_has(x->seen, key)) {
        strmap_set(x->seen, key, x->out);
        const char *name = strcmp(value, "#ffffff") == 0 ? "white" : strcmp(value, "#000000") == 0 ? "black" : NULL;
        strbuf_printf(x->out, "%s svg %s[%s=\"%s\"]", x->scope, what, property, value);
        if (name != NULL) {
            strbuf_printf(x->out, ",%s svg %s[%s=\"%s\"]", x->scope, what, property, name);
        }
        strbuf_printf(x->out, "{%s:%s}\n", property, to);
    }
}

/* Rules by which a picture in one theme is shown in another: those of a style sheet win over attributes. */
static void add_exchange(StrBuf *out, const char *scope, const Theme *from, const Theme *to) {
    Exchange x = {.out = out, .seen = strmap_new(out->arena), .scope = scope};
    strbuf_printf(out, "%s{", scope);
    add_variables(out, to);
    strbuf_printf(out, "}\n%s svg text{fill:%s}\n", scope, to->text);
    exchange(&x, "text", "fill", from->text, to->text);
    exchange(&x, "text", "fill", from->muted, to->muted);
    exchange(&x, ":not(text)", "fill", from->background, to->background);
    exchange(&x, ":not(text)", "fill", from->cell, to->cell);
    exchange(&x, ":not(text)", "fill", from->text, to->text);
    exchange(&x, ":not(text)", "stroke", from->text, to->text);
    for (int i = 0; i < LOOK_COUNT; i++) {
        const LookStyle *old = &from->looks[i];
        const LookStyle *new = &to->looks[i];
        exchange(&x, "text", "fill", old->text, new->text);
        exchange(&x, ":not(text)", "fill", old->fill, new->fill);
        exchange(&x, ":not(text)", "fill", old->line, new->line); /* heads of arrows */
        exchange(&x, ":not(text)", "stroke", old->line, new->line);
    }
}

void html_head(StrBuf *out, const HtmlHead *head) {
    const bool dark = theme_is_dark(head->theme);
    const Theme *other = theme_find(dark ? "light" : "dark");
    const bool chinese = head->locale != NULL && strncmp(head->locale, "zh", 2) == 0;
    strbuf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\" data-base=\"%s\"%s>\n<head>\n<meta charset=\"utf-8\">\n",
                  chinese ? "zh-CN" : "en", dark ? "dark" : "light", head->fixed ? " data-mode=\"base\"" : "");
    strbuf_printf(out,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';%s style-src "
                  "'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n",
                  head->images ? " img-src 'self' file:;" : "");
    strbuf_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    add_text(out, head->title);
    strbuf_add(out, "</title>\n<style>\n:root{");
    add_variables(out, head->theme);
    strbuf_add(out, "}\n");
    html_lines(out, head->style);
    strbuf_printf(out, "@media screen{\n");
    add_exchange(out, ":root[data-mode=\"other\"]", head->theme, other);
    strbuf_printf(out, "}\n@media screen and (prefers-color-scheme:%s){\n", dark ? "light" : "dark");
    add_exchange(out, ":root:not([data-mode])", head->theme, other);
    strbuf_add(out, "}\n");
    if (dark) { /* paper is white */
        strbuf_add(out, "@media print{\n");
        add_exchange(out, ":root", head->theme, other);
        strbuf_add(out, "}\n");
    }
    strbuf_add(out, "</style>\n</head>\n");
}

/* ---- The source. ---- */

/* A stretch of one source that belongs to a box or an arrow. */
typedef struct Link {
    size_t start, end;
    const char *id;
} Link;

typedef struct Listing {
    StrBuf *out;
    const Source *source;
    VEC(Link) links; /* in order of their start */
} Listing;

static void add_link(Listing *listing, const SourceSet *sources, SourceSpan span, char letter, int number) {
    if (span.length > 0 && sources_find(sources, span.pos) == listing->source) {
        size_t start = source_offset(listing->source, span.pos);
        VEC_PUSH(
            listing->out->arena, &listing->links,
            ((Link){start, start + (size_t)span.length, arena_printf(listing->out->arena, "%c%d", letter, number)}));
    }
}

static int by_start(const void *a, const void *b) {
    const Link *x = a;
    const Link *y = b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return strcmp(x->id, y->id);
}

/* Returns the next place from `at` to `end` where a link starts or ends, never inside a character. */
static size_t next_cut(const Listing *listing, const char *text, size_t at, size_t end) {
    size_t cut = end;
    for (int i = 0; i < listing->links.len; i++) {
        const Link *link = &listing->links.at[i];
        if (link->start > at && link->start < cut) {
            cut = link->start;
        }
        if (link->end > at && link->end < cut) {
            cut = link->end;
        }
    }
    while (cut < end && ((unsigned char)text[cut] & 0xC0) == 0x80) {
        cut++;
    }
    return cut;
}

/* Appends the text from `at` to `end`, all in the same links. */
static void add_piece(Listing *listing, const char *text, size_t at, size_t end) {
    StrBuf *out = listing->out;
    int count = 0;
    for (int i = 0; i < listing->links.len; i++) {
        const Link *link = &listing->links.at[i];
        if (link->start <= at && link->end > at) {
            strbuf_printf(out, "%s%s", count++ == 0 ? "<span class=\"mark\" data-ids=\"" : " ", link->id);
        }
    }
    strbuf_add(out, count > 0 ? "\">" : "");
    html_text(out, text + at, end - at);
    strbuf_add(out, count > 0 ? "</span>" : "");
}

static void add_source_line(Listing *listing, const char *text, size_t start, size_t end, int line) {
    strbuf_printf(listing->out, "<span class=\"line\" data-line=\"%d\">", line);
    for (size_t at = start; at < end;) {
        size_t cut = next_cut(listing, text, at, end);
        add_piece(listing, text, at, cut);
        at = cut;
    }
    strbuf_add(listing->out, "\n</span>");
}

/* A line that is shown of a file of another package: one with a link, or next to it. */
static bool is_near_link(const Listing *listing, size_t before, size_t behind) {
    for (int i = 0; i < listing->links.len; i++) {
        const Link *link = &listing->links.at[i];
        if (link->start < behind && link->end > before) {
            return true;
        }
    }
    return false;
}

static size_t line_end(const char *text, size_t length, size_t at) {
    while (at < length && text[at] != '\n') {
        at++;
    }
    return at;
}

/* own: a file of the package in question, shown as a whole; of others the lines that the picture speaks of. */
static void add_source(StrBuf *out, const Frames *frames, const SourceSet *sources, const Source *source, bool own) {
    Listing listing = {.out = out, .source = source};
    for (int i = 0; i < frames->scene->boxes.len; i++) {
        add_link(&listing, sources, frames->scene->boxes.at[i]->span, 'b', i);
    }
    for (int i = 0; i < frames->scene->arrows.len; i++) {
        add_link(&listing, sources, frames->scene->arrows.at[i].span, 'a', i);
    }
    if (listing.links.len > 0) {
        qsort(listing.links.at, (size_t)listing.links.len, sizeof *listing.links.at, by_start);
    }
    strbuf_add(out, "<figure><figcaption>");
    add_text(out, source_name(source));
    strbuf_add(out, "</figcaption><pre translate=\"no\"><code>");
    const char *text = source_text(source);
    const size_t length = source_length(source);
    int line = 1, last = 0;
    for (size_t at = 0, before = 0; at < length; line++) {
        const size_t end = line_end(text, length, at);
        if (own || is_near_link(&listing, before, line_end(text, length, end + 1))) {
            strbuf_add(out, last > 0 && last + 1 < line ? "<span class=\"line\" data-line=\"⋯\">\n</span>" : "");
            add_source_line(&listing, text, at, end, line);
            last = line;
        }
        before = at;
        at = end + 1;
    }
    strbuf_add(out, "</code></pre></figure>\n");
}

typedef struct SourceList {
    const Frames *frames;
    const SourceSet *sources;
    StrBuf *out;
    Map *shown;
} SourceList;

static void add_other(SourceList *list, SourceSpan span) {
    const Source *source = span.length > 0 ? sources_find(list->sources, span.pos) : NULL;
    if (source != NULL && !map_has(list->shown, source)) {
        map_set(list->shown, source, list->out);
        add_source(list->out, list->frames, list->sources, source, false);
    }
}

/* The files of the package, then those of other packages that a way leads through. */
static void add_sources(StrBuf *out, const Frames *frames, const PictureFacts *facts) {
    SourceList list = {frames, facts->sources, out, map_new(out->arena)};
    for (int i = 0; facts->ir->package != NULL && i < facts->ir->package->files.len; i++) {
        const Source *source = facts->ir->package->files.at[i]->source;
        map_set(list.shown, source, out);
        add_source(out, frames, facts->sources, source, true);
    }
    for (int i = 0; i < frames->scene->boxes.len; i++) {
        add_other(&list, frames->scene->boxes.at[i]->span);
    }
    for (int i = 0; i < frames->scene->arrows.len; i++) {
        add_other(&list, frames->scene->arrows.at[i].span);
    }
}

/* ---- What the script needs to know. ---- */

static void add_ids(StrBuf *out, const char *key, const BoxVec *boxes) {
    strbuf_printf(out, ",\"%s\":[", key);
    for (int i = 0; i < boxes->len; i++) {
        strbuf_printf(out, "%s%d", i > 0 ? "," : "", boxes->at[i]->id);
    }
    strbuf_byte(out, ']');
}

static void add_numbers(StrBuf *out, const char *key, const int *numbers, int count) {
    strbuf_printf(out, ",\"%s\":[", key);
    for (int i = 0; i < count; i++) {
        strbuf_printf(out, "%s%d", i > 0 ? "," : "", numbers[i]);
    }
    strbuf_byte(out, ']');
}

static void add_steps(StrBuf *out, const Frames *frames) {
    strbuf_add(out, "\"steps\":[");
    for (int i = 0; i < frames->steps.len; i++) {
        const Step *step = &frames->steps.at[i];
        strbuf_printf(out, "%s\n{\"kind\":\"%s\",\"text\":", i > 0 ? "," : "", step_kind_name(step->kind));
        json_add_text(out, step->sentence);
        strbuf_add(out, ",\"gc\":");
        const Words words = {.arena = out->arena, .locale = frames->scene->locale};
        if (step->gc != NULL) {
            json_add_text(out, words_of_gc(&words, step->gc));
        } else {
            strbuf_add(out, "null");
        }
        add_ids(out, "appear", &step->appear);
        add_ids(out, "decided", &step->decided);
        add_ids(out, "lit", &step->lit);
        add_numbers(out, "edges", step->edges.at, step->edges.len);
        add_numbers(out, "litEdges", step->lit_edges.at, step->lit_edges.len);
        strbuf_byte(out, '}');
    }
    strbuf_byte(out, ']');
}

static void add_group_parents(StrBuf *out, const Scene *scene) {
    int *parents = ARENA_ARRAY(out->arena, int, scene->group_count + 1);
    VEC(const Group *) all = {0};
    for (int i = 0; i < scene->groups.len; i++) {
        parents[scene->groups.at[i]->id] = -1;
        VEC_PUSH(out->arena, &all, scene->groups.at[i]);
    }
    for (int i = 0; i < all.len; i++) {
        for (int k = 0; k < all.at[i]->groups.len; k++) {
            parents[all.at[i]->groups.at[k]->id] = all.at[i]->id;
            VEC_PUSH(out->arena, &all, all.at[i]->groups.at[k]);
        }
    }
    add_numbers(out, "groups", parents, scene->group_count);
}

static void add_data(StrBuf *out, const Frames *frames) {
    const Scene *scene = frames->scene;
    strbuf_add(out, "<script type=\"application/json\" id=\"data\">\n{");
    add_steps(out, frames);
    strbuf_add(out, ",\n\"boxes\":[");
    for (int i = 0; i < scene->boxes.len; i++) {
        const Box *box = scene->boxes.at[i];
        strbuf_printf(out, "%s{\"group\":%d,\"notes\":%d}", i > 0 ? "," : "", box->group ? box->group->id : -1,
                      box->notes.len);
    }
    strbuf_add(out, "],\n\"arrows\":[");
    for (int i = 0; i < scene->arrows.len; i++) {
        const Arrow *arrow = &scene->arrows.at[i];
        strbuf_printf(out, "%s[%d,%d]", i > 0 ? "," : "", arrow->from->id, arrow->to->id);
    }
    strbuf_byte(out, ']');
    add_group_parents(out, scene);
    strbuf_add(out, "}\n</script>\n");
}

/* ---- The page. ---- */

static void add_button(StrBuf *out, const char *id, const char *words, const char *title) {
    strbuf_printf(out, "<button type=\"button\" id=\"%s\" title=\"", id);
    add_text(out, title);
    strbuf_add(out, "\">");
    add_text(out, words);
    strbuf_add(out, "</button>\n");
}

void html_toolbar(StrBuf *out, const char *locale, bool whole) {
    strbuf_add(out, "<div class=\"bar\" role=\"toolbar\">\n");
    add_button(out, "first", "|◀", tr(locale, "to the beginning (Home)"));
    add_button(out, "back", tr(locale, "◀ Back"), tr(locale, "one step back (p, ←)"));
    add_button(out, "next", tr(locale, "Next ▶"), tr(locale, "one step on (n, →)"));
    add_button(out, "verdict", tr(locale, "Verdict ▶▶"), tr(locale, "to the next verdict (v)"));
    if (whole) {
        add_button(out, "whole", tr(locale, "All"), tr(locale, "the whole picture (Escape)"));
    }
    strbuf_add(out, "<output id=\"count\"></output>\n");
    if (whole) {
        add_button(out, "mode", "◐", tr(locale, "dark or light (d)"));
    }
    strbuf_add(out, "</div>\n");
}

static void add_attribute(StrBuf *out, const char *name, const char *text) {
    strbuf_printf(out, " %s=\"", name);
    add_text(out, text);
    strbuf_byte(out, '"');
}

/* The sentence of the step; what the script says besides stands in attributes. */
static void add_telling(StrBuf *out, const Frames *frames) {
    const char *locale = frames->scene->locale;
    const char *hint = tr(locale, "Point at a box, an arrow or underlined code; click to keep it. Steps: n on, p back, "
                                  "v to the next verdict, Escape for all of it. d: dark or light.");
    strbuf_add(out, "<div id=\"telling\" aria-live=\"polite\"><p id=\"sentence\"");
    add_attribute(out, "data-hint", hint);
    add_attribute(out, "data-steps", arena_printf(out->arena, tr(locale, "%d steps"), frames->steps.len));
    strbuf_add(out, "></p><p id=\"gc\"></p></div>\n");
}

bool html_page(StrBuf *out, const Frames *frames, const PictureFacts *facts, const HtmlOptions *options, Diag *why) {
    const Scene *scene = frames->scene;
    const DrawOptions draw = {
        .theme = options->theme, .ids = true, .link_template = options->link_template, .sources = options->sources};
    Graph *graph = draw_scene_with(scene, &draw);
    Image image;
    if (graph == NULL) {
        *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = TR_LATER("Graphviz could not make a graph")};
        return false;
    }
    if (!render_graph(out->arena, graph, RENDER_SVG, &image, why)) {
        return false;
    }
    const HtmlHead head = {.title = scene->title,
                           .locale = scene->locale,
                           .theme = options->theme,
                           .style = html_page_style,
                           .fixed = options->fixed};
    html_head(out, &head);
    strbuf_add(out, "<body>\n<header>\n<h1>");
    add_text(out, scene->title);
    strbuf_add(out, "</h1>\n<p class=\"detail\">");
    add_text(out, scene->detail);
    strbuf_add(out, "</p>\n");
    html_toolbar(out, scene->locale, true);
    strbuf_add(out, "</header>\n");
    add_telling(out, frames);
    strbuf_add(out, "<main>\n<section class=\"source\">\n");
    add_sources(out, frames, facts);
    strbuf_add(out, "</section>\n<section class=\"picture\">\n");
    svg_add(out, &image, &(SvgOptions){.scene = frames->scene, .inlined = true});
    strbuf_add(out, "</section>\n</main>\n");
    add_data(out, frames);
    strbuf_add(out, "<script>\n");
    html_lines(out, html_page_script);
    strbuf_add(out, "</script>\n</body>\n</html>\n");
    return true;
}
