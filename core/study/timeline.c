/* Rows from the sites of all versions, and what changed between neighbours. */
#include "core/study/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "core/study/internal.h"

/* A row under construction: the site of each version. */
typedef struct RowSites {
    const Site **sites; /* by version; NULL: that version is silent */
    const char *around;
    bool gone; /* merged into another */
} RowSites;

typedef struct Builder {
    Arena *arena;
    const TimelineConfig *config;
    Snapshot **columns; /* by version */
    int versions;
    VEC(RowSites) rows;
    StrMap *by_key; /* key -> index into rows, plus one */
    Map *by_lines;  /* lines of a cell -> TimelineRow, once the rows are in order */
} Builder;

/* ---- Rows ---- */

static void add_column(Builder *builder, int version) {
    const Snapshot *snapshot = builder->columns[version];
    for (int i = 0; i < snapshot->sites.len; i++) {
        const Site *site = snapshot->sites.at[i];
        intptr_t at = (intptr_t)strmap_get(builder->by_key, site->key);
        if (at == 0) {
            const RowSites row = {.sites = ARENA_ARRAY(builder->arena, const Site *, builder->versions),
                                  .around = site->around};
            VEC_PUSH(builder->arena, &builder->rows, row);
            at = builder->rows.len;
            strmap_set(builder->by_key, site->key, (void *)at);
        }
        builder->rows.at[at - 1].sites[version] = site;
    }
}

static bool are_disjoint(const Builder *builder, const RowSites *a, const RowSites *b) {
    for (int v = 0; v < builder->versions; v++) {
        if (a->sites[v] != NULL && b->sites[v] != NULL) {
            return false;
        }
    }
    return true;
}

/* The same kind of thing on the same line, once in some versions and once in the others, is one thing that is
 * reported elsewhere. */
static void merge_rows(Builder *builder) {
    StrMap *first = strmap_new(builder->arena); /* around -> index of a row, plus one */
    for (int i = 0; i < builder->rows.len; i++) {
        RowSites *row = &builder->rows.at[i];
        const intptr_t at = (intptr_t)strmap_get(first, row->around);
        RowSites *other = at > 0 ? &builder->rows.at[at - 1] : NULL;
        if (other == NULL || !are_disjoint(builder, row, other)) {
            strmap_set(first, row->around, (void *)(intptr_t)(i + 1));
            continue;
        }
        for (int v = 0; v < builder->versions; v++) {
            other->sites[v] = other->sites[v] != NULL ? other->sites[v] : row->sites[v];
        }
        row->gone = true;
    }
}

static const Site *newest_site(const Builder *builder, const RowSites *row) {
    const Site *site = NULL;
    for (int v = 0; v < builder->versions; v++) {
        site = row->sites[v] != NULL ? row->sites[v] : site;
    }
    return site;
}

static bool compiles(const Builder *builder, const char *package, int version) {
    const SnapshotPackage *found = snapshot_package(builder->columns[version], package);
    return found != NULL && found->error == NULL;
}

static TimelineRow finished_row(const Builder *builder, const RowSites *sites) {
    const Site *site = newest_site(builder, sites);
    TimelineRow row = {.file = site->file,
                       .line = site->cell.lines.at[0].line,
                       .column = site->cell.lines.at[0].column,
                       .name = site->name,
                       .cells = ARENA_ARRAY(builder->arena, TimelineCell, builder->versions)};
    int last = -1;
    for (int v = 0; v < builder->versions; v++) {
        if (sites->sites[v] != NULL) {
            row.cells[v] = sites->sites[v]->cell;
        }
        if (compiles(builder, site->package, v)) {
            row.differs |= last >= 0 && !site_same(sites->sites[last], sites->sites[v]);
            last = v;
        }
    }
    return row;
}

/* ---- Packages ---- */

static TimelinePackage *package_named(Builder *builder, Timeline *out, const char *path) {
    for (int i = 0; i < out->packages.len; i++) {
        if (strcmp(out->packages.at[i].path, path) == 0) {
            return &out->packages.at[i];
        }
    }
    const TimelinePackage fresh = {.path = path,
                                   .errors = ARENA_ARRAY(builder->arena, const char *, builder->versions)};
    VEC_PUSH(builder->arena, &out->packages, fresh);
    return &VEC_LAST(&out->packages);
}

/* A package that no version could parse has no name; it is listed all the same. */
static void add_packages(Builder *builder, Timeline *out) {
    for (int v = builder->versions - 1; v >= 0; v--) {
        const Snapshot *snapshot = builder->columns[v];
        for (int i = 0; i < snapshot->packages.len; i++) {
            const SnapshotPackage *package = &snapshot->packages.at[i];
            if (package->path[0] != '\0' || (v == 0 && out->packages.len == 0)) {
                package_named(builder, out, package->path);
            }
        }
    }
    for (int i = 0; i < out->packages.len; i++) {
        TimelinePackage *package = &out->packages.at[i];
        for (int v = 0; v < builder->versions; v++) {
            const SnapshotPackage *found = snapshot_package(builder->columns[v], package->path);
            package->errors[v] = found != NULL ? found->error : "this version has no such package";
        }
    }
}

static int by_place(const void *a, const void *b) {
    const TimelineRow *x = a, *y = b;
    const int file = strcmp(x->file, y->file);
    if (file != 0 || x->line != y->line) {
        return file != 0 ? file : x->line - y->line;
    }
    return x->column != y->column ? x->column - y->column : strcmp(x->name, y->name);
}

static void add_rows(Builder *builder, Timeline *out) {
    for (int i = 0; i < builder->rows.len; i++) {
        const RowSites *sites = &builder->rows.at[i];
        if (!sites->gone) {
            TimelinePackage *package = package_named(builder, out, newest_site(builder, sites)->package);
            VEC_PUSH(builder->arena, &package->rows, finished_row(builder, sites));
        }
    }
    for (int i = 0; i < out->packages.len; i++) {
        TimelinePackage *package = &out->packages.at[i];
        if (package->rows.len > 1) {
            qsort(package->rows.at, (size_t)package->rows.len, sizeof package->rows.at[0], by_place);
        }
        for (int k = 0; k < package->rows.len; k++) {
            for (int v = 0; v < builder->versions; v++) {
                map_set(builder->by_lines, package->rows.at[k].cells[v].lines.at, &package->rows.at[k]);
            }
        }
    }
}

/* ---- What changed ---- */

/* The row that was made of these sites: its cells share their lines. */
static TimelineRow *row_of(const Builder *builder, const RowSites *sites) {
    return map_get(builder->by_lines, newest_site(builder, sites)->cell.lines.at);
}

/* The next older version in which the package compiles, -1: none. */
static int older_version(const Builder *builder, const char *package, int version) {
    do {
        version--;
    } while (version >= 0 && !compiles(builder, package, version));
    return version;
}

/* The rows that differ between two versions. */
static DifferenceVec differences_between(const Builder *builder, int from, int to) {
    DifferenceVec list = {0};
    for (int i = 0; i < builder->rows.len; i++) {
        const RowSites *sites = &builder->rows.at[i];
        const char *package = sites->gone ? "" : newest_site(builder, sites)->package;
        if (sites->gone || !compiles(builder, package, to) || older_version(builder, package, to) != from ||
            site_same(sites->sites[from], sites->sites[to])) {
            continue;
        }
        const Difference difference = {
            .row = row_of(builder, sites), .older = sites->sites[from], .newer = sites->sites[to]};
        VEC_PUSH(builder->arena, &list, difference);
    }
    return list;
}

static AbortReason explain_all(const Builder *builder) {
    for (int to = 1; to < builder->versions; to++) {
        for (int from = to - 1; from >= 0; from--) {
            DifferenceVec list = differences_between(builder, from, to);
            const AbortReason reason =
                list.len > 0 ? changes_explain(builder->arena, builder->config, builder->columns, from, to, &list)
                             : ABORT_NONE;
            if (reason != ABORT_NONE) {
                return reason;
            }
        }
    }
    return ABORT_NONE;
}

AbortReason timeline_run(Arena *arena, const TimelineConfig *config, Timeline *out) {
    Builder builder = {.arena = arena,
                       .config = config,
                       .versions = goversion_count(),
                       .by_key = strmap_new(arena),
                       .by_lines = map_new(arena)};
    builder.columns = ARENA_ARRAY(arena, Snapshot *, builder.versions);
    for (int v = 0; v < builder.versions; v++) {
        AbortReason reason;
        builder.columns[v] = snapshot_alone(arena, config, goversion_at(v), config->goroots[v], &reason);
        if (builder.columns[v] == NULL) {
            return reason;
        }
        add_column(&builder, v);
    }
    merge_rows(&builder);
    add_packages(&builder, out);
    add_rows(&builder, out);
    return explain_all(&builder);
}
