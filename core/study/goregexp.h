/*
 * GoRegexp: a regular expression as Go's package regexp reads it, by way of PCRE2. What Perl knows and Go does not
 * (look-around, back references, possessive repetition) is refused, so that a pattern means the same to both.
 */
#ifndef CORE_STUDY_GOREGEXP_H
#define CORE_STUDY_GOREGEXP_H

#include <stdbool.h>

#include "core/base/arena.h"

typedef struct GoRegexp GoRegexp;

typedef enum MatchResult { MATCH_NO, MATCH_YES, MATCH_TOO_EXPENSIVE } MatchResult;

/* Returns the compiled pattern, released with the arena; NULL and *why (in the arena) when Go would refuse it. */
GoRegexp *goregexp_compile(Arena *arena, const char *pattern, const char **why);

/* Whether the pattern occurs in the text. */
MatchResult goregexp_match(const GoRegexp *regexp, const char *text);

#endif
