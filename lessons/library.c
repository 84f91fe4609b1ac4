#include "lessons/library.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/strbuf.h"

enum { FILE_MAX = 4 << 20 };

static const char template_language[] = "lessons";
static const char template_title[] = "A title";

/* ---- Built in ---- */

static const LessonFile *find_file(const char *language, const char *name) {
    for (int i = 0; i < lesson_file_count; i++) {
        if (strcmp(lesson_files[i].language, language) == 0 && strcmp(lesson_files[i].name, name) == 0) {
            return &lesson_files[i];
        }
    }
    return NULL;
}

Course course_builtin(Arena *arena, const char *locale) {
    Course course = {0};
    for (int i = 0; i < lesson_file_count; i++) {
        if (strcmp(lesson_files[i].language, "en") != 0) {
            continue;
        }
        const LessonFile *own = locale != NULL ? find_file(locale, lesson_files[i].name) : NULL;
        const LessonFile *file = own != NULL ? own : &lesson_files[i];
        const char *name = arena_printf(arena, "%s/%s.md", file->language, file->name);
        Lesson *lesson = lesson_read(arena, file->name, name, (const char *)file->text, file->length);
        VEC_PUSH(arena, &course.lessons, lesson);
    }
    return course;
}

const char *lesson_template(Arena *arena, const char *title) {
    const LessonFile *file = find_file(template_language, "template");
    const char *text = file != NULL ? arena_strndup(arena, (const char *)file->text, file->length) : "";
    const char *at = title != NULL ? strstr(text, template_title) : NULL;
    if (at == NULL) {
        return text;
    }
    return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, title, at + strlen(template_title));
}

/* ---- From files ---- */

static bool fail(Arena *arena, Diag *why, const char *path, const char *what) {
    why->kind = DIAG_WORLD;
    why->text = arena_printf(arena, "%s: %s", path, what);
    return false;
}

static bool read_text(Arena *arena, const char *path, StrBuf *text, Diag *why) {
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        return fail(arena, why, path, strerror(errno));
    }
    char piece[8192];
    size_t got;
    while (text->len <= FILE_MAX && (got = fread(piece, 1, sizeof piece, in)) > 0) {
        strbuf_add_n(text, piece, got);
    }
    const bool ok = ferror(in) == 0;
    fclose(in);
    if (!ok) {
        return fail(arena, why, path, strerror(errno));
    }
    return text->len <= FILE_MAX || fail(arena, why, path, "too large for a lesson");
}

static bool add_file(Arena *arena, const char *path, Course *course, Diag *why) {
    StrBuf text = strbuf_new(arena);
    if (!read_text(arena, path, &text, why)) {
        return false;
    }
    /* Progress is kept by the file's full name: two teachers may both have a 01.md. */
    char *real = realpath(path, NULL);
    const char *id = arena_strdup(arena, real != NULL ? real : path);
    free(real);
    Lesson *lesson = lesson_read(arena, id, path, strbuf_text(&text), text.len);
    VEC_PUSH(arena, &course->lessons, lesson);
    return true;
}

static bool is_lesson_name(const char *name) {
    const size_t length = strlen(name);
    return length > 3 && name[0] != '.' && strcmp(name + length - 3, ".md") == 0 && strcmp(name, "README.md") != 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool add_folder(Arena *arena, const char *path, Course *course, Diag *why) {
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return fail(arena, why, path, strerror(errno));
    }
    VEC(const char *) names = {0};
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (is_lesson_name(entry->d_name)) {
            VEC_PUSH(arena, &names, arena_strdup(arena, entry->d_name));
        }
    }
    closedir(folder);
    if (names.len == 0) {
        return fail(arena, why, path, "no lessons here: a lesson is a file NAME.md");
    }
    qsort(names.at, (size_t)names.len, sizeof *names.at, by_name);
    for (int i = 0; i < names.len; i++) {
        if (!add_file(arena, arena_printf(arena, "%s/%s", path, names.at[i]), course, why)) {
            return false;
        }
    }
    return true;
}

bool course_of_path(Arena *arena, const char *path, Course *course, Diag *why) {
    struct stat status;
    *course = (Course){0};
    if (stat(path, &status) != 0) {
        return fail(arena, why, path, strerror(errno));
    }
    return S_ISDIR(status.st_mode) ? add_folder(arena, path, course, why) : add_file(arena, path, course, why);
}

/* ---- Names ---- */

static bool holds(const char *text, const char *word) {
    const size_t length = strlen(word);
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < length && tolower((unsigned char)text[i]) == tolower((unsigned char)word[i])) {
            i++;
        }
        if (i == length) {
            return true;
        }
    }
    return length == 0;
}

int course_find(const Course *course, const char *word) {
    char *end;
    const long number = strtol(word, &end, 10);
    if (end != word && *end == '\0') {
        return number >= 1 && number <= course->lessons.len ? (int)number - 1 : -1;
    }
    int found = -1;
    for (int i = 0; i < course->lessons.len; i++) {
        const Lesson *lesson = course->lessons.at[i];
        if (strcmp(lesson->id, word) == 0) {
            return i;
        }
        if (holds(lesson->id, word) || holds(lesson->title, word)) {
            found = found == -1 ? i : -2;
        }
    }
    return found;
}
