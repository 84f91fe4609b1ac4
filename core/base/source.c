#include "core/base/source.h"

#include <pthread.h>
#include <stdatomic.h>
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
    SourceSet *set;
    atomic_bool has_lines;
    VEC(uint32_t) lines; /* byte offsets of line starts; the first is 0 */
    VEC(Directive) directives;
};

struct SourceSet {
    Arena *arena;
    SourceSet *world;
    const char *here; /* the folder that relative names start from; NULL: not known */
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

static Source *add_source(SourceSet *set, const char *name, const char *text, size_t length) {
    Source *source = NULL;
    pthread_mutex_lock(&set->lock);
    uint32_t limit = set->world != NULL ? UINT32_MAX : POS_ANALYSIS_BASE - 1;
    if (length < limit - set->next) {
        source = ARENA_NEW(set->arena, Source);
        source->name = arena_strdup(set->arena, name);
        source->text = text;
        source->length = length;
        source->base = set->next;
        source->set = set;
        set->next += (uint32_t)length + 1;
        VEC_PUSH(set->arena, &set->sources, source);
    }
    pthread_mutex_unlock(&set->lock);
    return source;
}

Source *sources_add(SourceSet *set, const char *name, const char *text, size_t length, bool world) {
    return add_source(world && set->world != NULL ? set->world : set, name, text, length);
}

const char *source_name(const Source *source) { return source->name; }
const char *source_text(const Source *source) { return source->text; }
size_t source_length(const Source *source) { return source->length; }
void source_rename(Source *source, const char *name) { source->name = name; }

Pos source_pos(const Source *source, size_t offset) { return (Pos){source->base + (uint32_t)offset}; }

size_t source_offset(const Source *source, Pos pos) { return pos.offset - source->base; }

/* The line table is made when it is first needed: most files never print a position. */
static void find_lines(Source *source) {
    if (atomic_load_explicit(&source->has_lines, memory_order_acquire)) {
        return;
    }
    SourceSet *set = source->set;
    pthread_mutex_lock(&set->lock);
    if (source->lines.len == 0) {
        VEC_PUSH(set->arena, &source->lines, 0);
        for (const char *at = source->text; (at = memchr(at, '\n', source->length - (size_t)(at - source->text)));) {
            at++;
            VEC_PUSH(set->arena, &source->lines, (uint32_t)(at - source->text));
        }
        atomic_store_explicit(&source->has_lines, true, memory_order_release);
    }
    pthread_mutex_unlock(&set->lock);
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
    const int at_line = line_at(source, offset);
    pthread_mutex_lock(&source->set->lock);
    if (file != NULL) {
        file = arena_strdup(source->set->arena, file);
    } else {
        file = source->directives.len > 0 ? VEC_LAST(&source->directives).file : source->name;
    }
    const Directive directive = {.offset = offset, .file = file, .line = line, .column = column, .at_line = at_line};
    VEC_PUSH(source->set->arena, &source->directives, directive);
    pthread_mutex_unlock(&source->set->lock);
}

int source_line_count(const Source *source) {
    find_lines((Source *)(uintptr_t)source);
    return source->lines.len;
}

const char *source_line(const Source *source, int line, size_t *length) {
    *length = 0;
    if (source->text == NULL || line < 1 || line > source_line_count(source)) {
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
    SourceSet *locked = (SourceSet *)(uintptr_t)set;
    pthread_mutex_lock(&locked->lock);
    int low = 0, high = set->sources.len;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (set->sources.at[middle]->base <= pos.offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const Source *found = low < set->sources.len ? set->sources.at[low] : NULL;
    pthread_mutex_unlock(&locked->lock);
    return found;
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
        place.redirected = true;
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

void sources_set_here(SourceSet *set, const char *here) { set->here = here; }
const char *sources_here(const SourceSet *set) { return set->here; }

/* Appends the way from one folder to a file; both are absolute. */
static void add_way(StrBuf *out, const char *dir, const char *path) {
    size_t common = 0;
    for (size_t i = 0; dir[i] == path[i]; i++) {
        if (path[i] == '/') {
            common = i + 1;
        }
        if (dir[i] == '\0') {
            break;
        }
    }
    const size_t n = strlen(dir);
    if (strncmp(dir, path, n) == 0 && path[n] == '/') { /* below it */
        strbuf_add(out, path + n + 1);
        return;
    }
    strbuf_add(out, "../");
    for (const char *at = dir + common; *at != '\0'; at++) {
        strbuf_add(out, *at == '/' ? "../" : "");
    }
    strbuf_add(out, path + common);
}

const char *place_file_from(Arena *arena, Place place, const char *dir) {
    const Source *source = place.source;
    const bool elsewhere = dir != NULL && source != NULL && place.file == source->name && source->set->world == NULL;
    if (!elsewhere || source->set->here == NULL) {
        return place.file;
    }
    const char *path =
        source->name[0] == '/' ? source->name : arena_printf(arena, "%s/%s", source->set->here, source->name);
    StrBuf out = strbuf_new(arena);
    add_way(&out, dir, path);
    return strbuf_text(&out);
}

void sources_format(const SourceSet *set, Pos pos, StrBuf *out) { sources_format_from(set, pos, NULL, out); }

void sources_format_from(const SourceSet *set, Pos pos, const char *dir, StrBuf *out) {
    Place place = sources_place(set, pos);
    if (place.file == NULL) {
        return;
    }
    strbuf_printf(out, "%s:%d", place_file_from(out->arena, place, dir), place.line);
    if (place.column > 0 && place.column < COLUMN_MAX) {
        strbuf_printf(out, ":%d", place.column);
    }
}

bool pos_before(Pos a, Pos b) { return a.offset < b.offset; }
bool pos_known(Pos pos) { return pos.offset > POS_AUTOGENERATED.offset; }
bool pos_equal(Pos a, Pos b) { return a.offset == b.offset; }

/* ---- without the text ---- */

/* A directive that kept the file's own name names the other one there. */
static void copy_lines(Source *to, const char *own, const uint32_t *lines, int line_count, const Directive *directives,
                       int directive_count) {
    SourceSet *set = to->set;
    pthread_mutex_lock(&set->lock);
    for (int i = 0; i < line_count; i++) {
        VEC_PUSH(set->arena, &to->lines, lines[i]);
    }
    for (int i = 0; i < directive_count; i++) {
        Directive directive = directives[i];
        directive.file = strcmp(directive.file, own) == 0 ? to->name : arena_strdup(set->arena, directive.file);
        VEC_PUSH(set->arena, &to->directives, directive);
    }
    atomic_store_explicit(&to->has_lines, true, memory_order_release);
    pthread_mutex_unlock(&set->lock);
}

Source *sources_add_twin(SourceSet *world, const Source *source, const char *name) {
    Source *twin = sources_add(world, name, source->text, source->length, true);
    if (twin != NULL) {
        find_lines((Source *)(uintptr_t)source);
        copy_lines(twin, source->name, source->lines.at, source->lines.len, source->directives.at,
                   source->directives.len);
    }
    return twin;
}

/* Lines by their lengths. */
void source_write(const Source *source, StrBuf *out) {
    find_lines((Source *)(uintptr_t)source);
    bytes_text(out, source->name, strlen(source->name));
    bytes_uint(out, source->length);
    StrBuf rest = strbuf_new(out->arena);
    bytes_uint(&rest, (uint64_t)source->lines.len);
    for (int i = 1; i < source->lines.len; i++) {
        bytes_uint(&rest, source->lines.at[i] - source->lines.at[i - 1]);
    }
    bytes_uint(&rest, (uint64_t)source->directives.len);
    for (int i = 0; i < source->directives.len; i++) {
        const Directive *directive = &source->directives.at[i];
        bytes_uint(&rest, directive->offset);
        bytes_text(&rest, directive->file, strlen(directive->file));
        bytes_int(&rest, directive->line);
        bytes_int(&rest, directive->column);
        bytes_int(&rest, directive->at_line);
    }
    bytes_text(out, strbuf_text(&rest), rest.len);
}

void source_skip_written(ByteReader *in) {
    size_t length;
    bytes_read_text(in, &length);
    bytes_read_uint(in);
    bytes_read_text(in, &length);
}

static Directive read_directive(Arena *arena, ByteReader *in) {
    Directive directive = {.offset = bytes_read_uint(in)};
    size_t length;
    const char *file = bytes_read_text(in, &length);
    directive.file = arena_strndup(arena, file, length);
    directive.line = (int)bytes_read_int(in);
    directive.column = (int)bytes_read_int(in);
    directive.at_line = (int)bytes_read_int(in);
    return directive;
}

Source *sources_add_written(SourceSet *world, ByteReader *in) {
    Arena *scratch = arena_new();
    size_t length;
    const char *text = bytes_read_text(in, &length);
    const char *name = arena_strndup(scratch, text, length);
    const size_t size = bytes_read_uint(in);
    text = bytes_read_text(in, &length);
    ByteReader rest = bytes_reader(text, length);
    VEC(uint32_t) lines = {0};
    const int line_count = (int)bytes_read_uint(&rest);
    for (int i = 0; i < line_count; i++) {
        const uint32_t start = i == 0 ? 0 : VEC_LAST(&lines) + (uint32_t)bytes_read_uint(&rest);
        VEC_PUSH(scratch, &lines, start);
    }
    VEC(Directive) directives = {0};
    const int directive_count = (int)bytes_read_uint(&rest);
    for (int i = 0; i < directive_count; i++) {
        VEC_PUSH(scratch, &directives, read_directive(scratch, &rest));
    }
    Source *source = sources_add(world, name, NULL, size, true);
    if (source != NULL) {
        copy_lines(source, name, lines.at, lines.len, directives.at, directives.len);
    }
    arena_free(scratch);
    return source;
}
