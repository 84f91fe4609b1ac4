/* Drawing: what the commands that draw have in common: the options, and the one package that a picture shows. */
#ifndef REPL_DRAWING_H
#define REPL_DRAWING_H

#include "repl/app.h"
#include "viz/picture.h"

/* Reads --kind --func --focus --hide --depth --legend; returns STATUS_OK, or STATUS_USAGE after a message. */
int drawing_picture(App *app, const char *default_kind, Picture *picture);
/* Reads --theme, a name or a file, which lives in `arena`; the same results, or STATUS_WRONG for a file that is wrong.
 */
int drawing_theme(App *app, Arena *arena, const Theme **theme);
/* Checks --link-template; the same results. */
int drawing_links(App *app);

/* "--kind=x: use one of …". */
int drawing_usage(App *app, const char *option, const char *value, const char *allowed);

/* Analyses the command's arguments and hands the facts of the package to `draw`, whose status is returned. */
int drawing_run(App *app, int (*draw)(App *app, const PictureFacts *facts, void *request), void *request);

/* Writes to standard output; returns a status. */
int drawing_put(App *app, const char *bytes, size_t length);
/* Writes to -o, or to standard output without it or for "-"; returns a status. */
int drawing_save(App *app, Arena *arena, const char *bytes, size_t length);

#endif
