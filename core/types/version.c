/*
 * Language versions: what a file may use.
 * gc: types2/version.go, go/version.
 */
#include <stdlib.h>
#include <string.h>

#include "core/types/declare.h"

int version_minor(const char *version) {
    if (version == NULL || strncmp(version, "go1", 3) != 0) {
        return -1;
    }
    if (version[3] == '\0') {
        return 0;
    }
    return version[3] == '.' ? atoi(version + 4) : -1;
}

const char *version_of_file(Checker *c, const File *file) {
    int minor = version_minor(file->go_version);
    if (minor < 0) {
        return c->config->go_version;
    }
    /* A file may ask for less than its package, but not for less than the first version with this rule. */
    return arena_printf(c->scratch, "go1.%d", minor > GO_FILE_VERSIONS ? minor : GO_FILE_VERSIONS);
}

bool allow_version(Checker *c, int minor) {
    int have = version_minor(c->env.version);
    return have < 0 || have >= minor;
}

bool check_version(Checker *c, Pos pos, int minor, const char *feature) {
    if (allow_version(c, minor)) {
        return true;
    }
    check_error(c, pos, "UnsupportedFeature", "%s requires go1.%d or later", feature, minor);
    return false;
}
