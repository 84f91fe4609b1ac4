/*
 * Check: tree to typed tree. Completes the syntax trees of one package in place (see "checked:" in
 * ast.h) and builds its Package. All messages are gc's, at gc's positions.
 * gc: types2/check.go.
 */
#ifndef CORE_TYPES_CHECK_H
#define CORE_TYPES_CHECK_H

#include "core/base/diag.h"
#include "core/types/object.h"

/* Where imports come from. Implemented by core/load; tests may hand in their own. */
typedef struct Importer {
    /* Returns the finished package for an import path written in a file of `importer_dir`, or NULL with *why set to
     * gc's words ("package foo is not in std"). */
    Package *(*import)(void *context, const char *path, const char *importer_dir, const char **why);
    void *context;
} Importer;

typedef struct CheckConfig {
    Arena *types;   /* types, objects: as long as the package */
    Arena *scratch; /* released after the check */
    Names *names;
    const Universe *universe;
    SourceSet *sources;
    Diags *diags;
    const Importer *importer;    /* NULL: imports are DIAG_UNSUPPORTED */
    const char *path;            /* import path */
    const char *dir;             /* folder of the package, for the importer; may be NULL */
    const char *go_version;      /* language version, "go1.27" */
    int go_minor_max;            /* of the toolchain in force: 27 */
    bool interface_cycles;       /* the behaviour of that name in goversion.def */
    bool constants_need_nothing; /* the behaviour of that name in goversion.def */
    bool range_array_length;     /* the behaviour of that name in goversion.def */
    bool ignore_func_bodies;
    bool is_std;          /* bodyless functions, linknames and such are accepted silently */
    bool accept_bodyless; /* functions without body are no error (as go tool compile -complete=false) */
} CheckConfig;

/* Checks the files of one package. Always returns a Package; it is usable for the next stage only when no error was
 * added to the diags. */
Package *check_package(const CheckConfig *config, File **files, int file_count);

#endif
