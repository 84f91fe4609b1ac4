/*
 * JSON: helpers over jansson for machine output.
 */
#ifndef REPL_JSON_H
#define REPL_JSON_H

#include <jansson.h>

#include "core/base/source.h"
#include "repl/app.h"

/* Returns a JSON string; bytes that are no UTF-8 become U+FFFD. NULL gives null. */
json_t *json_text(const char *text);
/* Sets "file", "line" and, as far as it is known, "column". */
void json_set_place(json_t *object, const SourceSet *sources, Pos pos);
void json_set_file_place(json_t *object, Place place);
/* Prints a value followed by a newline and releases it. flags: jansson's. */
void json_print(App *app, json_t *value, size_t flags);

#endif
