/* Link: one URL for each place in the source, made from a template such as "https://example.org/{file}#L{line}". */
#ifndef VIZ_LINK_H
#define VIZ_LINK_H

#include "core/base/source.h"

/* True when the braces of the template hold nothing but file, line and column. */
bool link_template_ok(const char *template);

/* Returns the URL of a place; "" when it has none. What could end an attribute or a line is written as %XX. */
const char *link_to(Arena *arena, const char *template, const SourceSet *sources, Pos pos);

#endif
