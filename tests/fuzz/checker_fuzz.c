/* Fuzz target: any bytes through parser and type checker; what does not parse is checked too, as far as it goes. */
#include <stdint.h>

#include "core/base/abort.h"
#include "core/syntax/parser.h"
#include "core/types/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Arena *scratch = arena_new();
    Names *names = names_new();
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    Recovery recovery = {0};
    recovery_enter(&recovery);
    if (setjmp(recovery.jump) == 0) {
        const ParseConfig parse = {.arena = arena, .names = names, .diags = &diags, .check_branches = true};
        const char *text = arena_strndup(arena, (const char *)data, size);
        File *file = parse_file(&parse, sources_add(sources, "fuzz.go", text, size, false));
        const CheckConfig check = {.types = arena,
                                   .scratch = scratch,
                                   .names = names,
                                   .universe = universe_new(arena, names),
                                   .sources = sources,
                                   .diags = &diags,
                                   .path = "p",
                                   .go_version = "go1.27",
                                   .go_minor_max = 27,
                                   .accept_bodyless = true};
        check_package(&check, &file, 1);
        diags_sort(&diags, sources);
    }
    recovery_leave(&recovery);
    names_free(names);
    arena_free(scratch);
    arena_free(arena);
    return 0;
}
