#include "core/base/vec.h"

#include <string.h>

void *vec_grow(Arena *arena, void *at, int len, int *cap, int needed, size_t size) {
    int room = *cap < 4 ? 4 : *cap * 2;
    if (room < needed) {
        room = needed;
    }
    void *grown = arena_alloc(arena, size * (size_t)room);
    if (len > 0) {
        memcpy(grown, at, size * (size_t)len);
    }
    *cap = room;
    return grown;
}
