#include "core/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/abort.h"

enum { FIRST_CHUNK = 16 * 1024, LARGEST_CHUNK = 1024 * 1024, ALIGNMENT = 16 };

typedef struct Chunk {
    struct Chunk *next;
    size_t size; /* bytes behind the header */
} Chunk;

typedef struct Release {
    struct Release *next;
    void (*release)(void *);
    void *object;
} Release;

struct Arena {
    char *at; /* next free byte of the newest chunk */
    char *end;
    Chunk *chunks;
    Release *releases;
    size_t next_size;
    size_t bytes;
};

enum { CHUNK_HEADER = (sizeof(Chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT };

Arena *arena_new(void) {
    Arena *arena = calloc(1, sizeof *arena);
    if (arena != NULL) {
        arena->next_size = FIRST_CHUNK;
    }
    return arena;
}

void arena_free(Arena *arena) {
    if (arena == NULL) {
        return;
    }
    for (Release *r = arena->releases; r != NULL; r = r->next) {
        r->release(r->object);
    }
    for (Chunk *chunk = arena->chunks; chunk != NULL;) {
        Chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    free(arena);
}

/* Links a new chunk with room for `size` bytes; leaves through the recovery point without memory. */
static char *add_chunk(Arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) {
        analysis_abort(ABORT_MEMORY);
    }
    Chunk *chunk = malloc(CHUNK_HEADER + size);
    if (chunk == NULL) {
        analysis_abort(ABORT_MEMORY);
    }
    chunk->size = size;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->bytes += size;
    return (char *)chunk + CHUNK_HEADER;
}

void *arena_alloc(Arena *arena, size_t size) {
#ifdef ARENA_MALLOC
    return memset(add_chunk(arena, size), 0, size);
#else
    size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (rounded < size) {
        analysis_abort(ABORT_MEMORY);
    }
    /* Cleared piece by piece: what is never used is never touched. */
    if (rounded > (size_t)(arena->end - arena->at)) {
        if (rounded > arena->next_size / 4) {
            return memset(add_chunk(arena, rounded), 0, rounded);
        }
        arena->at = add_chunk(arena, arena->next_size);
        arena->end = arena->at + arena->next_size;
        if (arena->next_size < LARGEST_CHUNK) {
            arena->next_size *= 2;
        }
    }
    void *result = arena->at;
    arena->at += rounded;
    return memset(result, 0, rounded);
#endif
}

void *arena_copy(Arena *arena, const void *data, size_t size) {
    void *copy = arena_alloc(arena, size);
    if (size > 0) {
        memcpy(copy, data, size);
    }
    return copy;
}

char *arena_strndup(Arena *arena, const char *text, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *arena_strdup(Arena *arena, const char *text) { return arena_strndup(arena, text, strlen(text)); }

char *arena_vprintf(Arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = arena_alloc(arena, (size_t)(length < 0 ? 0 : length) + 1);
    if (length > 0) {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_bytes(const Arena *arena) { return arena->bytes; }

void arena_on_free(Arena *arena, void (*release)(void *), void *object) {
    Release *entry = ARENA_NEW(arena, Release);
    entry->release = release;
    entry->object = object;
    entry->next = arena->releases;
    arena->releases = entry;
}
