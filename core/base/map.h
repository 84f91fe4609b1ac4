/*
 * Map: pointer -> pointer, and text -> pointer. In an arena, never freed alone. The only place that
 * knows uthash-like machinery; iteration is in order of insertion, so output never depends on
 * addresses.
 */
#ifndef CORE_BASE_MAP_H
#define CORE_BASE_MAP_H

#include <stdbool.h>
#include "core/base/arena.h"

typedef struct Map Map;       /* keys compared by address */
typedef struct StrMap StrMap; /* keys compared as text */

Map *map_new(Arena *arena);
/* Returns the value of `key`, NULL when there is none. A NULL map is empty. */
void *map_get(const Map *map, const void *key);
bool map_has(const Map *map, const void *key);
/* Sets the value of `key`, replacing an older one (its place in the order stays). */
void map_set(Map *map, const void *key, void *value);
int map_len(const Map *map);
/* The i-th entry in order of insertion, 0 <= i < map_len. */
const void *map_key_at(const Map *map, int i);
void *map_value_at(const Map *map, int i);

StrMap *strmap_new(Arena *arena);
void *strmap_get(const StrMap *map, const char *key);
bool strmap_has(const StrMap *map, const char *key);
/* The key is copied into the map's arena. */
void strmap_set(StrMap *map, const char *key, void *value);
int strmap_len(const StrMap *map);
const char *strmap_key_at(const StrMap *map, int i);
void *strmap_value_at(const StrMap *map, int i);

#endif
