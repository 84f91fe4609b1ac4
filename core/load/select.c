/* The files of a folder that make its package. gc: go/build Context.Import, ReadDir. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/constant/value.h"
#include "core/load/internal.h"
#include "core/syntax/parser.h"

bool dir_exists(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool file_exists(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

const char *load_read(Arena *arena, const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    struct stat about;
    size_t room = fstat(fileno(file), &about) == 0 && about.st_size > 0 ? (size_t)about.st_size + 1 : 65536;
    char *text = arena_alloc(arena, room + 1);
    size_t used = 0, got;
    while ((got = fread(text + used, 1, room - used, file)) > 0) {
        used += got;
        if (used == room) {
            char *more = arena_alloc(arena, 2 * room + 1);
            memcpy(more, text, used);
            text = more;
            room *= 2;
        }
    }
    const int problem = ferror(file) ? (errno != 0 ? errno : EIO) : 0;
    fclose(file);
    errno = problem;
    text[used] = '\0';
    *length = used;
    return problem == 0 ? text : NULL;
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Names of the .go files in a folder, sorted. */
static TextVec go_files(Arena *arena, const char *dir) {
    TextVec names = {0};
    DIR *folder = opendir(dir);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        const size_t n = strlen(entry->d_name);
        if (n > 3 && strcmp(entry->d_name + n - 3, ".go") == 0) {
            VEC_PUSH(arena, &names, arena_strdup(arena, entry->d_name));
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (names.len > 1) {
        qsort(names.at, (size_t)names.len, sizeof names.at[0], by_name);
    }
    return names;
}

bool has_go_files(const char *dir) {
    Arena *scratch = arena_new();
    const bool any = go_files(scratch, dir).len > 0;
    arena_free(scratch);
    return any;
}

static void add_once(Arena *arena, TextVec *list, const char *text) {
    for (int i = 0; i < list->len; i++) {
        if (strcmp(list->at[i], text) == 0) {
            return;
        }
    }
    VEC_PUSH(arena, list, arena_strdup(arena, text));
}

const char *load_import_path(Arena *arena, const Decl *decl) {
    const Expr *path = decl->kind == DECL_IMPORT ? decl->as.import.path : NULL;
    if (path == NULL || path->as.literal.bad) {
        return NULL;
    }
    const Value *value = value_literal(arena, LIT_STRING, path->as.literal.text, path->as.literal.length);
    if (value_kind(value) != VALUE_STRING) {
        return NULL;
    }
    size_t length;
    const char *text = value_as_string(value, &length);
    return length > 0 ? arena_strndup(arena, text, length) : NULL;
}

/* Adds the file's imports to the package. */
static void scan_imports(Loader *loader, SourcePackage *package, const char *name, const char *text, size_t length) {
    Arena *scratch = arena_new();
    SourceSet *sources = sources_new(scratch, NULL);
    Diags diags = diags_new(scratch);
    const ParseConfig config = {.arena = scratch, .names = loader->names, .diags = &diags};
    Source *source = sources_add(sources, name, text, length, false);
    File *file = source != NULL ? parse_imports(&config, source) : NULL;
    for (int i = 0; file != NULL && i < file->decls.len; i++) {
        const char *import = load_import_path(scratch, file->decls.at[i]);
        if (import == NULL) {
            continue;
        }
        package->cgo |= strcmp(import, "C") == 0;
        add_once(loader->arena, &package->imports, import);
    }
    if (file != NULL && package->name[0] == '\0') {
        package->name = file->package->as.name.name->text;
    }
    arena_free(scratch);
}

/* Left out: files that import "C", since cgo is disabled, and those of the package "documentation". */
static bool left_out(Loader *loader, const char *name, const char *text, size_t length, bool *any_cgo) {
    SourcePackage probe = {.name = ""};
    scan_imports(loader, &probe, name, text, length);
    *any_cgo |= probe.cgo;
    return probe.cgo || strcmp(probe.name, "documentation") == 0;
}

SourcePackage *select_package(Loader *loader, const char *dir, const char *path) {
    SourcePackage *known = strmap_get(loader->by_dir, dir);
    if (known != NULL) {
        return known;
    }
    SourcePackage *package = ARENA_NEW(loader->arena, SourcePackage);
    package->path = path;
    package->dir = arena_strdup(loader->arena, dir);
    package->name = "";
    bool any_cgo = false;
    const TextVec names = go_files(loader->arena, dir);
    for (int i = 0; i < names.len; i++) {
        Arena *scratch = arena_new();
        size_t length;
        const char *text = load_read(scratch, arena_printf(scratch, "%s/%s", dir, names.at[i]), &length);
        if (text == NULL && file_name_matches(loader, names.at[i])) {
            package->unreadable =
                arena_printf(loader->arena, "can't read %s/%s: %s", dir, names.at[i], strerror(errno));
        } else if (text != NULL && load_file_matches(loader, names.at[i], text, length)) {
            if (!left_out(loader, names.at[i], text, length, &any_cgo)) {
                scan_imports(loader, package, names.at[i], text, length);
                VEC_PUSH(loader->arena, &package->files, names.at[i]);
            }
        }
        arena_free(scratch);
    }
    if (package->files.len == 0 && !any_cgo && package->unreadable == NULL) {
        return NULL;
    }
    package->cgo = package->files.len == 0 && any_cgo;
    strmap_set(loader->by_dir, dir, package);
    return package;
}
