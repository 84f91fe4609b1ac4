#include "core/unit.h"

#include <string.h>

#include "core/passes/passes.h"
#include "core/syntax/parser.h"

static const GoVersion *rules_of(const Unit *unit) {
    return unit->config->rules != NULL ? unit->config->rules : world_go(unit->world);
}

bool unit_parse(Unit *unit, Source **sources, int count, PackageResult *result) {
    result->diags = ARENA_NEW(unit->arena, Diags);
    *result->diags = diags_new(unit->arena);
    result->diags->unused_is_note = unit->config->unused_is_note;
    result->diags->all_errors = unit->config->all_errors;
    const ParseConfig config = {.arena = unit->arena,
                                .names = unit->world->names,
                                .diags = result->diags,
                                .check_branches = true,
                                .unknown_line_names = rules_of(unit)->unknown_line_names,
                                .clean_line_names = rules_of(unit)->clean_line_names,
                                .in_std = unit->package->is_std};
    unit->files = ARENA_ARRAY(unit->arena, File *, count);
    unit->file_count = count;
    for (int i = 0; i < count; i++) {
        unit->files[i] = parse_file(&config, sources[i]);
    }
    return !parse_failed(result->diags, unit->files, count);
}

static const char *package_name(const Unit *unit) { return unit->files[0]->package->as.name.name->text; }

/* What gc's -p says: programs are called main, wherever they are. */
static const char *compiled_path(const Unit *unit) {
    const char *name = package_name(unit);
    return unit->path == NULL || strcmp(name, "main") == 0 ? name : unit->path;
}

static Package *check(Unit *unit, PackageResult *result) {
    World *world = unit->world;
    const ImportsConfig imports = {.arena = unit->arena,
                                   .names = world->names,
                                   .universe = world->universe,
                                   .find = unit->other.find != NULL ? unit->other.find : world_find,
                                   .context = unit->other.find != NULL ? unit->other.context : world};
    unit->imports = imports_new(&imports);
    ImportContext context = {.world = world, .arena = unit->arena, .from = unit->package, .imports = unit->imports};
    const Importer importer = {.import = world_import, .context = &context};
    const CheckConfig config = {.types = unit->arena,
                                .scratch = unit->scratch,
                                .names = world->names,
                                .universe = world->universe,
                                .sources = unit->sources,
                                .diags = result->diags,
                                .importer = unit->other.importer != NULL ? unit->other.importer : &importer,
                                .path = compiled_path(unit),
                                .dir = unit->package->dir,
                                .go_version = unit->lang,
                                .go_minor_max = world->go->minor,
                                .interface_cycles = rules_of(unit)->interface_cycles,
                                .constants_need_nothing = rules_of(unit)->constants_need_nothing,
                                .range_array_length = rules_of(unit)->range_array_length,
                                .is_std = unit->package->is_std,
                                .accept_bodyless = !unit->config->complete};
    return check_package(&config, unit->files, unit->file_count);
}

/* Only what -m=2 tells depends on it. */
static Assembly *assembly_of(const Unit *unit) {
    World *world = unit->world;
    if (unit->config->level < 2 || unit->path == NULL || strcmp(unit->path, "command-line-arguments") == 0) {
        return NULL;
    }
    pthread_mutex_lock(&world->load_lock);
    Assembly *assembly = load_assembly(world_loader(world), unit->arena, unit->package, compiled_path(unit));
    pthread_mutex_unlock(&world->load_lock);
    return assembly;
}

static void run_backend(const Unit *unit, PackageResult *result) {
    const World *world = unit->world;
    const GoVersion *go = rules_of(unit);
    const LowerConfig lower = {.arena = unit->arena,
                               .names = world->names,
                               .universe = world->universe,
                               .sources = unit->sources,
                               .go = go,
                               .instances = instances_new(unit->arena, world->universe),
                               .diags = result->diags,
                               .wrappers = unit->config->level >= 2,
                               .reached_only = unit->for_importers && unit->package->is_std && go->unified_ir,
                               .assembly = assembly_of(unit)};
    result->ir = lower_package(&lower, result->package);
    if (result->diags->error_count > 0) {
        return;
    }
    const EscapeConfig escape = {.arena = unit->arena,
                                 .scratch = unit->scratch,
                                 .go = go,
                                 .sources = unit->sources,
                                 .universe = world->universe,
                                 .level = unit->config->level,
                                 .keep_graph = unit->config->keep_graph,
                                 .dir = result->dir};
    passes_run(&escape, result->ir, &result->escape);
    ir_late_wrappers(result->ir);
    escape_package(&escape, result->ir, &result->escape);
    bounds_package(&escape, result->ir, &result->escape);
    for (int i = 0; i < result->ir->last.len; i++) {
        escape_late(&escape, result->ir, result->ir->last.at[i], &result->escape);
    }
}

void unit_run(Unit *unit, PackageResult *result) {
    result->path = unit->path != NULL ? unit->path : package_name(unit);
    result->package = check(unit, result);
    if (result->diags->error_count == 0) {
        run_backend(unit, result);
        result->ok = result->diags->error_count == 0;
    }
}
