#include "core/base/abort.h"

#include <stdlib.h>

/* The innermost recovery point of each thread: the one piece of state that is not handed around. */
static _Thread_local Recovery *innermost;

void recovery_enter(Recovery *recovery) {
    recovery->outer = innermost;
    innermost = recovery;
}

void recovery_leave(Recovery *recovery) { innermost = recovery->outer; }

_Noreturn void analysis_abort(AbortReason reason) {
    if (innermost == NULL) {
        abort();
    }
    innermost->reason = reason;
    longjmp(innermost->jump, 1);
}

void abort_poll(void) {
    if (innermost != NULL && innermost->interrupted != NULL && *innermost->interrupted) {
        analysis_abort(ABORT_INTERRUPTED);
    }
}
