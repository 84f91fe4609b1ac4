/* The sentences. Placeholders are positional (%1 … %4), so that a translation may order them as it needs. */
#include "core/explain/internal.h"

static const char *const ENGLISH[PHRASE_COUNT] = {
#define PHRASE(id, english) [PHRASE_##id] = english,
#include "core/explain/phrases.def"
#undef PHRASE
};

const char *say(const ExplainConfig *config, Phrase phrase, const char *a, const char *b, const char *c,
                const char *d) {
    const char *const args[] = {a, b, c, d};
    StrBuf out = strbuf_new(config->arena);
    for (const char *at = ENGLISH[phrase]; *at != '\0'; at++) {
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '4') {
            strbuf_add(&out, args[at[1] - '1']);
            at++;
        } else {
            strbuf_byte(&out, *at);
        }
    }
    return strbuf_text(&out);
}

const char *say_bytes(const ExplainConfig *config, int64_t bytes) {
    const char *number = arena_printf(config->arena, "%lld", (long long)bytes);
    return say(config, bytes == 1 ? PHRASE_ONE_BYTE : PHRASE_BYTES, number, "", "", "");
}
