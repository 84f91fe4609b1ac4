#include "repl/changes.h"

#include <string.h>

#include "core/base/map.h"
#include "core/explain/translate.h"

enum { FULL_BLOCKS_MAX = 2 };

typedef struct Fact {
    const char *key;
    const char *name;   /* "i", "the slice literal" */
    const char *func;   /* the declared function, "" for the package */
    const char *state;  /* "stack", "heap", or what a parameter does */
    const Story *story; /* NULL: a variable that gc is silent about */
    Placement placement;
} Fact;

struct Snapshot {
    Arena *arena;
    VEC(Fact) facts; /* in source order; silent variables last */
    StrMap *index;   /* key -> index into facts, plus one */
};

/* ---- Taking one ---- */

/* The text of the line that a position stands in, without indentation: it moves, but rarely changes. */
static const char *line_text(Arena *arena, const SourceSet *sources, Pos pos) {
    const Place place = pos_known(pos) ? sources_place(sources, pos) : (Place){0};
    size_t length = 0;
    const char *line = place.source != NULL ? source_line(place.source, place.source_line, &length) : NULL;
    if (line == NULL) {
        return "";
    }
    const size_t indent = strspn(line, " \t") < length ? strspn(line, " \t") : length;
    return arena_strndup(arena, line + indent, length - indent);
}

static bool is_named(const Location *location) {
    const Var *var = location->var;
    return var != NULL && var->object != NULL && !var->autotemp && var->name[0] != '~' && var->name[0] != '.' &&
           strcmp(var->name, "_") != 0;
}

/* A key of its own for each fact of the same base. */
static const char *unique_key(Snapshot *snapshot, const char *base) {
    for (int i = 0;; i++) {
        const char *key = arena_printf(snapshot->arena, "%s#%d", base, i);
        if (!strmap_has(snapshot->index, key)) {
            return key;
        }
    }
}

static void add_fact(Snapshot *snapshot, const char *base, Fact fact) {
    fact.key = unique_key(snapshot, base);
    VEC_PUSH(snapshot->arena, &snapshot->facts, fact);
    strmap_set(snapshot->index, fact.key, (void *)(intptr_t)snapshot->facts.len);
}

static bool is_param_verdict(VerdictKind kind) {
    return kind == VERDICT_LEAKS || kind == VERDICT_LEAKS_CONTENT || kind == VERDICT_LEAKS_RESULT ||
           kind == VERDICT_PARAM_STAYS;
}

/* What a later snapshot compares. */
static const char *state_of(Arena *arena, const char *locale, const Story *story) {
    if (story->verdict == NULL || is_param_verdict(story->verdict->kind)) {
        return arena_strdup(arena, story->headline);
    }
    if (story->location == NULL) {
        return "";
    }
    return tr(locale, placement_text(story->placement));
}

static void add_story(Snapshot *snapshot, const ExplainConfig *config, const Story *story) {
    Arena *arena = snapshot->arena;
    const char *func = prose_func_name(arena, story->func);
    const bool variable = story->location != NULL && is_named(story->location);
    const char *name = story->location != NULL ? arena_strdup(arena, location_name(config, story->location)) : "";
    const char *base =
        variable ? arena_printf(arena, "%s|%s", func, name)
                 : arena_printf(arena, "%s|%s|%s|%s", func, name, story->location == NULL ? story->headline : "",
                                line_text(arena, config->sources, story->pos));
    add_fact(snapshot, base,
             (Fact){.name = name,
                    .func = func,
                    .state = state_of(arena, config->locale, story),
                    .story = story,
                    .placement = story->placement});
}

/* Variables without a word of gc stay on the stack. */
static void add_silent(Snapshot *snapshot, const char *locale, const EscapeResult *result) {
    for (int b = 0; b < result->batches.len; b++) {
        const Batch *batch = result->batches.at[b];
        for (int i = 0; i < batch->locations.len; i++) {
            const Location *location = batch->locations.at[i];
            if (!is_named(location) || location->var->class != CLASS_AUTO || location->var->is_closure_var ||
                (location->attributes & ATTR_ESCAPES) != 0) {
                continue;
            }
            const char *func = prose_func_name(snapshot->arena, location->func);
            const char *name = arena_strdup(snapshot->arena, location->var->name);
            add_fact(snapshot, arena_printf(snapshot->arena, "%s|%s", func, name),
                     (Fact){.name = name,
                            .func = func,
                            .state = tr(locale, placement_text(PLACE_STACK)),
                            .placement = PLACE_STACK});
        }
    }
}

Snapshot *snapshot_take(Analysis *analysis, const char *locale) {
    Arena *arena = arena_new();
    Snapshot *snapshot = ARENA_NEW(arena, Snapshot);
    snapshot->arena = arena;
    snapshot->index = strmap_new(arena);
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        if (!result->ok || result->ir == NULL) {
            continue;
        }
        const ExplainConfig config = {.arena = analysis_arena(analysis),
                                      .go = world_go(analysis_world(analysis)),
                                      .sources = analysis_sources(analysis),
                                      .locale = locale};
        const StoryVec stories = explain_package(&config, result->ir, &result->escape);
        for (int k = 0; k < stories.len; k++) {
            const Story *story = stories.at[k];
            if (story->verdict != NULL || story->cause != CAUSE_STACK) {
                add_story(snapshot, &config, story);
            }
        }
        add_silent(snapshot, locale, &result->escape);
    }
    return snapshot;
}

void snapshot_free(Snapshot *snapshot) {
    if (snapshot != NULL) {
        arena_free(snapshot->arena);
    }
}

int snapshot_names(const Snapshot *snapshot, Arena *arena, const char ***out) {
    VEC(const char *) names = {0};
    for (int i = 0; snapshot != NULL && i < snapshot->facts.len; i++) {
        const char *name = snapshot->facts.at[i].name;
        bool known = name[0] == '\0' || strpbrk(name, " (){}[].\"") != NULL;
        for (int k = 0; k < names.len && !known; k++) {
            known = strcmp(names.at[k], name) == 0;
        }
        if (!known) {
            VEC_PUSH(arena, &names, name);
        }
    }
    *out = names.at;
    return names.len;
}

/* ---- Telling the difference ---- */

static const Fact *find_fact(const Snapshot *snapshot, const char *key) {
    const intptr_t at = snapshot != NULL ? (intptr_t)strmap_get(snapshot->index, key) : 0;
    return at > 0 ? &snapshot->facts.at[at - 1] : NULL;
}

/* The line of the hop that decides; 0 without. */
static int decisive_line(const Prose *prose, const Story *story) {
    for (int i = story != NULL ? story->hops.len - 1 : -1; i >= 0; i--) {
        if (pos_known(story->hops.at[i].pos)) {
            return sources_place(prose->sources, story->hops.at[i].pos).line;
        }
    }
    return 0;
}

/* "i: stack → heap, because of line 7". */
static void tell_changed(const Prose *prose, const Fact *before, const Fact *now) {
    StrBuf *out = prose->out;
    const char *locale = prose->terminal->locale;
    const bool param = now->story != NULL && now->story->verdict != NULL && is_param_verdict(now->story->verdict->kind);
    if (prose_is_presented(prose)) {
        strbuf_byte(out, '\n');
        terminal_wrap(prose->terminal, out, STYLE_BOLD, 0, 0,
                      tr_fill(out->arena, locale, TR_LATER("Something changes for %1. What?"), now->name, "", "", ""));
    }
    if (!prose_pause(prose)) {
        return;
    }
    if (param) {
        prose_headline(prose, now->story);
        strbuf_printf(out, tr(locale, "  before: %s\n"), before->state);
    } else {
        terminal_style_on(prose->terminal, out, STYLE_BOLD);
        terminal_add_safe(out, now->name, strlen(now->name));
        strbuf_add(out, tr(locale, ": "));
        terminal_style_off(prose->terminal, out, STYLE_BOLD);
        terminal_styled(prose->terminal, out, style_of_placement(before->placement), before->state);
        strbuf_add(out, " → ");
        terminal_styled(prose->terminal, out, style_of_placement(now->placement), now->state);
        const int line = decisive_line(prose, now->story);
        if (line > 0) {
            strbuf_printf(out, tr(locale, ", because of line %d"), line);
        }
        strbuf_byte(out, '\n');
    }
    if (!prose_pause(prose)) {
        return;
    }
    if (now->story != NULL) {
        if (!param) {
            prose_excerpt(prose, now->story);
        }
        prose_row(prose, "why", now->story->why);
        prose_row(prose, "gc", now->story->gc);
    } else {
        const char *func = now->func[0] != '\0' ? now->func : tr(locale, "the package");
        prose_row(prose, "why",
                  tr_fill(out->arena, locale, "nothing that outlives %1 refers to %2 now.", func, now->name, "", ""));
    }
}

/* "x and p stay on the stack: …" for the new variables of one function that gc is silent about. */
static int tell_silent(const Prose *prose, const Snapshot *before, const Snapshot *now, int first) {
    Arena *arena = prose->out->arena;
    const char *func = now->facts.at[first].func;
    VEC(const char *) names = {0};
    for (int i = first; i < now->facts.len; i++) {
        const Fact *fact = &now->facts.at[i];
        if (fact->story == NULL && strcmp(fact->func, func) == 0 && find_fact(before, fact->key) == NULL) {
            VEC_PUSH(arena, &names, fact->name);
        }
    }
    const char *locale = prose->terminal->locale;
    StrBuf list = strbuf_new(arena);
    for (int i = 0; i < names.len; i++) {
        strbuf_add(&list, i == 0 ? "" : i + 1 < names.len ? tr(locale, ", ") : tr(locale, " and "));
        strbuf_add(&list, names.at[i]);
    }
    const char *where = func[0] != '\0' ? func : tr(locale, "the package's initialization");
    if (prose_is_presented(prose)) {
        const char *question = names.len == 1 ? TR_LATER("Where does %1 live?") : TR_LATER("Where do %1 live?");
        strbuf_byte(prose->out, '\n');
        terminal_wrap(prose->terminal, prose->out, STYLE_BOLD, 0, 0,
                      tr_fill(arena, locale, question, strbuf_text(&list), "", "", ""));
    }
    if (!prose_pause(prose)) {
        return names.len;
    }
    const char *sentence =
        names.len == 1
            ? TR_LATER("%1 stays on the stack: nothing that outlives %2 refers to it, and gc says nothing.")
            : TR_LATER("%1 stay on the stack: nothing that outlives %2 refers to them, and gc says nothing.");
    terminal_wrap(prose->terminal, prose->out, STYLE_STACK, 0, 2,
                  tr_fill(arena, locale, sentence, strbuf_text(&list), where, "", ""));
    return names.len;
}

static bool told_with_earlier(const Snapshot *before, const Snapshot *now, int at) {
    for (int i = 0; i < at; i++) {
        const Fact *fact = &now->facts.at[i];
        if (fact->story == NULL && strcmp(fact->func, now->facts.at[at].func) == 0 &&
            find_fact(before, fact->key) == NULL) {
            return true;
        }
    }
    return false;
}

int changes_tell(const Prose *prose, const Snapshot *before, const Snapshot *now) {
    int told = 0, fresh = 0, at = 0;
    for (int i = 0; i < now->facts.len; i++) {
        const Fact *fact = &now->facts.at[i];
        const Fact *old = find_fact(before, fact->key);
        if (old != NULL && strcmp(old->state, fact->state) != 0) {
            tell_changed(prose, old, fact);
            told++;
        }
        fresh += old == NULL && fact->story != NULL;
    }
    for (int i = 0; i < now->facts.len; i++) {
        const Fact *fact = &now->facts.at[i];
        if (find_fact(before, fact->key) != NULL) {
            continue;
        }
        if (fact->story == NULL) {
            told += told_with_earlier(before, now, i) ? 0 : tell_silent(prose, before, now, i);
            continue;
        }
        if (fresh <= FULL_BLOCKS_MAX || prose_is_presented(prose)) {
            strbuf_add(prose->out, told > 0 ? "\n" : "");
            prose_count(prose, ++at, fresh);
            prose_story(prose, fact->story);
        } else {
            prose_headline(prose, fact->story);
        }
        told++;
    }
    if (fresh > FULL_BLOCKS_MAX && !prose_is_presented(prose)) {
        terminal_wrap(prose->terminal, prose->out, STYLE_DIM, 0, 0,
                      tr(prose->terminal->locale, ":explain tells why; :why NAME follows one of them"));
    }
    return told;
}
