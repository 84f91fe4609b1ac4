/* Imported packages: found, read, checked and analysed once, then kept as summaries. */
#include "core/world.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/unit.h"

typedef enum PackageState {
    PACKAGE_NEW,
    PACKAGE_PLANNING, /* meeting it again is a cycle */
    PACKAGE_PLANNED,
    PACKAGE_DONE
} PackageState;

struct WorldPackage {
    World *world;
    SourcePackage *source;
    PackageState state;
    Task own;                /* reads it, unless a caller's task does */
    Task *task;              /* whichever does */
    Arena *arena;            /* text, summary, messages; when retained, everything */
    Arena *stages, *scratch; /* while it is being read */
    PackageResult result;    /* when retained */
    Exported exported;
    const char *wrong; /* why it can't be used; NULL */
};

World *world_new(const WorldConfig *config, Diag *why) {
    Arena *arena = arena_new();
    Arena *source_arena = arena_new();
    if (arena == NULL || source_arena == NULL) {
        arena_free(arena);
        arena_free(source_arena);
        why->text = "out of memory";
        return NULL;
    }
    World *world = ARENA_NEW(arena, World);
    world->arena = arena;
    world->names = names_new();
    world->universe = universe_new(arena, world->names);
    world->source_arena = source_arena;
    world->sources = sources_new(world->source_arena, NULL);
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) != NULL) {
        sources_set_here(world->sources, arena_strdup(source_arena, here));
    }
    world->go = config->go;
    world->retain = config->retain;
    world->workers = config->workers;
    world->packages = strmap_new(arena);
    world->by_path = strmap_new(arena);
    world->goroot_wanted = config->goroot;
    pthread_mutex_init(&world->load_lock, NULL);
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
        for (int i = 0; i < strmap_len(world->packages); i++) {
            WorldPackage *package = strmap_value_at(world->packages, i);
            arena_free(package->arena);
        }
        pthread_mutex_destroy(&world->load_lock);
        Names *names = world->names;
        arena_free(world->source_arena);
        arena_free(world->arena);
        names_free(names);
    }
}

const GoVersion *world_go(const World *world) { return world->go; }
const char *world_goroot(World *world) { return loader_goroot(world_loader(world)); }

const PackageResult *world_package(World *world, const char *path) {
    const WorldPackage *package = strmap_get(world->by_path, path);
    return package != NULL && package->result.ok ? &package->result : NULL;
}

static void forget(WorldPackage *package) {
    arena_free(package->stages);
    arena_free(package->scratch);
    arena_free(package->arena);
    *package = (WorldPackage){.world = package->world, .source = package->source};
}

void world_recover(World *world) {
    for (int i = 0; i < strmap_len(world->packages); i++) {
        WorldPackage *package = strmap_value_at(world->packages, i);
        if (package->state != PACKAGE_DONE) {
            forget(package);
        }
    }
}

/* ---- Planning ---- */

static void read_package(void *argument);

static WorldPackage *package_of(World *world, SourcePackage *source) {
    WorldPackage *package = strmap_get(world->packages, source->dir);
    if (package == NULL) {
        package = ARENA_NEW(world->arena, WorldPackage);
        *package = (WorldPackage){.world = world, .source = source};
        strmap_set(world->packages, source->dir, package);
        strmap_set(world->by_path, source->path, package);
    }
    return package;
}

/* A package that is being planned already imports itself: nobody waits for it, and whoever imports it is told. */
void world_plan(WorldPlan *p, WorldPackage *package) {
    if (package->state != PACKAGE_NEW) {
        return;
    }
    World *world = p->world;
    package->state = PACKAGE_PLANNING;
    package->arena = arena_new();
    if (package->task == NULL) {
        package->own = (Task){.run = read_package, .argument = package};
        package->task = &package->own;
    }
    for (int i = 0; i < package->source->imports.len; i++) {
        world_plan_import(p, package->source, package->source->imports.at[i], package->task);
    }
    if (package->task == &package->own) {
        VEC_PUSH(world->arena, &p->tasks, package->task);
    }
    package->state = PACKAGE_PLANNED;
}

void world_plan_import(WorldPlan *p, const SourcePackage *from, const char *path, Task *task) {
    const char *why;
    World *world = p->world;
    SourcePackage *source = strcmp(path, "unsafe") != 0 ? loader_import(world_loader(world), from, path, &why) : NULL;
    if (source == NULL || source->cgo) {
        return;
    }
    WorldPackage *package = package_of(world, source);
    world_plan(p, package);
    if (task != NULL && package->state == PACKAGE_PLANNED) {
        task_after(world->arena, task, package->task);
    }
}

WorldPackage *world_claim(World *world, SourcePackage *source, Task *task) {
    WorldPackage *package = package_of(world, source);
    if (package->state != PACKAGE_NEW) {
        return NULL;
    }
    package->task = task;
    return package;
}

/* ---- Reading one package ---- */

Arena *world_package_arena(WorldPackage *package) { return package->arena; }

const char *world_shown_name(const World *world, const char *path) {
    const char *here = sources_here(world->sources);
    const size_t n = here != NULL ? strlen(here) : 0;
    return n > 0 && strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

void world_publish(WorldPackage *package, Exported exported) {
    package->exported = exported;
    exported_share_names(package->arena, &package->exported);
    package->state = PACKAGE_DONE;
}

#define IMPORT_CYCLE "import cycle not allowed"

/* The message for the importer; of a cycle only that it is one. */
void world_refuse(WorldPackage *package, const PackageResult *result, const SourceSet *sources) {
    Arena *arena = package->arena;
    const char *path = package->source->path;
    package->state = PACKAGE_DONE;
    if (result->diags == NULL || result->diags->list.len == 0) {
        package->wrong = arena_printf(arena, "package %s has errors", path);
        return;
    }
    const Diag *diag = &result->diags->list.at[0];
    const char *cycle = strstr(diag->text, IMPORT_CYCLE);
    if (cycle != NULL) {
        package->wrong = arena_printf(arena, "%.*s", (int)strcspn(cycle, ")"), cycle);
        return;
    }
    StrBuf at = strbuf_new(arena);
    sources_format(sources, diag->pos, &at);
    package->wrong = arena_printf(arena, "package %s has errors: %s: %s", path, strbuf_text(&at), diag->text);
}

static Source **read_sources(WorldPackage *package) {
    World *world = package->world;
    const SourcePackage *source = package->source;
    Source **sources = ARENA_ARRAY(package->arena, Source *, source->files.len);
    for (int i = 0; i < source->files.len; i++) {
        const char *path = arena_printf(package->arena, "%s/%s", source->dir, source->files.at[i]);
        size_t length;
        const char *why;
        const char *text = load_read(package->arena, path, &length, &why);
        sources[i] =
            text != NULL ? sources_add(world->sources, world_shown_name(world, path), text, length, true) : NULL;
        if (sources[i] == NULL) {
            package->wrong =
                arena_printf(package->arena, "can't read %s: %s", path, text == NULL ? why : "too much source");
            return NULL;
        }
    }
    return sources;
}

static void run_stages(WorldPackage *package, Source **sources) {
    World *world = package->world;
    Arena *arena = world->retain ? package->arena : package->stages;
    const SourcePackage *source = package->source;
    const AnalysisConfig config = {.keep_graph = world->retain};
    Unit unit = {.world = world,
                 .sources = world->sources,
                 .arena = arena,
                 .scratch = package->scratch,
                 .package = source,
                 .path = source->path,
                 .lang = source->go_version != NULL ? source->go_version : arena_printf(arena, "go%s", world->go->name),
                 .config = &config,
                 .for_importers = true};
    PackageResult result = {0};
    if (unit_parse(&unit, sources, source->files.len, &result)) {
        unit_run(&unit, &result);
    }
    if (!result.ok) {
        world_refuse(package, &result, world->sources);
        return;
    }
    Exported exported = summary_write(package->arena, package->scratch, result.package, unit.imports, world->sources);
    exported.sources = sources;
    exported.source_count = source->files.len;
    if (world->retain) {
        package->result = result;
    }
    world_publish(package, exported);
}

static void read_package(void *argument) {
    WorldPackage *package = argument;
    Source **sources = read_sources(package);
    if (sources == NULL) {
        package->state = PACKAGE_DONE;
        return;
    }
    package->stages = arena_new();
    package->scratch = arena_new();
    run_stages(package, sources);
    arena_free(package->stages);
    arena_free(package->scratch);
    package->stages = package->scratch = NULL;
}

/* ---- For the checker ---- */

const Exported *world_find(void *context, const char *path) {
    const World *world = context;
    const WorldPackage *package = strmap_get(world->by_path, path);
    return package != NULL && package->exported.bytes != NULL ? &package->exported : NULL;
}

static WorldPackage *look_up(const ImportContext *at, const SourcePackage *from, const char *path, const char **why) {
    World *world = at->world;
    WorldPackage *package = NULL;
    pthread_mutex_lock(&world->load_lock);
    const SourcePackage *source = loader_import(world_loader(world), from, path, why);
    if (source != NULL && source->cgo) {
        *why = arena_printf(at->arena, "package %s imports \"C\" and is not analysed", path);
    } else if (source != NULL) {
        package = strmap_get(world->packages, source->dir);
        *why = "files changed while they were read"; /* unless it is known */
    }
    pthread_mutex_unlock(&world->load_lock);
    return package;
}

Package *world_import(void *context, const char *path, const char *importer_dir, const char **why) {
    const ImportContext *at = context;
    const SourcePackage here = {.dir = importer_dir != NULL ? importer_dir : "."};
    const SourcePackage *from = at->from != NULL ? at->from : &here;
    const WorldPackage *package = look_up(at, from, path, why);
    if (package == NULL) {
        return NULL;
    }
    if (package->state != PACKAGE_DONE) {
        *why = arena_printf(at->arena, IMPORT_CYCLE ": %s imports itself through others", path);
        return NULL;
    }
    *why = package->wrong;
    return package->wrong == NULL ? imports_package(at->imports, &package->exported) : NULL;
}
