/* The frames as files: pictures, a page to leaf through them, a snippet for LaTeX, one PDF. */
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "viz/frames.h"
#include "viz/frames_words.h"
#include "viz/html.h"
#include "viz/pages.h"
#include "viz/svg.h"
#include "viz/text.h"

typedef struct Writer {
    const Frames *frames;
    const FramesOptions *options;
    Arena *arena;
    FrameFileVec *files;
} Writer;

static const char *file_name(const Writer *w, int i) { return arena_printf(w->arena, "frame-%03d.svg", i + 1); }

static void add_file(Writer *w, const char *name, const StrBuf *text) {
    VEC_PUSH(w->arena, w->files,
             ((FrameFile){.name = name, .image = {.bytes = strbuf_text(text), .length = text->len}}));
}

static const char *gc_words(const Writer *w, const Step *step) {
    const Words words = {.arena = w->arena, .locale = w->frames->scene->locale};
    return words_of_gc(&words, step->gc);
}

/* ---- Pictures. ---- */

static const char *caption(const Writer *w, int i) {
    const Step *step = &w->frames->steps.at[i];
    const char *gc = gc_words(w, step);
    const char *text = arena_printf(w->arena, "%d/%d  %s", i + 1, w->frames->steps.len, step->sentence);
    return gc != NULL ? arena_printf(w->arena, "%s\n%s", text, gc) : text;
}

static int lines_of(const Writer *w, const char *text) {
    int lines = 1;
    for (const char *c = text_wrapped(w->arena, text, CAPTION_COLUMNS); *c != '\0'; c++) {
        lines += *c == '\n';
    }
    return lines;
}

static bool draw_all(Writer *w, Graph **graphs) {
    int most = 0;
    for (int i = 0; i < w->frames->steps.len && w->options->captions; i++) {
        int lines = lines_of(w, caption(w, i));
        most = lines > most ? lines : most;
    }
    for (int i = 0; i < w->frames->steps.len; i++) {
        Frame frame = frames_at(w->frames, i);
        frame.caption = caption(w, i);
        frame.caption_lines = most;
        const DrawOptions draw = {.theme = w->options->theme,
                                  .ids = true,
                                  .link_template = w->options->link_template,
                                  .sources = w->options->sources,
                                  .frame = &frame};
        graphs[i] = draw_scene_with(w->frames->scene, &draw);
        if (graphs[i] == NULL) {
            return false;
        }
    }
    return true;
}

/* ---- The page. ---- */

static void add_text(StrBuf *out, const char *text) { html_text(out, text, strlen(text)); }

static void add_index(Writer *w) {
    const Scene *scene = w->frames->scene;
    StrBuf out = strbuf_new(w->arena);
    const HtmlHead head = {.title = scene->title,
                           .locale = scene->locale,
                           .theme = w->options->theme,
                           .style = html_index_style,
                           .images = true,
                           .fixed = true};
    html_head(&out, &head);
    strbuf_add(&out, "<body>\n<h1>");
    add_text(&out, scene->title);
    strbuf_add(&out, "</h1>\n");
    html_toolbar(&out, scene->locale, false);
    strbuf_add(&out, "<main>\n");
    for (int i = 0; i < w->frames->steps.len; i++) {
        const Step *step = &w->frames->steps.at[i];
        const char *gc = gc_words(w, step);
        strbuf_printf(&out, "<figure class=\"%s\" id=\"f%d\"><figcaption>", step_kind_name(step->kind), i + 1);
        if (!w->options->captions) { /* else the picture says it, and `alt` for who can't see that */
            add_text(&out, step->sentence);
        }
        if (gc != NULL) {
            strbuf_add(&out, w->options->captions ? "<span class=\"gc\">" : "<br><span class=\"gc\">");
            add_text(&out, gc);
            strbuf_add(&out, "</span>");
        }
        strbuf_printf(&out, "</figcaption><img src=\"%s\" alt=\"", file_name(w, i));
        add_text(&out, step->sentence);
        strbuf_add(&out, "\"></figure>\n");
    }
    strbuf_add(&out, "</main>\n<script>\n");
    html_lines(&out, html_index_script);
    strbuf_add(&out, "</script>\n</body>\n</html>\n");
    add_file(w, "index.html", &out);
}

/* ---- LaTeX. ---- */

/* Appends text in which no character means anything to TeX. */
static void tex_text(StrBuf *out, const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        int size;
        int rune = utf8_decode(text, left, &size);
        switch (rune) {
        case '\\': strbuf_add(out, "\\textbackslash{}"); break;
        case '~': strbuf_add(out, "\\textasciitilde{}"); break;
        case '^': strbuf_add(out, "\\textasciicircum{}"); break;
        case '<': strbuf_add(out, "\\textless{}"); break;
        case '>': strbuf_add(out, "\\textgreater{}"); break;
        case '|': strbuf_add(out, "\\textbar{}"); break;
        case '"': strbuf_add(out, "\\char34{}"); break;
        case '`': strbuf_add(out, "\\char96{}"); break;
        case '-': strbuf_add(out, "{-}"); break; /* no dashes of two */
        case '{':
        case '}':
        case '$':
        case '&':
        case '#':
        case '_':
        case '%':
            strbuf_byte(out, '\\');
            strbuf_byte(out, (char)rune);
            break;
        case '\n': strbuf_byte(out, ' '); break;
        default: strbuf_rune(out, rune < 0x20 || (rune >= 0x7F && rune < 0xA0) ? '?' : rune); break;
        }
        text += size;
        left -= (size_t)size;
    }
}

/* With captions in the pictures the sentences are notes for the speaker. */
static void add_overlay(Writer *w, StrBuf *out, int i) {
    const Step *step = &w->frames->steps.at[i];
    const char *gc = gc_words(w, step);
    const bool captions = w->options->captions;
    strbuf_printf(out,
                  "  \\only<%d>{\\includegraphics[page=%d,width=\\textwidth,height=%s\\textheight,keepaspectratio]"
                  "{frames.pdf}}%%\n  %s<%d>{",
                  i + 1, i + 1, captions ? ".82" : ".66", captions ? "\\note" : "\\only", i + 1);
    strbuf_add(out, captions ? "" : "\\par\\smallskip\\small ");
    tex_text(out, step->sentence);
    if (gc != NULL) {
        strbuf_add(out, " \\texttt{");
        tex_text(out, gc);
        strbuf_byte(out, '}');
    }
    strbuf_add(out, "}%\n");
}

static void add_tex(Writer *w) {
    StrBuf out = strbuf_new(w->arena);
    strbuf_add(&out, "% One beamer frame of all pictures: \\usepackage{graphicx}, then \\input{frames.tex}.\n"
                     "% Where frames.pdf lies elsewhere: \\graphicspath{{FOLDER/}}.\n\\begin{frame}{");
    tex_text(&out, w->frames->scene->title);
    strbuf_add(&out, "}\n  \\centering\n");
    for (int i = 0; i < w->frames->steps.len; i++) {
        add_overlay(w, &out, i);
    }
    strbuf_add(&out, "\\end{frame}\n");
    add_file(w, "frames.tex", &out);
}

/* ---- All. ---- */

bool frames_files(const Frames *frames, const FramesOptions *options, FrameFileVec *files, Diag *why) {
    Arena *arena = frames->scene->arena;
    Writer writer = {.frames = frames, .options = options, .arena = arena, .files = files};
    const int count = frames->steps.len;
    Graph **graphs = ARENA_ARRAY(arena, Graph *, count + 1);
    Image *svgs = ARENA_ARRAY(arena, Image, count + 1);
    Image *pages = ARENA_ARRAY(arena, Image, count + 1);
    if (!draw_all(&writer, graphs)) {
        *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = TR_LATER("Graphviz could not make a graph")};
        return false;
    }
    if (!render_series(arena, graphs, count, svgs, pages, why)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        StrBuf svg = strbuf_new(arena);
        svg_add(&svg, &svgs[i], &(SvgOptions){.scene = frames->scene});
        add_file(&writer, file_name(&writer, i), &svg);
    }
    add_index(&writer);
    add_tex(&writer);
    Image joined;
    if (!pages_join(arena, pages, count, &joined, why)) {
        return false;
    }
    VEC_PUSH(arena, files, ((FrameFile){.name = "frames.pdf", .image = joined}));
    return true;
}
