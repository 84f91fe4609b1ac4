/* Imported packages: found, read, checked and analysed once, then kept as what importers see. */
#include "core/world.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/passes/passes.h"
#include "core/syntax/parser.h"

typedef struct WorldPackage {
    PackageResult result;
    Diags diags;
    bool loading;      /* being read: meeting it again is a cycle */
    const char *wrong; /* why it can't be used; NULL */
} WorldPackage;

World *world_new(const WorldConfig *config, Diag *why) {
    Arena *arena = arena_new();
    if (arena == NULL) {
        why->text = "out of memory";
        return NULL;
    }
    World *world = ARENA_NEW(arena, World);
    world->arena = arena;
    world->names = names_new();
    world->universe = universe_new(arena, world->names);
    world->sources = sources_new(arena, NULL);
    world->go = config->go;
    world->retain = config->retain;
    world->packages = strmap_new(arena);
    world->goroot_wanted = config->goroot;
    return world;
}

Loader *world_loader(World *world) {
    if (world->loader == NULL) {
        const LoadConfig load = {.arena = world->arena, .go = world->go, .goroot = world->goroot_wanted};
        world->loader = loader_new(&load);
    }
    return world->loader;
}

void world_free(World *world) {
    if (world != NULL) {
        Names *names = world->names;
        arena_free(world->arena);
        names_free(names);
    }
}

const GoVersion *world_go(const World *world) { return world->go; }
const char *world_goroot(World *world) { return loader_goroot(world_loader(world)); }

const PackageResult *world_package(World *world, const char *path) {
    for (int i = 0; i < strmap_len(world->packages); i++) {
        const WorldPackage *package = strmap_value_at(world->packages, i);
        if (package->result.ok && strcmp(package->result.package->path, path) == 0) {
            return &package->result;
        }
    }
    return NULL;
}

void world_recover(World *world) {
    for (int i = 0; i < strmap_len(world->packages); i++) {
        WorldPackage *package = strmap_value_at(world->packages, i);
        if (package != NULL && package->loading) {
            strmap_set(world->packages, strmap_key_at(world->packages, i), NULL);
        }
    }
}

void run_backend(const BackendConfig *config, PackageResult *result) {
    World *world = config->world;
    const GoVersion *go = config->rules != NULL ? config->rules : world->go;
    const LowerConfig lower = {.arena = config->arena,
                               .names = world->names,
                               .universe = world->universe,
                               .sources = config->sources,
                               .go = go,
                               .instances = instances_new(config->arena, world->universe),
                               .diags = result->diags,
                               .wrappers = config->level >= 2};
    result->ir = lower_package(&lower, result->package);
    if (result->diags->error_count > 0) {
        return;
    }
    const EscapeConfig escape = {.arena = config->arena,
                                 .scratch = config->scratch,
                                 .go = go,
                                 .sources = config->sources,
                                 .universe = world->universe,
                                 .level = config->level,
                                 .keep_graph = config->keep_graph};
    passes_run(&escape, result->ir, &result->escape);
    escape_package(&escape, result->ir, &result->escape);
    bounds_package(&escape, result->ir, &result->escape);
    escape_late_functions(&escape, result->ir, &result->escape);
}

/* ---- Reading one package ---- */

/* Files below the working directory are shown from there: generic functions of theirs have lines in their importers. */
static const char *shown_name(const char *path) {
    char here[PATH_MAX];
    const size_t n = getcwd(here, sizeof here) != NULL ? strlen(here) : 0;
    return n > 0 && strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static File **parse_all(World *world, const SourcePackage *source, Diags *diags, const char **why) {
    const ParseConfig config = {.arena = world->arena,
                                .names = world->names,
                                .diags = diags,
                                .check_branches = true,
                                .clean_line_names = world->go->clean_line_names,
                                .in_std = source->is_std};
    File **files = ARENA_ARRAY(world->arena, File *, source->files.len);
    for (int i = 0; i < source->files.len; i++) {
        const char *path = arena_printf(world->arena, "%s/%s", source->dir, source->files.at[i]);
        size_t length;
        const char *text = load_read(world->arena, path, &length);
        Source *file = text != NULL ? sources_add(world->sources, shown_name(path), text, length, true) : NULL;
        if (file == NULL) {
            *why = arena_printf(world->arena, "can't read %s: %s", path,
                                text == NULL ? strerror(errno) : "too much source");
            return NULL;
        }
        files[i] = parse_file(&config, file);
    }
    return files;
}

/* Tags outlive the graphs that they came from. */
static void keep_tags(World *world, const Package *package) {
    for (int i = 0; i < package->funcs.len; i++) {
        FuncInfo *info = package->funcs.at[i]->as.func.info;
        if (info->tags != NULL) {
            info->tags = arena_copy(world->arena, info->tags, sizeof(ParamTag) * (size_t)info->tag_count);
        }
    }
}

static void analyse(World *world, WorldPackage *package) {
    Arena *temporary = world->retain ? world->arena : arena_new();
    Arena *scratch = arena_new();
    const BackendConfig backend = {
        .world = world, .sources = world->sources, .arena = temporary, .scratch = scratch, .keep_graph = world->retain};
    run_backend(&backend, &package->result);
    if (!world->retain) {
        keep_tags(world, package->result.package);
        package->result.ir = NULL;
        package->result.escape = (EscapeResult){0};
        arena_free(temporary);
    }
    arena_free(scratch);
}

#define IMPORT_CYCLE "import cycle not allowed"

/* The message for the importer; of a cycle only that it is one. */
static const char *first_error(World *world, const WorldPackage *package, const char *path) {
    if (package->diags.list.len == 0) {
        return arena_printf(world->arena, "package %s has errors", path);
    }
    const Diag *diag = &package->diags.list.at[0];
    const char *cycle = strstr(diag->text, IMPORT_CYCLE);
    if (cycle != NULL) {
        return arena_printf(world->arena, "%.*s", (int)strcspn(cycle, ")"), cycle);
    }
    StrBuf at = strbuf_new(world->arena);
    sources_format(world->sources, diag->pos, &at);
    return arena_printf(world->arena, "package %s has errors: %s: %s", path, strbuf_text(&at), diag->text);
}

static void read_package(World *world, const SourcePackage *source, WorldPackage *package) {
    package->diags = diags_new(world->arena);
    package->result.diags = &package->diags;
    File **files = parse_all(world, source, &package->diags, &package->wrong);
    if (files == NULL) {
        return;
    }
    if (package->diags.error_count == 0) {
        Arena *scratch = arena_new();
        ImportContext context = {.world = world, .from = source, .sources = world->sources};
        const Importer importer = {.import = world_import, .context = &context};
        const CheckConfig check = {.types = world->arena,
                                   .scratch = scratch,
                                   .names = world->names,
                                   .universe = world->universe,
                                   .sources = world->sources,
                                   .diags = &package->diags,
                                   .importer = &importer,
                                   .path = source->path,
                                   .dir = source->dir,
                                   .go_version = source->go_version != NULL
                                                     ? source->go_version
                                                     : arena_printf(world->arena, "go%s", world->go->name),
                                   .go_minor_max = world->go->minor,
                                   .range_array_length = world->go->range_array_length,
                                   .is_std = source->is_std,
                                   .accept_bodyless = true};
        package->result.package = check_package(&check, files, source->files.len);
        arena_free(scratch);
    }
    if (package->diags.error_count == 0) {
        analyse(world, package);
    }
    if (package->diags.error_count > 0) {
        package->wrong = first_error(world, package, source->path);
        return;
    }
    package->result.ok = true;
}

Package *world_import(void *context, const char *path, const char *importer_dir, const char **why) {
    const ImportContext *at = context;
    World *world = at->world;
    SourcePackage here = {.dir = importer_dir != NULL ? importer_dir : "."};
    const SourcePackage *from = at->from != NULL ? at->from : &here;
    SourcePackage *source = loader_import(world_loader(world), from, path, why);
    if (source == NULL) {
        return NULL;
    }
    if (source->cgo) {
        *why = arena_printf(world->arena, "package %s imports \"C\" and is not analysed", path);
        return NULL;
    }
    WorldPackage *package = strmap_get(world->packages, source->dir);
    if (package == NULL) {
        package = ARENA_NEW(world->arena, WorldPackage);
        strmap_set(world->packages, source->dir, package);
        package->loading = true;
        read_package(world, source, package);
        package->loading = false;
    } else if (package->loading) {
        *why = arena_printf(world->arena, IMPORT_CYCLE ": %s imports itself through others", path);
        return NULL;
    }
    *why = package->wrong;
    return package->wrong == NULL ? package->result.package : NULL;
}
