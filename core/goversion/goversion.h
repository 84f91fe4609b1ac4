/*
 * GoVersion: the rules of one Go release, as a set of named behaviours (goversion.def). Code asks
 * `go->append_site`, never for a number.
 */
#ifndef CORE_GOVERSION_GOVERSION_H
#define CORE_GOVERSION_GOVERSION_H

#include <stdbool.h>

typedef struct GoVersion {
    int minor;        /* 27 for Go 1.27 */
    const char *name; /* "1.27" */
#define GO_BEHAVIOUR(field, first, last, sentence) bool field;
#include "core/goversion/goversion.def"
#undef GO_BEHAVIOUR
} GoVersion;

/* One line of the table. */
typedef struct GoBehaviour {
    const char *name;
    int first, last;      /* Go 1.N; 0: no bound */
    const char *sentence; /* English; for the timeline */
} GoBehaviour;

/* Returns the rules of "1.27", "go1.27" or "1.27.3"; NULL when that version is not modelled. */
const GoVersion *goversion_find(const char *text);

/* Returns the modelled version nearest to the one named, the newest when the text names none. */
const GoVersion *goversion_nearest(const char *text);
const GoVersion *goversion_newest(void);

/* All modelled versions, oldest first. */
int goversion_count(void);
const GoVersion *goversion_at(int i);
int goversion_index(const GoVersion *go);

/* The table of behaviours. */
int gobehaviour_count(void);
const GoBehaviour *gobehaviour_at(int i);
/* Whether a version has the i-th behaviour. */
bool gobehaviour_holds(int i, const GoVersion *go);
/* Gives a copy of a version the i-th behaviour, or takes it away: what if this alone had changed? */
void gobehaviour_set(int i, GoVersion *go, bool holds);

#endif
