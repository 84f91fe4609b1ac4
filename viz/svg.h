/* Svg: what libgvc wrote, made fit to be shown: no comments, nothing that is not to be seen yet, words at the pointer.
 */
#ifndef VIZ_SVG_H
#define VIZ_SVG_H

#include "viz/render.h"
#include "viz/scene.h"

typedef struct SvgOptions {
    const Scene *scene; /* whose elements were drawn with ids */
    bool inlined;       /* as part of an HTML page, without declarations before it */
    bool verdicts;      /* at the pointer too: there are no steps that tell them later */
} SvgOptions;

/* Appends the picture. The <title> of each element says what it shows. */
void svg_add(StrBuf *out, const Image *image, const SvgOptions *options);

#endif
