/* What the files of core/study share. Included only from this folder. */
#ifndef CORE_STUDY_INTERNAL_H
#define CORE_STUDY_INTERNAL_H

#include "core/base/map.h"
#include "core/study/timeline.h"

/* ---- snapshot.c: one analysis reduced to its sites ---- */

typedef struct Site {
    const char *key;    /* the same in all versions: package, file, text of the line, place in it, kind */
    const char *around; /* the same for all sites of that kind of the line */
    const char *package;
    const char *file;
    int line, column;
    const char *name;
    TimelineCell cell;
} Site;

typedef struct SnapshotPackage {
    const char *path;
    const char *error; /* its first message; NULL: it compiles */
} SnapshotPackage;

typedef struct Snapshot {
    VEC(SnapshotPackage) packages;
    VEC(Site *) sites;
    StrMap *by_key;
    StrMap *texts;      /* file -> its text */
    const char *goroot; /* whose library was read; NULL: none */
    bool imports;
} Snapshot;

/*
 * Analyses the input in a world; `rules` (NULL: the world's) are those of the packages named, whatever the world
 * holds of what they import. NULL and *reason when it was cut short.
 */
Snapshot *snapshot_of(Arena *arena, const TimelineConfig *config, World *world, const GoVersion *rules,
                      AbortReason *reason);
/* The same in a world of its own, on the library in `goroot` (NULL: looked for). */
Snapshot *snapshot_alone(Arena *arena, const TimelineConfig *config, const GoVersion *go, const char *goroot,
                         AbortReason *reason);
const SnapshotPackage *snapshot_package(const Snapshot *snapshot, const char *path);

/* ---- changes.c: which behaviour it was ---- */

/* A row whose cells of two neighbouring versions differ. */
typedef struct Difference {
    TimelineRow *row;
    const Site *older, *newer; /* NULL: that version is silent */
    bool explained;
} Difference;
typedef VEC(Difference) DifferenceVec;

/* Whether two sites (NULL: none) say the same: words, columns and lines seen from where the site begins. */
bool site_same(const Site *a, const Site *b);

/* Finds what changed between two versions and adds it to the rows. Returns why it was cut short. */
AbortReason changes_explain(Arena *arena, const TimelineConfig *config, Snapshot *const *columns, int from, int to,
                            DifferenceVec *differences);

#endif
