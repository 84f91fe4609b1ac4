/* posix_spawn with one pipe; the shell changes the folder, which posix_spawn cannot do everywhere. */
#include "core/study/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/strbuf.h"
#include "core/base/vec.h"

extern char **environ;

typedef VEC(char *) Words;

static char *word(Arena *arena, const char *text) { return arena_strdup(arena, text); }

/* sh -c 'cd DIR && exec "$@"' sh DIR PROGRAM ARG… */
static Words command_of(Arena *arena, const Process *process) {
    Words words = {0};
    VEC_PUSH(arena, &words, word(arena, "sh"));
    VEC_PUSH(arena, &words, word(arena, "-c"));
    VEC_PUSH(arena, &words, word(arena, "cd \"$1\" && shift && exec \"$@\""));
    VEC_PUSH(arena, &words, word(arena, "sh"));
    VEC_PUSH(arena, &words, word(arena, process->dir));
    for (int i = 0; process->argv[i] != NULL; i++) {
        VEC_PUSH(arena, &words, word(arena, process->argv[i]));
    }
    VEC_PUSH(arena, &words, NULL);
    return words;
}

static bool overridden(const char *entry, const char *const *env) {
    const size_t n = strcspn(entry, "=") + 1;
    for (int i = 0; env[i] != NULL; i++) {
        if (strncmp(entry, env[i], n) == 0) {
            return true;
        }
    }
    return false;
}

static Words environment_of(Arena *arena, const Process *process) {
    Words words = {0};
    for (int i = 0; environ[i] != NULL; i++) {
        if (!overridden(environ[i], process->env)) {
            VEC_PUSH(arena, &words, environ[i]);
        }
    }
    for (int i = 0; process->env[i] != NULL; i++) {
        VEC_PUSH(arena, &words, word(arena, process->env[i]));
    }
    VEC_PUSH(arena, &words, NULL);
    return words;
}

static void default_signals(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigemptyset(&all);
    sigaddset(&all, SIGINT);
    sigaddset(&all, SIGPIPE);
    sigaddset(&all, SIGTERM);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int spawn(Arena *arena, const Process *process, int out, int unused, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    default_signals(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (process->errors_file != NULL) {
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, process->errors_file, O_WRONLY | O_CREAT | O_TRUNC,
                                         0600);
    } else {
        posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
    }
    posix_spawn_file_actions_addclose(&actions, unused);
    const Words command = command_of(arena, process);
    const Words environment = environment_of(arena, process);
    const int error = posix_spawnp(pid, "/bin/sh", &actions, &attributes, command.at, environment.at);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static const char *read_all(Arena *arena, int fd) {
    StrBuf text = strbuf_new(arena);
    char block[65536];
    for (;;) {
        const ssize_t got = read(fd, block, sizeof block);
        if (got > 0) {
            strbuf_add_n(&text, block, (size_t)got);
        } else if (got == 0 || errno != EINTR) {
            return strbuf_text(&text);
        }
    }
}

static int wait_for(pid_t pid) {
    int status;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return 127;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool process_run(Arena *arena, const Process *process, ProcessResult *result) {
    int ends[2];
    pid_t pid;
    if (pipe(ends) != 0) {
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    const int error = spawn(arena, process, ends[1], ends[0], &pid);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        errno = error;
        return false;
    }
    result->output = read_all(arena, ends[0]);
    close(ends[0]);
    result->status = wait_for(pid);
    result->errors = "";
    const int errors = process->errors_file != NULL ? open(process->errors_file, O_RDONLY | O_CLOEXEC) : -1;
    if (errors >= 0) {
        result->errors = read_all(arena, errors);
        close(errors);
    }
    return true;
}

/* ---- The scratch folder ---- */

const char *scratch_make(Arena *arena) {
    const char *tmp = getenv("TMPDIR");
    char *dir = arena_printf(arena, "%s/escapade-XXXXXX", tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp");
    return mkdtemp(dir);
}

/* What is written there is flat: files only. */
void scratch_remove(const char *dir) {
    char path[4096];
    DIR *folder = opendir(dir);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            snprintf(path, sizeof path, "%s/%s", dir, entry->d_name) < (int)sizeof path) {
            unlink(path);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    rmdir(dir);
}

bool scratch_write(Arena *arena, const char *dir, const char *name, const char *text, size_t length) {
    FILE *file = fopen(arena_printf(arena, "%s/%s", dir, name), "wb");
    if (file == NULL) {
        return false;
    }
    const bool written = fwrite(text, 1, length, file) == length;
    return fclose(file) == 0 && written;
}
