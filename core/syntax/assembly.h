/*
 * Assembly: which functions the assembly files of a package define, and which ones they refer to. Both matter to the
 * wrappers that pass arguments from registers to the stack and back. gc: cmd/asm/internal/asm ParseSymABIs;
 * cmd/asm/internal/lex.
 */
#ifndef CORE_SYNTAX_ASSEMBLY_H
#define CORE_SYNTAX_ASSEMBLY_H

#include <stddef.h>

#include "core/base/map.h"

/* How arguments are passed. */
typedef enum Abi { ABI_NONE, ABI_STACK, ABI_REGISTERS } Abi;

typedef struct Assembly {
    StrMap *defined;       /* "path.name" -> Abi, as (void *)(uintptr_t) */
    StrMap *used_by_stack; /* "path.name": set, when something refers to it by ABI_STACK */
} Assembly;

/* Returns the text of an included file, NULL when it is not there (that is no error). */
typedef const char *AssemblyInclude(void *context, const char *name, size_t *length);

typedef struct AssemblyConfig {
    Arena *arena;
    const char *path; /* of the package: what names without one belong to */
    AssemblyInclude *include;
    void *context;
} AssemblyConfig;

/* Returns an empty one. */
Assembly *assembly_new(Arena *arena);
/* Adds what a file says. Text that is no assembly adds nothing. */
void assembly_add(Assembly *assembly, const AssemblyConfig *config, const char *text, size_t length);

#endif
