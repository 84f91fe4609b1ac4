/*
 * Progress: what a learner has done, kept in $XDG_STATE_HOME/escapade/lessons.json (else
 * ~/.local/state/escapade), and a transcript for each lesson beside it. The file is replaced whole, so that a
 * kill at any moment leaves the old state or the new one; what another escapade wrote meanwhile is kept.
 */
#ifndef LESSONS_PROGRESS_H
#define LESSONS_PROGRESS_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/diag.h"

/* How a step was left. */
typedef enum StepState { STEP_OPEN, STEP_SEEN, STEP_SKIPPED, STEP_ANSWERED } StepState;

typedef struct Progress Progress;

/*
 * Reads the state. `folder` NULL: the place above. Never NULL: without a place, or when the file can't be read, the
 * state is empty and `why` tells so (why->text NULL: all is well). Release with progress_close. A file that
 * is no state of ours is put aside as lessons.json.bad.
 */
Progress *progress_open(const char *folder, Diag *why);
void progress_close(Progress *progress);

/* Returns the step to go on with, NULL: the first. */
const char *progress_place(const Progress *progress, const char *lesson);
StepState progress_step(const Progress *progress, const char *lesson, const char *step);
/* Returns the lesson worked on last, NULL when there is none. */
const char *progress_last(const Progress *progress);
bool progress_finished(const Progress *progress, const char *lesson);

void progress_set_place(Progress *progress, const char *lesson, const char *step);
/* A step once answered stays answered. */
void progress_set_step(Progress *progress, const char *lesson, const char *step, StepState state);
void progress_set_finished(Progress *progress, const char *lesson);
/* Forgets the lesson and its transcript. */
void progress_forget(Progress *progress, const char *lesson);

/* Writes what was set. False and `why` filled when it can't be written; the state in memory stays. */
bool progress_save(Progress *progress, Diag *why);

/* Appends to the lesson's transcript. Without a place nothing is kept. */
void progress_note(Progress *progress, const char *lesson, const char *text);
/* Returns the transcript so far, "" when there is none; lives in `arena`. */
const char *progress_transcript(const Progress *progress, const char *lesson, Arena *arena);

#endif
