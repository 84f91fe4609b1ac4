/*
 * Names are interned: two equal names are one pointer, so names compare with ==.
 * One table serves all threads of a process's world; it is internally locked.
 */
#ifndef CORE_BASE_INTERN_H
#define CORE_BASE_INTERN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Names Names;

/* An interned name: NUL-terminated UTF-8 that lives as long as its table. */
typedef struct Name {
    unsigned hash;
    unsigned len;      /* bytes */
    bool exported;     /* starts with an upper-case letter. Spec: #Exported_identifiers. */
    bool blank;        /* is "_" */
    unsigned char tok; /* of a reserved word: its kind (names_reserve); 0 for an identifier */
    char text[];
} Name;

/* Returns a new table, or NULL without memory. Release with names_free. */
Names *names_new(void);
void names_free(Names *names);

/* Marks the words of the kinds first <= kind < end as reserved: text(kind) gives the word. Once a table; thread-safe.
 */
void names_reserve(Names *names, const char *(*text)(int kind), int first, int end);

/* Returns the one Name of these bytes, adding it if it is new. Thread-safe. */
const Name *name_intern(Names *names, const char *text, size_t length);
const Name *name_of(Names *names, const char *text);

#endif
