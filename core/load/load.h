/*
 * Load: where the source of a package comes from. Finds GOROOT, modules, vendored and GOPATH packages; selects
 * the files of a folder by name and build constraint; resolves import paths and patterns. Reads no network and
 * writes nothing. The target is linux/amd64 with CGO_ENABLED=0.
 * gc: go/build, cmd/go/internal/{load,modload,search}.
 */
#ifndef CORE_LOAD_LOAD_H
#define CORE_LOAD_LOAD_H

#include "core/base/diag.h"
#include "core/base/intern.h"
#include "core/goversion/goversion.h"
#include "core/syntax/assembly.h"
#include "core/syntax/ast.h"

typedef struct Loader Loader;

typedef VEC(const char *) TextVec;

/* A folder of Go files seen as one package. */
typedef struct SourcePackage {
    const char *path; /* import path; "main" programs have one too; "command-line-arguments" for files; NULL for files
                       * and texts that have none */
    const char *dir;  /* absolute */
    const char *name; /* of the package clause; "" when no file could be read */
    TextVec files;    /* file names in `dir`, sorted, as gc gets them */
    TextVec imports;  /* import paths, each once, in order of first mention */
    const char *go_version; /* language version of its module, "go1.21"; NULL: the toolchain's */
    const char *requires;   /* "1.21": what its module asks for, newer than the toolchain; NULL otherwise */
    bool is_std;
    bool sees_internal;     /* imports internal packages of any tree */
    const char *unreadable; /* why it can't be analysed: a file that can't be read, two packages; NULL */
    bool excluded;          /* none of its files is built (unreadable says so) */
    bool cgo;               /* a file imports "C" */
    struct Module *module;  /* NULL: std, GOPATH, files */
} SourcePackage;
typedef VEC(SourcePackage *) SourcePackageVec;

typedef struct LoadConfig {
    Arena *arena;
    const GoVersion *go;
    const char *goroot; /* NULL: looked for, see load_find_goroot */
} LoadConfig;

/*
 * Returns the GOROOT of that version: the first of $GOROOT, $ESCAPADE_GOROOTS (folders that hold go-V or
 * usr/lib/go-V), the go on the PATH, /usr/lib/go-V, /usr/local/go whose VERSION file is V. NULL when there is none.
 */
const char *load_find_goroot(Arena *arena, const GoVersion *go);
/* Returns the version in the VERSION file of a GOROOT ("1.27"), NULL when there is none. */
const char *load_goroot_version(Arena *arena, const char *goroot);

Loader *loader_new(const LoadConfig *config);
const char *loader_goroot(const Loader *loader);

/*
 * Turns arguments (folders, import paths, patterns with ..., std, .go files of one package) into packages, each once,
 * in argument order. False after messages in `diags`.
 */
bool loader_packages(Loader *loader, const char *const *args, int n, SourcePackageVec *out, Diags *diags);

/*
 * Returns the package that `path` means in a file of `from`, or NULL with *why in the go command's words.
 * The same package comes back each time.
 */
SourcePackage *loader_import(Loader *loader, const SourcePackage *from, const char *path, const char **why);

/* Whether a file is built: its name's suffix and its //go:build line. gc: go/build matchFile. */
bool load_file_matches(const Loader *loader, const char *name, const char *text, size_t length);

/* Returns what the assembly files in the package's folder define and refer to; NULL when none is built. What they
 * define without a path belongs to `path`. Files that can't be read count for nothing. */
Assembly *load_assembly(const Loader *loader, Arena *arena, const SourcePackage *package, const char *path);

/* The path in an import declaration, NULL for other declarations and malformed ones. */
const char *load_import_path(Arena *arena, const Decl *decl);

/*
 * Reads a regular file whole into the arena, NUL-terminated (pipes are read when they are named by descriptor, as
 * /dev/fd/63). Returns NULL with *why set: it can't be read, it is none, it changes meanwhile, it is too large.
 */
const char *load_read(Arena *arena, const char *path, size_t *length, const char **why);

#endif
