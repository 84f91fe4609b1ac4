/*
 * THE table of commands. The command line and the REPL both dispatch on it: `escapade graph f.go` and
 * `:graph`.
 */
#ifndef REPL_COMMANDS_H
#define REPL_COMMANDS_H

#include "repl/app.h"

enum {
    COMMAND_CLI = 1,      /* may be given on the command line */
    COMMAND_REPL = 2,     /* may be given in a session */
    COMMAND_HIDDEN = 4    /* not in the help: for tests */
};

typedef struct Command {
    const char *name;
    const char *arguments; /* as the help shows them */
    const char *summary;   /* one line */
    const char *category;  /* heading in the help */
    unsigned where;
    /* Runs with app->options parsed, options.args[0] being the first argument behind the command's name.
     * Returns an exit status. */
    int (*run)(App *app);
} Command;

extern const Command commands[];
extern const int command_count;

/* Returns the command of that name or unique prefix; NULL: none, or *ambiguous is set. */
const Command *command_find(const char *name, unsigned where, bool *ambiguous);

/* One family of commands a file. */
int cmd_gc(App *app);
int cmd_dump(App *app);
int cmd_version(App *app);
int cmd_help(App *app);

#endif
