/*
 * Examples: one built-in program for each cause of core/explain/causes.def, but for those that need the standard
 * library (too-aligned).
 */
#ifndef REPL_EXAMPLES_H
#define REPL_EXAMPLES_H

typedef struct Example {
    const char *name;    /* of the cause */
    const char *summary; /* what happens in it */
    const char *text;    /* a whole Go file */
} Example;

/* The i-th, in the order of the causes; NULL past the last. */
const Example *example_at(int i);
/* The one of that name, NULL when there is none. */
const Example *example_find(const char *name);

#endif
