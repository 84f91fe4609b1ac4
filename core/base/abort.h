/*
 * Abort: the one way out of a running analysis. A worker sets one recovery point; the arena (no
 * memory), the polls in long loops (interrupted, out of time) and the depth guard (too deep) leave
 * through it. All memory of the worker is in arenas, so nothing leaks.
 */
#ifndef CORE_BASE_ABORT_H
#define CORE_BASE_ABORT_H

#include <setjmp.h>
#include <stdbool.h>

typedef enum AbortReason { ABORT_NONE, ABORT_MEMORY, ABORT_INTERRUPTED, ABORT_TIME, ABORT_TOO_DEEP } AbortReason;

typedef struct Recovery {
    jmp_buf jump;
    AbortReason reason;
    const volatile bool *interrupted; /* polled; NULL: never interrupted */
    struct Recovery *outer;
} Recovery;

/*
 * Usage: Recovery r = {0}; recovery_enter(&r); if (setjmp(r.jump) == 0) { work } else { r.reason }
 * recovery_leave(&r). Recovery points nest and belong to the thread.
 */
void recovery_enter(Recovery *recovery);
void recovery_leave(Recovery *recovery);

/* Leaves through the thread's innermost recovery point; without one the process aborts. */
_Noreturn void analysis_abort(AbortReason reason);

/* Leaves with ABORT_INTERRUPTED when the thread's recovery point was asked to stop. */
void abort_poll(void);

#endif
