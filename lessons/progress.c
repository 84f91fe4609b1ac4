#include "lessons/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/strbuf.h"

enum { STATE_VERSION = 1, TRANSCRIPT_MAX = 1 << 20 };

struct Progress {
    Arena *arena;
    const char *folder; /* NULL: there is no place */
    const char *file;
    json_t *root;    /* {"version":1, "last":ID, "lessons":{ID:{"place","finished","steps":{ID:STATE}}}} */
    json_t *changed; /* {ID:true}: lessons that this process wrote; theirs win over the file's */
};

static const char *const state_names[] = {"open", "seen", "skipped", "answered"};

/* ---- Places ---- */

static bool make_folders(Arena *arena, const char *path) {
    char *copy = arena_strdup(arena, path);
    for (char *slash = copy + 1;; slash++) {
        if (*slash != '/' && *slash != '\0') {
            continue;
        }
        const char end = *slash;
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST) {
            return false;
        }
        if (end == '\0') {
            return true;
        }
        *slash = end;
    }
}

static const char *state_folder(Arena *arena) {
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (state != NULL && state[0] == '/') {
        return arena_printf(arena, "%s/escapade", state);
    }
    return home != NULL && home[0] == '/' ? arena_printf(arena, "%s/.local/state/escapade", home) : NULL;
}

static void complain(Progress *p, Diag *why, const char *what, const char *path) {
    why->kind = DIAG_WORLD;
    why->text = arena_printf(p->arena, "%s %s: %s", what, path, strerror(errno));
}

/* ---- JSON ---- */

static json_t *empty_root(void) { return json_pack("{s:i, s:{}}", "version", STATE_VERSION, "lessons"); }

static bool is_state(json_t *root) {
    return json_is_object(root) && json_integer_value(json_object_get(root, "version")) == STATE_VERSION &&
           json_is_object(json_object_get(root, "lessons"));
}

/* Returns the file's state; an empty one when there is none; NULL when it is not ours. */
static json_t *read_state(const char *file) {
    json_error_t error;
    if (access(file, F_OK) != 0) {
        return empty_root();
    }
    json_t *root = json_load_file(file, 0, &error);
    if (is_state(root)) {
        return root;
    }
    json_decref(root);
    return NULL;
}

static json_t *lesson_of(const Progress *p, const char *lesson) {
    return json_object_get(json_object_get(p->root, "lessons"), lesson);
}

/* Returns the lesson's object, made if there is none, and marks it as ours. */
static json_t *own_lesson(Progress *p, const char *lesson) {
    json_t *lessons = json_object_get(p->root, "lessons");
    json_t *object = json_object_get(lessons, lesson);
    json_object_set_new(p->changed, lesson, json_true());
    if (!json_is_object(object)) {
        object = json_pack("{s:{}}", "steps");
        json_object_set_new(lessons, lesson, object);
    }
    return object;
}

/* ---- Open and close ---- */

Progress *progress_open(const char *folder, Diag *why) {
    Arena *arena = arena_new();
    Progress *p = ARENA_NEW(arena, Progress);
    p->arena = arena;
    p->changed = json_object();
    p->folder = folder != NULL ? arena_strdup(arena, folder) : state_folder(arena);
    *why = (Diag){0};
    if (p->folder == NULL) {
        p->root = empty_root();
        why->text = "neither XDG_STATE_HOME nor HOME names a folder: what you do here is not remembered";
        return p;
    }
    p->file = arena_printf(arena, "%s/lessons.json", p->folder);
    p->root = read_state(p->file);
    if (p->root == NULL) {
        const char *aside = arena_printf(arena, "%s.bad", p->file);
        rename(p->file, aside);
        p->root = empty_root();
        why->text = arena_printf(arena, "%s can't be read; it is kept as %s, and lessons begin anew", p->file, aside);
    }
    return p;
}

void progress_close(Progress *p) {
    if (p != NULL) {
        json_decref(p->root);
        json_decref(p->changed);
        arena_free(p->arena);
    }
}

/* ---- Questions ---- */

const char *progress_place(const Progress *p, const char *lesson) {
    return json_string_value(json_object_get(lesson_of(p, lesson), "place"));
}

StepState progress_step(const Progress *p, const char *lesson, const char *step) {
    const char *name = json_string_value(json_object_get(json_object_get(lesson_of(p, lesson), "steps"), step));
    for (int i = STEP_ANSWERED; name != NULL && i > STEP_OPEN; i--) {
        if (strcmp(name, state_names[i]) == 0) {
            return (StepState)i;
        }
    }
    return STEP_OPEN;
}

const char *progress_last(const Progress *p) { return json_string_value(json_object_get(p->root, "last")); }

bool progress_finished(const Progress *p, const char *lesson) {
    return json_is_true(json_object_get(lesson_of(p, lesson), "finished"));
}

/* ---- Changes ---- */

void progress_set_place(Progress *p, const char *lesson, const char *step) {
    json_object_set_new(own_lesson(p, lesson), "place", json_string(step));
    json_object_set_new(p->root, "last", json_string(lesson));
}

void progress_set_step(Progress *p, const char *lesson, const char *step, StepState state) {
    json_t *object = own_lesson(p, lesson);
    if (!json_is_object(json_object_get(object, "steps"))) {
        json_object_set_new(object, "steps", json_object());
    }
    if (state >= progress_step(p, lesson, step)) {
        json_object_set_new(json_object_get(object, "steps"), step, json_string(state_names[state]));
    }
}

void progress_set_finished(Progress *p, const char *lesson) {
    json_object_set_new(own_lesson(p, lesson), "finished", json_true());
}

/* ---- The file ---- */

/* Takes over what another process wrote about lessons that this one did not touch. */
static void merge(Progress *p) {
    json_t *stored = read_state(p->file);
    const char *lesson;
    json_t *object;
    json_t *ours = json_object_get(p->root, "lessons");
    json_object_foreach(json_object_get(stored, "lessons"), lesson, object) {
        if (json_object_get(p->changed, lesson) == NULL) {
            json_object_set(ours, lesson, object);
        }
    }
    json_decref(stored);
}

static bool write_file(Progress *p, Diag *why) {
    char *temporary = arena_printf(p->arena, "%s.XXXXXX", p->file);
    const int fd = mkstemp(temporary);
    if (fd < 0) {
        complain(p, why, "can't write", temporary);
        return false;
    }
    FILE *out = fdopen(fd, "w");
    bool ok = out != NULL && json_dumpf(p->root, out, JSON_INDENT(1) | JSON_SORT_KEYS) == 0 &&
              fputc('\n', out) != EOF && fflush(out) == 0 && fsync(fd) == 0;
    ok = (out != NULL ? fclose(out) == 0 : close(fd) == 0) && ok;
    if (!ok || rename(temporary, p->file) != 0) {
        complain(p, why, "can't write", p->file);
        unlink(temporary);
        return false;
    }
    return true;
}

bool progress_save(Progress *p, Diag *why) {
    if (p->folder == NULL) {
        return true;
    }
    if (!make_folders(p->arena, p->folder)) {
        complain(p, why, "can't make the folder", p->folder);
        return false;
    }
    /* The lock lets two learners' writes follow each other; without it the later one wins. */
    const int lock = open(arena_printf(p->arena, "%s.lock", p->file), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock >= 0) {
        struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        fcntl(lock, F_SETLKW, &whole);
    }
    merge(p);
    const bool ok = write_file(p, why);
    if (lock >= 0) {
        close(lock);
    }
    return ok;
}

/* ---- Transcripts ---- */

static const char *transcript_file(const Progress *p, const char *lesson, Arena *arena) {
    StrBuf name = strbuf_new(arena);
    strbuf_printf(&name, "%s/transcripts/", p->folder);
    for (const char *c = lesson; *c != '\0'; c++) {
        strbuf_byte(&name, *c == '/' ? '%' : *c);
    }
    strbuf_add(&name, ".md");
    return strbuf_text(&name);
}

void progress_note(Progress *p, const char *lesson, const char *text) {
    if (p->folder == NULL || text[0] == '\0' ||
        !make_folders(p->arena, arena_printf(p->arena, "%s/transcripts", p->folder))) {
        return;
    }
    FILE *out = fopen(transcript_file(p, lesson, p->arena), "a");
    if (out != NULL) {
        fputs(text, out);
        fclose(out);
    }
}

const char *progress_transcript(const Progress *p, const char *lesson, Arena *arena) {
    FILE *in = p->folder != NULL ? fopen(transcript_file(p, lesson, arena), "r") : NULL;
    if (in == NULL) {
        return "";
    }
    StrBuf text = strbuf_new(arena);
    char piece[4096];
    size_t got;
    while (text.len < TRANSCRIPT_MAX && (got = fread(piece, 1, sizeof piece, in)) > 0) {
        strbuf_add_n(&text, piece, got);
    }
    fclose(in);
    return strbuf_text(&text);
}

void progress_forget(Progress *p, const char *lesson) {
    own_lesson(p, lesson);
    json_object_set_new(json_object_get(p->root, "lessons"), lesson, json_pack("{s:{}}", "steps"));
    if (p->folder != NULL) {
        unlink(transcript_file(p, lesson, p->arena));
    }
}
