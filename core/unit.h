/*
 * Unit: one package on its way through the stages: parse, check, lower, passes, escape, bounds. A unit shares nothing
 * that changes with others: what it imports it reads from summaries into its own memory.
 * Private to core/analysis.c and core/world.c.
 */
#ifndef CORE_UNIT_H
#define CORE_UNIT_H

#include "core/export/summary.h"
#include "core/world.h"

typedef struct Unit {
    World *world;
    SourceSet *sources;
    Arena *arena;   /* tree, types, IR, graph, lines */
    Arena *scratch; /* released by the caller at the end */
    const SourcePackage *package;
    const char *path;             /* import path; NULL: the package's name */
    const char *lang;             /* language version, "go1.27" */
    const AnalysisConfig *config; /* level, graph, rules, messages; zeroed for packages that are only imported */
    /* Where imports come from; zeroed: the world. */
    struct {
        const Importer *importer;
        const Exported *(*find)(void *context, const char *path);
        void *context;
    } other;
    bool for_importers; /* nobody looks at the package itself: of std only what importers can reach is analysed */
    File **files;
    int file_count;
    Imports *imports;
} Unit;

/* Parses; fills files. False after syntax errors, which are in result->diags, as are all others. */
bool unit_parse(Unit *unit, Source **sources, int count, PackageResult *result);

/* All stages after it. What the files import must have been read: world_read. result->ok: without errors. */
void unit_run(Unit *unit, PackageResult *result);

#endif
