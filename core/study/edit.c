/* Edits of source text, and what they changed as a unified diff. */
#include "core/study/edit.h"

#include <string.h>

#include "core/study/linediff.h"

enum { CONTEXT = 3 };

Edits edits_new(Arena *arena, const SourceSet *sources) { return (Edits){.arena = arena, .sources = sources}; }

static bool same_edit(const Edit *a, const Edit *b) {
    return a->source == b->source && a->start == b->start && a->end == b->end && strcmp(a->text, b->text) == 0;
}

static bool overlap(const Edit *a, const Edit *b) {
    return a->source == b->source && a->start < b->end && b->start < a->end;
}

static bool comes_before(const Edit *a, const Edit *b) {
    if (a->start != b->start) {
        return a->start < b->start;
    }
    return a->end < b->end; /* what is inserted stands before what is replaced there */
}

static void add(Edits *edits, Edit edit, bool once) {
    for (int i = 0; i < edits->list.len; i++) {
        const Edit *other = &edits->list.at[i];
        if (once && same_edit(&edit, other)) {
            return;
        }
        edits->broken |= overlap(&edit, other);
    }
    VEC_PUSH(edits->arena, &edits->list, edit);
    for (int i = edits->list.len - 1; i > 0 && comes_before(&edits->list.at[i], &edits->list.at[i - 1]); i--) {
        const Edit swap = edits->list.at[i];
        edits->list.at[i] = edits->list.at[i - 1];
        edits->list.at[i - 1] = swap;
    }
}

void edits_replace(Edits *edits, Pos start, Pos end, const char *text) {
    const Source *source = sources_find(edits->sources, start);
    if (source == NULL || sources_find(edits->sources, end) != source || end.offset < start.offset) {
        edits->broken = true;
        return;
    }
    add(edits, (Edit){source, source_offset(source, start), source_offset(source, end), text}, true);
}

void edits_insert(Edits *edits, Pos at, const char *text) { edits_replace(edits, at, at, text); }

const char *edits_apply(const Edits *edits, const Source *source, size_t *length) {
    StrBuf out = strbuf_new(edits->arena);
    const char *text = source_text(source);
    size_t at = 0;
    for (int i = 0; i < edits->list.len; i++) {
        const Edit *edit = &edits->list.at[i];
        if (edit->source == source && edit->start >= at) {
            strbuf_add_n(&out, text + at, edit->start - at);
            strbuf_add(&out, edit->text);
            at = edit->end;
        }
    }
    strbuf_add_n(&out, text + at, source_length(source) - at);
    if (length != NULL) {
        *length = out.len;
    }
    return strbuf_text(&out);
}

/* ---- The diff ---- */

typedef VEC(const char *) Texts;

static Texts split(Arena *arena, const char *text) {
    Texts lines = {0};
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        VEC_PUSH(arena, &lines, arena_strndup(arena, text, length));
        text += length + (text[length] == '\n');
    }
    return lines;
}

/* The end of the hunk that begins at `from`: changes nearer than two contexts belong together. */
static int hunk_end(const DiffLines *lines, int from) {
    int last = from;
    for (int i = from; i < lines->len && i <= last + 2 * CONTEXT; i++) {
        last = lines->at[i].kind != DIFF_SAME ? i : last;
    }
    return last + 1 + CONTEXT < lines->len ? last + 1 + CONTEXT : lines->len;
}

static void add_hunk(StrBuf *out, const DiffLines *lines, const Texts *a, const Texts *b, int from, int to) {
    int first_a = 0, first_b = 0, count_a = 0, count_b = 0;
    for (int i = 0; i < to; i++) {
        const bool inside = i >= from;
        first_a += !inside && lines->at[i].kind != DIFF_ONLY_B;
        first_b += !inside && lines->at[i].kind != DIFF_ONLY_A;
        count_a += inside && lines->at[i].kind != DIFF_ONLY_B;
        count_b += inside && lines->at[i].kind != DIFF_ONLY_A;
    }
    strbuf_printf(out, "@@ -%d,%d +%d,%d @@\n", first_a + (count_a > 0), count_a, first_b + (count_b > 0), count_b);
    for (int i = from; i < to; i++) {
        const DiffLine *line = &lines->at[i];
        const char *text = line->kind == DIFF_ONLY_B ? b->at[line->b] : a->at[line->a];
        strbuf_printf(out, "%c%s\n", line->kind == DIFF_SAME ? ' ' : line->kind == DIFF_ONLY_A ? '-' : '+', text);
    }
}

void edits_diff(StrBuf *out, const char *name, const char *before, const char *after) {
    const Texts a = split(out->arena, before);
    const Texts b = split(out->arena, after);
    const DiffLines lines = linediff(out->arena, a.at, a.len, b.at, b.len);
    bool headed = false;
    for (int i = 0, done = 0; i < lines.len; i++) {
        if (lines.at[i].kind == DIFF_SAME || i < done) {
            continue;
        }
        if (!headed) {
            strbuf_printf(out, "--- %s\n+++ %s\n", name, name);
            headed = true;
        }
        const int from = i - CONTEXT > done ? i - CONTEXT : done;
        done = hunk_end(&lines, i);
        add_hunk(out, &lines, &a, &b, from, done);
    }
}
