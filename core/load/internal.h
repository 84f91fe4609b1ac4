/* What the files of core/load share. Included only from this folder. */
#ifndef CORE_LOAD_INTERNAL_H
#define CORE_LOAD_INTERNAL_H

#include "core/base/map.h"
#include "core/load/load.h"

/* One module of the build list. */
typedef struct Module {
    const char *path;
    const char *version;    /* "" for the main module and local replacements */
    const char *dir;        /* where its source is; NULL: not in the module cache */
    const char *go_version; /* "go1.21"; "go1.16" when go.mod says nothing */
    bool main;
} Module;

typedef struct Requirement {
    const char *path, *version;
} Requirement;

typedef struct Replacement {
    const char *old_path, *old_version; /* version "": any */
    const char *new_path, *new_version; /* version "": a folder */
    const char *base;                   /* folder that a relative new_path starts from */
} Replacement;

/* What a go.mod or go.work file says. */
typedef struct ModFile {
    const char *dir;
    const char *module;
    const char *go;
    VEC(Requirement) require;
    VEC(Replacement) replace;
    VEC(Requirement) exclude;
    TextVec use; /* go.work */
} ModFile;

struct Loader {
    Arena *arena;
    const GoVersion *go;
    const char *goroot;
    const char *real_src; /* GOROOT/src without symbolic links, "" when there is none; NULL: not looked up yet */
    const char *gopath;
    const char *modcache;
    bool gopath_mode;      /* GO111MODULE=off */
    StrMap *by_dir;        /* dir -> SourcePackage */
    StrMap *tags;          /* build tags that hold */
    const char *root;      /* folder of the go.mod or go.work in force; NULL: none */
    bool looked;           /* for a go.mod */
    bool vendor;           /* the main module has a vendor folder in use */
    VEC(Module *) modules; /* the build list, main modules first */
    Names *names;
};

/* constraint.c */
bool constraint_holds(const Loader *loader, const char *text, size_t length);
bool file_name_matches(const Loader *loader, const char *name);
bool machine_matches(const Loader *loader, const char *name); /* of any file, by the end of its name */
void tags_init(Loader *loader);

/* modfile.c: parses; false when the file can't be read. */
bool modfile_read(Arena *arena, const char *path, ModFile *out);

/* module.c: finds the module that `dir` is in and its build list. */
void modules_find(Loader *loader, const char *dir);
/* The module that holds an import path and the folder of the package; NULL: none. */
Module *module_of_import(const Loader *loader, const char *path, const char **dir);

/* gopath.c: what an import means with GO111MODULE=off; NULL: no folder of GOPATH has it. from: the importer, or NULL.
 */
SourcePackage *gopath_package(Loader *loader, const SourcePackage *from, const char *path);

/* select.c: the package in a folder; NULL when it holds no Go file. */
SourcePackage *select_package(Loader *loader, const char *dir, const char *path);

/* Why a folder makes no package, in the go command's words. */
const char *no_package_in(Arena *arena, const char *dir);

bool dir_exists(const char *path);
bool file_exists(const char *path);
bool has_go_files(const char *dir);

#endif
