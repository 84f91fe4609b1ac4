/* Reads every package of a Go tree's standard library and checks that its summary, read and written again, is the same.
 * Usage: summaries GOROOT */
#include <stdio.h>
#include <string.h>

#include "core/unit.h"

typedef struct Run {
    World *world;
    int passed, failed;
} Run;

static bool same_again(const World *world, const Exported *exported) {
    Arena *arena = arena_new();
    const ImportsConfig config = {.arena = arena,
                                  .names = world->names,
                                  .universe = world->universe,
                                  .find = world_find,
                                  .context = (void *)(uintptr_t)world};
    Imports *imports = imports_new(&config);
    const Package *package = imports_package(imports, exported);
    const Exported again = summary_write(arena, arena, package, imports, world->sources);
    const bool same = again.size == exported->size && memcmp(again.bytes, exported->bytes, again.size) == 0;
    arena_free(arena);
    return same;
}

static void read_std(void *argument) {
    Run *run = argument;
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    SourcePackageVec packages = {0};
    const char *args[] = {"std"};
    loader_packages(world_loader(run->world), args, 1, &packages, &diags);
    WorldPlan plan = {.world = run->world};
    for (int i = 0; i < packages.len; i++) {
        world_plan_import(&plan, packages.at[i], packages.at[i]->path, NULL);
    }
    if (tasks_run(&plan.tasks, 0, NULL) != ABORT_NONE) {
        analysis_abort(ABORT_MEMORY);
    }
    for (int i = 0; i < packages.len; i++) {
        const Exported *exported = world_find(run->world, packages.at[i]->path);
        if (exported == NULL) {
            continue; /* unsafe, or nothing is built here */
        }
        const bool same = same_again(run->world, exported);
        run->passed += same;
        run->failed += !same;
        if (!same) {
            printf("differs: %s\n", exported->path);
        }
    }
    arena_free(arena);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: summaries GOROOT\n");
        return 2;
    }
    Arena *arena = arena_new();
    const GoVersion *go = goversion_find(load_goroot_version(arena, argv[1]));
    if (go == NULL) {
        fprintf(stderr, "summaries: %s is no Go tree of a version that is modelled\n", argv[1]);
        return 2;
    }
    Diag why = {0};
    const WorldConfig config = {.go = go, .goroot = argv[1]};
    Run run = {.world = world_new(&config, &why)};
    if (task_run_alone(read_std, &run, NULL) != ABORT_NONE) {
        fprintf(stderr, "summaries: out of memory\n");
        return 3;
    }
    world_free(run.world);
    arena_free(arena);
    printf("%d passed, %d failed\n", run.passed, run.failed);
    return run.failed > 0 || run.passed == 0;
}
