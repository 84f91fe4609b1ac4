#include "viz/pages.h"

#include <dlfcn.h>
#include <string.h>

#include "core/explain/translate.h"

/* What is used of libqpdf, by its documented signatures (qpdf/qpdf-c.h, from 11 on). */
typedef struct Qpdf {
    void *library;
    void *(*init)(void);
    void (*cleanup)(void **qpdf);
    void (*suppress_warnings)(void *qpdf, int value);
    int (*read_memory)(void *qpdf, const char *name, const char *bytes, unsigned long long size, const char *password);
    int (*empty_pdf)(void *qpdf);
    unsigned (*get_page)(void *qpdf, size_t index);
    int (*add_page)(void *qpdf, void *from, unsigned page, int first);
    int (*write_memory)(void *qpdf);
    void (*deterministic_id)(void *qpdf, int value);
    void (*object_streams)(void *qpdf, int mode);
    int (*write)(void *qpdf);
    size_t (*buffer_length)(void *qpdf);
    const unsigned char *(*buffer)(void *qpdf);
} Qpdf;

enum { QPDF_ERRORS = 2, OBJECT_STREAMS_GENERATE = 2 };

static bool fail(Diag *why, const char *text) {
    *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = text};
    return false;
}

/* ISO C has no way from void * to a function; POSIX has this one. */
static bool find(void *library, const char *name, void *place, size_t size) {
    void *symbol = dlsym(library, name);
    memcpy(place, &symbol, size);
    return symbol != NULL;
}
#define FIND(q, name, member) find((q)->library, (name), &(q)->member, sizeof(q)->member)

static bool qpdf_load(Qpdf *q, Diag *why) {
    static const char *const names[] = {"libqpdf.so.29",    "libqpdf.so.30",    "libqpdf.so",
                                        "libqpdf.29.dylib", "libqpdf.30.dylib", "libqpdf.dylib"};
    for (size_t i = 0; q->library == NULL && i < sizeof names / sizeof names[0]; i++) {
        q->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    if (q->library == NULL) {
        return fail(why, TR_LATER("one PDF of all pictures needs the library libqpdf, which is not installed here "
                                  "(Debian: apt install libqpdf29; macOS: brew install qpdf)"));
    }
    bool whole = FIND(q, "qpdf_init", init) && FIND(q, "qpdf_cleanup", cleanup) &&
                 FIND(q, "qpdf_set_suppress_warnings", suppress_warnings) && FIND(q, "qpdf_read_memory", read_memory) &&
                 FIND(q, "qpdf_empty_pdf", empty_pdf) && FIND(q, "qpdf_get_page_n", get_page) &&
                 FIND(q, "qpdf_add_page", add_page) && FIND(q, "qpdf_init_write_memory", write_memory) &&
                 FIND(q, "qpdf_set_deterministic_ID", deterministic_id) &&
                 FIND(q, "qpdf_set_object_stream_mode", object_streams) && FIND(q, "qpdf_write", write) &&
                 FIND(q, "qpdf_get_buffer_length", buffer_length) && FIND(q, "qpdf_get_buffer", buffer);
    return whole || fail(why, TR_LATER("the library libqpdf is not as expected: version 11 or newer is needed"));
}

static bool add_pages(const Qpdf *q, void *into, void **sources, const Image *pages, int count) {
    for (int i = 0; i < count; i++) {
        sources[i] = q->init();
        if (sources[i] == NULL) {
            return false;
        }
        q->suppress_warnings(sources[i], 1);
        if ((q->read_memory(sources[i], "page", pages[i].bytes, pages[i].length, NULL) & QPDF_ERRORS) != 0 ||
            (q->add_page(into, sources[i], q->get_page(sources[i], 0), 0) & QPDF_ERRORS) != 0) {
            return false;
        }
    }
    return true;
}

static bool write_joined(Arena *arena, const Qpdf *q, void *into, Image *joined) {
    if ((q->write_memory(into) & QPDF_ERRORS) != 0) {
        return false;
    }
    q->deterministic_id(into, 1);
    q->object_streams(into, OBJECT_STREAMS_GENERATE);
    if ((q->write(into) & QPDF_ERRORS) != 0) {
        return false;
    }
    size_t length = q->buffer_length(into);
    *joined = (Image){.bytes = arena_copy(arena, q->buffer(into), length), .length = length};
    return true;
}

bool pages_join(Arena *arena, const Image *pages, int count, Image *joined, Diag *why) {
    Qpdf q = {0};
    if (!qpdf_load(&q, why)) {
        return false;
    }
    void *into = q.init();
    void **sources = ARENA_ARRAY(arena, void *, count + 1);
    bool ok = into != NULL;
    if (ok) {
        q.suppress_warnings(into, 1);
        ok = (q.empty_pdf(into) & QPDF_ERRORS) == 0 && add_pages(&q, into, sources, pages, count) &&
             write_joined(arena, &q, into, joined);
        q.cleanup(&into);
    }
    /* Pages refer to where they come from until they are written. */
    for (int i = 0; i < count; i++) {
        if (sources[i] != NULL) {
            q.cleanup(&sources[i]);
        }
    }
    return ok || fail(why, TR_LATER("libqpdf could not join the pages"));
}
