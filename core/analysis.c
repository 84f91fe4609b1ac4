/*
 * The pipeline, top to bottom: load, parse, check, lower, passes, escape, bounds. Packages that are imported run in
 * the world (core/world.c), the ones asked for here.
 */
#include "core/analysis.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/unit.h"

struct Analysis {
    Arena *arena;
    World *world;
    AnalysisConfig config;
    SourceSet *sources;
    Diags diags;
    VEC(PackageResult *) packages;
    VEC(struct Input *) inputs;
    AbortReason abort_reason;
};

/* ---- One package ---- */

/* A package of the input. Private memory: several are analysed at the same time. */
typedef struct Input {
    Analysis *analysis;
    SourcePackage *package;
    PackageResult *result;
    Arena *arena, *scratch;
    Arena *texts; /* of the files: as long as the analysis, since lines are told apart in them when they are printed */
    Task task;
    WorldPackage *published; /* importers get what comes out; NULL: they don't */
} Input;

static Input *input_new(Analysis *analysis, SourcePackage *package) {
    Input *input = ARENA_NEW(analysis->arena, Input);
    *input = (Input){.analysis = analysis, .package = package};
    input->result = ARENA_NEW(analysis->arena, PackageResult);
    input->result->path = package->path;
    input->arena = arena_new();
    input->scratch = arena_new();
    input->texts = arena_new();
    VEC_PUSH(analysis->arena, &analysis->packages, input->result);
    VEC_PUSH(analysis->arena, &analysis->inputs, input);
    return input;
}

static const char *language_version(const Input *input) {
    const Analysis *analysis = input->analysis;
    if (analysis->config.lang != NULL) {
        return analysis->config.lang;
    }
    return input->package->go_version != NULL ? input->package->go_version
                                              : arena_printf(input->arena, "go%s", analysis->world->go->name);
}

static Unit unit_of(const Input *input, const char *path) {
    return (Unit){.world = input->analysis->world,
                  .sources = input->analysis->sources,
                  .arena = input->arena,
                  .scratch = input->scratch,
                  .package = input->package,
                  .path = path,
                  .lang = language_version(input),
                  .config = &input->analysis->config};
}

/* ---- Analysis ---- */

enum { INPUT_SIZE_MAX = 64 << 20 };

static const char *cannot_read(Diags *diags, const char *name, const char *why) {
    diag_add(diags, DIAG_WORLD, POS_NONE, "", "can't read %s: %s", name, why);
    return NULL;
}

static const char *read_standard_input(Arena *arena, Diags *diags, size_t *length) {
    StrBuf text = strbuf_new(arena);
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, stdin)) > 0 && text.len <= INPUT_SIZE_MAX) {
        strbuf_add_n(&text, block, got);
    }
    if (ferror(stdin)) {
        return cannot_read(diags, "standard input", strerror(errno));
    }
    if (text.len > INPUT_SIZE_MAX) {
        return cannot_read(diags, "standard input", "more than 64 MiB");
    }
    *length = text.len;
    return strbuf_text(&text);
}

/* Reads a file whole, "-" for standard input; returns NULL after a message. */
static const char *read_file(Arena *arena, Diags *diags, const char *name, size_t *length) {
    if (strcmp(name, "-") == 0) {
        return read_standard_input(arena, diags, length);
    }
    const char *why;
    const char *text = load_read(arena, name, length, &why);
    return text != NULL ? text : cannot_read(diags, name, why);
}

/* The folder that a file is in, absolute. */
static const char *folder_of(Arena *arena, const char *name) {
    const char *slash = strrchr(name, '/');
    const char *dir = slash == NULL ? "." : arena_strndup(arena, name, (size_t)(slash - name) + 1);
    char *real = realpath(dir, NULL);
    const char *copy = real != NULL ? arena_strdup(arena, real) : ".";
    free(real);
    return copy;
}

/* What the files import is read first, with all that it needs. */
static void read_imports(const Unit *unit) {
    WorldPlan plan = {.world = unit->world};
    for (int f = 0; f < unit->file_count; f++) {
        const DeclVec *decls = &unit->files[f]->decls;
        for (int i = 0; i < decls->len; i++) {
            const char *path = load_import_path(unit->arena, decls->at[i]);
            if (path != NULL) {
                world_plan_import(&plan, unit->package, path, NULL);
            }
        }
    }
    const AbortReason reason = tasks_run(&plan.tasks, unit->world->workers, unit->config->interrupted);
    if (reason != ABORT_NONE) {
        analysis_abort(reason);
    }
}

/* Files, or texts of a session: one package, whatever folder they are in. */
static void run_files(Analysis *analysis, const AnalysisInput *input) {
    const int n = input->text_count > 0 ? input->text_count : input->arg_count;
    Source **sources = ARENA_ARRAY(analysis->arena, Source *, n);
    for (int i = 0; i < n; i++) {
        const char *name = input->text_count > 0 ? input->names[i] : input->args[i];
        size_t length = input->text_count > 0 ? input->lengths[i] : 0;
        const char *text =
            input->text_count > 0 ? input->texts[i] : read_file(analysis->arena, &analysis->diags, name, &length);
        if (text == NULL) {
            return;
        }
        const char *shown = strcmp(name, "-") == 0 ? "<stdin>" : strncmp(name, "./", 2) == 0 ? name + 2 : name;
        sources[i] = sources_add(analysis->sources, shown, text, length, false);
    }
    SourcePackage *package = ARENA_NEW(analysis->arena, SourcePackage);
    package->path = analysis->config.path; /* of an edited package; else NULL */
    package->dir = folder_of(analysis->arena, input->text_count > 0 ? input->names[0] : input->args[0]);
    package->is_std = analysis->config.compiling_std;
    package->sees_internal = analysis->config.sees_internal;
    const Input *in = input_new(analysis, package);
    Unit unit = unit_of(in, analysis->config.path);
    if (unit_parse(&unit, sources, n, in->result)) {
        read_imports(&unit);
        unit_run(&unit, in->result);
    }
    diags_sort(in->result->diags, analysis->sources);
}

/* The name that messages give a file of a package: in its folder, or from the working directory. */
static const char *shown_name(const Input *input, const char *file) {
    const SourcePackage *package = input->package;
    if (input->analysis->config.local_names) {
        return file;
    }
    const char *here = folder_of(input->arena, "");
    const size_t n = strlen(here);
    if (strncmp(package->dir, here, n) == 0 && (package->dir[n] == '/' || package->dir[n] == '\0')) {
        const char *below = package->dir[n] == '/' ? package->dir + n + 1 : "";
        return below[0] != '\0' ? arena_printf(input->arena, "%s/%s", below, file) : file;
    }
    return arena_printf(input->arena, "%s/%s", package->dir, file);
}

/* NULL after a message in the result's diags. */
static Source **read_folder(const Input *input, Arena *texts) {
    const SourcePackage *package = input->package;
    Source **sources = ARENA_ARRAY(input->arena, Source *, package->files.len);
    for (int i = 0; i < package->files.len; i++) {
        size_t length = 0;
        const char *path = arena_printf(input->arena, "%s/%s", package->dir, package->files.at[i]);
        const char *text = read_file(texts, input->result->diags, path, &length);
        if (text == NULL) {
            return NULL;
        }
        sources[i] =
            sources_add(input->analysis->sources, shown_name(input, package->files.at[i]), text, length, false);
    }
    return sources;
}

/* Importers know the files by other names, and outside this analysis. */
static void publish(const Input *input, const Unit *unit, Source *const *sources) {
    Arena *arena = world_package_arena(input->published);
    const SourcePackage *package = input->package;
    const int n = package->files.len;
    Exported exported = summary_write(arena, input->scratch, input->result->package, unit->imports, unit->sources);
    exported.sources = ARENA_ARRAY(arena, Source *, n);
    exported.source_count = n;
    for (int i = 0; i < n; i++) {
        const char *path = arena_printf(arena, "%s/%s", package->dir, package->files.at[i]);
        exported.sources[i] = sources_add_twin(unit->world->sources, sources[i], world_shown_name(unit->world, path));
    }
    world_publish(input->published, exported);
}

/* Of what nobody will look at again only lines and messages are kept. */
static void keep_lines(Input *input) {
    PackageResult *result = input->result;
    Arena *arena = arena_new();
    PackageResult kept = {.path = result->path,
                          .ok = result->ok,
                          .dir = result->dir,
                          .requires = result->requires,
                          .diags = ARENA_NEW(arena, Diags)};
    *kept.diags = diags_new(arena);
    diags_copy(kept.diags, result->diags);
    if (result->package != NULL) {
        kept.path = arena_strdup(arena, result->path);
        kept.package = ARENA_NEW(arena, Package);
        kept.package->path = arena_strdup(arena, result->package->path);
        kept.package->name = result->package->name;
    }
    for (int i = 0; i < result->escape.lines.len; i++) {
        const Line *line = &result->escape.lines.at[i];
        const Line copy = {.pos = line->pos, .text = arena_strdup(arena, line->text)};
        VEC_PUSH(arena, &kept.escape.lines, copy);
    }
    *result = kept;
    arena_free(input->arena);
    input->arena = arena;
}

static void run_folder(void *argument) {
    Input *input = argument;
    if (input->task.followers.len == 0) {
        input->published = NULL; /* nobody waits for it; what is not published is the analysis's alone */
    }
    const Analysis *analysis = input->analysis;
    PackageResult *result = input->result;
    result->requires = input->package->requires;
    result->dir = analysis->config.local_names ? input->package->dir : NULL;
    result->diags = ARENA_NEW(input->arena, Diags);
    *result->diags = diags_new(input->arena);
    Arena *texts = input->published != NULL ? world_package_arena(input->published) : input->texts;
    Source **sources = read_folder(input, texts);
    Unit unit = unit_of(input, input->package->path);
    if (sources != NULL && unit_parse(&unit, sources, input->package->files.len, result)) {
        unit_run(&unit, result);
    }
    diags_sort(result->diags, analysis->sources);
    if (input->published != NULL && result->ok) {
        publish(input, &unit, sources);
    } else if (input->published != NULL) {
        world_refuse(input->published, result, analysis->sources);
    }
    arena_free(input->scratch);
    input->scratch = NULL;
    if (analysis->config.lines_only) {
        keep_lines(input);
    }
}

/* What is asked for may differ from what importers have to see. */
static bool publishes(const Analysis *analysis) {
    const AnalysisConfig *config = &analysis->config;
    return config->lang == NULL && config->rules == NULL && !config->unused_is_note && !config->all_errors &&
           !analysis->world->retain;
}

static void run_folders(Analysis *analysis, const SourcePackageVec *packages) {
    World *world = analysis->world;
    WorldPlan plan = {.world = world};
    for (int i = 0; i < packages->len; i++) {
        SourcePackage *package = packages->at[i];
        if (package->cgo) {
            diag_add(&analysis->diags, DIAG_NOTE, POS_NONE, "", "package %s imports \"C\" and is skipped",
                     package->path);
            continue;
        }
        if (package->unreadable != NULL) {
            diag_add(&analysis->diags, DIAG_WORLD, POS_NONE, "", "%s", package->unreadable);
            continue;
        }
        Input *input = input_new(analysis, package);
        input->task = (Task){.run = run_folder, .argument = input};
        input->published = publishes(analysis) ? world_claim(world, package, &input->task) : NULL;
    }
    for (int i = 0; i < analysis->inputs.len; i++) {
        Input *input = analysis->inputs.at[i];
        if (input->published != NULL) {
            world_plan(&plan, input->published);
        }
        for (int k = 0; input->published == NULL && k < input->package->imports.len; k++) {
            world_plan_import(&plan, input->package, input->package->imports.at[k], &input->task);
        }
    }
    for (int i = 0; i < analysis->inputs.len; i++) {
        VEC_PUSH(world->arena, &plan.tasks, &analysis->inputs.at[i]->task);
    }
    analysis->abort_reason = tasks_run(&plan.tasks, world->workers, analysis->config.interrupted);
}

static bool is_file_argument(const char *arg) {
    const size_t n = strlen(arg);
    struct stat about;
    return strcmp(arg, "-") == 0 || (n > 3 && strcmp(arg + n - 3, ".go") == 0) ||
           (stat(arg, &about) == 0 && !S_ISDIR(about.st_mode));
}

static void run(Analysis *analysis, const AnalysisInput *input) {
    world_recover(analysis->world);
    if (input->text_count > 0 || is_file_argument(input->args[0])) {
        run_files(analysis, input);
        return;
    }
    SourcePackageVec packages = {0};
    loader_packages(world_loader(analysis->world), input->args, input->arg_count, &packages, &analysis->diags);
    run_folders(analysis, &packages);
}

/* ---- The worker ---- */

typedef struct Job {
    Analysis *analysis;
    const AnalysisInput *input;
} Job;

static void work(void *argument) {
    Job *job = argument;
    run(job->analysis, job->input);
}

Analysis *analysis_run(World *world, const AnalysisInput *input, const AnalysisConfig *config) {
    Arena *arena = arena_new();
    Analysis *analysis = ARENA_NEW(arena, Analysis);
    analysis->arena = arena;
    analysis->world = world;
    analysis->config = *config;
    analysis->sources = sources_new(arena, world->sources);
    analysis->diags = diags_new(arena);
    Job job = {.analysis = analysis, .input = input};
    const AbortReason reason = task_run_alone(work, &job, config->interrupted);
    if (reason != ABORT_NONE) {
        analysis->abort_reason = reason;
    }
    return analysis;
}

void analysis_free(Analysis *analysis) {
    if (analysis != NULL) {
        for (int i = 0; i < analysis->inputs.len; i++) {
            arena_free(analysis->inputs.at[i]->scratch);
            arena_free(analysis->inputs.at[i]->texts);
            arena_free(analysis->inputs.at[i]->arena);
        }
        arena_free(analysis->arena);
    }
}

AbortReason analysis_abort_reason(const Analysis *analysis) { return analysis->abort_reason; }
int analysis_package_count(const Analysis *analysis) { return analysis->packages.len; }
const PackageResult *analysis_package(const Analysis *analysis, int i) { return analysis->packages.at[i]; }
const Diags *analysis_diags(const Analysis *analysis) { return &analysis->diags; }
const SourceSet *analysis_sources(const Analysis *analysis) { return analysis->sources; }
World *analysis_world(const Analysis *analysis) { return analysis->world; }
const AnalysisConfig *analysis_config(const Analysis *analysis) { return &analysis->config; }
Arena *analysis_arena(Analysis *analysis) { return analysis->arena; }
