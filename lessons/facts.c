#include "lessons/facts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/explain/translate.h"

/* ---- From locations to items ---- */

static bool is_variable(const Location *location) {
    const Var *var = location->var;
    if (var == NULL || var->object == NULL || var->autotemp || var->is_closure_var || strcmp(var->name, "_") == 0 ||
        strchr("~.#", var->name[0]) != NULL) {
        return false;
    }
    /* A parameter is an item only when it moves: what it leaks is no question of a place. */
    return var->class == CLASS_AUTO || (location->attributes & ATTR_ESCAPES) != 0;
}

/* gc's words for a site without the verdict; NULL when gc says nothing of a place here. */
static const char *site_name(Arena *arena, const Verdict *verdict) {
    static const char *const endings[] = {" escapes to heap", " does not escape"};
    if (verdict->kind != VERDICT_ESCAPES && verdict->kind != VERDICT_STAYS) {
        return NULL;
    }
    const size_t length = strlen(verdict->text);
    for (int i = 0; i < 2; i++) {
        const size_t tail = strlen(endings[i]);
        if (length > tail && strcmp(verdict->text + length - tail, endings[i]) == 0) {
            return arena_strndup(arena, verdict->text, length - tail);
        }
    }
    return NULL;
}

static const Verdict *verdict_of(const EscapeResult *escape, const Location *location) {
    for (int i = 0; i < escape->verdicts.len; i++) {
        if (escape->verdicts.at[i]->location == location) {
            return escape->verdicts.at[i];
        }
    }
    return NULL;
}

static const char *function_name(const Func *func) {
    while (func != NULL && func->outer != NULL) {
        func = func->outer;
    }
    return func != NULL && func->name != NULL ? func->name : "";
}

/* A lesson takes a string that is put on the heap unless it is empty for one on the heap. */
static Placement placement_of(const Story *story) {
    const bool unless_empty = story->placement == PLACE_RUNTIME && story->room.unit == ROOM_EMPTY;
    return unless_empty ? PLACE_HEAP : story->placement;
}

static void insert_item(Facts *facts, Subject item) {
    VEC_PUSH(facts->arena, &facts->items, item);
    for (int i = facts->items.len - 1; i > 0; i--) {
        Subject *at = &facts->items.at[i];
        Subject *before = at - 1;
        if (before->line < at->line || (before->line == at->line && before->column <= at->column)) {
            return;
        }
        const Subject swap = *at;
        *at = *before;
        *before = swap;
    }
}

static Subject item_of(const ExplainConfig *config, const char *name, const Story *story, Pos pos) {
    const Place place = sources_place(config->sources, pos);
    return (Subject){.name = name,
                     .func = function_name(story->location->func),
                     .line = place.line,
                     .column = place.column,
                     .placement = placement_of(story),
                     .escapes = (story->location->attributes & ATTR_ESCAPES) != 0,
                     .story = story};
}

static void add_item(Facts *facts, const ExplainConfig *config, const Batch *batch, const Location *location) {
    const EscapeResult *escape = &facts->result->escape;
    const Verdict *verdict = verdict_of(escape, location);
    const char *name = is_variable(location)                      ? location->var->name
                       : verdict != NULL && location->var == NULL ? site_name(facts->arena, verdict)
                                                                  : NULL;
    if (name != NULL) {
        const Story *story = explain_location(config, facts->result->ir, escape, batch, location);
        insert_item(facts, item_of(config, name, story, verdict != NULL ? verdict->pos : story->pos));
    }
}

/* What escape analysis is not asked about, but is asked of a reader: channels. */
static void add_channels(Facts *facts, const ExplainConfig *config) {
    const StoryVec stories = explain_package(config, facts->result->ir, &facts->result->escape);
    for (int i = 0; i < stories.len; i++) {
        const Story *story = stories.at[i];
        const Location *location = story->location;
        if (story->verdict == NULL && location != NULL && location->node != NULL &&
            location->node->op == NODE_MAKECHAN) {
            insert_item(facts, item_of(config, location_name(config, location), story, story->pos));
        }
    }
}

static void collect_items(Facts *facts, const char *locale) {
    const ExplainConfig config = {.arena = facts->arena,
                                  .go = world_go(analysis_world(facts->analysis)),
                                  .sources = analysis_sources(facts->analysis),
                                  .locale = locale};
    const EscapeResult *escape = &facts->result->escape;
    for (int b = 0; b < escape->batches.len; b++) {
        const Batch *batch = escape->batches.at[b];
        for (int i = 0; i < batch->locations.len; i++) {
            add_item(facts, &config, batch, batch->locations.at[i]);
        }
    }
    add_channels(facts, &config);
}

static void take_error(Facts *facts, const Diags *diags) {
    for (int i = 0; i < diags->list.len && facts->error == NULL; i++) {
        const Diag *diag = &diags->list.at[i];
        if (diag->kind != DIAG_NOTE) {
            facts->error = diag->text;
            facts->error_line =
                pos_known(diag->pos) ? sources_place(analysis_sources(facts->analysis), diag->pos).line : 0;
        }
    }
}

static Analysis *analyse(const FactsConfig *config, const char *text, int level) {
    size_t length = strlen(text);
    const AnalysisInput input = {
        .names = (const char *[]){config->name}, .texts = (const char *[]){text}, .lengths = &length, .text_count = 1};
    const AnalysisConfig settings = {
        .level = level, .inlining_off = true, .keep_graph = true, .interrupted = config->interrupted};
    return analysis_run(config->world, &input, &settings);
}

Facts *facts_new(const FactsConfig *config, const char *text) {
    Arena *arena = arena_new();
    Facts *facts = ARENA_NEW(arena, Facts);
    facts->arena = arena;
    facts->text = arena_strdup(arena, text);
    facts->locale = config->locale;
    facts->analysis = analyse(config, facts->text, 1);
    take_error(facts, analysis_diags(facts->analysis));
    if (analysis_package_count(facts->analysis) > 0) {
        facts->result = analysis_package(facts->analysis, 0);
        take_error(facts, facts->result->diags);
    }
    const bool whole = facts->result != NULL && facts->result->ok && facts->result->ir != NULL &&
                       analysis_abort_reason(facts->analysis) == ABORT_NONE;
    if (!whole) {
        facts->result = NULL;
        facts->error = facts->error != NULL ? facts->error : tr(config->locale, "the program could not be analysed");
    } else if (facts->error == NULL) {
        collect_items(facts, config->locale);
    }
    return facts;
}

void facts_free(Facts *facts) {
    if (facts != NULL) {
        analysis_free(facts->analysis);
        arena_free(facts->arena);
    }
}

static void add_lines(Analysis *analysis, const PackageResult *result, StrBuf *out) {
    const SourceSet *sources = analysis_sources(analysis);
    for (int i = 0; result != NULL && i < result->escape.lines.len; i++) {
        const Line *line = &result->escape.lines.at[i];
        const Line *last = i > 0 ? line - 1 : NULL;
        if (last != NULL && pos_equal(last->pos, line->pos) && strcmp(last->text, line->text) == 0) {
            continue; /* two instances of a generic function, one line */
        }
        const Place place = sources_place(sources, line->pos);
        strbuf_printf(out, "%d:%d: %s\n", place.line, place.column, line->text);
    }
}

void facts_gc_lines(const Facts *facts, StrBuf *out) { add_lines(facts->analysis, facts->result, out); }

void facts_flow_lines(const FactsConfig *config, const char *text, StrBuf *out) {
    Analysis *analysis = analyse(config, text, 2);
    add_lines(analysis, analysis_package_count(analysis) > 0 ? analysis_package(analysis, 0) : NULL, out);
    analysis_free(analysis);
}

/* ---- Names ---- */

/* True when two texts are equal but for spaces; `prefix`: `text` may go on behind `name`. */
static bool same_text(const char *text, const char *name, bool prefix) {
    for (;;) {
        text += strspn(text, " \t");
        name += strspn(name, " \t");
        if (*name == '\0') {
            return prefix || *text == '\0';
        }
        if (*text != *name) {
            return false;
        }
        text++;
        name++;
    }
}

static bool is_site(const Subject *item) { return item->story->location->var == NULL; }

/* "T.M" and "M" name the method (*T).M too. */
static bool same_func(const char *func, const char *name, size_t length) {
    char plain[128];
    size_t size = 0;
    for (const char *c = func; *c != '\0' && size + 1 < sizeof plain; c++) {
        if (strchr("()*", *c) == NULL) {
            plain[size++] = *c;
        }
    }
    plain[size] = '\0';
    const char *dot = strrchr(plain, '.');
    const char *method = dot != NULL ? dot + 1 : plain;
    return (strlen(func) == length && strncmp(func, name, length) == 0) ||
           (size == length && strncmp(plain, name, length) == 0) ||
           (strlen(method) == length && strncmp(method, name, length) == 0);
}

static void find_at(const Facts *facts, Arena *arena, int line, int column, Found *found) {
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *item = &facts->items.at[i];
        if (item->line == line && (column == 0 || item->column == column)) {
            VEC_PUSH(arena, &found->items, item);
        }
    }
}

static void find_exact(const Facts *facts, Arena *arena, const char *name, int line, Found *found) {
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *item = &facts->items.at[i];
        if ((line == 0 || item->line == line) && same_text(item->name, name, false)) {
            VEC_PUSH(arena, &found->items, item);
        }
    }
}

static void find_in_func(const Facts *facts, Arena *arena, const char *name, int line, Found *found) {
    for (const char *dot = strchr(name, '.'); dot != NULL && found->items.len == 0; dot = strchr(dot + 1, '.')) {
        for (int i = 0; i < facts->items.len; i++) {
            const Subject *item = &facts->items.at[i];
            if ((line == 0 || item->line == line) && same_func(item->func, name, (size_t)(dot - name)) &&
                same_text(item->name, dot + 1, false)) {
                VEC_PUSH(arena, &found->items, item);
            }
        }
    }
}

static void find_beginning(const Facts *facts, Arena *arena, const char *name, int line, Found *found) {
    for (int i = 0; i < facts->items.len && strlen(name) > 1; i++) {
        const Subject *item = &facts->items.at[i];
        if ((line == 0 || item->line == line) && is_site(item) && same_text(item->name, name, true)) {
            VEC_PUSH(arena, &found->items, item);
        }
    }
}

static int number_of(const char *text, const char **end) {
    char *stop;
    const long value = strtol(text, &stop, 10);
    *end = stop;
    return stop == text || value < 1 || value > 1000000 ? 0 : (int)value;
}

Found facts_find(const Facts *facts, Arena *arena, const char *name) {
    Found found = {0};
    const char *end;
    find_exact(facts, arena, name, 0, &found);
    if (found.items.len == 0 && isdigit((unsigned char)name[0])) {
        const int line = number_of(name, &end);
        int column = 0;
        if (line > 0 && *end == ':') {
            column = number_of(end + 1, &end);
        }
        if (line > 0 && *end == '\0') {
            find_at(facts, arena, line, column, &found);
            found.several = found.items.len > 1;
            return found;
        }
    }
    int line = 0;
    const char *at = strrchr(name, '@');
    if (at != NULL && (line = number_of(at + 1, &end)) > 0 && *end == '\0') {
        name = arena_strndup(arena, name, (size_t)(at - name));
    } else {
        line = 0;
    }
    if (found.items.len == 0 && line > 0) {
        find_exact(facts, arena, name, line, &found);
    }
    if (found.items.len == 0) {
        find_in_func(facts, arena, name, line, &found);
    }
    if (found.items.len == 0 && name[0] == '&') {
        find_exact(facts, arena, name + 1, line, &found);
    }
    if (found.items.len == 0) {
        find_beginning(facts, arena, name, line, &found);
    }
    found.several = found.items.len > 1;
    return found;
}

const char *facts_item_name(const Facts *facts, Arena *arena, const Subject *item) {
    int same = 0, same_func_too = 0;
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *other = &facts->items.at[i];
        if (same_text(other->name, item->name, false)) {
            same++;
            same_func_too += strcmp(other->func, item->func) == 0;
        }
    }
    if (same == 1) {
        return item->name;
    }
    if (same_func_too == 1 && !is_site(item)) {
        return arena_printf(arena, "%s.%s", item->func, item->name);
    }
    return arena_printf(arena, "%s@%d", item->name, item->line);
}
