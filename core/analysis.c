/*
 * The pipeline, top to bottom: load, parse, check, lower, passes, escape, bounds. Each package is one
 * PackageRun; packages that are imported run in the world, the ones asked for in the analysis.
 */
#include "core/analysis.h"

#include <stdio.h>
#include <string.h>

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
                                .check_branches = true};
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

/* Reads a file whole; returns NULL after a message. */
static const char *read_file(Analysis *analysis, const char *name, size_t *length) {
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        diag_add(&analysis->diags, DIAG_WORLD, POS_NONE, "", "can't read %s", name);
        return NULL;
    }
    StrBuf text = strbuf_new(analysis->arena);
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        strbuf_add_n(&text, block, got);
    }
    fclose(file);
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
        sources[i] = sources_add(analysis->sources, name, text, length, false);
    }
    VEC_PUSH(analysis->arena, &analysis->packages, result);
    run_package(analysis, result, sources, n);
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
    Recovery recovery = {.interrupted = config->interrupted};
    recovery_enter(&recovery);
    if (setjmp(recovery.jump) == 0) {
        run(analysis, input);
    } else {
        analysis->abort_reason = recovery.reason;
    }
    recovery_leave(&recovery);
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
