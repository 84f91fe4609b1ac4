/*
 * Imports: which package of the standard library a name without import means.
 */
#ifndef REPL_IMPORTS_H
#define REPL_IMPORTS_H

#include <stdbool.h>

/* Returns the import path of the package called `name`, NULL when there is none; *other gets a second one. */
const char *import_for_name(const char *name, const char **other);

#endif
