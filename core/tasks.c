#include "core/tasks.h"

#include <pthread.h>
#include <unistd.h>

#include "core/constant/value.h"

/* The stages recurse as deep as the program nests (at most DEPTH_MAX levels), so they get stacks of their own. */
enum { WORKER_STACK = 512 << 20, WORKERS_MAX = 64 };

void task_after(Arena *arena, Task *task, Task *before) {
    VEC_PUSH(arena, &before->followers, task);
    task->waiting++;
}

typedef struct Pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    Arena *arena; /* of the queue; used under the lock */
    TaskVec ready;
    int next; /* in ready */
    int left; /* tasks not done */
    AbortReason reason;
    const volatile bool *interrupted;
} Pool;

/* The next task, NULL when there is nothing more to do. */
static Task *take(Pool *pool) {
    Task *task = NULL;
    pthread_mutex_lock(&pool->lock);
    while (pool->reason == ABORT_NONE && pool->left > 0 && pool->next == pool->ready.len) {
        pthread_cond_wait(&pool->changed, &pool->lock);
    }
    if (pool->reason == ABORT_NONE && pool->left > 0) {
        task = pool->ready.at[pool->next++];
    }
    pthread_mutex_unlock(&pool->lock);
    return task;
}

static void finish(Pool *pool, const Task *task) {
    pthread_mutex_lock(&pool->lock);
    for (int i = 0; i < task->followers.len; i++) {
        Task *follower = task->followers.at[i];
        if (--follower->waiting == 0) {
            VEC_PUSH(pool->arena, &pool->ready, follower);
        }
    }
    pool->left--;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static void stop(Pool *pool, AbortReason reason) {
    pthread_mutex_lock(&pool->lock);
    pool->reason = reason;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument) {
    Pool *pool = argument;
    Recovery recovery = {.interrupted = pool->interrupted};
    recovery_enter(&recovery);
    if (setjmp(recovery.jump) == 0) {
        for (const Task *task; (task = take(pool)) != NULL;) {
            task->run(task->argument);
            finish(pool, task);
        }
    } else {
        stop(pool, recovery.reason);
    }
    recovery_leave(&recovery);
    value_thread_leave();
    return NULL;
}

static bool start(pthread_t *thread, Pool *pool) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    const bool started = pthread_attr_setstacksize(&attributes, WORKER_STACK) == 0 &&
                         pthread_create(thread, &attributes, work, pool) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

static int worker_count(int wanted, int tasks) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int n = wanted > 0 ? wanted : processors > 0 ? (int)processors : 1;
    n = n < tasks ? n : tasks;
    return n < WORKERS_MAX ? n : WORKERS_MAX;
}

AbortReason tasks_run(const TaskVec *tasks, int workers, const volatile bool *interrupted) {
    Pool pool = {.arena = arena_new(), .left = tasks->len, .interrupted = interrupted};
    if (pool.arena == NULL) {
        return ABORT_MEMORY;
    }
    /* All of the queue's memory now, so that no thread can run out of it. */
    VEC_RESERVE(pool.arena, &pool.ready, tasks->len);
    for (int i = 0; i < tasks->len; i++) {
        if (tasks->at[i]->waiting == 0) {
            VEC_PUSH(pool.arena, &pool.ready, tasks->at[i]);
        }
    }
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.changed, NULL);
    pthread_t threads[WORKERS_MAX];
    const int wanted = worker_count(workers, tasks->len);
    int started = 0;
    while (started < wanted && start(&threads[started], &pool)) {
        started++;
    }
    if (started == 0 && wanted > 0) {
        pool.reason = ABORT_MEMORY;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    pthread_cond_destroy(&pool.changed);
    pthread_mutex_destroy(&pool.lock);
    arena_free(pool.arena);
    return pool.reason;
}

AbortReason task_run_alone(void (*run)(void *argument), void *argument, const volatile bool *interrupted) {
    Task task = {.run = run, .argument = argument};
    Task *list[] = {&task};
    const TaskVec tasks = {.at = list, .len = 1, .cap = 1};
    return tasks_run(&tasks, 1, interrupted);
}
