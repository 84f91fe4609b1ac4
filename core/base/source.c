#include "core/base/source.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* From byte `offset` on, lines count from `line` in `file`. */
typedef struct Directive {
    size_t offset;
    const char *file;
    int line;
    int column;  /* 0: columns are not known */
    int at_line; /* physical line the directive's numbering begins on */
} Directive;

struct Source {
    const char *name;
    const char *text;
    size_t length;
    uint32_t base; /* Pos of byte 0 */
    Arena *arena;
    VEC(uint32_t) lines; /* byte offsets of line starts; the first is 0 */
    VEC(Directive) directives;
};

struct SourceSet {
    Arena *arena;
    SourceSet *world;
    pthread_mutex_t lock;
    VEC(Source *) sources; /* ascending base */
    uint32_t next;
};

enum { FIRST_POS = 2 }; /* 0 and 1 are special */

static void release_lock(void *lock) { pthread_mutex_destroy(lock); }

SourceSet *sources_new(Arena *arena, SourceSet *world) {
    SourceSet *set = ARENA_NEW(arena, SourceSet);
    set->arena = arena;
    set->world = world;
    set->next = world != NULL ? POS_ANALYSIS_BASE : FIRST_POS;
    pthread_mutex_init(&set->lock, NULL);
    arena_on_free(arena, release_lock, &set->lock);
    return set;
}

Source *sources_add(SourceSet *set, const char *name, const char *text, size_t length, bool world) {
    if (world && set->world != NULL) {
        return sources_add(set->world, name, text, length, false);
    }
    Source *source = NULL;
    pthread_mutex_lock(&set->lock);
    uint32_t limit = set->world != NULL ? UINT32_MAX : POS_ANALYSIS_BASE - 1;
    if (length < limit - set->next) {
        source = ARENA_NEW(set->arena, Source);
        source->name = arena_strdup(set->arena, name);
        source->text = text;
        source->length = length;
        source->base = set->next;
        source->arena = set->arena;
        set->next += (uint32_t)length + 1;
        VEC_PUSH(set->arena, &set->sources, source);
    }
    pthread_mutex_unlock(&set->lock);
    return source;
}

const char *source_name(const Source *source) { return source->name; }
const char *source_text(const Source *source) { return source->text; }
size_t source_length(const Source *source) { return source->length; }
void source_rename(Source *source, const char *name) { source->name = name; }

Pos source_pos(const Source *source, size_t offset) { return (Pos){source->base + (uint32_t)offset}; }

size_t source_offset(const Source *source, Pos pos) { return pos.offset - source->base; }

/* The line table is made when it is first needed: most files never print a position. */
static void find_lines(Source *source) {
    if (source->lines.len > 0) {
        return;
    }
    VEC(uint32_t) lines = {0};
    VEC_PUSH(source->arena, &lines, 0);
    for (const char *at = source->text; (at = memchr(at, '\n', source->length - (size_t)(at - source->text)));) {
        at++;
        VEC_PUSH(source->arena, &lines, (uint32_t)(at - source->text));
    }
    source->lines.at = lines.at;
    source->lines.cap = lines.cap;
    source->lines.len = lines.len;
}

void source_add_line(Source *source, size_t offset) {
    (void)source;
    (void)offset; /* lines are found on demand */
}

static int line_at(const Source *source, size_t offset) {
    find_lines((Source *)(uintptr_t)source);
    int low = 0, high = source->lines.len;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (source->lines.at[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + 1;
}

void source_add_directive(Source *source, size_t offset, const char *file, int line, int column) {
    if (file == NULL) {
        file = source->directives.len > 0 ? VEC_LAST(&source->directives).file : source->name;
    }
    Directive directive = {
        .offset = offset, .file = file, .line = line, .column = column, .at_line = line_at(source, offset)};
    VEC_PUSH(source->arena, &source->directives, directive);
}

int source_line_count(const Source *source) {
    find_lines((Source *)(uintptr_t)source);
    return source->lines.len;
}

const char *source_line(const Source *source, int line, size_t *length) {
    *length = 0;
    if (line < 1 || line > source_line_count(source)) {
        return NULL;
    }
    size_t start = source->lines.at[line - 1];
    size_t end = line < source->lines.len ? source->lines.at[line] - 1 : source->length;
    if (end > start && source->text[end - 1] == '\r') {
        end--;
    }
    *length = end - start;
    return source->text + start;
}

const Source *sources_find(const SourceSet *set, Pos pos) {
    if (pos.offset < FIRST_POS) {
        return NULL;
    }
    if (set->world != NULL && pos.offset < POS_ANALYSIS_BASE) {
        return sources_find(set->world, pos);
    }
    int low = 0, high = set->sources.len;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (set->sources.at[middle]->base <= pos.offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low < set->sources.len ? set->sources.at[low] : NULL;
}

static const Directive *directive_at(const Source *source, size_t offset) {
    const Directive *found = NULL;
    for (int i = 0; i < source->directives.len && source->directives.at[i].offset <= offset; i++) {
        found = &source->directives.at[i];
    }
    return found;
}

Place sources_place(const SourceSet *set, Pos pos) {
    if (pos.offset == POS_AUTOGENERATED.offset) {
        return (Place){.file = "<autogenerated>", .line = 1};
    }
    const Source *source = sources_find(set, pos);
    if (source == NULL) {
        return (Place){0};
    }
    size_t offset = source_offset(source, pos);
    Place place = {.file = source->name, .source = source};
    place.source_line = line_at(source, offset);
    place.source_column = (int)(offset - source->lines.at[place.source_line - 1]) + 1;
    place.line = place.source_line;
    place.column = place.source_column;
    const Directive *directive = directive_at(source, offset);
    if (directive != NULL) {
        place.file = directive->file;
        place.line = directive->line + (place.source_line - directive->at_line);
        if (directive->column == 0) {
            place.column = 0;
        } else if (place.source_line == directive->at_line) {
            place.column = directive->column + (int)(offset - directive->offset);
        }
    }
    return place;
}

void sources_format(const SourceSet *set, Pos pos, StrBuf *out) {
    Place place = sources_place(set, pos);
    if (place.file == NULL) {
        return;
    }
    /* gc writes ?? for the empty name of a line directive. */
    strbuf_printf(out, "%s:%d", place.file[0] != '\0' ? place.file : "??", place.line);
    if (place.column > 0 && place.column < COLUMN_MAX) {
        strbuf_printf(out, ":%d", place.column);
    }
}

bool pos_before(Pos a, Pos b) { return a.offset < b.offset; }
bool pos_known(Pos pos) { return pos.offset > POS_AUTOGENERATED.offset; }
bool pos_equal(Pos a, Pos b) { return a.offset == b.offset; }
