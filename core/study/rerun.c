/* The same package again: its path, language and rights, but other texts. */
#include "core/study/rerun.h"

Analysis *rerun(Arena *arena, Analysis *before, const PackageResult *result, const Edits *edits, bool lenient) {
    const Package *package = result->package;
    const int n = package->files.len;
    const char **names = ARENA_ARRAY(arena, const char *, n);
    const char **texts = ARENA_ARRAY(arena, const char *, n);
    size_t *lengths = ARENA_ARRAY(arena, size_t, n);
    for (int i = 0; i < n; i++) {
        const Source *source = package->files.at[i]->source;
        names[i] = source_name(source);
        texts[i] = edits_apply(edits, source, &lengths[i]);
    }
    const AnalysisInput input = {.names = names, .texts = texts, .lengths = lengths, .text_count = n};
    AnalysisConfig config = *analysis_config(before);
    config.keep_graph = true;
    config.unused_is_note |= lenient;
    config.path = package->path;
    config.lang = config.lang != NULL ? config.lang : package->go_version;
    config.compiling_std |= package->is_std;
    config.sees_internal = true;
    return analysis_run(analysis_world(before), &input, &config);
}

const PackageResult *rerun_result(const Analysis *analysis) {
    if (analysis_abort_reason(analysis) != ABORT_NONE || analysis_package_count(analysis) != 1) {
        return NULL;
    }
    const PackageResult *result = analysis_package(analysis, 0);
    return result->ok && result->ir != NULL ? result : NULL;
}
