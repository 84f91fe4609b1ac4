#include "viz/render.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/explain/translate.h"

/* What is used of libgvc, by its documented signatures. */
typedef struct Gvc {
    void *library;
    void *(*context)(void);
    int (*layout)(void *context, void *graph, const char *engine);
    int (*render)(void *context, void *graph, const char *format, char **result, size_t *length);
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

/* ---- The library, in a process of its own. ---- */

/*
 * Graphviz is used in a child process that gives back bytes or a message. Some of its versions free a layout twice when
 * an arrow with a label joins neighbours of the first rank, or keep pointers into a context that was freed; a picture
 * must never end a session. The child also keeps the library's memory, global state and environment to itself.
 */
enum { REPLY_IMAGE = 'i', REPLY_ERROR = 'e' };

/* ISO C has no way from void * to a function; POSIX has this one. */
static bool find(void *library, const char *name, void *place, size_t size) {
    void *symbol = dlsym(library, name);
    memcpy(place, &symbol, size);
    return symbol != NULL;
}
#define FIND(gvc, name, member) find((gvc)->library, (name), &(gvc)->member, sizeof(gvc)->member)

static bool gvc_load(Arena *arena, Gvc *gvc, Diag *why) {
    static const char *const names[] = {"libgvc.so.6",    "libgvc.so.7",    "libgvc.so",
                                        "libgvc.6.dylib", "libgvc.7.dylib", "libgvc.dylib"};
    for (size_t i = 0; gvc->library == NULL && i < sizeof names / sizeof names[0]; i++) {
        gvc->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    if (gvc->library == NULL) {
        return fail(why, TR_LATER("this picture needs Graphviz's library libgvc, which is not installed here "
                                  "(Debian: apt install libgvc6; macOS: brew install graphviz); "
                                  "a .dot file and the drawing in the terminal need none"));
    }
    if (!FIND(gvc, "gvContext", context) || !FIND(gvc, "gvLayout", layout) || !FIND(gvc, "gvRenderData", render)) {
        const char *text = dlerror();
        return fail(why, arena_printf(arena, "Graphviz's library libgvc is not as expected: %s", text ? text : ""));
    }
    return true;
}

/* PDFs carry the time of day: the digits are overwritten, which moves nothing in the file. */
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
    return format == RENDER_SVG ? "svg" : format == RENDER_PDF ? "pdf" : "png";
}

/* In the child. Nothing is released: the process ends. */
static bool render_with(Arena *arena, Graph *graph, RenderFormat format, Image *image, Diag *why) {
    Gvc gvc = {0};
    if (!gvc_load(arena, &gvc, why)) {
        return false;
    }
    void *context = gvc.context();
    if (context == NULL) {
        return fail(why, TR_LATER("Graphviz could not be started"));
    }
    graph_quiet();
    if (format == RENDER_PNG) {
        graph_set_cluster(graph_root(graph), "dpi", "144");
    }
    setenv("SOURCE_DATE_EPOCH", "0", 0); /* newer versions date their PDFs by it */
    char *data = NULL;
    size_t length = 0; /* older versions write 32 bits of it */
    const char *failed = NULL;
    if (gvc.layout(context, graph_foreign(graph), "dot") != 0) {
        failed = "lay the picture out";
    } else if (gvc.render(context, graph_foreign(graph), engine_name(format), &data, &length) != 0 || data == NULL) {
        failed = arena_printf(arena, "write %s", engine_name(format));
    }
    if (failed != NULL) {
        const char *last = graph_last_error(arena);
        return fail(why, arena_printf(arena, "Graphviz could not %s%s%s", failed, last[0] ? ": " : "", last));
    }
    if (format == RENDER_PDF) {
        erase_date(data, length);
    }
    *image = (Image){.bytes = data, .length = length};
    return true;
}

static _Noreturn void render_child(int fd, Arena *arena, Graph *graph, RenderFormat format) {
    Image image = {0};
    Diag why = {0};
    bool ok = render_with(arena, graph, format, &image, &why);
    const char kind = ok ? REPLY_IMAGE : REPLY_ERROR;
    bool sent =
        write_all(fd, &kind, 1) && write_all(fd, ok ? image.bytes : why.text, ok ? image.length : strlen(why.text));
    _exit(sent ? 0 : 1);
}

static bool read_reply(int fd, StrBuf *reply) {
    char buffer[65536];
    for (;;) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        strbuf_add_n(reply, buffer, (size_t)got);
    }
}

static bool render_apart(Arena *arena, Graph *graph, RenderFormat format, Image *image, Diag *why) {
    int ends[2];
    if (pipe(ends) != 0) {
        return fail(why, arena_printf(arena, "Graphviz could not be started: %s", strerror(errno)));
    }
    pid_t child = fork();
    if (child < 0) {
        int error = errno;
        close(ends[0]);
        close(ends[1]);
        return fail(why, arena_printf(arena, "Graphviz could not be started: %s", strerror(error)));
    }
    if (child == 0) {
        close(ends[0]);
        render_child(ends[1], arena, graph, format);
    }
    close(ends[1]);
    StrBuf reply = strbuf_new(arena);
    bool whole = read_reply(ends[0], &reply);
    close(ends[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!whole || reply.len == 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return fail(why,
                    TR_LATER("Graphviz ended without a picture; a .dot file can be laid out by another version of it"));
    }
    if (reply.text[0] == REPLY_ERROR) {
        return fail(why, reply.text + 1);
    }
    *image = (Image){.bytes = reply.text + 1, .length = reply.len - 1};
    return true;
}

bool render_graph(Arena *arena, Graph *graph, RenderFormat format, Image *image, Diag *why) {
    if (format == RENDER_DOT) {
        StrBuf out = strbuf_new(arena);
        graph_write(graph, &out);
        *image = (Image){.bytes = strbuf_text(&out), .length = out.len};
        return true;
    }
    return render_apart(arena, graph, format, image, why);
}

/* ---- Files. ---- */

static bool fail_at(Arena *arena, Diag *why, const char *path, int error) {
    return fail(why, arena_printf(arena, "%s: %s", path, strerror(error)));
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
