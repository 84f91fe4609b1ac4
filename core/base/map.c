/*
 * Open addressing over an array of entries in order of insertion: small, fast, and iteration never
 * depends on addresses.
 */
#include "core/base/map.h"

#include <stdint.h>
#include <string.h>

typedef struct Entry {
    const void *key;
    void *value;
    uint32_t hash;
} Entry;

/* Both maps are this table; they differ in how keys hash and compare. */
typedef struct Table {
    Arena *arena;
    Entry *entries;
    int len, cap;
    int32_t *slots; /* index into entries + 1; 0 empty; NULL while the map is small */
    uint32_t mask;
} Table;

struct Map {
    Table table;
};
struct StrMap {
    Table table;
};

enum { SMALL = 8 };

static uint32_t hash_pointer(const void *key) {
    uint64_t bits = (uint64_t)(uintptr_t)key;
    bits = (bits >> 4) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(bits >> 32);
}

static uint32_t hash_text(const char *text) {
    uint32_t hash = 2166136261u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    }
    return hash;
}

static bool same(const Entry *entry, const void *key, uint32_t hash, bool text) {
    return entry->hash == hash && (text ? strcmp(entry->key, key) == 0 : entry->key == key);
}

static Entry *find(const Table *table, const void *key, uint32_t hash, bool text) {
    if (table->slots == NULL) {
        for (int i = 0; i < table->len; i++) {
            if (same(&table->entries[i], key, hash, text)) {
                return &table->entries[i];
            }
        }
        return NULL;
    }
    for (uint32_t i = hash & table->mask; table->slots[i] != 0; i = (i + 1) & table->mask) {
        Entry *entry = &table->entries[table->slots[i] - 1];
        if (same(entry, key, hash, text)) {
            return entry;
        }
    }
    return NULL;
}

static void index_entry(Table *table, int at) {
    uint32_t i = table->entries[at].hash & table->mask;
    while (table->slots[i] != 0) {
        i = (i + 1) & table->mask;
    }
    table->slots[i] = at + 1;
}

static void grow(Table *table) {
    int cap = table->cap == 0 ? SMALL : table->cap * 2;
    Entry *entries = ARENA_ARRAY(table->arena, Entry, cap);
    if (table->len > 0) {
        memcpy(entries, table->entries, sizeof(Entry) * (size_t)table->len);
    }
    table->entries = entries;
    table->cap = cap;
    if (cap > SMALL) {
        table->mask = (uint32_t)cap * 2 - 1;
        table->slots = ARENA_ARRAY(table->arena, int32_t, cap * 2);
        for (int i = 0; i < table->len; i++) {
            index_entry(table, i);
        }
    }
}

static void insert(Table *table, const void *key, uint32_t hash, void *value) {
    if (table->len == table->cap) {
        grow(table);
    }
    table->entries[table->len] = (Entry){key, value, hash};
    if (table->slots != NULL) {
        index_entry(table, table->len);
    }
    table->len++;
}

Map *map_new(Arena *arena) {
    Map *map = ARENA_NEW(arena, Map);
    map->table.arena = arena;
    return map;
}

void *map_get(const Map *map, const void *key) {
    const Entry *entry = map ? find(&map->table, key, hash_pointer(key), false) : NULL;
    return entry ? entry->value : NULL;
}

bool map_has(const Map *map, const void *key) {
    return map != NULL && find(&map->table, key, hash_pointer(key), false) != NULL;
}

void map_set(Map *map, const void *key, void *value) {
    uint32_t hash = hash_pointer(key);
    Entry *entry = find(&map->table, key, hash, false);
    if (entry != NULL) {
        entry->value = value;
    } else {
        insert(&map->table, key, hash, value);
    }
}

int map_len(const Map *map) { return map ? map->table.len : 0; }

const void *map_key_at(const Map *map, int i) { return map->table.entries[i].key; }

void *map_value_at(const Map *map, int i) { return map->table.entries[i].value; }

StrMap *strmap_new(Arena *arena) {
    StrMap *map = ARENA_NEW(arena, StrMap);
    map->table.arena = arena;
    return map;
}

void *strmap_get(const StrMap *map, const char *key) {
    const Entry *entry = map ? find(&map->table, key, hash_text(key), true) : NULL;
    return entry ? entry->value : NULL;
}

bool strmap_has(const StrMap *map, const char *key) {
    return map != NULL && find(&map->table, key, hash_text(key), true) != NULL;
}

void strmap_set(StrMap *map, const char *key, void *value) {
    uint32_t hash = hash_text(key);
    Entry *entry = find(&map->table, key, hash, true);
    if (entry != NULL) {
        entry->value = value;
    } else {
        insert(&map->table, arena_strdup(map->table.arena, key), hash, value);
    }
}

int strmap_len(const StrMap *map) { return map ? map->table.len : 0; }

const char *strmap_key_at(const StrMap *map, int i) { return map->table.entries[i].key; }

void *strmap_value_at(const StrMap *map, int i) { return map->table.entries[i].value; }
