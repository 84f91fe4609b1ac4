/*
 * Imports with GO111MODULE=off: vendor folders, the src folders of GOPATH, and paths of modules with a version element
 * that stand there without it. gc: cmd/go/internal/load vendoredImportPath, moduleImportPath.
 */
#include <stdlib.h>
#include <string.h>

#include "core/load/internal.h"

/* The folders of GOPATH, each with /src behind it. */
static TextVec source_roots(Loader *loader) {
    TextVec roots = {0};
    char *rest = NULL;
    for (char *root = strtok_r(arena_strdup(loader->arena, loader->gopath), ":", &rest); root != NULL;
         root = strtok_r(NULL, ":", &rest)) {
        VEC_PUSH(loader->arena, &roots, arena_printf(loader->arena, "%s/src", root));
    }
    return roots;
}

static bool is_below(const char *dir, const char *root) {
    const size_t n = strlen(root);
    return strncmp(dir, root, n) == 0 && (dir[n] == '/' || dir[n] == '\0');
}

/* Cuts the last element off; false when that was the root. */
static bool go_up(char *dir, const char *root) {
    char *slash = strrchr(dir, '/');
    if (slash == NULL || strlen(dir) <= strlen(root)) {
        return false;
    }
    *slash = '\0';
    return true;
}

/* The package in the nearest vendor folder, from the importer's folder upwards; NULL: none has it. */
static SourcePackage *vendored(Loader *loader, const char *from_dir, const char *root, const char *path) {
    Arena *arena = loader->arena;
    char *at = arena_strdup(arena, from_dir);
    do {
        const char *dir = arena_printf(arena, "%s/vendor/%s", at, path);
        if (has_go_files(dir)) {
            return select_package(loader, dir, arena_strdup(arena, dir + strlen(root) + 1));
        }
    } while (go_up(at, root));
    return NULL;
}

/* ---- Version elements ---- */

/* v2, v3, v10, but not v0, v1, v05. */
static bool is_version(const char *element, size_t n) {
    return n >= 2 && element[0] == 'v' && element[1] != '0' && !(n == 2 && element[1] == '1') &&
           strspn(element + 1, "0123456789") >= n - 1;
}

/* Where the last version element of path[:limit] stands (the slash before it) and ends; NULL: there is none. */
static const char *last_version(const char *path, size_t limit, const char **end) {
    *end = path + limit;
    for (const char *at = *end; at > path;) {
        at--;
        if (*at == '/') {
            if (is_version(at + 1, (size_t)(*end - at) - 1)) {
                return at;
            }
            *end = at;
        }
    }
    return NULL;
}

/* The folder of GOPATH with that path; NULL: there is none. */
static const char *gopath_dir(Loader *loader, const TextVec *roots, const char *path) {
    for (int i = 0; i < roots->len; i++) {
        const char *dir = arena_printf(loader->arena, "%s/%s", roots->at[i], path);
        if (dir_exists(dir)) {
            return dir;
        }
    }
    return NULL;
}

/* What the go.mod of a folder calls its module; NULL: there is none, or it says nothing. */
static const char *module_name(Loader *loader, const char *dir) {
    ModFile file = {0};
    return modfile_read(loader->arena, arena_printf(loader->arena, "%s/go.mod", dir), &file) ? file.module : NULL;
}

static bool in_module(Loader *loader, const TextVec *roots, const char *dir) {
    for (int i = 0; i < roots->len; i++) {
        char *at = arena_strdup(loader->arena, dir);
        bool more = is_below(dir, roots->at[i]);
        for (; more; more = go_up(at, roots->at[i])) {
            if (module_name(loader, at) != NULL) {
                return true;
            }
        }
    }
    return false;
}

/*
 * Code in a tree with a go.mod may import x/y/v2/z where the source is in x/y/z, if x/y/go.mod says module x/y/v2.
 * Returns the path to look for, which is the one given when there is nothing to rewrite.
 */
static const char *without_version(Loader *loader, const TextVec *roots, const char *from_dir, const char *path) {
    const char *end;
    if (last_version(path, strlen(path), &end) == NULL || !in_module(loader, roots, from_dir) ||
        gopath_dir(loader, roots, path) != NULL) {
        return path;
    }
    size_t limit = strlen(path);
    for (const char *at; (at = last_version(path, limit, &end)) != NULL; limit = (size_t)(at - path)) {
        const char *above = arena_strndup(loader->arena, path, (size_t)(at - path));
        const char *dir = gopath_dir(loader, roots, above);
        const char *module = dir != NULL ? module_name(loader, dir) : NULL;
        if (module != NULL) {
            const bool same = strncmp(module, path, (size_t)(end - path)) == 0 && module[end - path] == '\0';
            return same ? arena_printf(loader->arena, "%s%s", above, end) : path;
        }
    }
    return path;
}

SourcePackage *gopath_package(Loader *loader, const SourcePackage *from, const char *path) {
    const TextVec roots = source_roots(loader);
    if (from != NULL) {
        for (int i = 0; i < roots.len; i++) {
            SourcePackage *package =
                is_below(from->dir, roots.at[i]) ? vendored(loader, from->dir, roots.at[i], path) : NULL;
            if (package != NULL) {
                return package;
            }
        }
        path = without_version(loader, &roots, from->dir, path);
    }
    for (int i = 0; i < roots.len; i++) {
        const char *dir = arena_printf(loader->arena, "%s/%s", roots.at[i], path);
        if (has_go_files(dir)) {
            return select_package(loader, dir, arena_strdup(loader->arena, path));
        }
    }
    return NULL;
}
