/*
 * Analyses a program with one line changed and pairs what was with what is. A fact is found again by its function
 * and name, or by its line: lines below the edited one move by as many as the new text has more.
 */
#include "core/study/whatif.h"

#include <string.h>

#include "core/base/map.h"
#include "core/study/rerun.h"

/* ---- The edited text ---- */

static bool line_bounds(const Source *source, int line, size_t *start, size_t *end) {
    const char *text = source_text(source);
    size_t at = 0;
    for (int i = 1; i < line; i++) {
        const char *newline = strchr(text + at, '\n');
        if (newline == NULL) {
            return false;
        }
        at = (size_t)(newline - text) + 1;
    }
    if (line < 1 || at >= source_length(source)) {
        return false;
    }
    *start = at;
    *end = at + strcspn(text + at, "\n");
    return true;
}

static int count_lines(const char *text) {
    int count = 1;
    for (; *text != '\0'; text++) {
        count += *text == '\n';
    }
    return count;
}

static const char *indented(Arena *arena, const Source *source, size_t start, const char *text) {
    const char *old = source_text(source) + start;
    const size_t indent = strspn(old, " \t");
    if (text[0] == '\0' || text[0] == ' ' || text[0] == '\t') {
        return text;
    }
    StrBuf out = strbuf_new(arena);
    for (const char *line = text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        strbuf_add_n(&out, old, indent);
        strbuf_add_n(&out, line, length + (line[length] == '\n'));
        line += length + (line[length] == '\n');
    }
    return strbuf_text(&out);
}

/* ---- Facts ---- */

typedef struct Fact {
    const Story *story;
    const char *key;
} Fact;
typedef struct Facts {
    VEC(Fact) list;
    StrMap *index; /* key -> index plus one */
} Facts;

/* How lines of the text before are numbered in the text after. */
typedef struct Shift {
    const char *file;
    int line;
    int lines; /* that the text has more than one */
} Shift;

static const char *name_of_place(Arena *arena, const SourceSet *sources, const Story *story, const Shift *shift) {
    const Place place = pos_known(story->pos) ? sources_place(sources, story->pos) : (Place){.file = ""};
    int line = place.source_line;
    if (shift != NULL && strcmp(place.file, shift->file) == 0 && line > shift->line) {
        line += shift->lines;
    }
    return arena_printf(arena, "%s:%d", place.file, line);
}

static bool is_param(const Story *story) {
    const VerdictKind kind = story->verdict != NULL ? story->verdict->kind : VERDICT_OTHER;
    return kind == VERDICT_LEAKS || kind == VERDICT_LEAKS_CONTENT || kind == VERDICT_LEAKS_RESULT ||
           kind == VERDICT_PARAM_STAYS;
}

static bool is_named_var(const Location *location) { return location->var != NULL && location->var->object != NULL; }

static void add_fact(Arena *arena, Facts *facts, const Story *story, const char *base) {
    const char *key = base;
    for (int i = 1; strmap_has(facts->index, key); i++) {
        key = arena_printf(arena, "%s#%d", base, i);
    }
    VEC_PUSH(arena, &facts->list, ((Fact){story, key}));
    strmap_set(facts->index, key, (void *)(intptr_t)facts->list.len);
}

static Facts facts_of(Arena *arena, Analysis *analysis, const PackageResult *result, const Shift *shift,
                      const char *locale) {
    Facts facts = {.index = strmap_new(arena)};
    const SourceSet *sources = analysis_sources(analysis);
    const ExplainConfig config = {.arena = analysis_arena(analysis),
                                  .go = world_go(analysis_world(analysis)),
                                  .sources = sources,
                                  .locale = locale};
    for (int b = 0; b < result->escape.batches.len; b++) {
        const Batch *batch = result->escape.batches.at[b];
        for (int i = 0; i < batch->locations.len; i++) {
            const Location *location = batch->locations.at[i];
            const Func *func = location->func;
            if (func == NULL || location->is_temp || (location->var == NULL && location->node == NULL) ||
                (location->var != NULL && (!is_named_var(location) || location->var->is_closure_var))) {
                continue;
            }
            const Story *story = explain_location(&config, result->ir, &result->escape, batch, location);
            const char *name = location_name(&config, location);
            const char *base = location->var != NULL ? arena_printf(arena, "%s|%s", func->name, name)
                                                     : arena_printf(arena, "%s|%s|%s", func->name, name,
                                                                    name_of_place(arena, sources, story, shift));
            add_fact(arena, &facts, story, base);
        }
    }
    return facts;
}

static const Fact *find_fact(const Facts *facts, const char *key) {
    const intptr_t at = (intptr_t)strmap_get(facts->index, key);
    return at > 0 ? &facts->list.at[at - 1] : NULL;
}

/* ---- Flips ---- */

static bool escapes(const Story *story) {
    return story->location != NULL && (story->location->attributes & ATTR_ESCAPES) != 0;
}

static bool same_verdict(const Story *a, const Story *b) {
    if (is_param(a) || is_param(b)) {
        return is_param(a) && is_param(b) && strcmp(a->verdict->text, b->verdict->text) == 0;
    }
    return a->placement == b->placement && escapes(a) == escapes(b);
}

static const Hop *last_hop(const Story *story) {
    return story != NULL && story->hops.len > 0 ? &VEC_LAST(&story->hops) : NULL;
}

static bool costs(const Story *story) { return story->placement == PLACE_HEAP || story->placement == PLACE_RUNTIME; }

static void pair(Arena *arena, const Facts *before, const Facts *after, WhatIf *out) {
    for (int i = 0; i < after->list.len; i++) {
        const Fact *now = &after->list.at[i];
        const Fact *old = find_fact(before, now->key);
        if (old == NULL) {
            if (costs(now->story)) {
                VEC_PUSH(arena, &out->fresh, ((Flip){NULL, now->story, last_hop(now->story)}));
            }
        } else if (same_verdict(old->story, now->story)) {
            out->same++;
        } else {
            const Story *told = now->story->hops.len > 0 ? now->story : old->story;
            VEC_PUSH(arena, &out->flips, ((Flip){old->story, now->story, last_hop(told)}));
        }
    }
    for (int i = 0; i < before->list.len; i++) {
        const Fact *old = &before->list.at[i];
        if (find_fact(after, old->key) == NULL && costs(old->story)) {
            VEC_PUSH(arena, &out->gone, ((Flip){old->story, NULL, last_hop(old->story)}));
        }
    }
}

bool whatif(Arena *arena, Analysis *before, const PackageResult *result, int file, int line, const char *text,
            const char *locale, WhatIf *out) {
    *out = (WhatIf){.line = line};
    const Source *source = result->package->files.at[file]->source;
    size_t start, end;
    if (!line_bounds(source, line, &start, &end)) {
        return false;
    }
    Edits edits = edits_new(arena, analysis_sources(before));
    const char *fresh = indented(arena, source, start, text);
    edits_replace(&edits, source_pos(source, start), source_pos(source, end), fresh);
    const size_t indent = strspn(source_text(source) + start, " \t");
    const size_t skipped = indent < end - start ? indent : end - start;
    out->file = source_name(source);
    out->old_text = arena_strndup(arena, source_text(source) + start + skipped, end - start - skipped);
    out->new_text = text + strspn(text, " \t");
    out->analysis = rerun(arena, before, result, &edits, true); /* the question is about verdicts */
    const PackageResult *edited = rerun_result(out->analysis);
    if (edited == NULL) {
        return true;
    }
    out->result = edited;
    const Shift shift = {.file = out->file, .line = line, .lines = count_lines(fresh) - 1};
    const Facts was = facts_of(arena, before, result, &shift, locale);
    const Facts is = facts_of(arena, out->analysis, edited, NULL, locale);
    pair(arena, &was, &is, out);
    return true;
}
