/* go.mod and go.work files. gc: golang.org/x/mod/modfile. */
#include <ctype.h>
#include <string.h>

#include "core/load/internal.h"

enum { WORDS_MAX = 8 };

/* Splits a line into words; quotes are taken away, a comment ends it. */
static int split(Arena *arena, const char *line, const char *end, const char **words) {
    int n = 0;
    while (n < WORDS_MAX) {
        while (line < end && isspace((unsigned char)*line)) {
            line++;
        }
        if (line >= end || (end - line >= 2 && line[0] == '/' && line[1] == '/')) {
            break;
        }
        const char *start = line;
        if (*line == '"' || *line == '`') {
            const char quote = *line;
            start = ++line;
            while (line < end && *line != quote) {
                line++;
            }
            words[n++] = arena_strndup(arena, start, (size_t)(line - start));
            line++;
            continue;
        }
        if (*line == '(' || *line == ')') {
            line++;
        } else {
            while (line < end && !isspace((unsigned char)*line) && *line != '(' && *line != ')') {
                line++;
            }
        }
        words[n++] = arena_strndup(arena, start, (size_t)(line - start));
    }
    return n;
}

static void add_replace(Arena *arena, ModFile *out, const char **words, int n) {
    Replacement r = {.old_path = words[0], .old_version = "", .new_version = "", .base = out->dir};
    int at = 1;
    if (at < n && strcmp(words[at], "=>") != 0) {
        r.old_version = words[at++];
    }
    if (at + 1 >= n || strcmp(words[at], "=>") != 0) {
        return;
    }
    r.new_path = words[at + 1];
    if (at + 2 < n) {
        r.new_version = words[at + 2];
    }
    VEC_PUSH(arena, &out->replace, r);
}

static void directive(Arena *arena, ModFile *out, const char *verb, const char **words, int n) {
    if (n == 0) {
        return;
    }
    if (strcmp(verb, "module") == 0) {
        out->module = words[0];
    } else if (strcmp(verb, "go") == 0) {
        out->go = words[0];
    } else if (strcmp(verb, "require") == 0 && n >= 2) {
        const Requirement r = {words[0], words[1]};
        VEC_PUSH(arena, &out->require, r);
    } else if (strcmp(verb, "exclude") == 0 && n >= 2) {
        const Requirement r = {words[0], words[1]};
        VEC_PUSH(arena, &out->exclude, r);
    } else if (strcmp(verb, "replace") == 0) {
        add_replace(arena, out, words, n);
    } else if (strcmp(verb, "use") == 0) {
        VEC_PUSH(arena, &out->use, words[0]);
    }
}

bool modfile_read(Arena *arena, const char *path, ModFile *out) {
    size_t length;
    const char *why;
    const char *text = load_read(arena, path, &length, &why);
    if (text == NULL) {
        return false;
    }
    *out = (ModFile){.dir = arena_strndup(arena, path, (size_t)(strrchr(path, '/') - path))};
    const char *block = NULL; /* the verb of the parenthesised block we are in */
    for (const char *line = text; line < text + length;) {
        const char *end = strchr(line, '\n');
        end = end != NULL ? end : text + length;
        const char *words[WORDS_MAX];
        const int n = split(arena, line, end, words);
        if (n > 0 && block != NULL) {
            if (strcmp(words[0], ")") == 0) {
                block = NULL;
            } else {
                directive(arena, out, block, words, n);
            }
        } else if (n > 1 && strcmp(words[1], "(") == 0) {
            block = words[0];
        } else if (n > 0) {
            directive(arena, out, words[0], words + 1, n - 1);
        }
        line = end + 1;
    }
    return true;
}
