/*
 * The pipeline, top to bottom: load, parse, check, lower, passes, escape, bounds. Each package is one
 * PackageRun; packages that are imported run in the world, the ones asked for in the analysis.
 */
#include "core/analysis.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/passes/passes.h"
#include "core/syntax/parser.h"
#include "core/types/check.h"

struct World {
    Arena *arena;
    Names *names;
    const Universe *universe;
    SourceSet *sources;
    const GoVersion *go;
    const char *goroot;
    bool retain;
};

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

/* ---- World ---- */

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
    world->goroot = config->goroot;
    world->retain = config->retain;
    return world;
}

void world_free(World *world) {
    if (world != NULL) {
        Names *names = world->names;
        arena_free(world->arena);
        names_free(names);
    }
}

const GoVersion *world_go(const World *world) { return world->go; }
const char *world_goroot(const World *world) { return world->goroot; }

const PackageResult *world_package(World *world, const char *path) {
    (void)world;
    (void)path;
    return NULL;
}

/* ---- One package ---- */

static const char *language_version(const Analysis *analysis) {
    return analysis->config.lang != NULL
               ? analysis->config.lang
               : arena_printf(analysis->arena, "go%s", analysis->world->go->name);
}

static File **parse_sources(Analysis *analysis, PackageResult *result, Source **sources, int n) {
    const ParseConfig config = {.arena = analysis->arena,
                                .names = analysis->world->names,
                                .diags = result->diags,
                                .check_branches = true,
                                .clean_line_names = analysis->world->go->clean_line_names};
    File **files = ARENA_ARRAY(analysis->arena, File *, n);
    for (int i = 0; i < n; i++) {
        files[i] = parse_file(&config, sources[i]);
    }
    return files;
}

static void run_backend(Analysis *analysis, PackageResult *result) {
    const AnalysisConfig *config = &analysis->config;
    World *world = analysis->world;
    const LowerConfig lower = {.arena = analysis->arena,
                               .names = world->names,
                               .universe = world->universe,
                               .sources = analysis->sources,
                               .go = world->go,
                               .instances = instances_new(analysis->arena, world->universe)};
    result->ir = lower_package(&lower, result->package);
    const EscapeConfig escape = {.arena = analysis->arena,
                                 .scratch = analysis->scratch,
                                 .go = world->go,
                                 .sources = analysis->sources,
                                 .universe = world->universe,
                                 .level = config->level,
                                 .keep_graph = config->keep_graph};
    passes_run(&escape, result->ir, &result->escape);
    escape_package(&escape, result->ir, &result->escape);
    bounds_package(&escape, result->ir, &result->escape);
}

static void run_package(Analysis *analysis, PackageResult *result, Source **sources, int n) {
    World *world = analysis->world;
    File **files = parse_sources(analysis, result, sources, n);
    if (result->diags->error_count == 0) {
        const CheckConfig check = {.types = analysis->arena,
                                   .scratch = analysis->scratch,
                                   .names = world->names,
                                   .universe = world->universe,
                                   .sources = analysis->sources,
                                   .diags = result->diags,
                                   .path = n > 0 ? files[0]->package->as.name.name->text : "main",
                                   .go_version = language_version(analysis),
                                   .go_minor_max = world->go->minor,
                                   .accept_bodyless = true};
        result->package = check_package(&check, files, n);
    }
    if (result->diags->error_count == 0) {
        run_backend(analysis, result);
        result->ok = true;
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

static void run(Analysis *analysis, const AnalysisInput *input) {
    PackageResult *result = ARENA_NEW(analysis->arena, PackageResult);
    result->diags = ARENA_NEW(analysis->arena, Diags);
    *result->diags = diags_new(analysis->arena);
    result->diags->unused_is_note = analysis->config.unused_is_note;
    int n = input->text_count > 0 ? input->text_count : input->arg_count;
    Source **sources = ARENA_ARRAY(analysis->arena, Source *, n);
    for (int i = 0; i < n; i++) {
        const char *name = input->text_count > 0 ? input->names[i] : input->args[i];
        size_t length = input->text_count > 0 ? input->lengths[i] : 0;
        const char *text = input->text_count > 0 ? input->texts[i] : read_file(analysis, name, &length);
        if (text == NULL) {
            return;
        }
        if (strcmp(name, "-") == 0) {
            name = "<stdin>";
        }
        sources[i] = sources_add(analysis->sources, name, text, length, false);
    }
    VEC_PUSH(analysis->arena, &analysis->packages, result);
    run_package(analysis, result, sources, n);
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
