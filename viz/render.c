#include "viz/render.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
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
} formats[] = {{"dot", RENDER_DOT}, {"gv", RENDER_DOT},    {"svg", RENDER_SVG},  {"pdf", RENDER_PDF},
               {"png", RENDER_PNG}, {"json", RENDER_JSON}, {"html", RENDER_HTML}};

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

/*
 * Some versions can't find the way of an arrow, say so on standard error alone, and place boxes outside of what they
 * belong to; others end in a crash. The same picture succeeds when something is set otherwise.
 */
static const struct {
    const char *attribute;
    const char *value;
} ATTEMPTS[] = {{NULL, NULL}, {"newrank", "true"}, {"mclimit", "0.5"}, {"nodesep", "0.4"}};
enum { ATTEMPT_COUNT = sizeof ATTEMPTS / sizeof ATTEMPTS[0], STATUS_TROUBLED = 2 };

/* From here on standard error is a file. NULL: it stays as it is. */
static FILE *catch_messages(void) {
    FILE *file = tmpfile();
    if (file != NULL && dup2(fileno(file), STDERR_FILENO) < 0) {
        fclose(file);
        file = NULL;
    }
    return file;
}

/* A message of libpathplan, which finds the ways of arrows. */
static bool lost_its_way(FILE *messages) {
    char text[4096];
    if (messages == NULL) {
        return false;
    }
    const ssize_t got = pread(fileno(messages), text, sizeof text - 1, 0);
    text[got > 0 ? got : 0] = '\0';
    return strstr(text, "libpath") != NULL;
}

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
    switch (format) {
    case RENDER_SVG: return "svg";
    case RENDER_PDF: return "pdf";
    case RENDER_LAYOUT: return "json0";
    case RENDER_PNG:
    case RENDER_DOT:
    case RENDER_JSON:
    case RENDER_HTML: break;
    }
    return "png";
}

/* Pictures to make of one graph: laid out once. */
typedef struct Job {
    Graph *graph;
    const RenderFormat *formats;
    int count;
    Image *images; /* one for each format */
} Job;

/* Places become attributes when a text is written. */
static bool is_placed_well(const Gvc *gvc, void *context, Graph *graph) {
    char *text = NULL;
    size_t length = 0;
    return gvc->render(context, graph_foreign(graph), "dot", &text, &length) != 0 || graph_is_placed_well(graph);
}

/* In the child. Nothing is released: the process ends. Sets *troubled when a box stands where it does not belong. */
static bool render_with(Arena *arena, const Gvc *gvc, void *context, const Job *job, bool *troubled, Diag *why) {
    for (int i = 0; i < job->count; i++) {
        if (job->formats[i] == RENDER_PNG) {
            graph_set_cluster(graph_root(job->graph), "dpi", "144");
        }
    }
    const char *failed = NULL;
    if (gvc->layout(context, graph_foreign(job->graph), "dot") != 0) {
        failed = "lay the picture out";
    } else if (!is_placed_well(gvc, context, job->graph)) {
        *troubled = true;
    }
    for (int i = 0; i < job->count && failed == NULL; i++) {
        char *data = NULL;
        size_t length = 0; /* older versions write 32 bits of it */
        const char *name = engine_name(job->formats[i]);
        if (gvc->render(context, graph_foreign(job->graph), name, &data, &length) != 0 || data == NULL) {
            failed = arena_printf(arena, "write %s", name);
        } else if (job->formats[i] == RENDER_PDF) {
            erase_date(data, length);
        }
        job->images[i] = (Image){.bytes = data, .length = length};
    }
    if (failed != NULL) {
        const char *last = graph_last_error(arena);
        return fail(why, arena_printf(arena, "Graphviz could not %s%s%s", failed, last[0] ? ": " : "", last));
    }
    return true;
}

static bool send(int fd, char kind, const char *bytes, size_t length) {
    const uint64_t size = length;
    return write_all(fd, &kind, 1) && write_all(fd, (const char *)&size, sizeof size) && write_all(fd, bytes, length);
}

static _Noreturn void render_child(int fd, Arena *arena, const Job *jobs, int count, int attempt) {
    Gvc gvc = {0};
    FILE *messages = catch_messages();
    Diag why = {0};
    bool ok = gvc_load(arena, &gvc, &why);
    void *context = ok ? gvc.context() : NULL;
    if (ok && context == NULL) {
        ok = fail(&why, TR_LATER("Graphviz could not be started"));
    }
    graph_quiet();
    setenv("SOURCE_DATE_EPOCH", "0", 0); /* newer versions date their PDFs by it */
    bool sent = true;
    bool troubled = false;
    for (int i = 0; i < count && ok && sent; i++) {
        if (ATTEMPTS[attempt].attribute != NULL) {
            graph_set_cluster(graph_root(jobs[i].graph), ATTEMPTS[attempt].attribute, ATTEMPTS[attempt].value);
        }
        ok = render_with(arena, &gvc, context, &jobs[i], &troubled, &why);
        for (int k = 0; k < jobs[i].count && ok && sent; k++) {
            sent = send(fd, REPLY_IMAGE, jobs[i].images[k].bytes, jobs[i].images[k].length);
        }
    }
    if (!ok) {
        sent = send(fd, REPLY_ERROR, why.text, strlen(why.text));
    }
    _exit(!sent ? 1 : ok && (troubled || lost_its_way(messages)) ? STATUS_TROUBLED : 0);
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

/* Takes one image or the message off the reply; false: it ends before. */
static bool take(Arena *arena, const StrBuf *reply, size_t *at, char *kind, Image *image) {
    uint64_t size;
    if (reply->len - *at < 1 + sizeof size) {
        return false;
    }
    *kind = reply->text[*at];
    memcpy(&size, reply->text + *at + 1, sizeof size);
    *at += 1 + sizeof size;
    if (size > reply->len - *at) {
        return false;
    }
    *image = (Image){.bytes = arena_strndup(arena, reply->text + *at, (size_t)size), .length = (size_t)size};
    *at += (size_t)size;
    return true;
}

static bool read_images(Arena *arena, const StrBuf *reply, const Job *jobs, int count, Diag *why) {
    size_t at = 0;
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < jobs[i].count; k++) {
            char kind;
            if (!take(arena, reply, &at, &kind, &jobs[i].images[k])) {
                return fail(why, TR_LATER("Graphviz ended without a picture; a .dot file can be laid out by another "
                                          "version of it"));
            }
            if (kind == REPLY_ERROR) {
                return fail(why, jobs[i].images[k].bytes);
            }
        }
    }
    return true;
}

/* Returns whether it is worth another attempt. */
static bool is_troubled(int status) {
    return WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_TROUBLED);
}

/* One attempt; the status is that of the child. */
static bool render_once(Arena *arena, const Job *jobs, int count, int attempt, StrBuf *reply, int *status, Diag *why) {
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
        render_child(ends[1], arena, jobs, count, attempt);
    }
    close(ends[1]);
    bool whole = read_reply(ends[0], reply);
    close(ends[0]);
    while (waitpid(child, status, 0) < 0 && errno == EINTR) {
    }
    return whole || fail(why, strerror(EIO));
}

static bool render_apart(Arena *arena, const Job *jobs, int count, Diag *why) {
    StrBuf reply = strbuf_new(arena);
    int status = 0;
    for (int attempt = 0; attempt < ATTEMPT_COUNT; attempt++) {
        strbuf_clear(&reply);
        if (!render_once(arena, jobs, count, attempt, &reply, &status, why)) {
            return false;
        }
        if (!is_troubled(status)) {
            break;
        }
    }
    if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != STATUS_TROUBLED)) {
        return fail(why,
                    TR_LATER("Graphviz ended without a picture; a .dot file can be laid out by another version of it"));
    }
    return read_images(arena, &reply, jobs, count, why);
}

bool render_graph(Arena *arena, Graph *graph, RenderFormat format, Image *image, Diag *why) {
    if (format == RENDER_DOT) {
        StrBuf out = strbuf_new(arena);
        graph_write(graph, &out);
        *image = (Image){.bytes = strbuf_text(&out), .length = out.len};
        return true;
    }
    const Job job = {.graph = graph, .formats = &format, .count = 1, .images = image};
    return render_apart(arena, &job, 1, why);
}

bool render_series(Arena *arena, Graph *const *graphs, int count, Image *svgs, Image *pages, Diag *why) {
    static const RenderFormat both[] = {RENDER_SVG, RENDER_PDF};
    Job *jobs = ARENA_ARRAY(arena, Job, count + 1);
    Image *images = ARENA_ARRAY(arena, Image, 2 * count + 1);
    for (int i = 0; i < count; i++) {
        jobs[i] = (Job){
            .graph = graphs[i], .formats = both, .count = pages != NULL ? 2 : 1, .images = images + (ptrdiff_t)2 * i};
    }
    if (!render_apart(arena, jobs, count, why)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        svgs[i] = images[2 * i];
        if (pages != NULL) {
            pages[i] = images[2 * i + 1];
        }
    }
    return true;
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

/* A file written beside the one that it will replace. */
typedef struct Draft {
    const char *temporary; /* NULL: nothing to replace, it is written already */
    const char *target;
} Draft;

static bool write_draft(Arena *arena, const char *path, Image image, Draft *draft, Diag *why) {
    struct stat status;
    bool exists = stat(path, &status) == 0;
    *draft = (Draft){0};
    if (exists && !S_ISREG(status.st_mode)) {
        return S_ISDIR(status.st_mode) ? fail_at(arena, why, path, EISDIR)
                                       : write_through(arena, path, image.bytes, image.length, why);
    }
    /* A link stays a link: what it leads to is replaced. */
    char *real = exists ? realpath(path, NULL) : NULL;
    draft->target = real ? arena_strdup(arena, real) : path;
    free(real);
    char *temporary = arena_printf(arena, "%s.XXXXXX", draft->target);
    int fd = mkstemp(temporary);
    if (fd < 0) {
        return fail_at(arena, why, path, errno);
    }
    draft->temporary = temporary;
    bool ok =
        write_all(fd, image.bytes, image.length) && fchmod(fd, exists ? status.st_mode & 07777 : new_file_mode()) == 0;
    int error = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    return ok || fail_at(arena, why, path, error);
}

bool render_save_all(Arena *arena, const char *const *paths, const Image *images, int count, Diag *why) {
    Draft *drafts = ARENA_ARRAY(arena, Draft, count + 1);
    bool ok = true;
    for (int i = 0; i < count && ok; i++) {
        ok = write_draft(arena, paths[i], images[i], &drafts[i], why);
    }
    for (int i = 0; i < count && ok; i++) {
        if (drafts[i].temporary != NULL && rename(drafts[i].temporary, drafts[i].target) != 0) {
            ok = fail_at(arena, why, paths[i], errno);
        } else {
            drafts[i].temporary = NULL;
        }
    }
    for (int i = 0; i < count; i++) {
        if (drafts[i].temporary != NULL) {
            unlink(drafts[i].temporary);
        }
    }
    return ok;
}

bool render_save(Arena *arena, const char *path, const char *bytes, size_t length, Diag *why) {
    const Image image = {.bytes = bytes, .length = length};
    return render_save_all(arena, &path, &image, 1, why);
}
