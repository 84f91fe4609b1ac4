#include "core/base/intern.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/abort.h"
#include "core/base/arena.h"
#include "core/base/unicode.h"

enum { STRIPES = 64 };

/* One part of the table with a lock of its own, so that threads rarely meet. */
typedef struct Stripe {
    pthread_mutex_t lock;
    Arena *arena;
    Name **slots;
    uint32_t mask;
    int len;
} Stripe;

struct Names {
    Stripe stripes[STRIPES];
    pthread_mutex_t reserve_lock;
    bool reserved; /* the keywords are marked */
};

static uint32_t hash_bytes(const char *text, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    }
    return hash ^ (hash >> 15);
}

Names *names_new(void) {
    Names *names = calloc(1, sizeof *names);
    if (names == NULL) {
        return NULL;
    }
    for (int i = 0; i < STRIPES; i++) {
        pthread_mutex_init(&names->stripes[i].lock, NULL);
        names->stripes[i].arena = arena_new();
    }
    pthread_mutex_init(&names->reserve_lock, NULL);
    return names;
}

void names_reserve(Names *names, const char *(*text)(int kind), int first, int end) {
    pthread_mutex_lock(&names->reserve_lock);
    for (int kind = first; kind < end && !names->reserved; kind++) {
        /* Names are const for everybody but their table. */
        Name *name = (Name *)(uintptr_t)name_of(names, text(kind));
        name->tok = (unsigned char)kind;
    }
    names->reserved = true;
    pthread_mutex_unlock(&names->reserve_lock);
}

void names_free(Names *names) {
    if (names == NULL) {
        return;
    }
    for (int i = 0; i < STRIPES; i++) {
        pthread_mutex_destroy(&names->stripes[i].lock);
        arena_free(names->stripes[i].arena);
    }
    pthread_mutex_destroy(&names->reserve_lock);
    free(names);
}

static void put(Stripe *stripe, Name *name) {
    uint32_t i = (name->hash / STRIPES) & stripe->mask;
    while (stripe->slots[i] != NULL) {
        i = (i + 1) & stripe->mask;
    }
    stripe->slots[i] = name;
}

static void grow(Stripe *stripe) {
    Name **old = stripe->slots;
    uint32_t old_size = old ? stripe->mask + 1 : 0;
    uint32_t size = old ? old_size * 2 : 64;
    stripe->slots = ARENA_ARRAY(stripe->arena, Name *, size);
    stripe->mask = size - 1;
    for (uint32_t i = 0; i < old_size; i++) {
        if (old[i] != NULL) {
            put(stripe, old[i]);
        }
    }
}

static Name *add(Stripe *stripe, const char *text, size_t length, uint32_t hash) {
    if (stripe->slots == NULL || (uint32_t)stripe->len * 2 > stripe->mask) {
        grow(stripe);
    }
    Name *name = arena_alloc(stripe->arena, sizeof *name + length + 1);
    int size;
    name->hash = hash;
    name->len = (unsigned)length;
    name->exported = rune_is_upper(utf8_decode(text, length, &size));
    name->blank = length == 1 && text[0] == '_';
    memcpy(name->text, text, length);
    put(stripe, name);
    stripe->len++;
    return name;
}

static Name *look_up(const Stripe *stripe, const char *text, size_t length, uint32_t hash) {
    if (stripe->slots == NULL) {
        return NULL;
    }
    for (uint32_t i = (hash / STRIPES) & stripe->mask; stripe->slots[i] != NULL; i = (i + 1) & stripe->mask) {
        Name *name = stripe->slots[i];
        if (name->hash == hash && name->len == length && memcmp(name->text, text, length) == 0) {
            return name;
        }
    }
    return NULL;
}

const Name *name_intern(Names *names, const char *text, size_t length) {
    uint32_t hash = hash_bytes(text, length);
    Stripe *stripe = &names->stripes[hash % STRIPES];
    pthread_mutex_lock(&stripe->lock);
    Name *name = look_up(stripe, text, length, hash);
    if (name == NULL) {
        name = add(stripe, text, length, hash);
    }
    pthread_mutex_unlock(&stripe->lock);
    return name;
}

const Name *name_of(Names *names, const char *text) { return name_intern(names, text, strlen(text)); }
