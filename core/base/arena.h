/*
 * Arena: memory with one lifetime. Everything allocated from an arena lives until the arena is
 * released; nothing is freed alone. The three lifetimes of the program (world, analysis, scratch)
 * are three arenas, and the arena is always the first argument.
 *
 * An arena is used by one thread at a time. When memory runs out the arena leaves through its
 * recovery point (see base/abort.h); allocation itself never returns NULL.
 */
#ifndef CORE_BASE_ARENA_H
#define CORE_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

/* Returns a new empty arena, or NULL when there is no memory. Release it with arena_free. */
Arena *arena_new(void);

/* Releases the arena and all that was allocated from it. NULL is allowed. */
void arena_free(Arena *arena);

/* Returns `size` zeroed bytes, aligned for any type; never NULL. A size of 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);

/* Returns a copy of `size` bytes at `data`. */
void *arena_copy(Arena *arena, const void *data, size_t size);

/* Returns a NUL-terminated copy of `length` bytes of `text`. */
char *arena_strndup(Arena *arena, const char *text, size_t length);

/* Returns a NUL-terminated copy of `text`. */
char *arena_strdup(Arena *arena, const char *text);

/* Returns the formatted text, as snprintf would give it, whole. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Returns the bytes held, in use and spare. */
size_t arena_bytes(const Arena *arena);

/* Calls `release(object)` when the arena is freed, last registered first: for foreign memory. */
void arena_on_free(Arena *arena, void (*release)(void *), void *object);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

#endif
