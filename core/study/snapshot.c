/* An analysis as a list of sites under keys that other versions of Go, and of the source, share. */
#include <string.h>

#include "core/study/internal.h"

typedef struct Taker {
    Arena *arena;
    const Analysis *analysis;
    Snapshot *snapshot;
    Map *ordinals; /* Source -> int[line]: how many equal lines stand above */
    const char *package;
} Taker;

/* ---- Where a site begins ---- */

enum { ANCHOR_STEPS = 64 };

/* The expression that a node is made of: its own, or that of its first operand. */
static const Expr *syntax_of(const Node *node) {
    for (int i = 0; node != NULL && i < ANCHOR_STEPS; i++) {
        if (node->src != NULL) {
            return node->src;
        }
        node = node->x != NULL ? node->x : node->list.len > 0 ? node->list.at[0] : NULL;
    }
    return NULL;
}

static Pos anchor_of(const Line *line) {
    const Verdict *verdict = line->verdict;
    const Location *location = verdict != NULL ? verdict->location : NULL;
    if (location != NULL && location->var != NULL) {
        const Object *object = location->var->object;
        return object != NULL && pos_known(object->pos) ? object->pos : location->var->pos;
    }
    const Expr *expr = verdict != NULL ? syntax_of(verdict->node) : NULL;
    return expr != NULL ? expr_start(expr) : line->pos;
}

/* Verdicts that take each other's place in a row. */
static int group_of(const Line *line) {
    const VerdictKind kind = line->verdict != NULL ? line->verdict->kind : VERDICT_OTHER;
    switch (kind) {
    case VERDICT_STAYS: return VERDICT_ESCAPES;
    case VERDICT_LEAKS_CONTENT:
    case VERDICT_LEAKS_RESULT:
    case VERDICT_PARAM_STAYS: return VERDICT_LEAKS;
    case VERDICT_MOVED:
    case VERDICT_ESCAPES:
    case VERDICT_LEAKS:
    case VERDICT_SELF_ASSIGNMENT:
    case VERDICT_ZERO_COPY:
    case VERDICT_DEVIRTUALIZED:
    case VERDICT_BOUNDS:
    case VERDICT_UINTPTR:
    case VERDICT_OTHER: return (int)kind;
    }
    return (int)kind;
}

/* ---- Lines of source, wherever they have moved to ---- */

static const char *trimmed_line(Arena *arena, const Source *source, int line) {
    size_t length = 0;
    const char *text = source_line(source, line, &length);
    const size_t indent = text != NULL ? strspn(text, " \t") : 0;
    return text == NULL ? ""
                        : arena_strndup(arena, text + (indent < length ? indent : length),
                                        indent < length ? length - indent : 0);
}

/* For each line of a source the number of equal lines above it. */
static const int *ordinals_of(Taker *taker, const Source *source) {
    int *ordinals = map_get(taker->ordinals, source);
    if (ordinals == NULL) {
        const int count = source_line_count(source);
        StrMap *seen = strmap_new(taker->arena);
        ordinals = ARENA_ARRAY(taker->arena, int, count + 2);
        for (int line = 1; line <= count; line++) {
            const char *text = trimmed_line(taker->arena, source, line);
            ordinals[line] = (int)(intptr_t)strmap_get(seen, text);
            strmap_set(seen, text, (void *)(intptr_t)(ordinals[line] + 1));
        }
        map_set(taker->ordinals, source, ordinals);
    }
    return ordinals;
}

static const char *base_name(const char *name) {
    const char *slash = strrchr(name, '/');
    return slash != NULL ? slash + 1 : name;
}

/* What of a line is the same wherever it stands. */
static const char *line_key(Taker *taker, const Place *place) {
    const int *ordinals = ordinals_of(taker, place->source);
    return arena_printf(taker->arena, "%s|%s|%s|%d", taker->package, base_name(place->file),
                        trimmed_line(taker->arena, place->source, place->source_line), ordinals[place->source_line]);
}

/* ---- Sites ---- */

static const char *without(Arena *arena, const char *text, const char *before, const char *after) {
    const size_t n = strlen(before), length = strlen(text);
    const char *end = after[0] != '\0' ? strstr(text, after) : NULL;
    if (strncmp(text, before, n) != 0 || (after[0] != '\0' && end == NULL)) {
        return NULL;
    }
    return arena_strndup(arena, text + n, (end != NULL ? (size_t)(end - text) : length) - n);
}

/* What gc's line is about. */
static const char *subject(Arena *arena, const char *text) {
    static const char *const forms[][2] = {
        {"moved to heap: ", ""}, {"leaking param content: ", ""}, {"leaking param: ", " to result "},
        {"leaking param: ", ""}, {"", " escapes to heap"},        {"", " does not escape"}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const char *name = without(arena, text, forms[i][0], forms[i][1]);
        if (name != NULL) {
            return name;
        }
    }
    return arena_strdup(arena, text);
}

static void add_text(Taker *taker, const Place *place) {
    const char *name = base_name(place->file);
    if (!strmap_has(taker->snapshot->texts, name)) {
        strmap_set(taker->snapshot->texts, name,
                   arena_strndup(taker->arena, source_text(place->source), source_length(place->source)));
    }
}

static void add_line(Taker *taker, const Line *line) {
    Arena *arena = taker->arena;
    const SourceSet *sources = analysis_sources(taker->analysis);
    const Place at = sources_place(sources, line->pos);
    const Pos anchor = anchor_of(line);
    const Place place = pos_known(anchor) ? sources_place(sources, anchor) : at;
    if (place.source == NULL) {
        return; /* compiler-made functions have no place in the program */
    }
    add_text(taker, &place);
    const int group = group_of(line);
    const int op = line->verdict != NULL && line->verdict->node != NULL ? (int)line->verdict->node->op : 0;
    const char *around = arena_printf(arena, "%s|%d|%d", line_key(taker, &place), group, op);
    const char *text = trimmed_line(arena, place.source, place.source_line);
    const int inside = (int)strlen(text) - place.source_column;
    const char *key = arena_printf(arena, "%s|%d", around, inside);
    Site *site = strmap_get(taker->snapshot->by_key, key);
    if (site == NULL) {
        site = ARENA_NEW(arena, Site);
        *site = (Site){.key = key,
                       .around = around,
                       .package = taker->package,
                       .file = arena_strdup(arena, place.file),
                       .line = place.line,
                       .column = place.column,
                       .name = subject(arena, line->text)};
        strmap_set(taker->snapshot->by_key, key, site);
        VEC_PUSH(arena, &taker->snapshot->sites, site);
    }
    const TimelineLine one = {.line = at.line,
                              .column = at.column,
                              .kind = line->verdict != NULL ? line->verdict->kind : VERDICT_OTHER,
                              .text = arena_strdup(arena, line->text)};
    VEC_PUSH(arena, &site->cell.lines, one);
}

static const char *first_error(Arena *arena, const SourceSet *sources, const Diags *diags) {
    for (int i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        if (diag->kind != DIAG_NOTE) {
            StrBuf out = strbuf_new(arena);
            sources_format(sources, diag->pos, &out);
            strbuf_printf(&out, "%s%s", out.len > 0 ? ": " : "", diag->text);
            return strbuf_text(&out);
        }
    }
    return NULL;
}

static void add_package(Taker *taker, const PackageResult *result) {
    Snapshot *snapshot = taker->snapshot;
    taker->package = result->package != NULL ? arena_strdup(taker->arena, result->path) : "";
    const SnapshotPackage package = {
        .path = taker->package, .error = first_error(taker->arena, analysis_sources(taker->analysis), result->diags)};
    VEC_PUSH(taker->arena, &snapshot->packages, package);
    snapshot->imports |= result->package != NULL && result->package->imports.len > 0;
    for (int i = 0; result->ok && i < result->escape.lines.len; i++) {
        add_line(taker, &result->escape.lines.at[i]);
    }
}

static void take(Taker *taker) {
    for (int i = 0; i < analysis_package_count(taker->analysis); i++) {
        add_package(taker, analysis_package(taker->analysis, i));
    }
    const char *error = first_error(taker->arena, analysis_sources(taker->analysis), analysis_diags(taker->analysis));
    if (error != NULL && taker->snapshot->packages.len == 0) {
        const SnapshotPackage package = {.path = "", .error = error};
        VEC_PUSH(taker->arena, &taker->snapshot->packages, package);
    }
}

Snapshot *snapshot_of(Arena *arena, const TimelineConfig *config, World *world, const GoVersion *rules,
                      AbortReason *reason) {
    const AnalysisConfig settings = {
        .level = 1, .inlining_off = true, .interrupted = config->interrupted, .rules = rules};
    Analysis *analysis = analysis_run(world, &config->input, &settings);
    *reason = analysis_abort_reason(analysis);
    Snapshot *snapshot = NULL;
    if (*reason == ABORT_NONE) {
        snapshot = ARENA_NEW(arena, Snapshot);
        snapshot->by_key = strmap_new(arena);
        snapshot->texts = strmap_new(arena);
        Taker taker = {.arena = arena, .analysis = analysis, .snapshot = snapshot, .ordinals = map_new(arena)};
        take(&taker);
        const char *goroot = snapshot->imports ? world_goroot(world) : NULL;
        snapshot->goroot = goroot != NULL ? arena_strdup(arena, goroot) : NULL;
    }
    analysis_free(analysis);
    return snapshot;
}

Snapshot *snapshot_alone(Arena *arena, const TimelineConfig *config, const GoVersion *go, const char *goroot,
                         AbortReason *reason) {
    const WorldConfig world_config = {.go = go, .goroot = goroot};
    Diag why = {0};
    World *world = world_new(&world_config, &why);
    if (world == NULL) {
        *reason = ABORT_MEMORY;
        return NULL;
    }
    Snapshot *snapshot = snapshot_of(arena, config, world, NULL, reason);
    world_free(world);
    return snapshot;
}

const SnapshotPackage *snapshot_package(const Snapshot *snapshot, const char *path) {
    for (int i = 0; i < snapshot->packages.len; i++) {
        const SnapshotPackage *package = &snapshot->packages.at[i];
        if (strcmp(package->path, path) == 0 || (package->path[0] == '\0' && package->error != NULL)) {
            return package;
        }
    }
    return NULL;
}
