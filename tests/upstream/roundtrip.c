/*
 * roundtrip DIR: every .go file below DIR (but testdata) parses, prints, and parses again to the same tree.
 * Prints the files that do not and a last line "N passed, N failed".
 */
#include <ftw.h>
#include <stdio.h>
#include <string.h>

#include "core/load/load.h"
#include "core/syntax/format.h"
#include "core/syntax/parser.h"

static int passed, failed;

static const char *tree_of(Arena *arena, Names *names, const char *name, const char *text, size_t length,
                           const char **printed) {
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    const ParseConfig config = {
        .arena = arena, .names = names, .diags = &diags, .check_branches = true, .in_std = true};
    File *file = parse_file(&config, sources_add(sources, name, text, length, false));
    if (diags.error_count > 0) {
        return NULL;
    }
    StrBuf tree = strbuf_new(arena), source = strbuf_new(arena);
    dump_file(&tree, file, NULL);
    format_file(&source, file);
    *printed = strbuf_text(&source);
    return strbuf_text(&tree);
}

static int visit(const char *path, const struct stat *about, int type, struct FTW *at) {
    (void)about;
    (void)at;
    const size_t n = strlen(path);
    if (type != FTW_F || n < 3 || strcmp(path + n - 3, ".go") != 0 || strstr(path, "/testdata/") != NULL) {
        return 0;
    }
    Arena *arena = arena_new();
    Names *names = names_new();
    size_t length = 0;
    const char *why;
    const char *text = load_read(arena, path, &length, &why);
    const char *printed = "", *ignored;
    const char *first = text != NULL ? tree_of(arena, names, path, text, length, &printed) : NULL;
    const char *second = first != NULL ? tree_of(arena, names, path, printed, strlen(printed), &ignored) : NULL;
    if (first != NULL && second != NULL && strcmp(first, second) == 0) {
        passed++;
    } else {
        failed++;
        printf("%s: %s\n", path,
               first == NULL    ? "does not parse"
               : second == NULL ? "its print does not parse"
                                : "another tree");
    }
    names_free(names);
    arena_free(arena);
    return 0;
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        nftw(argv[i], visit, 32, 0);
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
