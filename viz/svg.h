/* Svg: what libgvc wrote, made fit to be shown: no comments, and nothing that is not to be seen yet. */
#ifndef VIZ_SVG_H
#define VIZ_SVG_H

#include "viz/render.h"

/* Appends the picture. `inlined`: as part of an HTML page, without declarations before it. */
void svg_add(StrBuf *out, const Image *image, bool inlined);

#endif
