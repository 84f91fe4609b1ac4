/*
 * Runner: the dialogue of a lesson. It reads lines and shows passages through a Host, and knows neither
 * terminal nor session: the program hands it what it needs as callbacks.
 */
#ifndef LESSONS_RUNNER_H
#define LESSONS_RUNNER_H

#include "lessons/check.h"
#include "lessons/library.h"
#include "lessons/progress.h"
#include "viz/picture.h"

typedef enum HostInput {
    HOST_LINE,
    HOST_CANCELLED, /* Ctrl-C: what was typed is dropped */
    HOST_END        /* Ctrl-D, or nobody is there any more */
} HostInput;

typedef struct Host Host;
struct Host {
    /* Reads one line; *line lives in `arena`. */
    HostInput (*read_line)(Host *host, const char *prompt, Arena *arena, const char **line);
    /* Shows a passage. */
    void (*put)(Host *host, const Passage *passage);
    /* A new step begins: lines are counted from here. */
    void (*page)(Host *host);
    /* Shows a story as `explain` does. */
    void (*story)(Host *host, const Facts *facts, const Story *story);
    /* Shows a picture. Returns it as text for the transcript ("" when it is no text); NULL and `why` filled. */
    const char *(*draw)(Host *host, const Facts *facts, const Picture *picture, Arena *arena, Diag *why);
    /* Opens a session that begins with the program ("" for none), returns when it is left. NULL: not possible. */
    bool (*session)(Host *host, const char *program);
    /* Lets the user edit a text; returns the new text, NULL when that failed. NULL: not possible. */
    const char *(*edit)(Host *host, const char *text, Arena *arena);
    World *world;
    const char *locale;
    const volatile bool *interrupted;
    void *data; /* the host's own */
};

typedef enum RunEnd {
    RUN_FINISHED, /* the last step is done */
    RUN_QUIT      /* left before; progress is kept */
} RunEnd;

/* Runs one lesson from where it was left. */
RunEnd lesson_run(Host *host, Progress *progress, const Lesson *lesson);

/*
 * Shows the lessons of a course, asks for one, runs it and offers the next. `start` is the lesson to begin with at
 * once, -1: ask.
 */
void course_run(Host *host, Progress *progress, const Course *course, int start);

#endif
