#include "viz/render.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is used of libgvc, by its documented signatures. */
typedef struct Gvc {
    void *library;
    void *context;
    int (*layout)(void *context, void *graph, const char *engine);
    int (*render)(void *context, void *graph, const char *format, char **result, size_t *length);
    void (*release_data)(char *data);
    int (*free_layout)(void *context, void *graph);
} Gvc;

static const struct {
    const char *name;
    RenderFormat format;
} formats[] = {{"dot", RENDER_DOT}, {"gv", RENDER_DOT}, {"svg", RENDER_SVG}, {"pdf", RENDER_PDF}, {"png", RENDER_PNG}};

bool render_format_find(const char *name, RenderFormat *format) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            *format = formats[i].format;
            return true;
        }
    }
    return false;
}

bool render_format_of_file(const char *path, RenderFormat *format) {
    const char *dot = strrchr(path, '.');
    return dot != NULL && strchr(dot, '/') == NULL && render_format_find(dot + 1, format);
}

static bool fail(Diag *why, const char *text) {
    *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = text};
    return false;
}

/* ---- The library. ---- */

/* ISO C has no way from void * to a function; POSIX has this one. */
static bool find(void *library, const char *name, void *place, size_t size) {
    void *symbol = dlsym(library, name);
    memcpy(place, &symbol, size);
    return symbol != NULL;
}
#define FIND(gvc, name, member) find((gvc)->library, (name), &(gvc)->member, sizeof (gvc)->member)

/*
 * The one piece of state of the process's own in viz/: libgvc is that too. Its pango plugin compares the next font's name
 * with the last one's, which belongs to the context it came from; a second context after the first was freed reads
 * freed memory. So there is one, made with the first picture and never freed.
 */
static Gvc process_gvc;
static pthread_mutex_t process_lock = PTHREAD_MUTEX_INITIALIZER;

static bool gvc_load(Arena *arena, Gvc *gvc, Diag *why) {
    static const char *const names[] = {"libgvc.so.6", "libgvc.so.7", "libgvc.so", "libgvc.6.dylib", "libgvc.7.dylib",
                                        "libgvc.dylib"};
    for (size_t i = 0; gvc->library == NULL && i < sizeof names / sizeof names[0]; i++) {
        gvc->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    if (gvc->library == NULL) {
        return fail(why, "this picture needs Graphviz's library libgvc, which is not installed here "
                         "(Debian: apt install libgvc6; macOS: brew install graphviz); "
                         "a .dot file and the drawing in the terminal need none");
    }
    if (gvc->context != NULL) {
        return true;
    }
    void *(*context)(void) = NULL;
    if (!find(gvc->library, "gvContext", &context, sizeof context) || !FIND(gvc, "gvLayout", layout) ||
        !FIND(gvc, "gvRenderData", render) || !FIND(gvc, "gvFreeLayout", free_layout) ||
        !FIND(gvc, "gvFreeRenderData", release_data)) {
        const char *text = dlerror();
        return fail(why, arena_printf(arena, "Graphviz's library libgvc is not as expected: %s", text ? text : ""));
    }
    gvc->context = context();
    return gvc->context != NULL || fail(why, "Graphviz could not be started");
}

/* PDFs carry the time of day. Newer versions of Graphviz take this variable instead; of older ones' work the digits are
 * overwritten, which moves nothing in the file. */
static void fix_date(bool *was_set) {
    *was_set = getenv("SOURCE_DATE_EPOCH") != NULL;
    if (!*was_set) {
        setenv("SOURCE_DATE_EPOCH", "0", 1);
    }
}

static void erase_date(char *bytes, size_t length) {
    static const char key[] = "/CreationDate (D:";
    static const char date[] = "19700101000000";
    const size_t needed = sizeof key - 1 + sizeof date - 1;
    for (size_t i = 0; i + needed <= length; i++) {
        if (bytes[i] == '/' && memcmp(bytes + i, key, sizeof key - 1) == 0) {
            memcpy(bytes + i + sizeof key - 1, date, sizeof date - 1);
        }
    }
}

static const char *engine_name(RenderFormat format) {
    /* Graphviz's own SVG keeps text as text; cairo's turns it into outlines. */
    return format == RENDER_SVG ? "svg" : format == RENDER_PDF ? "pdf" : "png";
}

static bool render_with(Arena *arena, const Gvc *gvc, Graph *graph, RenderFormat format, Image *image, Diag *why) {
    graph_quiet();
    if (format == RENDER_PNG) {
        graph_set_cluster(graph_root(graph), "dpi", "144");
    }
    bool ok = false;
    bool was_set;
    fix_date(&was_set);
    char *data = NULL;
    size_t length = 0; /* older versions write 32 bits of it */
    if (gvc->layout(gvc->context, graph_foreign(graph), "dot") != 0) {
        const char *last = graph_last_error(arena);
        fail(why, arena_printf(arena, "Graphviz could not lay the picture out%s%s", last[0] ? ": " : "", last));
    } else {
        if (gvc->render(gvc->context, graph_foreign(graph), engine_name(format), &data, &length) == 0 && data != NULL) {
            if (format == RENDER_PDF) {
                erase_date(data, length);
            }
            image->bytes = arena_copy(arena, data, length);
            image->length = length;
            ok = true;
        } else {
            const char *last = graph_last_error(arena);
            fail(why, arena_printf(arena, "Graphviz could not write %s%s%s", engine_name(format), last[0] ? ": " : "",
                                   last));
        }
        if (data != NULL) {
            gvc->release_data(data);
        }
        gvc->free_layout(gvc->context, graph_foreign(graph));
    }
    if (!was_set) {
        unsetenv("SOURCE_DATE_EPOCH");
    }
    return ok;
}

bool render_graph(Arena *arena, Graph *graph, RenderFormat format, Image *image, Diag *why) {
    if (format == RENDER_DOT) {
        StrBuf out = strbuf_new(arena);
        graph_write(graph, &out);
        *image = (Image){.bytes = strbuf_text(&out), .length = out.len};
        return true;
    }
    pthread_mutex_lock(&process_lock);
    bool ok = gvc_load(arena, &process_gvc, why) && render_with(arena, &process_gvc, graph, format, image, why);
    pthread_mutex_unlock(&process_lock);
    return ok;
}

/* ---- Files. ---- */

static bool fail_at(Arena *arena, Diag *why, const char *path, int error) {
    return fail(why, arena_printf(arena, "%s: %s", path, strerror(error)));
}

static bool write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* A device or a pipe can't be replaced, only written to. */
static bool write_through(Arena *arena, const char *path, const char *bytes, size_t length, Diag *why) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return fail_at(arena, why, path, errno);
    }
    bool ok = write_all(fd, bytes, length);
    int error = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    return ok || fail_at(arena, why, path, error);
}

static mode_t new_file_mode(void) {
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

bool render_save(Arena *arena, const char *path, const char *bytes, size_t length, Diag *why) {
    struct stat status;
    bool exists = stat(path, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        return S_ISDIR(status.st_mode) ? fail_at(arena, why, path, EISDIR)
                                       : write_through(arena, path, bytes, length, why);
    }
    /* A link stays a link: what it leads to is replaced. */
    char *real = exists ? realpath(path, NULL) : NULL;
    const char *target = real ? arena_strdup(arena, real) : path;
    free(real);
    char *temporary = arena_printf(arena, "%s.XXXXXX", target);
    int fd = mkstemp(temporary);
    if (fd < 0) {
        return fail_at(arena, why, path, errno);
    }
    bool ok = write_all(fd, bytes, length) && fchmod(fd, exists ? status.st_mode & 07777 : new_file_mode()) == 0;
    int error = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    if (ok && rename(temporary, target) != 0) {
        ok = false;
        error = errno;
    }
    if (!ok) {
        unlink(temporary);
        return fail_at(arena, why, path, error);
    }
    return true;
}
