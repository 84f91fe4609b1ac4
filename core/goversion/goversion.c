#include "core/goversion/goversion.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define HOLDS(minor, first, last) ((minor) >= (first) && ((last) == 0 || (minor) <= (last)))

#define GO_BEHAVIOUR(field, first, last, sentence) .field = HOLDS(MINOR, first, last),
static const GoVersion versions[] = {
#define MINOR 19
    {
        .minor = MINOR,
        .name = "1.19",
#include "core/goversion/goversion.def"
    },
#undef MINOR
#define MINOR 22
    {
        .minor = MINOR,
        .name = "1.22",
#include "core/goversion/goversion.def"
    },
#undef MINOR
#define MINOR 23
    {
        .minor = MINOR,
        .name = "1.23",
#include "core/goversion/goversion.def"
    },
#undef MINOR
#define MINOR 24
    {
        .minor = MINOR,
        .name = "1.24",
#include "core/goversion/goversion.def"
    },
#undef MINOR
#define MINOR 26
    {
        .minor = MINOR,
        .name = "1.26",
#include "core/goversion/goversion.def"
    },
#undef MINOR
#define MINOR 27
    {
        .minor = MINOR,
        .name = "1.27",
#include "core/goversion/goversion.def"
    },
#undef MINOR
};
#undef GO_BEHAVIOUR

#define GO_BEHAVIOUR(field, first, last, sentence) {#field, first, last, sentence},
static const GoBehaviour behaviours[] = {
#include "core/goversion/goversion.def"
};
#undef GO_BEHAVIOUR

int goversion_count(void) { return (int)(sizeof versions / sizeof versions[0]); }

const GoVersion *goversion_at(int i) { return &versions[i]; }

int goversion_index(const GoVersion *go) { return (int)(go - versions); }

const GoVersion *goversion_newest(void) { return &versions[goversion_count() - 1]; }

/* Returns N of "go1.N…", -1 when the text is no such version. */
static int minor_of(const char *text) {
    if (strncmp(text, "go", 2) == 0) {
        text += 2;
    }
    if (strncmp(text, "1.", 2) != 0 || text[2] < '0' || text[2] > '9') {
        return -1;
    }
    char *end;
    long minor = strtol(text + 2, &end, 10);
    return minor < 1000 && (*end == '\0' || *end == '.') ? (int)minor : -1;
}

const GoVersion *goversion_find(const char *text) {
    int minor = minor_of(text);
    for (int i = 0; i < goversion_count(); i++) {
        if (versions[i].minor == minor) {
            return &versions[i];
        }
    }
    return NULL;
}

const GoVersion *goversion_nearest(const char *text) {
    int minor = minor_of(text);
    const GoVersion *best = goversion_newest();
    for (int i = 0; minor >= 0 && i < goversion_count(); i++) {
        if (abs(versions[i].minor - minor) < abs(best->minor - minor)) {
            best = &versions[i];
        }
    }
    return best;
}

int gobehaviour_count(void) { return (int)(sizeof behaviours / sizeof behaviours[0]); }

const GoBehaviour *gobehaviour_at(int i) { return &behaviours[i]; }

bool gobehaviour_holds(int i, const GoVersion *go) { return HOLDS(go->minor, behaviours[i].first, behaviours[i].last); }

#define GO_BEHAVIOUR(field, first, last, sentence) offsetof(GoVersion, field),
static const size_t fields[] = {
#include "core/goversion/goversion.def"
};
#undef GO_BEHAVIOUR

void gobehaviour_set(int i, GoVersion *go, bool holds) { memcpy((char *)go + fields[i], &holds, sizeof holds); }
