/*
 * escapade: the only main(). Chooses between one command and the session, and the exit status.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "repl/commands.h"

#ifndef ESCAPADE_VERSION
#define ESCAPADE_VERSION "0.1"
#endif

static App app;

int cmd_version(App *a) {
    fprintf(a->out, "escapade %s\nGo versions modelled:", ESCAPADE_VERSION);
    for (int i = 0; i < goversion_count(); i++) {
        fprintf(a->out, " %s", goversion_at(i)->name);
    }
    fputs(" (linux/amd64, inlining off)\n", a->out);
    return STATUS_OK;
}

int cmd_help(App *a) {
    fputs("usage: escapade [COMMAND] [OPTION]… [ARG]…\n\n", a->out);
    for (int i = 0; i < command_count; i++) {
        if ((commands[i].where & COMMAND_HIDDEN) == 0) {
            fprintf(a->out, "  %-9s %-28s %s\n", commands[i].name, commands[i].arguments,
                    commands[i].summary);
        }
    }
    return STATUS_OK;
}

/* Takes the command's name off the arguments; a name that is none leaves them and means explain. */
static const Command *take_command(Options *options) {
    if (options->arg_count == 0) {
        return NULL;
    }
    bool ambiguous;
    const Command *command = command_find(options->args[0], COMMAND_CLI, &ambiguous);
    if (command == NULL || strcmp(command->name, options->args[0]) != 0) {
        return command_find("explain", COMMAND_CLI, &ambiguous);
    }
    options->args++;
    options->arg_count--;
    return command;
}

static int run(int argc, char **argv) {
    if (!options_parse(&app.options, argc, argv, app.err)) {
        return STATUS_USAGE;
    }
    if (app.options.version) {
        return cmd_version(&app);
    }
    if (app.options.help) {
        return cmd_help(&app);
    }
    const Command *command = take_command(&app.options);
    if (command == NULL) {
        return cmd_help(&app);
    }
    return command->run(&app);
}

int main(int argc, char **argv) {
    app.out = stdout;
    app.err = stderr;
    int status = run(argc, argv);
    app_close(&app);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("escapade: can't write the output\n", stderr);
        return STATUS_FAILED;
    }
    return status;
}
