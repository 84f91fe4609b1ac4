/*
 * escapade: the only main(). Chooses between one command and the session, and the exit status.
 */
#include <locale.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>
#include <unistd.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/imports.h"
#include "repl/loop.h"

static App app;

static bool is_file(const char *name) { return strcmp(name, "-") == 0 || access(name, F_OK) == 0; }

/* An import path of the standard library that looks like a mistyped command ("math" is near "main"). */
static bool is_std_package(const char *word) {
    const char *other;
    return strcmp(word, "std") == 0 || import_for_name(word, &other) != NULL;
}

/* A first argument that is neither a command nor a file: a mistyped one of either. */
static int mistaken(const char *word) {
    const char *names[64];
    int count = 0;
    for (int i = 0; i < command_count && count < 64; i++) {
        if ((commands[i].where & COMMAND_HIDDEN) == 0) {
            names[count++] = commands[i].name;
        }
    }
    const char *near = app_nearest(word, names, count);
    if (near == NULL) {
        return app_fail(&app, STATUS_USAGE, "%s is no command and no file; `escapade help` lists the commands", word);
    }
    bool ambiguous;
    if (command_find(near, COMMAND_CLI, &ambiguous) == NULL) {
        return app_fail(&app, STATUS_USAGE, "%s is no command. %s is one of a session: type :%s there", word, near,
                        near);
    }
    return app_fail(&app, STATUS_USAGE, "%s is no command. Did you mean %s?", word, near);
}

/* Takes the command's name off the arguments; a file means explain. NULL: *status is set. */
static const Command *take_command(Options *options, int *status) {
    bool ambiguous;
    const char *word = options->args[0];
    const Command *command = command_find(word, COMMAND_CLI, &ambiguous);
    if (command != NULL && strcmp(command->name, word) == 0) {
        options->args++;
        options->arg_count--;
        return command;
    }
    if (!is_file(word) && strchr(word, '.') == NULL && strchr(word, '/') == NULL && !is_std_package(word)) {
        *status = mistaken(word);
        return NULL;
    }
    return command_find("explain", COMMAND_CLI, &ambiguous);
}

static int run(int argc, char **argv) {
    if (!options_parse(&app.options, argc, argv, app.err)) {
        return STATUS_USAGE;
    }
    app_refresh(&app);
    if (app.options.version) {
        return cmd_version(&app);
    }
    if (app.options.help) {
        bool ambiguous;
        const char *word = app.options.arg_count > 0 ? app.options.args[0] : "";
        const Command *about = command_find(word, COMMAND_CLI, &ambiguous);
        app.options.arg_count = about != NULL && strcmp(about->name, word) == 0 ? 1 : 0;
        return cmd_help(&app);
    }
    if (app.options.arg_count == 0) {
        return isatty(STDIN_FILENO) ? loop_interactive(&app) : loop_script(&app, stdin);
    }
    int status;
    const Command *command = take_command(&app.options, &status);
    return command != NULL ? command->run(&app) : status;
}

/* Packages come and go, and what one gives back the next one takes: asking the system for it each time costs more than
 * the work itself. */
static void keep_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}

int main(int argc, char **argv) {
    keep_memory();
    /* A machine may lack the data of the locale that is asked for; the terminal shows UTF-8 all the same. */
    if (setlocale(LC_CTYPE, "") == NULL && options_environment_is_utf8()) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
    app.out = stdout;
    app.err = stderr;
    int status = run(argc, argv);
    app_close(&app);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "escapade: %s\n", tr(app.options.locale, "can't write the output"));
        return STATUS_FAILED;
    }
    return status;
}
