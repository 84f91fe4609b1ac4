/* The sentences. Placeholders are positional (%1 … %4), so that a translation may order them as it needs. */
#include "core/explain/internal.h"
#include "core/explain/translate.h"

static const char *const ENGLISH[PHRASE_COUNT] = {
#define PHRASE(id, english) [PHRASE_##id] = english,
#include "core/explain/phrases.def"
#undef PHRASE
};

const char *say(const ExplainConfig *config, Phrase phrase, const char *a, const char *b, const char *c,
                const char *d) {
    return tr_fill(config->arena, config->locale, ENGLISH[phrase], a, b, c, d);
}

const char *say_bytes(const ExplainConfig *config, int64_t bytes) {
    const char *number = arena_printf(config->arena, "%lld", (long long)bytes);
    return say(config, bytes == 1 ? PHRASE_ONE_BYTE : PHRASE_BYTES, number, "", "", "");
}
