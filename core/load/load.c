/* GOROOT, arguments, patterns, imports. */
#include "core/load/load.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/load/internal.h"

/* ---- GOROOT ---- */

const char *load_goroot_version(Arena *arena, const char *goroot) {
    size_t length;
    const char *why;
    const char *text = load_read(arena, arena_printf(arena, "%s/VERSION", goroot), &length, &why);
    if (text == NULL || strncmp(text, "go1.", 4) != 0) {
        return NULL;
    }
    return arena_printf(arena, "1.%.*s", (int)strspn(text + 4, "0123456789"), text + 4);
}

static const char *goroot_if(Arena *arena, const GoVersion *go, const char *dir) {
    const char *version = dir != NULL && dir[0] != '\0' ? load_goroot_version(arena, dir) : NULL;
    return version != NULL && strcmp(version, go->name) == 0 ? dir : NULL;
}

static const char *goroot_among(Arena *arena, const GoVersion *go, const char *list) {
    char *rest = NULL;
    for (char *dir = list != NULL ? strtok_r(arena_strdup(arena, list), ":", &rest) : NULL; dir != NULL;
         dir = strtok_r(NULL, ":", &rest)) {
        const char *found = goroot_if(arena, go, arena_printf(arena, "%s/go-%s", dir, go->name));
        found = found != NULL ? found : goroot_if(arena, go, arena_printf(arena, "%s/usr/lib/go-%s", dir, go->name));
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/* The folder above the bin folder that the go command of the PATH really is in. */
static const char *goroot_on_path(Arena *arena, const GoVersion *go) {
    char *rest = NULL;
    const char *path = getenv("PATH");
    for (char *dir = path != NULL ? strtok_r(arena_strdup(arena, path), ":", &rest) : NULL; dir != NULL;
         dir = strtok_r(NULL, ":", &rest)) {
        char *real = realpath(arena_printf(arena, "%s/go", dir), NULL);
        if (real == NULL) {
            continue;
        }
        char *root = arena_strdup(arena, real);
        free(real);
        for (int up = 0; up < 2; up++) {
            char *slash = strrchr(root, '/');
            if (slash != NULL) {
                *slash = '\0';
            }
        }
        return goroot_if(arena, go, root);
    }
    return NULL;
}

const char *load_find_goroot(Arena *arena, const GoVersion *go) {
    const char *found = goroot_if(arena, go, getenv("GOROOT"));
    found = found != NULL ? found : goroot_among(arena, go, getenv("ESCAPADE_GOROOTS"));
    found = found != NULL ? found : goroot_on_path(arena, go);
    found = found != NULL ? found : goroot_if(arena, go, arena_printf(arena, "/usr/lib/go-%s", go->name));
    return found != NULL ? found : goroot_if(arena, go, "/usr/local/go");
}

static const char *env_or(const char *name, const char *otherwise) {
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : otherwise;
}

/* Links in it are not followed. */
static const char *absolute(Arena *arena, const char *dir) {
    char here[PATH_MAX];
    while (strncmp(dir, "./", 2) == 0) {
        dir += 2;
    }
    return dir[0] == '/' || getcwd(here, sizeof here) == NULL ? dir : arena_printf(arena, "%s/%s", here, dir);
}

Loader *loader_new(const LoadConfig *config) {
    Arena *arena = config->arena;
    Loader *loader = ARENA_NEW(arena, Loader);
    loader->arena = arena;
    loader->go = config->go;
    loader->goroot = config->goroot != NULL ? config->goroot : load_find_goroot(arena, config->go);
    if (loader->goroot != NULL) {
        loader->goroot = absolute(arena, loader->goroot);
    }
    const char *home = env_or("HOME", "/");
    loader->gopath = env_or("GOPATH", arena_printf(arena, "%s/go", home));
    char *first = arena_strndup(arena, loader->gopath, strcspn(loader->gopath, ":"));
    loader->modcache = env_or("GOMODCACHE", arena_printf(arena, "%s/pkg/mod", first));
    loader->gopath_mode = strcmp(env_or("GO111MODULE", ""), "off") == 0;
    loader->by_dir = strmap_new(arena);
    loader->tags = strmap_new(arena);
    loader->names = names_new();
    arena_on_free(arena, (void (*)(void *))names_free, loader->names);
    tags_init(loader);
    return loader;
}

const char *loader_goroot(const Loader *loader) { return loader->goroot; }

/* ---- Imports ---- */

static SourcePackage *std_package(Loader *loader, const char *path) {
    if (loader->goroot == NULL) {
        return NULL;
    }
    const char *dir = arena_printf(loader->arena, "%s/src/%s", loader->goroot, path);
    SourcePackage *package = strmap_get(loader->by_dir, dir);
    if (package == NULL && dir_exists(dir)) {
        package = select_package(loader, dir, arena_strdup(loader->arena, path));
    }
    if (package != NULL) {
        package->is_std = true;
    }
    return package;
}

/* internal packages are seen from the tree above the internal folder only. */
static bool may_use_internal(const SourcePackage *from, const SourcePackage *package) {
    if (from != NULL && from->is_std && package->is_std) {
        return true;
    }
    const char *internal = NULL;
    for (const char *at = package->dir; (at = strstr(at, "/internal")) != NULL; at++) {
        if (at[9] == '\0' || at[9] == '/') {
            internal = at;
        }
    }
    if (internal == NULL || from == NULL || from->sees_internal) {
        return true;
    }
    const size_t n = (size_t)(internal - package->dir);
    return strncmp(from->dir, package->dir, n) == 0 && (from->dir[n] == '\0' || from->dir[n] == '/');
}

static bool looks_std(const char *path) {
    const size_t n = strcspn(path, "/");
    return memchr(path, '.', n) == NULL;
}

static void put_in_module(const Loader *loader, SourcePackage *package, Module *module) {
    package->module = module;
    package->go_version = module->go_version;
    if (loader->go->newer_modules_tried && strncmp(module->go_version, "go1.", 4) == 0 &&
        atoi(module->go_version + 4) > loader->go->minor) {
        package->go_version = NULL;
        package->requires = module->go_version + 2;
    }
}

static SourcePackage *module_package(Loader *loader, const SourcePackage *from, const char *path) {
    modules_find(loader, from != NULL ? from->dir : ".");
    const char *dir;
    Module *module = module_of_import(loader, path, &dir);
    SourcePackage *package = module != NULL ? select_package(loader, dir, arena_strdup(loader->arena, path)) : NULL;
    if (package != NULL) {
        put_in_module(loader, package, module);
    }
    return package;
}

static const char *not_in_gopath(Loader *loader, const char *path) {
    StrBuf out = strbuf_new(loader->arena);
    strbuf_printf(&out, "cannot find package \"%s\" in any of:", path);
    if (loader->goroot != NULL) {
        strbuf_printf(&out, "\n\t%s/src/%s (from $GOROOT)", loader->goroot, path);
    }
    char *rest = NULL;
    const char *mark = " (from $GOPATH)";
    for (char *root = strtok_r(arena_strdup(loader->arena, loader->gopath), ":", &rest); root != NULL;
         root = strtok_r(NULL, ":", &rest)) {
        strbuf_printf(&out, "\n\t%s/src/%s%s", root, path, mark);
        mark = "";
    }
    return strbuf_text(&out);
}

SourcePackage *loader_import(Loader *loader, const SourcePackage *from, const char *path, const char **why) {
    Arena *arena = loader->arena;
    SourcePackage *package = NULL;
    if (from != NULL && from->is_std) {
        const bool of_command = from->path != NULL && strncmp(from->path, "cmd/", 4) == 0;
        const char *vendored = arena_printf(arena, "%svendor/%s", of_command ? "cmd/" : "", path);
        package = looks_std(path) ? NULL : std_package(loader, vendored);
    }
    package = package != NULL ? package : std_package(loader, path);
    if (package == NULL) {
        package = loader->gopath_mode ? gopath_package(loader, from, path) : module_package(loader, from, path);
    }
    if (package == NULL) {
        const char *std = loader->goroot != NULL ? arena_printf(arena, "%s/src/%s", loader->goroot, path) : "";
        if (loader->goroot == NULL && looks_std(path)) {
            *why = arena_printf(arena, "package %s can't be read: no Go %s is installed; name one with --goroot=DIR",
                                path, loader->go->name);
        } else if (dir_exists(std)) {
            *why = no_package_in(arena, std);
        } else if (loader->gopath_mode) {
            *why = not_in_gopath(loader, path);
        } else if (looks_std(path)) {
            *why = arena_printf(arena, "package %s is not in std (%s/src/%s)", path, loader->goroot, path);
        } else {
            *why = arena_printf(arena, "no required module provides package %s; to add it:\n\tgo get %s", path, path);
        }
        return NULL;
    }
    if (package->unreadable != NULL) {
        *why = package->unreadable;
        return NULL;
    }
    if (!may_use_internal(from, package)) {
        *why = arena_printf(arena, "use of internal package %s not allowed", path);
        return NULL;
    }
    return package;
}

/* ---- Arguments ---- */

static const char *real_path(Arena *arena, const char *path) {
    char *real = realpath(path, NULL);
    const char *copy = real != NULL ? arena_strdup(arena, real) : NULL;
    free(real);
    return copy;
}

/* The path below GOROOT/src of a folder, which has no symbolic links in it; NULL for a folder that is elsewhere. */
static const char *std_path_of_dir(Loader *loader, const char *dir) {
    if (loader->goroot == NULL) {
        return NULL;
    }
    if (loader->real_src == NULL) {
        const char *real = real_path(loader->arena, arena_printf(loader->arena, "%s/src", loader->goroot));
        loader->real_src = real != NULL ? real : "";
    }
    const char *src = loader->real_src;
    const size_t n = strlen(src);
    const bool below = n > 0 && strncmp(dir, src, n) == 0 && dir[n] == '/';
    return below ? arena_strdup(loader->arena, dir + n + 1) : NULL;
}

/* The import path of a folder that is not in GOROOT. */
static const char *path_of_dir(Loader *loader, const char *dir, Module **module) {
    Arena *arena = loader->arena;
    *module = NULL;
    modules_find(loader, dir);
    for (int i = 0; i < loader->modules.len; i++) {
        Module *m = loader->modules.at[i];
        const size_t n = m->dir != NULL ? strlen(m->dir) : 0;
        if (n > 0 && strncmp(dir, m->dir, n) == 0 && (dir[n] == '\0' || dir[n] == '/')) {
            *module = m;
            return arena_printf(arena, "%s%s", m->path, dir + n);
        }
    }
    char *rest = NULL;
    for (char *root = strtok_r(arena_strdup(arena, loader->gopath), ":", &rest); root != NULL;
         root = strtok_r(NULL, ":", &rest)) {
        const char *src = arena_printf(arena, "%s/src/", root);
        if (strncmp(dir, src, strlen(src)) == 0) {
            return arena_strdup(arena, dir + strlen(src));
        }
    }
    const char *slash = strrchr(dir, '/');
    return arena_printf(arena, "_%s", slash != NULL ? dir : "");
}

static void add_package(Loader *loader, SourcePackageVec *out, SourcePackage *package) {
    for (int i = 0; i < out->len; i++) {
        if (out->at[i] == package) {
            return;
        }
    }
    VEC_PUSH(loader->arena, out, package);
}

/* A package of std is the one that importers see, however the folder is named: GOROOT may be reached by links. */
static SourcePackage *package_in(Loader *loader, const char *dir) {
    const char *std = std_path_of_dir(loader, dir);
    if (std != NULL) {
        return std_package(loader, std);
    }
    Module *module;
    const char *path = path_of_dir(loader, dir, &module);
    SourcePackage *package = select_package(loader, dir, path);
    if (package != NULL && module != NULL) {
        put_in_module(loader, package, module);
    }
    return package;
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

enum { TREE_DEPTH_MAX = 64 };

/* Packages of a tree, as "..." names them: no folders that begin with . or _, no testdata, no other modules, no vendor.
 */
static void add_tree(Loader *loader, const char *dir, bool top, bool std, SourcePackageVec *out, int depth) {
    Arena *arena = loader->arena;
    SourcePackage *package = package_in(loader, dir);
    if (package != NULL && !package->excluded) {
        add_package(loader, out, package);
    }
    TextVec names = {0};
    DIR *folder = depth < TREE_DEPTH_MAX ? opendir(dir) : NULL;
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        const char *name = entry->d_name;
        const bool folder_or_unknown = entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
        if (name[0] != '.' && name[0] != '_' && strcmp(name, "testdata") != 0 && folder_or_unknown) {
            VEC_PUSH(arena, &names, arena_strdup(arena, name));
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (names.len > 1) {
        qsort(names.at, (size_t)names.len, sizeof names.at[0], by_name);
    }
    for (int i = 0; i < names.len; i++) {
        const char *below = arena_printf(arena, "%s/%s", dir, names.at[i]);
        const bool vendor = strcmp(names.at[i], "vendor") == 0 && !(std && top);
        /* builtin is documentation, cmd is not std. */
        const bool no_std = std && top && (strcmp(names.at[i], "cmd") == 0 || strcmp(names.at[i], "builtin") == 0);
        if (!vendor && !no_std && dir_exists(below) && !file_exists(arena_printf(arena, "%s/go.mod", below))) {
            add_tree(loader, below, false, std, out, depth + 1);
        }
    }
}

static bool ends_with(const char *text, const char *end) {
    const size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_local(const char *arg) {
    return arg[0] == '/' || strcmp(arg, ".") == 0 || strcmp(arg, "..") == 0 || strncmp(arg, "./", 2) == 0 ||
           strncmp(arg, "../", 3) == 0;
}

static bool begins_path(const char *path, const char *with) {
    const size_t n = strlen(with);
    return strncmp(path, with, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

static int by_path(const void *a, const void *b) {
    return strcmp((*(SourcePackage *const *)a)->path, (*(SourcePackage *const *)b)->path);
}

/* `path/...`: below that path in std, in a module or in GOPATH, by import path. */
static void add_trees_of_path(Loader *loader, const char *path, SourcePackageVec *out) {
    Arena *arena = loader->arena;
    const int before = out->len;
    const char *std = loader->goroot != NULL ? arena_printf(arena, "%s/src/%s", loader->goroot, path) : "";
    if (path[0] != '\0' && dir_exists(std)) {
        add_tree(loader, real_path(arena, std), false, true, out, 0);
    }
    modules_find(loader, real_path(arena, "."));
    for (int i = 0; i < loader->modules.len; i++) {
        const Module *module = loader->modules.at[i];
        const char *dir = module->dir;
        if (dir != NULL && begins_path(path, module->path)) {
            dir = arena_printf(arena, "%s%s", dir, path + strlen(module->path));
        } else if (!begins_path(module->path, path)) {
            continue;
        }
        if (dir != NULL && dir_exists(dir)) {
            add_tree(loader, dir, true, false, out, 0);
        }
    }
    char *rest = NULL;
    for (char *root = loader->gopath_mode ? strtok_r(arena_strdup(arena, loader->gopath), ":", &rest) : NULL;
         root != NULL; root = strtok_r(NULL, ":", &rest)) {
        const char *dir = arena_printf(arena, "%s/src/%s", root, path);
        if (dir_exists(dir)) {
            add_tree(loader, dir, true, false, out, 0);
        }
    }
    if (out->len - before > 1) {
        qsort(out->at + before, (size_t)(out->len - before), sizeof out->at[0], by_path);
    }
}

static bool add_pattern(Loader *loader, const char *arg, SourcePackageVec *out, Diags *diags) {
    Arena *arena = loader->arena;
    const bool std = strcmp(arg, "std") == 0;
    const char *base = std ? "" : arena_strndup(arena, arg, strlen(arg) - 3);
    const int before = out->len;
    if (std || is_local(base)) {
        const char *dir = !std                     ? real_path(arena, base)
                          : loader->goroot != NULL ? real_path(arena, arena_printf(arena, "%s/src", loader->goroot))
                                                   : NULL;
        if (dir != NULL) {
            add_tree(loader, dir, true, std, out, 0);
        }
    } else {
        add_trees_of_path(loader, arena_strndup(arena, base, strlen(base) - (base[0] != '\0')), out);
    }
    if (out->len == before) {
        diag_add(diags, DIAG_WORLD, POS_NONE, "", "no packages match %s", arg);
        return false;
    }
    return true;
}

static bool add_argument(Loader *loader, const char *arg, SourcePackageVec *out, Diags *diags) {
    if (strcmp(arg, "std") == 0 || ends_with(arg, "...")) {
        return add_pattern(loader, arg, out, diags);
    }
    SourcePackage *package = NULL;
    const char *why = NULL;
    if (is_local(arg) || dir_exists(arg)) {
        const char *dir = real_path(loader->arena, arg);
        package = dir != NULL ? package_in(loader, dir) : NULL;
        if (package != NULL && package->unreadable != NULL) {
            diag_add(diags, DIAG_WORLD, POS_NONE, "", "%s", package->unreadable);
            return false;
        }
        why = dir != NULL ? no_package_in(loader->arena, dir)
                          : arena_printf(loader->arena, "can't read %s: no such folder", arg);
    } else {
        char here[4096];
        const SourcePackage from = {.dir = getcwd(here, sizeof here) != NULL ? here : "."};
        package = loader_import(loader, &from, arg, &why);
    }
    if (package == NULL) {
        diag_add(diags, DIAG_WORLD, POS_NONE, "", "%s", why);
        return false;
    }
    add_package(loader, out, package);
    return true;
}

static bool add_files(Loader *loader, const char *const *args, int n, SourcePackageVec *out) {
    SourcePackage *package = ARENA_NEW(loader->arena, SourcePackage);
    package->path = "command-line-arguments";
    package->name = "";
    package->dir = "";
    for (int i = 0; i < n; i++) {
        VEC_PUSH(loader->arena, &package->files, args[i]);
    }
    VEC_PUSH(loader->arena, out, package);
    return true;
}

bool loader_packages(Loader *loader, const char *const *args, int n, SourcePackageVec *out, Diags *diags) {
    if (n > 0 && (ends_with(args[0], ".go") || strcmp(args[0], "-") == 0)) {
        return add_files(loader, args, n, out);
    }
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok &= add_argument(loader, args[i], out, diags);
    }
    return ok;
}
