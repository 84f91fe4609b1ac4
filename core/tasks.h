/*
 * Tasks: work that several threads share, each piece when those that it waits for are done.
 */
#ifndef CORE_TASKS_H
#define CORE_TASKS_H

#include "core/base/abort.h"
#include "core/base/vec.h"

typedef struct Task Task;
typedef VEC(Task *) TaskVec;

/* Zeroed but for the first two it is a task that waits for nothing. */
struct Task {
    void (*run)(void *argument); /* may leave through analysis_abort, which ends all */
    void *argument;
    int waiting;       /* for so many others */
    TaskVec followers; /* those that wait for this one */
};

/* Makes `task` wait for `before`. */
void task_after(Arena *arena, Task *task, Task *before);

/*
 * Runs all tasks on that many threads (0: as many as there are processors) and waits for them. Of two that are ready
 * the one that stands earlier in the list begins first. Returns why it ended early, ABORT_NONE when all are done.
 */
AbortReason tasks_run(const TaskVec *tasks, int workers, const volatile bool *interrupted);

/* Runs one function on a thread with a stack as deep as the stages need. Returns why it ended early. */
AbortReason task_run_alone(void (*run)(void *argument), void *argument, const volatile bool *interrupted);

#endif
