/*
 * Translate: texts in the reader's language. A text is looked up by its English words in the catalogue of a locale
 * (core/explain/po/LOCALE.po, made a table by the build). The locale is an argument: nothing here asks libc for one.
 *
 * What gc prints, Go's names and the names of causes are no texts and are never looked up.
 */
#ifndef CORE_EXPLAIN_TRANSLATE_H
#define CORE_EXPLAIN_TRANSLATE_H

#include "core/base/arena.h"

/* Returns the text in the language of the locale; `english` itself when there is no translation, for "en" and for
 * NULL. A text with placeholders of printf may be used as a format. */
const char *tr(const char *locale, const char *english) __attribute__((format_arg(2)));

/*
 * Returns the translated text with its %1 … %4 replaced. Chinese and Latin letters that meet at the edge of a
 * replacement are set apart by a space, so that catalogues need none. Lives in `arena`.
 */
const char *tr_fill(Arena *arena, const char *locale, const char *english, const char *a, const char *b, const char *c,
                    const char *d);

/* Marks a text that is looked up later. */
#define TR_LATER(english) english

/* Returns "en" or the locale of a catalogue for a name as the environment has it ("zh_CN.UTF-8", "zh", "C"); NULL:
 * there is none. */
const char *locale_find(const char *name);

#endif
