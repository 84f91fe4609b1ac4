/*
 * World: what analyses of one Go version share: names, the universe, the imported packages, read once each.
 * Private to core/analysis.c and core/world.c; users see it through analysis.h.
 */
#ifndef CORE_WORLD_H
#define CORE_WORLD_H

#include "core/analysis.h"
#include "core/load/load.h"
#include "core/types/check.h"

struct World {
    Arena *arena;
    Names *names;
    const Universe *universe;
    SourceSet *sources;
    const GoVersion *go;
    bool retain;
    const char *goroot_wanted; /* --goroot; NULL */
    Loader *loader;            /* made by world_loader when a package is first asked for */
    StrMap *packages;          /* folder -> WorldPackage */
};

/* Finding GOROOT takes longer than analysing a small program, so it waits until something is imported. */
Loader *world_loader(World *world);

/* Where an import statement stands. */
typedef struct ImportContext {
    World *world;
    const SourcePackage *from; /* NULL: files given one by one */
    SourceSet *sources;        /* of the analysis */
} ImportContext;

/*
 * The Importer's function: reads, checks and analyses the package once. Returns NULL and *why when it can't be
 * found, does not compile or imports itself.
 */
Package *world_import(void *context, const char *path, const char *importer_dir, const char **why);

/* Forgets packages that an interrupted analysis left half read. */
void world_recover(World *world);

/* The stages after the check, for one package; lines and graphs by `config`. */
typedef struct BackendConfig {
    World *world;
    SourceSet *sources;
    Arena *arena; /* IR, graph, verdicts */
    Arena *scratch;
    int level;
    bool keep_graph;
    const GoVersion *rules; /* NULL: the world's */
} BackendConfig;
void run_backend(const BackendConfig *config, PackageResult *result);

#endif
