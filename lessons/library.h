/*
 * Library: where lessons come from: those built into the program, a folder of one's own, one file.
 */
#ifndef LESSONS_LIBRARY_H
#define LESSONS_LIBRARY_H

#include "core/base/diag.h"
#include "lessons/lesson.h"

/* A lesson's text, in the program. The table is generated: lessons/embed. */
typedef struct LessonFile {
    const char *language; /* "en"; "lessons" for the template */
    const char *name;     /* "01-stack-and-heap" */
    const unsigned char *text;
    size_t length;
} LessonFile;

extern const LessonFile lesson_files[];
extern const int lesson_file_count;

typedef struct Course {
    VEC(Lesson *) lessons; /* in order of their names */
} Course;

/* The built-in lessons in a language ("en", "zh_CN"); those not translated are in English. */
Course course_builtin(Arena *arena, const char *locale);

/*
 * The lessons of a folder (all its .md files but README.md) or of one file. False and `why` filled when there are
 * none or they can't be read.
 */
bool course_of_path(Arena *arena, const char *path, Course *course, Diag *why);

/* Returns the lesson that a word names: a number, an id, a part of an id or title. -1: none; -2: several. */
int course_find(const Course *course, const char *word);

/* Returns the text of a lesson to begin one's own with; `title` NULL: a placeholder. */
const char *lesson_template(Arena *arena, const char *title);

#endif
