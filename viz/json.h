/* JSON: a picture for programs: what it shows and where. viz/README.md describes the schema. */
#ifndef VIZ_JSON_H
#define VIZ_JSON_H

#include "core/base/diag.h"
#include "viz/draw.h"

enum { PICTURE_SCHEMA_VERSION = 1 };

typedef struct JsonOptions {
    const Theme *theme; /* its sizes give the positions */
    const char *kind;
    const char *go;
    const char *link_template; /* NULL: no links */
    const SourceSet *sources;
} JsonOptions;

/* Appends the picture, ending in a newline. False and `why` filled: nobody could lay it out, all positions are null. */
bool json_picture(StrBuf *out, const Scene *scene, const JsonOptions *options, Diag *why);

/* Appends a string in quotes. Also safe inside an HTML script element: no < > & in it. */
void json_add_text(StrBuf *out, const char *text);

#endif
