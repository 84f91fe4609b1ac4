/*
 * THE table of commands. The command line and the REPL both dispatch on it: `escapade graph f.go` and
 * `:graph`.
 */
#ifndef REPL_COMMANDS_H
#define REPL_COMMANDS_H

#include "repl/app.h"

enum {
    COMMAND_CLI = 1,    /* may be given on the command line */
    COMMAND_REPL = 2,   /* may be given in a session */
    COMMAND_HIDDEN = 4, /* not in the help: for tests */
    COMMAND_DIRECT = 8, /* talks with the user: what it prints is not held back for a pager */
    COMMAND_TEXT = 16   /* LINE TEXT: in a session the text is the rest of the line, as it is */
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
    const char *options; /* long options it understands, separated by spaces: for help and completion */
    const char *details; /* more for `help NAME`; NULL without */
} Command;

extern const Command commands[];
extern const int command_count;

/* Returns the command of that name or unique prefix; NULL: none, or *ambiguous is set. */
const Command *command_find(const char *name, unsigned where, bool *ambiguous);

/* One family of commands a file. */
int cmd_gc(App *app);
int cmd_explain(App *app);
int cmd_why(App *app);
int cmd_graph(App *app);
int cmd_memory(App *app);
int cmd_frames(App *app);
int cmd_step(App *app);
int cmd_check(App *app);
int cmd_verify(App *app);
int cmd_timeline(App *app);
int cmd_learn(App *app);
int cmd_advise(App *app);
int cmd_whatif(App *app);
int cmd_example(App *app);
int cmd_dump(App *app);
int cmd_version(App *app);
int cmd_help(App *app);

/* cmd_session.c: what only a session has. */
int cmd_list(App *app);
int cmd_undo(App *app);
int cmd_redo(App *app);
int cmd_reset(App *app);
int cmd_main(App *app);
int cmd_load(App *app);
int cmd_save(App *app);
int cmd_edit(App *app);
int cmd_history(App *app);
int cmd_set(App *app);
int cmd_go(App *app);
int cmd_source(App *app);
int cmd_quit(App *app);
int cmd_watch(App *app);

#endif
