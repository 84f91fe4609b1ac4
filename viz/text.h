/* Text: a Scene drawn with characters. */
#ifndef VIZ_TEXT_H
#define VIZ_TEXT_H

#include "core/base/strbuf.h"
#include "viz/scene.h"

/* Appends the drawing, `width` columns wide (at least 40). ascii: no characters beyond ASCII but the program's own. */
void text_draw(StrBuf *out, const Scene *scene, int width, bool ascii);

/* Returns the text with newlines put in so that no line is wider than `columns`, as far as its words allow. */
const char *text_wrapped(Arena *arena, const char *text, int columns);

#endif
