/*
 * Modules: which one a folder is in, the build list (the largest version of each module that anyone requires), and
 * where the source of each is. No network: only the module cache, replacements and vendor folders.
 * gc: cmd/go/internal/{modload,mvs}.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/load/internal.h"

/* ---- Versions. gc: golang.org/x/mod/semver ---- */

static const char *number(const char *v, long *out) {
    *out = strtol(v, (char **)&v, 10);
    return *v == '.' ? v + 1 : v;
}

static int compare_prerelease(const char *a, const char *b) {
    if (*a == '\0' || *b == '\0') {
        return (*a == '\0') - (*b == '\0');
    }
    while (*a != '\0' && *b != '\0') {
        const size_t na = strcspn(a, "."), nb = strcspn(b, ".");
        const bool da = strspn(a, "0123456789") == na, db = strspn(b, "0123456789") == nb;
        if (na != nb || memcmp(a, b, na) != 0) {
            if (da != db) {
                return da ? -1 : 1;
            }
            if (da && na != nb) {
                return na < nb ? -1 : 1;
            }
            const int order = strncmp(a, b, na < nb ? na : nb);
            return order != 0 ? order : na < nb ? -1 : 1;
        }
        a += na + (a[na] == '.');
        b += nb + (b[nb] == '.');
    }
    return (*a != '\0') - (*b != '\0');
}

static int compare_versions(const char *a, const char *b) {
    a += *a == 'v';
    b += *b == 'v';
    for (int i = 0; i < 3; i++) {
        long x, y;
        a = number(a, &x);
        b = number(b, &y);
        if (x != y) {
            return x < y ? -1 : 1;
        }
    }
    char left[128] = "", right[128] = "";
    if (*a == '-') {
        snprintf(left, sizeof left, "%.*s", (int)strcspn(a + 1, "+"), a + 1);
    }
    if (*b == '-') {
        snprintf(right, sizeof right, "%.*s", (int)strcspn(b + 1, "+"), b + 1);
    }
    return compare_prerelease(left, right);
}

/* ---- The build list ---- */

/* Upper-case letters are written !x in the cache's folders. */
static const char *escaped(Arena *arena, const char *path) {
    StrBuf out = strbuf_new(arena);
    for (; *path != '\0'; path++) {
        if (isupper((unsigned char)*path)) {
            strbuf_byte(&out, '!');
        }
        strbuf_byte(&out, (char)tolower((unsigned char)*path));
    }
    return strbuf_text(&out);
}

typedef struct BuildList {
    Loader *loader;
    VEC(ModFile) mains; /* of the main modules, and go.work */
    StrMap *chosen;     /* path -> version */
    VEC(Requirement) queue;
} BuildList;

static const Replacement *replacement(const BuildList *list, const char *path, const char *version) {
    const Replacement *any = NULL;
    for (int i = 0; i < list->mains.len; i++) {
        const ModFile *file = &list->mains.at[i];
        for (int k = 0; k < file->replace.len; k++) {
            const Replacement *r = &file->replace.at[k];
            if (strcmp(r->old_path, path) == 0) {
                if (strcmp(r->old_version, version) == 0) {
                    return r;
                }
                any = r->old_version[0] == '\0' ? r : any;
            }
        }
    }
    return any;
}

/* The folder of a module version's source, and of its go.mod (the cache's download folder when it is not unpacked). */
static const char *module_dir(const BuildList *list, const char *path, const char *version, const char **gomod) {
    Loader *loader = list->loader;
    Arena *arena = loader->arena;
    const Replacement *r = replacement(list, path, version);
    if (r != NULL && r->new_version[0] == '\0') {
        const char *dir = r->new_path[0] == '/' ? r->new_path : arena_printf(arena, "%s/%s", r->base, r->new_path);
        *gomod = arena_printf(arena, "%s/go.mod", dir);
        return dir;
    }
    if (r != NULL) {
        path = r->new_path;
        version = r->new_version;
    }
    const char *dir = arena_printf(arena, "%s/%s@%s", loader->modcache, escaped(arena, path), escaped(arena, version));
    *gomod = arena_printf(arena, "%s/go.mod", dir);
    if (!file_exists(*gomod)) {
        *gomod = arena_printf(arena, "%s/cache/download/%s/@v/%s.mod", loader->modcache, escaped(arena, path),
                              escaped(arena, version));
    }
    return dir_exists(dir) ? dir : NULL;
}

static bool excluded(const BuildList *list, const Requirement *wanted) {
    for (int i = 0; i < list->mains.len; i++) {
        for (int k = 0; k < list->mains.at[i].exclude.len; k++) {
            const Requirement *e = &list->mains.at[i].exclude.at[k];
            if (strcmp(e->path, wanted->path) == 0 && strcmp(e->version, wanted->version) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void require(BuildList *list, const ModFile *file) {
    for (int i = 0; i < file->require.len; i++) {
        if (!excluded(list, &file->require.at[i])) {
            VEC_PUSH(list->loader->arena, &list->queue, file->require.at[i]);
        }
    }
}

static bool is_main_module(const BuildList *list, const char *path) {
    for (int i = 0; i < list->mains.len; i++) {
        if (list->mains.at[i].module != NULL && strcmp(list->mains.at[i].module, path) == 0) {
            return true;
        }
    }
    return false;
}

static void choose(BuildList *list) {
    for (int i = 0; i < list->queue.len; i++) {
        const Requirement wanted = list->queue.at[i];
        const char *have = strmap_get(list->chosen, wanted.path);
        if (is_main_module(list, wanted.path) || (have != NULL && compare_versions(have, wanted.version) >= 0)) {
            continue;
        }
        strmap_set(list->chosen, wanted.path, (void *)(size_t)wanted.version);
        const char *gomod;
        module_dir(list, wanted.path, wanted.version, &gomod);
        ModFile file;
        if (modfile_read(list->loader->arena, gomod, &file)) {
            require(list, &file);
        }
    }
}

static const char *language(Arena *arena, const char *go) {
    if (go == NULL) {
        return "go1.16";
    }
    /* The language has no patch versions. */
    const char *dot = strchr(go, '.');
    const size_t n = dot != NULL ? (size_t)(dot - go) + 1 + strspn(dot + 1, "0123456789") : strlen(go);
    return arena_printf(arena, "go%.*s", (int)n, go);
}

static void add_module(Loader *loader, const char *path, const char *version, const char *dir, const char *go,
                       bool main) {
    Module *module = ARENA_NEW(loader->arena, Module);
    *module =
        (Module){.path = path, .version = version, .dir = dir, .go_version = language(loader->arena, go), .main = main};
    VEC_PUSH(loader->arena, &loader->modules, module);
}

static void add_chosen(BuildList *list) {
    Loader *loader = list->loader;
    for (int i = 0; i < strmap_len(list->chosen); i++) {
        const char *path = strmap_key_at(list->chosen, i);
        const char *version = strmap_value_at(list->chosen, i);
        const char *gomod;
        const char *dir = module_dir(list, path, version, &gomod);
        ModFile file = {0};
        modfile_read(loader->arena, gomod, &file);
        add_module(loader, path, version, dir, file.go, false);
    }
}

/* ---- Vendor folders ---- */

/* vendor/modules.txt: "# path version", "## explicit; go 1.21", packages. */
static void read_vendor(Loader *loader, const char *root) {
    size_t length;
    const char *why;
    const char *text =
        load_read(loader->arena, arena_printf(loader->arena, "%s/vendor/modules.txt", root), &length, &why);
    Module *last = NULL;
    for (const char *line = text; line != NULL && line < text + length;) {
        const char *end = strchr(line, '\n');
        const size_t n = end != NULL ? (size_t)(end - line) : strlen(line);
        char *copy = arena_strndup(loader->arena, line, n);
        if (strncmp(copy, "# ", 2) == 0) {
            char *rest = NULL;
            const char *path = strtok_r(copy + 2, " ", &rest);
            const char *version = strtok_r(NULL, " ", &rest);
            if (path != NULL) {
                add_module(loader, path, version != NULL ? version : "",
                           arena_printf(loader->arena, "%s/vendor/%s", root, path), NULL, false);
                last = VEC_LAST(&loader->modules);
            }
        } else if (strncmp(copy, "## ", 3) == 0 && last != NULL) {
            const char *go = strstr(copy, "go 1.");
            if (go != NULL) {
                last->go_version = language(loader->arena, go + 3);
            }
        }
        line = end != NULL ? end + 1 : NULL;
    }
}

static bool vendor_in_use(const Loader *loader, const ModFile *main) {
    const char *flags = getenv("GOFLAGS");
    if (flags != NULL && strstr(flags, "-mod=mod") != NULL) {
        return false;
    }
    if (!file_exists(arena_printf(loader->arena, "%s/vendor/modules.txt", main->dir))) {
        return false;
    }
    const char *dot = main->go != NULL ? strchr(main->go, '.') : NULL;
    return (flags != NULL && strstr(flags, "-mod=vendor") != NULL) || (dot != NULL && atoi(dot + 1) >= 14);
}

/* ---- Where we are ---- */

static const char *find_up(Arena *arena, const char *dir, const char *name) {
    char *at = arena_strdup(arena, dir);
    for (;;) {
        const char *path = arena_printf(arena, "%s/%s", at, name);
        if (file_exists(path)) {
            return path;
        }
        char *slash = strrchr(at, '/');
        if (slash == NULL || slash == at) {
            return NULL;
        }
        *slash = '\0';
    }
}

void modules_find(Loader *loader, const char *dir) {
    if (loader->looked || loader->gopath_mode) {
        return;
    }
    loader->looked = true;
    BuildList list = {.loader = loader, .chosen = strmap_new(loader->arena)};
    const char *gowork = getenv("GOWORK");
    const char *work = gowork != NULL && strcmp(gowork, "off") == 0 ? NULL : find_up(loader->arena, dir, "go.work");
    const char *gomod = find_up(loader->arena, dir, "go.mod");
    ModFile file;
    if (work != NULL && modfile_read(loader->arena, work, &file)) {
        loader->root = file.dir;
        VEC_PUSH(loader->arena, &list.mains, file);
        for (int i = 0; i < file.use.len; i++) {
            ModFile used;
            const bool absolute = file.use.at[i][0] == '/';
            char *real = realpath(
                absolute ? file.use.at[i] : arena_printf(loader->arena, "%s/%s", file.dir, file.use.at[i]), NULL);
            const char *where = real != NULL ? arena_printf(loader->arena, "%s/go.mod", real) : NULL;
            free(real);
            if (where != NULL && modfile_read(loader->arena, where, &used)) {
                VEC_PUSH(loader->arena, &list.mains, used);
            }
        }
    } else if (gomod != NULL && modfile_read(loader->arena, gomod, &file)) {
        loader->root = file.dir;
        VEC_PUSH(loader->arena, &list.mains, file);
    }
    for (int i = 0; i < list.mains.len; i++) {
        const ModFile *main = &list.mains.at[i];
        if (main->module != NULL) {
            add_module(loader, main->module, "", main->dir, main->go, true);
        }
    }
    if (list.mains.len == 1 && vendor_in_use(loader, &list.mains.at[0])) {
        loader->vendor = true;
        read_vendor(loader, list.mains.at[0].dir);
        return;
    }
    for (int i = 0; i < list.mains.len; i++) {
        require(&list, &list.mains.at[i]);
    }
    choose(&list);
    add_chosen(&list);
}

Module *module_of_import(const Loader *loader, const char *path, const char **dir) {
    Module *best = NULL;
    size_t best_length = 0;
    for (int i = 0; i < loader->modules.len; i++) {
        Module *module = loader->modules.at[i];
        const size_t n = strlen(module->path);
        if (strncmp(path, module->path, n) != 0 || (path[n] != '\0' && path[n] != '/') ||
            (best != NULL && n <= best_length)) {
            continue;
        }
        const char *where = module->dir == NULL ? NULL : arena_printf(loader->arena, "%s%s", module->dir, path + n);
        if (where != NULL && has_go_files(where)) {
            best = module;
            best_length = n;
            *dir = where;
        }
    }
    return best;
}
