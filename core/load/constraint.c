/* Build constraints: //go:build and // +build lines, file-name suffixes, the tags that hold. gc: go/build shouldBuild,
 * goodOSArchFile. */
#include <ctype.h>
#include <string.h>

#include "core/load/internal.h"

/* ---- Tags ---- */

static void add_tag(Loader *loader, const char *tag) { strmap_set(loader->tags, tag, loader); }

/* GOEXPERIMENT's defaults, out of the toolchain's own source: the fields of `baseline` that are not false. */
static void add_experiments(Loader *loader) {
    size_t length;
    const char *path = arena_printf(loader->arena, "%s/src/internal/buildcfg/exp.go", loader->goroot);
    const char *why;
    const char *text = load_read(loader->arena, path, &length, &why);
    const char *at = text != NULL ? strstr(text, "baseline := goexperiment.Flags{") : NULL;
    const char *end = at != NULL ? strchr(at, '}') : NULL;
    if (end == NULL) {
        return;
    }
    at = strchr(at, '{') + 1;
    while (at < end) {
        const char *colon = memchr(at, ':', (size_t)(end - at));
        const char *line_end = colon != NULL ? memchr(colon, '\n', (size_t)(end - colon)) : NULL;
        if (line_end == NULL) {
            return;
        }
        while (isspace((unsigned char)*at)) {
            at++;
        }
        char *name = arena_strndup(loader->arena, at, (size_t)(colon - at));
        for (char *c = name; *c != '\0'; c++) {
            *c = (char)tolower((unsigned char)*c);
        }
        const char *value = arena_strndup(loader->arena, colon + 1, (size_t)(line_end - colon - 1));
        if (strstr(value, "false") == NULL) {
            add_tag(loader, arena_printf(loader->arena, "goexperiment.%s", name));
        }
        at = line_end;
    }
}

void tags_init(Loader *loader) {
    static const char *const always[] = {"linux", "amd64", "unix", "gc"};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        add_tag(loader, always[i]);
    }
    for (int minor = 1; minor <= loader->go->minor; minor++) {
        add_tag(loader, arena_printf(loader->arena, "go1.%d", minor));
    }
    add_tag(loader, "amd64.v1");
    if (loader->goroot != NULL) {
        add_experiments(loader);
    }
}

/* ---- Expressions ---- */

typedef struct Expression {
    const Loader *loader;
    const char *at, *end;
} Expression;

static void skip_space(Expression *e) {
    while (e->at < e->end && (*e->at == ' ' || *e->at == '\t' || *e->at == '\r')) {
        e->at++;
    }
}

static bool take(Expression *e, const char *text) {
    const size_t n = strlen(text);
    skip_space(e);
    if ((size_t)(e->end - e->at) < n || memcmp(e->at, text, n) != 0) {
        return false;
    }
    e->at += n;
    return true;
}

enum { NESTING_MAX = 1000 };

static bool either(Expression *e, int depth);

static bool term(Expression *e, int depth) {
    if (depth > NESTING_MAX) {
        e->at = e->end;
        return false;
    }
    if (take(e, "!")) {
        return !term(e, depth + 1);
    }
    if (take(e, "(")) {
        const bool value = either(e, depth + 1);
        take(e, ")");
        return value;
    }
    skip_space(e);
    const char *start = e->at;
    while (e->at < e->end && strchr(" \t\r()!&|", *e->at) == NULL) {
        e->at++;
    }
    const char *tag = arena_strndup(e->loader->arena, start, (size_t)(e->at - start));
    return strmap_has(e->loader->tags, tag);
}

static bool both(Expression *e, int depth) {
    bool value = term(e, depth);
    while (take(e, "&&")) {
        const bool right = term(e, depth);
        value = value && right;
    }
    return value;
}

static bool either(Expression *e, int depth) {
    bool value = both(e, depth);
    while (take(e, "||")) {
        const bool right = both(e, depth);
        value = value || right;
    }
    return value;
}

/* ---- // +build lines, which count where no //go:build line is ---- */

/* The next word of a line that is cut at any of `ends`; false: there is none. */
static bool next_word(const char **at, const char *stop, const char *ends, const char **word, size_t *length) {
    while (*at < stop && strchr(ends, **at) != NULL) {
        (*at)++;
    }
    *word = *at;
    while (*at < stop && strchr(ends, **at) == NULL) {
        (*at)++;
    }
    *length = (size_t)(*at - *word);
    return *length > 0;
}

/* One option: terms joined by commas, all of which have to hold; "!!" never does. */
static bool option_holds(const Loader *loader, const char *option, size_t n) {
    const char *at = option, *word;
    size_t length;
    while (next_word(&at, option + n, ",", &word, &length)) {
        const bool negated = word[0] == '!';
        const char *tag = arena_strndup(loader->arena, word + negated, length - negated);
        if (tag[0] == '!' || strmap_has(loader->tags, tag) == negated) {
            return false;
        }
    }
    return true;
}

/* Whether a line says +build behind its slashes; *at is then where its options begin. */
static bool is_plus_build(const char **at, const char *stop) {
    static const char words[] = "+build";
    const size_t n = sizeof words - 1;
    const char *start = *at + 2;
    while (start < stop && isspace((unsigned char)*start)) {
        start++;
    }
    if ((size_t)(stop - start) < n || memcmp(start, words, n) != 0 ||
        (start + n < stop && !isspace((unsigned char)start[n]))) {
        return false;
    }
    *at = start + n;
    return true;
}

/* Whether any option of the line holds. A line without options holds never. */
static bool plus_build_holds(const Loader *loader, const char *at, const char *stop) {
    const char *option;
    size_t n;
    while (next_word(&at, stop, " \t\r\v\f", &option, &n)) {
        if (option_holds(loader, option, n)) {
            return true;
        }
    }
    return false;
}

/* Moves to the first byte of the line that is no space. Returns the line's end. */
static const char *line_text(const char **at, const char *end) {
    const char *newline = memchr(*at, '\n', (size_t)(end - *at));
    const char *stop = newline != NULL ? newline : end;
    while (*at < stop && isspace((unsigned char)**at)) {
        (*at)++;
    }
    return stop;
}

/* All +build lines of a file's head have to hold. */
static bool plus_builds_hold(const Loader *loader, const char *text, const char *end) {
    for (const char *line = text; line < end;) {
        const char *at = line;
        const char *stop = line_text(&at, end);
        if (stop - at > 2 && memcmp(at, "//", 2) == 0 && is_plus_build(&at, stop) &&
            !plus_build_holds(loader, at, stop)) {
            return false;
        }
        line = stop + 1;
    }
    return true;
}

/* ---- The head of a file ---- */

static bool closes_comment(const char *at, const char *end) {
    for (; at + 1 < end; at++) {
        if (at[0] == '*' && at[1] == '/') {
            return true;
        }
    }
    return false;
}

/*
 * A //go:build line stands before the package clause, behind blank lines and comments only. Without one, the +build
 * lines count that stand in the comments before the last blank line of those at the very start.
 */
bool constraint_holds(const Loader *loader, const char *text, size_t length) {
    const char *end = text + length;
    const char *head = text; /* behind the last blank line before anything but // comments */
    bool in_comment = false, only_slashes = true;
    for (const char *line = text; line < end;) {
        const char *at = line;
        const char *stop = line_text(&at, end);
        const bool slashes = stop - at >= 2 && memcmp(at, "//", 2) == 0;
        if (at == stop && only_slashes) {
            head = stop;
        }
        only_slashes = only_slashes && (at == stop || slashes);
        if (in_comment) {
            in_comment = !closes_comment(at, stop);
        } else if (stop - at > 10 && memcmp(at, "//go:build ", 11) == 0) {
            Expression e = {loader, at + 11, stop};
            return either(&e, 0);
        } else if (stop - at >= 2 && memcmp(at, "/*", 2) == 0) {
            in_comment = !closes_comment(at, stop);
        } else if (at < stop && !slashes) {
            break;
        }
        line = stop + 1;
    }
    return plus_builds_hold(loader, text, head);
}

/* ---- File names ---- */

static const char *const SYSTEMS[] = {"aix",     "android", "darwin",  "dragonfly", "freebsd", "hurd",
                                      "illumos", "ios",     "js",      "linux",     "nacl",    "netbsd",
                                      "openbsd", "plan9",   "solaris", "wasip1",    "windows", "zos"};
static const char *const MACHINES[] = {"386",       "amd64",       "amd64p32", "arm",    "armbe",   "arm64",
                                       "arm64be",   "loong64",     "mips",     "mipsle", "mips64",  "mips64le",
                                       "mips64p32", "mips64p32le", "ppc",      "ppc64",  "ppc64le", "riscv",
                                       "riscv64",   "s390",        "s390x",    "sparc",  "sparc64", "wasm"};

static bool among(const char *const *list, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_system(const char *word) { return among(SYSTEMS, sizeof SYSTEMS / sizeof SYSTEMS[0], word); }
static bool is_machine(const char *word) { return among(MACHINES, sizeof MACHINES / sizeof MACHINES[0], word); }

bool file_name_matches(const Loader *loader, const char *name) {
    const size_t length = strlen(name);
    if (length < 4 || strcmp(name + length - 3, ".go") != 0) {
        return false;
    }
    if (length > 8 && strcmp(name + length - 8, "_test.go") == 0) {
        return false;
    }
    return machine_matches(loader, name);
}

bool machine_matches(const Loader *loader, const char *name) {
    if (name[0] == '_' || name[0] == '.') {
        return false;
    }
    char *stem = arena_strndup(loader->arena, name, strcspn(name, "."));
    char *first = strchr(stem, '_');
    if (first == NULL) {
        return true;
    }
    char *last = strrchr(first, '_');
    const char *word = last + 1;
    if (last != first && is_machine(word)) {
        *last = '\0';
        const char *system = strrchr(first, '_') + 1;
        if (is_system(system)) {
            return strmap_has(loader->tags, word) && strmap_has(loader->tags, system);
        }
        return strmap_has(loader->tags, word);
    }
    return is_system(word) || is_machine(word) ? strmap_has(loader->tags, word) : true;
}

bool load_file_matches(const Loader *loader, const char *name, const char *text, size_t length) {
    return file_name_matches(loader, name) && constraint_holds(loader, text, length);
}
