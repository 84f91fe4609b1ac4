/*
 * Which behaviour made the difference: the newer version's rules with all behaviours of the older one, then with as
 * few of them as still give the older one's line (Zeller's ddmin). First for the packages named alone, which is
 * quick; then for what they import too; then on the older version's library.
 */
#include <string.h>

#include "core/study/internal.h"

/* What the behaviours are switched for. */
typedef enum Reach {
    REACH_NAMED,        /* the packages named */
    REACH_ALL,          /* and what they import */
    REACH_OLDER_LIBRARY /* and the library is the older version's */
} Reach;

enum { VARIANTS_MAX = 300 };

typedef struct Search {
    Arena *arena;
    const TimelineConfig *config;
    Snapshot *const *columns;
    int from, to;
    DifferenceVec *differences;
    Reach reach;
    World *world;     /* the newer version's, for REACH_NAMED */
    StrMap *variants; /* reach and behaviours switched -> Snapshot */
    int runs;
    AbortReason reason;
} Search;

/* ---- Comparing ---- */

bool site_same(const Site *a, const Site *b) {
    const int n = a != NULL ? a->cell.lines.len : 0, m = b != NULL ? b->cell.lines.len : 0;
    if (n != m) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        const TimelineLine *x = &a->cell.lines.at[i], *y = &b->cell.lines.at[i];
        if (strcmp(x->text, y->text) != 0 || x->column != y->column || x->line - a->line != y->line - b->line) {
            return false;
        }
    }
    return true;
}

/* Whether the variant says of the site what the older version says. */
static bool gives_older(const Snapshot *variant, const Difference *difference) {
    const Site *older = difference->older, *newer = difference->newer;
    const Site *there = older != NULL ? strmap_get(variant->by_key, older->key) : NULL;
    const bool moved = newer != NULL && (older == NULL || strcmp(older->key, newer->key) != 0);
    if (moved && strmap_get(variant->by_key, newer->key) != NULL) {
        return false;
    }
    return site_same(there, older);
}

/* ---- Running variants ---- */

static World *newer_world(Search *search) {
    if (search->world == NULL) {
        const WorldConfig config = {.go = goversion_at(search->to), .goroot = search->config->goroots[search->to]};
        Diag why = {0};
        search->world = world_new(&config, &why);
        search->reason = search->world == NULL ? ABORT_MEMORY : ABORT_NONE;
    }
    return search->world;
}

/* The newer version with the behaviours that are marked taken from the older one. NULL: cut short. */
static const Snapshot *variant_of(Search *search, const char *marks) {
    const char *key = arena_printf(search->arena, "%d|%s", (int)search->reach, marks);
    Snapshot *snapshot = strmap_get(search->variants, key);
    if (snapshot != NULL || search->runs >= VARIANTS_MAX || search->reason != ABORT_NONE) {
        return snapshot;
    }
    GoVersion *go = arena_copy(search->arena, goversion_at(search->to), sizeof(GoVersion));
    for (int i = 0; marks[i] != '\0'; i++) {
        if (marks[i] == '1') {
            gobehaviour_set(i, go, gobehaviour_holds(i, goversion_at(search->from)));
        }
    }
    if (search->reach == REACH_NAMED) {
        World *world = newer_world(search);
        snapshot = world != NULL ? snapshot_of(search->arena, search->config, world, go, &search->reason) : NULL;
    } else {
        const char *goroot = search->reach == REACH_OLDER_LIBRARY ? search->columns[search->from]->goroot
                                                                  : search->config->goroots[search->to];
        snapshot = snapshot_alone(search->arena, search->config, go, goroot, &search->reason);
    }
    search->runs++;
    strmap_set(search->variants, key, snapshot);
    return snapshot;
}

static char *no_marks(const Search *search) {
    const int n = gobehaviour_count();
    char *marks = ARENA_ARRAY(search->arena, char, n + 1);
    memset(marks, '0', (size_t)n);
    return marks;
}

static bool changed(const Search *search, int i) {
    return gobehaviour_holds(i, goversion_at(search->from)) != gobehaviour_holds(i, goversion_at(search->to));
}

/* ---- Telling ---- */

static void tell(const Search *search, Difference *difference, TimelineReason reason, const char *marks) {
    TimelineChange change = {.from = search->from, .to = search->to, .reason = reason};
    for (int i = 0; marks != NULL && marks[i] != '\0'; i++) {
        if (marks[i] == '1') {
            VEC_PUSH(search->arena, &change.behaviours, i);
        }
    }
    VEC_PUSH(search->arena, &difference->row->changes, change);
    difference->explained = true;
}

/* Tells all that the variant explains. */
static void tell_explained(Search *search, const Snapshot *variant, TimelineReason reason, const char *marks) {
    for (int i = 0; variant != NULL && i < search->differences->len; i++) {
        Difference *difference = &search->differences->at[i];
        if (!difference->explained && gives_older(variant, difference)) {
            tell(search, difference, reason, marks);
        }
    }
}

static Difference *next_open(const Search *search) {
    for (int i = 0; i < search->differences->len; i++) {
        if (!search->differences->at[i].explained) {
            return &search->differences->at[i];
        }
    }
    return NULL;
}

/* ---- The search ---- */

/* A set of behaviours that changed, being made smaller. */
typedef struct Suspects {
    int *at;
    int len;
} Suspects;

/* Later lines of the table are about one thing each, the first about whole stages: those come last. */
static Suspects all_suspects(const Search *search) {
    const int n = gobehaviour_count();
    Suspects all = {.at = ARENA_ARRAY(search->arena, int, n)};
    for (int i = n - 1; i >= 0; i--) {
        if (changed(search, i)) {
            all.at[all.len++] = i;
        }
    }
    return all;
}

/* The behaviours of a chunk of the set, or of all but that chunk. */
static Suspects part_of(const Search *search, const Suspects *set, int chunk, int chunks, bool rest) {
    const int start = set->len * chunk / chunks, end = set->len * (chunk + 1) / chunks;
    Suspects part = {.at = ARENA_ARRAY(search->arena, int, set->len)};
    for (int i = 0; i < set->len; i++) {
        if ((i >= start && i < end) != rest) {
            part.at[part.len++] = set->at[i];
        }
    }
    return part;
}

static const char *marks_of(const Search *search, const Suspects *set) {
    char *marks = no_marks(search);
    for (int i = 0; i < set->len; i++) {
        marks[set->at[i]] = '1';
    }
    return marks;
}

static bool explains(Search *search, const Suspects *set, const Difference *difference) {
    const Snapshot *variant = variant_of(search, marks_of(search, set));
    return variant != NULL && gives_older(variant, difference);
}

/* Replaces the set by one of its parts that explains the difference too; false when none does. */
static bool reduce(Search *search, Suspects *set, int chunks, bool rest, const Difference *difference) {
    for (int chunk = 0; chunk < chunks; chunk++) {
        const Suspects part = part_of(search, set, chunk, chunks, rest);
        if (part.len < set->len && part.len > 0 && explains(search, &part, difference)) {
            *set = part;
            return true;
        }
    }
    return false;
}

/* As few behaviours as still explain the difference: none can be left out. */
static void minimize(Search *search, Suspects *set, const Difference *difference) {
    int chunks = 2;
    while (set->len > 1) {
        if (reduce(search, set, chunks, false, difference)) {
            chunks = 2;
        } else if (chunks > 2 && reduce(search, set, chunks, true, difference)) {
            chunks--;
        } else if (chunks < set->len) {
            chunks = 2 * chunks < set->len ? 2 * chunks : set->len;
        } else {
            return;
        }
    }
}

static TimelineReason reason_for(const Search *search, int count) {
    if (search->reach == REACH_OLDER_LIBRARY) {
        return count == 0 ? REASON_SOURCE : REASON_BOTH;
    }
    return count == 1 ? REASON_BEHAVIOUR : REASON_TOGETHER;
}

/* Explains what can be explained within a reach: all that changed, then as few as needed for the first row still open,
 * then the rows that these explain too. */
static void search_in(Search *search, Reach reach) {
    search->reach = reach;
    if (reach == REACH_OLDER_LIBRARY && next_open(search) != NULL) {
        tell_explained(search, variant_of(search, no_marks(search)), REASON_SOURCE, NULL);
    }
    const Suspects all = all_suspects(search);
    for (int i = 0; i < search->differences->len && all.len > 0; i++) {
        Difference *difference = &search->differences->at[i];
        if (difference->explained || !explains(search, &all, difference)) {
            continue;
        }
        Suspects few = all;
        minimize(search, &few, difference);
        const char *marks = marks_of(search, &few);
        tell_explained(search, variant_of(search, marks), reason_for(search, few.len), marks);
    }
}

/* Files of the program itself that differ: only packages of the library have a source of their own in each version. */
static bool source_differs(const Search *search, const Difference *difference) {
    const char *name = strrchr(difference->row->file, '/');
    name = name != NULL ? name + 1 : difference->row->file;
    const char *a = strmap_get(search->columns[search->from]->texts, name);
    const char *b = strmap_get(search->columns[search->to]->texts, name);
    return a == NULL || b == NULL || strcmp(a, b) != 0;
}

AbortReason changes_explain(Arena *arena, const TimelineConfig *config, Snapshot *const *columns, int from, int to,
                            DifferenceVec *differences) {
    Search search = {.arena = arena,
                     .config = config,
                     .columns = columns,
                     .from = from,
                     .to = to,
                     .differences = differences,
                     .variants = strmap_new(arena)};
    search_in(&search, REACH_NAMED);
    if (columns[to]->imports && next_open(&search) != NULL) {
        search_in(&search, REACH_ALL);
    }
    const char *older = columns[from]->goroot, *newer = columns[to]->goroot;
    if (older != NULL && newer != NULL && strcmp(older, newer) != 0 && next_open(&search) != NULL) {
        search_in(&search, REACH_OLDER_LIBRARY);
    }
    world_free(search.world);
    for (int i = 0; i < differences->len; i++) {
        if (!differences->at[i].explained) {
            const bool source = source_differs(&search, &differences->at[i]);
            tell(&search, &differences->at[i], source ? REASON_SOURCE : REASON_UNKNOWN, NULL);
        }
    }
    return search.reason;
}
