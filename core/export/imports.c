/*
 * Imported packages: their names, and references between and inside summaries.
 */
#include "core/export/internal.h"

#include <string.h>

uint32_t summary_word(const char *bytes, uint32_t offset) {
    const unsigned char *at = (const unsigned char *)bytes + offset;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint32_t summary_head(const char *bytes, Head which) { return summary_word(bytes, (uint32_t)which * 4); }

ByteReader summary_entry(const char *bytes, Head table, Head count, uint32_t i) {
    const uint32_t offsets = summary_head(bytes, table);
    const uint32_t entries = offsets + 4 * (summary_head(bytes, count) + 1);
    const uint32_t from = summary_word(bytes, offsets + 4 * i), to = summary_word(bytes, offsets + 4 * (i + 1));
    return bytes_reader(bytes + entries + from, to - from);
}

/* ---- the universe ---- */

UniverseEntries universe_entries(Arena *arena, const Universe *u) {
    UniverseEntries entries = {0};
    const Scope *scopes[] = {u->scope, u->unsafe_package->scope};
    for (int s = 0; s < 2; s++) {
        for (int i = 0; i < scopes[s]->objects.len; i++) {
            VEC_PUSH(arena, &entries.objects, scopes[s]->objects.at[i]);
        }
    }
    VEC_PUSH(arena, &entries.objects, u->error_error);
    for (int i = 0; i < BASIC_COUNT; i++) {
        VEC_PUSH(arena, &entries.types, u->basic[i]);
    }
    Type *others[] = {u->byte_type,  u->rune_type,       u->any_type,        u->any_alias,
                      u->error_type, u->comparable_type, u->empty_interface, u->empty_tuple};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        VEC_PUSH(arena, &entries.types, others[i]);
    }
    return entries;
}

/* ---- packages ---- */

Imports *imports_new(const ImportsConfig *config) {
    Imports *imports = ARENA_NEW(config->arena, Imports);
    imports->config = *config;
    imports->arena = config->arena;
    imports->packages = strmap_new(config->arena);
    imports->instances = instances_new(config->arena, config->universe);
    imports->universe = universe_entries(config->arena, config->universe);
    return imports;
}

static const char *string_at(const ImportedPackage *p, uint32_t i, size_t *length) {
    const ByteReader entry = summary_entry(p->exported->bytes, HEAD_STRINGS, HEAD_STRING_COUNT, i);
    *length = (size_t)(entry.end - entry.at);
    return (const char *)entry.at;
}

static const Name *name_at(ImportedPackage *p, uint32_t i) {
    const Name *name = atomic_load_explicit(&p->names[i], memory_order_acquire);
    if (name == NULL) {
        size_t length;
        const char *text = string_at(p, i, &length);
        name = name_intern(p->imports->config.names, text, length);
        atomic_store_explicit(&p->names[i], name, memory_order_release);
    }
    return name;
}

/* Binary search of the sorted scope. */
static Object *find_in_scope(Stored *stored, const Name *name) {
    ImportedPackage *p = (ImportedPackage *)stored;
    const char *bytes = p->exported->bytes;
    const uint32_t scope = summary_head(bytes, HEAD_SCOPE);
    uint32_t low = 0, high = summary_head(bytes, HEAD_SCOPE_COUNT);
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        size_t length;
        const char *text = string_at(p, summary_word(bytes, scope + 8 * middle), &length);
        int order = memcmp(name->text, text, name->len < length ? name->len : length);
        if (order == 0) {
            order = name->len < length ? -1 : name->len > length;
        }
        if (order == 0) {
            return imported_object(p, summary_word(bytes, scope + 8 * middle + 4));
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

/* The scope's objects have the first numbers. */
static void read_scope(Stored *stored) {
    ImportedPackage *p = (ImportedPackage *)stored;
    if (p->has_scope) {
        return;
    }
    p->has_scope = true;
    const uint32_t count = summary_head(p->exported->bytes, HEAD_SCOPE_COUNT);
    for (uint32_t i = 0; i < count; i++) {
        VEC_PUSH(p->imports->arena, &p->package->scope->objects, imported_object(p, i));
    }
}

/* The foreign files of a summary are those of packages that it names. */
static Source *foreign_file(ImportedPackage *p, Reader *r) {
    const uint64_t package = bytes_read_uint(&r->in);
    const uint64_t file = bytes_read_uint(&r->in);
    if (package == 0) {
        return NULL;
    }
    const Exported *other = p->imports->config.find(p->imports->config.context, p->packages[package - 1]->path);
    return other != NULL ? other->sources[file] : NULL;
}

static void read_files(ImportedPackage *p) {
    const uint32_t at = summary_head(p->exported->bytes, HEAD_FILES);
    Arena *arena = p->imports->arena;
    Reader r = {.from = p, .arena = arena, .in = bytes_reader(p->exported->bytes + at, p->exported->size - at)};
    const int own = (int)bytes_read_uint(&r.in);
    VEC(Source *) files = {0};
    for (int i = 0; i < own; i++) {
        source_skip_written(&r.in);
        File *file = ARENA_NEW(arena, File);
        file->source = p->exported->sources[i];
        file->go_version = read_string(&r);
        VEC_PUSH(arena, &p->package->files, file);
        VEC_PUSH(arena, &files, file->source);
    }
    const int foreign = (int)bytes_read_uint(&r.in);
    for (int i = 0; i < foreign; i++) {
        VEC_PUSH(arena, &files, foreign_file(p, &r));
    }
    p->files = files.at;
}

/* Packages that a summary refers to are opened at once; that reads nothing of them. */
static void read_packages(ImportedPackage *p) {
    const uint32_t at = summary_head(p->exported->bytes, HEAD_PACKAGES);
    Imports *imports = p->imports;
    Reader r = {
        .from = p, .arena = imports->arena, .in = bytes_reader(p->exported->bytes + at, p->exported->size - at)};
    p->package->path = read_string(&r);
    p->package->name = read_name(&r);
    p->package->go_version = read_string(&r);
    p->package->is_std = bytes_read_bool(&r.in);
    const int n = (int)bytes_read_uint(&r.in);
    p->packages = ARENA_ARRAY(imports->arena, Package *, n);
    for (int i = 0; i < n; i++) {
        const Exported *exported = imports->config.find(imports->config.context, read_string(&r));
        p->packages[i] = exported != NULL ? imports_package(imports, exported) : NULL;
        if (p->packages[i] != NULL) {
            VEC_PUSH(imports->arena, &p->package->imports,
                     p->packages[i]); /* messages tell packages of one name apart */
        }
    }
}

ImportedPackage *imports_open(Imports *imports, const Exported *exported) {
    ImportedPackage *p = strmap_get(imports->packages, exported->path);
    if (p != NULL) {
        return p;
    }
    Arena *arena = imports->arena;
    p = ARENA_NEW(arena, ImportedPackage);
    strmap_set(imports->packages, exported->path, p);
    p->stored = (Stored){read_named_declaration, read_tree, find_in_scope, read_scope};
    p->imports = imports;
    p->exported = exported;
    p->names = exported->names != NULL
                   ? exported->names
                   : ARENA_ARRAY(arena, SharedName, summary_head(exported->bytes, HEAD_STRING_COUNT));
    p->objects = ARENA_ARRAY(arena, Object *, summary_head(exported->bytes, HEAD_OBJECT_COUNT));
    p->types = ARENA_ARRAY(arena, Type *, summary_head(exported->bytes, HEAD_TYPE_COUNT));
    p->package = ARENA_NEW(arena, Package);
    p->package->complete = true;
    p->package->scope = scope_new(arena, imports->config.universe->scope, POS_NONE, POS_NONE);
    p->package->scope->stored = &p->stored;
    read_packages(p);
    read_files(p);
    return p;
}

void exported_share_names(Arena *arena, Exported *exported) {
    exported->names = ARENA_ARRAY(arena, SharedName, summary_head(exported->bytes, HEAD_STRING_COUNT));
}

Package *imports_package(Imports *imports, const Exported *exported) {
    return imports_open(imports, exported)->package;
}

int summary_source_count(const char *bytes) {
    ByteReader in = bytes_reader(bytes + summary_head(bytes, HEAD_FILES), 10);
    return (int)bytes_read_uint(&in);
}

Source *summary_add_source(SourceSet *world, const char *bytes, int i) {
    const uint32_t at = summary_head(bytes, HEAD_FILES);
    ByteReader in = bytes_reader(bytes + at, summary_head(bytes, HEAD_END) - at);
    bytes_read_uint(&in);
    for (int k = 0; k < i; k++) {
        source_skip_written(&in);
        bytes_read_uint(&in);
    }
    return sources_add_written(world, &in);
}

/* ---- references ---- */

const char *read_string(Reader *r) {
    const uint64_t n = bytes_read_uint(&r->in);
    if (n == 0) {
        return NULL;
    }
    size_t length;
    const char *text = string_at(r->from, (uint32_t)n - 1, &length);
    return arena_strndup(r->arena, text, length);
}

const Name *read_name(Reader *r) {
    const uint64_t n = bytes_read_uint(&r->in);
    return n != 0 ? name_at(r->from, (uint32_t)n - 1) : NULL;
}

Pos read_pos(Reader *r) {
    const uint64_t n = bytes_read_uint(&r->in);
    if (n < POSITION_FIRST) {
        return n == POSITION_AUTOGENERATED ? POS_AUTOGENERATED : POS_NONE;
    }
    const uint64_t offset = bytes_read_uint(&r->in);
    const Source *source = r->from->files[n - POSITION_FIRST];
    return source != NULL ? source_pos(source, offset) : POS_NONE;
}

Package *read_package_ref(Reader *r) {
    const uint64_t n = bytes_read_uint(&r->in);
    switch (n) {
    case PACKAGE_NONE: return NULL;
    case PACKAGE_SELF: return r->from->package;
    case PACKAGE_UNSAFE: return r->from->imports->config.universe->unsafe_package;
    default: return r->from->packages[n - PACKAGE_FIRST];
    }
}

static Object *foreign_object(Reader *r, uint64_t package) {
    const Package *other = r->from->packages[package];
    const uint32_t i = (uint32_t)bytes_read_uint(&r->in);
    return imported_object((ImportedPackage *)other->scope->stored, i);
}

Object *read_object_ref(Reader *r) {
    const uint64_t reference = bytes_read_uint(&r->in);
    const uint64_t n = reference >> 2;
    switch ((ReferenceKind)(reference & 3)) {
    case REF_UNIVERSE: return n == 0 ? NULL : r->from->imports->universe.objects.at[n - 1];
    case REF_OWN: return imported_object(r->from, (uint32_t)n);
    case REF_FOREIGN: return foreign_object(r, n);
    case REF_OF_INSTANCE: return named_method(type_as_named(read_type_ref(r)), (int)n);
    }
    return NULL;
}

Type *read_type_ref(Reader *r) {
    const uint64_t reference = bytes_read_uint(&r->in);
    const uint64_t n = reference >> 2;
    switch ((ReferenceKind)(reference & 3)) {
    case REF_UNIVERSE: return n == 0 ? NULL : r->from->imports->universe.types.at[n - 1];
    case REF_OWN: return imported_type(r->from, (uint32_t)n);
    case REF_FOREIGN: return foreign_object(r, n)->type;
    case REF_OF_INSTANCE: break;
    }
    return NULL;
}

TypeList *read_type_list(Reader *r) {
    const uint64_t n = bytes_read_uint(&r->in);
    if (n == 0) {
        return NULL;
    }
    TypeList *list = ARENA_NEW(r->arena, TypeList);
    list->len = (int)n - 1;
    list->at = ARENA_ARRAY(r->arena, Type *, list->len);
    for (int i = 0; i < list->len; i++) {
        list->at[i] = read_type_ref(r);
    }
    return list;
}
