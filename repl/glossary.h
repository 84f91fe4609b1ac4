/*
 * Glossary: every form of line that gc prints, and what it means.
 */
#ifndef REPL_GLOSSARY_H
#define REPL_GLOSSARY_H

typedef struct GlossaryEntry {
    const char *form;    /* "moved to heap: X" */
    const char *keys[2]; /* pieces of a line that all have to be there; [1] may be NULL */
    const char *meaning; /* sentences */
    const char *example; /* Go, whole but for the package clause; it makes gc print such a line */
    int level;           /* 2: only -m=2 prints it */
} GlossaryEntry;

/* The i-th, most special first; NULL past the last. */
const GlossaryEntry *glossary_at(int i);

/* Returns the entry that a word, or a whole line of gc's, belongs to; NULL: none. */
const GlossaryEntry *glossary_find(const char *text);

#endif
