#include "repl/folders.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *folders_file(Arena *arena, const char *variable, const char *fallback, const char *name) {
    const char *own = getenv(variable);
    const char *home = getenv("HOME");
    if (own != NULL && own[0] == '/') {
        return arena_printf(arena, "%s/escapade/%s", own, name);
    }
    return home != NULL && home[0] == '/' ? arena_printf(arena, "%s/%s/escapade/%s", home, fallback, name) : NULL;
}

bool folders_make(Arena *arena, const char *path) {
    char *at = arena_strdup(arena, path);
    for (char *slash = strchr(at + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(at, 0700) != 0 && errno != EEXIST) {
            return false;
        }
        *slash = '/';
    }
    return true;
}
