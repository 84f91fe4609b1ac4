/*
 * Analyses a program with one line changed and pairs what was with what is. A value is found again by its name and
 * line: lines below the edited one move by as many as the new text has more; on the edited one the name will do.
 */
#include "core/study/whatif.h"

#include <stdlib.h>
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

/* What is known of one location, and by which key it is found again in the other text. */
typedef struct Fact {
    const Location *location;
    const Batch *batch;
    const char *key;
    const char *name;
    const char *words; /* gc's lines about a parameter, with commas; NULL for other values */
    Placement placement;
    int line;           /* in the text after the edit; 0: in another file, or nowhere */
    struct Fact *other; /* the same value in the other text; NULL: there is none */
} Fact;
typedef struct Facts {
    const ExplainConfig *config;
    const PackageResult *result;
    VEC(Fact) list;
    StrMap *index; /* key -> index plus one */
} Facts;

/* How lines of the text before are numbered in the text after. */
typedef struct Shift {
    const char *file;
    int line;  /* the one that is edited */
    int lines; /* that the new text has more than one */
} Shift;

static bool is_param_verdict(const Verdict *verdict) {
    return verdict->kind == VERDICT_LEAKS || verdict->kind == VERDICT_LEAKS_CONTENT ||
           verdict->kind == VERDICT_LEAKS_RESULT || verdict->kind == VERDICT_PARAM_STAYS;
}

static bool is_named_var(const Location *location) { return location->var != NULL && location->var->object != NULL; }

/* Temporaries, results without a name and what a closure has of its captures are no values of the program. */
static bool is_value(const Location *location) {
    if (location->func == NULL || location->is_temp) {
        return false;
    }
    return location->var != NULL ? is_named_var(location) && !location->var->is_closure_var : location->node != NULL;
}

/* "leaking param content: p, leaking param: p to result ~r0 level=0"; NULL: it is no parameter. */
static const char *param_words(Arena *arena, const EscapeResult *result, const Location *location) {
    StrBuf out = strbuf_new(arena);
    for (int i = 0; i < result->verdicts.len; i++) {
        const Verdict *verdict = result->verdicts.at[i];
        if (verdict->location == location && is_param_verdict(verdict)) {
            strbuf_printf(&out, "%s%s", out.len > 0 ? ", " : "", verdict->text);
        }
    }
    return out.len > 0 ? strbuf_text(&out) : NULL;
}

/* A value is found again by its name and line; instances of a generic function are told apart by their shapes. */
static const char *key_of_fact(const Facts *facts, const Fact *fact, const char *file, int line) {
    Arena *arena = facts->config->arena;
    const Func *outermost = fact->location->func;
    while (outermost->outer != NULL) {
        outermost = outermost->outer;
    }
    const char *shape = strstr(outermost->name, "[go.shape.");
    const char *base = arena_printf(arena, "%s|%s|%s:%d", shape != NULL ? shape : "", fact->name, file, line);
    const char *key = base;
    for (int i = 1; strmap_has(facts->index, key); i++) {
        key = arena_printf(arena, "%s#%d", base, i);
    }
    return key;
}

static Pos location_pos(const Location *location) {
    return location->var != NULL ? location->var->pos : location->node->pos;
}

static int in_source_order(const void *a, const void *b) {
    const uint32_t x = location_pos(((const Fact *)a)->location).offset;
    const uint32_t y = location_pos(((const Fact *)b)->location).offset;
    return x < y ? -1 : x > y;
}

static Facts collect(const ExplainConfig *config, const PackageResult *result) {
    Facts facts = {.config = config, .result = result, .index = strmap_new(config->arena)};
    for (int b = 0; b < result->escape.batches.len; b++) {
        const Batch *batch = result->escape.batches.at[b];
        for (int i = 0; i < batch->locations.len; i++) {
            const Location *location = batch->locations.at[i];
            if (is_value(location)) {
                VEC_PUSH(config->arena, &facts.list, ((Fact){.location = location, .batch = batch}));
            }
        }
    }
    if (facts.list.len > 0) {
        qsort(facts.list.at, (size_t)facts.list.len, sizeof facts.list.at[0], in_source_order);
    }
    return facts;
}

/* before: the text is the one before the edit, so that its lines are to be renumbered. */
static Facts facts_of(const ExplainConfig *config, const PackageResult *result, const Shift *shift, bool before) {
    Facts facts = collect(config, result);
    for (int i = 0; i < facts.list.len; i++) {
        Fact *fact = &facts.list.at[i];
        const Pos pos = location_pos(fact->location);
        const Place place = pos_known(pos) ? sources_place(config->sources, pos) : (Place){.file = ""};
        const bool edited_file = strcmp(place.file, shift->file) == 0;
        const bool moved = before && edited_file && place.source_line > shift->line;
        const int line = place.source_line + (moved ? shift->lines : 0);
        fact->name = location_name(config, fact->location);
        fact->words = param_words(config->arena, &result->escape, fact->location);
        fact->placement = location_placement(config, fact->location, NULL);
        fact->line = edited_file ? line : 0;
        fact->key = key_of_fact(&facts, fact, place.file, line);
        strmap_set(facts.index, fact->key, (void *)(intptr_t)(i + 1));
    }
    return facts;
}

static bool escapes(const Fact *fact) { return (fact->location->attributes & ATTR_ESCAPES) != 0; }

/* ---- Stories ---- */

/* The verdict that the other side has not; of several the first. NULL: all are there, or gc is silent. */
static const Verdict *verdict_only_here(const Facts *facts, const Fact *fact) {
    const EscapeResult *result = &facts->result->escape;
    for (int i = 0; i < result->verdicts.len; i++) {
        const Verdict *verdict = result->verdicts.at[i];
        if (verdict->location == fact->location && is_param_verdict(verdict) &&
            (fact->other->words == NULL || strstr(fact->other->words, verdict->text) == NULL)) {
            return verdict;
        }
    }
    return NULL;
}

static const Story *story_of(const Facts *facts, const Fact *fact) {
    const PackageResult *result = facts->result;
    const Verdict *verdict = fact->other != NULL ? verdict_only_here(facts, fact) : NULL;
    return verdict != NULL ? explain_verdict(facts->config, result->ir, &result->escape, verdict)
                           : explain_location(facts->config, result->ir, &result->escape, fact->batch, fact->location);
}

/* The hop that the edit makes or takes away: on its lines the last one, else the last of all. */
static const Hop *deciding_hop(const Facts *facts, const Story *story, const Shift *shift, bool before) {
    const int last = shift->line + (before ? 0 : shift->lines);
    for (int i = story->hops.len - 1; i >= 0; i--) {
        const Hop *hop = &story->hops.at[i];
        const Place place = pos_known(hop->pos) ? sources_place(facts->config->sources, hop->pos) : (Place){.file = ""};
        if (strcmp(place.file, shift->file) == 0 && place.source_line >= shift->line && place.source_line <= last) {
            return hop;
        }
    }
    return story->hops.len > 0 ? &VEC_LAST(&story->hops) : NULL;
}

/* ---- Flips ---- */

static bool same_state(const Fact *a, const Fact *b) {
    if (a->words != NULL || b->words != NULL) {
        return a->words != NULL && b->words != NULL && strcmp(a->words, b->words) == 0;
    }
    return a->placement == b->placement && escapes(a) == escapes(b);
}

static bool costs(const Fact *fact) { return fact->placement == PLACE_HEAP || fact->placement == PLACE_RUNTIME; }

static FlipSide side_of(const Facts *facts, const Fact *fact) {
    return (FlipSide){story_of(facts, fact), fact->name, fact->words};
}

static void pair(Fact *old, Fact *now) {
    old->other = now;
    now->other = old;
}

static void pair_unmoved(const Facts *was, const Facts *is) {
    for (int i = 0; i < is->list.len; i++) {
        const intptr_t at = (intptr_t)strmap_get(was->index, is->list.at[i].key);
        if (at > 0) {
            pair(&was->list.at[at - 1], &is->list.at[i]);
        }
    }
}

/* What the edited line had and what it has: `make([]int, n)` is now `make([]int, 10)`. */
static bool is_successor(const Fact *now, const Fact *old) {
    const Location *a = old->location;
    const Location *b = now->location;
    return a->var != NULL || b->var != NULL ? strcmp(old->name, now->name) == 0 : a->node->op == b->node->op;
}

static void pair_edited(const Facts *was, const Facts *is, const Shift *shift) {
    for (int i = 0; i < is->list.len; i++) {
        Fact *now = &is->list.at[i];
        const bool edited = now->line >= shift->line && now->line <= shift->line + shift->lines;
        for (int j = 0; j < was->list.len && edited && now->other == NULL; j++) {
            Fact *old = &was->list.at[j];
            if (old->other == NULL && old->line == shift->line && is_successor(now, old)) {
                pair(old, now);
            }
        }
    }
}

static void list_flips(const Facts *was, const Facts *is, const Shift *shift, WhatIf *out) {
    for (int i = 0; i < is->list.len; i++) {
        const Fact *now = &is->list.at[i];
        const Fact *old = now->other;
        if (old == NULL || same_state(old, now)) {
            out->same += old != NULL;
            continue;
        }
        Flip flip = {.before = side_of(was, old), .after = side_of(is, now)};
        flip.gone = flip.after.story->hops.len == 0 || (now->words != NULL && verdict_only_here(is, now) == NULL);
        flip.edge = flip.gone ? deciding_hop(was, flip.before.story, shift, true)
                              : deciding_hop(is, flip.after.story, shift, false);
        VEC_PUSH(is->config->arena, &out->flips, flip);
    }
}

/* What is told of values that one side alone has: those that may allocate, and new ones that gc has a word for. */
static void list_unpaired(const Facts *was, const Facts *is, WhatIf *out) {
    Arena *arena = is->config->arena;
    for (int i = 0; i < is->list.len; i++) {
        const Fact *now = &is->list.at[i];
        const Story *story = now->other == NULL ? story_of(is, now) : NULL;
        if (story != NULL && (costs(now) || story->gc != NULL)) {
            VEC_PUSH(arena, &out->fresh, story);
        }
    }
    for (int i = 0; i < was->list.len; i++) {
        const Fact *old = &was->list.at[i];
        if (old->other == NULL && costs(old)) {
            VEC_PUSH(arena, &out->lost, story_of(was, old));
        }
    }
}

static ExplainConfig config_of(Analysis *analysis, const char *locale) {
    return (ExplainConfig){.arena = analysis_arena(analysis),
                           .go = world_go(analysis_world(analysis)),
                           .sources = analysis_sources(analysis),
                           .locale = locale};
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
    const ExplainConfig was_config = config_of(before, locale);
    const ExplainConfig is_config = config_of(out->analysis, locale);
    const Facts was = facts_of(&was_config, result, &shift, true);
    const Facts is = facts_of(&is_config, edited, &shift, false);
    pair_unmoved(&was, &is);
    pair_edited(&was, &is, &shift);
    list_flips(&was, &is, &shift, out);
    list_unpaired(&was, &is, out);
    return true;
}
