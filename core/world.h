/*
 * World: what analyses of one Go version share: names, the universe, the summaries of imported packages, read once
 * each. Private to core/analysis.c, core/unit.c and core/world.c; users see it through analysis.h.
 */
#ifndef CORE_WORLD_H
#define CORE_WORLD_H

#include <pthread.h>

#include "core/analysis.h"
#include "core/export/summary.h"
#include "core/load/load.h"
#include "core/tasks.h"
#include "core/types/check.h"

typedef struct WorldPackage WorldPackage;
typedef VEC(WorldPackage *) WorldPackageVec;

struct World {
    Arena *arena; /* used by one thread: between the runs of tasks */
    Names *names;
    const Universe *universe;
    SourceSet *sources; /* in memory of its own: threads add to it */
    Arena *source_arena;
    const GoVersion *go;
    bool retain;
    int workers;
    const char *goroot_wanted; /* --goroot; NULL */
    Loader *loader;            /* made by world_loader when a package is first asked for */
    pthread_mutex_t load_lock; /* of the loader, while tasks run */
    StrMap *packages;          /* folder -> WorldPackage */
    StrMap *by_path;           /* import path -> WorldPackage */
};

/* Finding GOROOT takes longer than analysing a small program, so it waits until something is imported. */
Loader *world_loader(World *world);

/* ---- Planning: what has to be read, in which order; before any task runs ---- */

typedef struct WorldPlan {
    World *world;
    TaskVec tasks;
} WorldPlan;

/* Plans reading the package that an import path means in a file of `from`, and all that it imports, unless that is
 * done. `task`, when it is given, will wait for it. What can't be found is world_import's to tell. */
void world_plan_import(WorldPlan *plan, const SourcePackage *from, const char *path, Task *task);
/*
 * Says that the caller's task will publish this package, because it is analysed anyway: before anything is planned.
 * Returns NULL when it has been read already. world_plan then plans what it imports.
 */
WorldPackage *world_claim(World *world, SourcePackage *source, Task *task);
void world_plan(WorldPlan *plan, WorldPackage *package);

/* ---- While tasks run ---- */

/* Memory as long-lived as the world, for the thread that publishes this package. */
Arena *world_package_arena(WorldPackage *package);
/* Lets importers have it. `sources` are those of the package's files, in the world. */
void world_publish(WorldPackage *package, Exported exported);
/* Tells importers why they can't have it. */
void world_refuse(WorldPackage *package, const PackageResult *result, const SourceSet *sources);
/* How the file is called where its generic functions have lines in importers. */
const char *world_shown_name(const World *world, const char *path);

/* Where an import statement stands. */
typedef struct ImportContext {
    World *world;
    Arena *arena; /* of messages */
    const SourcePackage *from;
    Imports *imports; /* of the unit */
} ImportContext;

/* The Importer's function. Returns NULL and *why when the package can't be found, does not compile or imports itself.
 */
Package *world_import(void *context, const char *path, const char *importer_dir, const char **why);
/* The published package of an import path, for Imports. */
const Exported *world_find(void *world, const char *path);

/* Forgets packages that an interrupted analysis left half read. */
void world_recover(World *world);

#endif
