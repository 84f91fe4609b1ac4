/*
 * The pipeline, top to bottom: load, parse, check, lower, passes, escape, bounds. Packages that are imported run in
 * the world (core/world.c), the ones asked for here.
 */
#include "core/analysis.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/constant/value.h"
#include "core/syntax/parser.h"
#include "core/world.h"

struct Analysis {
    Arena *arena;
    Arena *scratch;
    World *world;
    AnalysisConfig config;
    SourceSet *sources;
    Diags diags;
    VEC(PackageResult *) packages;
    AbortReason abort_reason;
};

/* ---- One package ---- */

/* A package to be analysed: its sources, and what the loader knows of it. */
typedef struct Unit {
    Source **sources;
    int count;
    const char *path;             /* import path; NULL: the package's name */
    const SourcePackage *package; /* for its imports */
    const char *go_version;       /* of its module; NULL */
} Unit;

static const char *language_version(const Analysis *analysis, const Unit *unit) {
    if (analysis->config.lang != NULL) {
        return analysis->config.lang;
    }
    return unit->go_version != NULL ? unit->go_version
                                    : arena_printf(analysis->arena, "go%s", analysis->world->go->name);
}

static const GoVersion *rules_of(const Analysis *analysis) {
    return analysis->config.rules != NULL ? analysis->config.rules : analysis->world->go;
}

static File **parse_sources(Analysis *analysis, PackageResult *result, const Unit *unit) {
    const ParseConfig config = {.arena = analysis->arena,
                                .names = analysis->world->names,
                                .diags = result->diags,
                                .check_branches = true,
                                .clean_line_names = rules_of(analysis)->clean_line_names,
                                .in_std = unit->package->is_std};
    File **files = ARENA_ARRAY(analysis->arena, File *, unit->count);
    for (int i = 0; i < unit->count; i++) {
        files[i] = parse_file(&config, unit->sources[i]);
    }
    return files;
}

/* Programs are called main, wherever they are. */
static const char *import_path(const Unit *unit, File *const *files) {
    const char *name = files[0]->package->as.name.name->text;
    return unit->path == NULL || strcmp(name, "main") == 0 ? name : unit->path;
}

static void run_package(Analysis *analysis, const Unit *unit) {
    World *world = analysis->world;
    PackageResult *result = ARENA_NEW(analysis->arena, PackageResult);
    result->diags = ARENA_NEW(analysis->arena, Diags);
    *result->diags = diags_new(analysis->arena);
    result->diags->unused_is_note = analysis->config.unused_is_note;
    result->diags->all_errors = analysis->config.all_errors;
    VEC_PUSH(analysis->arena, &analysis->packages, result);
    File **files = parse_sources(analysis, result, unit);
    if (!parse_failed(result->diags, files, unit->count)) {
        ImportContext context = {.world = world, .from = unit->package, .sources = analysis->sources};
        const Importer importer = {.import = world_import, .context = &context};
        const CheckConfig check = {.types = analysis->arena,
                                   .scratch = analysis->scratch,
                                   .names = world->names,
                                   .universe = world->universe,
                                   .sources = analysis->sources,
                                   .diags = result->diags,
                                   .importer = &importer,
                                   .path = import_path(unit, files),
                                   .dir = unit->package->dir,
                                   .go_version = language_version(analysis, unit),
                                   .go_minor_max = world->go->minor,
                                   .range_array_length = rules_of(analysis)->range_array_length,
                                   .is_std = unit->package->is_std,
                                   .accept_bodyless = true};
        result->package = check_package(&check, files, unit->count);
    }
    if (result->diags->error_count == 0) {
        const BackendConfig backend = {.world = world,
                                       .sources = analysis->sources,
                                       .arena = analysis->arena,
                                       .scratch = analysis->scratch,
                                       .level = analysis->config.level,
                                       .keep_graph = analysis->config.keep_graph,
                                       .rules = analysis->config.rules};
        run_backend(&backend, result);
        result->ok = result->diags->error_count == 0;
    }
    diags_sort(result->diags, analysis->sources);
}

/* ---- Analysis ---- */

enum { FILE_SIZE_MAX = 64 << 20 };

static const char *cannot_read(Analysis *analysis, const char *name, const char *why) {
    diag_add(&analysis->diags, DIAG_WORLD, POS_NONE, "", "can't read %s: %s", name, why);
    return NULL;
}

/* Reads a file whole, "-" for standard input; returns NULL after a message. */
static const char *read_file(Analysis *analysis, const char *name, size_t *length) {
    struct stat about;
    const bool standard = strcmp(name, "-") == 0;
    if (!standard && stat(name, &about) != 0) {
        return cannot_read(analysis, name, strerror(errno));
    }
    if (!standard && S_ISDIR(about.st_mode)) {
        return cannot_read(analysis, name, "it is a folder; name its .go files");
    }
    FILE *file = standard ? stdin : fopen(name, "rb");
    if (file == NULL) {
        return cannot_read(analysis, name, strerror(errno));
    }
    StrBuf text = strbuf_new(analysis->arena);
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0 && text.len <= FILE_SIZE_MAX) {
        strbuf_add_n(&text, block, got);
    }
    const bool failed = ferror(file) != 0;
    if (!standard) {
        fclose(file);
    }
    if (failed) {
        return cannot_read(analysis, name, strerror(errno));
    }
    if (text.len > FILE_SIZE_MAX) {
        return cannot_read(analysis, name, "more than 64 MiB");
    }
    *length = text.len;
    return strbuf_text(&text);
}

/* The folder that a file is in, absolute. */
static const char *folder_of(Analysis *analysis, const char *name) {
    const char *slash = strrchr(name, '/');
    const char *dir = slash == NULL ? "." : arena_strndup(analysis->arena, name, (size_t)(slash - name) + 1);
    char *real = realpath(dir, NULL);
    const char *copy = real != NULL ? arena_strdup(analysis->arena, real) : ".";
    free(real);
    return copy;
}

/* Files, or texts of a session: one package, whatever folder they are in. */
static void run_files(Analysis *analysis, const AnalysisInput *input) {
    const int n = input->text_count > 0 ? input->text_count : input->arg_count;
    Unit unit = {.count = n, .sources = ARENA_ARRAY(analysis->arena, Source *, n), .path = analysis->config.path};
    for (int i = 0; i < n; i++) {
        const char *name = input->text_count > 0 ? input->names[i] : input->args[i];
        size_t length = input->text_count > 0 ? input->lengths[i] : 0;
        const char *text = input->text_count > 0 ? input->texts[i] : read_file(analysis, name, &length);
        if (text == NULL) {
            return;
        }
        const char *shown = strcmp(name, "-") == 0 ? "<stdin>" : strncmp(name, "./", 2) == 0 ? name + 2 : name;
        unit.sources[i] = sources_add(analysis->sources, shown, text, length, false);
    }
    const SourcePackage package = {.dir = input->text_count > 0 ? folder_of(analysis, "")
                                                                : folder_of(analysis, input->args[0]),
                                   .is_std = analysis->config.compiling_std,
                                   .sees_internal = analysis->config.sees_internal};
    unit.package = &package;
    run_package(analysis, &unit);
}

/* The name that messages give a file of a package: in its folder, or from the working directory. */
static const char *shown_name(Analysis *analysis, const SourcePackage *package, const char *file) {
    if (analysis->config.local_names) {
        return file;
    }
    const char *here = folder_of(analysis, "");
    const size_t n = strlen(here);
    if (strncmp(package->dir, here, n) == 0 && (package->dir[n] == '/' || package->dir[n] == '\0')) {
        const char *below = package->dir[n] == '/' ? package->dir + n + 1 : "";
        return below[0] != '\0' ? arena_printf(analysis->arena, "%s/%s", below, file) : file;
    }
    return arena_printf(analysis->arena, "%s/%s", package->dir, file);
}

static void run_folder(Analysis *analysis, const SourcePackage *package) {
    if (package->cgo) {
        diag_add(&analysis->diags, DIAG_NOTE, POS_NONE, "", "package %s imports \"C\" and is skipped", package->path);
        return;
    }
    const int n = package->files.len;
    Unit unit = {.count = n,
                 .sources = ARENA_ARRAY(analysis->arena, Source *, n),
                 .path = package->path,
                 .package = package,
                 .go_version = package->go_version};
    for (int i = 0; i < n; i++) {
        size_t length = 0;
        const char *path = arena_printf(analysis->arena, "%s/%s", package->dir, package->files.at[i]);
        const char *text = read_file(analysis, path, &length);
        if (text == NULL) {
            return;
        }
        unit.sources[i] =
            sources_add(analysis->sources, shown_name(analysis, package, package->files.at[i]), text, length, false);
    }
    run_package(analysis, &unit);
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
    for (int i = 0; i < packages.len; i++) {
        run_folder(analysis, packages.at[i]);
    }
}

/* ---- The worker ---- */

typedef struct Job {
    Analysis *analysis;
    const AnalysisInput *input;
} Job;

static void *work(void *argument) {
    Job *job = argument;
    Recovery recovery = {.interrupted = job->analysis->config.interrupted};
    recovery_enter(&recovery);
    if (setjmp(recovery.jump) == 0) {
        run(job->analysis, job->input);
    } else {
        job->analysis->abort_reason = recovery.reason;
    }
    recovery_leave(&recovery);
    value_thread_leave();
    return NULL;
}

/* The stages recurse as deep as the program nests (at most DEPTH_MAX levels), so they get a stack of their own. */
enum { WORKER_STACK = 512 << 20 };

static void run_worker(Job *job) {
    pthread_attr_t attributes;
    pthread_t worker;
    pthread_attr_init(&attributes);
    const bool started = pthread_attr_setstacksize(&attributes, WORKER_STACK) == 0 &&
                         pthread_create(&worker, &attributes, work, job) == 0;
    pthread_attr_destroy(&attributes);
    if (started) {
        pthread_join(worker, NULL);
    } else {
        job->analysis->abort_reason = ABORT_MEMORY;
    }
}

Analysis *analysis_run(World *world, const AnalysisInput *input, const AnalysisConfig *config) {
    Arena *arena = arena_new();
    Analysis *analysis = ARENA_NEW(arena, Analysis);
    analysis->arena = arena;
    analysis->scratch = arena_new();
    analysis->world = world;
    analysis->config = *config;
    analysis->sources = sources_new(arena, world->sources);
    analysis->diags = diags_new(arena);
    Job job = {.analysis = analysis, .input = input};
    run_worker(&job);
    return analysis;
}

void analysis_free(Analysis *analysis) {
    if (analysis != NULL) {
        arena_free(analysis->scratch);
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
