/*
 * Summary: a finished package as its importers see it, and the only form in which they see it: its objects with
 * complete types, constants, the tags of parameters, the bodies of generic functions, and the lines of its files. It is
 * plain bytes: const, shared by all threads, as good from memory as from a file.
 *
 * Imports: the packages that one analysis imports, made from summaries in memory of its own. Nothing is read before
 * somebody asks for it: a package gives names, a name its object, a type its declaration, a function its body.
 * gc: internal/pkgbits, noder/{writer,reader}.go, importer/ureader.go.
 */
#ifndef CORE_EXPORT_SUMMARY_H
#define CORE_EXPORT_SUMMARY_H

#include <stdatomic.h>

#include "core/types/object.h"

/* A name that importers on several threads may look for at once: all find the same. */
typedef _Atomic(const Name *) SharedName;

/* A published package. Owned by the world, const but for its names. */
typedef struct Exported {
    const char *path;
    const char *bytes; /* the summary */
    size_t size;
    Source **sources; /* where positions of its files are printed, in the order of the files */
    int source_count;
    SharedName *names; /* by number of the string, those that some importer has asked for; NULL: no importer shares */
} Exported;

typedef struct Imports Imports;

typedef struct ImportsConfig {
    Arena *arena; /* packages and all that is read of them live here */
    Names *names;
    const Universe *universe;
    /* Returns the published package of an import path; a summary names others only when those were published first. */
    const Exported *(*find)(void *context, const char *path);
    void *context;
} ImportsConfig;

Imports *imports_new(const ImportsConfig *config);

/* Lets all importers of the package share its names: they must have the same ImportsConfig.names. */
void exported_share_names(Arena *arena, Exported *exported);

/* Returns the package, the same one each time. Its objects and types belong to `imports`. */
Package *imports_package(Imports *imports, const Exported *exported);

/*
 * Writes the summary of a checked package without errors whose functions have been analysed. `imports` is what it was
 * checked with; positions are looked up in `sources`. The bytes live in `out`.
 * The same package gives the same bytes,
 * and a package that was read from a summary gives that summary.
 */
Exported summary_write(Arena *out, Arena *scratch, const Package *package, const Imports *imports,
                       const SourceSet *sources);

/* Returns how many sources the summary tells of, and adds the i-th to a world that has not read its text. */
int summary_source_count(const char *bytes);
Source *summary_add_source(SourceSet *world, const char *bytes, int i);

#endif
