/* The closed list of causes: names, titles, rules. */
#include <string.h>

#include "core/explain/story.h"

typedef struct CauseInfo {
    const char *name, *title, *rule;
} CauseInfo;

static const CauseInfo CAUSES[CAUSE_COUNT] = {
    [CAUSE_NONE] = {"", "", ""},
#define CAUSE(id, name, title, rule) [CAUSE_##id] = {name, title, rule},
#include "core/explain/causes.def"
#undef CAUSE
};

const char *cause_name(Cause cause) { return CAUSES[cause].name; }
const char *cause_title(Cause cause) { return CAUSES[cause].title; }
const char *cause_rule(Cause cause) { return CAUSES[cause].rule; }

Cause cause_find(const char *name) {
    for (int i = 1; i < CAUSE_COUNT; i++) {
        if (strcmp(CAUSES[i].name, name) == 0) {
            return (Cause)i;
        }
    }
    return CAUSE_NONE;
}
