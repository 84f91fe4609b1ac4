/* The files of a folder that make its package. gc: go/build Context.Import, ReadDir. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ---- Reading ---- */

static const size_t FILE_SIZE_MAX = (size_t)64 << 20;

/* Opening one of these could wait for ever; what the shell hands over by descriptor does not. */
static bool may_be_opened(const char *path, const struct stat *about) {
    return S_ISREG(about->st_mode) || strncmp(path, "/dev/fd/", 8) == 0 || strcmp(path, "/dev/stdin") == 0 ||
           strcmp(path, "/dev/null") == 0 || strncmp(path, "/proc/", 6) == 0;
}

static bool same_state(const struct stat *a, const struct stat *b) {
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Reads to the end; NULL with errno set, or 0 when there is too much. */
static const char *read_all(Arena *arena, FILE *file, off_t size, size_t *length) {
    size_t room = size > 0 && (size_t)size < FILE_SIZE_MAX ? (size_t)size + 1 : 65536;
    char *text = arena_alloc(arena, room + 1);
    size_t used = 0, got;
    while ((got = fread(text + used, 1, room - used, file)) > 0) {
        used += got;
        if (used > FILE_SIZE_MAX) {
            errno = 0;
            return NULL;
        }
        if (used == room) {
            char *more = arena_alloc(arena, 2 * room + 1);
            memcpy(more, text, used);
            text = more;
            room *= 2;
        }
    }
    if (ferror(file)) {
        errno = errno != 0 ? errno : EIO;
        return NULL;
    }
    text[used] = '\0';
    *length = used;
    return text;
}

enum { READINGS_MAX = 3 };

const char *load_read(Arena *arena, const char *path, size_t *length, const char **why) {
    struct stat before, after;
    for (int i = 0; i < READINGS_MAX; i++) {
        if (stat(path, &before) != 0) {
            *why = arena_strdup(arena, strerror(errno));
            return NULL;
        }
        if (S_ISDIR(before.st_mode)) {
            *why = "it is a folder; name its .go files";
            return NULL;
        }
        if (!may_be_opened(path, &before)) {
            *why = "it is no regular file";
            return NULL;
        }
        errno = 0;
        FILE *file = fopen(path, "rb");
        const char *text = file != NULL ? read_all(arena, file, before.st_size, length) : NULL;
        const int problem = errno;
        const bool stable = file != NULL && (fstat(fileno(file), &after) != 0 || !S_ISREG(after.st_mode) ||
                                             same_state(&before, &after));
        if (file != NULL) {
            fclose(file);
        }
        if (text == NULL) {
            *why = problem != 0 ? arena_strdup(arena, strerror(problem)) : "more than 64 MiB";
            return NULL;
        }
        if (stable) {
            return text;
        }
    }
    *why = "it changes while it is read";
    return NULL;
}

/* ---- Folders ---- */

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
    if (access(dir, R_OK | X_OK) != 0 && errno == EACCES) {
        return true; /* select_package says so */
    }
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

/* What the head of a file says; all of it lies in the arena. */
typedef struct Head {
    const char *clause; /* the name in its package clause; NULL without one */
    TextVec imports;
    bool cgo; /* imports "C" */
} Head;

static Head read_head(const Loader *loader, Arena *arena, const char *name, const char *text, size_t length) {
    Head head = {0};
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    const ParseConfig config = {.arena = arena, .names = loader->names, .diags = &diags};
    Source *source = sources_add(sources, name, text, length, false);
    File *file = source != NULL ? parse_imports(&config, source) : NULL;
    for (int i = 0; file != NULL && i < file->decls.len; i++) {
        const char *import = load_import_path(arena, file->decls.at[i]);
        if (import != NULL) {
            head.cgo |= strcmp(import, "C") == 0;
            VEC_PUSH(arena, &head.imports, import);
        }
    }
    if (file != NULL && !file->no_package) {
        head.clause = file->package->as.name.name->text;
    }
    return head;
}

/* Why a folder makes no package, in the go command's words; NULL when it can't be told. */
const char *no_package_in(Arena *arena, const char *dir) {
    DIR *folder = opendir(dir);
    if (folder == NULL) {
        return arena_printf(arena, "can't read %s: %s", dir, strerror(errno));
    }
    closedir(folder);
    const TextVec names = go_files(arena, dir);
    bool only_tests = true;
    for (int i = 0; i < names.len; i++) {
        const size_t n = strlen(names.at[i]);
        only_tests &= n > 8 && strcmp(names.at[i] + n - 8, "_test.go") == 0;
    }
    return arena_printf(arena,
                        names.len == 0 ? "no Go files in %s"
                        : only_tests   ? "no non-test Go files in %s"
                                       : "build constraints exclude all Go files in %s",
                        dir);
}

/* Left out: files that import "C", since cgo is disabled, and those of the package "documentation". */
static bool left_out(const Head *head) {
    return head->cgo || (head->clause != NULL && strcmp(head->clause, "documentation") == 0);
}

/* One file of the package; `first_named` is the first that says what it is called. */
static void add_file(Loader *loader, SourcePackage *package, const char *name, const Head *head,
                     const char **first_named) {
    VEC_PUSH(loader->arena, &package->files, name);
    for (int i = 0; i < head->imports.len; i++) {
        add_once(loader->arena, &package->imports, head->imports.at[i]);
    }
    if (head->clause == NULL) {
        return;
    }
    if (*first_named == NULL) {
        *first_named = name;
        package->name = head->clause;
    } else if (strcmp(head->clause, package->name) != 0 && package->unreadable == NULL) {
        package->unreadable = arena_printf(loader->arena, "found packages %s (%s) and %s (%s) in %s", package->name,
                                           *first_named, head->clause, name, package->dir);
    }
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
    const char *first_named = NULL;
    const TextVec names = go_files(loader->arena, dir);
    for (int i = 0; i < names.len; i++) {
        if (!file_name_matches(loader, names.at[i])) {
            continue;
        }
        Arena *scratch = arena_new();
        size_t length;
        const char *why;
        const char *text = load_read(scratch, arena_printf(scratch, "%s/%s", dir, names.at[i]), &length, &why);
        if (text == NULL) {
            package->unreadable = arena_printf(loader->arena, "can't read %s/%s: %s", dir, names.at[i], why);
        } else if (constraint_holds(loader, text, length)) {
            const Head head = read_head(loader, scratch, names.at[i], text, length);
            any_cgo |= head.cgo;
            if (!left_out(&head)) {
                add_file(loader, package, names.at[i], &head, &first_named);
            }
        }
        arena_free(scratch);
    }
    if (names.len == 0 && access(dir, R_OK | X_OK) != 0) {
        package->unreadable = arena_printf(loader->arena, "can't read %s: %s", dir, strerror(errno));
    }
    if (package->files.len == 0 && !any_cgo && package->unreadable == NULL) {
        if (names.len == 0) {
            return NULL;
        }
        package->unreadable = no_package_in(loader->arena, dir);
        package->excluded = true;
    }
    package->cgo = package->files.len == 0 && any_cgo;
    strmap_set(loader->by_dir, dir, package);
    return package;
}
