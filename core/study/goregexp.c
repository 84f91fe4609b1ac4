/* Go's regular expressions, by PCRE2. gc: regexp/syntax. */
#include "core/study/goregexp.h"

#include <stdint.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct GoRegexp {
    pcre2_code *code;
    pcre2_match_context *limits;
};

/* Go's matcher needs time in proportion to the text; PCRE2's may need far more, and is stopped. */
enum { MATCH_LIMIT = 2000000, DEPTH_LIMIT = 100000 };

/* ---- What Go refuses ---- */

static bool is_repetition(char c) { return c == '*' || c == '+' || c == '?'; }

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

static const char *refused_group(const char *at) {
    static const char *const foreign[] = {"(?=", "(?!", "(?<=", "(?<!", "(?>",  "(?|",
                                          "(?#", "(?(", "(?&",  "(?R",  "(?P=", "(?P>"};
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        if (begins(at, foreign[i])) {
            return "invalid or unsupported Perl syntax";
        }
    }
    return at[1] == '*' ? "missing argument to repetition operator" : NULL;
}

static const char *refused_escape(char c) {
    if ((c >= '1' && c <= '9') || (c != '\0' && strchr("CGKRXghHkNvVZ", c) != NULL && c != 'v')) {
        return "invalid escape sequence";
    }
    return c == '\0' ? "trailing backslash at end of expression" : NULL;
}

/* The length of a character class that begins at `at`. */
static size_t class_length(const char *at) {
    size_t i = 1;
    i += at[i] == '^';
    i += at[i] == ']'; /* the first one is a plain character */
    while (at[i] != '\0' && at[i] != ']') {
        if (at[i] == '[' && at[i + 1] == ':') {
            const char *end = strstr(at + i + 2, ":]");
            i = end != NULL ? (size_t)(end - at) + 2 : i + 1;
        } else {
            i += at[i] == '\\' && at[i + 1] != '\0' ? 2 : 1;
        }
    }
    return at[i] == ']' ? i + 1 : i;
}

/* The length of {n}, {n,} or {n,m}; 0: the brace is a plain character. */
static size_t braces_length(const char *at) {
    const size_t digits = strspn(at + 1, "0123456789");
    size_t i = 1 + digits;
    if (digits > 0 && at[i] == ',') {
        i++;
        i += strspn(at + i, "0123456789");
    }
    return digits > 0 && at[i] == '}' ? i + 1 : 0;
}

/* Returns why Go refuses the pattern although PCRE2 takes it; NULL: it does not. */
static const char *refused(const char *pattern) {
    bool repeated = false; /* a repetition stands before */
    for (const char *at = pattern; *at != '\0';) {
        const char *why = NULL;
        const size_t braces = *at == '{' ? braces_length(at) : 0;
        size_t used = 1;
        bool repeats = false;
        if (begins(at, "\\Q")) {
            const char *end = strstr(at, "\\E");
            used = end != NULL ? (size_t)(end - at) + 2 : strlen(at);
        } else if (*at == '\\') {
            why = refused_escape(at[1]);
            used = at[1] != '\0' ? 2 : 1;
        } else if (*at == '[') {
            used = class_length(at);
        } else if (*at == '(') {
            why = refused_group(at);
            used = at[1] == '?' ? 2 : 1;
        } else if (is_repetition(*at) || braces > 0) {
            why = repeated ? "invalid nested repetition operator" : NULL;
            used = braces > 0 ? braces : 1;
            used += at[used] == '?'; /* the lazy form */
            repeats = true;
        }
        if (why != NULL) {
            return why;
        }
        repeated = repeats;
        at += used;
    }
    return NULL;
}

/* ---- Compiling and matching ---- */

static void release(void *object) {
    GoRegexp *regexp = object;
    pcre2_code_free(regexp->code);
    pcre2_match_context_free(regexp->limits);
}

GoRegexp *goregexp_compile(Arena *arena, const char *pattern, const char **why) {
    *why = refused(pattern);
    if (*why != NULL) {
        return NULL;
    }
    const uint32_t flags = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    int error;
    PCRE2_SIZE where;
    GoRegexp *regexp = ARENA_NEW(arena, GoRegexp);
    regexp->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, flags, &error, &where, NULL);
    if (regexp->code == NULL) {
        PCRE2_UCHAR text[160];
        pcre2_get_error_message(error, text, sizeof text);
        *why = arena_strdup(arena, (const char *)text);
        return NULL;
    }
    regexp->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(regexp->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(regexp->limits, DEPTH_LIMIT);
    arena_on_free(arena, release, regexp);
    return regexp;
}

MatchResult goregexp_match(const GoRegexp *regexp, const char *text) {
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    const int found = pcre2_match(regexp->code, (PCRE2_SPTR)text, strlen(text), 0, 0, data, regexp->limits);
    pcre2_match_data_free(data);
    return found >= 0 ? MATCH_YES : found == PCRE2_ERROR_NOMATCH ? MATCH_NO : MATCH_TOO_EXPENSIVE;
}
