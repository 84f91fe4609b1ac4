/* The assembly files that are built with a package. gc: go/build Context.Import (SFiles); cmd/go/internal/work
 * gcToolchain.symabis. */
#include <dirent.h>
#include <string.h>

#include "core/load/internal.h"

typedef struct Folder {
    Arena *arena;
    const char *dir;
} Folder;

static const char *include(void *context, const char *name, size_t *length) {
    const Folder *folder = context;
    const char *why;
    return strchr(name, '/') == NULL
               ? load_read(folder->arena, arena_printf(folder->arena, "%s/%s", folder->dir, name), length, &why)
               : NULL;
}

Assembly *load_assembly(const Loader *loader, Arena *arena, const SourcePackage *package, const char *path) {
    DIR *dir = package->dir != NULL ? opendir(package->dir) : NULL;
    if (dir == NULL) {
        return NULL;
    }
    Folder folder = {.arena = arena, .dir = package->dir};
    const AssemblyConfig config = {.arena = arena, .path = path, .include = include, .context = &folder};
    Assembly *assembly = NULL;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        const char *name = entry->d_name;
        const size_t n = strlen(name);
        size_t length;
        const char *why;
        if (n <= 2 || strcmp(name + n - 2, ".s") != 0 || !machine_matches(loader, name)) {
            continue;
        }
        const char *text = load_read(arena, arena_printf(arena, "%s/%s", package->dir, name), &length, &why);
        if (text != NULL && constraint_holds(loader, text, length)) {
            assembly = assembly != NULL ? assembly : assembly_new(arena);
            assembly_add(assembly, &config, text, length);
        }
    }
    closedir(dir);
    return assembly;
}
