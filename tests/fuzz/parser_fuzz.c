/* Fuzz target: any bytes through scanner, parser and printer. */
#include <stdint.h>

#include "core/syntax/format.h"
#include "core/syntax/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Names *names = names_new();
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    const ParseConfig config = {.arena = arena, .names = names, .diags = &diags, .check_branches = true};
    const char *text = arena_strndup(arena, (const char *)data, size);
    Source *source = sources_add(sources, "fuzz.go", text, size, false);
    File *file = parse_file(&config, source);
    if (diags.error_count == 0) {
        StrBuf out = strbuf_new(arena);
        format_file(&out, file);
    }
    names_free(names);
    arena_free(arena);
    return 0;
}
