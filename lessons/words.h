/*
 * Words: every sentence that the lessons' runner says, by id, in words.def and nowhere else. Placeholders are
 * positional (%1 … %3), so that a translation may order them as it needs.
 */
#ifndef LESSONS_WORDS_H
#define LESSONS_WORDS_H

#include "core/base/arena.h"

typedef enum Word {
#define WORD(id, english) WORD_##id,
#include "lessons/words.def"
#undef WORD
    WORD_COUNT
} Word;

/* Returns the sentence with its placeholders replaced; "" for those without. Lives in `arena`. */
const char *word_say(Arena *arena, const char *locale, Word word, const char *a, const char *b, const char *c);

#endif
