/* Pages: several PDFs of one page each, as one. The only file that calls qpdf_*; libqpdf is loaded when it is needed.
 */
#ifndef VIZ_PAGES_H
#define VIZ_PAGES_H

#include "viz/render.h"

/* Joins `count` PDFs, in order. False and `why` filled: no libqpdf, or it refused. The result lives in the arena and
 * carries no date. */
bool pages_join(Arena *arena, const Image *pages, int count, Image *joined, Diag *why);

#endif
