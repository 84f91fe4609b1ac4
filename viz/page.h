/* Page: does a scene fill a slide better from left to right or from top to bottom? */
#ifndef VIZ_PAGE_H
#define VIZ_PAGE_H

#include "viz/scene.h"

/* Sets scene->sideways to what lets the picture be shown larger on a 16:9 page. Not for paths. */
void page_choose(Scene *scene);

#endif
