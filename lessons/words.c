#include "lessons/words.h"

#include "core/explain/translate.h"

static const char *const english[WORD_COUNT] = {
#define WORD(id, text) [WORD_##id] = text,
#include "lessons/words.def"
#undef WORD
};

const char *word_say(Arena *arena, const char *locale, Word word, const char *a, const char *b, const char *c) {
    return tr_fill(arena, locale, english[word], a, b, c, "");
}
