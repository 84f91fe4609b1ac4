/*
 * The compiler's directives, //go:noinline and such: collected until a declaration takes them.
 * gc: noder/noder.go pragma, noder/lex.go.
 */
#include <ctype.h>
#include <string.h>

#include "core/syntax/internal.h"

static const struct {
    const char *verb;
    unsigned bits;
} PRAGMAS[] = {
    {"go:build", PRAGMA_BUILD},
    {"go:noescape", PRAGMA_NOESCAPE},
    {"go:noinline", PRAGMA_NOINLINE},
    {"go:nosplit", PRAGMA_NOSPLIT},
    {"go:norace", PRAGMA_NORACE},
    {"go:nocheckptr", PRAGMA_NOCHECKPTR},
    {"go:systemstack", PRAGMA_SYSTEMSTACK},
    {"go:nowritebarrier", PRAGMA_NOWRITEBARRIER},
    {"go:nowritebarrierrec", PRAGMA_NOWRITEBARRIERREC | PRAGMA_NOWRITEBARRIER},
    {"go:yeswritebarrierrec", PRAGMA_YESWRITEBARRIERREC},
    {"go:cgo_unsafe_args", PRAGMA_CGO_UNSAFE_ARGS | PRAGMA_NOCHECKPTR},
    {"go:uintptrkeepalive", PRAGMA_UINTPTR_KEEPALIVE},
    {"go:uintptrescapes", PRAGMA_UINTPTR_ESCAPES | PRAGMA_UINTPTR_KEEPALIVE},
    {"go:registerparams", PRAGMA_REGISTER_PARAMS},
    {"go:notinheap", PRAGMA_NOTINHEAP},
};

enum {
    RUNTIME_PRAGMAS = PRAGMA_SYSTEMSTACK | PRAGMA_NOWRITEBARRIER | PRAGMA_NOWRITEBARRIERREC | PRAGMA_YESWRITEBARRIERREC
};

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

/* ---- //go:linkname ---- */

static void linkname_pragma(Parser *p, Pos pos, char *text) {
    const char *words[4] = {NULL};
    int n = 0;
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t\r", &rest); word != NULL && n < 4; word = strtok_r(NULL, " \t\r", &rest)) {
        words[n++] = word;
    }
    if (n < 2 || n > 3) {
        error_at(p, pos, "usage: //%s localname [linkname]", words[0]);
        return;
    }
    const Linkname link = {.pos = pos, .verb = words[0], .local = words[1], .remote = words[2]};
    VEC_PUSH(p->arena, &p->file->linknames, link);
}

/* ---- //go:embed ---- */

/* Returns the end of the quoted pattern that begins at `text`, NULL when it has none. */
static const char *quoted_end(const char *text) {
    const char quote = *text;
    for (const char *at = text + 1; *at != '\0'; at++) {
        if (*at == '\\' && quote == '"' && at[1] != '\0') {
            at++;
        } else if (*at == quote) {
            return at + 1;
        }
    }
    return NULL;
}

/* Returns how many patterns there are, -1 after a message. gc: noder/noder.go parseGoEmbed. */
static int embed_patterns(Parser *p, Pos pos, const char *text) {
    int count = 0;
    for (;; count++) {
        text += strspn(text, " \t\r\v\f");
        if (*text == '\0') {
            return count;
        }
        const bool quoted = *text == '"' || *text == '`';
        const char *end = quoted ? quoted_end(text) : text + strcspn(text, " \t\r\v\f");
        if (end == NULL || (*end != '\0' && !isspace((unsigned char)*end))) {
            error_at(p, pos, "invalid quoted string in //go:embed: %s", end == NULL ? text : end);
            return -1;
        }
        text = end;
    }
}

static void embed_pragma(Parser *p, Pos pos, const char *text) {
    if (embed_patterns(p, pos, text + strlen("go:embed")) <= 0) {
        error_at(p, pos, "usage: //go:embed pattern...");
        return;
    }
    const Directive directive = {.pos = pos, .embed = true};
    VEC_PUSH(p->arena, &p->pending, directive);
}

/* ---- //go:cgo_... ---- */

typedef struct Words {
    int count;
    bool quoted[5]; /* of the first ones */
} Words;

/* Words as cgo's directives have them: what stands in double quotes is one, blanks and all. */
static Words cgo_words(const char *text) {
    Words words = {0};
    while (*(text += strspn(text, " \t\r\n")) != '\0') {
        const char *closing = *text == '"' ? strchr(text + 1, '"') : NULL;
        if (*text == '"' && closing == NULL) {
            break;
        }
        if (words.count < 5) {
            words.quoted[words.count] = closing != NULL;
        }
        words.count++;
        text = closing != NULL ? closing + 1 : text + strcspn(text, " \t\r\n\"");
    }
    return words;
}

/* How a directive is written: its least and greatest number of words, and which of them is the only quoted one. */
static const struct {
    const char *verb;
    int least, most, quoted;
    const char *usage;
} CGO_FORMS[] = {
    {"go:cgo_export_static", 2, 3, 0, "local [remote]"},
    {"go:cgo_export_dynamic", 2, 3, 0, "local [remote]"},
    {"go:cgo_import_dynamic", 2, 4, 3, "local [remote [\"library\"]]"},
    {"go:cgo_import_static", 2, 2, 0, "local"},
    {"go:cgo_dynamic_linker", 2, 2, 1, "\"path\""},
    {"go:cgo_ldflag", 2, 2, 1, "\"arg\""},
};

static void cgo_pragma(Parser *p, Pos pos, const char *text, const char *verb) {
    const Words words = cgo_words(text);
    const bool open_to_all = strcmp(verb, "go:cgo_import_dynamic") == 0 && words.count >= 4;
    if (!p->config->in_std && !open_to_all) {
        error_at(p, pos, "//%s only allowed in cgo-generated code", text);
    }
    for (size_t i = 0; i < sizeof CGO_FORMS / sizeof CGO_FORMS[0]; i++) {
        if (strcmp(verb, CGO_FORMS[i].verb) != 0) {
            continue;
        }
        bool right = words.count >= CGO_FORMS[i].least && words.count <= CGO_FORMS[i].most;
        for (int k = 1; right && k < words.count; k++) {
            right = words.quoted[k] == (k == CGO_FORMS[i].quoted);
        }
        if (!right) {
            error_at(p, pos, "usage: //%s %s", verb, CGO_FORMS[i].usage);
        }
    }
}

/* ---- flags ---- */

static void flag_pragma(Parser *p, Pos pos, const char *verb) {
    unsigned bits = 0;
    for (size_t i = 0; i < sizeof PRAGMAS / sizeof PRAGMAS[0] && bits == 0; i++) {
        bits = strcmp(verb, PRAGMAS[i].verb) == 0 ? PRAGMAS[i].bits : 0;
    }
    if (bits == 0) {
        return;
    }
    if ((bits & RUNTIME_PRAGMAS) != 0 && !p->config->in_std) {
        error_at(p, pos, "//%s only allowed in runtime", verb);
    }
    if (bits == PRAGMA_UINTPTR_KEEPALIVE && !p->config->in_std) {
        error_at(p, pos, "//%s is only allowed in the standard library", verb);
    }
    const Directive directive = {.pos = pos, .flags = bits};
    VEC_PUSH(p->arena, &p->pending, directive);
}

void parse_pragma(Parser *p, Pos pos, char *text, bool blank) {
    if (!blank) {
        error_at(p, pos, "misplaced compiler directive");
        return;
    }
    const char *verb = arena_strndup(p->arena, text, strcspn(text, " "));
    if (begins(text, "go:linkname ") || begins(text, "go:linknamestd ")) {
        linkname_pragma(p, pos, text);
    } else if (strcmp(verb, "go:embed") == 0) {
        embed_pragma(p, pos, text);
    } else {
        if (begins(text, "go:cgo_")) {
            cgo_pragma(p, pos, text, verb);
        }
        flag_pragma(p, pos, verb);
    }
}

unsigned take_pragma(Parser *p, const Decl *decl) {
    unsigned bits = 0;
    for (int i = 0; i < p->pending.len; i++) {
        Directive directive = p->pending.at[i];
        directive.decl = decl;
        directive.in_function = p->function_depth > 0;
        bits |= directive.flags;
        VEC_PUSH(p->arena, &p->file->directives, directive);
    }
    p->pending.len = 0;
    return bits;
}

void clear_pragma(Parser *p) {
    for (int i = 0; i < p->pending.len; i++) {
        const Directive *directive = &p->pending.at[i];
        if (directive->embed || (directive->flags & ~(unsigned)PRAGMA_NOTINHEAP) != 0) {
            error_at(p, directive->pos,
                     directive->embed ? "misplaced go:embed directive" : "misplaced compiler directive");
        }
    }
    p->pending.len = 0;
}
