#include "repl/json.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/unicode.h"

json_t *json_text(const char *text) {
    if (text == NULL) {
        return json_null();
    }
    json_t *plain = json_string(text);
    if (plain != NULL) {
        return plain;
    }
    Arena *scratch = arena_new();
    StrBuf clean = strbuf_new(scratch);
    const size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        int size;
        strbuf_rune(&clean, utf8_decode(text + i, length - i, &size));
        i += (size_t)size;
    }
    json_t *value = json_string(strbuf_text(&clean));
    arena_free(scratch);
    return value;
}

void json_set_place(json_t *object, const SourceSet *sources, Pos pos) {
    if (pos_known(pos)) {
        json_set_file_place(object, sources_place(sources, pos));
    }
}

void json_set_file_place(json_t *object, Place place) {
    json_object_set_new(object, "file", json_text(place.file != NULL ? place.file : ""));
    json_object_set_new(object, "line", json_integer(place.line));
    if (place.column > 0 && place.column < COLUMN_MAX) {
        json_object_set_new(object, "column", json_integer(place.column));
    }
}

void json_print(App *app, json_t *value, size_t flags) {
    char *text = json_dumps(value, flags | JSON_ENCODE_ANY);
    if (text != NULL) {
        fprintf(app->out, "%s\n", text);
    }
    free(text);
    json_decref(value);
}
