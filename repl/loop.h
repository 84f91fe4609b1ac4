/*
 * Loop: the session in use. Reads entries (a terminal or a script), runs commands, adds Go to the
 * session, analyses it and tells what is new.
 */
#ifndef REPL_LOOP_H
#define REPL_LOOP_H

#include "repl/app.h"

/* The REPL at a terminal. Returns an exit status. */
int loop_interactive(App *app);

/* Runs standard input as a script; goes on after an error and then returns STATUS_WRONG, but for --strict. */
int loop_script(App *app, FILE *in);

/* ---- For the commands of a session ---- */

/* Runs a file of entries and commands. Returns an exit status. */
int loop_source(App *app, const char *name);

/*
 * Analyses the session as it is now and tells what changed; when it is wrong Go, says so, takes the uncommitted
 * change back and returns STATUS_WRONG. Else the change is committed when `commit` is set. `otherwise` is said when
 * there is nothing to tell.
 */
int loop_tell(App *app, bool commit, const char *otherwise);

/* Holds what has been told in the language that is set now, so that the next entry tells only what is new. */
void loop_retell(App *app);

/* Memory that lives as long as the session. */
Arena *loop_arena(const App *app);

/* Sets *out to the names of all variables in the session, also those inside functions; returns how many. */
int loop_names(const App *app, Arena *arena, const char ***out);

/* The loop ends after this command. */
void loop_quit(App *app);
bool loop_is_interactive(const App *app);

/* Runs one entry: Go or a line that begins with a colon. Returns an exit status. */
int loop_entry(App *app, const char *text);

#endif
